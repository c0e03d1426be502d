# SPDX-License-Identifier: EUPL-1.2
"""The holidays of CAO Rijk 4.2, against a list made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.calendar.feestdagen import Kalender
from core.calendar.termijnen import algemeen_erkende_feestdag, einde_volgens_termijnenwet

PASEN = {
    2020: (4, 12), 2021: (4, 4), 2022: (4, 17), 2023: (4, 9), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5),
    2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21), 2031: (4, 13), 2032: (3, 28), 2033: (4, 17),
    2034: (4, 9), 2035: (3, 25), 2036: (4, 13), 2037: (4, 5), 2038: (4, 25), 2039: (4, 10), 2040: (4, 1),
}  # fmt: skip


class Vast:
    """Parameters that never change."""

    def __init__(self, goede_vrijdag: bool = False, bevrijdingsdag: bool = True, sluiting: tuple[date, ...] = ()):
        self.waarden = {
            "kalender.goede_vrijdag_is_feestdag": goede_vrijdag,
            "kalender.bevrijdingsdag_is_feestdag": bevrijdingsdag,
            "kalender.sluitingsdagen": sluiting,
        }

    def __getitem__(self, sleutel_en_dag: tuple[str, date]) -> object:
        return self.waarden[sleutel_en_dag[0]]


def met_de_hand(jaar: int) -> set[date]:
    pasen = date(jaar, *PASEN[jaar])
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag = date(jaar, 4, 26)
    return {
        date(jaar, 1, 1), pasen, pasen + timedelta(1), koningsdag, date(jaar, 5, 5), pasen + timedelta(39),
        pasen + timedelta(49), pasen + timedelta(50), date(jaar, 12, 25), date(jaar, 12, 26),
    }  # fmt: skip


@pytest.mark.parametrize("jaar", sorted(PASEN))
def test_cao_4_2_feestdagen_van_een_jaar(jaar: int) -> None:
    kalender = Kalender(Vast())
    dagen = [date(jaar, 1, 1) + timedelta(nr) for nr in range(366 if jaar % 4 == 0 else 365)]
    assert {dag for dag in dagen if kalender.feestdag(dag)} == met_de_hand(jaar)


def test_goede_vrijdag_is_alleen_een_feestdag_als_dat_is_ingesteld() -> None:
    assert not Kalender(Vast()).feestdag(date(2026, 4, 3))
    assert Kalender(Vast(goede_vrijdag=True)).feestdag(date(2026, 4, 3))


def test_bevrijdingsdag_kan_een_gewone_dag_zijn() -> None:
    assert Kalender(Vast(bevrijdingsdag=False)).werkdag(date(2026, 5, 5))


def test_een_sluitingsdag_van_het_onderdeel_is_een_feestdag() -> None:
    assert Kalender(Vast(sluiting=(date(2026, 5, 15),))).feestdag(date(2026, 5, 15))


def test_hemelvaart_op_bevrijdingsdag_blijft_feestdag() -> None:
    # 2016: Ascension Day fell on 5 May.
    assert Kalender(Vast(bevrijdingsdag=False)).feestdag(date(2016, 5, 5))


@pytest.mark.parametrize(
    ("laatste_dag", "einde"),
    [
        (date(2026, 4, 3), date(2026, 4, 7)),  # Goede Vrijdag counts here, then the weekend and Easter Monday
        (date(2026, 5, 5), date(2026, 5, 6)),
        (date(2024, 5, 5), date(2024, 5, 6)),
        (date(2026, 3, 14), date(2026, 3, 16)),
        (date(2026, 3, 16), date(2026, 3, 16)),
    ],
)
def test_termijnenwet_1_verschuift_naar_de_eerstvolgende_gewone_dag(laatste_dag: date, einde: date) -> None:
    assert einde_volgens_termijnenwet(laatste_dag) == einde
    assert not algemeen_erkende_feestdag(einde)
