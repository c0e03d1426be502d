# SPDX-License-Identifier: EUPL-1.2
"""The allowance of 100,000 duties against OpenFisca's core package, with the same formula written in it.

Both get the same rows: which shape of duty, and the salary in cents; both give back a list of whole cents. Ours goes
the way of the month run: what a shape has in common is counted once, and the rest is done for each row. Only the rows
are timed, by OpenFisca the simulation that holds them as well. OpenFisca calculates in arrays of floats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.meting import Meting, om_en_om
from core.plugins import laad
from core.rules import GEEN_UITLEG, Centen, Parameters, Parameterset
from plugins.jio.consignatie.rules.bulkbedrag import bulkbedrag
from plugins.jio.consignatie.rules.dienst import Deel, Dienststart, dienst
from plugins.jio.consignatie.rules.tarief import Formule, Tarief, Tariefklasse, Tariefsoort, formule, tarieven
from plugins.jio.consignatie.rules.telling import tel_kwartieren
from plugins.jio.consignatie.rules.toelage import Toelagegegevens, toelage

RIJEN = 100_000
STEEKPROEF = 2_000
MENSEN = 20_000
PERIODE = "2023-09"
#: The months in which the figures of September hold.
MAANDEN = tuple(f"2023-{maand:02d}" for maand in range(4, 13))
#: Every salary of the CAO's scales and a bit around it, in cents a month.
LAAGSTE, SPREIDING = 220_000, 260_000
EERSTE = date(2023, 8, 29)
AANGEWEZEN = date(2022, 1, 1)

Invoer = tuple[list[int], list[int]]
"""Of every row the number of the shape, and of every row the monthly salary in cents."""


class Vorm:
    """Who performed the same part of a duty: the tariffs of one CAO period, and the formula made of them."""

    def __init__(self, start: date, delen: tuple[Deel, ...] | None, parameters: Parameterset) -> None:
        gebruikt = Parameters(parameters)
        telling = tel_kwartieren(start, delen, AANGEWEZEN, gebruikt)
        self.start, self.delen = start, delen
        self.tarieven = tarieven(telling, Tariefsoort(False, False, salaris_per_maand=True), gebruikt)
        self.formule: Formule = formule(self.tarieven)

    def kwartieren(self, klasse: Tariefklasse) -> int:
        """Return the quarters of a column of the table."""
        return sum(tarief.kwartieren for tarief in self.tarieven if tarief.klasse is klasse)


def vormen(parameters: Parameterset) -> tuple[Vorm, ...]:
    """Return the shapes of a month: four whole duties, and each of them handed over after some days."""
    uit = []
    for week in range(4):
        dinsdag = EERSTE + timedelta(weeks=week)
        heel = dienst.functie(Dienststart(dinsdag), Parameters(parameters), GEEN_UITLEG)
        knip = heel.start + timedelta(days=1 + week, minutes=37)
        uit += [
            Vorm(dinsdag, None, parameters),
            Vorm(dinsdag, (Deel(heel.start, knip),), parameters),
            Vorm(dinsdag, (Deel(knip, heel.einde),), parameters),
        ]
    return tuple(uit)


def rijen(aantal_vormen: int) -> Invoer:
    """Return the same rows every time."""
    return [nr % aantal_vormen for nr in range(RIJEN)], [LAAGSTE + nr * 37 % SPREIDING for nr in range(RIJEN)]


def stelsel(tarief: dict[Tariefklasse, Tarief]) -> TaxBenefitSystem:
    """Write the formula of CAO Rijk 7.6 for OpenFisca: a system of one entity and four variables."""
    persoon = build_entity(key="dienst", plural="diensten", label="Een dienst van een medewerker", is_person=True)
    week, weekend = tarief[Tariefklasse.WEEK], tarief[Tariefklasse.WEEKEND]
    deler = float(week.deler.getal) if week.deler else 1.0

    def uurbedrag(uurloon: np.ndarray, van: Tarief) -> np.ndarray:
        return np.minimum(uurloon * (float(van.percentage.getal) / 100), float(van.maximum.getal))

    def bereken(diensten: object, periode: object, _parameters: object) -> np.ndarray:
        uurloon = diensten("maandsalaris", periode) / deler  # type: ignore[operator]
        door_de_week = diensten("kwartieren_week", periode) / 4 * uurbedrag(uurloon, week)  # type: ignore[operator]
        weekends = diensten("kwartieren_weekend", periode) / 4 * uurbedrag(uurloon, weekend)  # type: ignore[operator]
        som: np.ndarray = door_de_week + weekends
        return som

    systeem = TaxBenefitSystem([persoon])
    gegeven = {"value_type": float, "entity": persoon, "definition_period": MONTH}
    for naam in ("maandsalaris", "kwartieren_week", "kwartieren_weekend"):
        systeem.add_variable(type(naam, (Variable,), dict(gegeven)))
    systeem.add_variable(type("toelage", (Variable,), {**gegeven, "formula": bereken}))
    return systeem


def met_openfisca(systeem: TaxBenefitSystem, soorten: Sequence[Vorm], invoer: Invoer) -> list[int]:
    """Return the amounts in cents as OpenFisca calculates them, rounded half up."""
    welke = np.array(invoer[0])
    simulatie = SimulationBuilder().build_default_simulation(systeem, count=len(welke))
    simulatie.set_input("maandsalaris", PERIODE, np.array(invoer[1]) / 100)
    for klasse in Tariefklasse:
        per_vorm = np.array([soort.kwartieren(klasse) for soort in soorten])
        simulatie.set_input(f"kwartieren_{klasse}", PERIODE, per_vorm[welke])
    return _centen(simulatie.calculate("toelage", PERIODE))


def met_annex(soorten: Sequence[Vorm], invoer: Invoer) -> list[int]:
    """Return the amounts in cents as a month run calculates them."""
    per_vorm = [bulkbedrag(soort.formule) for soort in soorten]
    return [per_vorm[soort](salaris) for soort, salaris in zip(*invoer, strict=True)]


def mensen_met_een_verkeerd_totaal(systeem: TaxBenefitSystem, vorm: Vorm, salarissen: list[int]) -> int:
    """Return for how many people OpenFisca's total over a CAO period, a duty a month, is not the exact one.

    It adds floats and rounds at the end, so the exact total is rounded once here too: what is left is the floats.
    """
    simulatie = SimulationBuilder().build_default_simulation(systeem, count=len(salarissen))
    for maand in MAANDEN:
        simulatie.set_input("maandsalaris", maand, np.array(salarissen) / 100)
        for klasse in Tariefklasse:
            simulatie.set_input(f"kwartieren_{klasse}", maand, np.full(len(salarissen), vorm.kwartieren(klasse)))
    hunne = _centen(simulatie.calculate_add("toelage", f"month:{MAANDEN[0]}:{len(MAANDEN)}"))
    heel = Formule(
        tuple((len(MAANDEN) * per_cent, len(MAANDEN) * hoogstens) for per_cent, hoogstens in vorm.formule.groepen),
        vorm.formule.noemer,
    )
    totaal = bulkbedrag(heel)
    return sum(totaal(salaris) != ander for salaris, ander in zip(salarissen, hunne, strict=True))


def _centen(euro: np.ndarray) -> list[int]:
    centen: list[int] = np.floor(euro * 100 + 0.5).astype(int).tolist()
    return centen


def meet() -> Iterator[Meting]:
    """Compare time and cents; the explained calculation is the measure of what is right."""
    parameters = laad().parameters
    soorten = vormen(parameters)
    invoer = rijen(len(soorten))
    systeem = stelsel({tarief.klasse: tarief for tarief in soorten[0].tarieven})
    onze, hunne = met_annex(soorten, invoer), met_openfisca(systeem, soorten, invoer)
    fout = sum(
        toelage.functie(_gegevens(soorten[soort], salaris), Parameters(parameters), GEEN_UITLEG).toelage_centen
        != centen
        for soort, salaris, centen in list(zip(*invoer, onze, strict=True))[:: RIJEN // STEEKPROEF]
    )
    anders = [(een, ander) for een, ander in zip(onze, hunne, strict=True) if een != ander]
    yield Meting("toelagen die een cent anders zijn dan de uitgelegde", fout, f"van {STEEKPROEF}", 0)
    yield Meting(
        "toelagen waar OpenFisca een cent naast zit",
        100 * len(anders) / RIJEN,
        "procent",
        toelichting=f"hoogstens {max((abs(een - ander) for een, ander in anders), default=0)} cent",
    )
    mensen = invoer[1][:MENSEN]
    yield Meting(
        "mensen met een ander totaal bij OpenFisca",
        100 * mensen_met_een_verkeerd_totaal(systeem, soorten[0], mensen) / MENSEN,
        "procent",
        toelichting=f"over {len(MAANDEN)} maanden van een CAO-periode, een hele dienst per maand",
    )
    eigen, ander = om_en_om(lambda: met_annex(soorten, invoer), lambda: met_openfisca(systeem, soorten, invoer))
    yield Meting("een toelage in bulk", eigen / RIJEN * 1e9, "nanoseconden")
    yield Meting("een toelage met OpenFisca", ander / RIJEN * 1e9, "nanoseconden")
    yield Meting("tijd van een toelage, maal die van OpenFisca", eigen / ander, "maal", 1)


def _gegevens(vorm: Vorm, salaris: int) -> Toelagegegevens:
    return Toelagegegevens(
        vorm.start, vorm.delen, maandsalaris_voltijd_centen=Centen(salaris), aangewezen_per=AANGEWEZEN
    )
