# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, duration of a duty: against a minute-by-minute clock, over the years, and with closing days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.feestdagen import Kalender
from core.calendar.tijd import lokaal
from core.rules import Geweigerd, ParameterOntbreekt, Parameters
from plugins.jio.consignatie.rules.consignatietijd import consignatievakken, in_consignatietijd
from plugins.jio.consignatie.rules.dienst import Dienst, Dienststart, dienst, tijd_in
from plugins.jio.consignatie.rules.jaarrooster import Jaarrooster, Roosterjaar, dinsdagen, jaarrooster
from tests.plugins.jio.consignatie.rules import naslag
from tests.plugins.jio.regels import geinstalleerd, met

EERSTE_DINSDAG = date(2020, 1, 7)
DINSDAGEN = st.integers(0, 52 * 60).map(lambda week: EERSTE_DINSDAG + timedelta(weeks=week))
OVERDRACHTEN = ("LITERAL", "SHIFT_START", "CUT")


def bereken(start: date, overdracht: str = "LITERAL") -> Dienst:
    antwoord = dienst.bereken(Dienststart(start), met(jio_cons__holiday_handover=overdracht))
    uitkomst: Dienst = antwoord.uitkomst
    return uitkomst


@settings(max_examples=40, deadline=None)
@given(DINSDAGEN)
def test_jio_7_6_uren_zijn_die_van_een_klok_die_elke_minuut_afloopt(start: date):
    begin, einde = naslag.dienst(start)
    minuten: dict[str, int] = {}
    for op in naslag.minuten(begin, einde):
        if naslag.consignatie(op):
            soort = naslag.soort(lokaal(op).date())
            minuten[soort] = minuten.get(soort, 0) + 1
    uitkomst = bereken(start)
    assert (uitkomst.start, uitkomst.einde) == (begin, einde)
    assert uitkomst.uren.totaal * 60 == sum(minuten.values())
    for soort in ("maandag_vrijdag", "zaterdag", "zondag", "feestdag"):
        assert getattr(uitkomst.uren, soort) * 60 == minuten.get(soort, 0)


@settings(max_examples=150, deadline=None)
@given(DINSDAGEN, st.sampled_from(OVERDRACHTEN))
def test_jio_7_6_uren_zijn_de_som_van_dagsoorten_en_van_segmenten(start: date, overdracht: str):
    uitkomst = bereken(start, overdracht)
    uren = uitkomst.uren
    assert uren.totaal == uren.maandag_vrijdag + uren.zaterdag + uren.zondag + uren.feestdag
    assert uren.totaal == sum(segment.uren for segment in uitkomst.segmenten)
    assert uitkomst.segmenten[0].van == uitkomst.start
    assert uitkomst.segmenten[-1].tot == uitkomst.einde


@settings(max_examples=150, deadline=None)
@given(DINSDAGEN, st.sampled_from(OVERDRACHTEN))
def test_jio_7_6_overlap_is_er_alleen_bij_letterlijk_lezen_van_een_feestdag(start: date, overdracht: str):
    uitkomst = bereken(start, overdracht)
    volgende = bereken(start + timedelta(weeks=1), overdracht)
    gedeeld = max(uitkomst.einde - volgende.start, timedelta(0))
    assert timedelta(hours=uitkomst.overlap_uren) == gedeeld
    assert bool(gedeeld) == (overdracht == "LITERAL" and naslag.feestdag(start + timedelta(weeks=1)))


@settings(max_examples=25, deadline=None)
@given(st.integers(2020, 2098), st.sampled_from(OVERDRACHTEN))
def test_jio_7_6_een_jaar_is_gedekt_en_overlap_telt_een_keer(jaar: int, overdracht: str):
    parameters = met(jio_cons__holiday_handover=overdracht)
    uitkomst: Jaarrooster = jaarrooster.bereken(Roosterjaar(jaar), parameters).uitkomst
    assert uitkomst.onbedekt_uren == 0
    assert uitkomst.dekking_uren == uitkomst.som_uren - uitkomst.overlap_uren
    assert uitkomst.aantal_diensten in (52, 53)
    assert uitkomst.som_uren == sum(bereken(start, overdracht).uren.totaal for start in dinsdagen(jaar))


@pytest.mark.parametrize(("jaar", "som", "overlap"), [(2024, 6573, 0), (2026, 6474, 15), (2027, 6456, 15)])
def test_jio_7_6_jaarsommen_die_met_de_hand_zijn_nagerekend(jaar: int, som: int, overlap: int):
    uitkomst = jaarrooster.bereken(Roosterjaar(jaar), geinstalleerd()).uitkomst
    assert (uitkomst.som_uren, uitkomst.overlap_uren) == (som, overlap)


def test_cao_rijk_4_2_een_sluitingsdag_is_een_feestdag():
    parameters = met(kalender__sluitingsdagen=[date(2025, 2, 11), date(2025, 2, 7)])
    uitkomst = dienst.bereken(Dienststart(date(2025, 2, 4)), parameters).uitkomst
    # Friday 7 February is on-call time all day, and on Tuesday 11 February the duty runs on to Wednesday.
    assert uitkomst.uren.feestdag == 48
    assert uitkomst.einde == naslag.op_klok(date(2025, 2, 12), 8)
    assert uitkomst.overlap_uren == 15


def test_cao_rijk_4_2_de_uitleg_noemt_de_lijst_met_sluitingsdagen():
    antwoord = dienst.bereken(Dienststart(date(2025, 2, 4)), met(kalender__sluitingsdagen=[date(2025, 2, 7)]))
    [stap] = [stap for stap in antwoord.stappen if stap.code == "JIO-CONS/feestdag"]
    assert stap.feit is not None
    assert stap.feit.sleutel == "kalender.sluitingsdagen"


@pytest.mark.parametrize(
    ("dag", "minuten"),
    [
        (date(2025, 2, 6), 15 * 60),
        (date(2025, 3, 30), 23 * 60),
        (date(2025, 10, 26), 25 * 60),
        (date(2025, 2, 8), 24 * 60),
    ],
)
def test_jio_7_6_consignatietijd_van_een_dag_in_verstreken_tijd(dag: date, minuten: int):
    assert tijd_in(consignatievakken(dag, naslag.werkdag(dag))) == timedelta(minutes=minuten)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 60 * 24 * 365 * 20))
def test_jio_7_6_consignatietijd_van_een_moment(minuut: int):
    op = naslag.op_klok(EERSTE_DINSDAG, 0) + timedelta(minutes=minuut)
    assert in_consignatietijd(op, Kalender(Parameters(geinstalleerd()))) == naslag.consignatie(op)


def test_jio_7_6_alles_wat_ontbreekt_wordt_in_een_keer_genoemd():
    with pytest.raises(ParameterOntbreekt) as fout:
        jaarrooster.bereken(Roosterjaar(2015), geinstalleerd())
    genoemd = {sleutel for sleutel, _ in fout.value.ontbrekend}
    assert genoemd == {
        "kalender.goede_vrijdag_is_feestdag",
        "kalender.bevrijdingsdag_is_feestdag",
        "jio_cons.holiday_handover",
    }


def test_een_dienst_waarvan_de_feestdagen_niet_bekend_zijn_wordt_geweigerd():
    with pytest.raises(Geweigerd, match="te ver"):
        dienst.bereken(Dienststart(date(2105, 3, 3)), geinstalleerd())
