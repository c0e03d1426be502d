# SPDX-License-Identifier: EUPL-1.2
"""One database, two ways in: reading, and writing in one transaction that commits at its end or not at all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

SQLITE_WACHTTIJD_SECONDEN = 10
STIL_SECONDEN = 1.0
"""A connection that lay unused for longer is asked for a sign of life before it is used again."""


class OpslagNietBereikbaar(RuntimeError):
    """The database is locked for too long or gone; nothing was written, trying again is safe."""


class Database:
    """A database by its SQLAlchemy address: ``sqlite:///pad`` or ``postgresql+psycopg://...``."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = _maak_engine(url)
        self._schrijver = self.engine.execution_options(schrijven=True)
        # PostgreSQL shows each statement of a reader what is committed then, with a transaction around it or without:
        # without one it saves two round trips a session. SQLite needs it, to read one state of the file.
        self._lezer = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def lezen(self) -> Iterator[Session]:
        """Open a session to read with. Raises ``OpslagNietBereikbaar``."""
        with _vertaald(), Session(self._lezer, expire_on_commit=False) as sessie:
            yield sessie

    @contextmanager
    def transactie(self) -> Iterator[Session]:
        """Open a session that commits at its end; an exception rolls everything back.

        On SQLite the write lock is taken at once (``BEGIN IMMEDIATE``), so that what is read inside cannot change
        before it is written. Raises ``OpslagNietBereikbaar``.
        """
        with _vertaald(), Session(self._schrijver, expire_on_commit=False) as sessie, sessie.begin():
            yield sessie

    @contextmanager
    def proef(self) -> Iterator[Session]:
        """Open a session in which may be written and of which nothing stays: it always rolls back.

        What is written here is seen by what is read here, and by nobody else. On SQLite it holds the write lock, so
        keep it short. Raises ``OpslagNietBereikbaar``.
        """
        with _vertaald(), Session(self._schrijver, expire_on_commit=False) as sessie, sessie.begin() as transactie:
            yield sessie
            transactie.rollback()

    def sluit(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def mist_tabel(fout: BaseException) -> bool:
    """Tell whether the database refused a statement because a table or column of ours is not there (yet)."""
    if not isinstance(fout, DBAPIError):
        return False
    if (code := getattr(fout.orig, "sqlstate", None)) is not None:
        return code in ("42P01", "42703")  # undefined_table, undefined_column
    return str(fout.orig).startswith(("no such table", "no such column"))


def _maak_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        server = create_engine(
            url,
            pool_size=10,
            max_overflow=10,
            # Our tables stay in memory: the default, made for disks, reads a whole table to find a thousand people. And
            # our questions are small: starting a second process to help with one takes longer than the answer.
            connect_args={"options": "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"},
        )
        _vraag_na_stilte(server)
        return server
    engine = create_engine(url, connect_args={"timeout": SQLITE_WACHTTIJD_SECONDEN, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _verbonden(dbapi: Any, _: Any) -> None:
        # The driver must not begin transactions of its own: we say BEGIN, and which kind.
        dbapi.isolation_level = None
        # Without recursive triggers INSERT OR REPLACE would take rows away without asking their trigger.
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            "secure_delete=ON",
            "recursive_triggers=ON",
        ):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begonnen(verbinding: Connection) -> None:
        schrijven = verbinding.get_execution_options().get("schrijven")
        verbinding.exec_driver_sql("BEGIN IMMEDIATE" if schrijven else "BEGIN")

    return engine


def _vraag_na_stilte(engine: Engine) -> None:
    """Ask a connection that lay still whether it is there; SQLAlchemy's own question costs a round trip every time."""

    @event.listens_for(engine, "checkin")
    def _terug(_: Any, record: ConnectionPoolEntry) -> None:
        record.info["terug"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _eruit(dbapi: Any, record: ConnectionPoolEntry, _: Any) -> None:
        if time.monotonic() - record.info.get("terug", float("inf")) <= STIL_SECONDEN:
            return
        try:
            engine.dialect.do_ping(dbapi)
        except engine.dialect.loaded_dbapi.Error as fout:
            # The pool makes a new connection and asks no more.
            raise DisconnectionError from fout


@contextmanager
def _vertaald() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as fout:
        if getattr(fout.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            # SQLite says "operational" of a wrong statement too: that is a mistake in the program, not a database away.
            raise
        raise OpslagNietBereikbaar("de database is nu niet bereikbaar; er is niets gewijzigd") from fout
    except DBAPIError as fout:
        if fout.connection_invalidated:
            raise OpslagNietBereikbaar("de verbinding met de database viel weg; er is niets gewijzigd") from fout
        raise
