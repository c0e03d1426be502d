# SPDX-License-Identifier: EUPL-1.2
"""On-call time: outside office hours, and all day on a day that is no working day (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from core.calendar.feestdagen import SCHAKELAARS, VASTE_FEESTDAGEN, Kalender, kandidaten
from core.calendar.kwartieren import Tijdvak, doorsneden, per_dag, samengevoegd
from core.calendar.tijd import begin_van_dag, lokaal, lokale_datum, moment
from core.rules import Feit, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen

KANTOOR_OPEN = time(8)
KANTOOR_DICHT = time(17)

#: Reading: the class of a feestdag that falls on a Saturday or Sunday.
SAMENLOOP = "jio_cons.dagsoort_bij_samenloop"
#: Reading: what happens when a duty begins or ends on a feestdag.
HANDOVER = "jio_cons.holiday_handover"


class Dagsoort(StrEnum):
    """The class of a calendar day, and so of an hour of on-call time."""

    MAANDAG_VRIJDAG = "maandag_vrijdag"
    ZATERDAG = "zaterdag"
    ZONDAG = "zondag"
    FEESTDAG = "feestdag"


_WEEKENDSOORT = {5: Dagsoort.ZATERDAG, 6: Dagsoort.ZONDAG}


@lru_cache(maxsize=4096)
def kantooruren(dag: date) -> Tijdvak:
    """Return 08.00 to 17.00 uur of a Dutch calendar day."""
    return Tijdvak(moment(dag, KANTOOR_OPEN), moment(dag, KANTOOR_DICHT))


@lru_cache(maxsize=4096)
def consignatievakken(dag: date, werkdag: bool) -> tuple[Tijdvak, ...]:
    """Return the stretches of on-call time of one Dutch calendar day (JIO 7.6: 17.00 to 08.00 uur, or 24 hours)."""
    begin, einde, kantoor = begin_van_dag(dag), begin_van_dag(dag + timedelta(days=1)), kantooruren(dag)
    return (Tijdvak(begin, kantoor.van), Tijdvak(kantoor.tot, einde)) if werkdag else (Tijdvak(begin, einde),)


def consignatie_in(vakken: Iterable[Tijdvak], kalender: Kalender) -> list[Tijdvak]:
    """Return the uninterrupted stretches of on-call time inside the stretches, in order.

    The calendar is asked only for days of which a stretch touches the office hours.
    """
    delen: list[Tijdvak] = []
    for vak in samengevoegd(vakken):
        for dag, stuk in per_dag(vak):
            werkdag = stuk.doorsnede(kantooruren(dag)) is not None and kalender.werkdag(dag)
            delen += doorsneden([stuk], consignatievakken(dag, werkdag))
    return samengevoegd(delen)


def kantoortijd_in(vakken: Iterable[Tijdvak], kalender: Kalender) -> list[Tijdvak]:
    """Return the office time inside stretches that do not overlap; the calendar is asked only where it matters."""
    stukken = ((dag, stuk.doorsnede(kantooruren(dag))) for vak in vakken for dag, stuk in per_dag(vak))
    return [stuk for dag, stuk in stukken if stuk and kalender.werkdag(dag)]


def in_consignatietijd(op: datetime, kalender: Kalender) -> bool:
    """Tell whether a moment is on-call time; the calendar is asked only between 08.00 and 17.00 uur."""
    klok = lokaal(op)
    return not KANTOOR_OPEN <= klok.time() < KANTOOR_DICHT or not kalender.werkdag(klok.date())


def dagsoorten(dagen: Iterable[date], kalender: Kalender, parameters: Parameters) -> dict[date, Dagsoort]:
    """Return the class of calendar days. Raises one ``ParameterOntbreekt`` that names all that is missing."""
    dagen = list(dagen)
    parameters.alle(*schakelaars(dagen), ook=((SAMENLOOP, dag) for dag in dagen if dag.weekday() in _WEEKENDSOORT))
    return {dag: _dagsoort(dag, kalender, parameters) for dag in dagen}


def _dagsoort(dag: date, kalender: Kalender, parameters: Parameters) -> Dagsoort:
    weekdag = dag.weekday()
    if not kalender.feestdag(dag):
        return _WEEKENDSOORT.get(weekdag, Dagsoort.MAANDAG_VRIJDAG)
    if weekdag in _WEEKENDSOORT and parameters[SAMENLOOP, dag] == "WEEKEND":
        return _WEEKENDSOORT[weekdag]
    return Dagsoort.FEESTDAG


def schakelaars(dagen: Iterable[date]) -> list[tuple[str, date]]:
    """Return the look-ups for those of the days on which a setting decides whether they are a feestdag."""
    return [
        (SCHAKELAARS[naam], dag)
        for dag in dagen
        if VASTE_FEESTDAGEN.isdisjoint(namen := kandidaten(dag.year).get(dag, ()))
        for naam in namen
    ]


def feestdagfeit(dag: date, parameters: Parameters) -> Feit | None:
    """Return the parameter that makes the day a feestdag; None for a feestdag that the CAO names without condition."""
    namen = kandidaten(dag.year).get(dag, ())
    if not VASTE_FEESTDAGEN.isdisjoint(namen):
        return None
    feiten = [parameters.feit(SCHAKELAARS[naam], dag) for naam in namen]
    return next((feit for feit in feiten if feit.waarde), None) or parameters.feit("kalender.sluitingsdagen", dag)


@dataclass(frozen=True)
class Tijdstip:
    """The moment asked about."""

    moment: datetime


@dataclass(frozen=True)
class Consignatietijd:
    """Whether the moment is on-call time, and the class of its calendar day."""

    consignatietijd: bool
    dagsoort: Dagsoort


@calculation("JIO-CONS/consignatietijd", articles=("JIO 7.6", "CAO Rijk 4.2"))
def consignatietijd(gegeven: Tijdstip, parameters: Parameters, uitleg: Uitleg) -> Consignatietijd:
    """Tell whether a moment is on-call time, and of which day class (JIO 7.6)."""
    kalender, dag = Kalender(parameters), lokale_datum(gegeven.moment)
    uitkomst = Consignatietijd(
        in_consignatietijd(gegeven.moment, kalender), dagsoorten([dag], kalender, parameters)[dag]
    )
    if kalender.feestdag(dag):
        uitleg.stap("CAO Rijk 4.2", "JIO-CONS/feestdag", feestdagfeit(dag, parameters), dag=dag)
    noem_lezingen(parameters, uitleg)
    soort = "dienst" if uitkomst.consignatietijd else "kantoortijd"
    uitleg.stap("JIO 7.6", f"JIO-CONS/consignatietijd.{soort}", moment=gegeven.moment)
    return uitkomst
