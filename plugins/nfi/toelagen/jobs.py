# SPDX-License-Identifier: EUPL-1.2
"""The month of the NFI, calculated as a draft on the first day after it; people check and approve it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from core.context import Context
from core.contributions import Job, Maandelijks
from core.ledger.services import maak_run
from plugins.nfi.policy import EENHEID


def _vorige_maand(ctx: Context, dag: date) -> Sequence[str]:
    return [f"{dag.replace(day=1) - timedelta(days=1):%Y-%m}"]


def _reken(ctx: Context, dag: date, periode: str) -> None:
    maak_run(ctx, EENHEID, periode)


JOBS = (
    Job("nfi.maandrun", "Bereken de toelagen van de vorige maand", Maandelijks(1, time(7, 35)), _vorige_maand, _reken),
)
