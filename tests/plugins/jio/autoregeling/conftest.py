# SPDX-License-Identifier: EUPL-1.2
"""The small JIO of the on-call duty, with who keeps the cars and who decides about them."""

from __future__ import annotations

import pytest

from core.people.models import Roltoekenning
from tests.plugins.jio.consignatie.conftest import _jio, jio
from tests.plugins.jio.consignatie.paginawereld import BEGIN, Wereld

__all__ = ["_jio", "autos", "jio"]


@pytest.fixture
def autos(jio: Wereld) -> Wereld:
    """Kim keeps the cars, Jan is algemeen directeur."""
    with jio.database.transactie() as s:
        for naam, rol in (("Kim Bureau", "jio_autobeheer"), ("Jan Manager", "jio_algemeen_directeur")):
            s.add(Roltoekenning(account_id=jio.accounts[naam], rol=rol, eenheid="jio", van=BEGIN))
    return jio
