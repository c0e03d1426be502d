# SPDX-License-Identifier: EUPL-1.2
"""Two renderings of one explanation: the driver's is complete, the employer's has nothing finer than a year (5.5)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from core.ledger.bulk import JSON_TEKST
from core.rules.uitleg import Stap

PERIODE = "OM-AUTO/verrekening.periode"
HEEL_JAAR = "OM-AUTO/verrekening.heel_jaar"
_ARTIKEL = "Autoregeling OM 4.1"


def vouw_stappen(stappen: Sequence[Stap]) -> list[Stap]:
    """Return the steps with one for the kilometres of the whole year in the place of one for each stretch of days."""
    perioden = [stap for stap in stappen if stap.code == PERIODE]
    if not perioden:
        return list(stappen)
    kilometers = sum(int(str(stap.waarden["kilometers"])) for stap in perioden)
    jaar = str(perioden[0].waarden["van"])[:4]
    heel = Stap(_ARTIKEL, HEEL_JAAR, {"jaar": jaar, "kilometers": kilometers})
    plek = next(nr for nr, stap in enumerate(stappen) if stap.code == PERIODE)
    uit = [stap for stap in stappen if stap.code != PERIODE]
    return [*uit[:plek], heel, *uit[plek:]]


def vouw_gegeven(gegeven: str) -> str:
    """Return the input of a settlement with the kilometres of the year as one number; other input as it is."""
    invoer = json.loads(gegeven)
    perioden = invoer.get("prive_kilometers")
    if not isinstance(perioden, list):
        return gegeven
    return JSON_TEKST({**invoer, "prive_kilometers": sum(int(deel["kilometers"]) for deel in perioden)})
