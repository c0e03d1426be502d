# SPDX-License-Identifier: EUPL-1.2
"""Tables around the trips: files, what waits, addresses, corrections, consent, who looked, and the manual register.

``om_rit`` holds how far, when and which class. Where a trip went stands here: for the driver sealed, a block for each
car, driver and file; for the employer only what its own row of the privacy table opens, and never a home address.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.om.autoregeling.models import Ritklasse
from plugins.om.autoregeling.ritten.zicht import Inzagedoel, Kijker, Omvang, Zicht

_GELDT = text("vervallen_op IS NULL")
_OPEN = text("opgelost_op IS NULL")


class Ritimport(Tabel):
    """A trip file that was read. Rows of a file count by the moment at which the file was made, not read."""

    __tablename__ = "om_ritimport"

    id: Mapped[Sleutelnummer]
    sha256: Mapped[str] = mapped_column(String(64))
    #: When the lease company made the file, as its last line says.
    aangemaakt_op: Mapped[datetime]
    regels: Mapped[int]
    nieuw: Mapped[int] = mapped_column(default=0)
    vervangen: Mapped[int] = mapped_column(default=0)
    gelijk: Mapped[int] = mapped_column(default=0)
    #: Rows that an earlier-made file says otherwise than a later-made one that was read before.
    ouder: Mapped[int] = mapped_column(default=0)
    vervallen: Mapped[int] = mapped_column(default=0)
    #: Rows of vehicles that are held back.
    aangehouden: Mapped[int] = mapped_column(default=0)
    #: Rows of drivers who never logged in: nothing could be sealed for them, so their addresses were not kept.
    zonder_sleutel: Mapped[int] = mapped_column(default=0)
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    op: Mapped[datetime]


class Ritplaats(Tabel):
    """Where a trip went, as far as the employer may know: business trips, and all trips of a pool car (5.5).

    Keyed as the trip itself. A home address stands here as a word, never as an address.
    """

    __tablename__ = "om_ritplaats"

    voertuig_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    begin: Mapped[datetime] = mapped_column(primary_key=True)
    stand_begin: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    van: Mapped[str] = mapped_column(String(200))
    naar: Mapped[str] = mapped_column(String(200))


class Ritadressen(Tabel):
    """Addresses and remarks of a driver's trips with one car in one file, sealed: only the driver opens them."""

    __tablename__ = "om_ritadressen"
    __table_args__ = (Index(None, "medewerker_id", "van"),)

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("om_ritimport.id"))
    #: First and last Dutch calendar day of the trips inside.
    van: Mapped[date]
    tot_en_met: Mapped[date]
    aangemaakt_op: Mapped[datetime]
    verzegeld: Mapped[bytes] = mapped_column(LargeBinary)


class Ritcorrectie(Tabel):
    """The class that the driver gave a trip, with the reason. It holds over every version of the file."""

    __tablename__ = "om_ritcorrectie"
    __table_args__ = (
        Index(
            "om_ritcorrectie_geldt_uq",
            "voertuig_id",
            "begin",
            "stand_begin",
            unique=True,
            sqlite_where=_GELDT,
            postgresql_where=_GELDT,
        ),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutelnummer]
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    begin: Mapped[datetime]
    stand_begin: Mapped[int] = mapped_column(BigInteger)
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    klasse: Mapped[Ritklasse] = mapped_column(keuzelijst(Ritklasse))
    #: The class before this correction.
    was: Mapped[Ritklasse] = mapped_column(keuzelijst(Ritklasse))
    #: For the driver; nobody else reads it.
    reden: Mapped[str] = mapped_column(Text)
    vastgelegd_op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


class Ritvervallen(Tabel):
    """A trip that a file took back: it does not return with a file that was made earlier."""

    __tablename__ = "om_ritvervallen"

    voertuig_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    begin: Mapped[datetime] = mapped_column(primary_key=True)
    stand_begin: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    aangemaakt_op: Mapped[datetime]


class Aanhouding(StrEnum):
    """Why the rows of a vehicle are held back."""

    FOUT = "fout"
    """Something cannot be true; a corrected file, or a recorded use, is needed."""
    GAT = "gat"
    """Kilometres are missing between two trips: wait for a later file, or accept that they are missing."""


class Ritquarantaine(Tabel):
    """A vehicle of which the rows of a file were not stored, with the lines and fields, never with their content."""

    __tablename__ = "om_ritquarantaine"
    __table_args__ = (
        Index(
            "om_ritquarantaine_open_uq",
            "kenteken",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[Sleutelnummer]
    import_id: Mapped[int] = mapped_column(ForeignKey("om_ritimport.id"))
    kenteken: Mapped[str] = mapped_column(String(12))
    voertuig_id: Mapped[int | None] = mapped_column(ForeignKey("om_voertuig.id"))
    soort: Mapped[Aanhouding] = mapped_column(keuzelijst(Aanhouding))
    #: Line, field and code of the reason, the first of them.
    regels: Mapped[list[Any]]
    #: Rows that wait.
    aantal: Mapped[int]
    op: Mapped[datetime]
    opgelost_op: Mapped[datetime | None]
    #: Empty when a later file did.
    opgelost_door: Mapped[int | None] = mapped_column(BigInteger)


class Ritwacht(Tabel):
    """A trip that waits because of a gap before or after it; it is settled by nobody and shown to nobody."""

    __tablename__ = "om_ritwacht"

    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"), primary_key=True)
    begin: Mapped[datetime] = mapped_column(primary_key=True)
    stand_begin: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    import_id: Mapped[int] = mapped_column(ForeignKey("om_ritimport.id"))
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    dag: Mapped[date]
    einde: Mapped[datetime]
    tienden: Mapped[int]
    klasse: Mapped[Ritklasse] = mapped_column(keuzelijst(Ritklasse))
    klasse_bestand: Mapped[Ritklasse | None] = mapped_column(keuzelijst(Ritklasse))
    #: What the employer may read of its ends, if anything.
    van: Mapped[str | None] = mapped_column(String(200))
    naar: Mapped[str | None] = mapped_column(String(200))


class Ritgat(Tabel):
    """Kilometres that will never be registered, and why: with it the trips around them count."""

    __tablename__ = "om_ritgat"
    __table_args__ = (UniqueConstraint("voertuig_id", "stand_van", "stand_tot"),)

    id: Mapped[Sleutelnummer]
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    #: Odometer in tenths of a kilometre, before and after.
    stand_van: Mapped[int] = mapped_column(BigInteger)
    stand_tot: Mapped[int] = mapped_column(BigInteger)
    reden: Mapped[str] = mapped_column(String(500))
    aanvaard_op: Mapped[datetime]
    aanvaard_door: Mapped[int | None] = mapped_column(BigInteger)


class Adressoort(StrEnum):
    """The kind of a known address; what is not known is private."""

    WOONADRES = "woonadres"
    VASTE_WERKLOCATIE = "vaste_werklocatie"
    ZAKELIJK = "zakelijk"


class Ritadres(Tabel):
    """A line of a driver's address book. Of a home address there is a keyed hash, and a text sealed for the driver."""

    __tablename__ = "om_ritadres"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
        CheckConstraint("soort <> 'woonadres' OR tekst IS NULL", name="woonadres"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    soort: Mapped[Adressoort] = mapped_column(keuzelijst(Adressoort))
    #: HMAC of the normalised address, with a key that does not stand in the database.
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    #: Empty for a home address.
    tekst: Mapped[str | None] = mapped_column(String(200))
    #: A home address, sealed for the driver; empty for one who never logged in.
    verzegeld: Mapped[bytes | None] = mapped_column(LargeBinary)
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    #: A fixed place of work counts once the werkgever confirmed it.
    bevestigd_op: Mapped[datetime | None]
    bevestigd_door: Mapped[int | None] = mapped_column(BigInteger)
    vastgelegd_op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


class Rittoestemming(Tabel):
    """The driver lets one role see more, for a term; it can be taken back at any moment (5.5)."""

    __tablename__ = "om_rittoestemming"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    omvang: Mapped[Omvang] = mapped_column(keuzelijst(Omvang))
    kijker: Mapped[Kijker] = mapped_column(keuzelijst(Kijker))
    #: First and last day on which may be looked.
    van: Mapped[date]
    tot_en_met: Mapped[date]
    gegeven_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]


class Ritinzage(Tabel):
    """Somebody else than the driver looked: who, in which role, what, and for which purpose (5.5)."""

    __tablename__ = "om_ritinzage"
    __table_args__ = (Index(None, "medewerker_id", "op"),)

    id: Mapped[Sleutelnummer]
    #: About whom; empty for trips of a pool car without a driver.
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int | None] = mapped_column(ForeignKey("om_voertuig.id"))
    door_medewerker_id: Mapped[int | None] = mapped_column(BigInteger)
    kijker: Mapped[Kijker] = mapped_column(keuzelijst(Kijker))
    doel: Mapped[Inzagedoel] = mapped_column(keuzelijst(Inzagedoel))
    #: The most that was shown.
    zicht: Mapped[Zicht] = mapped_column(keuzelijst(Zicht))
    jaar: Mapped[int]
    aantal: Mapped[int]
    op: Mapped[datetime]


class Ritregister(Tabel):
    """A driver delivered the manual register of an exempted car over a year (5.5)."""

    __tablename__ = "om_ritregister"
    __table_args__ = (UniqueConstraint("medewerker_id", "voertuig_id", "jaar"),)

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    jaar: Mapped[int]
    ingeleverd_op: Mapped[datetime]
    #: After 5 January of the next year.
    te_laat: Mapped[bool]
    ritten: Mapped[int]


TABELLEN: tuple[type[Tabel], ...] = (
    Ritimport,
    Ritplaats,
    Ritadressen,
    Ritcorrectie,
    Ritvervallen,
    Ritquarantaine,
    Ritwacht,
    Ritgat,
    Ritadres,
    Rittoestemming,
    Ritinzage,
    Ritregister,
)
