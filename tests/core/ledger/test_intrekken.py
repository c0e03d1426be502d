# SPDX-License-Identifier: EUPL-1.2
"""Withdrawing a mistaken draft loses nothing, and giving back gives HR a task with the reason."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from core.berichten.services import open_taken
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.goedkeuring import RUN_TERUGGEGEVEN
from core.ledger.models import Boeking, Openstaandfeit, Run
from core.ledger.procedure import RUN, Runstatus
from core.ledger.run import RunBezet, neem_beurt
from core.ledger.services import geef_terug, trek_in
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.plugins import laad
from core.rules import Geweigerd
from core.storage.audit import Audit
from tests.core.ledger.proef import EENHEID, Wereld


def van(wereld: Wereld, run: Run) -> dict[tuple[int, str], int]:
    with wereld.ctx.database.lezen() as s:
        return {
            (rij.medewerker_id, rij.periode): rij.centen
            for rij in s.scalars(select(Boeking).where(Boeking.run_id == run.id))
        }


def test_een_ingetrokken_run_laat_niets_achter_en_de_volgende_boekt_hetzelfde(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[1:3]
    wereld.zet("2026-03", een, "a", 3)
    wereld.zet("2026-03", twee, "b", None)
    run = wereld.maak("2026-03")
    wat = van(wereld, run)
    weg = trek_in(wereld.als(wereld.controleur), run.id, "Te vroeg berekend.")
    assert (weg.status, weg.intrekreden, weg.ingetrokken_door) == (
        Runstatus.INGETROKKEN,
        "Te vroeg berekend.",
        wereld.controleur,
    )
    assert (weg.aantal, weg.totaal_centen) == (1, 3000)
    with wereld.ctx.database.lezen() as s:
        for tabel in (Boeking, Openstaandfeit):
            assert s.scalar(select(func.count()).select_from(tabel)) == 0
        assert s.scalars(select(Audit).where(Audit.handeling == "trekin")).one().object_id == str(run.id)
    nieuw = wereld.maak("2026-03")
    assert (nieuw.id, nieuw.volgnummer) != (run.id, 1)
    assert van(wereld, nieuw) == wat
    wereld.controleer(nieuw)
    assert wereld.keur_goed(nieuw, ook_onvolledig=True).status == Runstatus.GOEDGEKEURD


def test_wat_laat_was_komt_na_het_intrekken_in_de_volgende_run(wereld: Wereld) -> None:
    een, twee = wereld.medewerkers[1:3]
    wereld.zet("2026-03", een, "a", 3)
    wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 5)
    wereld.zet("2026-04", twee, "b", 1)
    april = wereld.maak("2026-04")
    wat = van(wereld, april)
    assert wat == {(een, "2026-03"): 2000, (twee, "2026-04"): 1000}
    trek_in(wereld.als(wereld.controleur), april.id, "Vergissing.")
    assert van(wereld, wereld.maak("2026-04")) == wat


def test_een_aanvulling_die_wordt_ingetrokken_verandert_de_goedgekeurde_run_niet(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    wereld.zet("2026-03", een, "a", 3)
    eerste = wereld.sluit("2026-03")
    wereld.zet("2026-03", een, "a", 5)
    tweede = wereld.maak("2026-03")
    trek_in(wereld.als(wereld.controleur), tweede.id, "Vergissing.")
    assert van(wereld, eerste) == {(een, "2026-03"): 3000}
    derde = wereld.maak("2026-03")
    assert (derde.volgnummer, van(wereld, derde)) == (3, {(een, "2026-03"): 2000})


def test_intrekken_kan_alleen_een_concept_met_een_reden_en_door_hr(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    run = wereld.maak("2026-03")
    with pytest.raises(Geweigerd) as fout:
        trek_in(wereld.als(wereld.controleur), run.id, " ")
    assert fout.value.veld == "intrekreden"
    for ctx in (
        wereld.ctx.als(PROGRAMMA),
        wereld.ctx.als(Actor(1, "X", None, (RolVoor("auditor"),))),
        wereld.ctx.als(Actor(1, "X", wereld.medewerkers[1])),
    ):
        with pytest.raises(GeenToegang):
            trek_in(ctx, run.id, "x")
    wereld.controleer(run)
    with pytest.raises(StapNietMogelijk):
        trek_in(wereld.als(wereld.controleur), run.id, "x")


def test_wie_nog_rekent_stopt_als_de_run_wordt_ingetrokken(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    run = wereld.maak("2026-03")
    trek_in(wereld.als(wereld.controleur), run.id, "x")
    with pytest.raises(RunBezet), wereld.ctx.database.transactie() as s:
        neem_beurt(s, run.id, run.beurt)


def test_een_teruggegeven_run_is_een_taak_tot_hij_opnieuw_is_gecontroleerd(wereld: Wereld) -> None:
    wereld.zet("2026-03", wereld.medewerkers[1], "a", 3)
    run = wereld.maak("2026-03")
    wereld.controleer(run)
    hr = wereld.als(wereld.goedkeurder)

    def taken() -> list[str]:
        return [taak.sleutel for taak in open_taken(hr, EENHEID) if taak.soort == RUN_TERUGGEGEVEN]

    assert taken() == []
    assert geef_terug(hr, run.id, "Mens 2 klopt niet.").teruggave_reden == "Mens 2 klopt niet."
    assert taken() == [str(run.id)]
    wereld.controleer(run)
    assert taken() == []
    geef_terug(hr, run.id, "Nog niet goed.")
    trek_in(hr, run.id, "Opnieuw beginnen.")
    assert taken() == []


def test_de_stappen_van_een_run_staan_bij_de_procedures() -> None:
    assert laad().procedures[RUN.id] is RUN
