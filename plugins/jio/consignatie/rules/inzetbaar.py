# SPDX-License-Identifier: EUPL-1.2
"""May this employee be rostered on this duty (JIO 7.6, "Wie verricht consignatiediensten" and "Roosterwijzigingen")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.calendar.feestdagen import Kalender
from core.calendar.kwartieren import Tijdvak
from core.calendar.termijnen import Maandeinde, plus_maanden
from core.calendar.tijd import lokaal, lokale_datum
from core.rules import Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.jio.consignatie.rules.consignatietijd import HANDOVER, KANTOOR_DICHT, schakelaars
from plugins.jio.consignatie.rules.dienst import WEEK, eis_dinsdag, tijdvak_van_dienst

MAXIMUM_PER_28 = "arbeidstijdenwet.consignatie_max_dagen_per_28"
DAGTELLING = "jio_cons.consignatiedag_telling"

VOLWASSEN_MAANDEN = 18 * 12
_DAG = timedelta(days=1)
_VENSTER = timedelta(days=27)
#: Even with a whole fortnight of closing days behind it, a duty that starts earlier does not reach the window.
_VER_WEG = timedelta(days=7 + 14)


class Ontheffingsgrond(StrEnum):
    """Who relieved the employee of duties. The bedrijfsarts is a medical ground and is never shown."""

    BEDRIJFSARTS = "bedrijfsarts"
    DIRECTIE = "directie"


class Belemmering(StrEnum):
    """An obstacle, in the order in which they are named."""

    JONGER_DAN_18 = "jonger_dan_18"
    PAS_REGELING = "pas_regeling"
    ONTHEFFING = "ontheffing"
    VERLOF = "verlof"
    ZIEKTE = "ziekte"
    ARBEIDSTIJDEN = "arbeidstijden"


@dataclass(frozen=True)
class Periode:
    """Whole calendar days; without an end it still runs."""

    van: date
    tot_en_met: date | None = None

    def __post_init__(self) -> None:
        if self.tot_en_met is not None and self.tot_en_met < self.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")

    def raakt(self, eerste: date, laatste: date) -> bool:
        """Tell whether one of its days lies from ``eerste`` up to and including ``laatste``."""
        return self.van <= laatste and (self.tot_en_met is None or self.tot_en_met >= eerste)


@dataclass(frozen=True, kw_only=True)
class Ontheffing(Periode):
    """A period without duties, with its ground."""

    grond: Ontheffingsgrond


@dataclass(frozen=True)
class Inzetvraag:
    """An employee and a duty."""

    start: date
    geboortedatum: date
    pas_regeling: tuple[Periode, ...] = ()
    ontheffingen: tuple[Ontheffing, ...] = ()
    verlof: tuple[Periode, ...] = ()
    ziekte: tuple[Periode, ...] = ()
    andere_diensten: tuple[date, ...] | None = None

    def __post_init__(self) -> None:
        eis_dinsdag("start", self.start)
        if self.geboortedatum > self.start:
            raise Geweigerd("geboortedatum", "deze dag ligt na het begin van de dienst")
        for nr, dag in enumerate(self.andere_diensten or (), 1):
            eis_dinsdag(f"andere_diensten[{nr}]", dag)
        dagen = (self.start, *(self.andere_diensten or ()))
        if len(set(dagen)) < len(dagen):
            raise Geweigerd("andere_diensten", "een dienst staat er twee keer, of is de dienst zelf")


@dataclass(frozen=True)
class Inzetbaarheid:
    """Whether the employee may be rostered; obstacles without their ground."""

    inzetbaar: bool
    belemmeringen: tuple[Belemmering, ...]
    arbeidstijden_getoetst: bool
    hoogste_aantal_dagen: int | None


@calculation("JIO-CONS/inzetbaar", articles=("JIO 7.6", "Arbeidstijdenwet", "CAO Rijk 4.2"))
def inzetbaar(gegeven: Inzetvraag, parameters: Parameters, uitleg: Uitleg) -> Inzetbaarheid:
    """Name every obstacle against rostering an employee on a duty (JIO 7.6)."""
    kalender = Kalender(parameters)
    _vraag_alles(gegeven, parameters)
    dienst = tijdvak_van_dienst(gegeven.start, kalender, parameters)
    eerste, laatste = lokale_datum(dienst.van), _laatste_dag(dienst)
    # Who is born on 29 February comes of age on 1 March in a year without that day.
    achttien = plus_maanden(gegeven.geboortedatum, VOLWASSEN_MAANDEN, Maandeinde.EERSTE_DAG_VOLGENDE_MAAND)
    perioden: dict[Belemmering, Iterable[Periode]] = {
        Belemmering.PAS_REGELING: gegeven.pas_regeling,
        Belemmering.ONTHEFFING: gegeven.ontheffingen,
        Belemmering.VERLOF: gegeven.verlof,
        Belemmering.ZIEKTE: gegeven.ziekte,
    }
    belemmeringen = [Belemmering.JONGER_DAN_18] if eerste < achttien else []
    belemmeringen += [
        soort for soort, lijst in perioden.items() if any(periode.raakt(eerste, laatste) for periode in lijst)
    ]
    for belemmering in belemmeringen:
        uitleg.stap("JIO 7.6", f"JIO-CONS/inzetbaar.{belemmering}", eerste=eerste, laatste=laatste)
    dagen = None
    if gegeven.andere_diensten is not None:
        dagen = _hoogste_aantal(gegeven.start, gegeven.andere_diensten, kalender, parameters)
        maximum = parameters.feit(MAXIMUM_PER_28, gegeven.start)
        te_veel = dagen > parameters[MAXIMUM_PER_28, gegeven.start]
        belemmeringen += [Belemmering.ARBEIDSTIJDEN] * te_veel
        soort = Belemmering.ARBEIDSTIJDEN if te_veel else "arbeidstijden_binnen"
        uitleg.stap("Arbeidstijdenwet", f"JIO-CONS/inzetbaar.{soort}", maximum, dagen=dagen, maximum=maximum.waarde)
    noem_lezingen(parameters, uitleg)
    if not belemmeringen:
        uitleg.stap("JIO 7.6", "JIO-CONS/inzetbaar.geen_belemmering")
    return Inzetbaarheid(not belemmeringen, tuple(belemmeringen), dagen is not None, dagen)


def _vraag_alles(gegeven: Inzetvraag, parameters: Parameters) -> None:
    """Ask at once for what this duty and the limit of the Arbeidstijdenwet need."""
    grens = ((DAGTELLING, gegeven.start), (MAXIMUM_PER_28, gegeven.start))
    parameters.alle(
        *schakelaars((gegeven.start, gegeven.start + WEEK)),
        *(grens if gegeven.andere_diensten is not None else ()),
        ook=((HANDOVER, gegeven.start),),
    )


def _hoogste_aantal(start: date, andere: Iterable[date], kalender: Kalender, parameters: Parameters) -> int:
    """Return the largest number of on-call days in 28 consecutive days that contain a day of this duty."""
    telling = parameters[DAGTELLING, start]
    eigen = consignatiedagen(tijdvak_van_dienst(start, kalender, parameters), telling)
    begin, einde = min(eigen) - _VENSTER, max(eigen) + _VENSTER
    dagen = set(eigen)
    for dinsdag in andere:
        if begin - _VER_WEG <= dinsdag <= einde:
            dagen |= consignatiedagen(tijdvak_van_dienst(dinsdag, kalender, parameters), telling)
    vensters = (begin + nr * _DAG for nr in range((max(eigen) - begin).days + 1))
    return max(sum(van <= dag <= van + _VENSTER for dag in dagen) for van in vensters)


def consignatiedagen(dienst: Tijdvak, telling: str) -> set[date]:
    """Return the days that a duty counts: stretches from 17.00 to 17.00 uur, or the calendar days that it touches."""
    if telling == "KALENDERDAGEN":
        eerste, laatste = lokale_datum(dienst.van), _laatste_dag(dienst)
    else:
        eerste, laatste = _etmaal(dienst.van), _etmaal(dienst.tot - datetime.resolution)
    return {eerste + nr * _DAG for nr in range((laatste - eerste).days + 1)}


def _etmaal(op: datetime) -> date:
    klok = lokaal(op)
    return klok.date() if klok.time() >= KANTOOR_DICHT else klok.date() - _DAG


def _laatste_dag(dienst: Tijdvak) -> date:
    """Return the last calendar day that a duty touches; its end does not belong to it."""
    return lokale_datum(dienst.tot - datetime.resolution)
