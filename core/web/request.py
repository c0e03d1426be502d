# SPDX-License-Identifier: EUPL-1.2
"""What a view may know about the request it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, g, request

from core.context import Context

if TYPE_CHECKING:
    from core.web.app import Poort

PER_BLADZIJDE = 25
"""Rows on a page of a list."""


@dataclass(frozen=True)
class Bladzijde:
    """Which page of a list is asked for."""

    nummer: int
    totaal: int

    @property
    def aantal(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.totaal // PER_BLADZIJDE))

    @property
    def vanaf(self) -> int:
        """The place of the first row on it."""
        return (self.nummer - 1) * PER_BLADZIJDE


def ctx() -> Context:
    """Return who acts, when, and on which database. Only for a view that asks for a log-in."""
    context: Context = g.ctx
    return context


def poort() -> Poort:
    """Return what stands before every view: the database and the settings, also before somebody is logged in."""
    gevonden: Poort = current_app.extensions["annex"]
    return gevonden


def ingeschakeld() -> frozenset[str]:
    """Return the units that are switched on."""
    eenheden: frozenset[str] = g.eenheden
    return eenheden


def bladzijdenummer() -> int:
    """Return the page number of the address; 1 when it is missing or no number."""
    return max(1, request.args.get("pagina", 1, type=int))
