# SPDX-License-Identifier: EUPL-1.2
"""Many rows at once, without an object a row: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import psycopg
from sqlalchemy import BigInteger, ColumnElement, Text, any_, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session

JSON_TEKST = json.JSONEncoder(separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode
"""Writes JSON in one canonical form; one encoder, since making one costs more than using it."""


def voeg_toe(s: Session, tabel: Any, kolommen: Sequence[str], rijen: Sequence[tuple[object, ...]]) -> None:
    """Add rows to a table in the caller's transaction; values are numbers, texts and None (days as ISO text).

    Raises SQLAlchemy's ``DBAPIError``, also for what the PostgreSQL driver reports during COPY.
    """
    if not rijen:
        return
    verbinding = s.connection()
    namen = ", ".join(kolommen)
    if verbinding.dialect.name != "postgresql":
        vraagtekens = ", ".join("?" * len(kolommen))
        # Names of tables and columns come from the models, never from input.
        verbinding.exec_driver_sql(f"INSERT INTO {tabel.name} ({namen}) VALUES ({vraagtekens})", list(rijen))  # noqa: S608
        return
    opdracht = f"COPY {tabel.name} ({namen}) FROM STDIN"
    driver: Any = verbinding.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(opdracht) as stroom:
            for rij in rijen:
                stroom.write_row(rij)
    except psycopg.Error as fout:
        raise DBAPIError.instance(
            opdracht, None, fout, psycopg.Error, dialect=verbinding.dialect, connection_invalidated=bool(driver.closed)
        ) from fout


def een_van(s: Session, kolom: InstrumentedAttribute[int], nummers: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that a column is one of many numbers, as one parameter (a thousand are slow to parse)."""
    if s.get_bind().dialect.name == "postgresql":
        # As text, since the driver takes longer over a list of a thousand than the server over their look-up.
        lijst = literal(f"{{{','.join(map(str, nummers))}}}", Text)
        return kolom == any_(cast(lijst, ARRAY(BigInteger)))
    waarden = func.json_each(json.dumps(list(nummers))).table_valued("value")
    return kolom.in_(select(waarden.c.value))
