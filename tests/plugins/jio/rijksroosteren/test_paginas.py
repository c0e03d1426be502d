# SPDX-License-Identifier: EUPL-1.2
"""JIO 4, patch duty: what employee, leidinggevende, HR and Interne Ondersteuning read and do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from plugins.jio.rijksroosteren.rules import Categorie
from plugins.jio.rijksroosteren.services import groep, maatwerk, rooster
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van, tel_vragen
from tests.plugins.jio.rijksroosteren.conftest import tijdvak

MIJN, TEAM, MAATWERK, RRA = "/jio/roosteren/", "/jio/roosteren/team/", "/jio/roosteren/maatwerk/", "/jio/roosteren/rra/"
VELDEN = {"categorie": "patchdienst", "dag": "2025-03-25", "van_tijd": "20:00", "tot_tijd": "00:30"}


def later(jio: Wereld, dag: int) -> None:
    jio.nu = datetime(2025, 3, dag, 9, 30, tzinfo=UTC)


def test_aanmelden_roosteren_goedkeuren_werken_en_exporteren(jio: Wereld) -> None:
    anna, leider = jio.browser("Anna Bakker"), jio.browser("Leider Infrastructuur")
    assert "Je doet geen patchdiensten. Meedoen is vrijwillig." in tekst_van(anna.zie(MIJN))
    anna.post(f"{MIJN}aanmelden", vanaf="2025-03-19")
    assert "Je doet mee met patchdiensten." in tekst_van(anna.zie(MIJN))
    anna.post(MIJN, **VELDEN)
    tekst = tekst_van(anna.zie(f"{MIJN}1"))
    assert "Anna Bakker: patchdienst, di 25 maart 20.00 tot wo 26 maart 2025 00.30 uur." in tekst
    assert "Goedkeuren" not in tekst
    assert "Op je rooster: patchdienst" in tekst_van(anna.zie("/"))
    assert "Er wacht 1 regel op je." in tekst_van(leider.zie("/"))
    assert "Anna Bakker, di 25 maart 20.00" in tekst_van(leider.zie(TEAM))
    leider.post(f"{MIJN}1/goedkeuren")
    later(jio, 26)
    # The clock went on: log-ins of last week have expired.
    anna, hr = jio.browser("Anna Bakker"), jio.browser("Lars Personeel")
    assert "Leg vast hoe het was" in tekst_van(anna.zie(MIJN))
    anna.post(f"{MIJN}1/gewerkt", dag="2025-03-25", van_tijd="20:00", tot_tijd="01:00")
    assert "Over maart 2025 gaat nog 1 regel naar de RRA." in tekst_van(hr.zie(f"{RRA}2025-03"))
    hr.post(f"{RRA}2025-03")
    pagina = hr.zie(f"{RRA}2025-03")
    assert "Over maart 2025 is er niets nieuws voor de RRA." in tekst_van(pagina)
    bestand = hr.get(f"{RRA}bestand/1")
    assert bestand.headers["Content-Disposition"] == 'attachment; filename="rra-jio-2025-03-1.csv"'
    assert b"NIEUW;patchdienst;100001;2025-03-25" in bestand.data
    assert "naar de RRA" in tekst_van(anna.zie(f"{MIJN}1"))


def test_wat_niet_kan_staat_bij_het_veld(jio: Wereld) -> None:
    bram = jio.browser("Bram de Vries")
    for velden, fout in (
        (VELDEN, "deze collega heeft zich niet aangemeld voor die dag."),
        (VELDEN | {"categorie": ""}, "Kies een van de mogelijkheden."),
        (VELDEN | {"van_tijd": "25:00"}, "Schrijf een bestaande tijd, als 17.00."),
        (VELDEN | {"categorie": "wijziging"}, "Schrijf welke wijziging het is"),
    ):
        antwoord = bram.post(MIJN, **velden)
        assert antwoord.status_code == 422
        assert fout in tekst_van(antwoord.text)
    antwoord = bram.post(f"{MIJN}aanmelden", vanaf="2025-03-18")
    assert "Aanmelden kan vanaf vandaag." in tekst_van(antwoord.text)
    assert bram.post(f"{MIJN}afmelden", per="").status_code == 422


def test_een_wijziging_zegt_dat_ze_geen_patchdienst_is(jio: Wereld) -> None:
    bram = jio.browser("Bram de Vries")
    bram.post(MIJN, **VELDEN | {"categorie": "wijziging", "onderwerp": "Release 4.2"})
    tekst = tekst_van(bram.zie(f"{MIJN}1"))
    assert "Dit is een wijziging en geen patchdienst" in tekst
    assert "Release 4.2" in tekst
    team = bram.zie(TEAM)
    assert "0 patchdiensten en 1 wijziging" in tekst_van(team)
    assert 'class="tek-afwezig tek-eigen"' in team


def test_de_leidinggevende_roostert_en_geeft_verlof_terug(jio: Wereld) -> None:
    leider = jio.browser("Leider Infrastructuur")
    anna = jio.mensen["Anna Bakker"]
    terug = f"{TEAM}{jio.teams['INF']}/2025-03"
    antwoord = leider.post(MIJN, medewerker=anna, terug=terug, **VELDEN)
    assert antwoord.headers["Location"] == terug
    assert "Niet op het rooster gezet: patchdienst is vrijwillig" in tekst_van(leider.zie(terug))
    assert leider.post(MIJN, medewerker=anna, terug="//kwaad.example", **VELDEN).headers["Location"] == TEAM
    groep.meld_aan(jio.als("Anna Bakker"), date(2025, 3, 19))
    leider.post(MIJN, medewerker=anna, **VELDEN)
    leider.post(f"{TEAM}verlof", medewerker=anna, ingediend_in="p_direkt", eerste_dag="2025-04-01")
    assert "dien hem in de RRA in" in tekst_van(jio.browser("Anna Bakker").zie("/berichten/"))
    leider.post(f"{TEAM}verlof", medewerker="", ingediend_in="p_direkt", eerste_dag="2025-04-01")
    assert "Kies van wie de aanvraag is." in tekst_van(leider.zie(TEAM))
    assert "Iemand op het rooster zetten" not in tekst_van(jio.browser("Anna Bakker").zie(TEAM))


def test_afmelden_laat_vervallen(jio: Wereld) -> None:
    groep.meld_aan(jio.als("Anna Bakker"), date(2025, 3, 19))
    ctx = jio.als("Anna Bakker")
    rooster.plan(ctx, jio.mensen["Anna Bakker"], Categorie.PATCHDIENST, *tijdvak("2025-03-25"))
    anna = jio.browser("Anna Bakker")
    anna.post(f"{MIJN}1/vervalt", reden="kan niet")
    assert "kan niet" in tekst_van(anna.zie(f"{MIJN}1"))
    rooster.plan(ctx, jio.mensen["Anna Bakker"], Categorie.PATCHDIENST, *tijdvak("2025-03-25"))
    anna.post(f"{MIJN}afmelden", per="2025-03-20")
    assert "1 patchdienst is vervallen." in tekst_van(anna.zie(MIJN))


def test_maatwerk_van_vastleggen_tot_einde(jio: Wereld) -> None:
    leider, anna = jio.browser("Leider Infrastructuur"), jio.browser("Anna Bakker")
    fout = leider.post(MAATWERK, personeelsnummer="100006", van="2022-01-01", vindplaats="x")
    assert "voor wie jij dit regelt" in tekst_van(fout.text)
    leider.post(MAATWERK, personeelsnummer="100001", van="2022-01-01", vindplaats="dossier 7")
    assert "Van 1 afspraak ontbreekt een akkoord." in tekst_van(leider.zie(MAATWERK))
    leider.post(f"{MAATWERK}1/akkoord")
    assert "loopt niet door: er ontbreekt een akkoord" in tekst_van(anna.zie(MIJN))
    assert anna.post(f"{MAATWERK}1/akkoord", terug=MIJN).headers["Location"] == MIJN
    assert "loopt door: jij en je leidinggevende zijn akkoord" in tekst_van(anna.zie(MIJN))
    assert "Van elke lopende afspraak zijn beide akkoorden er." in tekst_van(leider.zie(MAATWERK))
    assert leider.post(f"{MAATWERK}1/misschien").status_code == 404
    leider.post(f"{MAATWERK}1/einde", tot_en_met="2025-03-18")
    assert "beëindigd" in tekst_van(leider.zie(MAATWERK))
    assert "maatwerkafspraak" not in tekst_van(anna.zie(MIJN)).lower()


@pytest.mark.parametrize("naam", ["Anna Bakker", "Leider Infrastructuur", "Ilse Roosters", "Lars Personeel"])
def test_een_pagina_vraagt_niet_meer_bij_meer_mensen_en_regels(jio: Wereld, naam: str) -> None:
    aantallen = []
    for namen in (["Anna Bakker"], ["Bram de Vries", "Carla Jansen", "Daan Smit"]):
        for lid in namen:
            groep.meld_aan(jio.als(lid), date(2025, 3, 19))
            for dag in ("2025-03-25", "2025-03-26"):
                rooster.plan(jio.als(lid), jio.mensen[lid], Categorie.PATCHDIENST, *tijdvak(dag))
            maatwerk.leg_vast(jio.als("Lars Personeel"), jio.mensen[lid], van=date(2022, 1, 1), vindplaats="x")
        browser = jio.browser(naam)
        browser.get("/")
        gesteld = {}
        for adres in ("/", MIJN, f"{MIJN}1", TEAM, MAATWERK, f"{RRA}2025-03"):
            with tel_vragen(jio.database) as aantal:
                antwoord = browser.get(adres)
            if antwoord.status_code == 200:
                gesteld[adres] = aantal()
        aantallen.append(gesteld)
    assert aantallen[0] == aantallen[1]
    assert max(aantallen[0].values()) <= 15
