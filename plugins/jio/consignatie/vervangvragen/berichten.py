# SPDX-License-Identifier: EUPL-1.2
"""What people are told about a request for a replacement, and what the roosterbeheerder is asked."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.jio.consignatie.vervangvragen.services import TAAK_VASTLEGGEN

_AAN_MIJ = "jio_vervanging.aan_mij"
_ONBEDEKT = "jio_vervanging.overzicht"

BERICHTSOORTEN = (
    Berichtsoort("jio.vervanging_gevraagd", "Kun je invallen in de dienst van {dinsdag}? Zeg ja of nee.", _AAN_MIJ),
    Berichtsoort("jio.vervanging_niet_nodig", "Invallen in de dienst van {dinsdag} is niet meer nodig.", _AAN_MIJ),
    Berichtsoort("jio.vervanging_toegezegd", "Een collega wil invallen in de dienst van {dinsdag}.", _ONBEDEKT),
    Berichtsoort("jio.vervanging_afgezien", "Een collega valt toch niet in op de dienst van {dinsdag}.", _ONBEDEKT),
)

TAAKSOORTEN = (
    Taaksoort(TAAK_VASTLEGGEN, "Leg vast wie invalt in de dienst van {dinsdag}.", "jio_vervanging.toon", "dienst"),
)
