# SPDX-License-Identifier: EUPL-1.2
"""The file for the RRA among the exports of JIO."""

from __future__ import annotations

from core.context import Context
from core.contributions import Exporttype
from plugins.jio.rijksroosteren.services.rra import exporteer

CSV = "text/csv; charset=utf-8"


def _rra(ctx: Context, periode: str) -> tuple[str, str, bytes]:
    naam, inhoud = exporteer(ctx, periode)
    return naam, CSV, inhoud


EXPORTEN = (Exporttype("jio.rra", "Patchdiensten en consignatie van de patchgroep, voor de RRA", _rra),)
