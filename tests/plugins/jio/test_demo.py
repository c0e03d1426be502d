# SPDX-License-Identifier: EUPL-1.2
"""The demo: a year of JIO on any day, made through the services, with something left for everybody to do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from core.context import Context
from core.ledger.services import maak_run
from core.people.eenheden import schakel
from core.people.models import Account, Medewerker, Teamlid
from core.people.policy import PROGRAMMA
from core.plugins import Installatie
from core.storage.engine import Database
from plugins.jio import demo
from plugins.jio.consignatie.jobs import vorige_maand
from plugins.jio.consignatie.models import Consignatieteam, Declaratie, Rooster, Ruil, Teamfunctie
from plugins.jio.consignatie.procedure import Declaratiestatus, Roosterstatus, Ruilstatus
from plugins.jio.consignatie.services import dekking
from plugins.jio.consignatie.services.overzicht.wacht import wacht
from plugins.jio.demo.mensen import verzin


def test_dezelfde_mensen_elke_keer_en_geen_dubbele_namen():
    mensen = verzin(2026)
    assert mensen == verzin(2026)
    assert len({mens.inlognaam for mens in mensen}) == len({mens.personeelsnummer for mens in mensen}) == len(mensen)
    assert all(mens.geboortedatum < date(2003, 1, 1) for mens in mensen)


@pytest.mark.traag
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("nu", [datetime(2026, 3, 18, 9, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)])
def test_een_jaar_jio(database: Database, installatie: Installatie, nu: datetime):
    ctx = Context(database, installatie, PROGRAMMA, nu)
    schakel(ctx, "jio", True)
    demo.vul(ctx)
    with database.lezen() as s:
        aantallen = {tabel: s.scalar(select(func.count()).select_from(tabel)) for tabel in (Account, Medewerker)}
        op_dienst = s.scalar(
            select(func.count(func.distinct(Teamlid.medewerker_id))).where(
                Teamlid.team_id.in_(
                    select(Consignatieteam.team_id).where(Consignatieteam.functie == Teamfunctie.DISCIPLINE)
                )
            )
        )
        functies = set(s.scalars(select(Consignatieteam.functie)))
        eerder = s.scalar(select(func.count()).where(Rooster.jaar < nu.year, Rooster.status == Roosterstatus.GESLOTEN))
        oss = s.scalar(select(func.count()).where(Consignatieteam.oss))
        ruilen = {ruil.status for ruil in s.scalars(select(Ruil))}
        claims = {claim.status for claim in s.scalars(select(Declaratie).where(Declaratie.vervallen_op.is_(None)))}
    assert aantallen[Account] == aantallen[Medewerker] == 64
    assert (op_dienst, oss, functies, eerder) == (42, 1, set(Teamfunctie), 6)
    assert all(team.nu for team in wacht(ctx).teams)
    assert ruilen == set(Ruilstatus)
    assert claims >= set(Declaratiestatus) - {Declaratiestatus.VERVALLEN, Declaratiestatus.TERUGGEGEVEN}
    gaten = dekking.dekking(ctx, ctx.vandaag, date(ctx.vandaag.year, 12, 31))
    assert len({gat.dienst_id for gat in gaten.gaten}) == 1
    assert (gaten.dubbel, len({niet.dienst_id for niet in gaten.niet_inzetbaar}) > 0) == ((), True)
    run = maak_run(ctx, "jio", vorige_maand(ctx.vandaag))
    assert run.aantal > 10
    # Decision A2: one figure stays unknown, and no other.
    assert (list(run.ontbreekt), run.te_bevestigen) == (["cao.7_6.maximum_locatie_weekend"], [])
