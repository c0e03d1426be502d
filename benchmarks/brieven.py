# SPDX-License-Identifier: EUPL-1.2
"""How long letters take: a round of letters with an explanation, written to PostgreSQL, and the memory it needs.

A thousand are made, and what ten thousand would take is told from that; ``ANNEX_BRIEVEN=10000`` makes all of them.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks import gegevensbank
from benchmarks.meting import Meting
from core.brieven.inhoud import Bedragregel, Briefconcept, Uitlegregel
from core.brieven.models import Brief
from core.brieven.rondes import maak_ronde, verwerk_ronde
from core.context import Context
from core.contributions import Briefsoort
from core.people.models import Medewerker
from core.people.policy import PROGRAMMA
from core.plugins import Bijdrage

AANTAL = int(os.environ.get("ANNEX_BRIEVEN", "1000"))
GEVRAAGD, GRENS_SECONDEN = 10_000, 300
GRENS_MB = 400


def _schrijf(_s: Session, _ctx: Context, sleutels: Sequence[str]) -> Mapping[str, Briefconcept]:
    return {
        sleutel: Briefconcept(
            int(sleutel),
            "jio",
            f"Afrekening {sleutel}",
            tuple(f"Alinea {nummer} van de brief over {sleutel}. " * 4 for nummer in range(3)),
            tuple(Bedragregel(f"Periode {nummer}", int(sleutel) * nummer) for nummer in range(6)),
            tuple(Uitlegregel("JIO 7.6", f"Stap {nummer} geeft {sleutel} kwartieren.") for nummer in range(8)),
            ("Klopt dit niet? Dan kun je bezwaar maken.",),
        )
        for sleutel in sleutels
    }


def _onderwerpen(s: Session, _ctx: Context, _eenheid: str, _periode: str) -> Sequence[str]:
    return [str(nummer) for nummer in s.scalars(select(Medewerker.id).order_by(Medewerker.id))]


def meet() -> Iterator[Meting]:
    """Make the letters of a round, and measure seconds a thousand and memory."""
    soort = Briefsoort("jio.proef", "Proef", _schrijf, onderwerpen=_onderwerpen)
    with gegevensbank.tijdelijk("brieven") as (database, kaal):
        installatie = replace(kaal, briefsoorten={soort.id: Bijdrage("jio", soort)})
        ctx = Context(database, installatie, PROGRAMMA, datetime(2026, 9, 1, tzinfo=UTC))
        with database.transactie() as s:
            s.add_all(
                Medewerker(personeelsnummer=f"{nummer:06}", naam=f"Mens {nummer}", geboortedatum=date(1980, 1, 1))
                for nummer in range(1, AANTAL + 1)
            )
        ronde = maak_ronde(ctx, soort.id, "jio", "2026-08")
        begin = time.perf_counter()
        verwerk_ronde(ctx, ronde)
        duur = time.perf_counter() - begin
        with database.lezen() as s:
            gemaakt = s.scalar(select(func.count()).select_from(Brief)) or 0
    assert gemaakt == AANTAL, "niet elke brief is gemaakt"
    hoe = "gemeten" if AANTAL >= GEVRAAGD else f"doorgerekend uit {AANTAL}"
    yield Meting("brieven: per duizend", duur / AANTAL * 1000, "seconden")
    yield Meting("brieven: tienduizend", duur / AANTAL * GEVRAAGD, "seconden", GRENS_SECONDEN, hoe)
    top = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Meting("brieven: meeste geheugen", top, "MB", GRENS_MB)
