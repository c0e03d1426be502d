# SPDX-License-Identifier: EUPL-1.2
"""Which installed units are at work. Off means: no pages, no jobs, no commands; the data stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.context import Context
from core.people.policy import Doel
from core.plugins import KERN, Installatie
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from core.storage.tables import Tabel

MINISTERIE = "jenv"
"""The unit of the core's own regulations: they bind everyone, so it is never off."""


class Eenheidschakelaar(Tabel):
    """The switch of a unit. An installed unit without a row is off until an administrator enables it."""

    __tablename__ = "core_eenheid"

    eenheid: Mapped[str] = mapped_column(String(40), primary_key=True)
    ingeschakeld: Mapped[bool]
    gewijzigd_op: Mapped[datetime]
    #: The account; empty when the program did it at the installation.
    gewijzigd_door: Mapped[int | None] = mapped_column(BigInteger)


@dataclass(frozen=True)
class Eenheidstand:
    """A unit that is installed, or was once enabled."""

    id: str
    naam: str
    geinstalleerd: bool
    ingeschakeld: bool
    gewijzigd_op: datetime | None


def ingeschakeld(s: Session, installatie: Installatie) -> frozenset[str]:
    """Return the ids of the installed units that are at work, with the core's (``core`` and ``jenv``)."""
    aan = s.scalars(select(Eenheidschakelaar.eenheid).where(Eenheidschakelaar.ingeschakeld)).all()
    return (frozenset(aan) & installatie.eenheden.keys()) | {KERN, MINISTERIE}


def staat_aan(ctx: Context, eenheid: str) -> bool:
    """Tell whether a unit is at work."""
    with ctx.database.lezen() as s:
        return eenheid in ingeschakeld(s, ctx.installatie)


def eenheden(ctx: Context) -> tuple[Eenheidstand, ...]:
    """Return every unit with a switch, in the order of their ids. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel("core.eenheid"))
    with ctx.database.lezen() as s:
        rijen = {rij.eenheid: rij for rij in s.scalars(select(Eenheidschakelaar))}
    bekend = ctx.installatie.eenheden
    return tuple(
        Eenheidstand(
            id,
            bekend[id].naam if id in bekend else id,
            id in bekend,
            id in bekend and id in rijen and rijen[id].ingeschakeld,
            rijen[id].gewijzigd_op if id in rijen else None,
        )
        for id in sorted(rijen.keys() | bekend.keys() - {MINISTERIE})
    )


def schakel(ctx: Context, eenheid: str, aan: bool) -> None:
    """Turn an installed unit on or off. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("zet", Doel("core.eenheid", eenheid=eenheid))
    keuze = sorted(ctx.installatie.eenheden.keys() - {MINISTERIE})
    if eenheid not in keuze:
        raise Geweigerd("eenheid", f"'{eenheid}' is geen geïnstalleerd dienstonderdeel; kies uit: {', '.join(keuze)}")
    with ctx.database.transactie() as s:
        vergrendel(s, Eenheidschakelaar.__tablename__)
        rij = s.get(Eenheidschakelaar, eenheid)
        if rij is not None and rij.ingeschakeld == aan:
            return
        if rij is None:
            rij = Eenheidschakelaar(eenheid=eenheid)
            s.add(rij)
        rij.ingeschakeld, rij.gewijzigd_op, rij.gewijzigd_door = aan, ctx.nu, ctx.actor.account_id
        noteer(s, ctx, "inschakelen" if aan else "uitschakelen", "core.eenheid", eenheid)
