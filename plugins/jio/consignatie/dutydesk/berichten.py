# SPDX-License-Identifier: EUPL-1.2
"""What people are told by the duty desk, and what roles are asked; a message never says what an incident is about."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort

TAAK_GEEN_CONTACT = "jio.geen_contact"
TAAK_NIET_BEGONNEN = "jio.werk_niet_begonnen"
TAAK_EVALUATIE = "jio.incidentevaluatie"
TAAK_JAARCIJFERS = "jio.jaarcijfers"

_INCIDENT = "jio_incidenten.toon"

BERICHTSOORTEN = (
    Berichtsoort("jio.incident_escalatie", "Een incident is bij jou gebracht (niveau {niveau}).", _INCIDENT),
    Berichtsoort("jio.incident_overgedragen", "Je bent nu eigenaar van een incident.", _INCIDENT),
    Berichtsoort("jio.incident_kennis", "Een collega vraagt hulp bij een incident.", _INCIDENT),
    Berichtsoort("jio.incident_kennis_besloten", "Er is besloten over hulp bij een incident.", _INCIDENT),
    Berichtsoort("jio.incident_pand", "Je wordt gevraagd het pand te openen voor een incident.", _INCIDENT),
    Berichtsoort("jio.incident_vervolg", "Lees wat er bij een incident is overgedragen of nog moet.", _INCIDENT),
    Berichtsoort("jio.vervoer_besloten", "Er is besloten over vervoer voor een incident.", _INCIDENT),
    Berichtsoort(
        "jio.wissel_doorschakelen", "Vink af dat {nummer} naar je telefoon is doorgeschakeld.", "jio_wissel.toon"
    ),
    Berichtsoort("jio.wissel_overdracht", "Schrijf wat je opvolger moet weten.", "jio_wissel.toon"),
    Berichtsoort("jio.wissel_gelezen", "Er is een overdracht voor je dienst.", "jio_wissel.toon"),
)

TAAKSOORTEN = (
    Taaksoort(
        TAAK_GEEN_CONTACT, "Na 15 minuten is er nog geen contact: bel de operationeel manager.", _INCIDENT, "incident"
    ),
    Taaksoort(TAAK_NIET_BEGONNEN, "Het werk aan een incident is niet op tijd begonnen.", _INCIDENT, "incident"),
    Taaksoort(TAAK_EVALUATIE, "Stel het evaluatieverslag van een incident vast.", _INCIDENT, "incident"),
    Taaksoort(
        TAAK_JAARCIJFERS,
        "Bespreek de jaarcijfers van {sleutel} met de ondernemingsraad.",
        "jio_jaarcijfers.toon",
        "jaar",
    ),
)
