# SPDX-License-Identifier: EUPL-1.2
"""What the three are told about their ring."""

from __future__ import annotations

from core.contributions import Berichtsoort

_RINGEN = "jio_ringen.overzicht"

BERICHTSOORTEN = (
    Berichtsoort(
        "jio.ring_voorgesteld", "Een collega wil met jou en een ander ruilen (ruil met drie {ring}).", _RINGEN
    ),
    Berichtsoort("jio.ring_akkoord", "Alle drie gaan akkoord met ruil met drie {ring}.", _RINGEN),
    Berichtsoort("jio.ring_ingetrokken", "Ruil met drie {ring} is ingetrokken.", _RINGEN),
    Berichtsoort("jio.ring_geweigerd", "Ruil met drie {ring} gaat niet door.", _RINGEN),
    Berichtsoort("jio.ring_vastgelegd", "Ruil met drie {ring} is vastgelegd en staat in het rooster.", _RINGEN),
)
