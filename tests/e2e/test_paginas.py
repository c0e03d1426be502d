# SPDX-License-Identifier: EUPL-1.2
"""The core's pages in a real browser: accessible, narrow, without JavaScript, and by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.core.ledger.proef import TARIEF
from tests.core.web.wereld import WACHTWOORD
from tests.e2e.conftest import Site

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

#: The main pages by reader; {run} and so on are filled in from the small population.
PAGINAS = {
    "medewerker": (
        "/",
        "/berichten/",
        "/boekingen/",
        "/boekingen/{boeking}",
        "/mensen/",
        "/bedragen/verschil/",
        "/brieven/",
        "/vorderingen/",
        "/vorderingen/1",
        "/mijn/gegevens",
        "/mijn/inzage",
        "/account/",
        "/account/tweede-stap",
        "/regelingen/",
        "/regelingen/PROEF",
        "/proef/diensten/",
        "/toegankelijkheid",
        "/bestaat-niet",
    ),
    "leidinggevende": ("/", "/mensen/{mens}", "/mensen/vervanging?zoek=mens"),
    "hr": (
        "/",
        "/runs/",
        "/runs/{run}",
        "/runs/{run}/openstaand",
        "/runs/besluiten",
        "/runs/taken",
        "/voorbeeld/",
        "/scenario/",
        "/scenario/{scenario}",
        "/terugblik/",
        "/bewaren/",
        "/uitbetaling/",
        "/uitbetaling/proef/2026-07",
        "/brieven/maken",
        "/brieven/rondes/1",
        "/loon/leveringen",
        "/loon/leveringen/1",
        "/loon/kalender",
        "/vorderingen/1",
        "/parameters/",
        "/parameters/{tarief}",
        "/parameters/voorstellen",
        "/mensen/{mens}",
        "/mensen/inlezen",
    ),
    "auditor": (
        "/",
        "/boekingen/",
        "/boekingen/{boeking}",
        "/audit/?soort=core.run&nummer={run}",
        "/audit/keten",
        "/audit/grootboek",
        "/terugblik/runs/{run}",
        "/parameters/{tarief}",
    ),
    "beheerder": (
        "/",
        "/beheer/jobs",
        "/beheer/dienstonderdelen",
        "/beheer/accounts",
        "/beheer/accounts/hr",
        "/beheer/stelsel",
    ),
}
ALLE = [(naam, adres) for naam, adressen in PAGINAS.items() for adres in adressen]


def adres_van(site: Site, adres: str) -> str:
    """An address with the numbers of the small population filled in."""
    web = site.web
    return site.adres + adres.format(
        boeking=web.boeking, run=web.run, scenario=web.scenario, tarief=TARIEF, mens=web.mensen[1]
    )


def overtredingen(pagina: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, under the content security policy as it is."""
    # Describing what is right as well takes most of the time, and nobody reads it.
    opties = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    uitkomst = Axe().run(pagina, options=opties)
    return [
        f"{fout['id']}: {', '.join(str(knoop['target']) for knoop in fout['nodes'])}"
        for fout in uitkomst.response["violations"]
    ]


def past(pagina: Page) -> bool:
    """Tell whether nothing makes the page scroll sideways."""
    return bool(pagina.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("breedte", [320, 1280])
@pytest.mark.parametrize("naam", PAGINAS)
def test_axe_vindt_niets_en_niets_steekt_uit(site: Site, browser: Browser, naam: str, breedte: int) -> None:
    mis: list[str] = []
    with site.als(browser, naam, viewport={"width": breedte, "height": 800}) as venster:
        pagina = venster.new_page()
        pagina.on("console", lambda regel: mis.append(f"console: {regel.text}") if _telt(regel) else None)
        pagina.on("pageerror", lambda fout: mis.append(f"script: {fout}"))
        for adres in PAGINAS[naam]:
            pagina.goto(adres_van(site, adres))
            mis += [f"{adres} {fout}" for fout in overtredingen(pagina)]
            if not past(pagina):
                mis.append(f"{adres} steekt uit")
    assert not mis


def _telt(regel: Any) -> bool:
    # The page that is not there is meant to be not there.
    return regel.type in ("error", "warning") and "404" not in regel.text


@pytest.mark.parametrize("kleuren", ["light", "dark"])
def test_het_inlogformulier_is_toegankelijk_ook_met_een_fout(site: Site, browser: Browser, kleuren: Any) -> None:
    with browser.new_context(color_scheme=kleuren, viewport={"width": 320, "height": 800}) as venster:
        pagina = venster.new_page()
        pagina.goto(f"{site.adres}/inloggen")
        assert overtredingen(pagina) == []
        pagina.get_by_label("Accountnaam").fill("medewerker")
        pagina.get_by_label("Wachtwoord").fill("mis")
        pagina.get_by_role("button", name="Inloggen").click()
        assert pagina.locator(".foutenlijst").evaluate("vak => vak === document.activeElement")
        assert overtredingen(pagina) == []
        assert past(pagina)


@pytest.mark.parametrize("naam", ["hr", "medewerker"])
def test_in_het_donker_is_het_contrast_ook_goed(site: Site, browser: Browser, naam: str) -> None:
    with site.als(browser, naam, color_scheme="dark") as venster:
        pagina = venster.new_page()
        for adres in PAGINAS[naam]:
            pagina.goto(adres_van(site, adres))
            assert overtredingen(pagina) == [], adres


def test_inloggen_kan_met_alleen_het_toetsenbord(site: Site, browser: Browser) -> None:
    with browser.new_context() as venster:
        pagina = venster.new_page()
        pagina.goto(f"{site.adres}/inloggen")
        pagina.keyboard.press("Tab")
        assert pagina.evaluate("document.activeElement.textContent") == "Naar de inhoud"
        pagina.keyboard.press("Enter")
        pagina.keyboard.press("Tab")
        pagina.keyboard.type("medewerker")
        pagina.keyboard.press("Tab")
        pagina.keyboard.type(WACHTWOORD)
        pagina.keyboard.press("Enter")
        pagina.get_by_text("Je volgende dienst begint dinsdag.").wait_for()


def test_een_run_gaat_met_alleen_het_toetsenbord_door_vier_ogen(site: Site, browser: Browser) -> None:
    adres = f"{site.adres}/runs/{site.web.run}"
    for naam, knop, melding in (
        ("hr", "Gecontroleerd", "Gecontroleerd. Nu keurt iemand anders de run goed."),
        ("hr-ander", "Goedkeuren", "Goedgekeurd. De bedragen liggen nu vast."),
    ):
        with site.als(browser, naam) as venster:
            pagina = venster.new_page()
            pagina.goto(adres)
            pagina.locator("#inhoud").focus()
            for _ in range(60):
                pagina.keyboard.press("Tab")
                if pagina.evaluate("document.activeElement.textContent").strip() == knop:
                    break
            pagina.keyboard.press("Enter")
            pagina.get_by_text(melding).wait_for()


def test_de_taken_kunnen_zonder_javascript(site: Site, browser: Browser) -> None:
    with site.als(browser, "hr", java_script_enabled=False, viewport={"width": 320, "height": 800}) as venster:
        pagina = venster.new_page()
        pagina.goto(f"{site.adres}/parameters/{TARIEF}")
        pagina.get_by_label("Waarde", exact=True).fill("12,00")
        pagina.get_by_label("Geldt vanaf").fill("2026-12-01")
        pagina.get_by_label("Bron", exact=True).fill("Proefbesluit")
        for veld in ("soort", "aard"):
            pagina.locator(f"[name={veld}][value=wijziging]").check()
        pagina.get_by_label("Reden", exact=True).fill("nieuw")
        pagina.get_by_role("button", name="Waarde voorstellen", exact=True).click()
        assert "Je voorstel staat klaar." in pagina.inner_text("main")
        pagina.locator("summary", has_text="Menu").click()
        pagina.locator(".menu-smal").get_by_role("link", name="Maand", exact=True).click()
        assert pagina.url == f"{site.adres}/runs/"
    with site.als(browser, "medewerker", java_script_enabled=False) as venster:
        pagina = venster.new_page()
        for adres in PAGINAS["medewerker"]:
            antwoord = pagina.goto(adres_van(site, adres))
            assert antwoord
            assert antwoord.status == (404 if adres == "/bestaat-niet" else 200)
            assert pagina.locator("h1").count() == 1


def test_een_pagina_weegt_samengeperst_minder_dan_150_kb(site: Site, browser: Browser) -> None:
    import gzip

    with site.als(browser, "auditor") as venster:
        pagina = venster.new_page()
        inhoud: list[bytes] = []
        pagina.on("response", lambda antwoord: inhoud.append(antwoord.body()) if antwoord.status == 200 else None)
        pagina.goto(f"{site.adres}/regelingen/", wait_until="networkidle")
        assert sum(len(gzip.compress(deel)) for deel in inhoud) < 150_000
