# SPDX-License-Identifier: EUPL-1.2
"""The yearly addition to wage for private use, and the fiscal value in the meantime (Autoregeling OM 12.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from core.rules import Bereik, Centen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen

#: "Een tijdelijke vervangende auto (minder dan 30 dagen)."
TIJDELIJK_DAGEN = 30
PERCENTAGE = "om_auto.bijtelling_percentage"


@dataclass(frozen=True)
class VervangendeAuto:
    """A temporary replacement car; the first and the last day both count."""

    van: date
    tot_en_met: date
    fiscale_waarde_centen: Centen

    def __post_init__(self) -> None:
        if self.tot_en_met < self.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")

    @property
    def dagen(self) -> int:
        """How long it is used."""
        return (self.tot_en_met - self.van).days + 1


@dataclass(frozen=True)
class Bijtellingsvraag:
    """The granted car in a year."""

    jaar: Annotated[int, Bereik(2000, 2100)]
    fiscale_waarde_centen: Centen
    verklaring_ontvangen: bool = False
    vervangende_auto: VervangendeAuto | None = None

    @property
    def waarde_blijft(self) -> bool:
        """Whether the text says that the value of the granted car is used."""
        ander = self.vervangende_auto
        if ander is None or ander.fiscale_waarde_centen == self.fiscale_waarde_centen:
            return True
        return ander.fiscale_waarde_centen < self.fiscale_waarde_centen and ander.dagen < TIJDELIJK_DAGEN


@dataclass(frozen=True)
class Bijtelling:
    """The addition for a whole year; a decision is needed where the text is silent on the value."""

    bijtelling: bool
    fiscale_waarde_toegepast_centen: Centen | None
    bijtelling_per_jaar_centen: Centen | None
    beslissing_nodig: bool


@calculation("OM-AUTO/bijtelling", articles=("Autoregeling OM 12.3",))
def bijtelling(gegeven: Bijtellingsvraag, parameters: Parameters, uitleg: Uitleg) -> Bijtelling:
    """Compute the addition for a year, rounded once, half up; payroll decides on it (Autoregeling OM 12.3)."""
    if gegeven.verklaring_ontvangen:
        uitleg.stap("Autoregeling OM 12.3", "OM-AUTO/bijtelling.verklaring")
        return Bijtelling(False, None, Centen(0), False)
    waarde, ander = gegeven.fiscale_waarde_centen, gegeven.vervangende_auto
    if not gegeven.waarde_blijft:
        dagen = ander.dagen if ander else 0
        uitleg.stap("Autoregeling OM 12.3", "OM-AUTO/bijtelling.beslissing_nodig", dagen=dagen)
        return Bijtelling(True, None, None, True)
    percentage = parameters.feit(PERCENTAGE, date(gegeven.jaar, 1, 1))
    per_jaar = hele_centen(waarde * percentage.getal / 100)
    if ander is not None:
        uitleg.stap("Autoregeling OM 12.3", "OM-AUTO/bijtelling.waarde_blijft", dagen=ander.dagen)
    uitleg.stap(
        "Autoregeling OM 12.3",
        "OM-AUTO/bijtelling.per_jaar",
        percentage,
        percentage=percentage.waarde,
        waarde_centen=waarde,
        bijtelling_centen=per_jaar,
    )
    return Bijtelling(True, waarde, per_jaar, False)
