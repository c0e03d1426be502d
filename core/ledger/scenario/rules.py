# SPDX-License-Identifier: EUPL-1.2
"""Months of a scenario, and which groups are too small to show: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar.termijnen import plus_maanden
from core.rules.invoer import Geweigerd

MEESTE_MAANDEN = 36
"""Months of one scenario: a column of the workbook each."""

KLEINSTE_GROEP = "scenario.kleinste_groep"
"""How many people a group has at least to be shown by itself."""


@dataclass(frozen=True)
class Groep:
    """People of one salary scale in one unit; ``schaal`` None is those of several scales together."""

    eenheid: str
    schaal: int | None
    personen: int
    #: Persons for whom something changes.
    gewijzigd: int
    oud_centen: int
    nieuw_centen: int

    @property
    def verschil_centen(self) -> int:
        """New minus old."""
        return self.nieuw_centen - self.oud_centen


def maanden(van: str, tot_en_met: str) -> tuple[str, ...]:
    """Return the months from one up to and including another, as ``YYYY-MM``. Raises ``Geweigerd``."""
    eerste, laatste = _maand("van", van), _maand("tot_en_met", tot_en_met)
    if laatste < eerste:
        raise Geweigerd("tot_en_met", "de laatste maand ligt voor de eerste")
    aantal = (laatste.year - eerste.year) * 12 + laatste.month - eerste.month + 1
    if aantal > MEESTE_MAANDEN:
        raise Geweigerd("tot_en_met", f"een scenario beslaat ten hoogste {MEESTE_MAANDEN} maanden")
    return tuple(f"{plus_maanden(eerste, nr):%Y-%m}" for nr in range(aantal))


def vouw(groepen: Sequence[Groep], kleinste: int | None) -> tuple[Groep, ...]:
    """Return the groups of one unit, those of fewer than ``kleinste`` people taken together.

    What is taken together is large enough itself: otherwise the next smallest group goes with it, or what was left out
    could be found by subtracting. Without a smallest size, and for a unit that is too small, nothing is split.
    """
    if not groepen:
        return ()
    rij = sorted(groepen, key=lambda groep: (groep.personen, groep.schaal or 0))
    samen: list[Groep] = []
    while rij and (
        kleinste is None or rij[0].personen < kleinste or 0 < sum(groep.personen for groep in samen) < kleinste
    ):
        samen.append(rij.pop(0))
    los = sorted(rij, key=lambda groep: groep.schaal or 0)
    if not samen:
        return tuple(los)
    rest = Groep(
        groepen[0].eenheid,
        None,
        sum(groep.personen for groep in samen),
        sum(groep.gewijzigd for groep in samen),
        sum(groep.oud_centen for groep in samen),
        sum(groep.nieuw_centen for groep in samen),
    )
    return (*los, rest)


def _maand(veld: str, periode: str) -> date:
    try:
        dag = date.fromisoformat(f"{periode}-01")
    except ValueError as fout:
        raise Geweigerd(veld, "schrijf een maand als 2026-03") from fout
    if len(periode) != 7:
        raise Geweigerd(veld, "schrijf een maand als 2026-03")
    return dag
