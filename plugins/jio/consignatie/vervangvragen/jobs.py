# SPDX-License-Identifier: EUPL-1.2
"""The daily check of requests for a replacement; done again it finds nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.jio.consignatie.vervangvragen import services


def _vragen(ctx: Context, dag: date) -> Sequence[str]:
    return [str(nummer) for nummer in services.lopende_vragen(ctx)]


def _controleer(ctx: Context, dag: date, sleutel: str) -> None:
    services.controleer(ctx, int(sleutel))


JOBS = (
    Job(
        "jio.vervangvragen",
        "Sluit vragen om in te vallen waarvan de tijd voorbij of anders gevuld is",
        Dagelijks(time(6, 40)),
        _vragen,
        _controleer,
    ),
)
