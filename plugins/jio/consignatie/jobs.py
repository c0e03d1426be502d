# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of the on-call duty. Every unit may be done again: it then finds nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta

from core.context import Context
from core.contributions import Dagelijks, Jaarlijks, Job, Maandelijks, Wekelijks
from core.ledger.services import maak_run
from plugins.jio.consignatie.dutydesk.services import wisseling
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.consignatie.services import brieftaken, declaraties, dekking, roosters, roosterversies

DINSDAG = 1


def vorige_maand(dag: date) -> str:
    """Return the last complete month ``YYYY-MM`` before a day."""
    return f"{dag.replace(day=1) - timedelta(days=1):%Y-%m}"


def _per_nummer(doe: Callable[[Context, int], object]) -> Callable[[Context, date, str], None]:
    def een(ctx: Context, dag: date, sleutel: str) -> None:
        doe(ctx, int(sleutel))

    return een


def _nummers(werk: Callable[[Context], Sequence[int]]) -> Callable[[Context, date], Sequence[str]]:
    def alle(ctx: Context, dag: date) -> Sequence[str]:
        return [str(nummer) for nummer in werk(ctx)]

    return alle


def _reken_maand(ctx: Context, dag: date, sleutel: str) -> None:
    maak_run(ctx, EENHEID, sleutel)


def _meld_wisseling(ctx: Context, dienst_id: int) -> None:
    dekking.meld_wisseling(ctx, dienst_id)
    wisseling.herinner(ctx, dienst_id)


def _wisselingen(ctx: Context, dag: date) -> Sequence[str]:
    return [str(nummer) for nummer in dekking.wisselende_diensten(ctx, dag)]


def _jaren(ctx: Context, dag: date) -> Sequence[str]:
    return [f"{team_id}:{dag.year + 1}" for team_id in roosters.teams_zonder_rooster(ctx, dag.year + 1)]


def _open_jaar(ctx: Context, dag: date, sleutel: str) -> None:
    team_id, jaar = map(int, sleutel.split(":"))
    roosters.open_jaar(ctx, team_id, jaar)


JOBS = (
    Job(
        "jio.maandrun",
        "Bereken de toelagen van de laatste hele maand als concept",
        Maandelijks(1, time(7, 30)),
        lambda ctx, dag: [vorige_maand(dag)],
        _reken_maand,
    ),
    Job(
        "jio.dekking",
        "Zoek diensten die niet zijn gevuld en mensen die niet kunnen",
        Dagelijks(time(6, 30)),
        _nummers(dekking.te_controleren),
        _per_nummer(dekking.controleer),
    ),
    Job(
        "jio.roosterversies",
        "Maak de versies van roosters die zijn gepubliceerd voordat versies werden bewaard",
        Dagelijks(time(6, 50)),
        _nummers(roosterversies.onvolledig),
        _per_nummer(roosterversies.vul_aan),
    ),
    Job(
        "jio.wisseling",
        "Meld de wisseling van de wacht en het doorschakelen van het nummer",
        Wekelijks(DINSDAG, time(17)),
        _wisselingen,
        _per_nummer(_meld_wisseling),
    ),
    Job(
        "jio.brieven",
        "Zoek wie binnenkort dienst heeft zonder aanwijzingsbrief, en meld het HR",
        Dagelijks(time(6, 45)),
        _nummers(brieftaken.te_melden),
        _per_nummer(brieftaken.meld),
    ),
    Job(
        "jio.declaraties",
        "Zet declaraties klaar van diensten die gisteren of eerder eindigden",
        Dagelijks(time(7)),
        _nummers(declaraties.te_declareren),
        _per_nummer(declaraties.zet_klaar),
    ),
    Job(
        "jio.herinnering",
        "Herinner aan declaraties die nog niet zijn bevestigd, als HR een termijn heeft ingevuld",
        Dagelijks(time(8)),
        _nummers(declaraties.te_herinneren),
        _per_nummer(declaraties.herinner),
    ),
    # The text gives no day by which next year's roster must be there (JIO 7.6): a quarter of a year before is ours.
    Job(
        "jio.volgend_jaar",
        "Open de roosters van volgend jaar als concept",
        Jaarlijks(10, 1, time(6)),
        _jaren,
        _open_jaar,
    ),
)
