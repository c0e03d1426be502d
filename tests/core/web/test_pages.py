# SPDX-License-Identifier: EUPL-1.2
"""What the core's pages tell: the answer first, the reason with its article, and the steps with four eyes."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text

from core.ledger.models import Run
from core.ledger.procedure import Runstatus
from core.people.eenheden import ingeschakeld
from core.people.models import Mandaat, Medewerker
from core.storage.audit import Audit
from tests.core.ledger.proef import EENHEID, TARIEF
from tests.core.web.wereld import Web, stuur


def tekst(pagina: str) -> str:
    """A page as somebody reads it: without elements, with single spaces."""
    from html import unescape

    zonder_kop = pagina.split("<main", 1)[1]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", zonder_kop))).replace("\xa0", " ")


# --- the first page


def test_de_beginpagina_toont_per_rol_een_antwoord_en_het_vreemdste_werk_bovenaan(web: Web) -> None:
    pagina = tekst(web.client("leidinggevende").get("/").text)
    assert "Als medewerker" in pagina
    assert "Als leidinggevende" in pagina
    assert "3 dingen wachten op jou" in pagina
    assert pagina.index("Vreemd") < pagina.index("Eerder") < pagina.index("Gewoon")
    assert "uiterlijk wo 2 september 2026" in pagina


def test_de_beginpagina_van_hr_zegt_wat_de_maand_ophoudt_met_de_weg_erheen(web: Web) -> None:
    pagina = web.client("hr").get("/").text
    assert "Proef: 2 dingen houden de maand op." in tekst(pagina)
    assert "Vul een waarde in voor ‘Wat een uur oplevert’: vanaf wo 1 januari 2025 is ze niet bekend." in tekst(pagina)
    assert f'href="/parameters/{TARIEF}"' in pagina
    assert "Je volgende dienst" not in pagina


def test_de_beginpagina_van_de_auditor_zoekt_en_die_van_de_beheerder_zegt_of_alles_draait(web: Web) -> None:
    assert 'action="/boekingen/"' in web.client("auditor").get("/").text
    assert "Alle jobs zijn de laatste keer goed gegaan" in tekst(web.client("beheerder").get("/").text)


def test_wie_geen_rol_heeft_leest_wat_hier_zal_verschijnen(web: Web) -> None:
    assert "Er is nu niets voor je te doen." in tekst(web.client("proefrol").get("/").text)


# --- messages


def test_een_bericht_is_een_zin_en_leidt_na_lezen_naar_de_pagina(web: Web) -> None:
    browser = web.client("medewerker")
    pagina = tekst(browser.get("/berichten/").text)
    assert "Je hebt 1 ongelezen bericht." in pagina
    assert "Je ruil van di 8 september 2026 is vastgelegd; dat scheelt € 12,50 in september 2026." in pagina
    antwoord = stuur(browser, f"/berichten/{web.bericht}/gelezen", pagina="/berichten/", naar="/proef/diensten/")
    assert antwoord.location == "/proef/diensten/"
    assert "Je hebt geen ongelezen berichten." in tekst(browser.get("/berichten/").text)


# --- runs, with four eyes


def test_een_run_zegt_het_bedrag_de_stand_en_het_verschil_per_mens(web: Web) -> None:
    pagina = tekst(web.client("hr").get(f"/runs/{web.run}").text)
    assert "Deze run boekt € 165,00 in 5 boekingen." in pagina
    assert "Voorlopig: er is nog niets goedgekeurd." in pagina
    assert "in juli 2026 was het € 165,00" in pagina
    gezocht = tekst(web.client("hr").get(f"/runs/{web.run}?zoek=Mens 3").text)
    assert "000003" in gezocht
    assert "000004" not in gezocht


def test_vier_ogen_wie_controleert_keurt_niet_goed_en_een_ander_wel(web: Web) -> None:
    adres = f"/runs/{web.run}"
    een, ander = web.client("hr"), web.client("hr-ander")
    stuur(een, f"{adres}/controleer", pagina=adres)
    assert "Goedkeuren doet iemand anders" in tekst(een.get(adres).text)
    stuur(een, f"{adres}/keurgoed", pagina=adres)
    assert "Er is niets opgeslagen." in tekst(een.get(adres).text)
    stuur(ander, f"{adres}/keurgoed", pagina=adres)
    pagina = tekst(ander.get(adres).text)
    assert "Goedgekeurd. De bedragen liggen nu vast." in pagina
    assert re.search(r"Goedgekeurd door een ander\s+Account hr-ander", pagina)
    with web.database.lezen() as s:
        assert s.get_one(Run, web.run).status == Runstatus.GOEDGEKEURD


def test_een_teruggegeven_run_toont_de_reden(web: Web) -> None:
    adres = f"/runs/{web.run}"
    stuur(web.client("hr"), f"{adres}/controleer", pagina=adres)
    zonder = web.client("hr-ander")
    stuur(zonder, f"{adres}/geefterug", pagina=adres, reden="")
    assert "Er is niets opgeslagen." in tekst(zonder.get(adres).text)
    stuur(zonder, f"{adres}/geefterug", pagina=adres, reden="Mens 3 klopt niet")
    assert "Account hr-ander gaf deze run terug: Mens 3 klopt niet" in tekst(web.client("hr").get(adres).text)


def test_het_loonbestand_is_er_pas_na_schrijven_en_blijft_hetzelfde(web: Web) -> None:
    adres = f"/runs/{web.run}"
    hr, ander = web.client("hr"), web.client("hr-ander")
    assert hr.get(f"{adres}/loonbestand.csv").status_code == 404
    stuur(hr, f"{adres}/controleer", pagina=adres)
    stuur(ander, f"{adres}/keurgoed", pagina=adres)
    assert hr.get(f"{adres}/loonbestand.csv").status_code == 404
    stuur(hr, f"{adres}/exporteer", pagina=adres)
    eerste, tweede = (hr.get(f"{adres}/loonbestand.csv") for _ in range(2))
    assert eerste.status_code == 200
    assert eerste.data == tweede.data
    assert eerste.headers["Content-Disposition"].startswith("attachment")
    assert hr.get(f"{adres}/loonbestand.xlsx").data[:2] == b"PK"
    assert web.client("auditor").get(f"{adres}/loonbestand.csv").status_code == 403


def test_een_maand_berekenen_maakt_een_concept_en_een_te_grote_wordt_uitgelegd(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = web.client("hr")
    antwoord = stuur(browser, "/runs/", eenheid=EENHEID, periode="2026-06")
    assert antwoord.status_code == 303
    assert "De maand is berekend." in tekst(browser.get(antwoord.location).text)
    monkeypatch.setattr("core.ledger.pages.GROOTSTE_IN_BROWSER", 5)
    te_groot = stuur(browser, "/runs/", eenheid=EENHEID, periode="2026-05")
    assert te_groot.status_code == 422
    assert "te veel om op te wachten" in tekst(te_groot.text)


def test_een_bedrag_onder_nul_wacht_op_een_besluit_met_reden(web: Web) -> None:
    web.wereld.zet("2026-07", web.mensen[1], f"dienst/{web.mensen[1]}", 1)
    run = web.wereld.maak("2026-08")
    web.wereld.controleer(run)
    web.wereld.keur_goed(run)
    hr = web.client("hr")
    pagina = hr.get("/runs/besluiten").text
    assert "Over 1 bedrag moet je beslissen, samen -€ 22,00." in tekst(pagina).replace("€ -22,00", "-€ 22,00")
    gevonden = re.search(r'href="(/boekingen/\d+)"', pagina)
    assert gevonden
    zonder = stuur(hr, f"{gevonden[1]}/besluit", pagina=gevonden[1], keuze="afzien", reden="")
    assert zonder.status_code == 422
    assert 'aria-invalid="true"' in zonder.text
    stuur(hr, f"{gevonden[1]}/besluit", pagina=gevonden[1], keuze="afzien", reden="Onze fout")
    assert "ervan afzien . Onze fout" in tekst(hr.get(gevonden[1]).text)
    assert "Er is geen bedrag waarover je moet beslissen." in tekst(hr.get("/runs/besluiten").text)


# --- postings


def test_een_boeking_legt_uit_met_artikel_figuur_en_wat_erachter_staat(web: Web) -> None:
    html = web.client("medewerker").get(f"/boekingen/{web.boeking}").text
    pagina = tekst(html)
    assert "Je krijgt € 33,00 voor toeslag voor proeven in juli 2026." in pagina
    assert "3 uur geeft € 33,00." in pagina
    assert 'href="/regelingen/PROEF#proef-1"' in html
    assert "Gerekend met € 11,00 per uur" in pagina
    assert "Dienst dienst/2" in pagina
    assert 'href="/proef/diensten/"' in html


def test_de_auditor_gaat_van_loonregel_naar_dienst_parameter_en_artikel_ook_als_de_eenheid_uit_staat(web: Web) -> None:
    web.zet_eenheid(aan=False)
    browser = web.client("auditor")
    antwoord = browser.get(f"/boekingen/?boeking={web.boeking}")
    assert antwoord.location == f"/boekingen/{web.boeking}"
    html = browser.get(antwoord.location).text
    assert "Dit dienstonderdeel staat uit." in tekst(html)
    assert "3 uur geeft € 33,00." in tekst(html)
    assert "Dienst dienst/2" in tekst(html)
    assert 'href="/proef/diensten/"' not in html
    for adres in (f"/parameters/{TARIEF}", "/regelingen/PROEF#proef-1", "/audit/?soort=proef.dienst&amp;nummer=1"):
        assert f'href="{adres}"' in html
        assert browser.get(adres.replace("&amp;", "&")).status_code == 200


def test_zoeken_op_nummer_geeft_boekingen_en_op_naam_mensen(web: Web) -> None:
    browser = web.client("auditor")
    assert "Van Mens 2 zijn er 2 boekingen." in tekst(browser.get("/boekingen/?zoek=000002").text)
    assert "Kies wie je bedoelt." in tekst(browser.get("/boekingen/?zoek=mens").text)
    assert "Er is niets gevonden voor ‘xyz’." in tekst(browser.get("/boekingen/?zoek=xyz").text)


def test_een_medewerker_ziet_alleen_de_eigen_boekingen(web: Web) -> None:
    browser = web.client("medewerker")
    assert "Van jou staan 2 boekingen vast." in tekst(browser.get("/boekingen/").text)
    assert "Er is niets gevonden" in tekst(browser.get("/boekingen/?zoek=000003").text)
    assert web.client("leidinggevende").get(f"/boekingen/{web.boeking}").status_code == 403


def test_wie_keek_ziet_de_medewerker_zelf(web: Web) -> None:
    web.client("hr").get(f"/boekingen/{web.boeking}")
    web.client("hr").get(f"/mensen/{web.mensen[1]}")
    browser = web.client("medewerker")
    browser.get(f"/boekingen/{web.boeking}")
    pagina = tekst(browser.get("/mijn/inzage").text)
    assert "Er is 2 keer naar je gegevens gekeken" in pagina
    assert "Account hr je persoonspagina" in pagina
    assert f"boeking {web.boeking}" in pagina


# --- parameters


def test_een_parameter_heeft_een_tijdlijn_met_de_waarde_van_vandaag(web: Web) -> None:
    html = web.client("auditor").get(f"/parameters/{TARIEF}").text
    pagina = tekst(html)
    assert "Vandaag geldt € 11,00 per uur, sinds 1 juli 2026." in pagina
    assert "tek-tijdlijn" in html
    assert "Een waarde voorstellen" not in pagina


def test_een_voorstel_geldt_pas_na_een_tweede_persoon(web: Web) -> None:
    indiener, ander = web.client("hr"), web.client("hr-ander")
    adres = f"/parameters/{TARIEF}"
    velden = {
        "waarde": "13,75",
        "vanaf": "1-8-2026",
        "bron": "Proefbesluit 2",
        "reden": "hoger",
        "soort": "wijziging",
        "aard": "wijziging",
        "zekerheid": "quoted",
    }
    mis = stuur(indiener, adres, **{**velden, "bron": "", "vanaf": "31-2-2026"})
    assert mis.status_code == 422
    assert 'href="#veld-vanaf"' in mis.text
    assert 'value="13,75"' in mis.text
    zonder_aard = stuur(indiener, adres, **{naam: waarde for naam, waarde in velden.items() if naam != "aard"})
    assert zonder_aard.status_code == 422
    assert 'href="#veld-aard"' in zonder_aard.text
    assert stuur(indiener, adres, **velden).status_code == 303
    assert "Vandaag geldt € 11,00" in tekst(indiener.get(adres).text)
    nummer = web.voorstel + 1
    stuur(indiener, f"/parameters/voorstellen/{nummer}/keurgoed", pagina="/parameters/voorstellen")
    assert "Er is niets opgeslagen." in tekst(indiener.get("/parameters/voorstellen").text)
    stuur(ander, f"/parameters/voorstellen/{nummer}/keurgoed", pagina="/parameters/voorstellen")
    assert "Vandaag geldt € 13,75 per uur, sinds 1 augustus 2026." in tekst(ander.get(adres).text)


def test_een_onbekende_parameter_is_er_niet(web: Web) -> None:
    assert web.client("hr").get("/parameters/bestaat.niet").status_code == 404


def test_een_waarde_van_de_demo_geeft_een_balk_op_elke_pagina(web: Web) -> None:
    assert 'class="demo"' not in web.client("medewerker").get("/berichten/").text
    velden = {
        "waarde": "13.75",
        "vanaf": "2026-08-01",
        "bron": "fictief (demo)",
        "reden": "demo",
        "soort": "wijziging",
        "aard": "wijziging",
        "zekerheid": "instelling",
    }
    stuur(web.client("hr"), f"/parameters/{TARIEF}", **velden)
    nummer = web.voorstel + 1
    stuur(web.client("hr-ander"), f"/parameters/voorstellen/{nummer}/keurgoed", pagina="/parameters/voorstellen")
    assert 'class="demo"' in web.client("medewerker").get("/berichten/").text


# --- the catalogue


def test_de_catalogus_zegt_wat_wordt_uitgevoerd_en_vindt_een_artikel(web: Web) -> None:
    browser = web.client("medewerker")
    assert "Deze regeling telt 2 regels. Annex voert er 1 uit." in tekst(browser.get("/regelingen/PROEF").text)
    pagina = tekst(browser.get("/regelingen/?zoek=proef 1").text)
    assert "1 regeling gevonden." in pagina
    assert "1 van 2" in pagina
    assert browser.get("/regelingen/BESTAAT-NIET").status_code == 404


def test_elke_schakel_van_een_artikel_komt_uit_bij_een_anker(web: Web) -> None:
    from core.web.filters import anker

    browser = web.client("auditor")
    for regeling in list(web.installatie.regelingen.values())[:20]:
        html = browser.get(f"/regelingen/{regeling.id}").text
        for artikel in regeling.artikelen:
            assert f'id="{anker(artikel.naam)}"' in html


# --- people


def test_een_leidinggevende_ziet_geen_salaris_en_hr_wel(web: Web) -> None:
    adres = f"/mensen/{web.mensen[1]}"
    assert "Salaris" not in tekst(web.client("leidinggevende").get(adres).text)
    assert "Vandaag is geen salaris bekend." in tekst(web.client("hr").get(adres).text)


def test_een_vervanging_kiest_een_collega_en_is_in_te_trekken(web: Web) -> None:
    browser = web.client("leidinggevende")
    adres = "/mensen/vervanging"
    velden: dict[str, Any] = {
        "zoek": "mens 5",
        "vervanger": web.mensen[4],
        "van": "2026-09-07",
        "tot_en_met": "2026-09-11",
    }
    assert stuur(browser, adres, **{**velden, "tot_en_met": "2026-09-01"}).status_code == 422
    assert stuur(browser, adres, **velden).status_code == 303
    with web.database.lezen() as s:
        mandaat = s.scalars(select(Mandaat).where(Mandaat.vervanger_id == web.mensen[4])).one()
        assert (mandaat.van, mandaat.tot_en_met) == (date(2026, 9, 7), date(2026, 9, 11))
    stuur(browser, f"/mensen/vervanging/{mandaat.id}/intrekken", pagina=adres)
    with web.database.lezen() as s:
        assert s.get_one(Mandaat, mandaat.id).ingetrokken_op is not None


def test_een_slecht_bestand_toont_elke_fout_en_bewaart_niets(web: Web) -> None:
    browser = web.client("hr")
    kop = "personeelsnummer;naam;geboortedatum;email"
    slecht = f"{kop}\n000900;Nieuw;1990-02-30;\n;Zonder nummer;1990-01-01;\n"
    antwoord = stuur(
        browser,
        "/mensen/inlezen",
        soort="medewerkers",
        stap="importeer",
        bestand=(io.BytesIO(slecht.encode()), "mensen.csv"),
    )
    assert antwoord.status_code == 422
    pagina = tekst(antwoord.text)
    assert "Er is niets opgeslagen." in pagina
    assert "geboortedatum" in pagina
    with web.database.lezen() as s:
        assert s.scalar(select(Medewerker.id).where(Medewerker.personeelsnummer == "000900")) is None


def test_nakijken_bewaart_niets_en_inlezen_alles(web: Web) -> None:
    browser = web.client("hr")
    goed = "personeelsnummer;naam;geboortedatum;email\n000900;Nieuw Mens;1990-02-03;\n"

    def doe(stap: str) -> str:
        velden: dict[str, Any] = {
            "soort": "medewerkers",
            "stap": stap,
            "bestand": (io.BytesIO(goed.encode()), "mensen.csv"),
        }
        antwoord = stuur(browser, "/mensen/inlezen", **velden)
        return tekst(antwoord.text if antwoord.status_code == 200 else browser.get("/mensen/inlezen").text)

    assert "Het bestand is goed: 1 nieuw, 0 gewijzigd, 0 ongewijzigd." in doe("controleer")
    with web.database.lezen() as s:
        assert s.scalar(select(Medewerker.id).where(Medewerker.personeelsnummer == "000900")) is None
    assert "Ingelezen: 1 nieuw" in doe("importeer")
    assert "Ingelezen: 0 nieuw, 0 gewijzigd, 1 ongewijzigd." in doe("importeer")


def test_wat_over_je_vastligt_staat_er_met_het_doel_en_is_te_downloaden(web: Web) -> None:
    browser = web.client("medewerker")
    pagina = tekst(browser.get("/mijn/gegevens").text)
    assert "Weten waar je werkt, sinds wanneer en hoeveel." in pagina
    bestand = browser.get("/mijn/gegevens.json")
    delen = {deel["onderdeel"]: deel["gegevens"] for deel in json.loads(bestand.data)}
    assert delen["core_medewerker"][0]["personeelsnummer"] == "000002"


# --- the administrator and the auditor


def test_een_eerste_wachtwoord_is_een_keer_te_zien_en_werkt(web: Web) -> None:
    beheer = web.client("beheerder")
    antwoord = stuur(beheer, "/beheer/accounts", naam="nieuw.mens", weergavenaam="Nieuw Mens", medewerker="")
    wachtwoord = re.search(r'<code class="sleutel">([^<]+)</code>', antwoord.text)
    assert wachtwoord
    assert wachtwoord[1] not in beheer.get("/beheer/accounts/nieuw.mens").text
    velden = {"rol": "auditor", "eenheid": "", "van": "2026-09-01", "tot_en_met": ""}
    adres = "/beheer/accounts/nieuw.mens"
    assert stuur(beheer, f"{adres}/rol", pagina=adres, **velden).status_code == 303
    nieuw = web.client()
    assert stuur(nieuw, "/inloggen", accountnaam="nieuw.mens", wachtwoord=wachtwoord[1]).status_code == 303
    assert nieuw.get("/audit/").status_code == 200


def test_niemand_geeft_zichzelf_een_rol(web: Web) -> None:
    beheer = web.client("beheerder")
    velden = {"csrf_token": web.sessies["beheerder"].csrf, "rol": "hr", "eenheid": EENHEID, "van": "2026-09-01"}
    antwoord = beheer.post("/beheer/accounts/beheerder/rol", data=velden)
    assert antwoord.status_code == 422
    assert beheer.get("/runs/").status_code == 403


def test_een_dienstonderdeel_gaat_aan_en_uit(web: Web) -> None:
    beheer = web.client("beheerder")
    stuur(beheer, f"/beheer/dienstonderdelen/{EENHEID}", pagina="/beheer/dienstonderdelen", aan="nee")
    with web.database.lezen() as s:
        assert EENHEID not in ingeschakeld(s, web.installatie)
    assert "De gegevens blijven leesbaar voor de auditor." in tekst(beheer.get("/beheer/dienstonderdelen").text)


def test_een_job_is_met_de_hand_te_starten_en_toont_de_laatste_en_volgende_keer(web: Web) -> None:
    beheer = web.client("beheerder")
    stuur(beheer, "/beheer/jobs/core.audit_verzegelen/start", pagina="/beheer/jobs")
    pagina = tekst(beheer.get("/beheer/jobs").text)
    assert "De job is klaar." in pagina
    assert "1 september 2026 klaar" in pagina
    assert "wo 2 september 2026 03.30" in pagina


def test_het_auditspoor_toont_wie_wat_deed_en_de_keten_klopt_tot_er_iets_verandert(web: Web) -> None:
    auditor = web.client("auditor")
    pagina = tekst(auditor.get(f"/audit/?soort=core.parameter&nummer={web.voorstel}").text)
    assert "Account hr-ander stelvoor" in pagina
    stuur(web.client("beheerder"), "/beheer/jobs/core.audit_verzegelen/start", pagina="/beheer/jobs")
    assert re.search(r"De keten klopt: \d+ regels", tekst(stuur(auditor, "/audit/keten").text))
    with web.database.engine.connect() as verbinding:
        for (naam,) in verbinding.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'core_audit'"
        ).all():
            verbinding.exec_driver_sql(f"DROP TRIGGER {naam}")
        verbinding.exec_driver_sql("UPDATE core_audit SET inhoud = x'00' WHERE id = (SELECT min(id) FROM core_audit)")
        verbinding.commit()
    assert "De keten klopt niet bij schakel 1." in tekst(stuur(auditor, "/audit/keten").text)


def test_narekenen_geeft_dezelfde_cent_en_vindt_wat_is_veranderd(web: Web) -> None:
    auditor = web.client("auditor")
    assert "Alles klopt: 5 boekingen geven opnieuw dezelfde cent." in tekst(stuur(auditor, "/audit/grootboek").text)
    with web.database.engine.connect() as verbinding:
        verbinding.exec_driver_sql("DROP TRIGGER core_boeking_wijzig_tr")
        vervalst = text("UPDATE core_boeking SET gegeven = replace(gegeven, '3', '4') WHERE id = :id")
        verbinding.execute(vervalst, {"id": web.boeking})
        verbinding.commit()
    pagina = stuur(auditor, "/audit/grootboek").text
    assert f'href="/boekingen/{web.boeking}"' in pagina
    assert re.search("klopt niet|kloppen niet", tekst(pagina))


def test_het_stelsel_zegt_welke_versies_er_draaien(web: Web) -> None:
    pagina = tekst(web.client("beheerder").get("/beheer/stelsel").text)
    assert "Annex 0.1.0" in pagina
    assert "sqlite" in pagina


def test_alleen_inzage_door_een_ander_wordt_vastgelegd(web: Web) -> None:
    web.client("medewerker").get(f"/mensen/{web.mensen[1]}")
    with web.database.lezen() as s:
        assert not s.scalars(select(Audit).where(Audit.handeling == "inzage")).all()
