# SPDX-License-Identifier: EUPL-1.2
"""Tables of the wishes: the round of a roster, who answered, and what they wish. No column holds a reason."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.jio.consignatie.wensen.rules import Wenssoort

_ACTIEF = text("vervallen_op IS NULL")


class Wensronde(Tabel):
    """Until when the people of a roster may say what they wish."""

    __tablename__ = "jio_wensronde"

    rooster_id: Mapped[int] = mapped_column(ForeignKey("jio_rooster.id"), primary_key=True, autoincrement=False)
    #: The last day on which wishes are taken.
    sluit_op: Mapped[date]
    #: Who has not answered by then gets a message; empty is no reminder.
    herinner_op: Mapped[date | None]
    herinnerd_op: Mapped[datetime | None]
    geopend_op: Mapped[datetime]
    geopend_door: Mapped[int | None] = mapped_column(BigInteger)


class Wensantwoord(Tabel):
    """Somebody answered: also who wishes nothing."""

    __tablename__ = "jio_wensantwoord"

    rooster_id: Mapped[int] = mapped_column(
        ForeignKey("jio_wensronde.rooster_id"), primary_key=True, autoincrement=False
    )
    medewerker_id: Mapped[int] = mapped_column(
        ForeignKey("core_medewerker.id"), primary_key=True, autoincrement=False, index=True
    )
    beantwoord_op: Mapped[datetime]


class Wens(Tabel):
    """What somebody wishes about one week. A change lets the row lapse and adds another."""

    __tablename__ = "jio_wens"
    __table_args__ = (
        Index(
            "jio_wens_actief_uq",
            "rooster_id",
            "medewerker_id",
            "dinsdag",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutelnummer]
    rooster_id: Mapped[int] = mapped_column(ForeignKey("jio_wensronde.rooster_id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    dinsdag: Mapped[date]
    soort: Mapped[Wenssoort] = mapped_column(keuzelijst(Wenssoort))
    vastgelegd_op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (Wensronde, Wensantwoord, Wens)
