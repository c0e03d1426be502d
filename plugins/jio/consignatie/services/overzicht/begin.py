# SPDX-License-Identifier: EUPL-1.2
"""What somebody's first page tells about on-call duty, in three queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BigInteger, BindParameter, Executable, ScalarSelect, bindparam, func, literal, select

from core.context import Context
from core.ledger.models import Boeking, Run
from core.ledger.procedure import DEFINITIEF, Runstatus
from core.people.models import Team
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Declaratie, Dienst, Dienstdeel, Rooster, Ruil
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, REGELING, Ruilstatus
from plugins.jio.consignatie.ringen.models import Ring, Ringdeel
from plugins.jio.consignatie.ringen.procedure import Ringstatus
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
    dienst, geboekt = None, None
    with ctx.database.lezen() as s:
        if zelf is not None:
            dienst = s.execute(_eerste_dienst(), {"zelf": zelf, "nu": ctx.nu}).first()
            geboekt = s.execute(_laatste_maand(), {"zelf": zelf}).first()
        wacht = s.execute(_wat_wacht(bool(teams), mag_vastleggen), {"zelf": zelf, "teams": sorted(teams)}).one()
    return Begin(
        Eerstvolgend(*dienst) if dienst else None,
        # In the order of letters "goedgekeurd" comes after "geexporteerd": the last of them is the least far.
        Geboekt(geboekt[0], int(geboekt[1]), geboekt[2] == Runstatus.GEEXPORTEERD) if geboekt else None,
        wacht.declaraties,
        wacht.ruilvragen,
        wacht.te_beoordelen,
        wacht.door_te_geven,
        wacht.vast_te_leggen,
    )


# Built once: this is the page that everybody opens, and building these costs more than asking them.

_ZELF = bindparam("zelf", type_=BigInteger)


@cache
def _eerste_dienst() -> Executable:
    """Return the question for the duty that runs or comes next."""
    return (
        select(Dienstdeel.dienst_id, Team.naam, Consignatieteam.nummer, Dienstdeel.van, Dienstdeel.tot)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .join(Consignatieteam, Consignatieteam.team_id == Dienst.team_id)
        .join(Team, Team.id == Dienst.team_id)
        .where(
            Dienstdeel.medewerker_id == _ZELF,
            Dienstdeel.vervallen_op.is_(None),
            Dienstdeel.tot > bindparam("nu"),
            Rooster.status.in_(GELDENDE_ROOSTERS),
        )
        .order_by(Dienstdeel.van)
        .limit(1)
    )


@cache
def _laatste_maand() -> Executable:
    """Return the question for the last month with a posting that counts, added up."""
    return (
        select(Boeking.periode, func.sum(Boeking.centen), func.max(Run.status))
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Boeking.medewerker_id == _ZELF,
            Boeking.eenheid == policy.EENHEID,
            Boeking.regeling == REGELING,
            Run.status.in_(DEFINITIEF),
        )
        .group_by(Boeking.periode)
        .order_by(Boeking.periode.desc())
        .limit(1)
    )


@cache
def _wat_wacht(leidt: bool, legt_vast: bool) -> Executable:
    """Return the question for the five numbers; what is not the reader's to do is not counted."""
    staat, niets = Declaratie.vervallen_op.is_(None), literal(0)
    teams: BindParameter[int] = bindparam("teams", expanding=True)
    te_beoordelen = (
        select(func.count(Declaratie.id))
        .join(Dienst, Dienst.id == Declaratie.dienst_id)
        .where(
            Dienst.team_id.in_(teams),
            staat,
            Declaratie.status.in_(TE_BEOORDELEN),
            # Compares as different with nobody too: an account without an employee may lead a team for somebody.
            Declaratie.medewerker_id.is_distinct_from(_ZELF),
        )
        .scalar_subquery()
    )
    # Of a swap between three, one of the three does nothing for the others.
    zonder_zelf = Ring.id.notin_(select(Ringdeel.ring_id).where(Ringdeel.gever_id == _ZELF))
    door_te_geven = _aantal(Ruil.id, Ruil.team_id.in_(teams), Ruil.status == Ruilstatus.OVERGENOMEN) + _aantal(
        Ring.id, Ring.team_id.in_(teams), Ring.status == Ringstatus.AKKOORD, zonder_zelf
    )
    vast_te_leggen = _aantal(Ruil.id, Ruil.status == Ruilstatus.BEKEND) + _aantal(
        Ring.id, Ring.status == Ringstatus.BEKEND, zonder_zelf
    )
    return select(
        _aantal(Declaratie.id, Declaratie.medewerker_id == _ZELF, staat, Declaratie.status.in_(TE_DOEN)).label(
            "declaraties"
        ),
        _aantal(Ruil.id, Ruil.gevraagde_id == _ZELF, Ruil.status == Ruilstatus.AANGEBODEN).label("ruilvragen"),
        (te_beoordelen if leidt else niets).label("te_beoordelen"),
        (door_te_geven if leidt else niets).label("door_te_geven"),
        (vast_te_leggen if legt_vast else niets).label("vast_te_leggen"),
    )


def _aantal(kolom: object, *voorwaarden: object) -> ScalarSelect[int]:
    return select(func.count(kolom)).where(*voorwaarden).scalar_subquery()  # type: ignore[arg-type]
