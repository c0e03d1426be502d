# SPDX-License-Identifier: EUPL-1.2
"""Registering a call against the contract list, and every step after it (JIO 7.6, Uitvoeringsrichtlijnen)."""

from __future__ import annotations

from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk.models import Incident, Incidentstatus, Inzet, Logsoort, Uitslag
from plugins.jio.consignatie.dutydesk.services import evaluatie, incidenten, klok, overzicht
from plugins.jio.consignatie.dutydesk.services.incidenten import Impact, NietGedekt, Vervoer
from plugins.jio.consignatie.models import Oproep
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.rules.oproep import Storingscategorie
from plugins.jio.consignatie.rules.reactieklok import Contactstatus, Escalatiereden, Klokstatus, Oproeper
from tests.plugins.jio.consignatie.conftest import klok as tijd
from tests.plugins.jio.consignatie.dutydesk.conftest import Bureau, zet_parameter


def stand(bureau: Bureau, incident_id: int, nummer: int = 0) -> Any:
    return overzicht.toon(bureau.desk, incident_id).inzet[nummer].stand


def inzet_van(bureau: Bureau, incident_id: int, nummer: int = 0) -> int:
    return overzicht.toon(bureau.desk, incident_id).inzet[nummer].id


# --- the call


def test_een_gedekte_melding_roept_op_wie_dienst_heeft(bureau: Bureau):
    gedaan = bureau.meld()
    assert (gedaan.redenen, gedaan.medewerker_id) == ((), bureau.wereld.mensen["anna"])
    with bureau.wereld.database.lezen() as s:
        [oproep] = s.scalars(select(Oproep)).all()
        [inzet] = s.scalars(select(Inzet)).all()
    assert (oproep.toegelaten, oproep.incidentnummer, oproep.begin) == (True, "INC-1", bureau.nu)
    assert inzet.oproep_id == oproep.id


def test_achteraf_vastgelegd_blijft_zichtbaar_wanneer_het_gebeurde(bureau: Bureau):
    later = bureau.op("08:30", "2023-09-15")
    gedaan = later.meld(
        gemeld_op=tijd("2023-09-14", "22:58"), gebeld_op=tijd("2023-09-14", "23:00"), uitslag=Uitslag.OPGENOMEN
    )
    with bureau.wereld.database.lezen() as s:
        incident = s.get_one(Incident, gedaan.incident_id)
    assert (incident.gemeld_op, incident.vastgelegd_op) == (tijd("2023-09-14", "22:58"), later.nu)
    assert stand(later, gedaan.incident_id).klok.contact_status is Contactstatus.DIRECT


def test_twee_mensen_met_hetzelfde_nummer_tegelijk(bureau: Bureau):
    hek, uit = Barrier(2), []

    def meld() -> None:
        hek.wait()
        try:
            uit.append(bureau.meld().redenen)
        except Geweigerd as fout:
            uit.append((fout.veld, fout.reden))

    draden = [Thread(target=meld) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uit, key=len) == [(), ("nummer", "dit incident is al vastgelegd")]
    with bureau.wereld.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Incident)) == 1


@pytest.mark.parametrize(
    ("anders", "redenen"),
    [
        ({"dienst": "Onbekend"}, ("dienst_niet_op_lijst",)),
        ({"dienst": "Mail"}, ("geen_consignatie",)),
        ({"melder": "Iemand anders"}, ("melder_niet_gemandateerd",)),
        ({"dienst": "Web"}, ("buiten_contracturen",)),
        ({"prio": 2}, ("geen_prio_1",)),
        ({"categorie": Storingscategorie.PRINTER}, ("uitgesloten_categorie",)),
        ({"storing_begonnen": tijd("2023-09-14", "16:50")}, ("begonnen_in_kantoortijd",)),
        ({"dienst": "Mail", "prio": 3}, ("geen_consignatie", "geen_prio_1")),
    ],
)
def test_een_ongedekte_melding_wordt_geweigerd_of_met_de_reden_bewaard(
    bureau: Bureau, anders: dict[str, Any], redenen: tuple[str, ...]
):
    with pytest.raises(NietGedekt) as geweigerd:
        bureau.meld(**anders)
    assert geweigerd.value.redenen == redenen
    from tests.plugins.jio.consignatie.dutydesk.conftest import aanmelding

    gedaan = incidenten.registreer(bureau.desk, aanmelding(bureau.wereld, bureau.nu, **anders), ook_ongedekt=True)
    assert gedaan.redenen == redenen
    with bureau.wereld.database.lezen() as s:
        incident = s.get_one(Incident, gedaan.incident_id)
        assert (incident.status, tuple(incident.redenen)) == (Incidentstatus.GEWEIGERD, redenen)
        assert s.scalar(select(func.count()).select_from(Oproep)) == 0
    with pytest.raises(Geweigerd, match="niet onder de consignatie"):
        incidenten.werk_bij(bureau.desk, gedaan.incident_id, "toch iets")


def test_een_printer_mag_als_de_organisatie_stilligt(bureau: Bureau):
    gedaan = bureau.meld(categorie=Storingscategorie.PRINTER, functioneren_bedreigd=True, toelichting="Niets werkt")
    assert gedaan.medewerker_id is not None


@pytest.mark.parametrize("veld", ["nummer", "melder", "melder_telefoon", "locatie", "omschrijving"])
def test_wat_csd_moet_doorgeven_is_verplicht(bureau: Bureau, veld: str):
    with pytest.raises(Geweigerd) as fout:
        bureau.meld(**{veld: "  "})
    assert fout.value.veld == veld


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"gemeld_op": tijd("2023-09-14", "23:30")}, "gemeld_op"),
        ({"gebeld_op": tijd("2023-09-14", "22:00")}, "gebeld_op"),
        ({"gebeld_op": tijd("2023-09-14", "23:30")}, "gebeld_op"),
        ({"prio": 7}, "prio"),
    ],
)
def test_tijden_en_getallen_die_niet_kunnen(bureau: Bureau, anders: dict[str, Any], veld: str):
    with pytest.raises(Geweigerd) as fout:
        bureau.meld(**anders)
    assert fout.value.veld == veld
    with pytest.raises(Geweigerd):
        Impact(locaties_geraakt=0)


def test_een_nummer_staat_er_een_keer(bureau: Bureau):
    bureau.meld()
    with pytest.raises(Geweigerd, match="al vastgelegd"):
        bureau.meld()


def test_heeft_niemand_dienst_dan_gaat_het_naar_niveau_1(ladder: Bureau):
    with ladder.wereld.database.lezen() as s:
        oss = ladder.wereld.teams["oss"]
        assert s.scalar(select(func.count()).select_from(Oproep)) == 0
    gedaan = ladder.meld(team_id=oss)
    assert gedaan.medewerker_id is None
    [regel] = ladder.log(gedaan.incident_id)
    assert (regel.soort, regel.aan_id) == (Logsoort.ESCALATIE_1, ladder.wereld.mensen["rob"])


# --- the clock


def test_c1_meteen_opgenomen_en_op_tijd_begonnen(bureau: Bureau):
    id = bureau.meld().incident_id
    inzet = inzet_van(bureau, id)
    incidenten.poging(bureau.desk, inzet, Uitslag.OPGENOMEN)
    incidenten.meld(bureau.op("23:25").desk, inzet, Logsoort.WERK_BEGONNEN)
    gezien = stand(bureau.op("23:26"), id)
    assert (gezien.klok.contact_status, gezien.klok.start_werk_status) == (Contactstatus.DIRECT, Klokstatus.OP_TIJD)
    assert overzicht.toon(bureau.op("23:26").desk, id).bevindingen == ()


def test_c2_teruggebeld_binnen_het_kwartier_komt_in_de_evaluatie(bureau: Bureau):
    id = bureau.meld().incident_id
    inzet = inzet_van(bureau, id)
    for keer in ("23:00", "23:06", "23:12"):
        incidenten.poging(bureau.op(keer).desk, inzet, Uitslag.GEEN_GEHOOR)
    incidenten.meld(bureau.op("23:14:59").desk, inzet, Logsoort.CONTACT)
    beeld = overzicht.toon(bureau.op("23:15").desk, id)
    assert beeld.inzet[0].stand.klok is not None
    assert beeld.inzet[0].stand.klok.contact_status is Contactstatus.OP_TIJD
    assert [bevinding.punt for bevinding in beeld.bevindingen] == [evaluatie.Punt.NIET_DIRECT]


def test_c3_een_seconde_na_het_kwartier_is_te_laat_en_gaat_naar_niveau_1(ladder: Bureau):
    id = ladder.meld().incident_id
    incidenten.poging(ladder.desk, inzet_van(ladder, id), Uitslag.GEEN_GEHOOR)
    assert klok.te_bekijken(ladder.op("23:15").programma) == ()
    na = ladder.op("23:15:01")
    assert klok.te_bekijken(na.programma) == (id,)
    for _ in range(2):
        klok.bekijk(na.programma, id)
    assert klok.te_bekijken(na.programma) == ()
    escalaties = [regel for regel in na.log(id) if regel.soort is Logsoort.ESCALATIE_1]
    assert [(r.aan_id, r.gegevens) for r in escalaties] == [
        (ladder.wereld.mensen["rob"], {"redenen": ["geen_contact"]})
    ]
    with ladder.wereld.database.lezen() as s:
        [taak] = s.scalars(select(Taak).where(Taak.soort == "jio.geen_contact")).all()
        [bericht] = s.scalars(select(Bericht).where(Bericht.soort == "jio.incident_escalatie")).all()
    assert (taak.rol, taak.sleutel, taak.gegevens) == ("dutydesk", str(id), {})
    assert bericht.gegevens == {"niveau": 1, "incident": id}


def test_na_uren_stilstand_komt_de_melding_alsnog_een_keer(ladder: Bureau):
    id = ladder.meld().incident_id
    later = ladder.op("03:00", "2023-09-15")
    assert klok.te_bekijken(later.programma) == (id,)
    klok.bekijk(later.programma, id)
    assert klok.te_bekijken(later.op("03:01", "2023-09-15").programma) == ()


def test_contact_sluit_de_taak(ladder: Bureau):
    id = ladder.meld().incident_id
    klok.bekijk(ladder.op("23:16").programma, id)
    incidenten.meld(ladder.op("23:20").desk, inzet_van(ladder, id), Logsoort.CONTACT)
    with ladder.wereld.database.lezen() as s:
        assert s.scalars(select(Taak).where(Taak.soort == "jio.geen_contact")).one().opgelost_op is not None
    assert [b.punt for b in overzicht.toon(ladder.op("23:21").desk, id).bevindingen] == [
        evaluatie.Punt.CONTACT_TE_LAAT,
        evaluatie.Punt.TE_WEINIG_POGINGEN,
        evaluatie.Punt.ESCALATIE_1,
        evaluatie.Punt.NIET_INGELICHT,
    ]


def test_c5_te_laat_begonnen_geeft_een_taak(bureau: Bureau):
    id = bureau.meld().incident_id
    inzet = inzet_van(bureau, id)
    incidenten.poging(bureau.desk, inzet, Uitslag.OPGENOMEN)
    laat = bureau.op("23:30:01")
    assert klok.te_bekijken(laat.programma) == (id,)
    klok.bekijk(laat.programma, id)
    with bureau.wereld.database.lezen() as s:
        assert s.scalars(select(Taak).where(Taak.opgelost_op.is_(None))).one().soort == "jio.werk_niet_begonnen"
    incidenten.meld(laat.desk, inzet, Logsoort.WERK_BEGONNEN)
    with bureau.wereld.database.lezen() as s:
        assert s.scalars(select(Taak).where(Taak.opgelost_op.is_(None))).all() == []


def test_een_dno_tijd_verkort_het_half_uur(bureau: Bureau):
    vroeg = bureau.op("21:00")
    id = vroeg.meld(dienst="Web").incident_id
    klokstand = stand(vroeg, id).klok
    assert klokstand.uiterste_start_werk == tijd("2023-09-14", "21:20")


def test_wat_niet_kan_op_de_klok(bureau: Bureau):
    id = bureau.meld().incident_id
    inzet = inzet_van(bureau, id)
    with pytest.raises(Geweigerd, match="na het contact"):
        incidenten.meld(bureau.desk, inzet, Logsoort.WERK_BEGONNEN)
    with pytest.raises(Geweigerd, match="toekomst"):
        incidenten.poging(bureau.desk, inzet, Uitslag.VOICEMAIL, op=tijd("2023-09-14", "23:10"))
    with pytest.raises(Geweigerd, match="voor de melding"):
        incidenten.poging(bureau.desk, inzet, Uitslag.VOICEMAIL, op=tijd("2023-09-14", "22:10"))
    with pytest.raises(Geweigerd, match="toen je belde"):
        incidenten.poging(bureau.desk, inzet, Uitslag.AKKOORD)
    with pytest.raises(Geweigerd, match="kies contact"):
        incidenten.meld(bureau.desk, inzet, Logsoort.GESLOTEN)
    incidenten.poging(bureau.desk, inzet, Uitslag.OPGENOMEN)
    with pytest.raises(Geweigerd, match="staat er al"):
        incidenten.meld(bureau.desk, inzet, Logsoort.CONTACT)


def test_een_verkeerde_klik_streept_alleen_wie_hem_gaf_door(bureau: Bureau):
    id = bureau.meld().incident_id
    incidenten.poging(bureau.desk, inzet_van(bureau, id), Uitslag.OPGENOMEN)
    contact = next(regel for regel in bureau.log(id) if regel.soort is Logsoort.CONTACT)
    with pytest.raises(Geweigerd, match="wie een regel schreef"):
        incidenten.streep_door(bureau.als("anna"), contact.id)
    assert incidenten.streep_door(bureau.desk, contact.id) == id
    assert overzicht.toon(bureau.desk, id).incident.status is Incidentstatus.GEMELD


# --- OSS-Buitendienst


def test_r11_alleen_infrastructuur_roept_oss_op(met_oss: Bureau, monkeypatch: pytest.MonkeyPatch):
    id = met_oss.meld().incident_id
    oss = met_oss.wereld.teams["oss"]
    with pytest.raises(Geweigerd, match="nog niet is ingevuld"):
        incidenten.roep_op(met_oss.desk, id, oss)
    zet_parameter(monkeypatch, jio_cons_ur__team_infrastructuur="net")
    for oproeper in Oproeper:
        with pytest.raises(Geweigerd, match="alleen de geconsigneerde van Infrastructuur"):
            incidenten.roep_op(met_oss.desk, id, oss, oproeper=oproeper)
    inzet = incidenten.roep_op(met_oss.als("anna"), id, oss, oproeper=Oproeper.INFRASTRUCTUUR)
    beeld = overzicht.toon(met_oss.desk, id)
    assert [regel.id for regel in beeld.inzet][1] == inzet
    assert beeld.inzet[1].naam == "Otto"
    with pytest.raises(Geweigerd, match="al opgeroepen"):
        incidenten.roep_op(met_oss.als("anna"), id, oss, oproeper=Oproeper.INFRASTRUCTUUR)


def test_c6_oss_vijftien_en_dertig_minuten_en_vijftig_kilometer(met_oss: Bureau, monkeypatch: pytest.MonkeyPatch):
    zet_parameter(monkeypatch, jio_cons_ur__team_infrastructuur="net")
    id = met_oss.meld().incident_id
    inzet = incidenten.roep_op(met_oss.als("anna"), id, met_oss.wereld.teams["oss"], oproeper=Oproeper.INFRASTRUCTUUR)
    incidenten.poging(met_oss.desk, inzet, Uitslag.GEEN_GEHOOR)
    incidenten.meld(met_oss.op("23:12").desk, inzet, Logsoort.CONTACT)
    assert stand(met_oss.op("23:12"), id, 1).klok.uiterste_onderweg == tijd("2023-09-14", "23:42")
    incidenten.meld_afstand(met_oss.op("23:12").desk, inzet, Decimal("50.1"))
    incidenten.meld(met_oss.op("23:43").als("otto"), inzet, Logsoort.ONDERWEG)
    klokstand = stand(met_oss.op("23:44"), id, 1).klok
    assert (klokstand.onderweg_status, klokstand.binnen_afstand) == (Klokstatus.TE_LAAT, False)
    punten = [bevinding.punt for bevinding in overzicht.toon(met_oss.op("23:44").desk, id).bevindingen]
    assert {evaluatie.Punt.ONDERWEG_TE_LAAT, evaluatie.Punt.TE_VER} <= set(punten)
    with pytest.raises(Geweigerd, match="cijfer achter de komma"):
        incidenten.meld_afstand(met_oss.op("23:44").desk, inzet, Decimal("1.25"))
    with pytest.raises(Geweigerd, match="OSS-Buitendienst"):
        incidenten.meld_afstand(met_oss.op("23:44").desk, inzet_van(met_oss, id), Decimal(1))


def test_r17_taxi_alleen_na_akkoord_vooraf(ladder: Bureau):
    id = ladder.meld().incident_id
    inzet = inzet_van(ladder, id)
    incidenten.poging(ladder.desk, inzet, Uitslag.OPGENOMEN)
    for vervoer in (Vervoer.TAXI, Vervoer.DIENSTAUTO):
        with pytest.raises(Geweigerd, match="vooraf"):
            incidenten.meld(ladder.op("23:10").desk, inzet, Logsoort.ONDERWEG, vervoer=vervoer)
    with pytest.raises(GeenToegang):
        incidenten.beslis_vervoer(ladder.desk, inzet, Vervoer.TAXI, akkoord=True, toelichting="Mag")
    with pytest.raises(GeenToegang):
        incidenten.beslis_vervoer(ladder.als("anna"), inzet, Vervoer.TAXI, akkoord=True, toelichting="Mag")
    # rob has the duty of operationeel manager tonight, whatever his role by day.
    incidenten.beslis_vervoer(ladder.op("23:11").als("rob"), inzet, Vervoer.TAXI, akkoord=False, toelichting="Nee")
    with pytest.raises(Geweigerd, match="vooraf"):
        incidenten.meld(ladder.op("23:12").desk, inzet, Logsoort.ONDERWEG, vervoer=Vervoer.TAXI)
    incidenten.beslis_vervoer(ladder.op("23:12").als("rob"), inzet, Vervoer.TAXI, akkoord=True, toelichting="Toch")
    with pytest.raises(Geweigerd, match="vooraf"):
        incidenten.meld(
            ladder.op("23:13").desk, inzet, Logsoort.ONDERWEG, vervoer=Vervoer.TAXI, op=tijd("2023-09-14", "23:11")
        )
    incidenten.meld(ladder.op("23:13").desk, inzet, Logsoort.ONDERWEG, vervoer=Vervoer.TAXI)
    assert overzicht.toon(ladder.op("23:13").desk, id).incident.status is Incidentstatus.IN_BEHANDELING


# --- owner and ladder


def test_r13_overdragen_pas_na_bijwerken(bureau: Bureau):
    id = bureau.meld().incident_id
    anna = bureau.wereld.mensen["anna"]
    with pytest.raises(Geweigerd, match="werkt eerst de registratie bij"):
        incidenten.draag_over(bureau.desk, id, anna, in_overleg=True)
    incidenten.werk_bij(bureau.desk, id, "Impact bekeken", Impact(locaties_geraakt=2))
    with pytest.raises(Geweigerd, match="goed vindt"):
        incidenten.draag_over(bureau.desk, id, anna, in_overleg=False)
    with pytest.raises(Geweigerd, match="is opgeroepen"):
        incidenten.draag_over(bureau.desk, id, bureau.wereld.mensen["bram"], in_overleg=True)
    incidenten.draag_over(bureau.desk, id, anna, in_overleg=True)
    with pytest.raises(Geweigerd, match="al eigenaar"):
        incidenten.draag_over(bureau.desk, id, anna, in_overleg=True)
    # What the desk writes now is not of the owner.
    incidenten.werk_bij(bureau.desk, id, "Nog iets")
    with pytest.raises(Geweigerd, match="werkt eerst de registratie bij"):
        incidenten.draag_over(bureau.als("anna"), id, None, in_overleg=True)
    incidenten.werk_bij(bureau.als("anna"), id, "Switch vervangen")
    incidenten.draag_over(bureau.als("anna"), id, None, in_overleg=True)
    assert overzicht.toon(bureau.desk, id).incident.eigenaar_id is None


def test_r20_r21_escalatie_gaat_naar_wie_die_dienst_heeft(ladder: Bureau):
    id = ladder.meld().incident_id
    mensen = ladder.wereld.mensen
    with pytest.raises(GeenToegang):
        overzicht.toon(ladder.als("rob"), id)
    assert incidenten.escaleer(ladder.desk, id, 1, Escalatiereden.STAGNEERT, "Loopt vast") == mensen["rob"]
    assert overzicht.toon(ladder.als("rob"), id).mag.manager
    assert incidenten.escaleer(ladder.als("rob"), id, 2, Escalatiereden.JUSTITIENET, "Groot") == mensen["leo"]
    assert overzicht.toon(ladder.als("leo"), id).incident.nummer == "INC-1"
    incidenten.licht_directielid_in(ladder.als("rob"), id)
    with pytest.raises(Geweigerd, match="andere niveau"):
        incidenten.escaleer(ladder.desk, id, 1, Escalatiereden.JUSTITIENET, "x")
    with pytest.raises(Geweigerd, match="niveau 1 of 2"):
        incidenten.escaleer(ladder.desk, id, 3, Escalatiereden.JUSTITIENET, "x")
    with pytest.raises(Geweigerd, match="waarom"):
        incidenten.escaleer(ladder.desk, id, 1, Escalatiereden.STAGNEERT, " ")


def test_r23_niveau_2_vertelt_het_ook_aan_niveau_1(ladder: Bureau):
    id = ladder.meld().incident_id
    incidenten.escaleer(ladder.desk, id, 2, Escalatiereden.MEERDERE_DIENSTEN, "Groot")
    assert {regel.soort for regel in ladder.log(id)} == {Logsoort.ESCALATIE_1, Logsoort.ESCALATIE_2}


def test_zonder_rooster_van_de_ladder_staat_de_escalatie_er_toch(bureau: Bureau):
    id = bureau.meld().incident_id
    assert incidenten.escaleer(bureau.desk, id, 1, Escalatiereden.STAGNEERT, "Loopt vast") is None
    assert [regel.aan_id for regel in bureau.log(id)] == [None]


def test_c10_drie_locaties_zijn_een_reden_voor_beide_niveaus(bureau: Bureau):
    id = bureau.meld(impact=Impact(locaties_geraakt=3)).incident_id
    klokstand = stand(bureau, id).klok
    assert Escalatiereden.MEERDERE_LOCATIES in klokstand.escalatie_1
    assert Escalatiereden.MEERDERE_LOCATIES in klokstand.escalatie_2


# --- end and evaluation


def test_sluiten_kan_alleen_de_desk_en_pas_als_het_is_opgelost(bureau: Bureau):
    id = bureau.meld().incident_id
    incidenten.poging(bureau.desk, inzet_van(bureau, id), Uitslag.OPGENOMEN)
    with pytest.raises(Geweigerd, match="opgelost"):
        incidenten.sluit(bureau.desk, id)
    incidenten.los_op(bureau.op("23:20").als("anna"), id, "Herstart")
    with pytest.raises(GeenToegang):
        incidenten.sluit(bureau.op("23:20").als("anna"), id)
    # All in time: there is nothing to evaluate.
    assert incidenten.sluit(bureau.op("23:21").desk, id) is False
    with pytest.raises(Geweigerd, match="gesloten"):
        incidenten.werk_bij(bureau.op("23:22").desk, id, "Nog iets")
    with pytest.raises(Geweigerd, match="gesloten"):
        incidenten.licht_directielid_in(bureau.op("23:22").als("om"), id)


def test_evaluatie_met_de_operationeel_manager(ladder: Bureau):
    id = ladder.meld().incident_id
    inzet = inzet_van(ladder, id)
    incidenten.meld(ladder.op("23:20").desk, inzet, Logsoort.CONTACT)
    incidenten.los_op(ladder.op("23:40").als("anna"), id, "Omleiding", workaround=True)
    assert incidenten.sluit(ladder.op("23:50").desk, id) is True
    laat = ladder.op("23:55")
    with laat.wereld.database.lezen() as s:
        assert s.scalars(select(Taak).where(Taak.soort == "jio.incidentevaluatie")).one().rol == "operationeel_manager"
    with pytest.raises(Geweigerd, match="geen verslag"):
        evaluatie.stel_vast(laat.als("rob"), id)
    with pytest.raises(GeenToegang):
        evaluatie.schrijf_verslag(laat.als("bram"), id, "Ik was er niet bij")
    evaluatie.schrijf_verslag(laat.als("anna"), id, "Telefoon lag beneden")
    with pytest.raises(GeenToegang):
        evaluatie.stel_vast(laat.als("anna"), id)
    with pytest.raises(GeenToegang):
        evaluatie.stel_vast(laat.desk, id)
    evaluatie.stel_vast(laat.als("rob"), id)
    verslag = overzicht.toon(laat.desk, id).evaluatie
    assert verslag is not None
    assert ["contact_te_laat", inzet] in verslag.bevindingen
    assert ["workaround", None] in verslag.bevindingen
    with pytest.raises(Geweigerd, match="verandert niet meer"):
        evaluatie.schrijf_verslag(laat.als("anna"), id, "Anders")
    with pytest.raises(Geweigerd, match="al vastgesteld"):
        evaluatie.stel_vast(laat.als("om"), id)


def test_wie_het_verslag_schreef_stelt_het_niet_zelf_vast(bureau: Bureau):
    id = bureau.meld().incident_id
    incidenten.los_op(bureau.desk, id, "Vanzelf over")
    with pytest.raises(Geweigerd, match="na het sluiten"):
        evaluatie.schrijf_verslag(bureau.desk, id, "Te vroeg")
    incidenten.sluit(bureau.desk, id)
    evaluatie.schrijf_verslag(bureau.als("om"), id, "Zelf geschreven")
    with pytest.raises(Geweigerd, match="een ander"):
        evaluatie.stel_vast(bureau.als("om"), id)


# --- who sees what


def test_een_incident_is_voor_wie_het_aangaat(ladder: Bureau):
    id = ladder.meld().incident_id
    for naam in ("anna", "om"):
        assert overzicht.toon(ladder.als(naam), id).incident.id == id
    for naam in ("bram", "lot", "hans", "leo"):
        with pytest.raises(GeenToegang):
            overzicht.toon(ladder.als(naam), id)
        assert overzicht.incidenten(ladder.als(naam)) == ((), ())
    assert len(overzicht.incidenten(ladder.als("anna"))[0]) == 1
    with pytest.raises(GeenToegang):
        overzicht.toon(ladder.desk, 9999)
    with pytest.raises(GeenToegang):
        ladder.rol("hr").eis("registreer", doel("jio.incident"))


def test_een_verbeterde_oproep_blijft_bij_het_incident(bureau: Bureau):
    from plugins.jio.consignatie.services import oproepen

    id = bureau.meld().incident_id
    eerste = overzicht.toon(bureau.desk, id).inzet[0].oproep_id
    assert eerste is not None
    melding = oproepen.Melding(bureau.nu, 1, Storingscategorie.SERVER, True, "INC-1")
    nieuw = oproepen.corrigeer(bureau.op("23:30").als("anna"), eerste, melding)
    assert overzicht.toon(bureau.op("23:30").desk, id).inzet[0].oproep_id == nieuw.oproep_id
