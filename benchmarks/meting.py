# SPDX-License-Identifier: EUPL-1.2
"""One measured figure and the bound it must stay within."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Meting:
    """A figure with its unit and its bound; ``grens`` None is a figure that is only shown."""

    naam: str
    waarde: float
    eenheid: str
    grens: float | None = None
    toelichting: str = ""

    @property
    def gehaald(self) -> bool:
        """True when the figure stays within its bound."""
        return self.grens is None or self.waarde <= self.grens

    def regel(self) -> str:
        """Return the line that the command prints."""
        grens = f"ten hoogste {self.grens:g}" if self.grens is not None else ""
        oordeel = "" if self.grens is None else "gehaald" if self.gehaald else "NIET GEHAALD"
        return f"{self.naam:<58} {self.waarde:>12.3f} {self.eenheid:<14} {grens:<18} {oordeel:<13} {self.toelichting}"


def mediaan(doe: Callable[[], object], keren: int = 5) -> float:
    """Return the median of the seconds that a call takes, after one call that is not counted."""
    doe()
    tijden = []
    for _ in range(keren):
        begin = time.perf_counter()
        doe()
        tijden.append(time.perf_counter() - begin)
    return statistics.median(tijden)


def om_en_om(een: Callable[[], object], ander: Callable[[], object], keren: int = 15) -> tuple[float, float]:
    """Return the median seconds of two calls made in turn, so that both meet the same machine."""
    een()
    ander()
    tijden: list[tuple[float, float]] = []
    for _ in range(keren):
        begin = time.perf_counter()
        een()
        midden = time.perf_counter()
        ander()
        tijden.append((midden - begin, time.perf_counter() - midden))
    return statistics.median(paar[0] for paar in tijden), statistics.median(paar[1] for paar in tijden)
