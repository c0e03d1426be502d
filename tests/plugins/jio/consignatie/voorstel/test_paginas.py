# SPDX-License-Identifier: EUPL-1.2
"""What who makes the roster sees of wishes and proposals, what an employee sees, and the command that calculates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from core.context import Context
from core.people.policy import PROGRAMMA
from plugins.jio.consignatie.models import Pas
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.voorstel import opdrachten
from plugins.jio.consignatie.voorstel.models import Roostervoorstel
from plugins.jio.consignatie.voorstel.procedure import Voorstelstatus
from plugins.jio.consignatie.voorstel.rules.bewaard import Opties
from plugins.jio.consignatie.voorstel.services import aanvragen, rekenen
from plugins.jio.consignatie.wensen import services as wensen
from plugins.jio.consignatie.wensen.rules import Wenssoort
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van, tel_vragen

MAART = date(2026, 3, 3)
SLUIT = date(2025, 6, 1)
ILSE = "Ilse Roosters"
MEESTE = 15


@pytest.fixture
def concept(jio: Wereld) -> int:
    """The draft of next year, with its wishes open."""
    rooster_id = roosters.maak(jio.als(ILSE), jio.teams["INF"], 2026)
    wensen.open_ronde(jio.als(ILSE), rooster_id, sluit_op=SLUIT)
    return rooster_id


def reken(jio: Wereld, nummer: int) -> None:
    rekenen.reken(Context(jio.database, jio.installatie, PROGRAMMA, jio.nu), nummer)


def gevraagd(jio: Wereld) -> Roostervoorstel:
    with jio.database.lezen() as s:
        return s.scalars(select(Roostervoorstel).order_by(Roostervoorstel.id.desc())).first() or pytest.fail("niets")


def test_een_medewerker_geeft_wensen_door_en_ziet_ze_terug(jio: Wereld, concept: int):
    anna = jio.browser("Anna Bakker")
    assert "Je wensen voor 2026" in tekst_van(anna.zie("/"))
    assert "Wensen voor het rooster" not in jio.browser("Eva Visser").zie("/")
    voor = tekst_van(anna.zie("/jio/wensen/"))
    assert "Je hebt je wensen voor 2026 nog niet doorgegeven." in voor
    assert "vragen we niet" in voor
    assert "Eerste kerstdag" in voor
    anna.post(f"/jio/wensen/{concept}", **{"week_2026-03-03": "kan_niet", "week_2026-04-28": "graag"})
    assert "Wensen voor het rooster" not in anna.zie("/")
    pagina = anna.zie("/jio/wensen/")
    na = tekst_van(pagina)
    assert "Je wensen voor 2026 zijn binnen." in na
    assert 'class="tek-gat' in pagina
    assert na.count("kan niet") > na.count("Zeg alleen")
    assert '<option value="kan_niet" selected>' in pagina


def test_een_verkeerde_wens_of_een_te_late_zegt_wat_er_mis_is(jio: Wereld, concept: int):
    anna = jio.browser("Anna Bakker")
    for veld, waarde in (("week_2026-03-03", "misschien"), ("week_geen-dag", "graag")):
        antwoord = anna.post(f"/jio/wensen/{concept}", **{veld: waarde})
        assert antwoord.status_code == 422
        assert "Kies een van de mogelijkheden." in tekst_van(antwoord.text)
    jio.nu = jio.nu.replace(month=6, day=2)
    laat = jio.browser("Anna Bakker")
    antwoord = laat.post(f"/jio/wensen/{concept}", **{"week_2026-03-03": "graag"})
    assert antwoord.status_code == 422
    assert "De wensen zijn gesloten sinds 01-06-2025" in tekst_van(antwoord.text)
    assert "Er staan nu geen wensen open." in tekst_van(laat.zie("/jio/wensen/"))


def test_een_collega_ziet_elkaars_wensen_niet(jio: Wereld, concept: int):
    wensen.leg_vast(jio.als("Bram de Vries"), concept, {MAART: Wenssoort.KAN_NIET})
    assert "kan niet:" not in jio.browser("Anna Bakker").zie("/jio/wensen/")
    for adres in ("/jio/wensen/team", f"/jio/wensen/team/{concept}", "/jio/voorstellen/"):
        assert jio.browser("Anna Bakker").get(adres).status_code == 403
    assert jio.browser("Leider Applicaties").get(f"/jio/wensen/team/{concept}").status_code == 403


def test_de_roosterbeheerder_vraagt_wensen_en_ziet_wie_antwoordde(jio: Wereld):
    rooster_id = roosters.maak(jio.als(ILSE), jio.teams["INF"], 2026)
    ilse = jio.browser(ILSE)
    assert "nog niet gevraagd" in tekst_van(ilse.zie(f"/jio/wensen/team/{rooster_id}"))
    fout = ilse.post(f"/jio/wensen/team/{rooster_id}", sluit_op="2025-01-01")
    assert fout.status_code == 422
    assert 'href="#veld-sluit_op"' in fout.text
    ilse.post(f"/jio/wensen/team/{rooster_id}", sluit_op="2025-06-01", herinner_op="2025-05-20")
    wensen.leg_vast(jio.als("Anna Bakker"), rooster_id, {MAART: Wenssoort.KAN_NIET})
    tekst = tekst_van(ilse.zie(f"/jio/wensen/team/{rooster_id}"))
    assert "1 van de 4 mensen hebben geantwoord." in tekst
    assert "Op di 20 mei 2025 krijgt wie nog niet antwoordde een herinnering." in tekst
    assert "Dienst van di 3 maart 2026 1 Anna Bakker" in tekst
    assert "1 van 4" in tekst_van(ilse.zie("/jio/wensen/team"))


def test_van_vraag_tot_rooster(jio: Wereld, concept: int):
    ilse = jio.browser(ILSE)
    formulier = tekst_van(ilse.zie(f"/jio/voorstellen/rooster/{concept}"))
    assert "De wensen staan nog open tot en met zo 1 juni 2025." in formulier
    assert "De Arbeidstijdenwet wordt niet getoetst: er is geen grens ingevuld." in formulier
    ilse.post(f"/jio/voorstellen/rooster/{concept}", zonder=[jio.mensen["Daan Smit"]], vrij_ertussen="1")
    nummer = gevraagd(jio).id
    adres = f"/jio/voorstellen/{nummer}"
    assert "Het voorstel wordt berekend." in tekst_van(ilse.zie(adres))
    assert "Er wordt al een voorstel" in tekst_van(ilse.zie(f"/jio/voorstellen/rooster/{concept}"))
    reken(jio, nummer)
    tekst = tekst_van(ilse.zie(adres))
    assert "Alle 52 diensten zijn verdeeld over 3 mensen." in tekst
    assert "Eerlijker kan niet binnen deze grenzen en wensen: dat is bewezen." in tekst
    assert "Zonder Daan Smit." in tekst
    assert "De Arbeidstijdenwet is niet getoetst" in tekst
    assert "Zekerheid bewezen" in tekst
    naar = ilse.post(f"{adres}/overnemen")
    assert naar.headers["Location"] == f"/jio/roosters/{concept}"
    assert "Alle 52 diensten zijn gevuld." in tekst_van(ilse.zie(naar.headers["Location"]))
    assert "overgenomen" in tekst_van(ilse.zie(adres))
    dubbel = ilse.post(f"{adres}/overnemen")
    assert dubbel.status_code == 422
    assert "al besloten" in tekst_van(dubbel.text)


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"vrij_ertussen": "veel"}, "vrij_ertussen"),
        ({"meeste_diensten": "0"}, "meeste_diensten"),
        ({"zonder": "99999"}, "zonder"),
    ],
)
def test_een_verkeerde_vraag_komt_terug_met_wat_er_mis_is(jio: Wereld, concept: int, velden: dict[str, str], veld: str):
    antwoord = jio.browser(ILSE).post(f"/jio/voorstellen/rooster/{concept}", **velden)
    assert antwoord.status_code == 422
    assert f'href="#veld-{veld}"' in antwoord.text
    assert f'id="veld-{veld}"' in antwoord.text


def test_een_proef_is_niet_over_te_nemen_en_afwijzen_vraagt_een_reden(jio: Wereld, concept: int):
    ilse = jio.browser(ILSE)
    ilse.post(f"/jio/voorstellen/rooster/{concept}", goede_vrijdag="ja")
    nummer = gevraagd(jio).id
    reken(jio, nummer)
    pagina = tekst_van(ilse.zie(f"/jio/voorstellen/{nummer}"))
    assert "Een proef is niet over te nemen." in pagina
    assert "Overnemen in het concept" not in pagina
    leeg = ilse.post(f"/jio/voorstellen/{nummer}/afwijzen", reden="")
    assert leeg.status_code == 422
    ilse.post(f"/jio/voorstellen/{nummer}/afwijzen", reden="Alleen om te zien")
    assert "Reden: Alleen om te zien" in tekst_van(ilse.zie(f"/jio/voorstellen/{nummer}"))


def test_geen_rooster_mogelijk_noemt_week_en_mens_en_vraagt_opnieuw_zonder_die_wens(jio: Wereld, concept: int):
    wensen.leg_vast(jio.als("Anna Bakker"), concept, {MAART: Wenssoort.KAN_NIET})
    for naam in ("Bram de Vries", "Carla Jansen", "Daan Smit"):
        jio.afwezig(naam, MAART, MAART)
    ilse = jio.browser(ILSE)
    nummer = aanvragen.vraag(jio.als(ILSE), concept)
    reken(jio, nummer)
    tekst = tekst_van(ilse.zie(f"/jio/voorstellen/{nummer}"))
    assert "Binnen deze grenzen is er geen rooster mogelijk." in tekst
    # That Tuesday the week before ends: its duty is also theirs no longer.
    assert "Anna Bakker zegt niet te kunnen in de dienst van di 3 maart 2026." in tekst
    ilse.post(f"/jio/voorstellen/{nummer}/loslaten")
    volgende = gevraagd(jio)
    assert volgende.id > nummer
    reken(jio, volgende.id)
    assert gevraagd(jio).status is Voorstelstatus.KLAAR
    assert "wens: kan niet" in tekst_van(ilse.zie(f"/jio/voorstellen/{volgende.id}"))


def test_elke_soort_die_je_kunt_opgeven_heeft_een_zin(jio: Wereld, concept: int):
    ilse = jio.browser(ILSE)
    zinnen = {
        Opties(meeste_diensten=3): "Je vroeg hoogstens 3 diensten per persoon. Met deze mensen moeten het er 13 zijn.",
        Opties(vrij_ertussen=8): "Je vroeg 8 vrije diensten tussen twee diensten. Met deze mensen kan hoogstens 3.",
    }
    for opties, zin in zinnen.items():
        nummer = aanvragen.vraag(jio.als(ILSE), concept, opties)
        reken(jio, nummer)
        assert zin in tekst_van(ilse.zie(f"/jio/voorstellen/{nummer}"))
    with jio.database.transactie() as s:
        for naam in ("Anna Bakker", "Bram de Vries", "Carla Jansen", "Daan Smit"):
            s.add(Pas(medewerker_id=jio.mensen[naam], van=MAART, tot_en_met=MAART, vastgelegd_op=jio.nu))
    nummer = aanvragen.vraag(jio.als(ILSE), concept)
    reken(jio, nummer)
    tekst = tekst_van(ilse.zie(f"/jio/voorstellen/{nummer}"))
    assert "De dienst van di 3 maart 2026 kan niemand doen. Anna Bakker: gebruikt de PAS-regeling;" in tekst


def test_herplannen_toont_oud_en_nieuw_en_gaat_in_het_rooster(jio: Wereld):
    ilse, rooster_id = jio.browser(ILSE), jio.roosters["INF"]
    assert "Wie valt uit" in tekst_van(ilse.zie(f"/jio/voorstellen/rooster/{rooster_id}"))
    ilse.post(f"/jio/voorstellen/rooster/{rooster_id}", zonder=[jio.mensen["Daan Smit"]], vanaf="2025-10-01")
    nummer = gevraagd(jio).id
    reken(jio, nummer)
    tekst = tekst_van(ilse.zie(f"/jio/voorstellen/{nummer}"))
    oktober = [date(2025, 10, 7) + nummer * timedelta(days=7) for nummer in range(13)]
    van_daan = [dag for dag in oktober if jio.wie(jio.dienst("INF", dag)) == ["Daan Smit"]]
    assert f"Er veranderen {len(van_daan)} diensten." in tekst
    assert "Oud en nieuw, week voor week" in tekst
    ilse.post(f"/jio/voorstellen/{nummer}/overnemen")
    assert "Versie 2." in tekst_van(ilse.zie(f"/jio/roosters/{rooster_id}"))


def test_de_paginas_stellen_een_vast_aantal_vragen(jio: Wereld, concept: int):
    nummer = aanvragen.vraag(jio.als(ILSE), concept)
    reken(jio, nummer)
    ilse = jio.browser(ILSE)
    ilse.get("/")
    for adres in (
        "/jio/voorstellen/",
        f"/jio/voorstellen/{nummer}",
        f"/jio/voorstellen/rooster/{concept}",
        "/jio/wensen/team",
        f"/jio/wensen/team/{concept}",
    ):
        with tel_vragen(jio.database) as aantal:
            ilse.zie(adres)
        assert aantal() <= MEESTE, adres


def test_de_opdracht_rekent_wat_wacht(jio: Wereld, concept: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ANNEX_DATABASE", str(jio.database.url))
    monkeypatch.setenv("ANNEX_GEHEIM", "x" * 40)
    nummer = aanvragen.vraag(jio.als(ILSE), concept)
    loper = CliRunner()
    assert f"voorstel {nummer}: klaar" in loper.invoke(opdrachten.voorstel, catch_exceptions=False).output
    assert "Er wacht geen voorstel." in loper.invoke(opdrachten.voorstel, catch_exceptions=False).output


def test_de_opdracht_eindigt_met_1_als_iets_niet_te_berekenen_is(
    jio: Wereld, concept: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ANNEX_DATABASE", str(jio.database.url))
    monkeypatch.setenv("ANNEX_GEHEIM", "x" * 40)
    alle = tuple(jio.mensen[naam] for naam in ("Anna Bakker", "Bram de Vries", "Carla Jansen", "Daan Smit"))
    aanvragen.vraag(jio.als(ILSE), concept, Opties(zonder=alle))
    uitkomst = CliRunner().invoke(opdrachten.voorstel)
    assert uitkomst.exit_code == 1
    assert "mislukt" in uitkomst.output
    assert "er is niemand in dit team" in (gevraagd(jio).fout or "")
