# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of the fleet: the clocks and the letters, once a day. Again on the same day it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.om.autoregeling.wagenpark.services import klokken, post


def _klokken(ctx: Context, dag: date) -> Sequence[str]:
    return ["klokken"]


def _loop(ctx: Context, dag: date, sleutel: str) -> None:
    klokken.loop(ctx)


def _stukken(ctx: Context, dag: date) -> Sequence[str]:
    return [str(stuk_id) for stuk_id in post.te_schrijven(ctx)]


def _schrijf(ctx: Context, dag: date, sleutel: str) -> None:
    post.schrijf(ctx, int(sleutel))


JOBS = (
    Job("om.klokken", "Volg de termijnen van het wagenpark", Dagelijks(time(6, 45)), _klokken, _loop),
    Job("om.brieven", "Schrijf de brieven over dienstauto's", Dagelijks(time(7, 5)), _stukken, _schrijf),
)
