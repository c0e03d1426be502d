# SPDX-License-Identifier: EUPL-1.2
"""What happens in a year: swaps in every state, illness, leave, and call-outs in the night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from core.calendar.kwartieren import Tijdvak
from core.calendar.tijd import lokale_datum, moment
from core.people.policy import HR
from core.regulations.parameterbeheer.services import geldende_parameters
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.rules.oproep import Storingscategorie
from plugins.jio.consignatie.services import oproepen, ruilen, vervangingen
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.oproepen import Melding
from plugins.jio.consignatie.services.ruilen import Deelkeuze
from plugins.jio.demo.mensen import TEAMS, Bezetting, lees_in, met_rol

DAG = timedelta(days=1)
#: Call-outs before this are long settled.
TERUGBLIK = timedelta(days=120)
STORINGEN = (
    Storingscategorie.ICT_DIENST,
    Storingscategorie.SERVER,
    Storingscategorie.NETWERK,
    Storingscategorie.BASISCOMPONENT,
    Storingscategorie.ALARM_BRAND,
)


@dataclass(frozen=True)
class Plek:
    """A duty and who performs it, before anything happens to it."""

    dienst: Dienst
    wie: str


def laat_gebeuren(bezetting: Bezetting) -> None:
    """Let a year happen, in the order in which it would."""
    plekken = _plekken(bezetting)
    voorbij = {
        team: [plek for plek in lijst if plek.dienst.einde < bezetting.ctx.nu] for team, lijst in plekken.items()
    }
    komend = {team: [plek for plek in lijst if plek.dienst.begin > bezetting.ctx.nu] for team, lijst in plekken.items()}
    _ruil_vroeger(bezetting, voorbij)
    _word_ziek(bezetting, voorbij["databases"][-3:])
    _ruil_straks(bezetting, komend)
    _neem_verlof(bezetting, komend)
    _word_opgeroepen(bezetting)


def _plekken(bezetting: Bezetting) -> dict[str, list[Plek]]:
    uit: dict[str, list[Plek]] = {plan.code: [] for plan in TEAMS}
    codes = {team_id: code for code, team_id in bezetting.teams.items()}
    with bezetting.ctx.database.lezen() as s:
        for dienst, wie in s.execute(
            select(Dienst, Dienstdeel.medewerker_id)
            .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .where(Rooster.status.in_(GELDENDE_ROOSTERS))
            .order_by(Dienst.dinsdag)
        ):
            uit[codes[dienst.team_id]].append(Plek(dienst, bezetting.wie(wie)))
    return uit


def _collega(bezetting: Bezetting, team: str, plek: Plek) -> str | None:
    """Return the colleague who can take a duty over best, if anybody can."""
    for kandidaat in vervangingen.kandidaten(bezetting.als(bezetting.leider(team)), plek.dienst.id):
        if not kandidaat.belemmeringen and not kandidaat.heeft_al_dienst:
            return bezetting.wie(kandidaat.medewerker_id)
    return None


def _weekend(plek: Plek) -> Deelkeuze:
    vrijdag = plek.dienst.dinsdag + 3 * DAG
    return Deelkeuze(plek.dienst.id, moment(vrijdag, time(17)), moment(vrijdag + 3 * DAG, time(8)))


def _ruil_vroeger(bezetting: Bezetting, voorbij: dict[str, list[Plek]]) -> None:
    """Record swaps of duties that are over: a whole one, a weekend, and one with a duty in return."""
    for team, terug, plek in (
        *(("netwerk", None, plek) for plek in voorbij["netwerk"][-3:-2]),
        *(("servers", None, plek) for plek in voorbij["servers"][-2:-1]),
        *(("oss", None, plek) for plek in voorbij["oss"][-4:-3]),
        *(("basis", twee, een) for een, twee in zip(voorbij["basis"][-5:-4], voorbij["basis"][-3:-2], strict=False)),
    ):
        collega = terug.wie if terug else _collega(bezetting, team, plek)
        if collega is None or collega == plek.wie:
            continue
        op = plek.dienst.begin - 12 * DAG
        deel = _weekend(plek) if team == "servers" else Deelkeuze(plek.dienst.id)
        ruil_id = ruilen.bied_aan(
            bezetting.als(plek.wie, op),
            deel,
            gevraagde_id=bezetting.ids[collega],
            terug=Deelkeuze(terug.dienst.id) if terug else None,
        )
        ruilen.neem_over(bezetting.als(collega, op + DAG), ruil_id)
        _leg_vast(bezetting, team, ruil_id, op + 2 * DAG)


def _leg_vast(bezetting: Bezetting, team: str, ruil_id: int, op: datetime) -> None:
    beheerder = met_rol(bezetting.mensen.values(), policy.ROOSTERBEHEERDER.id)[0]
    ruilen.meld_bekend(bezetting.als(bezetting.leider(team), op), ruil_id)
    ruilen.leg_vast(bezetting.als(beheerder, op + DAG), ruil_id)


def _ruil_straks(bezetting: Bezetting, komend: dict[str, list[Plek]]) -> None:
    """Leave swaps of coming duties in every other state."""
    nu = bezetting.ctx.nu
    for plek in komend["netwerk"][1:2]:
        ruilen.bied_aan(bezetting.als(plek.wie, nu - DAG), _weekend(plek))
    for een, twee in zip(komend["servers"][1:2], komend["servers"][3:4], strict=False):
        ruilen.bied_aan(
            bezetting.als(een.wie, nu - DAG),
            Deelkeuze(een.dienst.id),
            gevraagde_id=bezetting.ids[twee.wie],
            terug=Deelkeuze(twee.dienst.id),
        )
    for team, tot_bekend in (("basis", False), ("databases", True)):
        for plek in komend[team][2:3]:
            collega = _collega(bezetting, team, plek)
            if collega is not None:
                ruil_id = ruilen.bied_aan(bezetting.als(plek.wie, nu - 3 * DAG), Deelkeuze(plek.dienst.id))
                ruilen.neem_over(bezetting.als(collega, nu - 2 * DAG), ruil_id)
                if tot_bekend:
                    ruilen.meld_bekend(bezetting.als(bezetting.leider(team), nu - DAG), ruil_id)
    for plek in komend["keten"][2:3]:
        ingetrokken = ruilen.bied_aan(bezetting.als(plek.wie, nu - 5 * DAG), Deelkeuze(plek.dienst.id))
        ruilen.trek_in(bezetting.als(plek.wie, nu - 4 * DAG), ingetrokken)
        collega = _collega(bezetting, "keten", plek)
        if collega is not None:
            ruil_id = ruilen.bied_aan(bezetting.als(plek.wie, nu - 3 * DAG), Deelkeuze(plek.dienst.id))
            ruilen.neem_over(bezetting.als(collega, nu - 2 * DAG), ruil_id)
            leider = bezetting.als(bezetting.leider("keten"), nu - DAG)
            ruilen.weiger(leider, ruil_id, "Die week zijn er al twee mensen van het team weg.")


def _word_ziek(bezetting: Bezetting, plekken: list[Plek]) -> None:
    """Somebody falls ill in the night of Thursday; the operationeel manager finds a replacement at once."""
    for plek in plekken[:1]:
        collega = _collega(bezetting, "databases", plek)
        if collega is None:
            continue
        donderdag = plek.dienst.dinsdag + 2 * DAG
        _meld_afwezig(bezetting, plek.wie, "ziekte", donderdag, donderdag + 4 * DAG)
        manager = met_rol(bezetting.mensen.values(), policy.OPERATIONEEL_MANAGER.id)[0]
        vervangingen.vervang(
            bezetting.als(manager, moment(donderdag, time(21))),
            plek.dienst.id,
            uitvaller_id=bezetting.ids[plek.wie],
            van=moment(donderdag, time(22)),
            reden=Deelreden.ZIEKTE_TIJDENS_DIENST,
            vervanger_id=bezetting.ids[collega],
        )


def _neem_verlof(bezetting: Bezetting, komend: dict[str, list[Plek]]) -> None:
    """One goes on leave without a replacement, so time is open; another has leave and stands on the roster still."""
    for plek in komend["keten"][4:5]:
        vrijdag = plek.dienst.dinsdag + 3 * DAG
        _meld_afwezig(bezetting, plek.wie, "verlof", vrijdag, vrijdag + 7 * DAG)
        vervangingen.vervang(
            bezetting.als(bezetting.leider("keten")),
            plek.dienst.id,
            uitvaller_id=bezetting.ids[plek.wie],
            van=moment(vrijdag, time(17)),
            reden=Deelreden.VERLOF,
            vervanger_id=None,
        )
    for plek in komend["oss"][3:4]:
        _meld_afwezig(bezetting, plek.wie, "verlof", plek.dienst.dinsdag, plek.dienst.dinsdag + 3 * DAG)


def _meld_afwezig(bezetting: Bezetting, wie: str, soort: str, van: date, tot_en_met: date) -> None:
    hr = bezetting.als(met_rol(bezetting.mensen.values(), HR.id)[0])
    rij = (bezetting.mensen[wie].personeelsnummer, soort, van, tot_en_met)
    lees_in(hr, "afwezigheid", "personeelsnummer;soort;van;tot_en_met", [rij])


def _word_opgeroepen(bezetting: Bezetting) -> None:
    """Record call-outs of the last months by the duty desk, and write most of them in Fortes Change Cloud too."""
    toeval = Random(bezetting.ctx.vandaag.toordinal())  # noqa: S311 - the same nights every time
    desk = met_rol(bezetting.mensen.values(), policy.DUTYDESK.id)[0]
    kalender = kalender_van(geldende_parameters(bezetting.ctx))
    fcc: list[tuple[str, date, int, str]] = []
    for dienst, deel in _uitgevoerd(bezetting):
        if toeval.random() < 0.55:
            continue
        vakken = kalender.consignatie(dienst.dinsdag, [deel.tijdvak])
        vak = toeval.choice(vakken)
        begin = _ergens(vak, toeval)
        duur = timedelta(minutes=toeval.choice((8, 12, 25, 40, 55, 90, 150)))
        einde = begin + duur
        thuis = einde + timedelta(minutes=35) if dienst.team_id == bezetting.teams["oss"] else None
        laatste = thuis or einde
        if laatste >= vak.tot:
            continue
        incident = f"INC{dienst.id:05}"
        # One in twenty should not have been given: it is on record and counts for nothing.
        categorie = Storingscategorie.PRINTER if toeval.random() < 0.05 else toeval.choice(STORINGEN)
        melding = Melding(begin, 1, categorie, True, incident, einde, thuis)
        oproep = oproepen.registreer(bezetting.als(desk, laatste + DAG), dienst.team_id, melding)
        minuten = max(30, int((laatste - begin) / timedelta(minutes=1)))
        # Now and then somebody writes five minutes less in Fortes Change Cloud: that claim does not agree.
        minuten -= 5 * (toeval.random() < 0.06)
        if oproep.toegelaten and lokale_datum(begin) < bezetting.ctx.vandaag.replace(day=1):
            wie = bezetting.mensen[bezetting.wie(deel.medewerker_id)]
            fcc.append((wie.personeelsnummer, lokale_datum(begin), minuten, incident))
    hr = bezetting.als(met_rol(bezetting.mensen.values(), HR.id)[0])
    if fcc:
        lees_in(hr, "jio.fcc", "personeelsnummer;datum;minuten;incidentnummer", fcc)


def _uitgevoerd(bezetting: Bezetting) -> list[tuple[Dienst, Dienstdeel]]:
    with bezetting.ctx.database.lezen() as s:
        return [
            (dienst, deel)
            for dienst, deel in s.execute(
                select(Dienst, Dienstdeel)
                .join(Dienstdeel, Dienstdeel.dienst_id == Dienst.id)
                .where(
                    Dienstdeel.vervallen_op.is_(None),
                    Dienst.einde < bezetting.ctx.nu - DAG,
                    Dienst.begin > bezetting.ctx.nu - TERUGBLIK,
                )
                .order_by(Dienst.dinsdag, Dienst.team_id, Dienstdeel.van)
            )
        ]


def _ergens(vak: Tijdvak, toeval: Random) -> datetime:
    return vak.van + timedelta(minutes=toeval.randrange(max(1, vak.minuten - 240)))
