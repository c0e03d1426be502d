# SPDX-License-Identifier: EUPL-1.2
"""Which duties Annex pays: those from before it began, or read for their history, count and are never claimed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from plugins.jio.consignatie.models import Declaratie, Declaratiesoort, Dienst, Dienstdeel, Rooster


def wordt_gedeclareerd() -> ColumnElement[bool]:
    """Return the condition that a duty leads to claims and pay; the query joins ``Dienst`` and ``Rooster``."""
    return or_(Rooster.declareren_vanaf.is_(None), Dienst.dinsdag >= Rooster.declareren_vanaf)


def claim_van_deel() -> ColumnElement[bool]:
    """Return the condition that a claim is the one that now stands for a piece of a duty, to join ``Declaratie`` on."""
    return and_(
        Declaratie.dienst_id == Dienstdeel.dienst_id,
        Declaratie.medewerker_id == Dienstdeel.medewerker_id,
        Declaratie.soort == Declaratiesoort.CONSIGNATIE,
        Declaratie.vervallen_op.is_(None),
    )
