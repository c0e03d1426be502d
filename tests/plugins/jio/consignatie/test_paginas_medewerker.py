# SPDX-License-Identifier: EUPL-1.2
"""What an employee on call sees and does: duties, allowance, swaps, call-outs, claims and the letter."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from plugins.jio.consignatie.models import Oproep, Ruil
from plugins.jio.consignatie.procedure import Ruilstatus
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van

MAART, APRIL, APRIL_BRAM = date(2025, 3, 4), date(2025, 4, 1), date(2025, 4, 8)


def test_de_eerste_zin_zegt_wanneer_je_volgende_dienst_begint(jio: Wereld) -> None:
    pagina = tekst_van(jio.browser("Anna Bakker").zie("/jio/diensten/"))
    assert "Je volgende dienst begint op di 1 april 2025 17.00 uur." in pagina
    assert "0880710000" in pagina


def test_wie_nu_dienst_heeft_leest_tot_wanneer(jio: Wereld) -> None:
    pagina = tekst_van(jio.browser("Carla Jansen").zie("/jio/diensten/"))
    assert "Je hebt nu dienst, tot di 25 maart 2025 08.00 uur." in pagina


def test_de_eigen_rij_staat_boven_in_de_tekening(jio: Wereld) -> None:
    pagina = jio.browser("Daan Smit").zie("/jio/diensten/")
    namen = pagina[pagina.index("tek-namen") :]
    assert namen.index("Daan Smit") < namen.index("Anna Bakker")


def test_een_ander_jaar_zonder_rooster_zegt_wat_er_komt(jio: Wereld) -> None:
    pagina = tekst_van(jio.browser("Anna Bakker").zie("/jio/diensten/?jaar=2027"))
    assert "Voor dit jaar is nog geen rooster van je team gepubliceerd." in pagina


def test_de_toelage_van_een_maand_met_stappen_en_artikel(jio: Wereld) -> None:
    pagina = jio.browser("Anna Bakker").zie("/jio/toelage/2025-03")
    tekst = tekst_van(pagina)
    assert "In maart 2025 krijg je € 324,74 voor 1 dienst." in tekst
    assert "voorlopig" in tekst
    assert "CAO Rijk 7.6" in tekst
    assert "492 hele kwartieren" in tekst


def test_de_toelage_zegt_waarom_zij_anders_is_dan_de_vorige_maand(jio: Wereld) -> None:
    # April has the duty of 1 April only; March of Bram ends on the 18th.
    tekst = tekst_van(jio.browser("Anna Bakker").zie("/jio/toelage/2025-05"))
    assert "In mei 2025 krijg je" in tekst
    assert "Waarom is het anders dan in april 2025?" in tekst
    assert "In het weekend en op feestdagen telden" in tekst


def test_een_maand_zonder_dienst_zegt_dat(jio: Wereld) -> None:
    tekst = tekst_van(jio.browser("Ilse Roosters").zie("/jio/toelage/2025-03"))
    assert "In maart 2025 heb je geen consignatiedienst, dus geen toelage." in tekst


def test_een_ontbrekend_bedrag_is_een_taak_en_geen_fout(jio_2026: Wereld) -> None:
    tekst = tekst_van(jio_2026.browser("Anna Bakker").zie("/jio/toelage/2026-03"))
    assert "is nog niet uit te rekenen" in tekst
    assert "HR ziet dit als taak" in tekst


@pytest.mark.parametrize("periode", ["2025-13", "maart", "2025"])
def test_een_verkeerde_maand_in_het_adres_is_geen_storing(jio: Wereld, periode: str) -> None:
    assert jio.browser("Anna Bakker").get(f"/jio/toelage/{periode}").status_code == 400


def test_ruilen_laat_vooraf_zien_wat_het_doet_met_eigen_geld_en_kwartieren_van_de_ander(jio: Wereld) -> None:
    anna, bram = jio.browser("Anna Bakker"), jio.mensen["Bram de Vries"]
    eigen, ander = jio.dienst("INF", APRIL), jio.dienst("INF", APRIL_BRAM)
    antwoord = anna.post("/jio/ruilen/nieuw", dienst=eigen, terug=f"{ander}-{bram}", stap="bekijk")
    tekst = tekst_van(antwoord.text)
    assert antwoord.status_code == 200
    assert "Er is nog niets aangeboden." in tekst
    assert "Bram de Vries" in tekst
    assert "ziet alleen de collega zelf" in tekst
    assert "€" in tekst
    with jio.database.lezen() as s:
        assert s.scalar(select(Ruil.id)) is None


def test_een_ruil_van_begin_tot_eind(jio: Wereld) -> None:
    anna, bram = jio.browser("Anna Bakker"), jio.browser("Bram de Vries")
    eigen, ander = jio.dienst("INF", APRIL), jio.dienst("INF", APRIL_BRAM)
    terug = f"{ander}-{jio.mensen['Bram de Vries']}"
    assert anna.post("/jio/ruilen/nieuw", dienst=eigen, terug=terug, stap="aanbieden").status_code == 303
    assert "Anna Bakker wil een dienst met je ruilen" in tekst_van(bram.zie("/jio/diensten/"))
    bram.post("/jio/ruilen/1/neem_over")
    assert jio.wie(eigen) == ["Anna Bakker"]
    leider = jio.browser("Leider Infrastructuur")
    assert "Bram de Vries neemt over van Anna Bakker" in tekst_van(leider.zie("/jio/werklijst/"))
    leider.post("/jio/ruilen/1/meld_bekend")
    beheer = jio.browser("Ilse Roosters")
    assert "1 ruil wacht op jou." in tekst_van(beheer.zie("/jio/ruilen/vastleggen"))
    beheer.post("/jio/ruilen/1/leg_vast")
    assert (jio.wie(eigen), jio.wie(ander)) == (["Bram de Vries"], ["Anna Bakker"])
    assert "Bram de Vries doet de dienst in plaats van Anna Bakker." in tekst_van(anna.zie("/jio/ruilen/1"))


def test_een_fout_in_het_ruilformulier_staat_bij_het_veld_en_er_raakt_niets_kwijt(jio: Wereld) -> None:
    anna = jio.browser("Anna Bakker")
    antwoord = anna.post(
        "/jio/ruilen/nieuw",
        dienst=jio.dienst("INF", APRIL),
        van_dag="2025-04-20",
        van_tijd="17:00",
        gevraagde=jio.mensen["Bram de Vries"],
        stap="bekijk",
    )
    assert antwoord.status_code == 422
    assert "Dit deel ligt niet binnen de dienst." in tekst_van(antwoord.text)
    assert 'href="#veld-van_dag"' in antwoord.text
    assert 'value="2025-04-20"' in antwoord.text
    assert f'<option value="{jio.mensen["Bram de Vries"]}" selected>' in antwoord.text


def test_een_collega_leest_niet_waarom_iemand_niet_kan(jio: Wereld) -> None:
    jio.afwezig("Bram de Vries", date(2025, 3, 30), date(2025, 4, 12))
    antwoord = jio.browser("Anna Bakker").post(
        "/jio/ruilen/nieuw", dienst=jio.dienst("INF", APRIL), gevraagde=jio.mensen["Bram de Vries"], stap="aanbieden"
    )
    tekst = tekst_van(antwoord.text)
    assert antwoord.status_code == 422
    assert "Deze collega kan deze dienst niet doen" in tekst
    assert "ziek" not in tekst
    assert "verlof" not in tekst


def test_een_aanbod_intrekken_en_afslaan(jio: Wereld) -> None:
    anna, bram = jio.browser("Anna Bakker"), jio.browser("Bram de Vries")
    for _ in range(2):
        anna.post(
            "/jio/ruilen/nieuw",
            dienst=jio.dienst("INF", APRIL),
            gevraagde=jio.mensen["Bram de Vries"],
            stap="aanbieden",
        )
        with jio.database.lezen() as s:
            laatste = s.scalars(select(Ruil.id).order_by(Ruil.id.desc())).first()
        (anna if laatste == 1 else bram).post(f"/jio/ruilen/{laatste}/{'trek_in' if laatste == 1 else 'sla_af'}")
    with jio.database.lezen() as s:
        assert list(s.scalars(select(Ruil.status).order_by(Ruil.id))) == [
            Ruilstatus.INGETROKKEN,
            Ruilstatus.GEWEIGERD,
        ]


def test_een_oproep_vastleggen_en_afronden_telt_werktijd(jio: Wereld) -> None:
    carla = jio.browser("Carla Jansen")
    assert carla.post("/jio/oproepen/nieuw", **_oproep(jio)).status_code == 303
    assert "loopt nog" in tekst_van(carla.zie("/jio/oproepen/"))
    carla.post("/jio/oproepen/1/rond_af", einde_dag="2025-03-18", einde_tijd="21:20")
    tekst = tekst_van(carla.zie("/jio/oproepen/"))
    assert "Je oproepen tellen samen voor 0 u 30 werktijd." in tekst
    assert "Je krijgt hiervoor overwerk betaald" in tekst


def test_een_oproep_die_niet_onder_de_consignatie_valt_wordt_vastgelegd_en_telt_niet(jio: Wereld) -> None:
    carla = jio.browser("Carla Jansen")
    carla.post("/jio/oproepen/nieuw", **_oproep(jio, prio="2", categorie="printer"))
    tekst = tekst_van(carla.zie("/jio/oproepen/"))
    assert "telt niet mee" in tekst
    assert "De storing is geen prio 1." in tekst_van(carla.zie("/jio/oproepen/1"))


@pytest.mark.parametrize(
    ("velden", "veld", "zin"),
    [
        ({"incidentnummer": ""}, "incidentnummer", "Vul het incidentnummer in."),
        ({"begin_tijd": "25:00"}, "begin_tijd", "Schrijf een bestaande tijd, als 17.00."),
        ({"begin_dag": "2025-02-30"}, "begin_dag", "Schrijf een bestaande datum, als 1-7-2026."),
        ({"begin_dag": "2025-03-30", "begin_tijd": "02:30"}, "begin_tijd", "bestaat niet: de klok gaat"),
        ({"begin_dag": "2025-03-20"}, "begin_dag", "Deze tijd ligt in de toekomst."),
        ({"team": ""}, "team", "Kies het team dat is gebeld."),
        ({"categorie": "printer", "functioneren_bedreigd": "ja"}, "toelichting", "Leg uit waarom"),
    ],
)
def test_een_fout_in_een_oproep_staat_bij_het_veld(jio: Wereld, velden: dict[str, str], veld: str, zin: str) -> None:
    antwoord = jio.browser("Carla Jansen").post("/jio/oproepen/nieuw", **_oproep(jio, **velden))
    assert antwoord.status_code == 422
    assert f'href="#veld-{veld}"' in antwoord.text
    assert zin in tekst_van(antwoord.text)
    if "incidentnummer" not in velden:
        assert 'value="INC-7"' in antwoord.text
    with jio.database.lezen() as s:
        assert s.scalar(select(Oproep.id)) is None


def test_een_oproep_verbeteren_bewaart_de_oude(jio: Wereld) -> None:
    carla = jio.browser("Carla Jansen")
    carla.post("/jio/oproepen/nieuw", **_oproep(jio, einde_dag="2025-03-18", einde_tijd="22:00"))
    carla.post("/jio/oproepen/1/corrigeer", **_oproep(jio, einde_dag="2025-03-18", einde_tijd="23:00"))
    assert "Je oproepen tellen samen voor 2 u werktijd." in tekst_van(carla.zie("/jio/oproepen/"))
    with jio.database.lezen() as s:
        assert len(s.scalars(select(Oproep)).all()) == 2


def test_een_declaratie_bevestigen(jio: Wereld) -> None:
    nummer = jio.declaraties()["Anna Bakker", MAART]
    anna = jio.browser("Anna Bakker")
    assert "3 declaraties wachten op jou." in tekst_van(anna.zie("/jio/declaraties/"))
    assert "Je declareert 123 u consignatietijd." in tekst_van(anna.zie(f"/jio/declaraties/{nummer}"))
    anna.post(f"/jio/declaraties/{nummer}/bevestig")
    assert "2 declaraties wachten op jou." in tekst_van(anna.zie("/jio/declaraties/"))


def test_bezwaar_krijgt_een_antwoord_met_zijn_dag(jio: Wereld) -> None:
    nummer = jio.declaraties()["Anna Bakker", MAART]
    anna, leider = jio.browser("Anna Bakker"), jio.browser("Leider Infrastructuur")
    leeg = anna.post(f"/jio/declaraties/{nummer}/bezwaar", bezwaar=" ")
    assert leeg.status_code == 422
    assert 'href="#veld-bezwaar"' in leeg.text
    anna.post(f"/jio/declaraties/{nummer}/bezwaar", bezwaar="Ik deed ook de zondag.")
    assert "Anna Bakker maakt bezwaar" in tekst_van(leider.zie("/jio/werklijst/"))
    assert "Ik deed ook de zondag." in tekst_van(leider.zie(f"/jio/declaraties/{nummer}"))
    leider.post(f"/jio/declaraties/{nummer}/beantwoord", nummer=1, antwoord="Het rooster klopt.")
    tekst = tekst_van(anna.zie(f"/jio/declaraties/{nummer}"))
    assert "Het rooster klopt." in tekst
    assert "Antwoord van wo 19 maart 2025 10.30" in tekst
    assert "Dit klopt: bevestigen" in tekst


def test_een_stap_die_niet_meer_kan_zegt_dat_en_wijzigt_niets(jio: Wereld) -> None:
    nummer = jio.declaraties(bevestigd=True)["Anna Bakker", MAART]
    anna = jio.browser("Anna Bakker")
    anna.post(f"/jio/declaraties/{nummer}/bevestig")
    assert "Er is niets opgeslagen." in tekst_van(anna.zie(f"/jio/declaraties/{nummer}"))


def test_de_eigen_aanwijzingsbrief(jio: Wereld) -> None:
    tekst = tekst_van(jio.browser("Anna Bakker").zie("/jio/aanwijzingen/eigen"))
    assert "Je bent sinds 1 januari 2020 schriftelijk aangewezen." in tekst
    assert "Je hebt nu geen geldige aanwijzingsbrief." in tekst_van(
        jio.browser("Ilse Roosters").zie("/jio/aanwijzingen/eigen")
    )


def test_de_eerste_pagina_van_annex_noemt_dienst_en_werk(jio: Wereld) -> None:
    jio.declaraties()
    tekst = tekst_van(jio.browser("Anna Bakker").zie("/"))
    assert "Je volgende consignatiedienst begint op di 1 april 2025 17.00 uur." in tekst
    assert "Kijk 3 declaraties na" in tekst


def _oproep(jio: Wereld, **velden: str) -> dict[str, str]:
    return {
        "team": str(jio.teams["INF"]),
        "begin_dag": "2025-03-18",
        "begin_tijd": "21:00",
        "prio": "1",
        "categorie": "server",
        "overeenkomst": "ja",
        "incidentnummer": "INC-7",
        **velden,
    }
