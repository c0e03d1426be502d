# SPDX-License-Identifier: EUPL-1.2
"""Tables of secondment (JIO 3.4): the secondments, the claims to a function, and who was told of theirs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.jio.detacheren.procedure import Aanspraakstatus

_ACTIEF = text("vervallen_op IS NULL")
_OPEN = text("status = 'ingediend'")


class Gedetacheerd(Tabel):
    """A secondment as it was recorded. Its end may be filled in later; a mistake lapses and another row follows."""

    __tablename__ = "jio_detachering"
    __table_args__ = (
        Index(
            "jio_detachering_actief_uq",
            "medewerker_id",
            "van",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The code of the function; another code starts the count again.
    functie: Mapped[str] = mapped_column(String(60))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    #: A project or programme gives no claim (JIO 3.4).
    project_of_programma: Mapped[bool]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Functieaanspraak(Tabel):
    """A claim that an employee laid to the function, and what was decided."""

    __tablename__ = "jio_aanspraak"
    __table_args__ = (
        Index("jio_aanspraak_open_uq", "medewerker_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    functie: Mapped[str] = mapped_column(String(60))
    #: What JIO-DET/aanspraak answered on the day of the claim.
    teller_vanaf: Mapped[date]
    aanspraak_vanaf: Mapped[date]
    status: Mapped[Aanspraakstatus] = mapped_column(keuzelijst(Aanspraakstatus))
    ingediend_op: Mapped[datetime]
    #: The day of the decision, and why; empty while there is none.
    besluit_op: Mapped[date | None]
    reden: Mapped[str | None] = mapped_column(Text)
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    besloten_op: Mapped[datetime | None]


class Aanspraakmelding(Tabel):
    """Somebody was told that the two years are nearly complete: once for every day on which they are."""

    __tablename__ = "jio_aanspraakmelding"
    __table_args__ = (UniqueConstraint("medewerker_id", "aanspraak_vanaf"),)

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    aanspraak_vanaf: Mapped[date]
    gemeld_op: Mapped[datetime]


TABELLEN: tuple[type[Tabel], ...] = (Gedetacheerd, Functieaanspraak, Aanspraakmelding)
