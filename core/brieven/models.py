# SPDX-License-Identifier: EUPL-1.2
"""Tables of letters: what was made, kept as it was made, and rounds of many that are still being made."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import EenheidKolom, Sleutelnummer, Tabel

_OPEN = text("klaar_op IS NULL")
_TE_DOEN = text("brief_id IS NULL AND fout IS NULL")


class Briefronde(Tabel):
    """Many letters of one kind. Each start takes the next turn, and whoever holds an older one stops."""

    __tablename__ = "core_briefronde"
    __table_args__ = (
        Index("core_briefronde_open_ix", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "eenheid", "id"),
    )

    id: Mapped[Sleutelnummer]
    eenheid: Mapped[EenheidKolom]
    #: The id of a ``Briefsoort``.
    soort: Mapped[str] = mapped_column(String(60))
    #: The month that the letters are about, ``YYYY-MM``.
    periode: Mapped[str] = mapped_column(String(7))
    #: The day that stands in the letters, whenever they are made.
    dag: Mapped[date]
    aantal: Mapped[int]
    beurt: Mapped[int] = mapped_column(default=0)
    #: When whoever makes them began.
    begonnen_op: Mapped[datetime | None]
    klaar_op: Mapped[datetime | None]
    #: The account; empty is the program itself.
    gemaakt_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    gemaakt_op: Mapped[datetime]


class Brief(Tabel):
    """A letter in one language, as it was made: there is one about an object, and it never changes."""

    __tablename__ = "core_brief"
    __table_args__ = (
        UniqueConstraint("soort", "sleutel", "taal"),
        Index(None, "medewerker_id", "id"),
        Index(None, "eenheid", "id"),
        Index(None, "ronde_id", "id"),
    )

    id: Mapped[Sleutelnummer]
    soort: Mapped[str] = mapped_column(String(60))
    #: The object that it is about, as its kind names it.
    sleutel: Mapped[str] = mapped_column(String(120))
    taal: Mapped[str] = mapped_column(String(2))
    eenheid: Mapped[EenheidKolom]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    onderwerp: Mapped[str] = mapped_column(String(200))
    dag: Mapped[date]
    #: The content from which the PDF was made.
    inhoud: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    ronde_id: Mapped[int | None] = mapped_column(ForeignKey("core_briefronde.id"))
    gemaakt_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    gemaakt_op: Mapped[datetime]
    #: When the employee opened it for the first time.
    geopend_op: Mapped[datetime | None]


class Briefrondedeel(Tabel):
    """One object of a round: done when it has a letter, or a reason why there is none."""

    __tablename__ = "core_briefrondedeel"
    __table_args__ = (
        UniqueConstraint("ronde_id", "sleutel"),
        Index("core_briefrondedeel_te_doen_ix", "ronde_id", "id", sqlite_where=_TE_DOEN, postgresql_where=_TE_DOEN),
        Index(None, "brief_id"),
    )

    id: Mapped[Sleutelnummer]
    ronde_id: Mapped[int] = mapped_column(ForeignKey("core_briefronde.id"))
    sleutel: Mapped[str] = mapped_column(String(120))
    #: The Dutch letter.
    brief_id: Mapped[int | None] = mapped_column(ForeignKey("core_brief.id", ondelete="SET NULL"))
    fout: Mapped[str | None] = mapped_column(Text)
