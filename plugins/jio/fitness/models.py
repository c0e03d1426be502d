# SPDX-License-Identifier: EUPL-1.2
"""The table of subscriptions to the fitness plan (JIO 11.5)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, Sleutelnummer, Tabel, keuzelijst

_OPEN = text("status IN ('aangevraagd', 'actief') AND tot_en_met IS NULL")


class Deelnamestatus(StrEnum):
    """How far a subscription is."""

    AANGEVRAAGD = "aangevraagd"
    ACTIEF = "actief"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


class Fitnessdeelname(Tabel):
    """A subscription as the employee asked it and HR checked it. Another price is another row."""

    __tablename__ = "jio_fitnessdeelname"
    __table_args__ = (
        Index(
            "jio_fitnessdeelname_open_uq",
            "medewerker_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "medewerker_id"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
        CheckConstraint("abonnement_centen > 0", name="prijs"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The gym as the employee wrote it; HR checks whether the plan knows it.
    sportschool: Mapped[str] = mapped_column(String(120))
    abonnement_centen: Mapped[CentenKolom]
    #: How much IKB the employee wants to use for it each month.
    ikb_centen: Mapped[CentenKolom]
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    status: Mapped[Deelnamestatus] = mapped_column(keuzelijst(Deelnamestatus))
    #: What HR found: a member of the plan, and a permanent employment; empty until HR looked.
    aangesloten: Mapped[bool | None]
    vast: Mapped[bool | None]
    reden: Mapped[str | None] = mapped_column(Text)
    aangevraagd_op: Mapped[datetime]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    besloten_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (Fitnessdeelname,)
