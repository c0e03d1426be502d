# SPDX-License-Identifier: EUPL-1.2
"""What is held about who drives a service car, and how that person gets a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from core.storage.tables import Tabel
from plugins.jio.autoregeling.models import Autogebruik, Autorit, Consignatierit, Reservering


def _kopie(tabel: Any, *velden: str) -> Callable[[Session, int], Sequence[Mapping[str, Any]]]:
    def inzage(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
        kolommen = [getattr(tabel, veld) for veld in velden]
        vraag = select(*kolommen).where(tabel.medewerker_id == wie).order_by(tabel.id)
        return [dict(rij) for rij in s.execute(vraag).mappings()]

    return inzage


def _gegeven(tabel: type[Tabel], doel: str, vanaf: str | None, *velden: str) -> Persoonsgegeven:
    return Persoonsgegeven(tabel.__tablename__, doel, None, "vernietigen", _kopie(tabel, *velden), vanaf)


PERSOONSGEGEVENS = (
    _gegeven(
        Autorit,
        "Aantonen waarvoor een dienstauto is gebruikt.",
        "dag",
        "dag",
        "van",
        "naar",
        "stand_begin",
        "stand_einde",
        "doel",
        "prive",
    ),
    _gegeven(
        Reservering,
        "Een poolauto reserveren en terugnemen.",
        "teruggebracht_op",
        "van",
        "tot",
        "bestemming",
        "status",
        "gebreken",
        "toestand",
    ),
    _gegeven(
        Autogebruik,
        "Beslissen over een dienstauto en het gebruik bijhouden.",
        "ingeleverd_op",
        "status",
        "toelichting",
        "reden",
        "van",
        "tot_en_met",
    ),
    _gegeven(
        Consignatierit,
        "Verdelen welke kilometers tijdens een dienst zakelijk zijn.",
        "dag",
        "dag",
        "kilometers_zakelijk",
        "kilometers_prive",
        "bewijs",
    ),
)
