# SPDX-License-Identifier: EUPL-1.2
"""A small OM: two parketten and DVOM, a werkgever and a fleet manager of each kind, and cars. All made up."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.calendar.tijd import moment
from core.context import Context
from core.people.eenheden import Eenheidschakelaar
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
from plugins.om.autoregeling.models import (
    Aandrijving,
    Beheerderschap,
    Besluitna2023,
    Gebruik,
    Na2023,
    Omonderdeel,
    Plaatsing,
    Rit,
    Ritklasse,
    Voertuig,
    Voertuiggroep,
    Werkgeverschap,
)
from plugins.om.autoregeling.rules.indeling import Leasecategorie, Onderdeel
from plugins.om.autoregeling.rules.toekenning import Beslisser

BEGIN = date(2020, 1, 1)
#: A Wednesday morning under the scheme's own term, in a year of which the rate is known.
NU = datetime(2023, 3, 15, 9, 30, tzinfo=UTC)

ONDERDELEN = (
    ("AMS", "Parket Amsterdam", Onderdeel.ARRONDISSEMENTSPARKET),
    ("LP", "Landelijk Parket", Onderdeel.LANDELIJK_PARKET),
    ("DVOM", "DVOM", Onderdeel.DVOM),
)
#: Who works where; Leo leads the team of Anna and Bram.
PLAATSEN = {
    "Anna Officier": "AMS",
    "Bram Officier": "AMS",
    "Clara Officier": "LP",
    "Leo Leider": "AMS",
    "Dirk Directeur": "AMS",
    "Lea Directeur": "LP",
    "Petra Generaal": "DVOM",
    "Wim Wagenpark": "DVOM",
    "Loes Lokaal": "AMS",
    "Hans Personeel": "DVOM",
    "Hilda Personeel": "DVOM",
}
ROLLEN = {
    "Dirk Directeur": "om_werkgever",
    "Lea Directeur": "om_werkgever",
    "Petra Generaal": "om_werkgever",
    "Wim Wagenpark": "om_centraal_wagenparkbeheer",
    "Loes Lokaal": "om_lokaal_wagenparkbeheer",
    "Hans Personeel": "hr",
    "Hilda Personeel": "hr",
    "Noor Auditor": "auditor",
}
#: Who counts as werkgever, for which unit and as what (1.1).
WERKGEVERS = {
    "Dirk Directeur": ("AMS", Beslisser.DIRECTEUR_BEDRIJFSVOERING),
    "Lea Directeur": ("LP", Beslisser.DIRECTEUR_BEDRIJFSVOERING),
    "Petra Generaal": (None, Beslisser.PROCUREUR_GENERAAL),
}
BEHEERDERS = {"Wim Wagenpark": None, "Loes Lokaal": "AMS"}

_LABEL = re.compile(r"<[^>]*>")


@dataclass
class Wereld:
    """People, units and cars by name, and the ways to act as one of them."""

    database: Database
    installatie: Installatie
    nu: datetime = NU
    begonnen: datetime = NU
    mensen: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    onderdelen: dict[str, int] = field(default_factory=dict)
    voertuigen: dict[str, int] = field(default_factory=dict)

    def als(self, naam: str, nu: datetime | None = None) -> Context:
        """Return what a service gets when this person acts."""
        op = nu or self.nu
        with self.database.lezen() as s:
            return Context(self.database, self.installatie, actor_van(s, self.accounts[naam], op.date()), op)

    @property
    def programma(self) -> Context:
        """The program itself."""
        return Context(self.database, self.installatie, PROGRAMMA, self.nu)

    @cached_property
    def app(self) -> Flask:
        """The site, at whatever moment ``nu`` is then."""
        instellingen = Instellingen(database=str(self.database.url), geheim="x" * 40, https=False)
        return maak_app(self.installatie, self.database, instellingen, klok=lambda: self.nu)

    def auto(self, kenteken: str = "AB12CD", onderdeel: str = "AMS", **velden: Any) -> int:
        """Record a car: a personal zero-emission one of category I, unless told otherwise. Returns its id."""
        waarden: dict[str, Any] = {
            "merk_en_model": "Volta Drie",
            "groep": Voertuiggroep.PERSOONSGEBONDEN,
            "categorie": Leasecategorie.I,
            "perceel": "E1",
            "aandrijving": Aandrijving.EMISSIELOOS,
            "wltp_km": 420,
            "besteld_op": date(2020, 11, 2),
            "eerste_toelating": date(2021, 1, 4),
            "lease_van": date(2021, 1, 4),
            "lease_tot_en_met": date(2026, 1, 3),
            "fiscale_waarde_centen": 42_000_00,
        } | velden
        with self.database.transactie() as s:
            rij = Voertuig(kenteken=kenteken, onderdeel_id=self.onderdelen[onderdeel], vastgelegd_op=self.nu, **waarden)
            s.add(rij)
            s.flush()
            self.voertuigen[kenteken] = rij.id
            return rij.id

    def gebruik(
        self, naam: str, kenteken: str = "AB12CD", van: date = date(2021, 1, 4), tot: date | None = None, **velden: Any
    ) -> int:
        """Give somebody the use of a car from a day up to and including a day. Returns the id of the use."""
        with self.database.transactie() as s:
            rij = Gebruik(
                medewerker_id=self.mensen[naam],
                voertuig_id=self.voertuigen[kenteken],
                van=van,
                tot_en_met=tot,
                vastgelegd_op=self.nu,
                **{"overeenkomst_van": van} | velden,
            )
            s.add(rij)
            s.flush()
            return rij.id

    def rit(
        self,
        naam: str,
        dag: date,
        kilometers: int,
        klasse: Ritklasse = Ritklasse.P,
        *,
        kenteken: str = "AB12CD",
        stand: int = 0,
    ) -> int:
        """Store a trip of whole kilometres that began at nine. Returns its id."""
        begin = moment(dag, time(9))
        with self.database.transactie() as s:
            rij = Rit(
                voertuig_id=self.voertuigen[kenteken],
                medewerker_id=self.mensen[naam],
                dag=dag,
                begin=begin,
                einde=begin + timedelta(hours=1),
                stand_begin=stand,
                tienden=kilometers * 10,
                klasse=klasse,
                klasse_bestand=klasse,
                vastgelegd_op=self.nu,
            )
            s.add(rij)
            s.flush()
            return rij.id

    def afwezig(
        self, naam: str, van: date, tot: date | None = None, soort: Afwezigheidssoort = Afwezigheidssoort.ZIEKTE
    ) -> None:
        """Record leave or illness."""
        with self.database.transactie() as s:
            s.add(
                Afwezigheid(
                    medewerker_id=self.mensen[naam], soort=soort, van=van, tot_en_met=tot, vastgelegd_op=self.nu
                )
            )

    def besluit_na_2023(self, keuze: Na2023 = Na2023.VOORTGEZET, vanaf: date = date(2024, 1, 1)) -> None:
        """Record that the scheme goes on after its own term, or lapses."""
        with self.database.transactie() as s:
            s.add(Besluitna2023(keuze=keuze, vanaf=vanaf, grond="besluit van het College", vastgelegd_op=self.nu))

    def terug(self) -> None:
        """Put the database back as it was made, and the clock."""
        self.nu = self.begonnen
        self.voertuigen.clear()
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
        return Browser(client, csrf)


@dataclass
class Browser:
    """A logged-in browser that fills in the form token itself."""

    client: FlaskClient
    csrf: str

    def get(self, adres: str) -> TestResponse:
        """Open a page."""
        return self.client.get(adres)

    def post(self, adres: str, **velden: Any) -> TestResponse:
        """Send a form and stay at the answer."""
        return self.client.post(adres, data={"csrf_token": self.csrf, **velden})

    def zie(self, adres: str) -> str:
        """Open a page that must be there, and return what a reader sees of it."""
        antwoord = self.get(adres)
        assert antwoord.status_code == 200, (adres, antwoord.status_code, antwoord.text[:2000])
        return tekst_van(antwoord.text)


def tekst_van(pagina: str) -> str:
    """Return what a reader sees of a page: without its tags, and with single spaces."""
    return " ".join(unescape(_LABEL.sub(" ", pagina)).split())


def bouw(database: Database, installatie: Installatie, nu: datetime = NU) -> Wereld:
    """Fill a database with the units and the people, without cars."""
    wereld = Wereld(database, installatie, nu, nu)
    with database.transactie() as s:
        s.add(Eenheidschakelaar(eenheid="om", ingeschakeld=True, gewijzigd_op=nu))
        for code, naam, soort in ONDERDELEN:
            onderdeel = Omonderdeel(code=code, naam=naam, soort=soort)
            s.add(onderdeel)
            s.flush()
            wereld.onderdelen[code] = onderdeel.id
        team = Team(eenheid="om", code="zaken", naam="Zaken")
        s.add(team)
        s.flush()
        for naam in dict.fromkeys((*PLAATSEN, *ROLLEN)):
            _mens(s, wereld, naam)
        for naam in ("Anna Officier", "Bram Officier"):
            s.add(Teamlid(team_id=team.id, medewerker_id=wereld.mensen[naam], van=BEGIN))
        s.add(Leiding(team_id=team.id, medewerker_id=wereld.mensen["Leo Leider"], van=BEGIN))
        for naam, (plek, hoedanigheid) in WERKGEVERS.items():
            s.add(
                Werkgeverschap(
                    medewerker_id=wereld.mensen[naam],
                    onderdeel_id=wereld.onderdelen[plek] if plek else None,
                    hoedanigheid=hoedanigheid,
                    van=BEGIN,
                    vastgelegd_op=nu,
                )
            )
        for naam, beheert in BEHEERDERS.items():
            s.add(
                Beheerderschap(
                    medewerker_id=wereld.mensen[naam],
                    onderdeel_id=wereld.onderdelen[beheert] if beheert else None,
                    van=BEGIN,
                    vastgelegd_op=nu,
                )
            )
    return wereld


def kopie(sjabloon: Path, map_: Path, nu: datetime = NU) -> Wereld:
    """Make a world in a copy of an SQLite file with all tables, and keep it as it is then."""
    pad = map_ / "annex.sqlite"
    shutil.copy(sjabloon, pad)
    wereld = bouw(Database(f"sqlite:///{pad}"), laad(), nu)
    wereld.database.sluit()
    shutil.copy(pad, pad.with_suffix(".bewaard"))
    return wereld


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


def _mens(s: Session, wereld: Wereld, naam: str) -> None:
    nummer = len(wereld.mensen) + 1
    mens = Medewerker(personeelsnummer=f"{200000 + nummer}", naam=naam, geboortedatum=date(1980, 6, nummer % 28 + 1))
    s.add(mens)
    s.flush()
    werk = Dienstverband(medewerker_id=mens.id, eenheid="om", van=BEGIN, minuten_per_week=36 * 60)
    account = Account(naam=f"om{nummer}", medewerker_id=mens.id, weergavenaam=naam, wachtwoord_hash="geen", actief=True)
    s.add_all((werk, account))
    s.flush()
    s.add(
        Inschaling(
            dienstverband_id=werk.id,
            vanaf=BEGIN,
            schaal=11,
            maandsalaris_centen=450_000,
            bron="test",
            vastgelegd_op=wereld.nu,
        )
    )
    if (code := PLAATSEN.get(naam)) is not None:
        onderdeel_id = wereld.onderdelen[code]
        s.add(Plaatsing(medewerker_id=mens.id, onderdeel_id=onderdeel_id, van=BEGIN, vastgelegd_op=wereld.nu))
    if (rol := ROLLEN.get(naam)) is not None:
        eenheid = None if rol == "auditor" else "om"
        s.add(Roltoekenning(account_id=account.id, rol=rol, eenheid=eenheid, van=BEGIN))
    wereld.mensen[naam], wereld.accounts[naam] = mens.id, account.id
