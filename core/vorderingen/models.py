# SPDX-License-Identifier: EUPL-1.2
"""Tables of claims: what is owed, when it is due, and what was paid. Nothing is overwritten: what lapses stays."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, EenheidKolom, Sleutelnummer, Tabel

_GELDT = text("ingetrokken_op IS NULL")


class Vordering(Tabel):
    """What an employee owes for a posting that does not go through payroll."""

    __tablename__ = "core_vordering"
    __table_args__ = (
        Index("core_vordering_boeking_uq", "boeking_id", unique=True, sqlite_where=_GELDT, postgresql_where=_GELDT),
        Index(None, "eenheid", "id"),
        Index(None, "medewerker_id"),
        CheckConstraint("centen > 0", name="bedrag"),
    )

    id: Mapped[Sleutelnummer]
    boeking_id: Mapped[int] = mapped_column(ForeignKey("core_boeking.id"))
    eenheid: Mapped[EenheidKolom]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    centen: Mapped[CentenKolom]
    gemaakt_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    gemaakt_op: Mapped[datetime]
    #: When the letter went, and the day before which all must be paid when there are no instalments.
    verstuurd_op: Mapped[datetime | None]
    vervaldag: Mapped[date | None]
    #: HR decided otherwise about the posting.
    ingetrokken_op: Mapped[datetime | None]


class Vorderingstermijn(Tabel):
    """An instalment. Another agreement makes the earlier ones lapse."""

    __tablename__ = "core_vorderingstermijn"
    __table_args__ = (Index(None, "vordering_id", "vervaldag"), CheckConstraint("centen > 0", name="bedrag"))

    id: Mapped[Sleutelnummer]
    vordering_id: Mapped[int] = mapped_column(ForeignKey("core_vordering.id"))
    vervaldag: Mapped[date]
    centen: Mapped[CentenKolom]
    door: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


class Vorderingsbetaling(Tabel):
    """What was received on a claim; recorded by mistake, it is taken back and stays visible."""

    __tablename__ = "core_vorderingsbetaling"
    __table_args__ = (Index(None, "vordering_id"), CheckConstraint("centen > 0", name="bedrag"))

    id: Mapped[Sleutelnummer]
    vordering_id: Mapped[int] = mapped_column(ForeignKey("core_vordering.id"))
    centen: Mapped[CentenKolom]
    #: The day on which it was received, and the reference of the bank or the cashier.
    ontvangen_op: Mapped[date]
    kenmerk: Mapped[str] = mapped_column(String(80))
    door: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]
