# SPDX-License-Identifier: EUPL-1.2
"""May the actor do this to that person: oneself, somebody of a team that the actor leads, or anybody at JIO."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.context import Context
from core.people.opzoeken import dienstverbanden, teams_van
from core.people.policy import Doel, GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.policy import EENHEID


def mag_over(s: Session, ctx: Context, handeling: str, soort: str, medewerker_id: int, op: date) -> bool:
    """Tell whether the actor may do this to what is about a person, by the teams of that day."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, handeling, soort)
    if bereik.omvat(Doel(soort, EENHEID, medewerker_id)):
        return True
    return bool(bereik.teams) and bool(bereik.teams & {team.id for team in teams_van(s, medewerker_id, op)})


def eis_over(s: Session, ctx: Context, handeling: str, soort: str, medewerker_id: int, op: date) -> None:
    """Raise ``GeenToegang`` unless the actor may do this to what is about a person."""
    if not mag_over(s, ctx, handeling, soort, medewerker_id, op):
        raise GeenToegang(handeling, soort)


def eis_bij_jio(s: Session, veld: str, medewerker_id: int, op: date) -> None:
    """Raise ``Geweigerd`` for somebody who is not employed at JIO on a day."""
    if not any(werk.eenheid == EENHEID for werk in dienstverbanden(s, [medewerker_id], op)):
        raise Geweigerd(veld, "op deze dag is er geen dienstverband bij JIO")
