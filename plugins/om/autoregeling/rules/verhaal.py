# SPDX-License-Identifier: EUPL-1.2
"""What the werkgever recovers of a cost: never more than the scheme leaves for the employee (Autoregeling OM 12.1)."""

from __future__ import annotations

from dataclasses import dataclass

from core.rules import Centen, Geweigerd, Parameters, Uitleg, calculation
from plugins.om.autoregeling.rules.doorbelasting import doorbelasting
from plugins.om.autoregeling.rules.kostensoorten import Kosten
from plugins.om.autoregeling.rules.laadvoorziening import Beeindiging, Plaatsing, laadvoorziening

Verhaalbaar = Kosten | Plaatsing | Beeindiging
"""A cost of the car, or what a charger at home cost too much or leaves to be paid on an early end."""

_NIETS = Centen(0)


@dataclass(frozen=True)
class Verhaalbesluit:
    """A cost, and how much of it the werkgever decided to recover."""

    kosten: Verhaalbaar
    besluit_centen: Centen

    def __post_init__(self) -> None:
        if self.besluit_centen < 0:
            raise Geweigerd("besluit_centen", "een bedrag om te verhalen ligt niet onder nul")


@dataclass(frozen=True)
class Verhaal:
    """What the employee pays."""

    verhaald_centen: Centen


def ruimte(kosten: Verhaalbaar, parameters: Parameters, uitleg: Uitleg) -> tuple[Centen, Centen]:
    """Return what is the employee's by the text, and what a person decides about, in cents."""
    if isinstance(kosten, Plaatsing | Beeindiging):
        punt = laadvoorziening.functie(kosten, parameters, uitleg)
        eigen = punt.werknemer_centen if isinstance(kosten, Plaatsing) else punt.vergoeding_centen
        return eigen or _NIETS, punt.te_beslissen_centen or _NIETS
    deel = doorbelasting.functie(kosten, parameters, uitleg)
    return deel.werknemer_centen, deel.te_beslissen_centen


@calculation(
    "OM-AUTO/verhaal",
    articles=tuple(dict.fromkeys(("Autoregeling OM 12.1", *doorbelasting.artikelen, *laadvoorziening.artikelen))),
)
def verhaal(gegeven: Verhaalbesluit, parameters: Parameters, uitleg: Uitleg) -> Verhaal:
    """Return what is recovered: what was decided, within what is the employee's or left to decide.

    Raises ``Geweigerd`` for more than that.
    """
    eigen, te_beslissen = ruimte(gegeven.kosten, parameters, uitleg)
    hoogste = Centen(eigen + te_beslissen)
    if gegeven.besluit_centen > hoogste:
        raise Geweigerd("besluit_centen", "er wordt niet meer verhaald dan de regeling voor de werknemer laat")
    uitleg.stap(
        "Autoregeling OM 12.1",
        "OM-AUTO/verhaal.besluit",
        bedrag_centen=gegeven.besluit_centen,
        hoogste_centen=hoogste,
    )
    return Verhaal(gegeven.besluit_centen)
