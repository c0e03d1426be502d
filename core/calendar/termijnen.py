# SPDX-License-Identifier: EUPL-1.2
"""Terms: months without a same day, working days, and the Algemene termijnenwet as a setting per deadline."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from typing import Protocol

from core.calendar.feestdagen import kandidaten


class Maandeinde(StrEnum):
    """What a term in months does when the last month has no such day (parameter ``termijn.maandeinde``)."""

    LAATSTE_DAG = "laatste_dag"
    EERSTE_DAG_VOLGENDE_MAAND = "eerste_dag_volgende_maand"


class Werkdagteller(Protocol):
    """Anything that knows working days, such as ``Kalender``."""

    def werkdag(self, dag: date) -> bool:
        """Tell whether the day is a working day."""


def plus_maanden(dag: date, maanden: int, maandeinde: Maandeinde = Maandeinde.LAATSTE_DAG) -> date:
    """Return the same day a number of months later; ``maandeinde`` says what becomes of a day that does not exist.

    Raises ``OverflowError`` beyond the years that Python knows.
    """
    index = dag.year * 12 + dag.month - 1 + maanden
    jaar, maand = divmod(index, 12)
    if not MINYEAR <= jaar <= MAXYEAR:
        raise OverflowError(f"het jaar {jaar} valt buiten de kalender")
    laatste = calendar.monthrange(jaar, maand + 1)[1]
    if dag.day <= laatste:
        return date(jaar, maand + 1, dag.day)
    if maandeinde is Maandeinde.LAATSTE_DAG:
        return date(jaar, maand + 1, laatste)
    return date(jaar, maand + 1, laatste) + timedelta(days=1)


def plus_werkdagen(dag: date, aantal: int, kalender: Werkdagteller) -> date:
    """Return the ``aantal``-th working day after ``dag``, for 0 the day itself. Raises ``ValueError`` below 0."""
    if aantal < 0:
        raise ValueError("een aantal werkdagen is niet negatief")
    while aantal:
        dag += timedelta(days=1)
        aantal -= kalender.werkdag(dag)
    return dag


def algemeen_erkende_feestdag(dag: date) -> bool:
    """Tell whether the day is a holiday, or put on a par with one, under article 3 of the Algemene termijnenwet.

    Unlike the CAO that law counts Goede Vrijdag, and like the CAO every 5 May. Days equated by royal decree are not
    known here.
    """
    return dag in kandidaten(dag.year)


def einde_volgens_termijnenwet(laatste_dag: date) -> date:
    """Return the last day of a statutory term after articles 1 and 3 of the Algemene termijnenwet.

    A term that ends on a Saturday, Sunday or recognised holiday runs on to the next day that is none of these. Whether
    the law applies (no terms in hours, over 90 days, 12 weeks or 3 months, or counted back: article 4) is a setting of
    the deadline, decided by the caller.
    """
    while laatste_dag.weekday() >= 5 or algemeen_erkende_feestdag(laatste_dag):
        laatste_dag += timedelta(days=1)
    return laatste_dag
