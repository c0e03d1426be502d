# SPDX-License-Identifier: EUPL-1.2
"""Grants, orders, ends, returns and yearly checks as tables of steps, and the terms that the text gives them."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap
from core.dossiers.termijnen import Afwijken, Duur, Termijn, Termijneenheid
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, LOKAAL_BEHEER, REGELING, WERKGEVER

_WERKGEVER = (WERKGEVER.id,)
_CENTRAAL = (CENTRAAL_BEHEER.id,)
_BEHEER = (CENTRAAL_BEHEER.id, LOKAAL_BEHEER.id)


class Toekenningstatus(StrEnum):
    """How far an application for a car is."""

    AANGEVRAAGD = "aangevraagd"
    TOEGEKEND = "toegekend"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"
    BEEINDIGD = "beeindigd"


class Bestelstatus(StrEnum):
    """How far an order, or the assignment of a surplus or rental car, is."""

    BESTELD = "besteld"
    AFGELEVERD = "afgeleverd"
    GEANNULEERD = "geannuleerd"


class Eindestatus(StrEnum):
    """Whether the end of a right of use stands."""

    VASTGESTELD = "vastgesteld"
    INGETROKKEN = "ingetrokken"


class Inleverstatus(StrEnum):
    """How far the return of a car is."""

    OPEN = "open"
    INGELEVERD = "ingeleverd"
    AFGEROND = "afgerond"


class Toetsstatus(StrEnum):
    """How far the yearly check of one holder is."""

    TE_TOETSEN = "te_toetsen"
    GEADVISEERD = "geadviseerd"
    BESLOTEN = "besloten"


TOEKENNING = Procedure(
    id="OM-AUTO/toekenning",
    regeling=REGELING,
    begin=Toekenningstatus.AANGEVRAAGD,
    stappen=(
        Processtap("ken_toe", ("aangevraagd",), "toegekend", _WERKGEVER, "Autoregeling OM 2.1"),
        Processtap("wijs_af", ("aangevraagd",), "afgewezen", _WERKGEVER, "Autoregeling OM 2.1"),
        Processtap("trek_in", ("aangevraagd",), "ingetrokken", ("medewerker", "leidinggevende"), "Autoregeling OM 2.1"),
        Processtap("beeindig", ("toegekend",), "beeindigd", _WERKGEVER, "Autoregeling OM 2.2"),
        Processtap("herstel", ("beeindigd",), "toegekend", _WERKGEVER, "Autoregeling OM 13.1"),
    ),
)
BESTELLING = Procedure(
    id="OM-AUTO/bestelling",
    regeling=REGELING,
    begin=Bestelstatus.BESTELD,
    stappen=(
        Processtap("lever_af", ("besteld",), "afgeleverd", ("medewerker", *_BEHEER), "Autoregeling OM 6.3"),
        Processtap("annuleer", ("besteld",), "geannuleerd", (*_WERKGEVER, *_CENTRAAL), "Autoregeling OM 13.2.1"),
    ),
)
EINDE = Procedure(
    id="OM-AUTO/einde",
    regeling=REGELING,
    begin=Eindestatus.VASTGESTELD,
    stappen=(Processtap("trek_in", ("vastgesteld",), "ingetrokken", _WERKGEVER, "Autoregeling OM 13.1"),),
)
INLEVERING = Procedure(
    id="OM-AUTO/inlevering",
    regeling=REGELING,
    begin=Inleverstatus.OPEN,
    stappen=(
        Processtap("lever_in", ("open",), "ingeleverd", _BEHEER, "Autoregeling OM 13.3"),
        Processtap("rond_af", ("ingeleverd",), "afgerond", _BEHEER, "Autoregeling OM 13.3"),
    ),
)
JAARTOETS = Procedure(
    id="OM-AUTO/jaartoets",
    regeling=REGELING,
    begin=Toetsstatus.TE_TOETSEN,
    stappen=(
        Processtap("adviseer", ("te_toetsen", "geadviseerd"), "geadviseerd", _CENTRAAL, "Autoregeling OM 2.2"),
        Processtap("beslis", ("geadviseerd",), "besloten", _WERKGEVER, "Autoregeling OM 2.2"),
    ),
)
PROCEDURES = (TOEKENNING, BESTELLING, EINDE, INLEVERING, JAARTOETS)


def _termijn(
    naam: str, artikel: str, titel: str, begin: str, wie: str, lengte: int, eenheid: Termijneenheid
) -> Termijn:
    duur = Duur(lengte, eenheid)
    return Termijn(
        f"{REGELING}/{naam}", REGELING, f"Autoregeling OM {artikel}", titel, begin, wie, duur, Afwijken.NOOIT
    )


TERMIJNEN = (
    _termijn(
        "criterium_vervallen",
        "2.2",
        "Het gebruiksrecht is beëindigd",
        "de werkgever stelt vast dat het criterium niet meer geldt",
        "werkgever",
        4,
        Termijneenheid.MAANDEN,
    ),
    _termijn(
        "jaartoets",
        "2.2",
        "De toekenningen zijn getoetst",
        "de vorige toets",
        "Centraal Wagenparkbeheer",
        12,
        Termijneenheid.MAANDEN,
    ),
    _termijn(
        "college",
        "2.2",
        "Het College heeft de jaarlijkse rapportage",
        "de vorige rapportage",
        "Centraal Wagenparkbeheer",
        12,
        Termijneenheid.MAANDEN,
    ),
    _termijn(
        "vijf_jaar",
        "2.4",
        "De gebruiksperiode is voorbij",
        "de ingebruikname van de auto",
        "werkgever",
        60,
        Termijneenheid.MAANDEN,
    ),
    _termijn(
        "kentekenkaart",
        "6.3",
        "De medewerker meldt dat de kentekenkaart er niet is",
        "de aflevering van de auto",
        "medewerker",
        1,
        Termijneenheid.WEKEN,
    ),
    _termijn(
        "commissie",
        "1.1",
        "De zittingsduur van de Commissie Dienstauto's is voorbij",
        "de instelling van de commissie",
        "PG bedrijfsvoering",
        48,
        Termijneenheid.MAANDEN,
    ),
)
