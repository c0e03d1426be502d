# SPDX-License-Identifier: EUPL-1.2
"""What is held about drivers because of costs and charging, and how they get a copy of it (AVG art. 15).

The text gives no term for keeping any of it: there is none until HR decides one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.contributions import Persoonsgegeven
from plugins.om.autoregeling.kosten.models import Kostenpost, Laadpunt, Laadtransactie, Laadverplaatsing

Lezer = Callable[[Session, int], Sequence[Mapping[str, Any]]]


def _lezer(tabel: Any, *kolommen: str) -> Lezer:
    def lees(s: Session, wie: int) -> Sequence[Mapping[str, Any]]:
        vraag = select(*(getattr(tabel, kolom) for kolom in kolommen)).where(tabel.medewerker_id == wie)
        return [dict(rij) for rij in s.execute(vraag.order_by(tabel.id)).mappings()]

    return lees


PERSOONSGEGEVENS = (
    Persoonsgegeven(
        "om_kostenpost",
        "Beslissen wie kosten van je dienstauto betaalt.",
        None,
        "vernietigen",
        _lezer(
            Kostenpost,
            "soort",
            "dag",
            "kenmerk",
            "omschrijving",
            "status",
            "invoer",
            "werknemer_centen",
            "te_beslissen_centen",
            "reactie",
            "gereageerd_op",
            "verhaald_centen",
            "motivering",
            "besloten_op",
            "bezwaar",
            "bezwaar_op",
            "antwoord",
            "beantwoord_op",
        ),
    ),
    Persoonsgegeven(
        "om_laadpunt",
        "Een laadpunt bij je thuis regelen.",
        None,
        "vernietigen",
        _lezer(
            Laadpunt,
            "status",
            "soort",
            "einde_bekend",
            "toelichting",
            "aangevraagd_op",
            "offerte_centen",
            "werkzaamheden",
            "toestemming_op",
            "geplaatst_op",
            "pasnummer",
            "beeindigd_op",
            "bestemming",
            "motivering",
        ),
    ),
    Persoonsgegeven(
        "om_laadverplaatsing",
        "Weten of de werkgever het verplaatsen van je laadpunt betaalt.",
        None,
        "vernietigen",
        _lezer(Laadverplaatsing, "dag", "wegens_verhuizing", "op_kosten_werkgever"),
    ),
    Persoonsgegeven(
        "om_laadtransactie",
        "Je stroom thuis voor de dienstauto vergoeden.",
        None,
        "vernietigen",
        _lezer(Laadtransactie, "referentie", "dag", "duizendsten"),
    ),
)
