# SPDX-License-Identifier: EUPL-1.2
"""What somebody can offer and ask in return, and what a swap would do, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from core.context import Context
from core.people.models import Teamlid
from core.people.opzoeken import loopt_in
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.services.bezetting import Overdracht
from plugins.jio.consignatie.services.gevolgen import Gevolg, gevolg_van
from plugins.jio.consignatie.services.overzicht.jaarbeeld import diensten_met_delen
from plugins.jio.consignatie.services.ruilen import Deelkeuze

RUILBAAR = (Roosterstatus.GEPUBLICEERD, Roosterstatus.GEWIJZIGD)


@dataclass(frozen=True)
class Ruilbaar:
    """What one person performs of a duty that is not over."""

    dienst_id: int
    team_id: int
    teamnaam: str
    dinsdag: date
    medewerker_id: int
    naam: str
    van: datetime
    tot: datetime


@dataclass(frozen=True)
class Aanbod:
    """The reader's own coming duties, those of colleagues of the same teams, and those colleagues by name."""

    eigen: tuple[Ruilbaar, ...]
    anderen: tuple[Ruilbaar, ...]
    collegas: Mapping[int, str]


def aanbod(ctx: Context) -> Aanbod:
    """Return what the actor can offer and ask, in one query. Raises ``GeenToegang``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bied_aan", policy.doel(policy.RUIL, medewerker_id=zelf))
    lid_van = select(Teamlid.team_id).where(
        Teamlid.medewerker_id == zelf, loopt_in(Teamlid.van, Teamlid.tot_en_met, ctx.vandaag, ctx.vandaag)
    )
    doet_mee = (
        select(Dienst.team_id)
        .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
        .where(Dienstdeel.medewerker_id == zelf, Dienstdeel.vervallen_op.is_(None), Dienstdeel.tot > ctx.nu)
    )
    with ctx.database.lezen() as s:
        diensten, delen, namen = diensten_met_delen(
            s,
            and_(
                Dienst.einde > ctx.nu,
                Rooster.status.in_(RUILBAAR),
                Dienst.team_id.in_(lid_van) | Dienst.team_id.in_(doet_mee),
            ),
        )
    alle = [
        Ruilbaar(
            dienst.id,
            dienst.team_id,
            namen[dienst.team_id],
            dienst.dinsdag,
            wie,
            next(deel.naam for deel in delen[dienst.id] if deel.medewerker_id == wie),
            min(deel.van for deel in delen[dienst.id] if deel.medewerker_id == wie),
            max(deel.tot for deel in delen[dienst.id] if deel.medewerker_id == wie),
        )
        for dienst in diensten
        for wie in dict.fromkeys(deel.medewerker_id for deel in delen[dienst.id])
    ]
    anderen = tuple(deel for deel in alle if deel.medewerker_id != zelf)
    return Aanbod(
        tuple(deel for deel in alle if deel.medewerker_id == zelf),
        anderen,
        dict(sorted({deel.medewerker_id: deel.naam for deel in anderen}.items(), key=lambda paar: paar[1])),
    )


def gevolg_vooraf(
    ctx: Context, deel: Deelkeuze, *, gevraagde_id: int | None, terug: Deelkeuze | None, keuze: Aanbod
) -> Gevolg:
    """Return what an offer would do to both people, nothing stored. Raises ``Geweigerd`` and ``GeenToegang``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bied_aan", policy.doel(policy.RUIL, medewerker_id=zelf))
    if zelf is None:
        raise GeenToegang("bied_aan", policy.RUIL)
    overdrachten = [_overdracht(deel, keuze.eigen, "dienst", zelf, gevraagde_id)]
    if terug is not None:
        bekend = tuple(ander for ander in keuze.anderen if ander.medewerker_id == gevraagde_id)
        overdrachten.append(_overdracht(terug, bekend, "terug", gevraagde_id, zelf))
    with ctx.database.lezen() as s:
        return gevolg_van(s, ctx, overdrachten)


def _overdracht(
    deel: Deelkeuze, bekend: tuple[Ruilbaar, ...], veld: str, eruit: int | None, erin: int | None
) -> Overdracht:
    heeft = next((regel for regel in bekend if regel.dienst_id == deel.dienst_id), None)
    if heeft is None:
        raise Geweigerd(veld, "deze dienst is niet te ruilen")
    van, tot = deel.van or heeft.van, deel.tot or heeft.tot
    if not heeft.van <= van < tot <= heeft.tot:
        raise Geweigerd("van", "dit deel ligt niet binnen de dienst")
    return Overdracht(deel.dienst_id, van, tot, eruit, erin, Deelreden.RUIL)
