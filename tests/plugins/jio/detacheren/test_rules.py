# SPDX-License-Identifier: EUPL-1.2
"""JIO 3.4, secondment: two years, counted from the right day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.jio.detacheren.rules import Aanspraak, Detachering, Detacheringen, aanspraak
from tests.plugins.jio.regels import met

DATUMS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
DAG = timedelta(days=1)


def bereken(detacheringen: tuple[Detachering, ...], op: date, onderbreking: str = "HERSTART") -> Aanspraak:
    gegeven = Detacheringen(detacheringen, op)
    uitkomst: Aanspraak = aanspraak.bereken(gegeven, met(jio_det__onderbreking=onderbreking)).uitkomst
    return uitkomst


@given(DATUMS)
def test_de_aanspraak_begint_op_de_dag_zelf_en_niet_eerder(van: date):
    lopend = (Detachering(van, "tester"),)
    vanaf = bereken(lopend, van).aanspraak_vanaf
    assert vanaf is not None
    assert (vanaf.year - van.year, vanaf.day) in {(2, van.day), (2, 1)}
    assert not bereken(lopend, vanaf - DAG).aanspraak
    assert bereken(lopend, vanaf).aanspraak


@settings(max_examples=100)
@given(
    DATUMS, st.lists(st.integers(1, 400), min_size=1, max_size=5), st.lists(st.integers(0, 60), min_size=5, max_size=5)
)
def test_onderbrekingen_schuiven_op_of_beginnen_opnieuw(van: date, lengtes: list[int], gaten: list[int]):
    """Under TELT_DOOR every day in between moves the claim; under HERSTART counting starts after the last gap."""
    delen, begin, teller = [], van, van
    gat_samen = 0
    for lengte, gat in zip(lengtes, gaten, strict=False):
        delen.append(Detachering(begin, "tester", begin + (lengte - 1) * DAG))
        begin += (lengte + gat) * DAG
        gat_samen += gat
        if gat:
            teller = begin
    delen.append(Detachering(begin, "tester"))
    lijst = tuple(reversed(delen))
    doorgeteld = bereken(lijst, begin, "TELT_DOOR")
    zonder_gat = bereken((Detachering(van, "tester"),), begin)
    assert doorgeteld.teller_vanaf == van
    assert doorgeteld.aanspraak_vanaf is not None
    assert zonder_gat.aanspraak_vanaf is not None
    assert doorgeteld.aanspraak_vanaf == zonder_gat.aanspraak_vanaf + gat_samen * DAG
    assert bereken(lijst, begin).teller_vanaf == teller
