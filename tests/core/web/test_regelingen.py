# SPDX-License-Identifier: EUPL-1.2
"""The page of a regulation: its deadlines with what holds where, its calculations with their cases."""

from __future__ import annotations

from dataclasses import replace

from core.dossiers.termijnen import Duur, Termijnafwijking, Termijneenheid
from core.plugins import Bijdrage
from core.web.app import maak_app
from tests.core.ledger.proef import EENHEID
from tests.core.web.test_pages import tekst
from tests.core.web.wereld import NU, Web


def test_een_termijn_staat_er_met_begin_wie_en_of_een_dienstonderdeel_mag_afwijken(web: Web) -> None:
    pagina = tekst(web.client("medewerker").get("/regelingen/CORE-HAND").text)
    assert "De melder van een misstand heeft een ontvangstbevestiging 7 dagen ontvangst van de melding" in pagina
    assert "12 weken dag van de melding hoogste leidinggevende mag alleen korter zijn" in pagina
    assert "Geen dienstonderdeel dat Annex kent, heeft hier een eigen termijn" in pagina
    assert "is overal hetzelfde" in tekst(web.client("medewerker").get("/regelingen/CORE-VOG").text)
    assert "4 weken" in tekst(web.client("medewerker").get("/regelingen/CORE-VOOR").text)
    assert "Termijnen" not in tekst(web.client("medewerker").get("/regelingen/PROEF").text)


def test_een_eigen_termijn_staat_er_met_waar_en_waarom(web: Web) -> None:
    eigen = Termijnafwijking(
        "CORE-HAND/uitkomst", Duur(1, Termijneenheid.MAANDEN), "PROEF 1", "wie proeft, wil het snel weten"
    )
    samen = replace(web.installatie, termijnafwijkingen=(Bijdrage(EENHEID, eigen),))
    browser = maak_app(samen, web.database, web.instellingen, klok=lambda: NU).test_client()
    browser.set_cookie("annex_sessie", web.sessies["medewerker"].token)
    pagina = tekst(browser.get("/regelingen/CORE-HAND").text)
    assert "Dienst Proef 1 maand 12 weken PROEF 1: wie proeft, wil het snel weten" in pagina
    assert "Geen dienstonderdeel dat Annex kent" not in pagina
