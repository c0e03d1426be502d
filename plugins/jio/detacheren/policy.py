# SPDX-License-Identifier: EUPL-1.2
"""Who may see and record secondments, and who lays and decides claims (JIO 3.4)."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie, regels

DETACHERING = "jio.detachering"
AANSPRAAK = "jio.aanspraak"


BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, DETACHERING, "bekijk_eigen"),
    *regels(MEDEWERKER, Relatie.EIGEN, AANSPRAAK, "bekijk", "dien_in", "trek_in"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, DETACHERING, "bekijk"),
    # Whether the leidinggevende decides at all is a setting, which the service asks (jio_det.beslisser).
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, AANSPRAAK, "bekijk", "beslis"),
    *regels(HR, Relatie.EIGEN_EENHEID, DETACHERING, "bekijk", "wijzig", "importeer"),
    *regels(HR, Relatie.EIGEN_EENHEID, AANSPRAAK, "bekijk", "beslis"),
    *regels(AUDITOR, Relatie.ALLE, DETACHERING, "bekijk"),
    *regels(AUDITOR, Relatie.ALLE, AANSPRAAK, "bekijk"),
)
