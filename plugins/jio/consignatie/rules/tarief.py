# SPDX-License-Identifier: EUPL-1.2
"""The second half of the allowance: from counted quarters to cents (CAO Rijk 7.6).

The tariffs of a count are looked up once (``tarieven``) and made into plain whole numbers (``formule``); the amount of
one employee is then a few multiplications (``bedrag_centen``). The explained calculation and a month run both go this
way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import lcm

from core.rules import Centen, Feit, Parameters
from plugins.jio.consignatie.rules.consignatietijd import Dagsoort
from plugins.jio.consignatie.rules.telling import Dagtelling, Telling

KWARTIER_LEZING = "cao.7_6.kwartier_lezing"
FACTOR = "cao.7_6.plaatsgebonden_factor"
DELER = "cao.salaris_per_uur_deler"


class Tariefklasse(StrEnum):
    """The two columns of the table of CAO Rijk 7.6."""

    WEEK = "week"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class Tariefsoort:
    """What decides which figures apply, besides the day: the situation, and whether the salary is one per month."""

    plaatsgebonden: bool
    moet_naar_locatie: bool
    salaris_per_maand: bool


@dataclass(frozen=True, slots=True)
class Tarief:
    """Quarters to which the same figures apply; ``vanaf`` is the first local date of them."""

    klasse: Tariefklasse
    vanaf: date
    kwartieren: int
    lezing: Feit
    percentage: Feit
    maximum: Feit
    deler: Feit | None
    factor: Feit | None


@dataclass(frozen=True, slots=True)
class Formule:
    """An allowance in whole numbers: of every group the least of (first x salary in cents, second), over ``noemer``."""

    groepen: tuple[tuple[int, int], ...]
    noemer: int


def tarieven(telling: Telling, soort: Tariefsoort, parameters: Parameters) -> tuple[Tarief, ...]:
    """Return the tariffs of a count, one for every class and every set of figures that applies to it.

    Raises one ``ParameterOntbreekt`` that names every missing figure of every day.
    """
    per_klasse = {klasse: _sleutels(klasse, soort) for klasse in Tariefklasse}
    parameters.alle(*((sleutel, dag.dag) for dag in telling.dagen for sleutel in per_klasse[_klasse(dag)]))
    groepen: dict[tuple[Tariefklasse, tuple[date, ...]], Tarief] = {}
    for dag in telling.dagen:
        klasse = _klasse(dag)
        lezing, percentage, maximum, *rest = [parameters.feit(sleutel, dag.dag) for sleutel in per_klasse[klasse]]
        # The figures of a key are the same exactly when they hold from the same day.
        groep = klasse, tuple([feit.vanaf for feit in (lezing, percentage, maximum, *rest)])
        if groep in groepen:
            groepen[groep] = replace(groepen[groep], kwartieren=groepen[groep].kwartieren + dag.kwartieren)
        else:
            deler = rest[0] if soort.salaris_per_maand else None
            factor = rest[-1] if soort.plaatsgebonden else None
            groepen[groep] = Tarief(klasse, dag.dag, dag.kwartieren, lezing, percentage, maximum, deler, factor)
    return tuple(groepen.values())


def _klasse(dag: Dagtelling) -> Tariefklasse:
    return Tariefklasse.WEEK if dag.dagsoort is Dagsoort.MAANDAG_VRIJDAG else Tariefklasse.WEEKEND


def _sleutels(klasse: Tariefklasse, soort: Tariefsoort) -> tuple[str, ...]:
    # Who stays at a place has the plain table, doubled: having to come to a location then adds nothing.
    situatie = "locatie_" if soort.moet_naar_locatie and not soort.plaatsgebonden else ""
    kolom = f"{situatie}{klasse}"
    deler = (DELER,) if soort.salaris_per_maand else ()
    factor = (FACTOR,) if soort.plaatsgebonden else ()
    return KWARTIER_LEZING, f"cao.7_6.percentage_{kolom}", f"cao.7_6.maximum_{kolom}", *deler, *factor


def formule(tarieven: tuple[Tarief, ...]) -> Formule:
    """Return the tariffs as whole numbers over one denominator, so that an amount needs no fractions any more."""
    exact = [_breuken(tarief) for tarief in tarieven]
    noemer = lcm(*(breuk.denominator for paar in exact for breuk in paar))
    return Formule(tuple((int(cent * noemer), int(hoogstens * noemer)) for cent, hoogstens in exact), noemer)


def _breuken(tarief: Tarief) -> tuple[Fraction, Fraction]:
    """Return the cents per cent of salary, and the most in cents, of all quarters of a tariff together."""
    deel = Fraction(1, 4) if tarief.lezing.waarde == "KWART_VAN_UURBEDRAG" else Fraction(1)
    factor = tarief.factor.getal if tarief.factor else 1
    kwartieren = tarief.kwartieren * deel * factor
    per_uur = tarief.percentage.getal / 100 / (tarief.deler.getal if tarief.deler else 1)
    return kwartieren * per_uur, kwartieren * tarief.maximum.getal * 100


def bereikt_maximum(formule: Formule, salaris_centen: int) -> tuple[bool, ...]:
    """Tell for every tariff, in order, whether the maximum per hour decides rather than the percentage."""
    return tuple(per_cent * salaris_centen > hoogstens for per_cent, hoogstens in formule.groepen)


def bedrag_centen(formule: Formule, salaris_centen: int) -> Centen:
    """Return the allowance of one employee in cents, rounded once, half up.

    ``salaris_centen`` is the salary per month or per hour, as the ``Tariefsoort`` of the formula says.
    """
    som = 0
    for per_cent, hoogstens in formule.groepen:
        naar_salaris = per_cent * salaris_centen
        som += naar_salaris if naar_salaris < hoogstens else hoogstens
    return Centen((2 * som + formule.noemer) // (2 * formule.noemer))
