# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, "Roosterwijzigingen": a swap is offered, taken, known and recorded, and only then does it pay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.models import Boekingsmerk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Aanwijzing, Dienstdeel, Ruil
from plugins.jio.consignatie.services import gevolgen, roosters, ruilen
from plugins.jio.consignatie.services.gevolgen import Waarschuwing
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from tests.plugins.jio.consignatie.conftest import JAAR, Wereld, klok, rooster_van

VROEG = datetime(JAAR - 1, 12, 15, tzinfo=UTC)
EEN, TWEE = date(2023, 9, 12), date(2023, 9, 19)


@pytest.fixture
def diensten(wereld: Wereld) -> dict[date, int]:
    """Anna has the duty of 12 September, Bram the next one, Cas the one after."""
    per_dinsdag = wereld.publiceer()
    wereld.geef({per_dinsdag[EEN]: "anna", per_dinsdag[TWEE]: "bram", per_dinsdag[TWEE + timedelta(days=7)]: "cas"})
    return per_dinsdag


def regel(wereld: Wereld, ruil_id: int, overnemer: str) -> None:
    """Bring a swap up to "bekend"."""
    ruilen.neem_over(wereld.als(overnemer), ruil_id)
    ruilen.meld_bekend(wereld.als("lot"), ruil_id)


def test_hele_dienst_geruild_pas_na_vastleggen_staat_het_in_het_rooster(wereld: Wereld, diensten: dict[date, int]):
    wereld = wereld.op(VROEG)
    ruil_id = ruilen.bied_aan(wereld.als("anna"), Deelkeuze(diensten[EEN]))
    regel(wereld, ruil_id, "cas")
    assert [naam for naam, _, _ in wereld.wie(diensten[EEN])] == ["anna"]
    ruilen.leg_vast(wereld.als("rob"), ruil_id)
    assert wereld.wie(diensten[EEN]) == [("cas", klok("2023-09-12", "17:00"), klok("2023-09-19", "08:00"))]
    rooster = rooster_van(wereld, diensten[EEN])
    assert (rooster.status, rooster.versie) == ("gewijzigd", 2)
    with wereld.database.lezen() as s:
        merken = {(merk.periode, merk.medewerker_id) for merk in s.scalars(select(Boekingsmerk))}
        berichten = {
            bericht.aan_medewerker_id
            for bericht in s.scalars(select(Bericht).where(Bericht.soort == "jio.ruil_vastgelegd"))
        }
        rijen = s.scalars(select(Dienstdeel).where(Dienstdeel.dienst_id == diensten[EEN])).all()
    beiden = {wereld.mensen["anna"], wereld.mensen["cas"]}
    assert {("2023-09", wie) for wie in beiden} <= merken
    assert berichten == beiden
    # Nothing is overwritten: what Anna had stands there, lapsed.
    assert {(rij.medewerker_id, rij.vervallen_op is None, rij.ruil_id) for rij in rijen} >= {
        (wereld.mensen["anna"], False, None),
        (wereld.mensen["cas"], True, ruil_id),
    }


def test_deel_van_een_dienst_met_een_dienst_terug(wereld: Wereld, diensten: dict[date, int]):
    wereld = wereld.op(VROEG)
    weekend = Deelkeuze(diensten[EEN], klok("2023-09-15", "17:00"), klok("2023-09-18", "08:00"))
    ruil_id = ruilen.bied_aan(
        wereld.als("anna"), weekend, gevraagde_id=wereld.mensen["bram"], terug=Deelkeuze(diensten[TWEE])
    )
    regel(wereld, ruil_id, "bram")
    ruilen.leg_vast(wereld.als("rob"), ruil_id)
    assert [naam for naam, _, _ in wereld.wie(diensten[EEN])] == ["anna", "bram", "anna"]
    assert [naam for naam, _, _ in wereld.wie(diensten[TWEE])] == ["anna"]


def test_wie_wat_mag_en_in_welke_volgorde(wereld: Wereld, diensten: dict[date, int]):
    wereld = wereld.op(VROEG)
    ruil_id = ruilen.bied_aan(wereld.als("anna"), Deelkeuze(diensten[EEN]), gevraagde_id=wereld.mensen["bram"])
    with pytest.raises(GeenToegang):
        ruilen.neem_over(wereld.als("cas"), ruil_id)
    with pytest.raises(StapNietMogelijk):
        ruilen.meld_bekend(wereld.als("lot"), ruil_id)
    with pytest.raises(GeenToegang):
        ruilen.sla_af(wereld.als("anna"), ruil_id)
    ruilen.neem_over(wereld.als("bram"), ruil_id)
    with pytest.raises(GeenToegang):
        ruilen.meld_bekend(wereld.als("leo"), ruil_id)
    with pytest.raises(StapNietMogelijk):
        ruilen.leg_vast(wereld.als("rob"), ruil_id)
    ruilen.meld_bekend(wereld.als("lot"), ruil_id)
    with pytest.raises(StapNietMogelijk):
        ruilen.trek_in(wereld.als("anna"), ruil_id)
    with pytest.raises(GeenToegang):
        ruilen.leg_vast(wereld.als("lot"), ruil_id)
    with pytest.raises(GeenToegang):
        ruilen.leg_vast(wereld.programma, ruil_id)


def test_intrekken_afslaan_en_weigeren(wereld: Wereld, diensten: dict[date, int]):
    wereld = wereld.op(VROEG)

    def aanbod(gevraagde_id: int | None = None) -> int:
        return ruilen.bied_aan(wereld.als("anna"), Deelkeuze(diensten[EEN]), gevraagde_id=gevraagde_id)

    ingetrokken = aanbod()
    with pytest.raises(Geweigerd, match="bied je al aan"):
        aanbod()
    ruilen.trek_in(wereld.als("anna"), ingetrokken)
    afgeslagen = aanbod(wereld.mensen["bram"])
    ruilen.sla_af(wereld.als("bram"), afgeslagen)
    geweigerd = aanbod()
    ruilen.neem_over(wereld.als("bram"), geweigerd)
    with pytest.raises(Geweigerd, match="waarom"):
        ruilen.weiger(wereld.als("lot"), geweigerd, " ")
    ruilen.weiger(wereld.als("lot"), geweigerd, "Dan is niemand van het team vrij.")
    with wereld.database.lezen() as s:
        assert [ruil.status.value for ruil in s.scalars(select(Ruil).order_by(Ruil.id))] == [
            "ingetrokken",
            "geweigerd",
            "geweigerd",
        ]
    assert [naam for naam, _, _ in wereld.wie(diensten[EEN])] == ["anna"]


@pytest.mark.parametrize(
    ("keuze", "veld"),
    [
        (lambda d: Deelkeuze(d[TWEE]), "dienst"),
        (lambda d: Deelkeuze(d[EEN], klok("2023-09-11", "17:00")), "van"),
        (lambda d: Deelkeuze(d[EEN], klok("2023-09-15", "17:00"), klok("2023-09-15", "17:00")), "tot"),
        (lambda d: Deelkeuze(999_999), "dienst"),
    ],
    ids=["dienst van een ander", "voor het begin", "leeg", "bestaat niet"],
)
def test_een_aanbod_van_wat_je_niet_hebt_wordt_geweigerd(wereld: Wereld, diensten: dict[date, int], keuze, veld: str):
    with pytest.raises(Geweigerd) as fout:
        ruilen.bied_aan(wereld.op(VROEG).als("anna"), keuze(diensten))
    assert fout.value.veld == veld


def test_wie_verlof_heeft_of_van_een_ander_team_is_neemt_niet_over(wereld: Wereld, diensten: dict[date, int]):
    wereld = wereld.op(VROEG)
    ruil_id = ruilen.bied_aan(wereld.als("anna"), Deelkeuze(diensten[EEN]))
    wereld.afwezig("cas", "verlof", date(2023, 9, 14), date(2023, 9, 14))
    with pytest.raises(Geweigerd, match="Cas kan niet: verlof"):
        ruilen.neem_over(wereld.als("cas"), ruil_id)
    with pytest.raises(Geweigerd, match="hoort dan niet bij het team"):
        ruilen.neem_over(wereld.als("otto"), ruil_id)
    with pytest.raises(Geweigerd, match="je eigen dienst"):
        ruilen.neem_over(wereld.als("anna"), ruil_id)


def test_niemand_komt_door_een_ruil_in_twee_diensten_tegelijk(wereld: Wereld):
    """The duty of 19 December 2023 overlaps with the next one: who has the next one cannot take it."""
    diensten = wereld.publiceer()
    wereld.geef({diensten[date(2023, 12, 19)]: "anna", diensten[date(2023, 12, 26)]: "bram"})
    vroeg = wereld.op(VROEG)
    ruil_id = ruilen.bied_aan(vroeg.als("anna"), Deelkeuze(diensten[date(2023, 12, 19)]))
    regel(vroeg, ruil_id, "bram")
    with pytest.raises(Geweigerd, match="al een andere dienst"):
        ruilen.leg_vast(vroeg.als("rob"), ruil_id)
    assert [naam for naam, _, _ in wereld.wie(diensten[date(2023, 12, 19)])] == ["anna"]


def test_gevolg_toont_ieder_het_eigen_bedrag_en_de_leidinggevende_alleen_kwartieren(
    wereld: Wereld, diensten: dict[date, int]
):
    wereld = wereld.op(VROEG)
    weekend = Deelkeuze(diensten[EEN], klok("2023-09-15", "17:00"), klok("2023-09-18", "08:00"))
    ruil_id = ruilen.bied_aan(wereld.als("anna"), weekend, gevraagde_id=wereld.mensen["cas"])
    voor_anna, voor_cas, voor_lot = (gevolgen.gevolg(wereld.als(naam), ruil_id) for naam in ("anna", "cas", "lot"))
    anna, cas = voor_anna.personen
    assert (anna.kwartieren_voor.totaal, anna.kwartieren_na.totaal) == (492, 240)
    assert (cas.kwartieren_voor.totaal, cas.kwartieren_na.totaal) == (0, 252)
    assert anna.kwartieren_na.totaal + cas.kwartieren_na.totaal == 492
    # 3,500 euro: 75 hours at 5 % and 48 hours at 10 % of 3,500 / 156 is 191.83; of it the week is 60 hours.
    assert (anna.voor_centen, anna.na_centen, cas.voor_centen, cas.na_centen) == (19183, 6731, None, None)
    assert (voor_cas.personen[1].na_centen, voor_cas.personen[0].voor_centen) == (12452, None)
    assert {persoon.na_centen for persoon in voor_lot.personen} == {None}
    assert voor_lot.personen[1].kwartieren_na.zaterdag == 96
    assert voor_lot.waarschuwingen == (Waarschuwing.ARBEIDSTIJDEN_NIET_GETOETST,)
    with pytest.raises(GeenToegang):
        gevolgen.gevolg(wereld.als("bram"), ruil_id)


def test_gevolg_waarschuwt_voor_kwartier_aanwijzing_en_begonnen_dienst(wereld: Wereld, diensten: dict[date, int]):
    laat = wereld.op(klok("2023-09-14", "12:00"))
    with wereld.database.transactie() as s:
        dienst_id = diensten[EEN]
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == wereld.mensen["cas"])).one()
        brief.ingetrokken_per = date(2023, 9, 16)
    ruil_id = ruilen.bied_aan(
        laat.als("anna"), Deelkeuze(dienst_id, klok("2023-09-13", "18:07"), klok("2023-09-19", "08:00"))
    )
    gevolg = gevolgen.gevolg(laat.als("cas"), ruil_id)
    assert gevolg.waarschuwingen == (
        Waarschuwing.BUITEN_KWARTIEREN,
        Waarschuwing.DIENST_BEGONNEN,
        Waarschuwing.ARBEIDSTIJDEN_NIET_GETOETST,
        Waarschuwing.GEEN_AANWIJZING,
    )
    # Until her letter ends: Wednesday 18.07 to Thursday 08.00, Thursday and Friday night, whole quarters only.
    assert gevolg.personen[1].kwartieren_na.totaal == 55 + 60 + 28


def test_een_gesloten_rooster_verandert_niet_meer(wereld: Wereld, diensten: dict[date, int]):
    rooster = rooster_van(wereld, diensten[EEN])
    roosters.zet(wereld.als("rob"), rooster.id, "sluit")
    with pytest.raises(Geweigerd, match="gesloten"):
        ruilen.bied_aan(wereld.als("anna"), Deelkeuze(diensten[EEN]))
