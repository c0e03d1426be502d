# SPDX-License-Identifier: EUPL-1.2
"""The books as they stood on a day: what had been approved by then, by person and effect month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import Session

from core.calendar.tijd import begin_van_dag
from core.ledger.models import Boeking, Run
from core.ledger.procedure import DEFINITIEF
from core.people.models import Medewerker
from core.storage.audit import Audit


@dataclass(frozen=True)
class Standregel:
    """What the ledger said of one person in one effect month."""

    medewerker_id: int
    personeelsnummer: str
    naam: str
    periode: str
    boekingen: int
    centen: int


@dataclass(frozen=True)
class Boekstand:
    """The books of a unit at the end of a day."""

    eenheid: str
    op: date
    #: Runs that had been approved, and what they hold together.
    runs: tuple[Run, ...]
    boekingen: int
    centen: int
    #: Persons and effect months in all, and some of them, by person and month.
    aantal: int
    regels: tuple[Standregel, ...]
    #: Runs that were approved then and given back later: what they held then is not kept.
    teruggegeven: tuple[Run, ...]


def boekstand(s: Session, eenheid: str, op: date, vanaf: int, aantal: int, zoek: str = "") -> Boekstand:
    """Return the books of a unit at the end of a Dutch day; ``zoek`` keeps persons by name or personnel number."""
    grens = einde_van(op)
    runs = s.scalars(
        select(Run).where(_bekend(eenheid, grens)).order_by(Run.periode.desc(), Run.volgnummer.desc())
    ).all()
    nummers = [run.id for run in runs]
    boekingen, centen = s.execute(
        select(func.count(), func.coalesce(func.sum(Boeking.centen), 0)).where(Boeking.run_id.in_(nummers))
    ).one()
    vraag = _vraag(nummers, zoek)
    return Boekstand(
        eenheid,
        op,
        tuple(runs),
        boekingen,
        int(centen),
        s.scalar(select(func.count()).select_from(vraag.order_by(None).subquery())) or 0,
        tuple(_regels(s, vraag.offset(vanaf).limit(aantal))),
        _teruggegeven(s, eenheid, grens, nummers),
    )


def alle_regels(s: Session, eenheid: str, op: date) -> list[Standregel]:
    """Return every person and effect month of the books at the end of a Dutch day."""
    nummers = s.scalars(select(Run.id).where(_bekend(eenheid, einde_van(op)))).all()
    return list(_regels(s, _vraag(list(nummers), "")))


def einde_van(dag: date) -> datetime:
    """Return the moment at which a Dutch day ends."""
    return begin_van_dag(dag + timedelta(days=1))


def _bekend(eenheid: str, grens: datetime) -> ColumnElement[bool]:
    return (Run.eenheid == eenheid) & Run.status.in_(DEFINITIEF) & (Run.goedgekeurd_op < grens)


def _vraag(run_ids: list[int], zoek: str) -> Select[int, str, str, str, int, int]:
    gezocht = or_(
        func.lower(Medewerker.naam).contains(zoek.lower(), autoescape=True),
        Medewerker.personeelsnummer.startswith(zoek, autoescape=True),
    )
    return (
        select(
            Boeking.medewerker_id,
            Medewerker.personeelsnummer,
            Medewerker.naam,
            Boeking.periode,
            func.count(),
            func.sum(Boeking.centen),
        )
        .join(Medewerker, Medewerker.id == Boeking.medewerker_id)
        .where(Boeking.run_id.in_(run_ids), gezocht if zoek else true())
        .group_by(Boeking.medewerker_id, Medewerker.personeelsnummer, Medewerker.naam, Boeking.periode)
        .order_by(Medewerker.personeelsnummer, Boeking.periode)
    )


def _regels(s: Session, vraag: Select[int, str, str, str, int, int]) -> Iterator[Standregel]:
    for wie, nummer, naam, periode, aantal, centen in s.execute(vraag):
        yield Standregel(wie, nummer, naam, periode, aantal, int(centen))


def _teruggegeven(s: Session, eenheid: str, grens: datetime, bekend: list[int]) -> tuple[Run, ...]:
    """Return the runs whose last step before the moment was an approval, and that are not among those known."""
    kandidaten = s.scalars(
        select(Run).where(Run.eenheid == eenheid, Run.teruggegeven_op >= grens, Run.id.not_in(bekend))
    ).all()
    if not kandidaten:
        return ()
    stappen = s.execute(
        select(Audit.object_id, Audit.handeling)
        .where(
            Audit.soort == "core.run",
            Audit.object_id.in_([str(run.id) for run in kandidaten]),
            Audit.handeling.in_(("keurgoed", "geefterug")),
            Audit.op < grens,
        )
        .order_by(Audit.id)
    )
    laatste = {stap.object_id: stap.handeling for stap in stappen}
    return tuple(run for run in kandidaten if laatste.get(str(run.id)) == "keurgoed")
