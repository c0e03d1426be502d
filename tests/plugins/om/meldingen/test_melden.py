# SPDX-License-Identifier: EUPL-1.2
"""Reports and their 48 hours, photos, cars handed over, and replacement cars (4.2, 6.2, 9, 10.3 and 11.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from core.berichten.models import Bericht, Taak
from core.calendar.tijd import lees_lokale_tijd
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.om.autoregeling.bijdrage.models import Privegebruikverklaring, Verklaringstaat
from plugins.om.autoregeling.bijdrage.services import onderbrekingen
from plugins.om.autoregeling.meldingen.models import Melding, Meldingsfoto, Meldingsoort, Stap
from plugins.om.autoregeling.meldingen.procedure import Meldingstatus, Vervangstatus
from plugins.om.autoregeling.meldingen.services import fotos, melden, overdrachten, vervanging
from plugins.om.autoregeling.meldingen.services.melden import Meldgegevens
from plugins.om.autoregeling.rules.termijnen import Oordeel
from plugins.om.autoregeling.rules.vervangende_auto import Waar
from tests.plugins.om.bijdrage.boekhouding import zet
from tests.plugins.om.wereld import Wereld

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ANNA, DIRK, WIM, LOES = "Anna Officier", "Dirk Directeur", "Wim Wagenpark", "Loes Lokaal"
JPEG = b"\xff\xd8\xff" + bytes(64)


def rijd(om: Wereld) -> None:
    om.auto()
    om.gebruik(ANNA)


def meld(om: Wereld, soort: Meldingsoort = Meldingsoort.SCHADE, **velden: object) -> int:
    gegevens = Meldgegevens(soort, om.nu - timedelta(hours=1), "A2 bij Utrecht", "Een deuk.")
    return melden.meld(om.als(ANNA), replace(gegevens, **velden))  # type: ignore[arg-type]


def stand(om: Wereld, nummer: int, stap: Stap) -> melden.Stapstand:
    return next(een for een in melden.toon(om.als(ANNA), nummer).stappen if een.stap is stap)


@SQLITE
@pytest.mark.parametrize(
    ("gebeurd", "gedaan", "oordeel"),
    [
        ("2023-03-10T17:00", "2023-03-12T17:00", Oordeel.OP_TIJD),  # through a weekend
        ("2023-03-10T17:00", "2023-03-12T17:01", Oordeel.TE_LAAT),
        ("2023-03-25T12:00", "2023-03-27T13:00", Oordeel.OP_TIJD),  # the clock skips an hour
        ("2023-03-25T12:00", "2023-03-27T13:01", Oordeel.TE_LAAT),
        ("2023-10-28T12:00", "2023-10-30T11:00", Oordeel.OP_TIJD),  # and has one twice
        ("2023-10-28T12:00", "2023-10-30T11:01", Oordeel.TE_LAAT),
    ],
)
def test_11_3_48_uur_zijn_verstreken_uren(om: Wereld, gebeurd: str, gedaan: str, oordeel: Oordeel) -> None:
    rijd(om)
    begin, einde = lees_lokale_tijd(gebeurd), lees_lokale_tijd(gedaan)
    om.nu = einde + timedelta(minutes=5)
    nummer = meld(om, Meldingsoort.PAS, gebeurd_op=begin)
    melden.leg_stap_vast(om.als(ANNA), nummer, Stap.SCHRIFTELIJK, einde)
    gevonden = stand(om, nummer, Stap.SCHRIFTELIJK)
    assert gevonden.uiterlijk == begin + timedelta(hours=48)
    assert (gevonden.oordeel, gevonden.kosten) == (oordeel, oordeel is Oordeel.TE_LAAT)


@SQLITE
def test_10_3_1_een_late_melding_telt_vanaf_de_schade(om: Wereld) -> None:
    rijd(om)
    begin = om.nu - timedelta(hours=49)
    nummer = meld(om, gebeurd_op=begin)
    melden.leg_stap_vast(om.als(ANNA), nummer, Stap.LEASEMAATSCHAPPIJ, begin + timedelta(hours=1))
    # Told to the lease company in time, but to the werkgever only now: both count.
    assert stand(om, nummer, Stap.LEASEMAATSCHAPPIJ).oordeel is Oordeel.TE_LAAT
    assert stand(om, nummer, Stap.SCHRIFTELIJK).gemist(om.nu)


@SQLITE
def test_klokken_waarschuwen_en_escaleren_eenmaal_naar_de_rol_van_de_instelling(om: Wereld) -> None:
    rijd(om)
    nummer = meld(om)
    om.nu += timedelta(hours=46)
    melden.volg_klokken(om.programma)
    assert _taken(om, "hr") == {melden.VOORAF}  # without a value HR is asked, and nobody is warned
    zet(om, melden.VOORAF, "4", date(2020, 1, 1))
    for _ in range(2):
        melden.volg_klokken(om.programma)
    with om.database.lezen() as s:
        gewaarschuwd = select(func.count()).where(Bericht.soort == melden.NADERT)
        assert s.scalar(gewaarschuwd) == 1
    om.nu += timedelta(hours=2)
    melden.volg_klokken(om.programma)
    assert f"{melden.ESCALATIE}.schade" in _taken(om, "hr")
    zet(om, f"{melden.ESCALATIE}.schade", "om_lokaal_wagenparkbeheer", date(2020, 1, 1))
    for _ in range(2):
        melden.volg_klokken(om.programma)
    assert _taken(om, "om_lokaal_wagenparkbeheer") == {str(nummer)}
    for stap in (Stap.LEASEMAATSCHAPPIJ, Stap.SCHRIFTELIJK):
        melden.leg_stap_vast(om.als(ANNA), nummer, stap, om.nu)
    assert _taken(om, "om_lokaal_wagenparkbeheer") == set()


def _taken(om: Wereld, rol: str) -> set[str]:
    with om.database.lezen() as s:
        return set(s.scalars(select(Taak.sleutel).where(Taak.rol == rol, Taak.opgelost_op.is_(None))))


@SQLITE
@pytest.mark.parametrize(
    ("soort", "velden", "verwacht"),
    [
        (Meldingsoort.SCHADE, {}, {Stap.LEASEMAATSCHAPPIJ, Stap.SCHRIFTELIJK}),
        (Meldingsoort.SCHADE, {"letsel": True}, {Stap.LEASEMAATSCHAPPIJ, Stap.SCHRIFTELIJK, Stap.POLITIE}),
        (Meldingsoort.DIEFSTAL, {}, {Stap.VBV, Stap.POLITIE, Stap.LEASEMAATSCHAPPIJ}),
        (
            Meldingsoort.DIEFSTAL,
            {"buitenland": True},
            {Stap.VBV, Stap.POLITIE, Stap.LEASEMAATSCHAPPIJ, Stap.POLITIE_THUIS},
        ),
        (Meldingsoort.RIJBEWIJS, {}, set()),
    ],
)
def test_10_3_wat_er_moet(om: Wereld, soort: Meldingsoort, velden: dict[str, object], verwacht: set[Stap]) -> None:
    rijd(om)
    nummer = meld(om, soort, **velden)
    assert {een.stap for een in melden.toon(om.als(ANNA), nummer).stappen} == verwacht


@SQLITE
def test_6_2_dat_een_rijbewijs_weg_is_ziet_alleen_de_werkgever_van_het_onderdeel(om: Wereld) -> None:
    rijd(om)
    nummer = meld(om, Meldingsoort.RIJBEWIJS)
    schade = meld(om)
    assert melden.toon(om.als(DIRK), nummer).rij.id == nummer
    for wie in (WIM, LOES, "Hans Personeel", "Noor Auditor", "Lea Directeur", "Bram Officier", "Leo Leider"):
        with pytest.raises(GeenToegang):
            melden.toon(om.als(wie), nummer)
    for wie in (WIM, LOES, DIRK, "Hans Personeel", "Noor Auditor"):
        assert schade in {regel.rij.id for regel in melden.lijst(om.als(wie))}
    assert nummer not in {regel.rij.id for regel in melden.lijst(om.als(WIM))}
    for wie in ("Lea Directeur", "Bram Officier"):
        with pytest.raises(GeenToegang):
            melden.toon(om.als(wie), schade)
    assert _taken(om, "om_centraal_wagenparkbeheer") == {str(schade)}


@SQLITE
def test_een_verhuizing_bewaart_geen_plaats(om: Wereld) -> None:
    rijd(om)
    nummer = meld(om, Meldingsoort.VERHUIZING, plaats="Kerkstraat 1")
    assert melden.toon(om.als(ANNA), nummer).rij.plaats == ""


@SQLITE
@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"gebeurd_op": datetime(2023, 3, 16, tzinfo=UTC)}, "tijd"),
        ({"plaats": " "}, "plaats"),
        ({"omschrijving": ""}, "omschrijving"),
        ({"gebeurd_op": datetime(2020, 5, 1, tzinfo=UTC)}, "dag"),
    ],
)
def test_een_melding_weigert_met_het_veld(om: Wereld, velden: dict[str, Any], veld: str) -> None:
    rijd(om)
    with pytest.raises(Geweigerd) as fout:
        meld(om, **velden)
    assert fout.value.veld == veld


@SQLITE
def test_afronden_kan_pas_als_alles_is_gedaan_en_niet_door_de_berijder(om: Wereld) -> None:
    rijd(om)
    nummer = meld(om)
    with pytest.raises(Geweigerd, match="nog niet alle stappen"):
        melden.rond_af(om.als(LOES), nummer)
    for stap in (Stap.LEASEMAATSCHAPPIJ, Stap.SCHRIFTELIJK):
        melden.leg_stap_vast(om.als(LOES), nummer, stap, om.nu)
    with pytest.raises(GeenToegang):
        melden.rond_af(om.als(ANNA), nummer)
    melden.rond_af(om.als(LOES), nummer)
    with om.database.lezen() as s:
        assert s.get_one(Melding, nummer).status is Meldingstatus.AFGEROND
    with pytest.raises(Geweigerd):
        melden.leg_stap_vast(om.als(ANNA), nummer, Stap.SCHRIFTELIJK, om.nu)


@SQLITE
def test_fotos_zijn_van_bekende_soort_niet_te_groot_en_eenmaal(om: Wereld) -> None:
    rijd(om)
    nummer = meld(om)
    for fout in (b"GIF89a", JPEG + bytes(fotos.GROOTSTE), b""):
        with pytest.raises(Geweigerd) as geweigerd:
            fotos.voeg_toe(om.als(ANNA), nummer, [JPEG, fout])
        assert geweigerd.value.veld == "fotos"
    assert fotos.voeg_toe(om.als(ANNA), nummer, [JPEG, JPEG]) == 1
    assert fotos.voeg_toe(om.als(ANNA), nummer, [JPEG]) == 0
    with pytest.raises(Geweigerd, match="ten hoogste 10"):
        fotos.voeg_toe(om.als(ANNA), nummer, [JPEG + bytes([een]) for een in range(10)])
    (foto,) = fotos.nummers(om.als(LOES), nummer)
    assert fotos.lees(om.als(LOES), nummer, foto) == ("image/jpeg", JPEG)
    for wie in ("Bram Officier", "Lea Directeur"):
        with pytest.raises(GeenToegang):
            fotos.lees(om.als(wie), nummer, foto)
    with pytest.raises(GeenToegang):
        fotos.voeg_toe(om.als(LOES), nummer, [JPEG])


@SQLITE
@pytest.mark.parametrize(("verklaring", "aantal"), [(True, 1), (False, 0)])
def test_4_2_wie_geen_bijdrage_betaalt_draagt_de_auto_over_zonder_reden(
    om: Wereld, verklaring: bool, aantal: int
) -> None:
    rijd(om)
    if verklaring:
        with om.database.transactie() as s:
            s.add(
                Privegebruikverklaring(
                    medewerker_id=om.mensen[ANNA],
                    ontvangen_op=date(2022, 1, 1),
                    staat=Verklaringstaat.BEVESTIGD,
                    kenmerk="K1",
                    vastgelegd_op=om.nu,
                )
            )
    begin = om.nu.date() - timedelta(days=1)
    onderbrekingen.leg_vast(om.als(DIRK), om.mensen[ANNA], "ziekte", begin)
    for _ in range(2):
        overdrachten.loop(om.programma)
    regels = overdrachten.lijst(om.als(LOES))
    assert len(regels) == aantal
    assert overdrachten.lijst(om.als("Lea Directeur")) == ()
    if aantal:
        assert regels[0].rij.vanaf == begin
        assert "ziek" not in om.browser(LOES).zie("/om/melding/overdrachten").lower()
        with pytest.raises(GeenToegang):
            overdrachten.bevestig(om.als(ANNA), regels[0].rij.id, om.nu.date())
        overdrachten.bevestig(om.als(LOES), regels[0].rij.id, om.nu.date())
        overdrachten.geef_terug(om.als(LOES), regels[0].rij.id, om.nu.date())
        assert overdrachten.lijst(om.als(LOES)) == ()


@SQLITE
@pytest.mark.parametrize(
    ("waar", "minuten", "verwacht"),
    [
        (Waar.NEDERLAND, 1441, Vervangstatus.TOEGESTAAN),
        (Waar.NEDERLAND, 1440, Vervangstatus.WACHT),
        (Waar.NEDERLAND, 1439, Vervangstatus.WACHT),
        (Waar.BUITENLAND, 481, Vervangstatus.TOEGESTAAN),
        (Waar.BUITENLAND, 480, Vervangstatus.GEEN_RECHT),
    ],
)
def test_9_vervangende_auto(om: Wereld, waar: Waar, minuten: int, verwacht: Vervangstatus) -> None:
    rijd(om)
    assert vervanging.vraag(om.als(ANNA), waar, minuten, "Reparatie") is verwacht


def test_9_twee_besluiten_tegelijk_geven_er_een(om: Wereld) -> None:
    rijd(om)
    vervanging.vraag(om.als(ANNA), Waar.NEDERLAND, 60, "Band")
    nummer = vervanging.lijst(om.als(DIRK))[0].rij.id
    for wie in ("Lea Directeur", ANNA, LOES):
        with pytest.raises((Geweigerd, GeenToegang)):
            vervanging.beslis(om.als(wie), nummer, toegestaan=True, motivering="Ja.")
    klaar, uit = Barrier(2), []

    def beslis(wie: str, ja: bool) -> None:
        ctx = om.als(wie)
        klaar.wait()
        try:
            vervanging.beslis(ctx, nummer, toegestaan=ja, motivering="Mijn besluit.")
            uit.append("besloten")
        except StapNietMogelijk:
            uit.append("te laat")

    draden = [Thread(target=beslis, args=deel) for deel in ((DIRK, True), ("Petra Generaal", False))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uit) == ["besloten", "te laat"]


def test_paginas_van_meldingen(omsite: Wereld) -> None:
    rijd(omsite)
    anna, loes, dirk = (omsite.browser(naam) for naam in (ANNA, LOES, DIRK))
    assert "48 uur" in anna.zie("/om/melding/mijn")
    dag = omsite.nu.date().isoformat()
    velden = {"soort": "schade", "dag": dag, "plaats": "A2", "omschrijving": "Deuk"}
    fout = anna.post("/om/melding/mijn", **velden, tijd="laat")
    assert fout.status_code == 422
    verkeerd = anna.post("/om/melding/mijn", **velden, tijd="08:00", fotos=(BytesIO(b"GIF89a"), "x.gif"))
    assert (verkeerd.status_code, "jpeg" in verkeerd.text) == (422, True)
    goed = anna.post("/om/melding/mijn", **velden, tijd="08:00", fotos=(BytesIO(JPEG), "deuk.jpg"))
    assert goed.status_code == 303
    adres = goed.headers["Location"]
    assert "17 maart 2023 08.00" in anna.zie(adres)
    assert "Je meldingen" in anna.zie("/")
    gezien = loes.zie(adres)
    assert "Deuk" in gezien
    assert "Autoregeling OM 10.3.1" in gezien
    with omsite.database.lezen() as s:
        foto = s.scalar(select(Meldingsfoto.id))
    antwoord = loes.get(f"{adres}/fotos/{foto}")
    assert (antwoord.data, antwoord.headers["X-Content-Type-Options"]) == (JPEG, "nosniff")
    assert omsite.browser("Clara Officier").get(f"{adres}/fotos/{foto}").status_code in (403, 404)
    for stap in ("leasemaatschappij", "schriftelijk"):
        assert anna.post(f"{adres}/stap", stap=stap, dag=dag, tijd="09:00").status_code == 303
    assert loes.post(f"{adres}/afronden").status_code == 303
    assert "afgerond" in loes.zie("/om/melding/")
    assert anna.post("/om/melding/vervanging", waar="nederland", uren="3", toelichting="Band").status_code == 303
    assert "Beslissen voor" in dirk.zie("/om/melding/vervangingen")
    assert "Toestaan" not in loes.zie("/om/melding/vervangingen")
