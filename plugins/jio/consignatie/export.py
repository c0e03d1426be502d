# SPDX-License-Identifier: EUPL-1.2
"""Files that JIO makes of a month: the overtime list reconciled with Fortes Change Cloud, and the roster."""

from __future__ import annotations

from core.context import Context
from core.contributions import Exporttype
from plugins.jio.consignatie.services.lijsten import overwerklijst, roosterlijst

CSV = "text/csv; charset=utf-8"


def _overwerk(ctx: Context, periode: str) -> tuple[str, str, bytes]:
    return f"jio-overwerk-{periode}.csv", CSV, overwerklijst(ctx, periode)


def _rooster(ctx: Context, periode: str) -> tuple[str, str, bytes]:
    return f"jio-rooster-{periode}.csv", CSV, roosterlijst(ctx, periode)


EXPORTEN = (
    Exporttype("jio.overwerk", "Overwerk na oproepen, vergeleken met Fortes Change Cloud", _overwerk),
    Exporttype("jio.rooster", "Consignatierooster, wie wat heeft gedaan", _rooster),
)
