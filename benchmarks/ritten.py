# SPDX-License-Identifier: EUPL-1.2
"""Reading a trip file of a million trips on PostgreSQL, as a ratio to a bare COPY of the same trips in the same run.

Bare COPY is the stored rows in one statement and one commit, into the same table with its key and constraints. The
bound holds for the file with what the settlement needs: car, driver, moments, odometers and class. What a lease
company sends holds addresses too: looking them up, showing the business ones and sealing them all for the driver is
measured apart, and what the whole file comes to is said.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url

from benchmarks.meting import Meting
from core.context import Context
from core.people.policy import PROGRAMMA
from core.plugins import Installatie, laad
from core.storage.engine import Database
from core.storage.sealed import maak_sleutelpaar
from core.storage.tables import Tabel
from plugins.om.autoregeling.ritten.bestand import KOP, slotregel
from plugins.om.autoregeling.ritten.services.inlezen import lees_in
from plugins.om.autoregeling.ritten.verzegeling import adreshash
from tests.databases import PostgresServer, postgres_server

AUTOS = 4_000
RITTEN = 250
HERHALINGEN = 3
GEHEIM = "een geheim voor de meting, lang genoeg."
NU = datetime(2023, 7, 3, 9, tzinfo=UTC)
BEGIN = datetime(2023, 1, 2, 7)  # noqa: DTZ001 - Dutch wall clock, as a file writes it
_KOLOMMEN = (
    "voertuig_id, medewerker_id, dag, begin, einde, stand_begin, tienden, klasse, klasse_bestand, import_id,"
    " vastgelegd_op"
)
_VUL = (
    "INSERT INTO om_onderdeel (id, code, naam, soort) VALUES (1, 'BENCH', 'Bench', 'dvom')",
    """INSERT INTO core_medewerker (id, personeelsnummer, naam, zoeknaam, geboortedatum)
    SELECT nr, (100000 + nr)::text, 'B ' || nr, 'b ' || nr, '1980-01-01' FROM generate_series(1, :autos) nr""",
    """INSERT INTO core_account
    (id, naam, medewerker_id, weergavenaam, wachtwoord_hash, taal, actief, openbare_sleutel)
    SELECT nr, 'b' || nr, nr, 'B', 'geen', 'nl', true, :sleutel FROM generate_series(1, :autos) nr""",
    """INSERT INTO om_voertuig (id, kenteken, merk_en_model, groep, categorie, aandrijving, ritregistratie,
    niet_herleidbaar, onderdeel_id, vastgelegd_op)
    SELECT nr, 'B' || lpad(nr::text, 5, '0'), 'Bench', 'persoonsgebonden', 'I', 'emissieloos', :registratie, false, 1,
    now() FROM generate_series(1, :autos) nr""",
    """INSERT INTO om_gebruik (medewerker_id, voertuig_id, soort, overeenkomst_van, van, bijtelling, vastgelegd_op)
    SELECT nr, nr, 'eigen', '2021-01-01', '2021-01-01', true, now() FROM generate_series(1, :autos) nr""",
)


@dataclass(frozen=True)
class _Tijden:
    lezen: float
    kopie: float


def meet() -> Iterator[Meting]:
    """Measure the file without addresses against the bare COPY, and then the file as a lease company sends it."""
    aantal = AUTOS * RITTEN
    with postgres_server() as server, tempfile.TemporaryDirectory() as map_:
        kaal = _meet(server, _schrijf(Path(map_) / "kaal.csv", adressen=False), "handmatig")
        heel = _meet(server, _schrijf(Path(map_) / "heel.csv", adressen=True), "digitaal")
    yield Meting(
        f"rittenbestand: {aantal} ritten",
        statistics.median(een.lezen / een.kopie for een in kaal),
        "x kale COPY",
        3,
        f"{statistics.median(een.lezen for een in kaal):.1f} s",
    )
    yield Meting(
        "rittenbestand: met adressen, ingedeeld en verzegeld",
        statistics.median(een.lezen / een.kopie for een in heel),
        "x kale COPY",
        None,
        f"{statistics.median(een.lezen for een in heel):.1f} s",
    )
    yield Meting("rittenbestand: kale COPY", statistics.median(een.kopie for een in (*kaal, *heel)), "seconden")


def _meet(server: PostgresServer, bestand: Path, registratie: str) -> list[_Tijden]:
    begin = f"annex_bench_ritten_{os.getpid()}"
    database = Database(server.create(begin))
    try:
        installatie = laad()
        Tabel.metadata.create_all(database.engine)
        _vul(database, registratie)
        database.sluit()
        return [_een_keer(server, begin, bestand, installatie, nr) for nr in range(HERHALINGEN)]
    finally:
        database.sluit()
        server.drop(begin)


def _een_keer(server: PostgresServer, begin: str, bestand: Path, installatie: Installatie, nr: int) -> _Tijden:
    namen = [f"{begin}_{wat}{nr}" for wat in ("lees", "kopie")]
    van, naar = (server.create(naam, begin) for naam in namen)
    database = Database(van)
    try:
        _buiten_transactie(database, "CHECKPOINT")
        ctx = Context(database, installatie, PROGRAMMA, NU)
        start = time.perf_counter()
        with bestand.open("rb") as stroom:
            verslag = lees_in(ctx, stroom, GEHEIM)
        lezen = time.perf_counter() - start
        if verslag.nieuw != AUTOS * RITTEN:
            raise RuntimeError(f"{verslag.nieuw} ritten bewaard, {len(verslag.aangehouden)} auto's wachten")
        return _Tijden(lezen, _kopie(van, naar))
    finally:
        database.sluit()
        for naam in namen:
            server.drop(naam)


def _kopie(van: str, naar: str) -> float:
    """Return the seconds of a bare COPY of all trips into an equal table, committed."""
    with psycopg.connect(_kaal(van)) as bron, psycopg.connect(_kaal(naar), autocommit=True) as doel:
        with bron.cursor().copy("COPY om_ritimport TO STDOUT") as lezen:
            importen = b"".join(lezen)
        with doel.cursor().copy("COPY om_ritimport FROM STDIN") as schrijven:
            schrijven.write(importen)
        with bron.cursor().copy(f"COPY om_rit ({_KOLOMMEN}) TO STDOUT") as lezen:
            rijen = b"".join(lezen)
        doel.execute("CHECKPOINT")
        start = time.perf_counter()
        with doel.cursor().copy(f"COPY om_rit ({_KOLOMMEN}) FROM STDIN") as schrijven:
            schrijven.write(rijen)
        return time.perf_counter() - start


def _vul(database: Database, registratie: str) -> None:
    openbaar, _ = maak_sleutelpaar("een wachtwoord voor de meting")
    with database.transactie() as s:
        for opdracht in _VUL:
            s.execute(text(opdracht), {"sleutel": openbaar, "registratie": registratie, "autos": AUTOS})
        s.execute(
            text(
                "INSERT INTO om_ritadres (medewerker_id, soort, hash, tekst, van, bevestigd_op, vastgelegd_op)"
                " VALUES (:wie, :soort, :hash, :tekst, '2020-01-01', now(), now())"
            ),
            [
                {
                    "wie": wie,
                    "soort": soort,
                    "hash": adreshash(GEHEIM, wie, adres),
                    "tekst": None if soort == "woonadres" else adres,
                }
                for wie in range(1, AUTOS + 1)
                for soort, adres in zip(("woonadres", "vaste_werklocatie", "zakelijk"), _adressen(wie), strict=False)
            ],
        )
    _buiten_transactie(database, "VACUUM ANALYZE")


def _adressen(auto: int) -> tuple[str, str, str, str]:
    """Return home, fixed place of work, a business address, and one that nobody knows."""
    return (
        f"Kerkstraat {auto}, 1234 AB Ons Dorp",
        "Parnassusweg 220, 1076 AV Amsterdam",
        f"Spui {auto % 90 + 1}, 2511 BT Den Haag",
        f"Strandweg {auto % 70 + 1}, 2042 JA Zandvoort",
    )


def _schrijf(pad: Path, *, adressen: bool) -> Path:
    """Write a file as the lease company does: by car, in order of time, joining odometers."""
    som, regels = sha256(), 0
    with pad.open("wb") as doel:
        kop = (";".join(KOP) + "\n").encode()
        som.update(kop)
        doel.write(kop)
        for auto in range(1, AUTOS + 1):
            blok = "".join(_regels(auto, adressen=adressen)).encode()
            som.update(blok)
            doel.write(blok)
            regels += RITTEN
        # The hash of the whole file is not made again of all its bytes.
        slot = slotregel(regels, NU, b"").decode().split(";")
        doel.write(f"{';'.join(slot[:3])};{som.hexdigest()}\n".encode())
    return pad


def _regels(auto: int, *, adressen: bool) -> Iterator[str]:
    stand, moment = 100_000, BEGIN + timedelta(minutes=auto % 60)
    huis, werk, klant, elders = _adressen(auto)
    route = ((huis, werk, "w"), (werk, klant, "z"), (klant, huis, "z"), (huis, elders, "p"), (elders, huis, "p"))
    for nr in range(RITTEN):
        van, naar, klasse = route[nr % 5]
        ver = 50 + (auto * 7 + nr * 13) % 400
        eind = moment + timedelta(minutes=10 + ver % 50)
        waar = f"{van};{naar}" if adressen else ";"
        yield (
            f"B{auto:05d};{100000 + auto};{moment:%Y-%m-%dT%H:%M};{eind:%Y-%m-%dT%H:%M};"
            f"{stand // 10},{stand % 10};{(stand + ver) // 10},{(stand + ver) % 10};{waar};{klasse};\n"
        )
        stand, moment = stand + ver, moment + timedelta(hours=2 if nr % 5 < 4 else 60)
        if (moment.month, moment.day) == (3, 26) and moment.hour == 2:
            moment += timedelta(hours=2)


def _kaal(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _buiten_transactie(database: Database, opdracht: str) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        verbinding.exec_driver_sql(opdracht)
