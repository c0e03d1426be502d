# SPDX-License-Identifier: EUPL-1.2
"""May this call-out be given to the employee on duty (JIO 7.6, "Doel" and "Prio 1 storingen")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from core.calendar.feestdagen import Kalender
from core.rules import Bereik, Geweigerd, Parameters, Uitleg, calculation
from plugins.jio.consignatie.rules.consignatietijd import in_consignatietijd


class Storingscategorie(StrEnum):
    """What is out of order; the last four are not covered unless the whole organisation is threatened."""

    ICT_DIENST = "ict_dienst"
    SERVER = "server"
    NETWERK = "netwerk"
    BASISCOMPONENT = "basiscomponent"
    ALARM_BRAND = "alarm_brand"
    ALARM_INBRAAK = "alarm_inbraak"
    WACHTWOORD = "wachtwoord"
    WERKSTATION = "werkstation"
    PRINTER = "printer"
    INDIVIDUELE_GEBRUIKER = "individuele_gebruiker"


UITGESLOTEN = frozenset(
    {
        Storingscategorie.WACHTWOORD,
        Storingscategorie.WERKSTATION,
        Storingscategorie.PRINTER,
        Storingscategorie.INDIVIDUELE_GEBRUIKER,
    }
)


class Oproepbezwaar(StrEnum):
    """A reason why a call-out may not be given, in the order in which they are named."""

    GEEN_PRIO_1 = "geen_prio_1"
    GEEN_CONSIGNATIEOVEREENKOMST = "geen_consignatieovereenkomst"
    UITGESLOTEN_CATEGORIE = "uitgesloten_categorie"
    KANTOORTIJD = "kantoortijd"
    BEGONNEN_IN_KANTOORTIJD = "begonnen_in_kantoortijd"


@dataclass(frozen=True)
class Oproepvraag:
    """A call-out as the service desk has it in front of it."""

    moment: datetime
    prio: Annotated[int, Bereik(1, 4)]
    consignatieovereenkomst: bool
    categorie: Storingscategorie
    functioneren_bedreigd: bool = False
    toelichting: str | None = None
    storing_begonnen: datetime | None = None
    instemming_geconsigneerde: bool = False

    def __post_init__(self) -> None:
        if self.categorie in UITGESLOTEN and self.functioneren_bedreigd and self.toelichting is None:
            raise Geweigerd("toelichting", "leg uit waarom de organisatie niet verder kan werken")
        if self.storing_begonnen is not None and self.storing_begonnen > self.moment:
            raise Geweigerd("storing_begonnen", "de storing kan niet na de oproep zijn begonnen")


@dataclass(frozen=True)
class Oproeptoets:
    """Whether the call-out may be given, with every reason against."""

    toegelaten: bool
    redenen: tuple[Oproepbezwaar, ...]


@calculation("JIO-CONS/oproep-toets", articles=("JIO 7.6", "CAO Rijk 4.2"))
def oproep_toets(gegeven: Oproepvraag, parameters: Parameters, uitleg: Uitleg) -> Oproeptoets:
    """Test a call-out against the five conditions of JIO 7.6."""
    kalender = Kalender(parameters)
    begonnen = gegeven.storing_begonnen or gegeven.moment
    in_dienst = in_consignatietijd(gegeven.moment, kalender)
    geldt = {
        Oproepbezwaar.GEEN_PRIO_1: gegeven.prio != 1,
        Oproepbezwaar.GEEN_CONSIGNATIEOVEREENKOMST: not gegeven.consignatieovereenkomst,
        Oproepbezwaar.UITGESLOTEN_CATEGORIE: gegeven.categorie in UITGESLOTEN and not gegeven.functioneren_bedreigd,
        Oproepbezwaar.KANTOORTIJD: not in_dienst,
        Oproepbezwaar.BEGONNEN_IN_KANTOORTIJD: in_dienst
        and not gegeven.instemming_geconsigneerde
        and not in_consignatietijd(begonnen, kalender),
    }
    redenen = tuple(bezwaar for bezwaar, waar in geldt.items() if waar)
    for bezwaar in redenen:
        uitleg.stap("JIO 7.6", f"JIO-CONS/oproep-toets.{bezwaar}", moment=gegeven.moment, begonnen=begonnen)
    if not redenen:
        uitleg.stap("JIO 7.6", "JIO-CONS/oproep-toets.toegelaten")
    return Oproeptoets(not redenen, redenen)
