# SPDX-License-Identifier: EUPL-1.2
"""The written pieces in an employee's file, and what every step of a procedure leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.dossiers.procedure import Procedure
from core.people.policy import GeenToegang
from core.storage.audit import noteer
from plugins.om.autoregeling.opzoeken import werkgevers_van
from plugins.om.autoregeling.wagenpark.models import Dossierstuk, Stuksoort


class Loopt(Protocol):
    """What a procedure moves on: a row with a number and a state."""

    id: Any
    status: Any


@dataclass(frozen=True)
class Stukregel:
    """A piece of a file, as a page names it."""

    id: int
    soort: Stuksoort
    dag: date
    opgenomen_op: datetime


def zet_stap(s: Session, ctx: Context, procedure: Procedure, soort: str, rij: Loopt, stap_id: str) -> None:
    """Make a step of a procedure and leave an audit row.

    Raises ``StapNietMogelijk`` from the wrong state, and ``GeenToegang`` where the program tries a step of a person.
    """
    nieuw = procedure.na(rij.status, stap_id)
    if ctx.actor.is_programma and "programma" not in procedure.stap(stap_id).rollen:
        raise GeenToegang(stap_id, soort)
    soort_status: Any = type(rij.status)
    rij.status = soort_status(nieuw)
    noteer(s, ctx, stap_id, soort, rij.id, naar=nieuw)


def neem_op(
    s: Session,
    ctx: Context,
    soort: Stuksoort,
    medewerker_id: int,
    over_id: int,
    *,
    tekst: str = "",
    uitleg: Sequence[Any] = (),
    **gegevens: str | int | None,
) -> int:
    """Put a copy of a written piece in the employee's file (Autoregeling OM 2.1). Returns its number."""
    stuk = Dossierstuk(
        medewerker_id=medewerker_id,
        soort=soort,
        over_id=over_id,
        dag=ctx.vandaag,
        gegevens=gegevens,
        tekst=tekst,
        uitleg=list(uitleg),
        opgenomen_op=ctx.nu,
    )
    s.add(stuk)
    s.flush()
    noteer(s, ctx, "neem_op", "om.dossierstuk", stuk.id, over=over_id, stuk=soort)
    return stuk.id


def stukken_over(s: Session, medewerker_id: int, soorten: Sequence[Stuksoort], over_id: int) -> tuple[Stukregel, ...]:
    """Return the pieces in somebody's file about one object, the oldest first."""
    vraag = select(Dossierstuk.id, Dossierstuk.soort, Dossierstuk.dag, Dossierstuk.opgenomen_op).where(
        Dossierstuk.medewerker_id == medewerker_id,
        Dossierstuk.soort.in_(soorten),
        Dossierstuk.over_id == over_id,
    )
    return tuple(Stukregel(*rij) for rij in s.execute(vraag.order_by(Dossierstuk.id)))


def stukken_van(s: Session, medewerker_id: int) -> tuple[Stukregel, ...]:
    """Return everything in somebody's file, the newest first."""
    vraag = select(Dossierstuk.id, Dossierstuk.soort, Dossierstuk.dag, Dossierstuk.opgenomen_op).where(
        Dossierstuk.medewerker_id == medewerker_id
    )
    return tuple(Stukregel(*rij) for rij in s.execute(vraag.order_by(Dossierstuk.id.desc())))


def meld_werkgevers(s: Session, ctx: Context, soort: str, onderdeel_id: int, **gegevens: int | str | date) -> None:
    """Tell whoever is werkgever of a unit, but the actor."""
    for wie in werkgevers_van(s, onderdeel_id, ctx.vandaag):
        if wie != ctx.actor.medewerker_id:
            stuur(s, ctx, soort, wie, **gegevens)
