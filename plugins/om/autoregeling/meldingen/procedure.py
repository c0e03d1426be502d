# SPDX-License-Identifier: EUPL-1.2
"""Reports and replacement cars as tables of steps, and the terms of 48 hours (9, 10.3 and 11.3)."""

from __future__ import annotations

from enum import StrEnum

from core.dossiers.procedure import Procedure, Processtap
from core.dossiers.termijnen import Afwijken, Duur, Termijn, Termijneenheid
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, LOKAAL_BEHEER, REGELING, WERKGEVER

_BEHEER = (CENTRAAL_BEHEER.id, LOKAAL_BEHEER.id)


class Meldingstatus(StrEnum):
    """Whether somebody still works on a report."""

    OPEN = "open"
    AFGEROND = "afgerond"


class Vervangstatus(StrEnum):
    """Whether there is a replacement car (9)."""

    TOEGESTAAN = "toegestaan"
    WACHT = "wacht"
    GEWEIGERD = "geweigerd"
    GEEN_RECHT = "geen_recht"


MELDING = Procedure(
    id="OM-AUTO/melding",
    regeling=REGELING,
    begin=Meldingstatus.OPEN,
    stappen=(
        Processtap("rond_af", ("open",), "afgerond", (*_BEHEER, WERKGEVER.id), "Autoregeling OM 10.3"),
        Processtap("heropen", ("afgerond",), "open", (*_BEHEER, WERKGEVER.id), "Autoregeling OM 10.3"),
    ),
)
VERVANGING = Procedure(
    id="OM-AUTO/vervanging",
    regeling=REGELING,
    begin=Vervangstatus.WACHT,
    stappen=(
        Processtap("sta_toe", ("wacht",), "toegestaan", (WERKGEVER.id,), "Autoregeling OM 9"),
        Processtap("weiger", ("wacht",), "geweigerd", (WERKGEVER.id,), "Autoregeling OM 9"),
    ),
)
PROCEDURES = (MELDING, VERVANGING)


def _termijn(naam: str, artikel: str, titel: str, begin: str) -> Termijn:
    # The clock itself runs in hours: OM-AUTO/termijnen answers the moment.
    duur = Duur(2, Termijneenheid.KALENDERDAGEN)
    return Termijn(
        f"{REGELING}/{naam}", REGELING, f"Autoregeling OM {artikel}", titel, begin, "medewerker", duur, Afwijken.NOOIT
    )


TERMIJNEN = (
    _termijn("schademelding", "10.3.1", "De schade is gemeld, binnen 2 x 24 uur", "de schade"),
    _termijn("schadeformulier", "10.3.1", "Het schadeformulier is verstuurd, binnen 48 uur", "de schade"),
    _termijn("verlies_pas", "11.3", "Het verlies is schriftelijk bevestigd, binnen 48 uur", "het verlies van de pas"),
)
