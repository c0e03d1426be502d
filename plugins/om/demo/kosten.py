# SPDX-License-Identifier: EUPL-1.2
"""Costs of the demo: a fine that waits for the werkgever, cleaning that he pays himself, and a charger on its way."""

from __future__ import annotations

from datetime import timedelta

from plugins.om.autoregeling.kosten.models import Laadpuntsoort
from plugins.om.autoregeling.kosten.services import laadpunten, posten
from plugins.om.autoregeling.kosten.services.posten import Opgave
from plugins.om.demo.mensen import Bezetting

BEHEER = "abel.kuiper"


def maak(bezetting: Bezetting) -> None:
    """Let the fleet record costs, a driver answer, and a driver apply for a charger."""
    auto_van = {wie: bezetting.voertuigen[kenteken] for kenteken, (wie, _) in bezetting.gebruikt.items()}
    abel, dag = bezetting.als(BEHEER), (bezetting.ctx.vandaag - timedelta(days=12)).isoformat()
    boete = Opgave(
        bezetting.ids["noa.verbeek"],
        auto_van["noa.verbeek"],
        "boete",
        "7 km te hard op de A10.",
        "CJIB 2041 8830",
        {"datum": dag, "bedrag_euro": "63,00", "administratiekosten_euro": "9,00"},
    )
    nummer = posten.neem_op(abel, boete)
    posten.reageer(bezetting.als("noa.verbeek"), nummer, "Ik was op weg naar een zitting die was vervroegd.")
    reiniging = Opgave(
        bezetting.ids["olaf.santen"],
        auto_van["olaf.santen"],
        "reiniging",
        "Interieur gereinigd.",
        "F-5521",
        {"datum": dag, "bedrag_euro": "45,00"},
    )
    posten.neem_op(abel, reiniging)
    punt = laadpunten.vraag_aan(
        bezetting.als("noa.verbeek"), Laadpuntsoort.WAND, einde_bekend=False, toelichting="Eigen oprit."
    )
    laadpunten.offreer(abel, punt, 2_740_00, specifieke_wensen=True, werkzaamheden="Boren door de gevel, niet graven.")
