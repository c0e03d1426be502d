# SPDX-License-Identifier: EUPL-1.2
"""All on-call duties of a calendar year, one for every Tuesday (JIO 7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from core.calendar.feestdagen import Kalender
from core.calendar.kwartieren import Tijdvak
from core.rules import Bereik, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.jio.consignatie.rules.consignatietijd import HANDOVER, consignatie_in, schakelaars
from plugins.jio.consignatie.rules.dienst import (
    WEEK,
    hele_uren,
    overlap_met_volgende,
    tijd_in,
    tijdvak_van_dienst,
)


@dataclass(frozen=True)
class Roosterjaar:
    """The year of a roster; before 2014 Koningsdag did not exist."""

    jaar: Annotated[int, Bereik(2014, 2099)]


@dataclass(frozen=True)
class Jaarrooster:
    """The duties of a year added up, in whole hours of on-call time."""

    aantal_diensten: int
    eerste_start: datetime
    laatste_einde: datetime
    som_uren: int
    overlap_uren: int
    dekking_uren: int
    onbedekt_uren: int
    diensten_met_overlap: tuple[date, ...]


def dinsdagen(jaar: int) -> list[date]:
    """Return every Tuesday of a calendar year; a duty belongs to the year in which its Tuesday falls."""
    eerste = date(jaar, 1, 1)
    eerste += timedelta(days=(1 - eerste.weekday()) % 7)
    return [dag for week in range(53) if (dag := eerste + week * WEEK).year == jaar]


@calculation("JIO-CONS/jaarrooster", articles=("JIO 7.6", "CAO Rijk 4.2"))
def jaarrooster(gegeven: Roosterjaar, parameters: Parameters, uitleg: Uitleg) -> Jaarrooster:
    """Return the duties of a year with their overlap, and the on-call time that no duty covers (JIO 7.6)."""
    kalender, starts = Kalender(parameters), dinsdagen(gegeven.jaar)
    _vraag_feestdagen(starts, parameters)
    diensten = {start: tijdvak_van_dienst(start, kalender, parameters) for start in starts}
    # The overlap of the last duty with next year's first belongs to neither year.
    overlap = {start: overlap_met_volgende(start, diensten[start], kalender, parameters) for start in starts[:-1]}
    begin, einde = diensten[starts[0]].van, max(dienst.tot for dienst in diensten.values())
    som = sum((tijd_in(consignatie_in([dienst], kalender)) for dienst in diensten.values()), timedelta(0))
    dekking = tijd_in(consignatie_in(diensten.values(), kalender))
    heel = tijd_in(consignatie_in([Tijdvak(begin, einde)], kalender))
    uitkomst = Jaarrooster(
        aantal_diensten=len(diensten),
        eerste_start=begin,
        laatste_einde=einde,
        som_uren=hele_uren(som),
        overlap_uren=hele_uren(sum(overlap.values(), timedelta(0))),
        dekking_uren=hele_uren(dekking),
        onbedekt_uren=hele_uren(heel - dekking),
        diensten_met_overlap=tuple(start for start, duur in overlap.items() if duur),
    )
    noem_lezingen(parameters, uitleg)
    aantal = uitkomst.aantal_diensten
    uitleg.stap("JIO 7.6", "JIO-CONS/jaarrooster.diensten", aantal=aantal, begin=begin, einde=einde)
    uitleg.stap("JIO 7.6", "JIO-CONS/jaarrooster.uren", uren=uitkomst.som_uren, dekking_uren=uitkomst.dekking_uren)
    if uitkomst.diensten_met_overlap:
        dagen = uitkomst.diensten_met_overlap
        uitleg.stap("JIO 7.6", "JIO-CONS/jaarrooster.overlap", uren=uitkomst.overlap_uren, dagen=dagen)
    if uitkomst.onbedekt_uren:
        uitleg.stap("JIO 7.6", "JIO-CONS/jaarrooster.onbedekt", uren=uitkomst.onbedekt_uren)
    return uitkomst


def _vraag_feestdagen(starts: list[date], parameters: Parameters) -> None:
    """Ask all at once; a day in the weekend is on-call time anyway, so there the setting is not needed."""
    paren = schakelaars(start + timedelta(days=nr) for start in starts for nr in range(8))
    parameters.alle(
        *((sleutel, dag) for sleutel, dag in paren if dag.weekday() < 5),
        ook=(*paren, *((HANDOVER, start) for start in starts)),
    )
