# SPDX-License-Identifier: EUPL-1.2
"""Remembering a fault, and going on after a wrong statement, on both back ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Persoonsgegeven
from core.people.models import Medewerker
from core.people.policy import PROGRAMMA, Actor
from core.people.services import over_mij
from core.plugins import Bijdrage, Installatie
from core.storage.engine import Database
from core.storingen.services import probeer, storingen

NU = datetime(2026, 9, 1, 9, tzinfo=UTC)


def _verkeerde_vraag(s: Session, wie: int) -> Any:
    return s.execute(text("SELECT bestaat_niet FROM core_medewerker")).all()


def test_een_storing_is_een_rij_hoe_vaak_ze_ook_voorkomt(database: Database, installatie: Installatie) -> None:
    ctx = Context(database, installatie, PROGRAMMA, NU)
    for dag in (1, 2):
        probeer(replace(ctx, nu=NU.replace(day=dag)), "jio", "annex_startblokken", lambda: 1 // 0, None)
    probeer(ctx, "om", "annex_startblokken", lambda: 1 // 0, None)
    gezien = storingen(replace(ctx, nu=NU.replace(day=3)))
    assert [(storing.eenheid, storing.eerste_op.day, storing.laatste_op.day) for storing in gezien] == [
        ("jio", 1, 2),
        ("om", 1, 1),
    ]


def test_na_een_verkeerde_vraag_van_een_plugin_leest_de_rest_gewoon_door(
    database: Database, installatie: Installatie
) -> None:
    with database.transactie() as s:
        mens = Medewerker(personeelsnummer="1", naam="Mo", geboortedatum=date(1990, 1, 1))
        s.add(mens)
        s.flush()
        wie = mens.id
    kapot = Bijdrage("jio", Persoonsgegeven("jio_ding", "Proeven", None, "vernietigen", _verkeerde_vraag))
    samen = replace(installatie, persoonsgegevens=(kapot, *installatie.persoonsgegevens))
    ctx = Context(database, samen, Actor(1, "Mo", medewerker_id=wie), NU)
    delen = {deel.tabel: deel for deel in over_mij(ctx)}
    assert not delen["jio_ding"].leesbaar
    assert delen["core_medewerker"].rijen[0]["personeelsnummer"] == "1"
    assert [deel.tabel for deel in delen.values() if not deel.leesbaar] == ["jio_ding"]
