# SPDX-License-Identifier: EUPL-1.2
"""The dated facts of drivers as now known, in bulk: rights of use, declarations, estimates, states and decisions.

What they come to is worked out per driver and year by ``voorschot`` and ``verrekening``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.ledger.bulk import een_van
from plugins.om.autoregeling.bijdrage.models import (
    Afrekenronde,
    Jaarafrekening,
    Kilometeropgave,
    Privegebruikverklaring,
    Schatting,
    Verklaringstaat,
)
from plugins.om.autoregeling.models import Besluitna2023, Gebruik, Gebruikssoort, Na2023, Voertuig, Voertuiggroep
from plugins.om.autoregeling.rules.toekenning import LAATSTE_DAG
from plugins.om.autoregeling.rules.verklaring import Verklaring

DAG = timedelta(days=1)
PRIVE = (Voertuiggroep.PERSOONSGEBONDEN, Voertuiggroep.FUNCTIEGEBONDEN, Voertuiggroep.HUUR)
"""Groups of cars with a right of private use; with a pool car it is a violation, a chauffeur has none."""


class Tijd(NamedTuple):
    """Days; the first and the last both count."""

    van: date
    tot_en_met: date

    def en(self, ander: Tijd) -> Tijd | None:
        """Return the days in both, or None."""
        van, tot = max(self.van, ander.van), min(self.tot_en_met, ander.tot_en_met)
        return Tijd(van, tot) if van <= tot else None


class Recht(NamedTuple):
    """A right to use a car in a year, cut to that year."""

    tijd: Tijd
    voertuig_id: int
    soort: Gebruikssoort
    bijtelling: bool


class Opgave(NamedTuple):
    """Private kilometres as a total over days, in tenths."""

    tijd: Tijd
    voertuig_id: int
    tienden: int


@dataclass(frozen=True)
class Regime:
    """What was decided about the scheme after its term, for the days of one year (14)."""

    #: No contribution is due: the scheme has lapsed and nothing came in its place.
    zonder: tuple[Tijd, ...] = ()
    #: Nobody decided: calculated as before, and asked.
    onbesloten: tuple[Tijd, ...] = ()


@dataclass
class Berijder:
    """The facts of one driver in one year."""

    medewerker_id: int
    jaar: int
    rechten: list[Recht] = field(default_factory=list)
    verklaringen: list[Verklaring] = field(default_factory=list)
    #: In the order of recording: (first month, kilometres a year).
    schattingen: list[tuple[int, int]] = field(default_factory=list)
    opgaven: list[Opgave] = field(default_factory=list)

    def schatting(self, maand: int) -> int | None:
        """Return the estimate that counts in a month: the last one recorded that acts by then."""
        geldend = [kilometers for vanaf, kilometers in self.schattingen if vanaf <= maand]
        return geldend[-1] if geldend else None


class Staat(NamedTuple):
    """Which years are settled: from then on advances are frozen."""

    rondes: frozenset[int]
    #: Of drivers who are settled earlier: (driver, year) -> effect month.
    vroeg: Mapping[tuple[int, int], str]

    def afgerekend(self, medewerker_id: int, jaar: int) -> bool:
        """Tell whether the settlement of a driver's year has begun."""
        return jaar in self.rondes or (medewerker_id, jaar) in self.vroeg


@lru_cache(maxsize=256)
def jaar(nummer: int) -> Tijd:
    """Return a year."""
    return Tijd(date(nummer, 1, 1), date(nummer, 12, 31))


def maand(periode: str) -> Tijd:
    """Return the days of a month ``YYYY-MM``."""
    eerste = date.fromisoformat(f"{periode}-01")
    return Tijd(eerste, (eerste + 31 * DAG).replace(day=1) - DAG)


def samen(tijden: Sequence[Tijd]) -> tuple[Tijd, ...]:
    """Return the days of all of these as separate stretches: what touches is one."""
    uit: list[Tijd] = []
    for tijd in sorted(tijden):
        if uit and tijd.van <= uit[-1].tot_en_met + DAG:
            uit[-1] = Tijd(uit[-1].van, max(uit[-1].tot_en_met, tijd.tot_en_met))
        else:
            uit.append(tijd)
    return tuple(uit)


def zonder(tijden: Sequence[Tijd], weg: Sequence[Tijd]) -> tuple[Tijd, ...]:
    """Return the days of the first that are in none of the second."""
    over = list(tijden)
    for gat in weg:
        nieuw: list[Tijd] = []
        for tijd in over:
            if tijd.en(gat) is None:
                nieuw.append(tijd)
                continue
            if tijd.van < gat.van:
                nieuw.append(Tijd(tijd.van, gat.van - DAG))
            if gat.tot_en_met < tijd.tot_en_met:
                nieuw.append(Tijd(gat.tot_en_met + DAG, tijd.tot_en_met))
        over = nieuw
    return tuple(over)


def berijders(
    s: Session, nummer: int, medewerker_ids: Sequence[int], *, met_schattingen: bool, met_opgaven: bool
) -> dict[int, Berijder]:
    """Return the facts of these drivers in a year; who has none is left out. Two to four queries."""
    heel = jaar(nummer)
    uit: dict[int, Berijder] = {}

    def van(medewerker_id: int) -> Berijder:
        gevonden = uit.get(medewerker_id)
        if gevonden is None:
            gevonden = uit[medewerker_id] = Berijder(medewerker_id, nummer)
        return gevonden

    # By the connection: rows of columns need nothing of the object mapper.
    verbinding = s.connection()
    rechten = (
        select(
            Gebruik.medewerker_id,
            Gebruik.van,
            Gebruik.tot_en_met,
            Gebruik.voertuig_id,
            Gebruik.soort,
            Gebruik.bijtelling,
        )
        .join(Voertuig, Voertuig.id == Gebruik.voertuig_id)
        .where(
            een_van(s, Gebruik.medewerker_id, medewerker_ids),
            Gebruik.vervallen_op.is_(None),
            Gebruik.van <= heel.tot_en_met,
            or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= heel.van),
            Voertuig.groep.in_(PRIVE),
        )
        .order_by(Gebruik.medewerker_id, Gebruik.van, Gebruik.id)
    )
    for wie, begin, einde, voertuig_id, soort, bijtelling in verbinding.execute(rechten).all():
        tijd = Tijd(max(begin, heel.van), min(einde or heel.tot_en_met, heel.tot_en_met))
        van(wie).rechten.append(Recht(tijd, voertuig_id, soort, bijtelling))
    rij = Privegebruikverklaring
    verklaringen = (
        select(rij.medewerker_id, rij.ontvangen_op, rij.ingetrokken_per)
        .where(
            een_van(s, rij.medewerker_id, medewerker_ids),
            rij.vervallen_op.is_(None),
            rij.staat == Verklaringstaat.BEVESTIGD,
            rij.ontvangen_op <= heel.tot_en_met,
            or_(rij.ingetrokken_per.is_(None), rij.ingetrokken_per > heel.van),
            or_(rij.ingetrokken_per.is_(None), rij.ingetrokken_per > rij.ontvangen_op),
        )
        .order_by(rij.medewerker_id, rij.ontvangen_op, rij.id)
    )
    for wie, ontvangen, ingetrokken in verbinding.execute(verklaringen).all():
        van(wie).verklaringen.append(Verklaring(ontvangen, True, ingetrokken))
    if met_schattingen:
        schattingen = (
            select(Schatting.medewerker_id, Schatting.vanaf_maand, Schatting.kilometers)
            .where(een_van(s, Schatting.medewerker_id, medewerker_ids), Schatting.jaar == nummer)
            .order_by(Schatting.id)
        )
        for wie, vanaf, kilometers in verbinding.execute(schattingen).all():
            van(wie).schattingen.append((vanaf, kilometers))
    if met_opgaven:
        opgaven = (
            select(
                Kilometeropgave.medewerker_id,
                Kilometeropgave.van,
                Kilometeropgave.tot_en_met,
                Kilometeropgave.voertuig_id,
                Kilometeropgave.tienden,
            )
            .where(
                een_van(s, Kilometeropgave.medewerker_id, medewerker_ids),
                Kilometeropgave.vervallen_op.is_(None),
                Kilometeropgave.van.between(heel.van, heel.tot_en_met),
            )
            .order_by(Kilometeropgave.van, Kilometeropgave.id)
        )
        for wie, begin, einde, voertuig_id, tienden in verbinding.execute(opgaven).all():
            van(wie).opgaven.append(Opgave(Tijd(begin, einde), voertuig_id, tienden))
    return uit


def staat(s: Session, medewerker_ids: Sequence[int] | None = None) -> Staat:
    """Return which years are settled, for these drivers or for all; two queries."""
    vraag = select(Jaarafrekening.medewerker_id, Jaarafrekening.jaar, Jaarafrekening.maand)
    if medewerker_ids is not None:
        vraag = vraag.where(een_van(s, Jaarafrekening.medewerker_id, medewerker_ids))
    return Staat(
        frozenset(s.scalars(select(Afrekenronde.jaar))),
        {(wie, nummer): in_maand for wie, nummer, in_maand in s.execute(vraag)},
    )


def regime(s: Session, nummer: int) -> Regime:
    """Return what was decided about the scheme for the days of a year after its term; one query."""
    heel = jaar(nummer)
    if heel.tot_en_met <= LAATSTE_DAG:
        return Regime()
    # Of two decisions from one day the later counts.
    rijen = {
        rij.vanaf: rij
        for rij in s.scalars(
            select(Besluitna2023)
            .where(Besluitna2023.vervallen_op.is_(None), Besluitna2023.vanaf <= heel.tot_en_met)
            .order_by(Besluitna2023.vanaf, Besluitna2023.id)
        )
    }
    begin = LAATSTE_DAG + DAG
    grenzen = sorted({begin, *(dag for dag in rijen if dag > begin)})
    per_soort: dict[str, list[Tijd]] = defaultdict(list)
    for nr, van in enumerate(grenzen):
        tot = grenzen[nr + 1] - DAG if nr + 1 < len(grenzen) else date.max
        tijd = Tijd(van, tot).en(heel)
        besluit = rijen.get(max((dag for dag in rijen if dag <= van), default=date.min))
        if tijd is None:
            continue
        if besluit is None:
            per_soort["onbesloten"].append(tijd)
        elif besluit.keuze is Na2023.VERVALLEN and not besluit.bijdrage_volgens_cao:
            per_soort["zonder"].append(tijd)
    return Regime(tuple(per_soort["zonder"]), tuple(per_soort["onbesloten"]))
