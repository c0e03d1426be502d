# SPDX-License-Identifier: EUPL-1.2
"""Tables of the contribution for private use (Autoregeling OM 4, 12.3). What was wrong lapses."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst

_OPEN = text("besloten_op IS NULL")


class Schatting(Tabel):
    """The private kilometres that a driver expects in a year; it acts from a month on (4.1)."""

    __tablename__ = "om_schatting"
    __table_args__ = (
        Index(None, "medewerker_id", "jaar"),
        CheckConstraint("kilometers >= 0", name="kilometers"),
        CheckConstraint("vanaf_maand BETWEEN 1 AND 12", name="maand"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    jaar: Mapped[int]
    #: 1 to 12: the first month that was not booked yet. Of two rows the one recorded last counts.
    vanaf_maand: Mapped[int]
    #: Per year, also when it acts from a later month.
    kilometers: Mapped[int]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Verklaringstaat(StrEnum):
    """How far a declaration is: only a confirmed one works."""

    INGEDIEND = "ingediend"
    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"


class Privegebruikverklaring(Tabel):
    """A "Verklaring geen privégebruik auto": handed in by the driver, confirmed by HR, perhaps withdrawn (4.1)."""

    __tablename__ = "om_verklaring"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("ingetrokken_per IS NULL OR ingetrokken_per >= ontvangen_op", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The day on which the werkgever received it; it works from there.
    ontvangen_op: Mapped[date]
    #: First day without; empty while it works.
    ingetrokken_per: Mapped[date | None]
    staat: Mapped[Verklaringstaat] = mapped_column(keuzelijst(Verklaringstaat))
    #: The number of the Belastingdienst's letter, and the letter itself if it was handed in.
    kenmerk: Mapped[str] = mapped_column(String(60))
    document: Mapped[bytes | None] = mapped_column(LargeBinary)
    documentnaam: Mapped[str | None] = mapped_column(String(120))
    #: Why HR refused it; empty otherwise.
    reden: Mapped[str | None] = mapped_column(String(500))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Afrekenronde(Tabel):
    """HR has begun to settle a year: from then on its advances stay what they are, and only the settlement changes."""

    __tablename__ = "om_afrekenronde"

    id: Mapped[Sleutelnummer]
    jaar: Mapped[int] = mapped_column(unique=True)
    begonnen_op: Mapped[datetime]
    begonnen_door: Mapped[int | None] = mapped_column(BigInteger)


class Jaarafrekening(Tabel):
    """One driver whose year is settled before January: the right has ended (4.1, 13.2)."""

    __tablename__ = "om_jaarafrekening"
    __table_args__ = (UniqueConstraint("medewerker_id", "jaar"), Index(None, "maand"))

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    jaar: Mapped[int]
    #: The effect month of the settlement, ``YYYY-MM``.
    maand: Mapped[str] = mapped_column(String(7))
    #: Why it does not wait until January.
    reden: Mapped[str] = mapped_column(String(500))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Kilometeropgave(Tabel):
    """Private kilometres of a car without registered trips, as a total over days; a manual register has one a year."""

    __tablename__ = "om_kilometeropgave"
    __table_args__ = (
        Index(None, "medewerker_id", "van"),
        CheckConstraint("tot_en_met >= van", name="periode"),
        CheckConstraint("tienden >= 0", name="afstand"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    van: Mapped[date]
    #: In the same year as ``van``.
    tot_en_met: Mapped[date]
    #: Tenths of a kilometre.
    tienden: Mapped[int]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Rechtonderbreking(Tabel):
    """Leave or illness of a driver, as dates with a ground that only the werkgever sees (4.2)."""

    __tablename__ = "om_rechtonderbreking"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("einde IS NULL OR einde >= begin", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: ``betaald_verlof``, ``onbetaald_verlof`` or ``ziekte``, as OM-AUTO/gebruiksrecht has it.
    grond: Mapped[str] = mapped_column(String(40))
    begin: Mapped[date]
    #: Last day of absence; empty while it is not known.
    einde: Mapped[date | None]
    #: Another day that the werkgever set or agreed on, and why it may be later than four months.
    vervaldag_werkgever: Mapped[date | None]
    motivering: Mapped[str | None] = mapped_column(Text)
    #: The last day with the right, as the rule answered; empty when the right goes on.
    laatste_dag: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Termijnverzoek(Tabel):
    """A driver asks to pay a settlement in instalments; HR decides."""

    __tablename__ = "om_termijnverzoek"
    __table_args__ = (
        Index(
            "om_termijnverzoek_open_uq",
            "medewerker_id",
            "jaar",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("termijnen BETWEEN 2 AND 24", name="termijnen"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    jaar: Mapped[int]
    termijnen: Mapped[int]
    toelichting: Mapped[str] = mapped_column(String(1000))
    gevraagd_op: Mapped[datetime]
    toegestaan: Mapped[bool | None]
    antwoord: Mapped[str | None] = mapped_column(String(1000))
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)


class Bijdragemelding(Tabel):
    """A driver was warned about a year: once for each kind."""

    __tablename__ = "om_bijdragemelding"
    __table_args__ = (UniqueConstraint("medewerker_id", "jaar", "soort"),)

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    jaar: Mapped[int]
    #: A ``Signaal``.
    soort: Mapped[str] = mapped_column(String(20))
    gemeld_op: Mapped[datetime]


TABELLEN: tuple[type[Tabel], ...] = (
    Schatting,
    Privegebruikverklaring,
    Afrekenronde,
    Jaarafrekening,
    Kilometeropgave,
    Rechtonderbreking,
    Termijnverzoek,
    Bijdragemelding,
)
