# SPDX-License-Identifier: EUPL-1.2
"""The pages of the NFI: the answer first, refusals at the field, and who may open what."""

from __future__ import annotations

from datetime import date

from plugins.nfi.bezwarend.services import lijsten
from plugins.nfi.toelagen.services import laatst_geboekt
from tests.plugins.jio.consignatie.paginawereld import Wereld as Browserwereld
from tests.plugins.jio.consignatie.paginawereld import tekst_van, tel_vragen
from tests.plugins.nfi.conftest import BEGIN, Nfi

Web = tuple[Nfi, Browserwereld]
LIJSTEN = "/nfi/bezwarend/"
MENSEN = "/nfi/bezwarend/mensen"
METINGEN = "/nfi/bezwarend/metingen"
HOOG = "/nfi/hoogleraren/"
MIJN = "/nfi/toelagen/"
CONCEPT = {
    "naam": "2024",
    "van": "2024-01-01",
    "tot_en_met": "2024-12-31",
    "bron": "Intranet",
    "volgens": "2023",
}


def test_een_medewerker_leest_wat_en_waarom(web: Web) -> None:
    _, site = web
    ann = site.browser("ann")
    pagina = tekst_van(ann.zie(MIJN))
    assert "In juni 2023 krijg je € 77,92 aan toelagen." in pagina.replace("\xa0", " ")
    assert "Werken in stank komt regelmatig voor." in pagina
    assert "CAO Rijk 7.7" in pagina
    assert "nog niet te zeggen" in tekst_van(site.browser("cor").zie(MIJN))
    assert "Hoeveel decibel is het lawaai op de werkplek Team E&E?" in tekst_van(site.browser("cor").zie(MIJN))
    assert "heb je geen toelage" in tekst_van(site.browser("prof").zie(f"{MIJN}maand/2023-05"))
    assert ann.get(f"{MIJN}maand/2023-13").status_code == 404


def test_hr_maakt_een_lijst_en_een_ander_stelt_haar_vast(web: Web) -> None:
    _, site = web
    hans, hilda = site.browser("hans"), site.browser("hilda")
    assert "Vandaag geldt functielijst 2023, tot en met 31 december 2023." in tekst_van(hans.zie(LIJSTEN))
    assert "Forensisch antropoloog" in hans.zie(f"{LIJSTEN}reglement/2023")
    mis = hans.post(LIJSTEN, **{**CONCEPT, "naam": "2023"})
    assert mis.status_code == 422
    assert 'href="#veld-naam"' in mis.text
    assert hans.post(LIJSTEN, **CONCEPT).status_code == 303
    adres = f"{LIJSTEN}lijst/1"
    mis = hans.post(f"{adres}/rij", code="monsternemer", naam="Monsternemer", lawaai="R")
    assert mis.status_code == 422
    assert 'href="#veld-werkplek"' in mis.text
    hans.post(f"{adres}/rij", code="monsternemer", naam="Monsternemer", lawaai="R", werkplek="Hal 3")
    hans.post(f"{adres}/rij/weg", code="forensisch_antropoloog")
    pagina = tekst_van(hans.zie(adres))
    assert "Rijen: 1 erbij, 1 eraf, 0 gewijzigd. Dat raakt 1 medewerker." in pagina
    assert "Hal 3" in pagina
    hans.post(f"{adres}/aanbieden")
    assert "Lijst vaststellen" not in hans.zie(adres)
    assert "Kijk functielijst 2024 na en stel haar vast." in tekst_van(hilda.zie("/runs/taken"))
    assert "Lijst vaststellen" in hilda.zie(adres)
    hilda.post(f"{adres}/vaststellen", herreken_vanaf="")
    assert "Deze lijst geldt van 1 januari 2024" in tekst_van(hilda.zie(adres))


def test_hr_houdt_een_oude_lijst_aan(web: Web) -> None:
    nfi, site = web
    hans, hilda = site.browser("hans"), site.browser("hilda")
    mis = hans.post(f"{LIJSTEN}verlengen", verleng_tot="2023-12-31", reden="x")
    assert mis.status_code == 422
    assert 'href="#veld-verleng_tot"' in mis.text
    hans.post(f"{LIJSTEN}verlengen", verleng_tot="2024-06-30", reden="De nieuwe lijst komt in juli.")
    assert "Dit is je eigen voorstel" in hans.zie(LIJSTEN)
    hilda.post(f"{LIJSTEN}verlenging/1", besluit="ja")
    assert lijsten.overzicht(nfi.hr).einde == date(2024, 6, 30)


def test_hr_legt_functies_rollen_voorwaarden_en_besluiten_vast(web: Web) -> None:
    _, site = web
    hans = site.browser("hans")
    pagina = tekst_van(hans.zie(MENSEN))
    assert "1 vraag over functies en voorwaarden staat open." in pagina
    hans.post(f"{MENSEN}/functie", personeelsnummer="N-prof", functienaam="Kok", van="2023-01-01")
    assert "Functies die nog niet zijn gekoppeld Kok" in tekst_van(hans.zie(MENSEN))
    hans.post(f"{MENSEN}/functie", personeelsnummer="N-prof", functienaam="Bakker", van="2023-02-01")
    hans.post(f"{MENSEN}/vervalt/functie/7")
    assert "Bakker" not in hans.zie(MENSEN)
    hans.post(f"{MENSEN}/vervalt/functie/6")
    assert "Kok" not in hans.zie(MENSEN)
    hans.post(f"{MENSEN}/functie", personeelsnummer="N-prof", functienaam="Kok", van="2023-01-01")
    hans.post(f"{MENSEN}/koppeling", functienaam="Kok", code="niet_op_de_lijst", van="2023-01-01")
    hans.post(f"{MENSEN}/rol", personeelsnummer="N-prof", rol="lid_mit", van="2023-01-01")
    nummer = site.mensen["dirk"]
    hans.post(f"{MENSEN}/{nummer}/voorwaarde", jaar="2023", voldoet="ja")
    assert "Van iedereen is bekend" in tekst_van(hans.zie(MENSEN))
    besluit = {
        "personeelsnummer": "N-eef",
        "van": "2023-01-01",
        "tot_en_met": "2023-12-31",
        "stank": "N",
        "besluit_op": "2023-06-01",
        "reden": "Springt bij.",
    }
    mis = hans.post(f"{MENSEN}/toekenning", **{**besluit, "personeelsnummer": "999"})
    assert mis.status_code == 422
    assert "Dit nummer is van niemand bij het NFI." in tekst_van(mis.text)
    hans.post(f"{MENSEN}/toekenning", **besluit)
    assert "Springt bij." in hans.zie(MENSEN)
    hans.post(f"{MENSEN}/vervalt/toekenning/1")
    assert "Springt bij." not in hans.zie(MENSEN)


def test_hr_meet_een_werkplek(web: Web) -> None:
    _, site = web
    hans = site.browser("hans")
    assert "Op 3 werkplekken moet het lawaai nog worden gemeten." in tekst_van(hans.zie(METINGEN))
    meting = {"werkplek": "Team E&E", "datum": "2023-06-01", "decibel": "88", "gemeten_door": "Arbodienst"}
    mis = hans.post(METINGEN, **{**meting, "decibel": "veel"})
    assert mis.status_code == 422
    assert 'href="#veld-decibel"' in mis.text
    hans.post(METINGEN, **meting)
    assert "88 decibel" in tekst_van(hans.zie(METINGEN))
    hans.post(f"{METINGEN}/1/vervalt")
    assert "88 decibel" not in tekst_van(hans.zie(METINGEN))


def test_een_benoeming_van_aanmelding_tot_herbenoeming(web: Web) -> None:
    _, site = web
    hans, hilda = site.browser("hans"), site.browser("hilda")
    velden = {
        "personeelsnummer": "N-prof",
        "rol": "hoogleraar",
        "naam": "P. Roef",
        "instelling": "Universiteit",
        "ingangsdatum": "2022-03-01",
        "einddatum": "2023-10-31",
        "uren_per_week": "8",
    }
    mis = hans.post(HOOG, **{**velden, "uren_per_week": "veel"})
    assert mis.status_code == 422
    assert 'href="#veld-uren_per_week"' in mis.text
    hans.post(HOOG, **velden)
    adres = f"{HOOG}1"
    assert "een collega beslist erover" in hans.zie(adres)
    mis = hilda.post(f"{adres}/besluit", besluit="toekennen", reden="Past.")
    assert mis.status_code == 422
    assert "Zonder schriftelijke benoeming" in tekst_van(mis.text)
    hans.post(f"{adres}/document", document="P-12", ontvangen_op="2022-03-04")
    hilda.post(f"{adres}/besluit", besluit="toekennen", reden="Past bij het werk.")
    assert "wacht op een verklaring" in tekst_van(hilda.zie(adres))
    hans.post(f"{adres}/verklaring", verklaring="Brief", verklaring_op="2022-03-04")
    pagina = tekst_van(hilda.zie(adres)).replace("\xa0", " ")
    assert "De toelage van Prof is toegekend." in pagina
    assert "€ 477,34" in pagina
    assert "1 benoeming eindigt binnen een half jaar." in tekst_van(hilda.zie(HOOG))
    assert "Toelage hoogleraar of lector" in tekst_van(site.browser("prof").zie(MIJN))
    herbenoeming = {**velden, "ingangsdatum": "2023-11-01", "einddatum": "", "naam": "P. Roef"}
    assert hans.post(f"{adres}/herbenoeming", **herbenoeming).status_code == 303
    assert "Over de toelage van Prof is nog niet beslist." in tekst_van(hans.zie(f"{HOOG}2"))
    hans.post(f"{adres}/einde", laatste_dag="2023-06-30", einde_reden="Ander werk.")
    assert "Ander werk." in hans.zie(adres)
    hans.post(f"{HOOG}2/vervalt")
    assert "telt niet mee" in tekst_van(hans.zie(f"{HOOG}2"))


def test_de_raming_zegt_wat_niet_te_ramen_is(web: Web) -> None:
    _, site = web
    pagina = tekst_van(site.browser("hans").zie(f"{MIJN}raming"))
    assert "niet alles is bekend" in pagina
    # From January on there is no list.
    assert "januari 2024" in pagina


def test_wie_welke_pagina_opent_en_wie_niets_wijzigt(web: Web) -> None:
    ann, hans, aya = (web[1].browser(naam) for naam in ("ann", "hans", "aya"))
    for adres in (LIJSTEN, f"{LIJSTEN}reglement/2023", MENSEN, METINGEN, HOOG, f"{MIJN}raming"):
        assert [wie.get(adres).status_code for wie in (ann, hans, aya)] == [403, 200, 200], adres
    assert [wie.get(MIJN).status_code for wie in (ann, hans, aya)] == [200, 200, 403]
    for adres, velden in (
        (LIJSTEN, CONCEPT),
        (f"{LIJSTEN}verlengen", {"verleng_tot": "2024-06-30", "reden": "x"}),
        (METINGEN, {"werkplek": "Team E&E", "datum": "2023-06-01", "decibel": "88", "gemeten_door": "x"}),
        (f"{MENSEN}/functie", {"personeelsnummer": "N-ann", "functienaam": "Kok", "van": "2023-01-01"}),
        (HOOG, {"personeelsnummer": "N-prof"}),
    ):
        assert [wie.post(adres, **velden).status_code for wie in (ann, aya)] == [403, 403], adres


def test_de_eerste_pagina_zegt_wat_geldt_en_wat_is_goedgekeurd(web: Web) -> None:
    nfi, site = web
    assert "Toelagen van het NFI Vandaag geldt functielijst 2023" in tekst_van(site.browser("hans").zie("/"))
    assert "Naar mijn toelagen" not in site.browser("ann").zie("/")
    nfi.bevestig("nfi_bezw.peildag", BEGIN)
    nfi.keur_goed(nfi.reken("2023-05")[0].id)
    with tel_vragen(nfi.database) as vragen:
        geboekt = laatst_geboekt(nfi.als("ann"))
    assert (geboekt, vragen()) == (("2023-05", 7_792), 1)
    assert "Over mei 2023 is € 77,92 voor je goedgekeurd." in tekst_van(site.browser("ann").zie("/")).replace(
        "\xa0", " "
    )
