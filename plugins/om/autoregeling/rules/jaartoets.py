# SPDX-License-Identifier: EUPL-1.2
"""The yearly test of one holder by Centraal Wagenparkbeheer (Autoregeling OM 2.2): advice, no decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from core.rules import Bereik, Geweigerd, Parameters, Uitleg, calculation
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.rules.toekenning import DREMPEL_KILOMETERS


class Advies(StrEnum):
    """What Centraal Wagenparkbeheer advises the employer."""

    BEOORDELEN = "beoordelen"
    VOORTZETTEN = "voortzetten"
    BEEINDIGEN = "beeindigen"


@dataclass(frozen=True)
class Kilometers:
    """The kilometres of the year by class; only z counts."""

    z: int
    w: int = 0
    p: int = 0


@dataclass(frozen=True)
class Toetsvraag:
    """A year, the criteria of the grant decision, and which of these still hold according to the employer."""

    jaar: Annotated[int, Bereik(2000, 2100)]
    toegekend_op: tuple[Criterium, ...]
    kilometers: Kilometers
    registratie_correct: bool
    nog_geldig: tuple[Criterium, ...] = ()

    def __post_init__(self) -> None:
        if not self.toegekend_op:
            raise Geweigerd("toegekend_op", "noem ten minste een criterium")
        if len(set(self.toegekend_op)) < len(self.toegekend_op):
            raise Geweigerd("toegekend_op", "elk criterium komt ten hoogste een keer voor")
        if not set(self.nog_geldig) <= set(self.toegekend_op) - {Criterium.A}:
            raise Geweigerd("nog_geldig", "noem alleen andere criteria dan a, die in het besluit staan")


@dataclass(frozen=True)
class Jaartoets:
    """Whether criterion a was tested and met, and the advice."""

    toets_a: bool
    voldoet_a: bool | None
    advies: Advies


@calculation("OM-AUTO/jaartoets", articles=("Autoregeling OM 2.2",))
def jaartoets(gegeven: Toetsvraag, parameters: Parameters, uitleg: Uitleg) -> Jaartoets:
    """Test the kilometres of one year for who holds a car by criterion a (Autoregeling OM 2.2).

    "Structurally" is about more than one year, so the advice says that earlier years and absence are looked at too.
    """
    toets_a = Criterium.A in gegeven.toegekend_op
    voldoet_a = gegeven.kilometers.z > DREMPEL_KILOMETERS if toets_a else None
    if voldoet_a is None:
        uitleg.stap("Autoregeling OM 2.2", "OM-AUTO/jaartoets.niet_op_kilometers")
    else:
        stap = f"OM-AUTO/jaartoets.{'wel' if voldoet_a else 'niet'}_genoeg"
        uitleg.stap("Autoregeling OM 2.2", stap, kilometers=gegeven.kilometers.z, drempel=DREMPEL_KILOMETERS)
    if not gegeven.registratie_correct:
        advies = Advies.BEOORDELEN
    elif voldoet_a or gegeven.nog_geldig:
        advies = Advies.VOORTZETTEN
    else:
        advies = Advies.BEEINDIGEN
    uitleg.stap("Autoregeling OM 2.2", f"OM-AUTO/jaartoets.{advies}")
    return Jaartoets(toets_a, voldoet_a, advies)
