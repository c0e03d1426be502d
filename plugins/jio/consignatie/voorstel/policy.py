# SPDX-License-Identifier: EUPL-1.2
"""Who may ask for a proposal and decide on it: who makes the roster. It shows wishes, so nobody else reads it."""

from __future__ import annotations

from core.people.policy import LEIDINGGEVENDE, Beleidsregel, Relatie, regels
from plugins.jio.consignatie import procedure

VOORSTEL = "jio.voorstel"
_HANDELINGEN = ("bekijk", "vraag", "besluit")

BELEID: tuple[Beleidsregel, ...] = (
    *regels(LEIDINGGEVENDE, Relatie.EIGEN_TEAM, VOORSTEL, *_HANDELINGEN),
    *regels(procedure.ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, VOORSTEL, *_HANDELINGEN),
)
