# SPDX-License-Identifier: EUPL-1.2
"""Tables of scheduled work: what is known since when, who claimed a due day, and which units are done."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Tabel


class Jobstatus(StrEnum):
    """How far the work of one due day is."""

    BEZIG = "bezig"
    KLAAR = "klaar"
    MISLUKT = "mislukt"


class BekendeJob(Tabel):
    """A job that a scheduler has seen; days before ``sinds`` are never caught up."""

    __tablename__ = "core_job"

    job: Mapped[str] = mapped_column(String(100), primary_key=True)
    sinds: Mapped[datetime]


class Jobclaim(Tabel):
    """The claim on one due day of one job: its primary key makes a second scheduler harmless."""

    __tablename__ = "core_jobclaim"

    job: Mapped[str] = mapped_column(String(100), primary_key=True)
    #: The Dutch calendar day on which the job was due: unlike a UTC moment it is the same over a clock change.
    vervaldag: Mapped[date] = mapped_column(primary_key=True)
    houder: Mapped[str] = mapped_column(String(64))
    status: Mapped[Jobstatus] = mapped_column(String(10))
    begonnen_op: Mapped[datetime]
    #: Renewed after every unit; a claim that stands still may be taken over.
    gezien_op: Mapped[datetime]
    klaar_op: Mapped[datetime | None]
    aantal: Mapped[int] = mapped_column(default=0)
    fout: Mapped[str | None] = mapped_column(Text)


class Jobdeel(Tabel):
    """One unit of a due day that is done."""

    __tablename__ = "core_jobdeel"
    __table_args__ = (ForeignKeyConstraint(["job", "vervaldag"], ["core_jobclaim.job", "core_jobclaim.vervaldag"]),)

    job: Mapped[str] = mapped_column(String(100), primary_key=True)
    vervaldag: Mapped[date] = mapped_column(primary_key=True)
    sleutel: Mapped[str] = mapped_column(String(200), primary_key=True)
    klaar_op: Mapped[datetime]


class Jobbeurt(Tabel):
    """The turn of work that is due every so many minutes: one row a job, held by whoever does the turn."""

    __tablename__ = "core_jobbeurt"

    job: Mapped[str] = mapped_column(String(100), primary_key=True)
    #: When the last turn that somebody took began, by the clock of UTC.
    beurt: Mapped[datetime]
    #: Who does it now; empty when it is done.
    houder: Mapped[str | None] = mapped_column(String(64))
    gezien_op: Mapped[datetime]
    #: Why units of the last turn failed; empty when none did.
    fout: Mapped[str | None] = mapped_column(Text)
