# SPDX-License-Identifier: EUPL-1.2
"""What a new value of a parameter may not do to the duties."""

from __future__ import annotations

from datetime import timedelta

from core.contributions import Parametertoets
from core.rules import Feit, ParameterOntbreekt, Parameterset
from plugins.jio.consignatie.rules.consignatietijd import HANDOVER
from plugins.jio.consignatie.rules.dienst import WEEK
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender


def laat_gat(nieuw: Parameterset, feit: Feit) -> str | None:
    """Refuse a start date that leaves on-call time between the old and the new way of handing over.

    From CUT to SHIFT_START on a Tuesday that is a feestdag the old duty ends at 17.00 uur and the next begins a
    werkdag later: fifteen hours would be nobody's.
    """
    kalender = Dienstkalender(nieuw)
    eerste = feit.vanaf + timedelta(days=(1 - feit.vanaf.weekday()) % 7)
    try:
        vorige, volgende = kalender.dienst(eerste - WEEK), kalender.dienst(eerste)
        open_tijd = kalender.tussen(vorige.einde, volgende.start)
    except ParameterOntbreekt:
        return None
    if not open_tijd:
        return None
    uren = sum((vak.tot - vak.van for vak in open_tijd), timedelta(0)) // timedelta(hours=1)
    return f"van {vorige.einde:%d-%m-%Y} op {volgende.start:%d-%m-%Y} heeft dan {uren} uur lang niemand dienst"


TOETSEN = (Parametertoets(HANDOVER, laat_gat),)
