# SPDX-License-Identifier: EUPL-1.2
"""A3: what was known at a moment, with the repairs made since and without what was decided since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.rules import Aard, Feit, Parameterset
from core.rules.parameters import Sleutel, Soort, zoals_bekend

NAAM = "proef.salaris"
SLEUTELS = {NAAM: Sleutel(NAAM, Soort.BEDRAG, "euro", "Proef", "PROEF 1")}
BEGIN, JANUARI, DAG = date(2020, 7, 1), date(2022, 1, 1), date(2022, 3, 1)
TOEN = datetime(2022, 3, 1, 9, tzinfo=UTC)
HERSTEL, WIJZIGING = Aard.HERSTEL, Aard.WIJZIGING


def feit(waarde: int | None, vanaf: date = BEGIN, aard: Aard | None = None, jaar: int | None = None) -> Feit:
    op = None if jaar is None else datetime(jaar, 6, 1, tzinfo=UTC)
    return Feit(NAAM, None if waarde is None else Decimal(waarde), vanaf, aard=aard, bekend_op=op)


def bekend(*stappen: Feit) -> Decimal | None:
    """What counts for DAG as known at TOEN, after these values were recorded one by one."""
    bron = Parameterset(SLEUTELS, [stappen[0]])
    for stap in stappen[1:]:
        bron = bron.aangevuld([stap])
    gevonden = bron.zoek_zoals_bekend(NAAM, DAG, TOEN)
    assert gevonden is None or isinstance(gevonden.waarde, Decimal)
    return gevonden.waarde if gevonden else None  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("stappen", "waarde"),
    [
        ([feit(8000)], 8000),
        # Decided before the moment: it counts, whatever it is called.
        ([feit(8000), feit(8100, JANUARI, WIJZIGING, 2021)], 8100),
        # A raise that was agreed later, with effect on the past.
        ([feit(8000), feit(8200, JANUARI, WIJZIGING, 2023)], 8000),
        ([feit(8000), feit(8200, BEGIN, WIJZIGING, 2023)], 8000),
        # An error, on the day that stood there and on one that was forgotten.
        ([feit(8000), feit(8010, BEGIN, HERSTEL, 2023)], 8010),
        ([feit(8000), feit(8050, JANUARI, HERSTEL, 2023)], 8050),
        # The repair of a later decision goes with that decision; a repair made before it stays.
        ([feit(8000), feit(8200, BEGIN, WIJZIGING, 2023), feit(8210, BEGIN, HERSTEL, 2024)], 8000),
        ([feit(8000), feit(8010, BEGIN, HERSTEL, 2023), feit(8200, BEGIN, WIJZIGING, 2024)], 8010),
        # Nothing was known: filling it in is no change, changing it afterwards is one.
        ([feit(None), feit(8200, JANUARI, WIJZIGING, 2023)], 8200),
        ([feit(None), feit(8200, BEGIN, WIJZIGING, 2023)], 8200),
        ([feit(None), feit(8200, BEGIN, WIJZIGING, 2023), feit(8300, BEGIN, WIJZIGING, 2024)], 8200),
        ([feit(None)], None),
        # A figure that people say is not known any more was known then.
        ([feit(8000), feit(None, BEGIN, WIJZIGING, 2023)], 8000),
        # What begins after the day says nothing about it.
        ([feit(8000), feit(9000, date(2022, 7, 1), HERSTEL, 2023)], 8000),
    ],
)
def test_wat_telt_zoals_het_bekend_was(stappen: list[Feit], waarde: int | None):
    assert bekend(*stappen) == waarde


def test_een_set_die_opnieuw_wordt_gemaakt_onthoudt_wat_er_stond():
    """As a run does that follows what is asked of it."""
    bron = Parameterset(SLEUTELS, [feit(8000)]).aangevuld([feit(8200, BEGIN, WIJZIGING, 2023)])
    opnieuw = Parameterset(bron.sleutels, bron.feiten())
    [nu] = opnieuw.reeks(NAAM)
    assert (nu.waarde, zoals_bekend(nu, TOEN)) == (Decimal(8200), feit(8000))


def test_waarom_en_wanneer_maken_geen_ander_feit():
    assert feit(8000) == feit(8000, BEGIN, HERSTEL, 2023)
