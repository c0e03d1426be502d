# SPDX-License-Identifier: EUPL-1.2
"""Every route times every role, compared with the policy table; and no page without a right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from core.people.policy import ELKE_SOORT, Doel
from core.storage.engine import Database
from core.web.rights import Recht, RechtOntbreekt, Toegang, controleer, openbaar, recht_van, vereist
from tests.core.ledger.proef import EENHEID, TARIEF
from tests.core.web.wereld import ROLLEN, Web, maak_web

#: What a form must hold to be about the unit of the small population; the others are sent empty.
FORMULIEREN = {
    "runs.maak": {"eenheid": EENHEID, "periode": "2026-08"},
    "uitbetaling.lees": {"eenheid": EENHEID},
    "voorbeeld.bereken": {"eenheid": EENHEID, "periode": "2026-08"},
    "brieven.nieuwe_ronde": {"soort": "core.bedrag", "eenheid": EENHEID, "periode": "2026-07"},
    "loon.sluit": {"eenheid": EENHEID, "kalenderperiode": "2026-08", "sluit_op": "2026-09-10"},
    "runs.herreken": {"herreken_eenheid": EENHEID, "herreken_periode": "2026-07"},
}


def argumenten(web: Web, regel: Rule) -> dict[str, Any]:
    """Arguments of a route that lead to an object of the small population."""
    nummers = {
        "runs": web.run,
        "boekingen": web.boeking,
        "brieven.over_boeking": web.boeking,
        "loon.proef": web.run,
        "parameters": web.voorstel,
        "berichten": web.bericht,
        "scenario": web.scenario,
        "terugblik": web.run,
        "mensen.toon": web.mensen[1],
        "mensen.trek_vervanging_in": web.mandaat,
        "mensen.terugdraaien": web.bestand,
    }
    onderwerp = regel.endpoint.split(".")[0]
    waarden = {
        "nummer": nummers.get(regel.endpoint, nummers.get(onderwerp, 1)),
        "sleutel": TARIEF,
        "regeling_id": "PROEF",
        "job_id": "core.audit_verzegelen",
        "eenheid": EENHEID,
        "naam": "proefrol",
        "code": "en",
        "soort": "csv",
        "periode": "2026-07",
        "tabel": "core_bericht",
        "filename": "annex.css",
        "bestand": 1,
        "betaling": 1,
    }
    return {naam: waarden[naam] for naam in regel.arguments}


def doelen(web: Web, regel: Rule) -> tuple[Doel, ...]:
    """What a route is about when it is about one object; nothing when it shows whatever the reader may see."""
    recht = recht_van(web.app.view_functions[regel.endpoint])
    if not isinstance(recht, Recht) or not regel.arguments:
        return ()
    over_persoon = {
        "mensen.toon": web.mensen[1],
        "boekingen.toon": web.mensen[1],
        "boekingen.besluit": web.mensen[1],
        "boekingen.bezwaar": web.mensen[1],
        "boekingen.antwoord": web.mensen[1],
        "boekingen.instemming": web.mensen[1],
        "brieven.toon": web.mensen[1],
        "vorderingen.toon": web.mensen[1],
        "berichten.gelezen": web.mensen[1],
        "mensen.trek_vervanging_in": web.mensen[2],
    }
    persoon = over_persoon.get(regel.endpoint)
    team = web.team if persoon is not None else None
    # A file that was read is about people of the small population.
    soort = "core.persoon" if recht.soort == ELKE_SOORT else recht.soort
    return (Doel(soort, EENHEID, persoon), Doel(soort, EENHEID, persoon, team))


def mag(web: Web, regel: Rule, naam: str | None) -> bool:
    """What the policy table says."""
    recht = recht_van(web.app.view_functions[regel.endpoint])
    if not isinstance(recht, Recht):
        return naam is not None or recht is Toegang.OPENBAAR
    if naam is None:
        return False
    actor, beleid = web.actor(naam), web.installatie.beleid
    over = doelen(web, regel)
    if over:
        return any(beleid.mag(actor, recht.handeling, doel) for doel in over)
    return beleid.mag_ergens(actor, recht.handeling, recht.soort)


def vraag(web: Web, browser: FlaskClient, regel: Rule, methode: str, naam: str | None) -> TestResponse:
    """Ask a route, with the form token where it changes something."""
    with web.app.test_request_context():
        adres = url_for(regel.endpoint, **argumenten(web, regel))
    if methode == "GET":
        return browser.get(adres)
    velden = FORMULIEREN.get(regel.endpoint, {})
    return browser.post(adres, data={"csrf_token": web.sessies[naam].csrf if naam else "", **velden})


def gangen(web: Web) -> list[tuple[Rule, str]]:
    """Every route with each of its methods that do something."""
    return [
        (regel, methode)
        for regel in sorted(web.app.url_map.iter_rules(), key=lambda regel: regel.rule)
        for methode in sorted((regel.methods or set()) & {"GET", "POST"})
    ]


@pytest.mark.parametrize("naam", [*ROLLEN, None])
def test_elke_pagina_geeft_elke_rol_wat_de_beleidstabel_zegt(web: Web, naam: str | None) -> None:
    afwijkend = []
    for regel, methode in gangen(web):
        browser = web.client(naam)
        antwoord = vraag(web, browser, regel, methode, naam)
        if naam is None and recht_van(web.app.view_functions[regel.endpoint]) is not Toegang.OPENBAAR:
            goed = antwoord.status_code == 303 and antwoord.location.startswith("/inloggen")
        elif mag(web, regel, naam):
            goed = antwoord.status_code not in (401, 403, 405, 500)
        else:
            # An empty form may be refused as input before anybody asks whose it is; then nothing happened either.
            goed = antwoord.status_code in (403, 422) or (methode == "POST" and _niets_gedaan(browser, antwoord))
        if not goed:
            afwijkend.append(f"{methode} {regel.rule}: {antwoord.status_code}")
        antwoord.close()
        if methode == "POST":
            web.terug()
    assert not afwijkend


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_elke_pagina_antwoordt_ook_op_postgresql(database: Database, tmp_path: Path) -> None:
    web = maak_web(database, tmp_path)
    for naam in ROLLEN:
        browser = web.client(naam)
        for regel, methode in gangen(web):
            if methode == "GET" and mag(web, regel, naam):
                with vraag(web, browser, regel, methode, naam) as antwoord:
                    assert antwoord.status_code in (200, 303, 404), regel.rule


def _niets_gedaan(browser: FlaskClient, antwoord: TestResponse) -> bool:
    return antwoord.status_code == 303 and "Er is niets opgeslagen" in browser.get(antwoord.location).text


def test_een_uitgeschakeld_dienstonderdeel_heeft_geen_paginas_en_geen_menu(web: Web) -> None:
    browser = web.client("medewerker")
    assert "/proef/diensten/" in browser.get("/").text
    web.zet_eenheid(aan=False)
    assert browser.get("/proef/diensten/").status_code == 404
    assert "/proef/diensten/" not in browser.get("/").text


def test_een_pagina_zonder_recht_houdt_de_start_tegen(web: Web) -> None:
    app = Flask("proef", static_folder=None)
    app.add_url_rule("/", "open", openbaar(lambda: "open"))
    controleer(app, web.installatie.beleid)
    app.add_url_rule("/vergeten", "vergeten", lambda: "niet")
    with pytest.raises(RechtOntbreekt, match="vergeten zegt niet welk recht"):
        controleer(app, web.installatie.beleid)


def test_een_pagina_met_een_onbekend_recht_houdt_de_start_tegen(web: Web) -> None:
    app = Flask("proef", static_folder=None)
    app.add_url_rule("/", "tikfout", vereist("bekijkt", "core.persoon")(lambda: "niet"))
    with pytest.raises(RechtOntbreekt, match=r"bekijkt core\.persoon"):
        controleer(app, web.installatie.beleid)


def test_de_blueprint_van_een_plugin_draagt_de_naam_van_de_eenheid(web: Web) -> None:
    from dataclasses import replace

    from core.contributions import Paginas
    from core.plugins import Bijdrage, PluginFout
    from core.web.app import maak_app

    vreemd = Bijdrage(EENHEID, Paginas(Blueprint("regelingen2", __name__)))
    installatie = replace(web.installatie, paginas=(vreemd,))
    with pytest.raises(PluginFout, match="regelingen2 begint niet met proef_"):
        maak_app(installatie, web.database, web.instellingen)
