# SPDX-License-Identifier: EUPL-1.2
"""Somebody of JIO by personnel number, for who may do something about that person."""

from __future__ import annotations

from sqlalchemy import select

from core.context import Context
from core.people.models import Dienstverband, Medewerker
from core.rules import Geweigerd
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.rijksroosteren.services.toegang import mag_over


def van_nummer(ctx: Context, handeling: str, soort: str, personeelsnummer: str) -> int:
    """Return who has a number at JIO. Raises ``Geweigerd`` alike for an unknown number and for somebody else's team."""
    if not personeelsnummer:
        raise Geweigerd("personeelsnummer", "vul het personeelsnummer in")
    with ctx.database.lezen() as s:
        gevonden = s.scalar(
            select(Medewerker.id)
            .join(Dienstverband, Dienstverband.medewerker_id == Medewerker.id)
            .where(Medewerker.personeelsnummer == personeelsnummer, Dienstverband.eenheid == EENHEID)
            .limit(1)
        )
        if gevonden is None or not mag_over(s, ctx, handeling, soort, gevonden, ctx.vandaag):
            raise Geweigerd("personeelsnummer", "dit nummer is van niemand bij JIO voor wie jij dit regelt")
    return gevonden
