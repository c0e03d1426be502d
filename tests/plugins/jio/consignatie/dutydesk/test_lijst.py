# SPDX-License-Identifier: EUPL-1.2
"""The contract list: hours and callers as pure rules, versions, and the file that it is read from (JIO 7.6)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.dutydesk.models import Contract
from plugins.jio.consignatie.dutydesk.rules.contract import Afspraak, Dekkingsbezwaar, dekkingsbezwaren, lees_uren
from plugins.jio.consignatie.dutydesk.services import lijst
from tests.plugins.jio.consignatie.conftest import klok
from tests.plugins.jio.consignatie.dutydesk.conftest import IMPORT, Bureau, contract

UREN = "ma-vr 17:00-23:00, za 09:00-17:00, zo 0:00-24:00"


@pytest.mark.parametrize(
    ("op", "binnen"),
    [
        (klok("2023-09-14", "16:59"), False),
        (klok("2023-09-14", "17:00"), True),
        (klok("2023-09-14", "22:59"), True),
        (klok("2023-09-14", "23:00"), False),
        (klok("2023-09-16", "12:00"), True),
        (klok("2023-09-16", "17:00"), False),
        (klok("2023-09-17", "23:59"), True),
    ],
)
def test_de_uren_van_een_contract(op: datetime, binnen: bool):
    bezwaren = dekkingsbezwaren(Afspraak(True, lees_uren(UREN), ("Mo",)), melder="Mo", op=op, is_feestdag=False)
    assert (Dekkingsbezwaar.BUITEN_CONTRACTUREN not in bezwaren) is binnen


def test_een_feestdag_heeft_eigen_uren_als_het_contract_ze_noemt():
    maandag = klok("2023-05-29", "12:00")
    gewoon, eigen = lees_uren("ma 17:00-23:00"), lees_uren("ma 17:00-23:00, fe 00:00-24:00")
    for uren, verwacht in ((gewoon, (Dekkingsbezwaar.BUITEN_CONTRACTUREN,)), (eigen, ())):
        afspraak = Afspraak(True, uren, ("Mo",))
        assert dekkingsbezwaren(afspraak, melder=" mo ", op=maandag, is_feestdag=True) == verwacht


def test_alle_bezwaren_worden_genoemd():
    afspraak = Afspraak(False, lees_uren("zo 00:00-01:00"), ())
    assert dekkingsbezwaren(afspraak, melder="x", op=klok("2023-09-14", "22:00"), is_feestdag=False) == (
        Dekkingsbezwaar.GEEN_CONSIGNATIE,
        Dekkingsbezwaar.MELDER_NIET_GEMANDATEERD,
        Dekkingsbezwaar.BUITEN_CONTRACTUREN,
    )


@pytest.mark.parametrize(
    "tekst", ["avond", "ma 17-23", "ma 23:00-17:00", "xx 17:00-23:00", "vr-ma 1:00-2:00", "ma 25:00-26:00"]
)
def test_uren_die_niet_te_lezen_zijn(tekst: str):
    with pytest.raises(Geweigerd) as fout:
        lees_uren(tekst)
    assert fout.value.veld == "uren"


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"opdrachtgever": ""}, "opdrachtgever"),
        ({"eigenaar": ""}, "eigenaar"),
        ({"versie": 0}, "versie"),
        ({"dno_minuten": 31}, "dno_minuten"),
        ({"melders": ()}, "melders"),
        ({"uren": "nacht"}, "uren"),
        ({"dienst": "x" * 121}, "dienst"),
    ],
)
def test_een_regel_die_niet_kan(anders: dict[str, Any], veld: str):
    with pytest.raises(Geweigerd) as fout:
        contract(**anders)
    assert fout.value.veld == veld


def test_een_andere_tekst_vraagt_een_hogere_versie(bureau: Bureau):
    ctx, database = bureau.programma, bureau.wereld.database
    with database.transactie() as s:
        assert not lijst.bewaar(s, ctx, contract())
    with pytest.raises(Geweigerd, match="versie 1 staat er al"), database.transactie() as s:
        lijst.bewaar(s, ctx, contract(dno_minuten=10))
    with database.transactie() as s:
        assert lijst.bewaar(s, ctx, contract(dno_minuten=10, versie=2))
    servicemanager = bureau.rol("servicemanager")
    regel = next(rij for rij in lijst.contracten(servicemanager) if rij.dienst == "Netwerk")
    assert (regel.versie, regel.dno_minuten) == (2, 10)
    assert [rij.versie for rij in lijst.geschiedenis(servicemanager, regel.id)] == [2, 1]
    lijst.beeindig(servicemanager, regel.id)
    with pytest.raises(Geweigerd, match="niet meer op de lijst"):
        lijst.beeindig(servicemanager, regel.id)
    assert "Netwerk" not in {rij.dienst for rij in lijst.contracten(servicemanager)}


def rij(**anders: str) -> dict[str, str]:
    cellen = {
        "opdrachtgever": "OM",
        "dienst": "Zaaksysteem",
        "consignatie": "ja",
        "uren": "ma-zo 17:00-24:00",
        "dno_minuten": "15",
        "team": "net",
        "melders": "A | B|A",
        "versie": "3",
        "eigenaar": "SM OM",
    }
    return {**cellen, **anders}


def test_de_lijst_komt_uit_een_bestand(bureau: Bureau):
    soort = IMPORT["jio.contractlijst"]
    with bureau.wereld.database.transactie() as s:
        invoer = soort.controleer(s, rij())
        assert (invoer.melders, invoer.team_id) == (("A", "B"), bureau.wereld.teams["net"])
        assert soort.verwerk(bureau.rol("servicemanager"), s, [invoer]) == 1
    with bureau.wereld.database.transactie() as s:
        assert soort.verwerk(bureau.rol("servicemanager"), s, [invoer]) == 0
        assert s.scalar(select(func.count()).where(Contract.dienst == "Zaaksysteem")) == 1
    with pytest.raises(Geweigerd, match="twee keer"), bureau.wereld.database.transactie() as s:
        soort.verwerk(bureau.rol("servicemanager"), s, [invoer, invoer])
    with pytest.raises(GeenToegang), bureau.wereld.database.transactie() as s:
        soort.verwerk(bureau.desk, s, [invoer])


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"consignatie": "misschien"}, "consignatie"),
        ({"dno_minuten": "kort"}, "dno_minuten"),
        ({"versie": ""}, "versie"),
        ({"team": "onbekend"}, "team"),
        ({"uren": "nacht"}, "uren"),
    ],
)
def test_een_slechte_rij_wordt_bij_de_kolom_geweigerd(bureau: Bureau, anders: dict[str, str], veld: str):
    with bureau.wereld.database.lezen() as s, pytest.raises(Geweigerd) as fout:
        IMPORT["jio.contractlijst"].controleer(s, rij(**anders))
    assert fout.value.veld == veld


def test_de_lijst_is_niet_voor_iedereen(bureau: Bureau):
    for naam in ("anna", "lot", "hans"):
        with pytest.raises(GeenToegang):
            lijst.contracten(bureau.als(naam))
    with pytest.raises(GeenToegang):
        lijst.beeindig(bureau.desk, 1)
