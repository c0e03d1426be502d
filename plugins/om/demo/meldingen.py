# SPDX-License-Identifier: EUPL-1.2
"""Reports of the demo: a damage that is being handled, a lost pass that was confirmed, and a request for a car."""

from __future__ import annotations

from datetime import timedelta

from plugins.om.autoregeling.meldingen.models import Meldingsoort, Stap
from plugins.om.autoregeling.meldingen.services import melden, vervanging
from plugins.om.autoregeling.meldingen.services.melden import Meldgegevens
from plugins.om.autoregeling.rules.vervangende_auto import Waar
from plugins.om.demo.mensen import Bezetting


def maak(bezetting: Bezetting) -> None:
    """Let drivers report what happened to them in the last days."""
    nu = bezetting.ctx.nu
    noa, olaf = bezetting.als("noa.verbeek"), bezetting.als("olaf.santen")
    schade = Meldgegevens(
        Meldingsoort.SCHADE,
        nu - timedelta(hours=20),
        "Parkeerterrein van de rechtbank",
        "Bij het uitparkeren geraakt door een andere auto.",
        tegenpartij=True,
    )
    nummer = melden.meld(noa, schade)
    melden.leg_stap_vast(noa, nummer, Stap.LEASEMAATSCHAPPIJ, nu - timedelta(hours=18))
    verlies = Meldgegevens(Meldingsoort.PAS, nu - timedelta(hours=70), "Tankstation", "Laadpas laten liggen.")
    kwijt = melden.meld(olaf, verlies)
    melden.leg_stap_vast(olaf, kwijt, Stap.LEASEMAATSCHAPPIJ, nu - timedelta(hours=69))
    melden.leg_stap_vast(olaf, kwijt, Stap.SCHRIFTELIJK, nu - timedelta(hours=30))
    vervanging.vraag(noa, Waar.NEDERLAND, 4 * 60, "De auto staat een middag bij het schadeherstelbedrijf.")
