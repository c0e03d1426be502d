# SPDX-License-Identifier: EUPL-1.2
"""The duties of a calendar under one set of parameters: each Tuesday is calculated once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from core.calendar.feestdagen import Kalender
from core.calendar.kwartieren import Tijdvak, doorsneden, per_dag, samengevoegd
from core.calendar.tijd import begin_van_dag, lokale_datum
from core.rules import GEEN_UITLEG, Parameters, Parameterset
from plugins.jio.consignatie.rules.consignatietijd import consignatie_in
from plugins.jio.consignatie.rules.dienst import Dienst, Dienststart, dienst

ZATERDAG = 5
MAAND_VAN_DIENST = "jio_cons.maand_van_dienst"


class Dienstkalender:
    """Answers about duties from the rules, and remembers them."""

    def __init__(self, parameters: Parameterset) -> None:
        self.parameters = parameters
        self._diensten: dict[date, Dienst] = {}

    def dienst(self, dinsdag: date) -> Dienst:
        """Return begin, end and hours of a duty (JIO-CONS/dienst). Raises ``ParameterOntbreekt``."""
        gevonden = self._diensten.get(dinsdag)
        if gevonden is None:
            gevonden = dienst.functie(Dienststart(dinsdag), Parameters(self.parameters), GEEN_UITLEG)
            self._diensten[dinsdag] = gevonden
        return gevonden

    def binnen(self, dinsdag: date, vakken: Iterable[Tijdvak]) -> tuple[Tijdvak, ...]:
        """Cut stretches to the duty as the calendar has it now: a setting may have changed since it was rostered."""
        dienst = self.dienst(dinsdag)
        return tuple(doorsneden(vakken, [Tijdvak(dienst.start, dienst.einde)]))

    def consignatie(self, dinsdag: date, vakken: Iterable[Tijdvak]) -> list[Tijdvak]:
        """Return the on-call time of a duty inside stretches of it."""
        segmenten = [Tijdvak(segment.van, segment.tot) for segment in self.dienst(dinsdag).segmenten]
        return doorsneden(segmenten, samengevoegd(vakken))

    def tussen(self, van: datetime, tot: datetime) -> list[Tijdvak]:
        """Return the on-call time between two moments; nothing when the second is not later."""
        return consignatie_in([Tijdvak(van, tot)], Kalender(Parameters(self.parameters))) if van < tot else []

    def minuten(self, dinsdag: date, vakken: Iterable[Tijdvak]) -> int:
        """Return the whole minutes of on-call time of a duty inside stretches of it."""
        duur = sum((vak.tot - vak.van for vak in self.consignatie(dinsdag, vakken)), timedelta(0))
        return duur // timedelta(minutes=1)

    def minuten_weekend(self, dinsdag: date, vakken: Iterable[Tijdvak]) -> int:
        """Return how many of those minutes fall on a Saturday, a Sunday or a feestdag."""
        feestdagen = Kalender(Parameters(self.parameters))
        duur = timedelta(0)
        for vak in self.consignatie(dinsdag, vakken):
            for dag, deel in per_dag(vak):
                if dag.weekday() >= ZATERDAG or feestdagen.feestdag(dag):
                    duur += deel.tot - deel.van
        return duur // timedelta(minutes=1)

    def onbedekt(self, dinsdag: date, vakken: Iterable[Tijdvak]) -> list[Tijdvak]:
        """Return the on-call time of a duty that no stretch covers."""
        gaten: list[Tijdvak] = []
        bedekt = samengevoegd(vakken)
        for segment in self.dienst(dinsdag).segmenten:
            van = segment.van
            for vak in bedekt:
                if vak.tot <= van or vak.van >= segment.tot:
                    continue
                if vak.van > van:
                    gaten.append(Tijdvak(van, vak.van))
                van = max(van, vak.tot)
            if van < segment.tot:
                gaten.append(Tijdvak(van, segment.tot))
        return gaten

    def periode(self, dinsdag: date, begin: datetime, einde: datetime) -> str:
        """Return the month ``YYYY-MM`` to which a whole duty belongs (reading, dated by its Tuesday)."""
        lezing = Parameters(self.parameters)[MAAND_VAN_DIENST, dinsdag]
        # A duty that ends at 08.00 uur on the first of a month belongs to that month: it ends in it.
        dag = lokale_datum(begin if lezing == "BEGIN" else einde)
        return f"{dag:%Y-%m}"


@lru_cache(maxsize=4)
def kalender_van(parameters: Parameterset) -> Dienstkalender:
    """Return the calendar of a set of parameters; sets are immutable, so who asks again gets what was calculated."""
    return Dienstkalender(parameters)


def maand(periode: str) -> Tijdvak:
    """Return the stretch of time of a month ``YYYY-MM``."""
    eerste = date.fromisoformat(f"{periode}-01")
    return Tijdvak(begin_van_dag(eerste), begin_van_dag((eerste + timedelta(days=31)).replace(day=1)))
