# SPDX-License-Identifier: EUPL-1.2
"""Which duties Annex pays: those from before it began, or read for their history, count and are never claimed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from plugins.jio.consignatie.models import Dienst, Rooster


def wordt_gedeclareerd() -> ColumnElement[bool]:
    """Return the condition that a duty leads to claims and pay; the query joins ``Dienst`` and ``Rooster``."""
    return or_(Rooster.declareren_vanaf.is_(None), Dienst.dinsdag >= Rooster.declareren_vanaf)
