# SPDX-License-Identifier: EUPL-1.2
"""The table of proposed figures. A row is decided on once; a later figure is a later row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.regulations.parameterbeheer.procedure import Voorstelsoort
from core.rules.parameters import Aard
from core.storage.ddl import leg_vast
from core.storage.tables import Sleutelnummer, Tabel

_OPEN = text("besluit IS NULL")


class Parametervoorstel(Tabel):
    """A value of a parameter from a day on, as one person proposed it and another decided."""

    __tablename__ = "core_parametervoorstel"
    __table_args__ = (
        Index(
            "core_parametervoorstel_open_uq",
            "sleutel",
            "vanaf",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "besluit", "besloten_op"),
    )

    id: Mapped[Sleutelnummer]
    #: The canonical key.
    sleutel: Mapped[str] = mapped_column(String(120))
    #: As in a parameter file; empty says that no value is known from that day.
    waarde: Mapped[str | None] = mapped_column(Text)
    vanaf: Mapped[date]
    #: The unit of measure that was declared when the value was proposed.
    eenheid: Mapped[str | None] = mapped_column(String(200))
    bron: Mapped[str] = mapped_column(String(300))
    reden: Mapped[str] = mapped_column(Text)
    #: Whether it begins on a new day, or replaces or confirms what stands for the day.
    soort: Mapped[Voorstelsoort] = mapped_column(String(20))
    #: Whether an error is repaired or something else was decided: an amount that was fixed follows a repair only.
    aard: Mapped[Aard] = mapped_column(String(12), default=Aard.WIJZIGING, server_default=text("'wijziging'"))
    zekerheid: Mapped[str] = mapped_column(String(20))
    herzien_voor: Mapped[date | None]
    voorgesteld_door: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    voorgesteld_op: Mapped[datetime]
    besloten_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    besloten_op: Mapped[datetime | None]
    #: A ``Voorstelstatus``; empty while the proposal is open.
    besluit: Mapped[str | None] = mapped_column(String(20))
    #: Why it was rejected.
    besluit_reden: Mapped[str | None] = mapped_column(Text)


leg_vast(Parametervoorstel.__table__, behalve=("besloten_door", "besloten_op", "besluit", "besluit_reden"))
