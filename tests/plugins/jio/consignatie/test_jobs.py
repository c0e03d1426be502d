# SPDX-License-Identifier: EUPL-1.2
"""Scheduled work of JIO: each unit may be done again after a kill, and then changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht
from core.ledger.models import Run
from core.people.eenheden import schakel
from plugins.jio.consignatie.jobs import JOBS, vorige_maand
from plugins.jio.consignatie.models import Declaratie, Rooster
from tests.plugins.jio.consignatie.conftest import Wereld, klok

PER_ID = {job.id: job for job in JOBS}


@pytest.mark.parametrize(
    ("dag", "maand"), [(date(2026, 1, 1), "2025-12"), (date(2026, 3, 31), "2026-02"), (date(2024, 3, 1), "2024-02")]
)
def test_de_laatste_hele_maand(dag: date, maand: str):
    assert vorige_maand(dag) == maand


def test_declaraties_worden_klaargezet_en_niet_twee_keer(wereld: Wereld):
    wereld.publiceer()
    job, ctx = PER_ID["jio.declaraties"], wereld.op(klok("2023-02-01", "07:00")).programma
    sleutels = job.werk(ctx, date(2023, 2, 1))
    for _ in range(2):
        for sleutel in sleutels:
            job.doe(ctx, date(2023, 2, 1), sleutel)
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Declaratie)) == len(sleutels) == 4
    assert job.werk(ctx, date(2023, 2, 1)) == []


def test_roosters_van_volgend_jaar_worden_een_keer_geopend(wereld: Wereld):
    wereld.publiceer()
    job, ctx, dag = PER_ID["jio.volgend_jaar"], wereld.op(klok("2023-10-01", "06:00")).programma, date(2023, 10, 1)
    sleutels = job.werk(ctx, dag)
    assert sleutels == [f"{wereld.teams['net']}:2024", f"{wereld.teams['oss']}:2024"]
    for _ in range(2):
        for sleutel in sleutels:
            job.doe(ctx, dag, sleutel)
    with wereld.database.lezen() as s:
        nieuw = s.scalars(select(Rooster).where(Rooster.jaar == 2024)).all()
    assert [rooster.status.value for rooster in nieuw] == ["concept", "concept"]


def test_wisseling_op_dinsdag_alleen_voor_de_diensten_van_die_dag(wereld: Wereld):
    diensten = wereld.publiceer()
    job, ctx, dag = PER_ID["jio.wisseling"], wereld.op(klok("2023-09-12", "17:00")).programma, date(2023, 9, 12)
    assert job.werk(ctx, dag) == [str(diensten[dag])]
    for _ in range(2):
        job.doe(ctx, dag, str(diensten[dag]))
    with wereld.database.lezen() as s:
        gemeld = s.scalar(select(func.count()).where(Bericht.soort.in_(("jio.dienst_begint", "jio.dienst_eindigt"))))
    assert gemeld == 2


def test_maandrun_maakt_een_concept(wereld: Wereld):
    diensten = wereld.publiceer()
    schakel(wereld.programma, "jio", True)
    wereld.keur_alles_goed(diensten[date(2023, 9, 12)])
    job, ctx = PER_ID["jio.maandrun"], wereld.op(klok("2023-10-01", "07:30")).programma
    for sleutel in job.werk(ctx, date(2023, 10, 1)):
        job.doe(ctx, date(2023, 10, 1), sleutel)
    with wereld.database.lezen() as s:
        run = s.scalars(select(Run)).one()
    assert (run.periode, run.status, run.aantal) == ("2023-09", "concept", 1)


def test_elke_job_is_ongevaarlijk_zonder_gegevens(wereld: Wereld):
    dag = date(2023, 10, 1)
    for job in JOBS:
        if job.id != "jio.maandrun":
            for sleutel in job.werk(wereld.programma, dag):
                job.doe(wereld.programma, dag, sleutel)
