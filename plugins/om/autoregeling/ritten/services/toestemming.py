# SPDX-License-Identifier: EUPL-1.2
"""Consent of the driver with scope, term and withdrawal, and who looked at the driver's trips (5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.models import Voertuig
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten.models import Ritinzage, Rittoestemming
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.zicht import Inzagedoel, Kijker, Omvang, Zicht

OBJECT = "om.rittoestemming"
_OP_EEN_PAGINA = 200


@dataclass(frozen=True)
class Toestemming:
    """A consent as the driver sees it."""

    id: int
    omvang: Omvang
    kijker: Kijker
    van: date
    tot_en_met: date
    gegeven_op: datetime
    ingetrokken_op: datetime | None


@dataclass(frozen=True)
class Gezien:
    """Somebody looked at the driver's trips."""

    op: datetime
    naam: str
    kijker: Kijker
    doel: Inzagedoel
    zicht: Zicht
    jaar: int
    aantal: int
    kenteken: str | None


def geef(ctx: Context, omvang: Omvang, kijker: Kijker, van: date, tot_en_met: date) -> int:
    """Let a role see more of the actor's own trips, for a term. Returns its number. Raises ``Geweigerd``."""
    zelf = _eigen(ctx)
    if van < ctx.vandaag:
        raise Geweigerd("van", "toestemming begint vandaag of later")
    if tot_en_met < van:
        raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
    if omvang is Omvang.WOONWERK and kijker is not Kijker.WERKGEVER:
        raise Geweigerd("kijker", "woon-werkritten laat je alleen aan de werkgever zien (Autoregeling OM 5.5)")
    with ctx.database.transactie() as s:
        rij = Rittoestemming(
            medewerker_id=zelf, omvang=omvang, kijker=kijker, van=van, tot_en_met=tot_en_met, gegeven_op=ctx.nu
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "geef", OBJECT, rij.id, omvang=omvang.value, kijker=kijker.value, tot_en_met=tot_en_met)
        return rij.id


def trek_in(ctx: Context, toestemming_id: int) -> None:
    """Withdraw one's own consent: from this moment it opens nothing."""
    zelf = _eigen(ctx)
    with ctx.database.transactie() as s:
        rij = s.get(Rittoestemming, toestemming_id, with_for_update=True)
        if rij is None or rij.medewerker_id != zelf:
            raise GeenToegang("stem_toe", RIT)
        if rij.ingetrokken_op is not None:
            raise Geweigerd("", "deze toestemming is al ingetrokken")
        rij.ingetrokken_op = ctx.nu
        noteer(s, ctx, "trek_in", OBJECT, rij.id)


def eigen(ctx: Context) -> tuple[Toestemming, ...]:
    """Return the actor's own consents, the last one first."""
    zelf = _eigen(ctx)
    vraag = select(Rittoestemming).where(Rittoestemming.medewerker_id == zelf).order_by(Rittoestemming.id.desc())
    with ctx.database.lezen() as s:
        return tuple(
            Toestemming(rij.id, rij.omvang, rij.kijker, rij.van, rij.tot_en_met, rij.gegeven_op, rij.ingetrokken_op)
            for rij in s.scalars(vraag)
        )


def gezien(ctx: Context) -> tuple[Gezien, ...]:
    """Return who looked at the actor's own trips and why, the last one first."""
    zelf = _eigen(ctx)
    vraag = (
        select(Ritinzage, Medewerker.naam, Voertuig.kenteken)
        .outerjoin(Medewerker, Medewerker.id == Ritinzage.door_medewerker_id)
        .outerjoin(Voertuig, Voertuig.id == Ritinzage.voertuig_id)
        .where(Ritinzage.medewerker_id == zelf)
        .order_by(Ritinzage.id.desc())
        .limit(_OP_EEN_PAGINA)
    )
    with ctx.database.lezen() as s:
        return tuple(
            Gezien(rij.op, naam or "", rij.kijker, rij.doel, rij.zicht, rij.jaar, rij.aantal, kenteken)
            for rij, naam, kenteken in s.execute(vraag)
        )


def _eigen(ctx: Context) -> int:
    zelf = ctx.actor.medewerker_id
    ctx.eis("stem_toe", doel(medewerker_id=zelf))
    if zelf is None:
        raise GeenToegang("stem_toe", RIT)
    return zelf
