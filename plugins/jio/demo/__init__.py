# SPDX-License-Identifier: EUPL-1.2
"""A fictional JIO: six teams, a year of duties, swaps, call-outs and claims, all made through the services.

The same day gives the same JIO: what looks like chance has a fixed seed, and no clock is read.
"""

from __future__ import annotations

from core.context import Context
from plugins.jio.demo import (
    autos,
    bureau,
    declaraties,
    detacheren,
    escalatie,
    figuren,
    maanden,
    mensen,
    onderling,
    personeelszaken,
    roosteren,
    roosters,
    voorvallen,
    wensen,
)


def vul(ctx: Context) -> None:
    """Fill the database with a fictional JIO, up to the day of ``ctx``."""
    bezetting = mensen.maak(ctx)
    figuren.vul_in(bezetting)
    roosters.maak(bezetting)
    voorvallen.laat_gebeuren(bezetting)
    declaraties.handel_af(bezetting)
    autos.rijd(bezetting)
    autos.sport(bezetting)
    maanden.betaal(bezetting)
    personeelszaken.lees_terug(bezetting)
    roosteren.draai_patchdiensten(bezetting)
    detacheren.detacheer(bezetting)
    escalatie.maak(bezetting)
    bureau.laat_bellen(bezetting)
    wensen.vraag(bezetting)
    onderling.regel(bezetting)
