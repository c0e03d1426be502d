# SPDX-License-Identifier: EUPL-1.2
"""Versions of a roster: frozen, compared, the same bytes each time, and who has seen them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from core.berichten.models import Bericht
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from plugins.jio.consignatie.models import Deelreden
from plugins.jio.consignatie.roostermodellen import Roostergezien, Roosterversie
from plugins.jio.consignatie.services import roosters, roosterversies, vervangingen
from plugins.jio.consignatie.services.overzicht.jaarbeeld import jaarbeeld
from tests.plugins.jio.consignatie.conftest import JAAR, Wereld, rooster_van
from tests.plugins.jio.consignatie.paginawereld import Wereld as Paginawereld
from tests.plugins.jio.consignatie.paginawereld import tekst_van

ZOMER = datetime(JAAR, 6, 1, 12, tzinfo=UTC)
DINSDAG = date(JAAR, 6, 6)


def vervang(wereld: Wereld, dienst_id: int, wie: str, door: str) -> None:
    dienst = wereld.wie(dienst_id)[0]
    vervangingen.vervang(
        wereld.als("rob"),
        dienst_id,
        uitvaller_id=wereld.mensen[wie],
        van=dienst[1],
        reden=Deelreden.ZIEKTE_DAGDIENST,
        vervanger_id=wereld.mensen[door],
    )


def test_elke_versie_blijft_te_lezen_zoals_ze_was(wereld: Wereld) -> None:
    dienst_id = wereld.publiceer()[DINSDAG]
    toen = wereld.wie(dienst_id)[0][0]
    door = next(naam for naam in ["anna", "bram", "cas", "dina"] if naam != toen)
    vervang(wereld.op(ZOMER), dienst_id, toen, door)
    rooster = rooster_van(wereld, dienst_id)
    anna = wereld.als("anna")
    kop, lijst = roosterversies.versies(anna, rooster.id)
    assert (kop.versie, [(regel.nummer, regel.op, regel.door) for regel in lijst]) == (
        2,
        [(2, ZOMER, "Rob"), (1, datetime(JAAR - 1, 12, 1, tzinfo=UTC), "Rob")],
    )
    namen = []
    for nummer in (1, 2):
        versie = roosterversies.versie(anna, rooster.id, nummer)
        [dienst] = [dienst for dienst in versie.beeld.diensten if dienst.dinsdag == DINSDAG]
        namen.append([deel.naam.lower() for deel in dienst.delen])
    assert namen == [[toen], [door]]
    nieuw, verschillen = roosterversies.verschil(anna, rooster.id, 1, 2)
    assert nieuw.nummer == 2
    assert [(anders.dinsdag, anders.tijd_anders) for anders in verschillen] == [(DINSDAG, False)]
    assert roosterversies.verschil(anna, rooster.id, 2, 2)[1] == ()


def test_een_versie_is_gelijk_aan_het_rooster_van_dat_moment(wereld: Wereld) -> None:
    dienst_id = wereld.publiceer()[DINSDAG]
    rooster = rooster_van(wereld, dienst_id)
    anna = wereld.als("anna")
    nu, bewaard = jaarbeeld(anna, rooster.id), roosterversies.versie(anna, rooster.id, 1).beeld
    assert bewaard == nu


def test_een_versie_verandert_nooit(wereld: Wereld) -> None:
    wereld.publiceer()
    with pytest.raises(DBAPIError, match="ligt vast"), wereld.database.transactie() as s:
        s.execute(update(Roosterversie).values(versie=9))


def test_wat_er_niet_is_of_niet_gepubliceerd_is_niet_te_lezen(wereld: Wereld) -> None:
    dienst_id = wereld.publiceer()[DINSDAG]
    rooster = rooster_van(wereld, dienst_id)
    for nummer in (0, 2):
        with pytest.raises(GeenToegang):
            roosterversies.versie(wereld.als("anna"), rooster.id, nummer)
    with pytest.raises(GeenToegang):
        roosterversies.versie(wereld.als("anna"), 999, 1)


def test_wie_het_rooster_opent_heeft_die_versie_gezien(wereld: Wereld) -> None:
    dienst_id = wereld.publiceer()[DINSDAG]
    rooster = rooster_van(wereld, dienst_id)
    for naam in ("anna", "anna", "otto", "rob", "lot"):
        context = wereld.op(ZOMER).als(naam)
        roosterversies.zie(context, jaarbeeld(context, rooster.id))
    with wereld.database.lezen() as s:
        assert [rij.medewerker_id for rij in s.scalars(select(Roostergezien))] == [wereld.mensen["anna"]]
    toen = wereld.wie(dienst_id)[0][0]
    vervang(wereld.op(ZOMER), dienst_id, toen, next(n for n in ["bram", "cas", "dina"] if n != toen))
    later = replace(wereld.als("bram"), nu=ZOMER + timedelta(days=1))
    roosterversies.zie(later, jaarbeeld(later, rooster.id))
    for wie in ("rob", "lot"):
        regels = roosterversies.gezien(wereld.als(wie), rooster.id)
        assert [(regel.naam, regel.versie) for regel in regels] == [
            ("Cas", None),
            ("Dina", None),
            ("Anna", 1),
            ("Bram", 2),
        ]
    for wie in ("anna", "leo", "hans"):
        with pytest.raises(GeenToegang):
            roosterversies.gezien(wereld.als(wie), rooster.id)


def test_op_papier_en_als_bestand_steeds_dezelfde_bytes(jio: Paginawereld) -> None:
    rooster = jio.roosters["INF"]
    browser = jio.browser("Bram de Vries")
    adres = f"/jio/roosters/{rooster}/versies/1/rooster"
    eerst = {soort: browser.get(f"{adres}.{soort}") for soort in ("pdf", "xlsx")}
    jio.nu += timedelta(days=3)
    for soort, antwoord in eerst.items():
        assert antwoord.status_code == 200
        assert jio.browser("Ilse Roosters").get(f"{adres}.{soort}").data == antwoord.data
    assert eerst["pdf"].data.startswith(b"%PDF")
    assert b"1190.55" in eerst["pdf"].data
    boek = load_workbook(io.BytesIO(eerst["xlsx"].data))
    assert boek.sheetnames == ["Diensten", "Per persoon"]
    wie = [rij[3] for rij in boek["Diensten"].iter_rows(min_row=5, values_only=True)]
    assert len(wie) == 52
    assert set(wie) == {"Anna Bakker", "Bram de Vries", "Carla Jansen", "Daan Smit"}
    per_persoon = list(boek["Per persoon"].iter_rows(min_row=2, values_only=True))
    assert sum(int(str(rij[1])) for rij in per_persoon) == 52


def test_een_naam_is_nooit_een_formule_en_een_vreemde_letter_houdt_de_pdf_niet_tegen(jio: Paginawereld) -> None:
    with jio.database.transactie() as s:
        s.get_one(Medewerker, jio.mensen["Anna Bakker"]).naam = "=Łukasz Şahin 王"
    browser = jio.browser("Bram de Vries")
    adres = f"/jio/roosters/{jio.roosters['INF']}/versies/1/rooster"
    assert browser.get(f"{adres}.pdf").status_code == 200
    boek = load_workbook(io.BytesIO(browser.get(f"{adres}.xlsx").data))
    cellen = [cel for rij in boek["Diensten"].iter_rows(min_row=5) for cel in rij if str(cel.value).startswith("=")]
    assert cellen
    assert {cel.data_type for cel in cellen} == {"s"}


def test_de_paginas_van_versies(jio: Paginawereld) -> None:
    rooster, dienst = jio.roosters["INF"], jio.dienst("INF", date(2025, 4, 1))
    [wie] = jio.wie(dienst)
    anna, beheer = jio.browser("Anna Bakker"), jio.browser("Ilse Roosters")
    lijst = f"/jio/roosters/{rooster}/versies"
    assert "Gezien door 0 van de 4 mensen van het team." in tekst_van(beheer.zie(lijst))
    anna.zie(f"/jio/roosters/{rooster}")
    assert "1 van de 4 mensen" in tekst_van(beheer.zie(lijst))
    assert "Wie heeft het gezien" not in tekst_van(anna.zie(lijst))
    door = next(naam for naam in ("Anna Bakker", "Bram de Vries") if naam != wie)
    beheer.post(
        f"/jio/diensten/{dienst}/vervanging",
        uitvaller=jio.mensen[wie],
        van_dag="2025-04-01",
        van_tijd="17:00",
        reden="verlof",
        vervanger=jio.mensen[door],
    )
    tekst = tekst_van(anna.zie(f"{lijst}/2/verschil"))
    assert "Tussen versie 1 en versie 2 veranderde 1 dienst." in tekst
    assert wie in tekst
    assert door in tekst
    assert "Dit is een oude versie: versie 2 geldt nu." in tekst_van(anna.zie(f"{lijst}/1"))
    assert "zag versie 1" in tekst_van(beheer.zie(lijst))
    assert jio.browser("Otto Elders").get(f"{lijst}/1").status_code == 403
    bericht = tekst_van(jio.browser("Bram de Vries").zie("/berichten/"))
    assert "Het consignatierooster van 2025 is gepubliceerd." in bericht
    assert f'name="naar" value="/jio/roosters/{rooster}"' in jio.browser("Bram de Vries").zie("/berichten/")


def test_een_bericht_van_voor_het_adres_staat_er_zonder_adres(jio: Paginawereld) -> None:
    with jio.database.transactie() as s:
        s.execute(update(Bericht).values(gegevens={"jaar": 2025}))
    assert "Het consignatierooster van 2025 is gepubliceerd." in jio.browser("Bram de Vries").zie("/berichten/")


def test_versies_van_voor_de_bewaring_worden_achteraf_gemaakt(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    # As a database of before versions were kept.
    monkeypatch.setattr(roosters, "leg_versie_vast", lambda *_: None)
    dienst_id = wereld.publiceer()[DINSDAG]
    toen = wereld.wie(dienst_id)[0][0]
    door = next(naam for naam in ["anna", "bram", "cas", "dina"] if naam != toen)
    vervang(wereld.op(ZOMER), dienst_id, toen, door)
    rooster, anna = rooster_van(wereld, dienst_id), wereld.als("anna")
    programma = wereld.op(ZOMER + timedelta(days=1)).programma
    assert roosterversies.onvolledig(programma) == (rooster.id,)
    assert roosterversies.vul_aan(programma, rooster.id) == 2
    assert (roosterversies.onvolledig(programma), roosterversies.vul_aan(programma, rooster.id)) == ((), 0)
    eerste, tweede = (roosterversies.versie(anna, rooster.id, nummer) for nummer in (1, 2))
    assert (eerste.op, tweede.op, eerste.achteraf) == (datetime(JAAR - 1, 12, 1, tzinfo=UTC), ZOMER, True)
    namen = [
        [deel.naam.lower() for dienst in versie.beeld.diensten if dienst.dinsdag == DINSDAG for deel in dienst.delen]
        for versie in (eerste, tweede)
    ]
    assert namen == [[toen], [door]]
    assert tweede.beeld == jaarbeeld(anna, rooster.id)
