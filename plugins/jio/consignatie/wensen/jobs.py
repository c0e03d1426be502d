# SPDX-License-Identifier: EUPL-1.2
"""The reminder to who has not said yet what they wish."""

from __future__ import annotations

from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.jio.consignatie.wensen import services


def _herinner(ctx: Context, dag: date, sleutel: str) -> None:
    services.herinner(ctx, int(sleutel))


JOBS = (
    Job(
        "jio.wensen_herinnering",
        "Herinner wie zijn wensen voor het rooster nog niet heeft doorgegeven",
        Dagelijks(time(8, 15)),
        lambda ctx, dag: [str(rooster_id) for rooster_id in services.te_herinneren(ctx)],
        _herinner,
    ),
)
