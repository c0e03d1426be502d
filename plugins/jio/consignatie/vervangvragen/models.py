# SPDX-License-Identifier: EUPL-1.2
"""Tables of asking for a replacement: the open time, and who was asked with the answer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.calendar.kwartieren import Tijdvak
from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.jio.consignatie.vervangvragen.procedure import Vraagstatus

_LOOPT = text("status IN ('open', 'toegezegd')")


class Antwoord(StrEnum):
    """What a colleague said."""

    JA = "ja"
    NEE = "nee"


class Vervangvraag(Tabel):
    """A request to colleagues to take open time of a duty."""

    __tablename__ = "jio_vervangvraag"
    __table_args__ = (
        CheckConstraint("tot > van", name="duur"),
        # One request at a time for the same open time: a second one asks more people in it.
        Index(
            "jio_vervangvraag_loopt_uq", "dienst_id", "van", unique=True, sqlite_where=_LOOPT, postgresql_where=_LOOPT
        ),
    )

    id: Mapped[Sleutelnummer]
    dienst_id: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))
    van: Mapped[datetime]
    tot: Mapped[datetime]
    status: Mapped[Vraagstatus] = mapped_column(keuzelijst(Vraagstatus))
    gevraagd_op: Mapped[datetime]
    #: Who hears of a yes; empty for an account that is no employee.
    gevraagd_door_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    toegezegd_door_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    toegezegd_op: Mapped[datetime | None]

    @property
    def tijdvak(self) -> Tijdvak:
        """The time that is asked."""
        return Tijdvak(self.van, self.tot)


class Gevraagde(Tabel):
    """Somebody who was asked, and the answer; no answer is neither yes nor no."""

    __tablename__ = "jio_gevraagde"
    __table_args__ = (UniqueConstraint("vraag_id", "medewerker_id"), Index(None, "medewerker_id"))

    id: Mapped[Sleutelnummer]
    vraag_id: Mapped[int] = mapped_column(ForeignKey("jio_vervangvraag.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    gevraagd_op: Mapped[datetime]
    antwoord: Mapped[Antwoord | None] = mapped_column(keuzelijst(Antwoord))
    geantwoord_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (Vervangvraag, Gevraagde)
