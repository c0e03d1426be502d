# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to wishes: one's own, and those of a team for who makes its roster. Colleagues see none."""

from __future__ import annotations

from core.people.policy import LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie, regels
from plugins.jio.consignatie import procedure

WENS = "jio.wens"

BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER, Relatie.EIGEN, WENS, "bekijk", "leg_vast"),
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, WENS, "bekijk_team", "open"),
    *regels(procedure.ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, WENS, "bekijk_team", "open"),
)
