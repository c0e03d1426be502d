# SPDX-License-Identifier: EUPL-1.2
"""What people are told about their duties, and what roles are asked to do; no message holds the content of a case."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.jio.consignatie.services.brieftaken import TAAK_ZONDER_BRIEF
from plugins.jio.consignatie.services.dekking import TAAK_GAT, TAAK_NIET_INZETBAAR
from plugins.jio.consignatie.services.roosters import TAAK_KALENDER, TAAK_ROOSTER_MAKEN

_DIENSTEN = "jio_diensten.overzicht"
_RUILEN = "jio_ruilen.overzicht"
_DECLARATIES = "jio_declaraties.overzicht"
_ROOSTERS = "jio_roosters.overzicht"

BERICHTSOORTEN = (
    Berichtsoort("jio.rooster_gepubliceerd", "Het consignatierooster van {jaar} is gepubliceerd.", "jio_roosters.toon"),
    Berichtsoort("jio.dienst_begint", "Je dienst begint. Schakel {nummer} door naar je telefoon.", _DIENSTEN),
    Berichtsoort("jio.dienst_eindigt", "Je dienst is voorbij. Een collega neemt {nummer} over.", _DIENSTEN),
    Berichtsoort("jio.dienst_veranderd", "Je dienst van {dinsdag} is veranderd.", _DIENSTEN),
    Berichtsoort("jio.ruil_aangeboden", "Een collega wil de dienst van {dinsdag} met je ruilen.", _RUILEN),
    Berichtsoort("jio.ruil_overgenomen", "Een collega neemt je dienst over (ruil {ruil}).", _RUILEN),
    Berichtsoort("jio.ruil_ingetrokken", "Ruil {ruil} is ingetrokken.", _RUILEN),
    Berichtsoort("jio.ruil_geweigerd", "Ruil {ruil} gaat niet door.", _RUILEN),
    Berichtsoort("jio.ruil_vastgelegd", "Ruil {ruil} is vastgelegd en staat in het rooster.", _RUILEN),
    Berichtsoort("jio.oproep_vastgelegd", "Een oproep in je dienst van {dinsdag} is vastgelegd.", _DIENSTEN),
    Berichtsoort("jio.declaratie_klaargezet", "Je declaratie over de dienst van {dinsdag} staat klaar.", _DECLARATIES),
    Berichtsoort(
        "jio.declaratie_herinnering", "Je hebt de declaratie over {dinsdag} nog niet bevestigd.", _DECLARATIES
    ),
    Berichtsoort("jio.declaratie_goedgekeurd", "Je declaratie over {dinsdag} is goedgekeurd.", _DECLARATIES),
    Berichtsoort("jio.declaratie_teruggegeven", "Je krijgt je declaratie over {dinsdag} terug.", _DECLARATIES),
    Berichtsoort("jio.bezwaar_beantwoord", "Er is een antwoord op je bezwaar over {dinsdag}.", _DECLARATIES),
)

TAAKSOORTEN = (
    Taaksoort(TAAK_GAT, "De dienst van {dinsdag} is niet helemaal gevuld.", "jio_vervanging.toon", "dienst"),
    Taaksoort(TAAK_NIET_INZETBAAR, "Iemand op de dienst van {dinsdag} kan dan niet.", _ROOSTERS),
    Taaksoort(
        TAAK_ZONDER_BRIEF,
        "Iemand heeft de dienst van {dinsdag} zonder aanwijzingsbrief: maak hem en laat hem tekenen.",
        "jio_aanwijzing.lijst",
    ),
    Taaksoort(TAAK_ROOSTER_MAKEN, "Maak het rooster van {jaar}.", _ROOSTERS),
    Taaksoort(TAAK_KALENDER, "De kalender is veranderd: bereken het rooster opnieuw.", _ROOSTERS),
)
