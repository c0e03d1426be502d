# SPDX-License-Identifier: EUPL-1.2
"""Which rosters there are, how far they are, and which team has none yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from core.context import Context
from core.people.models import Team
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Rooster
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Roosterkop, als_kop, koppen


@dataclass(frozen=True)
class Teamroosters:
    """The rosters of a team around this year, by year; ``mag_maken`` when the reader may make one."""

    team_id: int
    naam: str
    discipline: str
    nummer: str
    roosters: dict[int, Roosterkop]
    mag_maken: bool


@dataclass(frozen=True)
class Roosterlijst:
    """The teams with on-call duty, and the years that the page shows."""

    jaren: tuple[int, ...]
    teams: tuple[Teamroosters, ...]


def roosterlijst(ctx: Context) -> Roosterlijst:
    """Return the rosters of last year, this year and the next, in two queries. Raises ``GeenToegang``.

    A draft is only there for who may see it.
    """
    jaren = tuple(ctx.vandaag.year + verschil for verschil in (-1, 0, 1))
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", policy.ROOSTER)
    with ctx.database.lezen() as s:
        teams = s.execute(
            select(Consignatieteam, Team.naam).join(Team, Team.id == Consignatieteam.team_id).order_by(Team.naam)
        ).all()
        gevonden = [als_kop(*rij) for rij in s.execute(koppen().where(Rooster.jaar.in_(jaren)))]
    zichtbaar = [
        kop
        for kop in gevonden
        if ctx.mag("bekijk_concept" if kop.in_opbouw else "bekijk", policy.doel(policy.ROOSTER, team_id=kop.team_id))
    ]
    return Roosterlijst(
        jaren,
        tuple(
            Teamroosters(
                team.team_id,
                naam,
                team.discipline,
                team.nummer,
                {kop.jaar: kop for kop in zichtbaar if kop.team_id == team.team_id},
                ctx.mag("maak", policy.doel(policy.ROOSTER, team_id=team.team_id)),
            )
            for team, naam in teams
            if bereik.omvat(policy.doel(policy.ROOSTER, team_id=team.team_id))
        ),
    )
