# SPDX-License-Identifier: EUPL-1.2
"""On what the height of the allowance hangs: the situation of a team, and the letter of designation (JIO 7.6)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.calendar.kwartieren import Tijdvak
from core.ledger.models import Boekingsmerk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Ontheffing, Situatie
from plugins.jio.consignatie.services import aanwijzingen, teams
from plugins.jio.consignatie.services.brieven import Brief, aangewezen
from tests.plugins.jio.consignatie.conftest import Wereld, klok


def test_een_situatie_geldt_pas_als_een_ander_haar_goedkeurt(wereld: Wereld):
    """Decision A3: money hangs on it, so two people of HR decide."""
    wereld.publiceer()
    hans, hilda = wereld.als("hans"), wereld.als("hilda")
    nummer = teams.stel_situatie_voor(
        hans,
        wereld.teams["net"],
        vanaf=date(2023, 12, 1),
        situatie=Situatie.NAAR_LOCATIE,
        plaatsgebonden=False,
        bron="besluit van de directie",
    )
    regel = next(team for team in teams.teams(hans) if team.code == "net")
    assert regel.situatie is not None
    assert (regel.situatie.situatie, regel.situaties[0].eigen_voorstel) == (Situatie.THUIS, True)
    with pytest.raises(Geweigerd, match="een ander dan de voorsteller"):
        teams.beslis_situatie(hans, nummer, akkoord=True)
    with pytest.raises(Geweigerd, match="een ander dan de voorsteller"):
        teams.beslis_situatie(wereld.programma, nummer, akkoord=True)
    with pytest.raises(GeenToegang):
        teams.beslis_situatie(wereld.als("lot"), nummer, akkoord=True)
    teams.beslis_situatie(hilda, nummer, akkoord=True)
    with pytest.raises(Geweigerd, match="al besloten"):
        teams.beslis_situatie(hilda, nummer, akkoord=False)
    regel = next(team for team in teams.teams(hilda) if team.code == "net")
    assert regel.situatie is not None
    assert regel.situatie.moet_naar_locatie
    with wereld.database.lezen() as s:
        perioden = set(s.scalars(select(Boekingsmerk.periode)))
    assert {"2023-12", "2024-01"} <= perioden
    assert "2023-10" not in perioden


def test_oss_buitendienst_volgt_vanaf_2024_de_genoemde_lezing(wereld: Wereld):
    def situatie(dag: date) -> teams.Geldendesituatie:
        with wereld.database.lezen() as s:
            gevonden = teams.Situaties(s, wereld.installatie.parameters).op(wereld.teams["oss"], dag)
        assert gevonden is not None
        return gevonden

    voor, na = situatie(date(2023, 12, 31)), situatie(date(2024, 1, 1))
    assert (voor.plaatsgebonden, voor.lezing) == (True, None)
    assert (na.plaatsgebonden, na.moet_naar_locatie) == (False, True)
    assert na.lezing is not None
    assert na.lezing.sleutel == "jio_cons.oss_situatie"


@pytest.mark.parametrize(
    ("nummer", "reden"), [("0612345678", "08807"), ("088070001", "tien cijfers"), ("0880700002", "ander team")]
)
def test_jio_7_6_het_nummer_van_een_team_begint_met_08807(wereld: Wereld, nummer: str, reden: str):
    with pytest.raises(Geweigerd, match=reden):
        teams.stel_in(wereld.als("hans"), wereld.teams["net"], discipline="Netwerk", nummer=nummer)
    teams.stel_in(wereld.als("rob"), wereld.teams["net"], discipline="Netwerk", nummer="0880700009")


def test_een_brief_geldt_vanaf_de_handtekening_en_tot_de_intrekking(wereld: Wereld):
    hr, wie = wereld.als("hans"), wereld.mensen["lot"]
    brief_id = aanwijzingen.leg_brief_vast(hr, wie, per=date(2023, 3, 1))
    with pytest.raises(Geweigerd, match="al een brief"):
        aanwijzingen.leg_brief_vast(hr, wie, per=date(2023, 3, 1))
    with pytest.raises(Geweigerd, match="toekomst"):
        aanwijzingen.teken_brief(hr, brief_id, date(2030, 1, 1))
    aanwijzingen.teken_brief(hr, brief_id, date(2023, 3, 10))
    with pytest.raises(Geweigerd, match="al getekend"):
        aanwijzingen.teken_brief(hr, brief_id, date(2023, 3, 11))
    with pytest.raises(Geweigerd, match="voor de ingangsdatum"):
        aanwijzingen.trek_brief_in(hr, brief_id, date(2023, 2, 1))
    aanwijzingen.trek_brief_in(hr, brief_id, date(2023, 6, 1))
    [regel] = aanwijzingen.brievenlijst(wereld.als("lot"), wie)
    assert (regel.per, regel.getekend_op, regel.ingetrokken_per) == (
        date(2023, 3, 1),
        date(2023, 3, 10),
        date(2023, 6, 1),
    )
    for naam in ("anna", "lot"):
        with pytest.raises(GeenToegang):
            aanwijzingen.brievenlijst(wereld.als(naam))


def test_een_andere_einddatum_van_een_ontheffing_is_een_nieuwe_regel_en_de_grond_bestaat_niet(wereld: Wereld):
    hr, wie = wereld.als("hans"), wereld.mensen["anna"]
    aanwijzingen.leg_ontheffing_vast(hr, wie, date(2023, 1, 1), date(2023, 3, 31))
    aanwijzingen.leg_ontheffing_vast(hr, wie, date(2023, 1, 1), date(2023, 4, 30))
    with wereld.database.lezen() as s:
        rijen = s.scalars(select(Ontheffing).order_by(Ontheffing.id)).all()
    assert [(rij.tot_en_met, rij.ingetrokken_op is None) for rij in rijen] == [
        (date(2023, 3, 31), False),
        (date(2023, 4, 30), True),
    ]
    assert [periode.tot_en_met for periode in aanwijzingen.inzetperioden(hr, Ontheffing)] == [date(2023, 4, 30)]
    assert "grond" not in Ontheffing.__table__.columns
    with pytest.raises(GeenToegang):
        aanwijzingen.inzetperioden(wereld.als("rob"), Ontheffing)
    with pytest.raises(Geweigerd):
        aanwijzingen.leg_pas_vast(hr, wie, date(2023, 5, 1), date(2023, 4, 1))


DAGEN = st.dates(date(2023, 1, 1), date(2023, 12, 31))


@given(st.lists(st.tuples(DAGEN, st.one_of(st.none(), DAGEN)), max_size=3), DAGEN, st.integers(1, 200))
def test_wat_is_aangewezen_ligt_binnen_het_gewerkte_en_binnen_een_brief(
    perioden: list[tuple[date, date | None]], dag: date, uren: int
):
    brieven = [Brief(nr, van, tot) for nr, (van, tot) in enumerate(perioden)]
    begin = datetime(dag.year, dag.month, dag.day, 17, tzinfo=UTC)
    vak = Tijdvak(begin, datetime.fromtimestamp(begin.timestamp() + uren * 3600, UTC))
    geldig = aangewezen([vak], brieven)
    assert all(vak.van <= deel.van < deel.tot <= vak.tot for deel in geldig.vakken)
    assert (geldig.per is None) == (not geldig.vakken)
    for brief in brieven:
        if (deel := brief.tijdvak.doorsnede(vak)) is not None:
            assert any(geldend.van <= deel.van and deel.tot <= geldend.tot for geldend in geldig.vakken)


def test_een_aanwijzing_begint_om_middernacht():
    vak = Tijdvak(klok("2023-09-12", "17:00"), klok("2023-09-19", "08:00"))
    geldig = aangewezen([vak], [Brief(1, date(2023, 9, 15), None)])
    assert geldig.vakken == (Tijdvak(klok("2023-09-15", "00:00"), vak.tot),)
