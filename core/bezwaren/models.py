# SPDX-License-Identifier: EUPL-1.2
"""The table of objections to postings. The text stands apart from the posting, so that it can be destroyed alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel

_OPEN = text("beantwoord_op IS NULL")


class Boekingsbezwaar(Tabel):
    """What an employee has against a posting, and what HR answered."""

    __tablename__ = "core_boekingsbezwaar"
    __table_args__ = (
        Index("core_boekingsbezwaar_open_uq", "boeking_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutelnummer]
    boeking_id: Mapped[int] = mapped_column(ForeignKey("core_boeking.id"))
    #: Whose posting it is.
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    tekst: Mapped[str] = mapped_column(Text)
    ingediend_op: Mapped[datetime]
    antwoord: Mapped[str | None] = mapped_column(Text)
    beantwoord_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    beantwoord_op: Mapped[datetime | None]
