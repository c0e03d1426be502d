# SPDX-License-Identifier: EUPL-1.2
"""Tables of the allowance for professors and lectors (NFI 7.2): appointments, and what a later salary means."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.rules import Aard
from core.storage.tables import CentenKolom, Sleutelnummer, Tabel, keuzelijst
from plugins.nfi.hoogleraren.procedure import Benoemingstatus
from plugins.nfi.hoogleraren.rules.looptijd import Rol

_VOLGT = text("vorige_id IS NOT NULL AND status IN ('aangemeld', 'toegekend')")


class Benoemingrecord(Tabel):
    """An appointment as its document gives it. A reappointment is an appointment of its own."""

    __tablename__ = "nfi_benoeming"
    __table_args__ = (
        Index(None, "medewerker_id"),
        Index("nfi_benoeming_vorige_uq", "vorige_id", unique=True, sqlite_where=_VOLGT, postgresql_where=_VOLGT),
        CheckConstraint("einddatum IS NULL OR einddatum >= ingangsdatum", name="periode"),
        CheckConstraint("uren_honderdsten >= 800", name="uren"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    rol: Mapped[Rol] = mapped_column(keuzelijst(Rol))
    #: What the document must say (article 6): the name, the university or college, the first and perhaps the last day.
    naam: Mapped[str] = mapped_column(String(200))
    instelling: Mapped[str] = mapped_column(String(200))
    ingangsdatum: Mapped[date]
    einddatum: Mapped[date | None]
    #: Where the document is kept in the personnel file, and when P&O got it; empty while there is none.
    document: Mapped[str | None] = mapped_column(String(300))
    document_ontvangen_op: Mapped[date | None]
    #: Hours a week in the role, in hundredths.
    uren_honderdsten: Mapped[int]
    #: When it was declared that the institution gives an appointment without pay; empty while nobody did.
    verklaring_op: Mapped[date | None]
    verklaring: Mapped[str | None] = mapped_column(String(300))
    #: The allowance before 1 October 2021, of a professor (article 9).
    oude_toelage_centen: Mapped[CentenKolom | None]
    #: The last day of an appointment that ended early, and why.
    vroegtijdig_einde: Mapped[date | None]
    einde_reden: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Benoemingstatus] = mapped_column(keuzelijst(Benoemingstatus))
    aangemeld_op: Mapped[datetime]
    aangemeld_door: Mapped[int | None] = mapped_column(BigInteger)
    #: From this moment on the amounts are fixed: later decisions about salaries do not count.
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    reden: Mapped[str | None] = mapped_column(Text)
    #: When HR was asked whether it goes on after its last day.
    einde_gemeld_op: Mapped[datetime | None]
    #: The appointment that this one follows.
    vorige_id: Mapped[int | None] = mapped_column(ForeignKey("nfi_benoeming.id"))


class Salarisbesluit(Tabel):
    """HR's word on a salary for the award date that was recorded after the award: an error repaired, or a raise."""

    __tablename__ = "nfi_salarisbesluit"
    __table_args__ = (UniqueConstraint("benoeming_id", "inschaling_id"),)

    id: Mapped[Sleutelnummer]
    benoeming_id: Mapped[int] = mapped_column(ForeignKey("nfi_benoeming.id"))
    #: The salary as it was recorded later (``core_inschaling``).
    inschaling_id: Mapped[int] = mapped_column(BigInteger)
    aard: Mapped[Aard] = mapped_column(keuzelijst(Aard))
    reden: Mapped[str] = mapped_column(Text)
    besloten_op: Mapped[datetime]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)


TABELLEN: tuple[type[Tabel], ...] = (Benoemingrecord, Salarisbesluit)
