# SPDX-License-Identifier: EUPL-1.2
"""A running site with the small population, and a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import make_server

from core.storage.engine import Database
from tests.core.web.wereld import Web, maak_web
from tests.needs import CHROMIUM_ARGUMENTS


@dataclass
class Site:
    """Where the site is, and the world behind it."""

    adres: str
    web: Web

    def als(self, browser: Browser, naam: str, **keuzes: object) -> BrowserContext:
        """A window of somebody who is logged in."""
        venster: BrowserContext = browser.new_context(locale="nl-NL", **keuzes)  # type: ignore[arg-type]
        venster.add_cookies(
            [{"name": "annex_sessie", "value": self.web.sessies[naam].token, "url": self.adres, "httpOnly": True}]
        )
        return venster


@pytest.fixture(scope="session")
def _site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[Site]:
    pad = tmp_path_factory.mktemp("e2e") / "annex.sqlite"
    shutil.copy(sqlite_template, pad)
    database = Database(f"sqlite:///{pad}")
    web = maak_web(database, pad)
    with serveer(web.app) as adres:
        yield Site(adres, web)
    database.sluit()


@pytest.fixture
def site(_site: Site) -> Iterator[Site]:
    """The site; what a test changes is put back."""
    yield _site
    _site.web.terug()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        gestart = playwright.chromium.launch(executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS))
        yield gestart
        gestart.close()


@contextmanager
def serveer(app: object) -> Iterator[str]:
    """Serve an application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)  # type: ignore[arg-type]
    draad = threading.Thread(target=server.serve_forever)
    draad.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        draad.join()
        server.server_close()
