# SPDX-License-Identifier: EUPL-1.2
"""What is held about somebody's appointment, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.nfi.hoogleraren.models import Benoemingrecord, Salarisbesluit


def _benoemingen(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Benoemingrecord
    vraag = select(
        rij.rol,
        rij.naam,
        rij.instelling,
        rij.ingangsdatum,
        rij.einddatum,
        rij.vroegtijdig_einde,
        rij.uren_honderdsten,
        rij.document,
        rij.document_ontvangen_op,
        rij.verklaring,
        rij.verklaring_op,
        rij.oude_toelage_centen,
        rij.status,
        rij.besloten_op,
        rij.reden,
    ).where(rij.medewerker_id == wie)
    return [dict(gevonden) for gevonden in s.execute(vraag.order_by(rij.id)).mappings()]


def _salarisbesluiten(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Salarisbesluit
    vraag = (
        select(rij.benoeming_id, rij.aard, rij.reden, rij.besloten_op)
        .join(Benoemingrecord, Benoemingrecord.id == rij.benoeming_id)
        .where(Benoemingrecord.medewerker_id == wie)
    )
    return [dict(gevonden) for gevonden in s.execute(vraag.order_by(rij.id)).mappings()]


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "nfi_salarisbesluit",
        "Laten zien waarom een later vastgelegd salaris wel of niet meetelt.",
        None,
        "vernietigen",
        _salarisbesluiten,
    ),
    Persoonsgegeven(
        "nfi_benoeming",
        "De toelage voor je benoeming tot hoogleraar of lector berekenen en kunnen uitleggen.",
        None,
        "vernietigen",
        _benoemingen,
    ),
)
