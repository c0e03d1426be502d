# SPDX-License-Identifier: EUPL-1.2
"""The roster of a team and a year: made, filled, consulted, published, and closed (JIO 7.6, "Consignatierooster")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.opzoeken import Lidmaatschap, lidmaatschappen
from core.people.policy import GeenToegang, loopt
from core.regulations.parameterbeheer.services import geldend
from core.rules import GEEN_UITLEG, Geweigerd, Parameters, Parameterset
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, ROOSTER, Roosterstatus
from plugins.jio.consignatie.rules.inzetbaar import Belemmering, Inzetbaarheid
from plugins.jio.consignatie.rules.jaarrooster import Jaarrooster, Roosterjaar, dinsdagen, jaarrooster
from plugins.jio.consignatie.services.bezetting import Stuk, als_stuk, rijen, schrijf, vergrendel
from plugins.jio.consignatie.services.dienstkalender import Dienstkalender, kalender_van
from plugins.jio.consignatie.services.inzetbaarheid import (
    Inzetfeiten,
    bezwaren,
    inzetfeiten,
    mag_belemmeringen_zien,
    toets,
)
from plugins.jio.consignatie.services.roosterversies import leg_versie_vast
from plugins.jio.consignatie.services.sporen import begin_stap, merk, zet_stap

TAAK_ROOSTER_MAKEN = "jio.rooster_maken"
TAAK_KALENDER = "jio.kalender_veranderd"
IN_OPBOUW = (Roosterstatus.CONCEPT, Roosterstatus.GERAADPLEEGD)


@dataclass(frozen=True)
class Nietgevuld:
    """A duty for which nobody could be found, with the obstacle of everyone who was asked."""

    dienst_id: int
    dinsdag: date
    belemmeringen: Mapping[int, tuple[Belemmering, ...]]


@dataclass(frozen=True)
class Vulling:
    """What filling by rotation did. ``arbeidstijden_getoetst`` False must be shown: "niet getoetst"."""

    gevuld: int
    niet: tuple[Nietgevuld, ...]
    arbeidstijden_getoetst: bool


def maak(ctx: Context, team_id: int, jaar: int, declareren_vanaf: date | None = None) -> int:
    """Make the roster of a team for a calendar year, with a duty for every Tuesday and nobody on it yet.

    Duties of Tuesdays before ``declareren_vanaf`` were settled before Annex: they are never claimed here.

    Raises ``Geweigerd`` when it exists, ``GeenToegang``, and ``ParameterOntbreekt`` for an unknown holiday setting.
    """
    ctx.eis("maak", policy.doel(policy.ROOSTER, team_id=team_id))
    with ctx.database.transactie() as s:
        team = s.scalar(select(Consignatieteam).where(Consignatieteam.team_id == team_id).with_for_update())
        if team is None:
            raise Geweigerd("team", "dit team heeft geen consignatiedienst")
        if s.scalar(select(Rooster.id).where(Rooster.team_id == team_id, Rooster.jaar == jaar)) is not None:
            raise Geweigerd("jaar", f"het rooster van {jaar} bestaat al")
        rooster_id = _maak(s, ctx, kalender_van(geldend(s, ctx.installatie)), team_id, jaar)
        s.get_one(Rooster, rooster_id).declareren_vanaf = declareren_vanaf
        return rooster_id


def maak_geschiedenis(s: Session, ctx: Context, team_id: int, jaar: int) -> int:
    """Make the closed roster of an earlier year in the caller's transaction: it counts, and is never claimed."""
    rooster_id = _maak(s, ctx, kalender_van(geldend(s, ctx.installatie)), team_id, jaar)
    rooster = s.get_one(Rooster, rooster_id)
    rooster.status, rooster.versie, rooster.declareren_vanaf = Roosterstatus.GESLOTEN, 1, date(jaar + 1, 1, 1)
    return rooster_id


def open_jaar(ctx: Context, team_id: int, jaar: int) -> bool:
    """Open the roster of a year as a draft, for the yearly job; return False when it exists already."""
    with ctx.database.transactie() as s:
        s.execute(select(Consignatieteam).where(Consignatieteam.team_id == team_id).with_for_update())
        if s.scalar(select(Rooster.id).where(Rooster.team_id == team_id, Rooster.jaar == jaar)) is not None:
            return False
        rooster_id = _maak(s, ctx, kalender_van(geldend(s, ctx.installatie)), team_id, jaar)
        meld_taak(
            s,
            ctx,
            eenheid=policy.EENHEID,
            rol=policy.ROOSTERBEHEERDER.id,
            soort=TAAK_ROOSTER_MAKEN,
            sleutel=str(rooster_id),
            jaar=jaar,
            team=team_id,
        )
        return True


def vul_op_rotatie(ctx: Context, rooster_id: int, volgorde: Sequence[int]) -> Vulling:
    """Give every duty without a performer to the next person of a fixed order who may serve (JIO-CONS/inzetbaar).

    Whoever cannot is passed over and comes first again for the next duty. Duties that have somebody are left alone.
    Raises ``Geweigerd`` for an order with people outside the team, and when the roster is published already.
    """
    with ctx.database.transactie() as s:
        rooster = neem_in_opbouw(s, ctx, rooster_id)
        diensten = _diensten(s, rooster_id)
        leden = lidmaatschappen(s, [rooster.team_id], diensten[0].dinsdag, diensten[-1].dinsdag)
        if not volgorde or set(volgorde) - {lid.medewerker_id for lid in leden} or len(set(volgorde)) < len(volgorde):
            raise Geweigerd("volgorde", "noem mensen van dit team, ieder een keer")
        vergrendel(s, [dienst.id for dienst in diensten], volgorde)
        parameters = geldend(s, ctx.installatie)
        feiten = inzetfeiten(s, volgorde, diensten[0].dinsdag, diensten[-1].dinsdag)
        bezet = rijen(s, [dienst.id for dienst in diensten])
        verdeling = _Verdeling(s, volgorde, feiten, leden)
        nieuw: dict[int, list[Stuk]] = {}
        niet: list[Nietgevuld] = []
        getoetst = True
        for dienst in diensten:
            if bezet[dienst.id]:
                continue
            gekozen, bezwaar = None, {}
            for medewerker_id in verdeling.kandidaten():
                uitkomst = verdeling.toets(medewerker_id, dienst, parameters)
                getoetst = getoetst and (uitkomst is None or uitkomst.arbeidstijden_getoetst)
                if uitkomst is not None and not uitkomst.belemmeringen:
                    gekozen = medewerker_id
                    break
                bezwaar[medewerker_id] = uitkomst.belemmeringen if uitkomst is not None else ()
            if gekozen is None:
                niet.append(Nietgevuld(dienst.id, dienst.dinsdag, bezwaar))
                continue
            verdeling.geef(gekozen, dienst)
            nieuw[dienst.id] = [Stuk(gekozen, dienst.begin, dienst.einde)]
        schrijf(s, ctx, dict.fromkeys(nieuw, ()), nieuw)
        begin_stap(s, ctx, policy.ROOSTER, rooster.id, "vul", rooster.status)
        return Vulling(len(nieuw), tuple(niet), getoetst)


def wijs_toe(ctx: Context, dienst_id: int, medewerker_id: int | None) -> Inzetbaarheid | None:
    """Give a whole duty of an unpublished roster to one person, or to nobody; return what the rule says of it.

    Raises ``Geweigerd`` for an obstacle; the Arbeidstijdenwet alone does not refuse, the answer shows it.
    """
    with ctx.database.transactie() as s:
        dienst = s.get(Dienst, dienst_id)
        if dienst is None:
            raise GeenToegang("vul", policy.ROOSTER)
        rooster = neem_in_opbouw(s, ctx, dienst.rooster_id)
        vergrendel(s, [dienst_id], [] if medewerker_id is None else [medewerker_id])
        uitkomst = None if medewerker_id is None else eis_inzetbaar(s, ctx, dienst, medewerker_id)
        stukken = [] if medewerker_id is None else [Stuk(medewerker_id, dienst.begin, dienst.einde)]
        schrijf(s, ctx, rijen(s, [dienst_id]), {dienst_id: stukken})
        begin_stap(s, ctx, policy.ROOSTER, rooster.id, "vul", rooster.status)
        return uitkomst


def eis_inzetbaar(s: Session, ctx: Context, dienst: Dienst, medewerker_id: int) -> Inzetbaarheid:
    """Return whether somebody may serve a duty. Raises ``Geweigerd`` for an obstacle or somebody of another team.

    Which obstacle it is, is only told to who may know it; a colleague reads that it cannot be.
    """
    leden = lidmaatschappen(s, [dienst.team_id], dienst.dinsdag, dienst.dinsdag)
    if medewerker_id not in {lid.medewerker_id for lid in leden}:
        raise Geweigerd("medewerker", "deze medewerker hoort dan niet bij het team van de dienst")
    feiten = inzetfeiten(s, [medewerker_id], dienst.dinsdag, dienst.dinsdag)[medewerker_id]
    uitkomst = toets(feiten, dienst.dinsdag, geldend(s, ctx.installatie), feiten.diensten)
    if hard := bezwaren(uitkomst):
        if not mag_belemmeringen_zien(ctx, medewerker_id, dienst.team_id):
            raise Geweigerd("medewerker", "deze collega kan deze dienst niet doen")
        raise Geweigerd("medewerker", f"{feiten.naam} kan niet: {', '.join(b.replace('_', ' ') for b in hard)}")
    return uitkomst


def zet(ctx: Context, rooster_id: int, stap: str, toelichting: str | None = None) -> None:
    """Make a step: ``raadpleeg``, ``neem_terug``, ``publiceer``, ``sluit`` or ``heropen``.

    Publishing asks that every duty has a performer for all of its time; closing, that every duty has ended. Raises
    ``Geweigerd``, ``GeenToegang``, ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rooster = s.scalar(select(Rooster).where(Rooster.id == rooster_id).with_for_update())
        if rooster is None or stap == "wijzig":
            raise GeenToegang("zet", policy.ROOSTER)
        ctx.eis(
            "sluit" if stap in ("sluit", "heropen") else "zet", policy.doel(policy.ROOSTER, team_id=rooster.team_id)
        )
        diensten = _diensten(s, rooster_id)
        if stap == "publiceer":
            _eis_gevuld(s, ctx, diensten)
        if stap == "sluit" and diensten[-1].einde > ctx.nu:
            raise Geweigerd("", "de laatste dienst van dit rooster is nog niet afgelopen")
        if stap == "heropen" and not (toelichting or "").strip():
            raise Geweigerd("toelichting", "schrijf waarom het rooster weer open moet")
        zet_stap(s, ctx, ROOSTER, policy.ROOSTER, rooster, stap, toelichting)
        if stap == "publiceer":
            rooster.versie = 1
            leg_versie_vast(s, ctx, rooster)
            los_taak_op(s, ctx, eenheid=policy.EENHEID, soort=TAAK_ROOSTER_MAKEN, sleutel=str(rooster_id))
            mensen = s.scalars(
                select(Dienstdeel.medewerker_id)
                .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
                .where(Dienst.rooster_id == rooster_id, Dienstdeel.vervallen_op.is_(None))
                .distinct()
                .order_by(Dienstdeel.medewerker_id)
            ).all()
            for medewerker_id in mensen:
                stuur(s, ctx, "jio.rooster_gepubliceerd", medewerker_id, jaar=rooster.jaar, rooster=rooster_id)


def herbereken(ctx: Context, rooster_id: int) -> tuple[date, ...]:
    """Bring duties that have not begun in line with the calendar as it is known now; return their Tuesdays.

    A part that began or ended with its duty still does. A published roster gets a new version and everybody touched a
    message. Raises ``GeenToegang``, and ``Geweigerd`` when somebody would then be in two duties at once.
    """
    with ctx.database.transactie() as s:
        rooster = s.get(Rooster, rooster_id)
        if rooster is None:
            raise GeenToegang("zet", policy.ROOSTER)
        ctx.eis("zet", policy.doel(policy.ROOSTER, team_id=rooster.team_id))
        kalender = kalender_van(geldend(s, ctx.installatie))
        ids = [dienst.id for dienst in _diensten(s, rooster_id) if loopt_uit_de_pas(dienst, kalender, ctx.nu)]
        if not ids:
            return ()
        # Duties and people first and the roster last, as a swap does: two that meet wait, and never for each other.
        mensen = {deel.medewerker_id for lijst in rijen(s, ids).values() for deel in lijst}
        anders = list(vergrendel(s, ids, mensen).values())
        oud = rijen(s, ids)
        nieuw: dict[int, list[Stuk]] = {}
        for dienst in anders:
            nieuw[dienst.id] = _verschoven(dienst, oud[dienst.id], kalender)
            _neem_over(dienst, kalender)
        geraakt = schrijf(s, ctx, oud, nieuw)
        if rooster.status in GELDENDE_ROOSTERS:
            wijzig(s, ctx, {rooster_id})
            merk(s, kalender, ((dienst, wie) for dienst in anders for wie in geraakt))
            for dienst in anders:
                for wie in sorted({stuk.medewerker_id for stuk in nieuw[dienst.id]}):
                    stuur(s, ctx, "jio.dienst_veranderd", wie, dinsdag=dienst.dinsdag)
        los_taak_op(s, ctx, eenheid=policy.EENHEID, soort=TAAK_KALENDER, sleutel=str(rooster_id))
        return tuple(dienst.dinsdag for dienst in anders)


def loopt_uit_de_pas(dienst: Dienst, kalender: Dienstkalender, nu: datetime) -> bool:
    """Tell whether a duty that has not begun is another one by the calendar of now."""
    uitkomst = kalender.dienst(dienst.dinsdag)
    bewaard = (dienst.begin, dienst.einde, dienst.uren, dienst.uren_feestdag, dienst.overlap_uren)
    nieuw = (uitkomst.start, uitkomst.einde, uitkomst.uren.totaal, uitkomst.uren.feestdag, uitkomst.overlap_uren)
    return dienst.begin > nu and bewaard != nieuw


def wijzig(s: Session, ctx: Context, rooster_ids: set[int]) -> None:
    """Record in the caller's transaction that published rosters changed: one version more each, kept as it is now.

    Call it after what changed was written.     Raises ``StapNietMogelijk`` for one that is not published, or closed.
    """
    for rooster in s.scalars(
        select(Rooster).where(Rooster.id.in_(rooster_ids)).order_by(Rooster.id).with_for_update()
    ).all():
        zet_stap(s, ctx, ROOSTER, policy.ROOSTER, rooster, "wijzig")
        rooster.versie += 1
        leg_versie_vast(s, ctx, rooster)


def jaar(ctx: Context, jaartal: int) -> Jaarrooster:
    """Return what the rules say of a roster year: hours, overlap and coverage (JIO-CONS/jaarrooster)."""
    ctx.eis("bekijk", policy.doel(policy.ROOSTER))
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
    uitkomst: Jaarrooster = jaarrooster.functie(Roosterjaar(jaartal), Parameters(parameters), GEEN_UITLEG)
    return uitkomst


def teams_zonder_rooster(ctx: Context, jaartal: int) -> tuple[int, ...]:
    """Return the on-call teams that have no roster for a year."""
    with ctx.database.lezen() as s:
        return tuple(
            s.scalars(
                select(Consignatieteam.team_id)
                .outerjoin(Rooster, (Rooster.team_id == Consignatieteam.team_id) & (Rooster.jaar == jaartal))
                .where(Rooster.id.is_(None))
                .order_by(Consignatieteam.team_id)
            )
        )


class _Verdeling:
    """Who is next, and who is on duty when, while a roster is filled."""

    def __init__(
        self, s: Session, volgorde: Sequence[int], feiten: Mapping[int, Inzetfeiten], leden: Sequence[Lidmaatschap]
    ) -> None:
        self._rij = list(volgorde)
        self._feiten = feiten
        self._leden = leden
        self._diensten = {wie: set(feiten[wie].diensten) for wie in volgorde}
        self._bezet: dict[int, list[tuple[datetime, datetime]]] = {wie: [] for wie in volgorde}
        for wie, van, tot in s.execute(
            select(Dienstdeel.medewerker_id, Dienstdeel.van, Dienstdeel.tot).where(
                Dienstdeel.medewerker_id.in_(volgorde), Dienstdeel.vervallen_op.is_(None)
            )
        ):
            self._bezet[wie].append((van, tot))

    def kandidaten(self) -> tuple[int, ...]:
        """Everyone, the longest waiting first."""
        return tuple(self._rij)

    def toets(self, wie: int, dienst: Dienst, parameters: Parameterset) -> Inzetbaarheid | None:
        """Ask the rule; None for who is not in the team then, or on duty already (a Tuesday that is a feestdag)."""
        lid = any(lid.medewerker_id == wie and loopt(lid.van, lid.tot_en_met, dienst.dinsdag) for lid in self._leden)
        if not lid or any(van < dienst.einde and dienst.begin < tot for van, tot in self._bezet[wie]):
            return None
        return toets(self._feiten[wie], dienst.dinsdag, parameters, self._diensten[wie])

    def geef(self, wie: int, dienst: Dienst) -> None:
        """Give somebody a duty: they go to the end of the row."""
        self._rij.remove(wie)
        self._rij.append(wie)
        self._diensten[wie].add(dienst.dinsdag)
        self._bezet[wie].append((dienst.begin, dienst.einde))


def _maak(s: Session, ctx: Context, kalender: Dienstkalender, team_id: int, jaartal: int) -> int:
    rooster = Rooster(team_id=team_id, jaar=jaartal, status=Roosterstatus.CONCEPT, versie=0, gemaakt_op=ctx.nu)
    s.add(rooster)
    s.flush()
    for dinsdag in dinsdagen(jaartal):
        dienst = Dienst(rooster_id=rooster.id, team_id=team_id, dinsdag=dinsdag)
        _neem_over(dienst, kalender)
        s.add(dienst)
    begin_stap(s, ctx, policy.ROOSTER, rooster.id, "maak", rooster.status)
    return rooster.id


def _neem_over(dienst: Dienst, kalender: Dienstkalender) -> None:
    """Give a duty the begin, end and hours of JIO-CONS/dienst."""
    uitkomst = kalender.dienst(dienst.dinsdag)
    dienst.begin, dienst.einde, dienst.overlap_uren = uitkomst.start, uitkomst.einde, uitkomst.overlap_uren
    dienst.uren, dienst.uren_maandag_vrijdag = uitkomst.uren.totaal, uitkomst.uren.maandag_vrijdag
    dienst.uren_zaterdag, dienst.uren_zondag = uitkomst.uren.zaterdag, uitkomst.uren.zondag
    dienst.uren_feestdag = uitkomst.uren.feestdag


def _verschoven(dienst: Dienst, delen: Sequence[Dienstdeel], kalender: Dienstkalender) -> list[Stuk]:
    """Return the pieces of a duty in its new time."""
    nieuw = kalender.dienst(dienst.dinsdag)
    uit = []
    for stuk in map(als_stuk, delen):
        van = nieuw.start if stuk.van == dienst.begin else max(stuk.van, nieuw.start)
        tot = nieuw.einde if stuk.tot == dienst.einde else min(stuk.tot, nieuw.einde)
        if van < tot:
            uit.append(replace(stuk, van=van, tot=tot))
    return uit


def neem_in_opbouw(s: Session, ctx: Context, rooster_id: int) -> Rooster:
    """Lock a roster that the actor may fill. Raises ``GeenToegang``, and ``Geweigerd`` for a published one."""
    rooster = s.scalar(select(Rooster).where(Rooster.id == rooster_id).with_for_update())
    if rooster is None:
        raise GeenToegang("vul", policy.ROOSTER)
    ctx.eis("vul", policy.doel(policy.ROOSTER, team_id=rooster.team_id))
    if rooster.status not in IN_OPBOUW:
        raise Geweigerd("", "dit rooster is gepubliceerd: verander het met een ruil of een vervanging")
    return rooster


def _diensten(s: Session, rooster_id: int) -> Sequence[Dienst]:
    return s.scalars(select(Dienst).where(Dienst.rooster_id == rooster_id).order_by(Dienst.dinsdag)).all()


def _eis_gevuld(s: Session, ctx: Context, diensten: Sequence[Dienst]) -> None:
    kalender = kalender_van(geldend(s, ctx.installatie))
    delen = rijen(s, [dienst.id for dienst in diensten])
    leeg = [
        dienst.dinsdag
        for dienst in diensten
        if kalender.onbedekt(dienst.dinsdag, (deel.tijdvak for deel in delen[dienst.id]))
    ]
    if leeg:
        eerste = ", ".join(dag.isoformat() for dag in leeg[:5])
        raise Geweigerd("", f"{len(leeg)} diensten zijn nog niet gevuld, als eerste {eerste}")
