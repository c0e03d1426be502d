# SPDX-License-Identifier: EUPL-1.2
"""A fictional NFI: paid over the first half of 2023, when list and amounts are known, and with questions today.

Made up is only what payroll asks, such as wage codes; from how many decibels noise counts stays unknown, so that the
task for HR and a line without an amount are seen. The same day gives the same NFI.
"""

from __future__ import annotations

from core.context import Context
from plugins.nfi.demo import benoemingen, lijsten, maanden, mensen


def vul(ctx: Context) -> None:
    """Fill the database with a fictional NFI, up to the day of ``ctx``."""
    bezetting = mensen.maak(ctx)
    lijsten.leg_vast(bezetting)
    benoemingen.ken_toe(bezetting)
    maanden.betaal(bezetting)
    lijsten.maak_volgende(bezetting)
    benoemingen.meld_aan(bezetting)
