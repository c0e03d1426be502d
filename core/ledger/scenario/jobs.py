# SPDX-License-Identifier: EUPL-1.2
"""Scenarios that are too large to wait for are calculated one after the other, soon after they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.context import Context
from core.contributions import Job, Telkens
from core.ledger.scenario.services import reken_wachtend, wachtende
from core.plugins import Installatie, laad
from core.settings import Instellingen


def installatie() -> Installatie:
    """Return what is installed, as the settings of the environment say: for a process of its own."""
    return laad(Instellingen.uit_omgeving().geblokkeerd)


def _werk(ctx: Context, _: date) -> Sequence[str]:
    return [str(nummer) for nummer in wachtende(ctx)]


def _doe(ctx: Context, _: date, sleutel: str) -> None:
    reken_wachtend(ctx, int(sleutel), installatie)


JOBS = (Job("core.scenario", "Rekent scenario's uit die te groot zijn om op te wachten.", Telkens(1), _werk, _doe),)
