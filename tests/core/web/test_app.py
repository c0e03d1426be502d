# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out, sessions, form tokens, headers, languages and errors."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from core.people.accounts import nieuwe_totp, zet_totp
from core.people.models import Account, Sessie
from core.settings import Instellingen
from core.storage.engine import Database, OpslagNietBereikbaar
from core.web.app import LANG_BEWAREN, maak_app
from core.web.security import INHOUDSBELEID, lokaal_adres
from tests.core.ledger.proef import EENHEID, TARIEF
from tests.core.web.wereld import NU, WACHTWOORD, Web, stuur


def test_zonder_inloggen_gaat_elke_pagina_naar_het_inlogformulier_met_de_weg_terug(web: Web) -> None:
    antwoord = web.client().get("/berichten/?pagina=2")
    assert antwoord.status_code == 303
    assert antwoord.location == "/inloggen?volgende=/berichten/?pagina%3D2"


def test_inloggen_gaat_door_naar_de_gevraagde_pagina_met_alleen_een_toevallig_token(web: Web) -> None:
    browser = web.client()
    antwoord = stuur(browser, "/inloggen", accountnaam="Medewerker", wachtwoord=WACHTWOORD, volgende="/berichten/")
    assert antwoord.location == "/berichten/"
    koekje = next(kop for kop in antwoord.headers.getlist("Set-Cookie") if kop.startswith("annex_sessie="))
    assert "HttpOnly" in koekje
    assert "SameSite=Lax" in koekje
    assert re.fullmatch(r"annex_sessie=[\w-]{43};.*", koekje)
    assert browser.get("/berichten/").status_code == 200


@pytest.mark.parametrize("velden", [("medewerker", "iets anders"), ("niemand", WACHTWOORD)])
def test_een_mislukte_poging_zegt_niet_wat_er_mis_was(web: Web, velden: tuple[str, str]) -> None:
    naam, wachtwoord = velden
    antwoord = stuur(web.client(), "/inloggen", accountnaam=naam, wachtwoord=wachtwoord)
    assert antwoord.status_code == 422
    assert "Naam, wachtwoord of code klopt niet" in antwoord.text
    assert wachtwoord not in antwoord.text


def test_na_vijf_missers_mag_het_een_kwartier_niet_meer_ook_niet_met_het_goede_wachtwoord(web: Web) -> None:
    for _ in range(5):
        stuur(web.client(), "/inloggen", accountnaam="medewerker", wachtwoord="mis")
    antwoord = stuur(web.client(), "/inloggen", accountnaam="medewerker", wachtwoord=WACHTWOORD)
    assert antwoord.status_code == 429
    assert "Probeer het na 11.15 uur opnieuw" in antwoord.text


def test_met_een_tweede_stap_vraagt_inloggen_om_de_code(web: Web) -> None:
    sleutel, eerder = nieuwe_totp("hr").geheim, NU - timedelta(minutes=5)
    zet_totp(replace(web.context("hr"), nu=eerder), sleutel, pyotp.TOTP(sleutel).at(eerder))
    zonder = stuur(web.client(), "/inloggen", accountnaam="hr", wachtwoord=WACHTWOORD)
    assert zonder.status_code == 422
    met = stuur(web.client(), "/inloggen", accountnaam="hr", wachtwoord=WACHTWOORD, code=pyotp.TOTP(sleutel).at(NU))
    assert met.status_code == 303


@pytest.mark.parametrize(
    "adres", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "/\n/kwaad", ""]
)
def test_na_het_inloggen_leidt_de_weg_nooit_van_de_site(web: Web, adres: str) -> None:
    assert lokaal_adres(adres) is None
    antwoord = stuur(web.client(), "/inloggen", accountnaam="hr", wachtwoord=WACHTWOORD, volgende=adres)
    assert antwoord.location == "/"


def test_uitloggen_beeindigt_de_sessie_ook_voor_wie_het_token_nog_heeft(web: Web) -> None:
    browser = web.client("medewerker")
    assert stuur(browser, "/uitloggen", pagina="/").status_code == 303
    assert web.client("medewerker").get("/").status_code == 303


def test_een_stille_sessie_verloopt_na_een_half_uur(web: Web) -> None:
    later = maak_app(web.installatie, web.database, web.instellingen, klok=lambda: NU + timedelta(minutes=31))
    browser = later.test_client()
    browser.set_cookie("annex_sessie", web.sessies["medewerker"].token)
    assert browser.get("/").status_code == 303


def test_een_formulier_na_het_einde_van_de_sessie_zegt_dat_er_niets_is_opgeslagen(web: Web) -> None:
    browser = web.client()
    antwoord = browser.post("/runs/", data={"eenheid": EENHEID})
    assert antwoord.status_code == 303
    assert "Wat je net verstuurde, is niet opgeslagen." in browser.get(antwoord.location).text


def test_een_rol_die_is_ingetrokken_telt_bij_de_volgende_pagina_niet_meer(web: Web) -> None:
    browser = web.client("hr")
    assert browser.get("/runs/").status_code == 200
    stuur(web.client("beheerder"), "/beheer/accounts/hr/rol/1/intrekken", pagina="/beheer/accounts/hr")
    assert browser.get("/runs/").status_code == 403


@pytest.mark.parametrize("token", [None, "", "gegokt"])
def test_een_formulier_zonder_token_van_de_sessie_verandert_niets(web: Web, token: str | None) -> None:
    velden = {} if token is None else {"csrf_token": token}
    antwoord = web.client("beheerder").post(f"/beheer/dienstonderdelen/{EENHEID}", data={"aan": "nee", **velden})
    assert antwoord.status_code == 400
    assert "Dit formulier was verlopen" in antwoord.text
    assert web.client("medewerker").get("/proef/diensten/").status_code == 200


def test_het_token_van_een_ander_telt_niet(web: Web) -> None:
    velden = {"aan": "nee", "csrf_token": web.sessies["hr"].csrf}
    assert web.client("beheerder").post(f"/beheer/dienstonderdelen/{EENHEID}", data=velden).status_code == 400


def test_elk_antwoord_draagt_de_veiligheidskoppen_en_wordt_niet_bewaard(web: Web) -> None:
    for adres in ("/", "/inloggen", "/bestaat-niet", "/gezond"):
        koppen = web.client("medewerker").get(adres).headers
        assert koppen["Content-Security-Policy"] == INHOUDSBELEID
        assert koppen["X-Content-Type-Options"] == "nosniff"
        assert koppen["Referrer-Policy"] == "same-origin"
        assert "camera=()" in koppen["Permissions-Policy"]
        assert koppen["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in koppen
    assert "unsafe" not in INHOUDSBELEID
    assert INHOUDSBELEID.startswith("default-src 'none'")


def test_over_https_hebben_cookies_het_hostvoorvoegsel_en_geldt_hsts(web: Web) -> None:
    app = maak_app(web.installatie, web.database, replace(web.instellingen, https=True), klok=lambda: NU)
    antwoord = app.test_client().get("/inloggen", base_url="https://annex.example")
    koekje = antwoord.headers["Set-Cookie"]
    assert koekje.startswith("__Host-annex_inloggen=")
    assert "Secure" in koekje
    assert "Domain" not in koekje
    assert antwoord.headers["Strict-Transport-Security"].startswith("max-age=")


def test_vaste_bestanden_worden_lang_bewaard_onder_een_adres_met_hun_afdruk(web: Web) -> None:
    pagina = web.client().get("/inloggen").text
    adres = re.search(r"/static/annex\.css\?v=[0-9a-f]{12}", pagina)
    assert adres
    with web.client().get(adres[0]) as vast:
        assert vast.headers["Cache-Control"] == LANG_BEWAREN
    with web.client().get("/static/annex.css?v=oud") as oud:
        assert oud.headers["Cache-Control"] == "no-cache"


def test_paginas_hebben_niets_in_de_regel_en_niets_van_elders(web: Web) -> None:
    for naam, adres in (("hr", "/runs/"), ("hr", f"/parameters/{TARIEF}"), ("medewerker", "/account/tweede-stap")):
        pagina = web.client(naam).get(adres).text
        assert not re.search(r"<script(?![^>]* src=\"/static/)", pagina)
        assert not re.search(r"\s(style|on\w+)=\"", pagina)
        assert "<style" not in pagina
        assert not re.search(r"(src|href)=\"(https?:)?//", pagina)


def test_de_taal_is_nederlands_en_op_verzoek_engels(web: Web) -> None:
    browser = web.client("medewerker")
    assert '<html lang="nl"' in browser.get("/berichten/").text
    antwoord = browser.get("/taal/en?terug=/berichten/")
    assert antwoord.location == "/berichten/"
    pagina = browser.get("/berichten/").text
    assert '<html lang="en"' in pagina
    assert "Messages" in pagina
    assert browser.get("/taal/xx").status_code == 404


def test_de_taal_van_het_account_geldt_op_elk_apparaat(web: Web) -> None:
    stuur(web.client("medewerker"), "/account/taal", pagina="/account/", taal="en")
    assert '<html lang="en"' in web.client("medewerker").get("/").text


@pytest.mark.parametrize(
    ("adres", "code", "zin"),
    [
        ("/bestaat-niet", 404, "Deze pagina is er niet."),
        ("/runs/", 403, "Je mag deze pagina niet zien."),
        ("/uitloggen", 405, "Dit adres is geen pagina"),
    ],
)
def test_een_fout_staat_er_in_gewoon_nederlands(web: Web, adres: str, code: int, zin: str) -> None:
    antwoord = web.client("medewerker").get(adres)
    assert antwoord.status_code == code
    assert zin in antwoord.text


def test_een_onverwachte_fout_geeft_een_kenmerk_en_geen_binnenkant(
    web: Web, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stuk(*_: object) -> None:
        raise ZeroDivisionError("geheim detail")

    monkeypatch.setattr("core.web.pages.mensen.zoek_medewerkers", stuk)
    antwoord = web.client("medewerker").get("/mensen/")
    assert antwoord.status_code == 500
    assert "geheim detail" not in antwoord.text
    kenmerk = re.search(r"<code>([0-9a-f]{8})</code>", antwoord.text)
    assert kenmerk
    assert kenmerk[1] in caplog.text


def test_zonder_database_zegt_de_pagina_dat_er_niets_is_gewijzigd(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def weg(*_: object) -> None:
        raise OpslagNietBereikbaar("weg")

    browser = web.client("medewerker")
    monkeypatch.setattr("core.web.app.sessie_van", weg)
    antwoord = browser.get("/")
    assert antwoord.status_code == 503
    assert "Wat je invulde, is niet opgeslagen. Probeer het over een paar minuten nog een keer." in antwoord.text


def test_gezond_vraagt_de_database_en_zegt_het_als_die_weg_is(web: Web, tmp_path: Path) -> None:
    assert web.client().get("/gezond").text == "goed\n"
    weg = Database(f"sqlite:///{tmp_path}/map/die/er/niet/is.sqlite")
    app = maak_app(web.installatie, weg, Instellingen(str(weg.url), web.instellingen.geheim, https=False), lambda: NU)
    assert app.test_client().get("/gezond").status_code == 503
    weg.sluit()


def test_een_bericht_voor_de_volgende_pagina_staat_bij_de_sessie_en_verschijnt_een_keer(web: Web) -> None:
    browser = web.client("medewerker")
    stuur(browser, "/account/taal", pagina="/account/", taal="nl")
    with web.database.lezen() as s:
        bewaard = [sessie.meldingen for sessie in s.query(Sessie).filter(Sessie.meldingen != "[]")]
    assert bewaard == [[["goed", "Je taal is opgeslagen."]]]
    assert "Je taal is opgeslagen." in browser.get("/account/").text
    assert "Je taal is opgeslagen." not in browser.get("/account/").text


def test_wie_een_ander_wachtwoord_kiest_logt_daarmee_in_en_is_elders_uitgelogd(web: Web) -> None:
    elders = web.client()
    stuur(elders, "/inloggen", accountnaam="medewerker", wachtwoord=WACHTWOORD)
    browser = web.client("medewerker")
    nieuw = "nog een langer wachtwoord"
    velden = {"oud": WACHTWOORD, "nieuw": nieuw, "herhaald": nieuw}
    mis = stuur(browser, "/account/wachtwoord", pagina="/account/", **{**velden, "herhaald": "anders"})
    assert mis.status_code == 422
    assert 'href="#veld-herhaald"' in mis.text
    assert stuur(browser, "/account/wachtwoord", pagina="/account/", **velden).status_code == 303
    assert browser.get("/").status_code == 200
    assert elders.get("/").status_code == 303
    assert stuur(web.client(), "/inloggen", accountnaam="medewerker", wachtwoord=nieuw).status_code == 303


def test_de_tweede_stap_gaat_pas_aan_als_een_code_klopt(web: Web) -> None:
    browser = web.client("medewerker")
    pagina = browser.get("/account/tweede-stap").text
    geheim = re.search(r'name="geheim" value="([A-Z2-7]+)"', pagina)
    assert geheim
    assert "<svg" in pagina
    mis = stuur(browser, "/account/tweede-stap", geheim=geheim[1], code="000000")
    assert mis.status_code == 422
    assert geheim[1] in mis.text
    goed = stuur(browser, "/account/tweede-stap", geheim=geheim[1], code=pyotp.TOTP(geheim[1]).at(NU))
    assert goed.status_code == 303
    with web.database.lezen() as s:
        assert s.get_one(Account, web.accounts["medewerker"]).totp_geheim == geheim[1]
