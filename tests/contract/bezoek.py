# SPDX-License-Identifier: EUPL-1.2
"""Run by the interpreter of another environment: visits the site as three people, and prints as JSON what they saw.

The first argument says what to do: ``begin`` makes the people and visits; ``weer`` visits again.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime

from core.context import Context
from core.jobs.services import start
from core.people.aanmelden import log_in
from core.people.accounts import ken_rol_toe, maak_account
from core.people.eenheden import schakel
from core.people.models import Dienstverband, Medewerker
from core.people.policy import PROGRAMMA
from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from core.web.app import maak_app

NU = datetime(2026, 9, 1, 9, tzinfo=UTC)
WACHTWOORD = "een lang wachtwoord"
GEHEIM = "geheim-" * 6


def maak_mensen(ctx: Context) -> None:
    """Make an employee of the unit, one with its role, and an administrator."""
    with ctx.database.transactie() as s:
        mens = Medewerker(personeelsnummer="1", naam="Mo Medewerker", geboortedatum=date(1990, 1, 1))
        s.add(mens)
        s.flush()
        s.add(Dienstverband(medewerker_id=mens.id, eenheid="buiten", van=date(2026, 1, 1), minuten_per_week=2160))
        nummer = mens.id
    maak_account(ctx, "mo", WACHTWOORD, "Mo Medewerker", nummer)
    koffie = maak_account(ctx, "koffie", WACHTWOORD, "Kim Koffie", None)
    ken_rol_toe(ctx, koffie, "buiten_koffie", eenheid="buiten", van=date(2026, 1, 1))
    beheer = maak_account(ctx, "beheer", WACHTWOORD, "Bo Beheer", None)
    ken_rol_toe(ctx, beheer, "beheerder", van=date(2026, 1, 1))


def bezoek(ctx: Context) -> dict[str, tuple[int, str]]:
    """Return what each of them sees, and what there is to see while the unit is off."""
    instellingen = Instellingen(str(ctx.database.url), GEHEIM, https=False)
    app = maak_app(ctx.installatie, ctx.database, instellingen, klok=lambda: NU)
    sessies = {
        naam: log_in(ctx.database, naam, WACHTWOORD, None, "127.0.0.1", NU, GEHEIM)
        for naam in ("mo", "koffie", "beheer")
    }

    def zie(naam: str, adres: str, taal: str = "nl") -> tuple[int, str]:
        browser = app.test_client()
        browser.set_cookie("annex_sessie", sessies[naam].token)
        browser.set_cookie("annex_taal", taal)
        antwoord = browser.get(adres)
        return antwoord.status_code, antwoord.text

    gezien = {
        "koffie": zie("koffie", "/buiten/koffie/"),
        "coffee": zie("koffie", "/buiten/koffie/", "en"),
        "koffie_begin": zie("koffie", "/"),
        "mo": zie("mo", "/buiten/koffie/"),
        "mo_begin": zie("mo", "/"),
        "mo_gegevens": zie("mo", "/mijn/gegevens?deel=buiten_kopje"),
        "regeling": zie("mo", "/regelingen/BUITEN-KOFFIE"),
        "termijn": zie("mo", "/regelingen/CORE-HAND"),
        "accounts": zie("beheer", "/beheer/accounts/koffie"),
        "jobs": zie("beheer", "/beheer/jobs"),
        "onderdelen": zie("beheer", "/beheer/dienstonderdelen"),
        "stelsel": zie("beheer", "/beheer/stelsel"),
    }
    if "buiten" in ctx.installatie.eenheden:
        schakel(ctx, "buiten", aan=False)
        gezien |= {"uit": zie("koffie", "/buiten/koffie/"), "uit_begin": zie("koffie", "/")}
        schakel(ctx, "buiten", aan=True)
    return gezien


def main(wat: str) -> None:
    """Visit, and print what was seen."""
    database = Database(os.environ["ANNEX_DATABASE"])
    ctx = Context(database, laad(), PROGRAMMA, NU)
    if wat == "begin":
        maak_mensen(ctx)
        # The second time nothing is left to do: a job does its day once.
        gedaan = [start(ctx, "buiten.koffie", lambda: NU) for _keer in range(2)]
    else:
        gedaan = []
    sys.stdout.write(json.dumps({"gedaan": gedaan, "gezien": bezoek(ctx)}))
    database.sluit()


if __name__ == "__main__":
    main(sys.argv[1])
