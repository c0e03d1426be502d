# SPDX-License-Identifier: EUPL-1.2
"""Everything that trips and their privacy (Autoregeling OM 2.3 and 5.5) brings to the plugin, in one place."""

from plugins.om.autoregeling.ritten.berichten import BERICHTSOORTEN, TAAKSOORTEN
from plugins.om.autoregeling.ritten.jobs import JOBS
from plugins.om.autoregeling.ritten.models import TABELLEN
from plugins.om.autoregeling.ritten.opdrachten import OPDRACHTEN
from plugins.om.autoregeling.ritten.pages import PAGINAS, startblokken
from plugins.om.autoregeling.ritten.persoonsgegevens import PERSOONSGEGEVENS
from plugins.om.autoregeling.ritten.policy import BELEID

BRIEVEN = ()
EXPORTEN = ()
FEITVERHALEN = ()
IMPORTEN = ()
MAANDBRONNEN = ()
PROCEDURES = ()
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
