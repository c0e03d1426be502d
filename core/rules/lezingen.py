# SPDX-License-Identifier: EUPL-1.2
"""Readings: an explanation names every disputed reading that decided, with its value and since when it holds."""

from __future__ import annotations

from core.rules.parameters import Parameters
from core.rules.uitleg import Uitleg


def noem_lezingen(parameters: Parameters, uitleg: Uitleg) -> None:
    """Add a step for every reading that was used so far, under the article of its declaration.

    The sentence stands in ``uitleg.yaml`` under ``lezing.<key>.<value>``.
    """
    for feit in parameters.gebruikt.values():
        sleutel = parameters.bron.sleutel(feit.sleutel)
        if sleutel.lezing:
            uitleg.stap(sleutel.artikel, f"lezing.{sleutel.sleutel}.{feit.waarde}", feit)
