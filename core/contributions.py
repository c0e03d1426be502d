# SPDX-License-Identifier: EUPL-1.2
"""What a plugin can contribute: the values that hooks return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from flask import Blueprint
    from sqlalchemy.orm import Session

    from core.brieven.inhoud import Briefconcept
    from core.context import Context
    from core.rules.parameters import Feit, ParameterOntbreekt, Parameterset
    from core.rules.uitleg import Stap


@dataclass(frozen=True)
class Dienstonderdeel:
    """A service of the ministry; ``id`` is the prefix of its tables, addresses and parameters."""

    id: str
    naam: str
    afkorting: str


@dataclass(frozen=True)
class Menukop:
    """A heading of the menu of a unit with many pages; without one an entry stands under the unit itself."""

    tekst: str


@dataclass(frozen=True)
class Menupunt:
    """An entry of the menu, shown to whoever may do ``handeling`` to some object of ``soort``."""

    tekst: str
    endpoint: str
    handeling: str
    soort: str
    volgorde: int = 50
    kop: Menukop | None = None


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
    """A line without an amount: a fact of a person that could not be calculated, and why.

    A parameter is missing, or ``reden`` is a code that says what is open: what is asked, of whom, and which article
    leaves it open. The run may be approved with such lines; once they are answered the amount follows as any late fact.
    """

    medewerker_id: int
    feit: str
    reden: str
    ontbreekt: ParameterOntbreekt | None = None
    #: Which article leaves it open.
    artikel: str = ""
    #: The id of the role that decides; empty when nobody has to.
    beslisser: str = ""
    #: What belongs to the question, such as a number of kilometres, by name with unit.
    gegevens: Mapping[str, int | str] = field(default_factory=dict)
    #: True when no run may be approved while this is open.
    blokkeert: bool = False


class Maandbron(Protocol):
    """Where a month run gets its lines from; one for each calculation that pays.

    Plus is what the employee receives, minus what the employee pays. What a source may be beside this: an
    ``Inhoudingbron``, a ``BronMetVerhaal`` and a ``BronMetBedrag``.
    """

    id: str
    eenheid: str
    regeling: str

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return the persons with facts in a period ``YYYY-MM``, in a fixed order."""

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Calculate for these persons in bulk. The answer rests only on the stored facts and the parameters.

        A run asks for two units of work at once, each in a thread and a session of its own. Who asks for many months
        says so (``core.ledger.bulk.in_bereik``): a source may then read for all of them at once (``bereik``).
        """


@runtime_checkable
class Inhoudingbron(Protocol):
    """A source of which the negative amounts are deductions that were agreed beforehand, by regulation or agreement.

    They go with payroll without a decision about each of them (BW 7:631 and 7:632), as long as there is a payslip. A
    source is one when it has ``inhouding = True``.
    """

    inhouding: bool


@runtime_checkable
class BronMetVerhaal(Protocol):
    """An ``Inhoudingbron`` that recovers something too: about such a fact a person decides.

    With that decision HR says whether it goes with pay or is claimed otherwise.
    """

    def is_verhaal(self, feit: str) -> bool:
        """Tell whether a fact is recovered in the place of agreed beforehand."""


@runtime_checkable
class BronMetBedrag(Protocol):
    """A source whose calculation answers more than one amount: it knows which of them belongs to a fact."""

    def centen(self, uitkomst: Any, feit: str) -> int:
        """Return what a fact comes to in all, in cents, from the outcome of its calculation."""


@runtime_checkable
class BronMetRedenen(Protocol):
    """A source that says in Dutch what its reasons for a line without an amount ask.

    ``redenen`` maps a code to a sentence with names of ``gegevens`` in braces.
    """

    redenen: Mapping[str, str]


@runtime_checkable
class BronMetVouw(Protocol):
    """A source of which the employee reads more of a posting than anybody else, such as on which days was driven.

    What the employer reads, and every letter, is folded: the same amounts and sums, without what is finer.
    """

    def vouw_stappen(self, stappen: Sequence[Stap]) -> Sequence[Stap]:
        """Return the steps of an explanation for anybody but the employee."""

    def vouw_gegeven(self, gegeven: str) -> str:
        """Return the input of a calculation, as JSON, for anybody but the employee."""


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
class Briefsoort:
    """A kind of letter to employees, and what stands in it.

    ``schrijf`` gets keys of objects and answers for each what the letter says, in the language of the context, or why
    there is none, in Dutch; a key that it leaves out does not exist. It asks a fixed number of queries and reads only.
    """

    id: str
    naam: str
    schrijf: Callable[[Session, Context, Sequence[str]], Mapping[str, Briefconcept | str]]
    #: The kind of object to which the actor must be allowed to ``maak_brief``, in the unit of the letter.
    soort: str = "core.brief"
    #: The keys of all letters of a unit and a month ``YYYY-MM``, for a round of many; None when there are no rounds.
    onderwerpen: Callable[[Session, Context, str, str], Sequence[str]] | None = None
    #: Postings of this regulation get this kind of letter in the place of the core's: its key is the posting's number.
    regeling: str | None = None


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
