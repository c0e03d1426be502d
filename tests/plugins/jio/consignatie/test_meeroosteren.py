# SPDX-License-Identifier: EUPL-1.2
"""Making a roster by hand: the judgement that is shown is the one that is kept when storing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from core.people.invoerbestand import importeer
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer import services as parameterbeheer
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Dienst
from plugins.jio.consignatie.rules.inzetbaar import Belemmering
from plugins.jio.consignatie.services import aanwijzingen, meeroosteren, roosters
from tests.plugins.jio.consignatie.conftest import JAAR, Wereld
from tests.plugins.jio.consignatie.paginawereld import Wereld as Paginawereld
from tests.plugins.jio.consignatie.paginawereld import tekst_van

VOORAF = datetime(JAAR - 1, 12, 1, tzinfo=UTC)


def maak(wereld: Wereld, team: str = "net") -> tuple[int, dict[date, int]]:
    rooster_id = roosters.maak(wereld.op(VOORAF).als("rob"), wereld.teams[team], JAAR)
    with wereld.database.lezen() as s:
        return rooster_id, {d.dinsdag: d.id for d in s.scalars(select(Dienst).where(Dienst.rooster_id == rooster_id))}


def test_wat_gekozen_is_telt_in_het_oordeel_over_de_rest(wereld: Wereld) -> None:
    rooster_id, diensten = maak(wereld)
    wereld.afwezig("bram", "ziekte", date(2023, 1, 1), date(2023, 1, 12))
    aanwijzingen.leg_ontheffing_vast(wereld.op(VOORAF).als("hans"), wereld.mensen["cas"], date(2023, 1, 1), None)
    lot = wereld.op(VOORAF).als("lot")
    anna = wereld.mensen["anna"]
    # The week of 19 December ends on the 27th, so that it runs together with the next.
    gekozen = {diensten[date(2023, 12, 19)]: anna, diensten[date(2023, 1, 3)]: wereld.mensen["bram"]}
    beeld = meeroosteren.handrooster(lot, rooster_id, gekozen)
    per_dag = {week.dinsdag: {keuze.naam: keuze for keuze in week.keuzes} for week in beeld.weken}
    assert per_dag[date(2023, 12, 26)]["Anna"].heeft_al_dienst
    assert not per_dag[date(2023, 12, 26)]["Dina"].heeft_al_dienst
    assert per_dag[date(2023, 1, 3)]["Bram"].belemmeringen == (Belemmering.ZIEKTE,)
    assert per_dag[date(2023, 6, 6)]["Cas"].belemmeringen == (Belemmering.ONTHEFFING,)
    assert per_dag[date(2023, 6, 6)]["Bram"].kan
    assert [week.dinsdag for week in beeld.fouten] == [date(2023, 1, 3)]
    assert (beeld.leeg, beeld.veranderd, beeld.getoetst) == (50, 2, False)
    standen = {stand.naam: stand for stand in beeld.standen}
    dienst = next(week for week in beeld.weken if week.dinsdag == date(2023, 12, 19))
    assert dienst.feestdagen == ("Eerste kerstdag", "Tweede kerstdag")
    assert (standen["Anna"].diensten, standen["Anna"].feestdaguren > 0, standen["Dina"].uren) == (1, True, 0)


def test_eerdere_jaren_en_de_arbeidstijdenwet_tellen_mee(wereld: Wereld) -> None:
    rooster_id, diensten = maak(wereld)
    regels = b"team;dinsdag;personeelsnummer\nnet;2022-03-01;P-anna\nnet;2022-03-08;P-anna\n"
    assert importeer(wereld.als("rob"), "jio.rooster_eerder", regels).goed
    nummer = parameterbeheer.stel_voor(
        wereld.als("hans"),
        sleutel="arbeidstijdenwet.consignatie_max_dagen_per_28",
        waarde="14",
        vanaf=date(2022, 1, 1),
        bron="proef",
        reden="proef",
        soort="wijziging",
    )
    parameterbeheer.keur_goed(wereld.als("hilda"), nummer)
    anna = wereld.mensen["anna"]
    gekozen = {diensten[date(2023, 1, dag)]: anna for dag in (3, 10)}
    beeld = meeroosteren.handrooster(wereld.als("rob"), rooster_id, gekozen)
    stand = next(stand for stand in beeld.standen if stand.naam == "Anna")
    assert (stand.diensten, stand.eerdere_diensten, stand.eerdere_uren) == (2, 2, 246)
    keuze = next(
        keuze
        for week in beeld.weken
        if week.dinsdag == date(2023, 1, 17)
        for keuze in week.keuzes
        if keuze.naam == "Anna"
    )
    # It warns, and never refuses by itself.
    assert (keuze.belemmeringen, keuze.kan, beeld.getoetst) == ((Belemmering.ARBEIDSTIJDEN,), True, True)


def test_bewaren_doet_alles_of_niets_en_alleen_wat_anders_is(wereld: Wereld) -> None:
    rooster_id, diensten = maak(wereld)
    lot = wereld.op(VOORAF).als("lot")
    een, twee = diensten[date(2023, 1, 3)], diensten[date(2023, 1, 10)]
    anna, bram, cas = (wereld.mensen[naam] for naam in ("anna", "bram", "cas"))
    leeg: dict[int, int | None] = {een: None, twee: None}
    assert meeroosteren.bewaar(lot, rooster_id, leeg, {een: anna, twee: None}) == 1
    assert meeroosteren.bewaar(lot, rooster_id, {een: anna, twee: None}, {een: anna, twee: None}) == 0
    # Somebody else chose meanwhile: nothing is overwritten unseen.
    with pytest.raises(Geweigerd, match="intussen veranderd") as fout:
        meeroosteren.bewaar(lot, rooster_id, leeg, {een: bram, twee: cas})
    assert fout.value.veld == f"dienst_{een}"
    wereld.afwezig("cas", "verlof", date(2023, 1, 11), date(2023, 1, 11))
    with pytest.raises(Geweigerd) as fout:
        meeroosteren.bewaar(lot, rooster_id, {een: anna, twee: None}, {een: bram, twee: cas})
    assert fout.value.veld == f"dienst_{twee}"
    assert [wereld.wie(id)[0][0] if wereld.wie(id) else "" for id in (een, twee)] == ["anna", ""]
    assert meeroosteren.bewaar(lot, rooster_id, {een: anna, twee: None}, {een: None, twee: anna}) == 2
    assert [[naam for naam, _, _ in wereld.wie(id)] for id in (een, twee)] == [[], ["anna"]]


def test_alleen_wie_dit_rooster_maakt_en_zolang_het_niet_is_gepubliceerd(wereld: Wereld) -> None:
    rooster_id, diensten = maak(wereld)
    dienst_id = diensten[date(2023, 1, 3)]
    for naam in ("anna", "leo", "hans", "om"):
        with pytest.raises(GeenToegang):
            meeroosteren.handrooster(wereld.als(naam), rooster_id)
        with pytest.raises(GeenToegang):
            meeroosteren.bewaar(wereld.als(naam), rooster_id, {}, {dienst_id: wereld.mensen["anna"]})
    ander, andere = maak(wereld, "oss")
    with pytest.raises(GeenToegang):
        meeroosteren.bewaar(wereld.als("lot"), rooster_id, {}, {andere[date(2023, 1, 3)]: wereld.mensen["anna"]})
    with pytest.raises(GeenToegang):
        meeroosteren.handrooster(wereld.als("rob"), 999)
    assert ander != rooster_id
    wereld.publiceer(jaar=JAAR - 1)
    with wereld.database.lezen() as s:
        nummer = s.scalars(select(Dienst.rooster_id).where(Dienst.dinsdag == date(2022, 3, 1))).one()
    with pytest.raises(Geweigerd, match="gepubliceerd"):
        meeroosteren.handrooster(wereld.als("rob"), nummer)


def test_de_pagina_toont_bewaart_en_weigert(jio: Paginawereld) -> None:
    beheer = jio.browser("Ilse Roosters")
    adres = beheer.post("/jio/roosters/", team=jio.teams["INF"], jaar=2026).headers["Location"] + "/met-de-hand"
    een, twee = jio.dienst("INF", date(2026, 3, 3)), jio.dienst("INF", date(2026, 3, 10))
    anna, bram = jio.mensen["Anna Bakker"], jio.mensen["Bram de Vries"]
    jio.afwezig("Bram de Vries", date(2026, 3, 1), date(2026, 3, 20))
    begin = beheer.zie(adres)
    tekst = tekst_van(begin)
    assert "Nog 52 diensten zonder iemand." in tekst
    assert "De Arbeidstijdenwet is niet getoetst" in tekst
    assert "Bram de Vries – kan niet: is afwezig" in tekst
    assert "ziek" not in tekst
    velden = {f"was_{een}": "", f"was_{twee}": "", f"dienst_{een}": anna, f"dienst_{twee}": bram}
    nagekeken = beheer.post(adres, **velden, stap="controleer")
    assert nagekeken.status_code == 200
    assert "De dienst van di 10 maart 2026: Bram de Vries kan niet, is afwezig." in tekst_van(nagekeken.text)
    assert jio.wie(een) == []
    fout = beheer.post(adres, **velden, stap="bewaar")
    assert fout.status_code == 422
    assert f'href="#veld-dienst_{twee}"' in fout.text
    assert jio.wie(een) == []
    assert beheer.post(adres, **{**velden, f"dienst_{twee}": ""}, stap="bewaar").status_code == 303
    assert jio.wie(een) == ["Anna Bakker"]
    assert "1 dienst is opgeslagen." in tekst_van(beheer.zie(adres))
    verouderd = beheer.post(
        adres, **{**velden, f"dienst_{een}": jio.mensen["Daan Smit"], f"dienst_{twee}": ""}, stap="bewaar"
    )
    assert verouderd.status_code == 422
    assert "is intussen veranderd" in tekst_van(verouderd.text)
    assert f'name="was_{een}" value="{anna}"' in verouderd.text
    assert jio.browser("Anna Bakker").get(adres).status_code == 403
    assert beheer.get(f"/jio/roosters/{jio.roosters['INF']}/met-de-hand").status_code == 303
