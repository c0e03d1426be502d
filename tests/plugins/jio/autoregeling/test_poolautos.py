# SPDX-License-Identifier: EUPL-1.2
"""JIO 8.2, pool cars: admitted or not, one car for one person at a time, back with half a tank, trips that add up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from core.berichten.models import Taak
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.jio.autoregeling.models import Autosoort, Reservering
from plugins.jio.autoregeling.procedure import Reserveringstatus
from plugins.jio.autoregeling.rules.poolauto import MeeNaarHuisReden, Poolautogrond, Poolautovraag, Reisdoel
from plugins.jio.autoregeling.services import autos as wagens
from plugins.jio.autoregeling.services import poolautos
from tests.plugins.jio.consignatie.paginawereld import Wereld, tekst_van

UUR = timedelta(hours=1)
DIENSTREIS = Poolautovraag(Reisdoel.DIENSTREIS, (Poolautogrond.OV0,), True)
LIJST = "/jio/dienstautos/"


def auto(jio: Wereld, kenteken: str = "12-ABC-3", *, elektronisch: bool = False) -> int:
    return wagens.voeg_toe(
        jio.als("Kim Bureau"),
        kenteken=kenteken,
        omschrijving="Kleine elektrische auto",
        soort=Autosoort.POOLAUTO,
        standplaats="Gouda",
        elektronisch=elektronisch,
    )


def reserveer(
    jio: Wereld, auto_id: int, naam: str = "Anna Bakker", na: int = 1, uren: int = 4, vraag: Poolautovraag = DIENSTREIS
) -> int:
    van = jio.nu + na * UUR
    return poolautos.reserveer(jio.als(naam), auto_id, van, van + uren * UUR, "Veenhuizen", vraag)


@pytest.mark.parametrize(
    ("na", "uren", "mag"), [(5, 2, True), (-0, 1, True), (4, 2, False), (2, 1, False), (0, 6, False)]
)
def test_een_auto_is_een_keer_vergeven(autos: Wereld, na: int, uren: int, mag: bool) -> None:
    nummer = auto(autos)
    reserveer(autos, nummer)
    if mag:
        assert reserveer(autos, nummer, "Bram de Vries", na, uren)
    else:
        with pytest.raises(Geweigerd, match="al gereserveerd"):
            reserveer(autos, nummer, "Bram de Vries", na, uren)


def test_twee_die_tegelijk_reserveren(autos: Wereld) -> None:
    nummer, samen = auto(autos), Barrier(2)

    def probeer(naam: str) -> bool:
        ctx = autos.als(naam)
        samen.wait()
        try:
            poolautos.reserveer(ctx, nummer, autos.nu + UUR, autos.nu + 3 * UUR, "Gouda", DIENSTREIS)
        except Geweigerd:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(probeer, ("Anna Bakker", "Bram de Vries"))) == [False, True]
    with autos.database.lezen() as s:
        assert s.scalar(select(func.count()).select_from(Reservering)) == 1


@pytest.mark.parametrize(
    "vraag",
    [
        Poolautovraag(Reisdoel.PRIVE, (Poolautogrond.OV0,), True),
        Poolautovraag(Reisdoel.DIENSTREIS, (), True),
        Poolautovraag(Reisdoel.DIENSTREIS, (Poolautogrond.OV0,), False),
    ],
    ids=["prive", "geen grond", "geen auto"],
)
def test_wat_de_regel_niet_toelaat_wordt_niet_gereserveerd(autos: Wereld, vraag: Poolautovraag) -> None:
    with pytest.raises(Geweigerd, match="niet toegestaan"):
        reserveer(autos, auto(autos), vraag=vraag)


def test_ritten_tellen_op_en_de_tank_is_half_vol(autos: Wereld) -> None:
    nummer = reserveer(autos, auto(autos))
    anna = autos.als("Anna Bakker", autos.nu + UUR)
    with pytest.raises(Geweigerd, match="tussen ophalen en terugbrengen"):
        _rit(autos, nummer, 100, 130)
    with pytest.raises(Geweigerd, match="niet in orde"):
        poolautos.haal_op(anna, nummer, stand=100, in_orde=False)
    poolautos.haal_op(anna, nummer, stand=100, in_orde=True)
    _rit(autos, nummer, 100, 130)
    with pytest.raises(Geweigerd, match="vorige rit"):
        _rit(autos, nummer, 129, 150)
    with pytest.raises(Geweigerd, match="tellen niet op"):
        poolautos.breng_terug(anna, nummer, stand=150, brandstof_procent=80, toestand="Schoon")
    _rit(autos, nummer, 130, 150)
    assert not poolautos.breng_terug(anna, nummer, stand=150, brandstof_procent=49, toestand="Schoon")
    assert poolautos.toon(anna, nummer).rij.status is Reserveringstatus.ONVOLLEDIG
    with pytest.raises(Geweigerd, match="halfvol"):
        poolautos.vul_aan(anna, nummer, brandstof_procent=49)
    poolautos.vul_aan(anna, nummer, brandstof_procent=50)
    assert poolautos.toon(anna, nummer).rij.status is Reserveringstatus.TERUG
    with pytest.raises(StapNietMogelijk):
        poolautos.annuleer(anna, nummer)


def test_ophalen_kan_vanaf_de_dag_van_de_reservering_en_tot_haar_einde(autos: Wereld) -> None:
    nummer = reserveer(autos, auto(autos), na=48)
    for nu, reden in ((autos.nu, "begint later"), (autos.nu + 52 * UUR, "is voorbij")):
        with pytest.raises(Geweigerd, match=reden):
            poolautos.haal_op(autos.als("Anna Bakker", nu), nummer, stand=100, in_orde=True)
    poolautos.haal_op(autos.als("Anna Bakker", autos.nu + 51 * UUR), nummer, stand=100, in_orde=True)
    with pytest.raises(Geweigerd):
        poolautos.breng_terug(
            autos.als("Anna Bakker", autos.nu + 52 * UUR), nummer, stand=99, brandstof_procent=80, toestand="Schoon"
        )
    assert "12ABC3" in autos.browser("Anna Bakker").get(LIJST).text


def test_een_prive_rit_gaat_naar_de_directeur_en_een_gebrek_naar_de_functionaris(autos: Wereld) -> None:
    nummer = reserveer(autos, auto(autos))
    poolautos.haal_op(autos.als("Anna Bakker"), nummer, stand=5, in_orde=False, gebreken="Lamp stuk")
    _rit(autos, nummer, 5, 9, prive=True)
    with autos.database.lezen() as s:
        taken = {(taak.soort, taak.rol) for taak in s.scalars(select(Taak))}
    assert taken >= {
        ("jio.auto_gebrek", "jio_autobeheer"),
        ("jio.poolauto_prive", "jio_algemeen_directeur"),
    }


def test_mee_naar_huis_beslist_de_directeur(autos: Wereld) -> None:
    vraag = Poolautovraag(
        Reisdoel.DIENSTREIS,
        (Poolautogrond.OV0,),
        True,
        mee_naar_huis=True,
        reden_mee_naar_huis=MeeNaarHuisReden.EFFICIENTER,
    )
    nummer = reserveer(autos, auto(autos), vraag=vraag)
    with pytest.raises(GeenToegang):
        poolautos.beslis_mee_naar_huis(autos.als("Anna Bakker"), nummer, akkoord=True)
    poolautos.beslis_mee_naar_huis(autos.als("Jan Manager"), nummer, akkoord=True)
    assert poolautos.toon(autos.als("Anna Bakker"), nummer).rij.mee_naar_huis_akkoord
    with pytest.raises(Geweigerd, match="niets meer"):
        poolautos.beslis_mee_naar_huis(autos.als("Jan Manager"), nummer, akkoord=False)


def test_van_een_ander_zie_of_doe_je_niets(autos: Wereld) -> None:
    nummer = reserveer(autos, auto(autos))
    bram = autos.als("Bram de Vries")
    for doe in (
        lambda: poolautos.toon(bram, nummer),
        lambda: poolautos.annuleer(bram, nummer),
        lambda: poolautos.haal_op(bram, nummer, stand=1, in_orde=True),
    ):
        with pytest.raises(GeenToegang):
            doe()
    assert autos.browser("Bram de Vries").get(f"{LIJST}{nummer}").status_code in (403, 404)


def test_een_auto_met_reservering_gaat_niet_uit_gebruik(autos: Wereld) -> None:
    nummer = auto(autos)
    reservering = reserveer(autos, nummer)
    with pytest.raises(Geweigerd, match="reservering open"):
        wagens.neem_uit_gebruik(autos.als("Kim Bureau"), nummer)
    poolautos.annuleer(autos.als("Kim Bureau"), reservering)
    wagens.neem_uit_gebruik(autos.als("Kim Bureau"), nummer)
    assert wagens.lijst(autos.als("Anna Bakker")) == ()


def test_van_vraag_tot_reservering_in_de_browser(autos: Wereld) -> None:
    nummer, anna = auto(autos), autos.browser("Anna Bakker")
    velden = {
        "doel": "dienstreis",
        "bestemming": "Veenhuizen",
        "van_dag": "2025-03-20",
        "van_tijd": "08:00",
        "tot_dag": "2025-03-20",
        "tot_tijd": "17:00",
    }
    assert "geen poolauto gebruiken" in tekst_van(anna.post(LIJST, **velden).text)
    tekst = tekst_van(anna.post(LIJST, **velden, grond_OV0="ja").text)
    assert "Voor deze reis mag je een poolauto gebruiken. 1 auto is vrij in deze tijd." in tekst
    assert "12ABC3, Kleine elektrische auto, Gouda" in tekst
    assert "Vul in hoe ver de dichtstbijzijnde halte is" in tekst_van(
        anna.post(LIJST, **velden, grond_KM1="ja", afstand_halte="").text
    ) or "Vul in hoe ver de halte is" in tekst_van(anna.post(LIJST, **velden, grond_KM1="ja", afstand_halte="").text)
    antwoord = anna.post(LIJST, **velden, grond_OV0="ja", auto=str(nummer))
    assert antwoord.status_code == 303
    assert "12ABC3 naar Veenhuizen." in tekst_van(anna.zie(antwoord.location))
    kim = autos.browser("Kim Bureau")
    assert "Anna Bakker" in tekst_van(kim.zie(f"{LIJST}beheer"))


def _rit(jio: Wereld, nummer: int, begin: int, einde: int, *, prive: bool = False) -> None:
    dag: date = jio.nu.date()
    poolautos.schrijf_rit(
        jio.als("Anna Bakker", jio.nu + UUR),
        nummer,
        dag=dag,
        van="Gouda",
        naar="Veenhuizen",
        stand_begin=begin,
        stand_einde=einde,
        rit_doel="Storing",
        prive=prive,
    )


def test_wat_voorbij_is_reserveer_je_niet(autos: Wereld) -> None:
    nummer = auto(autos)
    begin: datetime = autos.nu - UUR
    with pytest.raises(Geweigerd, match="al voorbij"):
        poolautos.reserveer(autos.als("Anna Bakker"), nummer, begin, autos.nu + UUR, "Gouda", DIENSTREIS)
