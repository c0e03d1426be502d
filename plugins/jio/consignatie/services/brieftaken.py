# SPDX-License-Identifier: EUPL-1.2
"""A letter as a document, and the task for HR while somebody has no letter for a duty that is to come (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from core.berichten.models import Taak
from core.berichten.services import los_taak_op, meld_taak
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import HR, GeenToegang
from core.storage.audit import noteer
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Aanwijzing
from plugins.jio.consignatie.services.aanwijzingen import ontbrekende_brieven

TAAK_ZONDER_BRIEF = "jio.zonder_brief"
"""A task: ``sleutel`` is the id of an employee who has no letter for a duty that is to come."""

# The text gives no term for the letter: eight weeks before the duty leave time enough to write one.
VOORUIT = timedelta(weeks=8)


@dataclass(frozen=True)
class Briefgegevens:
    """What stands in a letter."""

    id: int
    naam: str
    personeelsnummer: str
    per: date
    getekend_op: date | None
    ingetrokken_per: date | None


def briefgegevens(ctx: Context, brief_id: int) -> Briefgegevens:
    """Return what stands in a letter; that somebody took the document is recorded. Raises ``GeenToegang``."""
    with ctx.database.transactie() as s:
        gevonden = s.execute(
            select(Aanwijzing, Medewerker)
            .join(Medewerker, Medewerker.id == Aanwijzing.medewerker_id)
            .where(Aanwijzing.id == brief_id)
        ).first()
        if gevonden is None:
            raise GeenToegang("bekijk", policy.AANWIJZING)
        brief, wie = gevonden
        ctx.eis("bekijk", policy.doel(policy.AANWIJZING, medewerker_id=brief.medewerker_id))
        noteer(s, ctx, "maak_document", policy.AANWIJZING, brief.id)
        return Briefgegevens(
            brief.id, wie.naam, wie.personeelsnummer, brief.per, brief.getekend_op, brief.ingetrokken_per
        )


def te_melden(ctx: Context) -> Sequence[int]:
    """Return whose task must be opened or closed: who misses a letter, and who has an open task."""
    zonder = _zonder_brief(ctx)
    with ctx.database.lezen() as s:
        open_ = s.scalars(
            select(Taak.sleutel).where(
                Taak.eenheid == policy.EENHEID, Taak.soort == TAAK_ZONDER_BRIEF, Taak.opgelost_op.is_(None)
            )
        ).all()
    gemeld = {int(sleutel) for sleutel in open_}
    return sorted(zonder.keys() ^ gemeld)


def meld(ctx: Context, medewerker_id: int) -> None:
    """Open the task about somebody, or close it when the letter is there. Doing it again changes nothing."""
    dinsdag = _zonder_brief(ctx).get(medewerker_id)
    with ctx.database.transactie() as s:
        if dinsdag is None:
            los_taak_op(s, ctx, eenheid=policy.EENHEID, soort=TAAK_ZONDER_BRIEF, sleutel=str(medewerker_id))
            return
        al_open = s.scalar(
            select(Taak.id).where(
                Taak.eenheid == policy.EENHEID,
                Taak.soort == TAAK_ZONDER_BRIEF,
                Taak.sleutel == str(medewerker_id),
                Taak.opgelost_op.is_(None),
            )
        )
        if al_open is None:
            meld_taak(
                s,
                ctx,
                eenheid=policy.EENHEID,
                rol=HR.id,
                soort=TAAK_ZONDER_BRIEF,
                sleutel=str(medewerker_id),
                dinsdag=dinsdag,
            )


def _zonder_brief(ctx: Context) -> dict[int, date]:
    """Return who misses a letter, with the first duty for which it is missed."""
    uit: dict[int, date] = {}
    for regel in ontbrekende_brieven(ctx, ctx.vandaag + VOORUIT):
        uit.setdefault(regel.medewerker_id, regel.dinsdag)
    return uit
