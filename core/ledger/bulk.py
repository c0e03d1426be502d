# SPDX-License-Identifier: EUPL-1.2
"""Many rows at once, without an object a row: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar, cast

import psycopg
from sqlalchemy import ColumnElement, CursorResult, any_, func, literal, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import UserDefinedType

T = TypeVar("T")


class _Nummers(UserDefinedType[str]):
    """A list of numbers, written as PostgreSQL writes one."""

    cache_ok = True
    render_bind_cast = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the name of the type."""
        return "BIGINT[]"


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
        # As text, since the driver takes longer over a list of a thousand than the server over their look-up; and as a
        # value of its type from the start, since the server compares a list that it converts itself one by one.
        return kolom == any_(literal(f"{{{','.join(map(str, nummers))}}}", _Nummers()))
    waarden = func.json_each(json.dumps(list(nummers))).table_valued("value")
    return kolom.in_(select(waarden.c.value))


def in_stukken(rijen: CursorResult[Any]) -> Iterator[Any]:
    """Yield rows, taken thousands at a time: one by one costs more than what is done with them."""
    return chain.from_iterable(rijen.partitions(5_000))


@dataclass(frozen=True)
class Bereik:
    """Whom and which months a reader is going to ask about in one session, in which nothing is written."""

    personen: Sequence[int]
    maanden: Sequence[str]
    _gelezen: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)

    def eenmaal(self, naam: str, sleutel: Hashable, lees: Callable[[], T]) -> T:
        """Return what ``lees`` gives, asked once as long as ``sleutel`` stays the same; one answer a name is kept."""
        bekend = self._gelezen.get(naam)
        if bekend is None or bekend[0] != sleutel:
            bekend = self._gelezen[naam] = (sleutel, lees())
        return cast(T, bekend[1])


@contextmanager
def in_bereik(s: Session, personen: Sequence[int], maanden: Sequence[str]) -> Iterator[None]:
    """Say what is going to be asked in this session, so that a source may read for all of it at once."""
    s.info[Bereik] = Bereik(personen, maanden)
    try:
        yield
    finally:
        del s.info[Bereik]


def bereik(s: Session, medewerkers: Sequence[int], periode: str) -> Bereik:
    """Return what is going to be asked beside these people and this month; only they when nobody said so."""
    gezegd: Bereik | None = s.info.get(Bereik)
    return gezegd if gezegd is not None and periode in gezegd.maanden else Bereik(medewerkers, (periode,))
