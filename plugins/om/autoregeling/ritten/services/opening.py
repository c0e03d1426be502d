# SPDX-License-Identifier: EUPL-1.2
"""Opening what is sealed for a driver: with the driver's own password, for as long as one answer takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select

from core.context import Context
from core.people.accounts import normaal, wachtwoord_klopt
from core.people.models import Account
from core.people.pogingen import tel_mislukt, vrij_vanaf
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.sealed import SleutelBlijftDicht, open_sleutel
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten.models import Ritadressen
from plugins.om.autoregeling.ritten.verzegeling import ontzegel, pak_uit

_POGING = "om.ritten"


class Adressen(NamedTuple):
    """Where a trip went, and the remark, as the file said it."""

    van: str
    naar: str
    opmerking: str


Ritsleutel = tuple[int, str, int]
"""Car, begin in UTC as stored text, odometer at the begin."""


class Open(NamedTuple):
    """A private key that is open, and whose."""

    medewerker_id: int
    sleutel: X25519PrivateKey


def open_eigen(ctx: Context, wachtwoord: str, geheim: str, adres: str) -> Open:
    """Open the actor's own private key. A wrong password counts against the network address ``adres``.

    ``geheim`` is the server's secret for keyed hashes. Raises ``Geweigerd``.
    """
    zelf, account_id = ctx.actor.medewerker_id, ctx.actor.account_id
    if zelf is None or account_id is None:
        raise GeenToegang("bekijk_eigen", RIT)
    with ctx.database.lezen() as s:
        account = s.scalars(select(Account).where(Account.id == account_id)).one()
    if account.verzegelde_sleutel is None:
        raise Geweigerd("wachtwoord", "je hebt nog geen sleutel; log uit en weer in, dan wordt hij gemaakt")
    if vrij_vanaf(ctx.database, _POGING, adres, ctx.nu, geheim) > ctx.nu:
        raise Geweigerd("wachtwoord", "dit is te vaak geprobeerd; probeer het over een kwartier opnieuw")
    try:
        if not wachtwoord_klopt(account.wachtwoord_hash, wachtwoord):
            raise SleutelBlijftDicht("dit is niet je wachtwoord")
        return Open(zelf, open_sleutel(account.verzegelde_sleutel, normaal(wachtwoord)))
    except SleutelBlijftDicht as fout:
        tel_mislukt(ctx.database, _POGING, f"{account_id}:{wachtwoord}", adres, ctx.nu, geheim)
        raise Geweigerd("wachtwoord", "dit is niet je wachtwoord") from fout


def adressen(ctx: Context, sleutel: Open, van: date, tot_en_met: date) -> dict[Ritsleutel, Adressen]:
    """Return the addresses of the driver's trips in a period; a file that was made later counts over an earlier one.

    What was sealed for a key that is gone (an administrator set the password anew) stays closed and is left out.
    """
    vraag = (
        select(Ritadressen)
        .where(
            Ritadressen.medewerker_id == sleutel.medewerker_id,
            Ritadressen.van <= tot_en_met,
            Ritadressen.tot_en_met >= van,
        )
        .order_by(Ritadressen.aangemaakt_op, Ritadressen.id)
    )
    uit: dict[Ritsleutel, Adressen] = {}
    with ctx.database.lezen() as s:
        for blok in s.scalars(vraag):
            uit.update(_geopend(blok, sleutel))
    return uit


def _geopend(blok: Ritadressen, sleutel: Open) -> Iterator[tuple[Ritsleutel, Adressen]]:
    try:
        regels = pak_uit(ontzegel(sleutel.sleutel, blok.verzegeld))
    except SleutelBlijftDicht:
        return
    for regel in regels:
        begin, stand, van, naar, opmerking = regel.split("\t")
        yield (blok.voertuig_id, begin, int(stand)), Adressen(van, naar, opmerking)
