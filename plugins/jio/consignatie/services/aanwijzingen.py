# SPDX-License-Identifier: EUPL-1.2
"""Who is designated in writing, who is exempt, and who uses the PAS-regeling (JIO 7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Medewerker
from core.people.opzoeken import medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Aanwijzing, Dienst, Dienstdeel, Ontheffing, Pas, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.services.brieven import aangewezen, brieven
from plugins.jio.consignatie.services.declaraties import herzie
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.sporen import merk

Periodesoort = TypeVar("Periodesoort", Ontheffing, Pas)


@dataclass(frozen=True)
class Briefregel:
    """A designation letter."""

    id: int
    medewerker_id: int
    naam: str
    per: date
    getekend_op: date | None
    ingetrokken_per: date | None


@dataclass(frozen=True)
class OntbrekendeBrief:
    """Somebody is on the roster without being designated for all of it: that time is not paid."""

    medewerker_id: int
    naam: str
    personeelsnummer: str
    dienst_id: int
    dinsdag: date
    team_id: int


@dataclass(frozen=True)
class Inzetperiode:
    """A period in which somebody is not rostered, without its ground."""

    id: int
    medewerker_id: int
    naam: str
    van: date
    tot_en_met: date | None


def leg_brief_vast(ctx: Context, medewerker_id: int, *, per: date, getekend_op: date | None = None) -> int:
    """Record a designation letter; it designates from its signature on. Returns its number."""
    ctx.eis("wijzig", policy.doel(policy.AANWIJZING, medewerker_id=medewerker_id))
    with ctx.database.transactie() as s:
        medewerker(s, medewerker_id)
        dubbel = select(Aanwijzing.id).where(Aanwijzing.medewerker_id == medewerker_id, Aanwijzing.per == per)
        if s.scalar(dubbel) is not None:
            raise Geweigerd("per", "er is al een brief per deze datum")
        brief_id = voeg_brief_toe(s, ctx, medewerker_id, per, getekend_op)
        werk_door(s, ctx, {medewerker_id})
        return brief_id


def voeg_brief_toe(s: Session, ctx: Context, medewerker_id: int, per: date, getekend_op: date | None) -> int:
    """Add a letter in the caller's transaction; ``werk_door`` then brings claims and month run in line with it."""
    _eis_niet_toekomstig(ctx, "getekend_op", getekend_op)
    brief = Aanwijzing(
        medewerker_id=medewerker_id,
        per=per,
        getekend_op=getekend_op,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(brief)
    s.flush()
    noteer(s, ctx, "leg_vast", policy.AANWIJZING, brief.id, medewerker=medewerker_id, per=per)
    return brief.id


def teken_brief(ctx: Context, brief_id: int, getekend_op: date) -> None:
    """Record the day on which a letter was signed. Raises ``Geweigerd`` when it was signed already."""
    _eis_niet_toekomstig(ctx, "getekend_op", getekend_op)
    with ctx.database.transactie() as s:
        brief = _zoek(s, ctx, brief_id)
        if brief.getekend_op is not None:
            raise Geweigerd("getekend_op", "deze brief is al getekend")
        brief.getekend_op = getekend_op
        noteer(s, ctx, "teken", policy.AANWIJZING, brief_id, getekend_op=getekend_op)
        werk_door(s, ctx, {brief.medewerker_id})


def trek_brief_in(ctx: Context, brief_id: int, per: date) -> None:
    """Revoke a letter from a day on. Raises ``Geweigerd`` when it was revoked already, or before it began."""
    with ctx.database.transactie() as s:
        brief = _zoek(s, ctx, brief_id)
        if brief.ingetrokken_per is not None:
            raise Geweigerd("ingetrokken_per", "deze brief is al ingetrokken")
        if per < brief.per:
            raise Geweigerd("ingetrokken_per", "deze datum ligt voor de ingangsdatum van de brief")
        brief.ingetrokken_per = per
        noteer(s, ctx, "trek_in", policy.AANWIJZING, brief_id, per=per)
        werk_door(s, ctx, {brief.medewerker_id})


def werk_door(s: Session, ctx: Context, medewerker_ids: set[int]) -> None:
    """Bring the claims of people in line with their letters, and mark their months."""
    s.flush()
    kalender = kalender_van(geldend(s, ctx.installatie))
    rijen = s.execute(
        select(Dienst, Dienstdeel.medewerker_id)
        .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(
            Dienstdeel.medewerker_id.in_(medewerker_ids),
            Dienstdeel.vervallen_op.is_(None),
            Dienst.einde <= ctx.nu,
            Rooster.status.in_(GELDENDE_ROOSTERS),
        )
    )
    geraakt = list(rijen)
    herzie(s, ctx, {dienst.id for dienst, _ in geraakt}, kalender)
    merk(s, kalender, geraakt)


def brievenlijst(ctx: Context, medewerker_id: int | None = None) -> tuple[Briefregel, ...]:
    """Return the letters of one person, or of everybody, by name and date. Raises ``GeenToegang``."""
    ctx.eis("bekijk", policy.doel(policy.AANWIJZING, medewerker_id=medewerker_id))
    vraag = (
        select(Aanwijzing, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Aanwijzing.medewerker_id)
        .order_by(Medewerker.naam, Aanwijzing.per)
    )
    if medewerker_id is not None:
        vraag = vraag.where(Aanwijzing.medewerker_id == medewerker_id)
    with ctx.database.lezen() as s:
        return tuple(
            Briefregel(brief.id, brief.medewerker_id, naam, brief.per, brief.getekend_op, brief.ingetrokken_per)
            for brief, naam in s.execute(vraag)
        )


def ontbrekende_brieven(ctx: Context, tot_en_met: date) -> tuple[OntbrekendeBrief, ...]:
    """Return who is on duty until a day without a letter for all of it: shown before the duty, not after it."""
    ctx.eis("bekijk", policy.doel(policy.AANWIJZING))
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Dienst, Dienstdeel, Medewerker)
            .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .where(
                Dienst.einde > ctx.nu,
                Dienst.dinsdag <= tot_en_met,
                Dienstdeel.vervallen_op.is_(None),
                Rooster.status.in_(GELDENDE_ROOSTERS),
            )
            .order_by(Dienst.dinsdag, Dienst.id, Medewerker.naam)
        )
        delen = list(rijen)
        letters = brieven(s, {deel.medewerker_id for _, deel, _ in delen})
        kalender = kalender_van(geldend(s, ctx.installatie))
    uit: dict[tuple[int, int], OntbrekendeBrief] = {}
    for dienst, deel, wie in delen:
        vakken = kalender.consignatie(dienst.dinsdag, [deel.tijdvak])
        if list(aangewezen(vakken, letters.get(deel.medewerker_id, ())).vakken) != vakken:
            uit[dienst.id, deel.medewerker_id] = OntbrekendeBrief(
                wie.id, wie.naam, wie.personeelsnummer, dienst.id, dienst.dinsdag, dienst.team_id
            )
    return tuple(uit.values())


def leg_ontheffing_vast(ctx: Context, medewerker_id: int, van: date, tot_en_met: date | None = None) -> None:
    """Record that somebody is exempt in a period; the ground is not asked and not kept.

    Again with the same first day changes the end.
    """
    _leg_periode_vast(ctx, Ontheffing, medewerker_id, van, tot_en_met)


def leg_pas_vast(ctx: Context, medewerker_id: int, van: date, tot_en_met: date | None = None) -> None:
    """Record that somebody uses the PAS-regeling in a period. Again with the same first day changes the end."""
    _leg_periode_vast(ctx, Pas, medewerker_id, van, tot_en_met)


def zet_periode(
    s: Session,
    ctx: Context,
    soort: type[Periodesoort],
    medewerker_id: int,
    van: date,
    tot_en_met: date | None,
) -> bool:
    """Store a period in the caller's transaction; return whether anything changed."""
    if tot_en_met is not None and tot_en_met < van:
        raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
    rij = s.scalar(
        select(soort).where(soort.medewerker_id == medewerker_id, soort.van == van, soort.ingetrokken_op.is_(None))
    )
    if rij is not None:
        if rij.tot_en_met == tot_en_met:
            return False
        rij.ingetrokken_op = ctx.nu
        s.flush()
    s.add(soort(medewerker_id=medewerker_id, van=van, tot_en_met=tot_en_met, vastgelegd_op=ctx.nu))
    s.flush()
    noteer(s, ctx, "leg_vast", policy.INZETBAARHEID, medewerker_id, periode=soort.__name__.casefold(), van=van)
    return True


def inzetperioden(ctx: Context, soort: type[Periodesoort]) -> tuple[Inzetperiode, ...]:
    """Return every period of a kind, by name. Raises ``GeenToegang``."""
    ctx.eis("bekijk", policy.doel(policy.INZETBAARHEID))
    with ctx.database.lezen() as s:
        return tuple(
            Inzetperiode(rij.id, rij.medewerker_id, naam, rij.van, rij.tot_en_met)
            for rij, naam in s.execute(
                select(soort, Medewerker.naam)
                .join(Medewerker, Medewerker.id == soort.medewerker_id)
                .where(soort.ingetrokken_op.is_(None))
                .order_by(Medewerker.naam, soort.van)
            )
        )


def _leg_periode_vast(
    ctx: Context, soort: type[Periodesoort], medewerker_id: int, van: date, tot_en_met: date | None
) -> None:
    ctx.eis("wijzig", policy.doel(policy.INZETBAARHEID, medewerker_id=medewerker_id))
    with ctx.database.transactie() as s:
        medewerker(s, medewerker_id)
        zet_periode(s, ctx, soort, medewerker_id, van, tot_en_met)


def _zoek(s: Session, ctx: Context, brief_id: int) -> Aanwijzing:
    brief = s.scalar(select(Aanwijzing).where(Aanwijzing.id == brief_id).with_for_update())
    if brief is None:
        raise GeenToegang("wijzig", policy.AANWIJZING)
    ctx.eis("wijzig", policy.doel(policy.AANWIJZING, medewerker_id=brief.medewerker_id))
    return brief


def _eis_niet_toekomstig(ctx: Context, veld: str, dag: date | None) -> None:
    if dag is not None and dag > ctx.vandaag:
        raise Geweigerd(veld, "deze dag ligt in de toekomst")
