# SPDX-License-Identifier: EUPL-1.2
"""What is held about somebody who takes part in the fitness plan (AVG art. 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.jio.fitness.models import Fitnessdeelname as Rij


def _deelnames(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    vraag = select(
        Rij.sportschool, Rij.abonnement_centen, Rij.ikb_centen, Rij.van, Rij.tot_en_met, Rij.status, Rij.reden
    )
    return [dict(rij) for rij in s.execute(vraag.where(Rij.medewerker_id == wie).order_by(Rij.id)).mappings()]


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "jio_fitnessdeelname",
        "De bijdrage aan bedrijfsfitness betalen en kunnen uitleggen.",
        None,
        "vernietigen",
        _deelnames,
        "tot_en_met",
    ),
)
