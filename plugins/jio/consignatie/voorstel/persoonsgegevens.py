# SPDX-License-Identifier: EUPL-1.2
"""What proposals hold about a person (AVG art. 15): the weeks that were proposed, and how they compare to a share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.jio.consignatie.voorstel.models import Roostervoorstel
from plugins.jio.consignatie.voorstel.rules.bewaard import Antwoord


def _voorstellen(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    uit = []
    for voorstel in s.scalars(
        select(Roostervoorstel).where(Roostervoorstel.antwoord.is_not(None)).order_by(Roostervoorstel.id)
    ):
        antwoord = Antwoord.van_json(voorstel.antwoord or {})
        stand = next((een for een in antwoord.standen if een.wie == medewerker_id), None)
        if stand is not None:
            dagen = [week.dinsdag.isoformat() for week in antwoord.weken if week.wie == medewerker_id]
            uit.append(
                {
                    "gevraagd_op": voorstel.gevraagd_op,
                    "status": voorstel.status,
                    "diensten": ", ".join(dagen),
                    "uren": round(stand.krijgt.uren),
                    "uren_boven_gelijk_deel": round(stand.na.uren),
                }
            )
    return uit


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "jio_roostervoorstel", "Diensten eerlijk verdelen en laten zien hoe.", None, "vernietigen", _voorstellen
    ),
)
