# SPDX-License-Identifier: EUPL-1.2
"""Stretches of time on the time line, cut at Dutch midnights and counted in whole quarters of an hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar.tijd import begin_van_dag, lokale_datum, minuten

KWARTIER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Tijdvak:
    """A half-open stretch of time ``[van, tot)`` between two moments (UTC)."""

    van: datetime
    tot: datetime

    @property
    def minuten(self) -> int:
        """Elapsed whole minutes."""
        return minuten(self.van, self.tot)

    def doorsnede(self, ander: Tijdvak) -> Tijdvak | None:
        """Return what both stretches share, or None when that is nothing."""
        van, tot = max(self.van, ander.van), min(self.tot, ander.tot)
        return Tijdvak(van, tot) if van < tot else None


def samengevoegd(vakken: Iterable[Tijdvak]) -> list[Tijdvak]:
    """Return the union of the stretches in order; stretches that touch or overlap become one."""
    uit: list[Tijdvak] = []
    for vak in sorted(vakken, key=lambda vak: (vak.van, vak.tot)):
        if uit and vak.van <= uit[-1].tot:
            uit[-1] = Tijdvak(uit[-1].van, max(uit[-1].tot, vak.tot))
        else:
            uit.append(vak)
    return uit


def doorsneden(links: Iterable[Tijdvak], rechts: Iterable[Tijdvak]) -> list[Tijdvak]:
    """Return every stretch that a left and a right stretch share, in order."""
    rechts = list(rechts)
    gedeeld = [deel for vak in links for ander in rechts if (deel := vak.doorsnede(ander))]
    return sorted(gedeeld, key=lambda vak: vak.van)


def per_dag(vak: Tijdvak) -> Iterator[tuple[date, Tijdvak]]:
    """Cut a stretch at the Dutch midnights inside it."""
    van = vak.van
    while van < vak.tot:
        dag = lokale_datum(van)
        tot = min(vak.tot, begin_van_dag(dag + timedelta(days=1)))
        yield dag, Tijdvak(van, tot)
        van = tot


def kwartieren_per_dag(vak: Tijdvak) -> dict[date, int]:
    """Count the whole quarters of a stretch by the Dutch day on which each begins.

    Quarters are counted from the beginning of the stretch in elapsed time; an unfinished last one does not count
    (CAO Rijk 7.6: "iedere aaneengesloten periode van 15 minuten").
    """
    geteld: dict[date, int] = {}
    totaal = (vak.tot - vak.van) // KWARTIER
    al_begonnen = 0
    for dag, deel in per_dag(vak):
        begonnen = min(totaal, -((vak.van - deel.tot) // KWARTIER))
        if begonnen > al_begonnen:
            geteld[dag] = begonnen - al_begonnen
            al_begonnen = begonnen
    return geteld
