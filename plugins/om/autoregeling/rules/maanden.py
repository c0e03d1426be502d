# SPDX-License-Identifier: EUPL-1.2
"""Terms in months and years under the reading of a last month that has no such day."""

from __future__ import annotations

from datetime import date

from core.calendar.termijnen import Maandeinde, plus_maanden
from core.rules import Parameters

MAANDEINDE = "termijn.maandeinde"
LEESWIJZE = "Leeswijze termijnen"
VIER_MAANDEN = 4
MAANDEN_PER_JAAR = 12


def na_maanden(dag: date, maanden: int, parameters: Parameters) -> date:
    """Return the same day a number of months later; the reading, of the first day, is asked only where it decides."""
    if not gevraagde_lezing(dag, maanden):
        return plus_maanden(dag, maanden)
    return plus_maanden(dag, maanden, Maandeinde(parameters[MAANDEINDE, dag]))


def gevraagde_lezing(dag: date, maanden: int) -> tuple[tuple[str, date], ...]:
    """Return the look-up of the reading, where the last month has no such day; else nothing."""
    kortste, langste = (plus_maanden(dag, maanden, maandeinde) for maandeinde in Maandeinde)
    return () if kortste == langste else ((MAANDEINDE, dag),)


def volle_maanden(van: date, tot: date, parameters: Parameters) -> int:
    """Return how many months are over between two days: a month counts when the same day has come."""
    maanden = (tot.year - van.year) * MAANDEN_PER_JAAR + tot.month - van.month
    return maanden if na_maanden(van, maanden, parameters) <= tot else maanden - 1
