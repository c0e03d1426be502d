# SPDX-License-Identifier: EUPL-1.2
"""What stands behind a posting of the contribution: that it is an advance or a settlement, never a trip (4.1, 5.5)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.contributions import Feitdeel, Feitverhaal
from plugins.om.autoregeling.bijdrage.maandbron import VOORSCHOT, jaar_van_feit
from plugins.om.autoregeling.bijdrage.models import Jaarafrekening, Privegebruikverklaring, Verklaringstaat
from plugins.om.autoregeling.kosten import verhaal as kostenverhaal
from plugins.om.autoregeling.policy import REGELING


def vertel(s: Session, feit: str, medewerker_id: int) -> Sequence[Feitdeel]:
    """Return what a fact of this regulation is, in words; of costs and charging as that part tells it."""
    jaar = jaar_van_feit(feit)
    if jaar is None:
        if feit == VOORSCHOT:
            return [Feitdeel("Voorschot op de eigen bijdrage", ())]
        return kostenverhaal.vertel(s, feit, medewerker_id)
    vroeg = s.scalar(
        select(Jaarafrekening).where(Jaarafrekening.medewerker_id == medewerker_id, Jaarafrekening.jaar == jaar)
    )
    verklaringen = s.scalar(
        select(func.count()).where(
            Privegebruikverklaring.medewerker_id == medewerker_id,
            Privegebruikverklaring.staat == Verklaringstaat.BEVESTIGD,
            Privegebruikverklaring.vervallen_op.is_(None),
        )
    )
    gegevens = [("Jaar", str(jaar)), ("Verklaringen geen privégebruik", str(verklaringen or 0))]
    if vroeg is not None:
        gegevens.append(("Eerder dan in januari, omdat", vroeg.reden))
    return [Feitdeel("Verrekening van de eigen bijdrage", tuple(gegevens))]


FEITVERHALEN = (Feitverhaal(REGELING, vertel),)
