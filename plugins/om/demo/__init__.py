# SPDX-License-Identifier: EUPL-1.2
"""A fictional OM: people and cars, then what each part of the car scheme does with them."""

from __future__ import annotations

from core.context import Context
from plugins.om.demo import bijdrage, kosten, meldingen, mensen, ritten, wagenpark


def vul(ctx: Context) -> None:
    """Fill the database, up to the day of ``ctx``."""
    bezetting = mensen.maak(ctx)
    wagenpark.maak(bezetting)
    ritten.maak(bezetting)
    # The check of last year is about the trips of that year.
    wagenpark.doe_het_jaarwerk(bezetting)
    bijdrage.maak(bezetting)
    meldingen.maak(bezetting)
    kosten.maak(bezetting)
