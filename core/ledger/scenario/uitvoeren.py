# SPDX-License-Identifier: EUPL-1.2
"""A scenario over everybody: cut in parts of people, in this process or in two of its own, each part written at once.

The parts of a large scenario are calculated by processes that are started anew (never forked), each with a connection
and an installation of its own; no process holds more than a part.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.models import Boeking, Run
from core.ledger.momentopname import vingerafdruk
from core.ledger.procedure import DEFINITIEF
from core.ledger.run import regels_van
from core.ledger.scenario.models import Scenario
from core.ledger.scenario.rekenen import Opdracht, Rekenaar, Telling, schrijf
from core.plugins import Installatie
from core.rules.parameters import Parameterset
from core.storage.engine import Database, OpslagNietBereikbaar
from core.storingen.services import VERSTAAN, PluginMislukt

PERSONEN_PER_DEEL = 50_000
"""The most people in one part: a source asks the database less often for many at once, and a part fits in memory."""
PROCESSEN = 2
GROOT = 50_000
"""Months of persons from which processes of their own are worth their start, of some seconds."""

Bouw = Callable[[], Installatie]
"""Makes the installation in another process: a function of a module, so that it can be named there."""

T = TypeVar("T")


@dataclass(frozen=True)
class Deel:
    """Some people of one unit, and who of them has facts in each month."""

    eenheid: str
    personen: Sequence[int]
    met_feiten: Mapping[str, Sequence[int]]


class ScenarioGestopt(RuntimeError):
    """The calculation cannot go on; the message says why, in Dutch, and holds nothing about a person."""


class Werkplaats(Protocol):
    """Where parts are calculated."""

    def personen(self, vragen: Sequence[tuple[str, str]]) -> Iterator[tuple[str, set[int]]]:
        """Yield who has facts in a month of a unit, with the month, in any order."""

    def delen(self, delen: Iterator[Deel]) -> Iterator[Telling]:
        """Calculate and write parts of people, and yield the counts of each."""


class Werker:
    """Calculates parts on one database, with one rekenaar a unit."""

    def __init__(self, database: Database, installatie: Installatie, opdracht: Opdracht) -> None:
        self._database = database
        self._installatie = installatie
        self._opdracht = opdracht
        self._rekenaars: dict[str, Rekenaar] = {}

    def personen(self, eenheid: str, maand: str) -> tuple[str, set[int]]:
        """Return who has facts in a month of a unit, with the month. Raises ``ScenarioGestopt``."""
        with _gestopt(), self._database.lezen() as s:
            return maand, self._rekenaar(s, eenheid).personen(s, maand)

    def deel(self, deel: Deel) -> Telling:
        """Calculate people and write what comes of it. Raises ``ScenarioGestopt``."""
        with _gestopt():
            with self._database.lezen() as s:
                telling, rijen = self._rekenaar(s, deel.eenheid).bereken(s, deel.personen, deel.met_feiten)
            with self._database.transactie() as s:
                neem_beurt(s, self._opdracht, alleen_lezen=True)
                schrijf(s, rijen)
            return telling

    def _rekenaar(self, s: Session, eenheid: str) -> Rekenaar:
        if eenheid not in self._rekenaars:
            self._rekenaars[eenheid] = Rekenaar(s, self._installatie, self._opdracht, eenheid)
        return self._rekenaars[eenheid]


class _Hier:
    """Calculates in this process, one part after the other."""

    def __init__(self, werker: Werker) -> None:
        self._werker = werker

    def personen(self, vragen: Sequence[tuple[str, str]]) -> Iterator[tuple[str, set[int]]]:
        for eenheid, maand in vragen:
            yield self._werker.personen(eenheid, maand)

    def delen(self, delen: Iterator[Deel]) -> Iterator[Telling]:
        for deel in delen:
            yield self._werker.deel(deel)


class _Elders:
    """Calculates in processes of their own; no more parts are on their way than are needed to keep them busy."""

    def __init__(self, bak: ProcessPoolExecutor) -> None:
        self._bak = bak

    def personen(self, vragen: Sequence[tuple[str, str]]) -> Iterator[tuple[str, set[int]]]:
        return self._gespreid(self._bak.submit(_personen, *vraag) for vraag in vragen)

    def delen(self, delen: Iterator[Deel]) -> Iterator[Telling]:
        return self._gespreid(self._bak.submit(_deel, deel) for deel in delen)

    def _gespreid(self, taken: Iterator[Future[T]]) -> Iterator[T]:
        onderweg: set[Future[T]] = set(islice(taken, 2 * PROCESSEN))
        while onderweg:
            klaar, onderweg = wait(onderweg, return_when=FIRST_COMPLETED)
            onderweg |= set(islice(taken, len(klaar)))
            for een in klaar:
                yield een.result()


@contextmanager
def werkplaats(ctx: Context, opdracht: Opdracht, bouw: Bouw | None) -> Iterator[Werkplaats]:
    """Give a place to calculate: processes of their own where ``bouw`` says how, and this process otherwise.

    On SQLite always this process: there one writes at a time, so a second process would only wait.
    """
    if bouw is None or ctx.database.is_sqlite:
        yield _Hier(Werker(ctx.database, ctx.installatie, opdracht))
        return
    adres = ctx.database.url.render_as_string(hide_password=False)
    bak = ProcessPoolExecutor(
        PROCESSEN, multiprocessing.get_context("spawn"), initializer=_open, initargs=(adres, bouw, opdracht)
    )
    try:
        yield _Elders(bak)
    finally:
        bak.shutdown(cancel_futures=True)


def neem_beurt(s: Session, opdracht: Opdracht, *, alleen_lezen: bool = False) -> Scenario:
    """Lock the scenario and check that nobody took it over. Raises ``ScenarioGestopt``."""
    scenario = s.get(Scenario, opdracht.scenario_id, with_for_update={"read": alleen_lezen})
    if scenario is None or scenario.beurt != opdracht.beurt:
        raise ScenarioGestopt("het scenario is intussen gewijzigd of opnieuw gestart; deze berekening is gestopt")
    return scenario


def geboekte_maanden(
    s: Session, installatie: Installatie, eenheid: str, maanden: Sequence[str], nu: Parameterset
) -> frozenset[str]:
    """Return the months of which the ledger has the old amounts: booked, with figures and rules that still hold."""
    regels = regels_van(installatie, eenheid)
    runs = s.execute(
        select(Run.id, Run.periode, Run.sleutels, Run.vingerafdruk).where(
            Run.eenheid == eenheid, Run.periode >= maanden[0], Run.status.in_(DEFINITIEF)
        )
    ).all()
    anders = [run for run in runs if run.vingerafdruk != vingerafdruk(nu, run.sleutels, regels)]
    geraakt = {run.periode for run in anders}
    if anders:
        vraag = select(Boeking.periode).where(Boeking.run_id.in_([run.id for run in anders])).distinct()
        geraakt.update(s.scalars(vraag))
    return frozenset({run.periode for run in runs}.intersection(maanden) - geraakt)


def in_delen(s: Session, werk: Werkplaats, opdracht: Opdracht, eenheid: str) -> list[Deel]:
    """Return who has facts or postings in the months of a scenario, in parts, in the order of their ids."""
    per_maand = dict(werk.personen([(eenheid, maand) for maand in opdracht.maanden]))
    gevonden = set[int]().union(*per_maand.values())
    if opdracht.geboekt[eenheid]:
        geboekt = select(Boeking.medewerker_id).where(
            Boeking.eenheid == eenheid, Boeking.periode.in_(sorted(opdracht.geboekt[eenheid]))
        )
        gevonden.update(s.scalars(geboekt.distinct()))
    wie = sorted(gevonden)
    # As many parts for each process, of one size: nobody waits for a last one.
    tegelijk = PROCESSEN if len(wie) * len(opdracht.maanden) >= GROOT else 1
    aantal = tegelijk * ceil(len(wie) / (tegelijk * PERSONEN_PER_DEEL))
    grootte = max(1, ceil(len(wie) / max(1, aantal)))
    delen = (wie[begin : begin + grootte] for begin in range(0, len(wie), grootte))
    return [
        Deel(
            eenheid,
            deel,
            {maand: [persoon for persoon in deel if persoon in erin] for maand, erin in per_maand.items()},
        )
        for deel in delen
    ]


@contextmanager
def _gestopt() -> Iterator[None]:
    """Turn what a calculation may raise into one exception that travels between processes."""
    try:
        yield
    except (ScenarioGestopt, OpslagNietBereikbaar):
        raise
    except (*VERSTAAN, PluginMislukt) as fout:
        raise ScenarioGestopt(str(fout)) from fout


# --- in a process of its own -----------------------------------------------------------------------------------------

_werker: Werker | None = None


def _open(adres: str, bouw: Bouw, opdracht: Opdracht) -> None:
    global _werker
    _werker = Werker(Database(adres), bouw(), opdracht)
    # Lines are no garbage until they are counted: looking through them every few hundred takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(100_000)


def _personen(eenheid: str, maand: str) -> tuple[str, set[int]]:
    return _van_dit_proces().personen(eenheid, maand)


def _deel(deel: Deel) -> Telling:
    return _van_dit_proces().deel(deel)


def _van_dit_proces() -> Werker:
    if _werker is None:
        raise ScenarioGestopt("het proces heeft geen opdracht")
    return _werker
