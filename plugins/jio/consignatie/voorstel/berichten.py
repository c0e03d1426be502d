# SPDX-License-Identifier: EUPL-1.2
"""What who asked for a proposal is told."""

from __future__ import annotations

from core.contributions import Berichtsoort
from plugins.jio.consignatie.voorstel.services.rekenen import KLAAR

BERICHTSOORTEN = (
    Berichtsoort(
        KLAAR, "Het voorstel dat je vroeg voor het rooster van {jaar} is berekend.", "jio_voorstellen.overzicht"
    ),
)
