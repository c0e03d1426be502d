# SPDX-License-Identifier: EUPL-1.2
"""The month run of 100,000 employees on PostgreSQL, as ratios to a bare COPY of the same postings.

Bare COPY is the same rows, inputs of the explanation included, in one statement and one commit, into the same table
with its keys.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from multiprocessing.connection import Connection
from types import MappingProxyType
from typing import Any
from unittest import mock

import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from benchmarks import bevolking
from benchmarks.meting import Meting
from core.context import Context
from core.contributions import Dienstonderdeel, Loonregel, Openstaand
from core.ledger import boeken
from core.ledger.services import maak_run
from core.people.eenheden import schakel
from core.people.policy import PROGRAMMA
from core.plugins import Installatie, laad
from core.rules import Centen, Feit, Parameters, Parameterset, Uitleg, calculation
from core.rules.parameters import Sleutel, Soort
from core.storage.engine import Database
from core.storage.tables import Tabel
from plugins.jio.consignatie import maandbron
from tests.databases import PostgresServer, postgres_server

MEDEWERKERS = 100_000
HERHALINGEN = 3
_MERK_EEN_PROCENT = text(
    "INSERT INTO core_boekingsmerk SELECT :eenheid, :periode, id, 1 FROM core_medewerker WHERE id % 100 = 0"
)
_MERK_IEDEREEN = text("INSERT INTO core_boekingsmerk SELECT :eenheid, :periode, id, 1 FROM core_medewerker")


@dataclass(frozen=True)
class Opzet:
    """A unit to measure: how it is installed, and how an empty database gets its people and their facts of a month."""

    naam: str
    eenheid: str
    periode: str
    nu: datetime
    installatie: Callable[[], Installatie]
    vul: Callable[[Database, Installatie, int], None]
    #: Lets the unit leave out what an explanation is made of; None where that is not measured.
    zonder_uitleg: Callable[[], None] | None = None


def meet() -> Iterator[Meting]:
    """Measure a made-up unit with the lightest of calculations, and the on-call duty of JIO."""
    yield from meet_opzet(Opzet("proefeenheid", EENHEID, PERIODE, NU, proefinstallatie, vul_proef))
    yield from meet_opzet(
        Opzet("consignatie", "jio", bevolking.PERIODE, bevolking.NU, laad, bevolking.vul, zonder_uitleg)
    )


def meet_opzet(opzet: Opzet) -> Iterator[Meting]:
    """Measure a unit: first run, second run, and memory; the median of three databases that are equal at the start."""
    with postgres_server() as server:
        begin = f"annex_bench_run_{os.getpid()}"
        database = Database(server.create(begin))
        try:
            _bereid_voor(database, opzet)
            metingen = [_meet_een_keer(server, begin, opzet, nr) for nr in range(HERHALINGEN)]
        finally:
            database.sluit()
            server.drop(begin)
    kopie = statistics.median(meting.kopie for meting in metingen)
    eerste = statistics.median(meting.eerste for meting in metingen)
    tweede = statistics.median(meting.tweede for meting in metingen)
    een_procent = statistics.median(meting.een_procent for meting in metingen)
    naam, aantal = f"maandrun {opzet.naam}", metingen[0].boekingen
    yield Meting(f"{naam}: eerste run", eerste / kopie, "x kale COPY", 3, f"{eerste:.2f} s voor {aantal} boekingen")
    yield Meting(f"{naam}: tweede run, niets gewijzigd", tweede / kopie, "x kale COPY", 0.3, f"{tweede:.3f} s")
    yield Meting(f"{naam}: een procent gewijzigd", een_procent / kopie, "x kale COPY", None, f"{een_procent:.3f} s")
    yield Meting(f"{naam}: kale COPY", kopie, "seconden")
    if opzet.zonder_uitleg:
        extra = eerste / statistics.median(meting.zonder_uitleg for meting in metingen) - 1
        yield Meting(f"{naam}: extra door uitleg", extra * 100, "procent", 20)
    yield Meting(f"{naam}: geheugen", max(meting.geheugen for meting in metingen), "MiB", 1024)


def _bereid_voor(database: Database, opzet: Opzet) -> None:
    installatie = opzet.installatie()
    Tabel.metadata.create_all(database.engine)
    opzet.vul(database, installatie, MEDEWERKERS)
    with database.transactie() as s:
        # What recording the facts leaves behind: everybody has a mark.
        s.execute(_MERK_IEDEREEN, {"eenheid": opzet.eenheid, "periode": opzet.periode})
    _buiten_transactie(database, "VACUUM ANALYZE")
    # A database with connections cannot be copied.
    database.sluit()


@dataclass(frozen=True)
class _Uitkomst:
    eerste: float
    tweede: float
    een_procent: float
    kopie: float
    #: The first run of a unit that keeps nothing to explain; not measured where the unit cannot.
    zonder_uitleg: float
    #: The most that the process of the run ever held, in MiB.
    geheugen: float
    boekingen: int


def _meet_een_keer(server: PostgresServer, begin: str, opzet: Opzet, nr: int) -> _Uitkomst:
    gemaakt: list[str] = []

    def kopie_van_begin(waarvoor: str) -> str:
        gemaakt.append(f"{begin}_{waarvoor}{nr}")
        return server.create(gemaakt[-1], begin)

    try:
        url = kopie_van_begin("run")
        eerste, tweede, een_procent, geheugen, boekingen = _in_eigen_proces(url, opzet, kaal=False)
        kopie = _meet_kopie(url, kopie_van_begin("copy"))
        kaal = _in_eigen_proces(kopie_van_begin("kaal"), opzet, kaal=True)[0] if opzet.zonder_uitleg else 0.0
    finally:
        for naam in gemaakt:
            server.drop(naam)
    return _Uitkomst(eerste, tweede, een_procent, kopie, kaal, geheugen, boekingen)


def _in_eigen_proces(url: str, opzet: Opzet, *, kaal: bool) -> tuple[float, float, float, float, int]:
    """Run in a process of its own, so that its highest memory is that of the run."""
    ontvanger, zender = multiprocessing.Pipe(duplex=False)
    proces = multiprocessing.get_context("spawn").Process(target=_draai, args=(url, opzet, kaal, zender))
    proces.start()
    # So that a process that dies is noticed rather than waited for.
    zender.close()
    uitkomst: tuple[float, float, float, float, int] = ontvanger.recv()
    proces.join()
    return uitkomst


def zonder_uitleg() -> None:
    """Let JIO's source keep neither the input of a calculation nor the counts that people see."""
    mock.patch.object(maandbron._Vorm, "gegeven", lambda vorm, per, centen: "{}").start()  # noqa: PT008 - a mock is slow
    mock.patch.object(boeken, "_hoeveelheden", lambda paren: "{}").start()  # noqa: PT008


def _draai(url: str, opzet: Opzet, kaal: bool, zender: Connection) -> None:
    if kaal and opzet.zonder_uitleg:
        opzet.zonder_uitleg()
    database = Database(url)
    ctx = Context(database, opzet.installatie(), PROGRAMMA, opzet.nu)

    def run() -> tuple[float, int]:
        _buiten_transactie(database, "CHECKPOINT")
        begin = time.perf_counter()
        aantal = maak_run(ctx, opzet.eenheid, opzet.periode).aantal
        return time.perf_counter() - begin, aantal

    (eerste, aantal), (tweede, _) = run(), run()
    with database.transactie() as s:
        s.execute(_MERK_EEN_PROCENT, {"eenheid": opzet.eenheid, "periode": opzet.periode})
    een_procent, _ = run()
    # Linux counts in KiB.
    geheugen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    zender.send((eerste, tweede, een_procent, geheugen, aantal))


def _meet_kopie(van: str, naar: str) -> float:
    """Return the seconds of a bare COPY of all postings into an equal table, committed."""
    with psycopg.connect(_kaal(van)) as bron, psycopg.connect(_kaal(naar), autocommit=True) as doel:
        seconden = 0.0
        for tabel in ("core_run", "core_boeking"):
            with bron.cursor().copy(f"COPY {tabel} TO STDOUT") as lezen:
                rijen = b"".join(lezen)
            doel.execute("CHECKPOINT")
            begin = time.perf_counter()
            with doel.cursor().copy(f"COPY {tabel} FROM STDIN") as schrijven:
                schrijven.write(rijen)
            seconden = time.perf_counter() - begin
    return seconden


def _kaal(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _buiten_transactie(database: Database, opdracht: str) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        verbinding.exec_driver_sql(opdracht)


# --- the made-up unit ------------------------------------------------------------------------------------------------

EENHEID = "bench"
PERIODE = "2026-03"
NU = datetime(2026, 4, 2, 9, tzinfo=UTC)
TARIEF = "bench.tarief"


@dataclass(frozen=True)
class Gegevens:
    """Quarters of an hour on duty, by class of day."""

    dag: date
    kwartieren_week: int
    kwartieren_weekend: int
    uurloon_centen: Centen


@dataclass(frozen=True)
class Toeslag:
    """What is paid for it."""

    toeslag_centen: Centen


def _bedrag(week: int, weekend: int, uurloon: int, procent: int) -> Centen:
    return Centen((procent * uurloon * (week + 2 * weekend) + 200) // 400)


@calculation("BENCH/toeslag", articles=("BENCH 1",))
def toeslag(gegeven: Gegevens, parameters: Parameters, uitleg: Uitleg) -> Toeslag:
    """A percentage of the hourly wage for every quarter of an hour, twice that in the weekend."""
    procent = parameters.feit(TARIEF, gegeven.dag)
    bedrag = _bedrag(
        gegeven.kwartieren_week,
        gegeven.kwartieren_weekend,
        gegeven.uurloon_centen,
        int(parameters[TARIEF, gegeven.dag]),
    )
    uitleg.stap("BENCH 1", "BENCH/toeslag.bedrag", procent, toeslag_centen=bedrag)
    return Toeslag(bedrag)


class Bron:
    """Reads duties from a table and calculates them in bulk."""

    id = "bench.toeslag"
    eenheid = EENHEID
    regeling = "BENCH"

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return who has a duty."""
        return list(
            sessie.scalars(text("SELECT DISTINCT medewerker_id FROM bench_dienst WHERE periode = :p"), {"p": periode})
        )

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterator[Loonregel | Openstaand]:
        """Calculate duties of these persons."""
        driver: Any = sessie.connection().connection.driver_connection
        rijen = driver.execute(
            "SELECT id, medewerker_id, dag, week, weekend, uurloon FROM bench_dienst"
            " WHERE medewerker_id = ANY(%s) AND periode = %s ORDER BY medewerker_id, id",
            (list(medewerkers), periode),
        )
        per_dag: dict[date, int] = {}
        for nr, persoon, dag, week, weekend, uurloon in rijen:
            procent = per_dag.get(dag)
            if procent is None:
                feit = parameters.zoek(TARIEF, dag)
                assert feit is not None
                assert isinstance(feit.waarde, Decimal)
                procent = per_dag[dag] = int(feit.waarde)
            yield Loonregel(
                persoon,
                f"dienst:{nr}",
                toeslag.id,
                toeslag.versie,
                _bedrag(week, weekend, uurloon, procent),
                f'{{"dag":"{dag.isoformat()}","kwartieren_week":{week},"kwartieren_weekend":{weekend},'
                f'"uurloon_euro":"{uurloon // 100}.{uurloon % 100:02}"}}',
                {"kwartieren_week": week, "kwartieren_weekend": weekend},
                "4711",
                dag,
            )


def proefinstallatie() -> Installatie:
    """Return the installation with the made-up unit."""
    sleutel = Sleutel(TARIEF, Soort.GETAL, "%", "Deel van het uurloon.", "BENCH 1")
    installatie = laad()
    return replace(
        installatie,
        eenheden={**installatie.eenheden, EENHEID: Dienstonderdeel(EENHEID, "Bench", "B")},
        berekeningen=MappingProxyType({**installatie.berekeningen, (toeslag.id, toeslag.versie): toeslag}),
        maandbronnen=(Bron(),),
        parameters=Parameterset({TARIEF: sleutel}, [Feit(TARIEF, Decimal(5), date(2020, 1, 1))]),
    )


_DIENSTEN = """
CREATE TABLE bench_dienst (
  id bigserial PRIMARY KEY, medewerker_id bigint, periode varchar(7), dag date, week int, weekend int, uurloon int
);
INSERT INTO bench_dienst (medewerker_id, periode, dag, week, weekend, uurloon)
  SELECT id, '{periode}', date '2026-03-03' + 7 * k, 300, 192, 2000 + mod(id, 3000)
  FROM core_medewerker, generate_series(0, mod(id, 2)::int) k;
CREATE INDEX ON bench_dienst (medewerker_id, periode)
"""


def vul_proef(database: Database, installatie: Installatie, medewerkers: int) -> None:
    """Give everybody one or two duties."""
    schakel(Context(database, installatie, PROGRAMMA, NU), EENHEID, True)
    mensen = ((nr, f"{nr:08}", f"Mens {nr}", f"mens {nr}", "1985-05-01") for nr in range(1, medewerkers + 1))
    bevolking.kopieer(database, "core_medewerker", "id, personeelsnummer, naam, zoeknaam, geboortedatum", mensen)
    with database.transactie() as s:
        s.connection().exec_driver_sql(_DIENSTEN.format(periode=PERIODE))
