# SPDX-License-Identifier: EUPL-1.2
"""Claims: every due day once, whatever is killed and however many schedulers run."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time as klokje
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from importlib.metadata import entry_points
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from core.calendar.tijd import lees_lokale_tijd
from core.context import Context
from core.contributions import Dagelijks, Job, Telkens
from core.jobs.models import Jobbeurt, Jobclaim, Jobdeel, Jobstatus
from core.jobs.services import STILSTAND, doe_beurt, doe_dag, maak_bekend, overzicht, start, werk_bij
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.plugins import ENTRY_POINT_GROEP, KERN, Bijdrage, Installatie
from core.storage.engine import Database

BEGIN = lees_lokale_tijd("2026-03-27T12:00")
SLEUTELS = ("een", "twee", "drie")


def job_die_schrijft(bestand: Path, wacht: float = 0) -> Job:
    """Make a job that adds a line to a file for every unit."""

    def doe(ctx: Context, dag: date, sleutel: str) -> None:
        klokje.sleep(wacht)
        with bestand.open("a", encoding="utf-8") as uit:
            uit.write(f"{dag} {sleutel}\n")

    def werk(ctx: Context, dag: date) -> Sequence[str]:
        return SLEUTELS

    return Job("proef.dag", "Proef", Dagelijks(time(5)), werk, doe)


def context(database: Database, installatie: Installatie, job: Job, nu: datetime = BEGIN) -> Context:
    return Context(database, replace(installatie, jobs=(Bijdrage(KERN, job),)), PROGRAMMA, nu)


def regels(bestand: Path) -> list[str]:
    return sorted(bestand.read_text(encoding="utf-8").splitlines()) if bestand.exists() else []


def verwacht(*dagen: str) -> list[str]:
    return sorted(f"{dag} {sleutel}" for dag in dagen for sleutel in SLEUTELS)


def test_gemist_werk_wordt_ingehaald_en_niet_van_voor_de_installatie(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    bestand = tmp_path / "werk"
    ctx = context(database, installatie, job_die_schrijft(bestand))
    nu = lees_lokale_tijd("2026-03-30T09:00")
    assert werk_bij(ctx, lambda: nu, "a") == 0
    maak_bekend(ctx, ctx.installatie.jobs)
    maak_bekend(ctx, ctx.installatie.jobs)
    assert werk_bij(ctx, lambda: nu, "a") == 3
    assert werk_bij(ctx, lambda: nu, "a") == 0
    assert regels(bestand) == verwacht("2026-03-28", "2026-03-29", "2026-03-30")


def test_een_mislukte_dag_is_zichtbaar_en_kan_opnieuw(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    bestand, stuk = tmp_path / "werk", [True]
    goed = job_die_schrijft(bestand)

    def doe(ctx: Context, dag: date, sleutel: str) -> None:
        if stuk[0] and sleutel == "twee":
            raise ZeroDivisionError("kapot")
        goed.doe(ctx, dag, sleutel)

    ctx = context(database, installatie, replace(goed, doe=doe))
    maak_bekend(ctx, ctx.installatie.jobs)
    nu = lees_lokale_tijd("2026-03-28T09:00")
    assert werk_bij(ctx, lambda: nu, "a") == 0
    with database.lezen() as s:
        claim = s.scalars(select(Jobclaim)).one()
    assert claim.status == Jobstatus.MISLUKT
    assert claim.fout == "ZeroDivisionError: kapot"
    stuk[0] = False
    assert start(ctx, "proef.dag", lambda: nu)
    assert regels(bestand) == verwacht("2026-03-28")
    assert overzicht(ctx)[0].laatste is not None


def test_alleen_wie_jobs_beheert_start_ze(database: Database, installatie: Installatie, tmp_path: Path) -> None:
    ctx = context(database, installatie, job_die_schrijft(tmp_path / "werk"))
    with pytest.raises(GeenToegang):
        start(ctx.als(Actor(1, "HR", 1, (RolVoor("hr", "jio"),))), "proef.dag", lambda: BEGIN)


def test_een_claim_van_een_ander_wordt_pas_na_stilstand_overgenomen(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    bestand = tmp_path / "werk"
    job = job_die_schrijft(bestand)
    ctx = context(database, installatie, job)
    dag, nu = date(2026, 3, 28), lees_lokale_tijd("2026-03-28T05:00")
    with database.transactie() as s:
        s.add(Jobclaim(job=job.id, vervaldag=dag, houder="x", status=Jobstatus.BEZIG, begonnen_op=nu, gezien_op=nu))
    with database.transactie() as s:
        s.add(Jobdeel(job=job.id, vervaldag=dag, sleutel="een", klaar_op=nu))
    assert not doe_dag(ctx, job, dag, "y", lambda: nu + STILSTAND - timedelta(seconds=1))
    assert doe_dag(ctx, job, dag, "y", lambda: nu + STILSTAND)
    assert regels(bestand) == ["2026-03-28 drie", "2026-03-28 twee"]


def losse_processen() -> Any:
    """Processes of their own, that begin with everything imported: that costs more than what they do."""
    mp = multiprocessing.get_context("forkserver")
    mp.set_forkserver_preload([__name__, *(punt.value for punt in entry_points(group=ENTRY_POINT_GROEP))])
    return mp


def _planner(url: str, bestand: Path, momenten: list[datetime], samen: Any = None) -> None:
    from core.plugins import laad

    database = Database(url)
    ctx = context(database, laad(), job_die_schrijft(bestand, wacht=0.005))
    for nu in momenten:
        if samen is not None:
            # The clocks of real schedulers agree: all four come to the due moment together.
            samen.wait()
        werk_bij(ctx, lambda nu=nu: nu, str(os.getpid()))  # type: ignore[misc]
    database.sluit()


@pytest.mark.parametrize("eerste_dag", ["2026-03-27", "2026-10-23"])
def test_vier_planners_doen_elke_vervaldag_een_keer_over_de_klokwisseling(
    database: Database, installatie: Installatie, tmp_path: Path, eerste_dag: str
) -> None:
    bestand = tmp_path / "werk"
    begin = lees_lokale_tijd(f"{eerste_dag}T12:00")
    ctx = context(database, installatie, job_die_schrijft(bestand), begin)
    maak_bekend(ctx, ctx.installatie.jobs)
    momenten = [begin + timedelta(hours=uur) for uur in range(0, 24 * 5, 3)]
    url = database.url.render_as_string(hide_password=False)
    mp = losse_processen()
    samen = mp.Barrier(4, timeout=60)
    processen = [mp.Process(target=_planner, args=(url, bestand, momenten, samen)) for _ in range(4)]
    for proces in processen:
        proces.start()
    for proces in processen:
        proces.join()
        assert proces.exitcode == 0
    dag = date.fromisoformat(eerste_dag)
    assert regels(bestand) == verwacht(*((dag + timedelta(nr)).isoformat() for nr in range(1, 6)))


def test_na_een_kill_gaat_het_werk_verder_zonder_iets_dubbel_te_tellen(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    bestand = tmp_path / "werk"
    ctx = context(database, installatie, job_die_schrijft(bestand))
    maak_bekend(ctx, ctx.installatie.jobs)
    url = database.url.render_as_string(hide_password=False)
    nu = lees_lokale_tijd("2026-03-29T09:00")
    mp = losse_processen()
    proces = mp.Process(target=_planner, args=(url, bestand, [nu]))
    proces.start()
    while len(regels(bestand)) < 2 and proces.is_alive():
        klokje.sleep(0.002)
    if proces.pid and proces.is_alive():
        os.kill(proces.pid, signal.SIGKILL)
    proces.join()
    later = nu + STILSTAND * 2
    werk_bij(ctx, lambda: later, "b")
    with database.lezen() as s:
        delen = s.execute(select(Jobdeel.vervaldag, Jobdeel.sleutel)).all()
        claims = s.scalars(select(Jobclaim)).all()
    assert sorted(f"{dag} {sleutel}" for dag, sleutel in delen) == verwacht("2026-03-28", "2026-03-29")
    assert {claim.status for claim in claims} == {Jobstatus.KLAAR}
    assert {claim.aantal for claim in claims} == {3}


def job_van_beurten(bestand: Path, minuten: int = 5) -> Job:
    """Make a job that is due every so many minutes."""
    return replace(job_die_schrijft(bestand), id="proef.beurt", wanneer=Telkens(minuten))


def test_elke_beurt_wordt_een_keer_gedaan_en_wat_gemist_is_niet_ingehaald(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    bestand = tmp_path / "werk"
    ctx = context(database, installatie, job_van_beurten(bestand))
    momenten = ["12:01", "12:04", "12:05", "12:09", "12:10", "14:00"]
    gedaan = [werk_bij(ctx, lambda tijd=tijd: lees_lokale_tijd(f"2026-03-27T{tijd}"), "a") for tijd in momenten]  # type: ignore[misc]
    assert gedaan == [1, 0, 1, 0, 1, 1]
    assert regels(bestand) == verwacht(*["2026-03-27"] * 4)


def test_een_beurt_die_mislukt_houdt_de_rest_niet_op_en_is_zichtbaar(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    bestand, stuk = tmp_path / "werk", [True]
    goed = job_van_beurten(bestand)

    def doe(ctx: Context, dag: date, sleutel: str) -> None:
        if stuk[0] and sleutel == "een":
            raise ZeroDivisionError("kapot")
        goed.doe(ctx, dag, sleutel)

    ctx = context(database, installatie, replace(goed, doe=doe))
    nu = lees_lokale_tijd("2026-03-28T09:00")
    assert not doe_beurt(ctx, ctx.installatie.jobs[0].waarde, "a", lambda: nu)
    assert regels(bestand) == ["2026-03-28 drie", "2026-03-28 twee"]
    laatste = overzicht(ctx)[0].laatste
    assert laatste is not None
    assert (laatste.status, laatste.fout) == (Jobstatus.MISLUKT, "een: ZeroDivisionError: kapot")
    stuk[0] = False
    assert start(ctx, goed.id, lambda: nu)
    laatste = overzicht(ctx)[0].laatste
    assert laatste is not None
    assert (laatste.status, laatste.fout) == (Jobstatus.KLAAR, None)


def test_een_beurt_van_een_ander_wordt_pas_na_stilstand_overgenomen(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    job = job_van_beurten(tmp_path / "werk")
    ctx, nu = context(database, installatie, job), lees_lokale_tijd("2026-03-28T05:00")
    with database.transactie() as s:
        s.add(Jobbeurt(job=job.id, beurt=nu - timedelta(minutes=5), houder="x", gezien_op=nu))
    for moment, gedaan in ((nu, False), (nu + STILSTAND - timedelta(seconds=1), False), (nu + STILSTAND, True)):
        assert doe_beurt(ctx, job, "y", lambda moment=moment: moment) == gedaan  # type: ignore[misc]


def test_vier_planners_nemen_elke_beurt_een_keer_over_de_klokwisseling(
    database: Database, installatie: Installatie, tmp_path: Path
) -> None:
    bestand = tmp_path / "werk"
    job = job_van_beurten(bestand, 30)
    begin = lees_lokale_tijd("2026-10-25T01:00")
    momenten = [begin + timedelta(minutes=10 * nr) for nr in range(24)]
    with ThreadPoolExecutor(4) as planners:
        samen = Barrier(4)

        def planner(naam: str) -> int:
            ctx, beurten = context(database, installatie, job), 0
            for nu in momenten:
                samen.wait()
                beurten += doe_beurt(ctx, job, naam, lambda nu=nu: nu)  # type: ignore[misc]
            return beurten

        gedaan = sum(planners.map(planner, "abcd"))
    assert gedaan == 8
    assert regels(bestand) == verwacht(*["2026-10-25"] * 8)
