# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6, "Werktijd" and "Overwerk": call-outs, what counts of them, and the comparison with Fortes Change Cloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from core.people.models import Inschaling
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.importen import IMPORTEN, Fccinvoer
from plugins.jio.consignatie.models import Declaratie, Declaratiesoort
from plugins.jio.consignatie.rules.oproep import Storingscategorie
from plugins.jio.consignatie.services import declaraties, lijsten, oproepen
from plugins.jio.consignatie.services.oproepen import Melding
from tests.plugins.jio.consignatie.conftest import Wereld, klok

EEN = date(2023, 9, 12)
DONDERDAG = klok("2023-09-14", "22:00")
NETWERK = Melding(DONDERDAG, 1, Storingscategorie.NETWERK, True, "I-1", klok("2023-09-14", "22:10"))


@pytest.fixture
def dienst_id(wereld: Wereld) -> int:
    per_dinsdag = wereld.publiceer()
    wereld.geef({per_dinsdag[EEN]: "anna"})
    return per_dinsdag[EEN]


def registreer(wereld: Wereld, melding: Melding, naam: str = "anna") -> oproepen.Geregistreerd:
    return oproepen.registreer(wereld.op(klok("2023-09-18", "12:00")).als(naam), wereld.teams["net"], melding)


def test_een_oproep_telt_ten_minste_een_half_uur(wereld: Wereld, dienst_id: int):
    assert registreer(wereld, NETWERK).toegelaten
    [werk] = oproepen.dienstwerk(wereld.als("anna"), [dienst_id])
    assert (werk.werktijd.minuten, werk.werktijd.minuten_werkelijk, werk.recht_op_overwerk) == (30, 10, True)


def test_een_nieuwe_oproep_binnen_een_half_uur_telt_de_tussentijd(wereld: Wereld, dienst_id: int):
    registreer(wereld, NETWERK)
    registreer(
        wereld,
        replace(
            NETWERK,
            begin=klok("2023-09-14", "22:35"),
            einde=klok("2023-09-14", "22:50"),
            thuis=klok("2023-09-14", "23:20"),
            incidentnummer="I-2",
        ),
    )
    [werk] = oproepen.dienstwerk(wereld.als("lot"), [dienst_id])
    assert (werk.werktijd.minuten, len(werk.oproepen)) == (80, 2)


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"prio": 2}, "geen_prio_1"),
        ({"overeenkomst": False}, "geen_consignatieovereenkomst"),
        ({"categorie": Storingscategorie.PRINTER}, "uitgesloten_categorie"),
        ({"storing_begonnen": klok("2023-09-14", "16:50")}, "begonnen_in_kantoortijd"),
    ],
)
def test_wat_niet_onder_de_dienst_valt_wordt_vastgelegd_en_telt_niet(
    wereld: Wereld, dienst_id: int, anders: dict[str, Any], reden: str
):
    uitkomst = registreer(wereld, replace(NETWERK, **anders))
    assert (uitkomst.toegelaten, [str(code) for code in uitkomst.redenen]) == (False, [reden])
    [werk] = oproepen.dienstwerk(wereld.als("anna"), [dienst_id])
    assert (werk.werktijd.minuten, werk.oproepen[0].redenen) == (0, (reden,))


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"einde": klok("2023-09-14", "21:00")}, "einde"),
        ({"einde": None, "thuis": klok("2023-09-14", "23:00")}, "einde"),
        ({"begin": klok("2023-09-19", "09:00"), "einde": None}, "begin"),
        ({"incidentnummer": " "}, "incidentnummer"),
        ({"prio": 5}, "prio"),
        ({"categorie": Storingscategorie.PRINTER, "functioneren_bedreigd": True}, "toelichting"),
    ],
)
def test_tijden_en_velden_die_niet_kunnen(wereld: Wereld, dienst_id: int, anders: dict[str, Any], veld: str):
    with pytest.raises(Geweigerd) as fout:
        registreer(wereld, replace(NETWERK, **anders))
    assert fout.value.veld == veld


def test_alleen_wie_dienst_heeft_en_de_duty_desk_leggen_vast(wereld: Wereld, dienst_id: int):
    with pytest.raises(GeenToegang):
        registreer(wereld, NETWERK, "bram")
    oproep = registreer(wereld, replace(NETWERK, einde=None))
    with pytest.raises(GeenToegang):
        oproepen.rond_af(wereld.als("bram"), oproep.oproep_id, klok("2023-09-14", "22:40"))
    oproepen.rond_af(wereld.als("anna"), oproep.oproep_id, klok("2023-09-14", "22:40"))
    with pytest.raises(Geweigerd, match="al afgerond"):
        oproepen.rond_af(wereld.als("anna"), oproep.oproep_id, klok("2023-09-14", "23:40"))


def test_een_correctie_laat_de_oude_oproep_staan(wereld: Wereld, dienst_id: int):
    oproep = registreer(wereld, NETWERK)
    nieuw = oproepen.corrigeer(
        wereld.als("anna"), oproep.oproep_id, replace(NETWERK, einde=klok("2023-09-14", "23:00"))
    )
    [werk] = oproepen.dienstwerk(wereld.als("anna"), [dienst_id])
    assert ([regel.id for regel in werk.oproepen], werk.oproepen[0].corrigeert_id) == (
        [nieuw.oproep_id],
        oproep.oproep_id,
    )
    assert werk.werktijd.minuten == 60


def fcc(wereld: Wereld, naam: str, minuten: int, incident: str) -> object:
    verwerk = next(soort for soort in IMPORTEN if soort.id == "jio.fcc").verwerk
    ctx = wereld.als("hans")
    with ctx.database.transactie() as s:
        return verwerk(ctx, s, [Fccinvoer(wereld.mensen[naam], date(2023, 9, 14), minuten, incident)])


def test_overwerk_pas_goed_te_keuren_als_fcc_gelijk_is(wereld: Wereld, dienst_id: int):
    registreer(wereld, NETWERK)
    declaraties.zet_klaar(wereld.programma, dienst_id)
    claim = wereld.claim(dienst_id, "anna", Declaratiesoort.OVERWERK)
    assert (claim.minuten, claim.redenen) == (30, ["fcc_wijkt_af"])
    declaraties.bevestig(wereld.als("anna"), claim.id)
    assert fcc(wereld, "anna", 45, "I-1") == 1
    assert wereld.claim(dienst_id, "anna", Declaratiesoort.OVERWERK).redenen == ["fcc_wijkt_af"]
    assert fcc(wereld, "anna", 30, "I-1") == 1
    assert fcc(wereld, "anna", 30, "I-1") == 0
    assert declaraties.keur_goed(wereld.als("lot"), [claim.id]).goedgekeurd == (claim.id,)


def test_boven_schaal_10_geen_overwerk_maar_wel_de_toelage(wereld: Wereld, dienst_id: int):
    with wereld.database.transactie() as s:
        for inschaling in s.scalars(select(Inschaling)):
            inschaling.schaal = 11
    registreer(wereld, NETWERK)
    declaraties.zet_klaar(wereld.programma, dienst_id)
    with wereld.database.lezen() as s:
        assert [claim.soort for claim in s.scalars(select(Declaratie))] == [Declaratiesoort.CONSIGNATIE]
    [werk] = oproepen.dienstwerk(wereld.als("anna"), [dienst_id])
    assert werk.recht_op_overwerk is False


def test_overwerklijst_naast_fcc(wereld: Wereld, dienst_id: int):
    registreer(wereld, NETWERK)
    declaraties.zet_klaar(wereld.programma, dienst_id)
    fcc(wereld, "anna", 30, "I-1")
    fcc(wereld, "bram", 60, "I-99")
    regels = lijsten.overwerklijst(wereld.als("hans"), "2023-09").decode().splitlines()
    assert regels[1:] == [
        "P-anna;;net;2023-09-12;30;30;30;9;klaargezet;akkoord",
        "P-bram;;;2023-09-14;0;0;60;;;fcc_zonder_oproep",
    ]
    with pytest.raises(GeenToegang):
        lijsten.overwerklijst(wereld.als("lot"), "2023-09")
    with pytest.raises(Geweigerd):
        lijsten.overwerklijst(wereld.als("hans"), "september")


def test_roosterlijst_van_de_maand_waarin_de_dienst_eindigt(wereld: Wereld, dienst_id: int):
    regels = lijsten.roosterlijst(wereld.als("rob"), "2023-09").decode().splitlines()
    assert regels[0] == "team;dinsdag;personeelsnummer;van;tot;reden"
    assert [regel.split(";")[1] for regel in regels[1:]] == ["2023-08-29", "2023-09-05", "2023-09-12", "2023-09-19"]
    assert "net;2023-09-12;P-anna;2023-09-12T17:00;2023-09-19T08:00;rooster" in regels
