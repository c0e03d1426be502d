# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to a swap between three: the same people as to a swap between two."""

from __future__ import annotations

from collections.abc import Iterable

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie
from plugins.jio.consignatie.procedure import ROOSTERBEHEERDER

RING = "jio.ring"


def _regels(rol: str, relatie: Relatie, *handelingen: str) -> Iterable[Beleidsregel]:
    return (Beleidsregel(rol, handeling, RING, relatie) for handeling in handelingen)


BELEID: tuple[Beleidsregel, ...] = (
    *_regels(MEDEWERKER.id, Relatie.EIGEN, "bekijk", "stel_voor", "stem_in", "sla_af", "trek_in"),
    *_regels(LEIDINGGEVENDE.id, Relatie.EIGEN_TEAM, "bekijk", "meld_bekend", "weiger"),
    *_regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, "bekijk", "leg_vast", "weiger"),
    *_regels(HR.id, Relatie.EIGEN_EENHEID, "bekijk"),
    *_regels(AUDITOR.id, Relatie.ALLE, "bekijk"),
)
