# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of the service cars: trip forms that are over their term (JIO 8.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Dagelijks, Job
from plugins.jio.autoregeling.services import gebruik


def _welke(ctx: Context, dag: date) -> Sequence[str]:
    return gebruik.te_late_formulieren(ctx)


def _meld(ctx: Context, dag: date, sleutel: str) -> None:
    gebruik.meld_te_laat(ctx, sleutel)


JOBS = (Job("jio.ritformulieren", "Meld ritregistraties die te laat zijn", Dagelijks(time(7, 20)), _welke, _meld),)
