# SPDX-License-Identifier: EUPL-1.2
"""Who may see and change what of the contribution. What is finer than a year is the driver's alone (5.5)."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, MEDEWERKER, Beleidsregel, Doel, Relatie, regels
from plugins.om.autoregeling.policy import BIJDRAGE, EENHEID, WERKGEVER

VERKLARING = "om.verklaring"
AFREKENING = "om.afrekening"
ONDERBREKING = "om.onderbreking"
LOONFEITEN = "om.loonfeiten"


def doel(soort: str, medewerker_id: int | None = None) -> Doel:
    """Return what an action is aimed at; everything here belongs to the OM."""
    return Doel(soort, eenheid=EENHEID, medewerker_id=medewerker_id)


def eigen(soort: str, medewerker_id: int | None) -> Doel:
    """Return what is the driver's own and no unit's: no role for the OM opens it."""
    return Doel(soort, medewerker_id=medewerker_id)


BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, BIJDRAGE, "bekijk_eigen", "schat", "splits", "vraag_termijnen"),
    *regels(MEDEWERKER, Relatie.EIGEN, VERKLARING, "bekijk_eigen", "dien_in", "trek_in", "lees_document"),
    # A unit's werkgever sees totals of whole years of that unit; which unit, the service asks.
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, BIJDRAGE, "bekijk_jaartotaal"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, ONDERBREKING, "bekijk", "leg_vast"),
    *regels(HR, Relatie.EIGEN_EENHEID, BIJDRAGE, "schat_namens", "beslis_termijnen", "geef_op"),
    *regels(HR, Relatie.EIGEN_EENHEID, VERKLARING, "bekijk", "beslis", "leg_intrekking_vast", "lees_document"),
    *regels(HR, Relatie.EIGEN_EENHEID, AFREKENING, "bekijk", "begin", "reken"),
    *regels(HR, Relatie.EIGEN_EENHEID, LOONFEITEN, "exporteer"),
    *regels(AUDITOR, Relatie.ALLE, AFREKENING, "bekijk"),
)
