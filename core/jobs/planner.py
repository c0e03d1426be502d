# SPDX-License-Identifier: EUPL-1.2
"""The scheduler process: APScheduler in a process of its own, with its jobs in memory, never in a web worker."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime

from apscheduler.schedulers.blocking import BlockingScheduler

from core.calendar.tijd import AMSTERDAM
from core.context import Context
from core.jobs.klok import trigger
from core.jobs.services import maak_bekend, werk_bij


def nu_utc() -> datetime:
    """Return the present moment: the one place, beside the web application and the command line, that reads a clock."""
    return datetime.now(UTC)


def draai(ctx: Context) -> None:
    """Run until stopped: catch up what was missed, then do every job at its due moment."""
    houder = f"{socket.gethostname()}:{os.getpid()}"
    maak_bekend(ctx, ctx.installatie.jobs)
    planner = BlockingScheduler(timezone=AMSTERDAM)
    for bijdrage in ctx.installatie.jobs:
        planner.add_job(
            werk_bij,
            trigger(bijdrage.waarde),
            args=(ctx, nu_utc, houder, bijdrage.waarde.id),
            id=bijdrage.waarde.id,
            coalesce=True,
            misfire_grace_time=None,
        )
    # Work that stood still elsewhere, or waited for the database, is taken up within minutes.
    planner.add_job(
        werk_bij,
        "interval",
        minutes=5,
        args=(ctx, nu_utc, houder),
        id="core.inhalen",
        next_run_time=nu_utc(),
        max_instances=1,
    )
    planner.start()
