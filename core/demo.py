# SPDX-License-Identifier: EUPL-1.2
"""A filled site to try: a fictional population, made through the services, on this machine only.

Plugins fill their own part (hook ``annex_demo``) with ``open_account`` and ``als``; figures that are not known for this
year are proposed and approved there by two fictional people, with the source ``fictief (demo)``.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click
from pyotp import TOTP
from rich.console import Console
from sqlalchemy import event, select

from core.calendar.tijd import moment
from core.context import Context
from core.contributions import Telkens
from core.jobs.klok import vervaldagen
from core.jobs.services import doe_dag, maak_bekend
from core.ledger.loonbestand import euro
from core.ledger.models import Boeking, Run
from core.ledger.services import leg_uit, maak_run, runs
from core.people.accounts import ken_rol_toe, maak_account, nieuwe_totp, zet_totp
from core.people.eenheden import schakel
from core.people.models import Account, Leiding, Roltoekenning
from core.people.opzoeken import actor_van
from core.people.policy import AUDITOR, BEHEERDER, PROGRAMMA
from core.plugins import Installatie, laad
from core.settings import Instellingen, InstellingFout
from core.storage.audit import verzegel
from core.storage.engine import Database
from core.storage.migrations import migreer
from core.storingen.services import namens
from core.web.server import serveer

WACHTWOORD = "kastanje-fiets-84"
"""The password of every demo account; it is shown on screen and works on this machine only."""

BRON = "fictief (demo)"
"""The source of every made-up figure: it puts a banner on every page."""


def open_account(
    ctx: Context,
    inlognaam: str,
    naam: str,
    medewerker_id: int | None = None,
    rollen: tuple[tuple[str, str | None], ...] = (),
) -> int:
    """Make an account with the demo password and give it roles, each for a unit or (None) everywhere."""
    account_id = maak_account(ctx, inlognaam, WACHTWOORD, naam, medewerker_id)
    for rol, eenheid in rollen:
        ken_rol_toe(ctx, account_id, rol, van=date(ctx.vandaag.year - 1, 1, 1), eenheid=eenheid)
    return account_id


def als(ctx: Context, account_id: int, nu: datetime | None = None) -> Context:
    """Return the context of a logged-in person, at a moment of the story."""
    op = replace(ctx, nu=nu or ctx.nu)
    with ctx.database.lezen() as s:
        return op.als(actor_van(s, account_id, op.vandaag))


def laatste_volle_maand(vandaag: date) -> str:
    """Return the last complete month as ``YYYY-MM``."""
    vorige = vandaag.replace(day=1) - timedelta(days=1)
    return f"{vorige:%Y-%m}"


def vul(database: Database, installatie: Installatie, nu: datetime, stap: Callable[[str], None]) -> None:
    """Fill an empty database: everybody of the core, every unit's own part, and the jobs of the last complete month."""
    ctx = Context(database, installatie, PROGRAMMA, nu)
    stap("Tabellen maken")
    migreer(database, installatie)
    for eenheid in installatie.eenheden:
        if eenheid != "jenv":
            schakel(ctx, eenheid, True)
    open_account(ctx, "beheer", "Bo Beheer", rollen=((BEHEERDER.id, None),))
    open_account(ctx, "auditor", "Aya Auditor", rollen=((AUDITOR.id, None),))
    twee_stappen = als(ctx, open_account(ctx, "tweestap", "Tara Tweestap", rollen=((AUDITOR.id, None),)))
    geheim = nieuwe_totp("tweestap").geheim
    zet_totp(twee_stappen, geheim, TOTP(geheim).at(nu))
    for bijdrage in installatie.demo:
        stap(f"{installatie.eenheden[bijdrage.eenheid].afkorting} vullen")
        with namens(bijdrage.eenheid, "annex_demo"):
            bijdrage.waarde(ctx=ctx)
    stap("Jobs van de laatste maand uitvoeren")
    _voer_jobs_uit(ctx)
    for bron in installatie.maandbronnen:
        maak_run(ctx, bron.eenheid, laatste_volle_maand(ctx.vandaag))
    verzegel(database)


def _voer_jobs_uit(ctx: Context) -> None:
    """Do what fell due since the last complete month ended: among it the run of that month."""
    begin = moment(ctx.vandaag.replace(day=1), time(0))
    maak_bekend(replace(ctx, nu=begin), ctx.installatie.jobs)
    gepland = [
        (moment(dag, wanneer.tijd), dag, bijdrage.waarde)
        for bijdrage in ctx.installatie.jobs
        # What is due every few minutes is for the scheduler: nothing waits yet.
        if not isinstance(wanneer := bijdrage.waarde.wanneer, Telkens)
        for dag in vervaldagen(wanneer, begin, ctx.nu)
    ]
    for op, dag, job in sorted(gepland, key=lambda regel: (regel[0], regel[2].id)):
        doe_dag(replace(ctx, nu=op), job, dag, "demo", lambda op=op: op)  # type: ignore[misc]


def toon_demo(*, opnieuw: bool, met_site: bool, poort: int) -> None:
    """Fill the demo once, print the last month and one explained amount, and serve the site until stopped.

    Raises ``InstellingFout`` in production.
    """
    if os.environ.get("ANNEX_ENV") == "productie":
        raise InstellingFout("een demo bestaat niet in productie (ANNEX_ENV)")
    pad = Path("var").resolve() / "demo.sqlite"
    pad.parent.mkdir(exist_ok=True)
    if opnieuw:
        _ruim_op(pad)
    installatie = laad(Instellingen.uit_omgeving().geblokkeerd)
    if not pad.exists():
        _bouw(pad, installatie)
    database = Database(f"sqlite:///{pad}")
    try:
        toon_maand(Context(database, installatie, PROGRAMMA, datetime.now(UTC)))
    finally:
        database.sluit()
    if met_site:
        _serveer(pad, poort)


def _bouw(pad: Path, installatie: Installatie) -> None:
    """Fill a file under another name, so that a kill half-way leaves no half demo."""
    in_aanbouw = pad.with_suffix(".bouw")
    _ruim_op(in_aanbouw)
    database = Database(f"sqlite:///{in_aanbouw}")
    # What is lost when the power fails now is made again: no waiting for the disk a thousand times.
    event.listen(database.engine, "connect", lambda verbinding, _: verbinding.execute("PRAGMA synchronous=OFF"))
    with _stappen() as stap:
        vul(database, installatie, datetime.now(UTC), stap)
    database.sluit()
    in_aanbouw.rename(pad)


def _ruim_op(pad: Path) -> None:
    for achtervoegsel in ("", "-wal", "-shm"):
        pad.with_name(pad.name + achtervoegsel).unlink(missing_ok=True)


@contextmanager
def _stappen() -> Iterator[Callable[[str], None]]:
    console = Console(stderr=True)
    with console.status("Demo vullen") as status:

        def stap(tekst: str) -> None:
            status.update(f"Demo vullen: {tekst}")
            if not console.is_terminal:
                click.echo(f"Demo vullen: {tekst}", err=True)

        yield stap


def toon_maand(ctx: Context) -> None:
    """Print the totals of the last calculated month of every unit, and the highest amount of the first explained."""
    laatste = {run.eenheid: run for run in sorted(runs(ctx), key=lambda run: (run.eenheid, run.periode))}
    click.echo()
    for run in laatste.values():
        click.echo(_regel(run))
    with ctx.database.lezen() as s:
        geboekt = [run.id for run in laatste.values() if run.aantal]
        boeking = s.scalars(
            select(Boeking.id).where(Boeking.run_id.in_(geboekt[:1])).order_by(Boeking.centen.desc()).limit(1)
        ).first()
    if boeking is not None:
        toelichting = leg_uit(ctx, boeking)
        click.echo(f"\nEen bedrag uitgelegd: {toelichting.titel}")
        for regel in toelichting.regels:
            click.echo(f"  {regel['artikel']:<14} {regel['tekst']}")


def _regel(run: Run) -> str:
    return (
        f"Run {run.id}, {run.eenheid} {run.periode}: {run.aantal} boekingen, samen € {euro(run.totaal_centen)},"
        f" {run.status}{', onvolledig' if run.onvolledig else ''}."
    )


def _serveer(pad: Path, eerste_poort: int) -> None:
    database = Database(f"sqlite:///{pad}")
    inloggers = _inloggers(database)
    database.sluit()
    poort = _vrije_poort(eerste_poort)
    click.echo(
        f"\nDe site staat op http://127.0.0.1:{poort}/ (stop met Ctrl+C). Wachtwoord voor iedereen: {WACHTWOORD}"
    )
    for regel in inloggers:
        click.echo(f"  {regel}")
    sys.stdout.flush()
    os.environ |= {
        "ANNEX_DATABASE": f"sqlite:///{pad}",
        "ANNEX_GEHEIM": secrets.token_urlsafe(48),
        "ANNEX_HTTPS": "nee",
    }
    serveer("127.0.0.1", poort, 2)


def _inloggers(database: Database) -> list[str]:
    """Return a line for everybody who can log in: roles first, then who leads a team, then colleagues."""
    with database.lezen() as s:
        rollen: dict[int, list[str]] = {}
        for account_id, rol in s.execute(select(Roltoekenning.account_id, Roltoekenning.rol)):
            rollen.setdefault(account_id, []).append(rol)
        leiders = set(s.scalars(select(Leiding.medewerker_id)))
        regels = [
            (0 if account.id in rollen else 1 if account.medewerker_id in leiders else 2, account.id, account)
            for account in s.scalars(select(Account))
        ]
    uit = []
    for rang, _, account in sorted(regels, key=lambda regel: regel[:2]):
        wat = ", ".join(rollen.get(account.id, ())) or ("leidinggevende" if rang == 1 else "medewerker")
        code = f", code uit geheim {account.totp_geheim}" if account.totp_geheim else ""
        uit.append(f"{account.naam:<18} {account.weergavenaam:<20} {wat}{code}")
    return uit


def _vrije_poort(vanaf: int) -> int:
    for poort in range(vanaf, vanaf + 50):
        with socket.socket() as proef:
            proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                proef.bind(("127.0.0.1", poort))
            except OSError:
                continue
            return poort
    raise InstellingFout(f"geen vrije poort tussen {vanaf} en {vanaf + 49}")
