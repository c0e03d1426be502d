# SPDX-License-Identifier: EUPL-1.2
"""The table of proposals: what was asked, by whom, what the solver answered, and what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.jio.consignatie.voorstel.procedure import Voorstelsoort, Voorstelstatus


class Roostervoorstel(Tabel):
    """A proposal for a roster. People and weeks stand in it by number and day, without a reason for either."""

    __tablename__ = "jio_roostervoorstel"
    __table_args__ = (Index(None, "rooster_id"), Index(None, "status"))

    id: Mapped[Sleutelnummer]
    rooster_id: Mapped[int] = mapped_column(ForeignKey("jio_rooster.id"))
    soort: Mapped[Voorstelsoort] = mapped_column(keuzelijst(Voorstelsoort))
    status: Mapped[Voorstelstatus] = mapped_column(keuzelijst(Voorstelstatus))
    #: ``Opties`` as JSON.
    opties: Mapped[dict[str, Any]]
    gevraagd_door: Mapped[int | None] = mapped_column(BigInteger)
    gevraagd_op: Mapped[datetime]
    #: Which process works on it, and when it began; one that stands still may be taken over.
    houder: Mapped[str | None] = mapped_column(String(64))
    begonnen_op: Mapped[datetime | None]
    klaar_op: Mapped[datetime | None]
    #: ``Antwoord`` as JSON; empty until it is calculated.
    antwoord: Mapped[dict[str, Any] | None]
    #: Why it could not be calculated.
    fout: Mapped[str | None] = mapped_column(Text)
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    besloten_op: Mapped[datetime | None]
    toelichting: Mapped[str | None] = mapped_column(Text)


TABELLEN: tuple[type[Tabel], ...] = (Roostervoorstel,)
