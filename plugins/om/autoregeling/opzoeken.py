# SPDX-License-Identifier: EUPL-1.2
"""Questions that every part of the car scheme asks: who works where, who decides there, who uses which car."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.rules.invoer import Geweigerd
from plugins.om.autoregeling.models import (
    Beheerderschap,
    Besluitna2023,
    Gebruik,
    Plaatsing,
    Voertuig,
    Werkgeverschap,
)
from plugins.om.autoregeling.rules.toekenning import LAATSTE_DAG

Gedateerd = type[Plaatsing] | type[Werkgeverschap] | type[Beheerderschap] | type[Gebruik]


def geldt_op(tabel: Gedateerd, dag: date) -> ColumnElement[bool]:
    """Return the condition that a dated row holds on a day, as now known."""
    return and_(
        tabel.vervallen_op.is_(None), tabel.van <= dag, or_(tabel.tot_en_met.is_(None), tabel.tot_en_met >= dag)
    )


def onderdeel_van(s: Session, medewerker_id: int, op: date) -> int | None:
    """Return the unit where an employee works on a day; None when it was never recorded."""
    vraag = select(Plaatsing.onderdeel_id).where(Plaatsing.medewerker_id == medewerker_id, geldt_op(Plaatsing, op))
    return s.scalars(vraag.order_by(Plaatsing.van.desc())).first()


def is_werkgever(s: Session, medewerker_id: int, onderdeel_id: int, op: date) -> bool:
    """Tell whether somebody counts as werkgever for a unit on a day (1.1)."""
    rij = exists().where(
        Werkgeverschap.medewerker_id == medewerker_id,
        geldt_op(Werkgeverschap, op),
        or_(Werkgeverschap.onderdeel_id == onderdeel_id, Werkgeverschap.onderdeel_id.is_(None)),
    )
    return bool(s.scalar(select(rij)))


def werkgeverschap_van(s: Session, medewerker_id: int, onderdeel_id: int, op: date) -> Werkgeverschap | None:
    """Return as what somebody is werkgever of a unit on a day; the row of the unit itself goes first."""
    vraag = select(Werkgeverschap).where(
        Werkgeverschap.medewerker_id == medewerker_id,
        geldt_op(Werkgeverschap, op),
        or_(Werkgeverschap.onderdeel_id == onderdeel_id, Werkgeverschap.onderdeel_id.is_(None)),
    )
    return s.scalars(vraag.order_by(Werkgeverschap.onderdeel_id.is_(None), Werkgeverschap.van.desc())).first()


def onderdelen_als_werkgever(s: Session, medewerker_id: int, op: date) -> frozenset[int] | None:
    """Return the units that somebody is werkgever of; None is all of them (the Procureur-Generaal)."""
    vraag = select(Werkgeverschap.onderdeel_id).where(
        Werkgeverschap.medewerker_id == medewerker_id, geldt_op(Werkgeverschap, op)
    )
    gevonden = set(s.scalars(vraag))
    return None if None in gevonden else frozenset(nr for nr in gevonden if nr is not None)


def werkgevers_van(s: Session, onderdeel_id: int, op: date) -> list[int]:
    """Return who counts as werkgever of a unit itself; the Procureur-Generaal only where there is nobody else."""
    vraag = select(Werkgeverschap.medewerker_id, Werkgeverschap.onderdeel_id).where(
        geldt_op(Werkgeverschap, op),
        or_(Werkgeverschap.onderdeel_id == onderdeel_id, Werkgeverschap.onderdeel_id.is_(None)),
    )
    rijen = s.execute(vraag.order_by(Werkgeverschap.medewerker_id)).all()
    eigen = [wie for wie, onderdeel in rijen if onderdeel is not None]
    return eigen or [wie for wie, _ in rijen]


def eis_werkgever(s: Session, ctx: Context, onderdeel_id: int | None, *, over: int | None = None) -> None:
    """Raise ``Geweigerd`` unless the actor is werkgever of the unit, and not deciding about himself.

    ``over`` is the employee whom the decision is about.
    """
    zelf = ctx.actor.medewerker_id
    if over is not None and zelf == over:
        raise Geweigerd("", "over je eigen dienstauto beslist een ander")
    if onderdeel_id is None:
        raise Geweigerd("onderdeel", "het onderdeel is niet bekend; leg eerst vast waar deze medewerker werkt")
    if zelf is None or not is_werkgever(s, zelf, onderdeel_id, ctx.vandaag):
        raise Geweigerd("", "alleen wie voor dit onderdeel werkgever is, beslist hierover (Autoregeling OM 1.1)")


def beheert(s: Session, medewerker_id: int, onderdeel_id: int, op: date) -> bool:
    """Tell whether somebody manages the cars of a unit, as local or as central manager."""
    rij = exists().where(
        Beheerderschap.medewerker_id == medewerker_id,
        geldt_op(Beheerderschap, op),
        or_(Beheerderschap.onderdeel_id == onderdeel_id, Beheerderschap.onderdeel_id.is_(None)),
    )
    return bool(s.scalar(select(rij)))


def beheerde_onderdelen(s: Session, medewerker_id: int, op: date) -> frozenset[int] | None:
    """Return the units whose cars somebody manages; None is all of them (Centraal Wagenparkbeheer)."""
    vraag = select(Beheerderschap.onderdeel_id).where(
        Beheerderschap.medewerker_id == medewerker_id, geldt_op(Beheerderschap, op)
    )
    gevonden = set(s.scalars(vraag))
    return None if None in gevonden else frozenset(nr for nr in gevonden if nr is not None)


def eis_beheer(s: Session, ctx: Context, onderdeel_id: int | None) -> None:
    """Raise ``Geweigerd`` unless the actor manages the cars of a unit; None is what only Centraal Beheer does."""
    zelf = ctx.actor.medewerker_id
    if ctx.actor.is_programma:
        return
    onderdelen = frozenset[int]() if zelf is None else beheerde_onderdelen(s, zelf, ctx.vandaag)
    if onderdelen is not None and onderdeel_id not in onderdelen:
        raise Geweigerd("", "alleen wie de auto's van dit onderdeel beheert, doet dit (Autoregeling OM 5.5)")


def gebruik_op(s: Session, voertuig_id: int, op: date) -> Gebruik | None:
    """Return who may use a car on a day."""
    vraag = select(Gebruik).where(Gebruik.voertuig_id == voertuig_id, geldt_op(Gebruik, op))
    return s.scalars(vraag.order_by(Gebruik.van.desc())).first()


def autos_van(s: Session, medewerker_id: int, op: date) -> list[tuple[Gebruik, Voertuig]]:
    """Return the cars of an employee on a day, the own car first."""
    vraag = (
        select(Gebruik, Voertuig)
        .join(Voertuig, Voertuig.id == Gebruik.voertuig_id)
        .where(Gebruik.medewerker_id == medewerker_id, geldt_op(Gebruik, op))
        .order_by(Gebruik.soort, Gebruik.van)
    )
    return [(gebruik, voertuig) for gebruik, voertuig in s.execute(vraag)]


def besluit_na_2023(s: Session, op: date) -> Besluitna2023 | None:
    """Return what HR decided about the scheme on a day after its term; None when nothing was decided or asked."""
    if op <= LAATSTE_DAG:
        return None
    vraag = select(Besluitna2023).where(Besluitna2023.vanaf <= op, Besluitna2023.vervallen_op.is_(None))
    return s.scalars(vraag.order_by(Besluitna2023.vanaf.desc(), Besluitna2023.id.desc())).first()
