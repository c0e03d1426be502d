# SPDX-License-Identifier: EUPL-1.2
"""Tables between the ledger and payroll: deductions that were announced, deliveries of files, and closing days."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.ddl import leg_vast
from core.storage.tables import CentenKolom, EenheidKolom, Sleutelnummer, Tabel

_OPEN = text("ingestemd_op IS NULL")
_GELDT = text("vervallen_op IS NULL")


class Aankondiging(Tabel):
    """A deduction that the employee was told of at the approval of its run, before it goes to payroll."""

    __tablename__ = "core_aankondiging"
    __table_args__ = (Index("core_aankondiging_open_ix", "eenheid", sqlite_where=_OPEN, postgresql_where=_OPEN),)

    boeking_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("core_boeking.id"), primary_key=True, autoincrement=False
    )
    eenheid: Mapped[EenheidKolom]
    aangekondigd_op: Mapped[datetime]
    #: It waits up to and including this day; empty while no term is known: then only until the employee agrees.
    wacht_tot: Mapped[date | None]
    ingestemd_op: Mapped[datetime | None]


class Aangehouden(Tabel):
    """A posting that was left out of the payroll file of its run; it goes once nothing holds it up any more."""

    __tablename__ = "core_aangehouden"
    __table_args__ = (Index(None, "eenheid"),)

    boeking_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("core_boeking.id"), primary_key=True, autoincrement=False
    )
    eenheid: Mapped[EenheidKolom]


class Leveringindeling(StrEnum):
    """How the lines of a delivery are divided over files."""

    SAMEN = "samen"
    PER_REGELING = "per_regeling"


class Loonlevering(Tabel):
    """One or more approved runs that went to payroll together."""

    __tablename__ = "core_loonlevering"

    id: Mapped[Sleutelnummer]
    indeling: Mapped[Leveringindeling] = mapped_column(String(14))
    #: The units of the runs, so that a list shows only what its reader may see.
    eenheden: Mapped[list[Any]]
    aantal: Mapped[int]
    totaal_centen: Mapped[CentenKolom]
    door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]


class Loonleveringrun(Tabel):
    """A run in a delivery; the key makes a second delivery of it impossible."""

    __tablename__ = "core_loonleveringrun"
    __table_args__ = (Index(None, "levering_id"),)

    run_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("core_run.id"), primary_key=True, autoincrement=False)
    levering_id: Mapped[int] = mapped_column(ForeignKey("core_loonlevering.id"))


class Loonleveringbestand(Tabel):
    """A file of a delivery, kept as it was written."""

    __tablename__ = "core_loonleveringbestand"
    __table_args__ = (UniqueConstraint("levering_id", "naam"),)

    id: Mapped[Sleutelnummer]
    levering_id: Mapped[int] = mapped_column(ForeignKey("core_loonlevering.id"))
    naam: Mapped[str] = mapped_column(String(120))
    inhoud: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    aantal: Mapped[int]
    totaal_centen: Mapped[CentenKolom]


class Loonmaand(Tabel):
    """The last day on which payroll takes lines for a month of a unit. A correction is a new row; the old lapses."""

    __tablename__ = "core_loonmaand"
    __table_args__ = (
        Index(
            "core_loonmaand_geldt_uq", "eenheid", "periode", unique=True, sqlite_where=_GELDT, postgresql_where=_GELDT
        ),
    )

    id: Mapped[Sleutelnummer]
    eenheid: Mapped[EenheidKolom]
    #: ``YYYY-MM``, or ``YYYY`` for the closing of a whole year.
    periode: Mapped[str] = mapped_column(String(7))
    sluit_op: Mapped[date]
    door: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


for _tabel in (Loonlevering, Loonleveringrun, Loonleveringbestand):
    leg_vast(_tabel.__table__)
