# SPDX-License-Identifier: EUPL-1.2
"""Replacement car, repatriation and fiscal value (JIO 8.2, "Hulpverlening", "Onderhoud" and "Privégebruik")."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from core.rules import Bereik, Parameters, Uitleg, calculation

#: "Niet binnen 8 uur gerepareerd": a replacement car in class B.
KLASSE_B_MINUTEN = 8 * 60
#: "Langer dan 24 uur buiten gebruik door schade of onderhoud": SCW DJI arranges a car.
SCW_DJI_MINUTEN = 24 * 60
#: "Als de reparatie in het buitenland langer duurt dan 48 uur."
REPATRIERING_MINUTEN = 48 * 60
#: "Minder dan 30 dagen een vervangende auto": the fiscal value stays.
FISCALE_WAARDE_DAGEN = 30


class Oorzaak(StrEnum):
    """Why the car cannot be used."""

    PECH = "pech"
    SCHADE = "schade"
    ONDERHOUD = "onderhoud"


class FiscaleWaarde(StrEnum):
    """What a replacement car does to the fiscal value; the text is silent from 30 days on."""

    ONGEWIJZIGD = "ongewijzigd"
    BESLUIT_NODIG = "besluit_nodig"


@dataclass(frozen=True)
class Uitval:
    """A car out of use; times in whole minutes."""

    oorzaak: Oorzaak
    reparatie_minuten: int
    buiten_gebruik_minuten: int
    buitenland: bool = False
    vervangende_auto_dagen: Annotated[int, Bereik(1)] | None = None


@dataclass(frozen=True)
class VervangendVervoer:
    """What the employee may count on."""

    recht_op_klasse_b: bool
    scw_dji_regelt: bool
    toestemming_algemeen_directeur_nodig: bool
    repatriering: bool
    fiscale_waarde: FiscaleWaarde | None


@calculation("JIO-AUTO/vervangend-vervoer", articles=("JIO 8.2",))
def vervangend_vervoer(gegeven: Uitval, parameters: Parameters, uitleg: Uitleg) -> VervangendVervoer:
    """Return the rights when a car is out of use (JIO 8.2).

    Two readings: class B stands under roadside assistance, so not for maintenance; and permission of the algemeen
    directeur, which the text asks around maintenance, is asked whenever neither of the two rules gives a car.
    """
    klasse_b = gegeven.oorzaak is not Oorzaak.ONDERHOUD and gegeven.reparatie_minuten > KLASSE_B_MINUTEN
    scw_dji = gegeven.oorzaak is not Oorzaak.PECH and gegeven.buiten_gebruik_minuten > SCW_DJI_MINUTEN
    repatriering = gegeven.buitenland and gegeven.reparatie_minuten > REPATRIERING_MINUTEN
    fiscaal = None
    if gegeven.vervangende_auto_dagen is not None:
        kort = gegeven.vervangende_auto_dagen < FISCALE_WAARDE_DAGEN
        fiscaal = FiscaleWaarde.ONGEWIJZIGD if kort else FiscaleWaarde.BESLUIT_NODIG
    stappen = {
        "klasse_b": klasse_b,
        "scw_dji": scw_dji,
        "toestemming": not (klasse_b or scw_dji),
        "repatriering": repatriering,
        f"fiscale_waarde_{fiscaal}": fiscaal is not None,
    }
    for naam in (naam for naam, waar in stappen.items() if waar):
        uitleg.stap("JIO 8.2", f"JIO-AUTO/vervangend-vervoer.{naam}")
    return VervangendVervoer(klasse_b, scw_dji, not (klasse_b or scw_dji), repatriering, fiscaal)
