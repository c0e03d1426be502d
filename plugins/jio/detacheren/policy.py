# SPDX-License-Identifier: EUPL-1.2
"""Who may see and record secondments, and who lays and decides claims (JIO 3.4)."""

from __future__ import annotations

from collections.abc import Iterable

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie, Rol

DETACHERING = "jio.detachering"
AANSPRAAK = "jio.aanspraak"


def _regels(rol: Rol, relatie: Relatie, soort: str, *handelingen: str) -> Iterable[Beleidsregel]:
    return (Beleidsregel(rol.id, handeling, soort, relatie) for handeling in handelingen)


BELEID: tuple[Beleidsregel, ...] = (
    *_regels(MEDEWERKER, Relatie.EIGEN, DETACHERING, "bekijk_eigen"),
    *_regels(MEDEWERKER, Relatie.EIGEN, AANSPRAAK, "bekijk", "dien_in", "trek_in"),
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, DETACHERING, "bekijk"),
    # Whether the leidinggevende decides at all is a setting, which the service asks (jio_det.beslisser).
    *_regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, AANSPRAAK, "bekijk", "beslis"),
    *_regels(HR, Relatie.EIGEN_EENHEID, DETACHERING, "bekijk", "wijzig", "importeer"),
    *_regels(HR, Relatie.EIGEN_EENHEID, AANSPRAAK, "bekijk", "beslis"),
    *_regels(AUDITOR, Relatie.ALLE, DETACHERING, "bekijk"),
    *_regels(AUDITOR, Relatie.ALLE, AANSPRAAK, "bekijk"),
)
