# SPDX-License-Identifier: EUPL-1.2
"""May this car be ordered (Autoregeling OM 2.1, 2.5, 2.6, 3.1 and 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.rules import Centen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.indeling import START, Criterium, Groep, Leasecategorie

#: "Een actieradius van minimaal 300 kilometer", "minimaal 400 kilometer" for criterion b.
WLTP_MINIMUM = 300
WLTP_MINIMUM_B = 400
#: "Vanaf 1 januari 2029 is het gehele wagenpark emissieloos."
EMISSIELOOS_VANAF = date(2029, 1, 1)

LEASE_EINDE = "om_auto.lezing.lease_einde_2029"
NORMBEDRAG = "om_auto.rijksnormbedrag"


class Perceel(StrEnum):
    """A lot of the Rijk's car list."""

    P2 = "2"
    P4 = "4"
    P8 = "8"
    P10 = "10"
    P12 = "12"
    P14 = "14"
    P16 = "16"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E6H = "E6H"


class Aandrijving(StrEnum):
    """How the car is driven; the last three are not ordered any more."""

    BENZINE = "benzine"
    EMISSIELOOS = "emissieloos"
    DIESEL = "diesel"
    HYBRIDE = "hybride"
    GAS = "gas"


class Bezwaar(StrEnum):
    """A reason against an order, in the order in which they are named."""

    BESLUIT_ONTBREEKT = "besluit_ontbreekt"
    OVERCOMPLETE_AUTO_EERST = "overcomplete_auto_eerst"
    PERCEEL_NIET_TOEGESTAAN = "perceel_niet_toegestaan"
    AANDRIJVING_NIET_TOEGESTAAN = "aandrijving_niet_toegestaan"
    ACTIERADIUS_TE_KLEIN = "actieradius_te_klein"
    LEASE_LOOPT_NA_2029 = "lease_loopt_na_2029"
    BOVEN_RIJKSNORMBEDRAG = "boven_rijksnormbedrag"


_ARTIKELEN: Mapping[Bezwaar, str] = {
    Bezwaar.BESLUIT_ONTBREEKT: "Autoregeling OM 2.1",
    Bezwaar.OVERCOMPLETE_AUTO_EERST: "Autoregeling OM 2.5",
    Bezwaar.PERCEEL_NIET_TOEGESTAAN: "Autoregeling OM 3.1",
    Bezwaar.AANDRIJVING_NIET_TOEGESTAAN: "Autoregeling OM 5.2",
    Bezwaar.ACTIERADIUS_TE_KLEIN: "Autoregeling OM 3.1",
    Bezwaar.LEASE_LOOPT_NA_2029: "Autoregeling OM 5.2",
    Bezwaar.BOVEN_RIJKSNORMBEDRAG: "Autoregeling OM 3.1",
}


@dataclass(frozen=True)
class Regime:
    """The lots of one group and category: until a day, and from that day on."""

    tot: date
    voor: tuple[Perceel, ...]
    vanaf: tuple[Perceel, ...]

    def op(self, besteldatum: date) -> tuple[Perceel, ...]:
        """Return the lots on a day; the boundary date belongs to the new regime."""
        return self.voor if besteldatum < self.tot else self.vanaf


_E12 = (Perceel.E1, Perceel.E2)
_E123 = (*_E12, Perceel.E3)
REGIMES: Mapping[tuple[Groep, Leasecategorie], Regime] = {
    (Groep.POOLAUTO, Leasecategorie.I): Regime(date(2021, 1, 1), (Perceel.P2, Perceel.P4, *_E12), _E12),
    (Groep.WERKNEMER, Leasecategorie.I): Regime(date(2023, 1, 1), (Perceel.P8, Perceel.P10, *_E12), _E12),
    (Groep.WERKNEMER, Leasecategorie.II): Regime(
        date(2024, 1, 1), (Perceel.P8, Perceel.P10, Perceel.P12, Perceel.P14, *_E123), _E123
    ),
    (Groep.CHAUFFEUR, Leasecategorie.III): Regime(
        date(2024, 1, 1), (Perceel.P12, Perceel.P14, Perceel.P16, Perceel.E6H), (Perceel.E6H,)
    ),
}


@dataclass(frozen=True)
class Bestelling:
    """A car to be ordered, for whom, and the surplus cars that stand still."""

    besteldatum: date
    groep: Groep
    categorie: Leasecategorie
    perceel: Perceel
    aandrijving: Aandrijving
    lease_einde: date
    wltp_kilometers: int | None = None
    criteria: tuple[Criterium, ...] = ()
    besluit_aanwezig: bool = False
    overcomplete_autos: tuple[Leasecategorie, ...] = ()
    prijs_centen: Centen | None = None

    def __post_init__(self) -> None:
        if self.besteldatum < START:
            raise Geweigerd("besteldatum", "de regeling geldt vanaf 1 januari 2020")
        if (self.groep, self.categorie) not in REGIMES:
            raise Geweigerd("categorie", "deze categorie hoort niet bij deze groep")
        if self.lease_einde <= self.besteldatum:
            raise Geweigerd("lease_einde", "het einde van de lease ligt na de besteldatum")
        if self.emissieloos and self.wltp_kilometers is None:
            raise Geweigerd("wltp_kilometers", "vul de actieradius in")
        if self.voor_werknemer and not self.criteria:
            raise Geweigerd("criteria", "noem de criteria van het besluit")

    @property
    def emissieloos(self) -> bool:
        """Whether the car drives without emission."""
        return self.aandrijving is Aandrijving.EMISSIELOOS

    @property
    def voor_werknemer(self) -> bool:
        """Whether the car is issued to an employee."""
        return self.groep is Groep.WERKNEMER

    @property
    def percelen(self) -> tuple[Perceel, ...]:
        """The lots that may be ordered from."""
        return REGIMES[self.groep, self.categorie].op(self.besteldatum)

    @property
    def minimale_wltp(self) -> int | None:
        """The smallest range; None for another drive."""
        if not self.emissieloos:
            return None
        return WLTP_MINIMUM_B if self.voor_werknemer and Criterium.B in self.criteria else WLTP_MINIMUM


@dataclass(frozen=True)
class Besteltoets:
    """Whether the car may be ordered, every reason against it, and from when the use agreement applies."""

    toegestane_percelen: tuple[Perceel, ...]
    minimale_wltp_kilometers: int | None
    redenen: tuple[Bezwaar, ...]
    toegestaan: bool
    rijksnormbedrag_getoetst: bool
    gebruiksovereenkomst_vanaf: date | None


@calculation(
    "OM-AUTO/bestelling",
    articles=(
        "Autoregeling OM 2.1",
        "Autoregeling OM 2.5",
        "Autoregeling OM 2.6",
        "Autoregeling OM 3.1",
        "Autoregeling OM 5.2",
    ),
)
def bestelling(gegeven: Bestelling, parameters: Parameters, uitleg: Uitleg) -> Besteltoets:
    """Test an order against category, drive, range, lease end and price (Autoregeling OM 3.1)."""
    percelen, minimum = gegeven.percelen, gegeven.minimale_wltp
    norm = (f"{NORMBEDRAG}.{gegeven.perceel}", gegeven.besteldatum)
    # Whether a petrol lease may end on 1 January 2029 itself is a matter of reading.
    op_de_grens = not gegeven.emissieloos and gegeven.lease_einde == EMISSIELOOS_VANAF
    parameters.alle(
        *([(LEASE_EINDE, gegeven.besteldatum)] if op_de_grens else []),
        *([norm] if gegeven.prijs_centen is not None else []),
    )
    te_laat = gegeven.lease_einde > EMISSIELOOS_VANAF
    if op_de_grens:
        te_laat = parameters[LEASE_EINDE, gegeven.besteldatum] != "einddag_mag_1_januari_2029_zijn"
    prijs = gegeven.prijs_centen
    geldt = {
        Bezwaar.BESLUIT_ONTBREEKT: gegeven.voor_werknemer and not gegeven.besluit_aanwezig,
        Bezwaar.OVERCOMPLETE_AUTO_EERST: gegeven.voor_werknemer and gegeven.categorie in gegeven.overcomplete_autos,
        Bezwaar.PERCEEL_NIET_TOEGESTAAN: gegeven.perceel not in percelen,
        Bezwaar.AANDRIJVING_NIET_TOEGESTAAN: not gegeven.emissieloos and gegeven.aandrijving is not Aandrijving.BENZINE,
        Bezwaar.ACTIERADIUS_TE_KLEIN: minimum is not None and (gegeven.wltp_kilometers or 0) < minimum,
        Bezwaar.LEASE_LOOPT_NA_2029: not gegeven.emissieloos and te_laat,
        Bezwaar.BOVEN_RIJKSNORMBEDRAG: prijs is not None and prijs > parameters.feit(*norm).getal * 100,
    }
    redenen = tuple(bezwaar for bezwaar, waar in geldt.items() if waar)
    noem_lezingen(parameters, uitleg)
    if op_de_grens:
        uitleg.stap("Autoregeling OM 5.2", "OM-AUTO/bestelling.op_1_januari_2029")
    uitleg.stap("Autoregeling OM 3.1", "OM-AUTO/bestelling.percelen", percelen=tuple(map(str, percelen)))
    if minimum is not None:
        uitleg.stap("Autoregeling OM 3.1", "OM-AUTO/bestelling.actieradius", minimum=minimum)
    if prijs is not None:
        feit = parameters.feit(*norm)
        uitleg.stap("Autoregeling OM 3.1", "OM-AUTO/bestelling.normbedrag", feit, prijs_centen=prijs)
    for bezwaar in redenen:
        uitleg.stap(_ARTIKELEN[bezwaar], f"OM-AUTO/bestelling.{bezwaar}")
    vanaf = None if redenen else gegeven.besteldatum
    if vanaf is not None:
        uitleg.stap("Autoregeling OM 2.6", "OM-AUTO/bestelling.toegestaan", vanaf=vanaf)
    return Besteltoets(percelen, minimum, redenen, not redenen, prijs is not None, vanaf)
