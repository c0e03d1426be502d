# SPDX-License-Identifier: EUPL-1.2
"""A small JIO to open pages of: two teams with a roster, letters, somebody for every role. All names are made up."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from core.context import Context
from core.people.eenheden import Eenheidschakelaar, schakel
from core.people.models import (
    Account,
    Afwezigheid,
    Afwezigheidssoort,
    Dienstverband,
    Inschaling,
    Leiding,
    Medewerker,
    Roltoekenning,
    Sessie,
    Team,
    Teamlid,
)
from core.people.opzoeken import actor_van
from core.people.policy import PROGRAMMA
from core.plugins import Installatie, laad
from core.settings import Instellingen
from core.storage.engine import Database
from core.web.app import maak_app
from plugins.jio.consignatie.models import (
    Aanwijzing,
    Besluit,
    Consignatieteam,
    Declaratie,
    Declaratiesoort,
    Dienst,
    Dienstdeel,
    Situatie,
    Teamsituatie,
)
from plugins.jio.consignatie.services import declaraties, roosters

_LABEL = re.compile(r"<[^>]*>")

BEGIN = date(2020, 1, 1)
#: A Wednesday morning in a year of which every figure is known; the guard changed the evening before.
NU = datetime(2025, 3, 19, 9, 30, tzinfo=UTC)

NAMEN = (
    ("Anna Bakker", "Bram de Vries", "Carla Jansen", "Daan Smit"),
    ("Eva Visser", "Farid el Amrani", "Gwen Meijer", "Hugo de Boer"),
)
ROLLEN = {
    "Ilse Roosters": "roosterbeheerder",
    "Jan Manager": "operationeel_manager",
    "Kim Bureau": "dutydesk",
    "Lars Personeel": "hr",
    "Mia Personeel": "hr",
    "Noor Auditor": "auditor",
}


@dataclass
class Wereld:
    """The people, teams and rosters by name, and the ways to act as one of them."""

    database: Database
    installatie: Installatie
    nu: datetime
    begonnen: datetime
    mensen: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    roosters: dict[str, int] = field(default_factory=dict)

    def als(self, naam: str, nu: datetime | None = None) -> Context:
        """Return what a service gets when this person acts."""
        moment = nu or self.nu
        with self.database.lezen() as s:
            return Context(self.database, self.installatie, actor_van(s, self.accounts[naam], moment.date()), moment)

    @cached_property
    def app(self) -> Flask:
        """The site, at whatever moment ``nu`` is then."""
        instellingen = Instellingen(database=str(self.database.url), geheim="x" * 40, https=False)
        return maak_app(self.installatie, self.database, instellingen, klok=lambda: self.nu)

    def dienst(self, code: str, dinsdag: date) -> int:
        """Return the number of the duty of a team and a Tuesday."""
        with self.database.lezen() as s:
            return s.scalars(
                select(Dienst.id).where(Dienst.team_id == self.teams[code], Dienst.dinsdag == dinsdag)
            ).one()

    def wie(self, dienst_id: int) -> list[str]:
        """Return who performs a duty now, in order."""
        namen = {nummer: naam for naam, nummer in self.mensen.items()}
        with self.database.lezen() as s:
            return [
                namen[nummer]
                for nummer in s.scalars(
                    select(Dienstdeel.medewerker_id)
                    .where(Dienstdeel.dienst_id == dienst_id, Dienstdeel.vervallen_op.is_(None))
                    .order_by(Dienstdeel.van)
                )
            ]

    def declaraties(self, *, bevestigd: bool = False) -> dict[tuple[str, date], int]:
        """Put every claim ready that is due, and confirm them if asked; return their numbers by person and Tuesday."""
        programma = Context(self.database, self.installatie, PROGRAMMA, self.nu)
        for dienst_id in declaraties.te_declareren(programma):
            declaraties.zet_klaar(programma, dienst_id)
        namen = {nummer: naam for naam, nummer in self.mensen.items()}
        with self.database.lezen() as s:
            gevonden = {
                (namen[rij.medewerker_id], rij.dinsdag): rij.id
                for rij in s.execute(
                    select(Declaratie.id, Declaratie.medewerker_id, Dienst.dinsdag)
                    .join(Dienst, Dienst.id == Declaratie.dienst_id)
                    .where(Declaratie.vervallen_op.is_(None), Declaratie.soort == Declaratiesoort.CONSIGNATIE)
                )
            }
        if bevestigd:
            for (naam, _), nummer in gevonden.items():
                declaraties.bevestig(self.als(naam), nummer)
        return gevonden

    def afwezig(self, naam: str, van: date, tot_en_met: date) -> None:
        """Report somebody ill."""
        with self.database.transactie() as s:
            s.add(
                Afwezigheid(
                    medewerker_id=self.mensen[naam],
                    soort=Afwezigheidssoort.ZIEKTE,
                    van=van,
                    tot_en_met=tot_en_met,
                    vastgelegd_op=self.nu,
                )
            )

    def leidt(self, naam: str, code: str) -> None:
        """Make somebody the leidinggevende of a team."""
        with self.database.transactie() as s:
            s.add(Leiding(team_id=self.teams[code], medewerker_id=self.mensen[naam], van=BEGIN))

    def zet_eenheid(self, *, aan: bool) -> None:
        """Switch JIO on or off."""
        schakel(Context(self.database, self.installatie, PROGRAMMA, self.nu), "jio", aan)

    def terug(self) -> None:
        """Put the database back as it was made, and the clock."""
        self.nu = self.begonnen
        pad = Path(str(self.database.url.database))
        self.database.sluit()
        for rest in ("-wal", "-shm"):
            pad.with_name(pad.name + rest).unlink(missing_ok=True)
        shutil.copy(pad.with_suffix(".bewaard"), pad)

    def browser(self, naam: str) -> Browser:
        """Return a browser in which this person is logged in."""
        token, csrf = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        with self.database.transactie() as s:
            s.add(
                Sessie(
                    token_hash=sha256(token.encode()).digest(),
                    account_id=self.accounts[naam],
                    csrf=csrf,
                    begonnen_op=self.nu,
                    laatst_gezien_op=self.nu,
                    verloopt_op=self.nu + timedelta(hours=10),
                )
            )
        client = self.app.test_client()
        client.set_cookie("annex_sessie", token)
        return Browser(client, csrf, token)


@dataclass
class Browser:
    """A logged-in browser that fills in the form token itself."""

    client: FlaskClient
    csrf: str
    token: str

    def get(self, adres: str) -> TestResponse:
        """Open a page."""
        return self.client.get(adres)

    def post(self, adres: str, **velden: Any) -> TestResponse:
        """Send a form and stay at the answer."""
        return self.client.post(adres, data={"csrf_token": self.csrf, **velden})

    def zie(self, adres: str) -> str:
        """Open a page that must be there, and return its text."""
        antwoord = self.get(adres)
        assert antwoord.status_code == 200, (adres, antwoord.status_code, antwoord.text[:2000])
        return antwoord.text


def kopie(sjabloon: Path, map_: Path, **keuzes: Any) -> Wereld:
    """Make a world in a copy of an SQLite file with all tables, and keep it as it is then."""
    pad = map_ / "annex.sqlite"
    shutil.copy(sjabloon, pad)
    wereld = bouw(Database(f"sqlite:///{pad}"), laad(), **keuzes)
    wereld.database.sluit()
    shutil.copy(pad, pad.with_suffix(".bewaard"))
    return wereld


def tekst_van(pagina: str) -> str:
    """Return what a reader sees of a page: without its tags, and with single spaces."""
    return " ".join(unescape(_LABEL.sub(" ", pagina)).split())


def bouw(
    database: Database,
    installatie: Installatie,
    *,
    nu: datetime = NU,
    namen: Iterable[Iterable[str]] = NAMEN,
    rooster: bool = True,
) -> Wereld:
    """Fill a database with the people, and with a published roster of the year of ``nu`` by rotation."""
    wereld = Wereld(database, installatie, nu, nu)
    codes = [("INF", "Infrastructuur", "Netwerk en servers"), ("APP", "Applicaties", "Applicatiebeheer")]
    with database.transactie() as s:
        s.add(Eenheidschakelaar(eenheid="jio", ingeschakeld=True, gewijzigd_op=nu))
        for nummer, ((code, naam, discipline), leden) in enumerate(zip(codes, namen, strict=True)):
            team = Team(eenheid="jio", code=code, naam=naam)
            s.add(team)
            s.flush()
            wereld.teams[code] = team.id
            s.add(Consignatieteam(team_id=team.id, discipline=discipline, nummer=f"088071000{nummer}"))
            s.flush()
            s.add(
                Teamsituatie(
                    team_id=team.id,
                    vanaf=BEGIN,
                    situatie=Situatie.THUIS,
                    plaatsgebonden=False,
                    bron="besluit directie",
                    besluit=Besluit.GOEDGEKEURD,
                    voorgesteld_op=nu,
                    besloten_op=nu,
                )
            )
            for lid in leden:
                medewerker_id = _mens(s, wereld, lid)
                s.add(Teamlid(team_id=team.id, medewerker_id=medewerker_id, van=BEGIN))
                s.add(Aanwijzing(medewerker_id=medewerker_id, per=BEGIN, getekend_op=BEGIN, vastgelegd_op=nu))
            leider = _mens(s, wereld, f"Leider {naam}")
            s.add(Leiding(team_id=team.id, medewerker_id=leider, van=BEGIN))
        for naam, rol in ROLLEN.items():
            _mens(s, wereld, naam)
            s.add(
                Roltoekenning(
                    account_id=wereld.accounts[naam],
                    rol=rol,
                    eenheid=None if rol == "auditor" else "jio",
                    van=BEGIN,
                )
            )
        _mens(s, wereld, "Otto Elders", eenheid="om")
    if rooster:
        for (code, *_), leden in zip(codes, namen, strict=True):
            wereld.roosters[code] = maak_rooster(wereld, code, [wereld.mensen[lid] for lid in leden])
    return wereld


def maak_rooster(wereld: Wereld, code: str, volgorde: list[int]) -> int:
    """Make, fill and publish the roster of the year of ``nu``, on the second of January."""
    beheer = wereld.als("Ilse Roosters", nu=wereld.nu.replace(month=1, day=2))
    rooster_id = roosters.maak(beheer, wereld.teams[code], wereld.nu.year)
    roosters.vul_op_rotatie(beheer, rooster_id, volgorde)
    for stap in ("raadpleeg", "publiceer"):
        roosters.zet(beheer, rooster_id, stap)
    return rooster_id


def _mens(s: Any, wereld: Wereld, naam: str, eenheid: str = "jio") -> int:
    nummer = len(wereld.mensen) + 1
    mens = Medewerker(personeelsnummer=f"{100000 + nummer}", naam=naam, geboortedatum=date(1985, 5, nummer % 28 + 1))
    s.add(mens)
    s.flush()
    werk = Dienstverband(medewerker_id=mens.id, eenheid=eenheid, van=BEGIN, minuten_per_week=36 * 60)
    account = Account(
        naam=f"persoon{nummer}", medewerker_id=mens.id, weergavenaam=naam, wachtwoord_hash="geen", actief=True
    )
    s.add_all((werk, account))
    s.flush()
    s.add(
        Inschaling(
            dienstverband_id=werk.id,
            vanaf=BEGIN,
            schaal=9,
            trede=10,
            maandsalaris_centen=390_000 + nummer * 5_000,
            bron="test",
            vastgelegd_op=wereld.nu,
        )
    )
    wereld.mensen[naam], wereld.accounts[naam] = mens.id, account.id
    return mens.id


@contextmanager
def tel_vragen(database: Database) -> Iterator[Callable[[], int]]:
    """Count the statements that the database gets meanwhile."""
    aantal = 0

    def nog_een(_verbinding: Any, _cursor: Any, opdracht: str, *_: Any) -> None:
        nonlocal aantal
        aantal += not opdracht.startswith(("BEGIN", "PRAGMA"))

    event.listen(database.engine, "before_cursor_execute", nog_een)
    try:
        yield lambda: aantal
    finally:
        event.remove(database.engine, "before_cursor_execute", nog_een)
