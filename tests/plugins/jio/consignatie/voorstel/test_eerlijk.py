# SPDX-License-Identifier: EUPL-1.2
"""What is fair: equal shares, balances of earlier years, and a cost that grows with the square of a deviation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import Geweigerd
from plugins.jio.consignatie.voorstel.rules.bewaard import Antwoord, Opgeven, Opties, Persoonstand, Weekkeuze
from plugins.jio.consignatie.voorstel.rules.eerlijk import (
    Gedaan,
    Stand,
    aandelen,
    in_tienden,
    kosten_van,
    krijgt,
    saldi,
)
from plugins.jio.consignatie.voorstel.rules.gegevens import Grond, Kandidaat, Maat, Opgavesoort, Plek, Vraag
from plugins.jio.consignatie.wensen.rules import Wenssoort, eis_ronde, eis_wensen, is_open

DINSDAG = date(2026, 1, 6)


def test_wie_er_toen_niet_was_hoeft_niets_in_te_halen():
    stand = saldi([Gedaan(120, 1, 0, 1, (1, 2))] * 2, [1, 2, 3])
    assert stand == {1: Stand(120, 1, 0), 2: Stand(-120, -1, 0), 3: Stand()}


def test_wie_een_dienst_deed_zonder_in_het_team_te_zijn_deelde_erin():
    assert saldi([Gedaan(90, 3, 3, 3, (1, 2))], [3])[3] == Stand(60, 2, 2)


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(1, 4)), max_size=20))
def test_alle_saldi_samen_zijn_nul(stukken: list[tuple[int, int]]):
    mensen = (1, 2, 3, 4)
    stand = saldi([Gedaan(uren, 1, 0, wie, mensen) for uren, wie in stukken], mensen)
    assert sum(een.uren for een in stand.values()) == pytest.approx(0, abs=1e-6)


def test_een_saldo_in_tienden_van_een_dienst():
    assert in_tienden(Stand(61.5, -1, 0.25), 123) == {Maat.DIENSTEN: 5, Maat.WEEKENDEN: -10, Maat.FEESTDAGEN: 2}


@given(st.sampled_from(Maat), st.integers(-40, 40), st.integers(0, 200), st.integers(0, 30))
def test_de_kosten_zijn_bol(maat: Maat, saldo: int, doel: int, n: int):
    een, twee, drie = (kosten_van(n + stap, maat, saldo, doel) for stap in range(3))
    assert drie - twee >= twee - een
    assert min(een, twee, drie) >= 0


def test_een_gelijk_deel_van_een_dienst_is_van_wie_er_een_deel_in_heeft():
    plekken = (Plek(DINSDAG, 120, 1, 0), Plek(date(2026, 1, 13), 132, 1, 1))
    vraag = Vraag(plekken, (Kandidaat(1), Kandidaat(2, niet={0: Grond.PAS_REGELING, 1: Grond.VERLOF})))
    assert aandelen(vraag) == {1: Stand(186, 1.5, 0.5), 2: Stand(66, 0.5, 0.5)}
    assert krijgt(vraag, (1, 1))[1] == Stand(252, 2, 1)


def test_weken_tellen_het_weekend_maar_een_keer():
    week = Plek(DINSDAG, 120, 1, 0)
    assert Vraag((week,), ()).maten() == (Maat.DIENSTEN,)
    assert Vraag((week, Plek(date(2026, 1, 13), 132, 1, 1)), ()).maten() == (Maat.DIENSTEN, Maat.FEESTDAGEN)
    dagen = (Plek(date(2026, 1, 9), 15, 0, 0), Plek(date(2026, 1, 10), 24, 1, 0))
    assert Vraag(dagen, ()).maten() == (Maat.DIENSTEN, Maat.WEEKENDEN)


def test_wat_bewaard_wordt_komt_gelijk_terug():
    opties = Opties((1, 2), DINSDAG, 2, 7, behoud=True, losgelaten=((3, DINSDAG),), goede_vrijdag=True)
    assert Opties.van_json(opties.als_json()) == opties
    assert Opties.van_json(Opties().als_json()) == Opties()
    antwoord = Antwoord(
        (Weekkeuze(DINSDAG, 1, 2, False, Wenssoort.LIEVER_NIET, True, False),),
        (Persoonstand(1, Stand(120, 1, 0), Stand(100, 1, 0.5), Stand(-5)),),
        200,
        150,
        arbeidstijden_getoetst=False,
        opgeven=(Opgeven(Opgavesoort.NIEMAND, DINSDAG, None, ((1, "verlof"),), 3),),
    )
    assert Antwoord.van_json(antwoord.als_json()) == antwoord
    assert (antwoord.bewezen, antwoord.speling) == (False, 25.0)
    assert antwoord.wijzigingen == antwoord.niet_ingewilligd == antwoord.weken
    assert antwoord.standen[0].na == Stand(15, 0, -0.5)


def test_wensen_sluiten_na_de_sluitingsdag():
    assert is_open(DINSDAG, DINSDAG)
    eis_wensen({DINSDAG: Wenssoort.GRAAG}, [DINSDAG], DINSDAG, DINSDAG)
    with pytest.raises(Geweigerd, match="gesloten sinds 06-01-2026"):
        eis_wensen({}, [DINSDAG], DINSDAG, date(2026, 1, 7))


def test_een_wens_gaat_over_een_week_van_het_rooster_en_niet_over_alle():
    with pytest.raises(Geweigerd, match="op 13-01-2026 begint geen dienst"):
        eis_wensen({date(2026, 1, 13): Wenssoort.GRAAG}, [DINSDAG], DINSDAG, DINSDAG)
    with pytest.raises(Geweigerd, match="niet elke week"):
        eis_wensen({DINSDAG: Wenssoort.KAN_NIET}, [DINSDAG], DINSDAG, DINSDAG)


@pytest.mark.parametrize(
    ("sluit_op", "herinner_op", "veld"),
    [
        (date(2025, 10, 31), None, "sluit_op"),
        (DINSDAG, None, "sluit_op"),
        (date(2025, 11, 20), date(2025, 11, 21), "herinner_op"),
        (date(2025, 11, 20), date(2025, 10, 1), "herinner_op"),
    ],
)
def test_een_ronde_sluit_in_de_toekomst_en_voor_de_eerste_dienst(sluit_op: date, herinner_op: date | None, veld: str):
    with pytest.raises(Geweigerd) as fout:
        eis_ronde(sluit_op, herinner_op, date(2025, 11, 1), DINSDAG)
    assert fout.value.veld == veld
