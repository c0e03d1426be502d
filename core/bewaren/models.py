# SPDX-License-Identifier: EUPL-1.2
"""Proposals to destroy what is over its term. The proposal stays, with a count; what it destroyed does not."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.ddl import leg_vast
from core.storage.tables import Sleutelnummer, Tabel

_OPEN = text("besluit IS NULL")


class Vernietigbesluit(StrEnum):
    """What a second person said."""

    VERNIETIGD = "vernietigd"
    AFGEWEZEN = "afgewezen"


class Vernietiging(Tabel):
    """One kind of records of which everything before a day is to be destroyed."""

    __tablename__ = "core_vernietiging"
    __table_args__ = (
        Index("core_vernietiging_open_uq", "tabel", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Sleutelnummer]
    #: The table of a ``Persoonsgegeven``.
    tabel: Mapped[str] = mapped_column(String(63))
    #: Rows whose term began before this day.
    voor: Mapped[date]
    #: The term in months on which it rests.
    maanden: Mapped[int]
    #: How many rows there were when it was proposed.
    aantal: Mapped[int]
    voorgesteld_door: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    voorgesteld_op: Mapped[datetime]
    besluit: Mapped[Vernietigbesluit | None] = mapped_column(String(12))
    besloten_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    besloten_op: Mapped[datetime | None]


leg_vast(Vernietiging.__table__, behalve=("besluit", "besloten_door", "besloten_op"))
