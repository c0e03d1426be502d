# SPDX-License-Identifier: EUPL-1.2
"""Change marks: whose month must be calculated again. They are the to-do list of a run.

Who writes a fact that pays sets the mark in the same transaction; a run takes the mark away *before* it reads the
facts. So a fact that is written meanwhile leaves its mark for the next time, whichever of the two commits first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.ledger.bulk import een_van
from core.ledger.models import Boekingsmerk


def markeer(s: Session, eenheid: str, periode: str, medewerker_ids: Iterable[int]) -> None:
    """Mark persons in a month ``YYYY-MM`` of a unit, in the caller's transaction.

    To be called by whatever writes a fact that can change what a person should be paid for that month.
    """
    markeer_alle(s, eenheid, ((periode, medewerker_id) for medewerker_id in medewerker_ids))


def markeer_alle(s: Session, eenheid: str, maanden: Iterable[tuple[str, int]]) -> None:
    """Mark pairs of month and person of a unit, in the caller's transaction."""
    # In one order, so that two writers wait for each other and never in a ring.
    rijen = [
        {"eenheid": eenheid, "periode": periode, "medewerker_id": medewerker_id}
        for periode, medewerker_id in sorted(set(maanden))
    ]
    if not rijen:
        return
    invoegen = postgresql.insert if s.get_bind().dialect.name == "postgresql" else sqlite.insert
    # DO NOTHING would take no lock: a run could take the mark away while this fact is not committed yet.
    opdracht = invoegen(Boekingsmerk).on_conflict_do_update(
        index_elements=["eenheid", "periode", "medewerker_id"], set_={"keer": Boekingsmerk.keer + 1}
    )
    s.connection().execute(opdracht, rijen)


def gemerkt(s: Session, eenheid: str, perioden: Collection[str]) -> bool:
    """Tell whether anybody has a mark in one of these months."""
    vraag = select(Boekingsmerk.keer).where(Boekingsmerk.eenheid == eenheid, Boekingsmerk.periode.in_(perioden))
    return s.execute(vraag.limit(1)).first() is not None


def pak_maand(s: Session, eenheid: str, periode: str) -> None:
    """Take away all marks of a month: everybody is going to be calculated."""
    pakbaar = select(Boekingsmerk.medewerker_id).where(Boekingsmerk.eenheid == eenheid, Boekingsmerk.periode == periode)
    # A mark that another transaction is setting right now is left: its fact cannot be seen yet.
    s.execute(
        delete(Boekingsmerk).where(
            Boekingsmerk.eenheid == eenheid,
            Boekingsmerk.periode == periode,
            Boekingsmerk.medewerker_id.in_(pakbaar.with_for_update(skip_locked=True)),
        ),
        execution_options={"synchronize_session": False},
    )


def pak_volgende(
    s: Session, eenheid: str, perioden: Collection[str], na: tuple[str, int], aantal: int
) -> tuple[str, list[int]] | None:
    """Take away the next marks after (month, person) in one month, and return that month with its persons."""
    vraag = (
        select(Boekingsmerk.periode, Boekingsmerk.medewerker_id)
        .where(
            Boekingsmerk.eenheid == eenheid,
            Boekingsmerk.periode.in_(perioden),
            tuple_(Boekingsmerk.periode, Boekingsmerk.medewerker_id) > na,
        )
        .order_by(Boekingsmerk.periode, Boekingsmerk.medewerker_id)
        .limit(aantal)
    )
    rijen = s.execute(vraag.with_for_update(skip_locked=True)).all()
    if not rijen:
        return None
    periode = rijen[0].periode
    medewerker_ids = [rij.medewerker_id for rij in rijen if rij.periode == periode]
    s.execute(
        delete(Boekingsmerk).where(
            Boekingsmerk.eenheid == eenheid,
            Boekingsmerk.periode == periode,
            een_van(s, Boekingsmerk.medewerker_id, medewerker_ids),
        ),
        execution_options={"synchronize_session": False},
    )
    return periode, medewerker_ids
