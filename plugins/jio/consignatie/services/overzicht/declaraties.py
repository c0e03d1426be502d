# SPDX-License-Identifier: EUPL-1.2
"""Claims as people read them: one's own, those that wait for a leidinggevende, and one with all that was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Account, Medewerker, Team
from core.people.policy import GeenToegang
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import (
    Bezwaar,
    Declaratie,
    Declaratiesoort,
    Dienst,
    Stap,
)
from plugins.jio.consignatie.procedure import Declaratiestatus
from plugins.jio.consignatie.services.opvallend import Opvallend, opvallend

TE_DOEN = (Declaratiestatus.KLAARGEZET, Declaratiestatus.TERUGGEGEVEN)
"""Here the employee is asked something."""
TE_BEOORDELEN = (Declaratiestatus.BEVESTIGD, Declaratiestatus.BEZWAAR)
"""Here the leidinggevende is asked something."""
MEESTE = 200
"""Claims on one page: more are never open at once for one person or leidinggevende."""


@dataclass(frozen=True)
class Declaratieregel:
    """A claim with the duty and the person that it is about. ``minuten`` are on-call minutes, or those of overtime."""

    id: int
    dienst_id: int
    team_id: int
    teamnaam: str
    dinsdag: date
    begin: datetime
    einde: datetime
    medewerker_id: int
    naam: str
    soort: Declaratiesoort
    status: Declaratiestatus
    minuten: int
    minuten_zonder_aanwijzing: int
    akkoord: bool
    redenen: tuple[str, ...]
    klaargezet_op: datetime
    #: Why to look before approving it; filled in for the leidinggevende only.
    opvallend: tuple[Opvallend, ...] = ()


@dataclass(frozen=True)
class Bezwaarregel:
    """An objection and its answer."""

    id: int
    tekst: str
    ingediend_op: datetime
    antwoord: str | None
    beantwoord_op: datetime | None


@dataclass(frozen=True)
class Stapregel:
    """A step that was made; ``door`` is empty for the program itself."""

    stap: str
    naar: str
    op: datetime
    door: str | None
    toelichting: str | None


@dataclass(frozen=True)
class Declaratiedossier:
    """A claim with everything that was said and done about it, oldest first."""

    regel: Declaratieregel
    bezwaren: tuple[Bezwaarregel, ...]
    stappen: tuple[Stapregel, ...]


def mijn_declaraties(ctx: Context) -> tuple[Declaratieregel, ...]:
    """Return the actor's claims that stand, the newest duty first. Raises ``GeenToegang`` for who is no employee."""
    ctx.eis("bekijk", policy.doel(policy.DECLARATIE, medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        return declaratieregels(
            s, and_(Declaratie.medewerker_id == ctx.actor.medewerker_id, Declaratie.vervallen_op.is_(None))
        )


def te_beoordelen(ctx: Context) -> tuple[Declaratieregel, ...]:
    """Return the claims that wait for the actor as leidinggevende, the odd ones first; never the actor's own.

    Raises ``GeenToegang`` for who leads no team. Four queries.
    """
    teams = ctx.installatie.beleid.reikwijdte(ctx.actor, "keur_goed", policy.DECLARATIE).teams
    if not teams:
        raise GeenToegang("keur_goed", policy.DECLARATIE)
    with ctx.database.lezen() as s:
        rijen = _rijen(
            s,
            and_(
                Dienst.team_id.in_(teams),
                Declaratie.status.in_(TE_BEOORDELEN),
                Declaratie.vervallen_op.is_(None),
                Declaratie.medewerker_id != ctx.actor.medewerker_id,
            ),
        )
        waarom = opvallend(s, [claim for claim, *_ in rijen])
    regels = [replace(_regel(rij), opvallend=waarom[rij[0].id]) for rij in rijen]
    return tuple(sorted(regels, key=lambda regel: (not regel.opvallend, regel.dinsdag, regel.naam)))


def declaratie(ctx: Context, declaratie_id: int) -> Declaratiedossier:
    """Return a claim with its objections and steps. Raises ``GeenToegang``, also when there is no such claim."""
    with ctx.database.lezen() as s:
        gevonden = declaratieregels(s, Declaratie.id == declaratie_id)
        if not gevonden:
            raise GeenToegang("bekijk", policy.DECLARATIE)
        [regel] = gevonden
        ctx.eis("bekijk", policy.doel(policy.DECLARATIE, medewerker_id=regel.medewerker_id, team_id=regel.team_id))
        bezwaren = s.scalars(select(Bezwaar).where(Bezwaar.declaratie_id == declaratie_id).order_by(Bezwaar.id)).all()
        stappen = stapregels(s, policy.DECLARATIE, declaratie_id)
    return Declaratiedossier(
        regel,
        tuple(Bezwaarregel(b.id, b.tekst, b.ingediend_op, b.antwoord, b.beantwoord_op) for b in bezwaren),
        stappen,
    )


def declaratieregels(s: Session, voorwaarde: ColumnElement[bool]) -> tuple[Declaratieregel, ...]:
    """Return the claims that a condition names, the newest duty first, in one query."""
    return tuple(_regel(rij) for rij in _rijen(s, voorwaarde))


def _rijen(s: Session, voorwaarde: ColumnElement[bool]) -> Sequence[Row[Declaratie, Dienst, str, str]]:
    return s.execute(
        select(Declaratie, Dienst, Team.naam, Medewerker.naam)
        .join(Dienst, Dienst.id == Declaratie.dienst_id)
        .join(Team, Team.id == Dienst.team_id)
        .join(Medewerker, Medewerker.id == Declaratie.medewerker_id)
        .where(voorwaarde)
        .order_by(Dienst.dinsdag.desc(), Medewerker.naam, Declaratie.id)
        .limit(MEESTE)
    ).all()


def _regel(rij: Row[Declaratie, Dienst, str, str]) -> Declaratieregel:
    claim, dienst, teamnaam, naam = rij
    return Declaratieregel(
        claim.id,
        dienst.id,
        dienst.team_id,
        teamnaam,
        dienst.dinsdag,
        dienst.begin,
        dienst.einde,
        claim.medewerker_id,
        naam,
        claim.soort,
        claim.status,
        claim.minuten,
        claim.minuten_zonder_aanwijzing,
        claim.akkoord,
        tuple(claim.redenen),
        claim.klaargezet_op,
    )


def stapregels(s: Session, soort: str, object_id: int) -> tuple[Stapregel, ...]:
    """Return the steps of a roster, swap or claim with who made them, oldest first."""
    rijen: Sequence[tuple[Stap, str | None]] = [
        (stap, naam)
        for stap, naam in s.execute(
            select(Stap, Account.weergavenaam)
            .outerjoin(Account, Account.id == Stap.account_id)
            .where(Stap.soort == soort, Stap.object_id == object_id)
            .order_by(Stap.op, Stap.id)
        )
    ]
    return tuple(Stapregel(stap.stap, stap.naar, stap.op, naam, stap.toelichting) for stap, naam in rijen)
