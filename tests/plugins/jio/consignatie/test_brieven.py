# SPDX-License-Identifier: EUPL-1.2
"""The designation letter: as a document, and missed before the duty begins (JIO 7.6)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from core.berichten.models import Taak
from core.people.policy import GeenToegang
from plugins.jio.consignatie.jobs import JOBS
from plugins.jio.consignatie.models import Aanwijzing
from plugins.jio.consignatie.pages.briefafdruk import als_pdf
from plugins.jio.consignatie.services import aanwijzingen
from plugins.jio.consignatie.services.brieftaken import TAAK_ZONDER_BRIEF, Briefgegevens, briefgegevens
from tests.plugins.jio.consignatie import paginawereld
from tests.plugins.jio.consignatie.conftest import Wereld, klok

JOB = next(job for job in JOBS if job.id == "jio.brieven")


def brief_van(wereld: Wereld, naam: str) -> int:
    with wereld.database.lezen() as s:
        return s.scalars(select(Aanwijzing.id).where(Aanwijzing.medewerker_id == wereld.mensen[naam])).one()


def open_taken(wereld: Wereld) -> list[tuple[str, object]]:
    with wereld.database.lezen() as s:
        taken = s.scalars(select(Taak).where(Taak.soort == TAAK_ZONDER_BRIEF, Taak.opgelost_op.is_(None)))
        return [(taak.sleutel, taak.gegevens["dinsdag"]) for taak in taken]


def draai(wereld: Wereld) -> list[str]:
    ctx = wereld.programma
    sleutels = list(JOB.werk(ctx, ctx.vandaag))
    for _ in range(2):
        for sleutel in sleutels:
            JOB.doe(ctx, ctx.vandaag, sleutel)
    return sleutels


def test_dezelfde_brief_geeft_dezelfde_bytes(wereld: Wereld):
    nummer = brief_van(wereld, "anna")
    gegevens = briefgegevens(wereld.als("anna"), nummer)
    assert (gegevens.naam, gegevens.personeelsnummer, gegevens.per) == ("Anna", "P-anna", date(2022, 1, 1))
    eerste = als_pdf(gegevens)
    assert eerste == als_pdf(briefgegevens(wereld.als("hans"), nummer))
    assert eerste.startswith(b"%PDF-")
    aanwijzingen.trek_brief_in(wereld.als("hans"), nummer, date(2024, 3, 1))
    assert als_pdf(briefgegevens(wereld.als("hans"), nummer)) != eerste


@pytest.mark.parametrize("naam", ["Łukasz Żuk", "Günther & Zoë", "李雷", "<b>Anna</b>"])
def test_een_brief_kan_voor_elke_naam(naam: str):
    gegevens = Briefgegevens(1, naam, "1", date(2026, 3, 1), None, None)
    assert als_pdf(gegevens) == als_pdf(gegevens)


def test_een_brief_is_voor_wie_hem_kreeg_en_voor_hr(wereld: Wereld):
    nummer = brief_van(wereld, "anna")
    for naam in ("anna", "hans", "rob"):
        assert briefgegevens(wereld.als(naam), nummer).id == nummer
    for naam in ("bram", "om", "leo"):
        with pytest.raises(GeenToegang):
            briefgegevens(wereld.als(naam), nummer)
    with pytest.raises(GeenToegang):
        briefgegevens(wereld.als("hans"), 9999)


def test_wie_straks_dienst_heeft_zonder_brief_is_een_taak_tot_hij_getekend_is(wereld: Wereld):
    diensten = wereld.publiceer()
    wereld = wereld.op(klok("2023-09-01", "07:00"))
    wereld.geef({diensten[date(2023, 9, 12)]: "lot", diensten[date(2023, 9, 19)]: "lot"})
    assert draai(wereld) == [str(wereld.mensen["lot"])]
    assert open_taken(wereld) == [(str(wereld.mensen["lot"]), "2023-09-12")]
    assert draai(wereld) == []
    nummer = aanwijzingen.leg_brief_vast(wereld.als("hans"), wereld.mensen["lot"], per=date(2023, 9, 1))
    assert draai(wereld) == []
    aanwijzingen.teken_brief(wereld.als("hans"), nummer, date(2023, 9, 1))
    assert draai(wereld) == [str(wereld.mensen["lot"])]
    assert open_taken(wereld) == []


def test_hr_maakt_een_brief_en_haalt_hem_op(jio: paginawereld.Wereld):
    hr = jio.browser("Lars Personeel")
    pagina = hr.zie("/jio/aanwijzingen/")
    assert "Een brief maken of vastleggen" in pagina
    with jio.database.lezen() as s:
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == jio.mensen["Anna Bakker"])).first()
    assert brief is not None
    antwoord = hr.get(f"/jio/aanwijzingen/{brief.id}/brief.pdf")
    assert (antwoord.status_code, antwoord.mimetype) == (200, "application/pdf")
    assert hr.get(f"/jio/aanwijzingen/{brief.id}/brief.pdf").data == antwoord.data
    anna = jio.browser("Anna Bakker")
    assert f"/jio/aanwijzingen/{brief.id}/brief.pdf" in anna.zie("/jio/aanwijzingen/eigen")
    assert anna.get(f"/jio/aanwijzingen/{brief.id}/brief.pdf").status_code == 200
    assert jio.browser("Bram de Vries").get(f"/jio/aanwijzingen/{brief.id}/brief.pdf").status_code == 403
