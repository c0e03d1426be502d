# SPDX-License-Identifier: EUPL-1.2
"""The holidays of a period with their names, for drawings and tables (CAO Rijk 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from core.calendar.feestdagen import Kalender, kandidaten
from core.rules import ParameterOntbreekt, Parameters, Parameterset

SLUITINGSDAG = "sluitingsdag"


def feestdagen(van: date, tot: date, parameters: Parameterset) -> Mapping[date, str]:
    """Return the holidays from ``van`` up to, not including, ``tot``; one of which the setting is missing is left out.

    A drawing is no calculation: nothing is paid on it, so it does without what is not known.
    """
    kalender, uit = Kalender(Parameters(parameters)), {}
    for nummer in range((tot - van).days):
        dag = van + timedelta(days=nummer)
        try:
            if kalender.feestdag(dag):
                uit[dag] = (" en ".join(kandidaten(dag.year).get(dag, ())) or SLUITINGSDAG).capitalize()
        except (ParameterOntbreekt, OverflowError):
            continue
    return uit
