# SPDX-License-Identifier: EUPL-1.2
"""Exported against paid, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.uitbetaling.bestand import lees
from core.uitbetaling.rules import Betaalstand, Geexporteerd, Runstand, Uitbetaald, per_run, vergelijk
from tests.core.people.conftest import VOORBEELDEN

UIT = (
    Geexporteerd(1, "100", "47", 500),
    Geexporteerd(2, "100", "47", 300),
    Geexporteerd(3, "200", "47", 900),
)


@pytest.mark.parametrize(
    ("betaald", "standen"),
    [
        ([], {(1,): "niet_betaald", (2,): "niet_betaald", (3,): "niet_betaald"}),
        (
            [Uitbetaald("100", "47", 1, 500), Uitbetaald("100", "47", 2, 299), Uitbetaald("200", "47", None, 900)],
            {(1,): "betaald", (2,): "anders_betaald", (3,): "betaald"},
        ),
        # Without a posting: everything of the person and wage code that no other line names.
        ([Uitbetaald("100", "47", None, 800)], {(1, 2): "betaald", (3,): "niet_betaald"}),
        (
            [Uitbetaald("100", "47", 1, 500), Uitbetaald("100", "47", None, 300)],
            {(1,): "betaald", (2,): "betaald", (3,): "niet_betaald"},
        ),
        # Another person or wage code is not the same payment.
        (
            [Uitbetaald("200", "47", 1, 500), Uitbetaald("200", "48", None, 900)],
            {(1,): "onbekend", (): "onbekend", (2,): "niet_betaald", (3,): "niet_betaald"},
        ),
    ],
)
def test_elke_regel_krijgt_een_stand(betaald: list[Uitbetaald], standen: dict[tuple[int, ...], str]) -> None:
    gevonden = {regel.boekingen: regel.stand for regel in vergelijk(UIT, betaald)}
    # A posting that payroll names under another person is unknown there, and unpaid here.
    assert gevonden | standen == gevonden | {k: Betaalstand(v) for k, v in standen.items()}


@given(
    st.lists(
        st.builds(
            Uitbetaald,
            st.sampled_from(["100", "200", "300"]),
            st.sampled_from(["47", "48"]),
            st.sampled_from([None, 1, 2, 3, 9]),
            st.integers(-1000, 1000),
        ),
        max_size=6,
        unique_by=lambda regel: (regel.personeelsnummer, regel.looncode, regel.boeking_id),
    )
)
def test_geen_cent_raakt_zoek(betaald: list[Uitbetaald]) -> None:
    regels = vergelijk(UIT, betaald)
    assert sum(regel.geexporteerd_centen or 0 for regel in regels) == sum(een.centen for een in UIT)
    assert sum(regel.betaald_centen or 0 for regel in regels) == sum(een.centen for een in betaald)


def test_een_goed_bestand_telt_regels_zonder_boeking_op() -> None:
    regels, fouten = lees((VOORBEELDEN / "loon" / "goed.csv").read_bytes(), frozenset({"2026-03"}))
    assert not fouten
    assert [(regel.betaald.personeelsnummer, regel.betaald.centen) for regel in regels] == [
        ("900001", 19183),
        ("900002", 20000),
        ("900003", 19000),
    ]


def test_een_foute_regel_wordt_alleen_zelf_geweigerd() -> None:
    regels, fouten = lees((VOORBEELDEN / "loon" / "fout.csv").read_bytes(), frozenset({"2026-03"}))
    assert [(regel.nummer, regel.betaald.centen) for regel in regels] == [(2, 19183)]
    assert [(fout.regel, fout.kolom) for fout in fouten] == [
        (3, "personeelsnummer"),
        (4, "looncode"),
        (5, "maand"),
        (6, "maand"),
        (7, "centen"),
        (8, "boeking_id"),
        (9, "boeking_id"),
        (10, "centen"),
    ]


@pytest.mark.parametrize(
    ("betaald", "verwacht"),
    [
        # Two runs: 1 and 3 in run 10, 2 in run 11.
        ([Uitbetaald("100", "47", 1, 500)], (Runstand(10, 1400, 500, 1, 0), Runstand(11, 300, 0, 1, 0))),
        # One amount for postings of two runs can be divided when it is right.
        ([Uitbetaald("100", "47", None, 800)], (Runstand(10, 1400, 500, 1, 0), Runstand(11, 300, 300, 0, 0))),
        ([Uitbetaald("100", "47", None, 799)], (Runstand(10, 1400, 0, 1, 1), Runstand(11, 300, 0, 0, 1))),
        (
            [Uitbetaald("200", "47", 3, 850), Uitbetaald("999", "47", 1, 500)],
            (Runstand(10, 1400, 850, 1, 0), Runstand(11, 300, 0, 1, 0)),
        ),
    ],
)
def test_elke_run_toont_wat_is_bevestigd(betaald: list[Uitbetaald], verwacht: tuple[Runstand, ...]) -> None:
    gevonden = per_run(vergelijk(UIT, betaald), UIT, {1: 10, 2: 11, 3: 10})
    assert gevonden == verwacht
    assert [stand.verschil_centen for stand in gevonden] == [
        stand.bevestigd_centen - stand.geexporteerd_centen for stand in verwacht
    ]
