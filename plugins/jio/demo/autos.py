# SPDX-License-Identifier: EUPL-1.2
"""Service cars and fitness in the demo: pool cars, a personal car with its trips, and who sports at JIO's expense."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from core.calendar.termijnen import plus_maanden
from core.calendar.tijd import moment
from core.demo import laatste_volle_maand
from core.people.policy import HR
from core.rules import Centen
from plugins.jio.autoregeling.models import Autosoort
from plugins.jio.autoregeling.policy import AUTOBEHEER, DIRECTEUR
from plugins.jio.autoregeling.rules.poolauto import Poolautogrond, Poolautovraag, Reisdoel
from plugins.jio.autoregeling.rules.toekenning import Toekenningsvraag
from plugins.jio.autoregeling.services import autos, consignatieritten, gebruik, poolautos
from plugins.jio.consignatie.rules.dienstauto import Rit, Ritdoel, Ritten, Voorwaarden
from plugins.jio.demo import figuren
from plugins.jio.demo.mensen import Bezetting, met_rol
from plugins.jio.fitness import services as fitness

DAG = timedelta(days=1)
STANDPLAATS = "Gouda"
#: So long ago the personal car was handed over.
MAANDEN_RIJDEN = 4
BEGINSTAND = 18_400


def rijd(bezetting: Bezetting) -> None:
    """Buy three cars, let one pool car go out and come back, and let somebody drive a personal car for some months."""
    beheer = met_rol(bezetting.mensen.values(), AUTOBEHEER.id)[0]
    begin = plus_maanden(bezetting.ctx.vandaag.replace(day=1), -MAANDEN_RIJDEN)
    met_ritten, zelf_registrerend = (
        _koop(bezetting, beheer, begin, kenteken, omschrijving, Autosoort.POOLAUTO, elektronisch=elektronisch)
        for kenteken, omschrijving, elektronisch in (
            ("00-DMO-1", "Poolauto met ritformulier", False),
            ("00-DMO-2", "Elektrische poolauto", True),
        )
    )
    eigen = _koop(bezetting, beheer, begin, "00-DMO-3", "Bestelauto van de buitendienst", Autosoort.PERSOONSGEBONDEN)
    wie = bezetting.leden("keten")[2]
    _ga_op_reis(bezetting, wie, met_ritten)
    _reserveer(bezetting, wie, zelf_registrerend, bezetting.ctx.vandaag + 3 * DAG, bezetting.ctx.nu)
    _rijd_eigen_auto(bezetting, beheer, eigen, begin)


def sport(bezetting: Bezetting) -> None:
    """Let one take part since the year began, with HR's decision, and one wait for it."""
    hr = met_rol(bezetting.mensen.values(), HR.id)[0]
    meedoen, wacht = (bezetting.leden(team)[2] for team in ("netwerk", "servers"))
    eerste = date(int(laatste_volle_maand(bezetting.ctx.vandaag)[:4]), 1, 1)
    gevraagd = moment(eerste - 14 * DAG, time(12))
    deelname = fitness.vraag_aan(
        bezetting.als(meedoen, gevraagd),
        sportschool="Sportschool De Demo",
        abonnement=Centen(34_95),
        ikb=Centen(0),
        van=eerste,
    )
    fitness.beslis(bezetting.als(hr, gevraagd + 2 * DAG), deelname, aangesloten=True, vast=True)
    fitness.vraag_aan(
        bezetting.als(wacht),
        sportschool="Zwembad De Demo",
        abonnement=Centen(27_50),
        ikb=Centen(0),
        van=plus_maanden(bezetting.ctx.vandaag.replace(day=1), 1),
    )


def _koop(
    bezetting: Bezetting,
    beheer: str,
    begin: date,
    kenteken: str,
    omschrijving: str,
    soort: Autosoort,
    *,
    elektronisch: bool = False,
) -> int:
    return autos.voeg_toe(
        bezetting.als(beheer, _om(begin - 60 * DAG, 9)),
        kenteken=kenteken,
        omschrijving=omschrijving,
        soort=soort,
        standplaats=STANDPLAATS,
        elektronisch=elektronisch,
        fiscale_waarde=Centen(32_000_00),
        apk_tot_en_met=bezetting.ctx.vandaag + 200 * DAG,
    )


def _reserveer(bezetting: Bezetting, wie: str, auto: int, dag: date, nu: datetime) -> int:
    vraag = Poolautovraag(Reisdoel.DIENSTREIS, (Poolautogrond.BAG,), poolauto_beschikbaar=True)
    return poolautos.reserveer(bezetting.als(wie, nu), auto, _om(dag, 8), _om(dag, 17), "Datacenter Zwolle", vraag)


def _ga_op_reis(bezetting: Bezetting, wie: str, auto: int) -> None:
    """Fetch the car ten days ago, write both trips on the form, and bring it back with enough fuel."""
    dag = bezetting.ctx.vandaag - 10 * DAG
    reis = _reserveer(bezetting, wie, auto, dag, _om(dag - 2 * DAG, 10))
    poolautos.haal_op(bezetting.als(wie, _om(dag, 8)), reis, stand=BEGINSTAND, in_orde=True)
    terug = bezetting.als(wie, _om(dag, 17))
    halverwege, einde = BEGINSTAND + 138, BEGINSTAND + 276
    for van, naar, eerst, dan in (
        (STANDPLAATS, "Zwolle", BEGINSTAND, halverwege),
        ("Zwolle", STANDPLAATS, halverwege, einde),
    ):
        poolautos.schrijf_rit(
            terug, reis, dag=dag, van=van, naar=naar, stand_begin=eerst, stand_einde=dan, rit_doel="Servers vervangen"
        )
    poolautos.breng_terug(terug, reis, stand=einde, brandstof_procent=70, toestand="Schoon en zonder schade")


def _rijd_eigen_auto(bezetting: Bezetting, beheer: str, auto: int, begin: date) -> None:
    """Apply, decide and hand over; then a business and a private trip a month. The form of last month is not in yet."""
    wie = bezetting.leden("oss")[2]
    directeur = met_rol(bezetting.mensen.values(), DIRECTEUR.id)[0]
    gevraagd = begin - 45 * DAG
    vraag = Toekenningsvraag(
        datum=gevraagd,
        functie_geeft_aanleiding=True,
        auto_nodig_door_aard_werk=True,
        structureel=True,
        overgrote_deel_zakelijk=True,
        kilometers_woon_werk=9_000,
        kilometers_dienstreis=21_000,
    )
    nummer = gebruik.vraag_aan(bezetting.als(wie, _om(gevraagd, 11)), vraag, "Ik rijd elke dag met gereedschap rond.")
    gebruik.beslis(
        bezetting.als(directeur, _om(gevraagd + 10 * DAG, 11)),
        nummer,
        toekennen=True,
        reden="De functie vraagt om een auto die altijd klaarstaat.",
        prive_afspraak_op=gevraagd + 9 * DAG,
    )
    gebruik.lever_af(bezetting.als(beheer, _om(begin, 9)), nummer, auto, begin)
    stand = 0
    for nr in range(MAANDEN_RIJDEN):
        eerste = plus_maanden(begin, nr)
        for dag, naar, kilometers, rit_doel, prive in (
            (eerste + 6 * DAG, "Rechtbank Arnhem", 96, "Storing op locatie", False),
            (eerste + 12 * DAG, "Familiebezoek", 40, "Privé", True),
        ):
            if prive and dag.year < figuren.eerste_jaar(bezetting.ctx.vandaag):
                # Of earlier years the rate is not made up, and nobody confirmed it.
                continue
            gebruik.schrijf_rit(
                bezetting.als(wie, _om(dag, 19)),
                nummer,
                dag=dag,
                van=STANDPLAATS,
                naar=naar,
                stand_begin=stand,
                stand_einde=stand + kilometers,
                rit_doel=rit_doel,
                prive=prive,
            )
            stand += kilometers
        if nr < MAANDEN_RIJDEN - 1:
            volgende = plus_maanden(eerste, 1)
            gebruik.dien_formulier_in(bezetting.als(wie, _om(volgende + 4 * DAG, 9)), nummer, f"{eerste:%Y-%m}")
    tijdens_dienst = begin + 20 * DAG
    consignatieritten.registreer(
        bezetting.als(wie, _om(tijdens_dienst, 9)),
        tijdens_dienst,
        Ritten(
            Voorwaarden(
                geen_invloed_op_autokeuze=True,
                eigen_auto_even_geschikt=True,
                verplicht_nabij_woning=True,
                administratie_bijgehouden=True,
            ),
            (Rit(Ritdoel.OPROEP, 64), Rit(Ritdoel.PRIVE, 12)),
            oss_buitendienst=True,
        ),
        "De oproepen van die nacht staan in de telefoonlijst van de Dutydesk.",
    )


def _om(dag: date, uur: int) -> datetime:
    return moment(dag, time(uur))
