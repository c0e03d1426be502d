# SPDX-License-Identifier: EUPL-1.2
"""The roles of the car scheme, and the kinds of objects that its parts share (Autoregeling OM 1 and 5.5).

Who may see which trip is not only a matter of role: ``ritten`` has a row for each group of vehicles, class and role.
"""

from __future__ import annotations

from core.people.policy import Rol

EENHEID = "om"
REGELING = "OM-AUTO"

#: Kinds of objects. Their policy rows stand with the part that holds them.
VOERTUIG = "om.voertuig"
TOEKENNING = "om.toekenning"
GEBRUIK = "om.gebruik"
RIT = "om.rit"
BIJDRAGE = "om.bijdrage"
MELDING = "om.melding"
KOSTEN = "om.kosten"

WERKGEVER = Rol(
    "om_werkgever", "Werkgever OM", "Beslist over dienstauto's van een eigen onderdeel (Autoregeling OM 1.1)."
)
CENTRAAL_BEHEER = Rol(
    "om_centraal_wagenparkbeheer",
    "Centraal Wagenparkbeheer",
    "Bestelt auto's, toetst toekenningen en adviseert de werkgever (Autoregeling OM 2.1 en 2.2).",
)
LOKAAL_BEHEER = Rol(
    "om_lokaal_wagenparkbeheer",
    "Lokaal wagenparkbeheer",
    "Beheert de auto's van een eigen onderdeel (Autoregeling OM 5.5 en 6.3).",
)

ROLLEN: tuple[Rol, ...] = (WERKGEVER, CENTRAAL_BEHEER, LOKAAL_BEHEER)
