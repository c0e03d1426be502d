# SPDX-License-Identifier: EUPL-1.2
"""Which pages about trips open for whom (Autoregeling OM 5.5). What is shown on them says ``zicht.TABEL``."""

from __future__ import annotations

from core.people.policy import MEDEWERKER, Beleidsregel, Doel, Relatie, regels
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, LOKAAL_BEHEER, RIT, WERKGEVER


def doel(*, medewerker_id: int | None = None) -> Doel:
    """Return what an action is aimed at; trips belong to the OM."""
    return Doel(RIT, eenheid=EENHEID, medewerker_id=medewerker_id)


BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN_EENHEID, RIT, "open_eigen"),
    *regels(MEDEWERKER, Relatie.EIGEN, RIT, "bekijk_eigen", "beoordeel", "beheer_adres", "stem_toe", "registreer"),
    *regels(WERKGEVER, Relatie.EIGEN_EENHEID, RIT, "bekijk", "bevestig_adres"),
    *regels(LOKAAL_BEHEER, Relatie.EIGEN_EENHEID, RIT, "bekijk"),
    *regels(CENTRAAL_BEHEER, Relatie.EIGEN_EENHEID, RIT, "bekijk", "importeer"),
)
