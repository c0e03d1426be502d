# SPDX-License-Identifier: EUPL-1.2
"""Which rosters no longer follow the calendar, since HR changed which days are a feestdag (CAO Rijk 4.2, JIO 7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from core.context import Context
from core.people.models import Team
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Dienst, Rooster
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.roosters import loopt_uit_de_pas


@dataclass(frozen=True)
class Verschuiving:
    """A duty that has not begun, as it is in the roster and as the calendar has it now."""

    dinsdag: date
    begin: datetime
    einde: datetime
    begin_wordt: datetime
    einde_wordt: datetime


@dataclass(frozen=True)
class Uitdepas:
    """A roster with duties that the calendar would now make otherwise."""

    rooster_id: int
    teamnaam: str
    jaar: int
    verschuivingen: tuple[Verschuiving, ...]


def te_herberekenen(ctx: Context) -> tuple[Uitdepas, ...]:
    """Return the rosters that the actor may bring in line with the calendar, in two queries."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "zet", policy.ROOSTER)
    with ctx.database.lezen() as s:
        kalender = kalender_van(geldend(s, ctx.installatie))
        rijen = s.execute(
            select(Dienst, Rooster.jaar, Team.naam)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .join(Team, Team.id == Dienst.team_id)
            .where(Dienst.begin > ctx.nu)
            .order_by(Team.naam, Dienst.dinsdag)
        ).all()
    gevonden: dict[int, tuple[str, int, list[Verschuiving]]] = {}
    for dienst, jaar, naam in rijen:
        if not bereik.omvat(policy.doel(policy.ROOSTER, team_id=dienst.team_id)):
            continue
        try:
            if not loopt_uit_de_pas(dienst, kalender, ctx.nu):
                continue
            nieuw = kalender.dienst(dienst.dinsdag)
        except ParameterOntbreekt:
            # What is not known moves nothing; HR has a task for it.
            continue
        lijst = gevonden.setdefault(dienst.rooster_id, (naam, jaar, []))[2]
        lijst.append(Verschuiving(dienst.dinsdag, dienst.begin, dienst.einde, nieuw.start, nieuw.einde))
    return tuple(Uitdepas(id, naam, jaar, tuple(lijst)) for id, (naam, jaar, lijst) in gevonden.items())
