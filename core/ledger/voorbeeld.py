# SPDX-License-Identifier: EUPL-1.2
"""What the coming run would book if salaries or figures were other ones: calculated, and nothing kept.

The salaries are written in a transaction that is always rolled back, so that every source reads them as it reads real
ones; figures are put over the ones that hold, in memory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.contributions import Maandbron
from core.ledger import run as maandrun
from core.ledger.boeken import KOLOMMEN, OPENSTAAND, Eerder, Feitsleutel, bereken, eerder_geboekt
from core.ledger.loonbestand import euro, zonder_formule
from core.ledger.models import Run
from core.ledger.procedure import DEFINITIEF, OPEN
from core.people.merken import maanden, te_merken
from core.people.models import Medewerker
from core.people.policy import Doel
from core.people.verhoging import Salarisstap
from core.regulations.parameterbeheer.services import geldend, met_voorstellen
from core.rules.parameters import Feit, Parameterset

PERSONEN_PER_DEEL = 100
"""Persons between two rollbacks: on SQLite a part holds the only write lock."""

GROOTSTE_IN_BROWSER = 400
"""Persons up to which a preview is calculated while the browser waits."""

_PERSOON, _CENTEN = KOLOMMEN.index("medewerker_id"), KOLOMMEN.index("centen")
_OPEN_PERSOON, _OPEN_REDEN = OPENSTAAND.index("medewerker_id"), OPENSTAAND.index("reden")

Voortgang = Callable[[int, int], None]


class VoorbeeldTeGroot(RuntimeError):
    """Too many persons to wait for; the message says in Dutch what to do instead."""


@dataclass(frozen=True)
class Voorbeeldregel:
    """One person in one month, in cents."""

    medewerker_id: int
    personeelsnummer: str
    naam: str
    periode: str
    #: What final runs booked for the month in all.
    geboekt_centen: int
    #: What it would come to in all after the next run, without the change and with it.
    oud_centen: int
    nieuw_centen: int
    #: Why facts of this person and month cannot be calculated with the change, by reason code.
    openstaand: tuple[str, ...] = ()

    @property
    def verschil_centen(self) -> int:
        """What the change makes of it."""
        return self.nieuw_centen - self.oud_centen

    @property
    def boekt_centen(self) -> int:
        """What the coming run would book: it holds what had to be booked already, and the change."""
        return self.nieuw_centen - self.geboekt_centen


@dataclass(frozen=True)
class Voorbeeld:
    """What a change comes to, before anything is recorded."""

    eenheid: str
    #: The month of the run that would book it.
    periode: str
    #: By person and month.
    regels: tuple[Voorbeeldregel, ...]

    @property
    def gewijzigd(self) -> tuple[Voorbeeldregel, ...]:
        """The persons and months that the change makes different."""
        return tuple(regel for regel in self.regels if regel.verschil_centen)

    @property
    def verschil_centen(self) -> int:
        """What the change comes to in all."""
        return sum(regel.verschil_centen for regel in self.regels)

    @property
    def boekt_centen(self) -> int:
        """What the run would book for these persons and months."""
        return sum(regel.boekt_centen for regel in self.regels)

    @property
    def per_maand(self) -> tuple[tuple[str, int, int, int], ...]:
        """Month, old, new and difference, the first month first."""
        maanden = sorted({regel.periode for regel in self.regels})
        return tuple(
            (
                maand,
                sum(regel.oud_centen for regel in self.regels if regel.periode == maand),
                sum(regel.nieuw_centen for regel in self.regels if regel.periode == maand),
                sum(regel.verschil_centen for regel in self.regels if regel.periode == maand),
            )
            for maand in maanden
        )


@dataclass(frozen=True)
class _Vraag:
    ctx: Context
    eenheid: str
    #: The draft that the coming run goes on with.
    run_id: int | None
    bronnen: tuple[Maandbron, ...]
    nu: Parameterset
    straks: Parameterset


def komende_maand(ctx: Context, eenheid: str) -> str:
    """Return the month of the run that comes now: the one that is open, or the first after the last final one.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", Doel("core.run", eenheid=eenheid))
    with ctx.database.lezen() as s:
        runs = s.execute(select(Run.periode, Run.status).where(Run.eenheid == eenheid).order_by(Run.periode)).all()
    deze = f"{ctx.vandaag:%Y-%m}"
    open_ = [periode for periode, status in runs if status in OPEN]
    if open_:
        return open_[-1]
    definitief = [periode for periode, status in runs if status in DEFINITIEF]
    if not definitief:
        return deze
    return min(deze, f"{plus_maanden(date.fromisoformat(f'{definitief[-1]}-01'), 1):%Y-%m}")


def maak_voorbeeld(
    ctx: Context,
    eenheid: str,
    periode: str,
    *,
    salarissen: Sequence[Salarisstap] = (),
    voorstellen: Sequence[int] = (),
    hoogstens: int | None = None,
    voortgang: Voortgang | None = None,
) -> Voorbeeld:
    """Calculate what the run of a month would book with these salaries and open proposals for figures.

    A changed figure counts from the month of its first day on, as after ``herreken_vanaf`` for that month. Nothing is
    stored. Raises ``GeenToegang``, ``Geweigerd``, and ``VoorbeeldTeGroot`` above ``hoogstens`` persons.
    """
    ctx.eis("maak", Doel("core.run", eenheid=eenheid))
    if salarissen:
        ctx.eis("importeer", Doel("core.persoon", eenheid=eenheid))
    maandrun.eis_periode(periode, ctx.vandaag)
    with ctx.database.lezen() as s:
        bronnen = maandrun.bronnen_van(s, ctx.installatie, eenheid)
        nu = geldend(s, ctx.installatie)
        straks, feiten = met_voorstellen(s, ctx, voorstellen) if voorstellen else (nu, ())
        paren = _paren(s, ctx, eenheid, periode, bronnen, salarissen, feiten)
        open_run = s.scalar(select(Run.id).where(Run.eenheid == eenheid, Run.periode == periode, Run.status.in_(OPEN)))
        personen = sorted({persoon for _, persoon in paren})
        if hoogstens is not None and len(personen) > hoogstens:
            raise VoorbeeldTeGroot(
                f"dit raakt {len(personen)} mensen: te veel om op te wachten."
                " Gebruik de opdracht annex ledger preview; die schrijft alles in een bestand"
            )
        namen = _namen(s, personen)
    vraag = _Vraag(ctx, eenheid, open_run, bronnen, nu, straks)
    per_persoon: dict[int, list[Salarisstap]] = {}
    for stap in salarissen:
        per_persoon.setdefault(stap.medewerker_id, []).append(stap)
    regels: list[Voorbeeldregel] = []
    for deel in _delen(personen, PERSONEN_PER_DEEL):
        erin = set(deel)
        stappen = [stap for persoon in deel for stap in per_persoon.get(persoon, ())]
        regels += _reken(vraag, [paar for paar in paren if paar[1] in erin], stappen, namen)
        if voortgang:
            voortgang(len({regel.medewerker_id for regel in regels}), len(personen))
    return Voorbeeld(eenheid, periode, tuple(sorted(regels, key=lambda regel: (regel.naam, regel.periode))))


def _paren(
    s: Session,
    ctx: Context,
    eenheid: str,
    periode: str,
    bronnen: Sequence[Maandbron],
    salarissen: Sequence[Salarisstap],
    feiten: Sequence[Feit],
) -> list[tuple[str, int]]:
    """Return the pairs of month and person that the change can touch and that the run would book."""
    perioden = maandrun.perioden_van(s, eenheid, periode)
    paren = te_merken(s, ctx, [stap.geraakt for stap in salarissen]).get(eenheid, set())
    # Marks begin at the first run of a unit; a month that was never run passes over everybody without them.
    paren |= {
        (periode, stap.medewerker_id) for stap in salarissen if periode in maanden(stap.geraakt, periode, ctx.vandaag)
    }
    if feiten:
        vanaf = min(f"{feit.vanaf:%Y-%m}" for feit in feiten)
        paren |= set(maandrun.met_terugwerkende_kracht(s, ctx, eenheid, vanaf, bronnen))
        if vanaf <= periode:
            paren |= {(periode, persoon) for bron in bronnen for persoon in bron.medewerkers(s, periode)}
    return sorted(paar for paar in paren if paar[0] in perioden)


def _reken(
    vraag: _Vraag,
    paren: Sequence[tuple[str, int]],
    stappen: Sequence[Salarisstap],
    namen: Mapping[int, tuple[str, str]],
) -> Iterator[Voorbeeldregel]:
    database = vraag.ctx.database
    sessie: AbstractContextManager[Session] = database.proef() if stappen else database.lezen()
    per_maand: dict[str, list[int]] = {}
    for maand, persoon in paren:
        per_maand.setdefault(maand, []).append(persoon)
    with sessie as s:
        eerder = {
            maand: eerder_geboekt(s, vraag.eenheid, vraag.run_id, maand, personen)
            for maand, personen in per_maand.items()
        }
        vrij = {
            maand: [persoon for persoon in personen if persoon not in eerder[maand][1]]
            for maand, personen in per_maand.items()
        }
        oud = {maand: _bedragen(s, vraag, vraag.nu, maand, vrij[maand], eerder[maand][0]) for maand in per_maand}
        s.add_all([stap.als_rij(vraag.ctx) for stap in stappen])
        s.flush()
        nieuw = {maand: _bedragen(s, vraag, vraag.straks, maand, vrij[maand], eerder[maand][0]) for maand in per_maand}
    for maand, personen in per_maand.items():
        geboekt = _geboekt(eerder[maand][0])
        for persoon in personen:
            nummer, naam = namen[persoon]
            bezet = persoon in eerder[maand][1]
            basis = geboekt.get(persoon, 0)
            yield Voorbeeldregel(
                persoon,
                nummer,
                naam,
                maand,
                basis,
                basis + oud[maand][0].get(persoon, 0),
                basis + nieuw[maand][0].get(persoon, 0),
                ("wacht_op_run",) if bezet else tuple(sorted(nieuw[maand][1].get(persoon, ()))),
            )


def _bedragen(
    s: Session,
    vraag: _Vraag,
    parameters: Parameterset,
    maand: str,
    personen: Sequence[int],
    eerder: Mapping[Feitsleutel, Eerder],
) -> tuple[dict[int, int], dict[int, set[str]]]:
    """Return what would be booked by person, and why facts of a person cannot be calculated."""
    bedragen: dict[int, int] = {}
    redenen: dict[int, set[str]] = {}
    rijen = bereken(s, vraag.run_id or 0, vraag.eenheid, vraag.bronnen, parameters, maand, personen, eerder)
    for boeking in rijen.boekingen:
        persoon = cast(int, boeking[_PERSOON])
        bedragen[persoon] = bedragen.get(persoon, 0) + cast(int, boeking[_CENTEN])
    for feit in rijen.openstaand:
        redenen.setdefault(cast(int, feit[_OPEN_PERSOON]), set()).add(str(feit[_OPEN_REDEN]))
    return bedragen, redenen


def _geboekt(eerder: Mapping[Feitsleutel, Eerder]) -> dict[int, int]:
    uit: dict[int, int] = {}
    for (persoon, _, _), vorige in eerder.items():
        uit[persoon] = uit.get(persoon, 0) + vorige.totaal_centen
    return uit


def _delen(nummers: Sequence[int], grootte: int) -> Iterator[Sequence[int]]:
    for plek in range(0, len(nummers), grootte):
        yield nummers[plek : plek + grootte]


def _namen(s: Session, personen: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {
        rij.id: (rij.personeelsnummer, rij.naam)
        for deel in _delen(personen, 1000)
        for rij in s.execute(
            select(Medewerker.id, Medewerker.personeelsnummer, Medewerker.naam).where(Medewerker.id.in_(deel))
        )
    }


def als_csv(voorbeeld: Voorbeeld) -> bytes:
    """Return every person and month of a preview as a CSV file, with a total."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(
        ("personeelsnummer", "naam", "maand", "al_geboekt", "oud", "nieuw", "verschil", "run_boekt", "openstaand")
    )
    for regel in voorbeeld.regels:
        bedragen = (
            regel.geboekt_centen,
            regel.oud_centen,
            regel.nieuw_centen,
            regel.verschil_centen,
            regel.boekt_centen,
        )
        schrijver.writerow(
            (
                zonder_formule(regel.personeelsnummer),
                zonder_formule(regel.naam),
                regel.periode,
                *map(euro, bedragen),
                ", ".join(regel.openstaand),
            )
        )
    som = (voorbeeld.verschil_centen, voorbeeld.boekt_centen)
    schrijver.writerow(("TOTAAL", "", "", "", "", "", *map(euro, som), ""))
    return uit.getvalue().encode()
