# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL database of its own for one measurement, thrown away after it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from core.plugins import Installatie, laad
from core.storage.engine import Database
from core.storage.migrations import migreer
from tests.databases import postgres_server


@contextmanager
def tijdelijk(naam: str) -> Iterator[tuple[Database, Installatie]]:
    """Yield a migrated database on the test server, and what is installed."""
    with postgres_server() as server:
        eigen = f"annex_bench_{naam}_{os.getpid()}"
        database, installatie = Database(server.create(eigen)), laad()
        try:
            migreer(database, installatie)
            yield database, installatie
        finally:
            database.sluit()
            server.drop(eigen)
