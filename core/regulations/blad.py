# SPDX-License-Identifier: EUPL-1.2
"""All that is known of a regulation, put together from what is installed: for its page in the site and in the docs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.dossiers.termijnen import Termijn, Werking, werking
from core.plugins import Installatie
from core.regulations.catalogus import Regeling, Regelsoort, Regelstand
from core.rules.berekening import Berekening
from core.rules.cases import Casus
from core.rules.parameters import Sleutel

Casussen = Mapping[str, Sequence[Casus]]
"""The worked cases of each calculation, by its id."""


@dataclass(frozen=True)
class Dekking:
    """How many of the rules are carried out: by people in Annex, or as a calculation only."""

    uitgevoerd: int
    rekenregel: int
    totaal: int

    @classmethod
    def van(cls, *regelingen: Regeling) -> Dekking:
        """Count the rules of these regulations."""
        telling = Counter(regel.stand for regeling in regelingen for regel in regeling.regels)
        return cls(telling[Regelstand.UITGEVOERD], telling[Regelstand.REKENREGEL], telling.total())


@dataclass(frozen=True)
class Termijnblad:
    """A deadline with what holds in each unit that departs from it."""

    termijn: Termijn
    afwijkend: tuple[Werking, ...]


@dataclass(frozen=True)
class Blad:
    """A regulation with what Annex does of it."""

    regeling: Regeling
    dekking: Dekking
    #: The numbers of the rules, by their first kind and their state.
    regels: Mapping[Regelsoort, Mapping[Regelstand, Sequence[str]]]
    berekeningen: tuple[Berekening, ...]
    casussen: Casussen
    sleutels: tuple[Sleutel, ...]
    termijnen: tuple[Termijnblad, ...]


def blad(installatie: Installatie, regeling: Regeling, casussen: Casussen) -> Blad:
    """Put together the sheet of a regulation."""
    namen = {naam for artikel in regeling.artikelen for naam in (artikel.naam, *artikel.aliassen)}
    berekeningen = tuple(regel for regel in installatie.berekeningen.values() if regel.regeling == regeling.id)
    return Blad(
        regeling,
        Dekking.van(regeling),
        {soort: regels for soort in Regelsoort if any((regels := _regels(regeling, soort)).values())},
        berekeningen,
        {regel.id: casussen.get(regel.id, ()) for regel in berekeningen},
        tuple(sleutel for sleutel in installatie.parameters.sleutels.values() if sleutel.artikel in namen),
        tuple(
            Termijnblad(termijn, _afwijkend(installatie, termijn))
            for termijn in installatie.termijnen.values()
            if termijn.regeling == regeling.id
        ),
    )


def casussen(installatie: Installatie) -> Casussen:
    """Read every case file, whether its unit is enabled or not."""
    loper = installatie.casusloper()
    uit: dict[str, list[Casus]] = {}
    for bijdrage in installatie.mappen:
        for pad in bijdrage.waarde.casussen:
            for bestand in loper.lees(pad):
                uit.setdefault(bestand.berekening, []).extend(bestand.casussen)
    return uit


def _regels(regeling: Regeling, soort: Regelsoort) -> dict[Regelstand, list[str]]:
    """Return the numbers of the rules of which this is the first kind, by their state."""
    uit: dict[Regelstand, list[str]] = {stand: [] for stand in Regelstand}
    for regel in regeling.regels:
        if regel.soort[0] is soort:
            uit[regel.stand].append(regel.id)
    return uit


def _afwijkend(installatie: Installatie, termijn: Termijn) -> tuple[Werking, ...]:
    afwijkingen = [(bijdrage.eenheid, bijdrage.waarde) for bijdrage in installatie.termijnafwijkingen]
    werkingen = (werking(termijn, eenheid, afwijkingen) for eenheid in installatie.eenheden)
    return tuple(gevonden for gevonden in werkingen if gevonden.afwijking is not None)
