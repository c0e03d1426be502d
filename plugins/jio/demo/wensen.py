# SPDX-License-Identifier: EUPL-1.2
"""Next year's wishes of two teams in the demo, and a proposal that waits for somebody to decide on it."""

from __future__ import annotations

from datetime import date, timedelta

from core.rules import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.rules.jaarrooster import dinsdagen
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.overzicht.roosterlijst import roosterlijst
from plugins.jio.consignatie.voorstel.services import aanvragen, rekenen
from plugins.jio.consignatie.wensen import services
from plugins.jio.consignatie.wensen.rules import Wenssoort
from plugins.jio.demo.mensen import Bezetting, met_rol

TEAMS = ("netwerk", "servers")
OPEN = timedelta(days=14)
_SOORTEN = (Wenssoort.KAN_NIET, Wenssoort.LIEVER_NIET, Wenssoort.GRAAG)


def vraag(bezetting: Bezetting) -> None:
    """Open the wishes of next year, let most people answer, and have one proposal made where a solver is installed."""
    beheerder = met_rol(bezetting.mensen.values(), policy.ROOSTERBEHEERDER.id)[0]
    jaar = bezetting.ctx.vandaag.year + 1
    for code in TEAMS:
        rooster_id = _concept(bezetting, beheerder, code, jaar)
        if rooster_id is None:
            # In December next year is published already.
            continue
        sluit_op = min(bezetting.ctx.vandaag + OPEN, date(jaar, 1, 1))
        services.open_ronde(bezetting.als(beheerder), rooster_id, sluit_op=sluit_op)
        for plaats, naam in enumerate(bezetting.leden(code)[:5]):
            services.leg_vast(bezetting.als(naam), rooster_id, _wensen(jaar, plaats))
        if code == TEAMS[0]:
            _laat_voorstellen(bezetting, beheerder, rooster_id)


def _concept(bezetting: Bezetting, beheerder: str, code: str, jaar: int) -> int | None:
    ctx = bezetting.als(beheerder)
    team = next(team for team in roosterlijst(ctx).teams if team.team_id == bezetting.teams[code])
    if (kop := team.roosters.get(jaar)) is None:
        return roosters.maak(ctx, team.team_id, jaar)
    return kop.id if kop.status is Roosterstatus.CONCEPT else None


def _wensen(jaar: int, plaats: int) -> dict[date, Wenssoort]:
    """A summer week that is impossible, one to avoid and one that is welcome; different for everybody."""
    weken = dinsdagen(jaar)
    return {weken[(26 + plaats * 2 + nummer * 11) % len(weken)]: soort for nummer, soort in enumerate(_SOORTEN)}


def _laat_voorstellen(bezetting: Bezetting, beheerder: str, rooster_id: int) -> None:
    nummer = aanvragen.vraag(bezetting.als(beheerder), rooster_id)
    try:
        rekenen.oplosser()
    except Geweigerd:
        # Without the extra the request stands there, and waits.
        return
    rekenen.reken(bezetting.programma(bezetting.ctx.nu), nummer)
