# SPDX-License-Identifier: EUPL-1.2
"""What a plugin can contribute: the values that hooks return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from flask import Blueprint
    from sqlalchemy.orm import Session

    from core.context import Context
    from core.rules.parameters import Feit, ParameterOntbreekt, Parameterset


@dataclass(frozen=True)
class Dienstonderdeel:
    """A service of the ministry; ``id`` is the prefix of its tables, addresses and parameters."""

    id: str
    naam: str
    afkorting: str


@dataclass(frozen=True)
class Menupunt:
    """An entry of the menu, shown to whoever may do ``handeling`` to some object of ``soort``."""

    tekst: str
    endpoint: str
    handeling: str
    soort: str
    volgorde: int = 50


@dataclass(frozen=True)
class Paginas:
    """Pages of a regulation: a blueprint whose every route carries a right (``core.web.rights.vereist``)."""

    blueprint: Blueprint
    menu: tuple[Menupunt, ...] = ()


@dataclass(frozen=True)
class Werkpunt:
    """Something that is asked of the reader; the oddest stands on top, then what is due first.

    ``staat`` is a code of the macro ``staat`` (``let_op``, ``te_laat``, ``open`` ...), ``staat_woord`` its Dutch word.
    """

    titel: str
    url: str
    tekst: str = ""
    voor: date | None = None
    staat: str = ""
    staat_woord: str = ""
    vreemd: bool = False


@dataclass(frozen=True)
class Startblok:
    """A part of somebody's first page: one sentence that answers, what is asked, and the rest to unfold.

    It is shown to whoever has ``rol`` now. ``sjabloon`` is a template that is included with ``gegevens``.
    """

    rol: str
    volgorde: int
    titel: str
    zin: str
    werk: tuple[Werkpunt, ...] = ()
    sjabloon: str | None = None
    gegevens: Mapping[str, Any] = field(default_factory=dict)
    #: Text and address of the page that tells more.
    meer: tuple[str, str] | None = None


@dataclass(frozen=True)
class Feitdeel:
    """A record behind a posting, such as a duty, a swap or a letter, told in words.

    ``object`` is its kind and number in the audit trail. ``endpoint`` is the unit's own page about it, linked while
    the unit is switched on.
    """

    titel: str
    gegevens: tuple[tuple[str, str], ...]
    object: tuple[str, int] | None = None
    endpoint: str | None = None
    argumenten: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Feitverhaal:
    """Tells what stands behind the facts of a regulation, also while the unit is switched off.

    ``vertel`` gets the ``feit`` of a posting and its employee, and asks at most five queries.
    """

    regeling: str
    vertel: Callable[[Session, str, int], Sequence[Feitdeel]]


@dataclass(frozen=True)
class Dagelijks:
    """Due once every Dutch calendar day at a local time outside 02.00-03.00 (the hour of the clock change)."""

    tijd: time

    def vervalt(self, dag: date) -> bool:
        """True: every day."""
        return True


@dataclass(frozen=True)
class Wekelijks:
    """Due once a week; ``weekdag`` 0 is Monday."""

    weekdag: int
    tijd: time

    def vervalt(self, dag: date) -> bool:
        """Tell whether the day is the weekday."""
        return dag.weekday() == self.weekdag


@dataclass(frozen=True)
class Maandelijks:
    """Due once a month, on a day that every month has (1 to 28)."""

    dag: int
    tijd: time

    def vervalt(self, dag: date) -> bool:
        """Tell whether it is that day of the month."""
        return dag.day == self.dag


@dataclass(frozen=True)
class Jaarlijks:
    """Due once a year."""

    maand: int
    dag: int
    tijd: time

    def vervalt(self, dag: date) -> bool:
        """Tell whether it is that day of the year."""
        return (dag.month, dag.day) == (self.maand, self.dag)


Dagkeer = Dagelijks | Wekelijks | Maandelijks | Jaarlijks
"""Due on Dutch calendar days; a day that was missed is caught up."""


@dataclass(frozen=True)
class Telkens:
    """Due every so many minutes, by the clock of UTC: for work that waits, so there is nothing to catch up."""

    minuten: int


Wanneer = Dagkeer | Telkens


@dataclass(frozen=True)
class Job:
    """Scheduled work. ``werk`` returns the keys of its units; ``doe`` does one unit, in a transaction of its own.

    A unit may be done again after a kill, so ``doe`` must be idempotent. Both get the Dutch calendar day on which the
    work is due; of work that is due ``Telkens`` that is the day of the turn.
    """

    id: str
    omschrijving: str
    wanneer: Wanneer
    werk: Callable[[Context, date], Sequence[str]]
    doe: Callable[[Context, date, str], None]


class Loonregel(NamedTuple):
    """What a month source answers for one fact of one person: the amount that should have been paid in all.

    ``centen`` is the total for ``feit`` (not the difference with what was paid before: the ledger books that).
    ``gegeven`` is the input of the calculation in its outside form, as JSON; ``hoeveelheden`` are counts that payroll
    and people want to see, by name with unit. A tuple, since a run makes one for every posting.
    """

    medewerker_id: int
    feit: str
    berekening: str
    versie: int
    centen: int
    gegeven: str
    hoeveelheden: Mapping[str, int]
    looncode: str
    ingangsdatum: date


@dataclass(frozen=True)
class Openstaand:
    """A fact of a person that could not be calculated, and why: a parameter is missing, or a code says it."""

    medewerker_id: int
    feit: str
    reden: str
    ontbreekt: ParameterOntbreekt | None = None


class Maandbron(Protocol):
    """Where a month run gets its lines from; one for each calculation that pays."""

    id: str
    eenheid: str
    regeling: str

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return the persons with facts in a period ``YYYY-MM``, in a fixed order."""

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Calculate for these persons in bulk. The answer rests only on the stored facts and the parameters.

        A run asks for two units of work at once, each in a thread and a session of its own.
        """


@dataclass(frozen=True)
class Parametertoets:
    """A check on a new value of a parameter: ``toets`` gets the figures with the new fact in them, and that fact.

    It returns None, or why the value is refused, in Dutch: for one that leaves on-call time uncovered, for example.
    """

    sleutel: str
    toets: Callable[[Parameterset, Feit], str | None]


@dataclass(frozen=True)
class Exporttype:
    """A file that a unit can make of a period ``YYYY-MM``: name, media type and content."""

    id: str
    naam: str
    maak: Callable[[Context, str], tuple[str, str, bytes]]


@dataclass(frozen=True)
class Importtype:
    """A CSV or XLSX file that a unit can read: its columns, and what to do with the rows once all of them are good.

    ``controleer`` turns a row into a value or raises ``Geweigerd`` with the column; ``verwerk`` stores all values in
    one transaction and returns how many were new or changed, or the numbers of the rows that it added.
    """

    id: str
    naam: str
    kolommen: tuple[str, ...]
    controleer: Callable[[Session, Mapping[str, str]], Any]
    verwerk: Callable[[Context, Session, Sequence[Any]], int | Sequence[int]]
    #: The kind of object to which the actor must be allowed to ``importeer`` in the unit.
    soort: str = "core.persoon"
    #: Columns that may be left out; they are empty then.
    optioneel: tuple[str, ...] = ()
    #: What is wrong with values that are good alone: the place of the value, the column, and the reason.
    samen: Callable[[Context, Session, Sequence[Any]], Iterable[tuple[int, str, str]]] | None = None
    #: Takes back the rows that ``verwerk`` named, in the caller's transaction; raises ``Geweigerd`` when it cannot.
    terug: Callable[[Context, Session, Sequence[int]], None] | None = None


@dataclass(frozen=True)
class Berichtsoort:
    """A kind of message; ``zin`` is its Dutch text with names of parameters in braces, never with content of a case."""

    id: str
    zin: str
    endpoint: str


@dataclass(frozen=True)
class Taaksoort:
    """A kind of task; ``zin`` is its Dutch text with the task's ``sleutel``, ``op`` and data in braces.

    It leads to ``endpoint``, whose argument ``argument`` gets the task's ``sleutel``.
    """

    id: str
    zin: str
    endpoint: str
    argument: str | None = None


@dataclass(frozen=True)
class Persoonsgegeven:
    """What a plugin holds about persons: the table, why, until when, and how a person gets a copy of it."""

    tabel: str
    doel: str
    #: A parameter with the number of months to keep, or None while no term has been decided.
    bewaartermijn: str | None
    #: What happens at the end: ``vernietigen`` or ``losmaken`` (the row stays without the person).
    einde: str
    inzage: Callable[[Session, int], Sequence[Mapping[str, Any]]]
    #: The column from whose day the term counts; None while it is not known when the term of a row begins. A row in
    #: which it is empty is never over its term.
    vanaf: str | None = None

    @property
    def termijnsleutel(self) -> str:
        """The parameter that holds the number of months, whether or not a term was decided."""
        return self.bewaartermijn or f"bewaartermijn.{self.tabel}"


@dataclass(frozen=True)
class Verplichting:
    """A duty of a person: what, for whom, how often, and under which article."""

    id: str
    titel: str
    artikel: str
    rol: str
    wanneer: Wanneer | None = None


@dataclass(frozen=True)
class Regelingmap:
    """The data files of a regulation's folder: parameters, sentences of explanations, and cases."""

    pad: Path
    parameters: Path | None = field(init=False)
    uitleg: Path | None = field(init=False)
    casussen: tuple[Path, ...] = field(init=False)

    def __post_init__(self) -> None:
        def bestaand(naam: str) -> Path | None:
            return self.pad / naam if (self.pad / naam).is_file() else None

        object.__setattr__(self, "parameters", bestaand("parameters.yaml"))
        object.__setattr__(self, "uitleg", bestaand("uitleg.yaml"))
        object.__setattr__(self, "casussen", tuple(sorted((self.pad / "cases").glob("*.yaml"))))
