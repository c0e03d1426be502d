# SPDX-License-Identifier: EUPL-1.2
"""What people are told about wishes."""

from __future__ import annotations

from core.contributions import Berichtsoort
from plugins.jio.consignatie.wensen.services import GEVRAAGD, HERINNERING

_MIJN = "jio_wensen.mijn"

BERICHTSOORTEN = (
    Berichtsoort(
        GEVRAAGD, "Geef tot en met {sluit_op} door in welke weken van {jaar} je wel of geen dienst wilt.", _MIJN
    ),
    Berichtsoort(
        HERINNERING, "Je hebt je wensen voor {jaar} nog niet doorgegeven. Dat kan tot en met {sluit_op}.", _MIJN
    ),
)
