# SPDX-License-Identifier: EUPL-1.2
"""The demo: half a year of 2023 paid, and today questions where list and amounts are not known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core.berichten.services import open_taken
from core.context import Context
from core.demo import BRON
from core.ledger.models import Openstaandfeit, Run
from core.ledger.procedure import Runstatus
from core.ledger.services import controleer_grootboek, maak_run
from core.people.eenheden import schakel
from core.people.policy import PROGRAMMA
from core.plugins import Installatie
from core.regulations.parameterbeheer.models import Parametervoorstel
from core.storage.engine import Database
from plugins.nfi import demo
from plugins.nfi.bezwarend.procedure import Lijststatus
from plugins.nfi.bezwarend.services import lijsten
from plugins.nfi.demo.maanden import LOONGEGEVENS


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_een_nfi_in_het_begin_van_een_jaar(database: Database, installatie: Installatie):
    nu = datetime(2027, 1, 4, 9, tzinfo=UTC)
    ctx = Context(database, installatie, PROGRAMMA, nu)
    schakel(ctx, "nfi", True)
    demo.vul(ctx)
    with database.lezen() as s:
        runs = s.scalars(select(Run).order_by(Run.id)).all()
        verzonnen = set(s.scalars(select(Parametervoorstel.sleutel).where(Parametervoorstel.bron == BRON)))
    assert [(run.periode, run.status) for run in runs] == [
        (f"2023-{maand:02}", Runstatus.GEEXPORTEERD) for maand in range(1, 7)
    ]
    assert all(run.totaal_centen > 0 for run in runs)
    # Only what payroll asks is made up; noise waits for its limit.
    assert verzonnen == set(LOONGEGEVENS)
    assert runs[0].ontbreekt.keys() == {"nfi_bezw.decibel_grens"}
    assert not controleer_grootboek(ctx, "nfi").verschillen
    run = maak_run(ctx, "nfi", f"{nu:%Y}-01")
    with database.lezen() as s:
        redenen = {rij.reden for rij in s.scalars(select(Openstaandfeit).where(Openstaandfeit.run_id == run.id))}
    assert redenen >= {"geen_geldige_lijst", "functie_niet_gekoppeld"}
    # The professor's amount was fixed in 2022, so it is known in a year of which the tables are not.
    assert run.totaal_centen > 0
    assert [regel.status for regel in lijsten.overzicht(ctx).lijsten] == [
        Lijststatus.AANGEBODEN,
        Lijststatus.VASTGESTELD,
    ]
    assert {taak.soort for taak in open_taken(ctx, "nfi")} >= {
        "nfi.functielijst_vaststellen",
        "nfi.benoeming_beslissen",
    }
