# SPDX-License-Identifier: EUPL-1.2
"""Who performs which piece of a duty: handing over pieces so that no moment is lost or doubled (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.calendar.kwartieren import Tijdvak, samengevoegd
from core.context import Context
from core.people.models import Medewerker
from core.rules import Geweigerd
from plugins.jio.consignatie.models import Deelreden, Dienst, Dienstdeel

AL_VERANDERD = "de bezetting is intussen veranderd: kijk opnieuw naar het rooster"
DUBBEL = "wie overneemt, heeft dan al een andere dienst"


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of a duty, whose it is, and why."""

    medewerker_id: int
    van: datetime
    tot: datetime
    reden: Deelreden = Deelreden.ROOSTER
    ruil_id: int | None = None

    @property
    def tijdvak(self) -> Tijdvak:
        """The piece as a stretch of time."""
        return Tijdvak(self.van, self.tot)


@dataclass(frozen=True, slots=True)
class Overdracht:
    """Until a moment somebody takes the place of somebody else, or of nobody; ``erin`` None leaves it open."""

    dienst_id: int
    van: datetime
    tot: datetime
    eruit: int | None
    erin: int | None
    reden: Deelreden
    ruil_id: int | None = None
    #: A swap hands over all of it or nothing; who falls ill hands over what there is.
    geheel: bool = True


def na_overdracht(stukken: Iterable[Stuk], overdracht: Overdracht) -> list[Stuk]:
    """Return the pieces of one duty after a hand-over, in order.

    Raises ``Geweigerd`` when ``eruit`` does not perform the whole stretch, or the stretch is somebody's while nobody
    is said to leave it.
    """
    vak = Tijdvak(overdracht.van, overdracht.tot)
    over: list[Stuk] = []
    vrij: list[Tijdvak] = []
    for stuk in stukken:
        gedeeld = stuk.tijdvak.doorsnede(vak)
        if gedeeld is None:
            over.append(stuk)
        elif stuk.medewerker_id != overdracht.eruit:
            if overdracht.geheel:
                raise Geweigerd("van", AL_VERANDERD)
            over.append(stuk)
        else:
            vrij.append(gedeeld)
            over += [
                replace(stuk, van=van, tot=tot)
                for van, tot in ((stuk.van, gedeeld.van), (gedeeld.tot, stuk.tot))
                if van < tot
            ]
    if overdracht.eruit is None:
        vrij = [vak]
    vrij = samengevoegd(vrij)
    if overdracht.geheel and vrij != [vak]:
        raise Geweigerd("van", AL_VERANDERD)
    if overdracht.erin is not None:
        over += [Stuk(overdracht.erin, deel.van, deel.tot, overdracht.reden, overdracht.ruil_id) for deel in vrij]
    return sorted(over, key=lambda stuk: stuk.van)


def vergrendel(s: Session, dienst_ids: Collection[int], medewerker_ids: Collection[int]) -> dict[int, Dienst]:
    """Lock duties and people, always in the same order, so that nobody else changes what is read from here on.

    SQLite has the only write lock already (``BEGIN IMMEDIATE``) and ignores the clause.
    """
    diensten = s.scalars(
        select(Dienst)
        .where(Dienst.id.in_(dienst_ids))
        .order_by(Dienst.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    gevonden = {dienst.id: dienst for dienst in diensten}
    # A foreign key to a person may still be written by others: NO KEY UPDATE leaves that free.
    s.execute(
        select(Medewerker.id)
        .where(Medewerker.id.in_(medewerker_ids))
        .order_by(Medewerker.id)
        .with_for_update(key_share=True)
    ).all()
    return gevonden


def rijen(s: Session, dienst_ids: Collection[int]) -> dict[int, list[Dienstdeel]]:
    """Return the pieces that hold now, by duty, in order."""
    uit: dict[int, list[Dienstdeel]] = {dienst_id: [] for dienst_id in dienst_ids}
    for deel in s.scalars(
        select(Dienstdeel)
        .where(Dienstdeel.dienst_id.in_(dienst_ids), Dienstdeel.vervallen_op.is_(None))
        .order_by(Dienstdeel.van)
        .execution_options(populate_existing=True)
    ):
        uit[deel.dienst_id].append(deel)
    return uit


def als_stuk(deel: Dienstdeel) -> Stuk:
    """Return a stored piece as a value."""
    return Stuk(deel.medewerker_id, deel.van, deel.tot, deel.reden, deel.ruil_id)


def draag_over(s: Session, ctx: Context, overdrachten: Sequence[Overdracht]) -> set[int]:
    """Hand over pieces, all of them or none; the duties and people must be locked. Returns who is touched.

    Raises ``Geweigerd`` when somebody does not perform what is handed over, or would be in two duties at once.
    """
    dienst_ids = {overdracht.dienst_id for overdracht in overdrachten}
    oud = rijen(s, dienst_ids)
    nieuw = {dienst_id: [als_stuk(rij) for rij in lijst] for dienst_id, lijst in oud.items()}
    for overdracht in overdrachten:
        nieuw[overdracht.dienst_id] = na_overdracht(nieuw[overdracht.dienst_id], overdracht)
    return schrijf(s, ctx, oud, nieuw)


def schrijf(
    s: Session, ctx: Context, oud: Mapping[int, Sequence[Dienstdeel]], nieuw: Mapping[int, Sequence[Stuk]]
) -> set[int]:
    """Let the rows lapse that no longer hold and add those that are new; return the people touched.

    Raises ``Geweigerd`` when somebody would be in two duties at once.
    """
    geraakt: set[int] = set()
    toegevoegd: list[Dienstdeel] = []
    for dienst_id, stukken in nieuw.items():
        blijft = set(stukken)
        bestaand = {als_stuk(rij) for rij in oud[dienst_id]}
        for rij in oud[dienst_id]:
            if als_stuk(rij) not in blijft:
                rij.vervallen_op = ctx.nu
                geraakt.add(rij.medewerker_id)
        for stuk in stukken:
            if stuk not in bestaand:
                geraakt.add(stuk.medewerker_id)
                toegevoegd.append(
                    Dienstdeel(
                        dienst_id=dienst_id,
                        medewerker_id=stuk.medewerker_id,
                        van=stuk.van,
                        tot=stuk.tot,
                        reden=stuk.reden,
                        ruil_id=stuk.ruil_id,
                        vastgelegd_op=ctx.nu,
                        vastgelegd_door=ctx.actor.account_id,
                    )
                )
    # What lapses first, then what is new: halfway through a swap nobody may seem to be in two duties.
    s.flush()
    _eis_enkel(s, toegevoegd)
    s.add_all(toegevoegd)
    try:
        s.flush()
    except IntegrityError as fout:
        raise Geweigerd("van", AL_VERANDERD) from fout
    return geraakt


def _eis_enkel(s: Session, toegevoegd: Sequence[Dienstdeel]) -> None:
    """Refuse pieces of one person that overlap, among the new ones and with those that hold."""
    if not toegevoegd:
        return
    wie = {deel.medewerker_id for deel in toegevoegd}
    van, tot = min(deel.van for deel in toegevoegd), max(deel.tot for deel in toegevoegd)
    bestaand = s.execute(
        select(Dienstdeel.medewerker_id, Dienstdeel.van, Dienstdeel.tot).where(
            Dienstdeel.medewerker_id.in_(wie),
            Dienstdeel.vervallen_op.is_(None),
            Dienstdeel.van < tot,
            Dienstdeel.tot > van,
        )
    ).all()
    alle = sorted(
        [(rij.medewerker_id, rij.van, rij.tot) for rij in bestaand]
        + [(deel.medewerker_id, deel.van, deel.tot) for deel in toegevoegd]
    )
    for (wie_een, _, tot_een), (wie_twee, van_twee, _) in pairwise(alle):
        if wie_een == wie_twee and van_twee < tot_een:
            raise Geweigerd("medewerker", DUBBEL)
