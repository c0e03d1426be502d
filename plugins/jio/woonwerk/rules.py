# SPDX-License-Identifier: EUPL-1.2
"""The measures for commuting: the high kilometre allowance, and the shuttle in Gouda (JIO 8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from core.calendar.feestdagen import Kalender
from core.calendar.tijd import lokaal
from core.rules import Berekening, Centen, Decimalen, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen
from core.rules.lezingen import noem_lezingen

#: "Vanaf 3 april 2023" for the allowance, "met ingang van dinsdag 11 april 2023" for the shuttle.
START_HOOG = date(2023, 4, 3)
START_SHUTTLE = date(2023, 4, 11)

MAATREGEL = "jio_ww.maatregel_geldt"
HOOG_LEZING = "jio_ww.hoog_lezing"
BEDRAG_HOOG = "cao.10_1.kilometerbedrag_hoog"


class Locatie(StrEnum):
    """A place of work of JIO."""

    GOUDA_STAVORENWEG = "gouda_stavorenweg"
    VEENHUIZEN = "veenhuizen"
    SOESTERBERG = "soesterberg"
    ANDERS = "anders"


class Vervoermiddel(StrEnum):
    """How the employee comes to work."""

    EIGEN_AUTO = "eigen_auto"
    OPENBAAR_VERVOER = "openbaar_vervoer"
    OV_FIETS = "ov_fiets"
    SHUTTLE = "shuttle"
    ANDERS = "anders"


class Hoogbezwaar(StrEnum):
    """A reason against the high allowance, in the order in which they are named."""

    MAATREGEL_NIET_VAN_KRACHT = "maatregel_niet_van_kracht"
    LOCATIE_NIET_AANGEWEZEN = "locatie_niet_aangewezen"
    GEEN_EIGEN_AUTO = "geen_eigen_auto"
    PRAKTISCH_MET_OV = "praktisch_met_ov"


@dataclass(frozen=True)
class Woonwerkreis:
    """One journey between home and work."""

    datum: date
    locatie: Locatie
    vervoermiddel: Vervoermiddel
    praktisch_met_ov: bool
    kilometers: Annotated[Decimal, Decimalen(1)] | None = None


@dataclass(frozen=True)
class Kilometervergoeding:
    """Whether the high allowance applies, and its amount when kilometres are given."""

    hoog: bool
    redenen: tuple[Hoogbezwaar, ...]
    bedrag_centen: Centen | None


@calculation("JIO-WW/kilometervergoeding", articles=("JIO 8.1", "CAO Rijk 10.1"))
def kilometervergoeding(gegeven: Woonwerkreis, parameters: Parameters, uitleg: Uitleg) -> Kilometervergoeding:
    """Decide on the high kilometre allowance of JIO 8.1 and compute it, rounded half up to the cent (CAO Rijk 10.1)."""
    gestart = gegeven.datum >= START_HOOG
    geldt, lezing, bedrag = ((sleutel, gegeven.datum) for sleutel in (MAATREGEL, HOOG_LEZING, BEDRAG_HOOG))
    # The reading matters only for who can practically come by public transport.
    parameters.alle(
        *((geldt,) if gestart else ()),
        *((lezing,) if gegeven.praktisch_met_ov else ()),
        ook=(bedrag,) if gestart and gegeven.kilometers is not None else (),
    )
    bezwaren = {
        Hoogbezwaar.MAATREGEL_NIET_VAN_KRACHT: not (gestart and parameters[geldt]),
        Hoogbezwaar.LOCATIE_NIET_AANGEWEZEN: gegeven.locatie is Locatie.ANDERS,
        Hoogbezwaar.GEEN_EIGEN_AUTO: gegeven.vervoermiddel is not Vervoermiddel.EIGEN_AUTO,
        Hoogbezwaar.PRAKTISCH_MET_OV: gegeven.praktisch_met_ov and parameters[lezing] == "OV_NIET_PRAKTISCH",
    }
    redenen = tuple(bezwaar for bezwaar, waar in bezwaren.items() if waar)
    noem_lezingen(parameters, uitleg)
    for bezwaar in redenen:
        feit = parameters.feit(*geldt) if gestart and bezwaar is Hoogbezwaar.MAATREGEL_NIET_VAN_KRACHT else None
        uitleg.stap("JIO 8.1", f"JIO-WW/kilometervergoeding.{bezwaar}", feit)
    if redenen:
        return Kilometervergoeding(False, redenen, None)
    uitleg.stap("JIO 8.1", "JIO-WW/kilometervergoeding.hoog", parameters.feit(*geldt))
    if gegeven.kilometers is None:
        return Kilometervergoeding(True, (), None)
    per_kilometer = parameters.feit(*bedrag)
    centen = hele_centen(Fraction(gegeven.kilometers) * per_kilometer.getal * 100)
    uitleg.stap(
        "CAO Rijk 10.1",
        "JIO-WW/kilometervergoeding.bedrag",
        per_kilometer,
        kilometers=gegeven.kilometers,
        bedrag_centen=centen,
    )
    return Kilometervergoeding(True, (), centen)


class Shuttlevervoer(StrEnum):
    """Whether there is a ride."""

    RIJDT = "rijdt"
    OP_AFROEP = "op_afroep"
    GEEN = "geen"


class GeenShuttle(StrEnum):
    """Why there is no ride: the first that applies."""

    ANDERE_LOCATIE = "andere_locatie"
    MAATREGEL_NIET_VAN_KRACHT = "maatregel_niet_van_kracht"
    GEEN_WERKDAG = "geen_werkdag"
    BUITEN_DE_TIJDEN = "buiten_de_tijden"


@dataclass(frozen=True)
class Shuttlevraag:
    """A moment and a place of work."""

    moment: datetime
    locatie: Locatie = Locatie.GOUDA_STAVORENWEG


@dataclass(frozen=True)
class Shuttle:
    """Whether the shuttle runs, and if not, why."""

    vervoer: Shuttlevervoer
    reden: GeenShuttle | None


@calculation("JIO-WW/shuttle", articles=("JIO 8.1", "CAO Rijk 4.2"))
def shuttle(gegeven: Shuttlevraag, parameters: Parameters, uitleg: Uitleg) -> Shuttle:
    """Tell whether the shuttle between station Gouda and Stavorenweg runs, or comes when called (JIO 8.1)."""
    klok = lokaal(gegeven.moment)
    reden = _geen_shuttle(gegeven.locatie, klok, parameters)
    if reden is not None:
        uitleg.stap("JIO 8.1", f"JIO-WW/shuttle.{reden}")
        return Shuttle(Shuttlevervoer.GEEN, reden)
    vervoer = Shuttlevervoer.RIJDT if klok.time() < time(9) else Shuttlevervoer.OP_AFROEP
    uitleg.stap("JIO 8.1", f"JIO-WW/shuttle.{vervoer}")
    return Shuttle(vervoer, None)


def _geen_shuttle(locatie: Locatie, klok: datetime, parameters: Parameters) -> GeenShuttle | None:
    if locatie is not Locatie.GOUDA_STAVORENWEG:
        return GeenShuttle.ANDERE_LOCATIE
    if klok.date() < START_SHUTTLE or not parameters[MAATREGEL, klok.date()]:
        return GeenShuttle.MAATREGEL_NIET_VAN_KRACHT
    if not Kalender(parameters).werkdag(klok.date()):
        return GeenShuttle.GEEN_WERKDAG
    return None if time(7, 30) <= klok.time() <= time(17, 30) else GeenShuttle.BUITEN_DE_TIJDEN


BEREKENINGEN: tuple[Berekening, ...] = (kilometervergoeding, shuttle)
