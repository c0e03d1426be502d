# SPDX-License-Identifier: EUPL-1.2
"""A charger at home from application to end, and electricity paid back month by month (7)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from core.dossiers.procedure import StapNietMogelijk
from core.ledger.models import Boeking
from core.people.invoerbestand import importeer
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.om.autoregeling.kosten.models import Bestemming, Kostenpost, Laadpunt, Laadpuntsoort, Laadtransactie
from plugins.om.autoregeling.kosten.procedure import Laadpuntstatus
from plugins.om.autoregeling.kosten.services import laadpunten
from tests.plugins.om.bijdrage.boekhouding import open_regels, run, zet
from tests.plugins.om.wereld import Wereld

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ANNA, DIRK, WIM, LOES = "Anna Officier", "Dirk Directeur", "Wim Wagenpark", "Loes Lokaal"
SOORT = "om.laadtransacties"
VOORBEELDEN = Path(__file__).parents[4] / "docs" / "voorbeelden" / "om"
KOP = "referentie;datum;kwh;pasnummer;kenteken\n"


def geplaatst(om: Wereld, centen: int = 2_000_00, *, wensen: bool = False, einde_bekend: bool = False) -> int:
    om.auto()
    om.gebruik(ANNA)
    nummer = laadpunten.vraag_aan(om.als(ANNA), Laadpuntsoort.WAND, einde_bekend=einde_bekend, toelichting="")
    laadpunten.offreer(om.als(LOES), nummer, centen, specifieke_wensen=wensen, werkzaamheden="geen")
    laadpunten.stem_in(om.als(ANNA), nummer, gelezen=True)
    laadpunten.plaats(om.als(LOES), nummer, om.nu.date(), "nl-abc 123")
    return nummer


def punt(om: Wereld, nummer: int) -> Laadpunt:
    with om.database.lezen() as s:
        return s.get_one(Laadpunt, nummer)


def kosten(om: Wereld) -> list[tuple[str, int, int]]:
    with om.database.lezen() as s:
        vraag = select(Kostenpost.soort, Kostenpost.werknemer_centen, Kostenpost.te_beslissen_centen)
        return [(rij[0], rij[1], rij[2]) for rij in s.execute(vraag.order_by(Kostenpost.id))]


@pytest.mark.parametrize(
    ("centen", "wensen", "verwacht"),
    [
        (2_500_00, True, []),
        (2_500_01, True, [("plaatsing", 1, 0)]),
        (2_800_00, False, [("plaatsing", 0, 300_00)]),
    ],
)
def test_7_1_de_werkgever_betaalt_tot_2500(
    om: Wereld, centen: int, wensen: bool, verwacht: list[tuple[str, int, int]]
) -> None:
    nummer = geplaatst(om, centen, wensen=wensen)
    assert punt(om, nummer).werkgever_centen == min(centen, 2_500_00)
    assert punt(om, nummer).pasnummer == "NLABC123"
    assert kosten(om) == verwacht


def test_7_3_niets_zonder_toestemming_en_een_aanvraag_tegelijk(om: Wereld) -> None:
    om.auto()
    om.gebruik(ANNA)
    nummer = laadpunten.vraag_aan(om.als(ANNA), Laadpuntsoort.PAAL, einde_bekend=False, toelichting="")
    with pytest.raises(Geweigerd, match="al een laadpunt"):
        laadpunten.vraag_aan(om.als(ANNA), Laadpuntsoort.PAAL, einde_bekend=False, toelichting="")
    laadpunten.offreer(om.als(LOES), nummer, 100_00, specifieke_wensen=False, werkzaamheden="graven")
    with pytest.raises(StapNietMogelijk):
        laadpunten.plaats(om.als(LOES), nummer, om.nu.date(), "ABCD")
    with pytest.raises(Geweigerd) as fout:
        laadpunten.stem_in(om.als(ANNA), nummer, gelezen=False)
    assert fout.value.veld == "gelezen"
    with pytest.raises(GeenToegang):
        laadpunten.stem_in(om.als("Bram Officier"), nummer, gelezen=True)
    with pytest.raises(GeenToegang):
        laadpunten.toon(om.als("Lea Directeur"), nummer)
    laadpunten.wijs_af(om.als(DIRK), nummer, "De straat laat het niet toe.")
    assert punt(om, nummer).status is Laadpuntstatus.AFGEWEZEN


def test_7_3_3_een_keer_in_de_vier_jaar(om: Wereld) -> None:
    nummer = geplaatst(om)
    begin = om.nu
    om.nu = begin.replace(year=2024)
    assert laadpunten.verplaats(om.als(LOES), nummer, date(2023, 5, 1), wegens_verhuizing=True)
    om.nu = begin.replace(year=2028)
    assert not laadpunten.verplaats(om.als(LOES), nummer, date(2027, 4, 30), wegens_verhuizing=True)
    assert laadpunten.verplaats(om.als(LOES), nummer, date(2027, 5, 1), wegens_verhuizing=True)
    with pytest.raises(Geweigerd):
        laadpunten.verplaats(om.als(LOES), nummer, date(2027, 5, 1), wegens_verhuizing=True)


@pytest.mark.parametrize(("bekend", "verwacht"), [(True, [("beeindiging", 1_000_00, 0)]), (False, [])])
def test_7_3_2_afschrijven_in_48_maanden(om: Wereld, bekend: bool, verwacht: list[tuple[str, int, int]]) -> None:
    nummer = geplaatst(om, einde_bekend=bekend)
    om.nu = om.nu.replace(year=2025)
    with pytest.raises(Geweigerd):
        laadpunten.beeindig(om.als(DIRK), nummer, om.nu.date(), Bestemming.BLIJFT, voortijdig=True, motivering=" ")
    laadpunten.beeindig(
        om.als(DIRK), nummer, om.nu.date(), Bestemming.OVERGEDRAGEN, voortijdig=True, motivering="Einde contract."
    )
    assert kosten(om) == verwacht


def test_7_2_laden_wordt_per_rij_gecontroleerd_en_maandelijks_vergoed(om: Wereld) -> None:
    geplaatst(om)
    om.auto("EF34GH")
    begin = om.nu.date()
    om.nu += timedelta(days=30)
    fout = (
        f"{KOP}a1;{begin};10,5;NLABC123;AB-12-CD\n"
        f"a2;{begin};4;ANDERE99;AB-12-CD\n"
        f"a3;{begin};4;NLABC123;EF-34-GH\n"
        f"a4;{begin};0;NLABC123;AB-12-CD\n"
    )
    verslag = importeer(om.als(WIM), SOORT, fout.encode())
    assert {(een.regel, een.kolom) for een in verslag.fouten} == {(3, "pasnummer"), (4, "kenteken"), (5, "kwh")}
    with om.database.lezen() as s:
        assert s.scalars(select(Laadtransactie)).all() == []
    goed = f"{KOP}a1;{begin};10,5;NLABC123;AB-12-CD\na2;{begin};4;NLABC123;AB-12-CD\n"
    for _ in range(2):
        assert importeer(om.als(WIM), SOORT, goed.encode()).goed
    anders = f"{KOP}a1;{begin};11;NLABC123;AB-12-CD\n"
    assert not importeer(om.als(WIM), SOORT, anders.encode()).goed
    with om.database.lezen() as s:
        assert sum(s.scalars(select(Laadtransactie.duizendsten))) == 14_500
    nummer = run(om, "2023-03", definitief=False)
    assert "parameter_ontbreekt" in open_regels(om, nummer)
    zet(om, "om_auto.home_charging_tariff", "0.40", date(2020, 1, 1))
    nummer = run(om, "2023-03")
    with om.database.lezen() as s:
        vraag = select(Boeking.centen).where(Boeking.run_id == nummer, Boeking.feit == "thuisladen")
        assert s.scalars(vraag).all() == [5_80]


def test_de_voorbeelden_zijn_zo_goed_en_zo_fout_als_er_staat(om: Wereld) -> None:
    om.nu = om.nu.replace(year=2026, day=1)
    om.auto("FX101A")
    om.gebruik(ANNA, "FX101A")
    nummer = laadpunten.vraag_aan(om.als(ANNA), Laadpuntsoort.WAND, einde_bekend=False, toelichting="")
    laadpunten.offreer(om.als(LOES), nummer, 1, specifieke_wensen=False, werkzaamheden="geen")
    laadpunten.stem_in(om.als(ANNA), nummer, gelezen=True)
    laadpunten.plaats(om.als(LOES), nummer, om.nu.date(), "NLLAD001122")
    om.nu += timedelta(days=20)
    assert importeer(om.als(WIM), SOORT, (VOORBEELDEN / "laadtransacties.csv").read_bytes()).nieuw == 2
    fout = importeer(om.als(WIM), SOORT, (VOORBEELDEN / "fout" / "laadtransacties.csv").read_bytes())
    assert {(een.regel, een.kolom) for een in fout.fouten} == {(2, "pasnummer"), (3, "kwh"), (4, "kenteken")}


def test_paginas_van_laadpunten(om: Wereld) -> None:
    om.auto()
    om.gebruik(ANNA)
    anna, loes, dirk = (om.browser(naam) for naam in (ANNA, LOES, DIRK))
    assert "geen laadpunt" in anna.zie("/om/laadpunt/mijn")
    adres = anna.post("/om/laadpunt/mijn", soort="wand").headers["Location"]
    assert loes.post(f"{adres}/offerte", offerte="2.600,00", werkzaamheden="boren").status_code == 303
    assert "2.600,00" in anna.zie(adres)
    assert anna.post(f"{adres}/toestemming").status_code == 422
    assert anna.post(f"{adres}/toestemming", gelezen="ja").status_code == 303
    assert loes.post(f"{adres}/plaatsing", dag=om.nu.date(), pasnummer="ABCD1").status_code == 303
    assert "ABCD1" in anna.zie(adres)
    assert "Laadpunt beëindigen" in dirk.zie(adres)
    assert "Anna" in loes.zie("/om/laadpunt/")
    assert om.browser("Clara Officier").get(adres).status_code in (403, 404)
