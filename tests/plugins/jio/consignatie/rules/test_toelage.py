# SPDX-License-Identifier: EUPL-1.2
"""CAO Rijk 7.6 and JIO 7.6, the allowance: counting, money, splitting, and explained against bulk."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.calendar.feestdagen import Kalender
from core.calendar.kwartieren import Tijdvak
from core.calendar.tijd import lees_lokale_tijd
from core.rules import GEEN_UITLEG, Centen, Geweigerd, ParameterOntbreekt, Parameters, Parameterset
from plugins.jio.consignatie.rules.consignatietijd import consignatie_in
from plugins.jio.consignatie.rules.dienst import Deel, tijd_in, tijdvak_van_dienst
from plugins.jio.consignatie.rules.tarief import Tarief, Tariefsoort, bedrag_centen, formule, tarieven
from plugins.jio.consignatie.rules.telling import GEEN_RECHT, Telling, tel_kwartieren
from plugins.jio.consignatie.rules.toelage import Toelage, Toelagegegevens, toelage
from tests.plugins.jio.consignatie.rules import naslag
from tests.plugins.jio.regels import geinstalleerd, met

# The figures of the CAO are known from July 2021 up to and including 2025.
DINSDAGEN = st.integers(0, 230).map(lambda week: date(2021, 7, 6) + timedelta(weeks=week))
SALARISSEN = st.integers(0, 2_000_000)


def dienstvak(start: date) -> Tijdvak:
    parameters = Parameters(geinstalleerd())
    return tijdvak_van_dienst(start, Kalender(parameters), parameters)


def bereken(gegeven: Toelagegegevens, parameters: Parameterset | None = None) -> Toelage:
    uitkomst: Toelage = toelage.bereken(gegeven, parameters or geinstalleerd()).uitkomst
    return uitkomst


def tel(start: date, delen: tuple[Deel, ...] | None, aangewezen: date | None) -> Telling:
    return tel_kwartieren(start, delen, aangewezen, Parameters(geinstalleerd()))


def volgens_de_tekst(groepen: tuple[Tarief, ...], salaris_centen: int) -> Centen:
    """The amount in exact fractions, step by step as CAO Rijk 7.6 has it."""
    som = Fraction(0)
    for groep in groepen:
        uurloon = Fraction(salaris_centen) / (groep.deler.getal if groep.deler else 1)
        per_uur = min(uurloon * groep.percentage.getal / 100, groep.maximum.getal * 100)
        per_uur *= groep.factor.getal if groep.factor else 1
        som += groep.kwartieren * per_uur / (4 if groep.lezing.waarde == "KWART_VAN_UURBEDRAG" else 1)
    return Centen(int(som + Fraction(1, 2)))


@st.composite
def delen_van(draw: st.DrawFn, start: date) -> tuple[Deel, ...] | None:
    """Some parts of a duty, in whole minutes and in any order; None is the whole duty."""
    if draw(st.booleans()):
        return None
    vak = dienstvak(start)
    grenzen = sorted(draw(st.sets(st.integers(0, vak.minuten), min_size=2, max_size=6)))
    paren = list(pairwise(grenzen))[:: draw(st.integers(1, 2))]
    delen = [Deel(vak.van + timedelta(minutes=van), vak.van + timedelta(minutes=tot)) for van, tot in paren]
    return tuple(draw(st.permutations(delen)))


@settings(max_examples=150, deadline=None)
@given(st.data(), DINSDAGEN, SALARISSEN, st.booleans(), st.booleans(), st.booleans(), st.integers(-20, 20))
def test_uitgelegd_is_gelijk_aan_bulk_en_aan_de_tekst(
    data: st.DataObject, start: date, salaris: int, plaats: bool, locatie: bool, maand: bool, dagen: int
):
    delen, aangewezen = data.draw(delen_van(start)), start + timedelta(days=dagen)
    gegeven = Toelagegegevens(
        start=start,
        delen=delen,
        maandsalaris_voltijd_centen=Centen(salaris) if maand else None,
        uurloon_centen=None if maand else Centen(salaris),
        plaatsgebonden=plaats,
        moet_naar_locatie=locatie,
        aangewezen_per=aangewezen,
    )
    uitgelegd = bereken(gegeven)
    telling = tel(start, delen, aangewezen)
    groepen = tarieven(telling, Tariefsoort(plaats, locatie, maand), Parameters(geinstalleerd()))
    assert uitgelegd.recht == telling.recht
    assert uitgelegd.kwartieren.totaal == sum(dag.kwartieren for dag in telling.dagen)
    assert uitgelegd.toelage_centen == bedrag_centen(formule(groepen), salaris) == volgens_de_tekst(groepen, salaris)
    assert toelage.functie(gegeven, Parameters(geinstalleerd()), GEEN_UITLEG) == uitgelegd


@settings(max_examples=40, deadline=None)
@given(st.data(), DINSDAGEN)
def test_cao_rijk_7_6_kwartieren_zijn_die_van_een_klok_die_elke_minuut_afloopt(data: st.DataObject, start: date):
    vak = dienstvak(start)
    grenzen = data.draw(st.sets(st.integers(0, vak.minuten), min_size=2, max_size=2))
    van, tot = (vak.van + timedelta(minutes=minuut) for minuut in sorted(grenzen))
    telling = tel(start, (Deel(van, tot),), date(2020, 1, 1))
    geteld: dict[str, int] = {}
    for dag in telling.dagen:
        geteld[dag.dagsoort] = geteld.get(dag.dagsoort, 0) + dag.kwartieren
    assert geteld == naslag.kwartieren(van, tot)


@settings(max_examples=100, deadline=None)
@given(st.data(), DINSDAGEN, SALARISSEN, st.booleans(), st.booleans())
def test_een_ruil_verplaatst_uren_en_maakt_er_geen(
    data: st.DataObject, start: date, salaris: int, plaats: bool, op_kwartier: bool
):
    """A5: minutes are equal; quarters on the grid too, else one is lost for each cut; cents within (n + 1) / 2."""
    vak = dienstvak(start)
    stap = 15 if op_kwartier else 1
    plekken = data.draw(st.sets(st.integers(1, vak.minuten // stap - 1), min_size=1, max_size=8))
    grenzen = [vak.van, *(vak.van + timedelta(minutes=plek * stap) for plek in sorted(plekken)), vak.tot]
    delen = [Deel(van, tot) for van, tot in pairwise(grenzen)]

    kalender = Kalender(Parameters(geinstalleerd()))
    assert tijd_in(consignatie_in([vak], kalender)) == sum(
        (tijd_in(consignatie_in([deel.tijdvak], kalender)) for deel in delen), timedelta(0)
    )
    soort = Tariefsoort(plaats, moet_naar_locatie=False, salaris_per_maand=True)
    tellingen = [tel(start, deel, date(2020, 1, 1)) for deel in (None, *((deel,) for deel in delen))]
    heel, *stukken = [sum(dag.kwartieren for dag in telling.dagen) for telling in tellingen]
    if not op_kwartier:
        assert heel - len(plekken) <= sum(stukken) <= heel
        return
    assert sum(stukken) == heel
    bedrag, *bedragen = [
        bedrag_centen(formule(tarieven(telling, soort, Parameters(geinstalleerd()))), salaris) for telling in tellingen
    ]
    assert abs(sum(bedragen) - bedrag) <= Fraction(len(delen) + 1, 2)


@settings(max_examples=60, deadline=None)
@given(st.data(), DINSDAGEN, SALARISSEN)
def test_de_volgorde_van_delen_en_een_knip_zonder_gat_maken_niets_uit(data: st.DataObject, start: date, salaris: int):
    delen = data.draw(delen_van(start))
    assume(delen)
    assert delen is not None
    lang = max(delen, key=lambda deel: deel.tot - deel.van)
    assume(lang.tot - lang.van > timedelta(minutes=1))
    midden = lang.van + timedelta(minutes=data.draw(st.integers(1, (lang.tot - lang.van) // timedelta(minutes=1) - 1)))
    geknipt = (Deel(midden, lang.tot), *(deel for deel in reversed(delen) if deel != lang), Deel(lang.van, midden))
    heel, weer = (
        bereken(Toelagegegevens(start=start, delen=d, uurloon_centen=Centen(salaris), aangewezen_per=start))
        for d in (delen, geknipt)
    )
    assert heel == weer


@settings(max_examples=80, deadline=None)
@given(DINSDAGEN, SALARISSEN, st.integers(0, 500))
def test_meer_salaris_geeft_nooit_minder_en_nooit_meer_dan_het_maximum(start: date, salaris: int, erbij: int):
    telling = tel(start, None, start)
    groepen = tarieven(telling, Tariefsoort(False, False, False), Parameters(geinstalleerd()))
    som = formule(groepen)
    hoogste = volgens_de_tekst(groepen, 10**9)
    assert bedrag_centen(som, salaris) <= bedrag_centen(som, salaris + erbij) <= hoogste


@settings(max_examples=60, deadline=None)
@given(DINSDAGEN, SALARISSEN)
def test_plaatsgebonden_is_het_dubbele_op_een_cent_na(start: date, salaris: int):
    telling, parameters = tel(start, None, start), Parameters(geinstalleerd())
    enkel, dubbel = (
        bedrag_centen(formule(tarieven(telling, Tariefsoort(plaats, False, True), parameters)), salaris)
        for plaats in (False, True)
    )
    assert abs(dubbel - 2 * enkel) <= 1


def test_de_aanwijzing_snijdt_een_reeks_en_de_telling_begint_daar_opnieuw():
    start = date(2023, 9, 12)
    delen = (Deel(lees_lokale_tijd("2023-09-15T17:07"), lees_lokale_tijd("2023-09-16T01:00")),)
    telling = tel(start, delen, date(2023, 9, 16))
    assert [(dag.dag, dag.kwartieren) for dag in telling.dagen] == [(date(2023, 9, 16), 4)]


@pytest.mark.parametrize(
    ("aangewezen", "recht"), [(date(2023, 9, 18), True), (date(2023, 9, 19), False), (None, False)]
)
def test_jio_7_6_aangewezen_op_de_dag_na_het_laatste_deel_geeft_geen_recht(aangewezen: date | None, recht: bool):
    deel = Deel(lees_lokale_tijd("2023-09-18T17:00"), lees_lokale_tijd("2023-09-19T00:00"))
    assert tel(date(2023, 9, 12), (deel,), aangewezen).recht is recht


def test_recht_zonder_kwartieren_als_het_hele_deel_kantoortijd_is():
    deel = Deel(lees_lokale_tijd("2023-09-13T09:00"), lees_lokale_tijd("2023-09-13T12:00"))
    gegeven = Toelagegegevens(date(2023, 9, 12), (deel,), uurloon_centen=Centen(2000), aangewezen_per=date(2022, 1, 1))
    uitkomst = bereken(gegeven)
    assert (uitkomst.recht, uitkomst.reden, uitkomst.kwartieren.totaal, uitkomst.toelage_centen) == (True, None, 0, 0)


def test_zonder_aanwijzing_en_zonder_delen_wordt_niets_opgezocht():
    parameters = Parameters(geinstalleerd())
    assert tel_kwartieren(date(2019, 4, 16), None, None, parameters) == GEEN_RECHT
    assert parameters.gebruikt == {}


def test_een_deel_buiten_de_dienst_wordt_ook_zonder_aanwijzing_geweigerd():
    deel = Deel(lees_lokale_tijd("2023-09-12T16:59"), lees_lokale_tijd("2023-09-13T08:00"))
    with pytest.raises(Geweigerd, match="binnen de dienst"):
        tel(date(2023, 9, 12), (deel,), None)


def test_alle_bedragen_die_ontbreken_worden_samen_genoemd():
    gegeven = Toelagegegevens(date(2026, 3, 10), uurloon_centen=Centen(2000), aangewezen_per=date(2025, 1, 1))
    with pytest.raises(ParameterOntbreekt) as fout:
        bereken(gegeven)
    assert {sleutel for sleutel, _ in fout.value.ontbrekend} == {"cao.7_6.maximum_week", "cao.7_6.maximum_weekend"}
    assert len(fout.value.ontbrekend) == 8


def test_een_afgeleid_bedrag_staat_bij_te_bevestigen_en_een_uurloon_vraagt_geen_deler():
    gegeven = Toelagegegevens(date(2024, 9, 10), uurloon_centen=Centen(2000), aangewezen_per=date(2024, 1, 1))
    antwoord = toelage.bereken(gegeven, geinstalleerd())
    assert set(antwoord.te_bevestigen) >= {"cao.7_6.maximum_week", "cao.7_6.percentage_weekend"}
    assert "cao.salaris_per_uur_deler" not in {feit.sleutel for feit in antwoord.feiten}


def test_de_uitleg_noemt_het_salaris_niet():
    gegeven = Toelagegegevens(
        date(2023, 9, 12), maandsalaris_voltijd_centen=Centen(314_159), aangewezen_per=date(2022, 1, 1)
    )
    waarden = [waarde for stap in toelage.bereken(gegeven, geinstalleerd()).stappen for waarde in stap.waarden.values()]
    uurloon = round(314_159 / 156)
    assert waarden
    assert not {314_159, uurloon} & {waarde for waarde in waarden if isinstance(waarde, int)}


def test_de_lezing_per_kwartier_geeft_vier_keer_zoveel():
    gegeven = Toelagegegevens(date(2023, 9, 12), uurloon_centen=Centen(2000), aangewezen_per=date(2022, 1, 1))
    parameters = met(cao__7_6__kwartier_lezing="UURBEDRAG_PER_KWARTIER")
    assert bereken(gegeven, parameters).toelage_centen == 4 * bereken(gegeven).toelage_centen


def test_uitleg_heeft_een_stap_per_tariefgroep():
    # From 1 April 2023 on the maxima are higher: Monday to Friday falls in two groups, the weekend in one.
    gegeven = Toelagegegevens(date(2023, 3, 28), uurloon_centen=Centen(4000), aangewezen_per=date(2022, 1, 1))
    codes = [stap.code for stap in toelage.bereken(gegeven, geinstalleerd()).stappen]
    assert codes.count("JIO-CONS/toelage.week_maximum") == 2
    assert codes.count("JIO-CONS/toelage.weekend_maximum") == 1
