# SPDX-License-Identifier: EUPL-1.2
"""The calculations of the car regulation (JIO 8.2, "Gebruik dienstauto")."""

from core.rules import Berekening
from plugins.jio.autoregeling.rules.einde import einde_gebruiksrecht
from plugins.jio.autoregeling.rules.poolauto import poolauto
from plugins.jio.autoregeling.rules.privegebruik import privegebruik
from plugins.jio.autoregeling.rules.termijnen import termijnen
from plugins.jio.autoregeling.rules.toekenning import toekenning
from plugins.jio.autoregeling.rules.vervangend_vervoer import vervangend_vervoer

BEREKENINGEN: tuple[Berekening, ...] = (
    einde_gebruiksrecht,
    poolauto,
    privegebruik,
    termijnen,
    toekenning,
    vervangend_vervoer,
)
