# SPDX-License-Identifier: EUPL-1.2
"""Marks in the ledger for whoever changes a fact of the contribution: which months must be calculated again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.merken import markeer_alle
from plugins.om.autoregeling.bijdrage.feiten import staat
from plugins.om.autoregeling.policy import EENHEID


def afrekenmaand(jaar: int) -> str:
    """Return the effect month of the settlement of a year, for who is not settled earlier."""
    return f"{jaar + 1}-01"


def markeer_recht(
    s: Session, ctx: Context, medewerker_ids: Sequence[int], van: date, tot_en_met: date | None = None
) -> None:
    """Mark drivers whose right, declaration, estimate or regime of some days changed, in the caller's transaction.

    The advances of those months, and the settlements of those years as far as they have begun. Without a last day up
    to and including this month: later ones have not been booked.
    """
    laatste = min(tot_en_met or ctx.vandaag, ctx.vandaag)
    maanden = [
        f"{nummer // 12}-{nummer % 12 + 1:02d}"
        for nummer in range(van.year * 12 + van.month - 1, laatste.year * 12 + laatste.month)
    ]
    markeer_alle(s, EENHEID, ((maand, wie) for maand in maanden for wie in medewerker_ids))
    markeer_jaren(s, ((wie, jaar) for jaar in range(van.year, laatste.year + 1) for wie in medewerker_ids))


def markeer_jaren(s: Session, jaren: Iterable[tuple[int, int]]) -> None:
    """Mark the settlements of (driver, year) that have begun, such as after a trip that came late or was corrected."""
    paren = list(jaren)
    standen = staat(s, sorted({wie for wie, _ in paren}))
    markeer_alle(
        s,
        EENHEID,
        (
            (standen.vroeg.get((wie, jaar), afrekenmaand(jaar)), wie)
            for wie, jaar in paren
            if standen.afgerekend(wie, jaar)
        ),
    )
