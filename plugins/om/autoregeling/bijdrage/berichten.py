# SPDX-License-Identifier: EUPL-1.2
"""What drivers are told about their contribution, and what HR is asked and the werkgever told; none holds a trip."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.om.autoregeling.bijdrage.services import (
    afrekeningen,
    opgaven,
    signalen,
    termijnverzoeken,
    verklaringen,
)

_EIGEN = "om_bijdrage.mijn"

BERICHTSOORTEN = (
    Berichtsoort(verklaringen.BESLOTEN, "HR heeft je Verklaring geen privégebruik beoordeeld.", _EIGEN),
    Berichtsoort(termijnverzoeken.BESLOTEN, "HR heeft beslist over je verzoek om in termijnen te betalen.", _EIGEN),
    Berichtsoort(
        opgaven.SPLITSEN,
        "Splits je opgave van privékilometers over {jaar}: in die tijd verandert wat je betaalt.",
        _EIGEN,
    ),
    Berichtsoort(
        signalen.BIJNA_NORM, "Je nadert in {jaar} de 500 privékilometers van je Verklaring geen privégebruik.", _EIGEN
    ),
    Berichtsoort(
        signalen.BOVEN_NORM,
        "Je reed in {jaar} meer dan 500 privékilometers met je Verklaring. Je recht op de auto eindigt.",
        _EIGEN,
    ),
    Berichtsoort(
        signalen.GROOT_SALDO,
        "Je reed in {jaar} meer privé dan je schatte. Pas je schatting aan, anders betaal je in januari veel bij.",
        _EIGEN,
    ),
    Berichtsoort(
        signalen.NORM_WERKGEVER,
        "Een berijder van je onderdeel reed in {jaar} met een Verklaring meer dan 500 privékilometers: het recht op de"
        " auto eindigt.",
        "om_bijdrage.jaartotalen",
    ),
    Berichtsoort(
        signalen.GEEN_SCHATTING, "Schat hoeveel kilometer je in {jaar} privé met je dienstauto rijdt.", _EIGEN
    ),
)

TAAKSOORTEN = (
    Taaksoort(verklaringen.TAAK, "Bevestig Verklaring geen privégebruik {sleutel}.", "om_bijdrage.verklaringen"),
    Taaksoort(
        verklaringen.INTREKKING,
        "Een berijder meldt dat Verklaring {sleutel} is ingetrokken.",
        "om_bijdrage.verklaringen",
    ),
    Taaksoort(
        termijnverzoeken.TAAK,
        "Beslis over verzoek {sleutel} om in termijnen te betalen.",
        "om_bijdrage.termijnverzoeken",
    ),
    Taaksoort(
        afrekeningen.TAAK,
        "Begin de verrekening van de eigen bijdragen over {sleutel}.",
        "om_bijdrage.afrekening",
        "jaar",
    ),
)
