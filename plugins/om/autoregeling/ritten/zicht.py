# SPDX-License-Identifier: EUPL-1.2
"""Who may see which trips: one row a group of vehicles, class and role. What no row opens is closed (5.5).

This is the whole table. The services apply it, below every page, file and message. What is shown of a trip to somebody
else than its driver never holds an odometer or a time of day: two readings of one car, less its business trips, are
the private kilometres of any week.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from plugins.om.autoregeling.models import Ritklasse, Voertuiggroep


class Zichtgroep(StrEnum):
    """How a vehicle stands to the contribution, on the day of the trip."""

    MET_BIJDRAGE = "met_bijdrage"
    ZONDER_BIJDRAGE = "zonder_bijdrage"
    POOL = "pool"


class Kijker(StrEnum):
    """Who looks, as far as anybody but the driver may."""

    WERKGEVER = "werkgever"
    LOKAAL = "lokaal"
    CENTRAAL = "centraal"


class Zicht(StrEnum):
    """What may be seen, from nothing to each trip."""

    NIETS = "niets"
    AANTAL = "aantal"
    """How many there are and how far, over a year."""
    JAARTOTAAL = "jaartotaal"
    """Kilometres over a year that has ended."""
    MET_TOESTEMMING = "met_toestemming"
    """Day and distance of each trip while the driver's consent runs."""
    RIT = "rit"
    """Day, distance and ends of each trip; a home address as a word."""


class Omvang(StrEnum):
    """What a driver may consent to."""

    WOONWERK = "woonwerk"
    PRIVE = "prive"


class Inzagedoel(StrEnum):
    """Why somebody may look: a closed list (5.5)."""

    FISCAAL = "fiscaal"
    ZAKELIJKE_ADRESSEN = "zakelijke_adressen"
    DIEFSTAL = "diefstal"


_Z, _W, _P, _O = Ritklasse.Z, Ritklasse.W, Ritklasse.P, Ritklasse.O
_IEDEREEN = (Kijker.WERKGEVER, Kijker.LOKAAL, Kijker.CENTRAAL)


def _rijen(groep: Zichtgroep, klasse: Ritklasse, zicht: Zicht) -> dict[tuple[Zichtgroep, Ritklasse, Kijker], Zicht]:
    return {(groep, klasse, kijker): zicht for kijker in _IEDEREEN}


#: The text opens the business trips of every vehicle, the year's total of private kilometres in January, and all data
#: of a pool car. Of commuting it says only that the driver shows it to the werkgever on request: that is a consent.
TABEL: Mapping[tuple[Zichtgroep, Ritklasse, Kijker], Zicht] = {
    **_rijen(Zichtgroep.MET_BIJDRAGE, _Z, Zicht.RIT),
    (Zichtgroep.MET_BIJDRAGE, _W, Kijker.WERKGEVER): Zicht.MET_TOESTEMMING,
    **_rijen(Zichtgroep.MET_BIJDRAGE, _P, Zicht.JAARTOTAAL),
    **_rijen(Zichtgroep.MET_BIJDRAGE, _O, Zicht.AANTAL),
    **_rijen(Zichtgroep.ZONDER_BIJDRAGE, _Z, Zicht.RIT),
    **_rijen(Zichtgroep.ZONDER_BIJDRAGE, _P, Zicht.JAARTOTAAL),
    **_rijen(Zichtgroep.ZONDER_BIJDRAGE, _O, Zicht.AANTAL),
    **_rijen(Zichtgroep.POOL, _Z, Zicht.RIT),
    **_rijen(Zichtgroep.POOL, _W, Zicht.RIT),
    **_rijen(Zichtgroep.POOL, _P, Zicht.RIT),
    **_rijen(Zichtgroep.POOL, _O, Zicht.RIT),
}

#: Which consent opens which class, to whom it may be given. Private trips of a car with contribution: day and distance.
TOESTEMMING: Mapping[Omvang, Ritklasse] = {Omvang.WOONWERK: _W, Omvang.PRIVE: _P}


def zicht(groep: Zichtgroep, klasse: Ritklasse, kijker: Kijker) -> Zicht:
    """Return what a role may see without anybody's consent."""
    return TABEL.get((groep, klasse, kijker), Zicht.NIETS)


def met_toestemming(groep: Zichtgroep, klasse: Ritklasse, kijker: Kijker, toegestaan: frozenset[Omvang]) -> bool:
    """Tell whether a consent of these opens trips of this class; only of a car with contribution (5.5)."""
    if groep is not Zichtgroep.MET_BIJDRAGE:
        return False
    gegeven = any(TOESTEMMING[omvang] is klasse for omvang in toegestaan)
    # Commuting is shown to the werkgever alone, private trips to whom the driver names.
    return gegeven and (klasse is _P or zicht(groep, klasse, kijker) is Zicht.MET_TOESTEMMING)


def groep_van(voertuig: Voertuiggroep, *, bijdrage: bool) -> Zichtgroep:
    """Return the group; ``bijdrage`` says whether contribution and bijtelling apply to the driver's use."""
    if voertuig is Voertuiggroep.POOL:
        return Zichtgroep.POOL
    return Zichtgroep.MET_BIJDRAGE if bijdrage else Zichtgroep.ZONDER_BIJDRAGE
