# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, testing a claim: who did the duty claims it, and nobody claims a minute of another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.jio.consignatie.rules.declaratie import Consignatiedeclaratie, Uitvoering, declaratie_toets
from plugins.jio.consignatie.rules.dienst import Dienststart, dienst
from tests.plugins.jio.consignatie.rules import naslag
from tests.plugins.jio.regels import geinstalleerd

DINSDAGEN = st.integers(0, 400).map(lambda week: date(2020, 1, 7) + timedelta(weeks=week))


@settings(max_examples=80, deadline=None)
@given(st.data(), DINSDAGEN)
def test_de_minuten_van_alle_uitvoerders_zijn_samen_die_van_de_dienst(data: st.DataObject, start: date):
    van, tot = naslag.dienst(start)
    lengte = (tot - van) // timedelta(minutes=1)
    plekken = sorted(data.draw(st.sets(st.integers(1, lengte - 1), max_size=6)))
    grenzen = [van, *(van + timedelta(minutes=plek) for plek in plekken), tot]
    wie = data.draw(st.lists(st.sampled_from("ABC"), min_size=len(grenzen) - 1, max_size=len(grenzen) - 1))
    rooster = tuple(
        Uitvoering(begin, einde, medewerker=naam) for (begin, einde), naam in zip(pairwise(grenzen), wie, strict=True)
    )
    toetsen = [
        declaratie_toets.bereken(
            Consignatiedeclaratie("consignatie", naam, start, rooster, 0, date(2019, 1, 1)), geinstalleerd()
        ).uitkomst
        for naam in "ABC"
    ]
    heel = dienst.bereken(Dienststart(start), geinstalleerd()).uitkomst
    assert sum(toets.minuten_volgens_rooster for toets in toetsen) == 60 * heel.uren.totaal
    for naam, toets in zip("ABC", toetsen, strict=True):
        assert ("niet_de_uitvoerder" in toets.redenen) == (naam not in wie)
