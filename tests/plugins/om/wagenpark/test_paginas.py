# SPDX-License-Identifier: EUPL-1.2
"""The pages of cars: who sees which, what they say, and that every form does what it says."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from plugins.om.autoregeling.models import Aandrijving, Omonderdeel
from plugins.om.autoregeling.wagenpark.models import Autobestelling, Inlevering
from plugins.om.autoregeling.wagenpark.services import aanvragen, jaartoets
from tests.plugins.om.wagenpark.hulp import aanvraag, in_gebruik, ken_toe
from tests.plugins.om.wereld import Wereld, tel_vragen

IEDEREEN = ("Anna Officier", "Dirk Directeur", "Wim Wagenpark", "Loes Lokaal", "Hans Personeel", "Noor Auditor")
#: Who may open it; everybody here is an employee with pages of the own car.
PAGINAS = {
    "/om/auto/": set(IEDEREEN),
    "/om/auto/aanvragen": set(IEDEREEN),
    "/om/werkgever/": {"Dirk Directeur"},
    "/om/wagenpark/": {"Dirk Directeur", "Wim Wagenpark", "Loes Lokaal", "Noor Auditor"},
    "/om/wagenpark/2029": {"Dirk Directeur", "Wim Wagenpark", "Loes Lokaal", "Noor Auditor"},
    "/om/wagenpark/termijnen": {"Dirk Directeur", "Wim Wagenpark", "Loes Lokaal", "Noor Auditor"},
    "/om/wagenpark/bestellingen": {"Wim Wagenpark"},
    "/om/wagenpark/inleveren": {"Wim Wagenpark", "Loes Lokaal"},
    "/om/jaar/toets": {"Dirk Directeur", "Wim Wagenpark", "Noor Auditor"},
    "/om/jaar/stukken": {"Wim Wagenpark", "Noor Auditor"},
    "/om/inrichting/": {"Hans Personeel", "Noor Auditor"},
    "/om/inrichting/na-2023": {"Hans Personeel", "Noor Auditor"},
    "/om/inrichting/woon-werk": {"Hans Personeel", "Noor Auditor"},
}
FEITEN = {"grond_a": "ja", "a_kilometers": "14000", "a_structureel": "ja"}


def test_elke_pagina_gaat_alleen_open_voor_wie_haar_mag_zien(omsite: Wereld) -> None:
    for naam in IEDEREEN:
        browser = omsite.browser(naam)
        for adres, wie in PAGINAS.items():
            status = browser.get(adres).status_code
            assert status == (200 if naam in wie else 403), (naam, adres, status)


def test_van_aanvraag_tot_inleveren_op_de_paginas(omsite: Wereld) -> None:
    anna, dirk, wim = (omsite.browser(naam) for naam in ("Anna Officier", "Dirk Directeur", "Wim Wagenpark"))
    assert "Je hebt geen dienstauto." in anna.zie("/om/auto/")
    fout = anna.post("/om/auto/aanvragen", rechtspositie="rijksambtenaar", functie="overig", toelichting="Ver weg.")
    assert fout.status_code == 422
    assert "Kies ten minste een grond" in fout.text
    anna.post("/om/auto/aanvragen", rechtspositie="rijksambtenaar", functie="overig", toelichting="Ver weg.", **FEITEN)
    assert "Anna Officier vraagt een dienstauto." in anna.zie("/om/auto/toekenningen/1")
    assert "Besluit vastleggen" not in anna.zie("/om/auto/toekenningen/1")
    assert "Beslis over de auto van Anna Officier" in dirk.zie("/om/werkgever/")
    assert "Beslis over de auto van Anna Officier" in dirk.zie("/")
    assert "14000" in dirk.get("/om/auto/toekenningen/1").text
    for velden, reden in (
        ({"besluit": "", "motivering": "x"}, "Kies wat het besluit is."),
        ({"besluit": "toekennen", "motivering": ""}, "zonder motivering"),
        ({"besluit": "toekennen", "motivering": "x", "a_kilometers": "9000"}, "aan geen enkele grond"),
    ):
        antwoord = dirk.post("/om/werkgever/toekenningen/1", **(FEITEN | velden))
        assert antwoord.status_code == 422
        assert reden.lower() in antwoord.text.lower()
    dirk.post("/om/werkgever/toekenningen/1", besluit="toekennen", motivering="Zittingen ver weg.", **FEITEN)
    tekst = anna.zie("/om/auto/toekenningen/1")
    assert "Anna Officier krijgt een dienstauto in categorie I." in tekst
    assert "Kopie in het dossier" in tekst
    assert "Autoregeling OM 2.1" in tekst
    antwoord = dirk.post("/om/werkgever/toekenningen/1", besluit="afwijzen", motivering="Toch niet.")
    assert antwoord.status_code == 422
    assert "al een volgende stap" in antwoord.text

    assert "Zoek of bestel een auto voor Anna Officier" in wim.zie("/om/wagenpark/bestellingen")
    assert "Bestel een auto in categorie I." in wim.zie("/om/wagenpark/bestel/1")
    nieuw = {
        "merk_en_model": "Volta Drie",
        "perceel": "8",
        "aandrijving": "emissieloos",
        "wltp_km": "420",
        "lease_tot_en_met": "2028-03-14",
    }
    fout = wim.post("/om/wagenpark/bestel/1", **nieuw)
    assert fout.status_code == 422
    assert "perceel" in fout.text
    wim.post("/om/wagenpark/bestel/1", **(nieuw | {"perceel": "E1"}))
    assert "Er is al een auto besteld" in wim.zie("/om/wagenpark/bestel/1")
    wim.post(
        "/om/wagenpark/",
        kenteken="AB-12-CD",
        merk_en_model="Volta Drie",
        groep="persoonsgebonden",
        categorie="I",
        perceel="E1",
        aandrijving="emissieloos",
        wltp_km="420",
        onderdeel=str(omsite.onderdelen["AMS"]),
        eerste_toelating="2023-03-15",
        fiscale_waarde="42.000,00",
    )
    wim.post("/om/wagenpark/bestelling/1/koppelen", kenteken="ab-12-cd")
    assert "Is dit de auto die is besteld?" in anna.zie("/om/auto/")
    assert "Teken voor je dienstauto" in anna.zie("/")
    anna.post("/om/auto/1/aflevering", klopt="ja", dag="2023-03-15", kilometerstand="12")
    tekst = anna.zie("/om/auto/")
    assert "Je rijdt in de Volta Drie." in tekst
    assert "woensdag 15 maart 2028" in tekst or "15 maart 2028" in tekst
    assert "gebruiksovereenkomst" in tekst
    assert "Je kentekenkaart" in tekst
    anna.post("/om/auto/1/kilometerstand", stand_dag="2023-03-15", kilometers="30")
    assert "Anna Officier rijdt in deze auto." in wim.zie("/om/wagenpark/1")
    assert "Gestopt" in omsite.browser("Hans Personeel").zie("/om/inrichting/woon-werk")
    omsite.browser("Hans Personeel").post("/om/inrichting/woon-werk/1")

    assert "Het recht beëindigen" in dirk.zie("/om/werkgever/gebruik/1")
    assert omsite.browser("Lea Directeur").get("/om/werkgever/gebruik/1").status_code == 403
    dirk.post("/om/werkgever/gebruik/1/ingebrekestelling", tekst="Betaal je boetes.")
    fout = dirk.post("/om/werkgever/gebruik/1/einde", grond="norm_500_overschreden", datum="2023-03-15", motivering="x")
    assert fout.status_code == 422
    dirk.post("/om/werkgever/gebruik/1/einde", grond="niet_nakomen", datum="2023-03-15", motivering="Boetes.")
    assert "tot en met woensdag 15 maart 2023" in anna.zie("/om/auto/") or "15 maart 2023" in anna.zie("/om/auto/")
    loes = omsite.browser("Loes Lokaal")
    assert "AB12CD" in loes.zie("/om/wagenpark/inleveren")
    assert "niet_nakomen" not in loes.get("/om/wagenpark/inleveren/1").text
    inname = {"ingeleverd_op": "2023-03-15", "kilometerstand": "31", "inleverdocument": "ID-1", "schade": "geen"}
    loes.post("/om/wagenpark/inleveren/1", deel_codekaart="ja", **inname)
    assert "moedersleutel" in loes.zie("/om/wagenpark/inleveren/1")
    loes.post("/om/wagenpark/inleveren/1/pas", pas_ingeleverd_op="2023-03-15", pas_vernietigd_op="2023-03-15")
    with omsite.database.lezen() as s:
        assert s.scalars(select(Inlevering)).one().pas_vernietigd_op == date(2023, 3, 15)


def test_het_lokale_beheer_ziet_geen_grond_van_afwezigheid(omsite: Wereld) -> None:
    nummer = in_gebruik(omsite, "Anna Officier")
    dirk = omsite.browser("Dirk Directeur")
    fout = dirk.post(f"/om/werkgever/gebruik/{nummer}/einde", grond="ziekte", datum="2023-03-15", motivering="Ziek.")
    assert fout.status_code == 422
    velden = {"personeelsnummer": "200001", "grond": "ziekte", "begin": "2023-03-15"}
    dirk.post("/om/bijdrage/afwezigheid", **velden)
    assert "ziekte" in dirk.zie("/om/bijdrage/afwezigheid")
    for naam in ("Loes Lokaal", "Wim Wagenpark"):
        browser = omsite.browser(naam)
        assert "<svg" in browser.get("/om/wagenpark/").text
        for adres in ("/om/wagenpark/", "/om/wagenpark/1", "/om/wagenpark/inleveren", "/om/wagenpark/inleveren/1"):
            tekst = browser.zie(adres).lower()
            assert "ziek" not in tekst, adres
            assert "15 jul" in tekst or "15-7-2023" in tekst or "15 juli" in tekst, (adres, tekst[:600])


def test_overcompleet_huurauto_en_annuleren_op_de_paginas(omsite: Wereld) -> None:
    ken_toe(omsite, "Anna Officier")
    omsite.auto("ST111L")
    wim, dirk = omsite.browser("Wim Wagenpark"), omsite.browser("Dirk Directeur")
    wim.post("/om/wagenpark/1/overcompleet", per="2023-03-01")
    assert "overcomplete auto in categorie I; die gaat voor" in wim.zie("/om/wagenpark/bestel/1")
    wim.post("/om/wagenpark/bestel/1/overcompleet/1")
    assert "bij ontvangst" in wim.zie("/om/wagenpark/bestellingen")
    dirk.post("/om/werkgever/bestelling/1/annuleren", reden="Vertrekt.", kosten="ja")
    with omsite.database.lezen() as s:
        assert s.scalars(select(Autobestelling)).one().kosten_op_medewerker is True


def test_de_jaarlijkse_toets_en_de_jaarstukken_op_de_paginas(omsite: Wereld) -> None:
    in_gebruik(omsite, "Anna Officier")
    omsite.nu = datetime(2024, 2, 1, 9, tzinfo=UTC)
    omsite.besluit_na_2023()
    wim, dirk = omsite.browser("Wim Wagenpark"), omsite.browser("Dirk Directeur")
    assert "nog niet klaargezet" in wim.zie("/om/jaar/toets")
    wim.post("/om/jaar/toets/2023/klaarzetten")
    assert "Kies ten minste een medewerker." in wim.post("/om/jaar/toets/2023").text
    wim.post("/om/jaar/toets/2023", **{"kies-1": "ja", "correct-1": "ja"})
    assert "voldoet dit jaar niet" in dirk.zie("/om/jaar/toets")
    dirk.post("/om/jaar/toets/2023/besluit/1", besluit="voortzetten", motivering="Eerste jaar was kort.")
    assert "besloten: voortzetten" in dirk.zie("/om/jaar/toets?jaar=2023")
    for soort in ("college", "kostenverdeling"):
        wim.post(f"/om/jaar/stukken/{soort}", jaar="2024")
        assert "vastgelegd" in wim.post(f"/om/jaar/stukken/{soort}", jaar="2024").text
    assert "samen precies" in wim.zie("/om/jaar/stukken?jaar=2024")
    assert wim.get("/om/jaar/stukken/kostenverdeling/2024.csv").text == "\ufeffonderdeel;euro\r\nAMS;76000,00\r\n"
    assert "Parket Amsterdam;1;1;0;0;0;0;0" in wim.get("/om/jaar/stukken/college/2024.csv").text
    assert wim.get("/om/jaar/stukken/college/2023.csv").status_code == 403
    wim.post("/om/jaar/stukken/commissie", ingesteld_op="2024-01-01", zetels="a\nb\nc")
    assert "Hier komt de commissie" in wim.zie("/om/jaar/stukken")
    wim.post("/om/jaar/stukken/commissie", ingesteld_op="2024-01-01", zetels="a\nb\nc\nd")
    assert "a; b; c; d" in wim.zie("/om/jaar/stukken")


def test_hr_legt_vast_wie_wie_is_en_of_de_regeling_geldt(omsite: Wereld) -> None:
    hr = omsite.browser("Hans Personeel")
    hr.post("/om/inrichting/onderdeel", code="rr", naam="Rijksrecherche", soort="rijksrecherche")
    assert "RR" in hr.zie("/om/inrichting/")
    with omsite.database.lezen() as s:
        rr = s.scalars(select(Omonderdeel.id).where(Omonderdeel.code == "RR")).one()
    velden = {"personeelsnummer": "200001", "werkgever_onderdeel": str(rr), "van": "2023-01-01"}
    fout = hr.post("/om/inrichting/werkgever", hoedanigheid="directeur_dvom", **velden)
    assert "telt bij dit onderdeel niet als werkgever" in fout.text
    hr.post("/om/inrichting/werkgever", hoedanigheid="directeur_bedrijfsvoering", **velden)
    assert "rol ontbreekt" in hr.zie("/om/inrichting/")
    assert (
        "al vastgelegd" in hr.post("/om/inrichting/werkgever", hoedanigheid="directeur_bedrijfsvoering", **velden).text
    )
    hr.post("/om/inrichting/beheerder", beheerder_nummer="200001", beheerder_onderdeel="", beheerder_van="2023-01-01")
    hr.post("/om/inrichting/werkgever/4/einde", laatste_dag="2023-06-30")
    assert "30 jun" in hr.zie("/om/inrichting/")
    assert "van niemand bij het OM" in hr.post("/om/inrichting/werkgever", personeelsnummer="1", van="2023-01-01").text
    assert "Nog niet is vastgelegd" in hr.zie("/om/inrichting/na-2023")
    besluit = {"keuze": "voortgezet", "vanaf": "2024-01-01", "grond": "College 12 december"}
    assert hr.post("/om/inrichting/na-2023", **(besluit | {"vanaf": "2023-12-31"})).status_code == 422
    assert hr.post("/om/inrichting/na-2023", **(besluit | {"grond": ""})).status_code == 422
    hr.post("/om/inrichting/na-2023", **besluit)
    assert "al beslist" in hr.post("/om/inrichting/na-2023", **besluit).text
    omsite.nu = datetime(2024, 1, 5, 9, tzinfo=UTC)
    hr = omsite.browser("Hans Personeel")
    assert "De regeling loopt door." in hr.zie("/om/inrichting/na-2023")
    hr.post("/om/inrichting/na-2023/1/terug")
    assert "Nog niet is vastgelegd" in hr.zie("/om/inrichting/na-2023")
    assert "College 12 december" in hr.zie("/om/inrichting/na-2023")
    omsite.auto()
    omsite.gebruik("Anna Officier")
    assert "Leg het besluit vast" in hr.zie("/")


def test_de_lijsten_vragen_niet_meer_bij_meer_autos(omsite: Wereld) -> None:
    aantallen = []
    adressen = ("/om/wagenpark/", "/om/wagenpark/2029")
    for kentekens in (["AA001A"], ["AA002A", "AA003A", "AA004A", "AA005A"]):
        for nr, kenteken in enumerate(kentekens):
            omsite.auto(kenteken, aandrijving=Aandrijving.BENZINE)
            omsite.gebruik("Anna Officier", kenteken, van=date(2021 + nr, 1, 4))
        browser = omsite.browser("Wim Wagenpark")
        browser.get("/om/wagenpark/")
        with tel_vragen(omsite.database) as aantal:
            for adres in adressen:
                browser.zie(adres)
        aantallen.append(aantal())
    assert aantallen[0] == aantallen[1]


def test_de_toets_over_meer_parketten_blijft_bij_het_eigen(omsite: Wereld) -> None:
    in_gebruik(omsite, "Anna Officier")
    in_gebruik(omsite, "Clara Officier", "CD34EF")
    omsite.nu = datetime(2024, 2, 1, 9, tzinfo=UTC)
    jaartoets.zet_klaar(omsite.als("Wim Wagenpark"), 2023)
    assert "Clara Officier" in omsite.browser("Wim Wagenpark").zie("/om/jaar/toets")
    assert "Clara Officier" not in omsite.browser("Dirk Directeur").zie("/om/jaar/toets")
    assert aanvragen.te_beslissen(omsite.als("Lea Directeur")) == ()
    aanvragen.vraag_aan(omsite.als("Bram Officier"), aanvraag())
    assert "Bram Officier" not in omsite.browser("Lea Directeur").zie("/om/werkgever/")
