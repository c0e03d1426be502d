# SPDX-License-Identifier: EUPL-1.2
"""A claim: opened by a decision, sent with a term, paid in parts, paused by an objection."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.berichten.models import Bericht
from core.berichten.services import open_taken
from core.bezwaren.services import beantwoord, maak_bezwaar
from core.brieven.models import Brief
from core.brieven.rondes import open_rondes, verwerk_ronde
from core.context import Context
from core.ledger.models import Verrekenkeuze
from core.ledger.services import beslis_verrekening, exporteer, wacht_op_besluit
from core.people.policy import Actor, GeenToegang, RolVoor
from core.plugins import Installatie
from core.rules import Feit, Geweigerd, Zekerheid
from core.storage.engine import Database
from core.vorderingen.jobs import JOBS
from core.vorderingen.rules import Termijn, gelijke_termijnen, saldo
from core.vorderingen.services import (
    BETAALTERMIJN,
    VORDERING_TE_LAAT,
    Vorderingregel,
    boek_betaling,
    eigen_vorderingen,
    spreid,
    trek_betaling_in,
    verstuur,
    vordering,
    vorderingen_van,
)
from tests.core.ledger.proef import EENHEID, Wereld, maak_wereld, tarief

sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def wereld(database: Database, installatie: Installatie) -> Wereld:
    """Somebody was paid 30 euro of which 20 too much, and HR decided to claim it."""
    gemaakt = maak_wereld(database, installatie, aantal=3)
    een = gemaakt.medewerkers[1]
    gemaakt.zet("2026-07", een, "a", 3)
    hr = gemaakt.als(gemaakt.controleur)
    exporteer(hr, gemaakt.sluit("2026-07").id)
    gemaakt.zet("2026-07", een, "a", 1)
    gemaakt.sluit("2026-08")
    beslis_verrekening(hr, boeking(gemaakt), Verrekenkeuze.VORDEREN, "uit dienst")
    feit = Feit(BETAALTERMIJN, Decimal(30), date(2000, 1, 1), Zekerheid.INSTELLING, "proef")
    return gemaakt.met_parameters(tarief("10.00"), feit)


def boeking(wereld: Wereld) -> int:
    return wacht_op_besluit(wereld.als(wereld.controleur), EENHEID)[0].boeking.id


def op(wereld: Wereld, dag: date) -> Context:
    return replace(wereld.als(wereld.controleur), nu=datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC))


def zelf(wereld: Wereld, dag: date = date(2026, 9, 1)) -> Context:
    return op(wereld, dag).als(Actor(99, "M", wereld.medewerkers[1]))


def enige(ctx: Context) -> Vorderingregel:
    [regel] = vorderingen_van(ctx, [EENHEID])
    return regel


@sqlite
def test_een_vordering_wordt_verstuurd_betaald_en_zo_gesloten(wereld: Wereld) -> None:
    hr = op(wereld, date(2026, 9, 1))
    nummer = enige(hr).vordering.id
    assert (enige(hr).stand, enige(hr).vordering.centen) == ("concept", 2000)
    assert eigen_vorderingen(zelf(wereld)) == ()
    with pytest.raises(GeenToegang):
        vordering(zelf(wereld), nummer)
    with pytest.raises(Geweigerd, match="eerst"):
        boek_betaling(hr, nummer, 100, date(2026, 9, 1), "x")
    verstuur(hr, nummer)
    with pytest.raises(Geweigerd, match="al verstuurd"):
        verstuur(hr, nummer)
    assert enige(hr).vordering.vervaldag == date(2026, 10, 1)
    for ronde in open_rondes(hr):
        verwerk_ronde(hr, ronde)
    with wereld.ctx.database.lezen() as s:
        [inhoud] = s.scalars(select(Brief.inhoud).where(Brief.soort == "core.vordering")).all()
        assert [b.gegevens["dag"] for b in s.scalars(select(Bericht)) if "dag" in b.gegevens] == ["2026-10-01"]
    assert "uiterlijk op do 1 oktober 2026" in inhoud["alineas"][1]
    assert inhoud["uitleg"], "de uitleg van de boeking gaat mee"
    assert vordering(zelf(wereld), nummer).saldo.open_centen == 2000
    # The last day is in time; the day after it is not.
    assert enige(op(wereld, date(2026, 10, 1))).stand == "open"
    te_laat = op(wereld, date(2026, 10, 2))
    assert enige(te_laat).stand == "te_laat"
    boek_betaling(te_laat, nummer, 1500, date(2026, 10, 2), "bank 1")
    for centen, dag, kenmerk, veld in (
        (501, date(2026, 10, 2), "x", "bedrag"),
        (0, date(2026, 10, 2), "x", "bedrag"),
        (1, date(2026, 10, 3), "x", "ontvangen_op"),
        (1, date(2026, 10, 2), " ", "kenmerk"),
    ):
        with pytest.raises(Geweigerd) as fout:
            boek_betaling(te_laat, nummer, centen, dag, kenmerk)
        assert fout.value.veld == veld
    boek_betaling(te_laat, nummer, 500, date(2026, 10, 2), "bank 2")
    assert (enige(te_laat).stand, enige(te_laat).saldo.open_centen) == ("betaald", 0)
    trek_betaling_in(te_laat, nummer, enige(te_laat).betalingen[1].id)
    assert enige(te_laat).saldo.open_centen == 500
    with pytest.raises(Geweigerd, match="niet"):
        trek_betaling_in(te_laat, nummer, enige(te_laat).betalingen[1].id)


@sqlite
def test_zonder_betaaltermijn_wordt_niets_verstuurd_en_vraagt_een_taak_hr_erom(wereld: Wereld) -> None:
    wereld = wereld.met_parameters(tarief("10.00"))
    hr = op(wereld, date(2026, 9, 1))
    with pytest.raises(Geweigerd, match=BETAALTERMIJN):
        verstuur(hr, enige(hr).vordering.id)
    assert enige(hr).stand == "concept"
    assert BETAALTERMIJN in {taak.sleutel for taak in open_taken(hr, EENHEID)}


@sqlite
def test_termijnen_tellen_op_tot_wat_open_staat_en_te_laat_geeft_een_taak(wereld: Wereld) -> None:
    hr = op(wereld, date(2026, 9, 1))
    nummer = enige(hr).vordering.id
    verstuur(hr, nummer)
    boek_betaling(hr, nummer, 500, date(2026, 9, 1), "bank")
    for aantal, eerste, veld in (
        (0, date(2026, 9, 30), "aantal"),
        (61, date(2026, 9, 30), "aantal"),
        (2, date(2026, 8, 31), "eerste"),
    ):
        with pytest.raises(Geweigerd) as fout:
            spreid(hr, nummer, aantal, eerste)
        assert fout.value.veld == veld
    spreid(hr, nummer, 2, date(2026, 9, 30))
    spreid(hr, nummer, 4, date(2026, 9, 30))
    regel = enige(hr)
    assert [(t.vervaldag, t.centen) for t in regel.termijnen] == [
        (date(2026, 9, 30), 375),
        (date(2026, 10, 30), 375),
        (date(2026, 11, 30), 375),
        (date(2026, 12, 30), 375),
    ]
    assert (regel.saldo.open_centen, regel.stand) == (1500, "open")
    oktober = op(wereld, date(2026, 10, 1))
    assert (enige(oktober).stand, enige(oktober).saldo.te_laat_centen) == ("te_laat", 375)
    [job] = JOBS
    programma = replace(wereld.ctx, nu=oktober.nu)
    for _keer in range(2):
        for sleutel in job.werk(programma, oktober.vandaag):
            job.doe(programma, oktober.vandaag, sleutel)
    taken = [taak.sleutel for taak in open_taken(oktober, EENHEID) if taak.soort == VORDERING_TE_LAAT]
    assert taken == [str(nummer)]
    boek_betaling(oktober, nummer, 375, date(2026, 10, 1), "bank")
    assert enige(oktober).stand == "open"
    assert [taak for taak in open_taken(oktober, EENHEID) if taak.soort == VORDERING_TE_LAAT] == []


@sqlite
def test_een_bezwaar_pauzeert_de_vordering(wereld: Wereld) -> None:
    hr = op(wereld, date(2026, 9, 1))
    verstuur(hr, enige(hr).vordering.id)
    later = op(wereld, date(2026, 12, 1))
    maak_bezwaar(zelf(wereld), enige(hr).vordering.boeking_id, "Dit klopt niet.")
    assert enige(later).stand == "bezwaar"
    assert JOBS[0].werk(replace(wereld.ctx, nu=later.nu), later.vandaag) == ()
    beantwoord(hr, enige(hr).vordering.boeking_id, "Toch wel.")
    assert enige(later).stand == "te_laat"


@sqlite
def test_een_ander_besluit_trekt_de_vordering_in_tenzij_er_is_betaald(wereld: Wereld) -> None:
    hr = op(wereld, date(2026, 9, 1))
    rij = enige(hr).vordering
    verstuur(hr, rij.id)
    boek_betaling(hr, rij.id, 100, date(2026, 9, 1), "bank")
    with pytest.raises(Geweigerd, match="al betaald"):
        beslis_verrekening(hr, rij.boeking_id, Verrekenkeuze.AFZIEN, "toch niet")
    trek_betaling_in(hr, rij.id, enige(hr).betalingen[0].id)
    beslis_verrekening(hr, rij.boeking_id, Verrekenkeuze.AFZIEN, "toch niet")
    assert enige(hr).stand == "ingetrokken"
    with pytest.raises(Geweigerd, match="ingetrokken"):
        boek_betaling(hr, rij.id, 100, date(2026, 9, 1), "bank")
    beslis_verrekening(hr, rij.boeking_id, Verrekenkeuze.VORDEREN, "toch wel")
    assert [regel.stand for regel in vorderingen_van(hr, [EENHEID])] == ["concept", "ingetrokken"]


@sqlite
def test_alleen_hr_van_de_eenheid_beheert_en_niet_de_eigen_vordering(wereld: Wereld) -> None:
    hr = op(wereld, date(2026, 9, 1))
    nummer = enige(hr).vordering.id
    verstuur(hr, nummer)
    dag = date(2026, 9, 1)
    elders = hr.als(Actor(1, "X", None, (RolVoor("hr", "om"),)))
    auditor = hr.als(Actor(1, "X", None, (RolVoor("auditor"),)))
    ander = hr.als(Actor(1, "X", wereld.medewerkers[2]))
    for ctx in (zelf(wereld), elders, auditor, ander, wereld.ctx):
        doen: list[Callable[[], object]] = [
            lambda ctx=ctx: boek_betaling(ctx, nummer, 1, dag, "x"),  # type: ignore[misc]
            lambda ctx=ctx: spreid(ctx, nummer, 2, dag),  # type: ignore[misc]
            lambda ctx=ctx: verstuur(ctx, nummer),  # type: ignore[misc]
            lambda ctx=ctx: trek_betaling_in(ctx, nummer, 1),  # type: ignore[misc]
        ]
        for doe in doen:
            with pytest.raises(GeenToegang):
                doe()
    for ctx in (elders, ander):
        assert vorderingen_van(ctx, [EENHEID]) == ()
        with pytest.raises(GeenToegang):
            vordering(ctx, nummer)
    assert enige(auditor).vordering.id == nummer
    eigen_hr = wereld.als(wereld.controleur, wereld.medewerkers[1])
    with pytest.raises(Geweigerd, match="een ander"):
        boek_betaling(eigen_hr, nummer, 1, dag, "x")


def test_twee_betalingen_tegelijk_worden_samen_nooit_meer_dan_er_open_staat(wereld: Wereld) -> None:
    hr = op(wereld, date(2026, 9, 1))
    nummer = enige(hr).vordering.id
    verstuur(hr, nummer)
    start, geweigerd = threading.Barrier(2), []

    def betaal() -> None:
        start.wait()
        try:
            boek_betaling(hr, nummer, 1500, date(2026, 9, 1), "bank")
        except Geweigerd as fout:
            geweigerd.append(fout)

    draden = [threading.Thread(target=betaal) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(geweigerd) == 1
    assert enige(hr).saldo.open_centen == 500


@given(centen=st.integers(1, 10**9), aantal=st.integers(1, 60), eerste=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_termijnen_zijn_samen_het_hele_bedrag(centen: int, aantal: int, eerste: date) -> None:
    termijnen = gelijke_termijnen(centen, aantal, eerste)
    assert sum(termijn.centen for termijn in termijnen) == centen
    assert max(t.centen for t in termijnen) - min(t.centen for t in termijnen) <= 1
    assert [t.vervaldag for t in termijnen] == sorted({t.vervaldag for t in termijnen})


@given(betaald=st.integers(0, 3000))
def test_wat_is_betaald_en_wat_open_staat_is_samen_het_geheel(betaald: int) -> None:
    termijnen = [Termijn(date(2026, maand, 1), 1000) for maand in (3, 1, 2)]
    uit = saldo(termijnen, [betaald], date(2026, 2, 2))
    assert uit.betaald_centen + uit.open_centen == 3000
    assert uit.te_laat_centen == max(0, 2000 - betaald)
    assert (uit.eerstvolgende is None) == (betaald == 3000)
