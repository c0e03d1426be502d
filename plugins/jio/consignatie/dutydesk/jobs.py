# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of the duty desk: the clocks every minute, and the figures of a year. Each may be done again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Jaarlijks, Job, Telkens
from plugins.jio.consignatie.dutydesk.services import jaarcijfers, klok


def _klokken(ctx: Context, dag: date) -> Sequence[str]:
    return [str(nummer) for nummer in klok.te_bekijken(ctx)]


def _klok(ctx: Context, dag: date, sleutel: str) -> None:
    klok.bekijk(ctx, int(sleutel))


def _jaar(ctx: Context, dag: date) -> Sequence[str]:
    return [str(dag.year - 1)]


def _cijfers(ctx: Context, dag: date, sleutel: str) -> None:
    jaarcijfers.meld_klaar(ctx, int(sleutel))


JOBS = (
    Job("jio.reactieklok", "Kijk of een oproep na 15 minuten nog geen contact heeft", Telkens(1), _klokken, _klok),
    # The text says once a year and names no day (JIO 7.6): the middle of January is ours.
    Job("jio.jaarcijfers", "Vraag om het gesprek over de jaarcijfers", Jaarlijks(1, 15, time(8)), _jaar, _cijfers),
)
