# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of costs: terms that are over, once a day. Again on the same day it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.om.autoregeling.kosten.services import posten


def _werk(ctx: Context, dag: date) -> Sequence[str]:
    return ["kosten"]


def _doe(ctx: Context, dag: date, sleutel: str) -> None:
    posten.loop(ctx)


JOBS = (
    Job(
        "om.kosten",
        "Leg kosten voor aan de werkgever en maak besluiten definitief als de termijn voorbij is",
        Dagelijks(time(6, 10)),
        _werk,
        _doe,
    ),
)
