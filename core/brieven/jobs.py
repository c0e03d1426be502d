# SPDX-License-Identifier: EUPL-1.2
"""Letters that wait are made every few minutes; ``annex letters run`` makes them at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.brieven.rondes import RondeBezet, open_rondes, verwerk_ronde
from core.context import Context
from core.contributions import Job, Telkens


def _werk(ctx: Context, _: date) -> Sequence[str]:
    return tuple(map(str, open_rondes(ctx, ctx.nu)))


def _doe(ctx: Context, _: date, sleutel: str) -> None:
    try:
        verwerk_ronde(ctx, int(sleutel))
    except RondeBezet:
        # Whoever took it over goes on with it.
        return


JOBS = (Job("core.brieven", "Maakt brieven die klaarstaan.", Telkens(5), _werk, _doe),)
