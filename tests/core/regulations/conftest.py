# SPDX-License-Identifier: EUPL-1.2
"""A small installation with one key of every kind, and three people of HR."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.context import Context
from core.people.models import Account
from core.people.policy import HR, PROGRAMMA, Actor, RolVoor
from core.plugins import Installatie
from core.rules.parameters import Feit, Parameterset, Sleutel, Soort, Zekerheid
from core.storage.engine import Database

NU = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)

SLEUTELS = (
    Sleutel("proef.maximum", Soort.BEDRAG, "euro per uur", "Hoogste toelage.", "CAO Rijk 7.6", aliassen=("oud.max",)),
    Sleutel("proef.percentage", Soort.GETAL, "%", "Toelage.", "CAO Rijk 7.6"),
    Sleutel("proef.lezing", Soort.KEUZE, "", "Lezing.", "JIO 7.6", keuzes=("CUT", "LITERAL"), lezing=True),
    Sleutel("proef.aan", Soort.WAAR, "", "Aan of uit.", "JIO 7.6"),
    Sleutel("proef.tekst", Soort.TEKST, "", "Een woord.", "JIO 7.6"),
    Sleutel("proef.dagen", Soort.DATUMS, "", "Sluitingsdagen.", "CAO Rijk 4.2"),
)
FEITEN = (
    Feit("proef.maximum", Decimal("1.90"), date(2022, 1, 1), Zekerheid.QUOTED, "CAO 2022", date(2024, 7, 1)),
    Feit("proef.maximum", Decimal("2.05"), date(2024, 7, 1), Zekerheid.INFERRED, "CAO 2024, afgeleid"),
    Feit("proef.maximum", None, date(2026, 1, 1), Zekerheid.QUOTED, "CAO afgelopen"),
    Feit("proef.percentage", Decimal(5), date(2020, 1, 1), Zekerheid.QUOTED, "CAO"),
    Feit("proef.lezing", "CUT", date(2020, 1, 1), Zekerheid.LEZING, "keuze"),
)


@dataclass(frozen=True)
class Kantoor:
    """Three people of HR and one who is not."""

    een: Context
    twee: Context
    drie: Context
    buiten: Context


@pytest.fixture
def ctx(database: Database, installatie: Installatie) -> Context:
    """The program itself, on Tuesday 10 March 2026, with the small set of keys."""
    parameters = Parameterset({sleutel.sleutel: sleutel for sleutel in SLEUTELS}, FEITEN)
    return Context(database, replace(installatie, parameters=parameters, parametertoetsen=()), PROGRAMMA, NU)


@pytest.fixture
def kantoor(ctx: Context) -> Kantoor:
    """The people who propose and decide."""
    with ctx.database.transactie() as s:
        accounts = [
            Account(naam=naam.lower(), weergavenaam=naam, wachtwoord_hash="-")
            for naam in ("Een", "Twee", "Drie", "Buiten")
        ]
        s.add_all(accounts)
        s.flush()
        rol = (RolVoor(HR.id, "jio"),)
        een, twee, drie = (ctx.als(Actor(wie.id, wie.weergavenaam, rollen=rol)) for wie in accounts[:3])
        buiten = ctx.als(Actor(accounts[3].id, "Buiten"))
    return Kantoor(een, twee, drie, buiten)
