# SPDX-License-Identifier: EUPL-1.2
"""Whom and which team a row of an import speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.people.models import Medewerker, Team
from core.rules.invoer import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam

Rij = Mapping[str, str]


def medewerker_in(s: Session, rij: Rij) -> int:
    """Return whose personnel number stands in a row. Raises ``Geweigerd``."""
    nummer = rij["personeelsnummer"].strip()
    gevonden = s.scalar(select(Medewerker.id).where(Medewerker.personeelsnummer == nummer))
    if gevonden is None:
        raise Geweigerd("personeelsnummer", "dit personeelsnummer is niet bekend")
    return gevonden


def team_in(s: Session, rij: Rij) -> int:
    """Return the team on call whose code stands in a row. Raises ``Geweigerd``."""
    gevonden = s.scalar(
        select(Consignatieteam.team_id)
        .join(Team, Team.id == Consignatieteam.team_id)
        .where(Team.eenheid == policy.EENHEID, Team.code == rij["team"].strip())
    )
    if gevonden is None:
        raise Geweigerd("team", "dit team is niet bekend, of heeft geen consignatiedienst")
    return gevonden
