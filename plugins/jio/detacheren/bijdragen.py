# SPDX-License-Identifier: EUPL-1.2
"""Everything that secondment brings to the plugin, in one place."""

from plugins.jio.detacheren.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.jio.detacheren.importen import IMPORTEN
from plugins.jio.detacheren.jobs import JOBS
from plugins.jio.detacheren.models import TABELLEN
from plugins.jio.detacheren.pages import PAGINAS, startblokken
from plugins.jio.detacheren.persoonsgegevens import PERSOONSGEGEVENS
from plugins.jio.detacheren.policy import BELEID
from plugins.jio.detacheren.procedure import PROCEDURES
from plugins.jio.detacheren.rules import BEREKENINGEN

__all__ = [
    "BELEID",
    "BEREKENINGEN",
    "BERICHTSOORTEN",
    "IMPORTEN",
    "JOBS",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "PROCEDURES",
    "TAAKSOORTEN",
    "TABELLEN",
    "startblokken",
]
