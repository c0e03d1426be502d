# SPDX-License-Identifier: EUPL-1.2
"""The calendar of payroll: until which day lines are taken for a month, and when a year is closed. HR records it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.loonmodels import Loonmaand
from core.people.policy import Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel

OBJECT = "core.loonkalender"

_PERIODE = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Sluiting:
    """What payroll's calendar says of the month of a run; None: HR recorded nothing."""

    #: The last day for the month, and the first later month that is still open when that day has passed.
    maand: date | None
    #: The day on which the year of the month was or will be closed.
    jaar: date | None
    volgende: tuple[str, date] | None

    def gesloten(self, op: date) -> bool:
        """Tell whether the month is closed."""
        return self.maand is not None and op > self.maand

    def jaar_gesloten(self, op: date) -> bool:
        """Tell whether the year is closed."""
        return self.jaar is not None and op > self.jaar


def kalender(ctx: Context, eenheden: Collection[str]) -> Sequence[Loonmaand]:
    """Return the closing days of the units that the actor may see, the newest month first."""
    zichtbaar = [eenheid for eenheid in eenheden if ctx.mag("bekijk", Doel(OBJECT, eenheid=eenheid))]
    vraag = select(Loonmaand).where(Loonmaand.eenheid.in_(zichtbaar), Loonmaand.vervallen_op.is_(None))
    with ctx.database.lezen() as s:
        return s.scalars(vraag.order_by(Loonmaand.periode.desc(), Loonmaand.eenheid)).all()


def sluiting(ctx: Context, eenheid: str, periode: str) -> Sluiting:
    """Return when the month of a run closes. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel(OBJECT, eenheid=eenheid))
    with ctx.database.lezen() as s:
        dagen = _dagen(s, eenheid)
    later = sorted((maand, dag) for maand, dag in dagen.items() if len(maand) == 7 and maand > periode)
    volgende = next(((maand, dag) for maand, dag in later if dag >= ctx.vandaag), None)
    return Sluiting(dagen.get(periode), dagen.get(periode[:4]), volgende)


def leg_sluiting_vast(ctx: Context, eenheid: str, periode: str, sluit_op: date) -> None:
    """Record the closing day of a month ``YYYY-MM`` or a year ``YYYY``; another day takes the place of an earlier one.

    Raises ``GeenToegang`` and ``Geweigerd``: months close in their order, and a year after its last month began.
    """
    ctx.eis("wijzig", Doel(OBJECT, eenheid=eenheid))
    if ctx.actor.account_id is None:
        raise GeenToegang("wijzig", OBJECT)
    if not _PERIODE.fullmatch(periode):
        raise Geweigerd("kalenderperiode", "schrijf een maand als 2026-03, of een jaar als 2026")
    if len(periode) == 4 and sluit_op < date(int(periode), 12, 1):
        raise Geweigerd("sluit_op", "een jaar sluit niet voor december")
    if len(periode) == 7 and abs(_afstand(periode, sluit_op)) > 2:
        raise Geweigerd("sluit_op", "deze dag ligt te ver van de maand")
    with ctx.database.transactie() as s:
        vergrendel(s, f"{Loonmaand.__tablename__} {eenheid}")
        dagen = _dagen(s, eenheid)
        if len(periode) == 7:
            for maand, dag in dagen.items():
                if len(maand) == 7 and ((maand < periode and dag >= sluit_op) or (maand > periode and dag <= sluit_op)):
                    raise Geweigerd("sluit_op", f"{maand} sluit op {dag:%d-%m-%Y}; maanden sluiten na elkaar")
        oud = s.scalar(
            select(Loonmaand).where(
                Loonmaand.eenheid == eenheid, Loonmaand.periode == periode, Loonmaand.vervallen_op.is_(None)
            )
        )
        if oud is not None:
            if oud.sluit_op == sluit_op:
                return
            oud.vervallen_op = ctx.nu
            s.flush()
        s.add(Loonmaand(eenheid=eenheid, periode=periode, sluit_op=sluit_op, door=ctx.actor.account_id, op=ctx.nu))
        noteer(s, ctx, "wijzig", OBJECT, f"{eenheid}/{periode}", sluit_op=sluit_op)


def _dagen(s: Session, eenheid: str) -> dict[str, date]:
    vraag = select(Loonmaand.periode, Loonmaand.sluit_op).where(
        Loonmaand.eenheid == eenheid, Loonmaand.vervallen_op.is_(None)
    )
    return dict(s.execute(vraag).all())


def _afstand(periode: str, dag: date) -> int:
    jaar, maand = map(int, periode.split("-"))
    return (dag.year - jaar) * 12 + dag.month - maand
