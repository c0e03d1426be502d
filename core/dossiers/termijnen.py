# SPDX-License-Identifier: EUPL-1.2
"""Deadlines as data: how long a regulation gives, and how far a unit may depart from what binds all of JenV."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.calendar.termijnen import Maandeinde, Werkdagteller, plus_maanden, plus_werkdagen


class Termijneenheid(StrEnum):
    """In what a term is counted."""

    KALENDERDAGEN = "kalenderdagen"
    WERKDAGEN = "werkdagen"
    WEKEN = "weken"
    MAANDEN = "maanden"


class Afwijken(StrEnum):
    """How far a unit may depart from a term of the core."""

    VRIJ = "vrij"
    """To an earlier and to a later day: the text itself gives a guideline."""
    STRENGER = "strenger"
    """To an earlier day only: the text gives a limit."""
    NOOIT = "nooit"
    """Not at all: the term decides somebody's right, or binds somebody outside the unit."""


class AfwijkingNietToegestaan(ValueError):
    """A unit may not depart from the term in this way; the message says why, in Dutch."""


# The shortest and the longest run of days that a number of months can be: February, and July with August.
_KORTSTE_MAAND = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_LANGSTE_MAAND = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)


@dataclass(frozen=True)
class Duur:
    """A length of time, from 1 up."""

    lengte: int
    eenheid: Termijneenheid

    def __post_init__(self) -> None:
        if self.lengte < 1:
            raise ValueError(f"een termijn duurt ten minste 1, niet {self.lengte}")

    def __str__(self) -> str:
        return f"{self.lengte} {self.eenheid}"

    def einde(self, begin: date, kalender: Werkdagteller, maandeinde: Maandeinde = Maandeinde.LAATSTE_DAG) -> date:
        """Return the last day of a term that begins on a day. Raises ``OverflowError`` beyond Python's years."""
        match self.eenheid:
            case Termijneenheid.KALENDERDAGEN:
                return date.fromordinal(begin.toordinal() + self.lengte)
            case Termijneenheid.WEKEN:
                return date.fromordinal(begin.toordinal() + 7 * self.lengte)
            case Termijneenheid.WERKDAGEN:
                return plus_werkdagen(begin, self.lengte, kalender)
            case Termijneenheid.MAANDEN:
                return plus_maanden(begin, self.lengte, maandeinde)

    def dagen(self) -> tuple[int, int]:
        """Return bounds of the calendar days that it can last. Raises ``ValueError`` for working days."""
        if self.eenheid is Termijneenheid.MAANDEN:
            # As if no year, or every year, were a leap year: a little wide, and never wrong.
            jaren, maanden = divmod(self.lengte, 12)
            return 365 * jaren + _KORTSTE_MAAND[maanden], 366 * jaren + _LANGSTE_MAAND[maanden]
        if self.eenheid is Termijneenheid.WERKDAGEN:
            raise ValueError("hoeveel kalenderdagen een aantal werkdagen duurt, hangt van de feestdagen af")
        dagen = self.lengte * (7 if self.eenheid is Termijneenheid.WEKEN else 1)
        return dagen, dagen

    def nooit_later_dan(self, ander: Duur) -> bool:
        """Tell whether it ends no later than another, whatever the day on which both begin.

        Raises ``ValueError`` where working days are compared with calendar days.
        """
        if self.eenheid is ander.eenheid:
            return self.lengte <= ander.lengte
        return self.dagen()[1] <= ander.dagen()[0]


@dataclass(frozen=True)
class Termijn:
    """A deadline that a regulation states; a text without a figure ("onmiddellijk") is none.

    ``artikel`` is an article of the regulation in the catalogue, ``begin`` the event that starts it, ``wie`` who acts.
    """

    id: str
    regeling: str
    artikel: str
    titel: str
    begin: str
    wie: str
    duur: Duur
    afwijken: Afwijken


@dataclass(frozen=True)
class Termijnafwijking:
    """The own length that a unit gives a deadline of the core, under an article of its own regulations."""

    termijn: str
    duur: Duur
    artikel: str
    reden: str


@dataclass(frozen=True)
class Werking:
    """What holds in a unit: the length, and the departure it rests on; None where the core's own length holds."""

    eenheid: str
    duur: Duur
    afwijking: Termijnafwijking | None = None


def eis_toegestaan(termijn: Termijn, afwijking: Termijnafwijking) -> None:
    """Raise ``AfwijkingNietToegestaan`` unless a unit may depart from the term in this way."""
    if termijn.afwijken is Afwijken.NOOIT:
        raise AfwijkingNietToegestaan(f"van {termijn.id} ({termijn.duur}) mag geen dienstonderdeel afwijken")
    if termijn.afwijken is Afwijken.VRIJ:
        return
    try:
        vroeger = afwijking.duur.nooit_later_dan(termijn.duur)
    except ValueError as fout:
        raise AfwijkingNietToegestaan(
            f"{afwijking.duur} is niet te vergelijken met {termijn.duur} van {termijn.id}: {fout}"
        ) from fout
    if not vroeger:
        raise AfwijkingNietToegestaan(
            f"{afwijking.duur} kan later eindigen dan {termijn.duur} van {termijn.id}; alleen eerder mag"
        )


def werking(termijn: Termijn, eenheid: str, afwijkingen: Iterable[tuple[str, Termijnafwijking]]) -> Werking:
    """Return what holds in a unit, out of the departures of all units by their name."""
    for van, afwijking in afwijkingen:
        if van == eenheid and afwijking.termijn == termijn.id:
            return Werking(eenheid, afwijking.duur, afwijking)
    return Werking(eenheid, termijn.duur)
