# SPDX-License-Identifier: EUPL-1.2
"""What people are told about service cars, and what roles are asked (JIO 8.2)."""

from __future__ import annotations

from core.contributions import Berichtsoort, Taaksoort
from plugins.jio.autoregeling.services import gebruik, poolautos

_RESERVERING = "jio_autos.reservering"
_EIGEN = "jio_autos.eigen"

BERICHTSOORTEN = (
    Berichtsoort("jio.reservering_geannuleerd", "Je reservering van een poolauto is geannuleerd.", _RESERVERING),
    Berichtsoort("jio.mee_naar_huis_besloten", "Er is beslist of de poolauto mee naar huis mag.", _RESERVERING),
    Berichtsoort("jio.autogebruik_besloten", "Er is beslist over je aanvraag voor een dienstauto.", _EIGEN),
    Berichtsoort(
        "jio.autogebruik_begonnen",
        "Je dienstauto is afgeleverd. Zet je reiskostenvergoeding in P-Direkt stop.",
        _EIGEN,
    ),
    Berichtsoort("jio.autogebruik_eindigt", "Je gebruik van de dienstauto eindigt op {einde}.", _EIGEN),
    Berichtsoort("jio.ritformulier_te_laat", "Je ritregistratie van {maand} is nog niet ingeleverd.", _EIGEN),
)

TAAKSOORTEN = (
    Taaksoort(
        poolautos.TAAK_MEE_NAAR_HUIS,
        "Beslis of de poolauto van reservering {sleutel} mee naar huis mag.",
        _RESERVERING,
        "reservering",
    ),
    Taaksoort(poolautos.TAAK_GEBREK, "Er is een gebrek gemeld bij reservering {sleutel}.", _RESERVERING, "reservering"),
    Taaksoort(
        poolautos.TAAK_PRIVE, "Met de poolauto van reservering {sleutel} is privé gereden.", _RESERVERING, "reservering"
    ),
    Taaksoort(gebruik.TAAK_BESLIS, "Beslis over aanvraag {sleutel} voor een dienstauto.", "jio_autos.beheer"),
    Taaksoort(gebruik.TAAK_RITFORMULIER, "Ritregistratie {sleutel} is te laat.", "jio_autos.beheer"),
    Taaksoort(
        gebruik.TAAK_VERGOEDING,
        "Controleer of de reiskostenvergoeding stopt nu iemand vanaf {op} een dienstauto heeft.",
        "jio_autos.beheer",
    ),
)
