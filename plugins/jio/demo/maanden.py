# SPDX-License-Identifier: EUPL-1.2
"""The months before the last complete one are calculated, checked, approved by another, and exported."""

from __future__ import annotations

from datetime import date, timedelta

from core.demo import laatste_volle_maand
from core.ledger.services import controleer, exporteer, keur_goed, maak_run
from core.people.policy import HR
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.demo.mensen import Bezetting, met_rol


def betaal(bezetting: Bezetting) -> None:
    """Pay every month of the year but the last complete one: that one is left to whoever tries the demo."""
    een, twee = (bezetting.als(naam) for naam in met_rol(bezetting.mensen.values(), HR.id))
    laatste = laatste_volle_maand(bezetting.ctx.vandaag)
    maand = date(int(laatste[:4]), 1, 1)
    while f"{maand:%Y-%m}" < laatste:
        run = maak_run(een, EENHEID, f"{maand:%Y-%m}")
        controleer(een, run.id)
        keur_goed(twee, run.id, ook_onvolledig=True)
        exporteer(een, run.id)
        maand = (maand + timedelta(days=31)).replace(day=1)
