# SPDX-License-Identifier: EUPL-1.2
"""Brings tables to their last version, and writes the next version for a developer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate.api import RevisionContext
from alembic.config import Config
from alembic.operations.ops import MigrationScript
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect

from core.plugins import Bijdrage, Installatie
from core.storage.ddl import voer_aanvulling_uit
from core.storage.engine import Database
from core.storage.sloten import vergrendel
from core.storage.tables import Tabel, UtcMoment


class Migratiefout(RuntimeError):
    """The tables cannot be brought to their last version; nothing was changed. The message says why, in Dutch."""


@dataclass(frozen=True)
class Migratiestand:
    """The version of a unit's tables, and the last version that is installed; None is "no tables yet"."""

    eenheid: str
    nu: str | None
    laatste: str | None

    @property
    def bij(self) -> bool:
        """True when there is nothing to do."""
        return self.nu == self.laatste


def migreer(database: Database, installatie: Installatie, eenheid: str | None = None) -> None:
    """Bring the tables of the core and then of every plugin to their last version, or those of one unit.

    Each unit is one transaction: a kill leaves it as it was. Raises ``Migratiefout``.
    """
    for map_ in _mappen(installatie, eenheid):
        with _schematransactie(database) as verbinding:
            _breng_bij(verbinding, map_)


def stand(database: Database, installatie: Installatie) -> tuple[Migratiestand, ...]:
    """Return for the core and every plugin with tables which version is there and which is installed."""
    uit = []
    with database.engine.connect() as verbinding:
        for map_ in _mappen(installatie):
            context = MigrationContext.configure(verbinding, opts={"version_table": _versietabel(map_.eenheid)})
            laatste = _scripts(map_).get_current_head()
            uit.append(Migratiestand(map_.eenheid, context.get_current_revision(), laatste))
    return tuple(uit)


def maak_revisie(database: Database, installatie: Installatie, eenheid: str, titel: str) -> Path | None:
    """Write the next version of a unit: the difference between its models and a database that is up to date.

    Returns its path, or None when there is no difference. For developers; read and format what it wrote. What
    ``core.storage.ddl`` declares is not in it: every migration makes that again, and only triggers that are declared
    there stay. Raises ``Migratiefout``.
    """
    (map_,) = _mappen(installatie, eenheid)
    map_.waarde.mkdir(parents=True, exist_ok=True)
    script = _scripts(map_)
    nummer = int(script.get_current_head() or 0) + 1
    opdracht = {
        "message": titel,
        "rev_id": f"{nummer:04}",
        "autogenerate": True,
        "sql": False,
        "head": "head",
        "splice": False,
        "branch_label": None,
        "version_path": None,
        "depends_on": None,
    }
    revisie = RevisionContext(Config(), script, opdracht, process_revision_directives=_zonder_lege)

    def vergelijk(huidig: Any, context: MigrationContext) -> list[Any]:
        revisie.run_autogenerate(huidig, context)
        return []

    with _schematransactie(database) as verbinding:
        _voer_uit(verbinding, map_.eenheid, script, vergelijk)
    geschreven = [gemaakt for gemaakt in revisie.generate_scripts() if gemaakt]
    if not geschreven:
        return None
    pad = Path(geschreven[0].path)
    regels = pad.read_text(encoding="utf-8").splitlines(keepends=True)
    # Alembic puts "please adjust" around what it writes.
    pad.write_text("".join(regel for regel in regels if "# ###" not in regel), encoding="utf-8")
    return pad


def _mappen(installatie: Installatie, eenheid: str | None = None) -> list[Bijdrage[Path]]:
    mappen = [map_ for map_ in installatie.migraties if eenheid in (None, map_.eenheid)]
    if eenheid is not None and not mappen:
        raise Migratiefout(f"'{eenheid}' heeft geen migraties")
    return mappen


def _scripts(map_: Bijdrage[Path]) -> ScriptDirectory:
    return ScriptDirectory(
        str(Path(__file__).parent),
        file_template="r%(rev)s_%(slug)s",
        version_locations=[str(map_.waarde)],
        messaging_opts={"quiet": True},
    )


def _versietabel(eenheid: str) -> str:
    return f"{eenheid}_alembic_version"


@contextmanager
def _schematransactie(database: Database) -> Iterator[Connection]:
    """Open one writing transaction in which tables may be rebuilt.

    SQLite rebuilds a table by dropping the old one, and with foreign keys on that deletes the rows that refer to it.
    The switch works only outside a transaction, so it is turned before BEGIN and back afterwards; in between every
    reference is checked by hand.
    """
    with database.engine.connect() as verbinding:
        if database.is_sqlite:
            _zet_verwijzingen(verbinding, "OFF")
        try:
            with verbinding.execution_options(schrijven=True).begin():
                vergrendel(verbinding, "core_migratie")
                yield verbinding
                if database.is_sqlite:
                    _controleer_verwijzingen(verbinding)
        finally:
            if database.is_sqlite:
                _zet_verwijzingen(verbinding, "ON")


def _zet_verwijzingen(verbinding: Connection, stand: str) -> None:
    # By the driver: a statement through SQLAlchemy would say BEGIN first.
    driver: Any = verbinding.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={stand}")


def _controleer_verwijzingen(verbinding: Connection) -> None:
    los = {f"{van} naar {naar}" for van, _, naar, _ in verbinding.exec_driver_sql("PRAGMA foreign_key_check")}
    if los:
        raise Migratiefout(f"na de migratie verwijzen rijen naar niets: {', '.join(sorted(los))}")


def _breng_bij(verbinding: Connection, map_: Bijdrage[Path]) -> None:
    script = _scripts(map_)
    stappen: list[Any] = []
    triggers: list[_Trigger] = []

    def omhoog(huidig: Any, _: MigrationContext) -> list[Any]:
        stappen.extend(script._upgrade_revs("head", huidig))
        if stappen:
            triggers.extend(_neem_triggers_weg(verbinding))
        return stappen

    _voer_uit(verbinding, map_.eenheid, script, omhoog)
    if stappen:
        aanwezig = set(inspect(verbinding).get_table_names())
        for trigger in triggers:
            if trigger.tabel in aanwezig and not _van(map_.eenheid, trigger.tabel):
                verbinding.exec_driver_sql(trigger.opdracht, execution_options={"no_parameters": True})
        for tabel in Tabel.metadata.sorted_tables:
            if tabel.name in aanwezig and _van(map_.eenheid, tabel.name):
                voer_aanvulling_uit(tabel, verbinding)


@dataclass(frozen=True)
class _Trigger:
    naam: str
    tabel: str
    opdracht: str


def _neem_triggers_weg(verbinding: Connection) -> list[_Trigger]:
    """Drop every trigger and return what they were.

    SQLite does not rename a rebuilt table while a trigger names it, PostgreSQL does not change the type of a column
    that a trigger names. Those of other units come back as they were, the unit's own as they are declared now.
    """
    if verbinding.dialect.name == "sqlite":
        vraag = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        weg = "DROP TRIGGER {naam}"
    else:
        vraag = (
            "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid)"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
        )
        weg = "DROP TRIGGER {naam} ON {tabel}"
    triggers = [_Trigger(*rij) for rij in verbinding.exec_driver_sql(vraag)]
    for trigger in triggers:
        verbinding.exec_driver_sql(weg.format(naam=trigger.naam, tabel=trigger.tabel))
    return triggers


def _van(eenheid: str, tabel: str) -> bool:
    return tabel.startswith(f"{eenheid}_")


def _voer_uit(
    verbinding: Connection,
    eenheid: str,
    script: ScriptDirectory,
    stappen: Callable[[Any, MigrationContext], list[Any]],
) -> None:
    def eigen(naam: str | None, soort: str) -> bool:
        return soort != "table" or bool(naam and _van(eenheid, naam))

    try:
        with EnvironmentContext(Config(), script, fn=stappen) as omgeving:
            omgeving.configure(
                connection=verbinding,
                target_metadata=Tabel.metadata,
                version_table=_versietabel(eenheid),
                include_name=lambda naam, soort, _: eigen(naam, soort),
                include_object=lambda _, naam, soort, *__: eigen(naam, soort),
                render_item=_schrijf_soort,
                render_as_batch=True,
                transactional_ddl=True,
            )
            omgeving.run_migrations()
    except CommandError as fout:
        raise Migratiefout(f"{eenheid}: de versie van de tabellen is hier niet geïnstalleerd ({fout})") from fout


def _schrijf_soort(soort: str, voorwerp: Any, _: Any) -> str | Literal[False]:
    # A version stands apart from the code of today: it names what the database has, not our own type.
    if soort == "type" and isinstance(voorwerp, UtcMoment):
        return "sa.DateTime(timezone=True)"
    return False


def _zonder_lege(_: Any, __: Any, opdrachten: list[MigrationScript]) -> None:
    bewerkingen = opdrachten[0].upgrade_ops
    if bewerkingen is None or bewerkingen.is_empty():
        opdrachten.clear()
