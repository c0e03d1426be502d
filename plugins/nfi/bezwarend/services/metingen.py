# SPDX-License-Identifier: EUPL-1.2
"""Noise, measured with a decibel meter at workplaces and never at persons (NFI 7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.nfi.bezwarend.models import Functielijstrij, Geluidmetingrecord
from plugins.nfi.bezwarend.rules.functielijst import LIJSTEN
from plugins.nfi.bezwarend.rules.recht import DECIBEL
from plugins.nfi.bezwarend.services.feiten import Metingen, lees_lijsten
from plugins.nfi.bezwarend.services.geraakt import op_werkplek
from plugins.nfi.personen import lees_tekst, merk_maanden
from plugins.nfi.policy import LIJST, doel

HOOGSTE_DECIBEL = 200


@dataclass(frozen=True)
class Werkplek:
    """A workplace with noise on a list, its measurements, and the one that counts today."""

    naam: str
    metingen: tuple[Geluidmetingrecord, ...]
    geldt: int | None
    #: True when today's list names it and nobody measured.
    te_meten: bool


@dataclass(frozen=True)
class Metingenbeeld:
    """The workplaces, and from how many decibels noise counts; None while HR has recorded no limit."""

    werkplekken: tuple[Werkplek, ...]
    grens: int | None


def meet(ctx: Context, *, werkplek: str, datum: date, decibel: int, gemeten_door: str) -> int:
    """Record a measurement; everybody whose noise is measured there is calculated again.

    Returns its number. Raises ``Geweigerd``.
    """
    ctx.eis("wijzig", doel(LIJST))
    werkplek = lees_tekst("werkplek", werkplek, 120)
    gemeten_door = lees_tekst("gemeten_door", gemeten_door, 200)
    if not 0 <= decibel <= HOOGSTE_DECIBEL:
        raise Geweigerd("decibel", "schrijf een heel getal van 0 tot en met 200")
    if datum > ctx.vandaag:
        raise Geweigerd("datum", "deze dag moet nog komen")
    with ctx.database.transactie() as s:
        vergrendel(s, Geluidmetingrecord.__tablename__)
        if werkplek not in _plekken(s):
            raise Geweigerd("werkplek", "geen lijst noemt deze werkplek bij lawaai")
        eerder = s.scalar(
            select(Geluidmetingrecord.id).where(
                Geluidmetingrecord.werkplek == werkplek,
                Geluidmetingrecord.datum == datum,
                Geluidmetingrecord.vervallen_op.is_(None),
            )
        )
        if eerder is not None:
            raise Geweigerd("datum", "van deze dag is er al een meting; laat die eerst vervallen")
        rij = Geluidmetingrecord(
            werkplek=werkplek,
            datum=datum,
            decibel=decibel,
            gemeten_door=gemeten_door,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        _merk(s, ctx, werkplek)
        noteer(s, ctx, "meet", LIJST, f"meting-{rij.id}", datum=datum, decibel=decibel)
        return rij.id


def laat_vervallen(ctx: Context, meting_id: int) -> None:
    """Take out a measurement that was recorded by mistake. Raises ``Geweigerd``."""
    ctx.eis("wijzig", doel(LIJST))
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Geluidmetingrecord).where(Geluidmetingrecord.id == meting_id).with_for_update())
        if rij is None:
            raise GeenToegang("wijzig", LIJST)
        if rij.vervallen_op is not None:
            raise Geweigerd("", "deze meting is al vervallen")
        rij.vervallen_op = ctx.nu
        s.flush()
        _merk(s, ctx, rij.werkplek)
        noteer(s, ctx, "laat_vervallen", LIJST, f"meting-{rij.id}")


def metingen(ctx: Context) -> Metingenbeeld:
    """Return every workplace with noise. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(LIJST))
    with ctx.database.lezen() as s:
        lijst = lees_lijsten(s).op(ctx.vandaag)
        rijen = s.scalars(select(Geluidmetingrecord).order_by(Geluidmetingrecord.datum.desc())).all()
        plekken = sorted(_plekken(s) | {rij.werkplek for rij in rijen})
        grens = geldend(s, ctx.installatie).zoek(DECIBEL, ctx.vandaag)
    telt = Metingen(rij for rij in rijen if rij.vervallen_op is None)
    nu = {rij.werkplek for rij in lijst.rijen if rij.lawaai} if lijst else set()
    uit = []
    for plek in plekken:
        geldt = telt.op(plek, ctx.vandaag, lijst) if lijst else None
        uit.append(
            Werkplek(
                plek,
                tuple(rij for rij in rijen if rij.werkplek == plek),
                geldt.decibel if geldt else None,
                plek in nu and geldt is None,
            )
        )
    return Metingenbeeld(tuple(uit), int(grens.getal) if grens else None)


def _plekken(s: Session) -> set[str]:
    """Return the workplaces of every list, drafts too: a list is measured before it is adopted."""
    hier = s.scalars(select(Functielijstrij.werkplek).where(Functielijstrij.lawaai.is_not(None)).distinct())
    vast = {rij.werkplek for lijst in LIJSTEN for rij in lijst.rijen if rij.lawaai}
    return {plek for plek in (*hier, *vast) if plek}


def _merk(s: Session, ctx: Context, werkplek: str) -> None:
    for wie, (van, tot) in op_werkplek(s, werkplek).items():
        merk_maanden(s, ctx, [wie], van, tot)
