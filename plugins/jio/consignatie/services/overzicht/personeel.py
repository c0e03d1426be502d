# SPDX-License-Identifier: EUPL-1.2
"""Somebody by personnel number: a form asks for the number, since a list of all people would not fit a page."""

from __future__ import annotations

from sqlalchemy import select

from core.context import Context
from core.people.models import Dienstverband, Medewerker
from core.rules import Geweigerd
from plugins.jio.consignatie import policy


def medewerker_van_nummer(ctx: Context, personeelsnummer: str) -> int:
    """Return who works or worked at JIO under a number. Raises ``Geweigerd``, and ``GeenToegang`` for who is not HR."""
    ctx.eis("bekijk", policy.doel(policy.INZETBAARHEID))
    if not personeelsnummer:
        raise Geweigerd("personeelsnummer", "vul het personeelsnummer in")
    with ctx.database.lezen() as s:
        medewerker_id = s.scalar(
            select(Medewerker.id)
            .join(Dienstverband, Dienstverband.medewerker_id == Medewerker.id)
            .where(Medewerker.personeelsnummer == personeelsnummer, Dienstverband.eenheid == policy.EENHEID)
            .limit(1)
        )
    if medewerker_id is None:
        raise Geweigerd("personeelsnummer", "dit nummer is van niemand bij JIO")
    return medewerker_id
