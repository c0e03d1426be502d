# SPDX-License-Identifier: EUPL-1.2
"""What drivers and werkgevers are told about reports, and what roles are asked; no sentence tells what happened."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.om.autoregeling.meldingen.services import melden, overdrachten, vervanging

_EIGEN = "om_melding.mijn"

BERICHTSOORTEN = (
    Berichtsoort(melden.AAN_WERKGEVER, "Een berijder van je onderdeel meldt iets.", "om_melding.lijst"),
    Berichtsoort(melden.NADERT, "Maak je melding af: de 48 uur zijn bijna om.", _EIGEN),
    Berichtsoort(overdrachten.GEVRAAGD, "Draag je dienstauto over vanaf {dag}.", _EIGEN),
    Berichtsoort(
        vervanging.VOORGELEGD, "Een berijder vraagt toestemming voor een vervangende auto.", "om_melding.vervangingen"
    ),
    Berichtsoort(vervanging.BESLOTEN, "Er is beslist over je vervangende auto.", _EIGEN),
)

TAAKSOORTEN = (
    Taaksoort(melden.TAAK_NIEUW, "Bekijk melding {sleutel} van een berijder.", "om_melding.toon", "nummer"),
    Taaksoort(melden.TAAK_GEMIST, "Melding {sleutel} is na 48 uur niet afgemaakt.", "om_melding.toon", "nummer"),
    Taaksoort(overdrachten.TAAK, "Neem een dienstauto over: ter beschikking per {op}.", "om_melding.overdrachten"),
)
