# SPDX-License-Identifier: EUPL-1.2
"""The pages of a scenario: made, given a figure, calculated, handed out and thrown away."""

from __future__ import annotations

import re

from core.ledger.scenario.models import Scenario, Scenariostatus
from core.ledger.scenario.rules import KLEINSTE_GROEP
from tests.core.ledger.proef import EENHEID, TARIEF
from tests.core.web.test_pages import tekst
from tests.core.web.wereld import Web, stuur


def test_hr_maakt_een_scenario_en_ziet_wat_het_kost(web: Web) -> None:
    hr = web.client("hr")
    fout = stuur(hr, "/scenario/", naam="Hoger", eenheden=EENHEID, van="2026-8", tot_en_met="2026-08")
    assert fout.status_code == 422
    assert "Schrijf een maand als 2026-03." in tekst(fout.text)
    nieuw = stuur(hr, "/scenario/", naam="Hoger", eenheden=EENHEID, van="2026-07", tot_en_met="2026-08")
    adres = nieuw.location
    leeg = stuur(hr, f"{adres}/reken", adres)
    assert leeg.status_code == 422
    assert "Dit scenario wijzigt nog niets; voeg eerst een cijfer toe." in tekst(leeg.text)
    slecht = stuur(hr, f"{adres}/waarde", adres, sleutel=TARIEF, waarde="veel", vanaf="1-7-2026")
    assert slecht.status_code == 422
    assert "Hier hoort een getal" in tekst(slecht.text)
    stuur(hr, f"{adres}/waarde", adres, sleutel=TARIEF, waarde="13,00", vanaf="1-7-2026")
    assert f'<option value="{TARIEF}">' in hr.get(adres).text
    stuur(hr, f"{adres}/reken", adres)
    pagina = tekst(hr.get(adres).text)
    # Five people with three hours a month: July was booked at 11 euro, August is a draft at 11; 13 is 2 more.
    assert "Dit scenario is + € 60,00 van juli 2026 tot en met augustus 2026." in pagina
    assert "er is niets geboekt" in pagina
    assert "Hoe groot een groep ten minste is, is nog niet besloten." in pagina
    assert "Mens 3" in pagina
    assert "Mens 3" not in tekst(hr.get(f"{adres}?zoek=Mens+4").text).split("Per medewerker, het")[1]
    boek = hr.get(f"{adres}/scenario.xlsx")
    assert boek.data[:2] == b"PK"
    weg = re.search(r'name="weg" value="(\d+)"', hr.get(adres).text)
    assert weg
    stuur(hr, f"{adres}/waarde", adres, weg=weg[1])
    assert "nog niet uitgerekend" in tekst(hr.get(adres).text)
    assert hr.get(f"{adres}/scenario.xlsx").status_code == 303
    stuur(hr, f"{adres}/weg", adres)
    assert ">Hoger<" not in hr.get("/scenario/").text


def test_een_scenario_dat_wacht_of_rekent_zegt_hoe_ver_het_is(web: Web) -> None:
    adres = f"/scenario/{web.scenario}"
    hr = web.client("hr")

    def zet(status: Scenariostatus, **velden: object) -> str:
        with web.database.transactie() as s:
            scenario = s.get_one(Scenario, web.scenario)
            scenario.status = status
            for naam, waarde in velden.items():
                setattr(scenario, naam, waarde)
        return tekst(hr.get(adres).text)

    assert "Ververs deze pagina om te zien hoe ver het is." in zet(Scenariostatus.WACHT)
    assert "3 van 50 delen zijn klaar." in zet(Scenariostatus.BEZIG, gedaan=3, totaal=50, begonnen_op=web.nu)
    geweigerd = stuur(hr, f"{adres}/weg", adres)
    assert "wordt nu uitgerekend" in tekst(hr.get(geweigerd.location).text)
    assert "De berekening stopte: het cijfer ontbreekt" in zet(Scenariostatus.MISLUKT, fout="het cijfer ontbreekt")


def test_het_scenario_vertelt_wat_ongewis_is(web: Web) -> None:
    with web.database.transactie() as s:
        s.get_one(Scenario, web.scenario).bevindingen = {
            "te_bevestigen": [[TARIEF, "2026-01-01"]],
            "ontbreekt": {TARIEF: "2026-08-10"},
            "ongebruikt": [KLEINSTE_GROEP],
            "redenen": {"geen_declaratie": 2},
            "bijgewerkt": 1,
        }
    pagina = tekst(web.client("hr").get(f"/scenario/{web.scenario}").text)
    assert "is afgeleid en nog niet bevestigd." in pagina
    assert "is niet bekend op 10 augustus 2026." in pagina
    assert "wordt in deze maanden nergens gebruikt." in pagina
    assert "Voor 1 geboekte maand van iemand is sindsdien iets gewijzigd" in pagina
