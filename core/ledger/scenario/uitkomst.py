# SPDX-License-Identifier: EUPL-1.2
"""What a scenario came to: per unit, month and group for who may see it, per person for who may see their amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.bulk import een_van
from core.ledger.scenario.models import Scenario, Scenariomaand, Scenariopersoon, Scenariostatus
from core.ledger.scenario.rules import KLEINSTE_GROEP, Groep, maanden, vouw
from core.ledger.scenario.services import Cijfer, cijfers, mag_wijzigen, scenario_van, zichtbare_eenheden
from core.people.models import Medewerker
from core.regulations.parameterbeheer.services import geldend

_BOEKING = "core.boeking"
_PER_KEER = 2000
_REGEL = select(
    Scenariopersoon.id,
    Scenariopersoon.medewerker_id,
    Medewerker.personeelsnummer,
    Medewerker.naam,
    Scenariopersoon.eenheid,
    Scenariopersoon.schaal,
    Scenariopersoon.oud_centen,
    Scenariopersoon.nieuw_centen,
    Scenariopersoon.verschillen,
    Scenariopersoon.niet_berekend,
).join(Medewerker, Medewerker.id == Scenariopersoon.medewerker_id)


@dataclass(frozen=True)
class Bevindingen:
    """What a reader must know of an outcome."""

    #: Inferred values that it rests on, as (key, from).
    te_bevestigen: tuple[tuple[str, date], ...]
    #: Missing parameters, key -> first day.
    ontbreekt: Mapping[str, date]
    #: Keys of the scenario that no calculation asked for.
    ongebruikt: tuple[str, ...]
    #: Facts that could not be calculated, by reason; their old amount counts as the new one.
    redenen: Mapping[str, int]
    #: Months of persons that were booked and calculated again, since something changed for them afterwards.
    bijgewerkt: int


@dataclass(frozen=True)
class Eenheidregel:
    """One unit over all months."""

    eenheid: str
    personen: int
    gewijzigd: int
    #: Persons with a fact that could not be calculated.
    niet_berekend: int
    oud_centen: int
    nieuw_centen: int

    @property
    def verschil_centen(self) -> int:
        """New minus old."""
        return self.nieuw_centen - self.oud_centen


@dataclass(frozen=True)
class Maandregel:
    """One month of the units that the reader may see."""

    periode: str
    oud_centen: int
    nieuw_centen: int
    #: All old amounts stand in the ledger.
    geboekt: bool

    @property
    def verschil_centen(self) -> int:
        """New minus old."""
        return self.nieuw_centen - self.oud_centen


@dataclass(frozen=True)
class Persoonregel:
    """One person at one unit over all months."""

    medewerker_id: int
    personeelsnummer: str
    naam: str
    eenheid: str
    schaal: int
    oud_centen: int
    nieuw_centen: int
    #: New minus old of each month, in cents.
    verschillen: tuple[int, ...]
    niet_berekend: int

    @property
    def verschil_centen(self) -> int:
        """New minus old."""
        return self.nieuw_centen - self.oud_centen


@dataclass(frozen=True)
class Uitkomst:
    """A scenario as its reader may see it; without an outcome the rows are empty."""

    scenario: Scenario
    maanden: tuple[str, ...]
    cijfers: tuple[Cijfer, ...]
    mag_wijzigen: bool
    bevindingen: Bevindingen | None
    per_eenheid: tuple[Eenheidregel, ...]
    per_maand: tuple[Maandregel, ...]
    #: By unit, small groups taken together.
    groepen: tuple[Groep, ...]
    #: None: no size was decided, so nothing is split.
    kleinste_groep: int | None
    #: Whether the reader may see amounts of persons, and how many there are of these.
    ziet_personen: bool
    personen: int

    @property
    def oud_centen(self) -> int:
        """What it is in all."""
        return sum(regel.oud_centen for regel in self.per_eenheid)

    @property
    def nieuw_centen(self) -> int:
        """What it would be in all."""
        return sum(regel.nieuw_centen for regel in self.per_eenheid)

    @property
    def verschil_centen(self) -> int:
        """New minus old."""
        return self.nieuw_centen - self.oud_centen


def uitkomst(ctx: Context, scenario_id: int) -> Uitkomst:
    """Return a scenario with what it came to. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        scenario = scenario_van(s, ctx, scenario_id)
        klaar = scenario.status is Scenariostatus.KLAAR
        eenheden = zichtbare_eenheden(ctx, scenario) if klaar else ()
        kleinste = _kleinste(s, ctx)
        groepen = _groepen(s, scenario_id, eenheden)
        maandrijen = _maandrijen(s, scenario_id, eenheden)
        zichtbaar = _zichtbaar(ctx, scenario_id, eenheden)
        return Uitkomst(
            scenario,
            maanden(scenario.van, scenario.tot_en_met),
            cijfers(s, ctx, scenario),
            mag_wijzigen(ctx, scenario),
            _bevindingen(scenario.bevindingen) if klaar else None,
            tuple(_samen(eenheid, regels, maandrijen) for eenheid, regels in groepen.items()),
            _per_maand(maandrijen),
            tuple(groep for regels in groepen.values() for groep in vouw([rij for rij, _ in regels], kleinste)),
            kleinste,
            zichtbaar is not None,
            0
            if zichtbaar is None
            else s.scalar(select(func.count()).select_from(Scenariopersoon).where(zichtbaar)) or 0,
        )


def personen(ctx: Context, scenario_id: int, vanaf: int, aantal: int, zoek: str = "") -> tuple[Persoonregel, ...]:
    """Return a page of the persons whose amounts the actor may see, the largest difference first.

    Raises ``GeenToegang``.
    """
    with ctx.database.lezen() as s:
        return tuple(_personen(s, ctx, scenario_van(s, ctx, scenario_id), vanaf, aantal, zoek))


def alle_personen(s: Session, ctx: Context, scenario: Scenario) -> Iterator[Persoonregel]:
    """Yield every person whose amounts the actor may see, the largest difference first."""
    return _personen(s, ctx, scenario)


def _personen(
    s: Session, ctx: Context, scenario: Scenario, vanaf: int = 0, aantal: int | None = None, zoek: str = ""
) -> Iterator[Persoonregel]:
    klaar = scenario.status is Scenariostatus.KLAAR
    zichtbaar = _zichtbaar(ctx, scenario.id, zichtbare_eenheden(ctx, scenario) if klaar else ())
    if zichtbaar is None:
        return
    gezocht = or_(
        func.lower(Medewerker.naam).contains(zoek.lower(), autoescape=True),
        Medewerker.personeelsnummer.startswith(zoek, autoescape=True),
    )
    volgorde = (
        select(Scenariopersoon.id)
        .join(Medewerker, Medewerker.id == Scenariopersoon.medewerker_id)
        .where(zichtbaar, gezocht if zoek else true())
        .order_by(
            func.abs(Scenariopersoon.nieuw_centen - Scenariopersoon.oud_centen).desc(),
            Medewerker.personeelsnummer,
            Scenariopersoon.eenheid,
        )
        .offset(vanaf)
        .limit(aantal)
    )
    nummers = s.scalars(volgorde).all()
    # A hundred thousand numbers are small; the rows behind them come some at a time.
    for begin in range(0, len(nummers), _PER_KEER):
        deel = nummers[begin : begin + _PER_KEER]
        rijen = {rij[0]: rij[1:] for rij in s.execute(_REGEL.where(een_van(s, Scenariopersoon.id, deel)))}
        # What was thrown away meanwhile is not there any more.
        for nummer in filter(rijen.__contains__, deel):
            wie, personeelsnummer, naam, eenheid, schaal, oud, nieuw, verschillen, niet = rijen[nummer]
            yield Persoonregel(wie, personeelsnummer, naam, eenheid, schaal, oud, nieuw, tuple(verschillen), niet)


def _zichtbaar(ctx: Context, scenario_id: int, eenheden: tuple[str, ...]) -> ColumnElement[bool] | None:
    """Return which persons of a scenario the actor may see the amounts of; None when there can be none."""
    bereik = ctx.installatie.beleid.reikwijdte(ctx.actor, "bekijk", _BOEKING)
    open_ = [een for een in eenheden if bereik.alle or bereik.alle_eenheden or een in bereik.eenheden]
    if not eenheden or (not open_ and bereik.medewerker_id is None):
        return None
    eigen = Scenariopersoon.medewerker_id == bereik.medewerker_id if bereik.medewerker_id is not None else false()
    return and_(
        Scenariopersoon.scenario_id == scenario_id,
        or_(Scenariopersoon.eenheid.in_(open_), and_(eigen, Scenariopersoon.eenheid.in_(eenheden))),
    )


def _groepen(s: Session, scenario_id: int, eenheden: tuple[str, ...]) -> dict[str, list[tuple[Groep, int]]]:
    """Return the groups of every unit, each with how many persons have a fact that could not be calculated."""
    uit: dict[str, list[tuple[Groep, int]]] = {eenheid: [] for eenheid in eenheden}
    if not eenheden:
        return uit
    vraag = (
        select(
            Scenariopersoon.eenheid,
            Scenariopersoon.schaal,
            func.count(),
            _hoeveel(Scenariopersoon.nieuw_centen != Scenariopersoon.oud_centen),
            func.sum(Scenariopersoon.oud_centen),
            func.sum(Scenariopersoon.nieuw_centen),
            _hoeveel(Scenariopersoon.niet_berekend > 0),
        )
        .where(Scenariopersoon.scenario_id == scenario_id, Scenariopersoon.eenheid.in_(eenheden))
        .group_by(Scenariopersoon.eenheid, Scenariopersoon.schaal)
        .order_by(Scenariopersoon.eenheid, Scenariopersoon.schaal)
    )
    for eenheid, schaal, aantal, gewijzigd, oud, nieuw, niet in s.execute(vraag):
        uit[eenheid].append((Groep(eenheid, schaal, aantal, int(gewijzigd), int(oud), int(nieuw)), int(niet)))
    return uit


def _hoeveel(waar: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((waar, 1), else_=0))


def _samen(eenheid: str, regels: list[tuple[Groep, int]], maandrijen: Sequence[Scenariomaand]) -> Eenheidregel:
    # The amounts are those of the months: they stay when the rows about persons are over their term and destroyed.
    eigen = [rij for rij in maandrijen if rij.eenheid == eenheid]
    return Eenheidregel(
        eenheid,
        sum(groep.personen for groep, _ in regels),
        sum(groep.gewijzigd for groep, _ in regels),
        sum(niet for _, niet in regels),
        sum(rij.oud_centen for rij in eigen),
        sum(rij.nieuw_centen for rij in eigen),
    )


def _maandrijen(s: Session, scenario_id: int, eenheden: tuple[str, ...]) -> Sequence[Scenariomaand]:
    vraag = select(Scenariomaand).where(Scenariomaand.scenario_id == scenario_id, Scenariomaand.eenheid.in_(eenheden))
    return s.scalars(vraag.order_by(Scenariomaand.periode)).all() if eenheden else ()


def _per_maand(maandrijen: Sequence[Scenariomaand]) -> tuple[Maandregel, ...]:
    return tuple(
        Maandregel(
            periode,
            sum(rij.oud_centen for rij in rijen),
            sum(rij.nieuw_centen for rij in rijen),
            all(rij.geboekt for rij in rijen),
        )
        for periode, groep in groupby(maandrijen, lambda rij: rij.periode)
        for rijen in [list(groep)]
    )


def _kleinste(s: Session, ctx: Context) -> int | None:
    bron = geldend(s, ctx.installatie)
    feit = bron.zoek(KLEINSTE_GROEP, ctx.vandaag) if KLEINSTE_GROEP in bron.sleutels else None
    return None if feit is None else int(feit.getal)


def _bevindingen(kaal: Mapping[str, Any]) -> Bevindingen:
    return Bevindingen(
        tuple((sleutel, date.fromisoformat(vanaf)) for sleutel, vanaf in kaal["te_bevestigen"]),
        {sleutel: date.fromisoformat(dag) for sleutel, dag in sorted(kaal["ontbreekt"].items())},
        tuple(kaal["ongebruikt"]),
        dict(sorted(kaal["redenen"].items())),
        kaal["bijgewerkt"],
    )
