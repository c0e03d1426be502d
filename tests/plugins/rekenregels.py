# SPDX-License-Identifier: EUPL-1.2
"""What the tests of calculations without pages or tables share: the installed figures, the sentences, the cases."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from core.rules import Antwoord, Berekening, Feit, Parameterset
from core.rules.boom import als_boom
from core.rules.cases import Casusbestand, Casusloper
from core.rules.parameters import lees_parameters
from core.rules.uitleg import Teksten

WORTEL = Path(__file__).parents[2]
BEGIN = date(2000, 1, 1)


@dataclass(frozen=True)
class Rekenregeling:
    """The folder of one regulation, with what the core and that folder install."""

    eenheid: str
    naam: str

    @property
    def map(self) -> Path:
        return WORTEL / "plugins" / self.eenheid / self.naam

    @property
    def uitlegbestand(self) -> Path:
        return self.map / "uitleg.yaml"

    @cache  # noqa: B019 - three regulations, for the length of a test run
    def parameters(self) -> Parameterset:
        """The figures of the core and of the regulation, as they stand in the parameter files."""
        kern = lees_parameters(WORTEL / "core/regulations/parameters.yaml")
        return kern + lees_parameters(self.map / "parameters.yaml")

    def met(self, **waarden: object) -> Parameterset:
        """The installed figures with some values from 2000 on; in a name ``__`` is a point: ``om_auto__rounding``."""
        feiten = []
        for naam, waarde in waarden.items():
            sleutel = naam.replace("__", ".")
            feiten.append(Feit(sleutel, self.parameters().sleutel(sleutel).lees(als_boom(waarde)), BEGIN))
        return self.parameters().vervangen(feiten)

    @cache  # noqa: B019
    def berekeningen(self) -> dict[tuple[str, int], Berekening]:
        """Every calculation by id and version."""
        module = importlib.import_module(f"plugins.{self.eenheid}.{self.naam}.rules")
        return {(regel.id, regel.versie): regel for regel in module.BEREKENINGEN}

    @cache  # noqa: B019
    def teksten(self) -> Teksten:
        return Teksten.lees(self.uitlegbestand)

    def loper(self) -> Casusloper:
        return Casusloper(self.berekeningen(), self.parameters(), self.teksten())

    @cache  # noqa: B019
    def bestanden(self) -> list[Casusbestand]:
        loper = self.loper()
        return [bestand for pad in sorted((self.map / "cases").glob("*.yaml")) for bestand in loper.lees(pad)]

    @cache  # noqa: B019
    def antwoorden(self) -> list[tuple[Berekening, str, Antwoord]]:
        """The answer to every case that has one, with its calculation and the id of the case."""
        uit: list[tuple[Berekening, str, Antwoord]] = []
        for bestand in self.bestanden():
            regel = self.berekeningen()[bestand.berekening, bestand.versie]
            parameters = self.parameters().vervangen(bestand.parameters)
            beantwoord = (casus for casus in bestand.casussen if casus.verwacht is not None)
            uit += [(regel, casus.id, regel.bereken(regel.lees(casus.gegeven), parameters)) for casus in beantwoord]
        return uit


AUTOREGELING_OM = Rekenregeling("om", "autoregeling")
BEZWAREND = Rekenregeling("nfi", "bezwarend")
HOOGLERAREN = Rekenregeling("nfi", "hoogleraren")
REGELINGEN = (AUTOREGELING_OM, BEZWAREND, HOOGLERAREN)
