# SPDX-License-Identifier: EUPL-1.2
"""The estimate of a year: the driver gives and changes it; it acts from the first month that was not booked (4.1)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger import geboekt
from core.ledger.boeken import sluit_af
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.feiten import jaar as heel_jaar
from plugins.om.autoregeling.bijdrage.feiten import maand, staat
from plugins.om.autoregeling.bijdrage.merken import markeer_recht
from plugins.om.autoregeling.bijdrage.models import Schatting
from plugins.om.autoregeling.models import Gebruik
from plugins.om.autoregeling.policy import BIJDRAGE, EENHEID

MEESTE_KILOMETERS = 200_000


def zet(ctx: Context, medewerker_id: int, jaar: int, kilometers: int) -> Schatting:
    """Record the private kilometres that a driver expects in a whole year; months that were booked stay as they are.

    The driver does it, or HR on request. Raises ``GeenToegang``, and ``Geweigerd`` for a year that is being settled,
    for who has no car in it, and for a year of which every month was booked.
    """
    if not (ctx.mag("schat", policy.eigen(BIJDRAGE, medewerker_id)) or ctx.mag("schat_namens", policy.doel(BIJDRAGE))):
        raise GeenToegang("schat", BIJDRAGE)
    if not 0 <= kilometers <= MEESTE_KILOMETERS:
        raise Geweigerd("kilometers", f"vul een heel aantal van 0 tot en met {MEESTE_KILOMETERS} in")
    if not ctx.vandaag.year - 1 <= jaar <= ctx.vandaag.year + 1:
        raise Geweigerd("jaar", "schat dit jaar, het vorige of het volgende")
    with ctx.database.transactie() as s:
        # A month that is booked meanwhile must not get another estimate, and two estimates follow each other.
        sluit_af(s, EENHEID)
        s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())
        if staat(s, [medewerker_id]).afgerekend(medewerker_id, jaar):
            raise Geweigerd("jaar", "dit jaar wordt al verrekend met de kilometers die echt zijn gereden")
        tijd = heel_jaar(jaar)
        eigen_auto = exists().where(
            Gebruik.medewerker_id == medewerker_id,
            Gebruik.vervallen_op.is_(None),
            Gebruik.van <= tijd.tot_en_met,
            Gebruik.tot_en_met.is_(None) | (Gebruik.tot_en_met >= tijd.van),
        )
        if not s.scalar(select(eigen_auto)):
            raise Geweigerd("jaar", "in dit jaar is er geen dienstauto om privé mee te rijden")
        vanaf = eerste_open_maand(s, medewerker_id, jaar)
        if vanaf is None:
            raise Geweigerd("jaar", "alle maanden van dit jaar zijn al geboekt; de rest volgt bij de verrekening")
        rij = Schatting(
            medewerker_id=medewerker_id,
            jaar=jaar,
            vanaf_maand=vanaf,
            kilometers=kilometers,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        begin = maand(f"{jaar}-{vanaf:02d}").van
        if begin <= ctx.vandaag:
            markeer_recht(s, ctx, [medewerker_id], begin, tijd.tot_en_met)
        noteer(s, ctx, "schat", BIJDRAGE, rij.id, medewerker=medewerker_id, jaar=jaar, vanaf=vanaf)
        return rij


def eerste_open_maand(s: Session, medewerker_id: int, jaar: int) -> int | None:
    """Return from which month a new estimate acts; None when every month was booked.

    A month counts as booked once its first run has been checked. Who had no estimate yet has nothing that was booked
    on one: the first acts from January.
    """
    eerder = s.scalar(
        select(exists().where(Schatting.medewerker_id == medewerker_id, Schatting.jaar == jaar)),
    )
    if not eerder:
        return 1
    gesloten = geboekt.gesloten_maanden(s, EENHEID, f"{jaar}-01", f"{jaar}-12")
    vanaf = max((int(periode[5:]) for periode in gesloten), default=0) + 1
    return vanaf if vanaf <= 12 else None


def schattingen_van(s: Session, medewerker_id: int, jaar: int) -> Sequence[Schatting]:
    """Return the estimates of a driver for a year, the first one first."""
    return s.scalars(
        select(Schatting).where(Schatting.medewerker_id == medewerker_id, Schatting.jaar == jaar).order_by(Schatting.id)
    ).all()
