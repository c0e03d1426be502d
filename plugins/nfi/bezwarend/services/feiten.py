# SPDX-License-Identifier: EUPL-1.2
"""What is recorded about lists and people, read once for questions by person and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ledger.bulk import een_van
from core.people.models import Arbeidspatroon, Dienstverband
from core.people.policy import loopt
from plugins.nfi.bezwarend.models import (
    Functiekoppeling,
    Functielijstrecord,
    Functielijstrij,
    Functieplaatsing,
    Geluidmetingrecord,
    Lijstverlenging,
    Rolplaatsing,
    Toekenning,
    Voorwaardeantwoord,
)
from plugins.nfi.bezwarend.procedure import Lijststatus, Verlengstatus
from plugins.nfi.bezwarend.rules.functielijst import LIJSTEN, Frequentie, Functielijst, Lijstrij
from plugins.nfi.bezwarend.rules.recht import Geluidmeting
from plugins.nfi.policy import EENHEID


class _Periode(Protocol):
    @property
    def van(self) -> date: ...

    @property
    def tot_en_met(self) -> date | None: ...


P = TypeVar("P", bound=_Periode)
Vakjes = tuple[Frequentie | None, Frequentie | None, Frequentie | None, Frequentie | None]


@dataclass(frozen=True)
class Lijsten:
    """The lists that count: those of the regulation, those that were adopted, and how long an old one was kept."""

    lijsten: tuple[Functielijst, ...]
    #: Name of a list -> last day to which it was kept.
    verlengd: Mapping[str, date] = field(default_factory=dict)

    def op(self, dag: date) -> Functielijst | None:
        """Return the list of a day: one that was drawn up for it, else an older one that was kept."""
        eigen = next((lijst for lijst in self.lijsten if lijst.geldt_op(dag)), None)
        if eigen is not None:
            return eigen
        oud = self.laatste_voor(dag)
        tot = self.verlengd.get(oud.naam) if oud else None
        return replace(oud, tot_en_met=tot) if oud and tot and dag <= tot else None

    def laatste_voor(self, dag: date) -> Functielijst | None:
        """Return the last list that began on or before a day, also when it ran out since."""
        begonnen = [lijst for lijst in self.lijsten if lijst.van <= dag]
        return max(begonnen, key=lambda lijst: lijst.van, default=None)

    def vorige(self, lijst: Functielijst) -> Functielijst | None:
        """Return the list before another one."""
        eerder = [een for een in self.lijsten if een.van < lijst.van and een.naam != lijst.naam]
        return max(eerder, key=lambda een: een.van, default=None)

    def met_naam(self, naam: str) -> Functielijst | None:
        """Return a list by its name."""
        return next((lijst for lijst in self.lijsten if lijst.naam == naam), None)

    @property
    def einde(self) -> date:
        """The last day for which there is a list."""
        return max([*(lijst.tot_en_met for lijst in self.lijsten), *self.verlengd.values()])


def lees_lijsten(s: Session, *, met_rijen: bool = True) -> Lijsten:
    """Return the lists that count, in three queries; in two without the rows of those that were drawn up here."""
    records = s.scalars(select(Functielijstrecord).where(Functielijstrecord.status == Lijststatus.VASTGESTELD)).all()
    rijen = rijen_van(s, [record.id for record in records]) if met_rijen else {}
    verlengd: dict[str, date] = {}
    for naam, tot in s.execute(
        select(Lijstverlenging.lijst, Lijstverlenging.tot_en_met).where(
            Lijstverlenging.status == Verlengstatus.VASTGESTELD
        )
    ):
        verlengd[naam] = max(tot, verlengd.get(naam, tot))
    vastgesteld = [als_lijst(record, rijen.get(record.id, ())) for record in records]
    return Lijsten(tuple(sorted((*LIJSTEN, *vastgesteld), key=lambda lijst: lijst.van)), verlengd)


def rijen_van(s: Session, lijst_ids: Sequence[int]) -> dict[int, tuple[Lijstrij, ...]]:
    """Return the rows of lists that were drawn up here, by list and in the order of their codes."""
    vraag = (
        select(Functielijstrij)
        .where(Functielijstrij.lijst_id.in_(lijst_ids))
        .order_by(Functielijstrij.lijst_id, Functielijstrij.rol, Functielijstrij.code)
    )
    uit: dict[int, tuple[Lijstrij, ...]] = {}
    for rij in s.scalars(vraag):
        uit[rij.lijst_id] = (*uit.get(rij.lijst_id, ()), als_rij(rij))
    return uit


def als_lijst(record: Functielijstrecord, rijen: Sequence[Lijstrij]) -> Functielijst:
    """Return a list that was drawn up here as the rule reads it."""
    return Functielijst(record.naam, record.van, record.tot_en_met, tuple(rijen), record.bron)


def als_rij(rij: Functielijstrij) -> Lijstrij:
    """Return a row as the rule reads it."""
    return Lijstrij(rij.code, rij.rol, *vakjes(rij), rij.voorwaarde, rij.naam, rij.werkplek)


def vakjes(rij: Functielijstrij | Toekenning) -> Vakjes:
    """Return how often each kind occurs, in the order of the columns."""
    return _vak(rij.stank), _vak(rij.lawaai), _vak(rij.kleding), _vak(rij.prikkeling)


def _vak(vakje: str | None) -> Frequentie | None:
    return Frequentie(vakje) if vakje else None


class Metingen:
    """The measurements by workplace."""

    def __init__(self, rijen: Iterable[Geluidmetingrecord]) -> None:
        self._per_plek: dict[str, list[Geluidmetingrecord]] = {}
        for rij in sorted(rijen, key=lambda rij: (rij.datum, rij.id)):
            self._per_plek.setdefault(rij.werkplek, []).append(rij)

    def op(self, werkplek: str | None, dag: date, lijst: Functielijst) -> Geluidmeting | None:
        """Return the measurement that counts on a day: the last one, else the first one while the list ran.

        A list is measured when it is adopted, which may be after its first day (NFI 7.1).
        """
        rijen = self._per_plek.get(werkplek or "", [])
        eerder = [rij for rij in rijen if rij.datum <= dag]
        later = [rij for rij in rijen if dag < rij.datum <= lijst.tot_en_met]
        gekozen = eerder[-1] if eerder else later[0] if later else None
        return Geluidmeting(gekozen.datum, gekozen.decibel) if gekozen else None


@dataclass(frozen=True)
class Aanstelling:
    """What somebody is at the NFI on a day."""

    minuten_per_week: int
    functienaam: str | None
    rollen: tuple[str, ...]
    voldoet: bool | None
    toekenning: Toekenning | None


class Feiten:
    """Everything about these people that the allowance rests on, in eight queries."""

    def __init__(self, s: Session, medewerker_ids: Sequence[int]) -> None:
        self.lijsten = lees_lijsten(s)
        self.metingen = Metingen(
            s.scalars(select(Geluidmetingrecord).where(Geluidmetingrecord.vervallen_op.is_(None))).all()
        )
        self._koppelingen: dict[str, list[Functiekoppeling]] = {}
        for koppeling in s.scalars(
            select(Functiekoppeling).where(Functiekoppeling.vervallen_op.is_(None)).order_by(Functiekoppeling.van)
        ):
            self._koppelingen.setdefault(koppeling.functienaam.casefold(), []).append(koppeling)
        self._functies = _per_persoon(_actief(s, Functieplaatsing, medewerker_ids))
        self._rollen = _per_persoon(_actief(s, Rolplaatsing, medewerker_ids))
        self._toekenningen = _per_persoon(_actief(s, Toekenning, medewerker_ids))
        self._voorwaarden = {
            (rij.medewerker_id, rij.jaar): rij.voldoet
            for rij in s.scalars(
                select(Voorwaardeantwoord).where(
                    een_van(s, Voorwaardeantwoord.medewerker_id, medewerker_ids),
                    Voorwaardeantwoord.vervallen_op.is_(None),
                )
            )
        }
        self._verbanden: dict[int, list[Dienstverband]] = _per_persoon(
            s.scalars(
                select(Dienstverband)
                .where(een_van(s, Dienstverband.medewerker_id, medewerker_ids), Dienstverband.eenheid == EENHEID)
                .order_by(Dienstverband.medewerker_id, Dienstverband.van)
            ).all()
        )
        self._patronen: dict[int, list[Arbeidspatroon]] = {}
        verbanden = [verband.id for rij in self._verbanden.values() for verband in rij]
        for patroon in s.scalars(
            select(Arbeidspatroon)
            .where(een_van(s, Arbeidspatroon.dienstverband_id, verbanden), Arbeidspatroon.ingetrokken_op.is_(None))
            .order_by(Arbeidspatroon.vanaf, Arbeidspatroon.vastgelegd_op, Arbeidspatroon.id)
        ):
            self._patronen.setdefault(patroon.dienstverband_id, []).append(patroon)

    def code(self, functienaam: str, dag: date) -> str | None:
        """Return the code of the lists for a function of HR on a day; None when nobody linked it."""
        koppeling = _op(self._koppelingen.get(functienaam.casefold(), ()), dag)
        return koppeling.code if koppeling else None

    def aanstelling(self, medewerker_id: int, dag: date) -> Aanstelling | None:
        """Return what somebody is on a day; None for who is not employed at the NFI then."""
        verband = _op(self._verbanden.get(medewerker_id, ()), dag)
        if verband is None:
            return None
        patronen = [patroon for patroon in self._patronen.get(verband.id, ()) if patroon.vanaf <= dag]
        minuten = sum(patronen[-1].minuten_per_dag) if patronen else verband.minuten_per_week
        functie = _op(self._functies.get(medewerker_id, ()), dag)
        rollen = {rij.rol for rij in self._rollen.get(medewerker_id, ()) if loopt(rij.van, rij.tot_en_met, dag)}
        return Aanstelling(
            minuten,
            functie.functienaam if functie else None,
            tuple(sorted(rollen)),
            self._voorwaarden.get((medewerker_id, dag.year)),
            _op(self._toekenningen.get(medewerker_id, ()), dag),
        )


def _actief(s: Session, tabel: type[P], medewerker_ids: Sequence[int]) -> Sequence[P]:
    kolommen: type[Functieplaatsing] = tabel  # type: ignore[assignment]
    return s.scalars(
        select(tabel)
        .where(een_van(s, kolommen.medewerker_id, medewerker_ids), kolommen.vervallen_op.is_(None))
        .order_by(kolommen.van)
    ).all()


def _per_persoon(rijen: Iterable[P]) -> dict[int, list[P]]:
    uit: dict[int, list[P]] = {}
    for rij in rijen:
        uit.setdefault(rij.medewerker_id, []).append(rij)  # type: ignore[attr-defined]
    return uit


def _op(rijen: Sequence[P], dag: date) -> P | None:
    """Return the row of a day; of two that both run, the one that began last."""
    lopend = [rij for rij in rijen if loopt(rij.van, rij.tot_en_met, dag)]
    return lopend[-1] if lopend else None
