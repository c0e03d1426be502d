# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to wishes: one's own, and those of a team for who makes its roster. Colleagues see none."""

from __future__ import annotations

from core.people.policy import LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie
from plugins.jio.consignatie import procedure

WENS = "jio.wens"

BELEID: tuple[Beleidsregel, ...] = (
    *(Beleidsregel(MEDEWERKER.id, handeling, WENS, Relatie.EIGEN) for handeling in ("bekijk", "leg_vast")),
    *(Beleidsregel(LEIDINGGEVENDE.id, wat, WENS, Relatie.EIGEN_TEAM) for wat in ("bekijk_team", "open")),
    *(Beleidsregel(procedure.ROOSTERBEHEERDER, wat, WENS, Relatie.EIGEN_EENHEID) for wat in ("bekijk_team", "open")),
)
