# SPDX-License-Identifier: EUPL-1.2
"""What HR decided about the scheme after its own term, 31 December 2023, and what follows from it (14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak
from core.context import Context
from core.ledger.models import Run
from core.people.models import Account
from core.people.policy import HR
from core.rules import Geweigerd, Stap
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.bijdrage.merken import markeer_recht
from plugins.om.autoregeling.models import Besluitna2023, Gebruik, Na2023
from plugins.om.autoregeling.opzoeken import besluit_na_2023
from plugins.om.autoregeling.policy import EENHEID
from plugins.om.autoregeling.rules.toekenning import LAATSTE_DAG
from plugins.om.autoregeling.wagenpark import policy
from plugins.om.autoregeling.wagenpark.policy import doel

TAAK = "om.besluit_na_2023"
ARTIKEL = "Autoregeling OM 14"
MEESTE_TEKENS = 500
_SLEUTEL = "regeling"


@dataclass(frozen=True)
class Besluitregel:
    """A decision as it was recorded, and when it was taken back."""

    id: int
    keuze: Na2023
    vanaf: date
    bijdrage_volgens_cao: bool
    grond: str
    door: str
    vastgelegd_op: datetime
    vervallen_op: datetime | None


@dataclass(frozen=True)
class Standna2023:
    """What holds today, every decision so far, and how many runs after 2023 there are."""

    keuze: Na2023 | None
    besluiten: tuple[Besluitregel, ...]
    runs: int


def eis_nog_geldig(s: Session, ctx: Context, op: date) -> Sequence[Stap]:
    """Return what a decision about a car has to say about the scheme's own term; no step up to its last day.

    Without a decision the scheme is applied as it stands, and HR gets a task. Raises ``Geweigerd`` when it lapsed.
    """
    if op <= LAATSTE_DAG:
        return ()
    besluit = besluit_na_2023(s, op)
    if besluit is None:
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK, sleutel=_SLEUTEL)
        return (Stap(ARTIKEL, "OM-AUTO/na2023.onbeslist", {"laatste": LAATSTE_DAG}),)
    if besluit.keuze is Na2023.VERVALLEN:
        raise Geweigerd(
            "",
            f"HR heeft vastgelegd dat de regeling vanaf {besluit.vanaf:%d-%m-%Y} is vervallen: er wordt geen auto meer "
            "toegekend of besteld",
        )
    return (Stap(ARTIKEL, "OM-AUTO/na2023.voortgezet", {"vanaf": besluit.vanaf}),)


def stand(ctx: Context) -> Standna2023:
    """Return what HR decided. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.BESLUIT_NA_2023))
    with ctx.database.lezen() as s:
        vraag = (
            select(Besluitna2023, Account.weergavenaam)
            .outerjoin(Account, Account.id == Besluitna2023.vastgelegd_door)
            .order_by(Besluitna2023.id.desc())
        )
        besluiten = tuple(
            Besluitregel(
                rij.id,
                rij.keuze,
                rij.vanaf,
                rij.bijdrage_volgens_cao,
                rij.grond,
                naam or "Annex",
                rij.vastgelegd_op,
                rij.vervallen_op,
            )
            for rij, naam in s.execute(vraag)
        )
        nu = besluit_na_2023(s, ctx.vandaag)
        runs = s.scalars(select(Run.id).where(Run.eenheid == EENHEID, Run.periode > f"{LAATSTE_DAG:%Y-%m}")).all()
    return Standna2023(None if nu is None else nu.keuze, besluiten, len(runs))


def besluit_ontbreekt(ctx: Context) -> bool:
    """Tell whether HR still has to say if the scheme governs today, while there is a car in use."""
    if ctx.vandaag <= LAATSTE_DAG:
        return False
    with ctx.database.lezen() as s:
        if besluit_na_2023(s, ctx.vandaag) is not None:
            return False
        return s.scalar(select(Gebruik.id).where(Gebruik.vervallen_op.is_(None)).limit(1)) is not None


def leg_vast(ctx: Context, keuze: Na2023, vanaf: date, grond: str, *, bijdrage_volgens_cao: bool = False) -> int:
    """Record HR's decision from a day after the scheme's own term. Returns its number.

    Raises ``GeenToegang``, and ``Geweigerd`` for a day of the term itself or without grounds.
    """
    ctx.eis("leg_vast", doel(policy.BESLUIT_NA_2023))
    grond = grond.strip()
    if vanaf <= LAATSTE_DAG:
        raise Geweigerd("vanaf", "tot en met 31 december 2023 geldt de regeling zelf; kies een latere dag")
    if not grond:
        raise Geweigerd("grond", "schrijf waarop dit besluit rust; het blijft leesbaar")
    if len(grond) > MEESTE_TEKENS:
        raise Geweigerd("grond", f"schrijf ten hoogste {MEESTE_TEKENS} tekens")
    if bijdrage_volgens_cao and keuze is not Na2023.VERVALLEN:
        raise Geweigerd("bijdrage_volgens_cao", "dit kan alleen als de regeling vervalt")
    with ctx.database.transactie() as s:
        vergrendel(s, Besluitna2023.__tablename__)
        if s.scalar(
            select(Besluitna2023.id).where(Besluitna2023.vanaf == vanaf, Besluitna2023.vervallen_op.is_(None)).limit(1)
        ):
            raise Geweigerd("vanaf", "vanaf deze dag is al beslist; neem dat besluit eerst terug")
        rij = Besluitna2023(
            keuze=keuze,
            vanaf=vanaf,
            bijdrage_volgens_cao=bijdrage_volgens_cao,
            grond=grond,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "leg_vast", policy.BESLUIT_NA_2023, rij.id, keuze=keuze, vanaf=vanaf)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK, sleutel=_SLEUTEL)
        _markeer(s, ctx, vanaf)
        return rij.id


def neem_terug(ctx: Context, besluit_id: int) -> None:
    """Take a decision back: it counts no longer, and stays in the history."""
    ctx.eis("leg_vast", doel(policy.BESLUIT_NA_2023))
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Besluitna2023).where(Besluitna2023.id == besluit_id).with_for_update())
        if rij is None or rij.vervallen_op is not None:
            raise Geweigerd("", "dit besluit telt al niet meer")
        rij.vervallen_op = ctx.nu
        noteer(s, ctx, "neem_terug", policy.BESLUIT_NA_2023, rij.id)
        _markeer(s, ctx, rij.vanaf)


def _markeer(s: Session, ctx: Context, vanaf: date) -> None:
    """Have the contributions from that day calculated again."""
    wie = s.scalars(
        select(Gebruik.medewerker_id)
        .where(Gebruik.vervallen_op.is_(None), (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met >= vanaf))
        .distinct()
    ).all()
    if vanaf <= ctx.vandaag:
        markeer_recht(s, ctx, sorted(wie), vanaf)
