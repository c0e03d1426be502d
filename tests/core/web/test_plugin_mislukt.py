# SPDX-License-Identifier: EUPL-1.2
"""A plugin that fails while people work: named, kept apart, and the page comes all the same."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Blueprint
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.berichten.services import meld_taak
from core.contributions import (
    Berichtsoort,
    Feitverhaal,
    Importtype,
    Paginas,
    Parametertoets,
    Persoonsgegeven,
    Startblok,
    Taaksoort,
)
from core.ledger.models import Run
from core.people.models import Import
from core.people.policy import MEDEWERKER
from core.plugins import Bijdrage
from core.regulations.parameterbeheer.models import Parametervoorstel
from core.storage.engine import OpslagNietBereikbaar
from core.storingen.models import Pluginstoring
from core.storingen.services import PluginMislukt, namens, probeer, storingen
from core.web.app import maak_app
from core.web.rights import vereist
from tests.core.ledger.proef import EENHEID, TARIEF
from tests.core.web.test_pages import tekst
from tests.core.web.wereld import NU, Web, stuur

GEHEIM_VAN_IEMAND = "Jan de Vries is ziek"


def stuk(*_: object, **__: object) -> Any:
    """Fail with a message that nobody may read back."""
    raise ZeroDivisionError(GEHEIM_VAN_IEMAND)


def met(web: Web, **anders: Any) -> Callable[[str], FlaskClient]:
    """The same site with other contributions; returns who opens a browser on it."""
    samen = replace(web.installatie, **anders)
    app = maak_app(samen, web.database, web.instellingen, klok=lambda: NU)

    def client(naam: str) -> FlaskClient:
        browser = app.test_client()
        browser.set_cookie("annex_sessie", web.sessies[naam].token)
        return browser

    return client


def wat_de_beheerder_ziet(client: Callable[[str], FlaskClient]) -> str:
    pagina: str = tekst(client("beheerder").get("/beheer/stelsel").text)
    assert GEHEIM_VAN_IEMAND not in pagina
    return pagina


def test_een_startblok_dat_misgaat_haalt_de_pagina_niet_weg(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    client = met(web, startblokken=(Bijdrage(EENHEID, stuk), *web.installatie.startblokken))
    with caplog.at_level(logging.ERROR, "annex.plugins"):
        antwoord = client("leidinggevende").get("/")
    assert antwoord.status_code == 200
    pagina = tekst(antwoord.text)
    assert "Wat Dienst Proef hier laat zien, lukt nu niet." in pagina
    assert "Je volgende dienst begint dinsdag." in pagina
    assert f"plugin {EENHEID}: annex_startblokken mislukte (ZeroDivisionError, test_plugin_mislukt.py:" in caplog.text
    gezien = wat_de_beheerder_ziet(client)
    assert f"Plugin {EENHEID}: annex_startblokken mislukt" in gezien
    assert "1 punt vraagt aandacht" in gezien or "punten vragen aandacht" in gezien


@pytest.mark.parametrize(
    "antwoord", [[Startblok(MEDEWERKER.id, 1, "T", "Z", sjabloon="proef/bestaat_niet.html")], ["geen blok"]]
)
def test_een_sjabloon_of_antwoord_dat_niet_klopt_haalt_de_pagina_niet_weg(web: Web, antwoord: list[Any]) -> None:
    client = met(web, startblokken=(Bijdrage(EENHEID, lambda ctx: antwoord),))
    gezien = client("medewerker").get("/")
    assert gezien.status_code == 200
    assert "lukt nu niet" in tekst(gezien.text)


def test_een_eenheid_die_uit_staat_wordt_niet_gevraagd(web: Web) -> None:
    web.zet_eenheid(aan=False)
    assert "lukt nu niet" not in tekst(met(web, startblokken=(Bijdrage(EENHEID, stuk),))("medewerker").get("/").text)


def test_zonder_het_verhaal_achter_een_bedrag_staat_het_bedrag_er_nog(web: Web) -> None:
    client = met(web, feitverhalen={"PROEF": Feitverhaal("PROEF", stuk)})
    antwoord = client("auditor").get(f"/boekingen/{web.boeking}")
    assert antwoord.status_code == 200
    assert "Wat achter dit bedrag ligt, is nu niet te tonen." in tekst(antwoord.text)
    assert f"Plugin {EENHEID}: annex_feitverhalen mislukt" in wat_de_beheerder_ziet(client)


def test_wat_niet_te_lezen_is_maakt_het_overzicht_over_iemand_zichtbaar_onvolledig(web: Web) -> None:
    kapot = Bijdrage(EENHEID, Persoonsgegeven("proef_ding", "Proeven tellen", None, "vernietigen", stuk))
    client = met(web, persoonsgegevens=(kapot, *web.installatie.persoonsgegevens))
    pagina = tekst(client("medewerker").get("/mijn/gegevens?deel=proef_ding").text)
    assert "Wat hier over jou staat, is nu niet te tonen." in pagina
    bestand = json.loads(client("medewerker").get("/mijn/gegevens.json").data)
    volledig = {deel["onderdeel"]: deel["volledig"] for deel in bestand}
    assert volledig.pop("proef_ding") is False
    assert set(volledig.values()) == {True}
    assert f"Plugin {EENHEID}: annex_persoonsgegevens mislukt" in wat_de_beheerder_ziet(client)


def test_een_taak_met_een_zin_die_niet_past_staat_er_met_haar_code(web: Web) -> None:
    for zin, endpoint in (("Tel {iets_anders}.", "proef_dienst.lijst"), ("Tel.", "proef.bestaat_niet")):
        client = met(web, taaksoorten={"proef.tellen": Taaksoort("proef.tellen", zin, endpoint)})
        antwoord = client("hr").get("/")
        assert antwoord.status_code == 200
        assert "proef.tellen augustus" in tekst(antwoord.text)
    with web.database.transactie() as s:
        meld_taak(s, web.wereld.ctx, eenheid=EENHEID, rol="hr", soort="proef.tellen", sleutel="september")
    assert "proef.tellen september" in tekst(client("hr").get("/").text)


def test_een_bericht_met_een_zin_die_niet_past_staat_er_kaal(web: Web) -> None:
    soort = Berichtsoort("proef.ruil_vastgelegd", "Je ruil met {onbekend}.", "proef_dienst.lijst")
    antwoord = met(web, berichtsoorten={soort.id: soort})("medewerker").get("/berichten/")
    assert antwoord.status_code == 200
    assert "Je ruil met {onbekend}." in tekst(antwoord.text)


def test_een_pagina_die_misgaat_is_alleen_zelf_weg(web: Web) -> None:
    bp = Blueprint("proef_stuk", __name__, url_prefix="/stuk")
    bp.add_url_rule("/", "toon", vereist("bekijk", "proef.dienst")(lambda: stuk()))
    client = met(web, paginas=(*web.installatie.paginas, Bijdrage(EENHEID, Paginas(bp))))
    antwoord = client("medewerker").get(f"/{EENHEID}/stuk/")
    assert antwoord.status_code == 500
    assert GEHEIM_VAN_IEMAND not in antwoord.text
    assert client("medewerker").get(f"/{EENHEID}/diensten/").status_code == 200
    assert f"Plugin {EENHEID}: annex_paginas mislukt" in wat_de_beheerder_ziet(client)


def test_een_waarde_die_niet_is_na_te_gaan_wordt_niet_voorgesteld(web: Web) -> None:
    client = met(web, parametertoetsen=(Bijdrage(EENHEID, Parametertoets(TARIEF, stuk)),))
    velden = {
        "waarde": "13,75",
        "vanaf": "1-8-2026",
        "bron": "B",
        "reden": "r",
        "soort": "wijziging",
        "aard": "wijziging",
        "zekerheid": "quoted",
    }
    voor = tel(web, Parametervoorstel)
    antwoord = stuur(client("hr"), f"/parameters/{TARIEF}", **velden)
    assert antwoord.status_code == 500
    assert "Dit lukt nu niet door een fout in het onderdeel van Dienst Proef. Er is niets opgeslagen." in tekst(
        antwoord.text
    )
    assert tel(web, Parametervoorstel) == voor
    assert f"Plugin {EENHEID}: annex_parametertoetsen mislukt" in wat_de_beheerder_ziet(client)


@pytest.mark.parametrize("waar", ["controleer", "verwerk"])
def test_een_bestand_dat_de_plugin_niet_aankan_wordt_niet_ingelezen(web: Web, waar: str) -> None:
    goed = {"controleer": lambda s, rij: rij, "verwerk": lambda ctx, s, rijen: len(rijen)}
    soort = Importtype("proef.rijen", "Rijen", ("naam",), **(goed | {waar: stuk}))  # type: ignore[arg-type]
    client = met(web, importen=(Bijdrage(EENHEID, soort),))
    voor = tel(web, Import)
    antwoord = stuur(
        client("hr"),
        "/mensen/inlezen",
        soort="proef.rijen",
        stap="importeer",
        bestand=(io.BytesIO(b"naam\nMo\n"), "rijen.csv"),
    )
    assert antwoord.status_code == 500
    assert "Er is niets opgeslagen." in tekst(antwoord.text)
    assert tel(web, Import) == voor
    assert f"Plugin {EENHEID}: annex_importen mislukt" in wat_de_beheerder_ziet(client)


def test_een_maand_waarvan_de_bron_misgaat_is_later_opnieuw_te_berekenen(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as kapot:
        kapot.setattr(type(web.wereld.bron), "bereken", stuk)
        client = met(web)
        antwoord = stuur(client("hr"), "/runs/", eenheid=EENHEID, periode="2026-08")
    # The draft of August still stands as it was: nothing was marked, so nothing had to be asked.
    assert antwoord.status_code == 303
    web.wereld.zet("2026-08", web.mensen[1], "dienst/nieuw", 5)
    with monkeypatch.context() as kapot:
        kapot.setattr(type(web.wereld.bron), "bereken", stuk)
        antwoord = stuur(client("hr"), "/runs/", eenheid=EENHEID, periode="2026-08")
    assert antwoord.status_code == 500
    assert f"Plugin {EENHEID}: annex_maandbronnen mislukt" in wat_de_beheerder_ziet(client)
    assert stuur(client("hr"), "/runs/", eenheid=EENHEID, periode="2026-08").status_code == 303
    with web.database.lezen() as s:
        assert s.scalar(select(Run.afgerond).where(Run.periode == "2026-08")) is True


def tel(web: Web, tabel: Any) -> int:
    with web.database.lezen() as s:
        return s.scalar(select(func.count()).select_from(tabel)) or 0


# --- the service behind it


def test_een_storing_wordt_hooguit_eens_per_minuut_geschreven_en_na_een_week_niet_meer_getoond(web: Web) -> None:
    ctx = web.wereld.ctx
    for seconden in (0, 30, 90):
        probeer(replace(ctx, nu=NU + timedelta(seconds=seconden)), EENHEID, "annex_startblokken", stuk, None)
        with web.database.lezen() as s:
            rij = s.scalars(select(Pluginstoring)).one()
        assert rij.eerste_op == NU
        assert rij.laatste_op == NU + timedelta(seconds=90 if seconden == 90 else 0)
    assert GEHEIM_VAN_IEMAND not in rij.fout
    assert [storing.haak for storing in storingen(replace(ctx, nu=NU + timedelta(days=6)))] == ["annex_startblokken"]
    assert storingen(replace(ctx, nu=NU + timedelta(days=8))) == ()


def test_een_database_die_weg_is_is_geen_fout_van_de_plugin(web: Web) -> None:
    def weg() -> None:
        raise OpslagNietBereikbaar("weg")

    with pytest.raises(OpslagNietBereikbaar):
        probeer(web.wereld.ctx, EENHEID, "annex_startblokken", weg, None)
    with pytest.raises(OpslagNietBereikbaar), namens(EENHEID, "annex_importen"):
        weg()


def test_een_storing_die_niet_te_bewaren_is_wordt_toch_gelogd(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def weg(*_: object) -> Any:
        raise OpslagNietBereikbaar("weg")

    monkeypatch.setattr(type(web.database), "transactie", weg)
    assert probeer(web.wereld.ctx, EENHEID, "annex_startblokken", stuk, "anders") == "anders"


def test_een_fout_namens_een_plugin_noemt_haar_en_haar_haak() -> None:
    with (
        pytest.raises(PluginMislukt, match=r"^plugin proef: annex_demo mislukte \(ZeroDivisionError, test_plugin"),
        namens("proef", "annex_demo"),
    ):
        stuk()
