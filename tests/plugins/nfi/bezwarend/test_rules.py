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
from plugins.nfi.bezwarend.rules.functielijst import FUNCTIES, LIJST_2023, NIET_OP_DE_LIJST, ROLLEN, Frequentie, Soort
from plugins.nfi.bezwarend.rules.recht import NIVEAUS, Geluidmeting, Recht, Werknemer, recht
from tests.plugins.rekenregels import BEZWAREND

GRENS = BEZWAREND.met(nfi_bezw__decibel_grens=80)
functies = st.sampled_from((*FUNCTIES, NIET_OP_DE_LIJST))
rollen_ = st.lists(st.sampled_from(ROLLEN), unique=True).map(tuple)


def uitkomst(werknemer: Werknemer, parameters: Parameterset = GRENS) -> Recht:
    antwoord: Recht = recht.bereken(werknemer, parameters).uitkomst
    return antwoord


def test_de_lijst_heeft_de_rijen_en_tellingen_van_de_tekst():
    rijen = [rij.soorten for rij in LIJST_2023.rijen]
    assert len(rijen) == 25
    assert sum(not rij for rij in rijen) == 5
    assert (len(FUNCTIES), set(ROLLEN)) == (23, {"lid_mit", "dna_vrij"})
    assert all(rij.werkplek for rij in LIJST_2023.rijen if rij.lawaai)
    assert Counter((soort, vaak) for rij in rijen for soort, vaak in rij.items()) == {
        (Soort.STANK, Frequentie.REGELMATIG): 14,
        (Soort.STANK, Frequentie.NU_EN_DAN): 1,
        (Soort.LAWAAI, Frequentie.NU_EN_DAN): 5,
        (Soort.KLEDING, Frequentie.REGELMATIG): 14,
        (Soort.PRIKKELING, Frequentie.REGELMATIG): 13,
    }


def test_de_niveaus_zijn_die_van_de_cao():
    """CAO Rijk 7.7: one, two and three kinds at the same time; the list of 2023 never gives two kinds now and then."""
    assert NIVEAUS == {
        Frequentie.NU_EN_DAN: (1, 1, 2),
        Frequentie.REGELMATIG: (1, 2, 3),
        Frequentie.ALTIJD: (2, 3, 3),
    }


@settings(max_examples=200, deadline=None)
@given(functies, rollen_, st.booleans(), st.none() | st.integers(0, 200))
def test_per_werknemer_een_toelage_en_een_reden_of_een_niveau(
    functie: str, rollen: tuple[str, ...], lab: bool, decibel: int | None
):
    meting = None if decibel is None else Geluidmeting(date(2023, 5, 1), decibel)
    uit = uitkomst(Werknemer(date(2023, 6, 1), functie, rollen, lab, meting, bedrag_gevraagd=True))
    assert uit.toekenningen in (0, 1)
    assert (uit.toekenningen == 1) == (uit.reden is None) == (uit.niveau is not None)
    assert (uit.niveau is None) == (uit.bedrag_per_maand_centen is None)
    assert uit.niveau in (None, 1, 2, 3)


@settings(max_examples=100, deadline=None)
@given(functies, rollen_)
def test_een_rol_erbij_geeft_nooit_een_lager_niveau(functie: str, rollen: tuple[str, ...]):
    zonder = uitkomst(Werknemer(date(2023, 6, 1), functie, (), True))
    met = uitkomst(Werknemer(date(2023, 6, 1), functie, rollen, True))
    assert (met.niveau or 0) >= (zonder.niveau or 0)


@given(st.decimals("0.0001", 1, places=4))
def test_een_deeltijder_krijgt_naar_verhouding(factor: Decimal):
    werknemer = Werknemer(date(2023, 6, 1), "sectie_assistent", bedrag_gevraagd=True, arbeidsduurfactor=factor)
    bedrag = uitkomst(werknemer).bedrag_per_maand_centen
    assert bedrag is not None
    assert abs(bedrag - 11688 * factor) <= Decimal("0.5")


@pytest.mark.parametrize("dag", [date(2022, 12, 31), date(2024, 1, 1)])
def test_zonder_lijst_is_er_geen_toelage_en_wordt_niets_gevraagd(dag: date):
    antwoord = recht.bereken(Werknemer(dag, "sectie_assistent", bedrag_gevraagd=True), GRENS)
    assert antwoord.uitkomst.toekenningen == 0
    assert antwoord.feiten == ()
