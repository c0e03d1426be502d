# SPDX-License-Identifier: EUPL-1.2
"""A small population behind the web application: one account a role, a month that was approved, and one that waits."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from core.berichten.models import Bericht
from core.berichten.services import meld_taak
from core.brieven.models import Brief, Briefronde
from core.calendar.tijd import lokale_datum
from core.context import Context
from core.ledger.loonmodels import Loonlevering, Loonleveringbestand
from core.ledger.models import Boeking
from core.ledger.scenario.services import Waarde as Scenariowaarde
from core.ledger.scenario.services import maak as maak_scenario
from core.ledger.scenario.services import reken
from core.people.aanmelden import Sessietoken, log_in
from core.people.accounts import ken_rol_toe, maak_account
from core.people.eenheden import schakel
from core.people.models import Import, Leiding, Mandaat, Medewerker, Team, Teamlid
from core.people.opzoeken import actor_van
from core.people.policy import Actor
from core.plugins import Installatie, laad
from core.regulations.parameterbeheer.services import stel_voor
from core.settings import Instellingen
from core.storage.engine import Database
from core.vorderingen.models import Vordering
from core.web.app import maak_app
from tests.core.ledger.proef import EENHEID, TARIEF, Bron, Wereld, maak_wereld, met_proef, parameters, tarief
from tests.core.web import proefplugin

PLUGINS = ("om", "jio", "dtv", "nfi", "cjib")
GEHEIM = "geheim-" * 6
WACHTWOORD = "een lang wachtwoord"
NU = datetime(2026, 9, 1, 9, tzinfo=UTC)

#: Who has an account: log-in name -> (number of the employee from 0, role).
ROLLEN: dict[str, tuple[int | None, str | None]] = {
    "medewerker": (1, None),
    "leidinggevende": (2, None),
    "hr": (None, "hr"),
    "hr-ander": (None, "hr"),
    "hr-medewerker": (4, "hr"),
    "auditor": (None, "auditor"),
    "beheerder": (None, "beheerder"),
    "proefrol": (None, "proefrol"),
}

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Web:
    """The application with its world; ``terug`` puts the database back as it was."""

    app: Flask
    database: Database
    installatie: Installatie
    wereld: Wereld
    pad: Path
    accounts: dict[str, int]
    mensen: list[int]
    run: int
    instellingen: Instellingen
    #: One session for everybody with an account, begun when the world was made.
    sessies: dict[str, Sessietoken]
    team: int
    mandaat: int
    bericht: int = 0
    bestand: int = 0
    boeking: int = 0
    voorstel: int = 0
    scenario: int = 0
    nu: datetime = NU

    def client(self, naam: str | None = None) -> FlaskClient:
        """A browser, logged in as somebody or not at all."""
        browser = self.app.test_client()
        if naam is not None:
            browser.set_cookie("annex_sessie", self.sessies[naam].token)
        return browser

    def actor(self, naam: str) -> Actor:
        """Who acts under an account."""
        with self.database.lezen() as s:
            return actor_van(s, self.accounts[naam], lokale_datum(self.nu))

    def context(self, naam: str) -> Context:
        """The context of an account."""
        return replace(self.wereld.ctx, actor=self.actor(naam), nu=self.nu)

    def zet_eenheid(self, *, aan: bool) -> None:
        """Switch the unit on or off."""
        schakel(self.wereld.ctx, EENHEID, aan)

    def bewaar(self) -> None:
        """Keep the database as it is now, where it is a file."""
        if not self.database.is_sqlite:
            return
        self.database.sluit()
        shutil.copy(self.pad, self.pad.with_suffix(".bewaard"))

    def terug(self) -> None:
        """Put the database back as it was kept."""
        self.database.sluit()
        for rest in ("-wal", "-shm"):
            self.pad.with_name(self.pad.name + rest).unlink(missing_ok=True)
        shutil.copy(self.pad.with_suffix(".bewaard"), self.pad)

    @contextmanager
    def vragen(self) -> Iterator[list[str]]:
        """Collect the statements that the database gets."""
        gesteld: list[str] = []

        def onthoud(_v: object, _c: object, opdracht: str, *_rest: object) -> None:
            if not opdracht.startswith(("BEGIN", "PRAGMA")):
                gesteld.append(opdracht)

        event.listen(self.database.engine, "before_cursor_execute", onthoud)
        try:
            yield gesteld
        finally:
            event.remove(self.database.engine, "before_cursor_execute", onthoud)


def stuur(browser: FlaskClient, adres: str, pagina: str | None = None, **velden: Any) -> TestResponse:
    """Send a form as a browser does: with the token of the page on which it stands."""
    gezien = browser.get(pagina or adres).text
    gevonden = _TOKEN.search(gezien)
    assert gevonden, gezien
    return browser.post(adres, data={"csrf_token": gevonden[1], **velden})


def installatie(bron: Bron) -> Installatie:
    """The core with one plugin, that of the proef."""
    kern = laad(geblokkeerd=PLUGINS, extra={EENHEID: proefplugin})
    samen = met_proef(kern, bron, parameters(tarief("10.00"), tarief("11.00", "2026-07-01")))
    return replace(samen, eenheden=kern.eenheden)


def maak_web(database: Database, pad: Path, aantal: int = 6) -> Web:
    """Fill a database with all tables, and return the application on it."""
    wereld = maak_wereld(database, laad(geblokkeerd=PLUGINS, extra={EENHEID: proefplugin}), aantal)
    wereld.ctx = replace(wereld.ctx, installatie=installatie(wereld.bron))
    with database.transactie() as s:
        mensen = [mens.id for mens in s.query(Medewerker).order_by(Medewerker.id)]
        team = Team(eenheid=EENHEID, code="P1", naam="Team Proef")
        s.add(team)
        s.flush()
        s.add_all(Teamlid(team_id=team.id, medewerker_id=mens, van=date(2020, 1, 1)) for mens in mensen)
        s.add(Leiding(team_id=team.id, medewerker_id=mensen[2], van=date(2020, 1, 1)))
        mandaat = Mandaat(
            gever_id=mensen[2],
            vervanger_id=mensen[3],
            van=date(2026, 10, 1),
            tot_en_met=date(2026, 10, 9),
            vastgelegd_op=NU,
        )
        s.add(mandaat)
        s.flush()
        team_id, mandaat_id = team.id, mandaat.id
    accounts = {naam: _account(wereld.ctx, naam, wie, rol, mensen) for naam, (wie, rol) in ROLLEN.items()}
    for maand in ("2026-07", "2026-08"):
        for mens in mensen[1:]:
            wereld.zet(maand, mens, f"dienst/{mens}", 3)
    wereld.sluit("2026-07")
    run = wereld.maak("2026-08")
    instellingen = Instellingen(str(database.url), GEHEIM, https=False)
    app = maak_app(wereld.ctx.installatie, database, instellingen, klok=lambda: NU)
    web = Web(
        app,
        database,
        wereld.ctx.installatie,
        wereld,
        pad,
        accounts,
        mensen,
        run.id,
        instellingen,
        {naam: log_in(database, naam, WACHTWOORD, None, "127.0.0.1", NU, GEHEIM) for naam in ROLLEN},
        team_id,
        mandaat_id,
    )
    with database.transactie() as s:
        proefplugin.stuur_bericht(s, wereld.ctx, mensen[1])
        meld_taak(s, wereld.ctx, eenheid=EENHEID, rol="hr", soort="proef.tellen", sleutel="augustus")
        meld_taak(
            s, wereld.ctx, eenheid=EENHEID, rol="hr", soort="parameter_ontbreekt", sleutel=TARIEF, op=date(2025, 1, 1)
        )
    with database.transactie() as s:
        s.add(
            Import(
                soort="medewerkers",
                sha256="0" * 64,
                op=NU,
                nieuw=1,
                gewijzigd=0,
                ongewijzigd=0,
                eenheden=[EENHEID],
                rijen=[],
            )
        )
    web.voorstel = stel_voor(
        web.context("hr-ander"),
        sleutel=TARIEF,
        waarde="12.50",
        vanaf=date(2027, 1, 1),
        bron="Proefbesluit",
        reden="nieuw tarief",
        soort="wijziging",
    )
    web.scenario = maak_scenario(
        web.context("hr-ander"),
        "Duurder",
        [EENHEID],
        "2026-07",
        "2026-08",
        [Scenariowaarde(TARIEF, "12.00", date(2026, 8, 1))],
    )
    reken(web.context("hr-ander"), web.scenario)
    with database.lezen() as s:
        web.bestand = s.query(Import.id).scalar()
        web.bericht = s.query(Bericht.id).scalar()
        web.boeking = s.query(Boeking.id).filter_by(medewerker_id=mensen[1], periode="2026-07").scalar()
    _rond_het_loon(web)
    web.bewaar()
    return web


def _rond_het_loon(web: Web) -> None:
    """A letter, a round, a claim and a delivery, so that their pages have something to show."""
    with web.database.transactie() as s:
        van = {"eenheid": EENHEID, "gemaakt_op": NU}
        s.add(Briefronde(**van, soort="core.bedrag", periode="2026-07", dag=NU.date(), aantal=0, klaar_op=NU))
        s.flush()
        s.add(
            Brief(
                **van,
                soort="core.bedrag",
                sleutel=str(web.boeking),
                taal="nl",
                medewerker_id=web.mensen[1],
                onderwerp="Brief over een bedrag",
                dag=NU.date(),
                inhoud={},
                pdf=b"%PDF-",
                sha256="0" * 64,
                ronde_id=1,
            )
        )
        s.add(
            Vordering(
                **van,
                boeking_id=web.boeking,
                medewerker_id=web.mensen[1],
                centen=500,
                verstuurd_op=NU,
                vervaldag=NU.date(),
            )
        )
        s.add(Loonlevering(indeling="samen", eenheden=[EENHEID], aantal=0, totaal_centen=0, op=NU))
        s.flush()
        s.add(
            Loonleveringbestand(
                levering_id=1, naam="loon-levering-1", inhoud=b"a;b\r\n", sha256="0" * 64, aantal=0, totaal_centen=0
            )
        )


def _account(ctx: Context, naam: str, wie: int | None, rol: str | None, mensen: list[int]) -> int:
    account = maak_account(ctx, naam, WACHTWOORD, f"Account {naam}", None if wie is None else mensen[wie])
    if rol is not None:
        begrensd = rol in ("hr", "proefrol")
        ken_rol_toe(ctx, account, rol, van=date(2026, 1, 1), eenheid=EENHEID if begrensd else None)
    return account
