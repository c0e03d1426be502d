# SPDX-License-Identifier: EUPL-1.2
"""Tables of reports, of cars handed over during leave or illness, and of replacement cars."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.om.autoregeling.meldingen.procedure import Meldingstatus, Vervangstatus


class Meldingsoort(StrEnum):
    """What a driver reports."""

    SCHADE = "schade"
    DIEFSTAL = "diefstal"
    PAS = "pas"
    KENTEKENKAART = "kentekenkaart"
    RIJBEWIJS = "rijbewijs"
    VERHUIZING = "verhuizing"


class Stap(StrEnum):
    """What is done after it, each with its moment."""

    LEASEMAATSCHAPPIJ = "leasemaatschappij"
    SCHRIFTELIJK = "schriftelijk"
    POLITIE = "politie"
    POLITIE_THUIS = "politie_thuis"
    VBV = "vbv"


class Melding(Tabel):
    """A report of a driver. Its clocks run from the moment of the event, however late the report is."""

    __tablename__ = "om_melding"
    __table_args__ = (
        Index(None, "medewerker_id"),
        Index(None, "onderdeel_id", "status"),
        CheckConstraint("gemeld_op >= gebeurd_op", name="gebeurd"),
    )

    id: Mapped[Sleutelnummer]
    soort: Mapped[Meldingsoort] = mapped_column(keuzelijst(Meldingsoort))
    status: Mapped[Meldingstatus] = mapped_column(keuzelijst(Meldingstatus))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    #: Where the driver works on the day of the report: its werkgever and managers follow it.
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    gebeurd_op: Mapped[datetime]
    gemeld_op: Mapped[datetime]
    plaats: Mapped[str] = mapped_column(String(200))
    omschrijving: Mapped[str] = mapped_column(Text)
    tegenpartij: Mapped[bool] = mapped_column(default=False)
    letsel: Mapped[bool] = mapped_column(default=False)
    buitenland: Mapped[bool] = mapped_column(default=False)
    leasemaatschappij_op: Mapped[datetime | None]
    #: The damage form, or the written word about a lost pass.
    schriftelijk_op: Mapped[datetime | None]
    politie_op: Mapped[datetime | None]
    #: Again with the Dutch police, after a theft abroad (10.3.2).
    politie_thuis_op: Mapped[datetime | None]
    #: Number of the police report.
    proces_verbaal: Mapped[str | None] = mapped_column(String(60))
    vbv_op: Mapped[datetime | None]
    gewaarschuwd_op: Mapped[datetime | None]
    geescaleerd_op: Mapped[datetime | None]
    afgerond_op: Mapped[datetime | None]
    afgerond_door: Mapped[int | None] = mapped_column(BigInteger)


class Meldingsfoto(Tabel):
    """A photo or paper with a report, as the driver sent it."""

    __tablename__ = "om_meldingsfoto"
    __table_args__ = (Index(None, "melding_id"), UniqueConstraint("melding_id", "afdruk"))

    id: Mapped[Sleutelnummer]
    melding_id: Mapped[int] = mapped_column(ForeignKey("om_melding.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: A media type of ``services.fotos``.
    mediatype: Mapped[str] = mapped_column(String(40))
    inhoud: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    #: SHA-256 of the content, in hexadecimals: the same photo is stored once.
    afdruk: Mapped[str] = mapped_column(String(64))
    vastgelegd_op: Mapped[datetime]


class Overdracht(Tabel):
    """A car that its driver hands over during an absence because he pays no contribution (4.2); without the ground."""

    __tablename__ = "om_overdracht"
    __table_args__ = (UniqueConstraint("onderbreking_id", "voertuig_id"), Index(None, "medewerker_id"))

    id: Mapped[Sleutelnummer]
    #: The absence, which only the werkgever can open.
    onderbreking_id: Mapped[int] = mapped_column(BigInteger)
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    vanaf: Mapped[date]
    overgedragen_op: Mapped[date | None]
    terug_op: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    #: The absence turned out not to be one.
    vervallen_op: Mapped[datetime | None]


class Vervangverzoek(Tabel):
    """A driver whose own car is not there asks for another one (6.6 and 9)."""

    __tablename__ = "om_vervangverzoek"
    __table_args__ = (
        Index(None, "medewerker_id"),
        Index(None, "onderdeel_id", "status"),
        CheckConstraint("minuten > 0", name="minuten"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    status: Mapped[Vervangstatus] = mapped_column(keuzelijst(Vervangstatus))
    #: A place of OM-AUTO/vervangende-auto.
    waar: Mapped[str] = mapped_column(String(20))
    #: How long the own car is not there, or is under repair abroad.
    minuten: Mapped[int]
    toelichting: Mapped[str] = mapped_column(Text)
    invoer: Mapped[dict[str, Any]]
    uitkomst: Mapped[dict[str, Any]]
    uitleg: Mapped[list[Any]]
    gevraagd_op: Mapped[datetime]
    motivering: Mapped[str | None] = mapped_column(Text)
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)


TABELLEN: tuple[type[Tabel], ...] = (Melding, Meldingsfoto, Overdracht, Vervangverzoek)
