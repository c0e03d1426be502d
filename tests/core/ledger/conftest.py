# SPDX-License-Identifier: EUPL-1.2
"""A world with a unit, people and a month source, on both back ends."""

from __future__ import annotations

import pytest

from core.plugins import Installatie
from core.storage.engine import Database
from tests.core.ledger.proef import Wereld, maak_wereld


@pytest.fixture
def wereld(database: Database, installatie: Installatie) -> Wereld:
    """Six people of the unit, nothing recorded yet."""
    return maak_wereld(database, installatie)
