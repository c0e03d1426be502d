# SPDX-License-Identifier: EUPL-1.2
"""The base of every table, with names that begin with their owner, and the column types that all share."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

# Constraints and indexes begin with their table's name, so that every object shows whose it is (the prefix rule).
NAMEN = {
    "pk": "%(table_name)s_pk",
    "fk": "%(table_name)s_%(column_0_name)s_fk",
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    "uq": "%(table_name)s_%(column_0_N_name)s_uq",
    "ck": "%(table_name)s_%(constraint_name)s_ck",
}


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC, aware both ways; a datetime without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("een moment heeft een tijdzone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None or value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: A primary key: 64 bits on PostgreSQL, the row id on SQLite.
Sleutelnummer = Annotated[
    int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
]
#: An amount in whole cents.
CentenKolom = Annotated[int, mapped_column(BigInteger)]
#: The id of a dienstonderdeel, as in ``plugins/``.
EenheidKolom = Annotated[str, mapped_column(String(40))]


class Tabel(DeclarativeBase):
    """The base of all tables of the core and of plugins."""

    metadata = MetaData(naming_convention=NAMEN)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcMoment, dict[str, Any]: JSON, list[Any]: JSON}


def keuzelijst(soort: type[StrEnum], lengte: int = 24) -> Enum:
    """Return the type of a column with a closed list: stored as its text of at most ``lengte``, read as its member."""
    return Enum(
        soort, native_enum=False, length=lengte, values_callable=lambda keuzes: [keuze.value for keuze in keuzes]
    )
