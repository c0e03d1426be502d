# SPDX-License-Identifier: EUPL-1.2
"""What stands in a letter. Every form of a letter is made from this; the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

TALEN = ("nl", "en")
"""Dutch first: that text prevails, and there is always one."""


@dataclass(frozen=True)
class Bedragregel:
    """A row of the table of amounts, in cents; plus is for the employee."""

    omschrijving: str
    centen: int


@dataclass(frozen=True)
class Uitlegregel:
    """A step of the explanation, as a sentence, with the article that it rests on (empty: none)."""

    artikel: str
    tekst: str


@dataclass(frozen=True)
class Briefconcept:
    """What a kind of letter says about one object: to whom, about what, and why. It is about one person.

    What the employer may not know stands in no letter: it goes into the personnel file.
    """

    medewerker_id: int
    eenheid: str
    onderwerp: str
    alineas: tuple[str, ...]
    bedragen: tuple[Bedragregel, ...] = ()
    uitleg: tuple[Uitlegregel, ...] = ()
    #: After the explanation: what the reader can do.
    slot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Briefinhoud:
    """A whole letter in one language."""

    taal: str
    dag: date
    kenmerk: str
    afzender: str
    #: The lines of the addressee.
    aan: tuple[str, ...]
    onderwerp: str
    alineas: tuple[str, ...]
    bedragen: tuple[Bedragregel, ...] = ()
    uitleg: tuple[Uitlegregel, ...] = ()
    slot: tuple[str, ...] = ()
    #: A figure of the demo may be in it: every page says so.
    fictief: bool = False


def als_json(inhoud: Briefinhoud) -> dict[str, Any]:
    """Return the letter as plain values that can be stored."""
    return {**asdict(inhoud), "dag": inhoud.dag.isoformat()}


def uit_json(opgeslagen: Mapping[str, Any]) -> Briefinhoud:
    """Return a stored letter as it was."""
    velden = dict(opgeslagen)
    velden["dag"] = date.fromisoformat(velden["dag"])
    velden["bedragen"] = tuple(Bedragregel(**regel) for regel in velden["bedragen"])
    velden["uitleg"] = tuple(Uitlegregel(**regel) for regel in velden["uitleg"])
    for naam in ("aan", "alineas", "slot"):
        velden[naam] = tuple(velden[naam])
    return Briefinhoud(**velden)
