# SPDX-License-Identifier: EUPL-1.2
"""What is held about somebody who is or was seconded, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.jio.detacheren.models import Aanspraakmelding, Functieaanspraak, Gedetacheerd


def _detacheringen(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Gedetacheerd
    vraag = select(rij.functie, rij.van, rij.tot_en_met, rij.project_of_programma, rij.vervallen_op)
    return [dict(gevonden) for gevonden in s.execute(vraag.where(rij.medewerker_id == wie).order_by(rij.id)).mappings()]


def _aanspraken(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Functieaanspraak
    vraag = select(rij.functie, rij.aanspraak_vanaf, rij.status, rij.ingediend_op, rij.besluit_op, rij.reden)
    return [dict(gevonden) for gevonden in s.execute(vraag.where(rij.medewerker_id == wie).order_by(rij.id)).mappings()]


def _meldingen(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
    rij = Aanspraakmelding
    vraag = select(rij.aanspraak_vanaf, rij.gemeld_op).where(rij.medewerker_id == wie).order_by(rij.id)
    return [dict(gevonden) for gevonden in s.execute(vraag).mappings()]


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "jio_detachering", "Weten wanneer je aanspraak kunt maken op je functie.", None, "vernietigen", _detacheringen
    ),
    Persoonsgegeven(
        "jio_aanspraak",
        "Over je aanspraak beslissen en kunnen laten zien wat besloten is.",
        None,
        "losmaken",
        _aanspraken,
    ),
    Persoonsgegeven("jio_aanspraakmelding", "Je op tijd laten weten dat het kan.", None, "vernietigen", _meldingen),
)
