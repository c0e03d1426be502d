# SPDX-License-Identifier: EUPL-1.2
"""Swaps between three as people read them: those of oneself, those that wait for somebody, and one with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, aliased

from core.context import Context
from core.people.models import Medewerker, Team
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst
from plugins.jio.consignatie.ringen.models import Ring, Ringdeel
from plugins.jio.consignatie.ringen.policy import RING
from plugins.jio.consignatie.ringen.procedure import LOPENDE_RINGEN, Ringstatus
from plugins.jio.consignatie.ringen.services import Ringkeuze, eis_ring
from plugins.jio.consignatie.services.bezetting import Overdracht
from plugins.jio.consignatie.services.gevolgen import Gevolg, gevolg_van
from plugins.jio.consignatie.services.overzicht.aanbod import Aanbod
from plugins.jio.consignatie.services.overzicht.declaraties import Stapregel, stapregels

LAATSTE = 50
"""How many rings that are over a page lists."""


@dataclass(frozen=True)
class Ringdeelregel:
    """What one gives to the next; ``akkoord`` is whether the giver agreed."""

    dienst_id: int
    dinsdag: date
    van: datetime
    tot: datetime
    hele_dienst: bool
    gever_id: int
    gever: str
    nemer_id: int
    nemer: str
    akkoord: bool


@dataclass(frozen=True)
class Ringbeeld:
    """A ring with the names of who is in it, in its order."""

    id: int
    team_id: int
    teamnaam: str
    status: Ringstatus
    voorgesteld_op: datetime
    delen: tuple[Ringdeelregel, ...]

    @property
    def loopt(self) -> bool:
        """True while it can still go on or be stopped."""
        return self.status in LOPENDE_RINGEN

    def wacht_op(self, medewerker_id: int | None) -> bool:
        """Tell whether somebody has to say yes or no."""
        return self.status is Ringstatus.VOORGESTELD and any(
            deel.gever_id == medewerker_id and not deel.akkoord for deel in self.delen
        )

    def doet_mee(self, medewerker_id: int | None) -> bool:
        """Tell whether somebody is one of the three."""
        return any(deel.gever_id == medewerker_id for deel in self.delen)


@dataclass(frozen=True)
class Ringen:
    """What a reader sees: what waits for a step of theirs first, then their own, then what is over."""

    te_doen: tuple[Ringbeeld, ...]
    eigen: tuple[Ringbeeld, ...]
    voorbij: tuple[Ringbeeld, ...]


@dataclass(frozen=True)
class Ringdossier:
    """A ring with its steps, oldest first, what it does, and which steps the reader can make now."""

    ring: Ringbeeld
    stappen: tuple[Stapregel, ...]
    gevolg: Gevolg | None
    kan: frozenset[str]


def ringen(ctx: Context) -> Ringen:
    """Return the rings that the actor is in, passes on or records, in one query."""
    zelf = ctx.actor.medewerker_id
    beleid = ctx.installatie.beleid
    zien = beleid.reikwijdte(ctx.actor, "bekijk", RING)
    if not beleid.mag_ergens(ctx.actor, "bekijk", RING):
        raise GeenToegang("bekijk", RING)
    mee = select(Ringdeel.ring_id).where(Ringdeel.gever_id == zelf)
    alles = zien.omvat(policy.doel(RING))
    voorwaarde = or_(
        Ring.id.in_(mee) if zelf is not None else false(),
        Ring.status.in_(LOPENDE_RINGEN) if alles else Ring.team_id.in_(zien.teams),
    )
    with ctx.database.lezen() as s:
        alle = ringbeelden(s, voorwaarde)
    te_doen = tuple(ring for ring in alle if stappen_van(ctx, ring) - {"trek_in", "weiger"})
    rest = [ring for ring in alle if ring not in te_doen]
    return Ringen(
        te_doen,
        tuple(ring for ring in rest if ring.loopt),
        tuple(ring for ring in rest if not ring.loopt)[::-1][:LAATSTE],
    )


def te_behandelen(ctx: Context, stap: str) -> tuple[Ringbeeld, ...]:
    """Return the rings that wait for a step of the actor: ``meld_bekend`` or ``leg_vast``. Raises ``GeenToegang``."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, stap, RING)
    status = {"meld_bekend": Ringstatus.AKKOORD, "leg_vast": Ringstatus.BEKEND}[stap]
    hele_eenheid = bereik.omvat(policy.doel(RING))
    if not hele_eenheid and not bereik.teams:
        raise GeenToegang(stap, RING)
    voorwaarde = Ring.status == status
    with ctx.database.lezen() as s:
        alle = ringbeelden(s, voorwaarde if hele_eenheid else and_(voorwaarde, Ring.team_id.in_(bereik.teams)))
    return tuple(ring for ring in alle if stap in stappen_van(ctx, ring))


def ringdossier(ctx: Context, ring_id: int) -> Ringdossier:
    """Return a ring with what it does to each of the three. Raises ``GeenToegang``, also when there is none.

    Amounts are for the person self.
    """
    with ctx.database.lezen() as s:
        gevonden = ringbeelden(s, Ring.id == ring_id)
        if not gevonden:
            raise GeenToegang("bekijk", RING)
        [ring] = gevonden
        doelen = [policy.doel(RING, medewerker_id=deel.gever_id, team_id=ring.team_id) for deel in ring.delen]
        if not any(ctx.mag("bekijk", doel) for doel in doelen):
            raise GeenToegang("bekijk", RING)
        gevolg = None
        if ring.loopt:
            gevolg = gevolg_van(
                s,
                ctx,
                [
                    Overdracht(deel.dienst_id, deel.van, deel.tot, deel.gever_id, deel.nemer_id, Deelreden.RUIL)
                    for deel in ring.delen
                ],
            )
        return Ringdossier(ring, stapregels(s, RING, ring_id), gevolg, stappen_van(ctx, ring))


def gevolg_vooraf(ctx: Context, keuzes: Sequence[Ringkeuze], keuze: Aanbod) -> Gevolg:
    """Return what a ring would do to all three, nothing stored. Raises ``Geweigerd`` and ``GeenToegang``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("stel_voor", policy.doel(RING, medewerker_id=zelf))
    if zelf is None:
        raise GeenToegang("stel_voor", RING)
    eis_ring(keuzes, zelf)
    bekend = {(deel.dienst_id, deel.medewerker_id): deel for deel in (*keuze.eigen, *keuze.anderen)}
    overdrachten = []
    for nummer, een in enumerate(keuzes):
        heeft = bekend.get((een.deel.dienst_id, een.gever_id))
        if heeft is None:
            raise Geweigerd(("dienst", "tweede", "derde")[nummer], "deze dienst is niet te ruilen")
        nemer = keuzes[(nummer + 1) % len(keuzes)].gever_id
        van, tot = een.deel.van or heeft.van, een.deel.tot or heeft.tot
        if not heeft.van <= van < tot <= heeft.tot:
            raise Geweigerd("van", "dit deel ligt niet binnen de dienst")
        overdrachten.append(Overdracht(heeft.dienst_id, van, tot, een.gever_id, nemer, Deelreden.RUIL))
    with ctx.database.lezen() as s:
        return gevolg_van(s, ctx, overdrachten)


def stappen_van(ctx: Context, ring: Ringbeeld) -> frozenset[str]:
    """Return the steps that the actor can make now; the service asks again."""
    zelf, uit = ctx.actor.medewerker_id, set()
    eigen = next((deel for deel in ring.delen if deel.gever_id == zelf), None)
    if eigen is not None:
        if ring.wacht_op(zelf):
            uit |= {"stem_in", "sla_af"}
        elif ring.status in (Ringstatus.VOORGESTELD, Ringstatus.AKKOORD):
            uit.add("trek_in")
        return frozenset(uit)
    doel = policy.doel(RING, team_id=ring.team_id)
    if ring.status is Ringstatus.AKKOORD and ctx.mag("meld_bekend", doel):
        uit.add("meld_bekend")
    if ring.status is Ringstatus.BEKEND and ctx.mag("leg_vast", doel):
        uit.add("leg_vast")
    if ring.status in (Ringstatus.AKKOORD, Ringstatus.BEKEND) and ctx.mag("weiger", doel):
        uit.add("weiger")
    return frozenset(uit)


def ringbeelden(s: Session, voorwaarde: ColumnElement[bool]) -> tuple[Ringbeeld, ...]:
    """Return the rings that a condition names with their parts, oldest first, in one query."""
    gever, nemer = aliased(Medewerker), aliased(Medewerker)
    gevonden: dict[int, tuple[Ring, str, list[Ringdeelregel]]] = {}
    for ring, teamnaam, deel, dienst, van, aan in s.execute(
        select(Ring, Team.naam, Ringdeel, Dienst, gever.naam, nemer.naam)
        .join(Team, Team.id == Ring.team_id)
        .join(Ringdeel, Ringdeel.ring_id == Ring.id)
        .join(Dienst, Dienst.id == Ringdeel.dienst_id)
        .join(gever, gever.id == Ringdeel.gever_id)
        .join(nemer, nemer.id == Ringdeel.nemer_id)
        .where(voorwaarde)
        .order_by(Ring.id, Ringdeel.volgorde)
    ):
        gevonden.setdefault(ring.id, (ring, teamnaam, []))[2].append(
            Ringdeelregel(
                dienst.id,
                dienst.dinsdag,
                deel.van,
                deel.tot,
                (deel.van, deel.tot) == (dienst.begin, dienst.einde),
                deel.gever_id,
                van,
                deel.nemer_id,
                aan,
                deel.akkoord_op is not None,
            )
        )
    return tuple(
        Ringbeeld(ring.id, ring.team_id, teamnaam, ring.status, ring.voorgesteld_op, tuple(delen))
        for ring, teamnaam, delen in gevonden.values()
    )
