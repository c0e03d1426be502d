# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, may somebody be rostered: the window of 28 days, and what an answer never tells."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.jio.consignatie.rules.inzetbaar import (
    Inzetbaarheid,
    Inzetvraag,
    Ontheffing,
    Ontheffingsgrond,
    inzetbaar,
)
from tests.plugins.jio.consignatie.rules import naslag
from tests.plugins.jio.regels import met

START = date(2026, 4, 28)
GEBOREN = date(1990, 1, 1)
WEKEN = st.sets(st.integers(-12, 12).filter(bool), max_size=8)


def bereken(vraag: Inzetvraag, telling: str = "ETMALEN", maximum: int = 14) -> Inzetbaarheid:
    parameters = met(jio_cons__consignatiedag_telling=telling, arbeidstijdenwet__consignatie_max_dagen_per_28=maximum)
    uitkomst: Inzetbaarheid = inzetbaar.bereken(vraag, parameters).uitkomst
    return uitkomst


def dagen(start: date, telling: str) -> set[date]:
    van, tot = naslag.dienst(start)
    if telling == "KALENDERDAGEN":
        return {op.astimezone(naslag.AMSTERDAM).date() for op in naslag.minuten(van, tot)}
    return {
        dag
        for dag in (start + aantal * naslag.DAG for aantal in range(-2, 14))
        if naslag.op_klok(dag, 17) < tot and naslag.op_klok(dag + naslag.DAG, 17) > van
    }


@settings(max_examples=60, deadline=None)
@given(WEKEN, st.sampled_from(["ETMALEN", "KALENDERDAGEN"]))
def test_het_drukste_venster_van_28_dagen_met_een_dag_van_deze_dienst(weken: set[int], telling: str):
    andere = tuple(START + timedelta(weeks=week) for week in weken)
    eigen = dagen(START, telling)
    alle = eigen.union(*(dagen(start, telling) for start in andere))
    vensters = [{START + (begin + aantal) * naslag.DAG for aantal in range(28)} for begin in range(-60, 60)]
    hoogste = max(len(alle & venster) for venster in vensters if venster & eigen)
    uitkomst = bereken(Inzetvraag(START, GEBOREN, andere_diensten=andere), telling)
    assert uitkomst.hoogste_aantal_dagen == hoogste
    assert uitkomst.inzetbaar == (hoogste <= 14)


@pytest.mark.parametrize("grond", Ontheffingsgrond)
def test_de_grond_van_een_ontheffing_staat_nergens_in_het_antwoord(grond: Ontheffingsgrond):
    parameters = met()
    vraag = Inzetvraag(START, GEBOREN, ontheffingen=(Ontheffing(START, grond=grond),))
    antwoord = inzetbaar.bereken(vraag, parameters)
    assert str(grond) not in repr((antwoord.buiten(), antwoord.stappen))


@settings(max_examples=60, deadline=None)
@given(st.integers(-40, 40), st.integers(0, 30))
def test_een_periode_telt_als_een_van_haar_dagen_in_de_dienst_valt(vanaf: int, lengte: int):
    van = START + vanaf * naslag.DAG
    begin, einde = naslag.dienst(START)
    dienstdagen = {op.astimezone(naslag.AMSTERDAM).date() for op in naslag.minuten(begin, einde)}
    periode = Ontheffing(van, van + lengte * naslag.DAG, grond=Ontheffingsgrond.DIRECTIE)
    raakt = any(van + aantal * naslag.DAG in dienstdagen for aantal in range(lengte + 1))
    assert bereken(Inzetvraag(START, GEBOREN, ontheffingen=(periode,))).inzetbaar is not raakt
