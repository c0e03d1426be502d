# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of the contribution. Every unit may be done again: it then finds nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from core.context import Context
from core.contributions import Dagelijks, Jaarlijks, Job, Maandelijks
from core.ledger.services import maak_run
from plugins.om.autoregeling.bijdrage.services import afrekeningen, signalen
from plugins.om.autoregeling.policy import EENHEID


def vorige_maand(dag: date) -> str:
    """Return the last complete month ``YYYY-MM`` before a day."""
    return f"{dag.replace(day=1) - timedelta(days=1):%Y-%m}"


def _maand(ctx: Context, dag: date) -> Sequence[str]:
    return [vorige_maand(dag)]


def _reken_maand(ctx: Context, dag: date, sleutel: str) -> None:
    maak_run(ctx, EENHEID, sleutel)


def _vorig_jaar(ctx: Context, dag: date) -> Sequence[str]:
    return [str(dag.year - 1)]


def _meld_afrekening(ctx: Context, dag: date, sleutel: str) -> None:
    afrekeningen.meld_aan_hr(ctx, int(sleutel))


def _begonnen(ctx: Context, dag: date) -> Sequence[str]:
    return [str(jaar) for jaar in afrekeningen.begonnen_jaren(ctx)]


def _werk_bij(ctx: Context, dag: date, sleutel: str) -> None:
    afrekeningen.werk_bij(ctx, int(sleutel))


def _waarschuwingen(ctx: Context, dag: date) -> Sequence[str]:
    return [een.sleutel for een in signalen.te_melden(ctx, dag)]


def _waarschuw(ctx: Context, dag: date, sleutel: str) -> None:
    signalen.meld(ctx, sleutel)


JOBS = (
    Job(
        "om.maandrun",
        "Bereken de voorschotten van de laatste hele maand als concept",
        Maandelijks(1, time(7, 45)),
        _maand,
        _reken_maand,
    ),
    # The text says January; that HR begins it, and not a clock, is because from then on advances are frozen.
    Job(
        "om.afrekening",
        "Vraag HR om de verrekening van het vorige jaar te beginnen",
        Jaarlijks(1, 6, time(7)),
        _vorig_jaar,
        _meld_afrekening,
    ),
    Job(
        "om.afrekening_bijwerken",
        "Zoek verrekeningen die op andere voorschotten rusten dan nu geboekt zijn",
        Dagelijks(time(6, 20)),
        _begonnen,
        _werk_bij,
    ),
    Job(
        "om.bijdrage_signalen",
        "Waarschuw berijders voor de norm van 500 kilometer, een groot saldo en een schatting die ontbreekt",
        Dagelijks(time(7, 20)),
        _waarschuwingen,
        _waarschuw,
    ),
)
