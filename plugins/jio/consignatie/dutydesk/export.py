# SPDX-License-Identifier: EUPL-1.2
"""The figures of a year as files; the year is that of the month that is asked."""

from __future__ import annotations

from core.context import Context
from core.contributions import Exporttype
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk.services.jaarcijfers import als_csv, als_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _jaar(periode: str) -> int:
    if not periode[:4].isdecimal():
        raise Geweigerd("periode", "schrijf de maand als 2026-03")
    return int(periode[:4])


def _csv(ctx: Context, periode: str) -> tuple[str, str, bytes]:
    return f"jio-jaarcijfers-{_jaar(periode)}.csv", CSV, als_csv(ctx, _jaar(periode))


def _xlsx(ctx: Context, periode: str) -> tuple[str, str, bytes]:
    return f"jio-jaarcijfers-{_jaar(periode)}.xlsx", XLSX, als_xlsx(ctx, _jaar(periode))


EXPORTEN = (
    Exporttype("jio.jaarcijfers", "Jaarcijfers van de consignatie (CSV)", _csv),
    Exporttype("jio.jaarcijfers_xlsx", "Jaarcijfers van de consignatie (XLSX)", _xlsx),
)
