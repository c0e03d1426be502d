# SPDX-License-Identifier: EUPL-1.2
"""The program and an employee with an account, on a database of the test's own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.context import Context
from core.people.models import Account, Medewerker
from core.people.policy import AUDITOR, PROGRAMMA, Actor, RolVoor
from core.plugins import Installatie
from core.storage.engine import Database

NU = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


@pytest.fixture
def ctx(database: Database, installatie: Installatie) -> Context:
    """The program itself, on Tuesday 10 March 2026."""
    return Context(database, installatie, PROGRAMMA, NU)


@pytest.fixture
def auditor(ctx: Context) -> Context:
    """Somebody with the role of auditor."""
    with ctx.database.transactie() as s:
        s.add(Medewerker(personeelsnummer="1", naam="Annelies Boom", geboortedatum=date(1980, 1, 1)))
        account = Account(naam="annelies", weergavenaam="Annelies Boom", wachtwoord_hash="-")
        s.add(account)
        s.flush()
        actor = Actor(account.id, account.weergavenaam, rollen=(RolVoor(AUDITOR.id),))
    return ctx.als(actor)
