# SPDX-License-Identifier: EUPL-1.2
"""A proposal from request to roster: asked, claimed, calculated, refused or accepted; and re-planning by the week."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from core.berichten.models import Bericht
from core.people.models import Dienstverband, Teamlid
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Aanwijzing, Dienst, Pas, Rooster
from plugins.jio.consignatie.planning import JOBS
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.voorstel.models import Roostervoorstel
from plugins.jio.consignatie.voorstel.persoonsgegevens import PERSOONSGEGEVENS
from plugins.jio.consignatie.voorstel.procedure import Voorstelsoort, Voorstelstatus
from plugins.jio.consignatie.voorstel.rules.bewaard import Antwoord, Opties
from plugins.jio.consignatie.voorstel.rules.eerlijk import saldi
from plugins.jio.consignatie.voorstel.rules.gegevens import Opgavesoort
from plugins.jio.consignatie.voorstel.services import aanvragen, beeld, besluiten, rekenen
from plugins.jio.consignatie.voorstel.services.historie import gedaan
from plugins.jio.consignatie.wensen import services as wensen
from plugins.jio.consignatie.wensen.rules import Wenssoort
from tests.plugins.jio.consignatie.conftest import Wereld, klok

NU = klok("2023-11-06", "09:00")
TEAM = ("anna", "bram", "cas", "dina")
MAART = date(2024, 3, 5)


@pytest.fixture
def herfst(wereld: Wereld) -> tuple[Wereld, int]:
    """November: this year is published by rotation, next year is an empty draft."""
    wereld.publiceer()
    toen = wereld.op(NU)
    return toen, roosters.maak(toen.als("rob"), toen.teams["net"], 2024)


def bereken(wereld: Wereld, rooster_id: int, opties: Opties = aanvragen.STANDAARD) -> int:
    nummer = aanvragen.vraag(wereld.als("rob"), rooster_id, opties)
    rekenen.reken(wereld.programma, nummer)
    return nummer


def antwoord_van(wereld: Wereld, nummer: int) -> Antwoord:
    antwoord = beeld.voorstel(wereld.als("rob"), nummer).antwoord
    assert antwoord is not None
    return antwoord


def namen(wereld: Wereld, antwoord: Antwoord) -> dict[date, str]:
    per_id = {nummer: naam for naam, nummer in wereld.mensen.items()}
    return {week.dinsdag: per_id[week.wie] for week in antwoord.weken}


def rooster_nu(wereld: Wereld, rooster_id: int) -> dict[date, str]:
    with wereld.database.lezen() as s:
        diensten = s.scalars(select(Dienst).where(Dienst.rooster_id == rooster_id).order_by(Dienst.dinsdag)).all()
    return {dienst.dinsdag: ", ".join(naam for naam, _, _ in wereld.wie(dienst.id)) for dienst in diensten}


def test_een_voorstel_vult_na_overnemen_het_concept(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    nummer = bereken(wereld, rooster_id)
    gezien = beeld.voorstel(wereld.als("rob"), nummer)
    assert (gezien.status, gezien.soort) == (Voorstelstatus.KLAAR, Voorstelsoort.JAAR)
    antwoord = antwoord_van(wereld, nummer)
    assert antwoord.bewezen
    assert not antwoord.arbeidstijden_getoetst, "er is geen grens ingevuld: niet getoetst"
    keuzes = namen(wereld, antwoord)
    assert set(rooster_nu(wereld, rooster_id).values()) == {""}, "rekenen verandert niets"
    assert besluiten.aanvaard(wereld.als("rob"), nummer) == len(keuzes) == 53
    assert rooster_nu(wereld, rooster_id) == keuzes
    assert all(een != twee for een, twee in pairwise(keuzes.values()))
    assert set(Counter(keuzes.values()).values()) == {13, 14}
    for stap in ("raadpleeg", "publiceer"):
        roosters.zet(wereld.als("rob"), rooster_id, stap)
    with pytest.raises(Geweigerd, match="al besloten"):
        besluiten.aanvaard(wereld.als("rob"), nummer)


def test_eerdere_jaren_tellen_mee(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    with wereld.database.lezen() as s:
        vorig = s.scalars(select(Dienst.id).where(Dienst.rooster_id != rooster_id).order_by(Dienst.dinsdag)).all()
    # Last year anna did eight duties more than her share, and dina as many less.
    van_dina = [nummer for nummer in vorig if wereld.wie(nummer)[0][0] == "dina"][:8]
    wereld.geef(dict.fromkeys(van_dina, "anna"))
    antwoord = antwoord_van(wereld, bereken(wereld, rooster_id))
    aantal = Counter(namen(wereld, antwoord).values())
    assert aantal["anna"] + 10 < aantal["dina"]
    per_naam = {stand.wie: stand for stand in antwoord.standen}
    assert per_naam[wereld.mensen["anna"]].saldo.uren > 800
    assert max(abs(stand.na.uren) for stand in antwoord.standen) < 130, "daarna is iedereen weer bijna gelijk"


def test_van_een_ingelezen_jaar_telt_wie_erop_stond(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    with wereld.database.transactie() as s:
        for lid in s.scalars(select(Teamlid).where(Teamlid.team_id == wereld.teams["net"])):
            lid.van = date(2024, 1, 1)
        pas = Pas(medewerker_id=wereld.mensen["dina"], van=date(2023, 1, 1), tot_en_met=None, vastgelegd_op=NU)
        s.add(pas)
    antwoord = antwoord_van(wereld, bereken(wereld, rooster_id))
    assert sum(stand.saldo.uren for stand in antwoord.standen) == pytest.approx(-antwoord_dina(wereld), abs=1)
    assert max(abs(stand.saldo.uren) for stand in antwoord.standen) < 130


def antwoord_dina(wereld: Wereld) -> float:
    """What dina, who has PAS now and so no part in the proposal, did above her share of then."""
    with wereld.database.lezen() as s:
        saldo = saldi(gedaan(s, wereld.teams["net"], date(2024, 1, 2)), [wereld.mensen["dina"]])
    return saldo[wereld.mensen["dina"]].uren


def test_verlof_pas_en_een_wens_worden_gevolgd(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    wereld.afwezig("anna", "verlof", date(2024, 7, 1), date(2024, 8, 31))
    with wereld.database.transactie() as s:
        s.add(Pas(medewerker_id=wereld.mensen["bram"], van=date(2024, 5, 1), tot_en_met=None, vastgelegd_op=NU))
    wensen.open_ronde(wereld.als("rob"), rooster_id, sluit_op=date(2023, 11, 10))
    wensen.leg_vast(wereld.als("cas"), rooster_id, {MAART: Wenssoort.KAN_NIET})
    wensen.leg_vast(wereld.als("dina"), rooster_id, {MAART: Wenssoort.LIEVER_NIET})
    keuzes = namen(wereld, antwoord_van(wereld, bereken(wereld, rooster_id)))
    assert keuzes[MAART] in ("anna", "bram")
    assert all(wie != "bram" for dag, wie in keuzes.items() if dag > date(2024, 4, 23))
    assert all(wie != "anna" for dag, wie in keuzes.items() if date(2024, 6, 25) < dag < date(2024, 8, 31))


def test_wie_van_team_wisselt_of_ergens_anders_dienst_heeft_krijgt_niets(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    with wereld.database.transactie() as s:
        lid = s.scalars(select(Teamlid).where(Teamlid.medewerker_id == wereld.mensen["anna"])).one()
        lid.tot_en_met = date(2024, 6, 30)
        s.add(Teamlid(team_id=wereld.teams["oss"], medewerker_id=wereld.mensen["bram"], van=date(2024, 1, 1)))
    oss = roosters.maak(wereld.als("rob"), wereld.teams["oss"], 2024)
    with wereld.database.lezen() as s:
        dienst = s.scalars(select(Dienst.id).where(Dienst.rooster_id == oss, Dienst.dinsdag == MAART)).one()
    wereld.geef({dienst: "bram"})
    keuzes = namen(wereld, antwoord_van(wereld, bereken(wereld, rooster_id)))
    week = timedelta(days=7)
    assert not {keuzes[MAART - week], keuzes[MAART], keuzes[MAART + week]} & {"bram"}
    assert all(wie != "anna" for dag, wie in keuzes.items() if dag > date(2024, 6, 30))


def test_wat_al_is_ingevuld_kan_blijven_staan(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    with wereld.database.lezen() as s:
        dienst = s.scalars(select(Dienst.id).where(Dienst.rooster_id == rooster_id, Dienst.dinsdag == MAART)).one()
    roosters.wijs_toe(wereld.als("rob"), dienst, wereld.mensen["dina"])
    nummer = bereken(wereld, rooster_id, Opties(behoud=True))
    [vast] = [week for week in antwoord_van(wereld, nummer).weken if week.vast]
    assert (vast.dinsdag, vast.wie) == (MAART, wereld.mensen["dina"])
    assert besluiten.aanvaard(wereld.als("rob"), nummer) == 52


def test_wat_als_iemand_niet_meetelt(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    antwoord = antwoord_van(wereld, bereken(wereld, rooster_id, Opties(zonder=(wereld.mensen["anna"],))))
    assert set(namen(wereld, antwoord).values()) == {"bram", "cas", "dina"}
    assert len(antwoord.standen) == 3


def test_een_proef_met_goede_vrijdag_laat_het_zien_en_is_niet_over_te_nemen(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    gewoon = antwoord_van(wereld, bereken(wereld, rooster_id))
    nummer = bereken(wereld, rooster_id, Opties(goede_vrijdag=True))
    proef = antwoord_van(wereld, nummer)
    uren = [sum(stand.krijgt.uren for stand in een.standen) for een in (gewoon, proef)]
    assert uren[1] - uren[0] == 9
    with pytest.raises(Geweigerd, match="proef"):
        besluiten.aanvaard(wereld.als("rob"), nummer)


def test_zonder_aanwijzingsbrief_staat_het_erbij(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    with wereld.database.transactie() as s:
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == wereld.mensen["cas"])).one()
        brief.ingetrokken_per = date(2024, 1, 1)
    antwoord = antwoord_van(wereld, bereken(wereld, rooster_id))
    assert {week.wie for week in antwoord.weken if week.zonder_brief} == {wereld.mensen["cas"]}


def test_zonder_mogelijk_rooster_noemt_het_voorstel_de_wens_en_kan_het_zonder(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    wensen.open_ronde(wereld.als("rob"), rooster_id, sluit_op=date(2023, 11, 10))
    wensen.leg_vast(wereld.als("anna"), rooster_id, {MAART: Wenssoort.KAN_NIET})
    for naam in ("bram", "cas", "dina"):
        wereld.afwezig(naam, "verlof", MAART, MAART)
    nummer = bereken(wereld, rooster_id)
    assert beeld.voorstel(wereld.als("rob"), nummer).status is Voorstelstatus.ONMOGELIJK
    [opgave] = antwoord_van(wereld, nummer).opgeven
    assert (opgave.soort, opgave.dinsdag, opgave.wie) == (Opgavesoort.WENS, MAART, wereld.mensen["anna"])
    with pytest.raises(Geweigerd, match="geen rooster om over te nemen"):
        besluiten.aanvaard(wereld.als("rob"), nummer)
    besluiten.wijs_af(wereld.als("rob"), nummer, "Anna kan toch")
    losgelaten = bereken(wereld, rooster_id, Opties(losgelaten=((wereld.mensen["anna"], MAART),)))
    antwoord = antwoord_van(wereld, losgelaten)
    assert namen(wereld, antwoord)[MAART] == "anna"
    assert [(week.dinsdag, week.wens) for week in antwoord.niet_ingewilligd] == [(MAART, Wenssoort.KAN_NIET)]


def test_een_week_waarin_niemand_kan_zegt_van_ieder_waarom(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    with wereld.database.transactie() as s:
        for naam in TEAM:
            s.add(Pas(medewerker_id=wereld.mensen[naam], van=MAART, tot_en_met=MAART, vastgelegd_op=NU))
    alle = antwoord_van(wereld, bereken(wereld, rooster_id)).opgeven
    assert {opgave.soort for opgave in alle} == {Opgavesoort.NIEMAND}
    # The day of the change of guard touches two duties.
    assert [opgave.dinsdag for opgave in alle] == [MAART - timedelta(days=7), MAART]
    assert alle[1].gronden == tuple((wereld.mensen[naam], "pas_regeling") for naam in TEAM)


def test_zonder_mensen_mislukt_het_met_een_zin(wereld: Wereld):
    toen = wereld.op(NU)
    with wereld.database.transactie() as s:
        for lid in s.scalars(select(Teamlid).where(Teamlid.team_id == wereld.teams["oss"])):
            lid.tot_en_met = date(2023, 12, 31)
    rooster_id = roosters.maak(toen.als("rob"), toen.teams["oss"], 2024)
    nummer = bereken(toen, rooster_id)
    gezien = beeld.voorstel(toen.als("rob"), nummer)
    assert gezien.status is Voorstelstatus.MISLUKT
    assert gezien.fout == "er is niemand in dit team die dienst kan doen"


def test_wat_intussen_veranderde_wordt_bij_overnemen_genoemd(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    nummer = bereken(wereld, rooster_id)
    wie = namen(wereld, antwoord_van(wereld, nummer))[MAART]
    wereld.afwezig(wie, "verlof", MAART, MAART)
    with pytest.raises(Geweigerd, match=rf"{wie.title()} kan de dienst van \S+ niet doen \(verlof\)"):
        besluiten.aanvaard(wereld.als("rob"), nummer)
    assert set(rooster_nu(wereld, rooster_id).values()) == {""}, "niets half gedaan"


def test_een_gepubliceerd_rooster_wordt_niet_meer_gevuld(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    nummer = bereken(wereld, rooster_id)
    roosters.vul_op_rotatie(wereld.als("rob"), rooster_id, [wereld.mensen[naam] for naam in TEAM])
    for stap in ("raadpleeg", "publiceer"):
        roosters.zet(wereld.als("rob"), rooster_id, stap)
    with pytest.raises(Geweigerd, match="intussen gepubliceerd"):
        besluiten.aanvaard(wereld.als("rob"), nummer)


def test_wie_geen_rooster_maakt_vraagt_en_ziet_niets(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    nummer = bereken(wereld, rooster_id)
    for naam in ("anna", "leo", "hans", "om"):
        ctx = wereld.als(naam)
        with pytest.raises(GeenToegang):
            aanvragen.vraag(ctx, rooster_id)
        with pytest.raises(GeenToegang):
            beeld.voorstel(ctx, nummer)
        with pytest.raises(GeenToegang):
            besluiten.aanvaard(ctx, nummer)
        with pytest.raises(GeenToegang):
            besluiten.wijs_af(ctx, nummer, "nee")
        with pytest.raises(GeenToegang):
            beeld.aanvraag(ctx, rooster_id)
    for naam in ("anna", "hans"):
        with pytest.raises(GeenToegang):
            beeld.voorstellen(wereld.als(naam))
    assert beeld.voorstellen(wereld.als("leo")).voorstellen == ()
    assert [regel.id for regel in beeld.voorstellen(wereld.als("lot")).voorstellen] == [nummer]
    for doe in (beeld.voorstel, besluiten.aanvaard, aanvragen.vraag):
        with pytest.raises(GeenToegang):
            doe(wereld.als("rob"), 999)


@pytest.mark.parametrize(
    ("opties", "veld"),
    [
        (Opties(zonder=(-1,)), "zonder"),
        (Opties(vrij_ertussen=13), "vrij_ertussen"),
        (Opties(meeste_diensten=0), "meeste_diensten"),
    ],
)
def test_een_onmogelijke_vraag_wordt_geweigerd(herfst: tuple[Wereld, int], opties: Opties, veld: str):
    wereld, rooster_id = herfst
    with pytest.raises(Geweigerd) as fout:
        aanvragen.vraag(wereld.als("rob"), rooster_id, opties)
    assert fout.value.veld == veld


def test_er_loopt_een_voorstel_tegelijk_en_afwijzen_vraagt_een_reden(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    nummer = aanvragen.vraag(wereld.als("rob"), rooster_id)
    with pytest.raises(Geweigerd, match="al een voorstel"):
        aanvragen.vraag(wereld.als("lot"), rooster_id)
    with pytest.raises(Geweigerd, match="nog niet klaar"):
        besluiten.wijs_af(wereld.als("rob"), nummer, "te laat")
    rekenen.reken(wereld.programma, nummer)
    with pytest.raises(Geweigerd, match="schrijf waarom"):
        besluiten.wijs_af(wereld.als("rob"), nummer, " ")
    besluiten.wijs_af(wereld.als("rob"), nummer, "we ruilen onderling")
    gezien = beeld.voorstel(wereld.als("rob"), nummer)
    assert (gezien.status, gezien.toelichting) == (Voorstelstatus.AFGEWEZEN, "we ruilen onderling")


def test_de_job_doet_wat_wacht_een_keer_en_meldt_het_de_vrager(herfst: tuple[Wereld, int]):
    wereld, rooster_id = herfst
    [job] = [job for job in JOBS if job.id == "jio.voorstel"]
    nummer = aanvragen.vraag(wereld.als("rob"), rooster_id)
    ctx, dag = wereld.programma, NU.date()
    assert job.werk(ctx, dag) == [str(nummer)]
    for _ in range(2):
        job.doe(ctx, dag, str(nummer))
    assert job.werk(ctx, dag) == []
    with wereld.database.lezen() as s:
        berichten = s.scalars(select(Bericht.aan_medewerker_id).where(Bericht.soort == rekenen.KLAAR)).all()
        assert berichten == [wereld.mensen["rob"]]
        [gegevens] = PERSOONSGEGEVENS
        assert len(gegevens.inzage(s, wereld.mensen["anna"])) == 1
        assert gegevens.inzage(s, wereld.mensen["otto"]) == []


def test_na_een_kill_neemt_een_ander_het_over_en_schrijft_de_oude_niets_meer(
    herfst: tuple[Wereld, int], monkeypatch: pytest.MonkeyPatch
):
    wereld, rooster_id = herfst
    nummer = aanvragen.vraag(wereld.als("rob"), rooster_id)
    los_op = rekenen.oplosser()

    def kill(_vraag: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rekenen, "oplosser", lambda: kill)
    with pytest.raises(KeyboardInterrupt):
        rekenen.reken(wereld.programma, nummer)
    assert rekenen.te_rekenen(wereld.programma) == (), "nog bezig, zo te zien"
    assert rekenen.reken(wereld.programma, nummer) is None
    later = wereld.op(NU + rekenen.STILSTAND).programma
    assert rekenen.te_rekenen(later) == (nummer,)

    def traag(vraag: object) -> object:
        # While this one calculates, its claim goes to another.
        with wereld.database.transactie() as s:
            s.get_one(Roostervoorstel, nummer).houder = "een ander"
        return los_op(vraag)  # type: ignore[arg-type]

    monkeypatch.setattr(rekenen, "oplosser", lambda: traag)
    assert rekenen.reken(later, nummer) is None
    monkeypatch.setattr(rekenen, "oplosser", lambda: los_op)
    nog_later = replace(later, nu=later.nu + rekenen.STILSTAND)
    assert rekenen.reken(nog_later, nummer) is Voorstelstatus.KLAAR


def test_zonder_de_extra_staat_er_wat_je_installeert(herfst: tuple[Wereld, int], monkeypatch: pytest.MonkeyPatch):
    wereld, rooster_id = herfst
    nummer = aanvragen.vraag(wereld.als("rob"), rooster_id)
    monkeypatch.delitem(sys.modules, rekenen.OPLOSSER, raising=False)
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    assert rekenen.reken(wereld.programma, nummer) is Voorstelstatus.MISLUKT
    assert beeld.voorstel(wereld.als("rob"), nummer).fout == rekenen.GEEN_OPLOSSER
    monkeypatch.setattr(rekenen, "OPLOSSER", "iets_anders")
    with pytest.raises(ModuleNotFoundError):
        rekenen.oplosser()


def test_herplannen_verandert_alleen_wat_komt_en_in_een_versie(wereld: Wereld):
    diensten = wereld.publiceer()
    toen = wereld.op(klok("2023-07-03", "09:00"))
    voor = dict(rooster_nu(toen, _rooster(toen, 2023)))
    with toen.database.transactie() as s:
        verband = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == toen.mensen["anna"])).one()
        verband.tot_en_met = date(2023, 8, 31)
    nummer = bereken(toen, _rooster(toen, 2023))
    gezien = beeld.voorstel(toen.als("rob"), nummer)
    assert (gezien.soort, gezien.status) == (Voorstelsoort.HERPLAN, Voorstelstatus.KLAAR)
    antwoord = antwoord_van(toen, nummer)
    van_anna = {dag for dag, wie in voor.items() if wie == "anna" and dag > date(2023, 8, 25)}
    anders = antwoord.wijzigingen
    assert {week.dinsdag for week in anders} == van_anna
    assert {week.nu for week in anders} == {toen.mensen["anna"]}
    aantal = besluiten.aanvaard(toen.als("rob"), nummer)
    assert aantal == len(van_anna)
    na = rooster_nu(toen, _rooster(toen, 2023))
    assert {dag for dag in voor if voor[dag] != na[dag]} == van_anna
    with toen.database.lezen() as s:
        rooster = s.get_one(Rooster, _rooster(toen, 2023))
        gemeld = s.scalars(select(Bericht.aan_medewerker_id).where(Bericht.soort == "jio.dienst_veranderd")).all()
    assert (rooster.status, rooster.versie) == (Roosterstatus.GEWIJZIGD, 2)
    assert toen.mensen["anna"] in gemeld
    assert len(gemeld) == 2 * len(van_anna)
    assert len(diensten) == len(na)


def test_herplannen_vanaf_een_dag_zonder_iemand(wereld: Wereld):
    wereld.publiceer()
    toen = wereld.op(klok("2023-07-03", "09:00"))
    rooster_id = _rooster(toen, 2023)
    voor = rooster_nu(toen, rooster_id)
    nummer = bereken(toen, rooster_id, Opties(zonder=(toen.mensen["bram"],), vanaf=date(2023, 10, 3)))
    weken = antwoord_van(toen, nummer).wijzigingen
    assert {week.dinsdag for week in weken} == {
        d for d, wie in voor.items() if wie == "bram" and d >= date(2023, 10, 3)
    }
    rob = toen.als("rob")
    zelf = rob.als(replace(rob.actor, medewerker_id=weken[0].wie))
    with pytest.raises(Geweigerd, match="een ander neemt dit voorstel over"):
        besluiten.aanvaard(zelf, nummer)
    bram = next(een for een in antwoord_van(toen, nummer).standen if een.wie == toen.mensen["bram"])
    assert abs(bram.na.uren) < 130, "wat hij al deed, staat tegenover een deel daarin"
    eerste = weken[0].dinsdag
    with toen.database.lezen() as s:
        dienst = s.scalars(select(Dienst.id).where(Dienst.rooster_id == rooster_id, Dienst.dinsdag == eerste)).one()
    vrij = next(naam for naam in TEAM if toen.mensen[naam] not in (weken[0].wie, weken[0].nu))
    toen.geef({dienst: vrij})
    with pytest.raises(Geweigerd, match="intussen veranderd"):
        besluiten.aanvaard(toen.als("rob"), nummer)


def test_niets_te_herplannen_is_niets_over_te_nemen(wereld: Wereld):
    wereld.publiceer()
    toen = wereld.op(klok("2023-07-03", "09:00"))
    nummer = bereken(toen, _rooster(toen, 2023))
    assert antwoord_van(toen, nummer).wijzigingen == ()
    with pytest.raises(Geweigerd, match="verandert niets"):
        besluiten.aanvaard(toen.als("rob"), nummer)
    with pytest.raises(Geweigerd, match="niets te herplannen"):
        aanvragen.vraag(wereld.als("rob"), _rooster(toen, 2023))


def test_een_dienst_die_intussen_begon_blijft_van_wie_hem_doet(wereld: Wereld):
    wereld.publiceer()
    toen = wereld.op(klok("2023-07-03", "09:00"))
    nummer = bereken(toen, _rooster(toen, 2023), Opties(zonder=(toen.mensen["bram"],)))
    later = toen.op(klok("2023-09-04", "09:00"))
    with pytest.raises(Geweigerd, match="intussen begonnen"):
        besluiten.aanvaard(later.als("rob"), nummer)


def _rooster(wereld: Wereld, jaar: int) -> int:
    with wereld.database.lezen() as s:
        return s.scalars(select(Rooster.id).where(Rooster.jaar == jaar)).one()


def test_een_webproces_laadt_de_oplosser_niet():
    controle = (
        "import sys; from core.plugins import laad; import core.web.app; laad(); sys.exit('ortools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", controle], check=False).returncode == 0
