# SPDX-License-Identifier: EUPL-1.2
"""The limit on guessing: how often it failed of late, for a name or from an address; both only as keyed hashes.

Each kind of secret counts on its own. What a forgotten program keeps asking must not keep people from logging in.
"""

from __future__ import annotations

import hmac
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from core.people.models import Inlogpoging
from core.storage.engine import Database
from core.storage.sloten import vergrendel

VENSTER = timedelta(minutes=15)
MISLUKT_PER_ADRES = 20


def vrij_vanaf(database: Database, soort: str, adres: str, nu: datetime, geheim: str) -> datetime:
    """Return when a network address may try a secret of a kind again: now, or later. Nothing is written."""
    waar = sleutel(geheim, f"{soort}.adres", netwerk(adres))
    with database.lezen() as s:
        return vrij_op(s, Inlogpoging.adres_hash == waar, MISLUKT_PER_ADRES, nu)


def tel_mislukt(database: Database, soort: str, geraden: str, adres: str, nu: datetime, geheim: str) -> None:
    """Count a wrong secret against the network address that it came from.

    The same wrong one counts once in the window: a program that keeps asking for what was revoked guesses nothing.
    """
    wat, waar = sleutel(geheim, soort, geraden), sleutel(geheim, f"{soort}.adres", netwerk(adres))
    with database.transactie() as s:
        vergrendel(s, f"core_inlogpoging.adres:{waar.hex()}")
        s.execute(delete(Inlogpoging).where(Inlogpoging.op <= nu - VENSTER))
        al_geteld = s.scalar(
            select(Inlogpoging.id).where(Inlogpoging.wie_hash == wat, Inlogpoging.adres_hash == waar).limit(1)
        )
        # Over the limit nothing is looked up any more, so there is nothing to count either.
        if al_geteld is None and vrij_op(s, Inlogpoging.adres_hash == waar, MISLUKT_PER_ADRES, nu) <= nu:
            s.add(Inlogpoging(wie_hash=wat, adres_hash=waar, op=nu, gelukt=False))


def vrij_op(s: Session, van_wie: ColumnElement[bool], grens: int, nu: datetime) -> datetime:
    """Return when fewer than ``grens`` failures stand in the window: now, or later."""
    mislukt = s.scalars(
        select(Inlogpoging.op)
        .where(van_wie, Inlogpoging.gelukt.is_(False), Inlogpoging.op > nu - VENSTER)
        .order_by(Inlogpoging.op.desc())
        .limit(grens)
    ).all()
    return nu if len(mislukt) < grens else mislukt[-1] + VENSTER


def netwerk(adres: str) -> str:
    """Return what tells one visitor from another: the address, or of version 6 its network."""
    # A household has 2^64 addresses of version 6; only its network tells it from others.
    try:
        ip = ipaddress.ip_address(adres)
    except ValueError:
        return adres
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else adres


def sleutel(geheim: str, soort: str, waarde: str) -> bytes:
    """Return the keyed hash under which a name or an address is counted."""
    return hmac.digest(geheim.encode(), f"{soort}:{waarde}".encode(), "sha256")
