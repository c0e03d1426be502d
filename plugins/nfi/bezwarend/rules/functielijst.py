# SPDX-License-Identifier: EUPL-1.2
"""Function lists: which condition occurs in which function, and how often (NFI 7.1).

A list is data with a period. The one that stands in the regulation itself is read from ``functielijsten.yaml``; later
ones are adopted by the NFI and reach the calculation with its input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from core.rules import Geweigerd
from core.rules.boom import lees_documenten
from core.rules.invoer import lees

NIET_OP_DE_LIJST = "niet_op_de_lijst"
"""The code of a function that is on no list."""


class Soort(StrEnum):
    """A kind of onerous condition, in the order of the columns."""

    STANK = "stank"
    LAWAAI = "lawaai"
    KLEDING = "kleding"
    PRIKKELING = "prikkeling"


class Frequentie(StrEnum):
    """How often, from seldom to always. The list of 2023 knows the first two, CAO Rijk 7.7 all three."""

    NU_EN_DAN = "N"
    REGELMATIG = "R"
    ALTIJD = "A"


Rij = Mapping[Soort, Frequentie]


@dataclass(frozen=True)
class Lijstrij:
    """A row of a list: a function, or a role next to one, with how often each kind occurs."""

    code: str
    rol: bool = False
    stank: Frequentie | None = None
    lawaai: Frequentie | None = None
    kleding: Frequentie | None = None
    prikkeling: Frequentie | None = None
    #: What must be true of the employee as well, such as working in the lab in protective clothing.
    voorwaarde: str | None = None
    #: The name as the list writes it.
    naam: str | None = None
    #: Where its noise is measured.
    werkplek: str | None = None

    @property
    def soorten(self) -> Rij:
        """The kinds that occur, with how often."""
        return {soort: vaak for soort in Soort if (vaak := getattr(self, soort)) is not None}


@dataclass(frozen=True)
class Functielijst:
    """A list, valid from a day up to and including another; as input only the rows that matter to somebody."""

    naam: str
    van: date
    tot_en_met: date
    rijen: tuple[Lijstrij, ...]
    bron: str | None = None
    #: True for what was granted to one employee who is on no list (CAO Rijk 7.7).
    besluit: bool = False

    def __post_init__(self) -> None:
        if self.tot_en_met < self.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
        codes = [rij.code for rij in self.rijen]
        if len(set(codes)) < len(codes):
            raise Geweigerd("rijen", "elke code komt een keer voor")

    def rij(self, code: str) -> Lijstrij | None:
        """Return the row of a function or role; None when it is not on the list."""
        return next((rij for rij in self.rijen if rij.code == code), None)

    def geldt_op(self, dag: date) -> bool:
        """Tell whether the list is valid on a day."""
        return self.van <= dag <= self.tot_en_met


@dataclass(frozen=True)
class _Bestand:
    lijsten: tuple[Functielijst, ...]


def _lees(pad: Path) -> tuple[Functielijst, ...]:
    [boom] = lees_documenten(pad)
    return lees(_Bestand, {"lijsten": boom}).lijsten


LIJSTEN = _lees(Path(__file__).parents[1] / "functielijsten.yaml")
"""The lists that stand in the regulation."""
LIJST_2023 = LIJSTEN[0]
FUNCTIES = tuple(dict.fromkeys(rij.code for lijst in LIJSTEN for rij in lijst.rijen if not rij.rol))
ROLLEN = tuple(dict.fromkeys(rij.code for lijst in LIJSTEN for rij in lijst.rijen if rij.rol))


def lijst_op(dag: date) -> Functielijst | None:
    """Return the list of the regulation that is valid on a day."""
    return next((lijst for lijst in LIJSTEN if lijst.geldt_op(dag)), None)


def zwaarste(*rijen: Rij) -> Rij:
    """Return per kind the heavier of several rows."""
    volgorde = list(Frequentie)
    uit: dict[Soort, Frequentie] = {}
    for rij in rijen:
        for soort, frequentie in rij.items():
            uit[soort] = max(uit.get(soort, frequentie), frequentie, key=volgorde.index)
    return uit
