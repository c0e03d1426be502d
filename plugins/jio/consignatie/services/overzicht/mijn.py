# SPDX-License-Identifier: EUPL-1.2
"""What is next for somebody on call: the coming duties, and the rosters to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from core.context import Context
from core.people.models import Team, Teamlid
from core.people.opzoeken import loopt_in
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Consignatieteam, Deelreden, Dienst, Dienstdeel, Rooster
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS
from plugins.jio.consignatie.services.overzicht.jaarbeeld import Roosterkop, als_kop, koppen


@dataclass(frozen=True)
class Eigendeel:
    """A piece of a duty that the reader performs, with the team's number."""

    dienst_id: int
    rooster_id: int
    dinsdag: date
    teamnaam: str
    nummer: str
    van: datetime
    tot: datetime
    hele_dienst: bool
    reden: Deelreden


@dataclass(frozen=True)
class MijnDiensten:
    """The reader's duties of a year and those still to come, and the published rosters of that year to choose from."""

    jaar: int
    #: Of the year, and later; oldest first.
    delen: tuple[Eigendeel, ...]
    roosters: tuple[Roosterkop, ...]
    jaren: tuple[int, ...]

    def van_het_jaar(self) -> tuple[Eigendeel, ...]:
        """Return those that belong to the roster of the year."""
        return tuple(deel for deel in self.delen if deel.dinsdag.year == self.jaar)

    def komend(self, nu: datetime) -> tuple[Eigendeel, ...]:
        """Return those that are not over."""
        return tuple(deel for deel in self.delen if deel.tot > nu)


def mijn_diensten(ctx: Context, jaar: int) -> MijnDiensten:
    """Return the actor's duties in two queries. Raises ``GeenToegang`` for who is no employee.

    The rosters are those of teams in which the actor is now or has a duty that year, the latter first.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", policy.doel(policy.DIENST, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Dienstdeel, Dienst, Team.naam, Consignatieteam.nummer)
            .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
            .join(Rooster, Rooster.id == Dienst.rooster_id)
            .join(Consignatieteam, Consignatieteam.team_id == Dienst.team_id)
            .join(Team, Team.id == Dienst.team_id)
            .where(
                Dienstdeel.medewerker_id == zelf,
                Dienstdeel.vervallen_op.is_(None),
                Rooster.status.in_(GELDENDE_ROOSTERS),
                or_(Rooster.jaar == jaar, Dienstdeel.tot > ctx.nu),
            )
            .order_by(Dienstdeel.van)
        ).all()
        mijn_teams = select(Teamlid.team_id).where(
            Teamlid.medewerker_id == zelf, loopt_in(Teamlid.van, Teamlid.tot_en_met, ctx.vandaag, ctx.vandaag)
        )
        met_dienst = {dienst.rooster_id for _, dienst, _, _ in rijen}
        gevonden = [
            als_kop(*rij)
            for rij in s.execute(
                koppen().where(
                    and_(
                        Rooster.status.in_(GELDENDE_ROOSTERS),
                        or_(Rooster.team_id.in_(mijn_teams), Rooster.id.in_(met_dienst)),
                    )
                )
            )
        ]
    van_jaar = [kop for kop in gevonden if kop.jaar == jaar]
    return MijnDiensten(
        jaar,
        tuple(
            Eigendeel(
                dienst.id,
                dienst.rooster_id,
                dienst.dinsdag,
                teamnaam,
                nummer,
                deel.van,
                deel.tot,
                (deel.van, deel.tot) == (dienst.begin, dienst.einde),
                deel.reden,
            )
            for deel, dienst, teamnaam, nummer in rijen
        ),
        tuple(sorted(van_jaar, key=lambda kop: (kop.id not in met_dienst, kop.teamnaam))),
        tuple(sorted({kop.jaar for kop in gevonden})),
    )
