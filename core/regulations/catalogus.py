# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: every regulation with its articles, its rules, and how far Annex executes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from core.rules.boom import LeesFout, lees_documenten
from core.rules.invoer import Geweigerd, lees


class Stand(StrEnum):
    """How far a regulation is carried out."""

    GECATALOGISEERD = "gecatalogiseerd"
    """Written down; nothing is calculated or watched yet."""
    REKENREGEL = "rekenregel"
    """Its calculations exist; there are no pages or jobs yet."""
    IN_UITVOERING = "in_uitvoering"
    """People work with it in Annex."""


class Regelsoort(StrEnum):
    """What a rule asks of a program."""

    BEREKENING = "berekening"
    AFDWINGBAAR = "afdwingbaar"
    TERMIJN = "termijn"
    BESLUIT = "besluit"
    INFORMATIE = "informatie"


class Regelstand(StrEnum):
    """How far one rule is carried out."""

    OPEN = "open"
    REKENREGEL = "rekenregel"
    UITGEVOERD = "uitgevoerd"


@dataclass(frozen=True)
class Artikel:
    """An article: its official citation, its title, and the other names under which texts cite it."""

    naam: str
    titel: str
    aliassen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regel:
    """One numbered rule of a regulation."""

    soort: tuple[Regelsoort, ...]
    stand: Regelstand
    id: str = ""


@dataclass(frozen=True)
class _Kop:
    id: str
    eenheid: str
    titel: str
    samenvatting: str
    bronregels: str
    stand: Stand
    artikelen: tuple[Artikel, ...] = ()
    vanaf: date | None = None
    vanaf_toelichting: str | None = None
    tot: date | None = None
    open_vragen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regeling(_Kop):
    """A regulation of the catalogue. ``bronregels`` are line numbers in the consolidated source text."""

    regels: tuple[Regel, ...] = ()


def lees_catalogus(pad: Path) -> tuple[Regeling, ...]:
    """Read a ``catalogus.yaml``. Raises ``LeesFout`` naming the entry and the reason."""
    documenten = lees_documenten(pad)
    if len(documenten) != 1 or not isinstance(documenten[0], list):
        raise LeesFout(f"{pad}: verwacht een lijst van regelingen")
    uit = []
    for nr, boom in enumerate(documenten[0], 1):
        plek = f"regeling[{nr}]"
        try:
            if not isinstance(boom, dict):
                raise Geweigerd(plek, "hier hoort een blok")
            regels = boom.get("regels", {})
            if not isinstance(regels, dict):
                raise Geweigerd(f"{plek}.regels", "hier hoort een blok met regelnummers")
            kop = lees(_Kop, {naam: kind for naam, kind in boom.items() if naam != "regels"}, plek)
            gelezen = tuple(
                Regel(regel.soort, regel.stand, naam)
                for naam, kind in regels.items()
                for regel in (lees(Regel, kind, f"{kop.id}.{naam}"),)
            )
        except Geweigerd as fout:
            raise LeesFout(f"{pad}: {fout}") from fout
        uit.append(Regeling(**vars(kop), regels=gelezen))
    return tuple(uit)
