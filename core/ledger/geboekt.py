# SPDX-License-Identifier: EUPL-1.2
"""What was booked for a kind of fact: sums per person over effect months, as one regulation asks of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from core.ledger.bulk import een_van
from core.ledger.models import Boeking, Exportregel, Run
from core.ledger.procedure import DEFINITIEF, Runstatus
from core.people.models import Medewerker
from core.uitbetaling.models import Loonuitslag


class Geboekt(NamedTuple):
    """What was booked in all, in cents with the sign of the ledger."""

    #: In runs that nobody can change any more.
    centen: int
    #: There are postings in a run that is still open: the sum may yet change.
    onderweg: bool


class Bevestigd(NamedTuple):
    """Final postings of one person: what was exported, and what payroll said that it paid, in cents."""

    geboekt_centen: int
    geexporteerd_centen: int
    #: None while payroll said nothing about any of them.
    betaald_centen: int | None

    @property
    def verschil_centen(self) -> int | None:
        """Exported minus paid; None while nothing came back."""
        return None if self.betaald_centen is None else self.geexporteerd_centen - self.betaald_centen


NIETS = Geboekt(0, False)


def sommen(
    s: Session, eenheid: str, regeling: str, feit: str, van: str, tot_en_met: str, medewerker_ids: Sequence[int]
) -> Mapping[int, Geboekt]:
    """Return per person what was booked for a fact over effect months ``YYYY-MM``, in one query."""
    definitief = Run.status.in_(DEFINITIEF)
    vraag = (
        select(
            Boeking.medewerker_id,
            func.sum(case((definitief, Boeking.centen), else_=0)),
            func.sum(case((definitief, 0), else_=1)),
        )
        .join(Run, Run.id == Boeking.run_id)
        .where(*_over(s, eenheid, regeling, feit, medewerker_ids), Boeking.periode.between(van, tot_en_met))
        .group_by(Boeking.medewerker_id)
    )
    return {wie: Geboekt(int(centen), onderweg > 0) for wie, centen, onderweg in s.connection().execute(vraag).all()}


def per_maand(
    s: Session, eenheid: str, regeling: str, feit: str, van: str, tot_en_met: str, medewerker_ids: Sequence[int]
) -> Mapping[tuple[int, str], int]:
    """Return what final runs booked for a fact, by person and effect month, in cents; one query."""
    vraag = (
        select(Boeking.medewerker_id, Boeking.periode, func.sum(Boeking.centen))
        .join(Run, Run.id == Boeking.run_id)
        .where(
            *_over(s, eenheid, regeling, feit, medewerker_ids),
            Boeking.periode.between(van, tot_en_met),
            Run.status.in_(DEFINITIEF),
        )
        .group_by(Boeking.medewerker_id, Boeking.periode)
    )
    return {(wie, periode): int(centen) for wie, periode, centen in s.execute(vraag)}


def gesloten_maanden(s: Session, eenheid: str, van: str, tot_en_met: str) -> frozenset[str]:
    """Return the months whose first run has been checked, approved or exported: what counted there, counted."""
    vraag = select(Run.periode).where(
        Run.eenheid == eenheid,
        Run.periode.between(van, tot_en_met),
        Run.status.in_((Runstatus.GECONTROLEERD, *DEFINITIEF)),
    )
    return frozenset(s.scalars(vraag))


def bevestigd(
    s: Session, eenheid: str, regeling: str, feit: str, van: str, tot_en_met: str, medewerker_ids: Sequence[int]
) -> Mapping[int, Bevestigd]:
    """Return what was booked, exported and paid for a fact over effect months, per person, in two queries.

    Payroll answers by posting; a month that came back as one sum without postings says nothing about a fact.
    """
    geexporteerd = exists().where(Exportregel.boeking_id == Boeking.id)
    vraag = (
        select(Boeking.medewerker_id, func.sum(Boeking.centen), func.sum(case((geexporteerd, Boeking.centen), else_=0)))
        .join(Run, Run.id == Boeking.run_id)
        .where(
            *_over(s, eenheid, regeling, feit, medewerker_ids),
            Boeking.periode.between(van, tot_en_met),
            Run.status.in_(DEFINITIEF),
        )
        .group_by(Boeking.medewerker_id)
    )
    terug = (
        select(Boeking.medewerker_id, func.sum(Loonuitslag.centen))
        .join(Loonuitslag, Loonuitslag.boeking_id == Boeking.id)
        .join(Medewerker, Medewerker.id == Boeking.medewerker_id)
        .where(
            *_over(s, eenheid, regeling, feit, medewerker_ids),
            Boeking.periode.between(van, tot_en_met),
            Loonuitslag.eenheid == eenheid,
            Loonuitslag.personeelsnummer == Medewerker.personeelsnummer,
            Loonuitslag.vervallen_op.is_(None),
        )
        .group_by(Boeking.medewerker_id)
    )
    betaald = {wie: int(centen) for wie, centen in s.execute(terug)}
    return {wie: Bevestigd(int(alles), int(uit), betaald.get(wie)) for wie, alles, uit in s.execute(vraag)}


def _over(
    s: Session, eenheid: str, regeling: str, feit: str, medewerker_ids: Sequence[int]
) -> tuple[ColumnElement[bool], ...]:
    return (
        een_van(s, Boeking.medewerker_id, medewerker_ids),
        Boeking.eenheid == eenheid,
        Boeking.regeling == regeling,
        Boeking.feit == feit,
    )
