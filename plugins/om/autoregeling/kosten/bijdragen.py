# SPDX-License-Identifier: EUPL-1.2
"""Everything that costs and charging at home (Autoregeling OM 7 and 12) bring to the plugin, in one place."""

from __future__ import annotations

from plugins.om.autoregeling.kosten.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.om.autoregeling.kosten.brieven import BRIEVEN
from plugins.om.autoregeling.kosten.importen import IMPORTEN
from plugins.om.autoregeling.kosten.jobs import JOBS
from plugins.om.autoregeling.kosten.models import TABELLEN
from plugins.om.autoregeling.kosten.pages import PAGINAS, startblokken
from plugins.om.autoregeling.kosten.persoonsgegevens import PERSOONSGEGEVENS
from plugins.om.autoregeling.kosten.policy import BELEID
from plugins.om.autoregeling.kosten.procedure import PROCEDURES

EXPORTEN = ()
FEITVERHALEN = ()
MAANDBRONNEN = ()
OPDRACHTEN = ()
TERMIJNEN = ()

__all__ = [
    "BELEID",
    "BERICHTSOORTEN",
    "BRIEVEN",
    "EXPORTEN",
    "FEITVERHALEN",
    "IMPORTEN",
    "JOBS",
    "MAANDBRONNEN",
    "OPDRACHTEN",
    "PAGINAS",
    "PERSOONSGEGEVENS",
    "PROCEDURES",
    "TAAKSOORTEN",
    "TABELLEN",
    "TERMIJNEN",
    "startblokken",
]
