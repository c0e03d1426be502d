# SPDX-License-Identifier: EUPL-1.2
"""What drivers and werkgevers are told about costs and chargers, and what roles are asked; none names a person."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.om.autoregeling.kosten.services import laadpunten, posten

_EIGEN = "om_kosten.mijn"

BERICHTSOORTEN = (
    Berichtsoort(posten.GEVRAAGD, "Er zijn kosten van je dienstauto. Zeg eerst wat jij ervan vindt.", _EIGEN),
    Berichtsoort(posten.BESLOTEN, "Er is beslist over kosten van je dienstauto.", _EIGEN),
    Berichtsoort(posten.VOORGELEGD, "Kosten van een dienstauto wachten op je besluit.", "om_kosten.lijst"),
    Berichtsoort(posten.BEZWAAR, "Een berijder maakt bezwaar tegen kosten van zijn dienstauto.", "om_kosten.lijst"),
    Berichtsoort(laadpunten.STAP, "Er is nieuws over je laadpunt thuis.", "om_laadpunt.mijn"),
    Berichtsoort(laadpunten.AANVRAAG, "Iemand van je onderdeel vraagt een laadpunt thuis aan.", "om_laadpunt.lijst"),
)

TAAKSOORTEN = (
    Taaksoort(laadpunten.TAAK_OFFERTE, "Vraag een offerte voor laadpunt {sleutel}.", "om_laadpunt.toon", "nummer"),
    Taaksoort(laadpunten.TAAK_PLAATSEN, "Laat laadpunt {sleutel} plaatsen.", "om_laadpunt.toon", "nummer"),
)
