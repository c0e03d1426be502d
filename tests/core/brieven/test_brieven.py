# SPDX-License-Identifier: EUPL-1.2
"""A letter is made once, in the reader's language beside the Dutch one, and only who may reads it."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.brieven.inhoud import Bedragregel, Briefconcept, Briefinhoud, Uitlegregel, als_json, uit_json
from core.brieven.models import Brief
from core.brieven.services import BEDRAG, brieven_van, eigen_brieven, lees_brief, maak_brief, soort_voor_boeking
from core.brieven.zetten import als_pdf
from core.contributions import Briefsoort
from core.ledger.models import Boeking
from core.people.models import Account
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.plugins import Bijdrage, Installatie
from core.rules import Geweigerd
from core.storage.audit import Audit
from core.storage.engine import Database
from tests.core.ledger.proef import EENHEID, Wereld, maak_wereld

BRIEF = Briefinhoud(
    "nl",
    date(2026, 3, 1),
    "core.bedrag/12",
    "Proefdienst",
    ("Mens Één", "Personeelsnummer 000001"),
    "Toelage: maart 2026",
    ("Een alinea met *tekens* #die ‘niets’ betekenen.",),
    (Bedragregel("Nu geboekt", -120345),),
    (Uitlegregel("PROEF 1", "3 uur."), Uitlegregel("", "Zonder artikel.")),
    ("Bezwaar maken kan.",),
)


@pytest.fixture
def wereld(database: Database, installatie: Installatie) -> Wereld:
    """Two people with an approved amount in March, of whom the first reads English."""
    gemaakt = maak_wereld(database, installatie, aantal=3)
    with database.transactie() as s:
        s.add(
            Account(
                naam="en",
                weergavenaam="E",
                wachtwoord_hash="x",
                taal="en",
                medewerker_id=gemaakt.medewerkers[1],
            )
        )
    for mens in gemaakt.medewerkers[1:]:
        gemaakt.zet("2026-03", mens, "a", 3)
    gemaakt.sluit("2026-03")
    return gemaakt


def boeking(wereld: Wereld, plek: int) -> str:
    with wereld.ctx.database.lezen() as s:
        return str(s.scalars(select(Boeking.id).where(Boeking.medewerker_id == wereld.medewerkers[plek])).one())


def medewerker(wereld: Wereld, plek: int) -> Actor:
    return Actor(90 + plek, "M", wereld.medewerkers[plek], eenheden=frozenset({EENHEID}))


def test_dezelfde_inhoud_geeft_dezelfde_bytes_en_een_toegankelijke_pdf() -> None:
    pdf = als_pdf(BRIEF)
    assert pdf == als_pdf(uit_json(json.loads(json.dumps(als_json(BRIEF)))))
    assert pdf != als_pdf(replace(BRIEF, bedragen=(Bedragregel("Nu geboekt", 1),)))
    # PDF/UA-1: marked and tagged, with a title that is shown and a language.
    for merk in (b"<pdfuaid:part>1<", b"/MarkInfo<</Marked true", b"/StructTreeRoot", b"/Lang(nl-NL)"):
        assert merk in pdf
    assert b"/Title(Toelage: maart 2026)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"D:20260301120000Z" in pdf
    # Every font is in the file.
    assert len(re.findall(rb"/FontFile3 ", pdf)) == len(re.findall(rb"/Type/FontDescriptor", pdf)) > 0
    assert b"/Lang(en-GB)" in als_pdf(replace(BRIEF, taal="en"))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wie_engels_leest_krijgt_een_vertaling_naast_de_nederlandse_brief(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    nummer = maak_brief(hr, BEDRAG, boeking(wereld, 1))
    assert maak_brief(hr, BEDRAG, boeking(wereld, 1)) == nummer
    maak_brief(hr, BEDRAG, boeking(wereld, 2))
    with wereld.ctx.database.lezen() as s:
        rijen = s.scalars(select(Brief).order_by(Brief.id)).all()
        assert [(rij.taal, rij.medewerker_id) for rij in rijen] == [
            ("nl", wereld.medewerkers[1]),
            ("en", wereld.medewerkers[1]),
            ("nl", wereld.medewerkers[2]),
        ]
        nl, en = uit_json(rijen[0].inhoud), uit_json(rijen[1].inhoud)
        assert len(s.scalars(select(Bericht)).all()) == 2
    assert nl.kenmerk == en.kenmerk == f"core.bedrag/{boeking(wereld, 1)}"
    assert nl.bedragen == (Bedragregel("Nu geboekt", 3000),)
    assert [(stap.artikel, stap.tekst) for stap in nl.uitleg] == [("PROEF 1", "3 uur geeft €\xa030,00.")]
    assert [stap.tekst for stap in en.uitleg] == ["€30.00"]
    assert en.alineas[0] == "€30.00 was booked for you for PROEF in March 2026."
    assert lees_brief(hr, nummer).sha256 == rijen[0].sha256


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_verschil_noemt_wat_eerder_was_geboekt(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[2], "a", 1)
    run = wereld.sluit("2026-04")
    with wereld.ctx.database.lezen() as s:
        later = s.scalars(select(Boeking.id).where(Boeking.run_id == run.id)).one()
    maak_brief(wereld.als(wereld.controleur), BEDRAG, str(later))
    with wereld.ctx.database.lezen() as s:
        inhoud = uit_json(s.scalars(select(Brief.inhoud)).one())
    assert [(regel.omschrijving, regel.centen) for regel in inhoud.bedragen] == [
        ("Eerder geboekt", 3000),
        ("Nu geboekt", -2000),
        ("Samen", 1000),
    ]
    assert "ben je €\xa020,00 verschuldigd" in inhoud.alineas[0]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_alleen_hr_maakt_en_alleen_de_medewerker_en_hr_van_de_eenheid_lezen(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    nummer = maak_brief(hr, BEDRAG, boeking(wereld, 1))
    eigen, ander = medewerker(wereld, 1), medewerker(wereld, 2)
    elders = Actor(1, "X", None, (RolVoor("hr", "om"),))
    auditor, beheerder = Actor(1, "X", None, (RolVoor("auditor"),)), Actor(1, "X", None, (RolVoor("beheerder"),))
    for actor in (eigen, elders, auditor, beheerder):
        with pytest.raises(GeenToegang):
            maak_brief(wereld.ctx.als(actor), BEDRAG, boeking(wereld, 2))
    for actor in (ander, elders, auditor, beheerder):
        with pytest.raises(GeenToegang):
            lees_brief(wereld.ctx.als(actor), nummer)
        with pytest.raises(GeenToegang):
            lees_brief(wereld.ctx.als(actor), nummer + 99)
    with pytest.raises(GeenToegang):
        brieven_van(wereld.ctx.als(elders), EENHEID, "", 0, 10)
    assert [brief.taal for brief in eigen_brieven(wereld.ctx.als(eigen))] == ["en", "nl"]
    assert eigen_brieven(wereld.ctx.als(ander)) == []
    assert [regel.naam for regel in brieven_van(hr, EENHEID, "mens 2", 0, 10)] == ["Mens 2", "Mens 2"]
    assert brieven_van(hr, EENHEID, "mens 3", 0, 10) == ()
    lees_brief(wereld.ctx.als(eigen), nummer)
    lees_brief(hr, nummer)
    with wereld.ctx.database.lezen() as s:
        assert s.get_one(Brief, nummer).geopend_op == wereld.ctx.nu
        gelezen = s.scalars(select(Audit.account_id).where(Audit.soort == "core.brief", Audit.handeling == "inzage"))
        assert gelezen.all() == [wereld.controleur]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wat_er_niet_is_of_nog_niet_vastligt_krijgt_geen_brief(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    wereld.zet("2026-04", wereld.medewerkers[1], "a", 1)
    run = wereld.maak("2026-04")
    with wereld.ctx.database.lezen() as s:
        concept = s.scalars(select(Boeking.id).where(Boeking.run_id == run.id)).one()
    for sleutel, reden in ((str(concept), "nog niet goedgekeurd"), ("99999", "bestaat niet"), ("x", "bestaat niet")):
        with pytest.raises(Geweigerd, match=reden):
            maak_brief(hr, BEDRAG, sleutel)
    with pytest.raises(Geweigerd, match="niet geïnstalleerd"):
        maak_brief(hr, "weg.brief", "1")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_regeling_met_een_eigen_brief_krijgt_nooit_die_van_de_kern(wereld: Wereld) -> None:
    def schrijf(_s: object, ctx: object, sleutels: list[str]) -> dict[str, Briefconcept]:
        return {sleutel: Briefconcept(wereld.medewerkers[1], EENHEID, "Eigen", ("Zin.",)) for sleutel in sleutels}

    eigen = Briefsoort("proef.afrekening", "Afrekening", schrijf, regeling="PROEF")  # type: ignore[arg-type]
    soorten = {**wereld.ctx.installatie.briefsoorten, eigen.id: Bijdrage(EENHEID, eigen)}
    ctx = replace(wereld.als(wereld.controleur), installatie=replace(wereld.ctx.installatie, briefsoorten=soorten))
    with pytest.raises(Geweigerd, match="eigen brief"):
        maak_brief(ctx, BEDRAG, boeking(wereld, 1))
    assert soort_voor_boeking(ctx, int(boeking(wereld, 1))) == eigen.id
    nummer = maak_brief(ctx, eigen.id, boeking(wereld, 1))
    assert nummer in [brief.id for brief in eigen_brieven(ctx.als(medewerker(wereld, 1)))]
    assert maak_brief(ctx.als(PROGRAMMA), eigen.id, boeking(wereld, 1)) == nummer


def test_twee_die_tegelijk_dezelfde_brief_maken_krijgen_er_een(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    start, nummers = threading.Barrier(2), []

    def doe() -> None:
        start.wait()
        nummers.append(maak_brief(hr, BEDRAG, boeking(wereld, 2)))

    draden = [threading.Thread(target=doe) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(nummers) == 2
    assert len(set(nummers)) == 1
    with wereld.ctx.database.lezen() as s:
        assert len(s.scalars(select(Brief.id)).all()) == len(s.scalars(select(Bericht.id)).all()) == 1
