# SPDX-License-Identifier: EUPL-1.2
"""Making and revoking the address of a calendar, and what a calendar program gets there: duties, names, numbers.

Nothing here tells of pay, leave or illness. A roster that is not published is in no calendar.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, update
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak, samengevoegd
from core.calendar.tijd import begin_van_dag, lokale_datum
from core.context import Context
from core.people.eenheden import ingeschakeld
from core.people.models import Account, Dienstverband, Medewerker, Team
from core.people.opzoeken import actor_van, loopt_in
from core.people.pogingen import tel_mislukt, vrij_vanaf
from core.people.policy import Actor, GeenToegang
from core.plugins import Installatie
from core.rules import Geweigerd
from core.storage.audit import noteer
from core.storage.engine import Database
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.agenda.models import Agenda
from plugins.jio.consignatie.agenda.policy import AGENDA
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Dienstdeel, Rooster, Stap
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS

TERUG = timedelta(days=92)
"""How long a duty that is over stays in a calendar."""

_POGING = "jio.agenda"
_NIEUWE_VERSIE = ("publiceer", "wijzig")


class TeVaakGeraden(Exception):
    """Too many wrong addresses were tried from one place; ``opnieuw_op`` is when the next one is looked at."""

    def __init__(self, opnieuw_op: datetime) -> None:
        super().__init__("er zijn te veel verkeerde agenda-adressen geprobeerd")
        self.opnieuw_op = opnieuw_op


@dataclass(frozen=True)
class Adresregel:
    """A calendar that somebody can have: the own one, or that of a team; ``gemaakt_op`` None has no address now."""

    team_id: int | None
    teamnaam: str | None
    gemaakt_op: datetime | None


@dataclass(frozen=True)
class Agendadienst:
    """A stretch of duty in a calendar. It keeps its ``uid`` when the roster changes; ``versie`` then goes up."""

    uid: str
    naam: str
    teamnaam: str
    nummer: str
    van: datetime
    tot: datetime
    versie: int
    gewijzigd_op: datetime


@dataclass(frozen=True)
class Kalender:
    """What a calendar program gets, in the language of whose address it is; ``teamnaam`` None is the own calendar."""

    taal: str
    teamnaam: str | None
    diensten: tuple[Agendadienst, ...]


def adressen(ctx: Context) -> tuple[Adresregel, ...]:
    """Return the calendars that the actor can have, the own one first. Raises ``GeenToegang``."""
    zelf = _eis(ctx, "bekijk", None)
    with ctx.database.lezen() as s:
        teams = s.execute(
            select(Team.id, Team.naam)
            .join(Consignatieteam, Consignatieteam.team_id == Team.id)
            .where(Team.eenheid == policy.EENHEID)
            .order_by(Team.naam)
        ).all()
        gemaakt = {
            rij.team_id: rij.gemaakt_op
            for rij in s.scalars(select(Agenda).where(Agenda.medewerker_id == zelf, Agenda.ingetrokken_op.is_(None)))
        }
    mag = [(None, None), *((nummer, naam) for nummer, naam in teams if _mag_team(ctx.installatie, ctx.actor, nummer))]
    return tuple(Adresregel(team_id, naam, gemaakt.get(team_id)) for team_id, naam in mag)


def maak(ctx: Context, team_id: int | None) -> str:
    """Make a new address and return its secret part, which is not kept and is never shown again.

    The address that there was ends. Raises ``GeenToegang``, also for a team that does not exist.
    """
    zelf = _eis(ctx, "maak", team_id)
    token = secrets.token_urlsafe(32)
    with ctx.database.transactie() as s:
        # Under the lock on the person, so that of two addresses made at once one remains.
        s.execute(select(Medewerker.id).where(Medewerker.id == zelf).with_for_update(key_share=True))
        if team_id is not None and s.get(Consignatieteam, team_id) is None:
            raise GeenToegang("maak", AGENDA)
        _trek_in(s, ctx, zelf, team_id)
        rij = Agenda(medewerker_id=zelf, team_id=team_id, token_hash=_hash(token), gemaakt_op=ctx.nu)
        s.add(rij)
        s.flush()
        noteer(s, ctx, "maak", AGENDA, rij.id)
    return token


def trek_in(ctx: Context, team_id: int | None) -> None:
    """End an own address: whoever asks for it gets nothing any more. Raises ``Geweigerd`` when there is none."""
    zelf = _eis(ctx, "trek_in", None)
    with ctx.database.transactie() as s:
        if not _trek_in(s, ctx, zelf, team_id):
            raise Geweigerd("team", "deze agenda heeft geen adres; er is niets in te trekken")


def van_vertrokkenen(ctx: Context) -> tuple[int, ...]:
    """Return the addresses that stand of people who do not work here today: they give nothing, and are to be ended."""
    with ctx.database.lezen() as s:
        return tuple(s.scalars(_van_vertrokkenen(ctx.vandaag).order_by(Agenda.id)))


def trek_in_na_vertrek(ctx: Context, agenda_id: int) -> None:
    """End an address of somebody who left; nothing happens when it ended already, or they work here again."""
    with ctx.database.transactie() as s:
        nummer = s.scalar(
            update(Agenda)
            .where(Agenda.id == agenda_id, Agenda.id.in_(_van_vertrokkenen(ctx.vandaag)))
            .values(ingetrokken_op=ctx.nu)
            .returning(Agenda.id)
        )
        if nummer is not None:
            noteer(s, ctx, "trek_in", AGENDA, nummer)


def lees(
    database: Database, installatie: Installatie, token: str, adres: str, nu: datetime, geheim: str
) -> Kalender | None:
    """Return the calendar behind the secret part of an address, or None; who asks is not logged in.

    None is for an address that never was, is revoked, or of somebody who left or may no longer see it, and while the
    unit is off. A wrong one counts against the network address ``adres``; ``geheim`` is the server's secret for keyed
    hashes. Raises ``TeVaakGeraden``.
    """
    opnieuw_op = vrij_vanaf(database, _POGING, adres, nu, geheim)
    if opnieuw_op > nu:
        raise TeVaakGeraden(opnieuw_op)
    with database.lezen() as s:
        if policy.EENHEID not in ingeschakeld(s, installatie):
            return None
        gevonden = _van_wie(s, installatie, token, nu)
        if gevonden is not None:
            return _kalender(s, *gevonden, nu)
    tel_mislukt(database, _POGING, token, adres, nu, geheim)
    return None


def _van_vertrokkenen(op: date) -> Select[int]:
    in_dienst = select(Dienstverband.medewerker_id).where(
        Dienstverband.eenheid == policy.EENHEID, loopt_in(Dienstverband.van, Dienstverband.tot_en_met, op, op)
    )
    return select(Agenda.id).where(Agenda.ingetrokken_op.is_(None), Agenda.medewerker_id.notin_(in_dienst))


def _van_wie(s: Session, installatie: Installatie, token: str, nu: datetime) -> tuple[Agenda, str] | None:
    """Return the row of an address and its reader's language, as long as the reader works here and may see it."""
    rij = s.execute(
        select(Agenda, Account.id, Account.taal)
        .join(Account, Account.medewerker_id == Agenda.medewerker_id)
        .where(Agenda.token_hash == _hash(token), Agenda.ingetrokken_op.is_(None), Account.actief.is_(True))
    ).first()
    if rij is None:
        return None
    agenda, account_id, taal = rij
    actor = actor_van(s, account_id, lokale_datum(nu))
    if not _werkt_hier(actor) or (agenda.team_id is not None and not _mag_team(installatie, actor, agenda.team_id)):
        return None
    return agenda, taal


def _kalender(s: Session, agenda: Agenda, taal: str, nu: datetime) -> Kalender:
    # From the beginning of a day on: what is asked twice on a day is then the same, byte for byte.
    sinds = begin_van_dag(lokale_datum(nu) - TERUG)
    van_wie = Dienst.team_id == agenda.team_id if agenda.team_id else Dienstdeel.medewerker_id == agenda.medewerker_id
    rijen = s.execute(_vraag(van_wie, sinds)).all()
    diensten = []
    for dienst_id, van_dienst in groupby(rijen, key=lambda rij: rij.dienst_id):
        stukken = sorted(_stukken(list(van_dienst), f"{'team' if agenda.team_id else 'eigen'}-{dienst_id}"))
        diensten += [dienst for _, dienst in stukken]
    teamnaam = s.scalar(select(Team.naam).where(Team.id == agenda.team_id)) if agenda.team_id else None
    return Kalender(taal, teamnaam, tuple(diensten))


def _vraag(van_wie: ColumnElement[bool], sinds: datetime) -> Select[*tuple[Any, ...]]:
    versie_van = (
        select(func.max(Stap.op))
        .where(Stap.soort == policy.ROOSTER, Stap.object_id == Rooster.id, Stap.stap.in_(_NIEUWE_VERSIE))
        .correlate(Rooster)
        .scalar_subquery()
    )
    return (
        select(
            Dienst.id.label("dienst_id"),
            Dienstdeel.medewerker_id,
            Medewerker.naam,
            Team.naam.label("teamnaam"),
            Consignatieteam.nummer,
            Dienstdeel.van,
            Dienstdeel.tot,
            Rooster.versie,
            func.coalesce(versie_van, Dienstdeel.vastgelegd_op).label("gewijzigd_op"),
        )
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .join(Consignatieteam, Consignatieteam.team_id == Dienst.team_id)
        .join(Team, Team.id == Dienst.team_id)
        .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
        .where(
            van_wie, Rooster.status.in_(GELDENDE_ROOSTERS), Dienstdeel.vervallen_op.is_(None), Dienstdeel.tot > sinds
        )
        .order_by(Dienst.begin, Dienst.id, Dienstdeel.van)
    )


def _stukken(rijen: Sequence[Row[*tuple[Any, ...]]], uid: str) -> Iterable[tuple[datetime, Agendadienst]]:
    """Yield what each person performs of one duty, pieces that touch as one, numbered in the order of time."""
    per_mens = {rij.medewerker_id: rij for rij in rijen}
    alle = sorted(
        (vak.van, vak.tot, wie)
        for wie in per_mens
        for vak in samengevoegd(Tijdvak(rij.van, rij.tot) for rij in rijen if rij.medewerker_id == wie)
    )
    for nummer, (van, tot, wie) in enumerate(alle, start=1):
        rij = per_mens[wie]
        yield (
            van,
            Agendadienst(
                f"{uid}-{nummer}@jio.annex", rij.naam, rij.teamnaam, rij.nummer, van, tot, rij.versie, rij.gewijzigd_op
            ),
        )


def _trek_in(s: Session, ctx: Context, medewerker_id: int, team_id: int | None) -> bool:
    welke = Agenda.team_id.is_(None) if team_id is None else Agenda.team_id == team_id
    nummer = s.scalar(
        update(Agenda)
        .where(Agenda.medewerker_id == medewerker_id, welke, Agenda.ingetrokken_op.is_(None))
        .values(ingetrokken_op=ctx.nu)
        .returning(Agenda.id)
    )
    if nummer is not None:
        noteer(s, ctx, "trek_in", AGENDA, nummer)
    return nummer is not None


def _eis(ctx: Context, handeling: str, team_id: int | None) -> int:
    """Return the person who acts. Raises ``GeenToegang`` for who does not work here or may not see the roster."""
    zelf = ctx.actor.medewerker_id
    ctx.eis(handeling, policy.doel(AGENDA, medewerker_id=zelf))
    if zelf is None or not _werkt_hier(ctx.actor):
        raise GeenToegang(handeling, AGENDA)
    if team_id is not None and not _mag_team(ctx.installatie, ctx.actor, team_id):
        raise GeenToegang(handeling, AGENDA)
    return zelf


def _werkt_hier(actor: Actor) -> bool:
    return policy.EENHEID in actor.eenheden


def _mag_team(installatie: Installatie, actor: Actor, team_id: int) -> bool:
    return installatie.beleid.mag(actor, "bekijk", policy.doel(policy.ROOSTER, team_id=team_id))


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
