# SPDX-License-Identifier: EUPL-1.2
"""A run at a glance: what is open, what must be decided, and what differs from the month before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, or_, select, true
from sqlalchemy.orm import Session

from core.ledger.models import Boeking, Boekingsmerk, Openstaandfeit, Run
from core.ledger.momentopname import onbevestigd
from core.people.models import Medewerker
from core.rules.parameters import Feit, Parameterset


@dataclass(frozen=True)
class Runoverzicht:
    """What HR must know before the next step of a run."""

    run: Run
    #: Open facts by reason.
    openstaand: tuple[tuple[str, int], ...]
    te_bevestigen: tuple[Feit, ...]
    #: Postings without a wage code, by regulation.
    zonder_looncode: tuple[tuple[str, int], ...]
    #: Amounts below zero: they wait for a decision before they go to payroll.
    verlagingen: int
    #: Persons for whom something changed in this month since it was calculated.
    gewijzigd_sinds: int


@dataclass(frozen=True)
class Openstaandregel:
    """A fact that could not be calculated, with its person."""

    medewerker_id: int
    personeelsnummer: str
    naam: str
    periode: str
    regeling: str
    feit: str
    reden: str
    #: Missing parameters as (key, day).
    ontbreekt: tuple[tuple[str, date], ...]
    artikel: str
    #: The id of the role that decides; empty when nobody has to.
    beslisser: str
    #: What belongs to the question, by name.
    gegevens: dict[str, Any]
    blokkeert: bool


@dataclass(frozen=True)
class Verschilregel:
    """What a person gets in this month and got in the one before, in cents."""

    medewerker_id: int
    personeelsnummer: str
    naam: str
    vorige_centen: int
    deze_centen: int

    @property
    def verschil_centen(self) -> int:
        """This month minus the month before."""
        return self.deze_centen - self.vorige_centen


@dataclass(frozen=True)
class Maandvergelijking:
    """What is booked in a month beside the last month before it with postings (None: there is none)."""

    periode: str
    vorige_periode: str | None
    #: Persons, the largest difference first.
    regels: tuple[Verschilregel, ...]
    #: How many persons there are in all.
    aantal: int
    deze_centen: int
    vorige_centen: int


def overzicht(s: Session, run: Run, parameters: Parameterset) -> Runoverzicht:
    """Return what HR must know before the next step."""
    openstaand = (
        select(Openstaandfeit.reden, func.count())
        .where(Openstaandfeit.run_id == run.id)
        .group_by(Openstaandfeit.reden)
        .order_by(Openstaandfeit.reden)
    )
    zonder_looncode = (
        select(Boeking.regeling, func.count())
        .where(Boeking.run_id == run.id, Boeking.looncode == "")
        .group_by(Boeking.regeling)
        .order_by(Boeking.regeling)
    )
    verlagingen = (
        select(func.count()).where(Boeking.run_id == run.id, Boeking.centen < 0, ~Boeking.inhouding).scalar_subquery()
    )
    gewijzigd = (
        select(func.count())
        .where(Boekingsmerk.eenheid == run.eenheid, Boekingsmerk.periode == run.periode)
        .scalar_subquery()
    )
    aantal_verlagingen, aantal_gewijzigd = s.execute(select(verlagingen, gewijzigd)).one()
    return Runoverzicht(
        run,
        tuple((reden, aantal) for reden, aantal in s.execute(openstaand)),
        tuple(onbevestigd(parameters, run.te_bevestigen)),
        tuple((regeling, aantal) for regeling, aantal in s.execute(zonder_looncode)),
        aantal_verlagingen,
        aantal_gewijzigd,
    )


def openstaande_feiten(s: Session, run_id: int, vanaf: int, aantal: int) -> tuple[Openstaandregel, ...]:
    """Return a page of the open facts of a run, by person."""
    vraag = (
        select(Openstaandfeit, Medewerker.personeelsnummer, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Openstaandfeit.medewerker_id)
        .where(Openstaandfeit.run_id == run_id)
        .order_by(Medewerker.personeelsnummer, Openstaandfeit.periode, Openstaandfeit.id)
        .offset(vanaf)
        .limit(aantal)
    )
    return tuple(
        Openstaandregel(
            feit.medewerker_id,
            personeelsnummer,
            naam,
            feit.periode,
            feit.regeling,
            feit.feit,
            feit.reden,
            tuple((sleutel, date.fromisoformat(dag)) for sleutel, dag in feit.ontbreekt),
            feit.artikel,
            feit.beslisser,
            dict(feit.gegevens),
            feit.blokkeert,
        )
        for feit, personeelsnummer, naam in s.execute(vraag)
    )


def vergelijk(s: Session, run: Run, vanaf: int, aantal: int, zoek: str = "") -> Maandvergelijking:
    """Compare the month of a run, person by person, with the last month before it in which anything was booked.

    ``zoek`` keeps the persons whose name contains it or whose number begins with it; the totals are those of everybody.
    """
    # A unit has some dozens of runs: one query for all is less than one for each question.
    runs = s.execute(
        select(Run.id, Run.periode, Run.volgnummer, Run.aantal).where(
            Run.eenheid == run.eenheid, Run.periode <= run.periode
        )
    ).all()
    vorige_periode = max((rij.periode for rij in runs if rij.periode < run.periode and rij.aantal), default=None)
    deze = [rij.id for rij in runs if rij.periode == run.periode and rij.volgnummer <= run.volgnummer]
    vorige = [rij.id for rij in runs if rij.periode == vorige_periode]
    per_persoon = (
        select(
            Boeking.medewerker_id,
            func.sum(case((Boeking.run_id.in_(vorige), Boeking.centen), else_=0)).label("vorige"),
            func.sum(case((Boeking.run_id.in_(deze), Boeking.centen), else_=0)).label("deze"),
        )
        .where(Boeking.run_id.in_([*deze, *vorige]))
        .group_by(Boeking.medewerker_id)
        .subquery()
    )
    personen, deze_centen, vorige_centen = s.execute(
        select(
            func.count(),
            func.coalesce(func.sum(per_persoon.c.deze), 0),
            func.coalesce(func.sum(per_persoon.c.vorige), 0),
        ).select_from(per_persoon)
    ).one()
    gezocht = or_(
        func.lower(Medewerker.naam).contains(zoek.lower(), autoescape=True),
        Medewerker.personeelsnummer.startswith(zoek, autoescape=True),
    )
    rijen = s.execute(
        select(per_persoon, Medewerker.personeelsnummer, Medewerker.naam)
        .join(Medewerker, Medewerker.id == per_persoon.c.medewerker_id)
        .where(gezocht if zoek else true())
        .order_by(func.abs(per_persoon.c.deze - per_persoon.c.vorige).desc(), Medewerker.personeelsnummer)
        .offset(vanaf)
        .limit(aantal)
    )
    return Maandvergelijking(
        run.periode,
        vorige_periode,
        tuple(
            Verschilregel(rij.medewerker_id, rij.personeelsnummer, rij.naam, int(rij.vorige), int(rij.deze))
            for rij in rijen
        ),
        personen,
        int(deze_centen),
        int(vorige_centen),
    )
