# SPDX-License-Identifier: EUPL-1.2
"""Who may report, follow and close what happens with a car (Autoregeling OM 4.2, 6.2, 9, 10 and 11).

A role alone is not enough: a service asks for the row as werkgever or fleet manager of the unit too. That a licence
was lost, the fleet never sees; why a car is handed over neither.
"""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, MEDEWERKER, Beleidsregel, Doel, Relatie, regels
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, LOKAAL_BEHEER, MELDING, WERKGEVER

OVERDRACHT = "om.overdracht"
VERVANGING = "om.vervanging"


def doel(soort: str, medewerker_id: int | None = None) -> Doel:
    """Return what an action is aimed at: something of the OM, about somebody or about nobody."""
    return Doel(soort, EENHEID, medewerker_id)


BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, MELDING, "bekijk_eigen", "open", "meld", "vul_aan"),
    *regels(MEDEWERKER, Relatie.EIGEN, VERVANGING, "bekijk_eigen", "vraag"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, MELDING, "bekijk", "open", "vul_aan", "rond_af"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, MELDING, "bekijk", "open", "vul_aan", "rond_af"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, MELDING, "bekijk", "open", "rond_af"),
    *regels(HR, Relatie.EIGEN_EENHEID, MELDING, "bekijk", "open"),
    *regels(AUDITOR, Relatie.ALLE, MELDING, "bekijk", "open"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, OVERDRACHT, "bekijk", "bevestig"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, OVERDRACHT, "bekijk", "bevestig"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, OVERDRACHT, "bekijk"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, VERVANGING, "bekijk"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, VERVANGING, "bekijk"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, VERVANGING, "bekijk", "beslis"),
)
