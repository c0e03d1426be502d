# SPDX-License-Identifier: EUPL-1.2
"""Run as a program: ``maak`` records and pays something for the unit om, ``lees`` reads it back without its plugin."""

from __future__ import annotations

import json
import os
import sys
from datetime import date

from core.context import Context
from core.people.aanmelden import log_in
from core.people.accounts import ken_rol_toe, maak_account
from core.people.policy import PROGRAMMA
from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from core.storage.migrations import migreer
from core.web.app import maak_app
from tests.core.ledger import proef

GEHEIM = "geheim-" * 6
WACHTWOORD = "een lang wachtwoord"


def maak(database: Database) -> None:
    """Pay somebody of the unit for a month, and approve it."""
    proef.EENHEID = "om"
    samen = laad()
    assert "om" in samen.eenheden
    migreer(database, samen)
    wereld = proef.maak_wereld(database, samen, aantal=2)
    wereld.bron.eenheid = "om"
    wereld.zet("2026-07", wereld.medewerkers[1], "dienst/1", 3)
    wereld.sluit("2026-07")
    auditor = maak_account(wereld.ctx, "aya", WACHTWOORD, "Aya Auditor", None)
    ken_rol_toe(wereld.ctx, auditor, "auditor", van=date(2026, 1, 1))


def lees(database: Database) -> None:
    """Print what the auditor sees of it."""
    samen = laad()
    assert "om" not in samen.eenheden
    migreer(database, samen)
    ctx = Context(database, samen, PROGRAMMA, proef.NU)
    app = maak_app(samen, database, Instellingen(str(database.url), GEHEIM, https=False), klok=lambda: ctx.nu)
    browser = app.test_client()
    sessie = log_in(database, "aya", WACHTWOORD, None, "127.0.0.1", ctx.nu, GEHEIM)
    browser.set_cookie("annex_sessie", sessie.token)
    adressen = (
        "/",
        "/boekingen/1",
        "/boekingen/?nummer=000002",
        "/regelingen/",
        "/regelingen/OM-AUTO",
        "/audit/grootboek",
    )
    gezien = {adres: (antwoord.status_code, antwoord.text) for adres in adressen for antwoord in (browser.get(adres),)}
    sys.stdout.write(json.dumps(gezien))


if __name__ == "__main__":
    geopend = Database(os.environ["ANNEX_DATABASE"])
    {"maak": maak, "lees": lees}[sys.argv[1]](geopend)
    geopend.sluit()
