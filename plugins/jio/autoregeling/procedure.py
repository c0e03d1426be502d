# SPDX-License-Identifier: EUPL-1.2
"""A pool car from reservation to return, and a personal car from application to return (JIO 8.2)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap
from plugins.jio.autoregeling.policy import REGELING

_ARTIKEL = "JIO 8.2"


class Reserveringstatus(StrEnum):
    """Where a pool car is in a reservation."""

    GERESERVEERD = "gereserveerd"
    ONDERWEG = "onderweg"
    ONVOLLEDIG = "onvolledig"
    """Back, but with less than half a tank: the return is not complete."""
    TERUG = "terug"
    GEANNULEERD = "geannuleerd"


class Gebruikstatus(StrEnum):
    """How far the use of a personal car is."""

    AANGEVRAAGD = "aangevraagd"
    TOEGEKEND = "toegekend"
    AFGEWEZEN = "afgewezen"
    IN_GEBRUIK = "in_gebruik"
    BEEINDIGD = "beeindigd"
    INGELEVERD = "ingeleverd"


RESERVERING = Procedure(
    id="JIO-AUTO/reservering",
    regeling=REGELING,
    begin=Reserveringstatus.GERESERVEERD,
    stappen=(
        Processtap("haal_op", ("gereserveerd",), "onderweg", ("medewerker",), _ARTIKEL),
        Processtap("breng_terug", ("onderweg",), "terug", ("medewerker",), _ARTIKEL),
        Processtap("breng_onvolledig_terug", ("onderweg",), "onvolledig", ("medewerker",), _ARTIKEL),
        Processtap("vul_aan", ("onvolledig",), "terug", ("medewerker",), _ARTIKEL),
        Processtap("annuleer", ("gereserveerd",), "geannuleerd", ("medewerker", "jio_autobeheer"), _ARTIKEL),
    ),
)

GEBRUIK = Procedure(
    id="JIO-AUTO/gebruik",
    regeling=REGELING,
    begin=Gebruikstatus.AANGEVRAAGD,
    stappen=(
        Processtap(
            "ken_toe", ("aangevraagd",), "toegekend", ("jio_algemeen_directeur",), _ARTIKEL, anders_dan=("vraag_aan",)
        ),
        Processtap(
            "wijs_af", ("aangevraagd",), "afgewezen", ("jio_algemeen_directeur",), _ARTIKEL, anders_dan=("vraag_aan",)
        ),
        Processtap("lever_af", ("toegekend",), "in_gebruik", ("jio_autobeheer",), _ARTIKEL),
        Processtap("beeindig", ("in_gebruik",), "beeindigd", ("jio_algemeen_directeur",), _ARTIKEL),
        Processtap("neem_in", ("beeindigd",), "ingeleverd", ("jio_autobeheer",), _ARTIKEL),
    ),
)

PROCEDURES = (RESERVERING, GEBRUIK)
