# SPDX-License-Identifier: EUPL-1.2
"""The yearly cost of Centraal Wagenparkbeheer over the units of the OM (Autoregeling OM 2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from core.rules import Bereik, Centen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.indeling import onder_regeling

#: "€ 76.000,- per jaar."
KOSTEN = Centen(76_000_00)
RESTCENTEN = "om_auto.lezing.restcenten"


@dataclass(frozen=True)
class Onderdeelswagenpark:
    """How many cars, pool cars included, a unit has in use on 1 January."""

    onderdeel: str
    voertuigen: int


@dataclass(frozen=True)
class Wagenpark:
    """The cars of every unit on 1 January of a year."""

    jaar: Annotated[int, Bereik(2000, 2100)]
    onderdelen: tuple[Onderdeelswagenpark, ...]

    def __post_init__(self) -> None:
        if not self.onderdelen:
            raise Geweigerd("onderdelen", "noem ten minste een onderdeel")
        if len({deel.onderdeel for deel in self.onderdelen}) < len(self.onderdelen):
            raise Geweigerd("onderdelen", "elk onderdeel komt ten hoogste een keer voor")
        if not self.voertuigen:
            raise Geweigerd("onderdelen", "er is nergens een auto in gebruik")

    @property
    def voertuigen(self) -> int:
        """The cars of all units together."""
        return sum(deel.voertuigen for deel in self.onderdelen)


@dataclass(frozen=True)
class Kostenverdeling:
    """What each unit bears; together always the whole amount."""

    peildatum: date
    voertuigen: int
    bijdragen_centen: Mapping[str, Centen]
    totaal_centen: Centen


@calculation("OM-AUTO/kostenverdeling", articles=("Autoregeling OM 2.2",))
def kostenverdeling(gegeven: Wagenpark, parameters: Parameters, uitleg: Uitleg) -> Kostenverdeling:
    """Divide the cost by the cars in use on 1 January, exact to the cent (Autoregeling OM 2.2)."""
    peildatum = date(gegeven.jaar, 1, 1)
    gewichten = [deel.voertuigen for deel in gegeven.onderdelen]
    delen = verdeel(KOSTEN, gewichten)
    uitleg.stap(
        "Autoregeling OM 2.2",
        "OM-AUTO/kostenverdeling.verdeling",
        kosten_centen=KOSTEN,
        voertuigen=gegeven.voertuigen,
        peildatum=peildatum,
    )
    if any(KOSTEN * gewicht % gegeven.voertuigen for gewicht in gewichten):
        parameters.feit(RESTCENTEN, onder_regeling(peildatum))
        noem_lezingen(parameters, uitleg)
    for deel, centen in zip(gegeven.onderdelen, delen, strict=True):
        uitleg.stap(
            "Autoregeling OM 2.2",
            "OM-AUTO/kostenverdeling.bijdrage",
            onderdeel=deel.onderdeel,
            voertuigen=deel.voertuigen,
            bijdrage_centen=centen,
        )
    bijdragen = {deel.onderdeel: centen for deel, centen in zip(gegeven.onderdelen, delen, strict=True)}
    return Kostenverdeling(peildatum, gegeven.voertuigen, bijdragen, KOSTEN)


def verdeel(bedrag: Centen, gewichten: Sequence[int]) -> list[Centen]:
    """Divide an amount by weights: every share cut down to whole cents, the rest one by one to the largest remainders.

    Equal remainders keep the order of the list. At least one weight is above zero.
    """
    totaal = sum(gewichten)
    delen = [bedrag * gewicht // totaal for gewicht in gewichten]
    op_rest = sorted(range(len(gewichten)), key=lambda nr: -(bedrag * gewichten[nr] % totaal))
    for nr in op_rest[: bedrag - sum(delen)]:
        delen[nr] += 1
    return [Centen(deel) for deel in delen]
