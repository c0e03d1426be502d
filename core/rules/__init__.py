# SPDX-License-Identifier: EUPL-1.2
"""The rule engine: dated parameters, pure calculations that explain themselves, and case files."""

from core.rules.berekening import Antwoord, Berekening, calculation
from core.rules.invoer import Bereik, Centen, Decimalen, Geweigerd
from core.rules.parameters import Aard, Feit, ParameterOntbreekt, Parameters, Parameterset, Zekerheid
from core.rules.uitleg import GEEN_UITLEG, Stap, Uitleg

__all__ = [
    "GEEN_UITLEG",
    "Aard",
    "Antwoord",
    "Bereik",
    "Berekening",
    "Centen",
    "Decimalen",
    "Feit",
    "Geweigerd",
    "ParameterOntbreekt",
    "Parameters",
    "Parameterset",
    "Stap",
    "Uitleg",
    "Zekerheid",
    "calculation",
]
