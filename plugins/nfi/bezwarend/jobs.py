# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of the function lists: asking for the next one in time, and for the yearly conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from core.berichten.services import meld_taak
from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.contributions import Dagelijks, Jaarlijks, Job
from core.people.policy import HR
from plugins.nfi.bezwarend.berichten import TAAK_LIJST, TAAK_VOORWAARDE
from plugins.nfi.bezwarend.services.feiten import lees_lijsten
from plugins.nfi.bezwarend.services.mensen import met_voorwaarde
from plugins.nfi.policy import EENHEID

VOORUIT_MAANDEN = 3
"""How long before the last day of the last list HR is asked for the next."""


def _loopt_af(ctx: Context, dag: date) -> Sequence[str]:
    with ctx.database.lezen() as s:
        lijsten = lees_lijsten(s)
    laatste = max(lijsten.lijsten, key=lambda lijst: lijst.van)
    return [laatste.naam] if lijsten.einde <= plus_maanden(dag, VOORUIT_MAANDEN) else []


def _vraag_lijst(ctx: Context, dag: date, naam: str) -> None:
    with ctx.database.transactie() as s:
        einde = lees_lijsten(s).einde
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_LIJST, sleutel=naam, op=einde)


def _jaren(ctx: Context, dag: date) -> Sequence[str]:
    with ctx.database.lezen() as s:
        return [str(dag.year)] if met_voorwaarde(s, dag.year) else []


def _vraag_voorwaarden(ctx: Context, dag: date, jaar: str) -> None:
    with ctx.database.transactie() as s:
        aantal = len(met_voorwaarde(s, int(jaar)))
        if aantal:
            meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_VOORWAARDE, sleutel=jaar, aantal=aantal)


JOBS = (
    Job(
        "nfi.functielijst", "Vraag op tijd om de volgende functielijst", Dagelijks(time(7, 5)), _loopt_af, _vraag_lijst
    ),
    Job(
        "nfi.voorwaarden",
        "Vraag elk jaar wie aan de voorwaarde van de functielijst voldoet",
        Jaarlijks(1, 2, time(7, 10)),
        _jaren,
        _vraag_voorwaarden,
    ),
)
