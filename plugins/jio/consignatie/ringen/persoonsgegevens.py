# SPDX-License-Identifier: EUPL-1.2
"""What a swap between three holds about a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.jio.consignatie.ringen.models import Ring, Ringdeel


def _ringen(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    rijen = s.execute(
        select(Ring.id, Ring.status, Ring.voorgesteld_op, Ring.vastgelegd_op)
        .where(Ring.voorsteller_id == medewerker_id)
        .order_by(Ring.id)
    )
    return [dict(rij) for rij in rijen.mappings()]


def _delen(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    rijen = s.execute(
        select(Ringdeel.ring_id, Ringdeel.van, Ringdeel.tot, Ringdeel.akkoord_op)
        .where(or_(Ringdeel.gever_id == medewerker_id, Ringdeel.nemer_id == medewerker_id))
        .order_by(Ringdeel.id)
    )
    return [dict(rij) for rij in rijen.mappings()]


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "jio_ring",
        "Ruilen tussen drie mensen regelen en later kunnen zien wat er is afgesproken.",
        bewaartermijn=None,
        einde="losmaken",
        inzage=_ringen,
        vanaf="vastgelegd_op",
    ),
    Persoonsgegeven(
        "jio_ringdeel",
        "Weten wie in een ruil met drie welke dienst geeft en neemt.",
        bewaartermijn=None,
        einde="losmaken",
        inzage=_delen,
        vanaf="tot",
    ),
)
