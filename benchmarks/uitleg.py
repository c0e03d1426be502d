# SPDX-License-Identifier: EUPL-1.2
"""What an explanation costs: one explained allowance against the same one without its steps, and in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benchmarks.meting import Meting, om_en_om
from core.plugins import laad
from core.rules import GEEN_UITLEG, Centen, Parameters
from plugins.jio.consignatie.rules.toelage import Toelagegegevens, toelage

KEREN = 300


def meet() -> Iterator[Meting]:
    """Measure the allowance of a whole duty of 2023, explained and not."""
    parameters = laad().parameters
    gegevens = [
        Toelagegegevens(
            date(2023, 9, 12), maandsalaris_voltijd_centen=Centen(300_000 + nr * 137), aangewezen_per=date(2022, 1, 1)
        )
        for nr in range(KEREN)
    ]

    def zonder() -> None:
        for gegeven in gegevens:
            toelage.functie(gegeven, Parameters(parameters), GEEN_UITLEG)

    def met() -> None:
        for gegeven in gegevens:
            toelage.bereken(gegeven, parameters)

    kaal, uitgelegd = om_en_om(zonder, met)
    yield Meting("een toelage zonder uitleg", kaal / KEREN * 1e6, "microseconden")
    yield Meting("een toelage met uitleg", uitgelegd / KEREN * 1e6, "microseconden")
    yield Meting("de uitleg van een toelage", (uitgelegd - kaal) / KEREN * 1e6, "microseconden", 50)
