# SPDX-License-Identifier: EUPL-1.2
"""The daily look for addresses of people who left; done again it finds nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.jio.consignatie.agenda import services


def _vertrokken(ctx: Context, dag: date) -> Sequence[str]:
    return [str(nummer) for nummer in services.van_vertrokkenen(ctx)]


def _trek_in(ctx: Context, dag: date, sleutel: str) -> None:
    services.trek_in_na_vertrek(ctx, int(sleutel))


JOBS = (
    Job(
        "jio.agenda_vertrokken",
        "Trek de agenda-adressen in van wie niet meer bij JIO werkt",
        Dagelijks(time(6, 35)),
        _vertrokken,
        _trek_in,
    ),
)
