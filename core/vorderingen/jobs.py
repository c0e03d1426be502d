# SPDX-License-Identifier: EUPL-1.2
"""Every morning HR gets a task for each claim of which a term has passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from core.vorderingen.services import meld_te_laat, te_laat


def _werk(ctx: Context, _: date) -> Sequence[str]:
    return tuple(map(str, te_laat(ctx)))


def _doe(ctx: Context, _: date, sleutel: str) -> None:
    meld_te_laat(ctx, int(sleutel))


JOBS = (
    Job("core.vorderingen", "Meldt vorderingen die niet op tijd zijn betaald.", Dagelijks(time(6, 30)), _werk, _doe),
)
