# SPDX-License-Identifier: EUPL-1.2
"""Tables of people and of those who log in. Facts are dated twice: when they hold, and when they were recorded."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from core.storage.tables import CentenKolom, EenheidKolom, Sleutelnummer, Tabel


def zoekvorm(naam: str) -> str:
    """Return a name without capitals and accents: databases differ in what they know of other letters than ours."""
    letters = unicodedata.normalize("NFD", naam.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Medewerker(Tabel):
    """A person with a personnel number."""

    __tablename__ = "core_medewerker"

    id: Mapped[Sleutelnummer]
    #: The number by which payroll knows the person.
    personeelsnummer: Mapped[str] = mapped_column(String(20), unique=True)
    naam: Mapped[str] = mapped_column(String(200))
    #: The name as it is searched for; it follows the name by itself.
    zoeknaam: Mapped[str] = mapped_column(
        String(400), default=lambda rij: zoekvorm(rij.get_current_parameters()["naam"])
    )
    geboortedatum: Mapped[date]
    email: Mapped[str | None] = mapped_column(String(254))

    dienstverbanden: Mapped[list[Dienstverband]] = relationship(back_populates="medewerker")

    @validates("naam")
    def _volg_naam(self, _: str, naam: str) -> str:
        self.zoeknaam = zoekvorm(naam)
        return naam


class Dienstverband(Tabel):
    """An employment of a person at a dienstonderdeel; ``tot_en_met`` empty is still running."""

    __tablename__ = "core_dienstverband"
    __table_args__ = (
        UniqueConstraint("medewerker_id", "eenheid", "van"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
        Index(None, "eenheid", "van"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    eenheid: Mapped[EenheidKolom]
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    #: Contracted minutes a week at the start; an arbeidspatroon says how many there are from a later date.
    minuten_per_week: Mapped[int]

    medewerker: Mapped[Medewerker] = relationship(back_populates="dienstverbanden")


class Inschaling(Tabel):
    """Scale and full-time monthly salary from a date. A correction is a new row: the last one recorded counts."""

    __tablename__ = "core_inschaling"
    __table_args__ = (
        Index(None, "dienstverband_id", "vanaf"),
        CheckConstraint("maandsalaris_centen >= 0", name="salaris"),
        CheckConstraint("schaal BETWEEN 1 AND 19", name="schaal"),
    )

    id: Mapped[Sleutelnummer]
    dienstverband_id: Mapped[int] = mapped_column(ForeignKey("core_dienstverband.id"))
    vanaf: Mapped[date]
    schaal: Mapped[int]
    trede: Mapped[int | None]
    #: Monthly salary at full working time, in cents.
    maandsalaris_centen: Mapped[CentenKolom]
    bron: Mapped[str] = mapped_column(String(200))
    vastgelegd_op: Mapped[datetime]
    #: Recorded by mistake: from this moment the row counts no longer.
    ingetrokken_op: Mapped[datetime | None]


class Arbeidspatroon(Tabel):
    """The minutes worked on each weekday, Monday first, from a date. A correction is a new row."""

    __tablename__ = "core_arbeidspatroon"
    __table_args__ = (Index(None, "dienstverband_id", "vanaf"),)

    id: Mapped[Sleutelnummer]
    dienstverband_id: Mapped[int] = mapped_column(ForeignKey("core_dienstverband.id"))
    vanaf: Mapped[date]
    minuten_per_dag: Mapped[list[Any]]
    vastgelegd_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]


class Team(Tabel):
    """A team of a dienstonderdeel."""

    __tablename__ = "core_team"
    __table_args__ = (UniqueConstraint("eenheid", "code"),)

    id: Mapped[Sleutelnummer]
    eenheid: Mapped[EenheidKolom]
    code: Mapped[str] = mapped_column(String(40))
    naam: Mapped[str] = mapped_column(String(200))


class Teamlid(Tabel):
    """A person is in a team for a period."""

    __tablename__ = "core_teamlid"
    __table_args__ = (
        UniqueConstraint("team_id", "medewerker_id", "van"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutelnummer]
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]


class Leiding(Tabel):
    """A person is the leidinggevende of a team for a period."""

    __tablename__ = "core_leiding"
    __table_args__ = (
        UniqueConstraint("team_id", "medewerker_id", "van"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutelnummer]
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]


class Mandaat(Tabel):
    """A leidinggevende lets somebody stand in for a period; both stay responsible for what they decide."""

    __tablename__ = "core_mandaat"
    __table_args__ = (
        Index(None, "vervanger_id"),
        Index(None, "gever_id"),
        CheckConstraint("gever_id <> vervanger_id", name="ander"),
        CheckConstraint("tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    gever_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    vervanger_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date]
    vastgelegd_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]


class Afwezigheidssoort(StrEnum):
    """Why somebody is away, as far as a roster may know."""

    VERLOF = "verlof"
    ZIEKTE = "ziekte"


class Afwezigheid(Tabel):
    """Somebody is away from a day up to and including a day, without a cause."""

    __tablename__ = "core_afwezigheid"
    __table_args__ = (
        Index(None, "medewerker_id", "van"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    soort: Mapped[Afwezigheidssoort] = mapped_column(String(10))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]


class Account(Tabel):
    """Somebody who logs in. An auditor or administrator need not be an employee."""

    __tablename__ = "core_account"

    id: Mapped[Sleutelnummer]
    #: The name to log in with, lower case.
    naam: Mapped[str] = mapped_column(String(100), unique=True)
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"), unique=True)
    #: Who it is, for people.
    weergavenaam: Mapped[str] = mapped_column(String(200))
    #: argon2id, 19 MiB.
    wachtwoord_hash: Mapped[str] = mapped_column(String(200))
    totp_geheim: Mapped[str | None] = mapped_column(String(64))
    #: The last TOTP step that was used: a code works once.
    totp_laatste_stap: Mapped[int | None]
    taal: Mapped[str] = mapped_column(String(5), default="nl")
    actief: Mapped[bool] = mapped_column(default=True)
    #: An administrator chose the password: nothing opens before the owner has chosen another.
    moet_wijzigen: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    #: X25519, made at the first log-in, for data that is sealed for this person.
    openbare_sleutel: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: The private key, sealed with a key derived from the password.
    verzegelde_sleutel: Mapped[bytes | None] = mapped_column(LargeBinary)


class Roltoekenning(Tabel):
    """An account has a role for a period, in a unit, for a team, or everywhere."""

    __tablename__ = "core_roltoekenning"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[Sleutelnummer]
    account_id: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    rol: Mapped[str] = mapped_column(String(40))
    eenheid: Mapped[str | None] = mapped_column(String(40))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("core_team.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    #: Withdrawn: from this moment the role gives nothing any more.
    ingetrokken_op: Mapped[datetime | None]


class Sessie(Tabel):
    """A logged-in browser; the cookie holds a token, this row only its hash."""

    __tablename__ = "core_sessie"
    __table_args__ = (Index(None, "account_id"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    csrf: Mapped[str] = mapped_column(String(64))
    begonnen_op: Mapped[datetime]
    laatst_gezien_op: Mapped[datetime]
    verloopt_op: Mapped[datetime]
    #: Kind and text of the messages that the next page shows once.
    meldingen: Mapped[list[Any]] = mapped_column(default=list)


class Inlogpoging(Tabel):
    """One attempt to log in, to slow down guessing; account and address only as keyed hashes."""

    __tablename__ = "core_inlogpoging"
    __table_args__ = (Index(None, "wie_hash", "op"), Index(None, "adres_hash", "op"))

    id: Mapped[Sleutelnummer]
    wie_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    adres_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    op: Mapped[datetime]
    gelukt: Mapped[bool]


class Import(Tabel):
    """A CSV file of which all rows were stored in one transaction."""

    __tablename__ = "core_import"

    id: Mapped[Sleutelnummer]
    soort: Mapped[str] = mapped_column(String(60))
    #: SHA-256 of the file, in hexadecimal.
    sha256: Mapped[str] = mapped_column(String(64))
    #: Who imported; empty for the program itself.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]
    nieuw: Mapped[int]
    gewijzigd: Mapped[int]
    ongewijzigd: Mapped[int]
    #: The units to which its rows belong; none for a file about people only.
    eenheden: Mapped[list[Any]]
    #: The ids of the rows that it added; none for a plugin's own kind.
    rijen: Mapped[list[Any]]
    teruggedraaid_op: Mapped[datetime | None]


class Wijziging(Tabel):
    """What a row said before it was changed: registers keep one row a fact, and lose nothing when it is corrected."""

    __tablename__ = "core_wijziging"
    __table_args__ = (Index(None, "tabel", "rij_id"), Index(None, "medewerker_id"), Index(None, "import_id"))

    id: Mapped[Sleutelnummer]
    tabel: Mapped[str] = mapped_column(String(60))
    rij_id: Mapped[int] = mapped_column(BigInteger)
    #: About whom, so that a person can be shown it; it holds personal text.
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id", ondelete="CASCADE"))
    #: The earlier values of the columns that changed; dates as text.
    was: Mapped[dict[str, Any]]
    op: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("core_import.id"))
