# SPDX-License-Identifier: EUPL-1.2
"""Marks the months whose pay may change because a fact about a person changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.ledger.merken import markeer_alle
from core.ledger.models import Run


@dataclass(frozen=True)
class Geraakt:
    """A fact about a person at a unit changed from a day up to and including a day; no end is until now."""

    eenheid: str
    medewerker_id: int
    van: date
    tot_en_met: date | None


def merk(s: Session, ctx: Context, feiten: Iterable[Geraakt]) -> None:
    """Mark the persons in every month that the facts can touch, in the caller's transaction.

    Months before the first run of a unit get no mark: the first run of a month passes over everybody anyway.
    """
    per_eenheid = te_merken(s, ctx, feiten)
    for eenheid in sorted(per_eenheid):
        markeer_alle(s, eenheid, per_eenheid[eenheid])


def te_merken(s: Session, ctx: Context, feiten: Iterable[Geraakt]) -> dict[str, set[tuple[str, int]]]:
    """Return by unit the pairs of month and person that the facts can touch."""
    per_eenheid: dict[str, set[tuple[str, int]]] = {}
    begin = _eerste_maanden(s)
    recent = _maand(plus_maanden(ctx.vandaag, -2))
    for feit in feiten:
        merken = per_eenheid.setdefault(feit.eenheid, set())
        # A run that is being made right now cannot be seen yet, so the last months always count.
        vanaf = min(begin.get(feit.eenheid, recent), recent)
        merken.update((periode, feit.medewerker_id) for periode in maanden(feit, vanaf, ctx.vandaag))
    return per_eenheid


def maanden(feit: Geraakt, vanaf: str, vandaag: date) -> list[str]:
    """Return the months ``YYYY-MM`` that a fact can touch, from ``vanaf`` up to the month after today.

    One month more on either side: a duty that runs over the end of a month is paid in one of the two.
    """
    laatste = _maand(plus_maanden(vandaag if feit.tot_en_met is None else min(feit.tot_en_met, vandaag), 1))
    maand = max(plus_maanden(feit.van.replace(day=1), -1), date.fromisoformat(f"{vanaf}-01"))
    uit = []
    while (periode := _maand(maand)) <= laatste:
        uit.append(periode)
        maand = plus_maanden(maand, 1)
    return uit


def _eerste_maanden(s: Session) -> dict[str, str]:
    rijen = s.execute(select(Run.eenheid, func.min(Run.periode)).group_by(Run.eenheid))
    return dict(rijen.all())


def _maand(dag: date) -> str:
    return f"{dag:%Y-%m}"
