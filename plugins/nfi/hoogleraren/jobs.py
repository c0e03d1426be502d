# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of the appointments. Again on the same day it finds nothing more to ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.nfi.hoogleraren.services import benoemingen


def _eindigend(ctx: Context, dag: date) -> Sequence[str]:
    return [str(nummer) for nummer in benoemingen.eindigend(ctx)]


def _meld_einde(ctx: Context, dag: date, sleutel: str) -> None:
    benoemingen.meld_einde(ctx, int(sleutel))


def _later_salaris(ctx: Context, dag: date) -> Sequence[str]:
    return [str(nummer) for nummer in benoemingen.met_later_salaris(ctx)]


def _meld_salaris(ctx: Context, dag: date, sleutel: str) -> None:
    benoemingen.meld_salaris(ctx, int(sleutel))


JOBS = (
    Job(
        "nfi.benoemingen",
        "Meld welke benoeming binnen een half jaar eindigt",
        Dagelijks(time(7, 20)),
        _eindigend,
        _meld_einde,
    ),
    Job(
        "nfi.later_salaris",
        "Vraag wat een salaris is dat na de toekenning is vastgelegd",
        Dagelijks(time(7, 25)),
        _later_salaris,
        _meld_salaris,
    ),
)
