# SPDX-License-Identifier: EUPL-1.2
"""Who is on duty now, and who after that: for the duty desk, without a word about pay or absence (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from core.calendar.feestdagen import Kalender
from core.context import Context
from core.people.models import Medewerker, Team
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt, Parameters
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Dienstdeel, Rooster, Teamfunctie
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.consignatietijd import in_consignatietijd

VOORUIT = timedelta(days=10)
"""The next change of guard always lies nearer than this."""


@dataclass(frozen=True)
class Wachtdeel:
    """Somebody is on duty from one moment to another."""

    dienst_id: int
    medewerker_id: int
    naam: str
    van: datetime
    tot: datetime


@dataclass(frozen=True)
class Teamwacht:
    """The guard of a team: who has it now (two people where duties overlap), and the next turns."""

    team_id: int
    naam: str
    discipline: str
    nummer: str
    nu: tuple[Wachtdeel, ...]
    straks: tuple[Wachtdeel, ...]
    functie: Teamfunctie = Teamfunctie.DISCIPLINE


@dataclass(frozen=True)
class Wacht:
    """The guard of every team, by discipline; ``kantoortijd`` None while it is not known which days are a feestdag."""

    teams: tuple[Teamwacht, ...]
    kantoortijd: bool | None

    @property
    def per_functie(self) -> Mapping[Teamfunctie, tuple[Teamwacht, ...]]:
        """The teams by what they are for: who mends first, then the steps of the escalation ladder."""
        return {
            functie: teams
            for functie in Teamfunctie
            if (teams := tuple(team for team in self.teams if team.functie is functie))
        }


def wacht(ctx: Context) -> Wacht:
    """Return the guard of every team with on-call duty, in three queries. Raises ``GeenToegang``."""
    ctx.eis("bekijk", policy.doel(policy.ROOSTER))
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        teams = s.execute(
            select(Consignatieteam, Team.naam)
            .join(Team, Team.id == Consignatieteam.team_id)
            .order_by(Consignatieteam.discipline, Team.naam)
        ).all()
        delen: dict[int, list[Wachtdeel]] = {}
        for team_id, dienst_id, deel, naam in s.execute(
            select(Dienst.team_id, Dienst.id, Dienstdeel, Medewerker.naam)
            .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
            .where(
                Rooster.status.in_(GELDENDE_ROOSTERS),
                Dienstdeel.vervallen_op.is_(None),
                Dienstdeel.tot > ctx.nu,
                Dienstdeel.van < ctx.nu + VOORUIT,
            )
            .order_by(Dienstdeel.van, Medewerker.naam)
        ):
            delen.setdefault(team_id, []).append(Wachtdeel(dienst_id, deel.medewerker_id, naam, deel.van, deel.tot))
    try:
        kantoortijd: bool | None = not in_consignatietijd(ctx.nu, Kalender(Parameters(parameters)))
    except ParameterOntbreekt:
        kantoortijd = None
    regels = tuple(
        Teamwacht(
            team.team_id,
            naam,
            team.discipline,
            team.nummer,
            tuple(deel for deel in delen.get(team.team_id, ()) if deel.van <= ctx.nu),
            tuple(deel for deel in delen.get(team.team_id, ()) if deel.van > ctx.nu),
            team.functie,
        )
        for team, naam in teams
    )
    return Wacht(regels, kantoortijd)
