# SPDX-License-Identifier: EUPL-1.2
"""A small NFI: people with functions of the list of 2023, a professor, and two who keep each other's work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.models import Boeking, Openstaandfeit, Run
from core.ledger.services import controleer, keur_goed, maak_run
from core.people.eenheden import Eenheidschakelaar
from core.people.models import Account, Dienstverband, Inschaling, Medewerker, Roltoekenning
from core.people.policy import PROGRAMMA, Actor, RolVoor
from core.plugins import Installatie, laad
from core.regulations.parameterbeheer.services import bevestig, geldende_parameters, stel_voor
from core.regulations.parameterbeheer.services import keur_goed as keur_parameter_goed
from core.rules import Zekerheid
from core.storage.engine import Database
from plugins.nfi.bezwarend.services import mensen
from tests.plugins.jio.consignatie.paginawereld import Wereld as Browserwereld

BEGIN = date(2020, 1, 1)
JANUARI = date(2023, 1, 1)
#: In 2023, of which the amounts and the list are known.
NU = datetime(2023, 6, 15, 9, tzinfo=UTC)
HR = ("hans", "hilda")
#: Functions as HR calls them, linked to codes of the list.
FUNCTIES = {
    "ann": ("Antropoloog", "forensisch_antropoloog"),
    "bea": ("Labmedewerker biometrie", "biometrie_labmedewerker"),
    "cor": ("Onderzoeker E&E", "wetenschappelijk_onderzoeker_ee"),
    "dirk": ("Ondersteuner schotresten", "onderzoeksondersteuner_schotresten"),
    "eef": ("Toxicoloog", "sr_wetenschappelijk_medewerker_toxicologie"),
}
SALARIS = 620_000
AUDITOR = 9_000


@dataclass
class Nfi:
    """The people by name, and the ways to act as one of them."""

    database: Database
    installatie: Installatie
    nu: datetime
    mensen: dict[str, int] = field(default_factory=dict)

    def op(self, nu: datetime) -> Nfi:
        """The same NFI at another moment."""
        return replace(self, nu=nu)

    def als(self, naam: str) -> Context:
        """Act as somebody."""
        actor = Actor(
            account_id=self.mensen[naam],
            naam=naam,
            medewerker_id=self.mensen[naam],
            rollen=(RolVoor("hr", "nfi"),) if naam in HR else (),
            eenheden=frozenset({"nfi"}),
        )
        return Context(self.database, self.installatie, actor, self.nu)

    @property
    def hr(self) -> Context:
        """The one of HR who records."""
        return self.als("hans")

    @property
    def ander(self) -> Context:
        """The one of HR who decides."""
        return self.als("hilda")

    @property
    def programma(self) -> Context:
        """The program itself."""
        return Context(self.database, self.installatie, PROGRAMMA, self.nu)

    def functies(self) -> None:
        """Give everybody the function of the table, linked."""
        for naam, (functie, code) in FUNCTIES.items():
            mensen.koppel(self.hr, functienaam=functie, code=code, van=JANUARI)
            mensen.zet_functie(self.hr, self.mensen[naam], functienaam=functie, van=BEGIN, tot_en_met=None)

    def waarde(self, sleutel: str, waarde: str, vanaf: date, aard: str = "wijziging") -> None:
        """Let two people record a figure."""
        bestaat = any(
            feit.vanaf == vanaf and feit.waarde is not None for feit in geldende_parameters(self.hr).reeks(sleutel)
        )
        nummer = stel_voor(
            self.hr,
            sleutel=sleutel,
            waarde=waarde,
            vanaf=vanaf,
            bron="proef",
            reden="proef",
            soort="herstel" if bestaat else "wijziging",
            aard=aard,
            zekerheid=Zekerheid.QUOTED,
        )
        keur_parameter_goed(self.ander, nummer)

    def bevestig(self, sleutel: str, vanaf: date) -> None:
        """Let two people confirm an inferred figure."""
        keur_parameter_goed(self.ander, bevestig(self.hr, sleutel, vanaf, "nagekeken"))

    def salaris(self, naam: str, vanaf: date, centen: int) -> None:
        """Record a salary now."""
        with self.database.transactie() as s:
            verband = s.scalars(select(Dienstverband).where(Dienstverband.medewerker_id == self.mensen[naam])).one()
            s.add(_salaris(verband.id, vanaf, centen, self.nu))

    def reken(self, periode: str) -> tuple[Run, dict[tuple[str, str, str], int], dict[tuple[str, str], Openstaandfeit]]:
        """Make the run of a month: (name, month, fact) -> cents booked, and (name, fact) -> what is open."""
        run = maak_run(self.hr, "nfi", periode)
        namen = {nummer: naam for naam, nummer in self.mensen.items()}
        with self.database.lezen() as s:
            boekingen = s.scalars(select(Boeking).where(Boeking.run_id == run.id)).all()
            open_ = s.scalars(select(Openstaandfeit).where(Openstaandfeit.run_id == run.id)).all()
        geboekt = {(namen[rij.medewerker_id], rij.periode, rij.feit): rij.centen for rij in boekingen}
        return run, geboekt, {(namen[rij.medewerker_id], rij.feit): rij for rij in open_}

    def keur_goed(self, run_id: int) -> None:
        """Check and approve a run."""
        controleer(self.hr, run_id)
        keur_goed(self.ander, run_id, ook_onvolledig=True)


@pytest.fixture
def nfi(database: Database, installatie: Installatie) -> Nfi:
    """Everybody is employed since 2020; nobody has a function yet."""
    return _bevolk(Nfi(database, installatie, NU))


def _bevolk(leeg: Nfi) -> Nfi:
    with leeg.database.transactie() as s:
        s.add(Eenheidschakelaar(eenheid="nfi", ingeschakeld=True, gewijzigd_op=NU))
        for naam in (*FUNCTIES, "prof", *HR):
            leeg.mensen[naam] = _mens(s, naam)
        # Who reads everything and works nowhere.
        s.add(Account(id=AUDITOR, naam="aya", weergavenaam="Aya", wachtwoord_hash="!"))
        s.flush()
        s.add(Roltoekenning(account_id=AUDITOR, rol="auditor", van=BEGIN))
    return leeg


def _mens(s: Session, naam: str) -> int:
    mens = Medewerker(personeelsnummer=f"N-{naam}", naam=naam.title(), geboortedatum=date(1980, 5, 1))
    s.add(mens)
    s.flush()
    uren = 18 if naam == "bea" else 36
    verband = Dienstverband(medewerker_id=mens.id, eenheid="nfi", van=BEGIN, minuten_per_week=uren * 60)
    s.add(verband)
    s.flush()
    s.add(_salaris(verband.id, BEGIN, SALARIS, datetime(2020, 1, 1, tzinfo=UTC)))
    s.add(Account(id=mens.id, naam=naam, medewerker_id=mens.id, weergavenaam=naam.title(), wachtwoord_hash="!"))
    s.flush()
    if naam in HR:
        s.add(Roltoekenning(account_id=mens.id, rol="hr", eenheid="nfi", van=BEGIN))
    return mens.id


def _salaris(dienstverband_id: int, vanaf: date, centen: int, op: datetime) -> Inschaling:
    return Inschaling(
        dienstverband_id=dienstverband_id,
        vanaf=vanaf,
        schaal=13,
        maandsalaris_centen=centen,
        bron="proef",
        vastgelegd_op=op,
    )


@pytest.fixture(scope="session")
def _web(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nfi, Browserwereld]]:
    pad = tmp_path_factory.mktemp("nfi") / "annex.sqlite"
    shutil.copy(sqlite_template, pad)
    database, installatie = Database(f"sqlite:///{pad}"), laad()
    gemaakt = _bevolk(Nfi(database, installatie, NU))
    gemaakt.functies()
    database.sluit()
    shutil.copy(pad, pad.with_suffix(".bewaard"))
    yield (
        gemaakt,
        Browserwereld(
            database, installatie, NU, NU, mensen=gemaakt.mensen, accounts={**gemaakt.mensen, "aya": AUDITOR}
        ),
    )
    database.sluit()


@pytest.fixture
def web(_web: tuple[Nfi, Browserwereld]) -> Iterator[tuple[Nfi, Browserwereld]]:
    """The same NFI with functions, to open pages of; what a test changes is put back."""
    yield _web
    _web[1].terug()
