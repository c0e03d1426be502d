# SPDX-License-Identifier: EUPL-1.2
"""Who may ask for the fitness contribution, and who decides (JIO 11.5)."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, MEDEWERKER, Beleidsregel, Relatie, regels

FITNESS = "jio.fitness"
REGELING = "JIO-FIT"

BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, FITNESS, "bekijk_eigen", "vraag_aan", "stop"),
    *regels(HR, Relatie.EIGEN_EENHEID, FITNESS, "bekijk", "beslis", "stop"),
    *regels(AUDITOR, Relatie.ALLE, FITNESS, "bekijk"),
)
