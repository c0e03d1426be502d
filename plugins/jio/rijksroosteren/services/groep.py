# SPDX-License-Identifier: EUPL-1.2
"""The patch group: who signed up, from when until when; and leave of the group that was asked for elsewhere (JIO 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.calendar.tijd import begin_van_dag
from core.context import Context
from core.ledger.bulk import een_van
from core.people.models import Medewerker
from core.people.opzoeken import leidinggevenden_van
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.services.sporen import begin_stap
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.models import Patchaanmelding, Roosterregel
from plugins.jio.rijksroosteren.procedure import ROOSTERREGEL, Regelstatus
from plugins.jio.rijksroosteren.rules import Aanmelding, Categorie, Kanaal, Verlofaanvraag, verlof
from plugins.jio.rijksroosteren.services.maatwerk import afspraken_van
from plugins.jio.rijksroosteren.services.toegang import eis_bij_jio, eis_over

AFGEMELD = "afgemeld voor patchdiensten"


@dataclass(frozen=True)
class Groepslid:
    """A period in which somebody takes part."""

    medewerker_id: int
    naam: str
    vanaf: date
    tot: date | None


def meld_aan(ctx: Context, vanaf: date) -> int:
    """Sign the actor up for patch duty from a day on. Returns the number of the sign-up.

    Raises ``Geweigerd`` for a day in the past, a second sign-up, and while a custom agreement holds.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("meld_aan", doel(policy.AANMELDING, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("vanaf", "alleen een medewerker kan zich aanmelden")
    if vanaf < ctx.vandaag:
        raise Geweigerd("vanaf", "aanmelden kan vanaf vandaag")
    with ctx.database.transactie() as s:
        vergrendel(s, zelf)
        eis_bij_jio(s, "vanaf", zelf, vanaf)
        if any(rij.tot is None or rij.tot > vanaf for rij in _rijen(s, [zelf])):
            raise Geweigerd("vanaf", "je bent al aangemeld; meld je eerst af")
        if any(afspraak.geldt_op(vanaf) for afspraak in afspraken_van(s, zelf, vanaf)):
            raise Geweigerd(
                "vanaf", "je hebt een maatwerkafspraak om geen roosterdienst te draaien; trek eerst je akkoord in"
            )
        rij = Patchaanmelding(medewerker_id=zelf, vanaf=vanaf, aangemeld_op=ctx.nu)
        s.add(rij)
        s.flush()
        noteer(s, ctx, "meld_aan", policy.AANMELDING, rij.id, vanaf=vanaf)
        return rij.id


def meld_af(ctx: Context, per: date) -> int:
    """Sign the actor off from a day on; patch duties planned from then on lapse. Returns how many did."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("meld_af", doel(policy.AANMELDING, medewerker_id=zelf))
    if per < ctx.vandaag:
        raise Geweigerd("per", "afmelden kan vanaf vandaag")
    with ctx.database.transactie() as s:
        vergrendel(s, zelf or 0)
        rij = next((rij for rij in _rijen(s, [zelf or 0]) if rij.tot is None), None)
        if rij is None:
            raise Geweigerd("per", "je bent niet aangemeld")
        rij.tot, rij.afgemeld_op = max(per, rij.vanaf), ctx.nu
        noteer(s, ctx, "meld_af", policy.AANMELDING, rij.id, per=rij.tot)
        vervallen = _laat_vervallen(s, ctx, rij.medewerker_id, rij.tot)
        if vervallen:
            for leider in {wie.medewerker_id for wie in leidinggevenden_van(s, rij.medewerker_id, ctx.vandaag)}:
                stuur(s, ctx, "jio.patchdienst_vervallen", leider, aantal=vervallen, vanaf=rij.tot)
        return vervallen


def geef_verlof_terug(ctx: Context, medewerker_id: int, ingediend_in: Kanaal, eerste_dag: date) -> None:
    """Return a request for leave that was not filed in the RRA: the employee reads where it belongs.

    Raises ``Geweigerd`` when it may stay where it is.
    """
    with ctx.database.transactie() as s:
        eis_over(s, ctx, "geef_verlof_terug", policy.AANMELDING, medewerker_id, ctx.vandaag)
        gegeven = Verlofaanvraag(ingediend_in, eerste_dag, aanmeldingen(s, [medewerker_id]).get(medewerker_id, ()))
        if verlof.bereken(gegeven, geldend(s, ctx.installatie)).uitkomst.aanvaard:
            raise Geweigerd(
                "ingediend_in",
                "deze aanvraag staat goed in de RRA"
                if ingediend_in is Kanaal.RRA
                else "op die dag draait deze collega geen patchdiensten; de aanvraag mag blijven waar hij is",
            )
        stuur(s, ctx, "jio.verlof_terug", medewerker_id, dag=eerste_dag)
        noteer(s, ctx, "geef_verlof_terug", policy.AANMELDING, medewerker_id, dag=eerste_dag)


def eigen_aanmeldingen(ctx: Context) -> tuple[Groepslid, ...]:
    """Return when the actor took part, the last time first."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", doel(policy.AANMELDING, medewerker_id=zelf))
    if zelf is None:
        return ()
    with ctx.database.lezen() as s:
        rijen = _rijen(s, [zelf])
    return tuple(Groepslid(zelf, ctx.actor.naam, rij.vanaf, rij.tot) for rij in reversed(rijen))


def aanmeldingen(s: Session, medewerker_ids: Collection[int]) -> Mapping[int, tuple[Aanmelding, ...]]:
    """Return the sign-ups of people as the rules read them."""
    uit: dict[int, tuple[Aanmelding, ...]] = {}
    for rij in _rijen(s, medewerker_ids):
        uit[rij.medewerker_id] = (*uit.get(rij.medewerker_id, ()), Aanmelding(rij.vanaf, rij.tot))
    return uit


def groep_tussen(s: Session, van: date, tot: date) -> tuple[Groepslid, ...]:
    """Return who takes part on some day from ``van`` up to, not including, ``tot``, by name."""
    rijen = s.execute(
        select(Patchaanmelding, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Patchaanmelding.medewerker_id)
        .where(Patchaanmelding.vanaf < tot, or_(Patchaanmelding.tot.is_(None), Patchaanmelding.tot > van))
        .order_by(Medewerker.naam, Patchaanmelding.vanaf)
    )
    return tuple(Groepslid(rij.medewerker_id, naam, rij.vanaf, rij.tot) for rij, naam in rijen)


def vergrendel(s: Session, medewerker_id: int) -> None:
    """Let one transaction at a time change what is rostered for a person."""
    s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())


def _rijen(s: Session, medewerker_ids: Collection[int]) -> list[Patchaanmelding]:
    return list(
        s.scalars(
            select(Patchaanmelding)
            .where(een_van(s, Patchaanmelding.medewerker_id, list(medewerker_ids)))
            .order_by(Patchaanmelding.medewerker_id, Patchaanmelding.vanaf, Patchaanmelding.id)
        )
    )


def _laat_vervallen(s: Session, ctx: Context, medewerker_id: int, vanaf: date) -> int:
    regels = s.scalars(
        select(Roosterregel).where(
            Roosterregel.medewerker_id == medewerker_id,
            Roosterregel.categorie == Categorie.PATCHDIENST,
            Roosterregel.van >= begin_van_dag(vanaf),
            Roosterregel.status.in_((Regelstatus.CONCEPT, Regelstatus.GOEDGEKEURD)),
        )
    ).all()
    for regel in regels:
        regel.status = Regelstatus(ROOSTERREGEL.na(regel.status, "laat_vervallen"))
        begin_stap(s, ctx, policy.REGEL, regel.id, "laat_vervallen", regel.status, AFGEMELD)
    return len(regels)
