# SPDX-License-Identifier: EUPL-1.2
"""What people are told about trips, and what roles are asked; numbers only, never where somebody drove."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.om.autoregeling.ritten.services.adresboek import TAAK_BEVESTIG
from plugins.om.autoregeling.ritten.services.register import BERICHT_REGISTER, TAAK_REGISTER
from plugins.om.autoregeling.ritten.services.stap import BERICHT_OPEN, BERICHT_WACHT

BERICHTSOORTEN = (
    Berichtsoort(
        BERICHT_OPEN, "Kies of deze ritten zakelijk, woon-werk of privé waren: {aantal}.", "om_ritten.te_beoordelen"
    ),
    Berichtsoort(
        BERICHT_WACHT,
        "Ritten van je dienstauto die nog niet meetellen, omdat er iets in het bestand niet klopt: {aantal}.",
        "om_ritten.mijn",
    ),
    Berichtsoort(
        BERICHT_REGISTER,
        "Lever tussen 1 en 5 januari je rittenregistratie over {jaar} in.",
        "om_ritten.register",
    ),
)

TAAKSOORTEN = (
    Taaksoort(TAAK_BEVESTIG, "Bevestig een vaste werklocatie van een berijder.", "om_ritten.werklocaties"),
    Taaksoort(
        TAAK_REGISTER,
        "De rittenregistratie over {jaar} van een auto zonder digitaal systeem is niet ingeleverd.",
        "om_ritten.registers",
    ),
)
