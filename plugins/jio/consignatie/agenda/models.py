# SPDX-License-Identifier: EUPL-1.2
"""The secret addresses of calendars. Only a hash is kept: nobody can read an address back, not from a copy either."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel

_EIGEN = text("team_id IS NULL AND ingetrokken_op IS NULL")
_TEAM = text("team_id IS NOT NULL AND ingetrokken_op IS NULL")


class Agenda(Tabel):
    """One address of one person: for the own duties, or for those of a team. A new one ends the one before it."""

    __tablename__ = "jio_agenda"
    __table_args__ = (
        # Two indexes, because an empty team is equal to nothing, not even to another empty team.
        Index("jio_agenda_eigen_uq", "medewerker_id", unique=True, sqlite_where=_EIGEN, postgresql_where=_EIGEN),
        Index(
            "jio_agenda_team_uq", "medewerker_id", "team_id", unique=True, sqlite_where=_TEAM, postgresql_where=_TEAM
        ),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: Empty for the duties of the person self.
    team_id: Mapped[int | None] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    #: SHA-256 of the secret part of the address; that part is 256 random bits, so a plain hash is enough.
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    gemaakt_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (Agenda,)
