# SPDX-License-Identifier: EUPL-1.2
"""Whether a deduction that was announced may go to payroll: its day has passed, or the employee agreed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.loonmodels import Aankondiging


def onthoud_instemming(s: Session, ctx: Context, boeking_id: int) -> bool:
    """Record consent with an announced deduction; False when there is none that waits for it."""
    gewijzigd = s.execute(
        update(Aankondiging)
        .where(Aankondiging.boeking_id == boeking_id, Aankondiging.ingestemd_op.is_(None))
        .values(ingestemd_op=ctx.nu)
    )
    return bool(gewijzigd.rowcount)  # type: ignore[attr-defined]


def wacht_nog(op: date) -> ColumnElement[bool]:
    """Return the condition that an announced deduction may not go to payroll on a day."""
    return Aankondiging.ingestemd_op.is_(None) & or_(Aankondiging.wacht_tot.is_(None), Aankondiging.wacht_tot >= op)


def heeft_ingestemd(s: Session, boeking_id: int) -> bool:
    """Tell whether the employee agreed with the deduction of a posting."""
    aankondiging = s.get(Aankondiging, boeking_id)
    return aankondiging is not None and aankondiging.ingestemd_op is not None
