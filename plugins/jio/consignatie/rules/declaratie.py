# SPDX-License-Identifier: EUPL-1.2
"""Does a claim agree with the corrected roster and with the conditions (JIO 7.6, "Controle en afwijkingen")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from core.calendar.feestdagen import Kalender
from core.calendar.tijd import begin_van_dag
from core.rules import Bereik, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.jio.consignatie.rules.consignatietijd import consignatie_in
from plugins.jio.consignatie.rules.dienst import (
    Deel,
    eis_binnen_dienst,
    eis_dinsdag,
    eis_losse_delen,
    tijd_in,
    tijdvak_van_dienst,
)

#: "Werknemers met maximaal salarisschaal 10 hebben recht op een overwerkvergoeding."
HOOGSTE_SCHAAL_OVERWERK = 10


class Declaratiebezwaar(StrEnum):
    """A reason against a claim, in the order in which they are named."""

    GEEN_SCHRIFTELIJKE_AANWIJZING = "geen_schriftelijke_aanwijzing"
    NIET_DE_UITVOERDER = "niet_de_uitvoerder"
    MINUTEN_WIJKEN_AF_VAN_ROOSTER = "minuten_wijken_af_van_rooster"
    SCHAAL_BOVEN_10 = "schaal_boven_10"
    FCC_WIJKT_AF = "fcc_wijkt_af"
    MEER_DAN_BEREKEND = "meer_dan_berekend"


@dataclass(frozen=True, kw_only=True)
class Uitvoering(Deel):
    """A part of a duty and who performed it."""

    medewerker: str


@dataclass(frozen=True)
class Consignatiedeclaratie:
    """A claim for the allowance of one duty."""

    soort: Literal["consignatie"]
    declarant: str
    start: date
    rooster: tuple[Uitvoering, ...]
    minuten_gedeclareerd: int
    aangewezen_per: date | None = None

    def __post_init__(self) -> None:
        eis_dinsdag("start", self.start)
        eis_losse_delen("rooster", self.rooster)


@dataclass(frozen=True)
class Overwerkdeclaratie:
    """A claim for overtime after call-outs."""

    soort: Literal["overwerk"]
    declarant: str
    salarisschaal: Annotated[int, Bereik(1, 19)]
    minuten_gedeclareerd: int
    minuten_fcc: int
    minuten_berekend: int


@dataclass(frozen=True)
class Declaratietoets:
    """Whether the claim is right, with every reason against; the minutes only for a claim of the allowance."""

    akkoord: bool
    redenen: tuple[Declaratiebezwaar, ...]
    minuten_volgens_rooster: int | None


@calculation("JIO-CONS/declaratie-toets", articles=("JIO 7.6", "CAO Rijk 4.2"))
def declaratie_toets(
    gegeven: Consignatiedeclaratie | Overwerkdeclaratie, parameters: Parameters, uitleg: Uitleg
) -> Declaratietoets:
    """Test a claim against the roster, the designation, FCC and the counted working time (JIO 7.6)."""
    if isinstance(gegeven, Overwerkdeclaratie):
        uitkomst = _overwerk(gegeven)
    else:
        uitkomst = _consignatie(gegeven, parameters)
        noem_lezingen(parameters, uitleg)
        rooster = uitkomst.minuten_volgens_rooster
        uitleg.stap("JIO 7.6", "JIO-CONS/declaratie-toets.rooster", minuten=rooster)
    for bezwaar in uitkomst.redenen:
        uitleg.stap("JIO 7.6", f"JIO-CONS/declaratie-toets.{bezwaar}", minuten=gegeven.minuten_gedeclareerd)
    if uitkomst.akkoord:
        uitleg.stap("JIO 7.6", "JIO-CONS/declaratie-toets.akkoord", minuten=gegeven.minuten_gedeclareerd)
    return uitkomst


def _consignatie(gegeven: Consignatiedeclaratie, parameters: Parameters) -> Declaratietoets:
    kalender = Kalender(parameters)
    dienst = tijdvak_van_dienst(gegeven.start, kalender, parameters)
    eis_binnen_dienst("rooster", gegeven.rooster, dienst)
    eigen = sorted(
        (deel.tijdvak for deel in gegeven.rooster if deel.medewerker == gegeven.declarant), key=lambda d: d.van
    )
    minuten = tijd_in(consignatie_in(eigen, kalender)) // timedelta(minutes=1)
    begin = eigen[0].van if eigen else dienst.van
    aangewezen = gegeven.aangewezen_per is not None and begin_van_dag(gegeven.aangewezen_per) <= begin
    return _toets(
        {
            Declaratiebezwaar.GEEN_SCHRIFTELIJKE_AANWIJZING: not aangewezen,
            Declaratiebezwaar.NIET_DE_UITVOERDER: not eigen,
            Declaratiebezwaar.MINUTEN_WIJKEN_AF_VAN_ROOSTER: bool(eigen) and gegeven.minuten_gedeclareerd != minuten,
        },
        minuten,
    )


def _overwerk(gegeven: Overwerkdeclaratie) -> Declaratietoets:
    return _toets(
        {
            Declaratiebezwaar.SCHAAL_BOVEN_10: gegeven.salarisschaal > HOOGSTE_SCHAAL_OVERWERK,
            Declaratiebezwaar.FCC_WIJKT_AF: gegeven.minuten_gedeclareerd != gegeven.minuten_fcc,
            Declaratiebezwaar.MEER_DAN_BEREKEND: gegeven.minuten_gedeclareerd > gegeven.minuten_berekend,
        },
        None,
    )


def _toets(geldt: dict[Declaratiebezwaar, bool], minuten: int | None) -> Declaratietoets:
    redenen = tuple(bezwaar for bezwaar, waar in geldt.items() if waar)
    return Declaratietoets(not redenen, redenen, minuten)
