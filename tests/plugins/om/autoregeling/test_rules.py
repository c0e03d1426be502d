# SPDX-License-Identifier: EUPL-1.2
"""Autoregeling OM: shares to the cent, a settlement that is the sum of its parts, and terms in elapsed time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.tijd import begin_van_dag
from core.rules import Bereik, Centen, Geweigerd, Parameters
from core.rules.boom import als_boom
from plugins.om.autoregeling.rules.bestelling import REGIMES
from plugins.om.autoregeling.rules.doorbelasting import TWEE_TEKSTEN, doorbelasting
from plugins.om.autoregeling.rules.eigen_bijdrage import Schatting, eigen_bijdrage
from plugins.om.autoregeling.rules.gebruiksrecht import Ziekte, gebruiksrecht
from plugins.om.autoregeling.rules.kostensoorten import ARTIKELEN, OOK_IN, VASTE_DRAGER, Kosten, Vast
from plugins.om.autoregeling.rules.kostenverdeling import KOSTEN, Onderdeelswagenpark, Wagenpark, kostenverdeling
from plugins.om.autoregeling.rules.laadvoorziening import Beeindiging, Plaatsing, laadvoorziening
from plugins.om.autoregeling.rules.maanden import volle_maanden
from plugins.om.autoregeling.rules.ritsoort import Adres, Rit, Ritten, Voertuig, ritsoort
from plugins.om.autoregeling.rules.termijnen import Oordeel, Uurklok, termijnen
from plugins.om.autoregeling.rules.thuisladen import Geladen, Laadmaand, Pas, Transactie, thuisladen
from plugins.om.autoregeling.rules.verklaring import Verklaring
from plugins.om.autoregeling.rules.verrekening import Jaargebruik, Priveperiode, verrekening
from plugins.om.autoregeling.rules.verrekening import Voertuig as Auto
from tests.plugins.rekenregels import AUTOREGELING_OM

GEINSTALLEERD = AUTOREGELING_OM.parameters()
DATUMS = st.dates(date(2020, 1, 1), date(2025, 12, 31))
DAGEN_2021 = st.dates(date(2021, 1, 1), date(2021, 12, 31))
DAG = timedelta(days=1)


def test_een_jaar_ligt_in_elke_berekening_tussen_2000_en_2100():
    met_jaar = [
        hints["jaar"].__metadata__
        for regel in AUTOREGELING_OM.berekeningen().values()
        for record in (get_args(regel.gegeven) or (regel.gegeven,))
        if "jaar" in (hints := get_type_hints(record, include_extras=True))
    ]
    assert met_jaar == [(Bereik(2000, 2100),)] * 7


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=25).filter(any))
def test_2_2_de_delen_zijn_samen_precies_het_geheel(aantallen: list[int]):
    park = Wagenpark(2021, tuple(Onderdeelswagenpark(str(nr), n) for nr, n in enumerate(aantallen)))
    uitkomst = kostenverdeling.bereken(park, GEINSTALLEERD).uitkomst
    assert sum(uitkomst.bijdragen_centen.values()) == KOSTEN == uitkomst.totaal_centen
    for nr, aantal in enumerate(aantallen):
        assert abs(uitkomst.bijdragen_centen[str(nr)] - Fraction(KOSTEN * aantal, sum(aantallen))) < 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), DAGEN_2021, DAGEN_2021, st.none() | DATUMS, st.integers(0, 400))
def test_4_1_een_voorschot_is_nooit_negatief_en_nooit_meer_dan_een_volle_maand(
    kilometers: int, een: date, ander: date, ontvangen: date | None, dagen: int
):
    verklaring = ontvangen and Verklaring(ontvangen, ingetrokken_op=ontvangen + dagen * DAG)
    vol = eigen_bijdrage.bereken(Schatting(2021, kilometers), GEINSTALLEERD).uitkomst
    deel = Schatting(2021, kilometers, min(een, ander), max(een, ander), verklaring=verklaring or None)
    uitkomst = eigen_bijdrage.bereken(deel, GEINSTALLEERD).uitkomst
    assert uitkomst.totaal_centen == sum(uitkomst.voorschotten_centen)
    paren = zip(uitkomst.voorschotten_centen, vol.voorschotten_centen, strict=True)
    assert all(0 <= voorschot <= heel for voorschot, heel in paren)
    # Twelve roundings of at most half a cent.
    assert abs(vol.totaal_centen - kilometers * 22) <= 6


def _jaar(*perioden: Priveperiode, verklaring: Verklaring | None = None) -> Any:
    gegeven = Jaargebruik(2021, perioden, Centen(100_00), verklaring=verklaring)
    return verrekening.bereken(gegeven, GEINSTALLEERD).uitkomst


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(DAGEN_2021, st.integers(0, 3000)), max_size=8, unique_by=lambda paar: paar[0]), st.data())
def test_4_1_de_verrekening_is_de_som_van_haar_delen_in_elke_volgorde(
    dagen: list[tuple[date, int]], data: st.DataObject
):
    perioden = [Priveperiode(dag, dag, kilometers) for dag, kilometers in dagen]
    uitkomst = _jaar(*data.draw(st.permutations(perioden)))
    assert uitkomst == _jaar(*perioden)
    assert uitkomst.verschuldigd_centen == sum(kilometers for _, kilometers in dagen) * 22
    assert uitkomst.saldo_centen == uitkomst.verschuldigd_centen - uitkomst.ingehouden_centen
    assert uitkomst.prive_kilometers == sum(kilometers for _, kilometers in dagen)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000), st.dates(date(2021, 1, 2), date(2021, 12, 31)))
def test_4_1_knippen_op_de_verklaring_verandert_alleen_wat_boven_500_is(voor: int, onder: int, ontvangen: date):
    perioden = (
        Priveperiode(date(2021, 1, 1), ontvangen - DAG, voor),
        Priveperiode(ontvangen, date(2021, 12, 31), onder, Auto.HUUR),
    )
    uitkomst = _jaar(*perioden, verklaring=Verklaring(ontvangen))
    assert uitkomst.niet_geprijsde_kilometers == max(0, onder - 500)
    assert uitkomst.verschuldigd_centen == (voor + min(onder, 500)) * 22
    assert uitkomst.norm_overschreden is uitkomst.gebruiksrecht_eindigt is (onder > 500)


def test_elke_soort_kosten_heeft_een_artikel_en_een_vast_soort_een_drager():
    soorten = [naam for record in get_args(Kosten) for naam in get_args(get_type_hints(record)["soort"])]
    assert len(soorten) == len(set(soorten)) == 38
    assert set(ARTIKELEN) == set(soorten)
    assert set(OOK_IN) | TWEE_TEKSTEN <= set(soorten)
    assert list(VASTE_DRAGER) == list(get_args(get_type_hints(Vast)["soort"]))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**6))
def test_12_de_vijf_delen_zijn_samen_de_kosten(bedrag: int, eerder: int, verhoging: int):
    def euro(centen: int) -> str:
        return f"{centen // 100}.{centen % 100:02d}"

    basis = {"datum": date(2021, 6, 1), "bedrag_euro": euro(bedrag)}
    soorten: list[tuple[dict[str, object], int]] = [
        (
            {"soort": "boete", "verhoging_euro": euro(verhoging), "administratiekosten_euro": euro(eerder)},
            verhoging + eerder,
        ),
        (
            {
                "soort": "reiniging",
                "categorie": "I",
                "eerdere_reinigingen": [{"datum": date(2021, 1, 1), "bedrag_euro": euro(eerder)}],
            },
            0,
        ),
        ({"soort": "schade_eigen_accessoire", "bekend_bij_leaseplan": True}, 0),
        ({"soort": "regulier_onderhoud"}, 0),
    ]
    for velden, erbij in soorten:
        gegeven = doorbelasting.lees(als_boom({**basis, **velden}))
        uit = doorbelasting.bereken(gegeven, GEINSTALLEERD).uitkomst
        delen = (
            uit.werkgever_centen,
            uit.werknemer_centen,
            uit.leasemaatschappij_centen,
            uit.verzekerd_centen,
            uit.te_beslissen_centen,
        )
        assert sum(delen) == bedrag + erbij
        assert min(delen) >= 0


@settings(max_examples=100, deadline=None)
@given(DATUMS, st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 300_000))
def test_7_3_2_de_vergoeding_daalt_met_de_tijd_en_is_nooit_meer_dan_de_kosten(
    geplaatst: date, dagen: int, later: int, kosten: int
):
    def uit(einde: date) -> Any:
        vraag = Beeindiging("beeindiging", geplaatst, einde, Centen(kosten), True, True)
        return laadvoorziening.bereken(vraag, GEINSTALLEERD).uitkomst

    eerst, dan = uit(geplaatst + dagen * DAG), uit(geplaatst + (dagen + later) * DAG)
    assert 0 <= dan.vergoeding_centen <= eerst.vergoeding_centen <= kosten
    assert eerst.gebruikte_maanden <= dan.gebruikte_maanden
    assert abs(eerst.gebruikte_maanden - dagen * 12 / 365.2425) <= 1.1


@given(st.integers(0, 10**8), st.booleans(), DATUMS)
def test_7_1_wie_wat_betaalt_is_samen_het_laadpunt(kosten: int, wensen: bool, datum: date):
    vraag = Plaatsing("plaatsing", datum, Centen(kosten), wensen, True)
    uit = laadvoorziening.bereken(vraag, GEINSTALLEERD).uitkomst
    assert uit.werkgever_centen + uit.werknemer_centen + uit.te_beslissen_centen == kosten
    assert uit.werkgever_centen <= 2_500_00


def test_een_maand_is_vol_als_dezelfde_dag_er_weer_is():
    parameters = Parameters(GEINSTALLEERD)
    assert volle_maanden(date(2021, 1, 31), date(2021, 2, 27), parameters) == 0
    assert volle_maanden(date(2021, 1, 31), date(2021, 2, 28), parameters) == 1
    assert volle_maanden(date(2021, 1, 31), date(2021, 3, 30), parameters) == 1
    assert volle_maanden(date(2021, 1, 31), date(2021, 3, 31), parameters) == 2


@given(st.sampled_from(Adres), st.sampled_from(Adres), st.sampled_from(Voertuig), st.integers(1, 500), st.booleans())
def test_2_3_heen_en_terug_zijn_van_dezelfde_soort(een: Adres, ander: Adres, auto: Voertuig, km: int, logisch: bool):
    ritten = (Rit(een, ander, km, meest_logische_route=logisch), Rit(ander, een, km, True, logisch))
    uit = ritsoort.bereken(Ritten(auto, ritten), GEINSTALLEERD).uitkomst
    assert uit.ritsoorten[0] is uit.ritsoorten[1]
    deel = uit.kilometers
    assert deel.z + deel.w + deel.p + deel.beoordelen == 2 * km
    assert (uit.eigen_bijdrage_kilometers, uit.overtredingen) == (
        (0, 2 * (deel.p > 0)) if auto == "pool" else (deel.p, 0)
    )


@given(st.lists(st.decimals(0, 100, places=3), max_size=10), st.data())
def test_7_2_laden_wordt_een_keer_afgerond_in_elke_volgorde(kwh: list[Decimal], data: st.DataObject):
    parameters = AUTOREGELING_OM.met(om_auto__home_charging_tariff="0.3105")
    transacties = [Transactie(date(2021, 5, 1), aantal, Pas.EIGEN_PAS, Geladen.DIENSTAUTO) for aantal in kwh]
    volgorde = tuple(data.draw(st.permutations(transacties)))
    uit = thuisladen.bereken(Laadmaand(2021, 5, volgorde), parameters).uitkomst
    exact = sum((Fraction(aantal) for aantal in kwh), Fraction(0)) * Fraction("31.05")
    assert uit.vergoede_kwh == sum(kwh, Decimal(0))
    assert -Fraction(1, 2) < uit.bedrag_centen - exact <= Fraction(1, 2)


@given(st.integers(0, 60 * 24 * 366), st.integers(0, 60 * 24 * 4))
def test_10_3_1_48_uur_zijn_verstreken_uren_ook_als_de_klok_verzet_wordt(minuut: int, later: int):
    begin: datetime = begin_van_dag(date(2021, 1, 1)) + timedelta(minutes=minuut)
    klok = Uurklok("schademelding", begin, begin + timedelta(minutes=later))
    uit = termijnen.bereken(klok, GEINSTALLEERD).uitkomst
    assert uit.uiterlijk - begin == timedelta(hours=48)
    assert (uit.oordeel is Oordeel.OP_TIJD) == (later <= 48 * 60)


@settings(max_examples=150, deadline=None)
@given(DATUMS, st.integers(0, 150), st.none() | st.integers(0, 150))
def test_4_2_1_wie_ziek_is_houdt_het_recht_nooit_langer_dan_vier_maanden(begin: date, weg: int, eerder: int | None):
    vervaldatum = None if eerder is None else begin + eerder * DAG
    vraag = Ziekte("ziekte", begin, True, begin + weg * DAG, vervaldatum)
    try:
        uit = gebruiksrecht.bereken(vraag, GEINSTALLEERD).uitkomst
    except Geweigerd:
        assert eerder is not None
        assert eerder >= 120
        return
    if uit.eindigt:
        assert begin <= uit.laatste_dag <= uit.uiterlijk
        assert uit.laatste_dag == uit.bijdrage_tot_en_met == (vervaldatum or uit.uiterlijk)
    else:
        assert begin + weg * DAG < (vervaldatum or uit.uiterlijk)


@pytest.mark.parametrize("regime", REGIMES.values())
def test_3_1_een_nieuw_regime_is_alleen_emissieloos_en_niet_ruimer(regime: Any):
    assert set(regime.vanaf) < set(regime.voor)
    assert all(perceel.startswith("E") for perceel in regime.vanaf)
    assert regime.op(regime.tot) == regime.vanaf
    assert regime.op(regime.tot - DAG) == regime.voor
