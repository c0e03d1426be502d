# SPDX-License-Identifier: EUPL-1.2
"""A swap between three: proposed by one, agreed by all, known to the leidinggevende, recorded by Interne Ondersteuning.

Recording hands over the three parts in one transaction, with everything that is read locked: a swap that meets it comes
before or after it, and whichever is second finds what has changed and does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Ruil, Ruildeel, Ruilrichting
from plugins.jio.consignatie.procedure import Ruilstatus
from plugins.jio.consignatie.ringen import procedure
from plugins.jio.consignatie.ringen.models import Ring, Ringdeel
from plugins.jio.consignatie.ringen.policy import RING
from plugins.jio.consignatie.ringen.procedure import Ringstatus
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.bezetting import Overdracht, draag_over, vergrendel
from plugins.jio.consignatie.services.declaraties import herzie
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.ruilen import Deelkeuze, eigen_deel
from plugins.jio.consignatie.services.sporen import begin_stap, merk, zet_stap

DRIE = 3


@dataclass(frozen=True)
class Ringkeuze:
    """What one of the three gives away."""

    gever_id: int
    deel: Deelkeuze


def stel_voor(ctx: Context, keuzes: Sequence[Ringkeuze]) -> int:
    """Propose a ring: what the actor gives, what the taker of that gives, and what the actor gets from the third.

    The actor agrees by proposing. Returns the number of the ring. Raises ``Geweigerd``, and ``GeenToegang`` for who has
    no duties.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("stel_voor", policy.doel(RING, medewerker_id=zelf))
    if zelf is None:
        raise GeenToegang("stel_voor", RING)
    with ctx.database.transactie() as s:
        delen, diensten = _delen(s, keuzes, zelf)
        _eis_inzetbaar(s, ctx, delen, diensten)
        ring = Ring(
            team_id=diensten[0].team_id, voorsteller_id=zelf, status=Ringstatus.VOORGESTELD, voorgesteld_op=ctx.nu
        )
        s.add(ring)
        s.flush()
        for deel in delen:
            deel.ring_id = ring.id
            deel.akkoord_op = ctx.nu if deel.gever_id == zelf else None
        s.add_all(delen)
        begin_stap(s, ctx, RING, ring.id, "stel_voor", ring.status)
        _bericht(s, ctx, ring, delen, "jio.ring_voorgesteld", behalve=zelf)
        return ring.id


def stem_in(ctx: Context, ring_id: int) -> None:
    """Agree; with the last of the three it goes on to the leidinggevende. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        ring, delen = _zoek(s, ring_id, "stem_in")
        eigen = _eigen(ctx, ring, delen, "stem_in")
        procedure.RING.na(ring.status, "stem_in")
        if eigen.akkoord_op is not None:
            raise Geweigerd("", "je ging al akkoord")
        krijgt = [deel for deel in delen if deel.nemer_id == eigen.gever_id]
        _eis_inzetbaar(s, ctx, krijgt, _diensten(s, krijgt))
        eigen.akkoord_op = ctx.nu
        rond = all(deel.akkoord_op is not None for deel in delen)
        zet_stap(s, ctx, procedure.RING, RING, ring, "maak_rond" if rond else "stem_in")
        if rond:
            _bericht(s, ctx, ring, delen, "jio.ring_akkoord", behalve=eigen.gever_id)


def sla_af(ctx: Context, ring_id: int) -> None:
    """One who was asked says no, and the ring is off. Raises ``GeenToegang`` and ``StapNietMogelijk``."""
    with ctx.database.transactie() as s:
        ring, delen = _zoek(s, ring_id, "sla_af")
        eigen = _eigen(ctx, ring, delen, "sla_af")
        zet_stap(s, ctx, procedure.RING, RING, ring, "sla_af")
        _bericht(s, ctx, ring, delen, "jio.ring_geweigerd", behalve=eigen.gever_id)


def trek_in(ctx: Context, ring_id: int) -> None:
    """One who agreed withdraws, as long as the leidinggevende does not know of it yet, and the ring is off."""
    with ctx.database.transactie() as s:
        ring, delen = _zoek(s, ring_id, "trek_in")
        eigen = _eigen(ctx, ring, delen, "trek_in")
        if eigen.akkoord_op is None:
            raise Geweigerd("", "je ging nog niet akkoord; zeg nee als je niet wilt")
        zet_stap(s, ctx, procedure.RING, RING, ring, "trek_in")
        _bericht(s, ctx, ring, delen, "jio.ring_ingetrokken", behalve=eigen.gever_id)


def meld_bekend(ctx: Context, ring_id: int) -> None:
    """The leidinggevende knows of the ring and passes it on to Interne Ondersteuning."""
    with ctx.database.transactie() as s:
        ring, _ = _zoek(s, ring_id, "meld_bekend")
        ctx.eis("meld_bekend", policy.doel(RING, team_id=ring.team_id))
        zet_stap(s, ctx, procedure.RING, RING, ring, "meld_bekend")


def weiger(ctx: Context, ring_id: int, reden: str) -> None:
    """The leidinggevende or Interne Ondersteuning refuses the ring, with the reason."""
    if not reden.strip():
        raise Geweigerd("reden", "schrijf waarom de ruil niet doorgaat")
    with ctx.database.transactie() as s:
        ring, delen = _zoek(s, ring_id, "weiger")
        ctx.eis("weiger", policy.doel(RING, team_id=ring.team_id))
        zet_stap(s, ctx, procedure.RING, RING, ring, "weiger", reden.strip())
        _bericht(s, ctx, ring, delen, "jio.ring_geweigerd")


def leg_vast(ctx: Context, ring_id: int) -> None:
    """Record the three parts at once: from now on the roster says so, and who performs is who is paid (JIO 7.6).

    Raises ``Geweigerd`` when one of the three no longer performs what is given, cannot serve, or would be in two
    duties; then none of it is recorded.
    """
    with ctx.database.transactie() as s:
        ring, delen = _zoek(s, ring_id, "leg_vast")
        ctx.eis("leg_vast", policy.doel(RING, team_id=ring.team_id))
        mensen = {deel.gever_id for deel in delen}
        diensten = vergrendel(s, {deel.dienst_id for deel in delen}, mensen)
        _eis_inzetbaar(s, ctx, delen, [diensten[deel.dienst_id] for deel in delen])
        zet_stap(s, ctx, procedure.RING, RING, ring, "leg_vast")
        ring.vastgelegd_op = ctx.nu
        _word_ruilen(s, ctx, ring, delen)
        geraakt = draag_over(s, ctx, overdrachten_van(delen))
        roosters.wijzig(s, ctx, {dienst.rooster_id for dienst in diensten.values()})
        kalender = kalender_van(geldend(s, ctx.installatie))
        herzie(s, ctx, diensten.keys(), kalender)
        merk(s, kalender, ((dienst, wie) for dienst in diensten.values() for wie in geraakt))
        _bericht(s, ctx, ring, delen, "jio.ring_vastgelegd")


def overdrachten_van(delen: Iterable[Ringdeel]) -> list[Overdracht]:
    """Return what a ring hands over to whom."""
    return [
        Overdracht(deel.dienst_id, deel.van, deel.tot, deel.gever_id, deel.nemer_id, Deelreden.RUIL, deel.ruil_id)
        for deel in delen
    ]


def eis_ring(keuzes: Sequence[Ringkeuze], zelf: int) -> None:
    """Refuse what is no ring of three people that begins with the one who proposes it."""
    gevers = [keuze.gever_id for keuze in keuzes]
    if len(gevers) != DRIE or gevers[0] != zelf:
        raise Geweigerd("dienst", "kies je eigen dienst en die van twee collega's")
    if len(set(gevers)) != DRIE:
        raise Geweigerd("derde", "kies diensten van twee verschillende collega's")


def _delen(s: Session, keuzes: Sequence[Ringkeuze], zelf: int) -> tuple[list[Ringdeel], list[Dienst]]:
    """Return the three parts, not stored yet, with their duties. Raises ``Geweigerd``."""
    eis_ring(keuzes, zelf)
    delen: list[Ringdeel] = []
    diensten: list[Dienst] = []
    for nummer, (veld, keuze) in enumerate(zip(("dienst", "tweede", "derde"), keuzes, strict=True), start=1):
        try:
            vak, dienst = eigen_deel(s, keuze.deel, keuze.gever_id)
        except Geweigerd as fout:
            raise Geweigerd(veld if fout.veld == "dienst" else fout.veld, fout.reden) from fout
        if diensten and dienst.team_id != diensten[0].team_id:
            raise Geweigerd(veld, "ruilen gaat binnen een team")
        diensten.append(dienst)
        delen.append(
            Ringdeel(
                volgorde=nummer,
                dienst_id=dienst.id,
                van=vak.van,
                tot=vak.tot,
                gever_id=keuze.gever_id,
                nemer_id=keuzes[nummer % DRIE].gever_id,
            )
        )
    return delen, diensten


def _zoek(s: Session, ring_id: int, handeling: str) -> tuple[Ring, Sequence[Ringdeel]]:
    """Lock a ring and return it with its parts. Raises ``GeenToegang`` when there is none."""
    ring = s.scalar(select(Ring).where(Ring.id == ring_id).with_for_update())
    if ring is None:
        raise GeenToegang(handeling, RING)
    return ring, s.scalars(select(Ringdeel).where(Ringdeel.ring_id == ring_id).order_by(Ringdeel.volgorde)).all()


def _eigen(ctx: Context, ring: Ring, delen: Iterable[Ringdeel], handeling: str) -> Ringdeel:
    """Return what the actor gives. Raises ``GeenToegang`` for who is not in the ring."""
    zelf = ctx.actor.medewerker_id
    eigen = next((deel for deel in delen if deel.gever_id == zelf), None)
    if eigen is None:
        raise GeenToegang(handeling, RING)
    ctx.eis(handeling, policy.doel(RING, medewerker_id=zelf, team_id=ring.team_id))
    return eigen


def _diensten(s: Session, delen: Sequence[Ringdeel]) -> list[Dienst]:
    return [s.get_one(Dienst, deel.dienst_id) for deel in delen]


def _eis_inzetbaar(s: Session, ctx: Context, delen: Sequence[Ringdeel], diensten: Sequence[Dienst]) -> None:
    for deel, dienst in zip(delen, diensten, strict=True):
        roosters.eis_inzetbaar(s, ctx, dienst, deel.nemer_id)


def _word_ruilen(s: Session, ctx: Context, ring: Ring, delen: Sequence[Ringdeel]) -> None:
    """Store each part as a recorded swap, so that the roster and its pages tell where a piece came from."""
    ruilen = [
        Ruil(
            team_id=ring.team_id,
            aanbieder_id=deel.gever_id,
            gevraagde_id=deel.nemer_id,
            overnemer_id=deel.nemer_id,
            status=Ruilstatus.VASTGELEGD,
            aangeboden_op=ring.voorgesteld_op,
            vastgelegd_op=ctx.nu,
        )
        for deel in delen
    ]
    s.add_all(ruilen)
    s.flush()
    for ruil, deel in zip(ruilen, delen, strict=True):
        deel.ruil_id = ruil.id
        s.add(
            Ruildeel(ruil_id=ruil.id, dienst_id=deel.dienst_id, richting=Ruilrichting.HEEN, van=deel.van, tot=deel.tot)
        )
        begin_stap(s, ctx, policy.RUIL, ruil.id, "leg_vast", ruil.status, f"Hoort bij ruil met drie {ring.id}.")


def _bericht(
    s: Session, ctx: Context, ring: Ring, delen: Iterable[Ringdeel], soort: str, behalve: int | None = None
) -> None:
    for deel in delen:
        if deel.gever_id != behalve:
            stuur(s, ctx, soort, deel.gever_id, ring=ring.id)
