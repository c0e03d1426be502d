# SPDX-License-Identifier: EUPL-1.2
"""Which lines of a table would tell about one or a few people, also by subtracting the others from the total."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Sleutel = TypeVar("Sleutel", bound=Hashable)


class Zichtbaar(StrEnum):
    """Whether a line may be read."""

    JA = "ja"
    KLEIN = "klein"
    """It is about fewer people than the threshold."""
    VERBORGEN = "verborgen"
    """It is large enough, but with it a small line could be found by subtraction."""


@dataclass(frozen=True)
class Afscherming:
    """What may be read of each line, and whether the total may."""

    regels: Mapping[object, Zichtbaar]
    totaal: bool

    def toont(self, sleutel: object) -> bool:
        """Tell whether a line may be read."""
        return self.regels[sleutel] is Zichtbaar.JA


def scherm_af(groepen: Mapping[Sleutel, Collection[int]], drempel: int) -> Afscherming:
    """Hide every line about fewer people than the threshold, and then so many others that none can be found.

    What is hidden must be at least two lines about people, of together at least the threshold: what the total leaves
    after subtraction is then about that many. A line about nobody tells nothing about anybody and stays. Where the
    lines run out the total is hidden too. Raises ``ValueError`` for a threshold below 1.
    """
    if drempel < 1:
        raise ValueError("de drempel is ten minste 1")
    regels: dict[object, Zichtbaar] = {
        sleutel: Zichtbaar.KLEIN if 0 < len(set(mensen)) < drempel else Zichtbaar.JA
        for sleutel, mensen in groepen.items()
    }
    over = sorted(
        (sleutel for sleutel, mensen in groepen.items() if len(set(mensen)) >= drempel),
        key=lambda sleutel: len(set(groepen[sleutel])),
    )

    def verborgen() -> list[Sleutel]:
        return [sleutel for sleutel in groepen if regels[sleutel] is not Zichtbaar.JA]

    def veilig() -> bool:
        weg = verborgen()
        samen: set[int] = set().union(*(groepen[sleutel] for sleutel in weg))
        return not weg or (len(weg) >= 2 and len(samen) >= drempel)

    while not veilig() and over:
        regels[over.pop(0)] = Zichtbaar.VERBORGEN
    allen: set[int] = set().union(*groepen.values())
    return Afscherming(regels, veilig() and (len(allen) >= drempel or not allen))
