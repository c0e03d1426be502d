# SPDX-License-Identifier: EUPL-1.2
"""Finding somebody of the OM by personnel number."""

from __future__ import annotations

from sqlalchemy import select

from core.context import Context
from core.people.models import Medewerker
from core.people.opzoeken import dienstverbanden
from core.rules import Geweigerd
from plugins.om.autoregeling.models import Omonderdeel
from plugins.om.autoregeling.policy import EENHEID


def van_nummer(ctx: Context, nummer: str) -> int:
    """Return who has a personnel number and works at the OM today. Raises ``Geweigerd``."""
    with ctx.database.lezen() as s:
        wie = s.scalar(select(Medewerker.id).where(Medewerker.personeelsnummer == nummer.strip()))
        if wie is None or not any(werk.eenheid == EENHEID for werk in dienstverbanden(s, [wie], ctx.vandaag)):
            raise Geweigerd("personeelsnummer", "dit nummer is van niemand bij het OM")
        return wie


def onderdelen(ctx: Context) -> tuple[tuple[int, str], ...]:
    """Return the units of the OM by number and name, to choose from."""
    with ctx.database.lezen() as s:
        return tuple(
            (nr, naam) for nr, naam in s.execute(select(Omonderdeel.id, Omonderdeel.naam).order_by(Omonderdeel.naam))
        )
