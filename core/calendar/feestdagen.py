# SPDX-License-Identifier: EUPL-1.2
"""The holidays of CAO Rijk 4.2, taken by name from the ``holidays`` package.

The package's own choice is wrong for us both ways: it makes Goede Vrijdag a public holiday and Bevrijdingsdag only one
in five years. Whether these two count is a dated parameter, looked up on the day itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol

from holidays import country_holidays
from holidays.constants import OPTIONAL, PUBLIC

GOEDE_VRIJDAG = "goede vrijdag"
BEVRIJDINGSDAG = "bevrijdingsdag"
SCHAKELAARS: Mapping[str, str] = {
    GOEDE_VRIJDAG: "kalender.goede_vrijdag_is_feestdag",
    BEVRIJDINGSDAG: "kalender.bevrijdingsdag_is_feestdag",
}
VASTE_FEESTDAGEN = frozenset(
    {
        "nieuwjaarsdag",
        "eerste paasdag",
        "tweede paasdag",
        "koningsdag",
        "hemelvaartsdag",
        "eerste pinksterdag",
        "tweede pinksterdag",
        "eerste kerstdag",
        "tweede kerstdag",
    }
)


class DatumwaardeBron(Protocol):
    """Anything that answers ``bron[sleutel, dag]`` with the value of a parameter on that day."""

    def __getitem__(self, sleutel_en_dag: tuple[str, date]) -> Any:
        """Return the value, or raise when it is not known."""


@cache
def kandidaten(jaar: int) -> Mapping[date, tuple[str, ...]]:
    """Return the days of a year that are, or by a parameter may be, a holiday, each with its names.

    Ascension Day and Koningsdag or Bevrijdingsdag can share a date, so a day may have two names. Raises
    ``OverflowError`` for a year of which the package knows nothing, since no holidays would be a wrong answer.
    """
    dagen: dict[date, tuple[str, ...]] = {}
    for dag, namen in country_holidays("NL", years=jaar, categories=(PUBLIC, OPTIONAL), language="nl").items():
        # The package spells capitals differently from release to release.
        klein = namen.casefold().split("; ")
        bekend = tuple(sorted(naam for naam in klein if naam in VASTE_FEESTDAGEN or naam in SCHAKELAARS))
        if bekend:
            dagen[dag] = bekend
    if not dagen:
        raise OverflowError(f"de feestdagen van {jaar} zijn niet bekend")
    return dagen


class Kalender:
    """The calendar of one calculation: which day is a holiday, which a working day, under these parameters."""

    def __init__(self, parameters: DatumwaardeBron) -> None:
        self._parameters = parameters
        self._bekend: dict[date, bool] = {}

    def feestdag(self, dag: date) -> bool:
        """Tell whether the day is a feestdag (CAO Rijk 4.2), a closing day of the unit included."""
        bekend = self._bekend.get(dag)
        if bekend is None:
            bekend = self._bekend[dag] = self._zoek(dag)
        return bekend

    def werkdag(self, dag: date) -> bool:
        """Tell whether the day is Monday to Friday and no feestdag."""
        return dag.weekday() < 5 and not self.feestdag(dag)

    def eerste_werkdag_vanaf(self, dag: date) -> date:
        """Return the day itself when it is a werkdag, else the next one."""
        while not self.werkdag(dag):
            dag += timedelta(days=1)
        return dag

    def _zoek(self, dag: date) -> bool:
        namen = kandidaten(dag.year).get(dag, ())
        if any(naam in VASTE_FEESTDAGEN for naam in namen):
            return True
        if any(self._parameters[SCHAKELAARS[naam], dag] for naam in namen):
            return True
        return dag in self._parameters["kalender.sluitingsdagen", dag]
