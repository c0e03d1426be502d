# SPDX-License-Identifier: EUPL-1.2
"""Who may record, hear, decide and object to costs, and who arranges charging at home (Autoregeling OM 7 and 12).

A role alone is not enough: a service asks for the row as werkgever or fleet manager of the unit too.
"""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, MEDEWERKER, Beleidsregel, Doel, Relatie, regels
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, KOSTEN, LOKAAL_BEHEER, WERKGEVER

LAADPUNT = "om.laadpunt"


def doel(soort: str, medewerker_id: int | None = None) -> Doel:
    """Return what an action is aimed at: something of the OM, about somebody or about nobody."""
    return Doel(soort, EENHEID, medewerker_id)


BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, KOSTEN, "bekijk_eigen", "open", "reageer", "maak_bezwaar"),
    *regels(MEDEWERKER, Relatie.EIGEN, LAADPUNT, "bekijk_eigen", "open", "vraag_aan", "stem_in", "trek_in"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, KOSTEN, "bekijk", "open", "neem_op"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, KOSTEN, "bekijk", "open", "neem_op"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, KOSTEN, "bekijk", "open", "beslis"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, LAADPUNT, "bekijk", "open", "beheer", "importeer"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, LAADPUNT, "bekijk", "open", "beheer"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, LAADPUNT, "bekijk", "open", "beslis"),
    *regels(HR, Relatie.EIGEN_EENHEID, KOSTEN, "bekijk", "open"),
    *regels(AUDITOR, Relatie.ALLE, KOSTEN, "bekijk", "open"),
    *regels(AUDITOR, Relatie.ALLE, LAADPUNT, "bekijk", "open"),
)
