# SPDX-License-Identifier: EUPL-1.2
"""A small JIO: two teams, a leidinggevende each, and the people who keep rosters and pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.tijd import moment
from core.context import Context
from core.people.models import Account, Afwezigheid, Dienstverband, Inschaling, Leiding, Medewerker, Team, Teamlid
from core.people.policy import PROGRAMMA, Actor, RolVoor
from core.plugins import Installatie, laad
from core.rules import Parameterset
from core.storage.engine import Database
from plugins.jio.consignatie.models import (
    Aanwijzing,
    Besluit,
    Consignatieteam,
    Declaratie,
    Declaratiesoort,
    Dienst,
    Dienstdeel,
    Rooster,
    Situatie,
    Teamsituatie,
)
from plugins.jio.consignatie.procedure import Roosterstatus
from plugins.jio.consignatie.services import declaraties, roosters
from plugins.jio.consignatie.services.bezetting import Stuk, schrijf
from tests.plugins.jio.consignatie import paginawereld

JAAR = 2023
LANG_GELEDEN = date(2020, 1, 1)


@dataclass
class Wereld:
    """The database with its people, and contexts for who acts."""

    database: Database
    installatie: Installatie
    nu: datetime
    mensen: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)

    def op(self, nu: datetime) -> Wereld:
        """The same world at another moment."""
        return replace(self, nu=nu)

    def als(self, naam: str) -> Context:
        """Act as an employee, a leidinggevende (``lot`` of team net, ``leo`` of team oss) or by role."""
        rollen = {"rob": ("roosterbeheerder",), "hans": ("hr",), "hilda": ("hr",), "om": ("operationeel_manager",)}
        leidt = {"lot": {self.teams["net"]}, "leo": {self.teams["oss"]}}
        actor = Actor(
            account_id=self.mensen[naam],
            naam=naam,
            medewerker_id=self.mensen[naam],
            rollen=tuple(RolVoor(rol, "jio") for rol in rollen.get(naam, ())),
            geleide_teams=frozenset(leidt.get(naam, ())),
            eenheden=frozenset({"jio"}),
        )
        return Context(self.database, self.installatie, actor, self.nu)

    @property
    def programma(self) -> Context:
        """The program itself."""
        return Context(self.database, self.installatie, PROGRAMMA, self.nu)

    def publiceer(self, team: str = "net", jaar: int = JAAR, volgorde: str = "anna bram cas dina") -> dict[date, int]:
        """Publish a year by rotation; return the duties by Tuesday."""
        ctx = replace(self.als("rob"), nu=datetime(jaar - 1, 12, 1, tzinfo=UTC))
        rooster_id = roosters.maak(ctx, self.teams[team], jaar)
        vulling = roosters.vul_op_rotatie(ctx, rooster_id, [self.mensen[naam] for naam in volgorde.split()])
        assert not vulling.niet
        roosters.zet(ctx, rooster_id, "raadpleeg")
        roosters.zet(ctx, rooster_id, "publiceer")
        with self.database.lezen() as s:
            return {d.dinsdag: d.id for d in s.scalars(select(Dienst).where(Dienst.rooster_id == rooster_id))}

    def geef(self, namen: dict[int, str]) -> None:
        """Put whole duties in people's names, whatever stood there: the starting point of a test."""
        with self.database.transactie() as s:
            oud: dict[int, list[Dienstdeel]] = {dienst_id: [] for dienst_id in namen}
            for deel in s.scalars(
                select(Dienstdeel).where(Dienstdeel.dienst_id.in_(namen), Dienstdeel.vervallen_op.is_(None))
            ):
                oud[deel.dienst_id].append(deel)
            nieuw = {}
            for dienst_id, naam in namen.items():
                dienst = s.get_one(Dienst, dienst_id)
                nieuw[dienst_id] = [Stuk(self.mensen[naam], dienst.begin, dienst.einde)]
            schrijf(s, self.programma, oud, nieuw)

    def wie(self, dienst_id: int) -> list[tuple[str, datetime, datetime]]:
        """Return who performs a duty now, in order."""
        namen = {id: naam for naam, id in self.mensen.items()}
        with self.database.lezen() as s:
            return [
                (namen[deel.medewerker_id], deel.van, deel.tot)
                for deel in s.scalars(
                    select(Dienstdeel)
                    .where(Dienstdeel.dienst_id == dienst_id, Dienstdeel.vervallen_op.is_(None))
                    .order_by(Dienstdeel.van)
                )
            ]

    def claim(self, dienst_id: int, naam: str, soort: Declaratiesoort = Declaratiesoort.CONSIGNATIE) -> Declaratie:
        """Return the claim that holds now."""
        with self.database.lezen() as s:
            return s.scalars(
                select(Declaratie).where(
                    Declaratie.dienst_id == dienst_id,
                    Declaratie.medewerker_id == self.mensen[naam],
                    Declaratie.soort == soort,
                    Declaratie.vervallen_op.is_(None),
                )
            ).one()

    def keur_alles_goed(self, dienst_id: int, team: str = "net") -> None:
        """Put the claims of a duty ready, and let everybody confirm and approve."""
        declaraties.zet_klaar(self.programma, dienst_id)
        with self.database.lezen() as s:
            claims = s.scalars(
                select(Declaratie).where(Declaratie.dienst_id == dienst_id, Declaratie.vervallen_op.is_(None))
            ).all()
        namen = {id: naam for naam, id in self.mensen.items()}
        for claim in claims:
            declaraties.bevestig(self.als(namen[claim.medewerker_id]), claim.id)
        leider = {"net": "lot", "oss": "leo"}[team]
        uitkomst = declaraties.keur_goed(self.als(leider), [claim.id for claim in claims])
        assert not uitkomst.niet, uitkomst.niet

    def afwezig(self, naam: str, soort: str, van: date, tot_en_met: date | None) -> None:
        """Record leave or illness."""
        with self.database.transactie() as s:
            s.add(
                Afwezigheid(
                    medewerker_id=self.mensen[naam],
                    soort=soort,
                    van=van,
                    tot_en_met=tot_en_met,
                    vastgelegd_op=self.nu,
                )
            )


@pytest.fixture
def wereld(database: Database, installatie: Installatie) -> Wereld:
    """Team net (anna, bram, cas, dina, led by lot) and team oss (otto, olga, led by leo), after the year is over."""
    gemaakt = Wereld(database, installatie, datetime(JAAR + 1, 2, 1, 12, tzinfo=UTC))
    with database.transactie() as s:
        for code, nummer, oss in (("net", "0880700001", False), ("oss", "0880700002", True)):
            team = Team(eenheid="jio", code=code, naam=f"Team {code}")
            s.add(team)
            s.flush()
            gemaakt.teams[code] = team.id
            s.add(Consignatieteam(team_id=team.id, discipline=code, nummer=nummer, oss=oss))
            s.flush()
            situatie = Teamsituatie(
                team_id=team.id,
                vanaf=LANG_GELEDEN,
                situatie=Situatie.THUIS,
                plaatsgebonden=oss,
                bron="proef",
                besluit=Besluit.GOEDGEKEURD,
                voorgesteld_op=gemaakt.nu,
                besloten_op=gemaakt.nu,
            )
            s.add(situatie)
        for team_code, namen in (
            ("net", "anna bram cas dina"),
            ("oss", "otto olga"),
            (None, "lot leo rob hans hilda om"),
        ):
            for naam in namen.split():
                gemaakt.mensen[naam] = _mens(s, naam, gemaakt.teams[team_code] if team_code else None)
        for leider, code in (("lot", "net"), ("leo", "oss")):
            s.add(Leiding(team_id=gemaakt.teams[code], medewerker_id=gemaakt.mensen[leider], van=LANG_GELEDEN))
    return gemaakt


def _mens(s: Session, naam: str, team_id: int | None) -> int:
    mens = Medewerker(personeelsnummer=f"P-{naam}", naam=naam.title(), geboortedatum=date(1980, 5, 1))
    s.add(mens)
    s.flush()
    verband = Dienstverband(medewerker_id=mens.id, eenheid="jio", van=LANG_GELEDEN, minuten_per_week=36 * 60)
    s.add(verband)
    s.flush()
    s.add(
        Inschaling(
            dienstverband_id=verband.id,
            vanaf=LANG_GELEDEN,
            schaal=9,
            maandsalaris_centen=350_000,
            bron="proef",
            vastgelegd_op=datetime(2020, 1, 1, tzinfo=UTC),
        )
    )
    s.add(Account(id=mens.id, naam=naam, medewerker_id=mens.id, weergavenaam=naam.title(), wachtwoord_hash="!"))
    if team_id is not None:
        s.add(Teamlid(team_id=team_id, medewerker_id=mens.id, van=LANG_GELEDEN))
        s.add(
            Aanwijzing(
                medewerker_id=mens.id,
                per=date(2022, 1, 1),
                getekend_op=date(2021, 12, 1),
                vastgelegd_op=datetime(2021, 12, 1, tzinfo=UTC),
            )
        )
    return mens.id


@cache
def geinstalleerd() -> Parameterset:
    """The figures as they are installed, for tests without a database."""
    return laad().parameters


def klok(dag: str, tijd: str) -> datetime:
    """Return the moment of a Dutch day and time."""
    return moment(date.fromisoformat(dag), time.fromisoformat(tijd))


def rooster_van(wereld: Wereld, dienst_id: int) -> Rooster:
    """Return the roster of a duty."""
    with wereld.database.lezen() as s:
        return s.get_one(Rooster, s.get_one(Dienst, dienst_id).rooster_id)


GEWIJZIGD = Roosterstatus.GEWIJZIGD


@pytest.fixture(scope="session")
def _jio(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[paginawereld.Wereld]:
    gemaakt = paginawereld.kopie(sqlite_template, tmp_path_factory.mktemp("paginas"))
    yield gemaakt
    gemaakt.database.sluit()


@pytest.fixture
def jio(_jio: paginawereld.Wereld) -> Iterator[paginawereld.Wereld]:
    """A JIO to open pages of; what a test changes is put back."""
    yield _jio
    _jio.terug()


@pytest.fixture
def jio_2026(sqlite_template: Path, tmp_path: Path) -> Iterator[paginawereld.Wereld]:
    """The same in a year of which the amounts are not known."""
    gemaakt = paginawereld.kopie(sqlite_template, tmp_path, nu=paginawereld.NU.replace(year=2026))
    yield gemaakt
    gemaakt.database.sluit()
