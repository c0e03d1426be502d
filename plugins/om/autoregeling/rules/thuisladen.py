# SPDX-License-Identifier: EUPL-1.2
"""The monthly settlement of electricity at home for the service car (Autoregeling OM 7.1 and 7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from core.rules import Bereik, Centen, Decimalen, Feit, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen

TARIEF = "om_auto.home_charging_tariff"


class Pas(StrEnum):
    """With which charge pass."""

    EIGEN_PAS = "eigen_pas"
    ANDERE_PAS = "andere_pas"


class Geladen(StrEnum):
    """What was charged."""

    DIENSTAUTO = "dienstauto"
    ANDER = "ander"


@dataclass(frozen=True)
class Transactie:
    """One time charging at home."""

    datum: date
    kwh: Annotated[Decimal, Decimalen(3)]
    pas: Pas
    voertuig: Geladen

    @property
    def vergoed(self) -> bool:
        """Only the service car, with the employee's own pass."""
        return self.pas is Pas.EIGEN_PAS and self.voertuig is Geladen.DIENSTAUTO


@dataclass(frozen=True)
class Laadmaand:
    """The transactions of one month."""

    jaar: Annotated[int, Bereik(2000, 2100)]
    maand: Annotated[int, Bereik(1, 12)]
    transacties: tuple[Transactie, ...]

    def __post_init__(self) -> None:
        for nr, transactie in enumerate(self.transacties, 1):
            if (transactie.datum.year, transactie.datum.month) != (self.jaar, self.maand):
                raise Geweigerd(f"transacties[{nr}].datum", "deze dag ligt niet in de maand")


@dataclass(frozen=True)
class Thuisladen:
    """What is reimbursed, and what is not."""

    vergoede_kwh: Decimal
    afgewezen_kwh: Decimal
    bedrag_centen: Centen


@calculation("OM-AUTO/thuisladen", articles=("Autoregeling OM 7.1", "Autoregeling OM 7.2"))
def thuisladen(gegeven: Laadmaand, parameters: Parameters, uitleg: Uitleg) -> Thuisladen:
    """Pay the electricity of the service car at the tariff of each day, rounded once, half up (Autoregeling OM 7.2)."""
    vergoed = [transactie for transactie in gegeven.transacties if transactie.vergoed]
    afgewezen = sum((t.kwh for t in gegeven.transacties if not t.vergoed), Decimal(0))
    tarieven = parameters.alle(*((TARIEF, transactie.datum) for transactie in vergoed))
    euro = sum((Fraction(t.kwh) * tarief.getal for t, tarief in zip(vergoed, tarieven, strict=True)), Fraction(0))
    bedrag = hele_centen(euro * 100)
    per_tarief: dict[Feit, Decimal] = {}
    for transactie, tarief in zip(vergoed, tarieven, strict=True):
        per_tarief[tarief] = per_tarief.get(tarief, Decimal(0)) + transactie.kwh
    for tarief, kwh in per_tarief.items():
        uitleg.stap("Autoregeling OM 7.2", "OM-AUTO/thuisladen.vergoed", tarief, kwh=kwh, tarief=tarief.waarde)
    if afgewezen:
        uitleg.stap("Autoregeling OM 7.1", "OM-AUTO/thuisladen.afgewezen", kwh=afgewezen)
    uitleg.stap("Autoregeling OM 7.2", "OM-AUTO/thuisladen.bedrag", bedrag_centen=bedrag)
    return Thuisladen(sum(per_tarief.values(), Decimal(0)), afgewezen, bedrag)
