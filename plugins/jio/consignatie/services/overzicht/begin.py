# SPDX-License-Identifier: EUPL-1.2
"""What somebody's first page tells about on-call duty, in three queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.models import Boeking, Run
from core.ledger.procedure import DEFINITIEF, Runstatus
from core.people.models import Team
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Declaratie, Dienst, Dienstdeel, Rooster, Ruil
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, REGELING, Ruilstatus
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
class Geboekt:
    """What was booked last for the reader's duties: the month, and whether payroll has it."""

    periode: str
    centen: int
    naar_salaris: bool


@dataclass(frozen=True)
class Begin:
    """The next duty, what was booked last, and how many things wait for the reader in which role."""

    dienst: Eerstvolgend | None
    geboekt: Geboekt | None
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
        rij, geboekt = None, None
        if zelf is not None:
            geboekt = _geboekt(s, zelf)
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
        geboekt,
        declaraties,
        vragen,
        beoordelen,
        doorgeven,
        vastleggen if mag_vastleggen else 0,
    )


def _geboekt(s: Session, medewerker_id: int) -> Geboekt | None:
    """Return the last month with a posting that counts, added up."""
    rij = s.execute(
        select(Boeking.periode, func.sum(Boeking.centen), func.max(Run.status))
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Boeking.medewerker_id == medewerker_id,
            Boeking.eenheid == policy.EENHEID,
            Boeking.regeling == REGELING,
            Run.status.in_(DEFINITIEF),
        )
        .group_by(Boeking.periode)
        .order_by(Boeking.periode.desc())
        .limit(1)
    ).first()
    # In the order of letters "goedgekeurd" comes after "geexporteerd": the last of them is the least far.
    return Geboekt(rij[0], int(rij[1]), rij[2] == Runstatus.GEEXPORTEERD) if rij else None


def _aantal(kolom: object, *voorwaarden: object) -> ScalarSelect[int]:
    return select(func.count(kolom)).where(*voorwaarden).scalar_subquery()  # type: ignore[arg-type]
