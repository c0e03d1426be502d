# SPDX-License-Identifier: EUPL-1.2
"""A calendar behind a secret address: what stands in it, for how long it works, and that guessing brings nothing."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import icalendar
import pytest
from sqlalchemy import func, select, update

from core.people.aanmelden import InloggenMislukt, log_in
from core.people.eenheden import schakel
from core.people.models import Account, Dienstverband, Inlogpoging
from core.people.pogingen import MISLUKT_PER_ADRES, VENSTER
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.engine import Database
from plugins.jio.consignatie.agenda import services
from plugins.jio.consignatie.agenda.ical import schrijf
from plugins.jio.consignatie.agenda.models import Agenda
from plugins.jio.consignatie.agenda.services import Kalender, TeVaakGeraden
from plugins.jio.consignatie.models import Deelreden, Dienst
from plugins.jio.consignatie.services import ruilen, vervangingen
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from tests.plugins.jio.consignatie.conftest import Wereld, klok
from tests.plugins.jio.consignatie.paginawereld import Wereld as Paginawereld
from tests.plugins.jio.consignatie.paginawereld import tekst_van, tel_vragen

GEHEIM = "g" * 40
HIER = "192.0.2.7"
NU = datetime(2023, 9, 1, 9, tzinfo=UTC)
SEPTEMBER = date(2023, 9, 12)
ADRES = re.compile(r"http://localhost(/jio/agenda/lezen/[\w-]{43}\.ics)")


@pytest.fixture
def kantoor(wereld: Wereld) -> Wereld:
    """The first of September, with the duty of the twelfth for Anna."""
    per_dinsdag = wereld.publiceer()
    schakel(wereld.programma, "jio", True)
    wereld.geef({per_dinsdag[SEPTEMBER]: "anna"})
    return wereld.op(NU)


def dienst(wereld: Wereld, dinsdag: date) -> int:
    with wereld.database.lezen() as s:
        return s.scalars(
            select(Dienst.id).where(Dienst.team_id == wereld.teams["net"], Dienst.dinsdag == dinsdag)
        ).one()


def lees(wereld: Wereld, token: str, adres: str = HIER) -> Kalender | None:
    return services.lees(wereld.database, wereld.installatie, token, adres, wereld.nu, GEHEIM)


def gelezen(wereld: Wereld, token: str) -> Kalender:
    kalender = lees(wereld, token)
    assert kalender is not None
    return kalender


def als_ical(kalender: Kalender) -> icalendar.Calendar:
    tekst = schrijf(kalender, "Agenda", lambda d: d.naam, lambda d: d.nummer)
    return icalendar.Calendar.from_ical(tekst)


def regels_van(agenda: icalendar.Calendar) -> list[Any]:
    """The duties as a calendar program reads them; what a property holds depends on its name."""
    return list(agenda.walk("VEVENT"))


def test_de_eigen_agenda_heeft_alleen_eigen_diensten_en_het_nummer(kantoor: Wereld):
    kalender = gelezen(kantoor, services.maak(kantoor.als("anna"), None))
    assert kalender.teamnaam is None
    assert {regel.naam for regel in kalender.diensten} == {"Anna"}
    assert {regel.nummer for regel in kalender.diensten} == {"0880700001"}
    begin, einde = klok("2023-09-12", "17:00"), klok("2023-09-19", "08:00")
    assert (begin, einde) in {(regel.van, regel.tot) for regel in kalender.diensten}
    assert all(regel.tot > NU - services.TERUG - timedelta(days=1) for regel in kalender.diensten)


def test_de_agenda_van_een_team_heeft_iedereen_en_een_ander_team_niemand(kantoor: Wereld):
    kalender = gelezen(kantoor, services.maak(kantoor.als("rob"), kantoor.teams["net"]))
    assert kalender.teamnaam == "Team net"
    assert {regel.naam for regel in kalender.diensten} == {"Anna", "Bram", "Cas", "Dina"}
    leeg = gelezen(kantoor, services.maak(kantoor.als("rob"), kantoor.teams["oss"]))
    assert leeg.diensten == ()


def test_een_agendaprogramma_leest_het_en_de_klok_verzet_niets(kantoor: Wereld):
    kalender = gelezen(kantoor, services.maak(kantoor.als("anna"), kantoor.teams["net"]))
    agenda = als_ical(kalender)
    regels = regels_van(agenda)
    assert len(regels) == len(kalender.diensten) > 15
    assert not agenda.walk("VTIMEZONE")
    # The duty of 24 October 2023 lasts over the night in which the clock goes back: 17.00 summer to 08.00 winter time.
    [oktober] = [r for r in regels if r["DTSTART"].dt.date() == date(2023, 10, 24)]
    assert oktober["DTSTART"].dt == datetime(2023, 10, 24, 15, tzinfo=UTC)
    assert oktober["DTEND"].dt == datetime(2023, 10, 31, 7, tzinfo=UTC)
    assert oktober.to_ical().count(b"DTSTART:20231024T150000Z") == 1
    assert not any("RRULE" in regel or "RDATE" in regel for regel in regels)
    assert len({str(regel["UID"]) for regel in regels}) == len(regels)
    for regel in regels:
        assert regel["DTSTAMP"].dt.tzinfo is not None
        assert not {"ATTENDEE", "ORGANIZER", "LOCATION"} & regel.keys()


def test_een_ruil_houdt_het_uid_en_verhoogt_het_volgnummer(kantoor: Wereld):
    token = services.maak(kantoor.als("rob"), kantoor.teams["net"])
    ervoor = {regel.uid: regel for regel in gelezen(kantoor, token).diensten}
    nummer = ruilen.bied_aan(kantoor.als("anna"), Deelkeuze(dienst(kantoor, SEPTEMBER)))
    straks = kantoor.op(NU + timedelta(hours=2))
    ruilen.neem_over(straks.als("cas"), nummer)
    ruilen.meld_bekend(straks.als("lot"), nummer)
    assert {regel.uid: regel for regel in gelezen(straks, token).diensten} == ervoor, "nog niet vastgelegd"
    ruilen.leg_vast(straks.als("rob"), nummer)
    erna = {regel.uid: regel for regel in gelezen(straks, token).diensten}
    assert erna.keys() == ervoor.keys()
    uid = f"team-{dienst(kantoor, SEPTEMBER)}-1@jio.annex"
    assert (ervoor[uid].naam, erna[uid].naam) == ("Anna", "Cas")
    assert all(erna[sleutel].versie == ervoor[sleutel].versie + 1 for sleutel in ervoor)
    assert {regel.gewijzigd_op for regel in erna.values()} == {straks.nu}


def test_delen_van_een_dienst_die_aan_elkaar_raken_zijn_een_regel(kantoor: Wereld):
    nummer = dienst(kantoor, SEPTEMBER)
    for van, wie, uit in (("2023-09-14", "bram", "anna"), ("2023-09-16", "anna", "bram")):
        vervangingen.vervang(
            kantoor.als("rob"),
            nummer,
            uitvaller_id=kantoor.mensen[uit],
            van=klok(van, "17:00"),
            reden=Deelreden.VERLOF,
            vervanger_id=kantoor.mensen[wie],
        )
    token = services.maak(kantoor.als("rob"), kantoor.teams["net"])
    regels = [r for r in gelezen(kantoor, token).diensten if r.uid.startswith(f"team-{nummer}-")]
    assert [(r.naam, r.uid[-12:-10]) for r in regels] == [("Anna", "-1"), ("Bram", "-2"), ("Anna", "-3")]
    assert regels[0].tot == regels[1].van == klok("2023-09-14", "17:00")


def test_een_nieuw_adres_beeindigt_het_oude_en_intrekken_beeindigt_het(kantoor: Wereld):
    anna = kantoor.als("anna")
    oud = services.maak(anna, None)
    nieuw = services.maak(anna, None)
    assert lees(kantoor, oud) is None
    assert lees(kantoor, nieuw) is not None
    team = services.maak(anna, kantoor.teams["net"])
    services.trek_in(anna, None)
    assert lees(kantoor, nieuw) is None
    assert lees(kantoor, team) is not None
    with pytest.raises(Geweigerd, match="geen adres"):
        services.trek_in(anna, None)
    assert [(regel.team_id is None, regel.gemaakt_op is None) for regel in services.adressen(anna)] == [
        (True, True),
        (False, False),
        (False, True),
    ]
    with kantoor.database.lezen() as s:
        bewaard = s.scalars(select(Agenda)).all()
    assert len(bewaard) == 3
    assert not any(token.encode() in rij.token_hash for rij in bewaard for token in (oud, nieuw, team))


def test_wie_tegelijk_twee_adressen_maakt_houdt_er_een(kantoor: Wereld):
    hek, tokens = Barrier(2), ["", ""]

    def maak(nummer: int) -> None:
        anna = kantoor.als("anna")
        hek.wait()
        tokens[nummer] = services.maak(anna, None)

    draden = [Thread(target=maak, args=(nummer,)) for nummer in (0, 1)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(lees(kantoor, token) is None for token in tokens) == [False, True]


def test_wie_uit_dienst_gaat_wiens_account_dicht_is_en_een_onderdeel_dat_uit_staat_krijgen_niets(kantoor: Wereld):
    eigen, team = services.maak(kantoor.als("anna"), None), services.maak(kantoor.als("anna"), kantoor.teams["net"])

    def beide() -> list[bool]:
        return [lees(kantoor, token) is not None for token in (eigen, team)]

    assert beide() == [True, True]
    schakel(kantoor.programma, "jio", False)
    assert beide() == [False, False]
    schakel(kantoor.programma, "jio", True)
    assert beide() == [True, True]
    anna = kantoor.mensen["anna"]
    with kantoor.database.transactie() as s:
        s.execute(update(Account).where(Account.id == anna).values(actief=False))
    assert beide() == [False, False]
    with kantoor.database.transactie() as s:
        s.execute(update(Account).where(Account.id == anna).values(actief=True))
        s.execute(update(Dienstverband).where(Dienstverband.medewerker_id == anna).values(tot_en_met=date(2023, 8, 31)))
    assert beide() == [False, False]


def test_wie_niet_bij_jio_werkt_maakt_geen_adres(kantoor: Wereld):
    buiten = kantoor.als("anna")
    buiten = buiten.als(replace(buiten.actor, eenheden=frozenset({"om"})))
    for team_id in (None, kantoor.teams["net"]):
        with pytest.raises(GeenToegang):
            services.maak(buiten, team_id)
    with pytest.raises(GeenToegang):
        services.adressen(buiten)
    with pytest.raises(GeenToegang):
        services.maak(kantoor.als("anna"), 999_999)


def test_raden_telt_en_houdt_op_en_houdt_niemand_van_het_inloggen(kantoor: Wereld):
    goed = services.maak(kantoor.als("anna"), None)
    for _ in range(MISLUKT_PER_ADRES + 5):
        # A program that keeps asking for what was revoked counts once.
        assert lees(kantoor, "steeds-hetzelfde") is None
    assert lees(kantoor, goed) is not None
    for nummer in range(MISLUKT_PER_ADRES - 1):
        assert lees(kantoor, f"geraden-{nummer}") is None
    with pytest.raises(TeVaakGeraden) as fout:
        lees(kantoor, goed)
    assert fout.value.opnieuw_op == NU + VENSTER
    assert lees(kantoor, goed, adres="198.51.100.1") is not None, "van een ander adres"
    with pytest.raises(InloggenMislukt):
        log_in(kantoor.database, "anna", "mis", None, HIER, NU, GEHEIM)
    assert lees(kantoor.op(NU + VENSTER), goed) is not None
    assert lees(kantoor.op(NU + VENSTER), "weer-een") is None
    with kantoor.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Inlogpoging)) == 1, "wat oud is, is weg"


# The pages, and the address itself.


def maak_adres(jio: Paginawereld, naam: str, **velden: object) -> str:
    antwoord = jio.browser(naam).post("/jio/agenda/maak", **velden)
    assert antwoord.status_code == 200
    assert antwoord.headers["Cache-Control"] == "no-store"
    gevonden = ADRES.search(antwoord.text)
    assert gevonden
    return gevonden[1]


def test_het_adres_staat_een_keer_op_de_pagina(jio: Paginawereld) -> None:
    anna = jio.browser("Anna Bakker")
    assert "Je hebt nog geen adres" in tekst_van(anna.zie("/jio/agenda/"))
    pad = maak_adres(jio, "Anna Bakker")
    pagina = anna.zie("/jio/agenda/")
    assert pad not in pagina
    assert "1 agenda heeft een adres." in tekst_van(pagina)
    antwoord = anna.get("/jio/agenda/maak")
    assert antwoord.status_code == 303
    assert "Een adres zie je maar een keer." in tekst_van(anna.zie("/jio/agenda/"))
    anna.post("/jio/agenda/intrekken", team="")
    assert "Het adres is ingetrokken." in tekst_van(anna.zie("/jio/agenda/"))
    assert jio.app.test_client().get(pad).status_code == 404


def test_een_agendaprogramma_hoeft_niet_in_te_loggen(jio: Paginawereld, caplog: pytest.LogCaptureFixture) -> None:
    pad = maak_adres(jio, "Anna Bakker", team=jio.teams["INF"])
    with caplog.at_level(logging.DEBUG):
        antwoord = jio.app.test_client().get(pad)
    assert antwoord.status_code == 200
    assert antwoord.mimetype == "text/calendar"
    assert antwoord.headers["Referrer-Policy"] == "no-referrer"
    assert antwoord.headers["Cache-Control"] == "private, no-cache"
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in antwoord.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in antwoord.headers
    assert "€" not in antwoord.text
    agenda = icalendar.Calendar.from_ical(antwoord.data)
    assert agenda["X-WR-CALNAME"] == "Consignatie Infrastructuur"
    regel = regels_van(agenda)[-1]
    assert regel["SUMMARY"] in {"Anna Bakker", "Bram de Vries", "Carla Jansen", "Daan Smit"}
    assert regel["DESCRIPTION"] == "Nummer van het team: 0880710000"
    token = pad.rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in caplog.text
    assert token not in antwoord.text


def test_head_en_if_none_match(jio: Paginawereld) -> None:
    pad, browser = maak_adres(jio, "Anna Bakker"), jio.app.test_client()
    eerst = browser.get(pad)
    weer = browser.get(pad, headers={"If-None-Match": eerst.headers["ETag"]})
    assert (weer.status_code, weer.data) == (304, b"")
    kop = browser.head(pad)
    assert (kop.status_code, kop.data, kop.headers["ETag"]) == (200, b"", eerst.headers["ETag"])
    jio.nu += timedelta(hours=3)
    assert browser.get(pad).headers["ETag"] == eerst.headers["ETag"], "er veranderde niets"
    jio.nu += timedelta(days=100)
    assert browser.get(pad, headers={"If-None-Match": eerst.headers["ETag"]}).status_code == 200
    assert browser.post(pad).status_code == 405


@pytest.mark.parametrize("token", ["x", "A" * 43, "a" * 3000, "..%2f..", "%00", "é"])
def test_een_geraden_adres_krijgt_niets(jio: Paginawereld, token: str) -> None:
    antwoord = jio.app.test_client().get(f"/jio/agenda/lezen/{token}.ics")
    assert antwoord.status_code == 404
    if "%2f" not in token:
        assert antwoord.data == b""


def test_na_te_veel_raden_moet_men_wachten(jio: Paginawereld) -> None:
    pad, browser = maak_adres(jio, "Anna Bakker"), jio.app.test_client()
    for nummer in range(MISLUKT_PER_ADRES):
        assert browser.get(f"/jio/agenda/lezen/raden-{nummer}.ics").status_code == 404
    antwoord = browser.get(pad)
    assert (antwoord.status_code, antwoord.data) == (429, b"")
    assert 0 < int(antwoord.headers["Retry-After"]) <= VENSTER.total_seconds() + 1


def test_een_onderdeel_dat_uit_staat_geeft_niets(jio: Paginawereld) -> None:
    pad = maak_adres(jio, "Anna Bakker")
    jio.zet_eenheid(aan=False)
    antwoord = jio.app.test_client().get(pad)
    assert (antwoord.status_code, antwoord.data) == (404, b"")


def test_de_taal_is_die_van_wiens_adres_het_is(jio: Paginawereld) -> None:
    pad = maak_adres(jio, "Anna Bakker")
    with jio.database.transactie() as s:
        s.execute(update(Account).where(Account.id == jio.accounts["Anna Bakker"]).values(taal="en"))
    agenda = icalendar.Calendar.from_ical(jio.app.test_client().get(pad, headers={"Accept-Language": "nl"}).data)
    assert regels_van(agenda)


def test_een_adres_opvragen_stelt_een_vast_aantal_vragen(jio: Paginawereld) -> None:
    assert isinstance(jio.database, Database)
    pad = maak_adres(jio, "Anna Bakker", team=jio.teams["INF"])
    with tel_vragen(jio.database) as aantal:
        assert jio.app.test_client().get(pad).status_code == 200
    assert aantal() <= 8


def test_het_adres_van_wie_vertrekt_wordt_ingetrokken(kantoor: Wereld) -> None:
    services.maak(kantoor.als("anna"), None)
    services.maak(kantoor.als("bram"), kantoor.teams["net"])
    assert services.van_vertrokkenen(kantoor.programma) == ()
    with kantoor.database.transactie() as s:
        wie = Dienstverband.medewerker_id == kantoor.mensen["anna"]
        s.execute(update(Dienstverband).where(wie).values(tot_en_met=date(2023, 8, 31)))
    [nummer] = services.van_vertrokkenen(kantoor.programma)
    for _ in range(2):
        services.trek_in_na_vertrek(kantoor.programma, nummer)
    with kantoor.database.lezen() as s:
        rijen = {rij.medewerker_id: rij.ingetrokken_op for rij in s.scalars(select(Agenda))}
    assert rijen == {kantoor.mensen["anna"]: NU, kantoor.mensen["bram"]: None}
    assert services.van_vertrokkenen(kantoor.programma) == ()
