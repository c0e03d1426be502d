# SPDX-License-Identifier: EUPL-1.2
"""Calculations: pure functions with an id, a version and their articles."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, is_dataclass
from types import UnionType
from typing import Any, get_args

from core.rules.boom import Boom
from core.rules.invoer import Geweigerd, lees, schrijf
from core.rules.parameters import Feit, Parameters, Parameterset
from core.rules.uitleg import Stap, Uitleg

Rekenregel = Callable[[Any, Parameters, Uitleg], Any]


@dataclass(frozen=True)
class Antwoord:
    """What a calculation answered: the outcome, its explanation, and the facts it rests on."""

    uitkomst: Any
    stappen: tuple[Stap, ...]
    feiten: tuple[Feit, ...]
    te_herzien: tuple[str, ...] = ()

    @property
    def te_bevestigen(self) -> tuple[str, ...]:
        """Keys of inferred values that HR must confirm before a run that uses them can be approved."""
        return tuple(sorted({feit.sleutel for feit in self.feiten if feit.te_bevestigen}))

    def buiten(self) -> dict[str, Any]:
        """Return the outcome under its outside names, with ``te_bevestigen`` and ``te_herzien`` where
        values must be confirmed or are past their review date.
        """
        uit: dict[str, Any] = schrijf(self.uitkomst)
        if self.te_bevestigen:
            uit["te_bevestigen"] = list(self.te_bevestigen)
        if self.te_herzien:
            uit["te_herzien"] = list(self.te_herzien)
        return uit


@dataclass(frozen=True)
class Berekening:
    """One version of one calculation, as a plugin registers it."""

    id: str
    versie: int
    artikelen: tuple[str, ...]
    functie: Rekenregel
    gegeven: Any
    """A frozen dataclass, or a union of them that the first field tells apart."""
    uitkomst: type

    @property
    def regeling(self) -> str:
        """The id of the regulation, the part before the slash."""
        return self.id.partition("/")[0]

    def lees(self, boom: Boom) -> Any:
        """Read input as this calculation's record. Raises ``Geweigerd`` naming field and reason."""
        with _binnen_de_kalender():
            return lees(self.gegeven, boom)

    def bereken(self, gegeven: Any, parameters: Parameterset) -> Antwoord:
        """Calculate with an explanation. Raises ``Geweigerd`` and ``ParameterOntbreekt``."""
        gebruikt, uitleg = Parameters(parameters), Uitleg()
        with _binnen_de_kalender():
            uitkomst = self.functie(gegeven, gebruikt, uitleg)
        return Antwoord(
            uitkomst,
            tuple(uitleg.stappen),
            tuple(gebruikt.gebruikt.values()),
            tuple(sorted(gebruikt.te_herzien)),
        )


@contextmanager
def _binnen_de_kalender() -> Iterator[None]:
    """A date at the edge of what Python or the holiday calendar knows is a mistake in the input, not a crash."""
    try:
        yield
    except OverflowError as fout:
        raise Geweigerd("", "een datum ligt te ver in het verleden of in de toekomst") from fout


def calculation(id: str, *, articles: tuple[str, ...], versie: int = 1) -> Callable[[Rekenregel], Berekening]:
    """Make a pure function ``(gegeven, parameters, uitleg) -> uitkomst`` a calculation.

    ``gegeven`` and the outcome are frozen dataclasses; their annotations are the form of the case file. ``gegeven`` may
    also be a union of records with a ``Literal`` as first field. Raises ``TypeError`` where the function has another
    shape, so that a mistake shows at import.
    """

    def maak(functie: Rekenregel) -> Berekening:
        soorten: Mapping[str, Any] = typing.get_type_hints(functie)
        namen = list(soorten)
        if len(namen) != 4 or namen[-1] != "return":
            raise TypeError(f"{id}: een berekening heeft drie argumenten en een uitkomst, alle met hun type")
        gegeven, uitkomst = soorten[namen[0]], soorten["return"]
        records = get_args(gegeven) if isinstance(gegeven, UnionType) else (gegeven,)
        for soort in (*records, uitkomst):
            if not is_dataclass(soort) or not getattr(soort, "__dataclass_params__").frozen:  # noqa: B009
                raise TypeError(f"{id}: {soort} is geen bevroren dataclass")
        if soorten[namen[1]] is not Parameters or soorten[namen[2]] is not Uitleg:
            raise TypeError(f"{id}: het tweede en derde argument zijn Parameters en Uitleg")
        if "/" not in id or not articles:
            raise TypeError(f"{id}: een berekening heet REGELING/naam en noemt ten minste een artikel")
        return Berekening(id, versie, articles, functie, gegeven, uitkomst)

    return maak
