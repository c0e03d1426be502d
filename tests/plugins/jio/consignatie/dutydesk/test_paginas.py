# SPDX-License-Identifier: EUPL-1.2
"""The pages of the duty desk: what a reader sees and sends, who may open them, and how many questions they ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.people.models import Roltoekenning
from core.people.policy import PROGRAMMA
from plugins.jio.consignatie.dutydesk.models import Incident
from plugins.jio.consignatie.dutydesk.services import klok, lijst
from plugins.jio.consignatie.models import Consignatieteam, Oproep, Teamfunctie
from tests.plugins.jio.consignatie.dutydesk.conftest import contract, zet_parameter
from tests.plugins.jio.consignatie.paginawereld import BEGIN, Wereld, tekst_van, tel_vragen

#: A Wednesday evening in on-call time.
AVOND = datetime(2025, 3, 19, 20, 0, tzinfo=UTC)
MELDING = {
    "nummer": "INC-1",
    "melder": "Mo Melder",
    "melder_telefoon": "0701234567",
    "locatie": "PI Alphen",
    "omschrijving": "Het netwerk ligt plat",
    "prio": "1",
    "categorie": "netwerk",
    "gemeld_op_dag": "2025-03-19",
    "gemeld_op_tijd": "20:58",
    "locaties_geraakt": "1",
    "informatiesystemen_geraakt": "1",
    "diensten_geraakt": "1",
}


@pytest.fixture
def desk(jio: Wereld) -> Wereld:
    """The world in the evening, with a contract list and a servicemanager and a directie."""
    jio.nu = AVOND
    with jio.database.transactie() as s:
        programma = jio.als("Kim Bureau").als(PROGRAMMA)
        lijst.bewaar(s, programma, contract(team_id=jio.teams["INF"]))
        lijst.bewaar(s, programma, contract(dienst="Mail", consignatie=False))
        for naam, rol in (("Mia Personeel", "directie"), ("Ilse Roosters", "servicemanager")):
            s.add(Roltoekenning(account_id=jio.accounts[naam], rol=rol, eenheid="jio", van=BEGIN))
    return jio


def regel_van(desk: Wereld, dienst: str = "Netwerk") -> int:
    return next(regel.id for regel in lijst.keuzes(desk.als("Kim Bureau")) if regel.dienst == dienst)


def meld(desk: Wereld, **anders: Any) -> Any:
    velden = {**MELDING, "contract": regel_van(desk), **anders}
    return desk.browser("Kim Bureau").post("/jio/incidenten/nieuw", **velden)


def geroepene(desk: Wereld) -> str:
    """Who has the duty of INF this evening."""
    with desk.database.lezen() as s:
        id = s.scalars(select(Oproep.medewerker_id)).one()
    return next(naam for naam, nummer in desk.mensen.items() if nummer == id)


def test_een_melding_in_een_keer_en_dan_de_klok(desk: Wereld):
    kim = desk.browser("Kim Bureau")
    formulier = kim.zie("/jio/incidenten/nieuw")
    assert 'value="20:00"' not in formulier  # the Dutch clock, not UTC
    assert 'value="21:00"' in formulier
    antwoord = meld(desk)
    assert (antwoord.status_code, antwoord.headers["Location"]) == (303, "/jio/incidenten/1/klok")
    pagina = kim.get("/jio/incidenten/1/klok")
    assert pagina.headers["Refresh"] == "30"
    tekst = tekst_van(pagina.text)
    assert "wo 21.15 uur nog 15 min" in tekst
    assert "0880710000" in tekst
    assert "Refresh" not in kim.get("/jio/incidenten/1/klok?vast=ja").headers


def test_een_klik_legt_een_poging_vast_en_de_klok_loopt_door(desk: Wereld):
    meld(desk)
    kim = desk.browser("Kim Bureau")
    kim.post("/jio/incidenten/1/poging/1", uitslag="geen_gehoor", van="klok")
    desk.nu = AVOND + timedelta(minutes=15, seconds=1)
    tekst = tekst_van(kim.zie("/jio/incidenten/1/klok"))
    assert "Na 15 minuten is er geen contact: bel de operationeel manager." in tekst
    klok.bekijk(desk.als("Kim Bureau").als(PROGRAMMA), 1)
    begin = tekst_van(kim.zie("/"))
    assert "Na 15 minuten is er nog geen contact: bel de operationeel manager." in begin
    assert "Het netwerk" not in begin
    antwoord = kim.post("/jio/incidenten/1/meld/1", soort="contact", van="klok")
    assert antwoord.headers["Location"] == "/jio/incidenten/1/klok"
    assert "te laat" in tekst_van(kim.zie("/jio/incidenten/1"))
    kim.post("/jio/incidenten/1/meld/1", soort="onderweg", vervoer="taxi")
    assert "Spreek taxi of dienstauto vooraf af met de operationeel manager" in tekst_van(kim.zie("/jio/incidenten/1"))


def test_wat_niet_is_gedekt_komt_terug_met_de_reden_en_kan_zo_worden_bewaard(desk: Wereld):
    antwoord = meld(desk, contract=regel_van(desk, "Mail"), team=desk.teams["INF"])
    assert antwoord.status_code == 422
    tekst = tekst_van(antwoord.text)
    assert "De opdrachtgever heeft voor deze dienst geen consignatie afgesproken." in tekst
    assert "INC-1" in antwoord.text
    with desk.database.lezen() as s:
        assert s.scalars(select(Incident)).all() == []
    antwoord = meld(desk, contract="", opdrachtgever="OM", dienst="Iets", ook_ongedekt="ja", team=desk.teams["INF"])
    assert antwoord.status_code == 303
    pagina = tekst_van(desk.browser("Kim Bureau").zie("/jio/incidenten/1"))
    assert "Deze melding is niet gedekt; er is niemand opgeroepen." in pagina
    assert "staat niet op de contractlijst" in pagina


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"nummer": ""}, "Vul dit in."),
        ({"contract": "", "team": ""}, "Kies welk team je belt."),
        ({"prio": ""}, "Kies de prioriteit."),
        ({"gemeld_op_tijd": "25:00"}, "Schrijf een bestaande tijd, als 17.00."),
        ({"gemeld_op_tijd": "23:30"}, "Deze tijd ligt in de toekomst."),
        ({"locaties_geraakt": "0"}, "Vul een aantal in van 1 of meer."),
        ({"uitslag": "zomaar"}, "Kies een van de mogelijkheden."),
        ({"categorie": "printer", "functioneren_bedreigd": "ja"}, "Leg uit waarom de organisatie niet verder kan"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_er_is_niets_opgeslagen(desk: Wereld, anders: dict[str, str], fout: str):
    antwoord = meld(desk, **anders)
    assert antwoord.status_code == 422
    assert fout in tekst_van(antwoord.text)
    with desk.database.lezen() as s:
        assert s.scalars(select(Incident)).all() == []


def test_van_melding_tot_evaluatie_over_de_paginas(desk: Wereld):
    meld(desk)
    kim, wie = desk.browser("Kim Bureau"), desk.browser(geroepene(desk))
    kim.post("/jio/incidenten/1/poging/1", uitslag="geen_gehoor")
    desk.nu = AVOND + timedelta(minutes=5)
    wie.post("/jio/incidenten/1/meld/1", soort="contact")
    wie.post("/jio/incidenten/1/meld/1", soort="werk_begonnen")
    kort = {"locaties_geraakt": "2", "informatiesystemen_geraakt": "1", "diensten_geraakt": "1"}
    assert kim.post("/jio/incidenten/1/bijwerken", bijgewerkt=" ", **kort).status_code == 422
    assert kim.post("/jio/incidenten/1/bijwerken", bijgewerkt="Bekeken", **kort).status_code == 303
    naar = desk.mensen[geroepene(desk)]
    assert kim.post("/jio/incidenten/1/overdragen", naar=naar).status_code == 422
    assert kim.post("/jio/incidenten/1/overdragen", naar=naar, in_overleg="ja").status_code == 303
    assert kim.post("/jio/incidenten/1/escaleren", reden="", waarom="x").status_code == 422
    assert kim.post("/jio/incidenten/1/escaleren", reden="1:stagneert", waarom="Vast").status_code == 303
    assert kim.post("/jio/incidenten/1/inzet", team=desk.teams["APP"], oproeper="csd_eai").status_code == 303
    assert kim.post("/jio/incidenten/1/inzet", team=desk.teams["APP"], oproeper="csd_eai").status_code == 422
    desk.browser("Jan Manager").post(
        "/jio/incidenten/1/vervoer/1", vervoer="taxi", akkoord="ja", toelichting="Geen auto"
    )
    desk.browser("Jan Manager").post("/jio/incidenten/1/directielid")
    wie.post("/jio/incidenten/1/oplossen", hoe="opgelost", oplossing="Herstart")
    kim.post("/jio/incidenten/1/sluiten")
    wie.post("/jio/incidenten/1/verslag", tekst="Telefoon stond zacht")
    desk.browser("Jan Manager").post("/jio/incidenten/1/vaststellen")
    tekst = tekst_van(kim.zie("/jio/incidenten/1"))
    for stuk in (
        "Dit incident is gesloten.",
        "Er was binnen 15 minuten contact, maar niet direct.",
        "Telefoon stond zacht",
        "vastgesteld",
        "Akkoord. Taxi. Geen auto",
        "Directielid ingelicht",
        "De oplossing loopt vast. Vast",
    ):
        assert stuk in tekst, stuk


def test_een_verkeerde_regel_kan_worden_doorgestreept(desk: Wereld):
    meld(desk)
    kim = desk.browser("Kim Bureau")
    kim.post("/jio/incidenten/1/poging/1", uitslag="voicemail")
    assert "Voicemail." in tekst_van(kim.zie("/jio/incidenten/1")).replace("voicemail.", "Voicemail.")
    kim.post("/jio/incidenten/1/doorstrepen/1")
    assert "Hier komt alles wat er gebeurt" in tekst_van(kim.zie("/jio/incidenten/1"))


def test_contractlijst_met_versies(desk: Wereld):
    ilse = desk.browser("Ilse Roosters")
    tekst = tekst_van(ilse.zie("/jio/contracten/"))
    assert "Voor 1 dienst is consignatie afgesproken." in tekst
    assert "Een nieuwe versie inlezen" in tekst
    nummer = regel_van(desk)
    assert "Versie 1 van Servicemanager DJI." in tekst_van(ilse.zie(f"/jio/contracten/{nummer}"))
    ilse.post(f"/jio/contracten/{nummer}/beeindigen")
    assert "Deze regel staat niet meer op de lijst." in tekst_van(ilse.zie(f"/jio/contracten/{nummer}"))
    assert desk.browser("Kim Bureau").post(f"/jio/contracten/{nummer}/beeindigen").status_code == 403


def test_wisseling_van_de_wacht(desk: Wereld):
    meld(desk)
    naam = geroepene(desk)
    dienst = desk.dienst("INF", datetime(2025, 3, 18, tzinfo=UTC).date())
    wie = desk.browser(naam)
    assert "nog niet afgevinkt" in tekst_van(wie.zie(f"/jio/wissel/{dienst}"))
    antwoord = wie.post(f"/jio/wissel/{dienst}/doorgeschakeld", doorgeschakeld="ja")
    assert antwoord.status_code == 422
    assert "veld-bereikbaar" in antwoord.text
    wie.post(f"/jio/wissel/{dienst}/doorgeschakeld", doorgeschakeld="ja", bereikbaar="ja", middelen="ja")
    assert wie.post(f"/jio/wissel/{dienst}/overdracht", notitie="").status_code == 422
    wie.post(f"/jio/wissel/{dienst}/overdracht", notitie="Let op de mail")
    tekst = tekst_van(wie.zie(f"/jio/wissel/{dienst}"))
    assert f"{naam} heeft 0880710000 doorgeschakeld en afgevinkt." in tekst
    assert "Let op de mail" in tekst
    assert "doorschakelen afgevinkt" in tekst_van(desk.browser("Kim Bureau").zie("/jio/wacht/"))
    assert f"/jio/wissel/{dienst}" in wie.zie("/jio/wacht/")
    # For colleagues the page of the guard has no such remark.
    ander = next(lid for lid in ("Anna Bakker", "Bram de Vries") if lid != naam)
    assert "doorschakelen afgevinkt" not in tekst_van(desk.browser(ander).zie("/jio/wacht/"))


def test_wacht_toont_de_ladder_en_leidt_het_bureau_naar_de_melding(desk: Wereld):
    with desk.database.transactie() as s:
        s.get_one(Consignatieteam, desk.teams["APP"]).functie = Teamfunctie.OPERATIONEEL_MANAGER
    pagina = desk.browser("Kim Bureau").zie("/jio/wacht/")
    assert "Operationeel manager" in tekst_van(pagina)
    assert f"/jio/incidenten/nieuw?team={desk.teams['INF']}" in pagina
    assert "/jio/incidenten/nieuw" not in desk.browser("Anna Bakker").zie("/jio/wacht/")


def test_jaarcijfers_met_drempel_en_als_bestand(desk: Wereld, monkeypatch: pytest.MonkeyPatch):
    mia = desk.browser("Mia Personeel")
    assert "HR vult eerst in vanaf hoeveel mensen" in tekst_van(mia.zie("/jio/jaarcijfers/"))
    assert mia.get("/jio/jaarcijfers/2025.csv").headers["Location"] == "/jio/jaarcijfers/2025"
    zet_parameter(monkeypatch, jio_cons_ur__kleinste_groep=2)
    meld(desk)
    assert "In 2025 waren er 20 diensten" in tekst_van(mia.zie("/jio/jaarcijfers/2025"))
    assert mia.get("/jio/jaarcijfers/2025.csv").text.startswith("soort;naam;diensten;uren;")
    assert mia.get("/jio/jaarcijfers/2025.xlsx").data[:2] == b"PK"
    assert mia.get("/jio/jaarcijfers/2099").status_code == 404


GESLOTEN = {
    "/jio/incidenten/1": ("Kim Bureau", "Jan Manager", "Noor Auditor"),
    "/jio/incidenten/1/klok": ("Kim Bureau", "Jan Manager", "Noor Auditor"),
    "/jio/incidenten/nieuw": ("Kim Bureau",),
    "/jio/contracten/": ("Kim Bureau", "Jan Manager", "Ilse Roosters", "Noor Auditor"),
    "/jio/jaarcijfers/2025": ("Lars Personeel", "Mia Personeel", "Noor Auditor"),
    "/jio/jaarcijfers/2025.csv": ("Lars Personeel", "Mia Personeel"),
}


def test_wie_wat_mag_openen(desk: Wereld, monkeypatch: pytest.MonkeyPatch):
    zet_parameter(monkeypatch, jio_cons_ur__kleinste_groep=2)
    meld(desk)
    wie = geroepene(desk)
    for naam in desk.mensen:
        browser = desk.browser(naam)
        for adres, open_voor in GESLOTEN.items():
            eigen = naam == wie and adres.startswith("/jio/incidenten/1")
            verwacht = 200 if naam in open_voor or eigen else 403
            assert browser.get(adres).status_code == verwacht, (naam, adres)
    otto = desk.browser("Otto Elders")
    assert otto.get("/jio/incidenten/").status_code in (200, 403)
    assert "INC-1" not in otto.get("/jio/incidenten/").text


def test_elke_pagina_stelt_hoogstens_vijftien_vragen(desk: Wereld, monkeypatch: pytest.MonkeyPatch):
    zet_parameter(monkeypatch, jio_cons_ur__kleinste_groep=2)
    geteld: list[dict[str, int]] = []
    paden = {
        "Kim Bureau": (
            "/jio/wacht/",
            "/jio/incidenten/",
            "/jio/incidenten/nieuw",
            "/jio/incidenten/1",
            "/jio/incidenten/1/klok",
            "/jio/contracten/",
            "/jio/contracten/1",
            f"/jio/wissel/{desk.dienst('INF', datetime(2025, 3, 18, tzinfo=UTC).date())}",
        ),
        "Mia Personeel": ("/jio/jaarcijfers/2025",),
    }
    for nummers in (("INC-1",), ("INC-2", "INC-3", "INC-4")):
        for nummer in nummers:
            meld(desk, nummer=nummer)
        geteld.append({})
        for naam, adressen in paden.items():
            browser = desk.browser(naam)
            browser.get("/")
            for adres in adressen:
                with tel_vragen(desk.database) as aantal:
                    browser.zie(adres)
                geteld[-1][adres] = aantal()
    assert {adres: aantal for adres, aantal in geteld[0].items() if aantal > 15} == {}
    assert geteld[0] == geteld[1]
