# SPDX-License-Identifier: EUPL-1.2
"""Fixtures that every test may use: databases on both back ends, and the path of a Chromium."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.databases import PostgresServer, postgres_server
from tests.needs import find_chromium

if TYPE_CHECKING:
    from core.plugins import Installatie
    from core.storage.engine import Database


# Databases that live for one test need no disk. Memory it is, where there is enough that nobody will miss.
_MEMORY, _ENOUGH_BYTES = Path("/dev/shm"), 1_500_000_000  # noqa: S108 - pytest and tempfile make folders of their own in it
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _ENOUGH_BYTES:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


# All of Annex is loaded and stays: looking through it for garbage time and again took an eighth of the time.
gc.set_threshold(10_000, 20, 50)

# Tests do not time: a busy machine is no mistake.
settings.register_profile("annex", deadline=None)
settings.load_profile("annex")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open 127.0.0.1 for the tests that talk to a server on this machine; sockets stay closed in all others."""
    for item in items:
        if item.get_closest_marker("postgres") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session", autouse=True)
def _once_and_cheap() -> Iterator[None]:
    """Read no YAML text twice, and hash the passwords of made-up people in no time.

    What a hash must cost is asked of the real hasher: tests import it by name, before this stands in its place.
    """
    from argon2 import PasswordHasher

    from core.people import accounts
    from core.rules import boom

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boom, "lees_tekst", cache(boom.lees_tekst))
        patch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a Chromium; for tests marked `browser`."""
    return find_chromium()


@pytest.fixture(scope="session")
def installatie() -> "Installatie":
    """Everything that the core and the installed plugins bring."""
    from core.plugins import laad

    return laad()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server on which databases can be made; for tests marked `postgres`."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def database_names(worker_id: str) -> Iterator[str]:
    """Names for databases that no other worker and no other run uses."""
    return (f"annex_test_{os.getpid()}_{worker_id}_{number}" for number in count())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("template") / "annex.sqlite"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer, database_names: Iterator[str]) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables and no rows, to be copied."""
    name = next(database_names)
    _make_tables(postgres.create(name))
    yield name
    postgres.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database: a test that asks for one runs once on each kind.

    `@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)` keeps a test to one of them.
    """
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the test's own, without tables."""
    with _own_database(backend, request, tmp_path, with_tables=False) as address:
        yield address


@pytest.fixture
def database(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator["Database"]:
    """A database of the test's own with all tables of the core and of every plugin, and no rows."""
    from core.storage.engine import Database

    with _own_database(backend, request, tmp_path, with_tables=True) as address:
        opened = Database(address)
        yield opened
        opened.sluit()


@contextmanager
def _own_database(backend: str, request: pytest.FixtureRequest, folder: Path, *, with_tables: bool) -> Iterator[str]:
    # What only one back end needs is asked for here, so that a test on SQLite never starts a server.
    if backend == "sqlite":
        path = folder / "annex.sqlite"
        if with_tables:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template") if with_tables else "template0"
    name = next(request.getfixturevalue("database_names"))
    yield server.create(name, template)
    server.drop(name)


def _make_tables(url: str) -> None:
    from core.plugins import laad
    from core.storage.engine import Database
    from core.storage.tables import Tabel

    laad()
    database = Database(url)
    Tabel.metadata.create_all(database.engine)
    database.sluit()
