# SPDX-License-Identifier: EUPL-1.2
"""Everything that the contribution for private use (Autoregeling OM 4) brings to the plugin, in one place."""

from __future__ import annotations

from plugins.om.autoregeling.bijdrage.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.om.autoregeling.bijdrage.export import EXPORTEN
from plugins.om.autoregeling.bijdrage.jobs import JOBS
from plugins.om.autoregeling.bijdrage.maandbron import BRON
from plugins.om.autoregeling.bijdrage.models import TABELLEN
from plugins.om.autoregeling.bijdrage.pages import PAGINAS, startblokken
from plugins.om.autoregeling.bijdrage.persoonsgegevens import PERSOONSGEGEVENS
from plugins.om.autoregeling.bijdrage.policy import BELEID
from plugins.om.autoregeling.bijdrage.verhaal import FEITVERHALEN

IMPORTEN = ()
MAANDBRONNEN = (BRON,)
OPDRACHTEN = ()
PROCEDURES = ()
TERMIJNEN = ()

__all__ = [
    "BELEID",
    "BERICHTSOORTEN",
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
