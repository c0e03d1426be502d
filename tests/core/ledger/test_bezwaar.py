# SPDX-License-Identifier: EUPL-1.2
"""An employee objects to an amount, and HR answers; the posting stays what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.berichten.services import open_taken
from core.bezwaren.services import BERICHTSOORTEN, BEZWAAR, beantwoord, bezwaren_van, maak_bezwaar
from core.context import Context
from core.ledger.models import Boeking, Run
from core.ledger.services import geef_terug
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.rules import Geweigerd
from tests.core.ledger.proef import EENHEID, Wereld


@pytest.fixture
def run(wereld: Wereld) -> Run:
    """A final run in which the second person has a posting."""
    soorten = {soort.id: soort for soort in BERICHTSOORTEN}
    wereld.ctx = replace(wereld.ctx, installatie=replace(wereld.ctx.installatie, berichtsoorten=soorten))
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    return wereld.sluit("2026-03")


def boeking(wereld: Wereld) -> int:
    with wereld.ctx.database.lezen() as s:
        return s.scalars(select(Boeking.id)).one()


def zelf(wereld: Wereld) -> Context:
    return wereld.ctx.als(Actor(wereld.controleur, "Mens 2", wereld.medewerkers[1]))


def taken(wereld: Wereld) -> list[str]:
    return [taak.sleutel for taak in open_taken(wereld.als(wereld.goedkeurder), EENHEID) if taak.soort == BEZWAAR]


def test_hr_antwoordt_met_een_datum_en_de_medewerker_krijgt_bericht(wereld: Wereld, run: Run) -> None:
    nummer, hr = boeking(wereld), wereld.als(wereld.goedkeurder)
    maak_bezwaar(zelf(wereld), nummer, " Ik werkte vier uur. ")
    assert taken(wereld) == [str(nummer)]
    with pytest.raises(Geweigerd, match="wacht nog op een antwoord"):
        maak_bezwaar(zelf(wereld), nummer, "Nog een keer.")
    [open_] = bezwaren_van(hr, nummer)
    assert (open_.tekst, open_.antwoord) == ("Ik werkte vier uur.", None)
    beantwoord(hr, nummer, "Je hebt gelijk; het komt in april.")
    [klaar] = bezwaren_van(zelf(wereld), nummer)
    assert (klaar.antwoord, klaar.beantwoord_op, klaar.beantwoord_door) == (
        "Je hebt gelijk; het komt in april.",
        wereld.ctx.nu,
        wereld.goedkeurder,
    )
    assert taken(wereld) == []
    with wereld.ctx.database.lezen() as s:
        assert s.scalars(select(Bericht.aan_medewerker_id)).all() == [wereld.medewerkers[1]]
        assert s.scalars(select(Boeking.centen)).all() == [3000]
    with pytest.raises(Geweigerd, match="geen bezwaar"):
        beantwoord(hr, nummer, "Nog iets.")
    assert maak_bezwaar(zelf(wereld), nummer, "Toch niet.") != klaar.id


def test_een_bezwaar_is_voor_wie_het_aangaat(wereld: Wereld, run: Run) -> None:
    nummer = boeking(wereld)
    ander = wereld.ctx.als(Actor(1, "X", wereld.medewerkers[2]))
    auditor = wereld.ctx.als(Actor(1, "X", None, (RolVoor("auditor"),)))
    for ctx in (ander, auditor, wereld.als(wereld.controleur)):
        with pytest.raises(GeenToegang):
            maak_bezwaar(ctx, nummer, "x")
    maak_bezwaar(zelf(wereld), nummer, "x")
    assert bezwaren_van(ander, nummer) == bezwaren_van(auditor, nummer) == ()
    for ctx in (ander, auditor, zelf(wereld)):
        with pytest.raises(GeenToegang):
            beantwoord(ctx, nummer, "x")
    with pytest.raises(Geweigerd, match="antwoordt een ander"):
        beantwoord(wereld.als(wereld.betrokkene, wereld.medewerkers[1]), nummer, "x")
    with pytest.raises(Geweigerd, match="antwoordt een ander"):
        beantwoord(wereld.ctx.als(PROGRAMMA), nummer, "x")
    for tekst in ("", "x" * 4001):
        with pytest.raises(Geweigerd) as fout:
            beantwoord(wereld.als(wereld.goedkeurder), nummer, tekst)
        assert fout.value.veld == "antwoord"


def test_een_concept_heeft_geen_bezwaar_en_een_run_met_bezwaar_gaat_niet_terug(wereld: Wereld, run: Run) -> None:
    nummer = boeking(wereld)
    maak_bezwaar(zelf(wereld), nummer, "x")
    with pytest.raises(Geweigerd, match="maakte bezwaar"):
        geef_terug(wereld.als(wereld.goedkeurder), run.id, "opnieuw")
    wereld.zet("2026-04", wereld.medewerkers[1], "a", 1)
    april = wereld.maak("2026-04")
    with wereld.ctx.database.lezen() as s:
        concept = s.scalars(select(Boeking.id).where(Boeking.run_id == april.id)).one()
    with pytest.raises(Geweigerd, match="nog niet goedgekeurd"):
        maak_bezwaar(zelf(wereld), concept, "x")
