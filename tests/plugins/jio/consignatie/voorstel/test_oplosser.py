# SPDX-License-Identifier: EUPL-1.2
"""The solver: who is kept off a duty, what is fair, what is proven, and what to give up when nothing fits."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.jio.consignatie.voorstel.oplosser import los_op
from plugins.jio.consignatie.voorstel.rules.eerlijk import naast_elkaar
from plugins.jio.consignatie.voorstel.rules.gegevens import (
    Grenzen,
    Grond,
    Kandidaat,
    Maat,
    Opgave,
    Opgavesoort,
    Plek,
    Uitkomst,
    Vraag,
)
from plugins.jio.consignatie.wensen.rules import Wenssoort

DINSDAG = date(2026, 1, 6)
WEEK = timedelta(days=7)


def plekken(aantal: int, feest: tuple[int, ...] = ()) -> tuple[Plek, ...]:
    """Weeks in a row; a number in ``feest`` has a holiday in it."""
    return tuple(
        Plek(
            DINSDAG + nummer * WEEK,
            123 + 9 * (nummer in feest),
            1,
            int(nummer in feest),
            frozenset(DINSDAG + nummer * WEEK + timedelta(days=dag) for dag in range(7)),
        )
        for nummer in range(aantal)
    )


def mensen(aantal: int) -> tuple[Kandidaat, ...]:
    """People without anything special, numbered from one."""
    return tuple(Kandidaat(wie) for wie in range(1, aantal + 1))


def test_iedereen_krijgt_evenveel_en_nooit_twee_na_elkaar():
    vraag = Vraag(plekken(52, feest=(0, 1, 2, 3)), mensen(4))
    uitkomst = los_op(vraag)
    assert uitkomst.bewezen
    assert uitkomst.speling == 0
    assert set(Counter(uitkomst.toewijzing).values()) == {13}
    assert set(Counter(uitkomst.toewijzing[:4]).values()) == {1}, "ieder een feestdag"
    assert all(een != twee for een, twee in pairwise(uitkomst.toewijzing))


def test_dezelfde_vraag_krijgt_hetzelfde_antwoord():
    vraag = Vraag(plekken(53, feest=(12, 16, 19, 50)), mensen(8))
    assert los_op(vraag) == los_op(vraag)


def test_wie_eerder_meer_deed_krijgt_minder():
    veel = Kandidaat(1, saldo={Maat.DIENSTEN: 20})
    aantallen = Counter(los_op(Vraag(plekken(20), (veel, *mensen(4)[1:]))).toewijzing)
    assert aantallen[1] < min(aantallen[wie] for wie in (2, 3, 4))


def test_een_feestdag_te_veel_van_vorig_jaar_wordt_rechtgezet():
    vraag = Vraag(plekken(12, feest=(4,)), (Kandidaat(1, saldo={Maat.FEESTDAGEN: 10}), *mensen(3)[1:]))
    assert los_op(vraag).toewijzing[4] != 1


@pytest.mark.parametrize("grond", list(Grond))
def test_wie_niet_kan_krijgt_de_dienst_niet(grond: Grond):
    vraag = Vraag(plekken(6), (Kandidaat(1, niet=dict.fromkeys(range(6), grond)), *mensen(4)[1:]))
    assert 1 not in los_op(vraag).toewijzing


def test_verlof_verkleint_iemands_deel_niet_maar_een_ontheffing_wel():
    helft = range(10)
    for grond, verwacht in ((Grond.VERLOF, 5), (Grond.ONTHEFFING, 3)):
        vraag = Vraag(plekken(20), (Kandidaat(1, niet=dict.fromkeys(helft, grond)), *mensen(4)[1:]))
        assert Counter(los_op(vraag).toewijzing)[1] in (verwacht, verwacht - 1), grond


def test_liever_niet_wordt_ontzien_en_graag_gegund():
    wensen = {
        1: {3: Wenssoort.LIEVER_NIET, 7: Wenssoort.LIEVER_NIET},
        2: {3: Wenssoort.LIEVER_NIET, 5: Wenssoort.GRAAG},
    }
    vraag = Vraag(plekken(12), tuple(Kandidaat(wie, wensen=wensen.get(wie, {})) for wie in (1, 2, 3)))
    uitkomst = los_op(vraag)
    assert uitkomst.toewijzing[3] == 3
    assert uitkomst.toewijzing[7] != 1
    assert uitkomst.toewijzing[5] == 2


def test_niet_vervulde_wensen_komen_niet_allemaal_bij_een():
    # All three would rather not do the same three weeks.
    wens = dict.fromkeys((0, 3, 6), Wenssoort.LIEVER_NIET)
    uitkomst = los_op(Vraag(plekken(9), tuple(Kandidaat(wie, wensen=wens) for wie in (1, 2, 3))))
    assert {uitkomst.toewijzing[plek] for plek in (0, 3, 6)} == {1, 2, 3}


def test_twee_na_elkaar_alleen_als_het_moet():
    alleen = {0: Grond.KAN_NIET, 1: Grond.KAN_NIET}
    vraag = Vraag(plekken(4), (Kandidaat(1), Kandidaat(2, niet=alleen)))
    uitkomst = los_op(vraag)
    assert uitkomst.toewijzing == (1, 1, 2, 1)
    assert naast_elkaar(vraag, uitkomst.toewijzing) == (1,)


def test_de_laatste_dienst_van_vorig_jaar_telt_als_buur():
    vorige = Kandidaat(1, eerder=frozenset({DINSDAG - WEEK}))
    vraag = Vraag(plekken(4), (vorige, Kandidaat(2)))
    assert los_op(vraag).toewijzing[0] == 2
    assert naast_elkaar(vraag, (1, 2, 1, 2)) == (0,)


def test_diensten_die_overlappen_zijn_nooit_van_een_mens():
    eerste, *rest = plekken(3)
    overlap = Plek(eerste.dag, eerste.uren, 1, 0, overlapt_volgende=True)
    niet_2 = {0: Grond.VERLOF, 1: Grond.VERLOF}
    uitkomst = los_op(Vraag((overlap, *rest), (Kandidaat(1), Kandidaat(2, niet=niet_2))))
    assert uitkomst.toewijzing == ()
    assert [opgave.soort for opgave in uitkomst.opgeven] == [Opgavesoort.VERLOF]


def test_de_grens_van_de_arbeidstijdenwet_geldt_ook_over_de_jaargrens():
    vraag = Vraag(plekken(8), mensen(3), Grenzen(maximum_per_28=7))
    uitkomst = los_op(vraag)
    assert uitkomst.toewijzing == ()
    assert {opgave.soort for opgave in uitkomst.opgeven} == {Opgavesoort.ARBEIDSTIJDEN}
    ruim = los_op(Vraag(plekken(8), mensen(4), Grenzen(maximum_per_28=7)))
    assert all(wie not in ruim.toewijzing[plek + 1 : plek + 4] for plek, wie in enumerate(ruim.toewijzing))
    eerder = frozenset(DINSDAG - 2 * WEEK + timedelta(days=dag) for dag in range(7))
    druk = Kandidaat(1, eerder=frozenset({DINSDAG - 2 * WEEK}), eerdere_dagen=eerder)
    assert 1 not in los_op(Vraag(plekken(8), (druk, *mensen(4)[1:]), Grenzen(maximum_per_28=7))).toewijzing[:2]


def test_zonder_grens_wordt_de_arbeidstijdenwet_niet_getoetst():
    assert los_op(Vraag(plekken(8), mensen(1))).toewijzing == (1,) * 8


def test_vrije_diensten_ertussen_en_een_hoogste_aantal():
    uitkomst = los_op(Vraag(plekken(16), mensen(5), Grenzen(vrij_ertussen=3, meeste_diensten=4)))
    assert all(wie not in uitkomst.toewijzing[plek + 1 : plek + 4] for plek, wie in enumerate(uitkomst.toewijzing))
    assert max(Counter(uitkomst.toewijzing).values()) <= 4


def test_wat_vaststaat_blijft_ook_als_iemand_er_niet_meer_is():
    uitkomst = los_op(Vraag(plekken(6), mensen(3), vast={0: 99, 1: 2}))
    assert uitkomst.toewijzing[:2] == (99, 2)
    assert set(uitkomst.toewijzing[2:]) <= {1, 2, 3}


def test_herplannen_verandert_alleen_wat_moet():
    huidig = {plek: plek % 4 + 1 for plek in range(12)}
    weg = Kandidaat(2, niet=dict.fromkeys(range(4, 12), Grond.ZONDER))
    vraag = Vraag(plekken(12), (weg, *(Kandidaat(wie) for wie in (1, 3, 4))), vast={0: 1, 1: 2, 2: 3}, huidig=huidig)
    toewijzing = los_op(vraag).toewijzing
    anders = [plek for plek in range(12) if toewijzing[plek] != huidig[plek]]
    assert anders == [5, 9]


def test_zonder_rooster_staat_er_welke_wens_je_moet_loslaten():
    niet = {3: Grond.KAN_NIET}
    vraag = Vraag(plekken(6), (Kandidaat(1, niet=niet), Kandidaat(2, niet={3: Grond.VERLOF})))
    uitkomst = los_op(vraag)
    assert uitkomst == Uitkomst((), 0, 0, (Opgave(Opgavesoort.WENS, 3, 1),))


def test_een_eigen_grens_wordt_opgegeven_voor_een_wens_of_verlof_van_iemand():
    met_verlof = (Kandidaat(1), Kandidaat(2, niet={0: Grond.VERLOF, 2: Grond.KAN_NIET}))
    for grenzen, verwacht in (
        (Grenzen(meeste_diensten=1), (Opgave(Opgavesoort.MEESTE_DIENSTEN, None, None, 2),)),
        (Grenzen(vrij_ertussen=2), (Opgave(Opgavesoort.VRIJ_ERTUSSEN, None, None, 1),)),
        (Grenzen(vrij_ertussen=1, meeste_diensten=1), (Opgave(Opgavesoort.MEESTE_DIENSTEN, None, None, 2),)),
        (
            Grenzen(vrij_ertussen=3, meeste_diensten=1),
            (Opgave(Opgavesoort.VRIJ_ERTUSSEN, None, None, 1), Opgave(Opgavesoort.MEESTE_DIENSTEN, None, None, 2)),
        ),
    ):
        assert los_op(Vraag(plekken(4), met_verlof, grenzen)).opgeven == verwacht


def test_wie_te_veel_vrij_vraagt_hoort_hoeveel_kan():
    uitkomst = los_op(Vraag(plekken(53), mensen(4), Grenzen(vrij_ertussen=8)))
    assert uitkomst.opgeven == (Opgave(Opgavesoort.VRIJ_ERTUSSEN, None, None, 3),)


def test_een_week_waarin_echt_niemand_kan_wordt_genoemd():
    niet = {2: Grond.PAS_REGELING}
    vraag = Vraag(plekken(4), tuple(Kandidaat(wie, niet=niet) for wie in (1, 2)))
    assert los_op(vraag).opgeven == (Opgave(Opgavesoort.NIEMAND, 2, None),)


def test_wie_er_pas_later_bij_komt_heeft_een_kleiner_deel():
    later = Kandidaat(1, niet=dict.fromkeys(range(12), Grond.NIET_IN_TEAM))
    aantallen = Counter(los_op(Vraag(plekken(24), (later, *mensen(4)[1:]))).toewijzing)
    assert aantallen[1] == 3
    assert {aantallen[wie] for wie in (2, 3, 4)} == {7}


def test_zonder_diensten_is_er_niets_te_doen():
    assert los_op(Vraag((), mensen(2))) == Uitkomst((), 0, 0)


@settings(max_examples=25)
@given(st.data())
def test_een_antwoord_houdt_zich_altijd_aan_de_grenzen(data: st.DataObject):
    aantal, weken = data.draw(st.integers(2, 5)), data.draw(st.integers(1, 10))
    niet = {
        wie: data.draw(st.dictionaries(st.integers(0, weken - 1), st.sampled_from(list(Grond)), max_size=3))
        for wie in range(1, aantal + 1)
    }
    grenzen = Grenzen(data.draw(st.sampled_from([None, 14])), data.draw(st.integers(0, 2)))
    vraag = Vraag(plekken(weken), tuple(Kandidaat(wie, niet=gronden) for wie, gronden in niet.items()), grenzen)
    uitkomst = los_op(vraag)
    assert bool(uitkomst.toewijzing) != bool(uitkomst.opgeven)
    for plek, wie in enumerate(uitkomst.toewijzing):
        assert plek not in niet[wie]
        assert wie not in uitkomst.toewijzing[plek + 1 : plek + 1 + grenzen.vrij_ertussen]
    assert uitkomst.kosten >= uitkomst.ondergrens
