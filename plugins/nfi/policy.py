# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to the allowances of the NFI. HR decides; what two people must see is asked by the services."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, MEDEWERKER, Beleidsregel, Doel, Relatie, regels

EENHEID = "nfi"

LIJST = "nfi.functielijst"
"""Function lists, their measurements, extensions and the names that HR uses."""
PLAATSING = "nfi.plaatsing"
"""What an employee does: function, roles, conditions, and what was granted outside the lists."""
BENOEMING = "nfi.benoeming"
"""Appointments of professors and lectors."""
TOELAGE = "nfi.toelage"
"""What the allowances pay, and what they will cost."""

BELEID: tuple[Beleidsregel, ...] = (
    # The page is for who works here; what it shows is asked for the person alone.
    *regels(MEDEWERKER, Relatie.EIGEN_EENHEID, TOELAGE, "open"),
    *regels(MEDEWERKER, Relatie.EIGEN, TOELAGE, "bekijk_eigen"),
    *regels(HR, Relatie.EIGEN_EENHEID, LIJST, "bekijk", "wijzig", "stel_vast", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, PLAATSING, "bekijk", "wijzig", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, BENOEMING, "bekijk", "wijzig", "beslis", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, TOELAGE, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, LIJST, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, PLAATSING, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, BENOEMING, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, TOELAGE, "bekijk"),
)


def doel(soort: str, *, medewerker_id: int | None = None) -> Doel:
    """Return an object of the NFI, about a person or not."""
    return Doel(soort, EENHEID, medewerker_id)
