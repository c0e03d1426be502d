# SPDX-License-Identifier: EUPL-1.2
"""When the use period of a car ends at the latest (Autoregeling OM 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from core.rules import Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.maanden import LEESWIJZE, MAANDEN_PER_JAAR, na_maanden

#: "Maximaal 5 jaar of 160.000 kilometer."
MAXIMUM_JAREN = 5
MAXIMUM_KILOMETERS = 160_000
#: "Vanaf 1 januari 2021 geen auto's met een datum eerste toelating van voor 1 januari 2016."
GRENS_TOELATING = date(2016, 1, 1)
VERBOD_VANAF = date(2021, 1, 1)

GEBRUIKSPERIODE_START = "om_auto.lezing.gebruiksperiode_start"


class Grond(StrEnum):
    """What ends the period; of two on one day the first is named."""

    VIJF_JAAR = "vijf_jaar"
    KILOMETERS = "kilometers"
    WERKGEVER = "werkgever"


@dataclass(frozen=True)
class Kilometerstand:
    """What the odometer showed on a day."""

    datum: date
    kilometers: int


@dataclass(frozen=True)
class Autogebruik:
    """A car in use, its odometer, and perhaps a shorter period set by the employer."""

    ingebruikname: date
    eerste_toelating: date
    werkgever_einde: date | None = None
    kilometerstanden: tuple[Kilometerstand, ...] = ()
    peildatum: date | None = None

    def __post_init__(self) -> None:
        if self.eerste_toelating > self.ingebruikname:
            raise Geweigerd("eerste_toelating", "de eerste toelating ligt niet na de ingebruikname")
        if self.werkgever_einde is not None and self.werkgever_einde < self.ingebruikname:
            raise Geweigerd("werkgever_einde", "het einde ligt niet voor de ingebruikname")
        if self.kilometerstanden and self.kilometerstanden[0].datum < self.ingebruikname:
            raise Geweigerd("kilometerstanden[1].datum", "deze dag ligt niet voor de ingebruikname")
        for nr, (vorige, stand) in enumerate(pairwise(self.kilometerstanden), 2):
            if stand.datum <= vorige.datum:
                raise Geweigerd(f"kilometerstanden[{nr}].datum", "elke stand ligt na de vorige")
            if stand.kilometers < vorige.kilometers:
                raise Geweigerd(f"kilometerstanden[{nr}].kilometers", "een stand is niet lager dan de vorige")

    @property
    def verboden(self) -> bool:
        """Whether the car is too old to be in use on the reference date."""
        return self.peildatum is not None and self.peildatum >= VERBOD_VANAF and self.eerste_toelating < GRENS_TOELATING


@dataclass(frozen=True)
class Gebruiksperiode:
    """The last day and why, what is left of the kilometres, and the ban on old cars for a reference date."""

    uiterste_datum: date
    einde: date
    grond: Grond
    resterende_kilometers: int
    mag_in_gebruik_zijn: bool | None


@calculation("OM-AUTO/gebruiksperiode", articles=("Autoregeling OM 2.4", LEESWIJZE))
def gebruiksperiode(gegeven: Autogebruik, parameters: Parameters, uitleg: Uitleg) -> Gebruiksperiode:
    """Return the earliest of five years, 160,000 km and the employer's date (Autoregeling OM 2.4)."""
    lezing = parameters[GEBRUIKSPERIODE_START, gegeven.ingebruikname]
    start = gegeven.eerste_toelating if lezing == "eerste_toelating" else gegeven.ingebruikname
    uiterste = na_maanden(start, MAXIMUM_JAREN * MAANDEN_PER_JAAR, parameters)
    if gegeven.werkgever_einde is not None and gegeven.werkgever_einde > uiterste:
        raise Geweigerd("werkgever_einde", "de werkgever kan de periode korter maken, niet langer")
    vol = (stand.datum for stand in gegeven.kilometerstanden if stand.kilometers >= MAXIMUM_KILOMETERS)
    eindes = {Grond.VIJF_JAAR: uiterste, Grond.KILOMETERS: next(vol, None), Grond.WERKGEVER: gegeven.werkgever_einde}
    einde, grond = min(
        ((dag, grond) for grond, dag in eindes.items() if dag is not None),
        key=lambda paar: paar[0],
    )
    laatste = gegeven.kilometerstanden[-1].kilometers if gegeven.kilometerstanden else 0
    over = max(0, MAXIMUM_KILOMETERS - laatste)
    mag = None if gegeven.peildatum is None else not gegeven.verboden

    noem_lezingen(parameters, uitleg)
    uitleg.stap("Autoregeling OM 2.4", "OM-AUTO/gebruiksperiode.uiterste_datum", uiterste=uiterste)
    uitleg.stap("Autoregeling OM 2.4", f"OM-AUTO/gebruiksperiode.{grond}", einde=einde)
    uitleg.stap("Autoregeling OM 2.4", "OM-AUTO/gebruiksperiode.resterend", kilometers=over)
    if mag is not None:
        stap = f"OM-AUTO/gebruiksperiode.{'wel' if mag else 'niet'}_in_gebruik"
        uitleg.stap("Autoregeling OM 2.4", stap, peildatum=gegeven.peildatum)
    return Gebruiksperiode(uiterste, einde, grond, over, mag)
