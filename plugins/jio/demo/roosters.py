# SPDX-License-Identifier: EUPL-1.2
"""The rosters of the demo: this year's by rotation, and next year's as far as it would be by now."""

from __future__ import annotations

from datetime import date, datetime, time

from core.calendar.tijd import moment
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.services import roosters
from plugins.jio.demo.mensen import TEAMS, Bezetting, met_rol

OKTOBER, DECEMBER = 10, 12


def maak(bezetting: Bezetting) -> None:
    """Make and publish a roster for every team; from October on next year's stands there as a draft."""
    vandaag = bezetting.ctx.vandaag
    beheerder = met_rol(bezetting.mensen.values(), policy.ROOSTERBEHEERDER.id)[0]
    if vandaag.month == 1:
        _maak_jaar(bezetting, beheerder, vandaag.year - 1, date(vandaag.year - 1, 1, 2), publiceer=True)
    _maak_jaar(bezetting, beheerder, vandaag.year, date(vandaag.year - 1, DECEMBER, 1), publiceer=True)
    if vandaag.month >= OKTOBER:
        dag = date(vandaag.year, OKTOBER, 1)
        _maak_jaar(bezetting, beheerder, vandaag.year + 1, dag, publiceer=vandaag.month == DECEMBER)


def _maak_jaar(bezetting: Bezetting, beheerder: str, jaar: int, dag: date, *, publiceer: bool) -> None:
    op: datetime = moment(dag, time(10))
    for nummer, plan in enumerate(TEAMS):
        leider = bezetting.leider(plan.code)
        rooster_id = roosters.maak(bezetting.als(beheerder, op), bezetting.teams[plan.code], jaar)
        leden = [bezetting.ids[naam] for naam in bezetting.leden(plan.code)]
        # Another person begins in every team and year.
        begin = (nummer * 3 + jaar) % len(leden)
        vulling = roosters.vul_op_rotatie(bezetting.als(leider, op), rooster_id, leden[begin:] + leden[:begin])
        if vulling.niet:
            raise RuntimeError(f"demo: het rooster van {plan.naam} is niet te vullen")
        if publiceer:
            roosters.zet(bezetting.als(leider, op), rooster_id, "raadpleeg")
            roosters.zet(bezetting.als(beheerder, op), rooster_id, "publiceer")
