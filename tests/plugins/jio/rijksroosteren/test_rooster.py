# SPDX-License-Identifier: EUPL-1.2
"""JIO 4: no patch duty without a sign-up, people keep their own roster, and a wijziging is no patch duty."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.rijksroosteren.models import Patchaanmelding, Roosterregel
from plugins.jio.rijksroosteren.procedure import Regelstatus
from plugins.jio.rijksroosteren.rules import Categorie, Kanaal
from plugins.jio.rijksroosteren.services import beelden, groep, rooster
from tests.plugins.jio.consignatie.conftest import Wereld
from tests.plugins.jio.rijksroosteren.conftest import gewerkt, op, plan, tijdvak

DAG = "2024-03-12"


@pytest.fixture
def maart(wereld: Wereld) -> Wereld:
    """The first of March 2024, with Anna signed up from that day on."""
    wereld = op(wereld, "2024-03-01")
    groep.meld_aan(wereld.als("anna"), date(2024, 3, 1))
    return wereld


def status(wereld: Wereld, nummer: int) -> Regelstatus:
    with wereld.database.lezen() as s:
        return s.get_one(Roosterregel, nummer).status


def test_r4_zonder_aanmelding_wordt_niemand_ingeroosterd(maart: Wereld):
    for door in ("bram", "lot"):
        with pytest.raises(Geweigerd, match="heeft zich niet aangemeld"):
            plan(maart, "bram", DAG, door=door)
    assert beelden.mijn_regels(maart.als("bram")) == ()


def test_r4_aanmelden_geldt_vanaf_de_dag_en_een_keer(maart: Wereld):
    groep.meld_aan(maart.als("bram"), date(2024, 3, 13))
    with pytest.raises(Geweigerd, match="niet aangemeld"):
        plan(maart, "bram", DAG)
    plan(maart, "bram", "2024-03-13")
    with pytest.raises(Geweigerd, match="al aangemeld"):
        groep.meld_aan(maart.als("bram"), date(2024, 5, 1))
    with pytest.raises(Geweigerd, match="vanaf vandaag"):
        groep.meld_aan(maart.als("cas"), date(2024, 2, 29))


def test_r4_afmelden_laat_latere_patchdiensten_vervallen_en_geen_wijziging(maart: Wereld):
    eerder, later = plan(maart, "anna", "2024-03-11"), plan(maart, "anna", DAG)
    release = plan(maart, "anna", "2024-03-14", Categorie.WIJZIGING)
    with pytest.raises(Geweigerd, match="vanaf vandaag"):
        groep.meld_af(maart.als("anna"), date(2024, 2, 1))
    assert groep.meld_af(maart.als("anna"), date(2024, 3, 12)) == 1
    assert [status(maart, nummer) for nummer in (eerder, later, release)] == [
        Regelstatus.CONCEPT,
        Regelstatus.VERVALLEN,
        Regelstatus.CONCEPT,
    ]
    with maart.database.lezen() as s:
        bericht = s.scalars(select(Bericht).where(Bericht.soort == "jio.patchdienst_vervallen")).one()
    assert (bericht.aan_medewerker_id, bericht.gegevens["aantal"]) == (maart.mensen["lot"], 1)
    with pytest.raises(Geweigerd, match="niet aangemeld"):
        groep.meld_af(maart.als("anna"), date(2024, 3, 12))
    with pytest.raises(Geweigerd, match="niet aangemeld"):
        plan(maart, "anna", DAG)
    groep.meld_aan(maart.als("anna"), date(2024, 3, 12))
    plan(maart, "anna", DAG)


def test_r5_een_wijziging_is_nooit_een_patchdienst(maart: Wereld):
    nummer = plan(maart, "bram", "2024-03-16", Categorie.WIJZIGING)
    dossier = beelden.regeldossier(maart.als("bram"), nummer)
    assert not dossier.regel.is_patchdienst
    assert not dossier.antwoord.uitkomst.telt_als_patchdienst
    with pytest.raises(Geweigerd, match="welke wijziging") as fout:
        rooster.plan(maart.als("bram"), maart.mensen["bram"], Categorie.WIJZIGING, *tijdvak("2024-03-17"))
    assert fout.value.veld == "onderwerp"


def test_r6_van_concept_tot_gewerkt(maart: Wereld):
    nummer = plan(maart, "anna", DAG)
    for naam in ("anna", "leo", "rob"):
        with pytest.raises((GeenToegang, Geweigerd)):
            rooster.keur_goed(maart.als(naam), nummer)
    with pytest.raises(Geweigerd, match="nog niet voorbij"):
        rooster.realiseer(maart.als("anna"), nummer, *tijdvak(DAG))
    daarna = op(maart, "2024-03-13")
    with pytest.raises(StapNietMogelijk):
        rooster.realiseer(daarna.als("anna"), nummer, *tijdvak(DAG))
    rooster.keur_goed(maart.als("lot"), nummer)
    rooster.realiseer(daarna.als("anna"), nummer, *tijdvak(DAG, "20:00", "00:30"))
    [regel] = beelden.mijn_regels(daarna.als("anna"))
    assert (regel.status, regel.tot, regel.einde) == (
        Regelstatus.GEREALISEERD,
        tijdvak(DAG)[1],
        tijdvak(DAG, "20:00", "00:30")[1],
    )
    assert [stap for stap, _, _ in beelden.regeldossier(daarna.als("lot"), nummer).stappen] == [
        "maak",
        "keur_goed",
        "realiseer",
    ]


def test_een_leidinggevende_roostert_het_eigen_team_en_keurt_zichzelf_niet_goed(maart: Wereld):
    plan(maart, "anna", DAG, door="lot")
    with pytest.raises(GeenToegang):
        plan(maart, "anna", "2024-03-13", door="leo")
    with pytest.raises(GeenToegang):
        plan(maart, "anna", "2024-03-13", door="bram")
    with pytest.raises(Geweigerd, match="geen team"):
        plan(maart, "lot", "2024-03-13", Categorie.WIJZIGING)


def test_goedkeuren_vraagt_de_aanmelding_opnieuw(maart: Wereld):
    nummer = plan(maart, "anna", DAG)
    with maart.database.transactie() as s:
        s.scalars(select(Patchaanmelding)).one().tot = date(2024, 3, 2)
    with pytest.raises(Geweigerd, match="niet aangemeld"):
        rooster.keur_goed(maart.als("lot"), nummer)


@pytest.mark.parametrize(
    ("dag", "van", "tot", "reden"),
    [
        (DAG, "22:00", "23:30", "staat er al iets"),
        (DAG, "19:00", "20:30", "staat er al iets"),
        ("2024-03-11", "21:00", "20:59", "staat er al iets"),
    ],
)
def test_niemand_staat_twee_keer_tegelijk(maart: Wereld, dag: str, van: str, tot: str, reden: str):
    plan(maart, "anna", DAG)
    with pytest.raises(Geweigerd, match=reden):
        rooster.plan(maart.als("anna"), maart.mensen["anna"], Categorie.PATCHDIENST, *tijdvak(dag, van, tot))
    # One after the other is no overlap.
    aansluitend = tijdvak(DAG, "23:00", "02:00")
    rooster.plan(maart.als("anna"), maart.mensen["anna"], Categorie.PATCHDIENST, *aansluitend)


def test_rare_tijden_en_afwezigheid_worden_geweigerd(maart: Wereld):
    ctx, wie = maart.als("anna"), maart.mensen["anna"]
    van, tot = tijdvak(DAG)
    for begin, einde, reden in ((tot, van, "niet na het begin"), (van, tijdvak("2024-03-14")[1], "24 uur")):
        with pytest.raises(Geweigerd, match=reden):
            rooster.plan(ctx, wie, Categorie.PATCHDIENST, begin, einde)
    with pytest.raises(Geweigerd, match="200 tekens"):
        rooster.plan(ctx, wie, Categorie.WIJZIGING, van, tot, "x" * 201)
    maart.afwezig("anna", "verlof", date(2024, 3, 10), date(2024, 3, 15))
    with pytest.raises(Geweigerd, match="dan afwezig"):
        plan(maart, "anna", DAG)


def test_wat_is_gewerkt_haalt_alleen_de_leidinggevende_weg(maart: Wereld):
    nummer = gewerkt(maart, "anna", DAG)
    with pytest.raises(Geweigerd, match="je leidinggevende"):
        rooster.laat_vervallen(maart.als("anna"), nummer)
    rooster.laat_vervallen(maart.als("lot"), nummer, "dubbel ingevoerd")
    assert status(maart, nummer) is Regelstatus.VERVALLEN
    with pytest.raises(StapNietMogelijk):
        rooster.laat_vervallen(maart.als("lot"), nummer)
    gepland = plan(maart, "anna", DAG)
    rooster.laat_vervallen(maart.als("anna"), gepland)


@pytest.mark.parametrize(("systeem", "reden"), [(Kanaal.P_DIREKT, None), (Kanaal.RRA, "staat goed in de RRA")])
def test_r2_verlof_van_de_groep_hoort_in_de_rra(maart: Wereld, systeem: Kanaal, reden: str | None):
    if reden:
        with pytest.raises(Geweigerd, match=reden):
            groep.geef_verlof_terug(maart.als("lot"), maart.mensen["anna"], systeem, date(2024, 3, 12))
        return
    groep.geef_verlof_terug(maart.als("lot"), maart.mensen["anna"], systeem, date(2024, 3, 12))
    with maart.database.lezen() as s:
        assert s.scalars(select(Bericht.soort)).all() == ["jio.verlof_terug"]
    with pytest.raises(Geweigerd, match="geen patchdiensten"):
        groep.geef_verlof_terug(maart.als("hans"), maart.mensen["bram"], systeem, date(2024, 3, 12))
    with pytest.raises(GeenToegang):
        groep.geef_verlof_terug(maart.als("leo"), maart.mensen["anna"], systeem, date(2024, 3, 12))


def test_een_regel_is_niet_van_een_ander(maart: Wereld):
    nummer = plan(maart, "anna", DAG)
    for naam in ("bram", "leo", "om"):
        for onbekend in (nummer, nummer + 1):
            with pytest.raises(GeenToegang):
                beelden.regeldossier(maart.als(naam), onbekend)
        with pytest.raises(GeenToegang):
            rooster.laat_vervallen(maart.als(naam), nummer)


def test_de_maand_van_een_team(maart: Wereld):
    nummer = plan(maart, "anna", DAG)
    plan(maart, "otto", DAG, Categorie.WIJZIGING)
    beeld = beelden.teammaand(maart.als("bram"), maart.teams["net"], "2024-03")
    assert [regel.id for regel in beeld.regels] == [nummer]
    assert [lid.naam for lid in beeld.groep] == ["Anna"]
    assert set(beeld.mensen.values()) == {"Anna", "Bram", "Cas", "Dina"}
    assert not beeld.mag_plannen
    assert beelden.teammaand(maart.als("lot"), None, "2024-03").mag_goedkeuren
    assert beelden.eerstvolgend(maart.als("lot")) == (None, 1)
    for team, periode in ((999, "2024-03"), (maart.teams["net"], "maart")):
        with pytest.raises((GeenToegang, Geweigerd)):
            beelden.teammaand(maart.als("bram"), team, periode)
