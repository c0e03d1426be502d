# SPDX-License-Identifier: EUPL-1.2
"""Transactions, locks, and what a database that is away looks like."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core.storage.engine import Database, OpslagNietBereikbaar
from core.storage.sloten import vergrendel


def test_twee_die_hetzelfde_slot_vragen_wachten_op_elkaar(database):
    with database.transactie() as s:
        s.execute(text("CREATE TABLE proef (n INTEGER)"))
        s.execute(text("INSERT INTO proef VALUES (0)"))
    samen = Barrier(4)

    def verhoog() -> None:
        samen.wait()
        for _ in range(10):
            with database.transactie() as s:
                vergrendel(s, "proef")
                # Read and write apart: without the lock two would write the same number.
                nu = s.scalar(text("SELECT n FROM proef"))
                s.execute(text("UPDATE proef SET n = :n"), {"n": (nu or 0) + 1})

    draden = [Thread(target=verhoog) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    with database.lezen() as s:
        assert s.scalar(text("SELECT n FROM proef")) == 40


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_foute_opdracht_is_geen_database_die_weg_is(database):
    with pytest.raises(OperationalError, match="no such table"), database.lezen() as s:
        s.execute(text("SELECT 1 FROM bestaat_niet"))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_bezette_sqlite_meldt_zich_als_niet_bereikbaar(database, monkeypatch):
    monkeypatch.setattr("core.storage.engine.SQLITE_WACHTTIJD_SECONDEN", 0.05)
    ander = Database(str(database.url))
    with database.transactie() as bezet:
        bezet.execute(text("CREATE TABLE proef (n INTEGER)"))
        with pytest.raises(OpslagNietBereikbaar, match="niets gewijzigd"), ander.transactie() as s:
            s.execute(text("SELECT 1"))
    ander.sluit()


def test_een_database_die_er_niet_is_meldt_zich_als_niet_bereikbaar(tmp_path):
    weg = Database(f"sqlite:///{tmp_path}/geen/map.sqlite")
    with pytest.raises(OpslagNietBereikbaar), weg.lezen() as s:
        s.execute(text("SELECT 1"))
    weg.sluit()
