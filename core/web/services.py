# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page keeps and looks up."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version

from sqlalchemy import ScalarSelect, func, select, text, update

from core.context import Context
from core.contributions import Feitdeel
from core.people.eenheden import ingeschakeld
from core.people.models import Account, Dienstverband, Sessie
from core.people.opzoeken import actor_van, loopt_in
from core.people.policy import PROGRAMMA, Actor, Doel
from core.plugins import Installatie
from core.regulations.parameterbeheer.models import Parametervoorstel
from core.regulations.parameterbeheer.procedure import Voorstelstatus
from core.rules.invoer import Geweigerd
from core.storage.audit import Audit, Auditketen
from core.storage.engine import Database
from core.storage.migrations.omgeving import stand
from core.storage.tables import Tabel

FICTIEF = "fictief (demo)"
"""Where a value of the demo says that it comes from."""

TALEN = ("nl", "en")


@dataclass(frozen=True)
class Bezoek:
    """Who acts, and which units are switched on."""

    actor: Actor
    eenheden: frozenset[str]


def bezoek(database: Database, installatie: Installatie, account_id: int, vandaag: date) -> Bezoek:
    """Return what every request of somebody who is logged in needs, in four queries."""
    with database.lezen() as s:
        return Bezoek(actor_van(s, account_id, vandaag), ingeschakeld(s, installatie))


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


def rekent_met_fictie(database: Database) -> bool:
    """Tell whether a value of the demo is among those that are calculated with."""
    vraag = select(Parametervoorstel.id).where(
        Parametervoorstel.bron == FICTIEF, Parametervoorstel.besluit == Voorstelstatus.GOEDGEKEURD
    )
    with database.lezen() as s:
        return s.scalar(vraag.limit(1)) is not None


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
    )


def _aantal(tabel: type[Tabel]) -> ScalarSelect[int]:
    return select(func.count()).select_from(tabel).scalar_subquery()


def accountnamen(ctx: Context, account_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return who these accounts are, for pages that tell who did something; None is the program itself."""
    nummers = {nummer for nummer in account_ids if nummer is not None}
    with ctx.database.lezen() as s:
        rijen = s.execute(select(Account.id, Account.weergavenaam).where(Account.id.in_(nummers)))
        return {None: PROGRAMMA.naam, **{nummer: naam for nummer, naam in rijen}}


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


def feitverhaal(ctx: Context, regeling: str, feit: str, medewerker_id: int) -> tuple[Feitdeel, ...]:
    """Return the records behind a posting that the reader was allowed to open; empty when no plugin can tell."""
    verhaal = ctx.installatie.feitverhalen.get(regeling)
    if verhaal is None:
        return ()
    with ctx.database.lezen() as s:
        return tuple(verhaal.vertel(s, feit, medewerker_id))
