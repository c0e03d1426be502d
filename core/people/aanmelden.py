# SPDX-License-Identifier: EUPL-1.2
"""Logging in: the password, the one-time code, the limit on guessing, and sessions that the server keeps."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, bindparam, delete, select, update
from sqlalchemy.orm import Session

from core.calendar.tijd import lokaal
from core.context import Context
from core.people.accounts import hash_wachtwoord, normaal, totp_stap, wachtwoord_klopt
from core.people.models import Account, Inlogpoging, Sessie
from core.people.opzoeken import actor_van
from core.people.pogingen import MISLUKT_PER_ADRES, VENSTER, netwerk, sleutel, vrij_op
from core.people.policy import Actor, Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer, noteer_van
from core.storage.engine import Database, OpslagNietBereikbaar
from core.storage.sealed import herverzegel, maak_sleutelpaar
from core.storage.sloten import vergrendel

MISLUKT_PER_ACCOUNT = 5

STIL = timedelta(minutes=30)
"""A session ends after this long without a request."""
LANGST = timedelta(hours=10)
"""A session ends after this long in any case."""
BIJHOUDEN = timedelta(minutes=1)
"""How often at most the last request of a session is written down."""

# Of a random password that nobody kept, by the same recipe: an unknown name takes as long as a known one.
NIEMANDS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$xaYOBZhx9mDkOpBHY58LxQ$FqhP7kjj0WVs39nEBQTYroHU7VWV24H8aY7HQJsqQ0I"


@dataclass(frozen=True)
class Sessietoken:
    """What a browser gets after logging in; the server keeps only a hash of ``token``."""

    token: str
    csrf: str
    account_id: int
    taal: str
    verloopt_op: datetime


class InloggenMislukt(Exception):
    """Name, password or code is wrong, or the account is closed; the message does not tell which."""

    def __init__(self) -> None:
        super().__init__("Naam, wachtwoord of code klopt niet.")


class TeVaakGeprobeerd(Exception):
    """Too many attempts failed for this name or from this address; ``opnieuw_op`` is when the next one may be made."""

    def __init__(self, opnieuw_op: datetime) -> None:
        super().__init__(
            f"Er is te vaak geprobeerd in te loggen. Probeer het na {lokaal(opnieuw_op):%H.%M} uur opnieuw."
        )
        self.opnieuw_op = opnieuw_op


def log_in(
    database: Database, naam: str, wachtwoord: str, code: str | None, adres: str, nu: datetime, geheim: str
) -> Sessietoken:
    """Check name, password and (where the account has one) one-time code, and begin a session with a new token.

    ``adres`` is the network address of the browser, ``geheim`` the server's secret for keyed hashes. Raises
    ``InloggenMislukt`` and ``TeVaakGeprobeerd``.
    """
    naam = naam.strip().lower()
    poging = _begin_poging(database, naam, adres, nu, geheim)
    with database.lezen() as s:
        account = s.scalar(select(Account).where(Account.naam == naam))
    # Hashing takes a while and stays outside the transaction that writes.
    klopt = wachtwoord_klopt(account.wachtwoord_hash if account else NIEMANDS_HASH, wachtwoord)
    if account is None or not klopt:
        raise InloggenMislukt
    sleutels = maak_sleutelpaar(normaal(wachtwoord)) if account.openbare_sleutel is None else None
    with database.transactie() as s:
        huidig = s.get(Account, account.id, with_for_update=True)
        if huidig is None or not huidig.actief or huidig.wachtwoord_hash != account.wachtwoord_hash:
            raise InloggenMislukt
        if huidig.totp_geheim is not None:
            # Under the lock on the row, so that two requests cannot use one code.
            stap = totp_stap(huidig.totp_geheim, code or "", nu, huidig.totp_laatste_stap)
            if stap is None:
                raise InloggenMislukt
            huidig.totp_laatste_stap = stap
        if sleutels is not None and huidig.openbare_sleutel is None:
            huidig.openbare_sleutel, huidig.verzegelde_sleutel = sleutels
        s.execute(update(Inlogpoging).where(Inlogpoging.id == poging).values(gelukt=True))
        s.execute(delete(Sessie).where(_verlopen(nu)))
        noteer_van(s, huidig.id, nu, "log_in", "core.account", huidig.id)
        return _begin_sessie(s, huidig, nu)


def sessie_van(database: Database, token: str, nu: datetime) -> tuple[Sessie, Account] | None:
    """Return the session of a token and its account, or None when it has ended or the account is closed.

    Writes when the session was last used, at most once a minute.
    """
    with database.lezen() as s:
        gevonden = s.execute(_open_sessie(), {"token": _hash(token), "nu": nu, "stil_sinds": nu - STIL}).first()
    if gevonden is None:
        return None
    sessie, account = gevonden
    if sessie.laatst_gezien_op <= nu - BIJHOUDEN:
        # While a large import holds the database, reading goes on; a later request writes it down.
        with suppress(OpslagNietBereikbaar), database.transactie() as s:
            s.execute(update(Sessie).where(Sessie.token_hash == sessie.token_hash).values(laatst_gezien_op=nu))
    return sessie, account


@cache
def _open_sessie() -> Select[Sessie, Account]:
    """Return the question behind every request, built once: building it costs more than asking."""
    return (
        select(Sessie, Account)
        .join(Account, Account.id == Sessie.account_id)
        .where(
            Sessie.token_hash == bindparam("token"),
            Account.actief.is_(True),
            Sessie.verloopt_op > bindparam("nu"),
            Sessie.laatst_gezien_op > bindparam("stil_sinds"),
        )
    )


def log_uit(database: Database, token: str) -> None:
    """End the session of a token; nothing happens when it has ended already."""
    with database.transactie() as s:
        s.execute(delete(Sessie).where(Sessie.token_hash == _hash(token)))


def beeindig_sessies(ctx: Context, account_id: int, behalve: str | None = None) -> int:
    """End the sessions of an account, the actor's own or as administrator, and return how many.

    The session of the token ``behalve`` goes on. Raises ``GeenToegang``.
    """
    if account_id != ctx.actor.account_id:
        ctx.eis("wijzig", Doel("core.account"))
    with ctx.database.transactie() as s:
        aantal = _beeindig(s, account_id, behalve)
        noteer(s, ctx, "beeindig_sessies", "core.account", account_id, aantal=aantal)
        return aantal


def wijzig_wachtwoord(ctx: Context, oud: str, nieuw: str, *, token: str, adres: str, geheim: str) -> None:
    """Change the actor's own password, seal the private key with it, and end all other sessions than that of ``token``.

    Guessing the old password counts as failing to log in. Raises ``GeenToegang``, ``Geweigerd`` and
    ``TeVaakGeprobeerd``.
    """
    if ctx.actor.account_id is None:
        raise GeenToegang("wijzig", "core.account")
    with ctx.database.lezen() as s:
        account = s.get_one(Account, ctx.actor.account_id)
    hash_ = hash_wachtwoord(account.naam, nieuw, veld="nieuw")
    if normaal(oud) == normaal(nieuw):
        raise Geweigerd("nieuw", "dit is je oude wachtwoord; kies een ander")
    poging = _begin_poging(ctx.database, account.naam, adres, ctx.nu, geheim)
    if not wachtwoord_klopt(account.wachtwoord_hash, oud):
        raise Geweigerd("oud", "dit is niet je wachtwoord")
    verzegeld = account.verzegelde_sleutel
    if verzegeld is not None:
        verzegeld = herverzegel(verzegeld, normaal(oud), normaal(nieuw))
    with ctx.database.transactie() as s:
        huidig = s.get_one(Account, account.id, with_for_update=True)
        if huidig.wachtwoord_hash != account.wachtwoord_hash:
            raise Geweigerd("oud", "je wachtwoord is intussen gewijzigd")
        huidig.wachtwoord_hash, huidig.verzegelde_sleutel, huidig.moet_wijzigen = hash_, verzegeld, False
        s.execute(update(Inlogpoging).where(Inlogpoging.id == poging).values(gelukt=True))
        _beeindig(s, account.id, token)
        noteer(s, ctx, "wijzig_wachtwoord", "core.account", account.id)


def actor_van_naam(database: Database, naam: str, vandaag: date) -> Actor:
    """Return who acts under a log-in name, for a command line that its caller is trusted with. Raises ``Geweigerd``."""
    with database.lezen() as s:
        account_id = s.scalar(select(Account.id).where(Account.naam == naam.strip().lower(), Account.actief.is_(True)))
        if account_id is None:
            raise Geweigerd("als", "er is geen open account met deze inlognaam")
        return actor_van(s, account_id, vandaag)


def _begin_poging(database: Database, naam: str, adres: str, nu: datetime, geheim: str) -> int:
    """Count the attempt as failed before it is made, so that many at once cannot slip under the limit."""
    wie, waar = sleutel(geheim, "wie", naam), sleutel(geheim, "adres", netwerk(adres))
    with database.transactie() as s:
        # Always in this order, so that two attempts never wait for each other.
        vergrendel(s, f"core_inlogpoging.wie:{wie.hex()}")
        vergrendel(s, f"core_inlogpoging.adres:{waar.hex()}")
        s.execute(delete(Inlogpoging).where(Inlogpoging.op <= nu - VENSTER))
        opnieuw_op = max(
            vrij_op(s, Inlogpoging.wie_hash == wie, MISLUKT_PER_ACCOUNT, nu),
            vrij_op(s, Inlogpoging.adres_hash == waar, MISLUKT_PER_ADRES, nu),
        )
        if opnieuw_op <= nu:
            poging = Inlogpoging(wie_hash=wie, adres_hash=waar, op=nu, gelukt=False)
            s.add(poging)
            s.flush()
            return poging.id
    raise TeVaakGeprobeerd(opnieuw_op)


def _begin_sessie(s: Session, account: Account, nu: datetime) -> Sessietoken:
    uit = Sessietoken(
        secrets.token_urlsafe(32), secrets.token_urlsafe(32), account.id, account.taal, verloopt_op=nu + LANGST
    )
    s.add(
        Sessie(
            token_hash=_hash(uit.token),
            account_id=account.id,
            csrf=uit.csrf,
            begonnen_op=nu,
            laatst_gezien_op=nu,
            verloopt_op=uit.verloopt_op,
        )
    )
    return uit


def _beeindig(s: Session, account_id: int, behalve: str | None) -> int:
    opdracht = delete(Sessie).where(Sessie.account_id == account_id)
    if behalve is not None:
        opdracht = opdracht.where(Sessie.token_hash != _hash(behalve))
    return s.execute(opdracht).rowcount  # type: ignore[attr-defined, no-any-return]


def _verlopen(nu: datetime) -> ColumnElement[bool]:
    return (Sessie.verloopt_op <= nu) | (Sessie.laatst_gezien_op <= nu - STIL)


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
