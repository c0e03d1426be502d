# SPDX-License-Identifier: EUPL-1.2
"""Business and private kilometres with a company car during a duty (JIO 8.2, "Consignatie en privégebruik auto")."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from core.rules import Geweigerd, Parameters, Uitleg, calculation


class Ritdoel(StrEnum):
    """Why the car was driven."""

    OPROEP = "oproep"
    PRIVE = "prive"


class Voorwaarde(StrEnum):
    """The four conditions, in the order of the text; together they make every kilometre of the duty business."""

    GEEN_INVLOED_OP_AUTOKEUZE = "geen_invloed_op_autokeuze"
    EIGEN_AUTO_EVEN_GESCHIKT = "eigen_auto_even_geschikt"
    VERPLICHT_NABIJ_WONING = "verplicht_nabij_woning"
    ADMINISTRATIE_BIJGEHOUDEN = "administratie_bijgehouden"


@dataclass(frozen=True)
class Voorwaarden:
    """Which of the four conditions hold."""

    geen_invloed_op_autokeuze: bool
    eigen_auto_even_geschikt: bool
    verplicht_nabij_woning: bool
    administratie_bijgehouden: bool

    def ontbrekend(self) -> tuple[Voorwaarde, ...]:
        """Return the conditions that fail, in the order of the text."""
        return tuple(Voorwaarde(veld.name) for veld in fields(self) if not getattr(self, veld.name))


@dataclass(frozen=True)
class Rit:
    """One journey in whole kilometres; a private one may be broken off by a call."""

    doel: Ritdoel
    kilometers: int
    opgeroepen_na_kilometers: int | None = None

    def __post_init__(self) -> None:
        if self.opgeroepen_na_kilometers is None:
            return
        if self.doel is not Ritdoel.PRIVE:
            raise Geweigerd("opgeroepen_na_kilometers", "dit hoort alleen bij een privérit")
        if self.opgeroepen_na_kilometers > self.kilometers:
            raise Geweigerd("opgeroepen_na_kilometers", "dit is meer dan de hele rit")

    @property
    def kilometers_prive(self) -> int:
        """The private kilometres: of a journey broken off by a call only the first ones."""
        if self.doel is Ritdoel.OPROEP:
            return 0
        return self.kilometers if self.opgeroepen_na_kilometers is None else self.opgeroepen_na_kilometers


@dataclass(frozen=True)
class Ritten:
    """The journeys of one duty with the conditions of the tax rule."""

    voorwaarden: Voorwaarden
    ritten: tuple[Rit, ...]
    oss_buitendienst: bool = False


@dataclass(frozen=True)
class Kilometerverdeling:
    """Business and private kilometres."""

    regeling_geldt: bool
    ontbrekende_voorwaarden: tuple[Voorwaarde, ...]
    kilometers_zakelijk: int
    kilometers_prive: int


@calculation("JIO-CONS-AUTO/kilometers", articles=("JIO 8.2", "JIO 7.6"))
def kilometers(gegeven: Ritten, parameters: Parameters, uitleg: Uitleg) -> Kilometerverdeling:
    """Divide the kilometres of a duty (JIO 8.2; Staatscourant 2015, 8385, art. 5.2)."""
    voorwaarden = gegeven.voorwaarden
    if gegeven.oss_buitendienst:
        # OSS-Buitendienst has to stay within 50 kilometres of home anyway.
        voorwaarden = replace(voorwaarden, verplicht_nabij_woning=True)
        uitleg.stap("JIO 7.6", "JIO-CONS-AUTO/kilometers.oss")
    ontbreekt = voorwaarden.ontbrekend()
    for voorwaarde in ontbreekt:
        uitleg.stap("JIO 8.2", f"JIO-CONS-AUTO/kilometers.niet_{voorwaarde}")
    if not ontbreekt:
        uitleg.stap("JIO 8.2", "JIO-CONS-AUTO/kilometers.regeling_geldt")
    totaal = sum(rit.kilometers for rit in gegeven.ritten)
    prive = sum(rit.kilometers_prive for rit in gegeven.ritten) if ontbreekt else 0
    uitleg.stap("JIO 8.2", "JIO-CONS-AUTO/kilometers.verdeling", zakelijk=totaal - prive, prive=prive)
    return Kilometerverdeling(not ontbreekt, ontbreekt, totaal - prive, prive)
