# SPDX-License-Identifier: EUPL-1.2
"""Pictures of every page of the demo, per role: `make screenshots` writes them to screenshots/, which is not committed.

The demo is filled for a fixed day, so that two runs give the same pictures. For every role each page of the menu is
opened, and the first page that each of those leads to. The pictures of the README are made anew in docs/beelden;
`python -m tests.e2e.screenshots beelden` makes only those.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, FloatRect, Page, sync_playwright
from rich.progress import Progress
from sqlalchemy import func, select

from core.demo import WACHTWOORD, vul
from core.ledger.models import Boeking
from core.people.models import Account, Leiding, Roltoekenning
from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from core.web.app import maak_app
from tests.e2e.conftest import serveer
from tests.needs import CHROMIUM_ARGUMENTS, find_chromium

MAP = Path("screenshots")
NU = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
BREEDTES = (320, 768, 1280)
BEELDEN = Path("docs/beelden")
#: Of the README: the role that reads, the page, the links to follow from there, what to unfold, and the height.
README: dict[str, tuple[str, str, tuple[str, ...], str | None, int]] = {
    "diensten": ("medewerker", "/jio/diensten/", (), None, 940),
    "toelage": ("medewerker", "/jio/toelage/", ("main a[href$='2026-10']",), "main details", 860),
    "werklijst": ("leidinggevende", "/jio/werklijst/", (), None, 700),
    "rooster": ("roosterbeheerder", "/jio/roosters/", ("main a:has-text('bijgewerkt')",), None, 700),
    "voorstel": ("roosterbeheerder", "/jio/voorstellen/", ("main a[href*='/voorstellen/']",), None, 760),
    "incident": ("dutydesk", "/jio/incidenten/", ("main a[href*='/incidenten/']:not([href$='nieuw'])",), None, 760),
    "maandrun": ("hr", "/runs/", ("main a[href*='/runs/']",), None, 700),
    "boeking": ("auditor", "/boekingen/?nummer=810017", ("main a[href*='/boekingen/']",), "main details", 860),
}
KLEUREN = ("light", "dark")


def wie(database: Database) -> dict[str, str]:
    """One log-in name for each role: an employee with postings, a leidinggevende, and one of every other role."""
    with database.lezen() as s:
        medewerker = s.scalar(
            select(Account.naam)
            .join(Boeking, Boeking.medewerker_id == Account.medewerker_id)
            .group_by(Account.naam)
            .order_by(func.count().desc(), Account.naam)
            .limit(1)
        )
        leidinggevende = s.scalar(
            select(Account.naam)
            .join(Leiding, Leiding.medewerker_id == Account.medewerker_id)
            .order_by(Account.id)
            .limit(1)
        )
        rollen = s.execute(
            select(Roltoekenning.rol, func.min(Account.naam))
            .join(Account, Account.id == Roltoekenning.account_id)
            .group_by(Roltoekenning.rol)
            .order_by(Roltoekenning.rol)
        ).all()
    gevonden = {"medewerker": medewerker, "leidinggevende": leidinggevende} | {rij[0]: rij[1] for rij in rollen}
    return {rol: naam for rol, naam in gevonden.items() if naam}


def paginas(pagina: Page, adres: str) -> list[str]:
    """Return the addresses of the menu, each followed by the first page that it leads to."""
    uit = dict.fromkeys(["/"])
    pagina.goto(adres)
    for hoofd in _links(pagina, adres, ".menu-breed a"):
        pagina.goto(adres + hoofd)
        uit |= dict.fromkeys([hoofd, *_links(pagina, adres, ".menu-onder a")])
    for punt in list(uit):
        pagina.goto(adres + punt)
        verder = [link for link in _links(pagina, adres, "main a") if link not in uit and "?" not in link]
        uit |= dict.fromkeys(verder[:1])
    return list(uit)


def _links(pagina: Page, adres: str, kiezer: str) -> list[str]:
    gevonden: list[str] = pagina.locator(kiezer).evaluate_all(
        "links => links.filter(link => !link.hasAttribute('download')).map(link => link.href)"
    )
    paden = (urlsplit(link) for link in gevonden if link.startswith(adres))
    return list(dict.fromkeys(f"{pad.path}?{pad.query}".rstrip("?") for pad in paden))


def _log_in(venster: BrowserContext, adres: str, naam: str) -> None:
    pagina = venster.new_page()
    pagina.goto(f"{adres}/inloggen")
    pagina.locator("[name=accountnaam]").fill(naam)
    pagina.locator("[name=wachtwoord]").fill(WACHTWOORD)
    pagina.locator("main button").click()
    pagina.wait_for_url(lambda url: "/inloggen" not in url)
    pagina.close()


def _fotografeer(adres: str, mensen: dict[str, str]) -> Iterator[str]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
        for rol, naam in mensen.items():
            with browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900}) as venster:
                _log_in(venster, adres, naam)
                pagina = venster.new_page()
                for punt in paginas(pagina, adres):
                    yield f"{rol} {punt}"
                    pagina.goto(adres + punt)
                    for breedte in BREEDTES:
                        pagina.set_viewport_size({"width": breedte, "height": 900})
                        for kleur in KLEUREN:
                            pagina.emulate_media(color_scheme=kleur)  # type: ignore[arg-type]
                            plek = MAP / rol / f"{punt.strip('/').replace('/', '_') or 'begin'}-{breedte}-{kleur}.png"
                            plek.parent.mkdir(parents=True, exist_ok=True)
                            pagina.screenshot(path=plek, full_page=True)
        browser.close()


def _maak_beelden(adres: str, mensen: dict[str, str]) -> Iterator[str]:
    """Make the pictures of the README."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
        for beeld, (rol, punt, links, uitklap, hoogte) in README.items():
            yield f"docs/beelden/{beeld}.png"
            with browser.new_context(locale="nl-NL", viewport={"width": 1100, "height": 900}) as venster:
                _log_in(venster, adres, mensen[rol])
                pagina = venster.new_page()
                pagina.goto(adres + punt)
                for link in links:
                    pagina.locator(link).first.click()
                if uitklap is not None:
                    pagina.locator(uitklap).first.evaluate("blok => { blok.open = true }")
                # What the page is about: not the menu, which is long and grows.
                top = pagina.locator("main").evaluate("deel => deel.getBoundingClientRect().top + scrollY")
                vak: FloatRect = {"x": 0, "y": top, "width": 1100, "height": hoogte}
                pagina.screenshot(path=BEELDEN / f"{beeld}.png", full_page=True, clip=vak)
        browser.close()


def main() -> None:
    """Fill the demo, serve it, and take the pictures."""
    maken = (_maak_beelden,) if sys.argv[1:] == ["beelden"] else (_maak_beelden, _fotografeer)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as map_, Progress() as voortgang:
        taak = voortgang.add_task("Demo vullen", total=None)
        database = Database(f"sqlite:///{Path(map_) / 'demo.sqlite'}")
        installatie = laad()
        vul(database, installatie, NU, lambda tekst: voortgang.update(taak, description=f"Demo vullen: {tekst}"))
        app = maak_app(installatie, database, Instellingen("", "screenshots-" * 4, https=False), klok=lambda: NU)
        with serveer(app) as adres:
            for maak in maken:
                for wat in maak(adres, wie(database)):
                    voortgang.update(taak, description=wat)
        database.sluit()
    sys.stdout.write(f"De schermafdrukken staan in {MAP.resolve()} en {BEELDEN.resolve()}.\n")


if __name__ == "__main__":
    main()
