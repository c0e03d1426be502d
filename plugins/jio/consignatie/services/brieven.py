# SPDX-License-Identifier: EUPL-1.2
"""Designation letters: for which time of a duty somebody was designated in writing (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak, doorsneden, samengevoegd
from core.calendar.tijd import begin_van_dag
from core.ledger.bulk import een_van
from plugins.jio.consignatie.models import Aanwijzing

_ALTIJD = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Brief:
    """A signed letter: the first day of its designation, and the first day on which it no longer holds."""

    id: int
    per: date
    ingetrokken_per: date | None

    @property
    def tijdvak(self) -> Tijdvak:
        """The time of the designation, from 00:00 of its first day on."""
        tot = _ALTIJD if self.ingetrokken_per is None else begin_van_dag(self.ingetrokken_per)
        van = begin_van_dag(self.per)
        return Tijdvak(van, max(van, tot))

    def omvat(self, vakken: Sequence[Tijdvak]) -> bool:
        """Tell whether stretches in order lie in the time of the designation."""
        return (
            self.ingetrokken_per is None
            # The clock of UTC is behind ours: the day before is a day before everywhere.
            and (self.per < vakken[0].van.date() or begin_van_dag(self.per) <= vakken[0].van)
        )


@dataclass(frozen=True, slots=True)
class Aangewezen:
    """What of a duty somebody performed while designated; ``per`` is the date that the rules ask for."""

    vakken: tuple[Tijdvak, ...]
    per: date | None


def brieven(s: Session, medewerker_ids: Collection[int]) -> dict[int, tuple[Brief, ...]]:
    """Return the signed letters of people, oldest first.

    A letter designates in writing from its signature on: signed later than its first day, it counts from then.
    """
    uit: dict[int, tuple[Brief, ...]] = {}
    vraag = (
        select(
            Aanwijzing.id, Aanwijzing.medewerker_id, Aanwijzing.per, Aanwijzing.getekend_op, Aanwijzing.ingetrokken_per
        )
        .where(een_van(s, Aanwijzing.medewerker_id, list(medewerker_ids)), Aanwijzing.getekend_op.is_not(None))
        .order_by(Aanwijzing.medewerker_id, Aanwijzing.per, Aanwijzing.id)
    )
    for id, medewerker_id, per, getekend_op, ingetrokken_per in s.connection().execute(vraag).all():
        brief = Brief(id, max(per, getekend_op or per), ingetrokken_per)
        uit[medewerker_id] = (*uit.get(medewerker_id, ()), brief)
    return uit


def aangewezen(vakken: Sequence[Tijdvak], letters: Sequence[Brief]) -> Aangewezen:
    """Cut stretches to the time of the letters: what lies outside is never paid (JIO 7.6)."""
    samen = tuple(vakken if len(vakken) == 1 else samengevoegd(vakken))
    if samen and len(letters) == 1 and letters[0].omvat(samen):
        # One letter for all of it is what nearly everybody has: a month run asks this for every duty.
        return Aangewezen(samen, letters[0].per)
    binnen = tuple(doorsneden(samen, samengevoegd(brief.tijdvak for brief in letters)))
    passend = [brief.per for brief in letters if any(brief.tijdvak.doorsnede(vak) for vak in samen)]
    return Aangewezen(binnen, min(passend, default=None))
