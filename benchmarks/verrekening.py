# SPDX-License-Identifier: EUPL-1.2
"""The January settlement of the OM on PostgreSQL, as a ratio to a bare aggregate with the same cuts plus a bare COPY.

Every driver has 250 trips in the year, stored as imports leave them (by day, not by driver), twelve advances that were
booked, and a rate that changes on 1 July; one in ten has a declaration from 11 May, one in twenty no right any more
after August. The bare aggregate sums the same trips with the same cuts and keeps nothing; the bare COPY writes the
same postings into the same table with its keys, in one statement and one commit.

``ANNEX_BENCH_BERIJDERS`` sets the number of drivers: 100000 is the full size, of which loading takes minutes.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from multiprocessing.connection import Connection

import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url

from benchmarks.meting import Meting
from core.context import Context
from core.ledger.services import maak_run
from core.people.eenheden import schakel
from core.people.policy import PROGRAMMA
from core.plugins import Installatie, laad
from core.rules import Feit, Parameterset
from core.storage.engine import Database
from core.storage.tables import Tabel
from plugins.om.autoregeling.policy import EENHEID
from tests.databases import PostgresServer, postgres_server

BERIJDERS = int(os.environ.get("ANNEX_BENCH_BERIJDERS", "10000"))
RITTEN = 250
JAAR = 2022
PERIODE = "2023-01"
NU = datetime(2023, 1, 9, 9, tzinfo=UTC)
HERHALINGEN = 3
TARIEF = "cao.10_4.bedrag_per_prive_kilometer"

# Server side, since a client would only add to the minutes. Foreign keys are not checked row by row: the rows are made
# from the tables that they point to.
_VULLING = """
SET session_replication_role = replica;
DROP INDEX om_rit_laatste_uq, om_rit_berijder_ix, om_rit_prive_ix;
INSERT INTO core_medewerker (id, personeelsnummer, naam, zoeknaam, geboortedatum)
  SELECT n, lpad(n::text, 8, '0'), 'Mens ' || n, 'mens ' || n, '1985-05-01' FROM generate_series(1, {n}) n;
INSERT INTO om_onderdeel (id, code, naam, soort) VALUES (1, 'AP', 'Parket', 'arrondissementsparket');
INSERT INTO om_voertuig (id, kenteken, merk_en_model, groep, aandrijving, ritregistratie, niet_herleidbaar,
    onderdeel_id, vastgelegd_op)
  SELECT n, 'K' || n, 'Volta', 'persoonsgebonden', 'emissieloos', 'digitaal', false, 1, now()
  FROM generate_series(1, {n}) n;
INSERT INTO om_gebruik (medewerker_id, voertuig_id, soort, overeenkomst_van, van, tot_en_met, bijtelling, vastgelegd_op)
  SELECT n, n, 'eigen', '2021-01-04', '2021-01-04',
    CASE WHEN mod(n, 20) = 7 THEN date '2022-08-31' ELSE date '2022-12-31' END, true, now()
  FROM generate_series(1, {n}) n;
INSERT INTO om_verklaring (medewerker_id, ontvangen_op, staat, kenmerk, vastgelegd_op)
  SELECT n, '2022-05-11', 'bevestigd', 'BD', now() FROM generate_series(3, {n}, 10) n;
INSERT INTO om_afrekenronde (jaar, begonnen_op) VALUES ({jaar}, now());
INSERT INTO om_rit (voertuig_id, medewerker_id, dag, begin, einde, stand_begin, tienden, klasse, klasse_bestand,
    vastgelegd_op)
  SELECT n, n, d, d + time '09:00', d + time '10:00', k, 10 + mod(n * 31 + k * 17, 900),
    (ARRAY['z','w','p'])[1 + mod(n + k, 3)], (ARRAY['z','w','p'])[1 + mod(n + k, 3)], now()
  FROM generate_series(0, {ritten} - 1) k
    CROSS JOIN LATERAL (SELECT date '{jaar}-01-01' + (k * 364 / {ritten})::int AS d) dag
    CROSS JOIN generate_series(1, {n}) n;
INSERT INTO core_run (id, eenheid, soort, periode, volgnummer, status, beurt, afgerond, sleutels, te_bevestigen,
    ontbreekt, onvolledig, aantal, totaal_centen, gemaakt_op)
  VALUES (1, 'om', 'maand', '{jaar}-12', 1, 'concept', 0, true, '[]', '[]', '{{}}', false, 0, 0, now());
INSERT INTO core_boeking (run_id, eenheid, medewerker_id, regeling, berekening, versie, periode, feit, centen,
    totaal_centen, hoeveelheden, gegeven, looncode, ingangsdatum, inhouding)
  SELECT 1, 'om', n, 'OM-AUTO', 'OM-AUTO/eigen-bijdrage', 1, '{jaar}-' || lpad(m::text, 2, '0'), 'voorschot',
    -9000 - mod(n, 999), -9000 - mod(n, 999), '{{}}', '{{}}', 'L1', '2022-01-01', true
  FROM generate_series(1, {n}) n, generate_series(1, 12) m;
UPDATE core_run SET status = 'geexporteerd' WHERE id = 1;
SELECT setval(pg_get_serial_sequence('core_run', 'id'), 1);
SET session_replication_role = DEFAULT
"""

_KALE_SOM = text(
    """
    SELECT count(*), sum(s.tienden) FROM (
      SELECT r.medewerker_id, r.voertuig_id, r.klasse, r.dag >= DATE '2022-07-01',
        v.ontvangen_op IS NOT NULL AND r.dag >= v.ontvangen_op, r.dag > g.tot_en_met,
        sum(r.tienden) AS tienden, count(*) AS ritten
      FROM om_rit r
      LEFT JOIN om_verklaring v ON v.medewerker_id = r.medewerker_id
      LEFT JOIN om_gebruik g ON g.medewerker_id = r.medewerker_id
      WHERE r.vervangen_op IS NULL AND r.klasse IN ('p', 'o')
        AND r.dag BETWEEN DATE '2022-01-01' AND DATE '2022-12-31'
      GROUP BY 1, 2, 3, 4, 5, 6
    ) s
    """
)


def meet() -> Iterator[Meting]:
    """Measure the settlement of a year: the best of three, on databases that are equal at the start."""
    with postgres_server() as server:
        begin = f"annex_bench_verrekening_{os.getpid()}"
        database = Database(server.create(begin))
        try:
            _bereid_voor(database)
            yield from _meet(server, begin, database)
        finally:
            database.sluit()
            server.drop(begin)


def installatie() -> Installatie:
    """Return what is installed, with another rate from 1 July."""
    geladen = laad()
    bron = geladen.parameters
    ander = Feit(TARIEF, Decimal("0.24"), date(JAAR, 7, 1))
    return replace(geladen, parameters=Parameterset(bron.sleutels, [*bron.feiten(), ander]))


def _bereid_voor(database: Database) -> None:
    Tabel.metadata.create_all(database.engine)
    schakel(Context(database, laad(), PROGRAMMA, NU), EENHEID, True)
    with database.engine.connect() as verbinding:
        for opdracht in _VULLING.format(n=BERIJDERS, jaar=JAAR, ritten=RITTEN).split(";\n"):
            verbinding.exec_driver_sql(opdracht)
        verbinding.commit()
    rit = Tabel.metadata.tables["om_rit"]
    for index in rit.indexes:
        if index.name in ("om_rit_laatste_uq", "om_rit_berijder_ix", "om_rit_prive_ix"):
            index.create(database.engine)
    _buiten_transactie(database, "VACUUM ANALYZE")


def _tijd(database: Database) -> float:
    with database.lezen() as s:
        begin = time.perf_counter()
        s.execute(_KALE_SOM).one()
        return time.perf_counter() - begin


def _meet(server: PostgresServer, begin: str, database: Database) -> Iterator[Meting]:
    runs: list[tuple[float, float, int]] = []
    sommen, kopieen = [], []
    for nr in range(HERHALINGEN):
        # In turn, so that all three meet the same machine.
        sommen += [_tijd(database) for _ in range(2)]
        # A database with connections cannot be copied.
        database.sluit()
        naam, leeg = f"{begin}_run{nr}", f"{begin}_copy{nr}"
        try:
            url = server.create(naam, begin)
            runs.append(_in_eigen_proces(url))
            kopieen.append(_meet_kopie(url, server.create(leeg, begin)))
        finally:
            server.drop(leeg)
            server.drop(naam)
    (seconden, geheugen, aantal), som, kopie = min(runs), min(sommen), min(kopieen)
    naam = f"verrekening van {BERIJDERS} berijders"
    yield Meting(f"{naam}: een run", seconden / (som + kopie), "x kaal", 3, f"{seconden:.2f} s voor {aantal} boekingen")
    yield Meting(f"{naam}: kale som", som, "seconden")
    yield Meting(f"{naam}: kale COPY", kopie, "seconden")
    yield Meting(f"{naam}: geheugen", geheugen, "MiB", 1024)


def _meet_kopie(van: str, naar: str) -> float:
    """Return the seconds of a bare COPY of the settlements into an equal database that has the advances already."""
    with psycopg.connect(_kaal(van)) as bron, psycopg.connect(_kaal(naar), autocommit=True) as doel:
        seconden = 0.0
        for tabel, sleutel in (("core_run", "id"), ("core_boeking", "run_id")):
            vraag = f"COPY (SELECT * FROM {tabel} WHERE {sleutel} > 1) TO STDOUT"  # noqa: S608 - two fixed names
            with bron.cursor().copy(vraag) as lezen:
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


def _in_eigen_proces(url: str) -> tuple[float, float, int]:
    ontvanger, zender = multiprocessing.Pipe(duplex=False)
    proces = multiprocessing.get_context("spawn").Process(target=_draai, args=(url, zender))
    proces.start()
    zender.close()
    uitkomst: tuple[float, float, int] = ontvanger.recv()
    proces.join()
    return uitkomst


def _draai(url: str, zender: Connection) -> None:
    database = Database(url)
    ctx = Context(database, installatie(), PROGRAMMA, NU)
    _buiten_transactie(database, "CHECKPOINT")
    begin = time.perf_counter()
    aantal = maak_run(ctx, EENHEID, PERIODE).aantal
    seconden = time.perf_counter() - begin
    zender.send((seconden, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, aantal))
