# SPDX-License-Identifier: EUPL-1.2
"""The change of guard: forwarding ticked off with its moment, the note for who comes next, the reminder (JIO 7.6)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk.services import wisseling
from plugins.jio.consignatie.dutydesk.services.wisseling import Punt
from plugins.jio.consignatie.jobs import JOBS
from plugins.jio.consignatie.models import Dienst
from tests.plugins.jio.consignatie.dutydesk.conftest import DINSDAG, Bureau

VOLGENDE = date(2023, 9, 19)


def dienst(bureau: Bureau, dinsdag: date) -> int:
    with bureau.wereld.database.lezen() as s:
        return s.scalars(
            select(Dienst.id).where(Dienst.team_id == bureau.wereld.teams["net"], Dienst.dinsdag == dinsdag)
        ).one()


def test_doorschakelen_wordt_afgevinkt_met_de_tijd(bureau: Bureau):
    id, anna = dienst(bureau, DINSDAG), bureau.op("17:01", "2023-09-12").als("anna")
    assert wisseling.beeld(anna, id).doorgeschakeld is None
    with pytest.raises(Geweigerd) as fout:
        wisseling.vink_af(anna, id, [Punt.BEREIKBAAR, Punt.MIDDELEN])
    assert fout.value.veld == "doorgeschakeld"
    wisseling.vink_af(anna, id, list(Punt))
    gedaan = wisseling.beeld(anna, id).doorgeschakeld
    assert gedaan is not None
    assert (gedaan.naam, gedaan.op, set(gedaan.punten)) == ("Anna", anna.nu, set(Punt))
    assert wisseling.afgevinkt(bureau.desk, [id]) == {id: anna.nu}
    assert wisseling.afgevinkt(bureau.als("bram"), [id]) == {}


def test_afvinken_kan_alleen_wie_de_dienst_heeft_en_rond_het_begin(bureau: Bureau):
    id = dienst(bureau, DINSDAG)
    with pytest.raises(Geweigerd, match="een dag voor"):
        wisseling.vink_af(bureau.op("12:00", "2023-09-10").als("anna"), id, list(Punt))
    with pytest.raises(Geweigerd, match="voorbij"):
        wisseling.vink_af(bureau.op("09:00", "2023-09-19").als("anna"), id, list(Punt))
    for ctx in (bureau.als("bram"), bureau.als("lot"), bureau.desk):
        with pytest.raises(GeenToegang):
            wisseling.vink_af(ctx, id, list(Punt))


def test_de_overdracht_komt_bij_de_opvolger(bureau: Bureau):
    bureau.wereld.geef({dienst(bureau, VOLGENDE): "bram"})
    oud, nieuw = dienst(bureau, DINSDAG), dienst(bureau, VOLGENDE)
    with pytest.raises(Geweigerd):
        wisseling.schrijf_overdracht(bureau.als("anna"), oud, "  ")
    with pytest.raises(Geweigerd, match="nog niet begonnen"):
        wisseling.schrijf_overdracht(bureau.als("bram"), nieuw, "Te vroeg")
    wisseling.schrijf_overdracht(bureau.als("anna"), oud, "Let op de mail")
    gelezen = wisseling.beeld(bureau.als("bram"), nieuw).ontvangen
    assert gelezen is not None
    assert (gelezen.naam, gelezen.notitie) == ("Anna", "Let op de mail")
    # Who takes over may also open the page of the duty before.
    assert wisseling.beeld(bureau.als("bram"), oud).eigen_notitie == gelezen
    for naam in ("cas", "leo"):
        with pytest.raises(GeenToegang):
            wisseling.beeld(bureau.als(naam), oud)
    with bureau.wereld.database.lezen() as s:
        [bericht] = s.scalars(select(Bericht).where(Bericht.soort == "jio.wissel_gelezen")).all()
    assert (bericht.aan_medewerker_id, bericht.gegevens) == (bureau.wereld.mensen["bram"], {"dienst": nieuw})


def test_de_wekelijkse_job_herinnert_een_keer_aan_beide(bureau: Bureau):
    bureau.wereld.geef({dienst(bureau, VOLGENDE): "bram"})
    job = next(job for job in JOBS if job.id == "jio.wisseling")
    ctx = bureau.op("17:00", "2023-09-19").programma
    for _ in range(2):
        for sleutel in job.werk(ctx, VOLGENDE):
            job.doe(ctx, VOLGENDE, sleutel)
    with bureau.wereld.database.lezen() as s:
        gemeld = dict(
            s.execute(
                select(Bericht.soort, func.count())
                .where(Bericht.soort.in_(("jio.wissel_doorschakelen", "jio.wissel_overdracht")))
                .group_by(Bericht.soort)
            ).all()
        )
    assert gemeld == {"jio.wissel_doorschakelen": 1, "jio.wissel_overdracht": 1}


def test_wie_al_deed_wat_moet_krijgt_geen_herinnering(bureau: Bureau):
    bureau.wereld.geef({dienst(bureau, VOLGENDE): "bram"})
    wisseling.schrijf_overdracht(bureau.als("anna"), dienst(bureau, DINSDAG), "Rustig")
    wisseling.vink_af(bureau.op("16:00", "2023-09-19").als("bram"), dienst(bureau, VOLGENDE), list(Punt))
    wisseling.herinner(bureau.op("17:00", "2023-09-19").programma, dienst(bureau, VOLGENDE))
    with bureau.wereld.database.lezen() as s:
        soorten = set(s.scalars(select(Bericht.soort)))
    assert not soorten & {"jio.wissel_doorschakelen", "jio.wissel_overdracht"}
