# SPDX-License-Identifier: EUPL-1.2
"""Pages of an employee with 100,000 people on PostgreSQL: queries, and waiting at 100 requests a second."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from queue import SimpleQueue
from threading import Thread

from flask import Flask
from sqlalchemy import event

from benchmarks.bevolking import kopieer, vul
from benchmarks.gegevensbank import tijdelijk
from benchmarks.meting import Meting
from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from core.web.app import maak_app
from core.web.server import serveer

MEDEWERKERS = int(os.environ.get("ANNEX_BENCH_MEDEWERKERS", "100000"))
BEZOEKERS = 500
PER_SECONDE = 100
SECONDEN = 20
NU = datetime(2023, 9, 13, 9, 30, tzinfo=UTC)
"""A Wednesday in the month of which everybody has duties."""

__all__ = ["meet", "serveer", "server"]

PAGINAS = ("/", "/jio/diensten/", "/jio/toelage/", "/jio/ruilen/", "/jio/declaraties/", "/berichten/", "/mijn/gegevens")


def server() -> Flask:
    """Return the application at the moment of the story, for a worker of the server."""
    instellingen = Instellingen(os.environ["ANNEX_DATABASE"], "x" * 40, https=False)
    return maak_app(laad(), Database(instellingen.database), instellingen, klok=lambda: NU)


def meet() -> Iterator[Meting]:
    """Fill, count the queries of an employee's pages, and load the first page."""
    with tijdelijk("paginas") as (database, installatie):
        vul(database, installatie, MEDEWERKERS)
        log_bezoekers_in(database)
        yield from _vragen(database)
        tijden = _belast(database)
        tijden.sort()
        for naam, deel in (("p50", 0.5), ("p99", 0.99)):
            waarde = tijden[int(len(tijden) * deel)] * 1000
            grens = 50 if naam == "p99" else None
            yield Meting(f"eerste pagina, {PER_SECONDE} per seconde, {naam}", waarde, "milliseconden", grens)


def token(nummer: int) -> str:
    """Return the session token of an employee who logged in."""
    return f"bezoeker-{nummer}"


def log_bezoekers_in(database: Database) -> None:
    """Let the first employees log in; each last looked two minutes ago, so that each first page also writes."""
    eerder, straks = (NU - timedelta(minutes=2)).isoformat(), (NU + timedelta(hours=9)).isoformat()
    kopieer(
        database,
        "core_account",
        "id, naam, medewerker_id, weergavenaam, wachtwoord_hash, taal, actief",
        ((nr, f"m{nr}", nr, f"Medewerker {nr}", "-", "nl", True) for nr in range(1, BEZOEKERS + 1)),
    )
    kopieer(
        database,
        "core_sessie",
        "token_hash, account_id, csrf, begonnen_op, laatst_gezien_op, verloopt_op, meldingen",
        (
            (sha256(token(nr).encode()).digest(), nr, "x" * 20, eerder, eerder, straks, "[]")
            for nr in range(1, BEZOEKERS + 1)
        ),
    )


def _vragen(database: Database) -> Iterator[Meting]:
    instellingen = Instellingen(database.url.render_as_string(hide_password=False), "x" * 40, https=False)
    bezoeker = maak_app(laad(), database, instellingen, klok=lambda: NU).test_client()
    bezoeker.set_cookie("annex_sessie", token(1))
    aantal = 0

    @event.listens_for(database.engine, "before_cursor_execute")
    def _tel(*_: object) -> None:
        nonlocal aantal
        aantal += 1

    bezoeker.get("/")
    for pagina in PAGINAS:
        aantal = 0
        antwoord = bezoeker.get(pagina)
        if antwoord.status_code != 200:
            raise RuntimeError(f"{pagina}: {antwoord.status_code}")
        yield Meting(f"vragen aan de database: {pagina}", aantal, "vragen", 15)


def _belast(database: Database) -> list[float]:
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    omgeving = os.environ | {"ANNEX_DATABASE": database.url.render_as_string(hide_password=False)}
    start = f"from benchmarks.paginas import server, serveer; serveer('127.0.0.1', {poort}, 2, server)"
    opdracht = [sys.executable, "-c", start]
    proces = subprocess.Popen(opdracht, env=omgeving)
    try:
        _wacht_op(poort)
        with multiprocessing.get_context("spawn").Pool(1) as lader:
            lader.apply(_vraag, (poort, 3))
            return lader.apply(_vraag, (poort, SECONDEN))
    finally:
        proces.terminate()
        proces.wait(timeout=20)


def _wacht_op(poort: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", poort), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("de server begon niet")


def _vraag(poort: int, seconden: int) -> list[float]:
    """Ask at a fixed pace, whatever the answers take; a late start counts as waiting."""
    werk: SimpleQueue[tuple[float, int] | None] = SimpleQueue()
    tijden: list[float] = []

    def bezoek() -> None:
        verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=30)
        while (opdracht := werk.get()) is not None:
            gepland, wie = opdracht
            verbinding.request("GET", "/", headers={"Cookie": f"annex_sessie={token(wie)}"})
            antwoord = verbinding.getresponse()
            antwoord.read()
            if antwoord.status != 200:
                raise RuntimeError(f"antwoord {antwoord.status}")
            tijden.append(time.perf_counter() - gepland)

    draden = [Thread(target=bezoek) for _ in range(16)]
    for draad in draden:
        draad.start()
    begin = time.perf_counter()
    for nr in range(seconden * PER_SECONDE):
        gepland = begin + nr / PER_SECONDE
        time.sleep(max(0.0, gepland - time.perf_counter()))
        werk.put((gepland, nr % BEZOEKERS + 1))
    for _ in draden:
        werk.put(None)
    for draad in draden:
        draad.join()
    if len(tijden) != seconden * PER_SECONDE:
        raise RuntimeError("niet elke vraag kreeg antwoord")
    return tijden
