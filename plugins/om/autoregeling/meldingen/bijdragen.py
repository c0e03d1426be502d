# SPDX-License-Identifier: EUPL-1.2
"""Everything that reports and their clocks (Autoregeling OM 4.2, 6, 9, 10, 11) bring to the plugin, in one place."""

from __future__ import annotations

from plugins.om.autoregeling.meldingen.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.om.autoregeling.meldingen.jobs import JOBS
from plugins.om.autoregeling.meldingen.models import TABELLEN
from plugins.om.autoregeling.meldingen.pages import PAGINAS, startblokken
from plugins.om.autoregeling.meldingen.persoonsgegevens import PERSOONSGEGEVENS
from plugins.om.autoregeling.meldingen.policy import BELEID
from plugins.om.autoregeling.meldingen.procedure import PROCEDURES, TERMIJNEN

BRIEVEN = ()
EXPORTEN = ()
FEITVERHALEN = ()
IMPORTEN = ()
MAANDBRONNEN = ()
OPDRACHTEN = ()

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
