# SPDX-License-Identifier: EUPL-1.2
"""Tasks: one while it is open, for a role of a unit, closed by what solves it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from core.berichten.models import Taak
from core.berichten.services import los_taak_op, meld_taak, open_taken
from core.context import Context
from core.people.policy import HR, Actor, GeenToegang, RolVoor

TAAK: dict[str, Any] = {"eenheid": "jio", "rol": "hr", "soort": "parameter_ontbreekt", "sleutel": "cao.x"}


def meld(ctx: Context, **anders: Any) -> None:
    with ctx.database.transactie() as s:
        meld_taak(s, ctx, **{**TAAK, **anders})


def los_op(ctx: Context, **anders: Any) -> int:
    with ctx.database.transactie() as s:
        return los_taak_op(s, ctx, **{"eenheid": "jio", "soort": "parameter_ontbreekt", "sleutel": "cao.x", **anders})


@pytest.fixture
def hr(ctx: Context) -> Context:
    """HR of JIO."""
    return ctx.als(Actor(4, "HR van JIO", rollen=(RolVoor(HR.id, "jio"),)))


@pytest.mark.parametrize("op", [None, date(2026, 1, 1)])
def test_een_open_taak_staat_er_een_keer(ctx, hr, op):
    meld(ctx, op=op, aantal=1)
    meld(replace(ctx, nu=ctx.nu + timedelta(hours=1)), op=op, aantal=2)
    (taak,) = open_taken(hr, "jio")
    assert (taak.op, taak.gemaakt_op, taak.gegevens) == (op, ctx.nu, {"aantal": 1})


def test_iets_anders_is_een_andere_taak(ctx, hr):
    meld(ctx)
    for anders in (
        {"op": date(2026, 1, 1)},
        {"op": date(2026, 2, 1)},
        {"sleutel": "cao.y"},
        {"soort": "brief_ontbreekt"},
        {"rol": "roosterbeheerder"},
    ):
        meld(ctx, **anders)
    meld(ctx, eenheid="dtv")
    assert len(open_taken(hr, "jio")) == 6


def test_wie_meldt_in_een_transactie_verliest_die_niet_aan_een_dubbele_taak(ctx, hr):
    meld(ctx)
    with ctx.database.transactie() as s:
        meld_taak(s, ctx, **TAAK)
        meld_taak(s, ctx, **{**TAAK, "sleutel": "cao.y"})
    assert {taak.sleutel for taak in open_taken(hr, "jio")} == {"cao.x", "cao.y"}


def test_tegelijk_gemeld_is_een_taak(ctx, hr):
    with ThreadPoolExecutor(4) as draden:
        for klaar in [draden.submit(meld, ctx) for _ in range(8)]:
            klaar.result()
    assert len(open_taken(hr, "jio")) == 1


def test_opgelost_is_weg_en_kan_later_terugkomen(ctx, hr):
    meld(ctx, op=date(2026, 1, 1))
    meld(ctx, op=date(2026, 2, 1))
    assert los_op(ctx, op=date(2026, 1, 1)) == 1
    assert [taak.op for taak in open_taken(hr, "jio")] == [date(2026, 2, 1)]
    assert los_op(ctx) == 1
    assert los_op(ctx) == 0
    meld(ctx, op=date(2026, 1, 1))
    assert len(open_taken(hr, "jio")) == 1
    with ctx.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Taak)) == 3


def test_oplossen_raakt_geen_ander(ctx, hr):
    meld(ctx)
    assert los_op(ctx, eenheid="dtv") == los_op(ctx, sleutel="cao.y") == los_op(ctx, soort="brief_ontbreekt") == 0
    assert len(open_taken(hr, "jio")) == 1


def test_hr_ziet_de_taken_van_de_eigen_eenheid_en_een_rol_de_eigen_taken(ctx, hr):
    meld(ctx)
    meld(ctx, rol="roosterbeheerder", soort="gat_in_rooster", sleutel="2026-W15")
    beheerder = ctx.als(Actor(5, "Roosterbeheerder", rollen=(RolVoor("roosterbeheerder", "jio"),)))
    assert [taak.rol for taak in open_taken(hr, "jio")] == ["hr", "roosterbeheerder"]
    assert [taak.rol for taak in open_taken(beheerder, "jio")] == ["roosterbeheerder"]
    for wie in (hr, beheerder):
        with pytest.raises(GeenToegang):
            open_taken(wie, "dtv")
    with pytest.raises(GeenToegang):
        open_taken(ctx.als(Actor(6, "Iemand", medewerker_id=6)), "jio")
