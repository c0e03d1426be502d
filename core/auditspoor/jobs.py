# SPDX-License-Identifier: EUPL-1.2
"""The sealer runs every day; ``annex audit seal`` runs it at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.auditspoor.services import verzegel_spoor
from core.context import Context
from core.contributions import Dagelijks, Job


def _werk(_: Context, __: date) -> Sequence[str]:
    return ("spoor",)


def _doe(ctx: Context, _: date, __: str) -> None:
    verzegel_spoor(ctx)


JOBS = (Job("core.audit_verzegelen", "Neemt nieuwe auditregels op in de keten.", Dagelijks(time(3, 30)), _werk, _doe),)
