# SPDX-License-Identifier: EUPL-1.2
"""Everything that the allowance of professors and lectors brings to the plugin, in one place."""

from plugins.nfi.hoogleraren.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.nfi.hoogleraren.feitverhaal import FEITVERHAAL
from plugins.nfi.hoogleraren.importen import IMPORTEN
from plugins.nfi.hoogleraren.jobs import JOBS
from plugins.nfi.hoogleraren.maandbron import Hoogleraartoelage
from plugins.nfi.hoogleraren.models import TABELLEN
from plugins.nfi.hoogleraren.pages import PAGINAS
from plugins.nfi.hoogleraren.persoonsgegevens import PERSOONSGEGEVENS
from plugins.nfi.hoogleraren.procedure import PROCEDURES
from plugins.nfi.hoogleraren.rules import BEREKENINGEN

__all__ = [
    "BEREKENINGEN",
    "BERICHTSOORTEN",
    "FEITVERHAAL",
    "IMPORTEN",
    "JOBS",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "PROCEDURES",
    "TAAKSOORTEN",
    "TABELLEN",
    "Hoogleraartoelage",
]
