# SPDX-License-Identifier: EUPL-1.2
"""Tenths of a kilometre become whole ones: once for a driver and a year, by a named reading (Autoregeling OM 4.1)."""

from __future__ import annotations

from collections.abc import Sequence

AFRONDEN = "om_auto.lezing.kilometers_afronden"
TIENDEN = 10


def hele_kilometers(tienden: Sequence[int], lezing: str) -> tuple[int, ...]:
    """Return the whole kilometres of each part; together they are the sum of the tenths, rounded once.

    The parts with the largest rest get the kilometres that are left, the earliest of equal ones first.
    """
    som = sum(tienden)
    totaal = (som + {"half_omhoog": TIENDEN // 2, "naar_beneden": 0, "naar_boven": TIENDEN - 1}[lezing]) // TIENDEN
    delen = [deel // TIENDEN for deel in tienden]
    over = totaal - sum(delen)
    for nr in sorted(range(len(delen)), key=lambda nr: (-(tienden[nr] % TIENDEN), nr))[:over]:
        delen[nr] += 1
    return tuple(delen)
