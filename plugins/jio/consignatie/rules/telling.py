# SPDX-License-Identifier: EUPL-1.2
"""The first half of the allowance: which quarters of an hour of a duty count, by day (JIO 7.6; CAO Rijk 7.6).

It depends on the duty, its parts and the designation only, not on a salary: a month run counts once for everybody with
the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from core.calendar.feestdagen import Kalender
from core.calendar.kwartieren import Tijdvak, doorsneden, kwartieren_per_dag, per_dag, samengevoegd
from core.calendar.tijd import begin_van_dag
from core.rules import Parameters
from plugins.jio.consignatie.rules.consignatietijd import (
    Dagsoort,
    consignatievakken,
    dagsoorten,
)
from plugins.jio.consignatie.rules.dienst import (
    Deel,
    eis_binnen_dienst,
    tijdvak_van_dienst,
)


@dataclass(frozen=True, slots=True)
class Dagtelling:
    """The whole quarters that begin on one Dutch calendar day."""

    dag: date
    dagsoort: Dagsoort
    kwartieren: int


@dataclass(frozen=True, slots=True)
class Telling:
    """The quarters that count, by day; ``recht`` is false when there is no designation for any of the parts."""

    recht: bool
    dagen: tuple[Dagtelling, ...] = ()


GEEN_RECHT = Telling(recht=False)


def tel_kwartieren(
    start: date, delen: tuple[Deel, ...] | None, aangewezen_per: date | None, parameters: Parameters
) -> Telling:
    """Count the quarters of a duty, or of the parts of it that one employee performed, from the designation on.

    ``start`` is the Tuesday of the duty; ``delen`` do not overlap, None is the whole duty. Raises ``Geweigerd`` for a
    part outside the duty and ``ParameterOntbreekt`` when it is not known which days are a feestdag.
    """
    if delen is None and aangewezen_per is None:
        return GEEN_RECHT
    kalender = Kalender(parameters)
    dienst = tijdvak_van_dienst(start, kalender, parameters)
    eis_binnen_dienst("delen", delen or (), dienst)
    vakken = tuple(samengevoegd(deel.tijdvak for deel in delen)) if delen else (dienst,)
    if aangewezen_per is None:
        return GEEN_RECHT
    aangewezen = begin_van_dag(aangewezen_per)
    # Time before 00:00 of the designation does not count (JIO 7.6: "schriftelijk door de werkgever is aangewezen").
    geldig = tuple(Tijdvak(max(vak.van, aangewezen), vak.tot) for vak in vakken if vak.tot > aangewezen)
    soorten = dagsoorten(dict.fromkeys(dag for vak in geldig for dag, _ in per_dag(vak)), kalender, parameters)
    return Telling(recht=bool(geldig), dagen=_geteld(geldig, tuple(soorten.items())))


@lru_cache(maxsize=4096)
def _geteld(vakken: tuple[Tijdvak, ...], soorten: tuple[tuple[date, Dagsoort], ...]) -> tuple[Dagtelling, ...]:
    """Count whole quarters from the beginning of every uninterrupted stretch of on-call time inside the parts."""
    dienst = samengevoegd(
        vak for dag, soort in soorten for vak in consignatievakken(dag, soort is Dagsoort.MAANDAG_VRIJDAG)
    )
    geteld: dict[date, int] = {}
    for stuk in doorsneden(vakken, dienst):
        for dag, aantal in kwartieren_per_dag(stuk).items():
            geteld[dag] = geteld.get(dag, 0) + aantal
    return tuple(Dagtelling(dag, soort, geteld[dag]) for dag, soort in soorten if dag in geteld)
