# SPDX-License-Identifier: EUPL-1.2
"""The change of guard: the number is forwarded and ticked off, and who goes off duty leaves a note (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.models import Medewerker, Team
from core.people.policy import Doel, GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie import policy as jio
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.models import Wachtwissel, Wisselsoort
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Dienstdeel, Rooster, Stap
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.services.sporen import begin_stap

VOORAF = timedelta(days=1)
"""From this long before a duty its number can be ticked off."""


class Punt(StrEnum):
    """The checklist of who goes on duty (JIO 7.6)."""

    DOORGESCHAKELD = "doorgeschakeld"
    """The number of the team goes to the smartphone that JIO supplied."""
    BEREIKBAAR = "bereikbaar"
    """Reachable by phone and able to take up work, physically and mentally fit."""
    MIDDELEN = "middelen"
    """The means for the duty are there: device, access, transport."""


@dataclass(frozen=True)
class Wissel:
    """A line that somebody wrote at a change of guard."""

    naam: str
    punten: tuple[str, ...]
    notitie: str | None
    op: datetime


@dataclass(frozen=True)
class Wisselbeeld:
    """The change of guard of a duty: the check of who goes on, the note left for it, and the note for the next."""

    dienst_id: int
    team: str
    nummer: str
    begin: datetime
    einde: datetime
    doorgeschakeld: Wissel | None
    ontvangen: Wissel | None
    eigen_notitie: Wissel | None
    mag_afvinken: bool
    mag_schrijven: bool


def beeld(ctx: Context, dienst_id: int) -> Wisselbeeld:
    """Return the change of guard of a duty. Raises ``GeenToegang``, also when there is no such duty."""
    with ctx.database.lezen() as s:
        rij = s.execute(
            select(Dienst, Team.naam, Consignatieteam.nummer)
            .join(Consignatieteam, Consignatieteam.team_id == Dienst.team_id)
            .join(Team, Team.id == Dienst.team_id)
            .where(Dienst.id == dienst_id)
        ).first()
        if rij is None:
            raise GeenToegang("bekijk", policy.WISSEL)
        dienst: Dienst = rij[0]
        doel = _doel(s, ctx, dienst)
        vorige = _naast(s, dienst, -1)
        volgende = _naast(s, dienst, 1)
        # Who takes over reads what the one before left.
        if not ctx.mag("bekijk", doel) and not (volgende and ctx.mag("bekijk", _doel(s, ctx, volgende))):
            raise GeenToegang("bekijk", policy.WISSEL)
        return Wisselbeeld(
            dienst.id,
            rij[1],
            rij[2],
            dienst.begin,
            dienst.einde,
            _laatste(s, dienst.id, Wisselsoort.DOORGESCHAKELD),
            _laatste(s, vorige.id, Wisselsoort.OVERDRACHT) if vorige else None,
            _laatste(s, dienst.id, Wisselsoort.OVERDRACHT),
            ctx.mag("vink_af", doel) and ctx.nu >= dienst.begin - VOORAF,
            ctx.mag("vink_af", doel) and ctx.nu >= dienst.begin,
        )


def vink_af(ctx: Context, dienst_id: int, punten: Collection[Punt]) -> None:
    """Record the checklist of who goes on duty, with the moment. Raises ``Geweigerd`` for a point that is not so."""
    with ctx.database.transactie() as s:
        dienst = _dienst(s, ctx, dienst_id)
        if ctx.nu < dienst.begin - VOORAF:
            raise Geweigerd("punten", "dit kan vanaf een dag voor de dienst")
        if ctx.nu >= dienst.einde:
            raise Geweigerd("punten", "deze dienst is voorbij")
        for punt in Punt:
            if punt not in punten:
                raise Geweigerd(str(punt), "vink dit af als het zo is; lukt het niet, bel dan de operationeel manager")
        _schrijf(s, ctx, dienst_id, Wisselsoort.DOORGESCHAKELD, [str(punt) for punt in Punt], None)


def schrijf_overdracht(ctx: Context, dienst_id: int, notitie: str) -> None:
    """Leave a note for who has the next duty of the team, and tell that it is there. Raises ``Geweigerd``."""
    if not notitie.strip():
        raise Geweigerd("notitie", "schrijf wat je opvolger moet weten, of dat er niets bijzonders is")
    if len(notitie) > 4000:
        raise Geweigerd("notitie", "dit is langer dan 4000 tekens")
    with ctx.database.transactie() as s:
        dienst = _dienst(s, ctx, dienst_id)
        if ctx.nu < dienst.begin:
            raise Geweigerd("notitie", "deze dienst is nog niet begonnen")
        _schrijf(s, ctx, dienst_id, Wisselsoort.OVERDRACHT, [], notitie.strip())
        volgende = _naast(s, dienst, 1)
        if volgende is not None:
            for wie in _uitvoerders(s, volgende.id)[:1]:
                if wie != ctx.actor.medewerker_id:
                    stuur(s, ctx, "jio.wissel_gelezen", wie, dienst=volgende.id)


def herinner(ctx: Context, dienst_id: int) -> None:
    """Ask who goes on duty to tick off the forwarding, and who goes off to leave a note; once a duty."""
    with ctx.database.transactie() as s:
        dienst = s.scalars(select(Dienst).where(Dienst.id == dienst_id).with_for_update()).one()
        gedaan = select(Stap.id).where(
            Stap.soort == jio.DIENST, Stap.object_id == dienst_id, Stap.stap == "herinner_wissel"
        )
        if s.scalar(gedaan) is not None:
            return
        nummer = s.scalars(select(Consignatieteam.nummer).where(Consignatieteam.team_id == dienst.team_id)).one()
        vorige = _naast(s, dienst, -1)
        if _laatste(s, dienst_id, Wisselsoort.DOORGESCHAKELD) is None:
            for wie in _uitvoerders(s, dienst_id)[:1]:
                stuur(s, ctx, "jio.wissel_doorschakelen", wie, dienst=dienst_id, nummer=nummer)
        if vorige is not None and _laatste(s, vorige.id, Wisselsoort.OVERDRACHT) is None:
            for wie in _uitvoerders(s, vorige.id)[-1:]:
                stuur(s, ctx, "jio.wissel_overdracht", wie, dienst=vorige.id)
        begin_stap(s, ctx, jio.DIENST, dienst_id, "herinner_wissel", "gemeld")


def afgevinkt(ctx: Context, dienst_ids: Collection[int]) -> dict[int, datetime]:
    """Return when the forwarding of duties was ticked off last, for who may see it; one query."""
    if not ctx.mag("bekijk", jio.doel(policy.WISSEL)):
        return {}
    with ctx.database.lezen() as s:
        return {
            rij.dienst_id: rij.op
            for rij in s.execute(
                select(Wachtwissel.dienst_id, Wachtwissel.op)
                .where(Wachtwissel.dienst_id.in_(dienst_ids), Wachtwissel.soort == Wisselsoort.DOORGESCHAKELD)
                .order_by(Wachtwissel.id)
            )
        }


def _dienst(s: Session, ctx: Context, dienst_id: int) -> Dienst:
    dienst = s.get(Dienst, dienst_id)
    if dienst is None:
        raise GeenToegang("vink_af", policy.WISSEL)
    ctx.eis("vink_af", _doel(s, ctx, dienst))
    return dienst


def _doel(s: Session, ctx: Context, dienst: Dienst) -> Doel:
    zelf = ctx.actor.medewerker_id
    eigen = zelf is not None and zelf in _uitvoerders(s, dienst.id)
    return jio.doel(policy.WISSEL, medewerker_id=zelf if eigen else None, team_id=dienst.team_id)


def _uitvoerders(s: Session, dienst_id: int) -> Sequence[int]:
    """Return who performs a duty of a published roster, in order."""
    return s.scalars(
        select(Dienstdeel.medewerker_id)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(
            Dienstdeel.dienst_id == dienst_id,
            Dienstdeel.vervallen_op.is_(None),
            Rooster.status.in_(GELDENDE_ROOSTERS),
        )
        .order_by(Dienstdeel.van)
    ).all()


def _naast(s: Session, dienst: Dienst, weken: int) -> Dienst | None:
    return s.scalar(
        select(Dienst).where(
            Dienst.team_id == dienst.team_id, Dienst.dinsdag == dienst.dinsdag + weken * timedelta(weeks=1)
        )
    )


def _laatste(s: Session, dienst_id: int, soort: Wisselsoort) -> Wissel | None:
    rij = s.execute(
        select(Wachtwissel, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Wachtwissel.medewerker_id)
        .where(Wachtwissel.dienst_id == dienst_id, Wachtwissel.soort == soort)
        .order_by(Wachtwissel.id.desc())
        .limit(1)
    ).first()
    return Wissel(rij[1], tuple(rij[0].punten), rij[0].notitie, rij[0].op) if rij else None


def _schrijf(
    s: Session, ctx: Context, dienst_id: int, soort: Wisselsoort, punten: list[str], notitie: str | None
) -> None:
    if ctx.actor.medewerker_id is None:
        raise GeenToegang("vink_af", policy.WISSEL)
    s.add(
        Wachtwissel(
            dienst_id=dienst_id,
            medewerker_id=ctx.actor.medewerker_id,
            soort=soort,
            punten=punten,
            notitie=notitie,
            op=ctx.nu,
        )
    )
    noteer(s, ctx, str(soort), policy.WISSEL, dienst_id)
