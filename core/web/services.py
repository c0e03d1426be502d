# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page keeps and looks up."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from sqlalchemy import BigInteger, Executable, ScalarSelect, bindparam, func, select, text, update

from core.berichten.models import Bericht
from core.calendar.tijd import lokaal
from core.context import Context
from core.contributions import Feitdeel
from core.people import eenheden
from core.people.eenheden import MINISTERIE, Eenheidschakelaar
from core.people.models import Account, Dienstverband, Medewerker, Sessie
from core.people.opzoeken import actor_van, loopt_in
from core.people.policy import PROGRAMMA, Actor, Doel
from core.plugins import KERN, Installatie
from core.regulations.parameterbeheer.fictief import is_fictief
from core.rules.invoer import Geweigerd
from core.storage.audit import Audit, Auditketen
from core.storage.engine import Database
from core.storage.tables import Tabel
from core.storingen.services import probeer, storingen

TALEN = ("nl", "en")


@dataclass(frozen=True)
class Bezoek:
    """Who acts, and what the frame of the page tells."""

    actor: Actor
    #: The units that are switched on, with the core's.
    eenheden: frozenset[str]
    ongelezen: int
    #: A value of the demo is among those that are calculated with.
    fictief: bool


def bezoek(database: Database, installatie: Installatie, account_id: int, vandaag: date) -> Bezoek:
    """Return what every request of somebody who is logged in needs, in four queries."""
    with database.lezen() as s:
        actor = actor_van(s, account_id, vandaag)
        rijen = s.execute(_omlijsting(), {"medewerker": actor.medewerker_id}).all()
    aan = frozenset(rij.eenheid for rij in rijen if rij.eenheid in installatie.eenheden) | {KERN, MINISTERIE}
    return Bezoek(actor, aan, rijen[0].ongelezen, rijen[0].fictief)


def ingeschakeld(database: Database, installatie: Installatie) -> frozenset[str]:
    """Return the units that are on, for somebody who is not logged in."""
    with database.lezen() as s:
        return eenheden.ingeschakeld(s, installatie)


@cache
def _omlijsting() -> Executable:
    """Return the question behind the frame of every page, built once: building it costs more than asking."""
    ongelezen = select(func.count()).where(
        Bericht.aan_medewerker_id == bindparam("medewerker", type_=BigInteger), Bericht.gelezen_op.is_(None)
    )
    # One row for each unit that is on, and at least one: the outer join keeps the numbers when none is.
    getallen = select(ongelezen.scalar_subquery().label("ongelezen"), is_fictief().label("fictief")).subquery()
    return select(getallen, Eenheidschakelaar.eenheid).outerjoin(
        Eenheidschakelaar, Eenheidschakelaar.ingeschakeld.is_(True)
    )


def eigen_personeelsnummer(ctx: Context) -> str | None:
    """Return the actor's own personnel number, or None for who is no employee."""
    with ctx.database.lezen() as s:
        return s.scalar(select(Medewerker.personeelsnummer).where(Medewerker.id == ctx.actor.medewerker_id))


def bewaar_meldingen(database: Database, token: str, meldingen: list[list[str]]) -> None:
    """Keep the messages that the next page of a session shows once."""
    with database.transactie() as s:
        s.execute(
            update(Sessie).where(Sessie.token_hash == sha256(token.encode()).digest()).values(meldingen=meldingen)
        )


def kies_taal(ctx: Context, taal: str) -> None:
    """Set the language of the actor's own account. Raises ``Geweigerd``."""
    if taal not in TALEN:
        raise Geweigerd("taal", f"kies uit: {', '.join(TALEN)}")
    with ctx.database.transactie() as s:
        s.execute(update(Account).where(Account.id == ctx.actor.account_id).values(taal=taal))


def roep_aan(database: Database) -> None:
    """Ask the database for a sign of life. Raises ``OpslagNietBereikbaar``."""
    with database.lezen() as s:
        s.execute(text("SELECT 1"))


@dataclass(frozen=True)
class Bevinding:
    """One thing that a doctor looks at: what, what it is now, and whether that is as it should be."""

    wat: str
    waarde: str
    goed: bool = True


def onderzoek(ctx: Context) -> tuple[Bevinding, ...]:
    """Return versions and the health of the installation. Raises ``GeenToegang``."""
    from core.storage.migrations.omgeving import stand  # noqa: PLC0415 - Alembic is heavy, and no other page asks it

    ctx.eis("bekijk", Doel("core.job"))
    with ctx.database.lezen() as s:
        onverzegeld = s.scalar(select(_aantal(Audit) - _aantal(Auditketen))) or 0
    dialect = ctx.database.engine.dialect
    serverversie = ".".join(str(deel) for deel in dialect.server_version_info or ())
    tabellen = stand(ctx.database, ctx.installatie)
    return (
        Bevinding("Annex", version("annex-hr")),
        Bevinding("Python", platform.python_version()),
        Bevinding("SQLAlchemy", version("sqlalchemy")),
        Bevinding("Database", f"{dialect.name} {serverversie}".strip()),
        Bevinding("Tijdzones", version("tzdata")),
        *(
            Bevinding(
                f"Tabellen van {tabel.eenheid}",
                f"versie {tabel.nu or 'geen'}" + ("" if tabel.nu == tabel.laatste else f", nodig is {tabel.laatste}"),
                tabel.nu == tabel.laatste,
            )
            for tabel in tabellen
        ),
        Bevinding("Auditregels die nog niet zijn verzegeld", str(onverzegeld)),
        *(
            Bevinding(
                f"Plugin {storing.eenheid}: {storing.haak} mislukt",
                f"{storing.fout}; sinds {_moment(storing.eerste_op)}, het laatst {_moment(storing.laatste_op)}",
                False,
            )
            for storing in storingen(ctx)
        ),
    )


def _moment(op: datetime) -> str:
    return f"{lokaal(op):%d-%m-%Y %H.%M}"


def _aantal(tabel: type[Tabel]) -> ScalarSelect[int]:
    return select(func.count()).select_from(tabel).scalar_subquery()


def accountnamen(ctx: Context, account_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return who these accounts are, for pages that tell who did something; None is the program itself."""
    nummers = {nummer for nummer in account_ids if nummer is not None}
    if not nummers:
        return {None: PROGRAMMA.naam}
    with ctx.database.lezen() as s:
        rijen = s.execute(select(Account.id, Account.weergavenaam).where(Account.id.in_(nummers)))
        return {None: PROGRAMMA.naam, **{rij.id: rij.weergavenaam for rij in rijen}}


def omvang(ctx: Context, eenheid: str) -> int:
    """Return how many employments of a unit run today."""
    with ctx.database.lezen() as s:
        return (
            s.scalar(
                select(func.count()).where(
                    Dienstverband.eenheid == eenheid,
                    loopt_in(Dienstverband.van, Dienstverband.tot_en_met, ctx.vandaag, ctx.vandaag),
                )
            )
            or 0
        )


def feitverhaal(ctx: Context, regeling: str, feit: str, medewerker_id: int) -> tuple[Feitdeel, ...] | None:
    """Return the records behind a posting that the reader was allowed to open; empty when no plugin can tell.

    None when the plugin fails: there may be records, and they cannot be shown now.
    """
    verhaal = ctx.installatie.feitverhalen.get(regeling)
    if verhaal is None:
        return ()

    def vertel() -> tuple[Feitdeel, ...]:
        with ctx.database.lezen() as s:
            return tuple(verhaal.vertel(s, feit, medewerker_id))

    eenheid = ctx.installatie.regelingen[regeling].eenheid if regeling in ctx.installatie.regelingen else regeling
    return probeer(ctx, eenheid, "annex_feitverhalen", vertel, None)
