# SPDX-License-Identifier: EUPL-1.2
"""What drivers and werkgevers are told, and what roles are asked; no sentence holds a name, a plate or a ground."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.om.autoregeling.wagenpark.models import Kloksoort
from plugins.om.autoregeling.wagenpark.services.aanvragen import TAAK_BESTEL
from plugins.om.autoregeling.wagenpark.services.afleveren import TAAK_AFLEVERING, TAAK_KENTEKENKAART
from plugins.om.autoregeling.wagenpark.services.einde import TAAK_INNEMEN
from plugins.om.autoregeling.wagenpark.services.gebruik import TAAK_WOONWERK
from plugins.om.autoregeling.wagenpark.services.klokken import TAAK_GEMIST, TAAK_NADERT
from plugins.om.autoregeling.wagenpark.services.na2023 import TAAK as TAAK_NA_2023

_MIJN = "om_auto.mijn"
_KLOKKEN = "om_wagenpark.termijnen"

BERICHTSOORTEN = (
    Berichtsoort("om.auto_aangevraagd", "Iemand van je onderdeel vraagt een dienstauto aan.", "om_auto.toekenning"),
    Berichtsoort("om.auto_voor_je_aangevraagd", "Er is een dienstauto voor je aangevraagd.", "om_auto.toekenning"),
    Berichtsoort("om.auto_besloten", "Er is beslist over je dienstauto.", "om_auto.toekenning"),
    Berichtsoort("om.auto_besteld", "Er is een dienstauto voor je besteld of toegewezen.", _MIJN),
    Berichtsoort("om.bestelling_geannuleerd", "De bestelling van je dienstauto gaat niet door.", _MIJN),
    Berichtsoort("om.auto_staat_klaar", "Je dienstauto is er: controleer hem en teken voor de aflevering.", _MIJN),
    Berichtsoort("om.auto_afgeleverd", "De aflevering van je dienstauto is vastgelegd.", _MIJN),
    Berichtsoort("om.woonwerk_stopt", "Met een dienstauto stopt je reiskosten woon-werk vanaf {vanaf}.", _MIJN),
    Berichtsoort("om.in_gebreke", "Er ligt een ingebrekestelling over je dienstauto.", _MIJN),
    Berichtsoort("om.gebruik_eindigt", "Je mag je dienstauto gebruiken tot en met {laatste}.", _MIJN),
    Berichtsoort("om.einde_ingetrokken", "Het einde van je dienstauto gaat niet door.", _MIJN),
    Berichtsoort("om.auto_ingeleverd", "Het inleveren van je dienstauto is vastgelegd.", _MIJN),
    Berichtsoort(
        "om.inlevering_let_op", "Bij het inleveren van een auto ontbrak iets of was er schade.", "om_werkgever.begin"
    ),
    Berichtsoort(
        "om.jaartoets_advies", "Over {jaar} wacht een advies over dienstauto's op je besluit.", "om_jaar.toets"
    ),
    Berichtsoort("om.jaartoets_besloten", "Je dienstauto is over {jaar} getoetst: je houdt hem.", _MIJN),
    Berichtsoort("om.klok_werkgever", "Een termijn van een dienstauto van je onderdeel loopt af op {dag}.", _KLOKKEN),
    Berichtsoort(
        f"om.klok_{Kloksoort.CRITERIUM}", "Lever je dienstauto in: je recht eindigt uiterlijk op {dag}.", _MIJN
    ),
    Berichtsoort(
        f"om.klok_{Kloksoort.VIJF_JAAR}", "Je dienstauto mag uiterlijk tot {dag} mee: dan is het vijf jaar.", _MIJN
    ),
    Berichtsoort(
        f"om.klok_{Kloksoort.KILOMETERS}",
        "Je dienstauto komt rond {dag} aan 160.000 kilometer: dan rijdt hij uit.",
        _MIJN,
    ),
    Berichtsoort(
        f"om.klok_{Kloksoort.KENTEKENKAART}",
        "Heb je op {dag} je kentekenkaart nog niet? Meld het dan bij je dienstauto.",
        _MIJN,
    ),
)

TAAKSOORTEN = (
    Taaksoort(TAAK_BESTEL, "Zoek of bestel een auto op toekenning {sleutel}.", "om_wagenpark.bestel", "toekenning"),
    Taaksoort(TAAK_AFLEVERING, "De auto van bestelling {sleutel} is anders dan besteld.", "om_wagenpark.bestellingen"),
    Taaksoort(
        TAAK_KENTEKENKAART,
        "Meld bij de leasemaatschappij dat een kentekenkaart er niet is (aflevering {sleutel}).",
        "om_wagenpark.bestellingen",
    ),
    Taaksoort(
        TAAK_INNEMEN,
        "Neem de auto in en laat de pas vernietigen (inlevering {sleutel}).",
        "om_wagenpark.inlevering",
        "inlevering",
    ),
    Taaksoort(
        TAAK_WOONWERK, "Laat reiskosten woon-werk stoppen vanaf {op}: er is een dienstauto.", "om_inrichting.woonwerk"
    ),
    Taaksoort(TAAK_NADERT, "Een termijn van het wagenpark loopt af op {op}.", _KLOKKEN),
    Taaksoort(TAAK_GEMIST, "Een termijn van het wagenpark is voorbij sinds {op}.", _KLOKKEN),
    Taaksoort(TAAK_NA_2023, "Leg vast of de Autoregeling OM na 31 december 2023 geldt.", "om_inrichting.na_2023"),
)
