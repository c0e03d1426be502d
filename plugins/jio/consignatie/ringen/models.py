# SPDX-License-Identifier: EUPL-1.2
"""Tables of a swap between three. Recorded, each part becomes a recorded swap, so the roster knows one kind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.jio.consignatie.ringen.procedure import Ringstatus


class Ring(Tabel):
    """A swap between three people of one team."""

    __tablename__ = "jio_ring"
    __table_args__ = (Index(None, "status"),)

    id: Mapped[Sleutelnummer]
    team_id: Mapped[int] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    voorsteller_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    status: Mapped[Ringstatus] = mapped_column(keuzelijst(Ringstatus))
    voorgesteld_op: Mapped[datetime]
    vastgelegd_op: Mapped[datetime | None]


class Ringdeel(Tabel):
    """A duty, or a part of it, that goes from one to the next, with the agreement of who gives it."""

    __tablename__ = "jio_ringdeel"
    __table_args__ = (
        UniqueConstraint("ring_id", "volgorde"),
        CheckConstraint("tot > van", name="duur"),
        CheckConstraint("gever_id <> nemer_id", name="ander"),
        Index(None, "gever_id"),
        Index(None, "dienst_id"),
    )

    id: Mapped[Sleutelnummer]
    ring_id: Mapped[int] = mapped_column(ForeignKey("jio_ring.id"))
    #: 1, 2 and 3: who takes the first gives the second, and who takes the third gives the first.
    volgorde: Mapped[int]
    dienst_id: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))
    van: Mapped[datetime]
    tot: Mapped[datetime]
    gever_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    nemer_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    akkoord_op: Mapped[datetime | None]
    #: The recorded swap that this part became.
    ruil_id: Mapped[int | None] = mapped_column(ForeignKey("jio_ruil.id"))


TABELLEN: tuple[type[Tabel], ...] = (Ring, Ringdeel)
