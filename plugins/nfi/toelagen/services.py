# SPDX-License-Identifier: EUPL-1.2
"""What the allowances pay somebody in a month and why, and what they will cost, from the sources of the month run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.contributions import Loonregel, Maandbron, Openstaand
from core.ledger.models import Boeking, Run
from core.ledger.nareken import antwoord
from core.ledger.openstaand import redenzin
from core.ledger.procedure import DEFINITIEF
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt, Parameterset, Stap
from plugins.nfi.bezwarend.maandbron import Bezwaringstoelage
from plugins.nfi.hoogleraren.maandbron import Hoogleraartoelage
from plugins.nfi.policy import EENHEID, TOELAGE, doel

MAANDEN_TERUG = 12
"""How many months the bars of an employee show."""
MAANDEN_VOORUIT = 12
"""How many months the forecast covers."""

EERSTE_JAAR, LAATSTE_JAAR = 2000, 2100
"""What a month of an address may be."""

BRONNEN: tuple[Maandbron, ...] = (Bezwaringstoelage(), Hoogleraartoelage())


@dataclass(frozen=True)
class Onderdeel:
    """One fact of a month: its amount, or what is asked first."""

    regeling: str
    feit: str
    #: None while it cannot be said.
    centen: int | None
    stappen: tuple[Stap, ...] = ()
    vraag: str = ""
    #: The keys of figures that HR must record.
    ontbreekt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Maand:
    """What a month comes to now, and what was booked for it."""

    periode: str
    onderdelen: tuple[Onderdeel, ...]
    geboekt_centen: int

    @property
    def centen(self) -> int:
        """What is known of it."""
        return sum(deel.centen or 0 for deel in self.onderdelen)

    @property
    def volledig(self) -> bool:
        """True when nothing is open."""
        return all(deel.centen is not None for deel in self.onderdelen)


@dataclass(frozen=True)
class Eigen:
    """A month of somebody with what was booked for the months around it."""

    maand: Maand
    reeks: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Ramingregel:
    """What one regulation will cost in a month, for how many people, and how many facts cannot be said."""

    periode: str
    regeling: str
    centen: int
    mensen: int
    openstaand: int


@dataclass(frozen=True)
class Raming:
    """What the allowances will cost in the coming months, with the facts and figures of now."""

    regels: tuple[Ramingregel, ...]
    #: Figures that are missing, by key with the first day.
    ontbreekt: Mapping[str, date]

    @property
    def per_maand(self) -> tuple[tuple[str, int, int, int], ...]:
        """Month, cents, people and open facts of all regulations."""
        maanden = sorted({regel.periode for regel in self.regels})
        return tuple(
            (
                maand,
                sum(regel.centen for regel in self.regels if regel.periode == maand),
                sum(regel.mensen for regel in self.regels if regel.periode == maand),
                sum(regel.openstaand for regel in self.regels if regel.periode == maand),
            )
            for maand in maanden
        )

    @property
    def centen(self) -> int:
        """What is known of it in all."""
        return sum(regel.centen for regel in self.regels)

    @property
    def openstaand(self) -> int:
        """How many facts cannot be said."""
        return sum(regel.openstaand for regel in self.regels)


def mijn(ctx: Context, periode: str) -> Eigen:
    """Return the actor's own month ``YYYY-MM``. Raises ``GeenToegang`` and ``Geweigerd``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk_eigen", doel(TOELAGE, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("", "alleen een medewerker heeft toelagen")
    eerste = lees_maand(periode)
    with ctx.database.lezen() as s:
        geboekt = _geboekt(s, zelf)
        maand = Maand(
            periode,
            tuple(_onderdelen(s, ctx, periode, zelf, geldend(s, ctx.installatie))),
            geboekt.get(periode, 0),
        )
    maanden = [f"{plus_maanden(eerste, -terug):%Y-%m}" for terug in reversed(range(MAANDEN_TERUG))]
    return Eigen(maand, tuple((een, geboekt.get(een, 0)) for een in maanden))


def laatst_geboekt(ctx: Context) -> tuple[str, int] | None:
    """Return the last month for which something was booked for the actor, and what; None for nobody else. One query."""
    zelf = ctx.actor.medewerker_id
    if zelf is None or EENHEID not in ctx.actor.eenheden:
        return None
    ctx.eis("bekijk_eigen", doel(TOELAGE, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        geboekt = {maand: centen for maand, centen in _geboekt(s, zelf).items() if centen}
    return max(geboekt.items(), default=None)


def raming(ctx: Context) -> Raming:
    """Return the costs of this month and those after it, with the facts and figures of now. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(TOELAGE))
    eerste = ctx.vandaag.replace(day=1)
    perioden = [f"{plus_maanden(eerste, verder):%Y-%m}" for verder in range(MAANDEN_VOORUIT)]
    ontbreekt: dict[str, date] = {}
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        regels = tuple(_raam(s, bron, maand, parameters, ontbreekt) for maand in perioden for bron in BRONNEN)
    return Raming(regels, ontbreekt)


def lees_maand(periode: str) -> date:
    """Return the first day of a month ``YYYY-MM``. Raises ``Geweigerd``."""
    try:
        eerste = date.fromisoformat(f"{periode}-01")
    except ValueError as fout:
        raise Geweigerd("periode", "schrijf een maand als 2026-03") from fout
    if len(periode) != len("2026-03") or not EERSTE_JAAR <= eerste.year <= LAATSTE_JAAR:
        raise Geweigerd("periode", "schrijf een maand als 2026-03")
    return eerste


def _raam(
    s: Session, bron: Maandbron, periode: str, parameters: Parameterset, ontbreekt: dict[str, date]
) -> Ramingregel:
    mensen, centen, openstaand = set[int](), 0, 0
    for regel in bron.bereken(s, periode, bron.medewerkers(s, periode), parameters):
        if isinstance(regel, Loonregel):
            mensen.add(regel.medewerker_id)
            centen += regel.centen
            continue
        openstaand += 1
        for sleutel, dag in regel.ontbreekt.ontbrekend if regel.ontbreekt else ():
            ontbreekt[sleutel] = min(dag, ontbreekt.get(sleutel, dag))
    return Ramingregel(periode, bron.regeling, centen, len(mensen), openstaand)


def _onderdelen(s: Session, ctx: Context, periode: str, zelf: int, parameters: Parameterset) -> Iterator[Onderdeel]:
    for bron in BRONNEN:
        if zelf not in bron.medewerkers(s, periode):
            continue
        for regel in bron.bereken(s, periode, [zelf], parameters):
            if isinstance(regel, Loonregel):
                yield Onderdeel(bron.regeling, regel.feit, regel.centen, _stappen(ctx, regel, parameters))
            else:
                yield _open(ctx, bron.regeling, regel)


def _open(ctx: Context, regeling: str, regel: Openstaand) -> Onderdeel:
    vraag = redenzin(ctx.installatie, regeling, regel.reden, regel.gegevens)
    sleutels = tuple(sleutel for sleutel, _ in regel.ontbreekt.ontbrekend) if regel.ontbreekt else ()
    return Onderdeel(regeling, regel.feit, None, (), vraag, sleutels)


def _stappen(ctx: Context, regel: Loonregel, parameters: Parameterset) -> tuple[Stap, ...]:
    """Return the explanation as the ledger will make it, from the same stored input; the row itself is not stored."""
    boeking = Boeking(berekening=regel.berekening, versie=regel.versie, gegeven=regel.gegeven)
    try:
        gevonden = antwoord(ctx.installatie, boeking, parameters)
    except ParameterOntbreekt:
        return ()
    return gevonden.stappen if gevonden else ()


def _geboekt(s: Session, medewerker_id: int) -> dict[str, int]:
    vraag = (
        select(Boeking.periode, func.sum(Boeking.centen))
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Boeking.medewerker_id == medewerker_id,
            Boeking.eenheid == EENHEID,
            Boeking.regeling.in_([bron.regeling for bron in BRONNEN]),
            Run.status.in_(DEFINITIEF),
        )
        .group_by(Boeking.periode)
    )
    return {periode: int(som) for periode, som in s.execute(vraag)}
