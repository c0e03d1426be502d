# SPDX-License-Identifier: EUPL-1.2
"""Deductions: told beforehand, held up by the notice, an objection or a missing payslip, and never lost."""

from __future__ import annotations

import csv
import io
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from core.berichten.models import Bericht
from core.berichten.services import open_taken
from core.bezwaren.services import beantwoord, maak_bezwaar
from core.brieven.models import Brief
from core.brieven.rondes import open_rondes, verwerk_ronde
from core.context import Context
from core.ledger.aankondiging import DAGEN, DREMPEL, INHOUDING, stem_in
from core.ledger.loonmodels import Aangehouden, Aankondiging
from core.ledger.models import Boeking, Verrekenkeuze
from core.ledger.services import beslis_verrekening, exporteer, geef_terug, keten_van, wacht_op_besluit
from core.ledger.zoeken import Boekingstand
from core.people.models import Dienstverband
from core.people.policy import Actor, GeenToegang
from core.rules import Feit, Geweigerd, Zekerheid
from core.vorderingen.services import vorderingen_van
from tests.core.ledger.proef import EENHEID, Wereld, tarief

sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

LANG_GELEDEN = date(2000, 1, 1)


def met(wereld: Wereld, drempel: str | None, dagen: str | None) -> Wereld:
    """The world with these figures; its month source deducts by agreement."""
    feiten = [
        Feit(sleutel, Decimal(waarde), LANG_GELEDEN, Zekerheid.INSTELLING, "proef")
        for sleutel, waarde in ((DREMPEL, drempel), (DAGEN, dagen))
        if waarde is not None
    ]
    wereld.bron.inhouding = True  # type: ignore[attr-defined]
    return wereld.met_parameters(tarief("-10.00"), *feiten)


def op(wereld: Wereld, dag: date, plek: int | None = None) -> Context:
    """HR, or an employee, on another day."""
    ctx = wereld.als(wereld.controleur) if plek is None else wereld.ctx.als(Actor(99, "M", wereld.medewerkers[plek]))
    return replace(ctx, nu=datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC))


def lijnen(ctx: Context, run_id: int) -> list[tuple[str, str]]:
    """Person and amount of every line of a file."""
    inhoud = exporteer(ctx, run_id).csv.inhoud.decode()
    rijen = list(csv.reader(io.StringIO(inhoud, newline=""), delimiter=";"))[1:]
    return [(rij[0], rij[-3]) for rij in rijen if rij[0].isdecimal()]


def boeking(wereld: Wereld, plek: int) -> int:
    with wereld.ctx.database.lezen() as s:
        return s.scalars(select(Boeking.id).where(Boeking.medewerker_id == wereld.medewerkers[plek])).one()


def stand(wereld: Wereld, ctx: Context, plek: int) -> Boekingstand:
    return keten_van(ctx, boeking(wereld, plek))[0].stand


@sqlite
def test_een_inhouding_wacht_tot_de_termijn_om_is_en_gaat_dan_met_het_volgende_bestand_mee(wereld: Wereld) -> None:
    wereld = met(wereld, "25", "14")
    for plek, uren in ((1, 2), (2, 3)):
        wereld.zet("2026-08", wereld.medewerkers[plek], "a", uren)
    run = wereld.sluit("2026-08")
    with wereld.ctx.database.lezen() as s:
        [rij] = s.scalars(select(Aankondiging)).all()
        [bericht] = s.scalars(select(Bericht)).all()
    assert (rij.boeking_id, rij.wacht_tot) == (boeking(wereld, 2), date(2026, 9, 15))
    assert (bericht.aan_medewerker_id, bericht.gegevens["bedrag_centen"]) == (wereld.medewerkers[2], 3000)
    for ronde in open_rondes(wereld.ctx):
        verwerk_ronde(wereld.ctx, ronde)
    with wereld.ctx.database.lezen() as s:
        [(soort, inhoud)] = s.execute(select(Brief.soort, Brief.inhoud)).all()
    assert soort == INHOUDING
    assert "niet naar de salarisadministratie voor wo 16 september 2026" in inhoud["alineas"][1]
    hr = op(wereld, date(2026, 9, 1))
    assert stand(wereld, hr, 2) is Boekingstand.AANGEKONDIGD
    assert lijnen(hr, run.id) == [("000002", "-20,00")]
    # On the last day it still waits; after it, the next file takes it along.
    assert stand(wereld, op(wereld, date(2026, 9, 15)), 2) is Boekingstand.AANGEKONDIGD
    later = wereld.sluit("2026-09")
    assert lijnen(op(wereld, date(2026, 9, 16)), later.id) == [("000003", "-30,00")]
    with wereld.ctx.database.lezen() as s:
        assert s.scalars(select(Aangehouden)).all() == []


@sqlite
def test_wie_instemt_hoeft_niet_te_wachten_en_dat_doet_niemand_anders(wereld: Wereld) -> None:
    wereld = met(wereld, None, None)
    wereld.zet("2026-08", wereld.medewerkers[1], "a", 2)
    run = wereld.sluit("2026-08")
    nummer = boeking(wereld, 1)
    taken = {taak.sleutel for taak in open_taken(op(wereld, date(2026, 9, 1)), EENHEID)}
    assert {DREMPEL, DAGEN} <= taken, "zonder waarde vraagt een taak HR erom, en wordt elke inhouding aangekondigd"
    assert stand(wereld, op(wereld, date(2027, 1, 1)), 1) is Boekingstand.AANGEKONDIGD
    for ctx in (op(wereld, date(2026, 9, 2), 2), op(wereld, date(2026, 9, 2))):
        with pytest.raises(GeenToegang):
            stem_in(ctx, nummer)
    stem_in(op(wereld, date(2026, 9, 2), 1), nummer)
    with pytest.raises(Geweigerd, match="al in"):
        stem_in(op(wereld, date(2026, 9, 2), 1), nummer)
    assert lijnen(op(wereld, date(2026, 9, 2)), run.id) == [("000002", "-20,00")]


@sqlite
def test_een_bezwaar_houdt_de_inhouding_tegen_tot_het_antwoord(wereld: Wereld) -> None:
    wereld = met(wereld, "1000", "14")
    wereld.zet("2026-08", wereld.medewerkers[1], "a", 2)
    run = wereld.sluit("2026-08")
    maak_bezwaar(op(wereld, date(2026, 9, 1), 1), boeking(wereld, 1), "Dit klopt niet.")
    hr = op(wereld, date(2026, 9, 1))
    assert stand(wereld, hr, 1) is Boekingstand.BETWIST
    assert lijnen(hr, run.id) == []
    assert lijnen(hr, wereld.sluit("2026-09").id) == []
    beantwoord(hr, boeking(wereld, 1), "Het klopt wel.")
    assert stand(wereld, hr, 1) is Boekingstand.GOEDGEKEURD
    with wereld.ctx.database.lezen() as s:
        assert s.scalars(select(Aankondiging)).all() == []
    wereld.zet("2026-08", wereld.medewerkers[3], "a", 1)
    assert lijnen(hr, wereld.sluit("2026-09").id) == [("000002", "-20,00"), ("000004", "-10,00")]


@sqlite
def test_een_verlaging_met_instemming_gaat_niet_mee_zolang_het_bezwaar_loopt(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    wereld.zet("2026-07", een, "a", 3)
    exporteer(wereld.als(wereld.controleur), wereld.sluit("2026-07").id)
    wereld.zet("2026-07", een, "a", 1)
    run = wereld.sluit("2026-08")
    hr = wereld.als(wereld.controleur)
    [wachtend] = wacht_op_besluit(hr, EENHEID)
    beslis_verrekening(hr, wachtend.boeking.id, Verrekenkeuze.VERREKENEN, "Akkoord per mail.", instemming=True)
    maak_bezwaar(op(wereld, date(2026, 9, 1), 1), wachtend.boeking.id, "Toch niet.")
    assert lijnen(hr, run.id) == []
    beantwoord(hr, wachtend.boeking.id, "Toch wel.")
    assert lijnen(hr, wereld.sluit("2026-09").id) == [("000002", "-20,00")]


@sqlite
def test_van_wie_vertrok_wordt_niets_ingehouden_en_hr_beslist(wereld: Wereld) -> None:
    wereld = met(wereld, "1000", "14")
    wereld.zet("2026-08", wereld.medewerkers[1], "a", 2)
    run = wereld.sluit("2026-08")
    with wereld.ctx.database.transactie() as s:
        van = Dienstverband.medewerker_id == wereld.medewerkers[1]
        s.execute(update(Dienstverband).where(van).values(tot_en_met=date(2026, 8, 31)))
    hr = op(wereld, date(2026, 9, 1))
    assert [regel.boeking.id for regel in wacht_op_besluit(hr, EENHEID)] == [boeking(wereld, 1)]
    uit = exporteer(hr, run.id)
    assert (lijnen(hr, run.id), uit.uit_dienst) == ([], None)
    assert [regel.boeking.id for regel in wacht_op_besluit(hr, EENHEID)] == [boeking(wereld, 1)]
    with pytest.raises(Geweigerd, match="uit dienst"):
        beslis_verrekening(hr, boeking(wereld, 1), Verrekenkeuze.VERREKENEN, "x")


@sqlite
def test_een_teruggegeven_run_kondigt_niets_meer_aan(wereld: Wereld) -> None:
    wereld = met(wereld, None, "14")
    wereld.zet("2026-08", wereld.medewerkers[1], "a", 2)
    run = wereld.sluit("2026-08")
    geef_terug(wereld.als(wereld.controleur), run.id, "fout")
    with wereld.ctx.database.lezen() as s:
        assert s.scalars(select(Aankondiging)).all() == []
    for ronde in open_rondes(wereld.ctx):
        verwerk_ronde(wereld.ctx, ronde)
    with wereld.ctx.database.lezen() as s:
        assert s.scalars(select(Brief.id)).all() == []
    wereld.sluit_als_nodig("2026-08")
    with wereld.ctx.database.lezen() as s:
        assert len(s.scalars(select(Aankondiging)).all()) == 1


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_een_bedrag_gaat_nooit_naar_het_loon_en_wordt_ook_gevorderd(wereld: Wereld) -> None:
    een = wereld.medewerkers[1]
    wereld.zet("2026-07", een, "a", 3)
    hr = wereld.als(wereld.controleur)
    exporteer(hr, wereld.sluit("2026-07").id)
    wereld.zet("2026-07", een, "a", 1)
    run = wereld.sluit("2026-08")
    nummer = wacht_op_besluit(hr, EENHEID)[0].boeking.id
    beslis_verrekening(hr, nummer, Verrekenkeuze.VERREKENEN, "akkoord", instemming=True)
    start, geweigerd = threading.Barrier(2), []

    def vorder() -> None:
        start.wait()
        try:
            beslis_verrekening(hr, nummer, Verrekenkeuze.VORDEREN, "toch apart")
        except Geweigerd as fout:
            geweigerd.append(fout)

    draad = threading.Thread(target=vorder)
    draad.start()
    start.wait()
    gegaan = lijnen(hr, run.id)
    draad.join()
    gevorderd = [regel.vordering.boeking_id for regel in vorderingen_van(hr, [EENHEID])]
    assert (bool(gegaan), gevorderd) in ((True, []), (False, [nummer]))
    assert bool(geweigerd) is bool(gegaan)
