# SPDX-License-Identifier: EUPL-1.2
"""What is held about drivers because of reports, and how they get a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.om.autoregeling.meldingen.models import Melding, Meldingsfoto, Overdracht, Vervangverzoek

Lezer = Callable[[Session, int], Sequence[Mapping[str, Any]]]


def _lezer(tabel: Any, *kolommen: str) -> Lezer:
    def lees(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
        vraag = select(*(getattr(tabel, kolom) for kolom in kolommen)).where(tabel.medewerker_id == wie)
        return [dict(rij) for rij in s.execute(vraag.order_by(tabel.id)).mappings()]

    return lees


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "om_melding",
        "Schade, diefstal en verlies afhandelen.",
        None,
        "vernietigen",
        _lezer(
            Melding,
            "soort",
            "status",
            "gebeurd_op",
            "gemeld_op",
            "plaats",
            "omschrijving",
            "tegenpartij",
            "letsel",
            "buitenland",
            "leasemaatschappij_op",
            "schriftelijk_op",
            "politie_op",
            "politie_thuis_op",
            "proces_verbaal",
            "vbv_op",
            "afgerond_op",
        ),
    ),
    Persoonsgegeven(
        "om_meldingsfoto",
        "Schade laten zien.",
        None,
        "vernietigen",
        _lezer(Meldingsfoto, "melding_id", "mediatype", "afdruk", "vastgelegd_op"),
    ),
    Persoonsgegeven(
        "om_overdracht",
        "Weten dat je de auto tijdens een afwezigheid overdraagt.",
        None,
        "vernietigen",
        _lezer(Overdracht, "vanaf", "overgedragen_op", "terug_op", "vervallen_op"),
    ),
    Persoonsgegeven(
        "om_vervangverzoek",
        "Beslissen over een vervangende auto.",
        None,
        "vernietigen",
        _lezer(Vervangverzoek, "status", "waar", "minuten", "toelichting", "gevraagd_op", "motivering", "besloten_op"),
    ),
)
