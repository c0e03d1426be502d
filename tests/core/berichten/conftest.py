# SPDX-License-Identifier: EUPL-1.2
"""Two employees, and an installation that knows one kind of message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.context import Context
from core.contributions import Berichtsoort
from core.people.models import Medewerker
from core.people.policy import PROGRAMMA, Actor
from core.plugins import Installatie
from core.storage.engine import Database

NU = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


@pytest.fixture
def ctx(database: Database, installatie: Installatie) -> Context:
    """The program itself, on Tuesday 10 March 2026, where a swap can be offered."""
    soorten = {"proef.ruil": Berichtsoort("proef.ruil", "Iemand biedt je de dienst van {start} aan.", "proef.ruil")}
    return Context(database, replace(installatie, berichtsoorten=soorten), PROGRAMMA, NU)


@pytest.fixture
def mensen(ctx: Context) -> tuple[Context, Context]:
    """Two employees, each as an actor."""
    with ctx.database.transactie() as s:
        rijen = [
            Medewerker(personeelsnummer=str(nummer), naam=naam, geboortedatum=date(1980, 1, 1))
            for nummer, naam in enumerate(("Annelies Boom", "Bilal Cakir"))
        ]
        s.add_all(rijen)
        s.flush()
        een, ander = (Actor(rij.id, rij.naam, medewerker_id=rij.id) for rij in rijen)
    return ctx.als(een), ctx.als(ander)
