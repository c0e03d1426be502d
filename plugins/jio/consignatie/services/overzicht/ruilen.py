# SPDX-License-Identifier: EUPL-1.2
"""Swaps as people read them: the market of one's team, those that wait for somebody, and one with its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from core.context import Context
from core.people.models import Medewerker, Team, Teamlid
from core.people.opzoeken import loopt_in
from core.people.policy import GeenToegang
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Ruil, Ruildeel, Ruilrichting
from plugins.jio.consignatie.procedure import LOPENDE_RUILEN, Ruilstatus
from plugins.jio.consignatie.services.bezetting import Overdracht
from plugins.jio.consignatie.services.gevolgen import Gevolg, eis_zicht, gevolg_van
from plugins.jio.consignatie.services.overzicht.declaraties import Stapregel, stapregels

LAATSTE = 50
"""How many swaps that are over a page lists."""


@dataclass(frozen=True)
class Ruildeelregel:
    """A duty, or a part of it, that changes hands."""

    dienst_id: int
    dinsdag: date
    richting: Ruilrichting
    van: datetime
    tot: datetime
    #: False for a part of the duty.
    hele_dienst: bool


@dataclass(frozen=True)
class Ruilbeeld:
    """A swap with the names of who is in it; ``gevraagde`` None is an offer to the whole team."""

    id: int
    team_id: int
    teamnaam: str
    status: Ruilstatus
    aanbieder_id: int
    aanbieder: str
    gevraagde_id: int | None
    gevraagde: str | None
    overnemer_id: int | None
    overnemer: str | None
    aangeboden_op: datetime
    vastgelegd_op: datetime | None
    delen: tuple[Ruildeelregel, ...]

    @property
    def heen(self) -> Ruildeelregel:
        """What the one who offers gives away."""
        return next(deel for deel in self.delen if deel.richting is Ruilrichting.HEEN)

    @property
    def terug(self) -> Ruildeelregel | None:
        """What comes back for it, if anything."""
        return next((deel for deel in self.delen if deel.richting is Ruilrichting.TERUG), None)

    @property
    def loopt(self) -> bool:
        """True while it can still go on or be stopped."""
        return self.status in LOPENDE_RUILEN

    def betreft(self, medewerker_id: int | None) -> bool:
        """Tell whether somebody offers it, took it, or is asked."""
        return medewerker_id is not None and medewerker_id in (self.aanbieder_id, self.overnemer_id, self.gevraagde_id)


@dataclass(frozen=True)
class Ruilmarkt:
    """What an employee can do about swaps: take, answer, wait."""

    #: Offered to the actor alone, or to the team.
    te_nemen: tuple[Ruilbeeld, ...]
    #: The actor's own and taken ones that are on their way.
    lopend: tuple[Ruilbeeld, ...]
    voorbij: tuple[Ruilbeeld, ...]


@dataclass(frozen=True)
class Ruildossier:
    """A swap with its steps, oldest first, and what it does; ``gevolg`` None when it is over."""

    ruil: Ruilbeeld
    stappen: tuple[Stapregel, ...]
    gevolg: Gevolg | None


def ruilmarkt(ctx: Context) -> Ruilmarkt:
    """Return the swaps of the actor and the open offers in the actor's teams. Raises ``GeenToegang``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("neem_over", policy.doel(policy.RUIL, medewerker_id=zelf))
    mijn_teams = select(Teamlid.team_id).where(
        Teamlid.medewerker_id == zelf, loopt_in(Teamlid.van, Teamlid.tot_en_met, ctx.vandaag, ctx.vandaag)
    )
    with ctx.database.lezen() as s:
        ruilen = ruilbeelden(
            s,
            or_(
                Ruil.aanbieder_id == zelf,
                Ruil.overnemer_id == zelf,
                Ruil.gevraagde_id == zelf,
                and_(Ruil.status == Ruilstatus.AANGEBODEN, Ruil.gevraagde_id.is_(None), Ruil.team_id.in_(mijn_teams)),
            ),
        )
    open_ = [
        ruil
        for ruil in ruilen
        if ruil.status is Ruilstatus.AANGEBODEN and ruil.aanbieder_id != zelf and ruil.heen.tot > ctx.nu
    ]
    # Who is asked alone keeps a colleague waiting: that stands first.
    te_nemen = tuple(sorted(open_, key=lambda ruil: ruil.gevraagde_id != zelf))
    eigen = [ruil for ruil in ruilen if ruil.aanbieder_id == zelf or ruil.overnemer_id == zelf]
    return Ruilmarkt(
        te_nemen,
        tuple(ruil for ruil in eigen if ruil.loopt),
        tuple(ruil for ruil in eigen if not ruil.loopt)[:LAATSTE],
    )


def te_behandelen(ctx: Context, handeling: str) -> tuple[Ruilbeeld, ...]:
    """Return the swaps that wait for a step of the actor: ``meld_bekend`` or ``leg_vast``. Raises ``GeenToegang``."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, handeling, policy.RUIL)
    status = {"meld_bekend": Ruilstatus.OVERGENOMEN, "leg_vast": Ruilstatus.BEKEND}[handeling]
    hele_eenheid = bereik.omvat(policy.doel(policy.RUIL))
    if not hele_eenheid and not bereik.teams:
        raise GeenToegang(handeling, policy.RUIL)
    voorwaarde = Ruil.status == status
    with ctx.database.lezen() as s:
        return ruilbeelden(s, voorwaarde if hele_eenheid else and_(voorwaarde, Ruil.team_id.in_(bereik.teams)))


def ruildossier(ctx: Context, ruil_id: int) -> Ruildossier:
    """Return a swap with its steps and what it does; of an open offer, what it would do if the reader took it.

    Raises ``GeenToegang``, also when there is no such swap.
    """
    with ctx.database.lezen() as s:
        gevonden = ruilbeelden(s, Ruil.id == ruil_id)
        ruil = s.get(Ruil, ruil_id)
        if not gevonden or ruil is None:
            raise GeenToegang("bekijk", policy.RUIL)
        eis_zicht(ctx, ruil)
        [beeld] = gevonden
        return Ruildossier(
            beeld,
            stapregels(s, policy.RUIL, ruil_id),
            gevolg_van(s, ctx, _overdrachten(ctx, beeld)) if beeld.loopt else None,
        )


def _overdrachten(ctx: Context, ruil: Ruilbeeld) -> list[Overdracht]:
    nemer = ruil.overnemer_id or ruil.gevraagde_id
    if nemer is None and ctx.actor.medewerker_id != ruil.aanbieder_id:
        nemer = ctx.actor.medewerker_id
    uit = []
    for deel in ruil.delen:
        heen = deel.richting is Ruilrichting.HEEN
        eruit, erin = (ruil.aanbieder_id, nemer) if heen else (nemer, ruil.aanbieder_id)
        uit.append(Overdracht(deel.dienst_id, deel.van, deel.tot, eruit, erin, Deelreden.RUIL, ruil.id))
    return uit


def ruilbeelden(s: Session, voorwaarde: ColumnElement[bool]) -> tuple[Ruilbeeld, ...]:
    """Return the swaps that a condition names with their parts, in one query; the nearest duty first."""
    aanbieder, gevraagde, overnemer = aliased(Medewerker), aliased(Medewerker), aliased(Medewerker)
    rijen = s.execute(
        select(Ruil, Team.naam, aanbieder.naam, gevraagde.naam, overnemer.naam, Ruildeel, Dienst)
        .join(Team, Team.id == Ruil.team_id)
        .join(aanbieder, aanbieder.id == Ruil.aanbieder_id)
        .outerjoin(gevraagde, gevraagde.id == Ruil.gevraagde_id)
        .outerjoin(overnemer, overnemer.id == Ruil.overnemer_id)
        .join(Ruildeel, Ruildeel.ruil_id == Ruil.id)
        .join(Dienst, Dienst.id == Ruildeel.dienst_id)
        .where(voorwaarde)
        .order_by(Ruil.id, Ruildeel.id)
    ).all()
    delen: dict[int, list[Ruildeelregel]] = {}
    for rij in rijen:
        deel, dienst = rij[5], rij[6]
        delen.setdefault(deel.ruil_id, []).append(
            Ruildeelregel(
                dienst.id,
                dienst.dinsdag,
                deel.richting,
                deel.van,
                deel.tot,
                (deel.van, deel.tot) == (dienst.begin, dienst.einde),
            )
        )
    beelden = {
        ruil.id: Ruilbeeld(
            ruil.id,
            ruil.team_id,
            teamnaam,
            ruil.status,
            ruil.aanbieder_id,
            naam_een,
            ruil.gevraagde_id,
            naam_twee,
            ruil.overnemer_id,
            naam_drie,
            ruil.aangeboden_op,
            ruil.vastgelegd_op,
            tuple(delen[ruil.id]),
        )
        for ruil, teamnaam, naam_een, naam_twee, naam_drie, _, _ in rijen
    }
    return tuple(sorted(beelden.values(), key=lambda ruil: (ruil.heen.van, ruil.id)))
