# SPDX-License-Identifier: EUPL-1.2
"""JIO 8.1 for the employee: the high rate and the shuttle, answered with the article."""

from __future__ import annotations

import pytest

from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van

ADRES = "/jio/woonwerk/"
REIS = {"datum": "2025-03-18", "locatie": "gouda_stavorenweg", "vervoermiddel": "eigen_auto"}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, "Je mag de hoge kilometervergoeding declareren."),
        ({"datum": "2023-04-02"}, "De hoge kilometervergoeding geldt niet voor deze reis."),
        ({"locatie": "anders"}, "De hoge kilometervergoeding geldt niet voor deze reis."),
        ({"vervoermiddel": "ov_fiets"}, "De hoge kilometervergoeding geldt niet voor deze reis."),
        ({"kilometers": "12,34"}, "Vul kilometers in met ten hoogste een decimaal."),
        ({"kilometers": "veel"}, "Schrijf een getal, als 34,5."),
        ({"locatie": ""}, "Kies een van de mogelijkheden."),
    ],
)
def test_de_hoge_vergoeding(jio: Wereld, anders: dict[str, str], zin: str) -> None:
    assert zin in tekst_van(jio.browser("Anna Bakker").post(f"{ADRES}vergoeding", **(REIS | anders)).text)


@pytest.mark.parametrize(
    ("dag", "tijd", "zin"),
    [
        ("2023-04-11", "07:30", "De shuttle in Gouda rijdt dan."),
        ("2023-04-11", "09:30", "De shuttle in Gouda komt dan als je belt."),
        ("2023-04-10", "08:00", "De shuttle in Gouda rijdt dan niet."),
        ("2023-04-11", "", "Schrijf een tijd, als 17.00."),
    ],
)
def test_de_shuttle(jio: Wereld, dag: str, tijd: str, zin: str) -> None:
    tekst = tekst_van(jio.browser("Anna Bakker").post(f"{ADRES}shuttle", moment_dag=dag, moment_tijd=tijd).text)
    assert zin in tekst
    assert "JIO 8.1" in tekst


def test_wat_nu_geldt_staat_bovenaan(jio: Wereld) -> None:
    assert "De shuttle in Gouda" in tekst_van(jio.browser("Anna Bakker").zie(ADRES))
