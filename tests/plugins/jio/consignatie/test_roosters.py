# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, "Consignatierooster": a year of duties, filled, consulted and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from core.berichten.models import Taak
from core.contributions import Loonregel
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer import services as parameterbeheer
from core.rules import Geweigerd
from plugins.jio.consignatie.maandbron import Consignatietoelage
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.services import aanwijzingen, dekking, roosters
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from tests.plugins.jio.consignatie.conftest import JAAR, Wereld, klok, rooster_van

BEGIN_2023 = datetime(2022, 12, 1, tzinfo=UTC)


def test_jio_7_6_een_dienst_voor_elke_dinsdag_met_de_uren_van_de_rekenregel(wereld: Wereld):
    ctx = wereld.op(BEGIN_2023).als("rob")
    rooster_id = roosters.maak(ctx, wereld.teams["net"], JAAR)
    with wereld.database.lezen() as s:
        diensten = s.scalars(select(Dienst).where(Dienst.rooster_id == rooster_id).order_by(Dienst.dinsdag)).all()
    jaar = roosters.jaar(ctx, JAAR)
    assert len(diensten) == jaar.aantal_diensten == 52
    assert sum(dienst.uren for dienst in diensten) == jaar.som_uren
    assert diensten[0].begin == klok("2023-01-03", "17:00")
    assert diensten[-1].einde == klok("2024-01-02", "08:00")
    # 26 December 2023 is a feestdag on a Tuesday: the duty of 19 December runs on into the next one.
    overlap = {dienst.dinsdag: dienst.overlap_uren for dienst in diensten if dienst.overlap_uren}
    assert overlap == {date(2023, 12, 19): 15}


def test_een_rooster_van_een_jaar_bestaat_een_keer(wereld: Wereld):
    roosters.maak(wereld.als("rob"), wereld.teams["net"], JAAR)
    with pytest.raises(Geweigerd, match="bestaat al"):
        roosters.maak(wereld.als("rob"), wereld.teams["net"], JAAR)
    assert roosters.open_jaar(wereld.programma, wereld.teams["net"], JAAR) is False
    assert roosters.teams_zonder_rooster(wereld.programma, JAAR) == (wereld.teams["oss"],)


def test_rotatie_geeft_iedereen_even_vaak_dienst_en_zegt_dat_de_atw_niet_is_getoetst(wereld: Wereld):
    ctx = wereld.op(BEGIN_2023).als("lot")
    rooster_id = roosters.maak(ctx, wereld.teams["net"], JAAR)
    volgorde = [wereld.mensen[naam] for naam in ("anna", "bram", "cas", "dina")]
    vulling = roosters.vul_op_rotatie(ctx, rooster_id, volgorde)
    assert (vulling.gevuld, vulling.niet, vulling.arbeidstijden_getoetst) == (52, (), False)
    with wereld.database.lezen() as s:
        aantallen = s.execute(select(Dienstdeel.medewerker_id, func.count()).group_by(Dienstdeel.medewerker_id))
        assert {aantal for _, aantal in aantallen} == {13}
    assert roosters.vul_op_rotatie(ctx, rooster_id, volgorde).gevuld == 0


def test_rotatie_slaat_over_wie_niet_kan(wereld: Wereld):
    ctx = wereld.op(BEGIN_2023).als("rob")
    hr = wereld.op(BEGIN_2023).als("hans")
    wereld.afwezig("anna", "verlof", date(2023, 1, 9), date(2023, 1, 9))
    aanwijzingen.leg_pas_vast(hr, wereld.mensen["bram"], date(2023, 1, 1))
    aanwijzingen.leg_ontheffing_vast(hr, wereld.mensen["cas"], date(2023, 1, 1), date(2023, 6, 30))
    rooster_id = roosters.maak(ctx, wereld.teams["net"], JAAR)
    volgorde = [wereld.mensen[naam] for naam in ("anna", "bram", "cas", "dina")]
    roosters.vul_op_rotatie(ctx, rooster_id, volgorde)
    with wereld.database.lezen() as s:
        per_dinsdag = dict(
            s.execute(
                select(Dienst.dinsdag, Dienstdeel.medewerker_id).join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            ).all()
        )
    # Anna is away in the first week, and gets the next duty instead; Bram never comes, Cas from July on.
    assert [per_dinsdag[date(2023, 1, dag)] for dag in (3, 10, 17)] == [
        wereld.mensen["dina"],
        wereld.mensen["anna"],
        wereld.mensen["dina"],
    ]
    assert wereld.mensen["bram"] not in per_dinsdag.values()
    assert min(dag for dag, wie in per_dinsdag.items() if wie == wereld.mensen["cas"]) == date(2023, 7, 4)


def test_rotatie_zet_niemand_op_twee_diensten_tegelijk(wereld: Wereld):
    """Only one person in the rotation: the overlap on 26 December 2023 leaves a duty open, and says so."""
    ctx = wereld.op(BEGIN_2023).als("rob")
    rooster_id = roosters.maak(ctx, wereld.teams["net"], JAAR)
    vulling = roosters.vul_op_rotatie(ctx, rooster_id, [wereld.mensen["anna"]])
    assert [niet.dinsdag for niet in vulling.niet] == [date(2023, 12, 26)]
    roosters.zet(ctx, rooster_id, "raadpleeg")
    with pytest.raises(Geweigerd, match="1 diensten zijn nog niet gevuld, als eerste 2023-12-26"):
        roosters.zet(ctx, rooster_id, "publiceer")


def test_met_de_hand_toewijzen_weigert_wie_niet_mag(wereld: Wereld):
    ctx = wereld.op(BEGIN_2023).als("rob")
    rooster_id = roosters.maak(ctx, wereld.teams["net"], JAAR)
    with wereld.database.lezen() as s:
        dienst = s.scalars(select(Dienst).where(Dienst.rooster_id == rooster_id).order_by(Dienst.dinsdag)).first()
    assert dienst is not None
    with pytest.raises(Geweigerd, match="hoort dan niet bij het team"):
        roosters.wijs_toe(ctx, dienst.id, wereld.mensen["otto"])
    wereld.afwezig("anna", "ziekte", date(2022, 12, 1), None)
    with pytest.raises(Geweigerd, match="Anna kan niet: ziekte"):
        roosters.wijs_toe(ctx, dienst.id, wereld.mensen["anna"])
    uitkomst = roosters.wijs_toe(ctx, dienst.id, wereld.mensen["bram"])
    assert uitkomst is not None
    assert not uitkomst.arbeidstijden_getoetst
    assert [naam for naam, _, _ in wereld.wie(dienst.id)] == ["bram"]
    roosters.wijs_toe(ctx, dienst.id, None)
    assert wereld.wie(dienst.id) == []


def test_stappen_van_het_rooster(wereld: Wereld):
    diensten = wereld.publiceer()
    ctx = wereld.als("rob")
    with wereld.database.lezen() as s:
        rooster = s.scalars(select(Rooster)).one()
    assert (rooster.status, rooster.versie) == ("gepubliceerd", 1)
    with pytest.raises(StapNietMogelijk):
        roosters.zet(ctx, rooster.id, "raadpleeg")
    with pytest.raises(Geweigerd, match="gepubliceerd"):
        roosters.wijs_toe(ctx, diensten[date(2023, 1, 3)], wereld.mensen["anna"])
    with pytest.raises(Geweigerd, match="nog niet afgelopen"):
        roosters.zet(replace(ctx, nu=BEGIN_2023), rooster.id, "sluit")
    roosters.zet(ctx, rooster.id, "sluit")
    with pytest.raises(Geweigerd, match="waarom"):
        roosters.zet(ctx, rooster.id, "heropen")
    roosters.zet(ctx, rooster.id, "heropen", "een ruil is vergeten")


@pytest.mark.parametrize("naam", ["anna", "hans", "om", "leo"])
def test_alleen_de_eigen_leidinggevende_en_de_roosterbeheerder_maken_het_rooster(wereld: Wereld, naam: str):
    with pytest.raises(GeenToegang):
        roosters.maak(wereld.als(naam), wereld.teams["net"], JAAR)


def test_jio_7_6_een_andere_kalender_verschuift_alleen_diensten_die_nog_komen(wereld: Wereld):
    """5 December becomes a closing day: the duty that would end on it runs on, and overlaps with the next one."""
    diensten = wereld.publiceer()
    voor, na = (diensten[date(2023, 11, dag)] for dag in (28, 21))
    wereld.geef({voor: "anna", na: "bram", diensten[date(2023, 12, 5)]: "cas"})
    nu = wereld.op(klok("2023-11-01", "09:00"))
    nummer = parameterbeheer.stel_voor(
        nu.als("hans"),
        sleutel="kalender.sluitingsdagen",
        waarde="2023-12-05",
        vanaf=date(2023, 1, 1),
        bron="proef",
        reden="proef",
        soort="wijziging",
    )
    parameterbeheer.keur_goed(nu.als("hilda"), nummer)
    dekking.controleer(nu.programma, wereld.teams["net"])
    rooster = rooster_van(wereld, voor)
    with wereld.database.lezen() as s:
        [taak] = s.scalars(select(Taak).where(Taak.soort == roosters.TAAK_KALENDER, Taak.opgelost_op.is_(None)))
    assert taak.sleutel == str(rooster.id)
    with pytest.raises(GeenToegang):
        roosters.herbereken(nu.als("anna"), rooster.id)
    assert roosters.herbereken(nu.als("rob"), rooster.id) == (date(2023, 11, 28), date(2023, 12, 5))
    assert roosters.herbereken(nu.als("rob"), rooster.id) == ()
    assert wereld.wie(voor) == [("anna", klok("2023-11-28", "17:00"), klok("2023-12-06", "08:00"))]
    assert wereld.wie(na) == [("bram", klok("2023-11-21", "17:00"), klok("2023-11-28", "08:00"))]
    with wereld.database.lezen() as s:
        dienst = s.get_one(Dienst, voor)
    # The night of Monday, Tuesday as a holiday, and the night after it.
    assert (dienst.uren, dienst.uren_feestdag, dienst.overlap_uren) == (147, 24, 15)
    assert rooster_van(wereld, voor).versie == 2
    # Until then the hours that the duty had grown by were nobody's.
    dekking.controleer(nu.programma, wereld.teams["net"])
    with wereld.database.lezen() as s:
        assert s.scalars(select(Taak).where(Taak.opgelost_op.is_(None))).all() == []


def test_een_dienst_die_voorbij_is_telt_zoals_de_kalender_hem_nu_kent(wereld: Wereld):
    """A reading entered late shortens what counts of a duty that was performed; it never lengthens it."""
    diensten = wereld.publiceer()
    dienst_id = diensten[date(2023, 12, 19)]
    wereld.geef({dienst_id: "anna", diensten[date(2023, 12, 26)]: "bram"})
    nummer = parameterbeheer.stel_voor(
        wereld.als("hans"),
        sleutel="jio_cons.holiday_handover",
        waarde="CUT",
        vanaf=date(2023, 12, 1),
        bron="proef",
        reden="proef",
        soort="wijziging",
    )
    parameterbeheer.keur_goed(wereld.als("hilda"), nummer)
    wereld.keur_alles_goed(dienst_id)
    # The duty of 19 December now ends on Tuesday 17.00 uur: the fifteen hours after it are not paid twice.
    geldend = parameterbeheer.geldende_parameters(wereld.programma)
    uren = kalender_van(geldend).dienst(date(2023, 12, 19)).uren.totaal
    assert wereld.claim(dienst_id, "anna").minuten == uren * 60
    with wereld.database.lezen() as s:
        lijst = Consignatietoelage().bereken(s, "2023-12", [wereld.mensen["anna"]], geldend)
        regel = next(regel for regel in lijst if regel.feit == f"dienst/{dienst_id}")
    assert isinstance(regel, Loonregel)
    assert '"tot":"2023-12-26T17:00"' in regel.gegeven
