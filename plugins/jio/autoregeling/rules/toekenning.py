# SPDX-License-Identifier: EUPL-1.2
"""Does an employee meet the criteria for a personal service car (JIO 8.2, "Toekenningscriteria")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.rules import Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen

#: "Méér dan 25.000 kilometers per jaar" of commuting and business trips.
DREMPEL_KILOMETERS = 25_000
TOEKENNING = "jio_auto.toekenning_lezing"


@dataclass(frozen=True)
class Toekenningsvraag:
    """JIO's judgements and the kilometres of a year."""

    datum: date
    functie_geeft_aanleiding: bool
    auto_nodig_door_aard_werk: bool
    structureel: bool
    overgrote_deel_zakelijk: bool
    kilometers_woon_werk: int
    kilometers_dienstreis: int
    kilometers_prive: int = 0
    bedrijfseconomisch_wenselijk: bool = False


@dataclass(frozen=True)
class Toekenning:
    """Whether the criteria are met, and whether JIO may offer a car instead of the commuting allowance."""

    kilometers_meegeteld: int
    boven_drempel: bool
    criterium_functie: bool
    criterium_werk: bool
    voldoet: bool
    aanbod_zonder_vergoeding: bool


@calculation("JIO-AUTO/toekenning", articles=("JIO 8.2",))
def toekenning(gegeven: Toekenningsvraag, parameters: Parameters, uitleg: Uitleg) -> Toekenning:
    """Test the two criteria for a personal service car; private kilometres never count (JIO 8.2)."""
    kilometers = gegeven.kilometers_woon_werk + gegeven.kilometers_dienstreis
    boven = kilometers > DREMPEL_KILOMETERS
    functie = gegeven.functie_geeft_aanleiding
    werk = gegeven.auto_nodig_door_aard_werk and gegeven.structureel and boven and gegeven.overgrote_deel_zakelijk
    # The reading decides only when one of the two criteria is met and the other is not.
    voldoet = functie if functie == werk else parameters[TOEKENNING, gegeven.datum] == "ALTERNATIEF"
    aanbod = gegeven.structureel and boven and gegeven.bedrijfseconomisch_wenselijk

    drempel = "boven" if boven else "onder"
    uitleg.stap("JIO 8.2", f"JIO-AUTO/toekenning.{drempel}_drempel", kilometers=kilometers, drempel=DREMPEL_KILOMETERS)
    uitleg.stap("JIO 8.2", f"JIO-AUTO/toekenning.{'wel' if functie else 'niet'}_functie")
    uitleg.stap("JIO 8.2", f"JIO-AUTO/toekenning.{'wel' if werk else 'niet'}_werk")
    noem_lezingen(parameters, uitleg)
    uitleg.stap("JIO 8.2", f"JIO-AUTO/toekenning.{'voldoet' if voldoet else 'voldoet_niet'}")
    if aanbod:
        uitleg.stap("JIO 8.2", "JIO-AUTO/toekenning.aanbod")
    return Toekenning(kilometers, boven, functie, werk, voldoet, aanbod)
