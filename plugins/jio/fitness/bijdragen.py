# SPDX-License-Identifier: EUPL-1.2
"""Everything that the fitness contribution brings to the plugin, in one place."""

from plugins.jio.fitness.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.jio.fitness.maandbron import Fitnessbijdrage
from plugins.jio.fitness.models import TABELLEN
from plugins.jio.fitness.pages import PAGINAS
from plugins.jio.fitness.persoonsgegevens import PERSOONSGEGEVENS
from plugins.jio.fitness.policy import BELEID
from plugins.jio.fitness.procedure import PROCEDURES
from plugins.jio.fitness.rules import BEREKENINGEN

MAANDBRONNEN = (Fitnessbijdrage(),)

__all__ = [
    "BELEID",
    "BEREKENINGEN",
    "BERICHTSOORTEN",
    "MAANDBRONNEN",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "PROCEDURES",
    "TAAKSOORTEN",
    "TABELLEN",
]
