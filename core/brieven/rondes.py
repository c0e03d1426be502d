# SPDX-License-Identifier: EUPL-1.2
"""Rounds: thousands of letters in units of work with a commit each, so that a kill loses and doubles nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from core.brieven.models import Brief, Briefronde, Briefrondedeel
from core.brieven.schrijven import Gezet, bewaar, schrijf
from core.brieven.services import OBJECT, bestandsnaam, briefsoort
from core.context import Context
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.bulk import voeg_toe
from core.people.policy import Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import INZAGE, noteer
from core.storingen.services import namens

BRIEVEN_PER_DEEL = 100
"""How many objects get their letters between two commits: less than a second of work."""

STIL = timedelta(minutes=15)
"""A round that was begun this long ago and is not done is taken up by the job."""

_RONDE = "core.briefronde"

Voortgang = Callable[[int, int], None]
"""Called with (done, of how many) after every unit of work."""


class RondeBezet(StapNietMogelijk):
    """Somebody else took this round over; the message says so in Dutch."""


@dataclass(frozen=True)
class Rondestand:
    """A round with how far it is."""

    ronde: Briefronde
    #: Objects with a letter, and objects for which there is none.
    gemaakt: int
    mislukt: int

    @property
    def te_doen(self) -> int:
        """How many objects still wait."""
        return 0 if self.ronde.klaar_op else self.ronde.aantal - self.gemaakt - self.mislukt


def zet_klaar(s: Session, ctx: Context, soort: str, eenheid: str, periode: str, sleutels: Sequence[str]) -> int:
    """Open a round about these objects in the caller's transaction, and return its number.

    The letters are made afterwards: by ``verwerk_ronde``, which the job calls within minutes.
    """
    ronde = Briefronde(
        eenheid=eenheid,
        soort=soort,
        periode=periode,
        dag=ctx.vandaag,
        aantal=len(set(sleutels)),
        gemaakt_door=ctx.actor.account_id,
        gemaakt_op=ctx.nu,
    )
    s.add(ronde)
    s.flush()
    rijen: list[tuple[object, ...]] = [(ronde.id, sleutel) for sleutel in dict.fromkeys(sleutels)]
    voeg_toe(s, Briefrondedeel.__table__, ("ronde_id", "sleutel"), rijen)
    noteer(s, ctx, "maak_brief", _RONDE, ronde.id, eenheid=eenheid, aantal=ronde.aantal)
    return ronde.id


def maak_ronde(ctx: Context, soort_id: str, eenheid: str, periode: str) -> int:
    """Open a round of a kind for a month of a unit, and return its number. Raises ``GeenToegang`` and ``Geweigerd``."""
    soort = briefsoort(ctx, soort_id)
    ctx.eis("maak_brief", Doel(soort.waarde.soort, eenheid=eenheid))
    if soort.waarde.onderwerpen is None:
        raise Geweigerd("soort", "deze brief wordt een voor een gemaakt")
    with ctx.database.lezen() as s, namens(soort.eenheid, "annex_brieven"):
        sleutels = soort.waarde.onderwerpen(s, ctx, eenheid, periode)
    if not sleutels:
        raise Geweigerd("periode", "voor deze maand is er niets om een brief over te schrijven")
    with ctx.database.transactie() as s:
        return zet_klaar(s, ctx, soort_id, eenheid, periode, sleutels)


def verwerk_ronde(ctx: Context, nummer: int, voortgang: Voortgang | None = None) -> None:
    """Make the letters of a round that are not there yet; killed half way, calling again goes on where it was.

    Raises ``GeenToegang``, ``PluginMislukt``, ``Geweigerd`` and ``RondeBezet``.
    """
    with ctx.database.transactie() as s:
        ronde = _ronde(s, ctx, nummer, "maak_brief", slot=True)
        if ronde.klaar_op is not None:
            return
        ronde.beurt += 1
        ronde.begonnen_op = ctx.nu
        beurt = ronde.beurt
    soort = briefsoort(ctx, ronde.soort)
    while True:
        with ctx.database.lezen() as s:
            sleutels = s.scalars(
                select(Briefrondedeel.sleutel)
                .where(
                    Briefrondedeel.ronde_id == nummer,
                    Briefrondedeel.brief_id.is_(None),
                    Briefrondedeel.fout.is_(None),
                )
                .order_by(Briefrondedeel.id)
                .limit(BRIEVEN_PER_DEEL)
            ).all()
            brieven = schrijf(s, ctx, soort, sleutels, ronde.dag) if sleutels else {}
        with ctx.database.transactie() as s:
            ronde = _neem_beurt(s, nummer, beurt)
            for sleutel in sleutels:
                _leg_vast(s, ctx, ronde, sleutel, brieven[sleutel])
            if not sleutels:
                ronde.klaar_op = ctx.nu
                noteer(s, ctx, "rond_af", _RONDE, nummer)
                return
        if voortgang:
            stand = rondestand(ctx, nummer)
            voortgang(stand.gemaakt + stand.mislukt, ronde.aantal)


def open_rondes(ctx: Context, nu: datetime | None = None) -> list[int]:
    """Return the rounds that are not done; with a moment only those at which nobody seems to be working."""
    vraag = select(Briefronde.id).where(Briefronde.klaar_op.is_(None)).order_by(Briefronde.id)
    if nu is not None:
        vraag = vraag.where(Briefronde.begonnen_op.is_(None) | (Briefronde.begonnen_op <= nu - STIL))
    with ctx.database.lezen() as s:
        return list(s.scalars(vraag))


def rondes(ctx: Context, eenheden: Collection[str], vanaf: int = 0, aantal: int = 100) -> tuple[Rondestand, ...]:
    """Return the rounds of units of which the actor may see letters, the newest first."""
    zichtbaar = [eenheid for eenheid in eenheden if ctx.mag("bekijk", Doel(OBJECT, eenheid=eenheid))]
    vraag = select(Briefronde).where(Briefronde.eenheid.in_(zichtbaar)).order_by(Briefronde.id.desc())
    with ctx.database.lezen() as s:
        return _standen(s, s.scalars(vraag.offset(vanaf).limit(aantal)).all())


def rondestand(ctx: Context, nummer: int) -> Rondestand:
    """Return how far a round is. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        return _standen(s, [_ronde(s, ctx, nummer, "bekijk")])[0]


def mislukt(ctx: Context, nummer: int, aantal: int = 200) -> tuple[tuple[str, str], ...]:
    """Return the first objects of a round without a letter, with the reason. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        _ronde(s, ctx, nummer, "bekijk")
        vraag = select(Briefrondedeel.sleutel, Briefrondedeel.fout).where(
            Briefrondedeel.ronde_id == nummer, Briefrondedeel.fout.is_not(None)
        )
        return tuple(
            (sleutel, fout or "") for sleutel, fout in s.execute(vraag.order_by(Briefrondedeel.id).limit(aantal))
        )


def als_zip(ctx: Context, nummer: int) -> Iterator[bytes]:
    """Return a ZIP of every letter of a round in pieces; the same letters give the same bytes.

    Holds one letter at a time. Raises ``GeenToegang`` before the first piece.
    """
    with ctx.database.transactie() as s:
        ronde = _ronde(s, ctx, nummer, "bekijk")
        noteer(s, ctx, INZAGE, _RONDE, nummer, aantal=ronde.aantal)
    return _zip(ctx, nummer)


def _zip(ctx: Context, nummer: int) -> Iterator[bytes]:
    emmer = _Emmer()
    with zipfile.ZipFile(emmer, "w", zipfile.ZIP_STORED) as bestand:
        na = 0
        while True:
            with ctx.database.lezen() as s:
                brieven = s.scalars(
                    select(Brief)
                    .where(Brief.ronde_id == nummer, Brief.id > na)
                    .order_by(Brief.id)
                    .limit(BRIEVEN_PER_DEEL)
                    .options(undefer(Brief.pdf))
                ).all()
            if not brieven:
                break
            for brief in brieven:
                # One moment for every file, and PDF is small enough as it is.
                bestand.writestr(zipfile.ZipInfo(bestandsnaam(brief), (2020, 1, 1, 0, 0, 0)), brief.pdf)
            yield emmer.leeg()
            na = brieven[-1].id
    yield emmer.leeg()


class _Emmer(io.RawIOBase):
    """A file that can only be written to the end of, and emptied in between."""

    def __init__(self) -> None:
        self._stukken: list[bytes] = []

    def writable(self) -> bool:
        """True."""
        return True

    def write(self, stuk: bytes) -> int:  # type: ignore[override]
        """Keep a piece."""
        self._stukken.append(bytes(stuk))
        return len(stuk)

    def leeg(self) -> bytes:
        """Return what was written since the last time."""
        inhoud = b"".join(self._stukken)
        self._stukken.clear()
        return inhoud


def _leg_vast(s: Session, ctx: Context, ronde: Briefronde, sleutel: str, brieven: tuple[Gezet, ...] | str) -> None:
    deel = s.scalars(
        select(Briefrondedeel).where(Briefrondedeel.ronde_id == ronde.id, Briefrondedeel.sleutel == sleutel)
    ).one()
    if isinstance(brieven, str):
        deel.fout = brieven
    elif any(brief.concept.eenheid != ronde.eenheid for brief in brieven):
        deel.fout = "dit is van een ander dienstonderdeel"
    else:
        deel.brief_id = bewaar(s, ctx, ronde.soort, sleutel, brieven, ronde.id)


def _standen(s: Session, rondes: Sequence[Briefronde]) -> tuple[Rondestand, ...]:
    vraag = (
        select(
            Briefrondedeel.ronde_id,
            func.count(Briefrondedeel.brief_id).label("gemaakt"),
            func.count(Briefrondedeel.fout).label("mislukt"),
        )
        .where(Briefrondedeel.ronde_id.in_([ronde.id for ronde in rondes]))
        .group_by(Briefrondedeel.ronde_id)
    )
    telling = {rij.ronde_id: (rij.gemaakt, rij.mislukt) for rij in s.execute(vraag)}
    return tuple(Rondestand(ronde, *telling.get(ronde.id, (0, 0))) for ronde in rondes)


def _ronde(s: Session, ctx: Context, nummer: int, handeling: str, *, slot: bool = False) -> Briefronde:
    ronde = s.get(Briefronde, nummer, with_for_update=slot or None)
    if ronde is None:
        raise GeenToegang(handeling, OBJECT)
    soort = OBJECT if handeling == "bekijk" else briefsoort(ctx, ronde.soort).waarde.soort
    ctx.eis(handeling, Doel(soort, eenheid=ronde.eenheid))
    return ronde


def _neem_beurt(s: Session, nummer: int, beurt: int) -> Briefronde:
    ronde = s.get_one(Briefronde, nummer, with_for_update=True)
    if ronde.beurt != beurt:
        raise RondeBezet("deze brieven worden intussen door een ander gemaakt; die gaat verder, dit is gestopt")
    return ronde
