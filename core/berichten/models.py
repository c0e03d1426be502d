# SPDX-License-Identifier: EUPL-1.2
"""Tables of messages and tasks. They hold numbers, codes and days; the sentences stand with the kind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import EenheidKolom, Sleutelnummer, Tabel


class Bericht(Tabel):
    """A message to one person: shown in the site now, sent as a mail without content later."""

    __tablename__ = "core_bericht"
    __table_args__ = (
        Index(None, "aan_medewerker_id", "id"),
        Index(
            "core_bericht_ongelezen_ix",
            "aan_medewerker_id",
            sqlite_where=text("gelezen_op IS NULL"),
            postgresql_where=text("gelezen_op IS NULL"),
        ),
    )

    id: Mapped[Sleutelnummer]
    #: The id of a ``Berichtsoort``.
    soort: Mapped[str] = mapped_column(String(80))
    aan_medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: What the sentence of the kind asks for: numbers, codes and days.
    gegevens: Mapped[dict[str, Any]]
    gemaakt_op: Mapped[datetime]
    gelezen_op: Mapped[datetime | None]
    mail_verstuurd_op: Mapped[datetime | None]


_OPEN_OP_DAG = text("opgelost_op IS NULL AND op IS NOT NULL")
_OPEN_ZONDER_DAG = text("opgelost_op IS NULL AND op IS NULL")


class Taak(Tabel):
    """Something that a role of a unit must do. While it is open it stands there once."""

    __tablename__ = "core_taak"
    __table_args__ = (
        # Two indexes, because an empty day is equal to nothing, not even to another empty day.
        Index(
            "core_taak_open_op_dag_uq",
            "eenheid",
            "rol",
            "soort",
            "sleutel",
            "op",
            unique=True,
            sqlite_where=_OPEN_OP_DAG,
            postgresql_where=_OPEN_OP_DAG,
        ),
        Index(
            "core_taak_open_zonder_dag_uq",
            "eenheid",
            "rol",
            "soort",
            "sleutel",
            unique=True,
            sqlite_where=_OPEN_ZONDER_DAG,
            postgresql_where=_OPEN_ZONDER_DAG,
        ),
    )

    id: Mapped[Sleutelnummer]
    eenheid: Mapped[EenheidKolom]
    rol: Mapped[str] = mapped_column(String(40))
    #: What must be done, a code such as ``parameter_ontbreekt``.
    soort: Mapped[str] = mapped_column(String(60))
    #: What it is about, a code or number such as a parameter's key.
    sleutel: Mapped[str] = mapped_column(String(120))
    #: The day that it is about, where there is one.
    op: Mapped[date | None]
    gegevens: Mapped[dict[str, Any]]
    gemaakt_op: Mapped[datetime]
    opgelost_op: Mapped[datetime | None]
