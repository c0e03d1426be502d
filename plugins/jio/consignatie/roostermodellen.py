# SPDX-License-Identifier: EUPL-1.2
"""Tables of what was published: every version of a roster as it was, and who of the team has seen it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.ddl import leg_vast
from core.storage.tables import Sleutelnummer, Tabel


class Roosterversie(Tabel):
    """One published version of a roster, frozen: duties, who performs them, swaps and holidays as they were then."""

    __tablename__ = "jio_roosterversie"
    __table_args__ = (UniqueConstraint("rooster_id", "versie"),)

    id: Mapped[Sleutelnummer]
    rooster_id: Mapped[int] = mapped_column(ForeignKey("jio_rooster.id"))
    versie: Mapped[int]
    op: Mapped[datetime]
    #: The account that made the change; empty for the program itself.
    door: Mapped[int | None] = mapped_column(BigInteger)
    #: What ``services/roosterversies`` reads; people by their number, so that no name is kept twice.
    inhoud: Mapped[dict[str, Any]]


leg_vast(Roosterversie.__table__)


class Roostergezien(Tabel):
    """Somebody of the team opened a published version for the first time."""

    __tablename__ = "jio_roostergezien"
    __table_args__ = (
        UniqueConstraint("rooster_id", "medewerker_id", "versie"),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutelnummer]
    rooster_id: Mapped[int] = mapped_column(ForeignKey("jio_rooster.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    versie: Mapped[int]
    op: Mapped[datetime]


TABELLEN: tuple[type[Tabel], ...] = (Roosterversie, Roostergezien)
