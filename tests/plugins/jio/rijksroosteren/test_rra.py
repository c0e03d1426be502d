# SPDX-License-Identifier: EUPL-1.2
"""JIO 4: the file for the RRA holds what was realised, once, and says through which system it is paid."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import keur_goed, stel_voor
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Rooster
from plugins.jio.rijksroosteren.export import EXPORTEN
from plugins.jio.rijksroosteren.models import Regelsoort, Roosterregel, Rraexport
from plugins.jio.rijksroosteren.procedure import Regelstatus
from plugins.jio.rijksroosteren.rules import Categorie, Kanaal
from plugins.jio.rijksroosteren.services import groep, rooster, rra
from tests.plugins.jio.consignatie.conftest import Wereld, klok
from tests.plugins.jio.rijksroosteren.conftest import gewerkt, op, plan, tijdvak

DAG = "2023-03-08"
KOP = "handeling;soort;personeelsnummer;dag;van;tot;minuten;kanaal;bron"


@pytest.fixture
def maart(wereld: Wereld) -> Wereld:
    """The first of March 2023, in a year with a published roster of the on-call duty."""
    wereld.publiceer()
    return op(wereld, "2023-03-01")


def regels(inhoud: bytes) -> list[str]:
    return inhoud.decode().split("\r\n")[:-1]


def test_wat_is_gewerkt_gaat_een_keer_met_totalen_en_controlesom(maart: Wereld):
    nummer = gewerkt(maart, "anna", DAG)
    wijziging = plan(maart, "bram", DAG, Categorie.WIJZIGING)
    plan(maart, "anna", "2023-03-30")
    daarna = op(maart, "2023-03-10")
    naam, inhoud = rra.exporteer(daarna.als("hans"), "2023-03")
    assert naam == "rra-jio-2023-03-1.csv"
    *inhoudelijk, som = regels(inhoud)
    assert inhoudelijk == [
        KOP,
        f"NIEUW;patchdienst;P-anna;2023-03-08;2023-03-08T20:00;2023-03-08T23:00;180;rra;{nummer}",
        "TOTAAL;patchdienst;;2023-03;;;180;rra;",
        "TOTAAL;;;2023-03;;;180;;1",
    ]
    assert som == "SHA-256;" + sha256("".join(f"{regel}\r\n" for regel in inhoudelijk).encode()).hexdigest()
    with maart.database.lezen() as s:
        assert s.get_one(Roosterregel, nummer).status is Regelstatus.GEEXPORTEERD
        assert s.get_one(Roosterregel, wijziging).status is Regelstatus.CONCEPT
    # Again, by the other door and by somebody else: the same bytes, and no second file.
    assert EXPORTEN[0].maak(daarna.als("rob"), "2023-03")[2] == inhoud
    beeld = rra.beeld(daarna.als("hilda"), "2023-03")
    assert (beeld.nieuw, beeld.vervalt, len(beeld.bestanden), beeld.wijzigingen) == ((), (), 1, 1)
    assert rra.bestand(daarna.als("hans"), beeld.bestanden[0].id) == (naam, inhoud)


def test_een_verbetering_neemt_de_oude_regel_terug(maart: Wereld):
    nummer = gewerkt(maart, "anna", DAG)
    daarna = op(maart, "2023-03-10")
    rra.exporteer(daarna.als("hans"), "2023-03")
    rooster.realiseer(daarna.als("lot"), nummer, *tijdvak(DAG, "20:00", "22:00"))
    naam, inhoud = rra.exporteer(daarna.als("hans"), "2023-03")
    assert naam == "rra-jio-2023-03-2.csv"
    assert [regel.split(";")[0] for regel in regels(inhoud)[1:3]] == ["NIEUW", "VERVALT"]
    assert regels(inhoud)[3] == "TOTAAL;patchdienst;;2023-03;;;-60;rra;"
    rooster.laat_vervallen(daarna.als("lot"), nummer)
    assert regels(rra.exporteer(daarna.als("hans"), "2023-03")[1])[1].startswith("VERVALT;patchdienst;P-anna")
    leeg = rra.beeld(daarna.als("hans"), "2023-03")
    assert (leeg.nieuw, leeg.vervalt, len(leeg.bestanden)) == ((), (), 3)


def zet_kanaal(wereld: Wereld, waarde: str) -> None:
    nummer = stel_voor(
        wereld.als("hans"),
        sleutel="jio_roost.consignatie_kanaal",
        waarde=waarde,
        vanaf=date(2023, 1, 1),
        bron="besluit",
        reden="keuze",
        soort="wijziging",
    )
    keur_goed(wereld.als("hilda"), nummer)


@pytest.mark.parametrize("lezing", ["P_DIREKT", "RRA"])
def test_r3_consignatie_van_de_groep_gaat_mee_en_wordt_via_een_systeem_betaald(maart: Wereld, lezing: str):
    groep.meld_aan(maart.als("anna"), date(2023, 3, 1))
    if lezing == "RRA":
        zet_kanaal(maart, lezing)
    daarna = op(maart, "2023-04-05")
    hr = daarna.als("hans")
    # The duty of 28 March ends on 4 April: it belongs to April, as its allowance does.
    per_maand = {maand: rra.beeld(hr, maand).nieuw for maand in ("2023-03", "2023-04")}
    verwacht = Kanaal.RRA if lezing == "RRA" else Kanaal.P_DIREKT
    lijnen = [lijn for maand in per_maand.values() for lijn in maand]
    assert lijnen
    assert {lijn.soort for lijn in lijnen} == {Regelsoort.CONSIGNATIE}
    assert {lijn.medewerker_id for lijn in lijnen} == {maart.mensen["anna"]}
    assert {lijn.kanaal for lijn in lijnen} == {verwacht}
    assert all(lijn.tot <= daarna.nu for lijn in lijnen)
    # On-call time only: a week from Tuesday 17.00 has five times nine office hours in it.
    assert all(lijn.minuten < (lijn.tot - lijn.van).total_seconds() / 60 - 4 * 9 * 60 + 1 for lijn in lijnen)
    # A claim that is approved later turns the line: nothing is paid twice.
    maand = next(naam for naam, gevonden in per_maand.items() if gevonden)
    rra.exporteer(hr, maand)
    daarna.keur_alles_goed(per_maand[maand][0].bron_id)
    na = rra.beeld(hr, maand)
    assert [lijn.kanaal for lijn in na.nieuw] == ([Kanaal.P_DIREKT] if lezing == "RRA" else [])
    assert [lijn.kanaal for lijn in na.vervalt] == ([Kanaal.RRA] if lezing == "RRA" else [])


def test_een_dienst_van_voor_annex_gaat_niet_nog_eens_naar_de_betaling(maart: Wereld):
    groep.meld_aan(maart.als("anna"), date(2023, 3, 1))
    hr = op(maart, "2023-04-05").als("hans")
    maanden = ("2023-03", "2023-04")
    eerder = [lijn for maand in maanden for lijn in rra.beeld(hr, maand).nieuw]
    assert eerder
    with maart.database.transactie() as s:
        s.execute(update(Rooster).values(declareren_vanaf=date(2024, 1, 1)))
    assert [lijn for maand in maanden for lijn in rra.beeld(hr, maand).nieuw] == []


def test_wie_niet_meedoet_heeft_geen_consignatie_in_het_bestand(maart: Wereld):
    assert rra.beeld(op(maart, "2023-04-05").als("hans"), "2023-03").nieuw == ()
    _, inhoud = rra.exporteer(op(maart, "2023-04-05").als("hans"), "2023-03")
    assert regels(inhoud)[:2] == [KOP, "TOTAAL;;;2023-03;;;0;;0"]


@pytest.mark.parametrize("naam", ["anna", "lot", "om"])
def test_alleen_hr_en_de_roosterbeheerder_exporteren(maart: Wereld, naam: str):
    for doe in (rra.exporteer, rra.beeld):
        with pytest.raises(GeenToegang):
            doe(maart.als(naam), "2023-03")
    with pytest.raises(GeenToegang):
        rra.bestand(maart.als("hans"), 1)
    with pytest.raises(Geweigerd, match="2026-03"):
        rra.exporteer(maart.als("hans"), "maart")


def test_een_nummer_dat_op_een_formule_lijkt_krijgt_een_apostrof(maart: Wereld):
    lijn = rra.Lijn(1, klok(DAG, "20:00"), klok(DAG, "21:00"), Regelsoort.PATCHDIENST, 1, Kanaal.RRA, 60)
    assert ";'=1+1;" in rra.schrijf([lijn], [], {1: "=1+1"}, "2023-03").decode()


LIJNEN = st.builds(
    lambda wie, uur, duur, bron: rra.Lijn(
        wie,
        klok(DAG, f"{uur:02d}:00"),
        klok(DAG, f"{uur + duur:02d}:00"),
        Regelsoort.PATCHDIENST,
        bron,
        Kanaal.RRA,
        duur * 60,
    ),
    st.integers(1, 3),
    st.integers(0, 20),
    st.integers(1, 3),
    st.integers(1, 5),
)


@given(st.lists(LIJNEN, unique=True), st.lists(LIJNEN, unique=True), st.randoms())
def test_dezelfde_regels_geven_in_elke_volgorde_dezelfde_bytes(nieuw: list[rra.Lijn], oud: list[rra.Lijn], toeval):
    nummers = {1: "P1", 2: "P2", 3: "P3"}
    eerst = rra.schrijf(nieuw, oud, nummers, "2023-03")
    toeval.shuffle(nieuw)
    toeval.shuffle(oud)
    assert rra.schrijf(nieuw, oud, nummers, "2023-03") == eerst
    totaal = sum(lijn.minuten for lijn in nieuw) - sum(lijn.minuten for lijn in oud)
    assert f"TOTAAL;;;2023-03;;;{totaal};;{len(nieuw) + len(oud)}" in eerst.decode()


def test_een_geexporteerde_regel_ligt_vast(maart: Wereld):
    gewerkt(maart, "anna", DAG)
    rra.exporteer(op(maart, "2023-03-10").als("hans"), "2023-03")
    with pytest.raises(DatabaseError), maart.database.transactie() as s:
        s.scalars(select(Rraexport)).one().inhoud = b""
