# SPDX-License-Identifier: EUPL-1.2
"""JIO 8.2, first part: trips during a duty are business when the four conditions hold."""

from __future__ import annotations

from datetime import date

import pytest

from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.autoregeling.services import consignatieritten
from plugins.jio.consignatie.rules.dienstauto import Rit, Ritdoel, Ritten, Voorwaarden
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van

ADRES = "/jio/dienstautos/consignatie"
ALLE = {"geen_invloed": "ja", "eigen_auto": "ja", "nabij": "ja", "administratie": "ja"}


def test_vier_voorwaarden_maken_alles_zakelijk(jio: Wereld) -> None:
    anna = jio.browser("Anna Bakker")
    velden = {"dag": "2025-03-18", "doel_1": "prive", "km_1": "30", "bewijs": "Logboek"}
    anna.post(ADRES, **velden, **ALLE)
    anna.post(ADRES, **velden, **(ALLE | {"eigen_auto": ""}), na_1="12")
    zonder, met = consignatieritten.eigen(jio.als("Anna Bakker"))
    assert (met.kilometers_zakelijk, met.kilometers_prive) == (30, 0)
    assert (zonder.kilometers_zakelijk, zonder.kilometers_prive) == (18, 12)
    assert "Logboek" in tekst_van(anna.zie(ADRES))
    assert consignatieritten.van_jaar(jio.als("Lars Personeel"), 2025) == (("Anna Bakker", 48, 12),)


def test_eerst_kijken_legt_niets_vast(jio: Wereld) -> None:
    anna = jio.browser("Anna Bakker")
    tekst = anna.post(ADRES, dag="2025-03-18", doel_1="prive", km_1="30", knop="toets", **ALLE).text
    assert "JIO 8.2" in tekst_van(tekst)
    assert not consignatieritten.eigen(jio.als("Anna Bakker"))


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"bewijs": "x"}, "Vul ten minste een rit in."),
        ({"km_1": "5"}, "Schrijf op waaruit blijkt"),
        ({"km_1": "5", "doel_1": "prive", "na_1": "6", "bewijs": "x"}, "Dit is meer dan de hele rit."),
        ({"km_1": "5", "bewijs": "x", "dag": "2025-03-20"}, "Deze dag ligt in de toekomst."),
    ],
)
def test_wat_niet_kan_wordt_geweigerd(jio: Wereld, velden: dict[str, str], zin: str) -> None:
    anna = jio.browser("Anna Bakker")
    antwoord = anna.post(ADRES, **({"dag": "2025-03-18", "doel_1": "oproep"} | velden))
    assert antwoord.status_code == 422
    assert zin in tekst_van(antwoord.text)


def test_alleen_hr_ziet_het_jaar(jio: Wereld) -> None:
    with pytest.raises(GeenToegang):
        consignatieritten.van_jaar(jio.als("Anna Bakker"), 2025)
    with pytest.raises(Geweigerd):
        consignatieritten.registreer(
            jio.als("Anna Bakker"), date(2025, 3, 1), Ritten(Voorwaarden(True, True, True, True), ()), "x"
        )
    assert Rit(Ritdoel.OPROEP, 5).kilometers_prive == 0
