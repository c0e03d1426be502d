# SPDX-License-Identifier: EUPL-1.2
"""How fair a division is: what everybody's equal share is, and what deviations cost.

A deviation costs its square, so that one person far off weighs more than two a little. Squares are given to the solver
as straight pieces between whole numbers: exact where it counts, and convex, so that it can prove its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.jio.consignatie.voorstel.rules.gegevens import (
    ZONDER_AANDEEL,
    Kandidaat,
    Maat,
    Vraag,
)

TIEN = 10
#: What a deviation of one tenth weighs by measure; a holiday off weighs more than a duty.
GEWICHT: Mapping[Maat, int] = {Maat.DIENSTEN: 4, Maat.WEEKENDEN: 2, Maat.FEESTDAGEN: 3}


@dataclass(frozen=True)
class Gedaan:
    """A duty of earlier years or a piece of it: who served how much of it, and who shared in it then."""

    uren: float
    weekenden: float
    feestdagen: float
    door: int | None
    deelden: tuple[int, ...]


@dataclass(frozen=True)
class Stand:
    """What somebody served, or is to serve: hours, weekends and holidays."""

    uren: float = 0
    weekenden: float = 0
    feestdagen: float = 0

    def __add__(self, ander: Stand) -> Stand:
        return Stand(self.uren + ander.uren, self.weekenden + ander.weekenden, self.feestdagen + ander.feestdagen)

    def __sub__(self, ander: Stand) -> Stand:
        return self + Stand(-ander.uren, -ander.weekenden, -ander.feestdagen)


def saldi(gedaan: Iterable[Gedaan], mensen: Iterable[int]) -> dict[int, Stand]:
    """Return by how much everybody served more (or less) than an equal share of what they shared in.

    Whoever was not in the team had no share in the duties of then, and so nothing to make up for.
    """
    uit = dict.fromkeys(mensen, Stand())
    for stuk in gedaan:
        hoeveel = Stand(stuk.uren, stuk.weekenden, stuk.feestdagen)
        deelden = set(stuk.deelden) | ({stuk.door} if stuk.door is not None else set())
        if stuk.door in uit:
            uit[stuk.door] += hoeveel
        for wie in deelden & uit.keys():
            n = len(deelden)
            uit[wie] -= Stand(stuk.uren / n, stuk.weekenden / n, stuk.feestdagen / n)
    return uit


def in_tienden(saldo: Stand, uren_per_dienst: float) -> dict[Maat, int]:
    """Return a balance in tenths of a duty, weekend and holiday, as the solver counts."""
    return {
        Maat.DIENSTEN: round(TIEN * saldo.uren / uren_per_dienst),
        Maat.WEEKENDEN: round(TIEN * saldo.weekenden),
        Maat.FEESTDAGEN: round(TIEN * saldo.feestdagen),
    }


def aandelen(vraag: Vraag) -> dict[int, Stand]:
    """Return everybody's equal share of the duties in the question: of each among who can have a share in it."""
    uit = dict.fromkeys((wie.id for wie in vraag.kandidaten), Stand())
    for nummer, plek in enumerate(vraag.plekken):
        delen = deelnemers(vraag, nummer)
        for wie in delen:
            n = len(delen)
            uit[wie] += Stand(plek.uren / n, plek.weekenden / n, plek.feestdagen / n)
    return uit


def deelnemers(vraag: Vraag, plek: int) -> tuple[int, ...]:
    """Return who has a share in a duty: leave or a wish does not take it away, not being in the team does.

    Who performs a duty that stays as it is had a share in it, whatever changed since.
    """
    uitvoerder = vraag.vast.get(plek)
    return tuple(wie.id for wie in vraag.kandidaten if wie.id == uitvoerder or wie.niet.get(plek) not in ZONDER_AANDEEL)


def doelen(vraag: Vraag, maat: Maat) -> dict[int, int]:
    """Return everybody's equal share of a measure, in tenths."""
    uit = dict.fromkeys((wie.id for wie in vraag.kandidaten), 0.0)
    for nummer, plek in enumerate(vraag.plekken):
        delen = deelnemers(vraag, nummer)
        for wie in delen:
            uit[wie] += TIEN * plek.gewicht(maat) / len(delen)
    return {wie: round(deel) for wie, deel in uit.items()}


def kosten_van(aantal: int, maat: Maat, saldo: int, doel: int) -> int:
    """Return what it costs that somebody gets ``aantal`` of a measure, with the balance of before counted along."""
    return int(GEWICHT[maat] * (saldo + TIEN * aantal - doel) ** 2)


def krijgt(vraag: Vraag, toewijzing: Iterable[int]) -> dict[int, Stand]:
    """Return what everybody gets by an assignment."""
    uit = dict.fromkeys((wie.id for wie in vraag.kandidaten), Stand())
    for plek, wie in zip(vraag.plekken, toewijzing, strict=True):
        uit[wie] += Stand(plek.uren, plek.weekenden, plek.feestdagen)
    return uit


def naast_elkaar(vraag: Vraag, toewijzing: tuple[int, ...]) -> tuple[int, ...]:
    """Return the duties that somebody does right after another one."""
    eerder = {wie.id: wie.eerder for wie in vraag.kandidaten}
    return tuple(
        nummer
        for nummer, wie in enumerate(toewijzing)
        if (nummer and toewijzing[nummer - 1] == wie) or _volgt(eerder[wie], vraag.plekken[nummer].dag)
    )


def grenst(kandidaat: Kandidaat, dag: date, stap: int, afstand: int) -> bool:
    """Tell whether somebody has a duty outside the question within some duties of this one; ``stap`` is days a duty."""
    return any(0 < abs((dag - ander).days) <= afstand * stap for ander in kandidaat.eerder)


def _volgt(eerder: frozenset[date], dag: date) -> bool:
    return any(0 < (dag - ander).days <= 7 for ander in eerder)
