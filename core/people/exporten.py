# SPDX-License-Identifier: EUPL-1.2
"""The files that units make of a month, beside the payroll file."""

from __future__ import annotations

import re

from core.context import Context
from core.contributions import Exporttype
from core.people.eenheden import staat_aan
from core.rules.invoer import Geweigerd
from core.storingen.services import namens

_PERIODE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def exporttypen(ctx: Context) -> tuple[Exporttype, ...]:
    """Return the kinds of files of the units that are on; whether the actor may have one, its maker says."""
    aan = {eenheid: staat_aan(ctx, eenheid) for eenheid in ctx.installatie.eenheden}
    return tuple(bijdrage.waarde for bijdrage in ctx.installatie.exporten if aan.get(bijdrage.eenheid))


def maak_export(ctx: Context, soort: str, periode: str) -> tuple[str, str, bytes]:
    """Return name, media type and content of a file about a month ``YYYY-MM``.

    Raises ``GeenToegang``, ``Geweigerd``, and ``PluginMislukt`` when the unit fails to make it.
    """
    if not _PERIODE.fullmatch(periode):
        raise Geweigerd("periode", "schrijf een maand als 2026-03")
    bijdrage = next((bijdrage for bijdrage in ctx.installatie.exporten if bijdrage.waarde.id == soort), None)
    if bijdrage is None or not staat_aan(ctx, bijdrage.eenheid):
        raise Geweigerd("soort", "een bestand van deze soort is er niet, of het dienstonderdeel staat uit")
    with namens(bijdrage.eenheid, "annex_exporten"):
        return bijdrage.waarde.maak(ctx, periode)
