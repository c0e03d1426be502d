# SPDX-License-Identifier: EUPL-1.2
"""The pages of the on-call duty in a real browser: accessible, narrow, by keyboard alone and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from core.calendar.tijd import moment
from core.people.policy import PROGRAMMA
from plugins.jio.consignatie.dutydesk.models import Uitslag
from plugins.jio.consignatie.dutydesk.services import incidenten, lijst
from plugins.jio.consignatie.models import Deelreden
from plugins.jio.consignatie.ringen import services as ringen
from plugins.jio.consignatie.ringen.services import Ringkeuze
from plugins.jio.consignatie.rules.oproep import Storingscategorie
from plugins.jio.consignatie.services import oproepen, ruilen, vervangingen
from plugins.jio.consignatie.services.oproepen import Melding
from plugins.jio.consignatie.vervangvragen import services as vervangvragen
from plugins.jio.consignatie.voorstel.rules.bewaard import Opties
from plugins.jio.consignatie.voorstel.services import aanvragen, rekenen
from plugins.jio.consignatie.wensen import services as wensen
from plugins.jio.consignatie.wensen.rules import Wenssoort
from tests.e2e.conftest import serveer
from tests.e2e.test_paginas import overtredingen, past
from tests.plugins.jio.consignatie.dutydesk.conftest import contract
from tests.plugins.jio.consignatie.paginawereld import Wereld, kopie

pytestmark = pytest.mark.browser

PAGINAS = {
    "Anna Bakker": (
        "/",
        "/jio/diensten/",
        "/jio/diensten/{dienst}",
        "/jio/toelage/2025-03",
        "/jio/ruilen/",
        "/jio/ruilen/nieuw",
        "/jio/ruilen/1",
        "/jio/oproepen/",
        "/jio/oproepen/nieuw",
        "/jio/oproepen/1",
        "/jio/declaraties/",
        "/jio/declaraties/{declaratie}",
        "/jio/aanwijzingen/eigen",
        "/jio/agenda/",
        "/jio/invallen/",
        "/jio/invallen/vraag/1",
        "/jio/ringruilen/",
        "/jio/ringruilen/nieuw",
        "/jio/ringruilen/1",
        "/jio/wensen/",
    ),
    "Leider Infrastructuur": (
        "/",
        "/jio/werklijst/",
        "/jio/werklijst/team/2025-03",
        "/jio/declaraties/{declaratie}",
        "/jio/diensten/{dienst}",
    ),
    "Ilse Roosters": (
        "/jio/roosters/",
        "/jio/roosters/{rooster}",
        "/jio/roosters/{concept}",
        "/jio/roosters/dienst/{leeg}",
        "/jio/wensen/team",
        "/jio/wensen/team/{concept}",
        "/jio/voorstellen/",
        "/jio/voorstellen/rooster/{concept}",
        "/jio/voorstellen/rooster/{rooster}",
        "/jio/voorstellen/1",
        "/jio/voorstellen/2",
        "/jio/voorstellen/3",
        "/jio/roosters/{concept}/met-de-hand",
        "/jio/roosters/{rooster}/versies",
        "/jio/roosters/{rooster}/versies/1",
        "/jio/roosters/{rooster}/versies/1/verschil",
        "/mensen/inlezen",
        "/jio/diensten/{dienst}/vervanging",
        "/jio/invallen/diensten",
        "/jio/invallen/diensten/{gat}",
        "/jio/ruilen/vastleggen",
        "/jio/ruilen/2",
        "/jio/beheer/teams",
    ),
    "Kim Bureau": (
        "/",
        "/jio/wacht/",
        "/jio/oproepen/nieuw?team={team}",
        "/jio/incidenten/",
        "/jio/incidenten/nieuw",
        "/jio/incidenten/{incident}",
        "/jio/incidenten/{incident}/klok?vast=ja",
        "/jio/contracten/",
        "/jio/contracten/{contract}",
        "/jio/gepland-werk/wie-doet-wat",
    ),
    "Jan Manager": ("/", "/jio/incidenten/", "/jio/incidenten/{incident}", "/jio/gepland-werk/"),
    "Mia Personeel": ("/jio/jaarcijfers/",),
    "Lars Personeel": (
        "/jio/beheer/maand/2025-02",
        "/jio/beheer/teams",
        "/jio/beheer/teams/{team}",
        "/jio/aanwijzingen/",
        "/jio/aanwijzingen/1",
        "/jio/aanwijzingen/inzetbaarheid",
    ),
}


@dataclass
class Site:
    """Where the site is, the world behind it, and the numbers of its addresses."""

    adres: str
    wereld: Wereld
    nummers: dict[str, int]

    def als(self, browser: Browser, naam: str, **keuzes: Any) -> BrowserContext:
        """A window of somebody who is logged in."""
        venster = browser.new_context(locale="nl-NL", **keuzes)
        token = self.wereld.browser(naam).token
        venster.add_cookies([{"name": "annex_sessie", "value": token, "url": self.adres, "httpOnly": True}])
        return venster

    def ga(self, pagina: Page, pad: str) -> None:
        """Open a page that must be there."""
        antwoord = pagina.goto(self.adres + pad.format(**self.nummers))
        assert antwoord is not None
        assert antwoord.status == 200, pad


def _laat_voorstellen(wereld: Wereld, concept: int) -> None:
    """Three proposals: a year, one for which there is no roster, and a re-plan; and wishes that are still open."""
    ilse = wereld.als("Ilse Roosters")
    wensen.open_ronde(ilse, concept, sluit_op=date(2025, 6, 1))
    wensen.leg_vast(wereld.als("Anna Bakker"), concept, {date(2026, 3, 3): Wenssoort.KAN_NIET})
    for rooster, opties in (
        (concept, Opties()),
        (concept, Opties(vrij_ertussen=8)),
        (wereld.roosters["INF"], Opties(zonder=(wereld.mensen["Daan Smit"],))),
    ):
        rekenen.reken(ilse.als(PROGRAMMA), aanvragen.vraag(ilse, rooster, opties))


def _laat_bellen(wereld: Wereld) -> dict[str, int]:
    """An incident of the evening before, that is still open, under a line of the contract list."""
    kim = wereld.als("Kim Bureau")
    with wereld.database.transactie() as s:
        lijst.bewaar(s, kim.als(PROGRAMMA), contract(team_id=wereld.teams["INF"]))
    gebeld = wereld.nu.replace(day=18, hour=20)
    gedaan = incidenten.registreer(
        kim,
        incidenten.Aanmelding(
            nummer="INC-1",
            opdrachtgever="DJI",
            dienst="Netwerk",
            melder="Mo Melder",
            melder_telefoon="0701234567",
            locatie="PI Alphen",
            omschrijving="Het netwerk ligt plat",
            team_id=wereld.teams["INF"],
            gemeld_op=gebeld,
            gebeld_op=gebeld,
            uitslag=Uitslag.GEEN_GEHOOR,
            prio=1,
            categorie=Storingscategorie.NETWERK,
        ),
    )
    return {"incident": gedaan.incident_id, "contract": 1}


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    wereld = kopie(sqlite_template, tmp_path_factory.mktemp("jio"))
    anna, bram = wereld.als("Anna Bakker"), wereld.als("Bram de Vries")
    gebeld = Melding(
        wereld.nu.replace(month=3, day=5, hour=20), 1, Storingscategorie.SERVER, overeenkomst=True, incidentnummer="I1"
    )
    oproepen.registreer(anna, wereld.teams["INF"], gebeld)
    declaraties = wereld.declaraties(bevestigd=True)
    ruilen.bied_aan(
        bram, ruilen.Deelkeuze(wereld.dienst("INF", date(2025, 4, 8))), gevraagde_id=wereld.mensen["Anna Bakker"]
    )
    dienst = wereld.dienst("INF", date(2025, 4, 1))
    ruil = ruilen.bied_aan(anna, ruilen.Deelkeuze(dienst))
    ruilen.neem_over(wereld.als("Daan Smit"), ruil)
    ruilen.meld_bekend(wereld.als("Leider Infrastructuur"), ruil)
    concept = wereld.browser("Ilse Roosters").post("/jio/roosters/", team=wereld.teams["INF"], jaar=2026)
    gat = wereld.dienst("INF", date(2025, 4, 22))
    _vraag_om_in_te_vallen(wereld, gat)
    nummers = {
        "dienst": dienst,
        "gat": gat,
        "declaratie": declaraties["Anna Bakker", date(2025, 3, 4)],
        "rooster": wereld.roosters["INF"],
        "concept": int(concept.headers["Location"].rsplit("/", 1)[1]),
        "leeg": wereld.dienst("INF", date(2026, 3, 3)),
        "team": wereld.teams["INF"],
    }
    _laat_voorstellen(wereld, nummers["concept"])
    nummers |= _laat_bellen(wereld)
    with serveer(wereld.app) as adres:
        yield Site(adres, wereld, nummers)
    wereld.database.sluit()


def _vraag_om_in_te_vallen(wereld: Wereld, dienst: int) -> None:
    """Leave the weekend of Daan open and ask for it; and let Anna propose a ring of the duties after that."""
    leider, vrijdag = wereld.als("Leider Infrastructuur"), moment(date(2025, 4, 25), time(17))
    vervangingen.vervang(
        leider,
        dienst,
        uitvaller_id=wereld.mensen["Daan Smit"],
        van=vrijdag,
        reden=Deelreden.VERLOF,
        vervanger_id=None,
    )
    vervangvragen.vraag(leider, dienst, vrijdag, [wereld.mensen[naam] for naam in ("Anna Bakker", "Bram de Vries")])
    beurten = {"Anna Bakker": date(2025, 4, 29), "Bram de Vries": date(2025, 5, 6), "Carla Jansen": date(2025, 5, 13)}
    keuzes = [
        Ringkeuze(wereld.mensen[naam], ruilen.Deelkeuze(wereld.dienst("INF", dag))) for naam, dag in beurten.items()
    ]
    ringen.stel_voor(wereld.als("Anna Bakker"), keuzes)


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


def test_een_formulier_met_een_fout_begint_bij_de_fout(site: Site, browser: Browser) -> None:
    with site.als(browser, "Kim Bureau", viewport={"width": 320, "height": 800}) as venster:
        pagina = venster.new_page()
        site.ga(pagina, "/jio/oproepen/nieuw?team={team}")
        pagina.get_by_role("button", name="Vastleggen").click()
        lijst = pagina.locator(".foutenlijst")
        assert lijst.evaluate("vak => vak === document.activeElement")
        assert overtredingen(pagina) == []
        lijst.get_by_role("link", name="Vul het incidentnummer in.").click()
        assert pagina.evaluate("document.activeElement.name") == "incidentnummer"


def test_ruilen_kan_zonder_javascript_en_toont_eerst_wat_het_doet(site: Site, browser: Browser) -> None:
    with site.als(browser, "Carla Jansen", java_script_enabled=False) as venster:
        pagina = venster.new_page()
        site.ga(pagina, "/jio/ruilen/nieuw")
        terug = pagina.get_by_label("Welke dienst neem je terug")
        keuze = next(tekst for tekst in terug.locator("option").all_inner_texts() if tekst.startswith("Bram de Vries"))
        terug.select_option(label=keuze)
        assert pagina.get_by_role("button", name="Aanbieden").count() == 0
        pagina.get_by_role("button", name="Bekijk wat het doet").click()
        assert "Zo wordt het als de ruil doorgaat." in pagina.inner_text("main")
        assert "ziet alleen de collega zelf" in pagina.inner_text("main")
        pagina.get_by_role("button", name="Aanbieden").click()
        assert "Je aanbod staat open." in pagina.inner_text("main")


def test_met_de_hand_roosteren_toetst_meteen_en_ook_zonder_javascript(site: Site, browser: Browser) -> None:
    for javascript in (True, False):
        with site.als(browser, "Ilse Roosters", java_script_enabled=javascript) as venster:
            pagina = venster.new_page()
            site.ga(pagina, "/jio/roosters/{concept}/met-de-hand")
            begin = pagina.locator("#controle .antwoord-zin").inner_text()
            veld = pagina.locator("#veld-dienst_{leeg}".format(**site.nummers))
            veld.focus()
            veld.select_option(label="Anna Bakker")
            if not javascript:
                pagina.get_by_role("button", name="Nakijken").click()
            pagina.get_by_text("1 keuze is nog niet opgeslagen.").wait_for()
            assert pagina.locator("#controle .antwoord-zin").inner_text() != begin
            if javascript:
                assert pagina.evaluate("document.activeElement.id") == "veld-dienst_{leeg}".format(**site.nummers)


def test_een_versie_past_liggend_op_a3(site: Site, browser: Browser) -> None:
    with site.als(browser, "Ilse Roosters") as venster:
        pagina = venster.new_page()
        site.ga(pagina, "/jio/roosters/{rooster}/versies/1")
        afdruk = pagina.pdf(prefer_css_page_size=True)
        breed, hoog = re.findall(rb"/MediaBox ?\[0 0 (\d+)\.?\d* (\d+)", afdruk)[0]
        assert (abs(int(breed) - 1190), abs(int(hoog) - 841)) <= (1, 1)


def test_een_declaratie_goedkeuren_met_alleen_het_toetsenbord(site: Site, browser: Browser) -> None:
    with site.als(browser, "Leider Applicaties") as venster:
        pagina = venster.new_page()
        site.ga(pagina, "/jio/werklijst/")
        pagina.locator("#inhoud").focus()
        for _ in range(80):
            pagina.keyboard.press("Tab")
            if pagina.evaluate("document.activeElement.textContent").strip() == "Goedkeuren wat is aangevinkt":
                break
        pagina.keyboard.press("Enter")
        pagina.get_by_text("declaraties zijn goedgekeurd.").wait_for()


def test_een_rooster_is_op_papier_een_vel_a3(site: Site, browser: Browser) -> None:
    with site.als(browser, "Ilse Roosters", viewport={"width": 1280, "height": 900}) as venster:
        pagina = venster.new_page()
        site.ga(pagina, "/jio/roosters/{rooster}/versies/1")
        papier = pagina.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox \[0 0 (\d+)\S* (\d+)\S*\]", papier) == [(b"1191", b"841")]
