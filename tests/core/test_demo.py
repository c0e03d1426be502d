# SPDX-License-Identifier: EUPL-1.2
"""The demo: everything by the real services, months paid by two people, the last one left to try."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core.context import Context
from core.demo import laatste_volle_maand, toon_demo, toon_maand, vul
from core.jobs.models import Jobclaim, Jobstatus
from core.ledger.models import Run
from core.ledger.services import controleer_grootboek
from core.people.policy import PROGRAMMA
from core.plugins import Installatie
from core.settings import InstellingFout
from core.storage.audit import controleer
from core.storage.engine import Database

NU = datetime(2026, 3, 18, 9, tzinfo=UTC)


@pytest.mark.traag
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_de_demo_betaalt_alle_maanden_behalve_de_laatste(
    database_url: str, installatie: Installatie, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(database_url)
    vul(database, installatie, NU, lambda stap: None)
    ctx = Context(database, installatie, PROGRAMMA, NU)
    with database.lezen() as s:
        runs = {(run.eenheid, run.periode): run.status for run in s.scalars(select(Run)) if run.periode >= "2026-01"}
        claims = {claim.status for claim in s.scalars(select(Jobclaim))}
    jio_en_om = [(eenheid, maand) for eenheid in ("jio", "om") for maand in ("2026-01", "2026-02")]
    # Nobody pays the NFI while no list holds: its draft has the questions.
    assert runs == {**dict(zip(jio_en_om, ("geexporteerd", "concept") * 2, strict=True)), ("nfi", "2026-02"): "concept"}
    assert claims == {Jobstatus.KLAAR}
    verslag = controleer(database)
    assert verslag.klopt
    assert verslag.onverzegeld == 0
    assert controleer_grootboek(ctx).klopt
    toon_maand(ctx)
    getoond = capsys.readouterr().out
    assert "jio 2026-02" in getoond
    assert "CAO Rijk 7.6" in getoond
    database.sluit()


def test_in_januari_is_december_de_laatste_volle_maand() -> None:
    assert laatste_volle_maand(datetime(2027, 1, 4, tzinfo=UTC).date()) == "2026-12"


def test_in_productie_is_er_geen_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNEX_ENV", "productie")
    with pytest.raises(InstellingFout, match="productie"):
        toon_demo(opnieuw=True, met_site=True, poort=8000)
