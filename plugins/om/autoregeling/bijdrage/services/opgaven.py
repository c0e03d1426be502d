# SPDX-License-Identifier: EUPL-1.2
"""Private kilometres from a register kept by hand, as a total of a year; the driver splits it where asked (5.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.feiten import Opgave, Tijd, regime
from plugins.om.autoregeling.bijdrage.merken import markeer_jaren
from plugins.om.autoregeling.bijdrage.models import Kilometeropgave
from plugins.om.autoregeling.bijdrage.services.afrekeningen import bereken_standen
from plugins.om.autoregeling.bijdrage.verrekening import Jaartarief, stukken
from plugins.om.autoregeling.models import Ritregistratie, Voertuig
from plugins.om.autoregeling.policy import BIJDRAGE

SPLITSEN = "om.kilometers_splitsen"
MEESTE_KILOMETERS = 200_000


def geef_op(ctx: Context, medewerker_id: int, voertuig_id: int, van: date, tot_en_met: date, tienden: int) -> int:
    """Record a total over days from the register of a car without registered trips, in the place of an equal one.

    When the price changes within those days the driver is asked to split it; the settlement waits. Raises
    ``GeenToegang`` and ``Geweigerd``. Returns its number.
    """
    ctx.eis("geef_op", policy.doel(BIJDRAGE))
    if van.year != tot_en_met.year or tot_en_met < van:
        raise Geweigerd("tot_en_met", "een opgave gaat over dagen van een jaar, de eerste niet na de laatste")
    if not 0 <= tienden <= MEESTE_KILOMETERS * 10:
        raise Geweigerd("kilometers", f"vul 0 tot en met {MEESTE_KILOMETERS} kilometer in")
    with ctx.database.transactie() as s:
        s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())
        auto = s.get(Voertuig, voertuig_id)
        if auto is None or auto.ritregistratie is not Ritregistratie.HANDMATIG:
            raise Geweigerd("kenteken", "van deze auto worden de ritten zelf geregistreerd")
        for rij in opgaven_van(s, medewerker_id, van.year):
            if rij.voertuig_id != voertuig_id:
                continue
            if (rij.van, rij.tot_en_met) == (van, tot_en_met):
                rij.vervallen_op = ctx.nu
            elif Tijd(rij.van, rij.tot_en_met).en(Tijd(van, tot_en_met)):
                raise Geweigerd("van", "over een deel van deze dagen is er al een opgave")
        rij = _voeg_toe(s, ctx, medewerker_id, Opgave(Tijd(van, tot_en_met), voertuig_id, tienden))
        stand = bereken_standen(s, ctx, van.year, [medewerker_id]).get(medewerker_id)
        if stand is not None and Tijd(van, tot_en_met) in stand.som.te_splitsen:
            stuur(s, ctx, SPLITSEN, medewerker_id, jaar=van.year)
        markeer_jaren(s, [(medewerker_id, van.year)])
        noteer(s, ctx, "geef_op", BIJDRAGE, rij.id, medewerker=medewerker_id, jaar=van.year)
        return rij.id


def grenzen(s: Session, ctx: Context, rij: Kilometeropgave, tarief: Jaartarief) -> tuple[Tijd, ...]:
    """Return the stretches of days into which the driver is asked to split a total."""
    jaar = rij.van.year
    stand = bereken_standen(s, ctx, jaar, [rij.medewerker_id]).get(rij.medewerker_id)
    if stand is None:
        return ()
    heel = Tijd(rij.van, rij.tot_en_met)
    delen = (deel.en(heel) for deel in stukken(stand.berijder, regime(s, jaar), tarief.grenzen))
    return tuple(deel for deel in delen if deel)


def te_splitsen(ctx: Context, jaar: int) -> tuple[tuple[Kilometeropgave, tuple[Tijd, ...]], ...]:
    """Return the actor's own totals of a year that must be split, each with the stretches that are asked."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("splits", policy.eigen(BIJDRAGE, zelf))
    if zelf is None:
        return ()
    with ctx.database.lezen() as s:
        rijen = opgaven_van(s, zelf, jaar)
        if not rijen:
            return ()
        tarief = Jaartarief(jaar, geldend(s, ctx.installatie))
        gevraagd = ((rij, grenzen(s, ctx, rij, tarief)) for rij in rijen)
        return tuple((rij, delen) for rij, delen in gevraagd if len(delen) > 1)


def splits(ctx: Context, opgave_id: int, tienden: Sequence[int]) -> None:
    """Split one's own total over the stretches that were asked, in their order; together they are the same.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    with ctx.database.transactie() as s:
        rij = s.scalar(
            select(Kilometeropgave)
            .where(Kilometeropgave.id == opgave_id, Kilometeropgave.vervallen_op.is_(None))
            .with_for_update()
        )
        if rij is None:
            raise GeenToegang("splits", BIJDRAGE)
        ctx.eis("splits", policy.eigen(BIJDRAGE, rij.medewerker_id))
        delen = grenzen(s, ctx, rij, Jaartarief(rij.van.year, geldend(s, ctx.installatie)))
        if len(delen) < 2 or len(delen) != len(tienden):
            raise Geweigerd("", "deze opgave hoeft niet zo te worden gesplitst; open de pagina opnieuw")
        if any(deel < 0 for deel in tienden) or sum(tienden) != rij.tienden:
            raise Geweigerd("kilometers", f"de delen zijn samen {rij.tienden / 10:g} kilometer")
        rij.vervallen_op = ctx.nu
        s.flush()
        for deel, aantal in zip(delen, tienden, strict=True):
            _voeg_toe(s, ctx, rij.medewerker_id, Opgave(deel, rij.voertuig_id, aantal))
        markeer_jaren(s, [(rij.medewerker_id, rij.van.year)])
        noteer(s, ctx, "splits", BIJDRAGE, opgave_id, delen=len(delen))


def opgaven_van(s: Session, medewerker_id: int, jaar: int) -> Sequence[Kilometeropgave]:
    """Return the totals of a driver over a year that count, the first days first."""
    return s.scalars(
        select(Kilometeropgave)
        .where(
            Kilometeropgave.medewerker_id == medewerker_id,
            Kilometeropgave.vervallen_op.is_(None),
            Kilometeropgave.van.between(date(jaar, 1, 1), date(jaar, 12, 31)),
        )
        .order_by(Kilometeropgave.van)
    ).all()


def _voeg_toe(s: Session, ctx: Context, medewerker_id: int, opgave: Opgave) -> Kilometeropgave:
    rij = Kilometeropgave(
        medewerker_id=medewerker_id,
        voertuig_id=opgave.voertuig_id,
        van=opgave.tijd.van,
        tot_en_met=opgave.tijd.tot_en_met,
        tienden=opgave.tienden,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(rij)
    s.flush()
    return rij
