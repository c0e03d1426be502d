# SPDX-License-Identifier: EUPL-1.2
"""The duty desk of the demo: a contract list, incidents of the last weeks in every state, and a change of guard."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from core.calendar.feestdagen import Kalender
from core.calendar.tijd import lokale_datum, moment
from core.context import Context
from core.demo import BRON
from core.people.policy import HR
from core.regulations.parameterbeheer.services import geldende_parameters, keur_goed, stel_voor
from core.rules import Parameters
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.dutydesk.models import Logsoort, Uitslag
from plugins.jio.consignatie.dutydesk.policy import SERVICEMANAGER
from plugins.jio.consignatie.dutydesk.services import (
    evaluatie,
    geplandwerk,
    incidenten,
    klok,
    opvolging,
    overzicht,
    wisseling,
)
from plugins.jio.consignatie.dutydesk.services.incidenten import Aanmelding, Impact, NietGedekt
from plugins.jio.consignatie.models import Dienst, Dienstdeel
from plugins.jio.consignatie.rules.consignatietijd import in_consignatietijd
from plugins.jio.consignatie.rules.oproep import Storingscategorie
from plugins.jio.consignatie.rules.reactieklok import Escalatiereden
from plugins.jio.consignatie.services import oproepen
from plugins.jio.demo.mensen import Bezetting, lees_in, met_rol

MINUUT = timedelta(minutes=1)
KOP = "opdrachtgever;dienst;consignatie;uren;dno_minuten;team;melders;versie;eigenaar"
LIJST = (
    ("DJI", "Netwerk in de inrichtingen", "ja", "", "", "netwerk", "Mo Peeters|Ria Bos", 3, "Servicemanager DJI"),
    ("DJI", "Toegangssysteem", "ja", "", "20", "servers", "Mo Peeters|Ria Bos", 2, "Servicemanager DJI"),
    ("OM", "Zaaksysteem", "ja", "ma-vr 17:00-23:00, za 09:00-17:00", "", "keten", "Sam Kok", 5, "Servicemanager OM"),
    ("OM", "Mail", "nee", "", "", "", "", 1, "Servicemanager OM"),
    ("Raad voor de Kinderbescherming", "Rapportage", "ja", "", "", "databases", "Jo Maas", 1, "Servicemanager RvdK"),
    ("NFI", "Opslag van beelden", "ja", "", "25", "basis", "Tim Vos", 4, "Servicemanager NFI"),
)
FIGUREN = {"jio_cons_ur.team_infrastructuur": "netwerk", "jio_cons_ur.kleinste_groep": "5"}


def laat_bellen(bezetting: Bezetting) -> None:
    """Fill the contract list, and let people call on nights that are on-call time."""
    _vul_in(bezetting)
    servicemanager = met_rol(bezetting.mensen.values(), SERVICEMANAGER.id)[0]
    lees_in(bezetting.als(servicemanager), "jio.contractlijst", KOP, LIJST)
    _wissel(bezetting)
    _plan_werk(bezetting)
    for nummer, (dagen, rij, wat) in enumerate(
        (
            (26, 0, "vlot"),
            (23, 2, "laat"),
            (19, 1, "vlot"),
            (17, 4, "vlot"),
            (12, 0, "hoog"),
            (9, 3, "ongedekt"),
            (6, 5, "vlot"),
            (2, 1, "open"),
        ),
        1,
    ):
        _melding(bezetting, f"INC-D{nummer:03}", dagen, rij, wat)


def _vul_in(bezetting: Bezetting) -> None:
    een, twee = (bezetting.als(naam) for naam in met_rol(bezetting.mensen.values(), HR.id))
    bekend = geldende_parameters(bezetting.ctx)
    vanaf = bezetting.ctx.vandaag.replace(month=1, day=1)
    for sleutel, waarde in FIGUREN.items():
        if bekend.zoek(sleutel, vanaf) is None:
            nummer = stel_voor(
                een,
                sleutel=sleutel,
                waarde=waarde,
                vanaf=vanaf,
                bron=BRON,
                reden="Voor de demo: de echte waarde is niet bekend.",
                soort="wijziging",
            )
            keur_goed(twee, nummer)


def _plan_werk(bezetting: Bezetting) -> None:
    """Let the operationeel manager agree on work that is planned for a night of next week."""
    manager = met_rol(bezetting.mensen.values(), policy.OPERATIONEEL_MANAGER.id)[0]
    dag = bezetting.ctx.vandaag + timedelta(days=8)
    geplandwerk.leg_vast(
        bezetting.als(manager),
        omschrijving="Nieuwe switches in de inrichtingen",
        van=moment(dag, time(20)),
        tot=moment(dag, time(23, 30)),
        incidenten="Bel eerst het team Netwerkservices; lukt het niet, dan gaan de oude switches terug.",
        opschaling="Twee collega's van Netwerkservices staan tot middernacht klaar.",
    )


def _nacht(bezetting: Bezetting, dagen: int) -> datetime:
    """Return a quarter past seven in the evening so many days ago, or the first such evening before it that counts."""
    kalender = Kalender(Parameters(geldende_parameters(bezetting.ctx)))
    op = moment(lokale_datum(bezetting.ctx.nu) - timedelta(days=dagen), time(19, 15))
    while not in_consignatietijd(op, kalender):
        op -= timedelta(days=1)
    return op


def _melding(bezetting: Bezetting, nummer: str, dagen: int, rij: int, wat: str) -> None:
    klant, dienst, _, _, _, team, melders, _, _ = LIJST[rij]
    op = _nacht(bezetting, dagen)
    desk = met_rol(bezetting.mensen.values(), policy.DUTYDESK.id)[0]

    def bureau(minuten: float) -> Context:
        return bezetting.als(desk, op + minuten * MINUUT)

    aanmelding = Aanmelding(
        nummer=nummer,
        opdrachtgever=klant,
        dienst=dienst,
        melder=melders.split("|")[0] or "Onbekende beller",
        melder_telefoon="0880012345",
        locatie="Hoofdlocatie",
        omschrijving="De dienst is niet bereikbaar voor de hele locatie.",
        team_id=bezetting.teams[team or "netwerk"],
        gemeld_op=op,
        prio=1,
        categorie=Storingscategorie.ICT_DIENST,
        impact=Impact(locaties_geraakt=3 if wat == "hoog" else 1),
    )
    try:
        gedaan = incidenten.registreer(bureau(2), aanmelding, ook_ongedekt=wat == "ongedekt")
    except NietGedekt:
        return
    if gedaan.medewerker_id is None:
        return
    id = gedaan.incident_id
    wie = bezetting.wie(gedaan.medewerker_id)
    [inzet] = overzicht.toon(bureau(2), id).inzet
    if wat == "laat":
        incidenten.poging(bureau(2), inzet.id, Uitslag.GEEN_GEHOOR)
        incidenten.poging(bureau(9), inzet.id, Uitslag.VOICEMAIL)
        klok.bekijk(bezetting.programma(op + 18 * MINUUT), id)
        incidenten.meld(bureau(24), inzet.id, Logsoort.CONTACT)
    else:
        incidenten.poging(bureau(2), inzet.id, Uitslag.OPGENOMEN)
    incidenten.werk_bij(bureau(25), id, "Impact bekeken; doorgezet naar de derde lijn.")
    incidenten.draag_over(bureau(25), id, gedaan.medewerker_id, in_overleg=True)
    incidenten.meld(bezetting.als(wie, op + 26 * MINUUT), inzet.id, Logsoort.WERK_BEGONNEN)
    if wat == "open":
        return
    if wat == "hoog":
        incidenten.escaleer(bureau(40), id, 2, Escalatiereden.MEERDERE_LOCATIES, "Drie locaties liggen stil.")
        manager = met_rol(bezetting.mensen.values(), policy.OPERATIONEEL_MANAGER.id)[0]
        opvolging.vraag_kennis(bezetting.als(wie, op + 42 * MINUUT), id, "Een collega zonder dienst kent deze module.")
        opvolging.beslis_kennis(
            bezetting.als(manager, op + 45 * MINUUT), id, akkoord=True, toelichting="De collega is gebeld en helpt."
        )
        opvolging.licht_opdrachtgever_in(bezetting.als(wie, op + 55 * MINUUT), id, "Naar verwachting nog een kwartier.")
    incidenten.los_op(bezetting.als(wie, op + 70 * MINUUT), id, "Een defecte module is vervangen.")
    if inzet.oproep_id is not None:
        oproepen.rond_af(bezetting.als(wie, op + 71 * MINUUT), inzet.oproep_id, op + 70 * MINUUT)
    if incidenten.sluit(bureau(80), id) and wat == "laat":
        evaluatie.schrijf_verslag(
            bezetting.als(wie, op + timedelta(hours=14)), id, "De telefoon stond niet doorgeschakeld na een storing."
        )


def _wissel(bezetting: Bezetting) -> None:
    """Let who has the duty of a team now tick off the forwarding, and who had it before leave a note."""
    nu = bezetting.ctx.nu
    with bezetting.ctx.database.lezen() as s:
        rijen = s.execute(
            select(Dienst, Dienstdeel.medewerker_id)
            .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            .where(
                Dienst.team_id.in_((bezetting.teams["netwerk"], bezetting.teams["servers"])),
                Dienstdeel.vervallen_op.is_(None),
                Dienst.begin <= nu,
                Dienst.einde > nu - timedelta(days=7),
            )
            .order_by(Dienst.begin)
        ).all()
    for dienst, medewerker_id in rijen:
        wie = bezetting.wie(medewerker_id)
        if dienst.einde > nu:
            wisseling.vink_af(bezetting.als(wie, dienst.begin + 4 * MINUUT), dienst.id, list(wisseling.Punt))
        else:
            op = dienst.einde - 30 * MINUUT
            wisseling.schrijf_overdracht(
                bezetting.als(wie, op), dienst.id, "Rustige week; let op de back-up van zondag."
            )
