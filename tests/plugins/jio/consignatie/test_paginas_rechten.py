# SPDX-License-Identifier: EUPL-1.2
"""Who may open which page, what others never see there, and how many questions a page asks of the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.storage.engine import Database
from core.web.rights import Recht, Toegang, recht_van
from plugins.jio.consignatie.services import ruilen
from tests.plugins.jio.consignatie.paginawereld import Wereld, kopie, tekst_van, tel_vragen

MEESTE = 15
APRIL = date(2025, 4, 1)
WIE = (
    "Anna Bakker",
    "Leider Infrastructuur",
    "Leider Applicaties",
    "Ilse Roosters",
    "Jan Manager",
    "Kim Bureau",
    "Lars Personeel",
    "Noor Auditor",
    "Otto Elders",
)

_ARGUMENT = re.compile(r"<(?:int:)?(\w+)>")


def test_elke_pagina_vraagt_het_recht_van_haar_view(jio: Wereld) -> None:
    for naam in WIE:
        browser, actor = jio.browser(naam), jio.als(naam).actor
        for adres, endpoint in paginas(jio):
            recht = recht_van(jio.app.view_functions[endpoint])
            if recht is Toegang.OPENBAAR:
                # A calendar, read by who has its secret address: a guessed one is nobody's.
                assert browser.get(adres).status_code == 404, adres
                continue
            assert isinstance(recht, Recht)
            open_ = jio.installatie.beleid.mag_ergens(actor, recht.handeling, recht.soort)
            status = browser.get(adres).status_code
            assert status == 403 if not open_ else status in (200, 303, 403), (naam, adres, status)


def test_wie_niet_bij_jio_werkt_leest_geen_naam_van_jio(jio: Wereld) -> None:
    ruilen.bied_aan(jio.als("Anna Bakker"), ruilen.Deelkeuze(jio.dienst("INF", APRIL)))
    otto = jio.browser("Otto Elders")
    for adres, _ in paginas(jio):
        antwoord = otto.get(adres)
        assert not any(naam in antwoord.text for naam in jio.mensen if naam != "Otto Elders"), adres


@pytest.mark.parametrize(
    ("wie", "verboden"),
    [
        ("Bram de Vries", "de declaratie van een ander"),
        ("Leider Applicaties", "de declaratie van een ander team"),
        ("Ilse Roosters", "een declaratie, want zij houdt het rooster bij"),
        ("Kim Bureau", "een declaratie, want het bureau ziet geen geld"),
    ],
)
def test_een_declaratie_is_voor_wie_haar_aangaat(jio: Wereld, wie: str, verboden: str) -> None:
    nummer = jio.declaraties()["Anna Bakker", date(2025, 3, 4)]
    assert jio.browser(wie).get(f"/jio/declaraties/{nummer}").status_code == 403, verboden


def test_de_leidinggevende_en_de_beheerder_zien_bij_een_ruil_geen_bedrag(jio: Wereld) -> None:
    dienst, bram = jio.dienst("INF", APRIL), jio.mensen["Bram de Vries"]
    nummer = ruilen.bied_aan(jio.als("Anna Bakker"), ruilen.Deelkeuze(dienst), gevraagde_id=bram)
    ruilen.neem_over(jio.als("Bram de Vries"), nummer)
    for naam in ("Leider Infrastructuur", "Ilse Roosters", "Lars Personeel", "Noor Auditor"):
        assert "€" not in jio.browser(naam).zie(f"/jio/ruilen/{nummer}"), naam
    for naam in ("Anna Bakker", "Bram de Vries"):
        tekst = tekst_van(jio.browser(naam).zie(f"/jio/ruilen/{nummer}"))
        assert "ziet alleen de collega zelf" in tekst
        assert "€" in tekst


def test_niemand_keurt_zijn_eigen_declaratie_goed(jio: Wereld) -> None:
    nummer = jio.declaraties(bevestigd=True)["Anna Bakker", date(2025, 3, 4)]
    jio.leidt("Anna Bakker", "INF")
    anna = jio.browser("Anna Bakker")
    pagina = tekst_van(anna.zie(f"/jio/declaraties/{nummer}"))
    assert "Goedkeuren" not in pagina
    anna.post("/jio/declaraties/goedkeuren", declaratie=nummer)
    assert "Je keurt je eigen declaratie niet goed." in tekst_van(anna.zie("/jio/werklijst/"))


def test_wie_uitgeschakeld_is_heeft_geen_paginas(jio: Wereld) -> None:
    jio.zet_eenheid(aan=False)
    assert jio.browser("Anna Bakker").get("/jio/diensten/").status_code == 404


@pytest.fixture(scope="module", params=[1, 5])
def werelden(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wereld]:
    namen = tuple(
        tuple(f"{naam} {nummer}" if nummer else naam for nummer in range(request.param) for naam in team)
        for team in (
            ("Anna Bakker", "Bram de Vries", "Carla Jansen", "Daan Smit"),
            ("Eva Visser", "Farid el Amrani", "Gwen Meijer", "Hugo de Boer"),
        )
    )
    wereld = kopie(sqlite_template, tmp_path_factory.mktemp("vragen"), namen=namen)
    wereld.declaraties(bevestigd=True)
    dienst = next(
        nummer
        for week in range(30)
        if wereld.wie(nummer := wereld.dienst("INF", APRIL + week * timedelta(weeks=1))) == ["Bram de Vries"]
    )
    ruilen.bied_aan(wereld.als("Bram de Vries"), ruilen.Deelkeuze(dienst), gevraagde_id=wereld.mensen["Anna Bakker"])
    yield wereld
    Database.sluit(wereld.database)


_geteld: dict[int, dict[tuple[str, str], int]] = {}


def test_elke_pagina_stelt_hoogstens_vijftien_vragen_ook_bij_meer_mensen(werelden: Wereld) -> None:
    vragen: dict[tuple[str, str], int] = {}
    for naam in ("Anna Bakker", "Leider Infrastructuur", "Ilse Roosters", "Lars Personeel", "Noor Auditor"):
        browser = werelden.browser(naam)
        browser.get("/")
        for adres, endpoint in paginas(werelden):
            with tel_vragen(werelden.database) as aantal:
                antwoord = browser.get(adres)
            if antwoord.status_code == 200 and antwoord.mimetype == "text/html":
                vragen[endpoint, naam] = aantal()
    assert {waar: aantal for waar, aantal in vragen.items() if aantal > MEESTE} == {}
    _geteld[len(werelden.mensen)] = vragen
    if len(_geteld) == 2:
        klein, groot = _geteld.values()
        # With more people another has this duty, so that the page of its change of guard is another's.
        for geteld in (klein, groot):
            geteld.pop(("jio_wissel.toon", "Anna Bakker"), None)
        assert klein == groot


def paginas(jio: Wereld) -> Iterator[tuple[str, str]]:
    """Yield the address and endpoint of every page of the on-call duty, with numbers that exist where they can."""
    waarden = {
        "dienst": jio.dienst("INF", APRIL),
        "rooster": jio.roosters["INF"],
        "team": jio.teams["INF"],
        "periode": "2025-03",
        "jaar": 2025,
    }
    for regel in jio.app.url_map.iter_rules():
        if regel.endpoint.startswith("jio_") and "GET" in (regel.methods or ()):
            yield _ARGUMENT.sub(lambda naam: str(waarden.get(naam[1], 1)), regel.rule), regel.endpoint
