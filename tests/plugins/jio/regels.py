# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the calculations of JIO share: the installed figures, and a few of them changed."""

from __future__ import annotations

import importlib
from datetime import date
from functools import cache
from pathlib import Path

from core.rules import Berekening, Feit, Parameterset
from core.rules.boom import als_boom
from core.rules.parameters import lees_parameters
from core.rules.uitleg import Teksten

WORTEL = Path(__file__).parents[3]
REGELINGEN = ("consignatie", "autoregeling", "woonwerk", "fitness", "detacheren", "rijksroosteren")
BEGIN = date(2000, 1, 1)


@cache
def geinstalleerd() -> Parameterset:
    """The figures of the core and of JIO, as they stand in the parameter files."""
    parameters = lees_parameters(WORTEL / "core/regulations/parameters.yaml")
    for regeling in REGELINGEN:
        parameters += lees_parameters(WORTEL / f"plugins/jio/{regeling}/parameters.yaml")
    return parameters


def met(**waarden: object) -> Parameterset:
    """The installed figures with some values from 2000 on; in a name ``__`` is a point: ``jio_cons__oproep_grens``."""
    feiten = []
    for naam, waarde in waarden.items():
        sleutel = naam.replace("__", ".")
        feiten.append(Feit(sleutel, geinstalleerd().sleutel(sleutel).lees(als_boom(waarde)), BEGIN))
    return geinstalleerd().vervangen(feiten)


@cache
def berekeningen() -> dict[tuple[str, int], Berekening]:
    """Every calculation of JIO by id and version."""
    modules = [importlib.import_module(f"plugins.jio.{regeling}.rules") for regeling in REGELINGEN]
    return {(regel.id, regel.versie): regel for module in modules for regel in module.BEREKENINGEN}


def teksten(regeling: str) -> Teksten:
    """The sentences of one regulation."""
    return Teksten.lees(WORTEL / f"plugins/jio/{regeling}/uitleg.yaml")
