# SPDX-License-Identifier: EUPL-1.2
"""A cost of the car, and a charger at home, as tables of steps (Autoregeling OM 7, 8.2, 10.2 and 12)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, LOKAAL_BEHEER, REGELING, WERKGEVER

_WERKGEVER = (WERKGEVER.id,)
_BEHEER = (CENTRAAL_BEHEER.id, LOKAAL_BEHEER.id)
_BERIJDER = ("medewerker",)


class Kostenstatus(StrEnum):
    """How far a cost is. Nothing is recovered before a decision, nor while the driver objects."""

    WERKGEVER = "werkgever"
    """Nothing in it is the employee's: there is nothing to decide."""
    HOREN = "horen"
    """The driver is asked what he thinks of it."""
    BESLOTEN = "besloten"
    BEZWAAR = "bezwaar"
    DEFINITIEF = "definitief"
    AFGEZIEN = "afgezien"
    INGETROKKEN = "ingetrokken"


KOSTENPOST = Procedure(
    id="OM-AUTO/kosten",
    regeling=REGELING,
    begin=Kostenstatus.HOREN,
    stappen=(
        Processtap("draag_zelf", ("horen",), "werkgever", ("programma",), "Autoregeling OM 12.1"),
        Processtap("beslis", ("horen",), "besloten", _WERKGEVER, "Autoregeling OM 12.1"),
        Processtap("zie_af", ("horen", "bezwaar"), "afgezien", _WERKGEVER, "Autoregeling OM 12.1"),
        Processtap("maak_bezwaar", ("besloten",), "bezwaar", _BERIJDER, "Autoregeling OM 12.1"),
        Processtap(
            "beslis_bezwaar", ("bezwaar",), "definitief", _WERKGEVER, "Autoregeling OM 12.1", anders_dan=("beslis",)
        ),
        Processtap("word_definitief", ("besloten",), "definitief", ("programma",), "Autoregeling OM 12.1"),
        Processtap(
            "trek_in", ("horen", "besloten", "bezwaar", "definitief"), "ingetrokken", _WERKGEVER, "Autoregeling OM 12.1"
        ),
    ),
)


class Laadpuntstatus(StrEnum):
    """How far a charger at home is."""

    AANGEVRAAGD = "aangevraagd"
    OFFERTE = "offerte"
    AKKOORD = "akkoord"
    GEPLAATST = "geplaatst"
    BEEINDIGD = "beeindigd"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


LAADPUNT = Procedure(
    id="OM-AUTO/laadpunt",
    regeling=REGELING,
    begin=Laadpuntstatus.AANGEVRAAGD,
    stappen=(
        Processtap("offreer", ("aangevraagd", "offerte"), "offerte", _BEHEER, "Autoregeling OM 7.1"),
        Processtap("stem_in", ("offerte",), "akkoord", _BERIJDER, "Autoregeling OM 7.3"),
        Processtap("plaats", ("akkoord",), "geplaatst", _BEHEER, "Autoregeling OM 7.1"),
        Processtap("wijs_af", ("aangevraagd", "offerte"), "afgewezen", _WERKGEVER, "Autoregeling OM 7.1"),
        Processtap("trek_in", ("aangevraagd", "offerte", "akkoord"), "ingetrokken", _BERIJDER, "Autoregeling OM 7.1"),
        Processtap("beeindig", ("geplaatst",), "beeindigd", _WERKGEVER, "Autoregeling OM 7.3.2"),
    ),
)
PROCEDURES = (KOSTENPOST, LAADPUNT)
