# SPDX-License-Identifier: EUPL-1.2
"""One part of a scenario: some thousands of people of one unit over all its months, old against new.

Old is what final runs booked, where the figures that hold now are still those of the runs and nothing changed for the
person since; otherwise it is calculated with the figures that hold, so that a difference is the scenario's alone. A
fact that the new figures leave open keeps its old amount, as the ledger would.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.contributions import Maandbron, Openstaand
from core.ledger.boeken import Feitsleutel
from core.ledger.bulk import JSON_TEKST, een_van, in_bereik, in_stukken, voeg_toe
from core.ledger.models import Boeking, Boekingsmerk, Openstaandfeit, Run
from core.ledger.momentopname import Gevolgd
from core.ledger.procedure import DEFINITIEF, OPEN
from core.ledger.run import bronnen_van
from core.ledger.scenario.models import Scenariopersoon
from core.people.opzoeken import inschalingen
from core.plugins import Installatie
from core.regulations.parameterbeheer.services import geldend
from core.rules.parameters import Feit, Parameterset
from core.storingen.services import namens

Persoonsom = dict[int, int]
"""Cents by person."""

_KOLOMMEN = (
    "scenario_id",
    "eenheid",
    "medewerker_id",
    "schaal",
    "oud_centen",
    "nieuw_centen",
    "verschillen",
    "niet_berekend",
    "op",
)


@dataclass(frozen=True)
class Opdracht:
    """What a calculation needs beside the database and the installation; it travels to another process."""

    scenario_id: int
    beurt: int
    maanden: tuple[str, ...]
    #: By unit, the months whose old amounts stand in the ledger.
    geboekt: Mapping[str, frozenset[str]]
    feiten: tuple[Feit, ...]
    #: Figures count as known at this moment, in every process.
    op: datetime


@dataclass
class Telling:
    """What came of one part, or of several together."""

    #: Old and new cents by month.
    oud: Counter[str] = field(default_factory=Counter)
    nieuw: Counter[str] = field(default_factory=Counter)
    personen: int = 0
    #: Persons with a fact that could not be calculated, and how many facts by reason.
    niet_berekend: int = 0
    redenen: Counter[str] = field(default_factory=Counter)
    #: Missing parameters, key -> first day.
    ontbreekt: dict[str, str] = field(default_factory=dict)
    #: Months of persons that were booked and are calculated again, since something changed for them afterwards.
    bijgewerkt: int = 0
    #: Keys that were asked for, and inferred values that were given, as (key, from).
    sleutels: set[str] = field(default_factory=set)
    te_bevestigen: set[tuple[str, str]] = field(default_factory=set)

    def tel_op(self, ander: Telling) -> None:
        """Add the counts of another part."""
        for eigen, zijn in ((self.oud, ander.oud), (self.nieuw, ander.nieuw), (self.redenen, ander.redenen)):
            eigen.update(zijn)
        self.personen += ander.personen
        self.niet_berekend += ander.niet_berekend
        self.bijgewerkt += ander.bijgewerkt
        for sleutel, dag in ander.ontbreekt.items():
            self.ontbreekt[sleutel] = min(dag, self.ontbreekt.get(sleutel, dag))
        self.sleutels |= ander.sleutels
        self.te_bevestigen |= ander.te_bevestigen


@dataclass(frozen=True)
class _Uitkomst:
    """What the sources answered for some people in one month."""

    som: Persoonsom
    #: Open facts as (person, regulation, fact, reason).
    openstaand: list[tuple[int, str, str, str]]
    #: The missing parameters, key -> first day.
    ontbreekt: dict[str, str]
    #: What some facts came to by themselves.
    gezocht: dict[Feitsleutel, int]


class Rekenaar:
    """Calculates parts of one unit with one set of figures."""

    def __init__(self, s: Session, installatie: Installatie, opdracht: Opdracht, eenheid: str) -> None:
        self.opdracht = opdracht
        self.eenheid = eenheid
        self.bronnen: tuple[Maandbron, ...] = bronnen_van(s, installatie, eenheid)
        self.nu = geldend(s, installatie, opdracht.op)
        self.straks = Gevolgd(self.nu.aangevuld(opdracht.feiten))
        self._laatste_dag = plus_maanden(date.fromisoformat(f"{opdracht.maanden[-1]}-01"), 1) - timedelta(days=1)

    def personen(self, s: Session, maand: str) -> set[int]:
        """Return who has facts in a month."""
        with namens(self.eenheid, "annex_maandbronnen"):
            return {persoon for bron in self.bronnen for persoon in bron.medewerkers(s, maand)}

    def bereken(
        self, s: Session, personen: Sequence[int], met_feiten: Mapping[str, Sequence[int]]
    ) -> tuple[Telling, list[tuple[object, ...]]]:
        """Calculate some people, of whom a month asks for those with facts; return counts, and rows to be written."""
        with in_bereik(s, personen, self.opdracht.maanden):
            return self._bereken(s, personen, met_feiten)

    def _bereken(
        self, s: Session, personen: Sequence[int], met_feiten: Mapping[str, Sequence[int]]
    ) -> tuple[Telling, list[tuple[object, ...]]]:
        opdracht = self.opdracht
        telling = Telling()
        geboekt = self._geboekt(s, personen)
        gewijzigd = self._gewijzigd(s, personen)
        oud: dict[int, list[int]] = defaultdict(lambda: [0] * len(opdracht.maanden))
        nieuw: dict[int, list[int]] = defaultdict(lambda: [0] * len(opdracht.maanden))
        open_maanden: dict[int, set[str]] = defaultdict(set)
        for plek, maand in enumerate(opdracht.maanden):
            erin = met_feiten[maand]
            straks = self._vraag(s, maand, erin, self.straks)
            is_geboekt = maand in opdracht.geboekt[self.eenheid]
            opnieuw: Sequence[int] = sorted(gewijzigd[maand]) if is_geboekt else erin
            telling.bijgewerkt += len(opnieuw) if is_geboekt else 0
            eerst = self._vraag(s, maand, opnieuw, self.nu, {rij[:3] for rij in straks.openstaand}) if opnieuw else None
            som = {
                wie: centen for wie, centen in geboekt[maand].items() if eerst is None or wie not in gewijzigd[maand]
            }
            per_feit = self._geboekte_feiten(s, maand, [*straks.openstaand, *(eerst.openstaand if eerst else ())])
            if eerst is not None:
                # What cannot be calculated now either keeps what was booked for it.
                for feit in eerst.openstaand:
                    eerst.som[feit[0]] += per_feit.get(feit[:3], 0)
                som |= eerst.som
                per_feit |= eerst.gezocht
            for feit in straks.openstaand:
                straks.som[feit[0]] += per_feit.get(feit[:3], 0)
                telling.redenen[feit[3]] += 1
                open_maanden[feit[0]].add(maand)
            for sleutel, dag in straks.ontbreekt.items():
                telling.ontbreekt[sleutel] = min(dag, telling.ontbreekt.get(sleutel, dag))
            telling.oud[maand] += sum(som.values())
            telling.nieuw[maand] += sum(straks.som.values())
            for wie, centen in som.items():
                oud[wie][plek] = centen
            for wie, centen in straks.som.items():
                nieuw[wie][plek] = centen
        iedereen = sorted({*oud, *nieuw, *open_maanden})
        telling.personen, telling.niet_berekend = len(iedereen), len(open_maanden)
        telling.sleutels = set(self.straks.gebruik.sleutels)
        telling.te_bevestigen = {(sleutel, dag.isoformat()) for sleutel, dag in self.straks.gebruik.te_bevestigen}
        return telling, list(self._rijen(s, iedereen, oud, nieuw, open_maanden))

    def _rijen(
        self,
        s: Session,
        wie: Sequence[int],
        oud: Mapping[int, list[int]],
        nieuw: Mapping[int, list[int]],
        open_maanden: Mapping[int, set[str]],
    ) -> Iterable[tuple[object, ...]]:
        salarissen = inschalingen(s, wie, self.opdracht.op)
        nul = [0] * len(self.opdracht.maanden)
        # As each database writes a moment: these rows go past the column's own type.
        sqlite = s.get_bind().dialect.name == "sqlite"
        op = f"{self.opdracht.op.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}{'' if sqlite else '+00'}"
        for persoon in wie:
            salaris = salarissen.op(persoon, self._laatste_dag, self.eenheid)
            eerst, dan = oud.get(persoon, nul), nieuw.get(persoon, nul)
            yield (
                self.opdracht.scenario_id,
                self.eenheid,
                persoon,
                salaris.schaal if salaris else 0,
                sum(eerst),
                sum(dan),
                JSON_TEKST([na - voor for voor, na in zip(eerst, dan, strict=True)]),
                len(open_maanden.get(persoon, ())),
                op,
            )

    def _vraag(
        self,
        s: Session,
        maand: str,
        personen: Sequence[int],
        parameters: Parameterset,
        gezocht: Collection[Feitsleutel] = (),
    ) -> _Uitkomst:
        """Ask every source; the amounts of facts that are ``gezocht`` come separately too."""
        uit = _Uitkomst(defaultdict(int), [], {}, {})
        for bron in self.bronnen if personen else ():
            regeling = bron.regeling
            with namens(self.eenheid, "annex_maandbronnen"):
                for regel in bron.bereken(s, maand, personen, parameters):
                    if isinstance(regel, Openstaand):
                        uit.openstaand.append((regel.medewerker_id, regeling, regel.feit, regel.reden))
                        for sleutel, dag in regel.ontbreekt.ontbrekend if regel.ontbreekt else ():
                            uit.ontbreekt[sleutel] = min(dag.isoformat(), uit.ontbreekt.get(sleutel, "9999"))
                        continue
                    uit.som[regel.medewerker_id] += regel.centen
                    if gezocht and (regel.medewerker_id, regeling, regel.feit) in gezocht:
                        uit.gezocht[regel.medewerker_id, regeling, regel.feit] = regel.centen
        return uit

    def _geboekt(self, s: Session, personen: Sequence[int]) -> dict[str, Persoonsom]:
        """Return what final runs booked, by month and person."""
        uit: dict[str, Persoonsom] = defaultdict(dict)
        maanden = self.opdracht.geboekt[self.eenheid]
        if not maanden:
            return uit
        vraag = (
            select(Boeking.periode, Boeking.medewerker_id, func.sum(Boeking.centen))
            .join(Run, Run.id == Boeking.run_id)
            .where(*self._van(s, personen, maanden), Run.status.in_(DEFINITIEF))
            .group_by(Boeking.periode, Boeking.medewerker_id)
        )
        for maand, persoon, centen in in_stukken(s.connection().execute(vraag)):
            uit[maand][persoon] = int(centen)
        return uit

    def _gewijzigd(self, s: Session, personen: Sequence[int]) -> dict[str, set[int]]:
        """Return for whom something changed since a month was booked: a mark, or a draft that took the mark."""
        uit: dict[str, set[int]] = defaultdict(set)
        maanden = self.opdracht.geboekt[self.eenheid]
        if not maanden:
            return uit
        vragen = [
            select(Boekingsmerk.periode, Boekingsmerk.medewerker_id).where(
                Boekingsmerk.eenheid == self.eenheid,
                Boekingsmerk.periode.in_(sorted(maanden)),
                een_van(s, Boekingsmerk.medewerker_id, personen),
            ),
            select(Boeking.periode, Boeking.medewerker_id)
            .join(Run, Run.id == Boeking.run_id)
            .where(*self._van(s, personen, maanden), Run.status.in_(OPEN)),
            select(Openstaandfeit.periode, Openstaandfeit.medewerker_id)
            .join(Run, Run.id == Openstaandfeit.run_id)
            .where(
                Run.eenheid == self.eenheid,
                Run.status.in_(OPEN),
                Openstaandfeit.periode.in_(sorted(maanden)),
                een_van(s, Openstaandfeit.medewerker_id, personen),
            ),
        ]
        for vraag in vragen:
            for maand, persoon in s.connection().execute(vraag):
                uit[maand].add(persoon)
        return uit

    def _geboekte_feiten(
        self, s: Session, maand: str, openstaand: Sequence[tuple[int, str, str, str]]
    ) -> dict[tuple[int, str, str], int]:
        """Return what was booked for open facts of a month, also where the month as a whole is calculated again."""
        if not openstaand:
            return {}
        wie = sorted({persoon for persoon, *_ in openstaand})
        vraag = (
            select(Boeking.medewerker_id, Boeking.regeling, Boeking.feit, func.sum(Boeking.centen))
            .join(Run, Run.id == Boeking.run_id)
            .where(*self._van(s, wie, {maand}), Run.status.in_(DEFINITIEF))
            .group_by(Boeking.medewerker_id, Boeking.regeling, Boeking.feit)
        )
        return {(rij[0], rij[1], rij[2]): int(rij[3]) for rij in s.connection().execute(vraag)}

    def _van(self, s: Session, personen: Sequence[int], maanden: Collection[str]) -> tuple[ColumnElement[bool], ...]:
        return (
            een_van(s, Boeking.medewerker_id, personen),
            Boeking.periode.in_(sorted(maanden)),
            Boeking.eenheid == self.eenheid,
        )


def schrijf(s: Session, rijen: Sequence[tuple[object, ...]]) -> None:
    """Add the rows of a part, in the caller's transaction."""
    voeg_toe(s, Scenariopersoon.__table__, _KOLOMMEN, rijen)
