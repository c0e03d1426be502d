# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to a swap between three: the same people as to a swap between two."""

from __future__ import annotations

from core.people.policy import AUDITOR, HR, LEIDINGGEVENDE, MEDEWERKER, Beleidsregel, Relatie, regels
from plugins.jio.consignatie.procedure import ROOSTERBEHEERDER

RING = "jio.ring"

BELEID: tuple[Beleidsregel, ...] = (
    *regels(MEDEWERKER.id, Relatie.EIGEN, RING, "bekijk", "stel_voor", "stem_in", "sla_af", "trek_in"),
    *regels(LEIDINGGEVENDE.id, Relatie.EIGEN_TEAM, RING, "bekijk", "meld_bekend", "weiger"),
    *regels(ROOSTERBEHEERDER, Relatie.EIGEN_EENHEID, RING, "bekijk", "leg_vast", "weiger"),
    *regels(HR.id, Relatie.EIGEN_EENHEID, RING, "bekijk"),
    *regels(AUDITOR.id, Relatie.ALLE, RING, "bekijk"),
)
