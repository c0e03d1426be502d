# SPDX-License-Identifier: EUPL-1.2
"""Where the roster is not covered or not true: open time, double bookings, and people who cannot serve (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.models import Taak
from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.regulations.parameterbeheer.services import geldend
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Dienstdeel, Rooster, Stap
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.dienst import WEEK
from plugins.jio.consignatie.rules.inzetbaar import Belemmering, Periode
from plugins.jio.consignatie.services.bezetting import rijen
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van
from plugins.jio.consignatie.services.inzetbaarheid import Inzetfeiten, bezwaren, inzetfeiten, toets
from plugins.jio.consignatie.services.roosters import TAAK_KALENDER, loopt_uit_de_pas
from plugins.jio.consignatie.services.sporen import begin_stap

TAAK_GAT = "jio.dienst_onbedekt"
TAAK_NIET_INZETBAAR = "jio.niet_inzetbaar"


@dataclass(frozen=True)
class Gat:
    """On-call time of a duty that nobody performs."""

    dienst_id: int
    team_id: int
    dinsdag: date
    van: datetime
    tot: datetime
    minuten: int


@dataclass(frozen=True)
class Dubbel:
    """Time in which one person is in two duties."""

    medewerker_id: int
    naam: str
    dienst_ids: tuple[int, int]
    van: datetime
    tot: datetime


@dataclass(frozen=True)
class NietInzetbaar:
    """Somebody who stands on a duty and cannot serve it; the ground of an exemption is never named."""

    dienst_id: int
    team_id: int
    dinsdag: date
    medewerker_id: int
    naam: str
    belemmeringen: tuple[Belemmering, ...]


@dataclass(frozen=True)
class Dekking:
    """What is wrong in a period, over one team or all of them."""

    gaten: tuple[Gat, ...]
    dubbel: tuple[Dubbel, ...]
    niet_inzetbaar: tuple[NietInzetbaar, ...]


def dekking(ctx: Context, van: date, tot_en_met: date, team_id: int | None = None) -> Dekking:
    """Return what is open, double or impossible in the duties of a period of Tuesdays. Raises ``GeenToegang``.

    A fixed number of queries. Unpublished rosters count only for who may see drafts.
    """
    ctx.eis("bekijk", policy.doel(policy.ROOSTER, team_id=team_id))
    concept = ctx.mag("bekijk_concept", policy.doel(policy.ROOSTER, team_id=team_id))
    with ctx.database.lezen() as s:
        vraag = (
            select(Dienst)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .where(Dienst.dinsdag.between(van, tot_en_met))
            .order_by(Dienst.dinsdag, Dienst.team_id)
        )
        if team_id is not None:
            vraag = vraag.where(Dienst.team_id == team_id)
        if not concept:
            vraag = vraag.where(Rooster.status.in_(GELDENDE_ROOSTERS))
        diensten = s.scalars(vraag).all()
        kalender = kalender_van(geldend(s, ctx.installatie))
        delen = rijen(s, [dienst.id for dienst in diensten])
        feiten = _feiten(s, diensten, delen)
    return Dekking(
        tuple(gat for dienst in diensten for gat in gaten_van(dienst, delen[dienst.id], kalender)),
        _dubbel(delen, feiten),
        # The ground of an obstacle is between the person and who rosters: others see the gap only.
        tuple(niet for dienst in diensten for niet in _niet_inzetbaar(dienst, delen[dienst.id], feiten, kalender))
        if concept
        else (),
    )


def gaten_van(dienst: Dienst, delen: Iterable[Dienstdeel], kalender: Dienstkalender) -> list[Gat]:
    """Return the on-call time of a duty that nobody performs."""
    return [
        Gat(dienst.id, dienst.team_id, dienst.dinsdag, gat.van, gat.tot, gat.minuten)
        for gat in kalender.onbedekt(dienst.dinsdag, (deel.tijdvak for deel in delen))
    ]


def meld_gaten(s: Session, ctx: Context, diensten: Sequence[Dienst], kalender: Dienstkalender) -> None:
    """Open a task for every duty with open time that is not over, and close that of a duty that is covered."""
    delen = rijen(s, [dienst.id for dienst in diensten])
    minuten: dict[Dienst, int] = {}
    for dienst in diensten:
        open_tijd = [gat for gat in gaten_van(dienst, delen[dienst.id], kalender) if gat.tot > ctx.nu]
        if open_tijd:
            minuten[dienst] = sum(gat.minuten for gat in open_tijd)
    _zet_taken(s, ctx, TAAK_GAT, diensten, minuten)


def _zet_taken(
    s: Session, ctx: Context, soort: str, diensten: Sequence[Dienst], aantallen: Mapping[Dienst, int]
) -> None:
    """Let exactly these duties have an open task of a kind; ``aantallen`` are minutes that are open, or people."""
    open_nu = set(
        s.scalars(
            select(Taak.sleutel).where(Taak.eenheid == policy.EENHEID, Taak.soort == soort, Taak.opgelost_op.is_(None))
        )
    )
    for dienst in diensten:
        if dienst in aantallen:
            meld_taak(
                s,
                ctx,
                eenheid=policy.EENHEID,
                rol=policy.ROOSTERBEHEERDER.id,
                soort=soort,
                sleutel=str(dienst.id),
                dinsdag=dienst.dinsdag,
                team=dienst.team_id,
                aantal=aantallen[dienst],
            )
        elif str(dienst.id) in open_nu:
            los_taak_op(s, ctx, eenheid=policy.EENHEID, soort=soort, sleutel=str(dienst.id))


def te_controleren(ctx: Context) -> tuple[int, ...]:
    """Return the teams that the daily check goes over."""
    with ctx.database.lezen() as s:
        return tuple(s.scalars(select(Consignatieteam.team_id).order_by(Consignatieteam.team_id)))


def controleer(ctx: Context, team_id: int) -> None:
    """Open and close the tasks about the duties of a team that are not over: open time, and who cannot serve.

    Duties that are others since a setting of the calendar changed become a task as well.
    """
    with ctx.database.transactie() as s:
        diensten = s.scalars(
            select(Dienst)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .where(Dienst.team_id == team_id, Dienst.einde > ctx.nu, Rooster.status.in_(GELDENDE_ROOSTERS))
            .order_by(Dienst.dinsdag)
        ).all()
        kalender = kalender_van(geldend(s, ctx.installatie))
        meld_gaten(s, ctx, diensten, kalender)
        delen = rijen(s, [dienst.id for dienst in diensten])
        feiten = _feiten(s, diensten, delen)
        niet = {dienst: _niet_inzetbaar(dienst, delen[dienst.id], feiten, kalender) for dienst in diensten}
        aantallen = {dienst: len(mensen) for dienst, mensen in niet.items() if mensen}
        _zet_taken(s, ctx, TAAK_NIET_INZETBAAR, diensten, aantallen)
        for rooster_id in sorted({d.rooster_id for d in diensten if loopt_uit_de_pas(d, kalender, ctx.nu)}):
            meld_taak(
                s,
                ctx,
                eenheid=policy.EENHEID,
                rol=policy.ROOSTERBEHEERDER.id,
                soort=TAAK_KALENDER,
                sleutel=str(rooster_id),
                team=team_id,
            )


def wisselende_diensten(ctx: Context, dinsdag: date) -> tuple[int, ...]:
    """Return the duties that begin with a Tuesday, for the change of guard."""
    with ctx.database.lezen() as s:
        return tuple(
            s.scalars(
                select(Dienst.id)
                .join(Rooster, Rooster.id == Dienst.rooster_id)
                .where(Dienst.dinsdag == dinsdag, Rooster.status.in_(GELDENDE_ROOSTERS))
                .order_by(Dienst.id)
            )
        )


def meld_wisseling(ctx: Context, dienst_id: int) -> None:
    """Tell who goes on duty to forward the team's number, and who goes off duty that it ends; once a duty."""
    with ctx.database.transactie() as s:
        dienst = s.scalars(select(Dienst).where(Dienst.id == dienst_id).with_for_update()).one()
        gemeld = select(Stap.id).where(
            Stap.soort == policy.DIENST, Stap.object_id == dienst_id, Stap.stap == "meld_wisseling"
        )
        if s.scalar(gemeld) is not None:
            return
        nummer = s.scalars(select(Consignatieteam.nummer).where(Consignatieteam.team_id == dienst.team_id)).one()
        vorige_id = s.scalar(
            select(Dienst.id).where(Dienst.team_id == dienst.team_id, Dienst.dinsdag == dienst.dinsdag - WEEK)
        )
        delen = rijen(s, [dienst_id] if vorige_id is None else [dienst_id, vorige_id])
        begint = {deel.medewerker_id for deel in delen[dienst_id][:1]}
        eindigt = {deel.medewerker_id for deel in delen[vorige_id][-1:]} if vorige_id is not None else set()
        for soort, mensen in (("jio.dienst_begint", begint), ("jio.dienst_eindigt", eindigt)):
            for wie in mensen:
                stuur(s, ctx, soort, wie, dinsdag=dienst.dinsdag, nummer=nummer)
        begin_stap(s, ctx, policy.DIENST, dienst_id, "meld_wisseling", "gemeld")


def _feiten(s: Session, diensten: Sequence[Dienst], delen: dict[int, list[Dienstdeel]]) -> dict[int, Inzetfeiten]:
    mensen = {deel.medewerker_id for lijst in delen.values() for deel in lijst}
    if not mensen:
        return {}
    return inzetfeiten(s, mensen, diensten[0].dinsdag, diensten[-1].dinsdag)


def _niet_inzetbaar(
    dienst: Dienst, delen: Sequence[Dienstdeel], feiten: dict[int, Inzetfeiten], kalender: Dienstkalender
) -> list[NietInzetbaar]:
    uit = []
    for wie in dict.fromkeys(deel.medewerker_id for deel in delen):
        eigen = [deel for deel in delen if deel.medewerker_id == wie]
        # Who is replaced from the day of the leave or illness on is no longer in the way of it.
        persoon = replace(
            feiten[wie], verlof=_tijdens(feiten[wie].verlof, eigen), ziekte=_tijdens(feiten[wie].ziekte, eigen)
        )
        uitkomst = toets(persoon, dienst.dinsdag, kalender.parameters, persoon.diensten)
        if hard := bezwaren(uitkomst):
            uit.append(NietInzetbaar(dienst.id, dienst.team_id, dienst.dinsdag, wie, persoon.naam, hard))
    return uit


def _tijdens(perioden: Iterable[Periode], delen: Iterable[Dienstdeel]) -> tuple[Periode, ...]:
    dagen = [(lokale_datum(deel.van), lokale_datum(deel.tot - datetime.resolution)) for deel in delen]
    return tuple(periode for periode in perioden if any(periode.raakt(*dag) for dag in dagen))


def _dubbel(delen: dict[int, list[Dienstdeel]], feiten: dict[int, Inzetfeiten]) -> tuple[Dubbel, ...]:
    alle = sorted((deel for lijst in delen.values() for deel in lijst), key=lambda d: (d.medewerker_id, d.van))
    return tuple(
        Dubbel(
            een.medewerker_id,
            feiten[een.medewerker_id].naam,
            (een.dienst_id, twee.dienst_id),
            twee.van,
            min(een.tot, twee.tot),
        )
        for een, twee in pairwise(alle)
        if een.medewerker_id == twee.medewerker_id and twee.van < een.tot
    )
