# SPDX-License-Identifier: EUPL-1.2
"""The driver's address book: it says of which kind the end of a trip is. What stands in it for nobody is private."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak
from core.context import Context
from core.ledger.bulk import een_van
from core.people.models import Account, Medewerker
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.models import Plaatsing
from plugins.om.autoregeling.opzoeken import eis_werkgever, is_werkgever, onderdeel_van
from plugins.om.autoregeling.policy import EENHEID, RIT, WERKGEVER
from plugins.om.autoregeling.ritten.models import Adressoort, Ritadres
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.verzegeling import adreshash, normaal, verzegel

TAAK_BEVESTIG = "om.werklocatie_bevestigen"
OBJECT = "om.ritadres"
_LANGSTE = 200

HUIS = b""
"""In the place of a hash: when a home of the driver is known at all."""


class Boekregel(NamedTuple):
    """A kind of address of a driver for a period, as ISO days."""

    soort: str
    van: str
    tot_en_met: str


Boek = Mapping[tuple[int, bytes], list[Boekregel]]
"""What is known of an address, by driver and keyed hash."""


@dataclass(frozen=True)
class Adresregel:
    """A line of one's own address book."""

    id: int
    soort: Adressoort
    #: The text; of a home address only the word.
    tekst: str
    van: date
    tot_en_met: date | None
    bevestigd: bool


@dataclass(frozen=True)
class TeBevestigen:
    """A fixed place of work that a driver entered and the werkgever has to confirm."""

    id: int
    naam: str
    tekst: str
    van: date
    tot_en_met: date | None


def boek_van(s: Session, medewerkers: Collection[int]) -> Boek:
    """Return the address books of drivers in one query; a place of work counts once it was confirmed."""
    vraag = select(
        Ritadres.medewerker_id, Ritadres.hash, Ritadres.soort, Ritadres.van, Ritadres.tot_en_met, Ritadres.bevestigd_op
    ).where(een_van(s, Ritadres.medewerker_id, list(medewerkers)), Ritadres.vervallen_op.is_(None))
    uit: defaultdict[tuple[int, bytes], list[Boekregel]] = defaultdict(list)
    for rij in s.execute(vraag.order_by(Ritadres.id)):
        if rij.soort is Adressoort.VASTE_WERKLOCATIE and rij.bevestigd_op is None:
            continue
        einde = rij.tot_en_met.isoformat() if rij.tot_en_met else "9999-12-31"
        regel = Boekregel(rij.soort.value, rij.van.isoformat(), einde)
        uit[rij.medewerker_id, rij.hash].append(regel)
        if rij.soort is Adressoort.WOONADRES:
            uit[rij.medewerker_id, HUIS].append(regel)
    return uit


def eigen_adressen(ctx: Context) -> tuple[Adresregel, ...]:
    """Return the actor's own address book, the home address as a word."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("beheer_adres", doel(medewerker_id=zelf))
    vraag = select(Ritadres).where(Ritadres.medewerker_id == zelf, Ritadres.vervallen_op.is_(None))
    with ctx.database.lezen() as s:
        rijen = s.scalars(vraag.order_by(Ritadres.soort, Ritadres.van)).all()
    return tuple(
        Adresregel(
            rij.id,
            rij.soort,
            rij.tekst or "woonadres",
            rij.van,
            rij.tot_en_met,
            rij.soort is not Adressoort.VASTE_WERKLOCATIE or rij.bevestigd_op is not None,
        )
        for rij in rijen
    )


def voeg_toe(
    ctx: Context, geheim: str, soort: Adressoort, adres: str, van: date, tot_en_met: date | None = None
) -> int:
    """Add an address to the actor's book; a fixed place of work asks the werkgever to confirm it. Returns its number.

    ``geheim`` is the server's secret for keyed hashes. Raises ``Geweigerd``.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("beheer_adres", doel(medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("", "alleen een medewerker heeft een adresboek")
    adres = " ".join(adres.split())
    if not normaal(adres):
        raise Geweigerd("adres", "vul het adres in zoals het op je ritten staat")
    if len(adres) > _LANGSTE:
        raise Geweigerd("adres", f"schrijf ten hoogste {_LANGSTE} tekens")
    if tot_en_met is not None and tot_en_met < van:
        raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
    thuis = soort is Adressoort.WOONADRES
    with ctx.database.transactie() as s:
        # Lock the person, so that two clicks do not make two homes.
        s.scalar(select(Medewerker.id).where(Medewerker.id == zelf).with_for_update())
        _eis_vrij(s, zelf, adreshash(geheim, zelf, adres), soort, van, tot_en_met)
        sleutel = s.scalar(select(Account.openbare_sleutel).where(Account.medewerker_id == zelf))
        rij = Ritadres(
            medewerker_id=zelf,
            soort=soort,
            hash=adreshash(geheim, zelf, adres),
            tekst=None if thuis else adres,
            verzegeld=verzegel(sleutel, adres.encode()) if thuis and sleutel else None,
            van=van,
            tot_en_met=tot_en_met,
            vastgelegd_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "leg_vast", OBJECT, rij.id, adressoort=soort.value)
        if soort is Adressoort.VASTE_WERKLOCATIE:
            meld_taak(s, ctx, eenheid=EENHEID, rol=WERKGEVER.id, soort=TAAK_BEVESTIG, sleutel=str(rij.id))
        return rij.id


def verwijder(ctx: Context, adres_id: int) -> None:
    """Take an address out of one's own book. What was classified with it stays as it is."""
    with ctx.database.transactie() as s:
        rij = s.get(Ritadres, adres_id, with_for_update=True)
        if rij is None or rij.vervallen_op is not None:
            raise GeenToegang("beheer_adres", RIT)
        ctx.eis("beheer_adres", doel(medewerker_id=rij.medewerker_id))
        _eis_eigen(ctx, rij.medewerker_id)
        rij.vervallen_op = ctx.nu
        # The address itself is no longer needed to know what the row was.
        rij.verzegeld = None
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_BEVESTIG, sleutel=str(rij.id))
        noteer(s, ctx, "laat_vervallen", OBJECT, rij.id)


def te_bevestigen(ctx: Context) -> tuple[TeBevestigen, ...]:
    """Return the places of work that wait for the actor as werkgever. Raises ``GeenToegang``."""
    ctx.eis("bevestig_adres", doel())
    zelf = ctx.actor.medewerker_id
    vraag = (
        select(Ritadres, Medewerker.naam, Plaatsing.onderdeel_id)
        .join(Medewerker, Medewerker.id == Ritadres.medewerker_id)
        .join(Plaatsing, Plaatsing.medewerker_id == Ritadres.medewerker_id)
        .where(
            Ritadres.soort == Adressoort.VASTE_WERKLOCATIE,
            Ritadres.bevestigd_op.is_(None),
            Ritadres.vervallen_op.is_(None),
            Plaatsing.vervallen_op.is_(None),
            Plaatsing.van <= ctx.vandaag,
            (Plaatsing.tot_en_met.is_(None)) | (Plaatsing.tot_en_met >= ctx.vandaag),
        )
        .order_by(Ritadres.id)
    )
    with ctx.database.lezen() as s:
        return tuple(
            TeBevestigen(rij.id, naam, rij.tekst or "", rij.van, rij.tot_en_met)
            for rij, naam, onderdeel_id in s.execute(vraag)
            if zelf is not None and zelf != rij.medewerker_id and is_werkgever(s, zelf, onderdeel_id, ctx.vandaag)
        )


def bevestig(ctx: Context, adres_id: int, *, akkoord: bool) -> None:
    """Confirm a fixed place of work, or take it out. Raises ``Geweigerd`` for who is not the werkgever."""
    ctx.eis("bevestig_adres", doel())
    with ctx.database.transactie() as s:
        rij = s.get(Ritadres, adres_id, with_for_update=True)
        if rij is None or rij.soort is not Adressoort.VASTE_WERKLOCATIE or rij.vervallen_op is not None:
            raise GeenToegang("bevestig_adres", RIT)
        eis_werkgever(s, ctx, onderdeel_van(s, rij.medewerker_id, ctx.vandaag), over=rij.medewerker_id)
        if rij.bevestigd_op is not None:
            raise Geweigerd("", "deze werklocatie is al bevestigd")
        if akkoord:
            rij.bevestigd_op, rij.bevestigd_door = ctx.nu, ctx.actor.account_id
        else:
            rij.vervallen_op = ctx.nu
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_BEVESTIG, sleutel=str(rij.id))
        noteer(s, ctx, "bevestig" if akkoord else "wijs_af", OBJECT, rij.id)


def _eis_vrij(s: Session, wie: int, hash_: bytes, soort: Adressoort, van: date, tot_en_met: date | None) -> None:
    """Refuse a second home at the same time, and one address with two kinds."""
    for rij in s.scalars(select(Ritadres).where(Ritadres.medewerker_id == wie, Ritadres.vervallen_op.is_(None))):
        samen = (tot_en_met is None or rij.van <= tot_en_met) and (rij.tot_en_met is None or van <= rij.tot_en_met)
        if samen and rij.hash == hash_:
            raise Geweigerd("adres", "dit adres staat al in je adresboek")
        if samen and soort is Adressoort.WOONADRES and rij.soort is Adressoort.WOONADRES:
            raise Geweigerd("van", "in deze periode heb je al een woonadres; haal dat eerst weg of geef het een einde")


def _eis_eigen(ctx: Context, medewerker_id: int) -> None:
    if ctx.actor.medewerker_id != medewerker_id:
        raise GeenToegang("beheer_adres", RIT)
