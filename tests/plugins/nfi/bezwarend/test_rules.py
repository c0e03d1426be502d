# SPDX-License-Identifier: EUPL-1.2
"""NFI 7.1: the list as it was adopted, one allowance per employee, and levels that never fall by a role."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import Parameterset
from plugins.nfi.bezwarend.rules.functielijst import LIJST_2023, Frequentie, Functie, Rol, Soort
from plugins.nfi.bezwarend.rules.recht import NIVEAUS, Geluidmeting, Recht, Werknemer, recht
from tests.plugins.rekenregels import BEZWAREND

GRENS = BEZWAREND.met(nfi_bezw__decibel_grens=80)
FUNCTIES = st.sampled_from(Functie)
ROLLEN = st.lists(st.sampled_from(Rol), unique=True).map(tuple)


def uitkomst(werknemer: Werknemer, parameters: Parameterset = GRENS) -> Recht:
    antwoord: Recht = recht.bereken(werknemer, parameters).uitkomst
    return antwoord


def test_de_lijst_heeft_de_rijen_en_tellingen_van_de_tekst():
    rijen = [
        *(rij for functie, rij in LIJST_2023.functies.items() if functie is not Functie.NIET_OP_DE_LIJST),
        *LIJST_2023.rollen.values(),
    ]
    assert len(rijen) == 25
    assert sum(not rij for rij in rijen) == 5
    assert set(LIJST_2023.functies) == set(Functie)
    assert set(LIJST_2023.rollen) == set(Rol)
    assert Counter((soort, vaak) for rij in rijen for soort, vaak in rij.items()) == {
        (Soort.STANK, Frequentie.REGELMATIG): 14,
        (Soort.STANK, Frequentie.NU_EN_DAN): 1,
        (Soort.LAWAAI, Frequentie.NU_EN_DAN): 5,
        (Soort.KLEDING, Frequentie.REGELMATIG): 14,
        (Soort.PRIKKELING, Frequentie.REGELMATIG): 13,
    }


def test_de_niveaus_zijn_die_van_de_cao():
    """CAO Rijk 7.7: one, two and three kinds at the same time; the list of 2023 never gives two kinds now and then."""
    assert NIVEAUS == {Frequentie.NU_EN_DAN: (1, 1, 2), Frequentie.REGELMATIG: (1, 2, 3)}


@settings(max_examples=200, deadline=None)
@given(FUNCTIES, ROLLEN, st.booleans(), st.none() | st.integers(0, 200))
def test_per_werknemer_een_toelage_en_een_reden_of_een_niveau(
    functie: Functie, rollen: tuple[Rol, ...], lab: bool, decibel: int | None
):
    meting = None if decibel is None else Geluidmeting(date(2023, 5, 1), decibel)
    uit = uitkomst(Werknemer(date(2023, 6, 1), functie, rollen, lab, meting, bedrag_gevraagd=True))
    assert uit.toekenningen in (0, 1)
    assert (uit.toekenningen == 1) == (uit.reden is None) == (uit.niveau is not None)
    assert (uit.niveau is None) == (uit.bedrag_per_maand_centen is None)
    assert uit.niveau in (None, 1, 2, 3)


@settings(max_examples=100, deadline=None)
@given(FUNCTIES, ROLLEN)
def test_een_rol_erbij_geeft_nooit_een_lager_niveau(functie: Functie, rollen: tuple[Rol, ...]):
    zonder = uitkomst(Werknemer(date(2023, 6, 1), functie, (), True))
    met = uitkomst(Werknemer(date(2023, 6, 1), functie, rollen, True))
    assert (met.niveau or 0) >= (zonder.niveau or 0)


@given(st.decimals("0.0001", 1, places=4))
def test_een_deeltijder_krijgt_naar_verhouding(factor: Decimal):
    werknemer = Werknemer(date(2023, 6, 1), Functie.SECTIE_ASSISTENT, bedrag_gevraagd=True, arbeidsduurfactor=factor)
    bedrag = uitkomst(werknemer).bedrag_per_maand_centen
    assert bedrag is not None
    assert abs(bedrag - 11688 * factor) <= Decimal("0.5")


@pytest.mark.parametrize("dag", [date(2022, 12, 31), date(2024, 1, 1)])
def test_zonder_lijst_is_er_geen_toelage_en_wordt_niets_gevraagd(dag: date):
    antwoord = recht.bereken(Werknemer(dag, Functie.SECTIE_ASSISTENT, bedrag_gevraagd=True), GRENS)
    assert antwoord.uitkomst.toekenningen == 0
    assert antwoord.feiten == ()
