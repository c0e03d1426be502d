# SPDX-License-Identifier: EUPL-1.2
"""What every change leaves behind: a step of its procedure, an audit row, and a mark for the month run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.dossiers.procedure import Procedure
from core.ledger.merken import markeer_alle
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie.models import Dienst, Stap
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender


class Dossier(Protocol):
    """What a procedure moves on: a row with a number and a state, such as a roster, a swap or a claim."""

    id: Any
    status: Any


def zet_stap(
    s: Session,
    ctx: Context,
    procedure: Procedure,
    soort: str,
    dossier: Dossier,
    stap_id: str,
    toelichting: str | None = None,
) -> None:
    """Make a step of a procedure: the state changes, the step and an audit row are added.

    Raises ``StapNietMogelijk`` from the wrong state, ``GeenToegang`` for a step that a person must make and the
    program tries, and ``Geweigerd`` when another person than before must make it.
    """
    stap = procedure.stap(stap_id)
    nieuw = procedure.na(dossier.status, stap_id)
    if ctx.actor.is_programma and "programma" not in stap.rollen:
        # Nothing is approved, recorded or confirmed by silence.
        raise GeenToegang(stap_id, soort)
    if stap.anders_dan and _deed_eerder(s, ctx, soort, dossier.id, stap.anders_dan):
        raise Geweigerd("", "dit doet een ander dan wie een eerdere stap zette")
    soort_status: Any = type(dossier.status)
    dossier.status = soort_status(nieuw)
    begin_stap(s, ctx, soort, dossier.id, stap_id, nieuw, toelichting)


def begin_stap(
    s: Session, ctx: Context, soort: str, object_id: int, stap_id: str, naar: str, toelichting: str | None = None
) -> None:
    """Record a step, also the one with which something begins."""
    s.add(
        Stap(
            soort=soort,
            object_id=object_id,
            stap=stap_id,
            naar=naar,
            account_id=ctx.actor.account_id,
            medewerker_id=ctx.actor.medewerker_id,
            op=ctx.nu,
            toelichting=toelichting,
        )
    )
    noteer(s, ctx, stap_id, soort, object_id, naar=naar)


def merk(s: Session, kalender: Dienstkalender, wie: Iterable[tuple[Dienst, int]]) -> None:
    """Tell the month run, by duty and employee, that there is something new in the month of the duty."""
    maanden = ((kalender.periode(dienst.dinsdag, dienst.begin, dienst.einde), medewerker) for dienst, medewerker in wie)
    markeer_alle(s, EENHEID, maanden)


def _deed_eerder(s: Session, ctx: Context, soort: str, object_id: int, stappen: tuple[str, ...]) -> bool:
    zelf = Stap.account_id == ctx.actor.account_id
    if ctx.actor.medewerker_id is not None:
        zelf = or_(zelf, Stap.medewerker_id == ctx.actor.medewerker_id)
    return (
        s.scalar(
            select(Stap.id)
            .where(Stap.soort == soort, Stap.object_id == object_id, Stap.stap.in_(stappen), zelf)
            .limit(1)
        )
        is not None
    )
