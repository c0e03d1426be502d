# SPDX-License-Identifier: EUPL-1.2
"""What is held about somebody's function and conditions, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.nfi.bezwarend.models import Functieplaatsing, Rolplaatsing, Toekenning, Voorwaardeantwoord


def _functies(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Functieplaatsing
    vraag = select(rij.functienaam, rij.van, rij.tot_en_met, rij.vervallen_op).where(rij.medewerker_id == wie)
    return [dict(gevonden) for gevonden in s.execute(vraag.order_by(rij.id)).mappings()]


def _rollen(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Rolplaatsing
    vraag = select(rij.rol, rij.van, rij.tot_en_met, rij.vervallen_op).where(rij.medewerker_id == wie)
    return [dict(gevonden) for gevonden in s.execute(vraag.order_by(rij.id)).mappings()]


def _voorwaarden(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Voorwaardeantwoord
    vraag = select(rij.jaar, rij.voldoet, rij.vastgelegd_op, rij.vervallen_op).where(rij.medewerker_id == wie)
    return [dict(gevonden) for gevonden in s.execute(vraag.order_by(rij.id)).mappings()]


def _toekenningen(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Toekenning
    vraag = select(
        rij.van,
        rij.tot_en_met,
        rij.stank,
        rij.lawaai,
        rij.kleding,
        rij.prikkeling,
        rij.besluit_op,
        rij.reden,
        rij.vervallen_op,
    ).where(rij.medewerker_id == wie)
    return [dict(gevonden) for gevonden in s.execute(vraag.order_by(rij.id)).mappings()]


_DOEL = "Bepalen of je een toelage voor bezwarende omstandigheden krijgt."

PERSOONSGEGEVENS = (
    Persoonsgegeven("nfi_functieplaatsing", _DOEL, None, "vernietigen", _functies),
    Persoonsgegeven("nfi_rolplaatsing", _DOEL, None, "vernietigen", _rollen),
    Persoonsgegeven("nfi_voorwaarde", _DOEL, None, "vernietigen", _voorwaarden),
    Persoonsgegeven("nfi_toekenning", "Laten zien wat HR over je toelage besloot.", None, "vernietigen", _toekenningen),
)
