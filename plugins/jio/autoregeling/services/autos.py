# SPDX-License-Identifier: EUPL-1.2
"""The cars themselves (JIO 8.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.policy import GeenToegang
from core.rules import Centen, Geweigerd
from core.storage.audit import noteer
from plugins.jio.autoregeling import policy
from plugins.jio.autoregeling.models import Auto, Autosoort, Reservering
from plugins.jio.autoregeling.procedure import Reserveringstatus
from plugins.jio.consignatie.policy import doel

BEZET = (Reserveringstatus.GERESERVEERD, Reserveringstatus.ONDERWEG, Reserveringstatus.ONVOLLEDIG)
"""A reservation in one of these keeps the car from others."""


@dataclass(frozen=True)
class Autobeeld:
    """A car as a page shows it, with whether it is free in the asked time."""

    auto: Auto
    vrij: bool


def kenteken_van(tekst: str) -> str:
    """Return a registration number in capitals without dashes. Raises ``Geweigerd``."""
    kenteken = "".join(teken for teken in tekst.upper() if teken.isalnum())
    if not 4 <= len(kenteken) <= 8:
        raise Geweigerd("kenteken", "schrijf een kenteken, als 12-ABC-3")
    return kenteken


def voeg_toe(
    ctx: Context,
    *,
    kenteken: str,
    omschrijving: str,
    soort: Autosoort,
    standplaats: str,
    elektronisch: bool,
    fiscale_waarde: Centen | None = None,
    apk_tot_en_met: date | None = None,
) -> int:
    """Add a car. Returns its number. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("beheer", doel(policy.AUTO))
    kenteken = kenteken_van(kenteken)
    for veld, waarde in (("omschrijving", omschrijving), ("standplaats", standplaats)):
        if not waarde.strip():
            raise Geweigerd(veld, "vul dit in")
    with ctx.database.transactie() as s:
        if s.scalar(select(exists().where(Auto.kenteken == kenteken))):
            raise Geweigerd("kenteken", "deze auto staat er al")
        auto = Auto(
            kenteken=kenteken,
            omschrijving=omschrijving.strip(),
            soort=soort,
            standplaats=standplaats.strip(),
            elektronisch=elektronisch,
            fiscale_waarde_centen=fiscale_waarde,
            apk_tot_en_met=apk_tot_en_met,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(auto)
        s.flush()
        noteer(s, ctx, "voeg_toe", policy.AUTO, auto.id, kenteken=kenteken)
        return auto.id


def neem_uit_gebruik(ctx: Context, auto_id: int) -> None:
    """Take a car out of use from today on; who reserved it must be told first."""
    ctx.eis("beheer", doel(policy.AUTO))
    with ctx.database.transactie() as s:
        auto = zoek(s, auto_id, slot=True)
        wachtend = exists().where(Reservering.auto_id == auto_id, Reservering.status.in_(BEZET))
        if s.scalar(select(wachtend)):
            raise Geweigerd("", "er staat nog een reservering open voor deze auto; annuleer of rond die eerst af")
        auto.buiten_gebruik_op = auto.buiten_gebruik_op or ctx.vandaag
        noteer(s, ctx, "neem_uit_gebruik", policy.AUTO, auto.id)


def lijst(ctx: Context, soort: Autosoort | None = None) -> tuple[Auto, ...]:
    """Return the cars in use. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.AUTO))
    with ctx.database.lezen() as s:
        vraag = select(Auto).where(Auto.buiten_gebruik_op.is_(None)).order_by(Auto.standplaats, Auto.kenteken)
        return tuple(s.scalars(vraag if soort is None else vraag.where(Auto.soort == soort)))


def poolautos(ctx: Context, van: datetime, tot: datetime) -> tuple[Autobeeld, ...]:
    """Return the pool cars with whether each is free in a time. Raises ``GeenToegang``."""
    alle = lijst(ctx, Autosoort.POOLAUTO)
    with ctx.database.lezen() as s:
        bezet = set(
            s.scalars(
                select(Reservering.auto_id).where(
                    Reservering.status.in_(BEZET), Reservering.van < tot, Reservering.tot > van
                )
            )
        )
    return tuple(Autobeeld(auto, auto.id not in bezet) for auto in alle)


def zoek(s: Session, auto_id: int, *, slot: bool = False) -> Auto:
    """Return a car, locked when asked. Raises ``GeenToegang`` for one that does not exist."""
    vraag = select(Auto).where(Auto.id == auto_id)
    auto = s.scalar(vraag.with_for_update() if slot else vraag)
    if auto is None:
        raise GeenToegang("bekijk", policy.AUTO)
    return auto
