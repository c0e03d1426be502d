# SPDX-License-Identifier: EUPL-1.2
"""Everything that the allowance for onerous conditions brings to the plugin, in one place."""

from plugins.nfi.bezwarend.berichten import TAAKSOORTEN
from plugins.nfi.bezwarend.feitverhaal import FEITVERHAAL
from plugins.nfi.bezwarend.importen import IMPORTEN
from plugins.nfi.bezwarend.jobs import JOBS
from plugins.nfi.bezwarend.maandbron import Bezwaringstoelage
from plugins.nfi.bezwarend.models import TABELLEN
from plugins.nfi.bezwarend.pages import PAGINAS
from plugins.nfi.bezwarend.persoonsgegevens import PERSOONSGEGEVENS
from plugins.nfi.bezwarend.procedure import PROCEDURES
from plugins.nfi.bezwarend.rules import BEREKENINGEN

__all__ = [
    "BEREKENINGEN",
    "FEITVERHAAL",
    "IMPORTEN",
    "JOBS",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "PROCEDURES",
    "TAAKSOORTEN",
    "TABELLEN",
    "Bezwaringstoelage",
]
