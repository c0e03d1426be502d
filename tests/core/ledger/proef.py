# SPDX-License-Identifier: EUPL-1.2
"""A unit that does not exist: one calculation, one month source whose facts a test sets by hand, and its people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Dienstonderdeel, Loonregel, Openstaand
from core.ledger.models import Run
from core.ledger.procedure import Runstatus
from core.ledger.services import controleer as controleer_run
from core.ledger.services import keur_goed, maak_run, markeer
from core.people.eenheden import schakel
from core.people.models import Account, Dienstverband, Medewerker
from core.people.policy import PROGRAMMA, Actor, RolVoor
from core.plugins import Installatie
from core.rules import (
    GEEN_UITLEG,
    Centen,
    Feit,
    ParameterOntbreekt,
    Parameters,
    Parameterset,
    Uitleg,
    Zekerheid,
    calculation,
)
from core.rules.parameters import Sleutel, Soort
from core.rules.uitleg import Teksten
from core.storage.engine import Database

EENHEID = "proef"
NU = datetime(2026, 9, 1, 9, tzinfo=UTC)
TARIEF = "proef.tarief"


@dataclass(frozen=True)
class Gegevens:
    """Hours of work on a day."""

    dag: date
    uren: int


@dataclass(frozen=True)
class Toeslag:
    """What is paid for it."""

    uren: int
    toeslag_centen: Centen


@calculation("PROEF/toeslag", articles=("PROEF 1",))
def toeslag(gegeven: Gegevens, parameters: Parameters, uitleg: Uitleg) -> Toeslag:
    """Hours times a rate."""
    tarief = parameters.feit(TARIEF, gegeven.dag)
    centen = Centen(int(parameters[TARIEF, gegeven.dag] * 100) * gegeven.uren)
    uitleg.stap("PROEF 1", "PROEF/toeslag.bedrag", tarief, uren=gegeven.uren, toeslag_centen=centen)
    return Toeslag(gegeven.uren, centen)


@dataclass
class Bron:
    """The facts of the unit: month, person and name of the fact -> hours, or None for what cannot be calculated."""

    id: str = "proef.toeslag"
    eenheid: str = EENHEID
    regeling: str = "PROEF"
    feiten: dict[tuple[str, int, str], int | None] = field(default_factory=dict)
    looncode: str = "4711"
    #: Every (month, persons) that was asked for.
    gevraagd: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        return sorted({persoon for maand, persoon, _ in self.feiten if maand == periode})

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterator[Loonregel | Openstaand]:
        self.gevraagd.append((periode, tuple(medewerkers)))
        gevraagd = set(medewerkers)
        for (maand, persoon, feit), uren in sorted(self.feiten.items()):
            if maand != periode or persoon not in gevraagd:
                continue
            if uren is None:
                yield Openstaand(persoon, feit, "geen_declaratie")
                continue
            dag = date.fromisoformat(f"{maand}-10")
            try:
                uitkomst = toeslag.functie(Gegevens(dag, uren), Parameters(parameters), GEEN_UITLEG)
            except ParameterOntbreekt as fout:
                yield Openstaand(persoon, feit, "parameter_ontbreekt", fout)
                continue
            yield Loonregel(
                persoon,
                feit,
                toeslag.id,
                toeslag.versie,
                uitkomst.toeslag_centen,
                json.dumps({"dag": dag.isoformat(), "uren": uren}),
                {"uren": uren},
                self.looncode,
                dag,
            )


def tarief(euro: str | None, vanaf: str = "2026-01-01", zekerheid: Zekerheid = Zekerheid.INSTELLING) -> Feit:
    """A value of the only parameter."""
    waarde = None if euro is None else Decimal(euro)
    return Feit(TARIEF, waarde, date.fromisoformat(vanaf), zekerheid, "proef")


def parameters(*feiten: Feit) -> Parameterset:
    """The parameters of the unit."""
    sleutel = Sleutel(TARIEF, Soort.BEDRAG, "euro per uur", "Wat een uur oplevert.", "PROEF 1")
    kern = {
        naam: Sleutel(naam, Soort.GETAL, "", "Van de kern.", "BW 7:632")
        for naam in ("loon.aankondiging_drempel", "loon.aankondiging_dagen", "vordering.betaaltermijn_dagen")
    }
    return Parameterset({TARIEF: sleutel, **kern}, feiten)


def met_proef(installatie: Installatie, bron: Bron, bekend: Parameterset) -> Installatie:
    """The installation with this unit in it."""
    return replace(
        installatie,
        eenheden={**installatie.eenheden, EENHEID: Dienstonderdeel(EENHEID, "Proef", "P")},
        berekeningen=MappingProxyType({**installatie.berekeningen, (toeslag.id, 1): toeslag}),
        maandbronnen=(bron,),
        parameters=bekend,
        teksten=installatie.teksten
        | Teksten({"PROEF/toeslag.bedrag": {"nl": "{uren} uur geeft {toeslag_centen}.", "en": "{toeslag_centen}"}}),
    )


def snel(url: str) -> Database:
    """Open a database that does not wait for the disk: enough against a kill of the process, not of the machine."""
    database = Database(url)
    if database.is_sqlite:

        @event.listens_for(database.engine, "connect")
        def _verbonden(dbapi: Any, _: Any) -> None:
            dbapi.execute("PRAGMA synchronous=OFF")

    return database


@dataclass
class Wereld:
    """A database with people, and the contexts of those who act."""

    ctx: Context
    bron: Bron
    #: Accounts of HR: who checks, who approves, and one who is an employee with postings of her own.
    controleur: int
    goedkeurder: int
    betrokkene: int
    medewerkers: list[int]

    def als(self, account_id: int, medewerker_id: int | None = None) -> Context:
        """The context of somebody of HR."""
        return self.ctx.als(Actor(account_id, "HR", medewerker_id, (RolVoor("hr", EENHEID),)))

    def zet(self, periode: str, medewerker: int, feit: str, uren: int | None) -> None:
        """Record a fact, with its mark."""
        self.bron.feiten[periode, medewerker, feit] = uren
        self.merk(periode, medewerker)

    def wis(self, periode: str, medewerker: int, feit: str) -> None:
        """Withdraw a fact, with its mark."""
        del self.bron.feiten[periode, medewerker, feit]
        self.merk(periode, medewerker)

    def merk(self, periode: str, *medewerkers: int) -> None:
        """Mark persons."""
        with self.ctx.database.transactie() as s:
            markeer(s, EENHEID, periode, medewerkers)

    def maak(self, periode: str) -> Run:
        """Calculate a month."""
        return maak_run(self.ctx, EENHEID, periode)

    def controleer(self, run: Run) -> Run:
        """Check a run."""
        return controleer_run(self.als(self.controleur), run.id)

    def keur_goed(self, run: Run, *, ook_onvolledig: bool = False) -> Run:
        """Approve a checked run."""
        return keur_goed(self.als(self.goedkeurder), run.id, ook_onvolledig=ook_onvolledig)

    def sluit(self, periode: str, *, ook_onvolledig: bool = False) -> Run:
        """Calculate, check and approve a month."""
        run = self.maak(periode)
        self.controleer(run)
        return self.keur_goed(run, ook_onvolledig=ook_onvolledig)

    def sluit_als_nodig(self, periode: str) -> None:
        """Close a month, unless it is final and nothing changed."""
        run = self.maak(periode)
        if run.status == Runstatus.CONCEPT:
            self.controleer(run)
            self.keur_goed(run, ook_onvolledig=True)

    def met_parameters(self, *feiten: Feit) -> Wereld:
        """The same world with other figures."""
        nieuw = met_proef(self.ctx.installatie, self.bron, parameters(*feiten))
        return replace(self, ctx=replace(self.ctx, installatie=nieuw))


def maak_wereld(database: Database, installatie: Installatie, aantal: int = 6) -> Wereld:
    """Fill a database with people of the unit."""
    bron = Bron()
    ctx = Context(database, met_proef(installatie, bron, parameters(tarief("10.00"))), PROGRAMMA, NU)
    with database.transactie() as s:
        mensen = [
            Medewerker(personeelsnummer=f"{nr:06}", naam=f"Mens {nr}", geboortedatum=date(1980, 1, 1))
            for nr in range(1, aantal + 1)
        ]
        s.add_all(mensen)
        s.flush()
        s.add_all(
            Dienstverband(medewerker_id=mens.id, eenheid=EENHEID, van=date(2020, 1, 1), minuten_per_week=2160)
            for mens in mensen
        )
        accounts = [Account(naam=f"hr{nr}", weergavenaam=f"HR {nr}", wachtwoord_hash="x") for nr in range(3)]
        accounts[2].medewerker_id = mensen[0].id
        s.add_all(accounts)
        s.flush()
        controleur, goedkeurder, betrokkene = (account.id for account in accounts)
        medewerkers = [mens.id for mens in mensen]
    schakel(ctx, EENHEID, True)
    return Wereld(ctx, bron, controleur, goedkeurder, betrokkene, medewerkers)
