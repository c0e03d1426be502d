# SPDX-License-Identifier: EUPL-1.2
"""What a driver reads about a year: kilometres a month, advance, expected settlement, and the settlement with why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger import geboekt
from core.ledger.bulk import een_van
from core.ledger.models import Boeking, Run
from core.ledger.nareken import lees_gegeven
from core.ledger.procedure import DEFINITIEF
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Parameterset
from core.rules.uitleg import Stap
from plugins.om.autoregeling import opzoeken
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.feiten import berijders, maand
from plugins.om.autoregeling.bijdrage.feiten import staat as staat_van
from plugins.om.autoregeling.bijdrage.kilometers import ritsommen
from plugins.om.autoregeling.bijdrage.maandbron import VOORSCHOT, feit_van_jaar
from plugins.om.autoregeling.bijdrage.models import (
    Kilometeropgave,
    Privegebruikverklaring,
    Schatting,
    Termijnverzoek,
)
from plugins.om.autoregeling.bijdrage.services import termijnverzoeken
from plugins.om.autoregeling.bijdrage.services.afrekeningen import bereken_standen, berijders_van
from plugins.om.autoregeling.bijdrage.services.opgaven import opgaven_van
from plugins.om.autoregeling.bijdrage.services.schattingen import eerste_open_maand, schattingen_van
from plugins.om.autoregeling.bijdrage.services.verklaringen import eigen_verklaringen
from plugins.om.autoregeling.bijdrage.stand import Jaarstand
from plugins.om.autoregeling.policy import BIJDRAGE, EENHEID, REGELING
from plugins.om.autoregeling.rules.verrekening import verrekening


@dataclass(frozen=True)
class Maandkilometers:
    """Private kilometres of a month, in tenths; and those that nobody decided about yet."""

    maand: int
    tienden: int
    open_tienden: int


@dataclass(frozen=True)
class Mijnjaar:
    """A year of one driver, complete: for the driver only."""

    jaar: int
    jaren: tuple[int, ...]
    maanden: tuple[Maandkilometers, ...]
    schattingen: tuple[Schatting, ...]
    #: From which month a new estimate acts; None when the year takes none any more.
    schatten_vanaf: int | None
    verklaringen: tuple[Privegebruikverklaring, ...]
    #: Advances in final runs by month ``YYYY-MM``, in cents below zero.
    voorschotten: dict[str, int]
    voorschot: geboekt.Bevestigd | None
    stand: Jaarstand | None
    afgerekend: bool
    #: The last posting of the settlement in a final run, and what all of them come to.
    boeking_id: int | None
    verrekend_centen: int
    #: Why the settlement would be what it is by what is known now; finer than any reader but the driver may see.
    uitleg: tuple[Stap, ...]
    opgaven: tuple[Kilometeropgave, ...]
    verzoek: Termijnverzoek | None

    @property
    def schatting(self) -> Schatting | None:
        """The estimate that was recorded last."""
        return self.schattingen[-1] if self.schattingen else None

    @property
    def tienden(self) -> int:
        """All private kilometres of the year, in tenths."""
        return sum(een.tienden for een in self.maanden) + sum(een.tienden for een in self.opgaven)


@dataclass(frozen=True)
class Jaartotaal:
    """What the werkgever may know of a driver's private kilometres: the total of a year that is over (5.5)."""

    naam: str
    kilometers: int
    #: More than the norm under a declaration: the right ends (13.2).
    niet_geprijsd: int


def mijn_jaar(ctx: Context, jaar: int) -> Mijnjaar | None:
    """Return the actor's own year; None for who never had a car. Raises ``GeenToegang``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk_eigen", policy.eigen(BIJDRAGE, zelf))
    if zelf is None:
        return None
    with ctx.database.lezen() as s:
        jaren = _jaren(s, zelf, ctx.vandaag)
        if not jaren:
            return None
        stand = bereken_standen(s, ctx, jaar, [zelf]).get(zelf)
        van, tot = f"{jaar}-01", f"{jaar}-12"
        afgerekend = staat_van(s, [zelf]).afgerekend(zelf, jaar)
        boeking_id, centen = _verrekend(s, zelf, jaar)
        per_maand = geboekt.per_maand(s, EENHEID, REGELING, VOORSCHOT, van, tot, [zelf])
        return Mijnjaar(
            jaar,
            jaren,
            _maanden(s, zelf, jaar),
            tuple(schattingen_van(s, zelf, jaar)),
            None if afgerekend else eerste_open_maand(s, zelf, jaar),
            tuple(eigen_verklaringen(s, zelf)),
            {periode: bedrag for (_, periode), bedrag in sorted(per_maand.items())},
            geboekt.bevestigd(s, EENHEID, REGELING, VOORSCHOT, van, tot, [zelf]).get(zelf),
            stand,
            afgerekend,
            boeking_id,
            centen,
            _uitleg(stand, geldend(s, ctx.installatie)),
            tuple(opgaven_van(s, zelf, jaar)),
            termijnverzoeken.van(s, zelf, jaar),
        )


def jaartotalen(ctx: Context, jaar: int) -> tuple[Jaartotaal, ...]:
    """Return the year totals of the drivers at the units of which the actor is werkgever, from January on.

    Raises ``GeenToegang``. A running year is never shown, and a year is never cut: both would tell of single trips.
    """
    ctx.eis("bekijk_jaartotaal", policy.doel(BIJDRAGE))
    zelf = ctx.actor.medewerker_id
    if zelf is None:
        raise GeenToegang("bekijk_jaartotaal", BIJDRAGE)
    if jaar >= ctx.vandaag.year:
        return ()
    laatste = date(jaar, 12, 31)
    with ctx.database.lezen() as s:
        eigen = [
            wie
            for wie in berijders_van(s, jaar)
            if (plek := opzoeken.onderdeel_van(s, wie, laatste)) is not None
            and opzoeken.is_werkgever(s, zelf, plek, ctx.vandaag)
        ]
        standen = bereken_standen(s, ctx, jaar, eigen)
        vraag = select(Medewerker.id, Medewerker.naam).where(een_van(s, Medewerker.id, eigen))
        namen = {rij.id: rij.naam for rij in s.execute(vraag)}
    regels = (
        Jaartotaal(namen[wie], stand.afrekening.kilometers, stand.afrekening.niet_geprijsd)
        for wie, stand in standen.items()
        if stand.afrekening is not None
    )
    return tuple(sorted(regels, key=lambda regel: regel.naam))


def _jaren(s: Session, medewerker_id: int, vandaag: date) -> tuple[int, ...]:
    return tuple(
        nummer
        for nummer in range(vandaag.year, vandaag.year - 4, -1)
        if (gevonden := berijders(s, nummer, [medewerker_id], met_schattingen=False, met_opgaven=False))
        and gevonden[medewerker_id].rechten
    )


def _maanden(s: Session, medewerker_id: int, jaar: int) -> tuple[Maandkilometers, ...]:
    tijden = [maand(f"{jaar}-{nummer:02d}") for nummer in range(1, 13)]
    prive: dict[int, int] = defaultdict(int)
    open_: dict[int, int] = defaultdict(int)
    for som in ritsommen(s, {medewerker_id: tijden}):
        (prive if som.besloten else open_)[som.stuk] += som.tienden
    return tuple(Maandkilometers(nr + 1, prive[nr], open_[nr]) for nr in range(12))


def _verrekend(s: Session, medewerker_id: int, jaar: int) -> tuple[int | None, int]:
    vraag = (
        select(Boeking.id, Boeking.totaal_centen)
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Boeking.medewerker_id == medewerker_id,
            Boeking.eenheid == EENHEID,
            Boeking.regeling == REGELING,
            Boeking.feit == feit_van_jaar(jaar),
            Run.status.in_(DEFINITIEF),
        )
        .order_by(Boeking.id.desc())
    )
    laatste = s.execute(vraag).first()
    return (laatste.id, laatste.totaal_centen) if laatste else (None, 0)


def _uitleg(stand: Jaarstand | None, parameters: Parameterset) -> tuple[Stap, ...]:
    if stand is None or stand.afrekening is None:
        return ()
    return verrekening.bereken(verrekening.lees(lees_gegeven(stand.afrekening.gegeven)), parameters).stappen
