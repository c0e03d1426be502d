# SPDX-License-Identifier: EUPL-1.2
"""Exported against paid: which posting was paid, not paid, paid otherwise, and what is paid that we do not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Betaalstand(StrEnum):
    """How a line compares."""

    BETAALD = "betaald"
    NIET_BETAALD = "niet_betaald"
    ANDERS_BETAALD = "anders_betaald"
    ONBEKEND = "onbekend"
    """Payroll paid something that was not exported for this person, month and wage code."""


@dataclass(frozen=True)
class Geexporteerd:
    """A posting as it stood in a payroll file."""

    boeking_id: int
    personeelsnummer: str
    looncode: str
    centen: int


@dataclass(frozen=True)
class Uitbetaald:
    """A line of payroll; without a posting it is about everything under the wage code."""

    personeelsnummer: str
    looncode: str
    boeking_id: int | None
    centen: int


@dataclass(frozen=True)
class Vergelijking:
    """One line beside the other, in cents; None is absent."""

    personeelsnummer: str
    looncode: str
    #: The postings, or the number that payroll named.
    boekingen: tuple[int, ...]
    geexporteerd_centen: int | None
    betaald_centen: int | None
    stand: Betaalstand

    @property
    def verschil_centen(self) -> int:
        """Paid minus exported."""
        return (self.betaald_centen or 0) - (self.geexporteerd_centen or 0)


def vergelijk(geexporteerd: Iterable[Geexporteerd], uitbetaald: Iterable[Uitbetaald]) -> tuple[Vergelijking, ...]:
    """Compare what was exported in a month with what was paid in it, by person, wage code and posting.

    A line that names a posting is compared with that posting when person and wage code are the same. A line without one
    is compared with all postings of the person and wage code that no other line names.
    """
    open_ = {regel.boeking_id: regel for regel in geexporteerd}
    zonder_boeking: list[Uitbetaald] = []
    uit: list[Vergelijking] = []
    for betaald in uitbetaald:
        if betaald.boeking_id is None:
            zonder_boeking.append(betaald)
            continue
        gevonden = open_.get(betaald.boeking_id)
        if gevonden is None or _sleutel(gevonden) != _sleutel(betaald):
            uit.append(_regel(betaald, (betaald.boeking_id,), None, betaald.centen))
            continue
        del open_[betaald.boeking_id]
        uit.append(_regel(betaald, (gevonden.boeking_id,), gevonden.centen, betaald.centen))
    per_sleutel: dict[tuple[str, str], list[Geexporteerd]] = {}
    for regel in open_.values():
        per_sleutel.setdefault(_sleutel(regel), []).append(regel)
    for betaald in zonder_boeking:
        regels = per_sleutel.pop(_sleutel(betaald), [])
        som = sum(regel.centen for regel in regels) if regels else None
        uit.append(_regel(betaald, tuple(sorted(regel.boeking_id for regel in regels)), som, betaald.centen))
    for regels in per_sleutel.values():
        uit += [_regel(regel, (regel.boeking_id,), regel.centen, None) for regel in regels]
    return tuple(sorted(uit, key=lambda regel: (regel.personeelsnummer, regel.looncode, regel.boekingen)))


def _sleutel(regel: Geexporteerd | Uitbetaald) -> tuple[str, str]:
    return regel.personeelsnummer, regel.looncode


def _regel(
    van: Geexporteerd | Uitbetaald, boekingen: tuple[int, ...], geexporteerd: int | None, betaald: int | None
) -> Vergelijking:
    if geexporteerd is None:
        stand = Betaalstand.ONBEKEND
    elif betaald is None:
        stand = Betaalstand.NIET_BETAALD
    else:
        stand = Betaalstand.BETAALD if geexporteerd == betaald else Betaalstand.ANDERS_BETAALD
    return Vergelijking(van.personeelsnummer, van.looncode, boekingen, geexporteerd, betaald, stand)


@dataclass(frozen=True)
class Runstand:
    """What was exported with a run and what payroll confirmed of it, in cents."""

    run_id: int
    geexporteerd_centen: int
    #: What payroll said about postings of this run alone.
    bevestigd_centen: int
    #: Postings about which payroll said nothing.
    onbevestigd: int
    #: Postings that payroll paid in one amount with those of another run, and otherwise than exported.
    niet_te_verdelen: int

    @property
    def verschil_centen(self) -> int:
        """Confirmed minus exported."""
        return self.bevestigd_centen - self.geexporteerd_centen


def per_run(
    regels: Iterable[Vergelijking], geexporteerd: Iterable[Geexporteerd], run_van: Mapping[int, int]
) -> tuple[Runstand, ...]:
    """Divide compared lines over the runs of their postings; ``run_van`` names the run of each posting.

    What was paid as exported is confirmed posting by posting. Another amount belongs to a run when all its postings do.
    """
    centen = {regel.boeking_id: regel.centen for regel in geexporteerd}
    nummers = sorted(set(run_van.values()))
    uit = dict.fromkeys(nummers, 0)
    bevestigd, stil, samen = dict.fromkeys(nummers, 0), dict.fromkeys(nummers, 0), dict.fromkeys(nummers, 0)
    for boeking_id, bedrag in centen.items():
        uit[run_van[boeking_id]] += bedrag
    for regel in regels:
        boekingen = [nummer for nummer in regel.boekingen if regel.stand is not Betaalstand.ONBEKEND]
        runs = {run_van[nummer] for nummer in boekingen}
        if regel.stand is Betaalstand.ANDERS_BETAALD and len(runs) == 1:
            [run] = runs
            bevestigd[run] += regel.betaald_centen or 0
            continue
        for nummer in boekingen:
            run = run_van[nummer]
            if regel.stand is Betaalstand.BETAALD:
                bevestigd[run] += centen[nummer]
            elif regel.stand is Betaalstand.NIET_BETAALD:
                stil[run] += 1
            else:
                samen[run] += 1
    return tuple(Runstand(run, uit[run], bevestigd[run], stil[run], samen[run]) for run in nummers)
