# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of patch duty: every month the custom agreements that lack a consent. Again it finds nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Job, Maandelijks
from plugins.jio.rijksroosteren.services import maatwerk


def _welke(ctx: Context, dag: date) -> Sequence[str]:
    return [str(nummer) for nummer in maatwerk.zonder_akkoord(ctx)]


def _vraag(ctx: Context, dag: date, sleutel: str) -> None:
    maatwerk.vraag_akkoord(ctx, int(sleutel))


JOBS = (
    Job(
        "jio.maatwerk",
        "Vraag akkoord op maatwerkafspraken waarvan er een ontbreekt",
        Maandelijks(1, time(7, 45)),
        _welke,
        _vraag,
    ),
)
