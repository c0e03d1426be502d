# SPDX-License-Identifier: EUPL-1.2
"""The application with its small population, made once a module and put back after a test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.storage.engine import Database
from tests.core.web.wereld import Web, maak_web


@pytest.fixture(scope="module")
def _web(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    pad = tmp_path_factory.mktemp("web") / "annex.sqlite"
    shutil.copy(sqlite_template, pad)
    database = Database(f"sqlite:///{pad}")
    yield maak_web(database, pad)
    database.sluit()


@pytest.fixture
def web(_web: Web) -> Iterator[Web]:
    """The application; what a test changes is put back."""
    yield _web
    _web.terug()
