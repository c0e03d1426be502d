# SPDX-License-Identifier: EUPL-1.2
"""Call-outs as people read them: one's own by duty with the explanation, and which team can be called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from core.context import Context
from core.people.models import Team, Teamlid
from core.people.opzoeken import inschalingen, loopt_in
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Stap
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Dienst, Oproep
from plugins.jio.consignatie.rules.declaratie import HOOGSTE_SCHAAL_OVERWERK
from plugins.jio.consignatie.rules.werktijd import Werktijd, werktijd
from plugins.jio.consignatie.services.oproepen import Oproepregel, regel
from plugins.jio.consignatie.services.werktijden import gegeven

LAATSTE = 60
"""How many call-outs the page goes back."""


@dataclass(frozen=True)
class Dienstoproepen:
    """The actor's call-outs in one duty, what counts of them and why."""

    dienst_id: int
    dinsdag: date
    begin: datetime
    einde: datetime
    oproepen: tuple[Oproepregel, ...]
    werktijd: Werktijd
    stappen: tuple[Stap, ...]
    #: Scale 10 at most (JIO 7.6); None while the scale is not known.
    recht_op_overwerk: bool | None


def mijn_werk(ctx: Context) -> tuple[Dienstoproepen, ...]:
    """Return the actor's last call-outs by duty, the newest duty first. Raises ``GeenToegang``; three queries."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", policy.doel(policy.OPROEP, medewerker_id=zelf))
    if zelf is None:
        raise GeenToegang("bekijk", policy.OPROEP)
    with ctx.database.lezen() as s:
        per_dienst: dict[int, list[Oproep]] = {}
        diensten: dict[int, Dienst] = {}
        for oproep, dienst in s.execute(
            select(Oproep, Dienst)
            .join(Dienst, Dienst.id == Oproep.dienst_id)
            .where(Oproep.medewerker_id == zelf, Oproep.vervallen_op.is_(None))
            .order_by(Dienst.begin.desc(), Oproep.begin)
            .limit(LAATSTE)
        ):
            diensten[dienst.id] = dienst
            per_dienst.setdefault(dienst.id, []).append(oproep)
        parameters = geldend(s, ctx.installatie)
        schalen = inschalingen(s, [zelf])
    uit = []
    for dienst_id, lijst in per_dienst.items():
        dienst = diensten[dienst_id]
        salaris = schalen.op(zelf, dienst.dinsdag, policy.EENHEID)
        antwoord = werktijd.bereken(gegeven(oproep for oproep in lijst if oproep.toegelaten), parameters)
        uit.append(
            Dienstoproepen(
                dienst_id,
                dienst.dinsdag,
                dienst.begin,
                dienst.einde,
                tuple(regel(oproep) for oproep in lijst),
                antwoord.uitkomst,
                antwoord.stappen,
                None if salaris is None else salaris.schaal <= HOOGSTE_SCHAAL_OVERWERK,
            )
        )
    return tuple(uit)


def oproep_van(ctx: Context, oproep_id: int) -> Oproepregel:
    """Return a call-out that stands. Raises ``GeenToegang``, also when there is none."""
    with ctx.database.lezen() as s:
        rij = s.execute(
            select(Oproep, Dienst.team_id)
            .join(Dienst, Dienst.id == Oproep.dienst_id)
            .where(Oproep.id == oproep_id, Oproep.vervallen_op.is_(None))
        ).first()
    if rij is None:
        raise GeenToegang("bekijk", policy.OPROEP)
    ctx.eis("bekijk", policy.doel(policy.OPROEP, medewerker_id=rij.Oproep.medewerker_id, team_id=rij.team_id))
    return regel(rij.Oproep)


def teams_om_te_bellen(ctx: Context) -> tuple[tuple[int, str], ...]:
    """Return the teams for which the actor records call-outs: all of them, or those one is in. One query."""
    alle = ctx.mag("registreer", policy.doel(policy.OPROEP))
    vraag = select(Consignatieteam.team_id, Team.naam).join(Team, Team.id == Consignatieteam.team_id)
    if not alle:
        vraag = vraag.where(
            Consignatieteam.team_id.in_(
                select(Teamlid.team_id).where(
                    Teamlid.medewerker_id == ctx.actor.medewerker_id,
                    loopt_in(Teamlid.van, Teamlid.tot_en_met, ctx.vandaag, ctx.vandaag),
                )
            )
        )
    with ctx.database.lezen() as s:
        return tuple((rij.team_id, rij.naam) for rij in s.execute(vraag.order_by(Team.naam)))
