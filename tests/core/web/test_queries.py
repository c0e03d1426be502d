# SPDX-License-Identifier: EUPL-1.2
"""Every page asks a fixed number of questions of the database, at most fifteen, however many people there are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.storage.engine import Database
from core.web.rights import Recht, Toegang, recht_van
from tests.core.web.test_rights import gangen, mag, vraag
from tests.core.web.wereld import Web, maak_web

MEESTE = 15
#: A file with everything about somebody is a download: a query for each table.
GEEN_PAGINA = {"mijn.bestand", "static"}


@pytest.fixture(scope="module", params=[6, 240])
def werelden(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Web]:
    pad = tmp_path_factory.mktemp("vragen") / "annex.sqlite"
    shutil.copy(sqlite_template, pad)
    database = Database(f"sqlite:///{pad}")
    yield maak_web(database, pad, aantal=request.param)
    database.sluit()


_geteld: dict[int, dict[tuple[str, str], int]] = {}


def test_elke_pagina_stelt_hoogstens_vijftien_vragen_ook_bij_meer_mensen(werelden: Web) -> None:
    vragen: dict[tuple[str, str], int] = {}
    for naam in ("medewerker", "leidinggevende", "hr-medewerker", "auditor", "beheerder"):
        browser = werelden.client(naam)
        for regel, methode in gangen(werelden):
            recht = recht_van(werelden.app.view_functions[regel.endpoint])
            if methode != "GET" or regel.endpoint in GEEN_PAGINA or not isinstance(recht, Recht | Toegang):
                continue
            if mag(werelden, regel, naam):
                with werelden.vragen() as gesteld:
                    vraag(werelden, browser, regel, "GET", naam).close()
                vragen[regel.endpoint, naam] = len(gesteld)
    assert {waar: aantal for waar, aantal in vragen.items() if aantal > MEESTE} == {}
    _geteld[len(werelden.mensen)] = vragen
    if len(_geteld) == 2:
        klein, groot = _geteld.values()
        assert klein == groot
