# SPDX-License-Identifier: EUPL-1.2
"""The cars of the demo, from application to odometer: six in use, a pool car and a surplus one, and what waits.

Everything is made through the services, on the day on which it happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from core.calendar.tijd import moment
from core.demo import BRON
from plugins.om.autoregeling.models import Aandrijving, Na2023, Voertuiggroep
from plugins.om.autoregeling.rules.bestelling import Aandrijving as Besteld
from plugins.om.autoregeling.rules.bestelling import Perceel
from plugins.om.autoregeling.rules.indeling import Criterium, Leasecategorie
from plugins.om.autoregeling.rules.leasecategorie import Functie
from plugins.om.autoregeling.rules.toekenning import (
    LAATSTE_DAG,
    ContinuBeschikbaar,
    OudeAfspraak,
    OudeToekenning,
    Rechtspositie,
    ZakelijkeKilometers,
)
from plugins.om.autoregeling.wagenpark.models import Aflevering
from plugins.om.autoregeling.wagenpark.services import (
    aanvragen,
    afleveren,
    autos,
    bestellen,
    inrichting,
    jaarstukken,
    jaartoets,
    na2023,
)
from plugins.om.autoregeling.wagenpark.services.aanvragen import Aanvraag, Feit
from plugins.om.autoregeling.wagenpark.services.autos import Autogegevens
from plugins.om.autoregeling.wagenpark.services.jaartoets import Beoordeling
from plugins.om.demo.mensen import HR_EEN, MENSEN, Bezetting

BEHEER = "zita.brandsma"
KILOMETERS = ZakelijkeKilometers(14_000, structureel=True, ov_doelmatig=False)


@dataclass(frozen=True)
class Auto:
    """A car of the demo, who drives it, and on which ground."""

    kenteken: str
    merk_en_model: str
    onderdeel: str
    bestuurder: str | None
    feit: tuple[Criterium, Feit] | None = None
    groep: Voertuiggroep = Voertuiggroep.PERSOONSGEBONDEN
    perceel: str = "E1"
    aandrijving: Aandrijving = Aandrijving.EMISSIELOOS
    wltp_km: int | None = 440
    #: Years before this one in which use began.
    jaren: int = 2
    #: Driven in a year, for the odometer.
    per_jaar: int = 21_000


AUTOS = (
    Auto("FX101A", "Volta Drie", "AMS", "noa.verbeek", (Criterium.A, KILOMETERS)),
    Auto(
        "FX102B",
        "Volta Drie",
        "AMS",
        "olaf.santen",
        (Criterium.B, ContinuBeschikbaar(continu_buiten_kantooruren=True, poolauto_doelmatig=False)),
    ),
    Auto(
        "FX103C",
        "Volta Vier",
        "AMS",
        "priya.kalloe",
        (Criterium.C, OudeAfspraak(date(2014, 5, 1), schriftelijk=True)),
        perceel="E2",
        jaren=1,
    ),
    Auto("FX104D", "Volta Drie", "LP", "quinten.veld", (Criterium.A, KILOMETERS)),
    Auto(
        "FX105E",
        "Merlo 8",
        "LP",
        "rosa.dorsman",
        (Criterium.D, OudeToekenning(date(2018, 3, 1), functiegebonden=True)),
        perceel="8",
        aandrijving=Aandrijving.BENZINE,
        wltp_km=None,
        jaren=4,
    ),
    Auto("FX106F", "Volta Drie", "DVOM", "sem.terpstra", (Criterium.A, KILOMETERS), jaren=3, per_jaar=50_000),
    Auto("FX107G", "Volta Twee", "AMS", None, groep=Voertuiggroep.POOL, wltp_km=330),
    Auto("FX108H", "Volta Drie", "AMS", None, jaren=1),
)
OVERCOMPLEET = "FX108H"


def maak(bezetting: Bezetting) -> None:
    """Grant, order and deliver the cars, each in its year; leave an application and a grant to act on."""
    vandaag = bezetting.ctx.vandaag
    if vandaag > LAATSTE_DAG:
        grond = f"{BRON}: voor de demo loopt de regeling door"
        vanaf = LAATSTE_DAG + timedelta(days=1)
        na2023.leg_vast(bezetting.als(HR_EEN, _op(vanaf)), Na2023.VOORTGEZET, vanaf, grond)
    for auto in AUTOS:
        _neem_in_gebruik(bezetting, auto)
    zita = bezetting.als(BEHEER)
    autos.maak_overcompleet(zita, bezetting.voertuigen[OVERCOMPLEET], date(vandaag.year, 1, 1))
    for stop in inrichting.woonwerkstops(bezetting.als(HR_EEN))[1:]:
        inrichting.handel_stop_af(bezetting.als(HR_EEN), stop.id)
    _laat_wachten(bezetting)


def _neem_in_gebruik(bezetting: Bezetting, auto: Auto) -> None:
    begin = date(bezetting.ctx.vandaag.year - auto.jaren, 1, 1)
    besteld_op = date(begin.year - 1, 9, 1)
    gegevens = Autogegevens(
        kenteken=auto.kenteken,
        merk_en_model=auto.merk_en_model,
        groep=auto.groep,
        aandrijving=auto.aandrijving,
        onderdeel_id=bezetting.onderdelen[auto.onderdeel],
        categorie=Leasecategorie.I,
        perceel=auto.perceel,
        wltp_km=auto.wltp_km,
        besteld_op=besteld_op,
        eerste_toelating=begin,
        lease_van=begin,
        lease_tot_en_met=date(begin.year + 4, 12, 31),
        fiscale_waarde_centen=43_000_00,
    )
    wanneer = _op(begin)
    bezetting.voertuigen[auto.kenteken] = nummer = autos.voeg_toe(bezetting.als(BEHEER, wanneer), gegevens)
    if auto.bestuurder is None or auto.feit is None:
        return
    toekenning = _ken_toe(bezetting, auto.bestuurder, dict([auto.feit]), _op(besteld_op))
    nieuw = bestellen.Nieuw(
        auto.merk_en_model,
        Perceel(auto.perceel),
        Besteld(str(auto.aandrijving)),
        date(begin.year + 4, 12, 31),
        auto.wltp_km,
    )
    besteld = bestellen.bestel(bezetting.als(BEHEER, _op(besteld_op)), toekenning, nieuw)
    bestellen.koppel(bezetting.als(BEHEER, wanneer), besteld, nummer)
    bestuurder = bezetting.als(auto.bestuurder, wanneer)
    afleveren.lever_af(bestuurder, besteld, dag=begin, kilometerstand=15, klopt=True)
    with bezetting.ctx.database.lezen() as s:
        aflevering = s.scalars(select(Aflevering.id).where(Aflevering.bestelling_id == besteld)).one()
    kaart = begin + timedelta(days=4)
    afleveren.kentekenkaart_ontvangen(bezetting.als(auto.bestuurder, _op(kaart)), aflevering, kaart)
    for jaar in range(1, auto.jaren + 1):
        dag = date(begin.year + jaar, 1, 1)
        autos.meld_stand(bezetting.als(auto.bestuurder, _op(dag)), nummer, dag, 15 + jaar * auto.per_jaar)
    bezetting.gebruikt[auto.kenteken] = (auto.bestuurder, begin)


def _ken_toe(bezetting: Bezetting, wie: str, feiten: dict[Criterium, Feit], op: datetime) -> int:
    gevraagd = Aanvraag(
        Rechtspositie.RECHTERLIJK_AMBTENAAR, Functie.OVERIG, feiten, "Zittingen en overleg op wisselende plaatsen."
    )
    nummer = aanvragen.vraag_aan(bezetting.als(wie, op), gevraagd)
    onderdeel = next(mens.onderdeel for mens in MENSEN if mens.inlognaam == wie)
    werkgever = next(mens.inlognaam for mens in MENSEN if mens.werkgever and mens.onderdeel == onderdeel)
    aanvragen.beslis(
        bezetting.als(werkgever, op), nummer, toekennen=True, motivering="Het werk kan niet goed zonder auto."
    )
    return nummer


def _laat_wachten(bezetting: Bezetting) -> None:
    """An application that waits for the werkgever, and a grant for which a surplus car stands idle."""
    feiten: dict[Criterium, Feit] = {Criterium.A: KILOMETERS}
    gevraagd = Aanvraag(Rechtspositie.RIJKSAMBTENAAR, Functie.OVERIG, feiten, "Veel bezoeken aan ketenpartners.")
    aanvragen.vraag_aan(bezetting.als("tirza.blok"), gevraagd)
    _ken_toe(bezetting, "udo.faber", feiten, bezetting.ctx.nu)


def doe_het_jaarwerk(bezetting: Bezetting) -> None:
    """The commission, the cost over the units, and the check of last year as far as the advice."""
    zita, jaar = bezetting.als(BEHEER), bezetting.ctx.vandaag.year
    zetels = "Portefeuillehouder dienstauto's\nConcerndirecteur\nHoofdofficier\nSectiehoofd FB"
    jaarstukken.stel_commissie_in(zita, date(jaar - 2, 4, 1), zetels)
    jaarstukken.verdeel_kosten(zita, jaar)
    jaartoets.zet_klaar(zita, jaar - 1)
    regels = jaartoets.lijst(zita, jaar - 1)
    jaartoets.adviseer(
        zita,
        [
            Beoordeling(regel.rij.id, True, tuple(grond for grond in regel.criteria if grond is not Criterium.A))
            for regel in regels[:2]
        ],
    )


def _op(dag: date) -> datetime:
    return moment(dag, time(9))
