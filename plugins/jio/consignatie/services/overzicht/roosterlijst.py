# SPDX-License-Identifier: EUPL-1.2
"""Which rosters there are, how far they are, and which team has none yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from core.context import Context
from core.people.models import Team
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Rooster, Teamfunctie
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
    functie: Teamfunctie


@dataclass(frozen=True)
class Roosterlijst:
    """The teams with on-call duty, and the years that the page shows."""

    jaren: tuple[int, ...]
    teams: tuple[Teamroosters, ...]
    #: Rosters of the years before those, the newest first: kept here, or read from a file.
    eerder: tuple[Roosterkop, ...] = ()

    @property
    def per_functie(self) -> Mapping[Teamfunctie, tuple[Teamroosters, ...]]:
        """The teams by what they are for."""
        return {
            functie: teams
            for functie in Teamfunctie
            if (teams := tuple(team for team in self.teams if team.functie is functie))
        }


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
        gevonden = [als_kop(*rij) for rij in s.execute(koppen().where(Rooster.jaar <= jaren[-1]))]
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
                team.functie,
            )
            for team, naam in teams
            if bereik.omvat(policy.doel(policy.ROOSTER, team_id=team.team_id))
        ),
        tuple(sorted((kop for kop in zichtbaar if kop.jaar < jaren[0]), key=lambda kop: (-kop.jaar, kop.teamnaam))),
    )
