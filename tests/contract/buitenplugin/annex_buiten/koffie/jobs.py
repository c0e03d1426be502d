# SPDX-License-Identifier: EUPL-1.2
"""A cup for everybody, once a day."""

from __future__ import annotations

from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job

from .services import schenk, wie


def _werk(ctx: Context, dag: date) -> list[str]:
    return wie(ctx)


JOBS = (Job("buiten.koffie", "Koffie schenken", Dagelijks(time(10)), _werk, schenk),)
