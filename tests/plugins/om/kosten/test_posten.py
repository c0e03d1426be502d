# SPDX-License-Identifier: EUPL-1.2
"""Costs: who bears them, that nothing is recovered without hearing and decision, and that objecting stops it."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht, Taak
from core.brieven.inhoud import Briefconcept
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.models import Boeking
from core.ledger.nareken import antwoord
from core.ledger.verrekening import Stand, standen
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from plugins.om.autoregeling.kosten.brieven import schrijf
from plugins.om.autoregeling.kosten.models import Kostenpost
from plugins.om.autoregeling.kosten.procedure import Kostenstatus
from plugins.om.autoregeling.kosten.services import kostenvelden, posten
from plugins.om.autoregeling.kosten.services.posten import BEZWAARDAGEN, REACTIEDAGEN, Opgave
from plugins.om.autoregeling.rules.kostensoorten import ARTIKELEN
from tests.plugins.om.bijdrage.boekhouding import run, zet
from tests.plugins.om.wereld import Wereld

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ANNA, DIRK, LEA, PETRA, WIM, LOES = (
    "Anna Officier",
    "Dirk Directeur",
    "Lea Directeur",
    "Petra Generaal",
    "Wim Wagenpark",
    "Loes Lokaal",
)
BOETE = {"datum": "2023-03-01", "bedrag_euro": "80,00", "administratiekosten_euro": "9,00"}


def richt_in(om: Wereld) -> None:
    om.auto()
    om.gebruik(ANNA)
    zet(om, REACTIEDAGEN, "14", date(2020, 1, 1))
    zet(om, BEZWAARDAGEN, "42", date(2020, 1, 1))


def neem_op(om: Wereld, soort: str = "boete", kenmerk: str = "CJIB 1", wie: str = LOES, **velden: str) -> int:
    opgave = Opgave(om.mensen[ANNA], om.voertuigen["AB12CD"], soort, "Te hard", kenmerk, velden or BOETE)
    return posten.neem_op(om.als(wie), opgave)


def post(om: Wereld, nummer: int) -> Kostenpost:
    with om.database.lezen() as s:
        return s.get_one(Kostenpost, nummer)


def later(om: Wereld, dagen: int) -> None:
    om.nu += timedelta(days=dagen)


def verhaalregels(om: Wereld) -> list[tuple[str, int, bool]]:
    with om.database.lezen() as s:
        vraag = select(Boeking.feit, Boeking.centen, Boeking.inhouding).where(Boeking.feit.like("doorbelasting%"))
        return [(rij[0], rij[1], rij[2]) for rij in s.execute(vraag.order_by(Boeking.id))]


def test_elke_soort_van_de_regel_heeft_een_formulier() -> None:
    assert kostenvelden.SOORTEN.keys() == ARTIKELEN.keys()
    assert {veld.naam for veld in kostenvelden.velden("boete")} == {
        "verhoging_euro",
        "administratiekosten_euro",
        "huurauto",
    }


@SQLITE
def test_12_van_opnemen_tot_grootboek(om: Wereld) -> None:
    richt_in(om)
    nummer = neem_op(om)
    assert (post(om, nummer).status, post(om, nummer).werknemer_centen) == (Kostenstatus.HOREN, 89_00)
    with pytest.raises(Geweigerd, match="kan nog reageren"):
        posten.beslis(om.als(DIRK), nummer, 89_00, "Te hard gereden.")
    posten.reageer(om.als(ANNA), nummer, "Ik had haast.")
    with om.database.lezen() as s:
        gemeld = set(s.scalars(select(Bericht.soort).where(Bericht.aan_medewerker_id == om.mensen[DIRK])))
    assert posten.VOORGELEGD in gemeld
    with pytest.raises(Geweigerd) as fout:
        posten.beslis(om.als(DIRK), nummer, 89_01, "Te hard gereden.")
    assert fout.value.veld == "bedrag"
    posten.beslis(om.als(DIRK), nummer, 50_00, "Te hard gereden, deels voor het werk.")
    run(om, "2023-03", definitief=False)
    assert verhaalregels(om) == []  # the term for an objection runs
    later(om, 43)
    posten.loop(om.programma)
    posten.loop(om.programma)
    gedaan = post(om, nummer)
    assert (gedaan.status, gedaan.verhaalmaand) == (Kostenstatus.DEFINITIEF, "2023-04")
    nummer_run = run(om, "2023-04")
    assert verhaalregels(om) == [(f"doorbelasting/{nummer}", -50_00, False)]
    with om.database.lezen() as s:
        boeking = s.scalars(select(Boeking).where(Boeking.run_id == nummer_run, Boeking.centen == -50_00)).one()
        opnieuw = antwoord(om.installatie, boeking, geldend(s, om.installatie))
        assert opnieuw is not None
        assert opnieuw.uitkomst.verhaald_centen == 50_00
        # It was not agreed beforehand: it waits until HR decides how it is paid.
        assert standen(s, "om", om.nu.date())[boeking.id] is Stand.WACHT
        brief = schrijf(s, om.programma, [str(nummer)])[str(nummer)]
    assert isinstance(brief, Briefconcept)
    assert brief.bedragen[0].centen == -50_00
    assert any("CAO" in regel.artikel for regel in brief.uitleg)
    posten.trek_in(om.als(DIRK), nummer, "De boete is vernietigd.")
    later(om, 5)
    run(om, "2023-05")
    assert sum(centen for _, centen, _ in verhaalregels(om)) == 0


@SQLITE
def test_bezwaar_houdt_het_tegen_en_een_ander_antwoordt(om: Wereld) -> None:
    richt_in(om)
    nummer = neem_op(om)
    posten.reageer(om.als(ANNA), nummer, "Niet eens.")
    posten.beslis(om.als(DIRK), nummer, 89_00, "De regeling.")
    posten.maak_bezwaar(om.als(ANNA), nummer, "Ik was het niet.")
    later(om, 100)
    posten.loop(om.programma)
    assert post(om, nummer).status is Kostenstatus.BEZWAAR
    with pytest.raises(Geweigerd, match="een ander dan wie besloot"):
        posten.beslis_bezwaar(om.als(DIRK), nummer, 80_00, "Toch wel.")
    with pytest.raises(Geweigerd, match="niet meer verhaald dan eerst"):
        posten.beslis_bezwaar(om.als(PETRA), nummer, 89_01, "Meer.")
    posten.beslis_bezwaar(om.als(PETRA), nummer, 0, "Je hebt gelijk.")
    assert post(om, nummer).status is Kostenstatus.AFGEZIEN
    run(om, "2023-06")
    assert verhaalregels(om) == []


@SQLITE
def test_bezwaar_kan_tot_en_met_de_laatste_dag(om: Wereld) -> None:
    richt_in(om)
    nummer = neem_op(om)
    later(om, 15)
    posten.beslis(om.als(DIRK), nummer, 89_00, "De regeling.")  # no answer, and the term is over
    later(om, 43)
    with pytest.raises(Geweigerd, match="bezwaar kon tot en met"):
        posten.maak_bezwaar(om.als(ANNA), nummer, "Te laat.")
    later(om, -1)
    posten.loop(om.programma)
    assert post(om, nummer).status is Kostenstatus.BESLOTEN
    posten.maak_bezwaar(om.als(ANNA), nummer, "Net op tijd.")


@SQLITE
def test_zonder_termijn_vraagt_annex_hr_en_wordt_niets_verhaald(om: Wereld) -> None:
    om.auto()
    om.gebruik(ANNA)
    nummer = neem_op(om)
    later(om, 400)
    posten.loop(om.programma)
    with pytest.raises(Geweigerd):
        posten.beslis(om.als(DIRK), nummer, 1, "Nu wel.")
    with om.database.lezen() as s:
        assert REACTIEDAGEN in set(s.scalars(select(Taak.sleutel).where(Taak.rol == "hr")))
    zet(om, REACTIEDAGEN, "14", date(2020, 1, 1))
    posten.loop(om.programma)
    assert post(om, nummer).reactie_tot == om.nu.date() + timedelta(days=14)


@SQLITE
@pytest.mark.parametrize(
    ("wie", "fout"),
    [(LEA, Geweigerd), (ANNA, GeenToegang), (LOES, GeenToegang), ("Hans Personeel", GeenToegang)],
)
def test_alleen_de_werkgever_van_het_onderdeel_beslist(om: Wereld, wie: str, fout: type[Exception]) -> None:
    richt_in(om)
    nummer = neem_op(om)
    later(om, 20)
    with pytest.raises(fout):
        posten.beslis(om.als(wie), nummer, 89_00, "Ik beslis.")


@SQLITE
def test_niemand_beslist_over_zichzelf_en_wie_mag_wat_zien(om: Wereld) -> None:
    richt_in(om)
    om.auto("EF34GH")
    om.gebruik(DIRK, "EF34GH")
    opgave = Opgave(om.mensen[DIRK], om.voertuigen["EF34GH"], "boete", "Te hard", "X", BOETE)
    nummer = posten.neem_op(om.als(WIM), opgave)
    later(om, 20)
    with pytest.raises(Geweigerd, match="over je eigen"):
        posten.beslis(om.als(DIRK), nummer, 0, "Niets.")
    assert posten.te_beslissen(om.als(DIRK)) == ()
    assert [regel.rij.id for regel in posten.te_beslissen(om.als(PETRA))] == [nummer]
    for vreemd in (ANNA, "Clara Officier", LEA):
        with pytest.raises(GeenToegang):
            posten.toon(om.als(vreemd), nummer)
    assert posten.toon(om.als(DIRK), nummer).rij.id == nummer
    assert posten.lijst(om.als(LEA)) == ()
    with pytest.raises(GeenToegang):
        neem_op(om, wie=ANNA)
    with pytest.raises(Geweigerd):
        posten.neem_op(
            om.als(LOES), Opgave(om.mensen["Clara Officier"], None, "boete", "Te hard", "Y", BOETE)
        )  # not a unit of Loes


@SQLITE
@pytest.mark.parametrize(
    ("soort", "velden", "werknemer", "te_beslissen"),
    [
        ("parkeren_veer_tol", {"zakelijk": "ja"}, 0, 0),
        ("parkeren_veer_tol", {}, 80_00, 0),
        ("verbeurdverklaring", {}, 0, 80_00),
        ("vervangende_auto", {"niet_beschikbaar_minuten": "1440", "toestemming": "ja"}, 0, 80_00),
        ("vervangende_auto", {"niet_beschikbaar_minuten": "1439"}, 80_00, 0),
        ("schade_buiten_dekking", {}, 0, 80_00),
    ],
)
def test_wie_betaalt(om: Wereld, soort: str, velden: dict[str, str], werknemer: int, te_beslissen: int) -> None:
    richt_in(om)
    nummer = neem_op(om, soort, datum="2023-03-01", bedrag_euro="80,00", **velden)
    rij = post(om, nummer)
    assert (rij.werknemer_centen, rij.te_beslissen_centen) == (werknemer, te_beslissen)
    assert (rij.status is Kostenstatus.WERKGEVER) == (werknemer + te_beslissen == 0)
    if soort == "verbeurdverklaring":
        assert rij.uitleg[0]["code"] == "OM-AUTO/kosten.afwijking_verbeurd"


@SQLITE
def test_12_1_reiniging_telt_de_eerdere_van_het_jaar(om: Wereld) -> None:
    richt_in(om)
    eerste = neem_op(om, "reiniging", "A", datum="2023-01-10", bedrag_euro="100")
    tweede = neem_op(om, "reiniging", "B", datum="2023-02-10", bedrag_euro="80")
    assert [post(om, nummer).werknemer_centen for nummer in (eerste, tweede)] == [0, 30_00]
    with pytest.raises(Geweigerd, match="latere reiniging"):
        neem_op(om, "reiniging", "C", datum="2023-01-20", bedrag_euro="10")


@SQLITE
@pytest.mark.parametrize(
    ("veld", "velden"),
    [
        ("bedrag_euro", {**BOETE, "bedrag_euro": "abc"}),
        ("datum", {**BOETE, "datum": "2024-01-01"}),
        ("bedrag_euro", {**BOETE, "bedrag_euro": "0"}),
    ],
)
def test_opnemen_weigert_met_het_veld(om: Wereld, veld: str, velden: dict[str, str]) -> None:
    richt_in(om)
    with pytest.raises(Geweigerd) as fout:
        neem_op(om, **velden)
    assert fout.value.veld == veld


@SQLITE
def test_een_kenmerk_telt_een_keer_en_op_het_loon_alleen_bij_10_2(om: Wereld) -> None:
    richt_in(om)
    neem_op(om)
    with pytest.raises(Geweigerd, match="al opgenomen"):
        neem_op(om)
    nummer = neem_op(om, "schade_buiten_dekking", "Z", datum="2023-03-01", bedrag_euro="900")
    boete = neem_op(om, kenmerk="CJIB 2")
    later(om, 20)
    with pytest.raises(Geweigerd) as fout:
        posten.beslis(om.als(DIRK), boete, 1, "Op het loon.", met_loon=True)
    assert fout.value.veld == "met_loon"
    posten.beslis(om.als(DIRK), nummer, 900_00, "Onder invloed.", met_loon=True)
    later(om, 43)
    posten.loop(om.programma)
    run(om, f"{om.nu:%Y-%m}", definitief=False)
    assert verhaalregels(om) == [(f"doorbelasting_netto/{nummer}", -900_00, True)]


def test_twee_werkgevers_tegelijk_geven_een_besluit(om: Wereld) -> None:
    richt_in(om)
    nummer = neem_op(om)
    posten.reageer(om.als(ANNA), nummer, "Ja.")
    klaar, uit = Barrier(2), []

    def beslis(wie: str, centen: int) -> None:
        ctx = om.als(wie)
        klaar.wait()
        try:
            posten.beslis(ctx, nummer, centen, "Mijn besluit.")
            uit.append(centen)
        except StapNietMogelijk:
            uit.append(-1)

    draden = [Thread(target=beslis, args=deel) for deel in ((DIRK, 10_00), (PETRA, 20_00))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uit)[0] == -1
    assert post(om, nummer).verhaald_centen == max(uit)


def test_paginas_van_kosten(omsite: Wereld) -> None:
    richt_in(omsite)
    loes, anna, dirk = (omsite.browser(naam) for naam in (LOES, ANNA, DIRK))
    assert "Kies eerst" in loes.zie("/om/kosten/nieuw")
    fout = loes.post("/om/kosten/nieuw", soort="boete", personeelsnummer="999", **BOETE)
    assert (fout.status_code, "van niemand" in fout.text) == (422, True)
    for soort in kostenvelden.SOORTEN:
        assert "Bedrag" in loes.zie(f"/om/kosten/nieuw?soort={soort}")
    with omsite.database.lezen() as s:
        personeelsnummer = s.get_one(Medewerker, omsite.mensen[ANNA]).personeelsnummer
    goed = loes.post(
        "/om/kosten/nieuw",
        soort="boete",
        personeelsnummer=personeelsnummer,
        kenteken="AB-12-CD",
        kenmerk="CJIB 9",
        omschrijving="Te hard",
        **BOETE,
    )
    assert goed.status_code == 303
    adres = goed.headers["Location"]
    assert "Wat vind jij ervan" in anna.zie(adres)
    assert anna.post(f"{adres}/reactie", reactie="Zo is het.").status_code == 303
    assert "Kosten van je dienstauto" not in anna.zie("/")
    assert "1 kostenpost wacht op je besluit" in dirk.zie("/")
    assert "besluit" in dirk.zie("/om/kosten/").lower()
    antwoord_ = dirk.post(f"{adres}/besluit", bedrag="89,01", motivering="De regeling.")
    assert antwoord_.status_code == 422
    assert dirk.post(f"{adres}/besluit", bedrag="89,00", motivering="De regeling.").status_code == 303
    assert "Bezwaar maken" in anna.zie(adres)
    assert omsite.browser("Lea Directeur").get(adres).status_code in (403, 404)
    assert anna.post(f"{adres}/bezwaar", bezwaar="Nee.").status_code == 303
    assert "er loopt een bezwaar" in anna.zie(adres)
    assert "CJIB" in omsite.browser("Noor Auditor").zie(adres)
