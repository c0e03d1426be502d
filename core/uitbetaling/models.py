# SPDX-License-Identifier: EUPL-1.2
"""Tables of what payroll paid. A later file that says something else is a new row; the earlier one lapses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, EenheidKolom, Sleutelnummer, Tabel

_ACTIEF = text("vervallen_op IS NULL")
_ACTIEF_BOEKING = text("vervallen_op IS NULL AND boeking_id IS NOT NULL")
_ACTIEF_SOM = text("vervallen_op IS NULL AND boeking_id IS NULL")


class Loonuitslag(Tabel):
    """What payroll paid a person under a wage code in a month: for one posting, or for all without a posting id."""

    __tablename__ = "core_loonuitslag"
    __table_args__ = (
        Index(
            "core_loonuitslag_boeking_uq",
            "eenheid",
            "maand",
            "personeelsnummer",
            "looncode",
            "boeking_id",
            unique=True,
            sqlite_where=_ACTIEF_BOEKING,
            postgresql_where=_ACTIEF_BOEKING,
        ),
        # Two indexes, because an empty posting is equal to nothing, not even to another empty one.
        Index(
            "core_loonuitslag_som_uq",
            "eenheid",
            "maand",
            "personeelsnummer",
            "looncode",
            unique=True,
            sqlite_where=_ACTIEF_SOM,
            postgresql_where=_ACTIEF_SOM,
        ),
        Index("core_loonuitslag_nummer_ix", "personeelsnummer", sqlite_where=_ACTIEF, postgresql_where=_ACTIEF),
    )

    id: Mapped[Sleutelnummer]
    eenheid: Mapped[EenheidKolom]
    #: The month in which was paid, ``YYYY-MM``.
    maand: Mapped[str] = mapped_column(String(7))
    #: As payroll wrote it: it may be somebody whom we do not know.
    personeelsnummer: Mapped[str] = mapped_column(String(20))
    looncode: Mapped[str] = mapped_column(String(40))
    #: As payroll wrote it: it may be no posting of ours.
    boeking_id: Mapped[int | None] = mapped_column(BigInteger)
    centen: Mapped[CentenKolom]
    #: SHA-256 of the file that said so, in hexadecimal.
    sha256: Mapped[str] = mapped_column(String(64))
    gelezen_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    gelezen_op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


class Uitbetalingsverklaring(Tabel):
    """Why a difference is as it should be. It holds as long as both amounts stay what they were."""

    __tablename__ = "core_uitbetalingsverklaring"
    __table_args__ = (Index(None, "eenheid", "maand"), Index(None, "personeelsnummer"))

    id: Mapped[Sleutelnummer]
    eenheid: Mapped[EenheidKolom]
    maand: Mapped[str] = mapped_column(String(7))
    personeelsnummer: Mapped[str] = mapped_column(String(20))
    looncode: Mapped[str] = mapped_column(String(40))
    #: The posting, or the first of several that payroll paid as one.
    boeking_id: Mapped[int | None] = mapped_column(BigInteger)
    geexporteerd_centen: Mapped[int | None] = mapped_column(BigInteger)
    betaald_centen: Mapped[int | None] = mapped_column(BigInteger)
    reden: Mapped[str] = mapped_column(Text)
    door: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]
