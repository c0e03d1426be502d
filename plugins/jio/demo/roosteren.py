# SPDX-License-Identifier: EUPL-1.2
"""Patch duty in the demo: five who take part, evenings that were and are to come, a release, and an old agreement."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from core.calendar.tijd import moment
from core.people.policy import HR
from core.rules import Geweigerd
from plugins.jio.demo.mensen import Bezetting, met_rol
from plugins.jio.rijksroosteren.rules import Categorie
from plugins.jio.rijksroosteren.services import groep, maatwerk, rooster, rra

TEAM = "servers"
DONDERDAG, ZATERDAG = 3, 5


def draai_patchdiensten(bezetting: Bezetting) -> None:
    """Sign people up, fill two months of Thursdays, and export the last complete month."""
    vandaag = bezetting.ctx.vandaag
    deze = vandaag.replace(day=1)
    vorige = (deze - timedelta(days=1)).replace(day=1)
    begonnen = (vorige - timedelta(days=1)).replace(day=1)
    leden, leider = bezetting.leden(TEAM)[:6], bezetting.leider(TEAM)
    doen_mee = leden[:5]
    for naam in doen_mee:
        groep.meld_aan(bezetting.als(naam, _op(begonnen, 10)), begonnen)
    donderdagen = _dagen(vorige, vandaag + timedelta(days=28), DONDERDAG)
    for beurt, dag in enumerate(donderdagen):
        _avond(bezetting, doen_mee[beurt % len(doen_mee)], leider, dag)
    zaterdag = _dagen(deze, deze + timedelta(days=14), ZATERDAG)[1]
    _release(bezetting, leden[5], leider, zaterdag)
    nummer = maatwerk.leg_vast(
        bezetting.als(leider, _op(begonnen, 11)),
        bezetting.ids[bezetting.leden(TEAM)[-1]],
        van=date(vandaag.year - 4, 1, 1),
        vindplaats="Personeelsdossier (fictief)",
    )
    maatwerk.stem_in(bezetting.als(leider, _op(begonnen, 11)), nummer, akkoord=True)
    hr = met_rol(bezetting.mensen.values(), HR.id)[0]
    rra.exporteer(bezetting.als(hr, _op(deze, 9)), f"{vorige:%Y-%m}")


def _avond(bezetting: Bezetting, naam: str, leider: str, dag: date) -> None:
    van, tot = moment(dag, time(20)), moment(dag + timedelta(days=1), time(0, 30))
    eerder = _op(dag - timedelta(days=21), 12)
    try:
        nummer = rooster.plan(bezetting.als(naam, eerder), bezetting.ids[naam], Categorie.PATCHDIENST, van, tot)
    except Geweigerd:
        # Somebody who is away then: the evening stays empty.
        return
    if dag > bezetting.ctx.vandaag + timedelta(days=14):
        return
    rooster.keur_goed(bezetting.als(leider, eerder), nummer)
    if tot + timedelta(hours=9) < bezetting.ctx.nu:
        rooster.realiseer(bezetting.als(naam, tot + timedelta(hours=9)), nummer, van, tot)


def _release(bezetting: Bezetting, naam: str, leider: str, dag: date) -> None:
    van, tot = moment(dag, time(9)), moment(dag, time(13))
    eerder = _op(dag - timedelta(days=10), 12)
    wie = bezetting.ids[naam]
    nummer = rooster.plan(bezetting.als(naam, eerder), wie, Categorie.WIJZIGING, van, tot, "Release 4.2")
    rooster.keur_goed(bezetting.als(leider, eerder), nummer)


def _dagen(van: date, tot: date, weekdag: int) -> list[date]:
    dagen = (van + timedelta(days=nummer) for nummer in range((tot - van).days))
    return [dag for dag in dagen if dag.weekday() == weekdag]


def _op(dag: date, uur: int) -> datetime:
    return moment(dag, time(uur))
