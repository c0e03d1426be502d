# SPDX-License-Identifier: EUPL-1.2
"""A scenario over 100,000 employees and 12 months on PostgreSQL, in two processes: a higher percentage from July on.

Everybody did a duty of JIO in every month of 2023. First all months are booked, so that the old amounts come from the
ledger; then none is, so that every month is calculated twice. The workbook is timed apart.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from multiprocessing.connection import Connection

from sqlalchemy import text

from benchmarks import bevolking
from benchmarks.meting import Meting
from core.context import Context
from core.ledger.scenario.models import Scenariostatus
from core.ledger.scenario.services import Waarde, maak, reken
from core.ledger.scenario.uitkomst import Uitkomst, uitkomst
from core.ledger.scenario.werkboek import werkboek
from core.ledger.services import maak_run
from core.people.models import Account
from core.people.policy import PROGRAMMA, Actor, RolVoor
from core.plugins import laad
from core.storage.engine import Database
from core.storage.tables import Tabel
from tests.databases import postgres_server

MEDEWERKERS = int(os.environ.get("ANNEX_BENCH_MEDEWERKERS", "100000"))
MAANDEN = tuple(f"2023-{maand:02}" for maand in range(1, 13))
NU = datetime(2024, 1, 2, 8, tzinfo=UTC)
#: Duties that end in the year.
DINSDAGEN = tuple(date(2022, 12, 27) + timedelta(weeks=week) for week in range(52))
WAARDEN = (
    Waarde("cao.7_6.percentage_week", "6", date(2023, 7, 1)),
    Waarde("cao.7_6.maximum_week", "1.50", date(2023, 7, 1)),
)
EENHEID = "jio"
GRENS = 30


@dataclass(frozen=True)
class _Uitkomst:
    #: Wall clock and processor time of the two calculations and of the workbook, in seconds.
    geboekt: tuple[float, float]
    berekend: tuple[float, float]
    werkboek: tuple[float, float]
    #: The most that this process and the largest of its own held, in MiB.
    geheugen: float
    personen: int
    verschil_centen: int


def meet() -> Iterator[Meting]:
    """Measure with and without booked months, the workbook and the memory."""
    with postgres_server() as server:
        naam = f"annex_bench_scenario_{os.getpid()}"
        url = server.create(naam)
        try:
            regels = _bereid_voor(url)
            uit = _in_eigen_proces(url)
        finally:
            server.drop(naam)
    hoe = f"{uit.personen} medewerkers, {regels} regels, verschil {uit.verschil_centen / 100:.2f} euro"
    yield Meting("scenario, 12 geboekte maanden", uit.geboekt[0], "seconden", GRENS, hoe)
    yield Meting("scenario, 12 geboekte maanden: processortijd", uit.geboekt[1], "seconden")
    yield Meting("scenario, 12 maanden die niet zijn geboekt", uit.berekend[0], "seconden")
    yield Meting("scenario, 12 maanden die niet zijn geboekt: processortijd", uit.berekend[1], "seconden")
    yield Meting("scenario: XLSX", uit.werkboek[0], "seconden")
    yield Meting("scenario: geheugen", uit.geheugen, "MiB", 1024)


def _bereid_voor(url: str) -> int:
    """Fill the database and book the year; return how many postings there are."""
    database, installatie = Database(url), laad()
    try:
        Tabel.metadata.create_all(database.engine)
        bevolking.vul(database, installatie, MEDEWERKERS, DINSDAGEN, "2022-01-01", Fraction(52, 12))
        ctx = Context(database, installatie, PROGRAMMA, NU)
        aantal = sum(maak_run(ctx, EENHEID, maand).aantal for maand in MAANDEN)
        with database.transactie() as s:
            s.add(Account(naam="hr", weergavenaam="HR", wachtwoord_hash="x"))
            # Approving a year stores two million explanations, which a scenario never reads.
            s.execute(text("UPDATE core_run SET status = 'goedgekeurd'"))
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
            verbinding.exec_driver_sql("VACUUM ANALYZE")
        return aantal
    finally:
        database.sluit()


def _in_eigen_proces(url: str) -> _Uitkomst:
    """Measure in a process of its own, so that its highest memory is that of the scenario."""
    ontvanger, zender = multiprocessing.Pipe(duplex=False)
    proces = multiprocessing.get_context("spawn").Process(target=_draai, args=(url, zender))
    proces.start()
    # So that a process that dies is noticed rather than waited for.
    zender.close()
    uitkomst_: _Uitkomst = ontvanger.recv()
    proces.join()
    return uitkomst_


def _draai(url: str, zender: Connection) -> None:
    database = Database(url)
    with database.lezen() as s:
        account = s.query(Account.id).filter_by(naam="hr").scalar()
    hr = Actor(account, "HR", None, (RolVoor("hr", EENHEID),))
    ctx = Context(database, laad(), hr, NU)

    def scenario() -> tuple[Uitkomst, tuple[float, float]]:
        nummer = maak(ctx, "Hoger percentage", [EENHEID], MAANDEN[0], MAANDEN[-1], WAARDEN)
        begin, cpu = time.perf_counter(), _processortijd()
        assert reken(ctx, nummer, bouw=laad) is Scenariostatus.KLAAR
        tijd = time.perf_counter() - begin, _processortijd() - cpu
        return uitkomst(ctx, nummer), tijd

    geboekt, tijd_geboekt = scenario()
    with database.transactie() as s:
        s.execute(text("UPDATE core_run SET status = 'ingetrokken'"))
    berekend, tijd_berekend = scenario()
    # Where an old amount comes from makes no difference to what it is.
    assert [regel.verschil_centen for regel in geboekt.per_maand] == [r.verschil_centen for r in berekend.per_maand]
    assert not any(regel.verschil_centen for regel in geboekt.per_maand[:6])
    begin, cpu = time.perf_counter(), _processortijd()
    werkboek(ctx, geboekt.scenario.id)
    tijd_werkboek = time.perf_counter() - begin, _processortijd() - cpu
    # Linux counts in KiB.
    geheugen = max(resource.getrusage(wie).ru_maxrss for wie in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    zender.send(
        _Uitkomst(
            tijd_geboekt, tijd_berekend, tijd_werkboek, geheugen / 1024, geboekt.personen, geboekt.verschil_centen
        )
    )


def _processortijd() -> float:
    gebruik = (resource.getrusage(wie) for wie in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(een.ru_utime + een.ru_stime for een in gebruik)
