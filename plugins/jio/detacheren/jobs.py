# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of secondment: telling in time. Again on the same day it finds nobody to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.jio.detacheren.services import aankondigen


def _wie(ctx: Context, dag: date) -> Sequence[str]:
    return [str(medewerker_id) for medewerker_id in aankondigen.te_melden(ctx)]


def _meld(ctx: Context, dag: date, sleutel: str) -> None:
    aankondigen.meld(ctx, int(sleutel))


JOBS = (
    Job(
        "jio.detachering",
        "Meld wie binnenkort twee jaar in dezelfde functie is gedetacheerd",
        Dagelijks(time(7, 15)),
        _wie,
        _meld,
    ),
)
