# SPDX-License-Identifier: EUPL-1.2
"""The core with two units whose plugins do not matter here, and the people of the sample files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from core.context import Context
from core.contributions import Dienstonderdeel
from core.people.importsoorten import SOORTEN
from core.people.invoerbestand import importeer
from core.people.models import Medewerker
from core.people.policy import PROGRAMMA
from core.plugins import Installatie, laad
from core.storage.engine import Database

VOORBEELDEN = Path(__file__).parents[3] / "docs" / "voorbeelden"

NU = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def installatie() -> Installatie:
    """The core alone, with the names of two units."""
    kern = laad(geblokkeerd=("om", "jio", "dtv", "nfi", "cjib"))
    eenheden = {id: Dienstonderdeel(id, id.upper(), id.upper()) for id in ("jio", "dtv")}
    return replace(kern, eenheden={**kern.eenheden, **eenheden})


@pytest.fixture
def ctx(database: Database, installatie: Installatie) -> Context:
    """The program itself, on Tuesday 10 March 2026."""
    return Context(database, installatie, PROGRAMMA, NU)


@pytest.fixture
def mensen(ctx: Context) -> dict[str, int]:
    """The ids of the people of the sample files, all of which have been imported, by the last digit of their number."""
    for soort in SOORTEN:
        verslag = importeer(ctx, soort, (VOORBEELDEN / "goed" / f"{soort}.csv").read_bytes())
        assert verslag.goed, verslag.fouten
    with ctx.database.lezen() as s:
        return {wie.personeelsnummer[-1]: wie.id for wie in s.scalars(select(Medewerker))}
