# SPDX-License-Identifier: EUPL-1.2
"""What somebody's first page tells about on-call duty, in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select

from core.context import Context
from core.people.models import Team
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Declaratie, Dienst, Dienstdeel, Rooster, Ruil
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, Ruilstatus
from plugins.jio.consignatie.services.overzicht.declaraties import TE_BEOORDELEN, TE_DOEN


@dataclass(frozen=True)
class Eerstvolgend:
    """The duty that runs or comes next."""

    dienst_id: int
    teamnaam: str
    nummer: str
    van: datetime
    tot: datetime


@dataclass(frozen=True)
class Begin:
    """The next duty, and how many things wait for the reader in which role."""

    dienst: Eerstvolgend | None
    declaraties: int
    ruilvragen: int
    te_beoordelen: int
    door_te_geven: int
    vast_te_leggen: int


def begin(ctx: Context) -> Begin:
    """Return what waits for the actor; what the actor may not do counts as nothing."""
    zelf, beleid = ctx.actor.medewerker_id, ctx.installatie.beleid
    teams = beleid.reikwijdte(ctx.actor, "keur_goed", policy.DECLARATIE).teams
    mag_vastleggen = beleid.reikwijdte(ctx.actor, "leg_vast", policy.RUIL).omvat(policy.doel(policy.RUIL))
    with ctx.database.lezen() as s:
        rij = None
        if zelf is not None:
            rij = s.execute(
                select(Dienstdeel, Team.naam, Consignatieteam.nummer)
                .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
                .join(Rooster, Rooster.id == Dienst.rooster_id)
                .join(Consignatieteam, Consignatieteam.team_id == Dienst.team_id)
                .join(Team, Team.id == Dienst.team_id)
                .where(
                    Dienstdeel.medewerker_id == zelf,
                    Dienstdeel.vervallen_op.is_(None),
                    Dienstdeel.tot > ctx.nu,
                    Rooster.status.in_(GELDENDE_ROOSTERS),
                )
                .order_by(Dienstdeel.van)
                .limit(1)
            ).first()
        staat = Declaratie.vervallen_op.is_(None)
        aantallen = s.execute(
            select(
                _aantal(Declaratie.id, Declaratie.medewerker_id == zelf, staat, Declaratie.status.in_(TE_DOEN)),
                _aantal(Ruil.id, Ruil.gevraagde_id == zelf, Ruil.status == Ruilstatus.AANGEBODEN),
                select(func.count(Declaratie.id))
                .join(Dienst, Dienst.id == Declaratie.dienst_id)
                .where(
                    Dienst.team_id.in_(teams),
                    staat,
                    Declaratie.status.in_(TE_BEOORDELEN),
                    Declaratie.medewerker_id != zelf,
                )
                .scalar_subquery(),
                _aantal(Ruil.id, Ruil.team_id.in_(teams), Ruil.status == Ruilstatus.OVERGENOMEN),
                _aantal(Ruil.id, Ruil.status == Ruilstatus.BEKEND),
            )
        ).one()
    declaraties, vragen, beoordelen, doorgeven, vastleggen = aantallen
    return Begin(
        Eerstvolgend(rij[0].dienst_id, rij[1], rij[2], rij[0].van, rij[0].tot) if rij else None,
        declaraties,
        vragen,
        beoordelen,
        doorgeven,
        vastleggen if mag_vastleggen else 0,
    )


def _aantal(kolom: object, *voorwaarden: object) -> ScalarSelect[int]:
    return select(func.count(kolom)).where(*voorwaarden).scalar_subquery()  # type: ignore[arg-type]
