# SPDX-License-Identifier: EUPL-1.2
"""What the guidelines ask around an incident: R16, R18, R19, R22, R24, R25 and R28 of JIO-CONS-UR."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.people.models import Team, Teamlid
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk.models import Logsoort, Uitslag
from plugins.jio.consignatie.dutydesk.services import geplandwerk, incidenten, opvolging, overzicht
from plugins.jio.consignatie.dutydesk.services.opvolging import Crisisbesluit, Pand, Toegang
from plugins.jio.consignatie.models import Consignatieteam, Teamfunctie
from plugins.jio.consignatie.rules.reactieklok import Escalatiereden, Oproeper
from tests.plugins.jio.consignatie.conftest import LANG_GELEDEN
from tests.plugins.jio.consignatie.dutydesk.conftest import Bureau, dienst_voor, zet_parameter


@pytest.fixture
def incident(ladder: Bureau) -> int:
    """An incident for which anna is called and answered; rob is operationeel manager, leo CM-lid, cas huismeester."""
    wereld = ladder.wereld
    with wereld.database.transactie() as s:
        team = Team(eenheid="jio", code="faz", naam="FAZ")
        s.add(team)
        s.flush()
        s.add(Consignatieteam(team_id=team.id, discipline="faz", nummer="0880700014", functie=Teamfunctie.HUISMEESTER))
        wereld.teams["faz"] = team.id
    dienst_voor(wereld, "faz", "cas")
    id = ladder.meld().incident_id
    incidenten.poging(ladder.desk, inzet(ladder, id), Uitslag.OPGENOMEN)
    return id


def inzet(bureau: Bureau, incident_id: int) -> int:
    return overzicht.toon(bureau.desk, incident_id).inzet[0].id


def berichten(bureau: Bureau, wie: str) -> list[str]:
    with bureau.wereld.database.lezen() as s:
        soorten = (
            select(Bericht.soort).where(Bericht.aan_medewerker_id == bureau.wereld.mensen[wie]).order_by(Bericht.id)
        )
        return list(s.scalars(soorten))


def laatste(bureau: Bureau, incident_id: int) -> tuple[Logsoort, Any, int | None]:
    regel = max(bureau.log(incident_id), key=lambda rij: rij.id)
    return regel.soort, regel.gegevens, regel.aan_id


def test_r16_hulp_van_een_collega_zonder_dienst_beslist_de_operationeel_manager(ladder: Bureau, incident: int):
    anna, rob = ladder.als("anna"), ladder.als("rob")
    with pytest.raises(GeenToegang):
        overzicht.toon(rob, incident)
    with pytest.raises(Geweigerd, match="geen vraag"):
        opvolging.beslis_kennis(ladder.rol("operationeel_manager"), incident, akkoord=True, toelichting="Ja")
    assert opvolging.vraag_kennis(anna, incident, "Bram kent deze switch") == ladder.wereld.mensen["rob"]
    assert berichten(ladder, "rob") == ["jio.incident_kennis"]
    assert overzicht.toon(rob, incident).vraagt_kennis
    with pytest.raises(GeenToegang):
        opvolging.beslis_kennis(anna, incident, akkoord=True, toelichting="Ja")
    opvolging.beslis_kennis(rob, incident, akkoord=True, toelichting="Bram is gebeld")
    assert berichten(ladder, "anna")[-1] == "jio.incident_kennis_besloten"
    assert not overzicht.toon(rob, incident).vraagt_kennis
    with pytest.raises(Geweigerd, match="geen vraag"):
        opvolging.beslis_kennis(rob, incident, akkoord=False, toelichting="Toch niet")


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"inrichting": True}, "legitimatie"),
        ({"inrichting": True, "legitimatie": True}, "controle"),
        ({"inrichting": True, "legitimatie": True, "controle": True}, None),
        ({"inrichting": False}, None),
    ],
)
def test_r18_een_inrichting_in_gaat_alleen_met_legitimatie_en_controle(
    ladder: Bureau, incident: int, velden: dict[str, bool], veld: str | None
):
    anna, nummer = ladder.als("anna"), inzet(ladder, incident)
    if veld is None:
        opvolging.spreek_bezoek_af(anna, nummer, "Via de poort", **velden)
        assert laatste(ladder, incident)[:2] == (Logsoort.BEZOEK, {"inrichting": velden["inrichting"]})
        return
    with pytest.raises(Geweigerd) as fout:
        opvolging.spreek_bezoek_af(anna, nummer, "Via de poort", **velden)
    assert fout.value.veld == veld


def test_r18_afmelden_na_aankomst_en_de_opdrachtgever_op_de_hoogte(ladder: Bureau, incident: int):
    anna, nummer = ladder.als("anna"), inzet(ladder, incident)
    with pytest.raises(Geweigerd, match="na aankomst"):
        opvolging.meld_af(anna, nummer)
    for soort in (Logsoort.ONDERWEG, Logsoort.TER_PLAATSE):
        incidenten.meld(anna, nummer, soort)
    assert not overzicht.toon(anna, incident).inzet[0].afgemeld
    opvolging.meld_af(anna, nummer)
    assert overzicht.toon(anna, incident).inzet[0].afgemeld
    with pytest.raises(Geweigerd, match="staat er al"):
        opvolging.meld_af(anna, nummer)
    with pytest.raises(Geweigerd, match="verteld"):
        opvolging.licht_opdrachtgever_in(anna, incident, " ")
    opvolging.licht_opdrachtgever_in(anna, incident, "Nog een uur")
    assert laatste(ladder, incident)[0] is Logsoort.OPDRACHTGEVER
    with pytest.raises(GeenToegang):
        opvolging.licht_opdrachtgever_in(ladder.als("bram"), incident, "x")


def test_r18_r28_de_huismeester_opent_het_pand_na_een_escalatie_in_opdracht(ladder: Bureau, incident: int):
    rob, cas = ladder.als("rob"), ladder.als("cas")
    opvolging.regel_toegang(rob, incident, Toegang.PIKETFUNCTIONARIS, "Komt naar de poort")
    with pytest.raises(Geweigerd, match="na een escalatie"):
        opvolging.regel_toegang(rob, incident, Toegang.HUISMEESTER, "Openen")
    with pytest.raises(GeenToegang):
        opvolging.meld_pand(cas, incident, Pand.GEOPEND)
    incidenten.escaleer(ladder.desk, incident, 1, Escalatiereden.STAGNEERT, "Loopt vast")
    with pytest.raises(GeenToegang):
        opvolging.regel_toegang(ladder.als("anna"), incident, Toegang.HUISMEESTER, "Openen")
    assert opvolging.regel_toegang(rob, incident, Toegang.HUISMEESTER, "Openen") == ladder.wereld.mensen["cas"]
    assert berichten(ladder, "cas")[-1] == "jio.incident_pand"
    assert overzicht.toon(cas, incident).mag.huismeester
    with pytest.raises(Geweigerd, match="niet geopend"):
        opvolging.meld_pand(cas, incident, Pand.GESLOTEN)
    opvolging.meld_pand(cas, incident, Pand.GEOPEND)
    with pytest.raises(Geweigerd, match="al open"):
        opvolging.meld_pand(cas, incident, Pand.GEOPEND)
    opvolging.meld_pand(cas, incident, Pand.GESLOTEN)
    assert laatste(ladder, incident)[1] == {"pand": "gesloten"}


def test_r19_alleen_oss_vervangt_apparatuur_en_in_overleg(ladder: Bureau, incident: int):
    nummer = inzet(ladder, incident)
    with pytest.raises(Geweigerd, match="in overleg met Infrastructuur"):
        opvolging.meld_apparatuur(ladder.desk, nummer, "Switch", in_overleg=False)
    with pytest.raises(Geweigerd, match="alleen OSS-Buitendienst"):
        opvolging.meld_apparatuur(ladder.desk, nummer, "Switch", in_overleg=True)


def test_r19_oss_legt_vast_wat_in_overleg_is_vervangen(met_oss: Bureau, monkeypatch: pytest.MonkeyPatch):
    zet_parameter(monkeypatch, jio_cons_ur__team_infrastructuur="net")
    id = met_oss.meld().incident_id
    incidenten.poging(met_oss.desk, inzet(met_oss, id), Uitslag.OPGENOMEN)
    oss = incidenten.roep_op(met_oss.als("anna"), id, met_oss.wereld.teams["oss"], oproeper=Oproeper.INFRASTRUCTUUR)
    opvolging.meld_apparatuur(met_oss.als("otto"), oss, "Switch 12 vervangen", in_overleg=True)
    assert laatste(met_oss, id)[0] is Logsoort.APPARATUUR


def test_r22_het_cm_lid_besluit_over_een_crisis(ladder: Bureau, incident: int):
    leo = ladder.als("leo")
    for wie in ("anna", "rob"):
        with pytest.raises(GeenToegang):
            opvolging.beslis_crisis(ladder.als(wie), incident, [Crisisbesluit.CRISISTEAM], "Groot")
    incidenten.escaleer(ladder.desk, incident, 2, Escalatiereden.JUSTITIENET, "Groot")
    with pytest.raises(Geweigerd, match="kies wat je besluit"):
        opvolging.beslis_crisis(leo, incident, [], "Groot")
    opvolging.beslis_crisis(leo, incident, [Crisisbesluit.CRISISTEAM, Crisisbesluit.CALAMITEITENPLAN], "Groot")
    assert laatste(ladder, incident)[1] == {"besluiten": ["calamiteitenplan", "crisisteam"]}
    regel = max(rij.id for rij in ladder.log(incident))
    with pytest.raises(Geweigerd, match="blijft staan"):
        incidenten.streep_door(leo, regel)


def test_r24_andere_operationeel_managers_lezen_wat_er_is_overgedragen(ladder: Bureau, incident: int):
    rob, wereld = ladder.als("rob"), ladder.wereld
    with pytest.raises(Geweigerd, match="geen andere operationeel managers"):
        opvolging.licht_managers_in(rob, incident, "Morgen verder")
    with wereld.database.transactie() as s:
        s.add_all(
            Teamlid(team_id=wereld.teams["opm"], medewerker_id=wereld.mensen[naam], van=LANG_GELEDEN)
            for naam in ("rob", "dina")
        )
    with pytest.raises(GeenToegang):
        overzicht.toon(ladder.als("dina"), incident)
    assert opvolging.licht_managers_in(rob, incident, "Morgen verder") == 1
    assert berichten(ladder, "dina")[-1] == "jio.incident_vervolg"
    assert not overzicht.toon(ladder.als("dina"), incident).mag.manager
    with pytest.raises(GeenToegang):
        opvolging.licht_managers_in(ladder.als("anna"), incident, "x")


def test_na_het_sluiten_gaat_alleen_het_vervolg_door(ladder: Bureau, incident: int):
    incidenten.escaleer(ladder.desk, incident, 1, Escalatiereden.STAGNEERT, "Loopt vast")
    incidenten.los_op(ladder.als("anna"), incident, "Herstart")
    incidenten.sluit(ladder.desk, incident)
    rob = ladder.als("rob")
    stappen: tuple[Callable[[], object], ...] = (
        lambda: opvolging.vraag_kennis(ladder.als("anna"), incident, "x"),
        lambda: opvolging.regel_toegang(rob, incident, Toegang.DIRECTIE, "x"),
        lambda: opvolging.beslis_crisis(ladder.als("leo"), incident, [Crisisbesluit.CRISISTEAM], "x"),
    )
    for stap in stappen:
        with pytest.raises(Geweigerd, match="gesloten"):
            stap()
    with pytest.raises(Geweigerd, match="geen andere"):
        opvolging.licht_managers_in(rob, incident, "Overleg")


# --- R25: planned work


def gepland(bureau: Bureau, wie: str = "rob", **anders: Any) -> int:
    velden: dict[str, Any] = {
        "omschrijving": "Nieuwe switches",
        "van": bureau.nu + timedelta(hours=1),
        "tot": bureau.nu + timedelta(hours=3),
        "incidenten": "Bel eerst het team van de switches",
        "opschaling": "Dina en Bram staan klaar",
    }
    return geplandwerk.leg_vast(bureau.als(wie), **{**velden, **anders})


def test_r25_afspraken_over_gepland_werk_staan_bij_een_incident_in_die_tijd(ladder: Bureau):
    gepland(ladder)
    voor = ladder.meld().incident_id
    tijdens = ladder.op("00:30", "2023-09-15").meld(nummer="INC-2").incident_id
    later = ladder.op("06:00", "2023-09-15")
    assert overzicht.toon(later.desk, voor).gepland == ()
    [werk] = overzicht.toon(later.desk, tijdens).gepland
    assert (werk.omschrijving, werk.door) == ("Nieuwe switches", "Rob")


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"omschrijving": " "}, "omschrijving"),
        ({"opschaling": ""}, "opschaling"),
        ({"incidenten": "x" * 4001}, "incidenten"),
        ({"tot": None}, "tot"),
        ({"van": None}, "van"),
    ],
)
def test_r25_wat_niet_kan(ladder: Bureau, anders: dict[str, Any], veld: str):
    if veld == "tot":
        anders = {"tot": ladder.nu + timedelta(hours=1)}
    if veld == "van":
        anders = {"van": ladder.nu}
    with pytest.raises(Geweigerd) as fout:
        gepland(ladder, **anders)
    assert fout.value.veld == veld


def test_r25_alleen_de_operationeel_manager_spreekt_af_en_tot_het_begin(ladder: Bureau):
    with pytest.raises(GeenToegang):
        gepland(ladder, "anna")
    werk = gepland(ladder)
    assert not geplandwerk.lijst(ladder.desk).mag_vastleggen
    with pytest.raises(GeenToegang):
        geplandwerk.laat_vervallen(ladder.desk, werk)
    assert not geplandwerk.lijst(ladder.als("anna")).mag_vastleggen
    with pytest.raises(GeenToegang):
        geplandwerk.lijst(ladder.rol("wagenparkbeheerder"))
    geplandwerk.laat_vervallen(ladder.als("rob"), werk)
    assert geplandwerk.lijst(ladder.desk).komend == ()
    with pytest.raises(Geweigerd, match="niet meer in de lijst"):
        geplandwerk.laat_vervallen(ladder.als("rob"), werk)
    ander = gepland(ladder)
    with pytest.raises(Geweigerd, match="al begonnen"):
        geplandwerk.laat_vervallen(ladder.op("00:30", "2023-09-15").als("rob"), ander)
