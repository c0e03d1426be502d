# SPDX-License-Identifier: EUPL-1.2
"""Which units an actor may look at or act for: the role and the row as werkgever or fleet manager are both asked."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.context import Context
from core.people.models import Teamlid
from core.people.opzoeken import teams_van
from core.people.policy import AUDITOR, HR, GeenToegang
from plugins.om.autoregeling.opzoeken import beheerde_onderdelen, onderdelen_als_werkgever
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, LOKAAL_BEHEER, WERKGEVER
from plugins.om.autoregeling.wagenpark.policy import doel

Onderdelen = frozenset[int] | None
"""Units; None is all of them."""

GEEN: frozenset[int] = frozenset()


def heeft_rol(ctx: Context, *rollen: str) -> bool:
    """Tell whether the actor has one of these roles for the OM now."""
    return any(rol.rol in rollen and rol.team_id is None and rol.eenheid in (None, EENHEID) for rol in ctx.actor.rollen)


def werkgever_van(s: Session, ctx: Context) -> Onderdelen:
    """Return of which units the actor is werkgever: by role and by row."""
    zelf = ctx.actor.medewerker_id
    if zelf is None or not heeft_rol(ctx, WERKGEVER.id):
        return GEEN
    return onderdelen_als_werkgever(s, zelf, ctx.vandaag)


def beheerder_van(s: Session, ctx: Context) -> Onderdelen:
    """Return of which units the actor manages the cars: by role and by row."""
    zelf = ctx.actor.medewerker_id
    if zelf is None or not heeft_rol(ctx, CENTRAAL_BEHEER.id, LOKAAL_BEHEER.id):
        return GEEN
    onderdelen = beheerde_onderdelen(s, zelf, ctx.vandaag)
    # A row for all units is that of Centraal Wagenparkbeheer, and asks that role.
    return GEEN if onderdelen is None and not heeft_rol(ctx, CENTRAAL_BEHEER.id) else onderdelen


def zichtbaar(s: Session, ctx: Context, soort: str) -> Onderdelen:
    """Return of which units the actor sees every object of a kind.

    Auditor and HR see all of them, werkgever and fleet managers their own; each only where the policy gives that role
    a row for this kind.
    """
    ziet = {regel.rol for regel in ctx.installatie.beleid.regels if (regel.handeling, regel.soort) == ("bekijk", soort)}
    if ctx.actor.is_programma or heeft_rol(ctx, *ziet & {AUDITOR.id, HR.id}):
        return None
    delen = [werkgever_van(s, ctx)] if WERKGEVER.id in ziet else []
    if heeft_rol(ctx, *ziet & {CENTRAAL_BEHEER.id, LOKAAL_BEHEER.id}):
        delen.append(beheerder_van(s, ctx))
    gezien: frozenset[int] = GEEN
    for deel in delen:
        if deel is None:
            return None
        gezien |= deel
    return gezien


def omvat(onderdelen: Onderdelen, onderdeel_id: int | None) -> bool:
    """Tell whether a unit is among these."""
    return onderdelen is None or onderdeel_id in onderdelen


def in_onderdelen(kolom: InstrumentedAttribute[int], onderdelen: Onderdelen) -> ColumnElement[bool]:
    """Return the condition that a row belongs to one of these units."""
    if onderdelen is None:
        return true()
    return kolom.in_(sorted(onderdelen)) if onderdelen else false()


def van_wie(
    s: Session,
    ctx: Context,
    soort: str,
    onderdeel: InstrumentedAttribute[int],
    medewerker: InstrumentedAttribute[int],
    onderdelen: Onderdelen,
) -> ColumnElement[bool]:
    """Return the condition that a row is the actor's own, of somebody in a team that he leads, or of these units."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", soort)
    delen = [in_onderdelen(onderdeel, onderdelen)]
    if bereik.medewerker_id is not None:
        delen.append(medewerker == bereik.medewerker_id)
    if bereik.teams:
        vandaag = ctx.vandaag
        leden = Teamlid.team_id.in_(sorted(bereik.teams)) & (Teamlid.van <= vandaag)
        leden &= or_(Teamlid.tot_en_met.is_(None), Teamlid.tot_en_met >= vandaag)
        delen.append(medewerker.in_(select(Teamlid.medewerker_id).where(leden)))
    return or_(*delen)


def eis_over(s: Session, ctx: Context, handeling: str, soort: str, medewerker_id: int) -> None:
    """Raise ``GeenToegang`` unless the actor may do this to what is the own, or of somebody in an own team."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, handeling, soort)
    if bereik.omvat(doel(soort, medewerker_id)):
        return
    if not bereik.teams & {team.id for team in teams_van(s, medewerker_id, ctx.vandaag)}:
        raise GeenToegang(handeling, soort)
