# SPDX-License-Identifier: EUPL-1.2
"""From what a form says to whom or what it is about: personnel numbers and number plates of the OM."""

from __future__ import annotations

from sqlalchemy import select

from core.context import Context
from core.people.models import Dienstverband, Medewerker
from core.rules import Geweigerd
from plugins.om.autoregeling.models import Voertuig
from plugins.om.autoregeling.policy import EENHEID


def medewerker_van_nummer(ctx: Context, personeelsnummer: str, veld: str) -> int:
    """Return who works or worked at the OM under a number; what may be done with it, the next service asks.

    Raises ``Geweigerd`` with the field.
    """
    if not personeelsnummer:
        raise Geweigerd(veld, "vul het personeelsnummer in")
    with ctx.database.lezen() as s:
        gevonden = s.scalar(
            select(Medewerker.id)
            .join(Dienstverband, Dienstverband.medewerker_id == Medewerker.id)
            .where(Medewerker.personeelsnummer == personeelsnummer, Dienstverband.eenheid == EENHEID)
            .limit(1)
        )
    if gevonden is None:
        raise Geweigerd(veld, "dit nummer is van niemand bij het OM")
    return gevonden


def voertuig_van_kenteken(ctx: Context, kenteken: str) -> int:
    """Return the car with a number plate, with or without dashes. Raises ``Geweigerd``."""
    with ctx.database.lezen() as s:
        gevonden = s.scalar(select(Voertuig.id).where(Voertuig.kenteken == kenteken.replace("-", "").upper()))
    if gevonden is None:
        raise Geweigerd("kenteken", "dit kenteken is niet bekend")
    return gevonden
