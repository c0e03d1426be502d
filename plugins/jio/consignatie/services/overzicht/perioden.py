# SPDX-License-Identifier: EUPL-1.2
"""Months as they stand in an address."""

from __future__ import annotations

from core.calendar.kwartieren import Tijdvak
from core.rules import Geweigerd
from plugins.jio.consignatie.services.dienstkalender import maand


def lees_maand(periode: str) -> Tijdvak:
    """Return the stretch of time of a month ``YYYY-MM``. Raises ``Geweigerd``."""
    try:
        return maand(periode)
    except ValueError as fout:
        raise Geweigerd("periode", "schrijf de maand als 2026-03") from fout


def vorige_maand(periode: str, terug: int = 1) -> str:
    """Return the month before ``YYYY-MM``, or some months before it; a negative number goes on."""
    jaar, nummer = divmod(int(periode[:4]) * 12 + int(periode[5:]) - 1 - terug, 12)
    return f"{jaar:04d}-{nummer + 1:02d}"
