# SPDX-License-Identifier: EUPL-1.2
"""Replacement car at home and abroad, and repatriation (Autoregeling OM 6.6 and 9)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.rules import Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.indeling import START

#: "Meer dan een dag": a day is 24 hours.
DAG_MINUTEN = 24 * 60
#: "Niet binnen 8 uur te repareren."
KLASSE_B_MINUTEN = 8 * 60
#: "Langer dan 48 uur."
REPATRIERING_MINUTEN = 48 * 60

#: The text speaks of more and of less than a day; exactly one day is nobody's.
PRECIES_EEN_DAG = "om_auto.lezing.precies_een_dag"


class Waar(StrEnum):
    """Where the car stands still."""

    NEDERLAND = "nederland"
    BUITENLAND = "buitenland"


class Klasse(StrEnum):
    """What the employee drives in the meantime."""

    GELIJK_OF_VERGELIJKBAAR = "gelijk_of_vergelijkbaar"
    B = "B"


@dataclass(frozen=True)
class Uitval:
    """A car that is not available, or abroad: that is under repair, in whole minutes."""

    waar: Waar
    niet_beschikbaar_minuten: int
    toestemming_werkgever: bool = False


@dataclass(frozen=True)
class VervangendeAuto:
    """The right to a replacement car; ``toegestaan`` is None where a person decides."""

    recht: bool
    toestemming_nodig: bool
    toegestaan: bool | None
    klasse: Klasse | None
    repatriering: bool


@calculation("OM-AUTO/vervangende-auto", articles=("Autoregeling OM 6.6", "Autoregeling OM 9"))
def vervangende_auto(gegeven: Uitval, parameters: Parameters, uitleg: Uitleg) -> VervangendeAuto:
    """Decide on a replacement car (Autoregeling OM 9), abroad with repatriation (6.6)."""
    if gegeven.waar is Waar.BUITENLAND:
        return _buitenland(gegeven.niet_beschikbaar_minuten, uitleg)
    return _nederland(gegeven, parameters, uitleg)


def _buitenland(minuten: int, uitleg: Uitleg) -> VervangendeAuto:
    recht, repatriering = minuten > KLASSE_B_MINUTEN, minuten > REPATRIERING_MINUTEN
    uitleg.stap("Autoregeling OM 6.6", f"OM-AUTO/vervangende-auto.{'klasse_b' if recht else 'binnen_8_uur'}")
    if repatriering:
        uitleg.stap("Autoregeling OM 6.6", "OM-AUTO/vervangende-auto.repatriering")
    return VervangendeAuto(recht, False, recht, Klasse.B if recht else None, repatriering)


def _nederland(gegeven: Uitval, parameters: Parameters, uitleg: Uitleg) -> VervangendeAuto:
    minuten, toestemming = gegeven.niet_beschikbaar_minuten, gegeven.toestemming_werkgever
    if minuten == DAG_MINUTEN:
        # A car stands still on no date in particular, so the reading is that of the start of the scheme.
        parameters.feit(PRECIES_EEN_DAG, START)
        noem_lezingen(parameters, uitleg)
        uitleg.stap("Autoregeling OM 9", "OM-AUTO/vervangende-auto.precies_een_dag")
        return VervangendeAuto(False, False, None, None, False)
    recht = minuten > DAG_MINUTEN
    toegestaan = recht or toestemming
    stap = "langer_dan_een_dag" if recht else "met_toestemming" if toestemming else "zonder_toestemming"
    uitleg.stap("Autoregeling OM 9", f"OM-AUTO/vervangende-auto.{stap}")
    klasse = Klasse.GELIJK_OF_VERGELIJKBAAR if toegestaan else None
    return VervangendeAuto(recht, not recht, toegestaan, klasse, False)
