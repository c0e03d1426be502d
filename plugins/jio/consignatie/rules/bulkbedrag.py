# SPDX-License-Identifier: EUPL-1.2
"""The amount of many employees with one formula: the same whole numbers as ``bedrag_centen``, sorted out beforehand.

Below the salary at which a tariff reaches its maximum the amount grows with the salary, above it does not. Between two
such salaries the whole formula is one straight line, so one multiplication and one division are left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from plugins.jio.consignatie.rules.tarief import Formule

Bedrag = Callable[[int], int]
"""From a salary in cents, per month or per hour as the formula has it, to the allowance in cents."""


def bulkbedrag(formule: Formule) -> Bedrag:
    """Return what ``bedrag_centen`` would answer for this formula, as a function of the salary alone."""
    grenzen = sorted({hoogstens // per_cent for per_cent, hoogstens in formule.groepen if per_cent})
    lijnen = [_lijn(formule, salaris) for salaris in (*grenzen, (grenzen[-1] if grenzen else 0) + 1)]
    noemer = 2 * formule.noemer
    if len(grenzen) == 1:
        # Nearly always: the figures of the CAO are such that both columns reach their maximum at one salary.
        [grens], [(helling, begin), (_, plat)] = grenzen, lijnen
        hoogste = plat // noemer
        return lambda salaris: (helling * salaris + begin) // noemer if salaris <= grens else hoogste

    def bedrag(salaris: int) -> int:
        helling, begin = lijnen[bisect_left(grenzen, salaris)]
        return (helling * salaris + begin) // noemer

    return bedrag


def _lijn(formule: Formule, salaris: int) -> tuple[int, int]:
    """Return the line through this salary: slope and begin, doubled, with the half that rounds up in it."""
    onder = [(per_cent, hoogstens) for per_cent, hoogstens in formule.groepen if per_cent * salaris <= hoogstens]
    helling = sum(per_cent for per_cent, _ in onder)
    vast = sum(hoogstens for _, hoogstens in formule.groepen) - sum(hoogstens for _, hoogstens in onder)
    return 2 * helling, 2 * vast + formule.noemer
