# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of reports: the clocks of 48 hours every half hour, cars to hand over once a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job, Telkens
from plugins.om.autoregeling.meldingen.services import melden, overdrachten


def _werk(ctx: Context, dag: date) -> Sequence[str]:
    return ["alles"]


def _volg(ctx: Context, dag: date, sleutel: str) -> None:
    melden.volg_klokken(ctx)


def _vraag(ctx: Context, dag: date, sleutel: str) -> None:
    overdrachten.loop(ctx)


JOBS = (
    Job("om.meldingsklokken", "Volg de 48 uur van schade en verloren passen", Telkens(30), _werk, _volg),
    Job("om.overdrachten", "Vraag dienstauto's over bij verlof en ziekte", Dagelijks(time(6, 5)), _werk, _vraag),
)
