# SPDX-License-Identifier: EUPL-1.2
"""Marks the months whose pay may change because a fact about a person changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.context import Context


@dataclass(frozen=True)
class Geraakt:
    """A fact about a person at a unit changed from a day up to and including a day; no end is until now."""

    eenheid: str
    medewerker_id: int
    van: date
    tot_en_met: date | None


def merk(s: Session, ctx: Context, feiten: Iterable[Geraakt]) -> None:
    """Mark the persons in every month that the facts can touch, in the caller's transaction."""
    from core.ledger.services import markeer  # noqa: PLC0415 - the ledger asks this package who works where

    per_maand: dict[tuple[str, str], set[int]] = {}
    for feit in feiten:
        for periode in maanden(feit.van, feit.tot_en_met, ctx.vandaag):
            per_maand.setdefault((feit.eenheid, periode), set()).add(feit.medewerker_id)
    for (eenheid, periode), medewerker_ids in sorted(per_maand.items()):
        markeer(s, eenheid, periode, sorted(medewerker_ids))


def maanden(van: date, tot_en_met: date | None, vandaag: date) -> list[str]:
    """Return the months ``YYYY-MM`` that a period can touch, up to the month after today.

    One month more on either side: a duty that runs over the end of a month is paid in one of the two.
    """
    laatste = plus_maanden(vandaag if tot_en_met is None else min(tot_en_met, vandaag), 1)
    uit, maand = [], plus_maanden(van, -1).replace(day=1)
    while maand <= laatste:
        uit.append(f"{maand:%Y-%m}")
        maand = plus_maanden(maand, 1)
    return uit
