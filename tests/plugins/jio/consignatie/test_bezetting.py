# SPDX-License-Identifier: EUPL-1.2
"""A hand-over moves time from one person to another and makes none (JIO 7.6, "Roosterwijzigingen")."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import GEEN_UITLEG, Centen, Geweigerd, Parameters
from plugins.jio.consignatie.models import Deelreden
from plugins.jio.consignatie.rules.dienst import Deel
from plugins.jio.consignatie.rules.toelage import Toelagegegevens, toelage
from plugins.jio.consignatie.services.bezetting import Overdracht, Stuk, na_overdracht
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender
from tests.plugins.jio.consignatie.conftest import geinstalleerd, klok

BEGIN, EINDE = klok("2023-09-12", "17:00"), klok("2023-09-19", "08:00")
MINUTEN = int((EINDE - BEGIN) / timedelta(minutes=1))

minuut = st.integers(0, MINUTEN)
persoon = st.integers(1, 4)


def op(minuten: int) -> datetime:
    return BEGIN + timedelta(minutes=minuten)


def overdracht(van: datetime, tot: datetime, eruit: int | None, erin: int | None, *, geheel: bool) -> Overdracht:
    return Overdracht(1, van, tot, eruit, erin, Deelreden.RUIL, geheel=geheel)


@given(st.lists(st.tuples(minuut, minuut, persoon, persoon), max_size=8))
def test_na_elke_reeks_overdrachten_is_de_dienst_precies_een_keer_bezet(reeks: list[tuple[int, int, int, int]]):
    stukken = [Stuk(1, BEGIN, EINDE)]
    for van, tot, eruit, erin in reeks:
        if van < tot:
            stukken = na_overdracht(stukken, overdracht(op(van), op(tot), eruit, erin, geheel=False))
    assert (stukken[0].van, stukken[-1].tot) == (BEGIN, EINDE)
    assert all(een.tot == twee.van for een, twee in pairwise(stukken))


@given(minuut, minuut)
def test_een_ruil_verplaatst_minuten_en_maakt_er_geen(een: int, twee: int):
    van, tot = sorted((een, twee))
    if van == tot:
        return
    stukken = na_overdracht([Stuk(1, BEGIN, EINDE)], overdracht(op(van), op(tot), 1, 2, geheel=True))
    per_persoon = {
        wie: sum((stuk.tot - stuk.van for stuk in stukken if stuk.medewerker_id == wie), timedelta(0)) for wie in (1, 2)
    }
    assert per_persoon[2] == op(tot) - op(van)
    assert per_persoon[1] + per_persoon[2] == EINDE - BEGIN


@pytest.mark.parametrize(
    ("eruit", "van", "tot"),
    [(2, 0, 60), (1, MINUTEN - 60, MINUTEN + 60), (None, 0, 60)],
    ids=["van een ander", "buiten wat iemand doet", "er is al iemand"],
)
def test_een_ruil_van_wat_iemand_niet_doet_wordt_geweigerd(eruit: int | None, van: int, tot: int):
    with pytest.raises(Geweigerd, match="intussen veranderd"):
        na_overdracht([Stuk(1, BEGIN, EINDE)], overdracht(op(van), op(tot), eruit, 3, geheel=True))


def test_wat_vrij_is_kan_worden_gevuld_en_wat_uitvalt_blijft_open():
    half = op(MINUTEN // 2)
    stukken = na_overdracht([Stuk(1, BEGIN, EINDE)], overdracht(half, EINDE, 1, None, geheel=False))
    assert [(stuk.medewerker_id, stuk.tot) for stuk in stukken] == [(1, half)]
    stukken = na_overdracht(stukken, overdracht(half, EINDE, None, 2, geheel=True))
    assert [(stuk.medewerker_id, stuk.van) for stuk in stukken] == [(1, BEGIN), (2, half)]


@settings(deadline=None)  # the first one loads the figures
@given(st.lists(minuut, max_size=4), st.integers(150_000, 700_000), st.booleans())
def test_jio_7_6_delen_samen_tegen_het_geheel(sneden: list[int], salaris: int, op_kwartier: bool):
    """Minutes are always equal; on the grid so are quarters, else each cut loses at most one; cents differ by rounding.

    Each of n parts is rounded once, and so is the whole: their sum lies within (n + 1) / 2 cent.
    """
    dinsdag = date(2023, 9, 12)
    punten = sorted({snede - snede % 15 if op_kwartier else snede for snede in sneden} - {0, MINUTEN})
    grenzen = [BEGIN, *(op(punt) for punt in punten), EINDE]
    kalender = Dienstkalender(geinstalleerd())
    delen = [Deel(van, tot) for van, tot in pairwise(grenzen)]
    geheel = _toelage(dinsdag, None, salaris)
    per_deel = [_toelage(dinsdag, deel, salaris) for deel in delen]
    minuten = sum(kalender.minuten(dinsdag, [deel.tijdvak]) for deel in delen)
    kwartieren = sum(uitkomst.kwartieren.totaal for uitkomst in per_deel)
    assert minuten == 123 * 60
    assert geheel.kwartieren.totaal - len(punten) <= kwartieren <= geheel.kwartieren.totaal
    if op_kwartier:
        assert kwartieren == geheel.kwartieren.totaal
        centen = sum(uitkomst.toelage_centen for uitkomst in per_deel)
        assert abs(centen - geheel.toelage_centen) <= Fraction(len(delen) + 1, 2)


def _toelage(dinsdag: date, deel: Deel | None, salaris: int):
    gegeven = Toelagegegevens(
        start=dinsdag,
        delen=(deel,) if deel else None,
        maandsalaris_voltijd_centen=Centen(salaris),
        aangewezen_per=date(2022, 1, 1),
    )
    return toelage.functie(gegeven, Parameters(geinstalleerd()), GEEN_UITLEG)
