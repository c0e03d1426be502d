# SPDX-License-Identifier: EUPL-1.2
"""Tables of the service cars of JIO: cars, reservations of pool cars, trips, personal cars (JIO 8.2)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, Sleutelnummer, Tabel, keuzelijst
from plugins.jio.autoregeling.procedure import Gebruikstatus, Reserveringstatus

_GELDT = text("vervallen_op IS NULL")
_LOOPT = text("status IN ('aangevraagd', 'toegekend', 'in_gebruik')")


class Autosoort(StrEnum):
    """A kind of service car; the text gives the specific one no rules of its own."""

    POOLAUTO = "poolauto"
    SPECIFIEK = "specifiek"
    PERSOONSGEBONDEN = "persoonsgebonden"


class Auto(Tabel):
    """A service car of JIO."""

    __tablename__ = "jio_auto"

    id: Mapped[Sleutelnummer]
    kenteken: Mapped[str] = mapped_column(String(12), unique=True)
    omschrijving: Mapped[str] = mapped_column(String(120))
    soort: Mapped[Autosoort] = mapped_column(keuzelijst(Autosoort))
    standplaats: Mapped[str] = mapped_column(String(120))
    #: Registers trips by itself; otherwise they are written on the form (8.2).
    elektronisch: Mapped[bool]
    fiscale_waarde_centen: Mapped[CentenKolom | None]
    apk_tot_en_met: Mapped[date | None]
    buiten_gebruik_op: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Reservering(Tabel):
    """A reservation of a pool car; making it concludes the usage agreement (8.2)."""

    __tablename__ = "jio_autoreservering"
    __table_args__ = (
        Index(None, "auto_id", "van"),
        Index(None, "medewerker_id"),
        CheckConstraint("tot > van", name="periode"),
        CheckConstraint("brandstof_procent IS NULL OR brandstof_procent BETWEEN 0 AND 100", name="brandstof"),
    )

    id: Mapped[Sleutelnummer]
    auto_id: Mapped[int] = mapped_column(ForeignKey("jio_auto.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[datetime]
    tot: Mapped[datetime]
    bestemming: Mapped[str] = mapped_column(String(200))
    #: The input of JIO-AUTO/poolauto under its outside names, and the steps that explain the answer.
    gegeven: Mapped[dict[str, Any]]
    stappen: Mapped[list[Any]]
    status: Mapped[Reserveringstatus] = mapped_column(keuzelijst(Reserveringstatus))
    #: Asked to take the car home, why, and what the algemeen directeur decided; empty when not asked or not decided.
    mee_naar_huis: Mapped[str | None] = mapped_column(String(40))
    mee_naar_huis_akkoord: Mapped[bool | None]
    gereserveerd_op: Mapped[datetime]
    #: Odometer in kilometres.
    stand_begin: Mapped[int | None]
    stand_einde: Mapped[int | None]
    brandstof_procent: Mapped[int | None]
    #: Defects at the start, condition at the return.
    gebreken: Mapped[str | None] = mapped_column(Text)
    toestand: Mapped[str | None] = mapped_column(Text)
    opgehaald_op: Mapped[datetime | None]
    teruggebracht_op: Mapped[datetime | None]


class Autorit(Tabel):
    """A trip with a service car, as the driver wrote it down: each route on its own (8.2)."""

    __tablename__ = "jio_autorit"
    __table_args__ = (
        Index(None, "reservering_id"),
        Index(None, "gebruik_id", "dag"),
        CheckConstraint("stand_einde > stand_begin", name="afstand"),
        CheckConstraint("(reservering_id IS NULL) <> (gebruik_id IS NULL)", name="bij"),
    )

    id: Mapped[Sleutelnummer]
    reservering_id: Mapped[int | None] = mapped_column(ForeignKey("jio_autoreservering.id"))
    gebruik_id: Mapped[int | None] = mapped_column(ForeignKey("jio_autogebruik.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    dag: Mapped[date]
    van: Mapped[str] = mapped_column(String(200))
    naar: Mapped[str] = mapped_column(String(200))
    stand_begin: Mapped[int]
    stand_einde: Mapped[int]
    doel: Mapped[str] = mapped_column(String(200))
    prive: Mapped[bool]
    vastgelegd_op: Mapped[datetime]


class Autogebruik(Tabel):
    """The use of a personal car by one employee, from the application on."""

    __tablename__ = "jio_autogebruik"
    __table_args__ = (
        Index("jio_autogebruik_loopt_uq", "medewerker_id", unique=True, sqlite_where=_LOOPT, postgresql_where=_LOOPT),
        CheckConstraint("tot_en_met IS NULL OR van IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    auto_id: Mapped[int | None] = mapped_column(ForeignKey("jio_auto.id"))
    status: Mapped[Gebruikstatus] = mapped_column(keuzelijst(Gebruikstatus))
    #: The input of JIO-AUTO/toekenning under its outside names, and its explanation.
    gegeven: Mapped[dict[str, Any]]
    stappen: Mapped[list[Any]]
    toelichting: Mapped[str] = mapped_column(Text)
    aangevraagd_op: Mapped[datetime]
    reden: Mapped[str | None] = mapped_column(Text)
    #: The day of the written agreement on private use; empty when private use is not allowed.
    prive_afspraak_op: Mapped[date | None]
    van: Mapped[date | None]
    tot_en_met: Mapped[date | None]
    #: Input and explanation of JIO-AUTO/einde-gebruiksrecht, once the right was ended.
    einde_gegeven: Mapped[dict[str, Any] | None]
    einde_stappen: Mapped[list[Any] | None]
    ingeleverd_op: Mapped[date | None]
    inlever_stand: Mapped[int | None]
    inlever_staat: Mapped[str | None] = mapped_column(Text)


class Ritformulier(Tabel):
    """The trip form of a month, handed in by the driver (8.2: within 14 calendar days)."""

    __tablename__ = "jio_ritformulier"
    __table_args__ = (UniqueConstraint("gebruik_id", "maand"),)

    id: Mapped[Sleutelnummer]
    gebruik_id: Mapped[int] = mapped_column(ForeignKey("jio_autogebruik.id"))
    maand: Mapped[str] = mapped_column(String(7))
    ingediend_op: Mapped[datetime]
    te_laat: Mapped[bool]


class Priveopgave(Tabel):
    """The private kilometres of a year that a self-registering car reported: the total, and no single trip.

    A corrected total is a new row; the old one lapses.
    """

    __tablename__ = "jio_priveopgave"
    __table_args__ = (
        Index(
            "jio_priveopgave_geldt_uq",
            "gebruik_id",
            "jaar",
            unique=True,
            sqlite_where=_GELDT,
            postgresql_where=_GELDT,
        ),
        CheckConstraint("kilometers >= 0", name="kilometers"),
    )

    id: Mapped[Sleutelnummer]
    gebruik_id: Mapped[int] = mapped_column(ForeignKey("jio_autogebruik.id"))
    jaar: Mapped[int]
    kilometers: Mapped[int]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Consignatierit(Tabel):
    """The trips with a company car during a duty, and what the rule makes of them (8.2, first part)."""

    __tablename__ = "jio_consignatierit"
    __table_args__ = (Index(None, "medewerker_id"),)

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The first day of the duty.
    dag: Mapped[date]
    gegeven: Mapped[dict[str, Any]]
    stappen: Mapped[list[Any]]
    kilometers_zakelijk: Mapped[int]
    kilometers_prive: Mapped[int]
    #: What makes it plausible; the employee carries the proof.
    bewijs: Mapped[str] = mapped_column(Text)
    vastgelegd_op: Mapped[datetime]


TABELLEN: tuple[type[Tabel], ...] = (
    Auto,
    Reservering,
    Autogebruik,
    Autorit,
    Ritformulier,
    Priveopgave,
    Consignatierit,
)
