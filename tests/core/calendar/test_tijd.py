# SPDX-License-Identifier: EUPL-1.2
"""Clock times, quarters and terms, over both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.kwartieren import KWARTIER, Tijdvak, doorsneden, kwartieren_per_dag, per_dag, samengevoegd
from core.calendar.termijnen import Maandeinde, plus_maanden, plus_werkdagen
from core.calendar.tijd import OngeldigeTijd, lees_lokale_tijd, minuten, moment, schrijf_lokale_tijd

MOMENTEN = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minuten: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=minuten)
)


@pytest.mark.parametrize(
    ("tekst", "utc"),
    [
        ("2026-03-10T17:00", "2026-03-10T16:00"),
        ("2026-07-10T17:00", "2026-07-10T15:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30"),
        ("2026-03-29T03:00", "2026-03-29T01:00"),
        ("2026-03-10T17:00:30", "2026-03-10T16:00:30"),
    ],
)
def test_een_kloktijd_is_een_moment(tekst: str, utc: str) -> None:
    assert lees_lokale_tijd(tekst) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert schrijf_lokale_tijd(lees_lokale_tijd(tekst)) == tekst


@pytest.mark.parametrize(
    "tekst",
    ["2026-03-29T02:30", "2026-10-25T02:30", "2026-03-10", "2026-03-10 17:00", "2026-02-30T10:00", "2026-03-10T25:00",
     "2026-03-10T17:00+02:00", "2026-03-29T02:30+01:00"],
)  # fmt: skip
def test_een_kloktijd_die_niet_precies_een_keer_bestaat_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(OngeldigeTijd):
        lees_lokale_tijd(tekst)


@given(MOMENTEN)
def test_schrijven_en_lezen_geeft_hetzelfde_moment(op: datetime) -> None:
    assert lees_lokale_tijd(schrijf_lokale_tijd(op)) == op


@given(MOMENTEN, st.integers(0, 3000))
def test_de_dagen_van_een_tijdvak_zijn_samen_het_tijdvak(van: datetime, duur: int) -> None:
    vak = Tijdvak(van, van + timedelta(minutes=duur))
    assert sum(deel.minuten for _, deel in per_dag(vak)) == duur


@given(MOMENTEN, st.integers(0, 3000))
def test_cao_7_6_alleen_hele_kwartieren_tellen(van: datetime, duur: int) -> None:
    geteld = kwartieren_per_dag(Tijdvak(van, van + timedelta(minutes=duur)))
    assert sum(geteld.values()) == duur // 15
    assert all(aantal > 0 for aantal in geteld.values())


@pytest.mark.parametrize(
    ("dag", "kwartieren"), [(date(2026, 3, 29), 92), (date(2026, 10, 25), 100), (date(2026, 6, 1), 96)]
)
def test_een_dag_heeft_92_96_of_100_kwartieren(dag: date, kwartieren: int) -> None:
    vak = Tijdvak(moment(dag, time(0)), moment(dag + timedelta(1), time(0)))
    assert kwartieren_per_dag(vak) == {dag: kwartieren}


@given(st.lists(st.tuples(MOMENTEN, st.integers(0, 5000)), max_size=8))
def test_samenvoegen_telt_geen_minuut_dubbel(stukken: list[tuple[datetime, int]]) -> None:
    vakken = [Tijdvak(van, van + timedelta(minutes=duur)) for van, duur in stukken]
    los = samengevoegd(vakken)
    assert all(een.tot < ander.van for een, ander in pairwise(los))
    assert sum(vak.minuten for vak in los) <= sum(vak.minuten for vak in vakken)
    assert sum(vak.minuten for vak in doorsneden(los, los)) == sum(vak.minuten for vak in los)


def test_verstreken_minuten_over_de_zomertijd() -> None:
    assert minuten(lees_lokale_tijd("2026-03-29T01:30"), lees_lokale_tijd("2026-03-29T03:30")) == 60
    assert timedelta(minutes=15) == KWARTIER


@pytest.mark.parametrize(
    ("dag", "maanden", "laatste", "erna"),
    [
        (date(2026, 10, 31), 4, date(2027, 2, 28), date(2027, 3, 1)),
        (date(2026, 1, 15), 2, date(2026, 3, 15), date(2026, 3, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28), date(2025, 3, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30), date(2026, 12, 30)),
    ],
)
def test_een_termijn_in_maanden_zonder_zo_n_dag(dag: date, maanden: int, laatste: date, erna: date) -> None:
    assert plus_maanden(dag, maanden) == laatste
    assert plus_maanden(dag, maanden, Maandeinde.EERSTE_DAG_VOLGENDE_MAAND) == erna


class Doordeweeks:
    def werkdag(self, dag: date) -> bool:
        return dag.weekday() < 5


def test_werkdagen_tellen_het_weekend_niet() -> None:
    assert plus_werkdagen(date(2026, 3, 13), 1, Doordeweeks()) == date(2026, 3, 16)
    assert plus_werkdagen(date(2026, 3, 13), 0, Doordeweeks()) == date(2026, 3, 13)
    with pytest.raises(ValueError, match="niet negatief"):
        plus_werkdagen(date(2026, 3, 13), -1, Doordeweeks())
