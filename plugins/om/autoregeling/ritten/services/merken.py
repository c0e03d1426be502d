# SPDX-License-Identifier: EUPL-1.2
"""Marks in the ledger for a trip that was stored, changed or taken back."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.merken import markeer_alle
from plugins.om.autoregeling.bijdrage.merken import afrekenmaand, markeer_jaren
from plugins.om.autoregeling.policy import EENHEID


def markeer_ritten(s: Session, ctx: Context, jaren: Iterable[tuple[int, int]]) -> None:
    """Mark the settlement of drivers whose trips of a year changed, in the caller's transaction.

    ``jaren`` are pairs of driver and year. Of a year that is over the mark is set whether or not it is being settled:
    the settlement may begin at this very moment, and would not see the trip yet.
    """
    paren = list(jaren)
    markeer_jaren(s, paren)
    markeer_alle(s, EENHEID, ((afrekenmaand(jaar), wie) for wie, jaar in paren if jaar < ctx.vandaag.year))
