# SPDX-License-Identifier: EUPL-1.2
"""Deadlines of the core: when they end, how far a unit may depart from them, and that their articles exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.termijnen import Maandeinde
from core.dossiers.termijnen import (
    Afwijken,
    AfwijkingNietToegestaan,
    Duur,
    Termijn,
    Termijnafwijking,
    Termijneenheid,
    eis_toegestaan,
    werking,
)
from core.plugins import Installatie
from core.regulations.catalogus import Regelsoort

DAGEN, WERKDAGEN, WEKEN, MAANDEN = Termijneenheid
KALENDERSOORTEN = (DAGEN, WEKEN, MAANDEN)


class Weekenden:
    """A calendar without holidays."""

    def werkdag(self, dag: date) -> bool:
        return dag.weekday() < 5


def termijn(duur: Duur, afwijken: Afwijken) -> Termijn:
    return Termijn("CORE-X/y", "CORE-X", "1", "Iets is klaar", "begin", "iemand", duur, afwijken)


def afwijking(duur: Duur) -> Termijnafwijking:
    return Termijnafwijking("CORE-X/y", duur, "EIGEN 1", "daarom")


@pytest.mark.parametrize(
    ("duur", "einde"),
    [
        (Duur(7, DAGEN), date(2024, 2, 7)),
        (Duur(4, WEKEN), date(2024, 2, 28)),
        (Duur(2, WERKDAGEN), date(2024, 2, 2)),
        (Duur(3, WERKDAGEN), date(2024, 2, 5)),
        (Duur(1, MAANDEN), date(2024, 2, 29)),
        (Duur(48, MAANDEN), date(2028, 1, 31)),
    ],
)
def test_een_termijn_telt_in_haar_eigen_soort_dagen(duur: Duur, einde: date) -> None:
    assert duur.einde(date(2024, 1, 31), Weekenden()) == einde


def test_de_lezing_van_het_maandeinde_telt() -> None:
    een = Duur(1, MAANDEN)
    assert een.einde(date(2023, 1, 31), Weekenden(), Maandeinde.EERSTE_DAG_VOLGENDE_MAAND) == date(2023, 3, 1)


def test_core_vog_r3_drie_maanden_na_de_start_eindigt_de_overeenkomst(installatie: Installatie) -> None:
    voorwaarde = installatie.termijnen["CORE-VOG/ontbindende_voorwaarde"].duur
    assert voorwaarde.einde(date(2024, 3, 1), Weekenden()) == date(2024, 6, 1)
    assert voorwaarde.einde(date(2023, 11, 30), Weekenden()) == date(2024, 2, 29)


def test_een_termijn_duurt_ten_minste_een_dag() -> None:
    with pytest.raises(ValueError, match="ten minste 1"):
        Duur(0, DAGEN)


@given(
    st.sampled_from(KALENDERSOORTEN),
    st.integers(1, 60),
    st.sampled_from(KALENDERSOORTEN),
    st.integers(1, 60),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from(Maandeinde),
)
def test_wat_nooit_later_heet_eindigt_op_geen_enkele_dag_later(
    een: Termijneenheid, lengte: int, ander: Termijneenheid, grens: int, begin: date, maandeinde: Maandeinde
) -> None:
    korter, langer = Duur(lengte, een), Duur(grens, ander)
    if korter.nooit_later_dan(langer):
        einden = [duur.einde(begin, Weekenden(), maandeinde) for duur in (korter, langer)]
        assert einden[0] <= einden[1]


@given(st.integers(1, 60), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(Maandeinde))
def test_een_termijn_in_maanden_blijft_binnen_haar_grenzen(maanden: int, begin: date, maandeinde: Maandeinde) -> None:
    minste, meeste = Duur(maanden, MAANDEN).dagen()
    duurde = Duur(maanden, MAANDEN).einde(begin, Weekenden(), maandeinde) - begin
    assert timedelta(minste) <= duurde <= timedelta(meeste)


@pytest.mark.parametrize(
    ("duur", "reden"),
    [
        (Duur(12, WEKEN), None),
        (Duur(84, DAGEN), None),
        (Duur(2, MAANDEN), None),
        (Duur(85, DAGEN), "kan later eindigen"),
        (Duur(3, MAANDEN), "kan later eindigen"),
        (Duur(1, WERKDAGEN), "niet te vergelijken"),
    ],
)
def test_strenger_laat_alleen_toe_wat_nooit_later_eindigt(duur: Duur, reden: str | None) -> None:
    grens = termijn(Duur(12, WEKEN), Afwijken.STRENGER)
    if reden is None:
        eis_toegestaan(grens, afwijking(duur))
        return
    with pytest.raises(AfwijkingNietToegestaan, match=reden):
        eis_toegestaan(grens, afwijking(duur))


def test_werkdagen_zijn_met_werkdagen_te_vergelijken() -> None:
    eis_toegestaan(termijn(Duur(10, WERKDAGEN), Afwijken.STRENGER), afwijking(Duur(9, WERKDAGEN)))
    with pytest.raises(AfwijkingNietToegestaan):
        eis_toegestaan(termijn(Duur(10, WERKDAGEN), Afwijken.STRENGER), afwijking(Duur(11, WERKDAGEN)))


def test_vrij_laat_langer_toe_en_nooit_laat_niets_toe() -> None:
    eis_toegestaan(termijn(Duur(4, WEKEN), Afwijken.VRIJ), afwijking(Duur(9, MAANDEN)))
    with pytest.raises(AfwijkingNietToegestaan, match="mag geen dienstonderdeel afwijken"):
        eis_toegestaan(termijn(Duur(4, WEKEN), Afwijken.NOOIT), afwijking(Duur(1, DAGEN)))


def test_in_elk_dienstonderdeel_geldt_de_eigen_termijn_of_die_van_de_kern() -> None:
    grens, eigen = termijn(Duur(12, WEKEN), Afwijken.STRENGER), afwijking(Duur(10, WEKEN))
    ander = replace(eigen, termijn="CORE-X/z")
    afwijkingen = [("om", ander), ("om", eigen)]
    assert werking(grens, "om", afwijkingen).duur == Duur(10, WEKEN)
    assert werking(grens, "om", afwijkingen).afwijking is eigen
    assert werking(grens, "jio", afwijkingen).duur == Duur(12, WEKEN)
    assert werking(grens, "jio", afwijkingen).afwijking is None


def test_elke_termijn_van_de_kern_hoort_bij_een_regel_die_een_termijn_is(installatie: Installatie) -> None:
    for gevonden in installatie.termijnen.values():
        regels = installatie.regelingen[gevonden.regeling].regels
        assert any(Regelsoort.TERMIJN in regel.soort for regel in regels), gevonden.id
