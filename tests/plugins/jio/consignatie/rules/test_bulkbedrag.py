# SPDX-License-Identifier: EUPL-1.2
"""CAO Rijk 7.6, the allowance in bulk: for every formula and every salary what the explained path answers."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from core.rules import Parameters
from plugins.jio.consignatie.rules.bulkbedrag import bulkbedrag
from plugins.jio.consignatie.rules.tarief import Formule, Tariefsoort, bedrag_centen, formule, tarieven
from plugins.jio.consignatie.rules.telling import tel_kwartieren
from tests.plugins.jio.regels import geinstalleerd

GROEPEN = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 10**9)), max_size=4).map(tuple)


@given(GROEPEN, st.integers(1, 10**6), st.integers(0, 10**7))
@example(((25, 9_750_000), (32, 12_480_000)), 1040, 390_000)
@example(((25, 9_750_000), (32, 12_480_000)), 1040, 390_001)
@example((), 1, 0)
@example(((0, 0), (0, 5)), 7, 3)
@example(((3, 10), (5, 10)), 7, 3)
def test_elke_formule_geeft_voor_elk_salaris_hetzelfde(groepen: tuple[tuple[int, int], ...], noemer: int, salaris: int):
    wat = Formule(groepen, noemer)
    bedrag = bulkbedrag(wat)
    grenzen = {hoogstens // per_cent for per_cent, hoogstens in groepen if per_cent}
    for gevraagd in {salaris, *grenzen, *(grens + 1 for grens in grenzen), *(max(0, grens - 1) for grens in grenzen)}:
        assert bedrag(gevraagd) == bedrag_centen(wat, gevraagd)


@given(st.integers(0, 230), st.integers(0, 2_000_000), st.booleans(), st.booleans())
def test_ook_met_de_cijfers_van_de_cao(week: int, salaris: int, plaats: bool, locatie: bool):
    start, parameters = date(2021, 7, 6) + timedelta(weeks=week), Parameters(geinstalleerd())
    telling = tel_kwartieren(start, None, date(2020, 1, 1), parameters)
    wat = formule(tarieven(telling, Tariefsoort(plaats, locatie, salaris_per_maand=True), parameters))
    assert bulkbedrag(wat)(salaris) == bedrag_centen(wat, salaris)
