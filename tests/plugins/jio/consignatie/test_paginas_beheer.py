# SPDX-License-Identifier: EUPL-1.2
"""What the leidinggevende, the roosterbeheerder, the duty desk, HR and the auditor see and do."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from sqlalchemy import select
from werkzeug.test import TestResponse

from core.context import Context
from core.people.models import Account
from core.people.policy import PROGRAMMA
from core.regulations.parameterbeheer import services as parameterbeheer
from plugins.jio.consignatie.models import Aanwijzing, Besluit, Declaratie, Ontheffing, Rooster, Teamsituatie
from plugins.jio.consignatie.procedure import Declaratiestatus, Roosterstatus
from plugins.jio.consignatie.services import declaraties, ruilen
from plugins.jio.consignatie.services.overzicht.feitverhaal import vertel
from tests.plugins.jio.consignatie.paginawereld import NAMEN, Wereld, tekst_van

MAART, APRIL = date(2025, 3, 4), date(2025, 4, 1)


def test_de_werklijst_zet_het_vreemde_boven_en_keurt_in_een_keer_goed(jio: Wereld) -> None:
    nummers = jio.declaraties(bevestigd=True)
    with jio.database.transactie() as s:
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == jio.mensen["Daan Smit"])).one()
        brief.ingetrokken_per = date(2025, 2, 27)
    leider = jio.browser("Leider Infrastructuur")
    pagina = leider.zie("/jio/werklijst/")
    gewoon = [nummer for (naam, _), nummer in nummers.items() if naam in ("Anna Bakker", "Bram de Vries")]
    assert all(f'value="{nummer}" checked' in pagina for nummer in gewoon)
    assert "€" not in pagina
    leider.post("/jio/declaraties/goedkeuren", declaratie=gewoon)
    with jio.database.lezen() as s:
        standen = {s.get_one(Declaratie, nummer).status for nummer in gewoon}
    assert standen == {Declaratiestatus.GOEDGEKEURD}


def test_goedkeuren_noemt_wat_niet_kon_en_laat_de_rest_doorgaan(jio: Wereld) -> None:
    nummers = jio.declaraties(bevestigd=True)
    with jio.database.transactie() as s:
        s.get_one(Declaratie, nummers["Anna Bakker", MAART]).status = Declaratiestatus.KLAARGEZET
    leider = jio.browser("Leider Infrastructuur")
    leider.post(
        "/jio/declaraties/goedkeuren",
        declaratie=[nummers["Anna Bakker", MAART], nummers["Bram de Vries", date(2025, 3, 11)]],
    )
    tekst = tekst_van(leider.zie("/jio/werklijst/"))
    assert "1 declaratie is goedgekeurd." in tekst
    assert "De medewerker heeft deze declaratie nog niet bevestigd." in tekst


def test_niets_aangevinkt_zegt_wat_te_doen(jio: Wereld) -> None:
    leider = jio.browser("Leider Infrastructuur")
    leider.post("/jio/declaraties/goedkeuren")
    assert "Vink eerst aan wat je goedkeurt." in tekst_van(leider.zie("/jio/werklijst/"))


def test_teruggeven_vraagt_een_reden(jio: Wereld) -> None:
    nummer = jio.declaraties(bevestigd=True)["Anna Bakker", MAART]
    leider = jio.browser("Leider Infrastructuur")
    leeg = leider.post(f"/jio/declaraties/{nummer}/geef_terug", reden="")
    assert leeg.status_code == 422
    assert 'href="#veld-reden"' in leeg.text
    leider.post(f"/jio/declaraties/{nummer}/geef_terug", reden="Kijk naar de zaterdag.")
    assert "Kijk naar de zaterdag." in tekst_van(jio.browser("Anna Bakker").zie(f"/jio/declaraties/{nummer}"))


def test_het_team_in_kwartieren_zonder_salaris(jio: Wereld) -> None:
    tekst = tekst_van(jio.browser("Leider Infrastructuur").zie("/jio/werklijst/team/2025-03"))
    assert "In maart 2025: 4 diensten, gedaan door 4 collega's." in tekst
    assert "CAO Rijk 7.6" in tekst
    assert "€" not in tekst


def test_wie_afwezig_is_op_een_dienst_staat_op_de_werklijst_zonder_reden(jio: Wereld) -> None:
    jio.afwezig("Anna Bakker", date(2025, 3, 30), date(2025, 4, 12))
    tekst = tekst_van(jio.browser("Leider Infrastructuur").zie("/jio/werklijst/"))
    assert "Anna Bakker is dan afwezig." in tekst
    assert "ziek" not in tekst


def test_een_collega_ziet_afwezigheid_niet_in_het_rooster(jio: Wereld) -> None:
    jio.afwezig("Anna Bakker", date(2025, 3, 30), date(2025, 4, 12))
    adres = f"/jio/roosters/{jio.roosters['INF']}"
    assert "afwezig" in tekst_van(jio.browser("Ilse Roosters").zie(adres))
    assert "afwezig" not in tekst_van(jio.browser("Bram de Vries").zie(adres))


def test_een_rooster_maken_vullen_en_publiceren(jio: Wereld) -> None:
    beheer = jio.browser("Ilse Roosters")
    antwoord = beheer.post("/jio/roosters/", team=jio.teams["INF"], jaar=2026)
    adres = antwoord.headers["Location"]
    nummer = int(adres.rsplit("/", 1)[1])
    assert "kloppen er 52 niet" in tekst_van(beheer.zie(adres))
    dubbel = {f"plaats_{jio.mensen[naam]}": "1" for naam in ("Anna Bakker", "Bram de Vries")}
    fout = beheer.post(f"{adres}/vul", **dubbel)
    assert fout.status_code == 422
    assert "Twee collega's hebben dezelfde plaats in de rij." in tekst_van(fout.text)
    volgorde = {
        f"plaats_{jio.mensen[naam]}": str(plaats)
        for plaats, naam in enumerate(("Daan Smit", "Anna Bakker", "Bram de Vries", "Carla Jansen"), 1)
    }
    beheer.post(f"{adres}/vul", **volgorde)
    tekst = tekst_van(beheer.zie(adres))
    assert "52 diensten zijn gevuld." in tekst
    assert "De Arbeidstijdenwet is niet getoetst" in tekst
    assert jio.wie(jio.dienst("INF", date(2026, 1, 6))) == ["Daan Smit"]
    for stap in ("raadpleeg", "publiceer"):
        beheer.post(f"{adres}/stap/{stap}")
    with jio.database.lezen() as s:
        assert s.get_one(Rooster, nummer).status is Roosterstatus.GEPUBLICEERD


def test_publiceren_met_een_gat_noemt_het_gat(jio: Wereld) -> None:
    beheer = jio.browser("Ilse Roosters")
    adres = beheer.post("/jio/roosters/", team=jio.teams["INF"], jaar=2026).headers["Location"]
    beheer.post(f"{adres}/stap/raadpleeg")
    beheer.post(f"{adres}/stap/publiceer")
    assert "52 diensten zijn nog niet gevuld" in tekst_van(beheer.zie(adres))


def test_een_concept_is_niet_voor_collegas(jio: Wereld) -> None:
    adres = jio.browser("Ilse Roosters").post("/jio/roosters/", team=jio.teams["INF"], jaar=2026).headers["Location"]
    assert jio.browser("Anna Bakker").get(adres).status_code == 403


def test_met_de_hand_kiezen_toont_wat_er_tegen_is(jio: Wereld) -> None:
    beheer = jio.browser("Ilse Roosters")
    beheer.post("/jio/roosters/", team=jio.teams["INF"], jaar=2026)
    dienst = jio.dienst("INF", date(2026, 3, 3))
    jio.afwezig("Bram de Vries", date(2026, 3, 1), date(2026, 3, 20))
    tekst = tekst_van(beheer.zie(f"/jio/roosters/dienst/{dienst}"))
    assert "3 collega's kunnen deze dienst doen." in tekst
    assert "is afwezig" in tekst
    fout = beheer.post(f"/jio/roosters/dienst/{dienst}", medewerker=jio.mensen["Bram de Vries"])
    assert fout.status_code == 422
    assert 'href="#veld-medewerker"' in fout.text
    assert beheer.post(f"/jio/roosters/dienst/{dienst}", medewerker=jio.mensen["Daan Smit"]).status_code == 303
    assert jio.wie(dienst) == ["Daan Smit"]


def test_vervanging_vanaf_een_moment(jio: Wereld) -> None:
    dienst = jio.dienst("INF", date(2025, 3, 25))
    beheer = jio.browser("Ilse Roosters")
    begin = beheer.zie(f"/jio/diensten/{dienst}/vervanging")
    assert f'<option value="{jio.mensen["Daan Smit"]}" selected>' in begin
    velden = {
        "uitvaller": jio.mensen["Daan Smit"],
        "van_dag": "2025-03-28",
        "van_tijd": "17:00",
        "reden": "ziekte_dagdienst",
        "vervanger": jio.mensen["Anna Bakker"],
    }
    fout = beheer.post(f"/jio/diensten/{dienst}/vervanging", **{**velden, "van_dag": "2025-05-01"})
    assert fout.status_code == 422
    assert 'href="#veld-van_dag"' in fout.text
    beheer.post(f"/jio/diensten/{dienst}/vervanging", **velden)
    assert jio.wie(dienst) == ["Daan Smit", "Anna Bakker"]
    collega = tekst_van(jio.browser("Carla Jansen").zie(f"/jio/diensten/{dienst}"))
    assert "vervangt een collega" in collega
    assert "ziekte" not in collega


def test_het_duty_desk_ziet_wie_dienst_heeft_en_het_nummer(jio: Wereld) -> None:
    kim = jio.browser("Kim Bureau")
    tekst = tekst_van(kim.zie("/jio/wacht/"))
    assert "Het is kantoortijd: de gewone dienst lost storingen op." in tekst
    assert "Carla Jansen , tot di 25 maart 2025 08.00 uur" in tekst
    assert "0880710000" in tekst
    assert "€" not in tekst


def test_het_duty_desk_legt_een_oproep_vast_voor_wie_dienst_heeft(jio: Wereld) -> None:
    kim = jio.browser("Kim Bureau")
    pagina = kim.zie(f"/jio/oproepen/nieuw?team={jio.teams['INF']}")
    assert 'value="2025-03-19"' in pagina
    antwoord = kim.post(
        "/jio/oproepen/nieuw",
        team=jio.teams["INF"],
        begin_dag="2025-03-18",
        begin_tijd="22:15",
        prio="1",
        categorie="netwerk",
        overeenkomst="ja",
        incidentnummer="INC-9",
    )
    assert antwoord.headers["Location"] == "/jio/wacht/"
    assert "INC-9" in tekst_van(jio.browser("Carla Jansen").zie("/jio/oproepen/"))


def test_een_team_zonder_iemand_op_dienst_valt_op(jio: Wereld) -> None:
    jio.nu = jio.nu.replace(hour=20)
    jio.browser("Ilse Roosters").post(
        f"/jio/diensten/{jio.dienst('INF', date(2025, 3, 18))}/vervanging",
        uitvaller=jio.mensen["Carla Jansen"],
        van_dag="2025-03-19",
        van_tijd="17:00",
        reden="ziekte_tijdens_dienst",
        vervanger="",
    )
    tekst = tekst_van(jio.browser("Kim Bureau").zie("/jio/wacht/"))
    assert "Let op: 1 team heeft nu niemand op dienst." in tekst
    assert "Bel de operationeel manager." in tekst


def test_hr_ziet_ontbrekende_brieven_voor_de_dienst(jio: Wereld) -> None:
    with jio.database.transactie() as s:
        brief = s.scalars(select(Aanwijzing).where(Aanwijzing.medewerker_id == jio.mensen["Anna Bakker"])).one()
        brief.ingetrokken_per = date(2025, 3, 20)
    lars = jio.browser("Lars Personeel")
    assert "Voor 2 komende diensten ontbreekt een brief." in tekst_van(lars.zie("/jio/aanwijzingen/"))
    fout = lars.post("/jio/aanwijzingen/", personeelsnummer="999", per="2025-03-20")
    assert fout.status_code == 422
    assert "Dit nummer is van niemand bij JIO." in tekst_van(fout.text)
    lars.post("/jio/aanwijzingen/", personeelsnummer="100001", per="2025-03-19", getekend_op="2025-03-19")
    assert "is aangewezen" in tekst_van(lars.zie("/jio/aanwijzingen/"))


def test_hr_tekent_en_trekt_een_brief_in(jio: Wereld) -> None:
    lars = jio.browser("Lars Personeel")
    lars.post("/jio/aanwijzingen/", personeelsnummer="100011", per="2025-04-01")
    with jio.database.lezen() as s:
        nummer = s.scalars(select(Aanwijzing.id).order_by(Aanwijzing.id.desc())).first()
    assert "Nog niet getekend" in tekst_van(lars.zie(f"/jio/aanwijzingen/{nummer}"))
    toekomst = lars.post(f"/jio/aanwijzingen/{nummer}/teken", getekend_op="2025-12-01")
    assert "Deze dag ligt in de toekomst." in tekst_van(toekomst.text)
    lars.post(f"/jio/aanwijzingen/{nummer}/teken", getekend_op="2025-03-19")
    lars.post(f"/jio/aanwijzingen/{nummer}/trek_in", ingetrokken_per="2025-05-01")
    assert "Ingetrokken per 1 mei 2025." in tekst_van(lars.zie(f"/jio/aanwijzingen/{nummer}"))


def test_een_ontheffing_zonder_grond(jio: Wereld) -> None:
    lars = jio.browser("Lars Personeel")
    pagina = lars.zie("/jio/aanwijzingen/inzetbaarheid")
    assert 'name="grond"' not in pagina
    lars.post("/jio/aanwijzingen/inzetbaarheid", personeelsnummer="100001", soort="ontheffing", van="2025-09-01")
    assert "tot nader bericht" in tekst_van(lars.zie("/jio/aanwijzingen/inzetbaarheid"))
    with jio.database.lezen() as s:
        assert s.scalars(select(Ontheffing.medewerker_id)).one() == jio.mensen["Anna Bakker"]


def test_een_teamsituatie_vraagt_twee_mensen(jio: Wereld) -> None:
    lars, mia = jio.browser("Lars Personeel"), jio.browser("Mia Personeel")
    adres = f"/jio/beheer/teams/{jio.teams['INF']}"
    lars.post(f"{adres}/situatie", situatie="b", vanaf="2025-01-01", bron="besluit 12")
    with jio.database.lezen() as s:
        nummer = s.scalars(select(Teamsituatie.id).where(Teamsituatie.besluit == Besluit.VOORGESTELD)).one()
    assert "iemand anders van HR beslist" in tekst_van(lars.zie("/jio/beheer/teams"))
    lars.post(f"/jio/beheer/situaties/{nummer}/goed")
    with jio.database.lezen() as s:
        assert s.get_one(Teamsituatie, nummer).besluit is Besluit.VOORGESTELD
    mia.post(f"/jio/beheer/situaties/{nummer}/goed")
    assert "naar een locatie komen (b), sinds 1 januari 2025" in tekst_van(mia.zie("/jio/beheer/teams"))


def test_een_team_krijgt_een_functie_en_staat_daaronder(jio: Wereld) -> None:
    lars = jio.browser("Lars Personeel")
    adres = f"/jio/beheer/teams/{jio.teams['APP']}"
    velden = {"discipline": "Gouda", "nummer": "0880710001"}
    assert lars.post(adres, **velden, functie="baas").status_code == 422
    assert lars.post(adres, **velden, functie="huismeester").status_code == 303
    assert "Functie Huismeester" in tekst_van(lars.zie("/jio/beheer/teams"))
    # A form without the field leaves it as it is.
    lars.post(adres, **velden)
    for wie, pad in (("Kim Bureau", "/jio/wacht/"), ("Anna Bakker", "/jio/roosters/")):
        tekst = tekst_van(jio.browser(wie).zie(pad))
        assert tekst.index("Teams die storingen oplossen") < tekst.index("0880710000") < tekst.index("Huismeester")
        assert tekst.index("Huismeester") < tekst.index("0880710001")


def test_een_rooster_dat_pas_later_in_annex_wordt_gedeclareerd(jio: Wereld) -> None:
    beheer = jio.browser("Ilse Roosters")
    velden = {"team": jio.teams["INF"], "jaar": 2026}
    beheer.post("/jio/roosters/", **velden, declareren_vanaf="2025-12-01")
    assert "kies een dag in het jaar van het rooster" in tekst_van(beheer.zie("/jio/roosters/"))
    nummer = int(
        beheer.post("/jio/roosters/", **velden, declareren_vanaf="2026-02-01").headers["Location"].rsplit("/", 1)[1]
    )
    volgorde = {f"plaats_{jio.mensen[naam]}": str(plek) for plek, naam in enumerate(NAMEN[0], 1)}
    beheer.post(f"/jio/roosters/{nummer}/vul", **volgorde)
    for stap in ("raadpleeg", "publiceer"):
        beheer.post(f"/jio/roosters/{nummer}/stap/{stap}")
    eerder, later = (jio.dienst("INF", dag) for dag in (date(2026, 1, 6), date(2026, 2, 3)))
    jio.nu = jio.nu.replace(year=2026)
    klaar = declaraties.te_declareren(Context(jio.database, jio.installatie, PROGRAMMA, jio.nu))
    assert (eerder in klaar, later in klaar) == (False, True)


def test_een_andere_kalender_herberekenen_met_een_knop(jio: Wereld) -> None:
    beheer = jio.browser("Ilse Roosters")
    knop = f'action="/jio/roosters/{jio.roosters["INF"]}/herbereken"'
    assert knop not in beheer.zie("/jio/roosters/")
    nummer = parameterbeheer.stel_voor(
        jio.als("Lars Personeel"),
        sleutel="kalender.sluitingsdagen",
        waarde="2025-12-09",
        vanaf=date(2025, 12, 1),
        bron="proef",
        reden="proef",
        soort="wijziging",
    )
    parameterbeheer.keur_goed(jio.als("Mia Personeel"), nummer)
    pagina = beheer.zie("/jio/roosters/")
    assert knop in pagina
    assert "De kalender is veranderd" in tekst_van(pagina)
    assert "di 2 december 17.00 tot wo 10 december 2025 08.00 uur" in tekst_van(pagina)
    assert knop in jio.browser("Leider Infrastructuur").zie("/jio/roosters/")
    for wie in ("Leider Applicaties", "Anna Bakker", "Jan Manager"):
        assert knop not in jio.browser(wie).zie("/jio/roosters/")
        antwoord = jio.browser(wie).post(f"/jio/roosters/{jio.roosters['INF']}/herbereken")
        assert antwoord.status_code == 403, wie
    beheer.post(f"/jio/roosters/{jio.roosters['INF']}/herbereken")
    tekst = beheer.zie("/jio/roosters/")
    assert "De diensten volgen de kalender weer." in tekst
    assert knop not in tekst
    verschil = beheer.zie(f"/jio/roosters/{jio.roosters['INF']}/versies/2/verschil")
    assert "Tussen versie 1 en versie 2 veranderde 1 dienst." in tekst_van(verschil)


def test_de_roosterbeheerder_leest_een_rooster_in_en_draait_het_terug(jio: Wereld) -> None:
    beheer = jio.browser("Ilse Roosters")
    assert "/mensen/inlezen" in beheer.zie("/")
    pagina = beheer.zie("/mensen/inlezen")
    assert '<option value="jio.rooster_eerder">' in pagina
    assert '<option value="medewerkers">' not in pagina
    assert '<option value="jio.pas">' not in pagina
    goed = b"team;dinsdag;personeelsnummer\nINF;2024-03-05;100001\n"
    slecht = b"team;dinsdag;personeelsnummer\nINF;2024-03-06;100001\n"

    def lees(inhoud: bytes, stap: str, soort: str = "jio.rooster_eerder") -> TestResponse:
        velden = {"soort": soort, "stap": stap, "bestand": (BytesIO(inhoud), "rooster.csv")}
        return beheer.post("/mensen/inlezen", **velden)

    assert "dinsdag" in tekst_van(lees(slecht, "importeer").text)
    assert "Het bestand is goed: 1 nieuw" in tekst_van(lees(goed, "controleer").text)
    assert lees(goed, "importeer").status_code == 303
    assert lees(b"personeelsnummer;van;tot_en_met\n100001;2025-01-01;\n", "importeer", "jio.pas").status_code == 403
    assert "Roosters van eerdere jaren" not in tekst_van(beheer.zie("/jio/roosters/"))
    assert jio.wie(jio.dienst("INF", date(2024, 3, 5))) == ["Anna Bakker"]
    [nummer] = re.findall(r"/mensen/inlezen/(\d+)/terug", beheer.zie("/mensen/inlezen"))
    beheer.post(f"/mensen/inlezen/{nummer}/terug")
    assert jio.wie(jio.dienst("INF", date(2024, 3, 5))) == []
    for naam in ("Anna Bakker", "Leider Infrastructuur", "Kim Bureau"):
        assert jio.browser(naam).get("/mensen/inlezen").status_code == 403


def test_een_nummer_dat_niet_kan_staat_bij_het_veld(jio: Wereld) -> None:
    antwoord = jio.browser("Lars Personeel").post(
        f"/jio/beheer/teams/{jio.teams['INF']}", discipline="Netwerk", nummer="0612345678"
    )
    assert antwoord.status_code == 422
    assert 'href="#veld-nummer"' in antwoord.text
    assert 'value="0612345678"' in antwoord.text


def test_de_stand_van_de_maand_noemt_wat_ophoudt(jio: Wereld) -> None:
    jio.declaraties()
    lars = jio.browser("Lars Personeel")
    tekst = tekst_van(lars.zie("/jio/beheer/maand/2025-02"))
    assert "Van 8 declaraties over februari 2025 zijn er 8 nog niet goedgekeurd." in tekst
    assert "wacht op de medewerker" in tekst
    bestand = lars.get("/jio/beheer/maand/2025-02/overwerk.csv")
    assert bestand.headers["Content-Type"].startswith("text/csv")


def test_de_auditor_leest_wie_wat_deed_en_door_wie_het_is_vastgelegd(jio: Wereld) -> None:
    dienst = jio.dienst("INF", APRIL)
    ruil = ruilen.bied_aan(jio.als("Anna Bakker"), ruilen.Deelkeuze(dienst), gevraagde_id=jio.mensen["Bram de Vries"])
    ruilen.neem_over(jio.als("Bram de Vries"), ruil)
    ruilen.meld_bekend(jio.als("Leider Infrastructuur"), ruil)
    ruilen.leg_vast(jio.als("Ilse Roosters"), ruil)
    tekst = tekst_van(jio.browser("Noor Auditor").zie(f"/jio/diensten/{dienst}"))
    assert "Bram de Vries doet deze dienst" in tekst
    assert "Ilse Roosters" in tekst
    assert "vervallen wo 19 maart 2025 10.30" in tekst
    assert "Zonder getekende brief is er geen toelage" in tekst


def test_het_verhaal_achter_een_boeking_noemt_dienst_ruil_declaratie_en_brief(jio: Wereld) -> None:
    nummers = jio.declaraties(bevestigd=True)
    dienst = jio.dienst("INF", MAART)
    jio.browser("Leider Infrastructuur").post("/jio/declaraties/goedkeuren", declaratie=nummers["Anna Bakker", MAART])
    with jio.database.lezen() as s:
        delen = vertel(s, f"dienst/{dienst}", jio.mensen["Anna Bakker"])
        assert vertel(s, "iets/anders", 1) == vertel(s, "dienst/99999", 1) == ()
        assert s.scalar(select(Account.id).where(Account.weergavenaam == "Leider Infrastructuur"))
    titels = [deel.titel for deel in delen]
    assert titels[0] == "Dienst van di 4 maart 2025"
    assert "Uitgevoerd door Anna Bakker" in titels
    assert "Aanwijzingsbrief" in titels
    [claim] = [deel for deel in delen if deel.titel.startswith("Declaratie")]
    assert dict(claim.gegevens)["Goedgekeurd"] == "wo 19 maart 2025 10.30, Leider Infrastructuur"
    assert (claim.endpoint, claim.argumenten) == (
        "jio_declaraties.toon",
        {"declaratie": nummers["Anna Bakker", MAART]},
    )
