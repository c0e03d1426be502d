# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, working time of call-outs: against a count of single minutes, under every reading."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.jio.consignatie.rules.werktijd import Oproep, Oproepen, Werktijd, werktijd
from tests.plugins.jio.consignatie.rules import naslag
from tests.plugins.jio.regels import met

NACHT = naslag.op_klok(date(2025, 10, 25), 17)
MINUUT = timedelta(minutes=1)


@st.composite
def oproepen(draw: st.DrawFn) -> list[Oproep]:
    """Call-outs in the weekend in which the clock goes back, close to each other and in any order."""
    uit = []
    for begin in draw(st.lists(st.integers(0, 12 * 60), min_size=1, max_size=6)):
        van = NACHT + begin * MINUUT
        einde = van + draw(st.integers(0, 70)) * MINUUT
        thuis = einde + draw(st.integers(0, 40)) * MINUUT if draw(st.booleans()) else None
        uit.append(Oproep(van, einde, thuis))
    return uit


def bereken(
    lijst: list[Oproep], anker: str = "WERKELIJK_EINDE", grens: str = "INCLUSIEF", telling: str = "UNIE"
) -> Werktijd:
    parameters = met(jio_cons__oproep_anker=anker, jio_cons__oproep_grens=grens, jio_cons__oproep_telling=telling)
    uitkomst: Werktijd = werktijd.bereken(Oproepen(tuple(lijst)), parameters).uitkomst
    return uitkomst


def minuten(van: datetime, tot: datetime) -> set[datetime]:
    return set(naslag.minuten(van, tot))


@settings(max_examples=200, deadline=None)
@given(oproepen())
def test_jio_7_6_elke_minuut_telt_een_keer(lijst: list[Oproep]):
    """A minute counts when it is worked, lies in the half hour of a call, or between calls within half an hour."""
    werkelijk: set[datetime] = set()
    geteld: set[datetime] = set()
    tot = None
    for oproep in sorted(lijst, key=lambda oproep: oproep.begin):
        einde = oproep.thuis or oproep.einde
        werkelijk |= minuten(oproep.begin, einde)
        geteld |= minuten(oproep.begin, max(einde, oproep.begin + 30 * MINUUT))
        if tot is not None and oproep.begin - tot <= 30 * MINUUT:
            geteld |= minuten(tot, oproep.begin)
            tot = max(tot, einde)
        else:
            tot = einde
    uitkomst = bereken(lijst)
    assert uitkomst.minuten == len(geteld)
    assert uitkomst.minuten_werkelijk == len(werkelijk)
    assert uitkomst.minuten_toegevoegd == len(geteld) - len(werkelijk)
    assert uitkomst.blokken is not None
    assert uitkomst.minuten == sum(blok.minuten for blok in uitkomst.blokken)


@settings(max_examples=150, deadline=None)
@given(
    oproepen(), st.sampled_from(["WERKELIJK_EINDE", "GETELD_EINDE", "BEGIN"]), st.sampled_from(["UNIE", "BLOKMINIMUM"])
)
def test_jio_7_6_blokken_liggen_op_volgorde_en_dekken_het_totaal(lijst: list[Oproep], anker: str, telling: str):
    uitkomst = bereken(lijst, anker, telling=telling)
    assert uitkomst.blokken is not None
    gedekt = set().union(*(minuten(blok.begin, blok.einde) for blok in uitkomst.blokken))
    assert len(gedekt) == uitkomst.minuten
    assert [blok.begin for blok in uitkomst.blokken] == sorted(blok.begin for blok in uitkomst.blokken)


@settings(max_examples=150, deadline=None)
@given(oproepen())
def test_jio_7_6_lezingen_verschillen_in_een_richting(lijst: list[Oproep]):
    gewoon = bereken(lijst)
    assert bereken(lijst, telling="BLOKMINIMUM").minuten <= gewoon.minuten <= bereken(lijst, telling="OPTELLEN").minuten
    assert bereken(lijst, grens="EXCLUSIEF").minuten <= gewoon.minuten <= bereken(lijst, anker="GETELD_EINDE").minuten
    assert gewoon.minuten >= gewoon.minuten_werkelijk


@settings(max_examples=100, deadline=None)
@given(oproepen(), st.randoms())
def test_jio_7_6_de_volgorde_van_invoer_maakt_niets_uit(lijst: list[Oproep], toeval: object):
    geschud = list(lijst)
    getattr(toeval, "shuffle")(geschud)  # noqa: B009
    assert bereken(geschud) == bereken(lijst)


def test_jio_7_6_minuten_in_kantoortijd_worden_alleen_aangewezen():
    begin = naslag.op_klok(date(2025, 2, 6), 7)
    uitkomst = bereken([Oproep(begin, begin + timedelta(hours=11))])
    assert (uitkomst.minuten, uitkomst.minuten_buiten_consignatietijd) == (11 * 60, 9 * 60)
