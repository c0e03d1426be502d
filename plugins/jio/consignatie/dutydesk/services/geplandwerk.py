# SPDX-License-Identifier: EUPL-1.2
"""Work planned outside office hours: agreed beforehand how incidents from it are handled (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Account
from core.people.policy import Doel
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie.dutydesk.models import Geplandwerk
from plugins.jio.consignatie.dutydesk.policy import GEPLAND_WERK
from plugins.jio.consignatie.dutydesk.services.betrokken import met_dienst
from plugins.jio.consignatie.models import Teamfunctie
from plugins.jio.consignatie.policy import doel

NASLEEP = timedelta(hours=12)
"""How long after it planned work is named with an incident: what it broke may show later. The text gives no figure."""

LAATSTE = 20
"""How much work that is over the list goes back."""


@dataclass(frozen=True)
class Werkregel:
    """Planned work with who recorded the agreements."""

    id: int
    omschrijving: str
    van: datetime
    tot: datetime
    incidenten: str
    opschaling: str
    door: str


@dataclass(frozen=True)
class Werklijst:
    """What is to come or goes on, what is over, and whether the reader may add to it."""

    komend: tuple[Werkregel, ...]
    voorbij: tuple[Werkregel, ...]
    mag_vastleggen: bool


def lijst(ctx: Context) -> Werklijst:
    """Return the planned work, the first to come first, for everybody at JIO. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(GEPLAND_WERK, medewerker_id=ctx.actor.medewerker_id))
    with ctx.database.lezen() as s:
        wat = _doel(s, ctx)
        komend = _regels(s, (Geplandwerk.tot > ctx.nu,), Geplandwerk.van, None)
        voorbij = _regels(s, (Geplandwerk.tot <= ctx.nu,), Geplandwerk.van.desc(), LAATSTE)
    return Werklijst(komend, voorbij, ctx.mag("leg_vast", wat))


def rond(s: Session, op: datetime) -> tuple[Werkregel, ...]:
    """Return the planned work during which, or shortly after which, a moment lies."""
    return _regels(s, (Geplandwerk.van <= op, Geplandwerk.tot > op - NASLEEP), Geplandwerk.van, None)


def leg_vast(ctx: Context, *, omschrijving: str, van: datetime, tot: datetime, incidenten: str, opschaling: str) -> int:
    """Record planned work with the agreements, before it begins; return its number. Raises ``Geweigerd``."""
    teksten = {"omschrijving": omschrijving, "incidenten": incidenten, "opschaling": opschaling}
    for veld, tekst in teksten.items():
        if not tekst.strip():
            raise Geweigerd(veld, "vul dit in")
        if len(tekst) > 4000:
            raise Geweigerd(veld, "dit is langer dan 4000 tekens")
    if tot <= van:
        raise Geweigerd("tot", "het werk eindigt na het begin")
    if van <= ctx.nu:
        raise Geweigerd("van", "de afspraken maak je voordat het werk begint (JIO 7.6)")
    with ctx.database.transactie() as s:
        ctx.eis("leg_vast", _doel(s, ctx))
        rij = Geplandwerk(
            **{veld: tekst.strip() for veld, tekst in teksten.items()},
            van=van,
            tot=tot,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "leg_vast", GEPLAND_WERK, rij.id)
        return rij.id


def laat_vervallen(ctx: Context, werk_id: int) -> None:
    """Let planned work that does not go on lapse, before it begins. Raises ``Geweigerd``."""
    with ctx.database.transactie() as s:
        ctx.eis("leg_vast", _doel(s, ctx))
        rij = s.get(Geplandwerk, werk_id, with_for_update=True)
        if rij is None or rij.vervallen_op is not None:
            raise Geweigerd("", "dit werk staat niet meer in de lijst")
        if rij.van <= ctx.nu:
            raise Geweigerd("", "dit werk is al begonnen en blijft staan")
        rij.vervallen_op = ctx.nu
        noteer(s, ctx, "laat_vervallen", GEPLAND_WERK, werk_id)


def _doel(s: Session, ctx: Context) -> Doel:
    """Return planned work to record as the policy sees it: whose own duty is that of operationeel manager."""
    zelf = ctx.actor.medewerker_id
    eigen = zelf is not None and met_dienst(s, Teamfunctie.OPERATIONEEL_MANAGER, ctx.nu) == zelf
    return doel(GEPLAND_WERK, medewerker_id=zelf if eigen else None)


def _regels(
    s: Session, voorwaarden: Sequence[object], volgorde: object, hoogstens: int | None
) -> tuple[Werkregel, ...]:
    rijen = s.execute(
        select(Geplandwerk, Account.weergavenaam)
        .outerjoin(Account, Account.id == Geplandwerk.vastgelegd_door)
        .where(Geplandwerk.vervallen_op.is_(None), *voorwaarden)  # type: ignore[arg-type]
        .order_by(volgorde, Geplandwerk.id)  # type: ignore[arg-type]
        .limit(hoogstens)
    )
    return tuple(
        Werkregel(w.id, w.omschrijving, w.van, w.tot, w.incidenten, w.opschaling, naam or "") for w, naam in rijen
    )
