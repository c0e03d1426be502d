# SPDX-License-Identifier: EUPL-1.2
"""Asking for a replacement and swapping with three, as people see it on their pages."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from core.calendar.tijd import moment
from plugins.jio.consignatie.models import Deelreden
from plugins.jio.consignatie.ringen import services as ringen
from plugins.jio.consignatie.ringen.services import Ringkeuze
from plugins.jio.consignatie.services import vervangingen
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from plugins.jio.consignatie.vervangvragen import services as vragen
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van

APRIL, APRIL_BRAM, APRIL_CARLA = date(2025, 4, 1), date(2025, 4, 8), date(2025, 4, 15)


@pytest.fixture
def gat(jio: Wereld) -> int:
    """Nobody has the duty of Anna from Friday 4 April on."""
    dienst = jio.dienst("INF", APRIL)
    vervangingen.vervang(
        jio.als("Leider Infrastructuur"),
        dienst,
        uitvaller_id=jio.mensen["Anna Bakker"],
        van=vrijdag(),
        reden=Deelreden.VERLOF,
        vervanger_id=None,
    )
    return dienst


def vrijdag() -> datetime:
    return moment(date(2025, 4, 4), time(17))


def test_van_alarm_tot_rooster_met_een_knop_per_stap(jio: Wereld, gat: int) -> None:
    jan = jio.browser("Jan Manager")
    assert "1 dienst heeft tijd waarin niemand dienst heeft." in tekst_van(jan.zie("/"))
    assert "Infrastructuur, dienst van di 1 april 2025" in tekst_van(jan.zie("/jio/invallen/diensten"))
    pagina = tekst_van(jan.zie(f"/jio/invallen/diensten/{gat}"))
    assert "Niemand heeft dienst van vr 4 april 17.00 tot di 8 april 2025 08.00 uur." in pagina
    assert "Vraag alle 4 collega's die kunnen" in pagina
    jan.post(f"/jio/invallen/diensten/{gat}", van=vrijdag().isoformat(), wie=jio.mensen["Daan Smit"])
    assert "De vraag is verstuurd." in tekst_van(jan.zie(f"/jio/invallen/diensten/{gat}"))
    jan.post(f"/jio/invallen/diensten/{gat}", van=vrijdag().isoformat(), wie="allen")
    pagina = tekst_van(jan.zie(f"/jio/invallen/diensten/{gat}"))
    assert pagina.count("nog geen antwoord") == 4
    carla = jio.browser("Carla Jansen")
    assert "Antwoord op 1 vraag om in te vallen" in tekst_van(carla.zie("/"))
    assert "Er is 1 vraag of je wilt invallen." in tekst_van(carla.zie("/jio/invallen/"))
    vraag = tekst_van(carla.zie("/jio/invallen/vraag/1"))
    assert "Kun jij dienst doen van vr 4 april 17.00 tot di 8 april 2025 08.00 uur?" in vraag
    assert "€" in vraag
    assert "Daan" not in vraag
    carla.post("/jio/invallen/vraag/1/ja")
    assert "Je zei ja. Je hebt dienst zodra het is vastgelegd." in tekst_van(carla.zie("/jio/invallen/vraag/1"))
    daan = jio.browser("Daan Smit")
    assert "Een collega was je voor" in tekst_van(daan.zie("/jio/invallen/vraag/1"))
    daan.post("/jio/invallen/vraag/1/ja")
    assert "Een collega was je voor; je hoeft niets te doen." in tekst_van(daan.zie("/jio/invallen/vraag/1"))
    pagina = tekst_van(jan.zie(f"/jio/invallen/diensten/{gat}"))
    assert "Carla Jansen zei ja" in pagina
    jan.post(f"/jio/invallen/diensten/{gat}/vraag/1/leg_vast")
    pagina = tekst_van(jan.zie(f"/jio/invallen/diensten/{gat}"))
    assert "Vastgelegd: de dienst staat in het rooster." in pagina
    assert "Deze dienst is gevuld." in pagina
    assert jio.wie(gat) == ["Anna Bakker", "Carla Jansen"]
    assert "viel in op verzoek" in tekst_van(jan.zie(f"/jio/diensten/{gat}"))
    assert "jij valt in" in tekst_van(carla.zie("/jio/invallen/"))


def test_nee_zeggen_intrekken_en_een_dienst_zonder_gat(jio: Wereld, gat: int) -> None:
    ilse, bram = jio.browser("Ilse Roosters"), jio.browser("Bram de Vries")
    gevuld = tekst_van(ilse.zie(f"/jio/invallen/diensten/{jio.dienst('INF', APRIL_CARLA)}"))
    assert "Deze dienst is gevuld." in gevuld
    vragen.vraag(jio.als("Ilse Roosters"), gat, vrijdag())
    bram.post("/jio/invallen/vraag/1/nee")
    assert "Daar hoef je geen reden voor te geven." in tekst_van(bram.zie("/jio/invallen/vraag/1"))
    ilse.post(f"/jio/invallen/diensten/{gat}/vraag/1/trek_in")
    assert "De vraag is ingetrokken." in tekst_van(ilse.zie(f"/jio/invallen/diensten/{gat}"))
    assert "niet meer nodig" in tekst_van(bram.zie("/jio/invallen/"))


@pytest.mark.parametrize(
    ("adres", "velden", "status"),
    [
        ("", {"wie": "allen", "van": "gisteren"}, 400),
        ("", {"wie": "iemand", "van": "2025-04-04T15:00:00+00:00"}, 400),
        ("/vraag/1/weggooien", {}, 404),
        ("/vraag/99/trek_in", {}, 403),
    ],
)
def test_een_verkeerd_formulier_is_geen_storing(
    jio: Wereld, gat: int, adres: str, velden: dict[str, str], status: int
) -> None:
    antwoord = jio.browser("Ilse Roosters").post(f"/jio/invallen/diensten/{gat}{adres}", **velden)
    assert antwoord.status_code == status


def test_een_collega_opent_de_kandidatenlijst_niet(jio: Wereld, gat: int) -> None:
    for wie in ("Bram de Vries", "Lars Personeel", "Kim Bureau"):
        assert jio.browser(wie).get(f"/jio/invallen/diensten/{gat}").status_code == 403
    assert jio.browser("Leider Applicaties").get(f"/jio/invallen/diensten/{gat}").status_code == 403


def test_een_ring_van_voorstel_tot_rooster(jio: Wereld) -> None:
    anna, bram, carla = (jio.browser(naam) for naam in ("Anna Bakker", "Bram de Vries", "Carla Jansen"))
    diensten = [jio.dienst("INF", dag) for dag in (APRIL, APRIL_BRAM, APRIL_CARLA)]
    velden = {
        "dienst": diensten[0],
        "tweede": f"{diensten[1]}-{jio.mensen['Bram de Vries']}",
        "derde": f"{diensten[2]}-{jio.mensen['Carla Jansen']}",
    }
    assert "Kies drie diensten." in tekst_van(anna.zie("/jio/ringruilen/nieuw"))
    vooraf = tekst_van(anna.post("/jio/ringruilen/nieuw", stap="bekijk", **velden).text)
    assert "Er is nog niets voorgesteld." in vooraf
    assert vooraf.count("ziet alleen de collega zelf") == 2
    antwoord = anna.post("/jio/ringruilen/nieuw", stap="voorstellen", **velden)
    assert antwoord.headers["Location"] == "/jio/ringruilen/1"
    assert "Er wacht 1 ruil met drie op jou." in tekst_van(bram.zie("/jio/ringruilen/"))
    for browser in (bram, carla):
        assert "Ik ga akkoord" in browser.zie("/jio/ringruilen/1")
        browser.post("/jio/ringruilen/1/stem_in")
    leider = jio.browser("Leider Infrastructuur")
    assert "€" not in leider.zie("/jio/ringruilen/1")
    werklijst = tekst_van(leider.zie("/jio/werklijst/"))
    assert "Anna Bakker → Bram de Vries → Carla Jansen → Anna Bakker Ruil met drie, eerste dienst van" in werklijst
    assert "Geef 1 ruil door" in tekst_van(leider.zie("/"))
    leider.post("/jio/ringruilen/1/meld_bekend")
    ilse = jio.browser("Ilse Roosters")
    assert "1 ruil wacht op jou." in tekst_van(ilse.zie("/jio/ruilen/vastleggen"))
    assert "1 ruil wacht op vastleggen." in tekst_van(ilse.zie("/"))
    ilse.post("/jio/ringruilen/1/leg_vast")
    assert "De drie diensten staan in het rooster." in tekst_van(ilse.zie("/jio/ringruilen/1"))
    assert "Er is geen ruil om vast te leggen." in tekst_van(ilse.zie("/jio/ruilen/vastleggen"))
    assert [jio.wie(dienst) for dienst in diensten] == [["Bram de Vries"], ["Carla Jansen"], ["Anna Bakker"]]
    assert "hebben geruild." in tekst_van(anna.zie("/jio/ringruilen/1"))
    # Each part is a recorded swap, with a page of its own.
    assert "Hoort bij ruil met drie 1." in tekst_van(anna.zie("/jio/ruilen/1"))


def test_een_ring_zonder_keuze_zegt_het_bij_het_veld(jio: Wereld) -> None:
    antwoord = jio.browser("Anna Bakker").post("/jio/ringruilen/nieuw", dienst=jio.dienst("INF", APRIL), tweede="")
    assert antwoord.status_code == 422
    assert 'href="#veld-tweede"' in antwoord.text


def test_weigeren_zonder_reden_gaat_niet(jio: Wereld) -> None:
    keuzes = [
        Ringkeuze(jio.mensen[wie], Deelkeuze(jio.dienst("INF", dag)))
        for wie, dag in (("Anna Bakker", APRIL), ("Bram de Vries", APRIL_BRAM), ("Carla Jansen", APRIL_CARLA))
    ]
    nummer = ringen.stel_voor(jio.als("Anna Bakker"), keuzes)
    for wie in ("Bram de Vries", "Carla Jansen"):
        ringen.stem_in(jio.als(wie), nummer)
    leider = jio.browser("Leider Infrastructuur")
    leider.post(f"/jio/ringruilen/{nummer}/weiger", reden="")
    assert "Schrijf waarom de ruil niet doorgaat." in tekst_van(leider.zie(f"/jio/ringruilen/{nummer}"))
    assert jio.browser("Daan Smit").get(f"/jio/ringruilen/{nummer}").status_code == 403
    assert leider.post(f"/jio/ringruilen/{nummer}/opeten").status_code == 404
