# SPDX-License-Identifier: EUPL-1.2
"""What people are told about a secondment, and what HR is asked; neither holds a name or a function."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.jio.detacheren.services.aanspraken import TAAK_BESLIS

_EIGEN = "jio_detacheren.eigen"

BERICHTSOORTEN = (
    Berichtsoort("jio.aanspraak_mogelijk", "Vanaf {vanaf} kun je aanspraak maken op je functie bij JIO.", _EIGEN),
    Berichtsoort(
        "jio.aanspraak_in_team",
        "Iemand in je team kan vanaf {vanaf} aanspraak maken op de functie.",
        "jio_detacheren.lijst",
    ),
    Berichtsoort(
        "jio.aanspraak_ingediend", "Iemand in je team maakt aanspraak op de functie.", "jio_detacheren.aanspraak"
    ),
    Berichtsoort("jio.aanspraak_besloten", "Er is beslist over je aanspraak.", "jio_detacheren.aanspraak"),
)

TAAKSOORTEN = (
    Taaksoort(
        TAAK_BESLIS, "Beslis over aanspraak {sleutel} na een detachering.", "jio_detacheren.aanspraak", "aanspraak"
    ),
)
