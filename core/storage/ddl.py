# SPDX-License-Identifier: EUPL-1.2
"""What a table has besides columns and keys: triggers and constraints that each database spells its own way.

They are declared once at the table. ``create_all`` makes them, and so does a migration, which makes them again after
it has rebuilt a table (SQLite drops the triggers of a table that is rebuilt).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Table, event

# Not in ``Table.info``: a migration would write that into a new version.
_aanvullingen: WeakKeyDictionary[Table, dict[str, list[str]]] = WeakKeyDictionary()

# One function for all tables: a trigger of PostgreSQL cannot raise an error by itself.
_WEIGER = """
CREATE OR REPLACE FUNCTION core_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = TG_TABLE_NAME || ' ligt vast: ' || TG_OP;
END $$
"""


def vul_aan(tabel: Any, *, sqlite: Sequence[str] = (), postgresql: Sequence[str] = ()) -> None:
    """Declare statements that belong to a table; each must be able to run again over what it made before."""
    if not isinstance(tabel, Table):
        raise TypeError(f"{tabel!r} is geen tabel")
    if tabel not in _aanvullingen:
        _aanvullingen[tabel] = {"sqlite": [], "postgresql": []}
        event.listen(tabel, "after_create", _na_maken)
    per_dialect = _aanvullingen[tabel]
    per_dialect["sqlite"] += sqlite
    per_dialect["postgresql"] += postgresql


def voer_aanvulling_uit(tabel: Table, verbinding: Connection) -> None:
    """Run the declared statements of a table that exists."""
    for opdracht in _aanvullingen.get(tabel, {}).get(verbinding.dialect.name, ()):
        verbinding.exec_driver_sql(opdracht, execution_options={"no_parameters": True})


def leg_vast(tabel: Any, *, behalve: Iterable[str] = ()) -> None:
    """Let the database refuse every change and deletion of rows, but changes of the columns named in ``behalve``."""
    vrij = set(behalve)
    onbekend = vrij - set(tabel.columns.keys())
    if onbekend:
        raise ValueError(f"{tabel.name} heeft geen kolom {', '.join(sorted(onbekend))}")
    vast = ", ".join(kolom.name for kolom in tabel.columns if kolom.name not in vrij)
    gebeurtenissen = {"wijzig": f"UPDATE OF {vast}" if vrij else "UPDATE", "verwijder": "DELETE"}
    sqlite, postgresql = [], [_WEIGER]
    for naam, gebeurtenis in gebeurtenissen.items():
        trigger = f"{tabel.name}_{naam}_tr"
        sqlite += [
            f"DROP TRIGGER IF EXISTS {trigger}",
            f"CREATE TRIGGER {trigger} BEFORE {gebeurtenis} ON {tabel.name}"
            f" BEGIN SELECT RAISE(ABORT, '{tabel.name} ligt vast: {gebeurtenis.split()[0]}'); END",
        ]
        postgresql += [
            f"DROP TRIGGER IF EXISTS {trigger} ON {tabel.name}",
            f"CREATE TRIGGER {trigger} BEFORE {gebeurtenis} ON {tabel.name}"
            " FOR EACH ROW EXECUTE FUNCTION core_weiger()",
        ]
    leeg = f"{tabel.name}_leeg_tr"
    postgresql += [
        f"DROP TRIGGER IF EXISTS {leeg} ON {tabel.name}",
        f"CREATE TRIGGER {leeg} BEFORE TRUNCATE ON {tabel.name} FOR EACH STATEMENT EXECUTE FUNCTION core_weiger()",
    ]
    vul_aan(tabel, sqlite=sqlite, postgresql=postgresql)


def _na_maken(tabel: Table, verbinding: Connection, **_: Any) -> None:
    voer_aanvulling_uit(tabel, verbinding)
