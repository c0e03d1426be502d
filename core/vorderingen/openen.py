# SPDX-License-Identifier: EUPL-1.2
"""Opening a claim when HR decides so about a posting, and taking it back when HR decides otherwise."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.models import Boeking
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.vorderingen.models import Vordering, Vorderingsbetaling

OBJECT = "core.vordering"


def open_vordering(s: Session, ctx: Context, boeking: Boeking) -> int:
    """Open the claim for a posting below zero, in the caller's transaction, and return its number."""
    vordering = Vordering(
        boeking_id=boeking.id,
        eenheid=boeking.eenheid,
        medewerker_id=boeking.medewerker_id,
        centen=-boeking.centen,
        gemaakt_door=ctx.actor.account_id,
        gemaakt_op=ctx.nu,
    )
    s.add(vordering)
    s.flush()
    noteer(s, ctx, "open", OBJECT, vordering.id, boeking=boeking.id, centen=vordering.centen)
    return vordering.id


def trek_vordering_in(s: Session, ctx: Context, boeking_id: int) -> None:
    """Take back the claim for a posting, when there is one. Raises ``Geweigerd`` when something was paid on it."""
    vordering = s.scalar(
        select(Vordering)
        .where(Vordering.boeking_id == boeking_id, Vordering.ingetrokken_op.is_(None))
        .with_for_update()
    )
    if vordering is None:
        return
    betaald = exists().where(
        Vorderingsbetaling.vordering_id == vordering.id, Vorderingsbetaling.ingetrokken_op.is_(None)
    )
    if s.scalar(select(betaald)):
        raise Geweigerd("keuze", "op deze vordering is al betaald; draai de betaling eerst terug")
    vordering.ingetrokken_op = ctx.nu
    s.flush()
    noteer(s, ctx, "trek_in", OBJECT, vordering.id)
