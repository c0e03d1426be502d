# SPDX-License-Identifier: EUPL-1.2
"""Everything that cars, from grant to return, bring to the plugin, in one place (Autoregeling OM 2, 3 and 13)."""

from __future__ import annotations

from plugins.om.autoregeling.wagenpark.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.om.autoregeling.wagenpark.brieven import BRIEVEN
from plugins.om.autoregeling.wagenpark.importen import IMPORTEN
from plugins.om.autoregeling.wagenpark.jobs import JOBS
from plugins.om.autoregeling.wagenpark.models import TABELLEN
from plugins.om.autoregeling.wagenpark.pages import PAGINAS, startblokken
from plugins.om.autoregeling.wagenpark.persoonsgegevens import PERSOONSGEGEVENS
from plugins.om.autoregeling.wagenpark.policy import BELEID
from plugins.om.autoregeling.wagenpark.procedure import PROCEDURES, TERMIJNEN

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

EXPORTEN = ()
FEITVERHALEN = ()
MAANDBRONNEN = ()
OPDRACHTEN = ()
