# SPDX-License-Identifier: EUPL-1.2
"""What the wishes hold about a person (AVG art. 15). There is no term for keeping them until HR decides one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.jio.consignatie.wensen.models import Wens, Wensantwoord


def _wensen(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    vraag = (
        select(Wens.dinsdag, Wens.soort, Wens.vastgelegd_op, Wens.vervallen_op)
        .where(Wens.medewerker_id == medewerker_id)
        .order_by(Wens.id)
    )
    return [dict(rij) for rij in s.execute(vraag).mappings()]


def _antwoorden(s: Session, medewerker_id: int) -> Sequence[Mapping[str, Any]]:
    vraag = (
        select(Wensantwoord.rooster_id, Wensantwoord.beantwoord_op)
        .where(Wensantwoord.medewerker_id == medewerker_id)
        .order_by(Wensantwoord.rooster_id)
    )
    return [dict(rij) for rij in s.execute(vraag).mappings()]


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "jio_wens", "Rekening houden met je wensen in het rooster; waarom staat er niet.", None, "vernietigen", _wensen
    ),
    Persoonsgegeven("jio_wensantwoord", "Weten of je je wensen hebt doorgegeven.", None, "vernietigen", _antwoorden),
)
