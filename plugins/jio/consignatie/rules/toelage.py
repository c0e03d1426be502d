# SPDX-License-Identifier: EUPL-1.2
"""The on-call allowance of one duty, or of the part of it that one employee performed (JIO 7.6; CAO Rijk 7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.rules import Centen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.jio.consignatie.rules.consignatietijd import Dagsoort
from plugins.jio.consignatie.rules.dienst import Deel, eis_dinsdag, eis_losse_delen
from plugins.jio.consignatie.rules.tarief import Tariefsoort, bedrag_centen, bereikt_maximum, formule, tarieven
from plugins.jio.consignatie.rules.telling import Telling, tel_kwartieren


class GeenToelage(StrEnum):
    """Why there is no right to the allowance."""

    GEEN_SCHRIFTELIJKE_AANWIJZING = "geen_schriftelijke_aanwijzing"


@dataclass(frozen=True)
class Toelagegegevens:
    """A duty, what the employee did of it, and the salary; exactly one of the two salary fields is filled in."""

    start: date
    delen: tuple[Deel, ...] | None = None
    maandsalaris_voltijd_centen: Centen | None = None
    uurloon_centen: Centen | None = None
    plaatsgebonden: bool = False
    moet_naar_locatie: bool = False
    aangewezen_per: date | None = None

    def __post_init__(self) -> None:
        eis_dinsdag("start", self.start)
        if self.delen is not None:
            eis_losse_delen("delen", self.delen)
        if (self.maandsalaris_voltijd_centen is None) == (self.uurloon_centen is None):
            raise Geweigerd("uurloon_euro", "vul het maandsalaris of het uurloon in, precies een van de twee")


@dataclass(frozen=True)
class Kwartieren:
    """Counted periods of 15 minutes, in all and by the class of the calendar day on which they begin."""

    totaal: int
    maandag_vrijdag: int
    zaterdag: int
    zondag: int
    feestdag: int


@dataclass(frozen=True)
class Toelage:
    """The allowance with what was counted for it."""

    recht: bool
    reden: GeenToelage | None
    kwartieren: Kwartieren
    toelage_centen: Centen


@calculation("JIO-CONS/toelage", articles=("JIO 7.6", "CAO Rijk 7.6", "CAO Rijk 4.2"))
def toelage(gegeven: Toelagegegevens, parameters: Parameters, uitleg: Uitleg) -> Toelage:
    """Return the allowance of a duty (CAO Rijk 7.6), for time from the written designation on (JIO 7.6).

    The steps name quarters, percentages and maxima, and never the salary.
    """
    telling = tel_kwartieren(gegeven.start, gegeven.delen, gegeven.aangewezen_per, parameters)
    kwartieren = _per_dagsoort(telling)
    if not telling.recht:
        uitleg.stap("JIO 7.6", "JIO-CONS/toelage.geen_aanwijzing")
        return Toelage(False, GeenToelage.GEEN_SCHRIFTELIJKE_AANWIJZING, kwartieren, Centen(0))
    maand, uur = gegeven.maandsalaris_voltijd_centen, gegeven.uurloon_centen
    soort = Tariefsoort(gegeven.plaatsgebonden, gegeven.moet_naar_locatie, salaris_per_maand=maand is not None)
    groepen = tarieven(telling, soort, parameters)
    som, salaris = formule(groepen), maand if maand is not None else uur or 0
    bedrag = bedrag_centen(som, salaris)

    uitleg.stap("JIO 7.6", "JIO-CONS/toelage.kwartieren", kwartieren=kwartieren.totaal)
    for tarief, maximum in zip(groepen, bereikt_maximum(som, salaris), strict=True):
        uitleg.stap(
            "CAO Rijk 7.6",
            f"JIO-CONS/toelage.{tarief.klasse}_{'maximum' if maximum else 'percentage'}",
            tarief.maximum if maximum else tarief.percentage,
            kwartieren=tarief.kwartieren,
            vanaf=tarief.vanaf,
            percentage=tarief.percentage.waarde,
            maximum_centen=int(tarief.maximum.getal * 100),
        )
    if groepen and groepen[0].factor:
        uitleg.stap(
            "CAO Rijk 7.6", "JIO-CONS/toelage.plaatsgebonden", groepen[0].factor, factor=groepen[0].factor.waarde
        )
    noem_lezingen(parameters, uitleg)
    uitleg.stap("CAO Rijk 7.6", "JIO-CONS/toelage.bedrag", toelage_centen=bedrag)
    return Toelage(True, None, kwartieren, bedrag)


def _per_dagsoort(telling: Telling) -> Kwartieren:
    per_soort = [sum(dag.kwartieren for dag in telling.dagen if dag.dagsoort is soort) for soort in Dagsoort]
    return Kwartieren(sum(per_soort), *per_soort)
