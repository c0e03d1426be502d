# SPDX-License-Identifier: EUPL-1.2
"""Teams with on-call duty: discipline, number, and the situation on which the height of the allowance hangs."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.tijd import begin_van_dag
from core.context import Context
from core.ledger.bulk import een_van
from core.people.models import Team
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Feit, Geweigerd, Parameterset
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import (
    Besluit,
    Consignatieteam,
    Dienst,
    Dienstdeel,
    Situatie,
    Teamfunctie,
    Teamsituatie,
)
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van
from plugins.jio.consignatie.services.sporen import merk

OSS_SITUATIE = "jio_cons.oss_situatie"
_NUMMER = re.compile(r"08807\d{5}")
NUMMER_VAN_ANDER = "dit nummer is al van een ander team"


@dataclass(frozen=True)
class Geldendesituatie:
    """In which situation a team is on a day, and where that stands; ``lezing`` is the reading for OSS-Buitendienst."""

    situatie: Situatie
    plaatsgebonden: bool
    vanaf: date
    bron: str
    lezing: Feit | None = None

    @property
    def moet_naar_locatie(self) -> bool:
        """True when who is called must come to a location (situation b of CAO Rijk 7.6)."""
        return self.situatie == Situatie.NAAR_LOCATIE


@dataclass(frozen=True)
class Situatievoorstel:
    """A proposed or decided situation."""

    id: int
    team_id: int
    vanaf: date
    situatie: Situatie
    plaatsgebonden: bool
    bron: str
    besluit: Besluit
    eigen_voorstel: bool


@dataclass(frozen=True)
class Teamregel:
    """A team with on-call duty as its page shows it."""

    team_id: int
    code: str
    naam: str
    discipline: str
    nummer: str
    oss: bool
    situatie: Geldendesituatie | None
    situaties: tuple[Situatievoorstel, ...]
    functie: Teamfunctie = Teamfunctie.DISCIPLINE


def eis_discipline_en_nummer(discipline: str, nummer: str) -> None:
    """Raise ``Geweigerd`` for an empty discipline or a number that is not one of the on-call numbers."""
    if not discipline.strip():
        raise Geweigerd("discipline", "vul de discipline in")
    if not _NUMMER.fullmatch(nummer.strip()):
        raise Geweigerd("nummer", "het nummer begint met 08807 en heeft tien cijfers (JIO 7.6)")


def stel_in(
    ctx: Context,
    team_id: int,
    *,
    discipline: str,
    nummer: str,
    oss: bool = False,
    functie: Teamfunctie | None = None,
) -> None:
    """Give a team on-call duty, or change its discipline, number or function; without a function it keeps its own.

    Raises ``Geweigerd`` and ``GeenToegang``.
    """
    ctx.eis("wijzig", policy.doel(policy.TEAM, team_id=team_id))
    eis_discipline_en_nummer(discipline, nummer)
    with ctx.database.transactie() as s:
        team = s.get(Team, team_id)
        if team is None or team.eenheid != policy.EENHEID:
            raise Geweigerd("team", "dit team bestaat niet bij JIO")
        ander = s.scalar(
            select(Consignatieteam.team_id).where(Consignatieteam.nummer == nummer, Consignatieteam.team_id != team_id)
        )
        if ander is not None:
            raise Geweigerd("nummer", NUMMER_VAN_ANDER)
        rij = s.get(Consignatieteam, team_id) or Consignatieteam(team_id=team_id)
        rij.discipline, rij.nummer, rij.oss = discipline.strip(), nummer.strip(), oss
        if functie is not None:
            rij.functie = functie
        s.add(rij)
        noteer(s, ctx, "wijzig", policy.TEAM, team_id, oss=oss)


def stel_situatie_voor(
    ctx: Context, team_id: int, *, vanaf: date, situatie: Situatie, plaatsgebonden: bool, bron: str
) -> int:
    """Propose in which situation a team is from a day on; another person decides. Returns the proposal's number."""
    ctx.eis("stel_voor", policy.doel(policy.TEAM, team_id=team_id))
    if not bron.strip():
        raise Geweigerd("bron", "schrijf waar dit staat of wie het besloot")
    with ctx.database.transactie() as s:
        if s.get(Consignatieteam, team_id) is None:
            raise Geweigerd("team", "dit team heeft geen consignatiedienst")
        voorstel = Teamsituatie(
            team_id=team_id,
            vanaf=vanaf,
            situatie=situatie,
            plaatsgebonden=plaatsgebonden,
            bron=bron.strip(),
            besluit=Besluit.VOORGESTELD,
            voorgesteld_door=ctx.actor.account_id,
            voorgesteld_op=ctx.nu,
        )
        s.add(voorstel)
        s.flush()
        noteer(s, ctx, "stel_voor", policy.TEAM, team_id, situatie=situatie.value, vanaf=vanaf)
        return voorstel.id


def beslis_situatie(ctx: Context, voorstel_id: int, *, akkoord: bool) -> None:
    """Approve or reject a proposed situation. Raises ``Geweigerd`` for one's own proposal: money hangs on it."""
    with ctx.database.transactie() as s:
        voorstel = s.scalar(select(Teamsituatie).where(Teamsituatie.id == voorstel_id).with_for_update())
        if voorstel is None:
            raise GeenToegang("keur_goed", policy.TEAM)
        ctx.eis("keur_goed", policy.doel(policy.TEAM, team_id=voorstel.team_id))
        if voorstel.besluit != Besluit.VOORGESTELD:
            raise Geweigerd("", "over dit voorstel is al besloten")
        if ctx.actor.is_programma or voorstel.voorgesteld_door == ctx.actor.account_id:
            raise Geweigerd("", "een ander dan de voorsteller beslist")
        voorstel.besluit = Besluit.GOEDGEKEURD if akkoord else Besluit.AFGEWEZEN
        voorstel.besloten_door, voorstel.besloten_op = ctx.actor.account_id, ctx.nu
        noteer(s, ctx, "keur_goed" if akkoord else "wijs_af", policy.TEAM, voorstel.team_id, vanaf=voorstel.vanaf)
        if akkoord:
            _merk_vanaf(s, kalender_van(geldend(s, ctx.installatie)), voorstel.team_id, voorstel.vanaf)


def teams(ctx: Context) -> tuple[Teamregel, ...]:
    """Return the teams with on-call duty, with their situation today and what is proposed."""
    ctx.eis("bekijk", policy.doel(policy.TEAM))
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        rijen = s.execute(
            select(Consignatieteam, Team.code, Team.naam)
            .join(Team, Team.id == Consignatieteam.team_id)
            .order_by(Team.code)
        ).all()
        situaties = Situaties(s, parameters)
        voorstellen: dict[int, list[Situatievoorstel]] = {}
        for rij in s.scalars(select(Teamsituatie).order_by(Teamsituatie.vanaf.desc(), Teamsituatie.id.desc())):
            voorstellen.setdefault(rij.team_id, []).append(
                Situatievoorstel(
                    rij.id,
                    rij.team_id,
                    rij.vanaf,
                    rij.situatie,
                    rij.plaatsgebonden,
                    rij.bron,
                    rij.besluit,
                    rij.voorgesteld_door == ctx.actor.account_id,
                )
            )
    return tuple(
        Teamregel(
            team.team_id,
            code,
            naam,
            team.discipline,
            team.nummer,
            team.oss,
            situaties.op(team.team_id, ctx.vandaag),
            tuple(voorstellen.get(team.team_id, ())),
            team.functie,
        )
        for team, code, naam in rijen
    )


class Situaties:
    """The decided situations of teams (all, or the given ones), asked for by team and day."""

    def __init__(self, s: Session, parameters: Parameterset, team_ids: Collection[int] | None = None) -> None:
        self._parameters = parameters
        self._oss: set[int] = set()
        self._per_team: dict[int, list[Geldendesituatie]] = {}
        vraag = (
            select(
                Teamsituatie.team_id,
                Consignatieteam.oss,
                Teamsituatie.situatie,
                Teamsituatie.plaatsgebonden,
                Teamsituatie.vanaf,
                Teamsituatie.bron,
            )
            .join(Consignatieteam, Consignatieteam.team_id == Teamsituatie.team_id)
            .where(Teamsituatie.besluit == Besluit.GOEDGEKEURD)
            .order_by(Teamsituatie.vanaf, Teamsituatie.besloten_op, Teamsituatie.id)
        )
        if team_ids is not None:
            vraag = vraag.where(een_van(s, Teamsituatie.team_id, sorted(team_ids)))
        for team_id, oss, situatie, plaatsgebonden, vanaf, bron in s.connection().execute(vraag).all():
            if oss:
                self._oss.add(team_id)
            self._per_team.setdefault(team_id, []).append(Geldendesituatie(situatie, plaatsgebonden, vanaf, bron))

    def op(self, team_id: int, dag: date) -> Geldendesituatie | None:
        """Return the situation on a day, or None while nothing has been decided.

        For OSS-Buitendienst the reading decides from 2024 on: the CAO then pays its own amount for who stays at the
        workplace, and no longer doubles.
        """
        bekend = [situatie for situatie in self._per_team.get(team_id, ()) if situatie.vanaf <= dag]
        if not bekend:
            return None
        lezing = self._parameters.zoek(OSS_SITUATIE, dag) if team_id in self._oss else None
        if lezing is None:
            return bekend[-1]
        return Geldendesituatie(Situatie(str(lezing.waarde)), False, lezing.vanaf, lezing.bron, lezing)


def _merk_vanaf(s: Session, kalender: Dienstkalender, team_id: int, vanaf: date) -> None:
    """Mark everybody who performed a duty of the team that a changed situation can touch."""
    wie = s.execute(
        select(Dienst, Dienstdeel.medewerker_id)
        .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
        .where(Dienst.team_id == team_id, Dienst.einde > begin_van_dag(vanaf))
    )
    merk(s, kalender, wie)
