# SPDX-License-Identifier: EUPL-1.2
"""A kill at any moment of a run, an approval or an export: starting again finishes it, nothing is lost or doubled."""

from __future__ import annotations

import os
import shutil
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from core.ledger import boeken, export, uitleg
from core.ledger import run as maandrun
from core.ledger.bulk import voeg_toe
from core.ledger.models import Boeking, Boekingsuitleg, Exportregel, Run
from core.ledger.procedure import Runstatus
from core.ledger.services import controleer_grootboek, exporteer, runs
from core.plugins import Installatie
from core.storage.engine import Database
from tests.core.ledger.proef import EENHEID, Wereld, maak_wereld, snel
from tests.databases import PostgresServer

PERIODE = "2026-04"


def begin(database: Database, installatie: Installatie) -> Wereld:
    """A closed month; and for the next one new facts, changed facts, a withdrawn fact and one that stays open."""
    wereld = maak_wereld(database, installatie)
    een, twee, drie, vier, vijf, zes = wereld.medewerkers
    for persoon in (een, twee, drie):
        wereld.zet("2026-03", persoon, "a", 3)
    exporteer(wereld.als(wereld.controleur), wereld.sluit("2026-03").id)
    wereld.zet("2026-03", een, "a", 5)
    wereld.wis("2026-03", twee, "a")
    for persoon in (een, drie, vier, vijf, zes):
        wereld.zet(PERIODE, persoon, "b", 2)
        wereld.zet(PERIODE, persoon, "c", 1)
    wereld.zet(PERIODE, twee, "b", None)
    return wereld


def doe_alles(wereld: Wereld) -> None:
    """Do whatever is left to do for the month, from where it is."""
    laatste = [run for run in runs(wereld.ctx, EENHEID) if run.periode == PERIODE]
    if not laatste or laatste[0].status == Runstatus.CONCEPT:
        wereld.controleer(wereld.maak(PERIODE))
    (run,) = [run for run in runs(wereld.ctx, EENHEID) if run.periode == PERIODE]
    if run.status == Runstatus.GECONTROLEERD:
        wereld.keur_goed(run)
    exporteer(wereld.als(wereld.controleur), run.id)


def met_database(wereld: Wereld, database: Database) -> Wereld:
    """The same world on another connection or another copy."""
    return replace(wereld, ctx=replace(wereld.ctx, database=database))


class Tikkend(list[tuple[object, ...]]):
    """Rows that tell when each of them is taken."""

    def __init__(self, rijen: Sequence[tuple[object, ...]], tik: Callable[[], None]) -> None:
        super().__init__(rijen)
        self.tik = tik

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        for rij in super().__iter__():
            self.tik()
            yield rij


def sterf_bij(url: str, wereld: Wereld, punt: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Do everything in a process of its own that is killed at a point; return False when it ended by itself."""
    kind = os.fork()
    if kind:
        _, uitslag = os.waitpid(kind, 0)
        if os.WIFSIGNALED(uitslag):
            assert os.WTERMSIG(uitslag) == signal.SIGKILL
            return True
        assert os.WEXITSTATUS(uitslag) == 0, "zie de traceback hierboven"
        return False
    try:
        teller = iter(range(1, punt))

        def tik(*_: Any, **__: Any) -> None:
            if next(teller, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        database = snel(url)
        # Before and after every statement, before every commit, and at every row of a bulk write.
        for gebeurtenis in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(database.engine, gebeurtenis, tik)
        for module in (boeken, export, uitleg):
            monkeypatch.setattr(module, "voeg_toe", lambda s, t, k, rijen: voeg_toe(s, t, k, Tikkend(rijen, tik)))
        doe_alles(met_database(wereld, database))
        os._exit(0)
    finally:
        traceback.print_exc()
        os._exit(1)


@contextmanager
def kopie(bron: Path | str, doel: Path, postgres: PostgresServer | None, naam: str) -> Iterator[str]:
    """A copy of the database as it was at the beginning."""
    if postgres is None:
        assert isinstance(bron, Path)
        shutil.copy(bron, doel)
        yield f"sqlite:///{doel}"
        for achterblijver in doel.parent.glob(f"{doel.name}*"):
            achterblijver.unlink()
        return
    assert isinstance(bron, str)
    try:
        yield postgres.create(naam, bron)
    finally:
        postgres.drop(naam)


def uitkomst(database: Database) -> tuple[Counter[Any], int, int]:
    """What is booked, how many explanations there are, and how many postings stand in a payroll file."""
    with database.lezen() as s:
        kolommen = (Boeking.medewerker_id, Boeking.periode, Boeking.feit, Boeking.centen, Boeking.totaal_centen)
        rijen = s.execute(select(Run.periode, Run.volgnummer, *kolommen).join(Run, Run.id == Boeking.run_id))
        geboekt = Counter(map(tuple, rijen))
        return geboekt, len(s.scalars(select(Boekingsuitleg)).all()), len(s.scalars(select(Exportregel)).all())


@pytest.mark.traag
def test_een_kill_op_elk_moment_verliest_en_verdubbelt_niets(
    backend: str,
    database_url: str,
    sqlite_template: Path,
    installatie: Installatie,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(maandrun, "PERSONEN_PER_DEEL", 2)
    server: PostgresServer | None = request.getfixturevalue("postgres") if backend == "postgres" else None
    bron: Path | str
    if server is None:
        bron = tmp_path / "begin.sqlite"
        shutil.copy(sqlite_template, bron)
        database = snel(f"sqlite:///{bron}")
    else:
        bron = f"{next(request.getfixturevalue('database_names'))}_begin"
        database = snel(server.create(bron, request.getfixturevalue("postgres_template")))
    wereld = begin(database, installatie)
    database.sluit()

    with kopie(bron, tmp_path / "heel.sqlite", server, f"{bron}_heel") as url:
        database = snel(url)
        doe_alles(met_database(wereld, database))
        verwacht = uitkomst(database)
        database.sluit()
    assert verwacht[0].total() == 15
    assert set(verwacht[0].values()) == {1}
    assert verwacht[1:] == (15, 14), "de verlaging wacht op een besluit"

    # Not all of some three hundred moments: each costs a database and two processes' work.
    punten, punt, stap = 0, 1, 5 if server is None else 17
    gedood = True
    while gedood:
        with kopie(bron, tmp_path / "kopie.sqlite", server, f"{bron}_kopie") as url:
            gedood = sterf_bij(url, wereld, punt, monkeypatch)
            database = snel(url)
            doe_alles(met_database(wereld, database))
            assert uitkomst(database) == verwacht, f"anders na een kill op punt {punt}"
            assert controleer_grootboek(met_database(wereld, database).ctx).klopt
            database.sluit()
        punten, punt = punten + gedood, punt + stap
    assert punten > (40 if server is None else 10)
    if server is not None:
        server.drop(str(bron))
