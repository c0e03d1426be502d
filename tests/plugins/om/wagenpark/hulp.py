# SPDX-License-Identifier: EUPL-1.2
"""Short ways to an application, a grant, an order and a delivery."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from plugins.om.autoregeling.rules.bestelling import Aandrijving, Perceel
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.rules.leasecategorie import Functie
from plugins.om.autoregeling.rules.toekenning import Rechtspositie, ZakelijkeKilometers
from plugins.om.autoregeling.wagenpark.services import aanvragen, afleveren, bestellen
from plugins.om.autoregeling.wagenpark.services.aanvragen import Aanvraag, Feit
from plugins.om.autoregeling.wagenpark.services.bestellen import Nieuw
from tests.plugins.om.wereld import Wereld

GENOEG: Mapping[Criterium, Feit] = {Criterium.A: ZakelijkeKilometers(14_000, structureel=True, ov_doelmatig=False)}
VOLTA = Nieuw("Volta Drie", Perceel.E1, Aandrijving.EMISSIELOOS, date(2028, 3, 14), wltp_km=420)
WERKGEVER = {"Anna Officier": "Dirk Directeur", "Bram Officier": "Dirk Directeur", "Clara Officier": "Lea Directeur"}


def aanvraag() -> Aanvraag:
    """Return an application on criterion a with enough kilometres."""
    return Aanvraag(Rechtspositie.RECHTERLIJK_AMBTENAAR, Functie.OVERIG, dict(GENOEG), "Zittingen in het hele land.")


def ken_toe(om: Wereld, naam: str, feiten: Mapping[Criterium, Feit] | None = None) -> int:
    """Apply for somebody and let the werkgever grant it. Returns the number of the grant."""
    gevraagd = aanvraag()
    if feiten is not None:
        gevraagd = Aanvraag(gevraagd.rechtspositie, gevraagd.functie, feiten, gevraagd.toelichting)
    nummer = aanvragen.vraag_aan(om.als(naam), gevraagd)
    aanvragen.beslis(om.als(WERKGEVER[naam]), nummer, toekennen=True, motivering="De zittingen zijn ver weg.")
    return nummer


def in_gebruik(om: Wereld, naam: str, kenteken: str = "AB12CD", feiten: Mapping[Criterium, Feit] | None = None) -> int:
    """Grant, order and deliver a new car today. Returns the number of the use."""
    toekenning = ken_toe(om, naam, feiten)
    besteld = bestellen.bestel(om.als("Wim Wagenpark"), toekenning, VOLTA)
    auto = om.auto(kenteken, eerste_toelating=om.nu.date(), lease_van=om.nu.date(), lease_tot_en_met=None)
    bestellen.koppel(om.als("Wim Wagenpark"), besteld, auto)
    return afleveren.lever_af(om.als(naam), besteld, dag=om.nu.date(), kilometerstand=12, klopt=True)
