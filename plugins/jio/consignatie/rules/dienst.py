# SPDX-License-Identifier: EUPL-1.2
"""Begin, end and hours of one on-call duty: Tuesday 17.00 uur to a week later 08.00 uur (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from core.calendar.feestdagen import Kalender
from core.calendar.kwartieren import Tijdvak, per_dag
from core.calendar.tijd import lokaal, moment
from core.rules import Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.jio.consignatie.rules.consignatietijd import (
    HANDOVER,
    KANTOOR_DICHT,
    KANTOOR_OPEN,
    SAMENLOOP,
    Dagsoort,
    consignatie_in,
    dagsoorten,
    feestdagfeit,
    schakelaars,
)

WEEK = timedelta(days=7)
_DAG = timedelta(days=1)
_WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def eis_dinsdag(veld: str, dag: date) -> None:
    """Refuse a day on which no duty starts. Raises ``Geweigerd`` (JIO 7.6: "telkens op een dinsdag")."""
    if dag.weekday() != 1:
        raise Geweigerd(veld, f"een dienst begint op een dinsdag, en {dag} is een {_WEEKDAGEN[dag.weekday()]}")


@dataclass(frozen=True)
class Deel:
    """A part of a duty, ``[van, tot)``."""

    van: datetime
    tot: datetime

    def __post_init__(self) -> None:
        if self.tot <= self.van:
            raise Geweigerd("tot", "het einde ligt na het begin")

    @property
    def tijdvak(self) -> Tijdvak:
        """The part as a stretch of time."""
        return Tijdvak(self.van, self.tot)


def eis_losse_delen(veld: str, delen: Sequence[Deel]) -> None:
    """Refuse an empty list of parts and parts that overlap; they may touch. Raises ``Geweigerd``."""
    if not delen:
        raise Geweigerd(veld, "noem ten minste een deel")
    op_volgorde = sorted(delen, key=lambda deel: deel.van)
    for eerste, tweede in pairwise(op_volgorde):
        if tweede.van < eerste.tot:
            raise Geweigerd(veld, "twee delen overlappen elkaar")


def eis_binnen_dienst(veld: str, delen: Sequence[Deel], dienst: Tijdvak) -> None:
    """Refuse a part that does not lie inside the duty. Raises ``Geweigerd``."""
    for nr, deel in enumerate(delen, 1):
        if deel.van < dienst.van or deel.tot > dienst.tot:
            raise Geweigerd(f"{veld}[{nr}]", "dit deel ligt niet binnen de dienst")


def begin_van_dienst(start: date, kalender: Kalender, parameters: Parameters) -> datetime:
    """Return the moment at which the duty of a Tuesday begins: 17.00 uur, under SHIFT_START on the next werkdag."""
    if kalender.feestdag(start) and parameters[HANDOVER, start] == "SHIFT_START":
        return moment(kalender.eerste_werkdag_vanaf(start), KANTOOR_DICHT)
    return moment(start, KANTOOR_DICHT)


def tijdvak_van_dienst(start: date, kalender: Kalender, parameters: Parameters) -> Tijdvak:
    """Return begin and end of the duty of a Tuesday. Raises ``ParameterOntbreekt``.

    The reading ``jio_cons.holiday_handover`` is asked only when the duty begins or ends on a feestdag, with its value
    on the Tuesday of the duty.
    """
    parameters.alle(*schakelaars((start, start + WEEK)), ook=((HANDOVER, start),))
    begin, einddag = begin_van_dienst(start, kalender, parameters), start + WEEK
    if kalender.feestdag(einddag) and parameters[HANDOVER, start] == "CUT":
        return Tijdvak(begin, moment(einddag, KANTOOR_DICHT))
    return Tijdvak(begin, moment(kalender.eerste_werkdag_vanaf(einddag), KANTOOR_OPEN))


def tijd_in(vakken: Iterable[Tijdvak]) -> timedelta:
    """Return the elapsed time of stretches together."""
    return sum((vak.tot - vak.van for vak in vakken), timedelta(0))


def hele_uren(duur: timedelta) -> int:
    """Return the whole hours of a length of time; duties begin and end on the hour."""
    return duur // timedelta(hours=1)


def overlap_met_volgende(start: date, dienst: Tijdvak, kalender: Kalender, parameters: Parameters) -> timedelta:
    """Return the on-call time that a duty shares with the duty of the next Tuesday."""
    if dienst.tot <= moment(start + WEEK, KANTOOR_DICHT):
        return timedelta(0)
    volgende = begin_van_dienst(start + WEEK, kalender, parameters)
    if dienst.tot <= volgende:
        return timedelta(0)
    return tijd_in(consignatie_in([Tijdvak(volgende, dienst.tot)], kalender))


@dataclass(frozen=True)
class Dienststart:
    """The Tuesday on which a duty starts."""

    start: date

    def __post_init__(self) -> None:
        eis_dinsdag("start", self.start)


@dataclass(frozen=True)
class Uren:
    """Whole elapsed hours of on-call time, in all and by the class of the calendar day."""

    totaal: int
    maandag_vrijdag: int
    zaterdag: int
    zondag: int
    feestdag: int


@dataclass(frozen=True)
class Segment:
    """One uninterrupted stretch of on-call time."""

    van: datetime
    tot: datetime
    uren: int


@dataclass(frozen=True)
class Dienst:
    """One duty: begin, end, hours, and what it shares with the next one."""

    start: datetime
    einde: datetime
    uren: Uren
    overlap_uren: int
    segmenten: tuple[Segment, ...]


@calculation("JIO-CONS/dienst", articles=("JIO 7.6", "CAO Rijk 4.2"))
def dienst(gegeven: Dienststart, parameters: Parameters, uitleg: Uitleg) -> Dienst:
    """Return begin, end and credited hours of the duty of a Tuesday (JIO 7.6)."""
    kalender = Kalender(parameters)
    week = [gegeven.start + nr * _DAG for nr in range(8)]
    parameters.alle(*schakelaars(week), ook=((sleutel, gegeven.start) for sleutel in (HANDOVER, SAMENLOOP)))
    vak = tijdvak_van_dienst(gegeven.start, kalender, parameters)
    segmenten = consignatie_in([vak], kalender)
    uren = _uren(segmenten, kalender, parameters)
    overlap = hele_uren(overlap_met_volgende(gegeven.start, vak, kalender, parameters))

    for dag, _ in per_dag(vak):
        if kalender.feestdag(dag):
            uitleg.stap("CAO Rijk 4.2", "JIO-CONS/feestdag", feestdagfeit(dag, parameters), dag=dag)
    noem_lezingen(parameters, uitleg)
    uitleg.stap("JIO 7.6", "JIO-CONS/dienst.begin_en_einde", begin=vak.van, einde=vak.tot)
    if lokaal(vak.van).utcoffset() != lokaal(vak.tot).utcoffset():
        uitleg.stap("JIO 7.6", "JIO-CONS/dienst.klok_verzet")
    uitleg.stap("JIO 7.6", "JIO-CONS/dienst.uren", **asdict(uren))
    if overlap:
        uitleg.stap("JIO 7.6", "JIO-CONS/dienst.overlap", uren=overlap)
    delen = tuple(Segment(deel.van, deel.tot, hele_uren(deel.tot - deel.van)) for deel in segmenten)
    return Dienst(vak.van, vak.tot, uren, overlap, delen)


def _uren(segmenten: Iterable[Tijdvak], kalender: Kalender, parameters: Parameters) -> Uren:
    stukken = [stuk for segment in segmenten for stuk in per_dag(segment)]
    soorten = dagsoorten(dict.fromkeys(dag for dag, _ in stukken), kalender, parameters)
    tijd = dict.fromkeys(Dagsoort, timedelta(0))
    for dag, stuk in stukken:
        tijd[soorten[dag]] += stuk.tot - stuk.van
    return Uren(hele_uren(sum(tijd.values(), timedelta(0))), *(hele_uren(tijd[soort]) for soort in Dagsoort))
