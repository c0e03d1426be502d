# SPDX-License-Identifier: EUPL-1.2
"""Who may ask for a proposal and decide on it: who makes the roster. It shows wishes, so nobody else reads it."""

from __future__ import annotations

from core.people.policy import LEIDINGGEVENDE, Beleidsregel, Relatie
from plugins.jio.consignatie import procedure

VOORSTEL = "jio.voorstel"
_HANDELINGEN = ("bekijk", "vraag", "besluit")

BELEID: tuple[Beleidsregel, ...] = (
    *(Beleidsregel(LEIDINGGEVENDE.id, wat, VOORSTEL, Relatie.EIGEN_TEAM) for wat in _HANDELINGEN),
    *(Beleidsregel(procedure.ROOSTERBEHEERDER, wat, VOORSTEL, Relatie.EIGEN_EENHEID) for wat in _HANDELINGEN),
)
