# SPDX-License-Identifier: EUPL-1.2
"""Contribution of the employer to the Nationaal Bedrijfsfitness plan (JIO 11.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from core.rules import Bereik, Berekening, Centen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen

BIJDRAGE = "jio_fit.bijdrage_per_maand"
NIETS = Centen(0)


class Dienstverband(StrEnum):
    """The kind of employment; the plan is for permanent employees."""

    VAST = "vast"
    TIJDELIJK = "tijdelijk"


class GeenBijdrage(StrEnum):
    """Why there is no contribution: the first that holds."""

    NIET_AANGESLOTEN = "niet_aangesloten"
    GEEN_VAST_DIENSTVERBAND = "geen_vast_dienstverband"


@dataclass(frozen=True)
class Abonnement:
    """A subscription, and how much IKB the employee wants to use for it each month."""

    peildatum: date
    abonnement_per_maand_centen: Centen
    aangesloten_bij_bfnl: bool
    dienstverband: Dienstverband
    ikb_centen: Centen = NIETS
    aantal_maanden: Annotated[int, Bereik(1, 12)] = 1

    def __post_init__(self) -> None:
        if self.ikb_centen > self.abonnement_per_maand_centen:
            raise Geweigerd("ikb_euro", "dit is meer dan het abonnement kost")
        if self.ikb_centen and self.geen_bijdrage is not None:
            raise Geweigerd("ikb_euro", "zonder recht op de bijdrage kun je geen IKB inzetten")

    @property
    def geen_bijdrage(self) -> GeenBijdrage | None:
        """Why there is no right to a contribution; None when there is."""
        if not self.aangesloten_bij_bfnl:
            return GeenBijdrage.NIET_AANGESLOTEN
        return None if self.dienstverband is Dienstverband.VAST else GeenBijdrage.GEEN_VAST_DIENSTVERBAND


@dataclass(frozen=True)
class Bijdrage:
    """Who pays which part of the subscription in a month, and the contribution over the months together."""

    recht: bool
    reden: GeenBijdrage | None
    bijdrage_werkgever_centen: Centen
    eigen_deel_centen: Centen
    ikb_maximum_centen: Centen
    zelf_te_betalen_centen: Centen
    bijdrage_over_maanden_centen: Centen


@calculation("JIO-FIT/bijdrage", articles=("JIO 11.5",))
def bijdrage(gegeven: Abonnement, parameters: Parameters, uitleg: Uitleg) -> Bijdrage:
    """Divide the price of a subscription; the contribution is never more than the price (reading of JIO 11.5)."""
    prijs = gegeven.abonnement_per_maand_centen
    reden = gegeven.geen_bijdrage
    if reden is not None:
        uitleg.stap("JIO 11.5", f"JIO-FIT/bijdrage.{reden}")
        return Bijdrage(False, reden, NIETS, prijs, NIETS, prijs, NIETS)
    feit = parameters.feit(BIJDRAGE, gegeven.peildatum)
    werkgever = min(hele_centen(feit.getal * 100), prijs)
    eigen = Centen(prijs - werkgever)
    if gegeven.ikb_centen > eigen:
        raise Geweigerd("ikb_euro", "dit is meer dan je eigen deel van het abonnement")
    zelf = Centen(eigen - gegeven.ikb_centen)
    uitleg.stap("JIO 11.5", "JIO-FIT/bijdrage.werkgever", feit, prijs_centen=prijs, werkgever_centen=werkgever)
    uitleg.stap("JIO 11.5", "JIO-FIT/bijdrage.eigen_deel", eigen_centen=eigen, zelf_centen=zelf)
    return Bijdrage(True, None, werkgever, eigen, eigen, zelf, Centen(werkgever * gegeven.aantal_maanden))


BEREKENINGEN: tuple[Berekening, ...] = (bijdrage,)
