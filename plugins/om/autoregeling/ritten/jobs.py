# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of trips: asking for the manual registers, and telling on 6 January which are late (5.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.context import Context
from core.contributions import Jaarlijks, Job
from plugins.om.autoregeling.ritten.services import register


def _wie(ctx: Context, dag: date) -> Sequence[str]:
    return register.te_vragen(ctx, dag)


def _vraag(ctx: Context, dag: date, sleutel: str) -> None:
    register.vraag(ctx, sleutel, te_laat=False)


def _meld(ctx: Context, dag: date, sleutel: str) -> None:
    register.vraag(ctx, sleutel, te_laat=True)


JOBS = (
    Job(
        "om.ritregister_vragen",
        "Vraag berijders zonder digitaal systeem om hun rittenregistratie",
        Jaarlijks(1, 1, time(6, 0)),
        _wie,
        _vraag,
    ),
    Job(
        "om.ritregister_te_laat",
        "Meld welke rittenregistraties na 5 januari ontbreken",
        Jaarlijks(1, 6, time(6, 0)),
        _wie,
        _meld,
    ),
)
