# SPDX-License-Identifier: EUPL-1.2
"""Wishes for a roster year: opened with a closing date, given, reminded, closed, and read by who makes the roster."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht
from core.people.models import Teamlid
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.planning import JOBS
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.wensen import services
from plugins.jio.consignatie.wensen.models import Wens
from plugins.jio.consignatie.wensen.persoonsgegevens import PERSOONSGEGEVENS
from plugins.jio.consignatie.wensen.rules import Wenssoort
from tests.plugins.jio.consignatie.conftest import Wereld, klok

OKTOBER = klok("2023-10-02", "09:00")
SLUIT = date(2023, 11, 1)
HERINNER = date(2023, 10, 25)
MAART, APRIL = date(2024, 3, 5), date(2024, 4, 2)


@pytest.fixture
def herfst(wereld: Wereld) -> tuple[Wereld, int]:
    """October, with a draft of next year and its wishes open."""
    toen = wereld.op(OKTOBER)
    rooster_id = roosters.maak(toen.als("rob"), toen.teams["net"], 2024)
    services.open_ronde(toen.als("rob"), rooster_id, sluit_op=SLUIT, herinner_op=HERINNER)
    return toen, rooster_id


def berichten(wereld: Wereld, soort: str) -> list[int]:
    with wereld.database.lezen() as s:
        return list(s.scalars(select(Bericht.aan_medewerker_id).where(Bericht.soort == soort).order_by(Bericht.id)))


def test_bij_het_openen_krijgt_iedereen_van_het_team_een_keer_een_bericht(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    services.open_ronde(wereld.als("lot"), rooster_id, sluit_op=date(2023, 11, 8))
    team = [wereld.mensen[naam] for naam in ("anna", "bram", "cas", "dina")]
    assert sorted(berichten(wereld, services.GEVRAAGD)) == sorted(team)


def test_wensen_worden_bewaard_veranderd_en_ingetrokken(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    anna = wereld.als("anna")
    services.leg_vast(anna, rooster_id, {MAART: Wenssoort.KAN_NIET, APRIL: Wenssoort.GRAAG})
    services.leg_vast(anna, rooster_id, {MAART: Wenssoort.LIEVER_NIET})
    [ronde] = services.mijn_wensen(anna)
    assert {week.dinsdag: week.soort for week in ronde.weken if week.soort} == {MAART: Wenssoort.LIEVER_NIET}
    assert ronde.open
    assert ronde.beantwoord_op == OKTOBER
    with wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Wens)) == 3, "wat verviel, blijft staan"
        assert [len(soort.inzage(s, wereld.mensen["anna"])) for soort in PERSOONSGEGEVENS] == [3, 1]


def test_na_de_sluitingsdag_komt_er_geen_wens_meer_bij(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    services.leg_vast(wereld.op(klok("2023-11-01", "23:30")).als("anna"), rooster_id, {})
    with pytest.raises(Geweigerd, match="gesloten sinds 01-11-2023"):
        services.leg_vast(wereld.op(klok("2023-11-02", "00:30")).als("anna"), rooster_id, {MAART: Wenssoort.GRAAG})


def test_na_publiceren_zijn_er_geen_wensen_meer(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    rob = wereld.als("rob")
    roosters.vul_op_rotatie(rob, rooster_id, [wereld.mensen[naam] for naam in ("anna", "bram", "cas", "dina")])
    for stap in ("raadpleeg", "publiceer"):
        roosters.zet(rob, rooster_id, stap)
    with pytest.raises(Geweigerd, match="gepubliceerd"):
        services.leg_vast(wereld.als("anna"), rooster_id, {MAART: Wenssoort.GRAAG})
    with pytest.raises(Geweigerd, match="gepubliceerd"):
        services.open_ronde(rob, rooster_id, sluit_op=SLUIT)
    assert not services.mijn_wensen(wereld.als("anna"))[0].open
    assert services.te_herinneren(wereld.op(klok("2023-10-26", "08:15")).programma) == ()


def test_een_ander_team_en_een_collega_komen_er_niet_in(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    for naam in ("otto", "rob"):
        with pytest.raises(GeenToegang):
            services.leg_vast(wereld.als(naam), rooster_id, {MAART: Wenssoort.GRAAG})
    for naam in ("bram", "leo", "hans"):
        with pytest.raises(GeenToegang):
            services.ronde_van(wereld.als(naam), rooster_id)
        with pytest.raises(GeenToegang):
            services.open_ronde(wereld.als(naam), rooster_id, sluit_op=SLUIT)
    assert services.mijn_wensen(wereld.als("otto")) == ()
    with pytest.raises(GeenToegang):
        services.rondes(wereld.als("anna"))
    with pytest.raises(GeenToegang):
        services.ronde_van(wereld.als("rob"), 999)
    with pytest.raises(GeenToegang):
        services.leg_vast(wereld.als("anna"), 999, {})


def test_wie_in_de_loop_van_het_jaar_bij_het_team_komt_mag_ook_wensen(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    with wereld.database.transactie() as s:
        s.add(Teamlid(team_id=wereld.teams["net"], medewerker_id=wereld.mensen["olga"], van=date(2024, 7, 1)))
    services.leg_vast(wereld.als("olga"), rooster_id, {})
    assert len(services.ronde_van(wereld.als("lot"), rooster_id).antwoorden) == 5


def test_de_roosterbeheerder_ziet_wie_antwoordde_en_welke_week_krap_is(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    services.leg_vast(wereld.als("anna"), rooster_id, {MAART: Wenssoort.KAN_NIET, APRIL: Wenssoort.GRAAG})
    services.leg_vast(wereld.als("bram"), rooster_id, {MAART: Wenssoort.KAN_NIET})
    ronde = services.ronde_van(wereld.als("rob"), rooster_id)
    assert ronde.beantwoord == 2
    assert ronde.niet(MAART) == ("Anna", "Bram")
    anna = ronde.antwoorden[0]
    assert (anna.aantal(Wenssoort.KAN_NIET), anna.aantal(Wenssoort.GRAAG)) == (1, 1)
    assert [een.kop.id for een in services.rondes(wereld.als("lot"))] == [rooster_id]
    assert services.rondes(wereld.als("leo")) == ()


def test_de_herinnering_gaat_een_keer_naar_wie_nog_niet_antwoordde(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    services.leg_vast(wereld.als("anna"), rooster_id, {})
    [job] = [job for job in JOBS if job.id == "jio.wensen_herinnering"]
    assert job.werk(wereld.op(klok("2023-10-24", "08:15")).programma, date(2023, 10, 24)) == []
    ctx = wereld.op(klok("2023-10-26", "08:15")).programma
    assert job.werk(ctx, date(2023, 10, 26)) == [str(rooster_id)], "een dag te laat is nog op tijd"
    for _ in range(2):
        job.doe(ctx, date(2023, 10, 26), str(rooster_id))
    assert berichten(wereld, services.HERINNERING) == [wereld.mensen[naam] for naam in ("bram", "cas", "dina")]
    assert job.werk(ctx, date(2023, 10, 26)) == []
