# SPDX-License-Identifier: EUPL-1.2
"""The question that a proposal answers, and its answer.

JIO 7.6 says who may be rostered; how duties are divided among them it does not say. What is fair here is ours: equal
shares of duties, weekends and holidays, with what was served before counted along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from plugins.jio.consignatie.wensen.rules import Wenssoort


class Maat(StrEnum):
    """In what a roster must be fair."""

    DIENSTEN = "diensten"
    WEEKENDEN = "weekenden"
    FEESTDAGEN = "feestdagen"


class Grond(StrEnum):
    """Why somebody cannot be given a duty."""

    NIET_IN_TEAM = "niet_in_team"
    ZONDER = "zonder"
    """Whoever asked left the person out, to see what then happens or because the person falls out."""
    JONGER_DAN_18 = "jonger_dan_18"
    PAS_REGELING = "pas_regeling"
    ONTHEFFING = "ontheffing"
    VERLOF = "verlof"
    ZIEKTE = "ziekte"
    ANDERE_DIENST = "andere_dienst"
    KAN_NIET = "kan_niet"
    """The person's own wish."""


#: Who cannot for one of these has no share in the duty: nobody has to make up for years without duties.
ZONDER_AANDEEL = frozenset(
    {Grond.NIET_IN_TEAM, Grond.ZONDER, Grond.JONGER_DAN_18, Grond.PAS_REGELING, Grond.ONTHEFFING}
)


@dataclass(frozen=True)
class Plek:
    """A duty to give to somebody: ``dag`` is its first day, ``dagen`` are the on-call days that it counts for the
    Arbeidstijdenwet.
    """

    dag: date
    uren: int
    weekenden: int
    feestdagen: int
    dagen: frozenset[date] = frozenset()
    #: It runs on after the next one has begun (a Tuesday that is a feestdag): nobody can do both.
    overlapt_volgende: bool = False

    def gewicht(self, maat: Maat) -> int:
        """Return how much of a measure the duty brings."""
        return {Maat.DIENSTEN: 1, Maat.WEEKENDEN: self.weekenden, Maat.FEESTDAGEN: self.feestdagen}[maat]


@dataclass(frozen=True)
class Kandidaat:
    """Somebody of the team. Plekken are named by their place in the question."""

    id: int
    #: The duties that the person cannot be given, and why.
    niet: Mapping[int, Grond] = field(default_factory=dict)
    wensen: Mapping[int, Wenssoort] = field(default_factory=dict)
    #: What was served before above (or, negative, below) an equal share, in tenths by measure.
    saldo: Mapping[Maat, int] = field(default_factory=dict)
    #: First days and on-call days of duties outside the question, such as the last ones of the year before.
    eerder: frozenset[date] = frozenset()
    eerdere_dagen: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Grenzen:
    """Limits that a proposal respects; None is no limit. ``maximum_per_28`` None must be shown: "niet getoetst"."""

    maximum_per_28: int | None = None
    #: Duties that must lie between two duties of the same person.
    vrij_ertussen: int = 0
    meeste_diensten: int | None = None


@dataclass(frozen=True)
class Vraag:
    """A roster to divide. ``vast`` stays as it is; ``huidig`` is what a change is counted against."""

    plekken: tuple[Plek, ...]
    kandidaten: tuple[Kandidaat, ...]
    grenzen: Grenzen = Grenzen()
    vast: Mapping[int, int] = field(default_factory=dict)
    huidig: Mapping[int, int] = field(default_factory=dict)

    def maten(self) -> tuple[Maat, ...]:
        """Return the measures that say something of their own: a week has one weekend, so weeks count those already."""
        return tuple(
            maat
            for maat in Maat
            if maat is Maat.DIENSTEN
            or (
                any(plek.gewicht(maat) for plek in self.plekken)
                and any(plek.gewicht(maat) != plek.gewicht(Maat.DIENSTEN) for plek in self.plekken)
            )
        )


class Opgavesoort(StrEnum):
    """What would have to be given up before a roster is possible."""

    WENS = "wens"
    VERLOF = "verlof"
    VRIJ_ERTUSSEN = "vrij_ertussen"
    MEESTE_DIENSTEN = "meeste_diensten"
    ARBEIDSTIJDEN = "arbeidstijden"
    NIEMAND = "niemand"
    """Nobody can do the duty, whatever is given up."""


@dataclass(frozen=True)
class Opgave:
    """One thing to give up: a wish or leave of a person in a week, or a limit, and then what it could be at best."""

    soort: Opgavesoort
    plek: int | None
    kandidaat: int | None
    waarde: int | None = None


class Gewogen:
    """How unfair an answer is (``kosten``), and what it can at best be (``ondergrens``)."""

    kosten: int
    ondergrens: int

    @property
    def bewezen(self) -> bool:
        """True when no roster within the limits is fairer."""
        return self.kosten <= self.ondergrens

    @property
    def speling(self) -> float:
        """Return by how many per cent a fairer roster could at most lie below this one."""
        return 0.0 if self.bewezen else 100 * (self.kosten - self.ondergrens) / self.kosten


@dataclass(frozen=True)
class Uitkomst(Gewogen):
    """What the solver found.

    ``toewijzing`` has a person for every plek; it is empty when there is no roster within the limits, and ``opgeven``
    then says what to give up. ``kosten`` is the unfairness that was minimised and ``ondergrens`` what it can at best
    be: they are equal when the proposal is proven.
    """

    toewijzing: tuple[int, ...]
    kosten: int
    ondergrens: int
    opgeven: tuple[Opgave, ...] = ()
