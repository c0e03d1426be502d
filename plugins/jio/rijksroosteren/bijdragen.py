# SPDX-License-Identifier: EUPL-1.2
"""Everything that patch duty brings to the plugin, in one place."""

from plugins.jio.rijksroosteren.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.jio.rijksroosteren.export import EXPORTEN
from plugins.jio.rijksroosteren.jobs import JOBS
from plugins.jio.rijksroosteren.models import TABELLEN
from plugins.jio.rijksroosteren.pages import PAGINAS
from plugins.jio.rijksroosteren.pages.begin import startblokken
from plugins.jio.rijksroosteren.persoonsgegevens import PERSOONSGEGEVENS
from plugins.jio.rijksroosteren.policy import BELEID
from plugins.jio.rijksroosteren.procedure import PROCEDURES
from plugins.jio.rijksroosteren.rules import BEREKENINGEN

__all__ = [
    "BELEID",
    "BEREKENINGEN",
    "BERICHTSOORTEN",
    "EXPORTEN",
    "JOBS",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "PROCEDURES",
    "TAAKSOORTEN",
    "TABELLEN",
    "startblokken",
]
