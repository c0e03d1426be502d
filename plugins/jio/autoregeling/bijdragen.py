# SPDX-License-Identifier: EUPL-1.2
"""Everything that service cars bring to the plugin, in one place."""

from plugins.jio.autoregeling.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.jio.autoregeling.jobs import JOBS
from plugins.jio.autoregeling.maandbron import Priveafrekening
from plugins.jio.autoregeling.models import TABELLEN
from plugins.jio.autoregeling.pages import PAGINAS
from plugins.jio.autoregeling.persoonsgegevens import PERSOONSGEGEVENS
from plugins.jio.autoregeling.policy import BELEID, ROLLEN
from plugins.jio.autoregeling.procedure import PROCEDURES
from plugins.jio.autoregeling.rules import BEREKENINGEN

MAANDBRONNEN = (Priveafrekening(),)

__all__ = [
    "BELEID",
    "BEREKENINGEN",
    "BERICHTSOORTEN",
    "JOBS",
    "MAANDBRONNEN",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "PROCEDURES",
    "ROLLEN",
    "TAAKSOORTEN",
    "TABELLEN",
]
