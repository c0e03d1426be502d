# SPDX-License-Identifier: EUPL-1.2
"""From what stands in the roster to the input of JIO-CONS/toelage: parts, designation, salary and situation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from core.calendar.kwartieren import Tijdvak
from core.rules import Centen, Parameters, Parameterset
from plugins.jio.consignatie.models import Situatie
from plugins.jio.consignatie.rules.consignatietijd import Dagsoort
from plugins.jio.consignatie.rules.dienst import Deel
from plugins.jio.consignatie.rules.telling import Telling, tel_kwartieren
from plugins.jio.consignatie.rules.toelage import Kwartieren, Toelagegegevens
from plugins.jio.consignatie.services.brieven import Aangewezen, Brief, aangewezen
from plugins.jio.consignatie.services.teams import Geldendesituatie


class Ontbreekt(StrEnum):
    """What is not known, so that an allowance cannot be calculated."""

    GEEN_AANWIJZING = "geen_schriftelijke_aanwijzing"
    GEEN_SALARIS = "geen_salaris"
    GEEN_SITUATIE = "geen_teamsituatie"


#: For who stays at the workplace (situation c) the CAO has amounts of its own, which the rule does not know yet.
WERKPLEK_SLEUTELS = (
    "cao.7_6.percentage_werkplek_week",
    "cao.7_6.percentage_werkplek_weekend",
    "cao.7_6.maximum_werkplek_week",
    "cao.7_6.maximum_werkplek_weekend",
)


def op_werkplek(situatie: Geldendesituatie) -> bool:
    """Tell whether the third level of the CAO applies, which is not doubled and not calculated yet."""
    return situatie.situatie is Situatie.OP_WERKPLEK and not situatie.plaatsgebonden


def toelagegegevens(
    dinsdag: date,
    vakken: Sequence[Tijdvak],
    letters: Sequence[Brief],
    maandsalaris_centen: int | None,
    situatie: Geldendesituatie | None,
) -> Toelagegegevens | Ontbreekt:
    """Return the input of JIO-CONS/toelage for what one employee performed of a duty, or what is missing for it.

    The salary and the situation are those of the Tuesday of the duty: the rule takes one of each for a whole duty.
    Parts are cut to the time of the designation (JIO 7.6).
    """
    geldig = aangewezen(vakken, letters)
    if geldig.per is None or not geldig.vakken:
        return Ontbreekt.GEEN_AANWIJZING
    if maandsalaris_centen is None:
        return Ontbreekt.GEEN_SALARIS
    if situatie is None:
        return Ontbreekt.GEEN_SITUATIE
    return Toelagegegevens(
        start=dinsdag,
        delen=tuple(Deel(vak.van, vak.tot) for vak in geldig.vakken),
        maandsalaris_voltijd_centen=Centen(maandsalaris_centen),
        plaatsgebonden=situatie.plaatsgebonden,
        moet_naar_locatie=situatie.moet_naar_locatie,
        aangewezen_per=geldig.per,
    )


def kwartieren(dinsdag: date, geldig: Aangewezen, parameters: Parameterset) -> Kwartieren:
    """Return the quarters that count of what somebody performed while designated; no salary is needed for it."""
    if geldig.per is None or not geldig.vakken:
        return Kwartieren(0, 0, 0, 0, 0)
    delen = tuple(Deel(vak.van, vak.tot) for vak in geldig.vakken)
    return per_dagsoort(tel_kwartieren(dinsdag, delen, geldig.per, Parameters(parameters)))


def per_dagsoort(telling: Telling) -> Kwartieren:
    """Return a count by the class of the day."""
    som = dict.fromkeys(Dagsoort, 0)
    for dag in telling.dagen:
        som[dag.dagsoort] += dag.kwartieren
    return Kwartieren(sum(som.values()), *som.values())
