# SPDX-License-Identifier: EUPL-1.2
"""Calculating the proposals that were asked for: the only place beside the command line where the solver runs."""

from __future__ import annotations

from datetime import date

from core.context import Context
from core.contributions import Job, Telkens
from plugins.jio.consignatie.voorstel.services import rekenen

MINUTEN = 2


def _reken(ctx: Context, dag: date, sleutel: str) -> None:
    rekenen.reken(ctx, int(sleutel))


JOBS = (
    Job(
        "jio.voorstel",
        "Bereken de roostervoorstellen die zijn gevraagd",
        Telkens(MINUTEN),
        lambda ctx, dag: [str(voorstel_id) for voorstel_id in rekenen.te_rekenen(ctx)],
        _reken,
    ),
)
