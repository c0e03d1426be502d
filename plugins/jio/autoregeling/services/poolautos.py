# SPDX-License-Identifier: EUPL-1.2
"""Reserving a pool car, picking it up, writing down the trips and bringing it back (JIO 8.2, "Poolauto")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Geweigerd
from core.rules.invoer import schrijf
from core.rules.uitleg import vastgelegd
from core.storage.audit import noteer
from plugins.jio.autoregeling import policy
from plugins.jio.autoregeling.models import Auto, Autorit, Autosoort, Reservering
from plugins.jio.autoregeling.procedure import RESERVERING, Reserveringstatus
from plugins.jio.autoregeling.rules.poolauto import Poolautovraag, Vervoer, poolauto
from plugins.jio.autoregeling.services.autos import BEZET, zoek
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.services.sporen import begin_stap, zet_stap

_WEKEN = timedelta(weeks=4)
_MEESTE = 200

HALVE_TANK = 50
"""A pool car comes back with its tank at least half full (8.2)."""

TAAK_MEE_NAAR_HUIS = "jio.mee_naar_huis"
TAAK_GEBREK = "jio.auto_gebrek"
TAAK_PRIVE = "jio.poolauto_prive"


@dataclass(frozen=True)
class Reserveringbeeld:
    """A reservation as a page shows it."""

    rij: Reservering
    naam: str
    kenteken: str
    omschrijving: str
    elektronisch: bool
    ritten: tuple[Autorit, ...]


def toets(ctx: Context, vraag: Poolautovraag) -> Antwoord:
    """Return what JIO-AUTO/poolauto answers; nothing is stored. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("reserveer", doel(policy.RESERVERING, medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        return poolauto.bereken(vraag, geldend(s, ctx.installatie))


def reserveer(ctx: Context, auto_id: int, van: datetime, tot: datetime, bestemming: str, vraag: Poolautovraag) -> int:
    """Reserve a pool car; with that the usage agreement is concluded. Returns its number.

    Raises ``Geweigerd`` when the rule does not admit a pool car, when the time is wrong or the car is taken.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("reserveer", doel(policy.RESERVERING, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("", "alleen een medewerker kan reserveren")
    if tot <= van:
        raise Geweigerd("tot", "de auto komt terug nadat je hem ophaalt")
    if van < ctx.nu:
        raise Geweigerd("van", "dit moment is al voorbij")
    if not bestemming.strip():
        raise Geweigerd("bestemming", "vul in waar je heen gaat")
    with ctx.database.transactie() as s:
        # Lock the car, so that of two who reserve the same time one is told that it is taken.
        auto = zoek(s, auto_id, slot=True)
        if auto.soort is not Autosoort.POOLAUTO or auto.buiten_gebruik_op is not None:
            raise Geweigerd("auto", "dit is geen poolauto die je kunt reserveren")
        antwoord = poolauto.bereken(vraag, geldend(s, ctx.installatie))
        if antwoord.uitkomst.vervoer is not Vervoer.POOLAUTO:
            raise Geweigerd("gronden", "een poolauto is voor deze reis niet toegestaan; de uitleg zegt waarom")
        bezet = exists().where(
            Reservering.auto_id == auto_id, Reservering.status.in_(BEZET), Reservering.van < tot, Reservering.tot > van
        )
        if s.scalar(select(bezet)):
            raise Geweigerd("auto", "deze auto is in die tijd al gereserveerd; kies een andere auto of tijd")
        rij = Reservering(
            auto_id=auto_id,
            medewerker_id=zelf,
            van=van,
            tot=tot,
            bestemming=bestemming.strip(),
            gegeven=schrijf(vraag),
            stappen=vastgelegd(list(antwoord.stappen)),
            status=Reserveringstatus.GERESERVEERD,
            mee_naar_huis=str(vraag.reden_mee_naar_huis) if vraag.mee_naar_huis and vraag.reden_mee_naar_huis else None,
            gereserveerd_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        begin_stap(s, ctx, policy.RESERVERING, rij.id, "reserveer", rij.status)
        if rij.mee_naar_huis:
            meld_taak(s, ctx, eenheid=EENHEID, rol=policy.DIRECTEUR.id, soort=TAAK_MEE_NAAR_HUIS, sleutel=str(rij.id))
        return rij.id


def annuleer(ctx: Context, reservering_id: int) -> None:
    """Cancel a reservation that has not begun; the driver may, and the functionaris."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, reservering_id)
        ctx.eis("annuleer", doel(policy.RESERVERING, medewerker_id=rij.medewerker_id))
        zet_stap(s, ctx, RESERVERING, policy.RESERVERING, rij, "annuleer")
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_MEE_NAAR_HUIS, sleutel=str(rij.id))
        if rij.medewerker_id != ctx.actor.medewerker_id:
            stuur(s, ctx, "jio.reservering_geannuleerd", rij.medewerker_id, reservering=rij.id)


def beslis_mee_naar_huis(ctx: Context, reservering_id: int, *, akkoord: bool) -> None:
    """Decide as algemeen directeur whether a pool car may go home overnight; the driver is told."""
    ctx.eis("beslis", doel(policy.RESERVERING))
    with ctx.database.transactie() as s:
        rij = _zoek(s, reservering_id)
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen reservering beslist een ander")
        if rij.mee_naar_huis is None or rij.mee_naar_huis_akkoord is not None:
            raise Geweigerd("", "hier hoeft niets meer besloten te worden")
        rij.mee_naar_huis_akkoord = akkoord
        begin_stap(s, ctx, policy.RESERVERING, rij.id, "beslis_mee_naar_huis", rij.status, "ja" if akkoord else "nee")
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_MEE_NAAR_HUIS, sleutel=str(rij.id))
        stuur(s, ctx, "jio.mee_naar_huis_besloten", rij.medewerker_id, reservering=rij.id)


def haal_op(ctx: Context, reservering_id: int, *, stand: int, in_orde: bool, gebreken: str = "") -> None:
    """Pick the car up after the check of papers, fuel card, damage and service; defects go to the functionaris."""
    with ctx.database.transactie() as s:
        rij = _eigen(s, ctx, reservering_id)
        if ctx.vandaag < lokale_datum(rij.van):
            # Until then the car may be somebody else's.
            raise Geweigerd("", "de reservering begint later; ophalen kan vanaf die dag")
        if ctx.nu >= rij.tot:
            raise Geweigerd("", "de tijd van deze reservering is voorbij; annuleer haar en reserveer opnieuw")
        if stand < 0:
            raise Geweigerd("stand", "een kilometerstand is niet lager dan nul")
        if not in_orde and not gebreken.strip():
            raise Geweigerd("gebreken", "schrijf op wat er niet in orde is")
        zet_stap(s, ctx, RESERVERING, policy.RESERVERING, rij, "haal_op")
        rij.stand_begin, rij.opgehaald_op, rij.gebreken = stand, ctx.nu, gebreken.strip() or None
        if rij.gebreken:
            meld_taak(s, ctx, eenheid=EENHEID, rol=policy.AUTOBEHEER.id, soort=TAAK_GEBREK, sleutel=str(rij.id))


def schrijf_rit(
    ctx: Context,
    reservering_id: int,
    *,
    dag: date,
    van: str,
    naar: str,
    stand_begin: int,
    stand_einde: int,
    rit_doel: str,
    prive: bool = False,
) -> None:
    """Write down one route. Private use of a pool car is forbidden: the algemeen directeur is told (8.2)."""
    with ctx.database.transactie() as s:
        rij = _eigen(s, ctx, reservering_id)
        if rij.status not in (Reserveringstatus.ONDERWEG, Reserveringstatus.ONVOLLEDIG):
            raise Geweigerd("", "ritten schrijf je op tussen ophalen en terugbrengen")
        for veld, waarde in (("rit_van", van), ("rit_naar", naar), ("rit_doel", rit_doel)):
            if not waarde.strip():
                raise Geweigerd(veld, "vul dit in; elke route staat apart in de ritregistratie")
        if stand_einde <= stand_begin:
            raise Geweigerd("stand_einde", "deze stand is hoger dan die aan het begin van de rit")
        if dag > ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt in de toekomst")
        vorige = s.scalar(
            select(Autorit.stand_einde)
            .where(Autorit.reservering_id == rij.id)
            .order_by(Autorit.stand_einde.desc())
            .limit(1)
        )
        if stand_begin < (vorige if vorige is not None else rij.stand_begin or 0):
            raise Geweigerd("stand_begin", "deze stand ligt voor het einde van de vorige rit of voor het ophalen")
        s.add(
            Autorit(
                reservering_id=rij.id,
                medewerker_id=rij.medewerker_id,
                dag=dag,
                van=van.strip(),
                naar=naar.strip(),
                stand_begin=stand_begin,
                stand_einde=stand_einde,
                doel=rit_doel.strip(),
                prive=prive,
                vastgelegd_op=ctx.nu,
            )
        )
        noteer(s, ctx, "schrijf_rit", policy.RESERVERING, rij.id, kilometers=stand_einde - stand_begin)
        if prive:
            meld_taak(s, ctx, eenheid=EENHEID, rol=policy.DIRECTEUR.id, soort=TAAK_PRIVE, sleutel=str(rij.id))


def breng_terug(ctx: Context, reservering_id: int, *, stand: int, brandstof_procent: int, toestand: str) -> bool:
    """Bring the car back; below half a tank the return is not complete. Returns whether it is.

    Raises ``Geweigerd`` while trips are missing of a car that does not register by itself.
    """
    with ctx.database.transactie() as s:
        rij = _eigen(s, ctx, reservering_id)
        if not 0 <= brandstof_procent <= 100:
            raise Geweigerd("brandstof", "vul een percentage in van 0 tot en met 100")
        if rij.stand_begin is None or stand < rij.stand_begin:
            raise Geweigerd("stand", "deze stand is lager dan bij het ophalen")
        if not toestand.strip():
            raise Geweigerd("toestand", "schrijf op hoe je de auto achterlaat")
        if not zoek(s, rij.auto_id).elektronisch and _opgeschreven(s, rij) != stand - rij.stand_begin:
            raise Geweigerd("stand", "de ritten tellen niet op tot deze stand; schrijf eerst elke rit op")
        volledig = brandstof_procent >= HALVE_TANK
        zet_stap(s, ctx, RESERVERING, policy.RESERVERING, rij, "breng_terug" if volledig else "breng_onvolledig_terug")
        rij.stand_einde, rij.brandstof_procent = stand, brandstof_procent
        rij.toestand, rij.teruggebracht_op = toestand.strip(), ctx.nu
        return volledig


def vul_aan(ctx: Context, reservering_id: int, *, brandstof_procent: int) -> None:
    """Record that the tank was filled after an incomplete return. Raises ``Geweigerd`` below half a tank."""
    with ctx.database.transactie() as s:
        rij = _eigen(s, ctx, reservering_id)
        if not HALVE_TANK <= brandstof_procent <= 100:
            raise Geweigerd("brandstof", "de tank is nog niet ten minste halfvol")
        zet_stap(s, ctx, RESERVERING, policy.RESERVERING, rij, "vul_aan")
        rij.brandstof_procent = brandstof_procent


def eigen(ctx: Context) -> tuple[Reserveringbeeld, ...]:
    """Return the actor's own reservations, the newest first."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", doel(policy.RESERVERING, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        return _beelden(s, Reservering.medewerker_id == (zelf or 0))


def alle(ctx: Context) -> tuple[Reserveringbeeld, ...]:
    """Return every reservation that is open, or of the last weeks. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.RESERVERING))
    with ctx.database.lezen() as s:
        return _beelden(
            s, or_(Reservering.status.in_(BEZET), Reservering.tot >= ctx.nu.replace(hour=0, minute=0) - _WEKEN)
        )


def toon(ctx: Context, reservering_id: int) -> Reserveringbeeld:
    """Return a reservation that the actor may see. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        rij = s.get(Reservering, reservering_id)
        if rij is None:
            raise GeenToegang("bekijk", policy.RESERVERING)
        ctx.eis("bekijk", doel(policy.RESERVERING, medewerker_id=rij.medewerker_id))
        (beeld,) = _beelden(s, Reservering.id == reservering_id)
        return beeld


def _beelden(s: Session, voorwaarde: ColumnElement[bool]) -> tuple[Reserveringbeeld, ...]:
    vraag = (
        select(Reservering, Medewerker.naam, Auto.kenteken, Auto.omschrijving, Auto.elektronisch)
        .join(Medewerker, Medewerker.id == Reservering.medewerker_id)
        .join(Auto, Auto.id == Reservering.auto_id)
        .where(voorwaarde)
        .order_by(Reservering.van.desc())
        .limit(_MEESTE)
    )
    rijen = s.execute(vraag).all()
    ritten: dict[int, list[Autorit]] = {}
    nummers = [rij[0].id for rij in rijen]
    for rit in s.scalars(select(Autorit).where(Autorit.reservering_id.in_(nummers)).order_by(Autorit.stand_begin)):
        ritten.setdefault(rit.reservering_id or 0, []).append(rit)
    return tuple(Reserveringbeeld(*rij, tuple(ritten.get(rij[0].id, ()))) for rij in rijen)


def _opgeschreven(s: Session, rij: Reservering) -> int:
    vraag = select(func.sum(Autorit.stand_einde - Autorit.stand_begin)).where(Autorit.reservering_id == rij.id)
    return int(s.scalar(vraag) or 0)


def _zoek(s: Session, reservering_id: int) -> Reservering:
    rij = s.scalar(select(Reservering).where(Reservering.id == reservering_id).with_for_update())
    if rij is None:
        raise GeenToegang("bekijk", policy.RESERVERING)
    return rij


def _eigen(s: Session, ctx: Context, reservering_id: int) -> Reservering:
    rij = _zoek(s, reservering_id)
    ctx.eis("rijd", doel(policy.RESERVERING, medewerker_id=rij.medewerker_id))
    return rij
