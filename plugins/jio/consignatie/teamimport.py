# SPDX-License-Identifier: EUPL-1.2
"""Teams with on-call duty from a file: discipline, number, and which step of the escalation ladder they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.people.models import Team
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Teamfunctie
from plugins.jio.consignatie.services.teams import NUMMER_VAN_ANDER, eis_discipline_en_nummer


@dataclass(frozen=True)
class Teaminvoer:
    """A team as the file has it."""

    team_id: int
    discipline: str
    nummer: str
    oss: bool
    functie: Teamfunctie


def _team(s: Session, rij: Mapping[str, str]) -> Teaminvoer:
    team_id = s.scalar(select(Team.id).where(Team.eenheid == policy.EENHEID, Team.code == rij["team"].strip()))
    if team_id is None:
        raise Geweigerd("team", "dit team is niet bekend")
    eis_discipline_en_nummer(rij["discipline"], rij["nummer"])
    oss = {"ja": True, "nee": False}.get(rij["oss"].strip())
    if oss is None:
        raise Geweigerd("oss", "schrijf ja of nee")
    functie = rij["functie"].strip() or Teamfunctie.DISCIPLINE.value
    if functie not in set(Teamfunctie):
        raise Geweigerd("functie", f"kies uit: {', '.join(Teamfunctie)}, of laat leeg")
    return Teaminvoer(team_id, rij["discipline"].strip(), rij["nummer"].strip(), oss, Teamfunctie(functie))


def _toets(_ctx: Context, s: Session, waarden: Sequence[Teaminvoer]) -> Iterator[tuple[int, str, str]]:
    """Yield the rows with a team that stands there twice, or with a number that another team would have too."""
    gezien: set[int] = set()
    eigen = {waarde.team_id for waarde in waarden}
    nummers = {
        team.nummer: team.team_id
        for team in s.scalars(select(Consignatieteam).where(Consignatieteam.team_id.not_in(eigen)))
    }
    for plaats, waarde in enumerate(waarden):
        if waarde.team_id in gezien:
            yield plaats, "team", "dit team staat al in het bestand, met andere gegevens"
        elif nummers.setdefault(waarde.nummer, waarde.team_id) != waarde.team_id:
            yield plaats, "nummer", NUMMER_VAN_ANDER
        gezien.add(waarde.team_id)


def _verwerk(ctx: Context, s: Session, waarden: Sequence[Teaminvoer]) -> int:
    ctx.eis("importeer", policy.doel(policy.TEAM))
    bestaand = {
        team.team_id: team
        for team in s.scalars(
            select(Consignatieteam)
            .where(Consignatieteam.team_id.in_([waarde.team_id for waarde in waarden]))
            .with_for_update()
        )
    }
    anders: list[tuple[Consignatieteam, Teaminvoer]] = []
    for waarde in waarden:
        team = bestaand.get(waarde.team_id)
        if team is None:
            team = Consignatieteam(team_id=waarde.team_id, nummer="")
        elif waarde == Teaminvoer(team.team_id, team.discipline, team.nummer, team.oss, team.functie):
            continue
        team.discipline, team.oss, team.functie = waarde.discipline, waarde.oss, waarde.functie
        if team.nummer != waarde.nummer:
            # Two teams that exchange numbers pass through one that nobody has: it is unique at every moment.
            team.nummer = f"-{waarde.team_id}"
        anders.append((team, waarde))
    s.add_all(team for team, _ in anders)
    s.flush()
    for team, waarde in anders:
        team.nummer = waarde.nummer
        noteer(s, ctx, "importeer", policy.TEAM, waarde.team_id, oss=waarde.oss, functie=waarde.functie.value)
    s.flush()
    return len(anders)


TEAMIMPORTEN = (
    Importtype(
        "jio.teams",
        "Teams met consignatiedienst",
        ("team", "discipline", "nummer", "oss"),
        _team,
        _verwerk,
        policy.TEAM,
        optioneel=("functie",),
        samen=_toets,
    ),
)
