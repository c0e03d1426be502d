# SPDX-License-Identifier: EUPL-1.2
"""What stands behind a posting of a recovered cost, or of charging at home."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.contributions import Feitdeel
from plugins.om.autoregeling.kosten.maandregels import THUISLADEN, post_van_feit
from plugins.om.autoregeling.kosten.models import Kostenpost
from plugins.om.autoregeling.policy import KOSTEN


def vertel(s: Session, feit: str, medewerker_id: int) -> Sequence[Feitdeel]:
    """Return what a fact of costs or charging is, in words; nothing for a fact of another part."""
    if feit == THUISLADEN:
        return [Feitdeel("Thuis geladen voor de dienstauto", ())]
    nummer = post_van_feit(feit)
    rij = s.get(Kostenpost, nummer) if nummer is not None else None
    if rij is None or rij.medewerker_id != medewerker_id:
        return []
    gegevens = [("Wat", rij.omschrijving), ("Kenmerk", rij.kenmerk or "-"), ("Waarom", rij.motivering or "-")]
    return [
        Feitdeel("Kosten van de dienstauto", tuple(gegevens), (KOSTEN, rij.id), "om_kosten.toon", {"nummer": rij.id})
    ]
