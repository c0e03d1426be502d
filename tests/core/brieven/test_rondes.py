# SPDX-License-Identifier: EUPL-1.2
"""A round of many letters: killed anywhere it goes on where it was, and what it made is the same bytes."""

from __future__ import annotations

import json
import os
import signal
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import event, select

from core.brieven import rondes as rondes_module
from core.brieven import schrijven
from core.brieven.inhoud import als_json
from core.brieven.jobs import JOBS
from core.brieven.models import Brief, Briefronde
from core.brieven.rondes import (
    STIL,
    RondeBezet,
    als_zip,
    maak_ronde,
    mislukt,
    open_rondes,
    rondes,
    rondestand,
    verwerk_ronde,
    zet_klaar,
)
from core.brieven.services import BEDRAG, maak_brief
from core.cli import main
from core.ledger.models import Boeking
from core.people.accounts import ken_rol_toe
from core.people.policy import PROGRAMMA, Actor, GeenToegang, RolVoor
from core.plugins import Installatie
from core.rules import Geweigerd
from core.storage.engine import Database
from tests.core.ledger.proef import EENHEID, Wereld, maak_wereld, snel

MAAND = "2026-03"


@pytest.fixture
def wereld(database: Database, installatie: Installatie, monkeypatch: pytest.MonkeyPatch) -> Wereld:
    """Five people with an approved amount in March."""
    monkeypatch.setattr(rondes_module, "BRIEVEN_PER_DEEL", 2)
    gemaakt = maak_wereld(database, installatie, aantal=6)
    for mens in gemaakt.medewerkers[1:]:
        gemaakt.zet(MAAND, mens, "a", 3)
    gemaakt.sluit(MAAND)
    return gemaakt


def brieven(database: Database) -> list[tuple[str, str, str]]:
    with database.lezen() as s:
        rijen = s.execute(select(Brief.sleutel, Brief.taal, Brief.sha256).order_by(Brief.sleutel))
        return [(rij.sleutel, rij.taal, rij.sha256) for rij in rijen]


def sleutels(wereld: Wereld) -> list[str]:
    with wereld.ctx.database.lezen() as s:
        return [str(nummer) for nummer in s.scalars(select(Boeking.id).order_by(Boeking.id))]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_ronde_maakt_elke_brief_een_keer_en_is_als_zip_op_te_halen(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    al = maak_brief(hr, BEDRAG, sleutels(wereld)[0])
    nummer = maak_ronde(hr, BEDRAG, EENHEID, MAAND)
    stappen: list[tuple[int, int]] = []
    verwerk_ronde(hr, nummer, lambda gedaan, van: stappen.append((gedaan, van)))
    assert stappen == [(2, 5), (4, 5), (5, 5)]
    stand = rondestand(hr, nummer)
    assert (stand.gemaakt, stand.mislukt, stand.te_doen) == (5, 0, 0)
    eerst = brieven(wereld.ctx.database)
    assert [sleutel for sleutel, _taal, _som in eerst] == sorted(sleutels(wereld))
    verwerk_ronde(hr, nummer)
    assert brieven(wereld.ctx.database) == eerst
    assert open_rondes(hr) == []
    inhoud = b"".join(als_zip(hr, nummer))
    assert inhoud == b"".join(als_zip(hr, nummer))
    with zipfile.ZipFile(BytesIO(inhoud)) as zip_:
        # The letter that was there already belongs to no round.
        assert len(zip_.namelist()) == 4
        assert f"2026-09-01-core-bedrag-{al}.pdf" not in zip_.namelist()
        assert zip_.testzip() is None
        assert all(zip_.read(naam).startswith(b"%PDF-1.7") for naam in zip_.namelist())


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wat_geen_brief_krijgt_staat_er_met_de_reden_en_houdt_de_rest_niet_op(wereld: Wereld) -> None:
    with wereld.ctx.database.transactie() as s:
        nummer = zet_klaar(s, wereld.ctx, BEDRAG, EENHEID, MAAND, ["99999", *sleutels(wereld)[:1], "99999"])
        vreemd = zet_klaar(s, wereld.ctx, BEDRAG, "om", MAAND, sleutels(wereld)[1:2])
    assert open_rondes(wereld.ctx) == [nummer, vreemd]
    for sleutel in JOBS[0].werk(wereld.ctx, wereld.ctx.vandaag):
        JOBS[0].doe(wereld.ctx, wereld.ctx.vandaag, sleutel)
    assert mislukt(wereld.ctx, nummer) == (("99999", "dit bestaat niet (meer)"),)
    assert mislukt(wereld.ctx, vreemd) == ((sleutels(wereld)[1], "dit is van een ander dienstonderdeel"),)
    assert len(brieven(wereld.ctx.database)) == 1
    assert open_rondes(wereld.ctx) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_alleen_hr_van_de_eenheid_maakt_en_ziet_een_ronde(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    for periode, soort, reden in (("2026-05", BEDRAG, "niets om"), (MAAND, "weg", "niet geïnstalleerd")):
        with pytest.raises(Geweigerd, match=reden):
            maak_ronde(hr, soort, EENHEID, periode)
    nummer = maak_ronde(hr, BEDRAG, EENHEID, MAAND)
    for actor in (
        Actor(1, "X", wereld.medewerkers[1]),
        Actor(1, "X", None, (RolVoor("hr", "om"),)),
        Actor(1, "X", None, (RolVoor("auditor"),)),
    ):
        ander = wereld.ctx.als(actor)
        doen: list[Callable[[], object]] = [
            lambda ctx=ander: maak_ronde(ctx, BEDRAG, EENHEID, MAAND),  # type: ignore[misc]
            lambda ctx=ander: verwerk_ronde(ctx, nummer),  # type: ignore[misc]
            lambda ctx=ander: rondestand(ctx, nummer),  # type: ignore[misc]
            lambda ctx=ander: mislukt(ctx, nummer),  # type: ignore[misc]
            lambda ctx=ander: als_zip(ctx, nummer),  # type: ignore[misc]
        ]
        for doe in doen:
            with pytest.raises(GeenToegang):
                doe()
        assert rondes(ander, [EENHEID]) == ()
    assert brieven(wereld.ctx.database) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_wie_een_ronde_overneemt_laat_de_vorige_stoppen(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    nummer = maak_ronde(hr, BEDRAG, EENHEID, MAAND)

    def neem_over(_gedaan: int, _van: int) -> None:
        with wereld.ctx.database.transactie() as s:
            s.get_one(Briefronde, nummer).beurt += 1

    with pytest.raises(RondeBezet):
        verwerk_ronde(hr, nummer, neem_over)
    assert len(brieven(wereld.ctx.database)) == 2
    # The job leaves it to whoever works at it, until that takes too long.
    assert open_rondes(hr, hr.nu) == []
    assert open_rondes(hr, hr.nu + STIL) == [nummer]
    verwerk_ronde(hr, nummer)
    assert len(brieven(wereld.ctx.database)) == 5


def test_twee_die_tegelijk_beginnen_verdubbelen_niets(wereld: Wereld) -> None:
    hr = wereld.als(wereld.controleur)
    nummer = maak_ronde(hr, BEDRAG, EENHEID, MAAND)
    start, fouten = threading.Barrier(2), []

    def doe() -> None:
        start.wait()
        try:
            verwerk_ronde(hr, nummer)
        except RondeBezet as fout:
            fouten.append(fout)

    draden = [threading.Thread(target=doe) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(fouten) <= 1
    assert len(brieven(wereld.ctx.database)) == 5
    assert rondestand(hr, nummer).gemaakt == 5


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_kill_verliest_en_verdubbelt_geen_brief_en_geeft_dezelfde_bytes(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A child after a fork cannot set type: that has threads. What is killed here is the writing.
    monkeypatch.setattr(schrijven, "als_pdf", lambda inhoud: json.dumps(als_json(inhoud)).encode())
    hr = wereld.als(wereld.controleur)
    nummer = maak_ronde(hr, BEDRAG, EENHEID, MAAND)
    wereld.ctx.database.sluit()
    pad = Path(str(wereld.ctx.database.url.database))
    begin = pad.read_bytes()
    verwerk_ronde(hr, nummer)
    verwacht = brieven(wereld.ctx.database)
    wereld.ctx.database.sluit()
    gedood, punt = 0, 1
    while True:
        for rest in pad.parent.glob(f"{pad.name}-*"):
            rest.unlink()
        pad.write_bytes(begin)
        gestorven = _sterf_bij(str(wereld.ctx.database.url), hr, nummer, punt)
        verwerk_ronde(hr, nummer)
        assert brieven(wereld.ctx.database) == verwacht, f"anders na een kill op punt {punt}"
        assert open_rondes(hr) == []
        wereld.ctx.database.sluit()
        if not gestorven:
            break
        gedood, punt = gedood + 1, punt + 13
    assert gedood >= 4


def _sterf_bij(url: str, ctx: Any, nummer: int, punt: int) -> bool:
    kind = os.fork()
    if kind:
        _, uitslag = os.waitpid(kind, 0)
        return os.WIFSIGNALED(uitslag)
    try:
        teller = iter(range(1, punt))

        def tik(*_: Any, **__: Any) -> None:
            if next(teller, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        database = snel(url)
        for gebeurtenis in ("before_cursor_execute", "commit"):
            event.listen(database.engine, gebeurtenis, tik)
        verwerk_ronde(replace(ctx, database=database, actor=PROGRAMMA), nummer)
    finally:
        os._exit(0)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_de_opdrachten_maken_wat_klaarstaat_en_schrijven_een_zip(
    wereld: Wereld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nummer = maak_ronde(wereld.als(wereld.controleur), BEDRAG, EENHEID, MAAND)
    ken_rol_toe(wereld.ctx, wereld.controleur, "hr", van=date(2020, 1, 1), eenheid=EENHEID)
    wereld.ctx.database.sluit()
    monkeypatch.setenv("ANNEX_DATABASE", str(wereld.ctx.database.url))
    loper = CliRunner()
    gezegd = loper.invoke(main, ["letters", "run"])
    assert gezegd.output == f"Ronde {nummer}: 5 brieven gemaakt, van 0 is er geen.\n"
    doel = tmp_path / "brieven.zip"
    assert loper.invoke(main, ["letters", "save", str(nummer), str(doel), "--als", "hr0"]).exit_code == 0
    assert len(zipfile.ZipFile(doel).namelist()) == 5
    geweigerd = loper.invoke(main, ["letters", "save", str(nummer), str(tmp_path / "x.zip"), "--als", "hr1"])
    assert (geweigerd.exit_code, (tmp_path / "x.zip").exists()) == (1, False)
