# SPDX-License-Identifier: EUPL-1.2
"""JIO 7.6 and CAO Rijk 7.6: what a month run pays, and what it names as not payable yet."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from core.calendar.kwartieren import Tijdvak
from core.contributions import Loonregel, Openstaand
from core.ledger import services as grootboek
from core.ledger.bulk import in_bereik
from core.ledger.models import Boeking
from core.people.eenheden import schakel
from core.people.models import Inschaling
from core.rules import Feit, Parameterset, Zekerheid
from core.rules.invoer import schrijf
from plugins.jio.consignatie.maandbron import Consignatietoelage, _Rekenaar
from plugins.jio.consignatie.models import Aanwijzing, Situatie, Teamsituatie
from plugins.jio.consignatie.rules.toelage import toelage
from plugins.jio.consignatie.services import declaraties, ruilen
from plugins.jio.consignatie.services.brieven import Brief, aangewezen
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from plugins.jio.consignatie.services.teams import Geldendesituatie
from plugins.jio.consignatie.services.toelagen import toelagegegevens
from tests.plugins.jio.consignatie.conftest import Wereld, geinstalleerd, klok

BRON = Consignatietoelage()
EEN, TWEE = date(2023, 9, 12), date(2023, 9, 19)


@pytest.fixture
def diensten(wereld: Wereld) -> dict[date, int]:
    per_dinsdag = wereld.publiceer()
    wereld.geef({per_dinsdag[EEN]: "anna", per_dinsdag[TWEE]: "bram"})
    return per_dinsdag


def regels(wereld: Wereld, periode: str, parameters: Parameterset | None = None) -> list[Loonregel | Openstaand]:
    with wereld.database.lezen() as s:
        wie = BRON.medewerkers(s, periode)
        return list(BRON.bereken(s, periode, wie, parameters or wereld.installatie.parameters))


def van(wereld: Wereld, antwoord: list[Loonregel | Openstaand], dienst_id: int) -> list[Loonregel | Openstaand]:
    return [regel for regel in antwoord if regel.feit.split("/")[1] == str(dienst_id)]


def test_goedgekeurde_declaratie_wordt_betaald_en_is_na_te_rekenen(wereld: Wereld, diensten: dict[date, int]):
    wereld.keur_alles_goed(diensten[EEN])
    [regel] = van(wereld, regels(wereld, "2023-09"), diensten[EEN])
    assert isinstance(regel, Loonregel)
    assert (regel.medewerker_id, regel.centen, regel.feit) == (
        wereld.mensen["anna"],
        19183,
        f"dienst/{diensten[EEN]}",
    )
    assert regel.hoeveelheden == {
        "kwartieren_totaal": 492,
        "kwartieren_maandag_vrijdag": 300,
        "kwartieren_zaterdag": 96,
        "kwartieren_zondag": 96,
        "kwartieren_feestdag": 0,
    }
    assert json.loads(regel.gegeven) == {
        "start": "2023-09-12",
        "delen": [{"van": "2023-09-12T17:00", "tot": "2023-09-19T08:00"}],
        "maandsalaris_voltijd_euro": "3500.00",
        "plaatsgebonden": False,
        "moet_naar_locatie": False,
        "aangewezen_per": "2022-01-01",
    }


def test_een_dienst_hoort_bij_de_maand_waarin_hij_eindigt_tenzij_de_lezing_anders_zegt(
    wereld: Wereld, diensten: dict[date, int]
):
    """Decision A1: a duty is never split over two months."""
    over_de_grens = diensten[date(2023, 9, 26)]
    wereld.keur_alles_goed(over_de_grens)
    begin = wereld.installatie.parameters.aangevuld(
        [Feit("jio_cons.maand_van_dienst", "BEGIN", date(2020, 1, 1), Zekerheid.LEZING, "proef")]
    )
    assert len(van(wereld, regels(wereld, "2023-10"), over_de_grens)) == 1
    assert van(wereld, regels(wereld, "2023-09"), over_de_grens) == []
    assert len(van(wereld, regels(wereld, "2023-09", begin), over_de_grens)) == 1
    assert van(wereld, regels(wereld, "2023-10", begin), over_de_grens) == []


def test_wie_veel_maanden_samen_vraagt_krijgt_van_elke_maand_hetzelfde(wereld: Wereld, diensten: dict[date, int]):
    """Also for some of the people, and where another reading moves a duty to another month."""
    wereld.keur_alles_goed(diensten[EEN])
    wereld.keur_alles_goed(diensten[date(2023, 9, 26)])
    begin = wereld.installatie.parameters.aangevuld(
        [Feit("jio_cons.maand_van_dienst", "BEGIN", date(2023, 9, 20), Zekerheid.LEZING, "proef")]
    )
    maanden = [f"2023-{nr:02}" for nr in range(1, 13)]
    with wereld.database.lezen() as s:
        iedereen = sorted({wie for maand in maanden for wie in BRON.medewerkers(s, maand)})
        vragen = [
            (maand, wie, parameters)
            for maand in maanden
            for parameters in (wereld.installatie.parameters, begin)
            for wie in (iedereen, [wereld.mensen["anna"]])
        ]
        apart = [list(BRON.bereken(s, *vraag)) for vraag in vragen]
        with in_bereik(s, iedereen, maanden):
            samen = [list(BRON.bereken(s, *vraag)) for vraag in vragen]
    assert samen == apart
    assert sum(isinstance(regel, Loonregel) for regels_ in samen for regel in regels_) >= 4


def test_wat_nog_niet_betaald_kan_worden_staat_er_met_de_reden(wereld: Wereld, diensten: dict[date, int]):
    def reden() -> str:
        [regel] = van(wereld, regels(wereld, "2023-09"), diensten[EEN])
        assert isinstance(regel, Openstaand)
        return regel.reden

    assert reden() == "geen_declaratie"
    declaraties.zet_klaar(wereld.programma, diensten[EEN])
    claim = wereld.claim(diensten[EEN], "anna")
    assert reden() == "niet_bevestigd"
    bezwaar = declaraties.maak_bezwaar(wereld.als("anna"), claim.id, "Klopt niet.")
    assert reden() == "bezwaar_loopt"
    declaraties.beantwoord(wereld.als("lot"), bezwaar, "Jawel.")
    declaraties.bevestig(wereld.als("anna"), claim.id)
    assert reden() == "niet_goedgekeurd"
    declaraties.geef_terug(wereld.als("lot"), claim.id, "Kijk nog eens.")
    assert reden() == "teruggegeven"
    declaraties.bevestig(wereld.als("anna"), claim.id)
    declaraties.keur_goed(wereld.als("lot"), [claim.id])
    with wereld.database.transactie() as s:
        for inschaling in s.scalars(select(Inschaling)):
            inschaling.ingetrokken_op = wereld.nu
    assert reden() == "geen_salaris"
    with wereld.database.transactie() as s:
        for situatie in s.scalars(select(Teamsituatie)):
            s.delete(situatie)
        for inschaling in s.scalars(select(Inschaling)):
            inschaling.ingetrokken_op = None
    assert reden() == "geen_teamsituatie"
    with wereld.database.transactie() as s:
        for brief in s.scalars(select(Aanwijzing)):
            s.delete(brief)
    assert reden() == "geen_schriftelijke_aanwijzing"


def test_ontbrekende_parameter_wordt_genoemd(wereld: Wereld, diensten: dict[date, int]):
    wereld.keur_alles_goed(diensten[EEN])
    zonder = wereld.installatie.parameters.aangevuld(
        [Feit("cao.7_6.maximum_weekend", None, date(2023, 9, 1), Zekerheid.INSTELLING, "proef")]
    )
    [regel] = van(wereld, regels(wereld, "2023-09", zonder), diensten[EEN])
    assert isinstance(regel, Openstaand)
    assert regel.ontbreekt is not None
    assert regel.ontbreekt.ontbrekend[0] == ("cao.7_6.maximum_weekend", date(2023, 9, 16))


def test_aanwijzing_midden_in_de_dienst_de_uren_ervoor_staan_apart(wereld: Wereld, diensten: dict[date, int]):
    with wereld.database.transactie() as s:
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == wereld.mensen["anna"])).one()
        brief.per = date(2023, 9, 15)
    wereld.keur_alles_goed(diensten[EEN])
    betaald, apart = van(wereld, regels(wereld, "2023-09"), diensten[EEN])
    assert isinstance(betaald, Loonregel)
    assert isinstance(apart, Openstaand)
    assert (betaald.hoeveelheden["kwartieren_totaal"], apart.reden) == (344, "zonder_aanwijzing")


def test_een_brief_die_tijdens_de_dienst_eindigt(wereld: Wereld, diensten: dict[date, int]):
    with wereld.database.transactie() as s:
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == wereld.mensen["anna"])).one()
        brief.ingetrokken_per = date(2023, 9, 15)
    wereld.keur_alles_goed(diensten[EEN])
    betaald, apart = van(wereld, regels(wereld, "2023-09"), diensten[EEN])
    assert isinstance(betaald, Loonregel)
    assert (betaald.hoeveelheden["kwartieren_totaal"], apart.feit) == (148, f"dienst/{diensten[EEN]}/zonder_aanwijzing")


def test_oss_buitendienst_verdubbelt_tot_2024_en_volgt_daarna_de_lezing(wereld: Wereld):
    """Decision A3: from 2024 on the CAO has amounts of its own; until c is known the reading b is paid."""
    dinsdagen = {2023: date(2023, 9, 12), 2024: date(2024, 3, 5)}
    dienst_ids = {}
    for jaar, dinsdag in dinsdagen.items():
        dienst_ids[jaar] = wereld.publiceer("oss", jaar, "otto olga")[dinsdag]
        wereld.geef({dienst_ids[jaar]: "otto"})
        wereld.op(klok("2024-04-01", "09:00")).keur_alles_goed(dienst_ids[jaar], "oss")
        [regel] = van(wereld, regels(wereld, f"{dinsdag:%Y-%m}"), dienst_ids[jaar])
        assert isinstance(regel, Loonregel)
        gegeven = json.loads(regel.gegeven)
        assert (gegeven["plaatsgebonden"], gegeven["moet_naar_locatie"]) == ((jaar == 2023), (jaar == 2024))
        if jaar == 2023:
            # 191.8269 exactly, doubled before it is rounded.
            assert regel.centen == 38365
    op_werkplek = wereld.installatie.parameters.aangevuld(
        [Feit("jio_cons.oss_situatie", "c", date(2024, 1, 1), Zekerheid.LEZING, "proef")]
    )
    [regel] = van(wereld, regels(wereld, "2024-03", op_werkplek), dienst_ids[2024])
    assert isinstance(regel, Openstaand)
    assert regel.ontbreekt is not None
    assert {sleutel for sleutel, _ in regel.ontbreekt.ontbrekend} >= {"cao.7_6.percentage_werkplek_week"}


def test_run_van_een_maand_en_het_verschil_na_een_late_ruil(wereld: Wereld, diensten: dict[date, int]):
    schakel(wereld.programma, "jio", True)
    wereld.keur_alles_goed(diensten[EEN])
    run = grootboek.maak_run(wereld.als("hans"), "jio", "2023-09")
    assert (run.aantal, run.totaal_centen) == (1, 19183)
    grootboek.controleer(wereld.als("hans"), run.id)
    grootboek.keur_goed(wereld.als("hilda"), run.id)
    ruil_id = ruilen.bied_aan(wereld.als("anna"), Deelkeuze(diensten[EEN]))
    ruilen.neem_over(wereld.als("cas"), ruil_id)
    ruilen.meld_bekend(wereld.als("lot"), ruil_id)
    ruilen.leg_vast(wereld.als("rob"), ruil_id)
    wereld.keur_alles_goed(diensten[EEN])
    laat = grootboek.maak_run(wereld.als("hans"), "jio", "2023-09")
    with wereld.database.lezen() as s:
        geboekt = s.scalars(select(Boeking).where(Boeking.run_id == laat.id))
        boekingen = {rij.medewerker_id: rij.centen for rij in geboekt}
    assert boekingen == {wereld.mensen["anna"]: -19183, wereld.mensen["cas"]: 19183}


def test_aantal_vragen_hangt_niet_af_van_het_aantal_mensen(wereld: Wereld, diensten: dict[date, int]):
    aantallen = []
    for wie in (["anna"], ["anna", "bram", "cas", "dina"]):
        geteld = 0

        def tel(*_: object) -> None:
            nonlocal geteld
            geteld += 1

        event.listen(wereld.database.engine, "before_cursor_execute", tel)
        with wereld.database.lezen() as s:
            list(BRON.bereken(s, "2023-09", [wereld.mensen[naam] for naam in wie], wereld.installatie.parameters))
        event.remove(wereld.database.engine, "before_cursor_execute", tel)
        aantallen.append(geteld)
    assert aantallen[0] == aantallen[1] <= 8


SNEDEN = st.lists(st.integers(0, 159 * 60), max_size=5)


@settings(deadline=None)
@given(
    week=st.integers(0, 51),
    sneden=SNEDEN,
    salaris=st.integers(100_000, 900_000),
    situatie=st.sampled_from(Situatie),
    plaatsgebonden=st.booleans(),
    brief=st.one_of(st.none(), st.integers(0, 8)),
    einde=st.one_of(st.none(), st.integers(1, 9)),
)
def test_in_bulk_en_uitgelegd_geven_dezelfde_centen_en_dezelfde_invoer(
    week: int,
    sneden: list[int],
    salaris: int,
    situatie: Situatie,
    plaatsgebonden: bool,
    brief: int | None,
    einde: int | None,
):
    """The posted input, read back and calculated with an explanation, gives the cents of the bulk path."""
    parameters = geinstalleerd()
    dinsdag = date(2023, 1, 3) + week * timedelta(days=7)
    rekenaar = _Rekenaar(parameters)
    dienst = kalender_van(parameters).dienst(dinsdag)
    punten = sorted({dienst.start, dienst.einde, *(dienst.start + timedelta(minutes=m) for m in sneden)})
    vakken = [Tijdvak(een, twee) for een, twee in list(pairwise(punten))[::2] if twee <= dienst.einde]
    per = date(2022, 1, 1) if brief is None else dinsdag + timedelta(days=brief)
    letter = Brief(1, per, None if einde is None else dinsdag + timedelta(days=einde))
    geldend = Geldendesituatie(situatie, plaatsgebonden, per, "proef")
    geldig = aangewezen(vakken, [letter])
    if geldig.per is None or not geldig.vakken or (situatie is Situatie.OP_WERKPLEK and not plaatsgebonden):
        return
    vorm = rekenaar.vorm(dinsdag, geldig, geldend)
    bulk = vorm.bedrag(salaris)
    gelezen = json.loads(vorm.gegeven(geldig.per, salaris))
    gegevens = toelagegegevens(dinsdag, vakken, [letter], salaris, geldend)
    volledig = schrijf(gegevens)
    assert {naam: waarde for naam, waarde in volledig.items() if waarde is not None} == gelezen
    antwoord = toelage.bereken(gegevens, parameters)
    assert antwoord.uitkomst.toelage_centen == bulk
    assert antwoord.uitkomst.kwartieren.totaal == vorm.hoeveelheden["kwartieren_totaal"]
