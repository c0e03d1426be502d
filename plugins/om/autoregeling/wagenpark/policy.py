# SPDX-License-Identifier: EUPL-1.2
"""Who may apply for, grant, order, see and end the use of a car (Autoregeling OM 1.1, 2, 3 and 13).

A role alone is not enough: a service asks for the row as werkgever or fleet manager of the unit too.
"""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Doel, Relatie, regels
from plugins.om.autoregeling.policy import (
    CENTRAAL_BEHEER,
    EENHEID,
    GEBRUIK,
    LOKAAL_BEHEER,
    TOEKENNING,
    VOERTUIG,
    WERKGEVER,
)

JAARTOETS = "om.jaartoets"
JAARSTUK = "om.jaarstuk"
INRICHTING = "om.inrichting"
BESLUIT_NA_2023 = "om.besluitna2023"
WOONWERKSTOP = "om.woonwerkstop"


def doel(soort: str, medewerker_id: int | None = None) -> Doel:
    """Return what an action is aimed at: something of the OM, about somebody or about nobody."""
    return Doel(soort, EENHEID, medewerker_id)


_ALLES = (TOEKENNING, VOERTUIG, GEBRUIK, JAARTOETS, JAARSTUK, INRICHTING, BESLUIT_NA_2023, WOONWERKSTOP)

BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, TOEKENNING, "bekijk", "vraag_aan", "trek_in"),
    *regels(MEDEWERKER, Relatie.EIGEN, GEBRUIK, "bekijk", "bevestig", "meld_stand"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, TOEKENNING, "bekijk", "vraag_aan", "trek_in"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, TOEKENNING, "bekijk", "beslis"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, GEBRUIK, "bekijk", "beeindig", "zet_huurauto_in"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, VOERTUIG, "bekijk"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, JAARTOETS, "bekijk", "beslis"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, TOEKENNING, "bekijk", "bestel"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, VOERTUIG, "bekijk", "wijzig", "importeer", "meld_stand"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, GEBRUIK, "bekijk", "bevestig", "neem_in"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, JAARTOETS, "bekijk", "toets"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, JAARSTUK, "bekijk", "leg_vast"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, VOERTUIG, "bekijk", "meld_stand"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, GEBRUIK, "bekijk", "bevestig", "neem_in"),
    *regels(HR, Relatie.EIGEN_EENHEID, TOEKENNING, "bekijk"),
    *regels(HR, Relatie.EIGEN_EENHEID, INRICHTING, "bekijk", "wijzig", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, BESLUIT_NA_2023, "bekijk", "leg_vast"),
    *regels(HR, Relatie.EIGEN_EENHEID, WOONWERKSTOP, "bekijk", "handel_af"),
    *(regel for soort in _ALLES for regel in regels(AUDITOR, Relatie.ALLE, soort, "bekijk")),
)
