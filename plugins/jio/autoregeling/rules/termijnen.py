# SPDX-License-Identifier: EUPL-1.2
"""The terms of the car regulation: trip registration, fuel card and damage (JIO 8.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal, TypeVar

from core.calendar.termijnen import plus_maanden
from core.rules import Geweigerd, Parameters, Uitleg, calculation

#: "Binnen 14 kalenderdagen na het einde van de maand."
RITREGISTRATIE = timedelta(days=14)
#: "Binnen 48 uur", in elapsed time.
MELDTIJD = timedelta(hours=48)

_MAAND = re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])")


class Termijnstatus(StrEnum):
    """Done in time or late; not done and still running or over; or no duty at all."""

    OP_TIJD = "op_tijd"
    TE_LAAT = "te_laat"
    LOPEND = "lopend"
    VERSTREKEN = "verstreken"
    NIET_VAN_TOEPASSING = "niet_van_toepassing"


class Gevolg(StrEnum):
    """What the regulation attaches to being late."""

    INNAME_OF_SANCTIE_MOGELIJK = "inname_of_sanctie_mogelijk"
    KOSTEN_VOOR_WERKNEMER = "kosten_voor_werknemer"


#: For damage the regulation names no consequence.
_GEVOLGEN: Mapping[str, Gevolg | None] = {
    "ritregistratie": Gevolg.INNAME_OF_SANCTIE_MOGELIJK,
    "brandstofpas_melding": Gevolg.KOSTEN_VOOR_WERKNEMER,
    "schade_melding": None,
    "schade_formulier": None,
}
#: A date for the trip registration, a moment for a report.
Dag = TypeVar("Dag", date, datetime)


@dataclass(frozen=True)
class Ritregistratie:
    """The trip form of a month (``YYYY-MM``)."""

    soort: Literal["ritregistratie"]
    maand: str
    peildatum: date
    ingediend: date | None = None
    elektronisch: bool = False

    def __post_init__(self) -> None:
        if not _MAAND.fullmatch(self.maand):
            raise Geweigerd("maand", "schrijf een bestaande maand, als 2026-01")
        if self.ingediend is not None and self.ingediend > self.peildatum:
            raise Geweigerd("ingediend", "deze dag ligt niet na de peildatum")

    @property
    def uiterlijk(self) -> date:
        """The 14th calendar day after the end of the month; weekends and feestdagen count."""
        return plus_maanden(date.fromisoformat(f"{self.maand}-01"), 1) - timedelta(days=1) + RITREGISTRATIE


@dataclass(frozen=True)
class Melding:
    """Loss of the fuel card, or damage: the written confirmation, the telephone report or the form."""

    soort: Literal["brandstofpas_melding", "schade_melding", "schade_formulier"]
    gebeurtenis: datetime
    peilmoment: datetime
    verricht: datetime | None = None

    def __post_init__(self) -> None:
        if self.peilmoment < self.gebeurtenis:
            raise Geweigerd("peilmoment", "dit moment ligt niet voor de gebeurtenis")
        if self.verricht is not None and not self.gebeurtenis <= self.verricht <= self.peilmoment:
            raise Geweigerd("verricht", "dit moment ligt tussen de gebeurtenis en het peilmoment")


@dataclass(frozen=True)
class Termijn:
    """The last day or moment, how it stands, and what being late may cost."""

    uiterlijk: date | datetime | None
    status: Termijnstatus
    gevolg: Gevolg | None


@calculation("JIO-AUTO/termijnen", articles=("JIO 8.2",))
def termijnen(gegeven: Ritregistratie | Melding, parameters: Parameters, uitleg: Uitleg) -> Termijn:
    """Return a term of the car regulation and how it stands; limits are inclusive (JIO 8.2)."""
    uiterlijk: date | datetime
    if isinstance(gegeven, Melding):
        uiterlijk = gegeven.gebeurtenis + MELDTIJD
        status = _status(gegeven.verricht, uiterlijk, gegeven.peilmoment)
    elif gegeven.elektronisch:
        uitleg.stap("JIO 8.2", "JIO-AUTO/termijnen.elektronisch")
        return Termijn(None, Termijnstatus.NIET_VAN_TOEPASSING, None)
    else:
        uiterlijk = gegeven.uiterlijk
        status = _status(gegeven.ingediend, uiterlijk, gegeven.peildatum)
    gevolg = _GEVOLGEN[gegeven.soort] if status in (Termijnstatus.TE_LAAT, Termijnstatus.VERSTREKEN) else None
    uitleg.stap("JIO 8.2", f"JIO-AUTO/termijnen.{gegeven.soort}", uiterlijk=uiterlijk)
    uitleg.stap("JIO 8.2", f"JIO-AUTO/termijnen.{status}")
    if gevolg:
        uitleg.stap("JIO 8.2", f"JIO-AUTO/termijnen.{gevolg}")
    return Termijn(uiterlijk, status, gevolg)


def _status(gedaan: Dag | None, uiterlijk: Dag, nu: Dag) -> Termijnstatus:
    if gedaan is None:
        return Termijnstatus.LOPEND if nu <= uiterlijk else Termijnstatus.VERSTREKEN
    return Termijnstatus.OP_TIJD if gedaan <= uiterlijk else Termijnstatus.TE_LAAT
