# SPDX-License-Identifier: EUPL-1.2
"""From call-outs to counted working time (JIO 7.6, "Werktijd")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.calendar.feestdagen import Kalender
from core.calendar.kwartieren import Tijdvak, samengevoegd
from core.calendar.tijd import lokale_datum
from core.rules import Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.jio.consignatie.rules.consignatietijd import in_consignatietijd, kantoortijd_in
from plugins.jio.consignatie.rules.dienst import tijd_in

#: "Een oproep wordt gezien als minstens een half uur werktijd"; the same half hour joins two call-outs.
HALF_UUR = timedelta(minutes=30)

_MINUUT = timedelta(minutes=1)

ANKER = "jio_cons.oproep_anker"
GRENS = "jio_cons.oproep_grens"
TELLING = "jio_cons.oproep_telling"


@dataclass(frozen=True)
class Oproep:
    """One call-out: from the call to the end of the work, or to the arrival at home after a journey."""

    begin: datetime
    einde: datetime
    thuis: datetime | None = None

    def __post_init__(self) -> None:
        if self.einde < self.begin:
            raise Geweigerd("einde", "het einde ligt niet voor het begin")
        if self.thuis is not None and self.thuis < self.einde:
            raise Geweigerd("thuis", "de thuiskomst ligt niet voor het einde van het werk")

    @property
    def werkelijk_einde(self) -> datetime:
        """The end, travel home included (JIO 7.6: travel time is working time)."""
        return self.thuis or self.einde

    @property
    def geteld_einde(self) -> datetime:
        """The end after the minimum of half an hour."""
        return max(self.werkelijk_einde, self.begin + HALF_UUR)


@dataclass(frozen=True)
class Oproepen:
    """The call-outs to count, in any order."""

    oproepen: tuple[Oproep, ...]


@dataclass(frozen=True)
class Blok:
    """Call-outs that follow each other within half an hour, counted as one."""

    begin: datetime
    einde: datetime
    minuten: int


@dataclass(frozen=True)
class Werktijd:
    """Counted working time in whole elapsed minutes; the last two are not known when everything is added up."""

    minuten: int
    minuten_werkelijk: int
    minuten_toegevoegd: int
    blokken: tuple[Blok, ...] | None
    minuten_buiten_consignatietijd: int | None


@dataclass(frozen=True, slots=True)
class _Keten:
    """The call-outs of one block, in order of their begin."""

    oproepen: tuple[Oproep, ...]

    @property
    def begin(self) -> datetime:
        return self.oproepen[0].begin

    @property
    def werkelijk_einde(self) -> datetime:
        return max(oproep.werkelijk_einde for oproep in self.oproepen)

    @property
    def geteld_einde(self) -> datetime:
        return max(oproep.geteld_einde for oproep in self.oproepen)


_ANKERS: Mapping[str, Callable[[_Keten], datetime]] = {
    "WERKELIJK_EINDE": lambda keten: keten.werkelijk_einde,
    "GETELD_EINDE": lambda keten: keten.geteld_einde,
    "BEGIN": lambda keten: keten.oproepen[-1].begin,
}
_BLOKEINDEN: Mapping[str, Callable[[_Keten], datetime]] = {
    "UNIE": lambda keten: keten.geteld_einde,
    "BLOKMINIMUM": lambda keten: max(keten.werkelijk_einde, keten.begin + HALF_UUR),
    "OPTELLEN": lambda keten: keten.werkelijk_einde,
}


@calculation("JIO-CONS/werktijd", articles=("JIO 7.6",))
def werktijd(gegeven: Oproepen, parameters: Parameters, uitleg: Uitleg) -> Werktijd:
    """Count the working time of call-outs (JIO 7.6): at least half an hour each, and the time between close ones."""
    if not gegeven.oproepen:
        uitleg.stap("JIO 7.6", "JIO-CONS/werktijd.geen_oproepen")
        return Werktijd(0, 0, 0, (), 0)
    kalender = Kalender(parameters)
    for nr, oproep in enumerate(gegeven.oproepen, 1):
        if not in_consignatietijd(oproep.begin, kalender):
            raise Geweigerd(f"oproepen[{nr}].begin", "dit moment is kantoortijd, geen consignatietijd")
    oproepen = sorted(gegeven.oproepen, key=lambda oproep: (oproep.begin, oproep.werkelijk_einde))
    telling, ketens = _gelezen(oproepen, parameters)
    noem_lezingen(parameters, uitleg)

    vakken = [Tijdvak(keten.begin, _BLOKEINDEN[telling](keten)) for keten in ketens]
    samen = samengevoegd(vakken)
    geteld = tijd_in(samen)
    if telling == "OPTELLEN":
        geteld += sum((oproep.geteld_einde - oproep.werkelijk_einde for oproep in oproepen), timedelta(0))
    minuten = geteld // _MINUUT
    werkelijk = tijd_in(samengevoegd(Tijdvak(o.begin, o.werkelijk_einde) for o in oproepen)) // _MINUUT
    for vak in vakken:
        uitleg.stap("JIO 7.6", "JIO-CONS/werktijd.blok", begin=vak.van, einde=vak.tot)
    uitleg.stap("JIO 7.6", "JIO-CONS/werktijd.totaal", minuten=minuten, minuten_werkelijk=werkelijk)
    if telling == "OPTELLEN":
        return Werktijd(minuten, werkelijk, minuten - werkelijk, None, None)
    buiten = tijd_in(kantoortijd_in(samen, kalender)) // _MINUUT
    if buiten:
        uitleg.stap("JIO 7.6", "JIO-CONS/werktijd.in_kantoortijd", minuten=buiten)
    blokken = tuple(Blok(vak.van, vak.tot, vak.minuten) for vak in vakken)
    return Werktijd(minuten, werkelijk, minuten - werkelijk, blokken, buiten)


def _gelezen(oproepen: list[Oproep], parameters: Parameters) -> tuple[str, list[_Keten]]:
    """Return the way of counting and the blocks, under the readings of the day of the first call-out."""
    dag = lokale_datum(oproepen[0].begin)
    samenhang = ((ANKER, dag), (GRENS, dag))
    # A single call-out has nothing before it, so how call-outs join is then not asked.
    telling, *rest = parameters.alle((TELLING, dag), *(samenhang if len(oproepen) > 1 else ()), ook=samenhang)
    ketens = [_Keten(tuple(oproepen[:1]))]
    if rest:
        anker, grens = (str(feit.waarde) for feit in rest)
        for oproep in oproepen[1:]:
            tussentijd = oproep.begin - _ANKERS[anker](ketens[-1])
            if tussentijd < HALF_UUR or (tussentijd == HALF_UUR and grens == "INCLUSIEF"):
                ketens[-1] = _Keten((*ketens[-1].oproepen, oproep))
            else:
                ketens.append(_Keten((oproep,)))
    return str(telling.waarde), ketens
