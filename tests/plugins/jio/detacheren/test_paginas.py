# SPDX-License-Identifier: EUPL-1.2
"""JIO 3.4, secondment: what the employee, HR and the leidinggevende read and do."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.jio.detacheren.services import register
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van, tel_vragen

EIGEN = "/jio/detacheren/eigen"
LIJST = "/jio/detacheren/"


def seconderen(jio: Wereld, naam: str = "Anna Bakker", **anders: object) -> int:
    gegevens: dict[str, object] = {"functie": "TESTER", "van": date(2023, 2, 1)} | anders
    return register.leg_vast(jio.als("Lars Personeel"), jio.mensen[naam], **gegevens)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [
        (None, "Je bent niet gedetacheerd bij JIO."),
        ({}, "Je kunt aanspraak maken op je functie, sinds za 1 februari 2025."),
        ({"van": date(2024, 3, 1)}, "Vanaf zo 1 maart 2026 kun je aanspraak maken op je functie."),
        ({"project_of_programma": True}, "Je detachering is voor een project of programma"),
        ({"van": date(2024, 3, 1), "tot_en_met": date(2025, 12, 31)}, "Je detachering eindigt voordat de twee jaar"),
        ({"tot_en_met": date(2024, 12, 31)}, "Je bent nu niet gedetacheerd bij JIO."),
    ],
)
def test_de_medewerker_leest_eerst_het_antwoord(jio: Wereld, gegevens: dict[str, object] | None, zin: str) -> None:
    if gegevens is not None:
        seconderen(jio, "Anna Bakker", **gegevens)
    tekst = tekst_van(jio.browser("Anna Bakker").zie(EIGEN))
    assert zin in tekst
    assert ("JIO 3.4" in tekst) == (gegevens is not None)


def test_van_aanspraak_tot_besluit(jio: Wereld) -> None:
    seconderen(jio)
    anna, hr = jio.browser("Anna Bakker"), jio.browser("Lars Personeel")
    assert "Je krijgt een bericht op de dag dat de twee jaar vol zijn." in tekst_van(anna.zie(EIGEN))
    assert "Detachering Je kunt aanspraak maken" in tekst_van(anna.zie("/"))
    anna.post(f"{EIGEN}/aanspraak")
    assert "Ik maak aanspraak op de functie" not in anna.zie(EIGEN)
    assert "Beslis over de aanspraak van Anna Bakker" in tekst_van(hr.zie(LIJST))
    assert "Beslis over aanspraak 1 na een detachering." in tekst_van(hr.zie("/runs/taken"))
    for velden, fout in (
        ({"reden": "x", "besluit_op": "2025-03-19"}, "Kies wat het besluit is."),
        ({"besluit": "toekennen", "besluit_op": "2025-03-19"}, "Schrijf waarom; de medewerker leest dit."),
        ({"besluit": "toekennen", "reden": "x"}, "Vul een datum in."),
    ):
        antwoord = hr.post("/jio/detacheren/aanspraak/1", **velden)
        assert antwoord.status_code == 422
        assert fout in tekst_van(antwoord.text)
    hr.post("/jio/detacheren/aanspraak/1", besluit="toekennen", reden="Er is een plek.", besluit_op="2025-03-19")
    tekst = tekst_van(anna.zie("/jio/detacheren/aanspraak/1"))
    assert "De aanspraak van Anna Bakker is toegekend." in tekst
    assert "Er is een plek." in tekst
    assert "Waarover is beslist" in tekst_van(hr.zie(LIJST))


def test_intrekken(jio: Wereld) -> None:
    seconderen(jio)
    anna = jio.browser("Anna Bakker")
    anna.post(f"{EIGEN}/aanspraak")
    anna.post("/jio/detacheren/aanspraak/1/intrekken")
    assert "Deze aanspraak is ingetrokken." in tekst_van(anna.zie("/jio/detacheren/aanspraak/1"))


def test_hr_legt_vast_en_verbetert(jio: Wereld) -> None:
    hr = jio.browser("Lars Personeel")
    fout = hr.post(LIJST, personeelsnummer="1", functie="TESTER", van="2024-03-01")
    assert fout.status_code == 422
    assert "Dit nummer is van niemand bij JIO." in tekst_van(fout.text)
    hr.post(LIJST, personeelsnummer="100001", functie="TESTER", van="2024-03-01")
    hr.post(f"{LIJST}1/einde", tot_en_met="")
    assert "Vul een datum in." in tekst_van(hr.zie(LIJST))
    hr.post(f"{LIJST}1/einde", tot_en_met="2025-12-31")
    assert "eindigt eerder" in tekst_van(hr.zie(LIJST))
    hr.post(f"{LIJST}1/vervalt")
    assert "Hier komen de detacheringen" in tekst_van(hr.zie(LIJST))


def test_de_leidinggevende_ziet_het_eigen_team_zonder_formulier(jio: Wereld) -> None:
    seconderen(jio)
    seconderen(jio, "Eva Visser")
    tekst = tekst_van(jio.browser("Leider Infrastructuur").zie(LIJST))
    assert "Anna Bakker" in tekst
    assert "Eva Visser" not in tekst
    assert "Een detachering vastleggen" not in tekst


def test_de_lijst_vraagt_niet_meer_bij_meer_mensen(jio: Wereld) -> None:
    aantallen = []
    for namen in (["Anna Bakker"], ["Bram de Vries", "Carla Jansen", "Daan Smit", "Eva Visser"]):
        for naam in namen:
            seconderen(jio, naam)
        browser = jio.browser("Lars Personeel")
        browser.get("/")
        with tel_vragen(jio.database) as aantal:
            browser.zie(LIJST)
        aantallen.append(aantal())
    assert aantallen[0] == aantallen[1] <= 15
