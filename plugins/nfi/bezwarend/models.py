# SPDX-License-Identifier: EUPL-1.2
"""Tables of the allowance for onerous conditions (NFI 7.1): lists, measurements, who does what, and decisions.

What was recorded by mistake lapses (``vervallen_op``) and another row follows; nothing is overwritten.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.nfi.bezwarend.procedure import Lijststatus, Verlengstatus

_ACTIEF = text("vervallen_op IS NULL")
_NIET_INGETROKKEN = text("status <> 'ingetrokken'")
_VOORGESTELD = text("status = 'voorgesteld'")

#: A row's N, R or A for a kind; empty when the kind does not occur.
Vakje = str | None


class Functielijstrecord(Tabel):
    """A list that the NFI draws up in Annex; the one of 2023 stands in the regulation itself."""

    __tablename__ = "nfi_functielijst"
    __table_args__ = (
        Index(
            "nfi_functielijst_naam_uq",
            "naam",
            unique=True,
            sqlite_where=_NIET_INGETROKKEN,
            postgresql_where=_NIET_INGETROKKEN,
        ),
        CheckConstraint("tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    naam: Mapped[str] = mapped_column(String(40))
    van: Mapped[date]
    tot_en_met: Mapped[date]
    status: Mapped[Lijststatus] = mapped_column(keuzelijst(Lijststatus))
    #: Where the adopted list can be read by others.
    bron: Mapped[str] = mapped_column(String(300))
    gemaakt_op: Mapped[datetime]
    gemaakt_door: Mapped[int | None] = mapped_column(BigInteger)
    aangeboden_op: Mapped[datetime | None]
    aangeboden_door: Mapped[int | None] = mapped_column(BigInteger)
    vastgesteld_op: Mapped[datetime | None]
    vastgesteld_door: Mapped[int | None] = mapped_column(BigInteger)
    #: The first month, ``YYYY-MM``, that was calculated again when it was adopted; empty for none.
    herrekend_vanaf: Mapped[str | None] = mapped_column(String(7))


class Functielijstrij(Tabel):
    """A function or role on a list."""

    __tablename__ = "nfi_functielijstrij"
    __table_args__ = (UniqueConstraint("lijst_id", "code"),)

    id: Mapped[Sleutelnummer]
    lijst_id: Mapped[int] = mapped_column(ForeignKey("nfi_functielijst.id"))
    code: Mapped[str] = mapped_column(String(60))
    naam: Mapped[str] = mapped_column(String(300))
    #: A role next to a function, such as member of the MIT.
    rol: Mapped[bool]
    stank: Mapped[Vakje] = mapped_column(String(1))
    lawaai: Mapped[Vakje] = mapped_column(String(1))
    kleding: Mapped[Vakje] = mapped_column(String(1))
    prikkeling: Mapped[Vakje] = mapped_column(String(1))
    #: Where the noise is measured.
    werkplek: Mapped[str | None] = mapped_column(String(120))
    #: What must be true of the employee as well; HR asks it every year.
    voorwaarde: Mapped[str | None] = mapped_column(String(300))


class Lijstverlenging(Tabel):
    """HR's decision that a list that ran out is kept until a day, for lack of a new one."""

    __tablename__ = "nfi_lijstverlenging"
    __table_args__ = (
        Index(
            "nfi_lijstverlenging_open_uq",
            "lijst",
            unique=True,
            sqlite_where=_VOORGESTELD,
            postgresql_where=_VOORGESTELD,
        ),
        CheckConstraint("tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    #: The name of the list.
    lijst: Mapped[str] = mapped_column(String(40))
    van: Mapped[date]
    tot_en_met: Mapped[date]
    reden: Mapped[str] = mapped_column(Text)
    status: Mapped[Verlengstatus] = mapped_column(keuzelijst(Verlengstatus))
    voorgesteld_op: Mapped[datetime]
    voorgesteld_door: Mapped[int | None] = mapped_column(BigInteger)
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    herrekend_vanaf: Mapped[str | None] = mapped_column(String(7))


class Geluidmetingrecord(Tabel):
    """A measurement with a decibel meter at a workplace: never of a person."""

    __tablename__ = "nfi_geluidmeting"
    __table_args__ = (
        Index(
            "nfi_geluidmeting_actief_uq",
            "werkplek",
            "datum",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
        CheckConstraint("decibel BETWEEN 0 AND 200", name="decibel"),
    )

    id: Mapped[Sleutelnummer]
    werkplek: Mapped[str] = mapped_column(String(120))
    datum: Mapped[date]
    decibel: Mapped[int]
    #: Who measured: an office or a firm.
    gemeten_door: Mapped[str] = mapped_column(String(200))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Functiekoppeling(Tabel):
    """Which code of the lists a function has that HR calls otherwise, from a day on."""

    __tablename__ = "nfi_functiekoppeling"
    __table_args__ = (
        Index(
            "nfi_functiekoppeling_actief_uq",
            "functienaam",
            "van",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
    )

    id: Mapped[Sleutelnummer]
    functienaam: Mapped[str] = mapped_column(String(200))
    #: A code of a list, or ``niet_op_de_lijst``.
    code: Mapped[str] = mapped_column(String(60))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Functieplaatsing(Tabel):
    """The function of an employee as HR calls it, for a period."""

    __tablename__ = "nfi_functieplaatsing"
    __table_args__ = (
        Index(
            "nfi_functieplaatsing_actief_uq",
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
    functienaam: Mapped[str] = mapped_column(String(200))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Rolplaatsing(Tabel):
    """A role of the lists that an employee has for a period."""

    __tablename__ = "nfi_rolplaatsing"
    __table_args__ = (
        Index(
            "nfi_rolplaatsing_actief_uq",
            "medewerker_id",
            "rol",
            "van",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: A code of a list.
    rol: Mapped[str] = mapped_column(String(60))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Voorwaardeantwoord(Tabel):
    """Whether the condition of somebody's row is met in a year, such as working in the lab in protective clothing."""

    __tablename__ = "nfi_voorwaarde"
    __table_args__ = (
        Index(
            "nfi_voorwaarde_actief_uq",
            "medewerker_id",
            "jaar",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    jaar: Mapped[int]
    voldoet: Mapped[bool]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Toekenning(Tabel):
    """HR's decision that somebody who is on no list gets the allowance (CAO Rijk 7.7: the employer may)."""

    __tablename__ = "nfi_toekenning"
    __table_args__ = (
        Index(
            "nfi_toekenning_actief_uq",
            "medewerker_id",
            "van",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
        CheckConstraint("tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date]
    stank: Mapped[Vakje] = mapped_column(String(1))
    lawaai: Mapped[Vakje] = mapped_column(String(1))
    kleding: Mapped[Vakje] = mapped_column(String(1))
    prikkeling: Mapped[Vakje] = mapped_column(String(1))
    #: Where the noise is measured, when it counts.
    werkplek: Mapped[str | None] = mapped_column(String(120))
    #: The day of the decision, and why.
    besluit_op: Mapped[date]
    reden: Mapped[str] = mapped_column(Text)
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (
    Functielijstrecord,
    Functielijstrij,
    Lijstverlenging,
    Geluidmetingrecord,
    Functiekoppeling,
    Functieplaatsing,
    Rolplaatsing,
    Voorwaardeantwoord,
    Toekenning,
)
