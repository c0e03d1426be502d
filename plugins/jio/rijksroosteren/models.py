# SPDX-License-Identifier: EUPL-1.2
"""Tables of patch duty (JIO 4): sign-ups, the roster, custom agreements with consents, and the files for the RRA."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.ddl import leg_vast
from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.jio.rijksroosteren.procedure import Regelstatus
from plugins.jio.rijksroosteren.rules import Categorie, Kanaal

_OPEN = text("tot IS NULL")


class Patchaanmelding(Tabel):
    """Somebody signed up for patch duty, of their own free will; the sign-off fills in the day from which it ends."""

    __tablename__ = "jio_patchaanmelding"
    __table_args__ = (
        Index("jio_patchaanmelding_open_uq", "medewerker_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "medewerker_id", "vanaf"),
        CheckConstraint("tot IS NULL OR tot >= vanaf", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    vanaf: Mapped[date]
    #: The first day on which it no longer holds.
    tot: Mapped[date | None]
    aangemeld_op: Mapped[datetime]
    afgemeld_op: Mapped[datetime | None]


class Roosterregel(Tabel):
    """Somebody works from one moment to another: as patch duty, or for a wijziging, which is never patch duty."""

    __tablename__ = "jio_roosterregel"
    __table_args__ = (
        CheckConstraint("tot > van", name="duur"),
        CheckConstraint("gerealiseerd_tot IS NULL OR gerealiseerd_tot > gerealiseerd_van", name="gerealiseerd"),
        Index(None, "medewerker_id", "van"),
        Index(None, "team_id", "van"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The team for which the work is done.
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    categorie: Mapped[Categorie] = mapped_column(keuzelijst(Categorie))
    #: What the work is, such as the name of a release.
    onderwerp: Mapped[str] = mapped_column(String(200))
    #: As planned.
    van: Mapped[datetime]
    tot: Mapped[datetime]
    #: As it was; empty until it has been.
    gerealiseerd_van: Mapped[datetime | None]
    gerealiseerd_tot: Mapped[datetime | None]
    status: Mapped[Regelstatus] = mapped_column(keuzelijst(Regelstatus))
    gemaakt_op: Mapped[datetime]
    gemaakt_door: Mapped[int | None] = mapped_column(BigInteger)


class Maatwerk(Tabel):
    """An agreement of the past between employee and leidinggevende not to do roster duty."""

    __tablename__ = "jio_maatwerkafspraak"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    #: Where the document is kept.
    vindplaats: Mapped[str] = mapped_column(String(200))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    #: When both were last asked for a consent that is missing.
    gevraagd_op: Mapped[date | None]


class Partij(StrEnum):
    """The two whose consent an agreement takes."""

    LEIDINGGEVENDE = "leidinggevende"
    MEDEWERKER = "medewerker"


class Maatwerkakkoord(Tabel):
    """What one of the two said about continuing the agreement, from a day on; the last word of each counts."""

    __tablename__ = "jio_maatwerkakkoord"
    __table_args__ = (Index(None, "afspraak_id"),)

    id: Mapped[Sleutelnummer]
    afspraak_id: Mapped[int] = mapped_column(ForeignKey("jio_maatwerkafspraak.id"))
    partij: Mapped[Partij] = mapped_column(keuzelijst(Partij))
    akkoord: Mapped[bool]
    vanaf: Mapped[date]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    vastgelegd_op: Mapped[datetime]


leg_vast(Maatwerkakkoord.__table__)


class Rraexport(Tabel):
    """A file for the RRA as it was written; who asks again gets the same bytes."""

    __tablename__ = "jio_rraexport"
    __table_args__ = (UniqueConstraint("periode", "volgnummer"),)

    id: Mapped[Sleutelnummer]
    periode: Mapped[str] = mapped_column(String(7))
    volgnummer: Mapped[int]
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    aantal: Mapped[int]
    gemaakt_op: Mapped[datetime]
    gemaakt_door: Mapped[int | None] = mapped_column(BigInteger)


class Regelsoort(StrEnum):
    """What a line of the file is about."""

    PATCHDIENST = "patchdienst"
    CONSIGNATIE = "consignatie"


class Rraregel(Tabel):
    """A line that went to the RRA, or that took an earlier one back: nothing goes twice."""

    __tablename__ = "jio_rraregel"
    __table_args__ = (Index(None, "export_id"), Index(None, "medewerker_id"), Index(None, "periode"))

    id: Mapped[Sleutelnummer]
    export_id: Mapped[int] = mapped_column(ForeignKey("jio_rraexport.id"))
    periode: Mapped[str] = mapped_column(String(7))
    #: False for a line that takes back an earlier one.
    telt: Mapped[bool]
    soort: Mapped[Regelsoort] = mapped_column(keuzelijst(Regelsoort))
    #: The number of the roster entry or of the duty.
    bron_id: Mapped[int] = mapped_column(BigInteger)
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[datetime]
    tot: Mapped[datetime]
    kanaal: Mapped[Kanaal] = mapped_column(keuzelijst(Kanaal))
    minuten: Mapped[int]


leg_vast(Rraexport.__table__)
leg_vast(Rraregel.__table__)

TABELLEN: tuple[type[Tabel], ...] = (Patchaanmelding, Roosterregel, Maatwerk, Maatwerkakkoord, Rraexport, Rraregel)
