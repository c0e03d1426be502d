# SPDX-License-Identifier: EUPL-1.2
"""Reading the cells that the files of the NFI have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from core.rules.boom import Tekst
from core.rules.invoer import lees

T = TypeVar("T")
Rij = Mapping[str, str]


def waarde(soort: type[T], rij: Rij, kolom: str) -> T:
    """Return a cell as a value of a kind. Raises ``Geweigerd`` with the column."""
    return lees(soort, Tekst(rij.get(kolom, "").strip()), kolom)


def of_leeg(soort: type[T], rij: Rij, kolom: str) -> T | None:
    """Return a cell as a value, or None when it is empty. Raises ``Geweigerd`` with the column."""
    return waarde(soort, rij, kolom) if rij.get(kolom, "").strip() else None


def dag(rij: Rij, kolom: str) -> date:
    """Return a cell as a day. Raises ``Geweigerd`` with the column."""
    return waarde(date, rij, kolom)
