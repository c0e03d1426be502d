# SPDX-License-Identifier: EUPL-1.2
"""The pages of patch duty and secondment in a real browser: accessible, narrow, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.jio.detacheren.services import aanspraken, register
from plugins.jio.rijksroosteren.rules import Categorie
from plugins.jio.rijksroosteren.services import groep, maatwerk, rooster
from tests.e2e.conftest import serveer
from tests.e2e.test_jio import Site
from tests.e2e.test_paginas import overtredingen, past
from tests.plugins.jio.consignatie.paginawereld import kopie
from tests.plugins.jio.rijksroosteren.conftest import tijdvak

pytestmark = pytest.mark.browser

PAGINAS = {
    "Anna Bakker": (
        "/",
        "/jio/roosteren/",
        "/jio/roosteren/1",
        "/jio/roosteren/team/",
        "/jio/detacheren/eigen",
        "/jio/detacheren/aanspraak/1",
    ),
    "Bram de Vries": ("/jio/roosteren/", "/jio/detacheren/eigen"),
    "Leider Infrastructuur": (
        "/jio/roosteren/team/{team}/2025-03",
        "/jio/roosteren/1",
        "/jio/roosteren/maatwerk/",
        "/jio/detacheren/",
    ),
    "Lars Personeel": ("/jio/roosteren/rra/2025-03", "/jio/detacheren/", "/jio/detacheren/aanspraak/1"),
}


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    wereld = kopie(sqlite_template, tmp_path_factory.mktemp("roosteren"))
    anna, hr, leider = (wereld.als(naam) for naam in ("Anna Bakker", "Lars Personeel", "Leider Infrastructuur"))
    groep.meld_aan(anna, wereld.nu.date())
    rooster.plan(anna, wereld.mensen["Anna Bakker"], Categorie.PATCHDIENST, *tijdvak("2025-03-25"))
    bram = wereld.mensen["Bram de Vries"]
    rooster.plan(leider, bram, Categorie.WIJZIGING, *tijdvak("2025-03-22"), "Release 4.2")
    nummer = maatwerk.leg_vast(leider, bram, van=date(2022, 1, 1), vindplaats="dossier 7")
    maatwerk.stem_in(leider, nummer, akkoord=True)
    register.leg_vast(hr, wereld.mensen["Anna Bakker"], functie="TESTER", van=date(2023, 1, 1))
    aanspraken.dien_in(anna)
    with serveer(wereld.app) as adres:
        yield Site(adres, wereld, {"team": wereld.teams["INF"]})
    wereld.database.sluit()


@pytest.mark.parametrize(("breedte", "kleuren"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize("naam", PAGINAS)
def test_axe_vindt_niets_en_niets_steekt_uit(
    site: Site, browser: Browser, naam: str, breedte: int, kleuren: str
) -> None:
    mis: list[str] = []
    with site.als(browser, naam, viewport={"width": breedte, "height": 800}, color_scheme=kleuren) as venster:
        pagina = venster.new_page()
        pagina.on("console", lambda regel: mis.append(regel.text) if regel.type in ("error", "warning") else None)
        for pad in PAGINAS[naam]:
            site.ga(pagina, pad)
            # What is folded up must be good as well.
            pagina.locator("main details").evaluate_all("blokken => blokken.forEach(blok => { blok.open = true })")
            mis += [f"{pad} {fout}" for fout in overtredingen(pagina)]
            if not past(pagina):
                mis.append(f"{pad} steekt uit")
    assert not mis


def test_aanmelden_en_roosteren_kan_zonder_javascript(site: Site, browser: Browser) -> None:
    with site.als(
        browser, "Carla Jansen", java_script_enabled=False, viewport={"width": 320, "height": 800}
    ) as venster:
        pagina = venster.new_page()
        site.ga(pagina, "/jio/roosteren/")
        pagina.get_by_role("button", name="Aanmelden voor patchdiensten").click()
        assert "Je doet mee met patchdiensten." in pagina.inner_text("main")
        pagina.get_by_label("Dag", exact=True).fill("2025-04-02")
        pagina.get_by_label("Begint om").fill("20:00")
        pagina.get_by_label("Eindigt om").fill("00:30")
        pagina.get_by_role("button", name="Op het rooster zetten").click()
        assert "Carla Jansen: patchdienst, wo 2 april 20.00 tot do 3 april 2025 00.30 uur." in pagina.inner_text("main")
