# SPDX-License-Identifier: EUPL-1.2
"""A small OM to act in: on both kinds of database, and to open pages of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.plugins import Installatie
from core.storage.engine import Database
from tests.plugins.om import wereld


@pytest.fixture
def om(database: Database, installatie: Installatie) -> wereld.Wereld:
    """Two parketten and DVOM with their people, without cars, in March 2023; once on each kind of database."""
    return wereld.bouw(database, installatie)


@pytest.fixture(scope="session")
def _omsite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[wereld.Wereld]:
    gemaakt = wereld.kopie(sqlite_template, tmp_path_factory.mktemp("om"))
    yield gemaakt
    gemaakt.database.sluit()


@pytest.fixture
def omsite(_omsite: wereld.Wereld) -> Iterator[wereld.Wereld]:
    """The same to open pages of, on SQLite; what a test changes is put back."""
    yield _omsite
    _omsite.terug()
