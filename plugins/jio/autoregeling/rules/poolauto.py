# SPDX-License-Identifier: EUPL-1.2
"""May a pool car be used, and what if there is none (JIO 8.2, "Poolauto")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from core.rules import Decimalen, Geweigerd, Parameters, Uitleg, calculation

#: "Meer dan één kilometer" to the nearest stop.
GRENS_HALTE_KILOMETERS = 1


class Reisdoel(StrEnum):
    """Why somebody travels."""

    DIENSTREIS = "dienstreis"
    WOON_WERK = "woon_werk"
    PRIVE = "prive"


class Poolautogrond(StrEnum):
    """Why public transport is not practical, in the order of the text."""

    OV0 = "OV0"
    BAG = "BAG"
    KM1 = "KM1"
    SAFE = "SAFE"
    MED = "MED"
    MULTI = "MULTI"
    TIME = "TIME"
    INEFF = "INEFF"
    ZWAAR = "ZWAAR"


class MeeNaarHuisReden(StrEnum):
    """Why a pool car goes home with the employee."""

    EFFICIENTER = "efficienter"
    ZELFDE_DAG_NIET_MOGELIJK = "zelfde_dag_niet_mogelijk"


class Poolautobezwaar(StrEnum):
    """A reason against a pool car, in the order in which they are named."""

    DOEL_GEEN_DIENSTREIS = "doel_geen_dienstreis"
    GEEN_GELDIGE_GROND = "geen_geldige_grond"


class Vervoer(StrEnum):
    """What the employee travels with, in the order of the text."""

    POOLAUTO = "poolauto"
    AUTO_VAN_COLLEGA = "auto_van_collega"
    EIGEN_VERVOER = "eigen_vervoer"
    GEEN = "geen"


@dataclass(frozen=True)
class Poolautovraag:
    """A journey, the grounds for a pool car, and what is available."""

    doel: Reisdoel
    gronden: tuple[Poolautogrond, ...]
    poolauto_beschikbaar: bool
    afstand_halte_kilometers: Annotated[Decimal, Decimalen(3)] | None = None
    oordeel_bedrijfsarts: bool | None = None
    collega_auto_vrij: bool = False
    collega_stemt_in: bool = False
    toestemming_eigen_vervoer: bool = False
    mee_naar_huis: bool = False
    toestemming_algemeen_directeur: bool = False
    reden_mee_naar_huis: MeeNaarHuisReden | None = None

    def __post_init__(self) -> None:
        if len(set(self.gronden)) < len(self.gronden):
            raise Geweigerd("gronden", "elke grond komt ten hoogste een keer voor")
        if Poolautogrond.KM1 in self.gronden and self.afstand_halte_kilometers is None:
            raise Geweigerd("afstand_halte_kilometers", "vul in hoe ver de dichtstbijzijnde halte is")
        if Poolautogrond.MED in self.gronden and self.oordeel_bedrijfsarts is None:
            raise Geweigerd("oordeel_bedrijfsarts", "vul in of de bedrijfsarts dit vindt")

    def geldig(self, grond: Poolautogrond) -> bool:
        """Tell whether a ground is named and holds."""
        afstand = self.afstand_halte_kilometers
        if grond is Poolautogrond.KM1 and afstand is not None and afstand <= GRENS_HALTE_KILOMETERS:
            return False
        return grond in self.gronden and (grond is not Poolautogrond.MED or self.oordeel_bedrijfsarts is True)


@dataclass(frozen=True)
class Poolauto:
    """Whether a pool car may be used, with which transport the journey is made, and whether the car may go home."""

    toegelaten: bool
    redenen: tuple[Poolautobezwaar, ...]
    geldige_gronden: tuple[Poolautogrond, ...]
    vervoer: Vervoer
    declaratie_dienstreis_binnenland: bool
    mee_naar_huis_toegestaan: bool | None


@calculation("JIO-AUTO/poolauto", articles=("JIO 8.2",))
def poolauto(gegeven: Poolautovraag, parameters: Parameters, uitleg: Uitleg) -> Poolauto:
    """Decide on a pool car, with the fall-back order of the text (JIO 8.2)."""
    gronden = tuple(grond for grond in Poolautogrond if gegeven.geldig(grond))
    geldt = {
        Poolautobezwaar.DOEL_GEEN_DIENSTREIS: gegeven.doel is not Reisdoel.DIENSTREIS,
        Poolautobezwaar.GEEN_GELDIGE_GROND: not gronden,
    }
    redenen = tuple(bezwaar for bezwaar, waar in geldt.items() if waar)
    for grond in gronden:
        uitleg.stap("JIO 8.2", f"JIO-AUTO/poolauto.grond_{grond}")
    for bezwaar in redenen:
        uitleg.stap("JIO 8.2", f"JIO-AUTO/poolauto.{bezwaar}")
    vervoer = Vervoer.GEEN if redenen else _vervoer(gegeven)
    if not redenen:
        uitleg.stap("JIO 8.2", f"JIO-AUTO/poolauto.vervoer_{vervoer}")
    mee = None
    if gegeven.mee_naar_huis and vervoer is Vervoer.POOLAUTO:
        mee = gegeven.toestemming_algemeen_directeur and gegeven.reden_mee_naar_huis is not None
        uitleg.stap("JIO 8.2", f"JIO-AUTO/poolauto.{'wel' if mee else 'niet'}_mee_naar_huis")
    return Poolauto(not redenen, redenen, gronden, vervoer, vervoer is Vervoer.EIGEN_VERVOER, mee)


def _vervoer(gegeven: Poolautovraag) -> Vervoer:
    if gegeven.poolauto_beschikbaar:
        return Vervoer.POOLAUTO
    if gegeven.collega_auto_vrij and gegeven.collega_stemt_in:
        return Vervoer.AUTO_VAN_COLLEGA
    return Vervoer.EIGEN_VERVOER if gegeven.toestemming_eigen_vervoer else Vervoer.GEEN
