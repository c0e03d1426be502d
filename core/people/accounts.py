# SPDX-License-Identifier: EUPL-1.2
"""Accounts of those who log in: making and closing them, passwords, one-time codes and roles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Account, Roltoekenning, Sessie, Team
from core.people.opzoeken import loopt_in, medewerker
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER, Doel, GeenToegang, Relatie
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel

#: argon2id with 19 MiB and two passes: what a worker of 150 MiB can carry.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

MINSTE_TEKENS, MEESTE_TEKENS = 12, 200

UITGEVER = "Annex"
STAP_SECONDEN = 30

PAGINA = 25

ACCOUNT = "core.account"

_NAAM = re.compile(r"[a-z0-9][a-z0-9._-]{1,99}")


@dataclass(frozen=True)
class Totpsleutel:
    """A new secret for one-time codes, as text to type and as address for a QR code."""

    geheim: str
    uri: str


@dataclass(frozen=True)
class Toegekend:
    """A role that an account has or had."""

    id: int
    rol: str
    eenheid: str | None
    team_id: int | None
    van: date
    tot_en_met: date | None
    ingetrokken_op: datetime | None


@dataclass(frozen=True)
class Accountregel:
    """An account as its administrator sees it."""

    id: int
    naam: str
    weergavenaam: str
    medewerker_id: int | None
    actief: bool
    met_code: bool
    rollen: tuple[Toegekend, ...]


def maak_account(
    ctx: Context,
    naam: str,
    wachtwoord: str,
    weergavenaam: str,
    medewerker_id: int | None = None,
    taal: str = "nl",
) -> int:
    """Make an account to log in with and return its id; the key pair is made at the first log-in.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("wijzig", Doel(ACCOUNT))
    naam = naam.strip().lower()
    if not _NAAM.fullmatch(naam):
        raise Geweigerd("naam", "gebruik 2 tot 100 kleine letters, cijfers, punten of streepjes")
    if not weergavenaam.strip():
        raise Geweigerd("weergavenaam", "schrijf wie dit is")
    hash_ = hash_wachtwoord(naam, wachtwoord, veld="wachtwoord")
    with ctx.database.transactie() as s:
        vergrendel(s, "core_account")
        if s.scalar(select(Account.id).where(Account.naam == naam)):
            raise Geweigerd("naam", "deze naam is al in gebruik")
        if medewerker_id is not None:
            medewerker(s, medewerker_id)
            if s.scalar(select(Account.id).where(Account.medewerker_id == medewerker_id)):
                raise Geweigerd("medewerker", "deze medewerker heeft al een account")
        account = Account(
            naam=naam,
            medewerker_id=medewerker_id,
            weergavenaam=weergavenaam.strip(),
            wachtwoord_hash=hash_,
            taal=taal,
        )
        s.add(account)
        s.flush()
        noteer(s, ctx, "maak", ACCOUNT, account.id, medewerker=medewerker_id)
        return account.id


def zet_wachtwoord(ctx: Context, account_id: int, nieuw: str) -> None:
    """Give somebody who forgot it a new password, and end the sessions of that account.

    Whoever logs in with it must choose another before anything else opens.

    The key pair opened only with the old password: the next log-in makes a new one, and what was sealed for the old
    one has to be sealed again by somebody who can read it. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("wijzig", Doel(ACCOUNT))
    with ctx.database.lezen() as s:
        naam = _account(s, account_id).naam
    hash_ = hash_wachtwoord(naam, nieuw, veld="nieuw")
    with ctx.database.transactie() as s:
        account = _andermans(ctx, s, account_id)
        account.wachtwoord_hash, account.moet_wijzigen = hash_, True
        account.openbare_sleutel = account.verzegelde_sleutel = None
        s.execute(delete(Sessie).where(Sessie.account_id == account_id))
        noteer(s, ctx, "zet_wachtwoord", ACCOUNT, account_id)


def zet_actief(ctx: Context, account_id: int, actief: bool) -> None:
    """Close an account and end its sessions, or open it again. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("wijzig", Doel(ACCOUNT))
    with ctx.database.transactie() as s:
        account = _andermans(ctx, s, account_id)
        account.actief = actief
        if not actief:
            s.execute(delete(Sessie).where(Sessie.account_id == account_id))
        noteer(s, ctx, "open" if actief else "sluit", ACCOUNT, account_id)


def nieuwe_totp(inlognaam: str, geheim: str | None = None) -> Totpsleutel:
    """Return a new secret for one-time codes, or show the same again; it counts once ``zet_totp`` saw its code."""
    geheim = geheim or pyotp.random_base32()
    return Totpsleutel(geheim, pyotp.TOTP(geheim).provisioning_uri(name=inlognaam, issuer_name=UITGEVER))


def zet_totp(ctx: Context, geheim: str, code: str) -> None:
    """Let the actor's own account ask for a one-time code from now on; ``code`` shows that the app has the secret.

    Raises ``GeenToegang`` for who has no account, and ``Geweigerd``.
    """
    if ctx.actor.account_id is None:
        raise GeenToegang("wijzig", ACCOUNT)
    stap = totp_stap(geheim, code, ctx.nu, None)
    if stap is None:
        raise Geweigerd("code", "deze code klopt niet; kijk of de klok van je telefoon gelijk loopt")
    with ctx.database.transactie() as s:
        account = _account(s, ctx.actor.account_id)
        if account.totp_geheim is not None:
            raise Geweigerd("code", "je logt al in met een code; laat een beheerder die eerst wissen")
        account.totp_geheim, account.totp_laatste_stap = geheim, stap
        noteer(s, ctx, "zet_totp", ACCOUNT, account.id)


def wis_totp(ctx: Context, account_id: int) -> None:
    """Let somebody who lost the phone log in without a code. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("wijzig", Doel(ACCOUNT))
    with ctx.database.transactie() as s:
        account = _andermans(ctx, s, account_id)
        account.totp_geheim = account.totp_laatste_stap = None
        noteer(s, ctx, "wis_totp", ACCOUNT, account_id)


def ken_rol_toe(
    ctx: Context,
    account_id: int,
    rol: str,
    *,
    van: date,
    tot_en_met: date | None = None,
    eenheid: str | None = None,
    team_id: int | None = None,
) -> int:
    """Give an account a role for a period: for a unit, for a team, or everywhere. Nobody gives themselves a role.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("wijzig", Doel(ACCOUNT))
    if rol not in ctx.installatie.rollen or rol in (MEDEWERKER.id, LEIDINGGEVENDE.id):
        raise Geweigerd("rol", "deze rol is niet toe te kennen; medewerker en leidinggevende volgen uit het werk")
    if tot_en_met is not None and tot_en_met < van:
        raise Geweigerd("tot_en_met", "het einde ligt voor het begin")
    if eenheid is not None and eenheid not in ctx.installatie.eenheden:
        raise Geweigerd("eenheid", "dit dienstonderdeel bestaat niet")
    begrensd = any(
        regel.rol == rol and regel.relatie in (Relatie.EIGEN_EENHEID, Relatie.EIGEN_TEAM)
        for regel in ctx.installatie.beleid.regels
    )
    if not begrensd and (eenheid is not None or team_id is not None):
        # A scope that no row of the table looks at would promise a limit that is not there.
        raise Geweigerd("eenheid", "deze rol geldt voor alle dienstonderdelen; laat dienstonderdeel en team leeg")
    with ctx.database.transactie() as s:
        vergrendel(s, f"core_roltoekenning:{account_id}")
        _andermans(ctx, s, account_id)
        if team_id is not None:
            team = s.get(Team, team_id)
            if team is None or eenheid not in (None, team.eenheid):
                raise Geweigerd("team", "dit team bestaat niet bij dit dienstonderdeel")
            eenheid = team.eenheid
        if s.scalar(
            select(Roltoekenning.id).where(
                Roltoekenning.account_id == account_id,
                Roltoekenning.rol == rol,
                Roltoekenning.eenheid.is_not_distinct_from(eenheid),
                Roltoekenning.team_id.is_not_distinct_from(team_id),
                Roltoekenning.ingetrokken_op.is_(None),
                loopt_in(Roltoekenning.van, Roltoekenning.tot_en_met, van, tot_en_met),
            )
        ):
            raise Geweigerd("van", "dit account heeft deze rol in die periode al")
        toekenning = Roltoekenning(
            account_id=account_id, rol=rol, eenheid=eenheid, team_id=team_id, van=van, tot_en_met=tot_en_met
        )
        s.add(toekenning)
        s.flush()
        noteer(
            s,
            ctx,
            "ken_toe",
            "core.roltoekenning",
            toekenning.id,
            account=account_id,
            rol=rol,
            eenheid=eenheid,
            team=team_id,
            van=van,
            tot_en_met=tot_en_met,
        )
        return toekenning.id


def trek_rol_in(ctx: Context, toekenning_id: int) -> None:
    """Withdraw a role from now on. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("wijzig", Doel(ACCOUNT))
    with ctx.database.transactie() as s:
        toekenning = s.get(Roltoekenning, toekenning_id, with_for_update=True)
        if toekenning is None or toekenning.ingetrokken_op is not None:
            raise Geweigerd("rol", "deze toekenning bestaat niet of is al ingetrokken")
        toekenning.ingetrokken_op = ctx.nu
        noteer(s, ctx, "trek_in", "core.roltoekenning", toekenning_id, account=toekenning.account_id)


def zoek_accounts(ctx: Context, tekst: str = "", pagina: int = 1) -> tuple[Accountregel, ...]:
    """Return a page of 25 accounts whose names contain the text, with their roles. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel(ACCOUNT))
    with ctx.database.lezen() as s:
        accounts = s.scalars(
            select(Account)
            .where(
                Account.naam.contains(tekst.strip().lower(), autoescape=True)
                | func.lower(Account.weergavenaam).contains(tekst.strip().lower(), autoescape=True)
            )
            .order_by(Account.naam)
            .offset((max(pagina, 1) - 1) * PAGINA)
            .limit(PAGINA)
        ).all()
        rollen: dict[int, list[Toegekend]] = {account.id: [] for account in accounts}
        for rij in s.scalars(
            select(Roltoekenning).where(Roltoekenning.account_id.in_(rollen)).order_by(Roltoekenning.id)
        ):
            rollen[rij.account_id].append(
                Toegekend(rij.id, rij.rol, rij.eenheid, rij.team_id, rij.van, rij.tot_en_met, rij.ingetrokken_op)
            )
    return tuple(
        Accountregel(
            account.id,
            account.naam,
            account.weergavenaam,
            account.medewerker_id,
            account.actief,
            account.totp_geheim is not None,
            tuple(rollen[account.id]),
        )
        for account in accounts
    )


def hash_wachtwoord(inlognaam: str, wachtwoord: str, *, veld: str) -> str:
    """Return the argon2id hash of a new password. Raises ``Geweigerd`` for one that is too short or is the name."""
    if not MINSTE_TEKENS <= len(wachtwoord) <= MEESTE_TEKENS:
        raise Geweigerd(veld, f"een wachtwoord heeft {MINSTE_TEKENS} tot {MEESTE_TEKENS} tekens")
    if inlognaam in wachtwoord.lower() or len(set(wachtwoord)) < 4:
        raise Geweigerd(veld, "dit wachtwoord is te makkelijk te raden; een zin van vier woorden werkt goed")
    return HASHER.hash(normaal(wachtwoord))


def wachtwoord_klopt(hash_: str, wachtwoord: str) -> bool:
    """Tell whether the password belongs to the hash."""
    try:
        HASHER.verify(hash_, normaal(wachtwoord[:MEESTE_TEKENS]))
    except (VerificationError, InvalidHashError):
        return False
    return len(wachtwoord) <= MEESTE_TEKENS


def normaal(wachtwoord: str) -> str:
    """Return a password in the form that is hashed: the same letters from another keyboard are the same password."""
    return unicodedata.normalize("NFC", wachtwoord)


def totp_stap(geheim: str, code: str, nu: datetime, laatste_stap: int | None) -> int | None:
    """Return the step of 30 seconds to which the code belongs, one step around now; None for a wrong or used code."""
    code = "".join(code.split())
    totp = pyotp.TOTP(geheim, interval=STAP_SECONDEN)
    nu_stap = int(nu.timestamp()) // STAP_SECONDEN
    for stap in (nu_stap - 1, nu_stap, nu_stap + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(stap), code) and (laatste_stap is None or stap > laatste_stap):
            return stap
    return None


def _account(s: Session, account_id: int) -> Account:
    account = s.get(Account, account_id, with_for_update=True)
    if account is None:
        raise Geweigerd("account", "dit account bestaat niet")
    return account


def _andermans(ctx: Context, s: Session, account_id: int) -> Account:
    if account_id == ctx.actor.account_id:
        raise Geweigerd("account", "voor je eigen account doet een andere beheerder dit")
    return _account(s, account_id)
