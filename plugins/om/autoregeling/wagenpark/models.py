# SPDX-License-Identifier: EUPL-1.2
"""Tables of cars from grant to return: what was asked, decided, ordered, delivered, checked, ended and given back.

What a calculation answered stands beside what it was asked, as codes and values: ``invoer``, ``uitkomst``, ``uitleg``.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, Sleutelnummer, Tabel, keuzelijst
from plugins.om.autoregeling.rules.indeling import Leasecategorie
from plugins.om.autoregeling.rules.jaartoets import Advies
from plugins.om.autoregeling.rules.leasecategorie import Functie
from plugins.om.autoregeling.rules.toekenning import Rechtspositie
from plugins.om.autoregeling.wagenpark.procedure import (
    Bestelstatus,
    Eindestatus,
    Inleverstatus,
    Toekenningstatus,
    Toetsstatus,
)

_AANGEVRAAGD = text("status = 'aangevraagd'")
_BESTELD = text("status = 'besteld'")
_BEZET = text("status = 'besteld' AND voertuig_id IS NOT NULL")
_GELDT = text("vervallen_op IS NULL")
_LOOPT = text("gestopt_op IS NULL")
_VASTGESTELD = text("status = 'vastgesteld'")


class Bestelwijze(StrEnum):
    """How somebody comes to a car (Autoregeling OM 2.5)."""

    NIEUW = "nieuw"
    OVERCOMPLEET = "overcompleet"
    HUUR = "huur"


class Standbron(StrEnum):
    """Where an odometer reading comes from."""

    AFLEVERING = "aflevering"
    BESTAND = "bestand"
    OPGAVE = "opgave"
    INLEVERING = "inlevering"


class Schadestand(StrEnum):
    """What was found about damage before the return (Autoregeling OM 13.3)."""

    GEEN = "geen"
    GEMELD = "gemeld"
    NIET_HERSTELLEN = "niet_herstellen"
    NIET_GEMELD = "niet_gemeld"


class Jaarstuksoort(StrEnum):
    """What Centraal Wagenparkbeheer makes once a year (Autoregeling OM 2.2)."""

    COLLEGE = "college"
    KOSTENVERDELING = "kostenverdeling"


class Kloksoort(StrEnum):
    """A clock of the text that runs about one thing."""

    CRITERIUM = "criterium_vervallen"
    VIJF_JAAR = "vijf_jaar"
    KILOMETERS = "kilometers"
    KENTEKENKAART = "kentekenkaart"
    JAARTOETS = "jaartoets"
    COLLEGE = "college"
    COMMISSIE = "commissie"


class Stuksoort(StrEnum):
    """A written piece in somebody's file."""

    TOEKENNING = "toekenning"
    AFWIJZING = "afwijzing"
    OVEREENKOMST = "overeenkomst"
    INGEBREKESTELLING = "ingebrekestelling"
    EINDE = "einde"
    INLEVERDOCUMENT = "inleverdocument"
    JAARTOETS = "jaartoets"


class Toekenningsdossier(Tabel):
    """An application for a car, and the werkgever's written and reasoned decision (2.1)."""

    __tablename__ = "om_toekenning"
    __table_args__ = (
        Index(
            "om_toekenning_open_uq",
            "medewerker_id",
            unique=True,
            sqlite_where=_AANGEVRAAGD,
            postgresql_where=_AANGEVRAAGD,
        ),
        Index(None, "medewerker_id"),
        Index(None, "onderdeel_id", "status"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: Where the employee works on the day of the application; its werkgever decides.
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    status: Mapped[Toekenningstatus] = mapped_column(keuzelijst(Toekenningstatus))
    rechtspositie: Mapped[Rechtspositie] = mapped_column(keuzelijst(Rechtspositie, 40))
    functie: Mapped[Functie] = mapped_column(keuzelijst(Functie, 40))
    #: The Procureur-Generaal who is driven is not placed in category II (3.1).
    gebruikt_auto_met_chauffeur: Mapped[bool] = mapped_column(default=False)
    #: The facts behind each criterion that is called upon, by its letter; at the decision as the werkgever found them.
    criteria: Mapped[dict[str, Any]]
    toelichting: Mapped[str] = mapped_column(Text)
    aangevraagd_op: Mapped[datetime]
    #: The account that applied: the employee's own, or that of the leidinggevende.
    aangevraagd_door: Mapped[int | None] = mapped_column(BigInteger)
    #: The decision; empty while there is none.
    besluit_op: Mapped[date | None]
    motivering: Mapped[str | None] = mapped_column(Text)
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    invoer: Mapped[dict[str, Any] | None]
    uitkomst: Mapped[dict[str, Any] | None]
    uitleg: Mapped[list[Any] | None]
    #: The lease category (3.1), and whether it counts for the next car only (3.1.1).
    categorie: Mapped[Leasecategorie | None] = mapped_column(keuzelijst(Leasecategorie))
    volgende_auto: Mapped[bool] = mapped_column(default=False)


class Autobestelling(Tabel):
    """A new car that was ordered, a surplus one that was assigned, or a rental one that was deployed (2.5)."""

    __tablename__ = "om_bestelling"
    __table_args__ = (
        Index("om_bestelling_open_uq", "toekenning_id", unique=True, sqlite_where=_BESTELD, postgresql_where=_BESTELD),
        Index("om_bestelling_auto_uq", "voertuig_id", unique=True, sqlite_where=_BEZET, postgresql_where=_BEZET),
        CheckConstraint("wijze <> 'nieuw' OR perceel IS NOT NULL", name="perceel"),
    )

    id: Mapped[Sleutelnummer]
    toekenning_id: Mapped[int] = mapped_column(ForeignKey("om_toekenning.id"))
    wijze: Mapped[Bestelwijze] = mapped_column(keuzelijst(Bestelwijze))
    status: Mapped[Bestelstatus] = mapped_column(keuzelijst(Bestelstatus))
    #: Known at once for a surplus or rental car; for a new one from its delivery.
    voertuig_id: Mapped[int | None] = mapped_column(ForeignKey("om_voertuig.id"))
    merk_en_model: Mapped[str] = mapped_column(String(120))
    perceel: Mapped[str | None] = mapped_column(String(4))
    aandrijving: Mapped[str | None] = mapped_column(String(12))
    wltp_km: Mapped[int | None]
    lease_tot_en_met: Mapped[date | None]
    prijs_centen: Mapped[CentenKolom | None]
    besteld_op: Mapped[date]
    #: From when the agreement holds: the order of a new car; of a surplus or rental one the receipt (2.6).
    overeenkomst_van: Mapped[date | None]
    reden: Mapped[str | None] = mapped_column(Text)
    invoer: Mapped[dict[str, Any] | None]
    uitkomst: Mapped[dict[str, Any] | None]
    uitleg: Mapped[list[Any] | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    #: Why it was cancelled, and whether the employee bears the cost (13.2.1).
    geannuleerd_op: Mapped[datetime | None]
    kosten_op_medewerker: Mapped[bool | None]


class Aflevering(Tabel):
    """The delivery form: right or not, the odometer and the day (6.3), and whether the registration card came."""

    __tablename__ = "om_aflevering"
    __table_args__ = (UniqueConstraint("bestelling_id"), CheckConstraint("kilometerstand >= 0", name="stand"))

    id: Mapped[Sleutelnummer]
    bestelling_id: Mapped[int] = mapped_column(ForeignKey("om_bestelling.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    dag: Mapped[date]
    kilometerstand: Mapped[int]
    #: From this day a card that has not come is reported (6.3).
    kentekenkaart_melden_vanaf: Mapped[date]
    kentekenkaart_ontvangen_op: Mapped[date | None]
    kentekenkaart_gemist_op: Mapped[datetime | None]
    bevestigd_op: Mapped[datetime]
    bevestigd_door: Mapped[int | None] = mapped_column(BigInteger)


class Kilometerstand(Tabel):
    """What the odometer showed on a day. A reading that was wrong lapses and another follows."""

    __tablename__ = "om_kilometerstand"
    __table_args__ = (
        Index(
            "om_kilometerstand_geldt_uq",
            "voertuig_id",
            "dag",
            unique=True,
            sqlite_where=_GELDT,
            postgresql_where=_GELDT,
        ),
        CheckConstraint("kilometers >= 0", name="stand"),
    )

    id: Mapped[Sleutelnummer]
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    dag: Mapped[date]
    kilometers: Mapped[int]
    bron: Mapped[Standbron] = mapped_column(keuzelijst(Standbron))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Ingebrekestelling(Tabel):
    """A written notice of default: before a breach can end the right (13.2, ground 5)."""

    __tablename__ = "om_ingebrekestelling"

    id: Mapped[Sleutelnummer]
    gebruik_id: Mapped[int] = mapped_column(ForeignKey("om_gebruik.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    dag: Mapped[date]
    tekst: Mapped[str] = mapped_column(Text)
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Gebruikseinde(Tabel):
    """The end of a right of use: the ground, the finding, the reasons, and what the calculation answered."""

    __tablename__ = "om_gebruikseinde"
    __table_args__ = (
        Index(
            "om_gebruikseinde_geldt_uq",
            "gebruik_id",
            unique=True,
            sqlite_where=_VASTGESTELD,
            postgresql_where=_VASTGESTELD,
        ),
    )

    id: Mapped[Sleutelnummer]
    #: The first row of the use; a later one follows from employee, car and first day.
    gebruik_id: Mapped[int] = mapped_column(ForeignKey("om_gebruik.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    grond: Mapped[str] = mapped_column(String(40))
    status: Mapped[Eindestatus] = mapped_column(keuzelijst(Eindestatus))
    #: The day of the finding or the event, from which a term counts.
    datum: Mapped[date]
    uiterlijk: Mapped[date | None]
    laatste_dag: Mapped[date]
    motivering: Mapped[str] = mapped_column(Text)
    invoer: Mapped[dict[str, Any]]
    uitkomst: Mapped[dict[str, Any]]
    uitleg: Mapped[list[Any]]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    ingetrokken_op: Mapped[datetime | None]
    reden_intrekking: Mapped[str | None] = mapped_column(Text)


class Inlevering(Tabel):
    """The return of a car with its checklist (13.3)."""

    __tablename__ = "om_inlevering"
    __table_args__ = (
        UniqueConstraint("gebruik_id"),
        CheckConstraint("kilometerstand IS NULL OR kilometerstand >= 0", name="stand"),
    )

    id: Mapped[Sleutelnummer]
    gebruik_id: Mapped[int] = mapped_column(ForeignKey("om_gebruik.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    status: Mapped[Inleverstatus] = mapped_column(keuzelijst(Inleverstatus))
    #: What was handed in, by its code.
    aanwezig: Mapped[list[Any]]
    schade: Mapped[Schadestand | None] = mapped_column(keuzelijst(Schadestand))
    #: LeasePlan's written word that no repair is needed, by its reference.
    bevestiging: Mapped[str | None] = mapped_column(String(120))
    plaats: Mapped[str | None] = mapped_column(String(120))
    ingeleverd_op: Mapped[date | None]
    kilometerstand: Mapped[int | None]
    #: The number of the inleverdocument.
    inleverdocument: Mapped[str | None] = mapped_column(String(60))
    pas_ingeleverd_op: Mapped[date | None]
    pas_vernietigd_op: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Jaartoetsregel(Tabel):
    """The yearly check of one holder: the advice of Centraal Wagenparkbeheer, and the werkgever's decision (2.2)."""

    __tablename__ = "om_jaartoets"
    __table_args__ = (UniqueConstraint("jaar", "toekenning_id"),)

    id: Mapped[Sleutelnummer]
    jaar: Mapped[int]
    toekenning_id: Mapped[int] = mapped_column(ForeignKey("om_toekenning.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    status: Mapped[Toetsstatus] = mapped_column(keuzelijst(Toetsstatus))
    #: Whole kilometres of class z in the year, as counted when the check was made.
    kilometers_z: Mapped[int | None]
    registratie_correct: Mapped[bool | None]
    advies: Mapped[Advies | None] = mapped_column(keuzelijst(Advies))
    invoer: Mapped[dict[str, Any] | None]
    uitkomst: Mapped[dict[str, Any] | None]
    uitleg: Mapped[list[Any] | None]
    geadviseerd_op: Mapped[datetime | None]
    geadviseerd_door: Mapped[int | None] = mapped_column(BigInteger)
    #: Whether the werkgever lets the use go on, and why; empty while nobody decided.
    voortzetten: Mapped[bool | None]
    motivering: Mapped[str | None] = mapped_column(Text)
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)


class Jaarstuk(Tabel):
    """A yearly piece as it was established: the report to the College, or the cost over the units (2.2)."""

    __tablename__ = "om_jaarstuk"
    __table_args__ = (UniqueConstraint("soort", "jaar"),)

    id: Mapped[Sleutelnummer]
    soort: Mapped[Jaarstuksoort] = mapped_column(keuzelijst(Jaarstuksoort))
    jaar: Mapped[int]
    invoer: Mapped[dict[str, Any]]
    uitkomst: Mapped[dict[str, Any]]
    uitleg: Mapped[list[Any]]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Commissie(Tabel):
    """The Commissie Dienstauto's as it was installed (1.1)."""

    __tablename__ = "om_commissie"

    id: Mapped[Sleutelnummer]
    ingesteld_op: Mapped[date]
    uiterlijk: Mapped[date]
    #: Who has which seat, as text.
    zetels: Mapped[str] = mapped_column(Text)
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Klok(Tabel):
    """A clock that runs: for whom it is visible ahead, and when it was warned about, escalated and stopped."""

    __tablename__ = "om_klok"
    __table_args__ = (
        Index("om_klok_loopt_uq", "soort", "sleutel", unique=True, sqlite_where=_LOOPT, postgresql_where=_LOOPT),
        Index(None, "gestopt_op", "uiterlijk"),
    )

    id: Mapped[Sleutelnummer]
    soort: Mapped[Kloksoort] = mapped_column(keuzelijst(Kloksoort))
    #: What it is about: the number of a use, a delivery, a commission, or a year.
    sleutel: Mapped[str] = mapped_column(String(20))
    uiterlijk: Mapped[date]
    onderdeel_id: Mapped[int | None] = mapped_column(ForeignKey("om_onderdeel.id"))
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    begonnen_op: Mapped[datetime]
    gewaarschuwd_op: Mapped[datetime | None]
    geescaleerd_op: Mapped[datetime | None]
    gestopt_op: Mapped[datetime | None]


class Woonwerkstop(Tabel):
    """The signal that the commuting allowance stops from the start of use (2.7), and that payroll did it."""

    __tablename__ = "om_woonwerkstop"
    __table_args__ = (UniqueConstraint("medewerker_id", "van"),)

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    gemeld_op: Mapped[datetime]
    afgehandeld_op: Mapped[datetime | None]
    afgehandeld_door: Mapped[int | None] = mapped_column(BigInteger)


class Dossierstuk(Tabel):
    """A written piece in an employee's file: what it is about and what it says, to make the letter from."""

    __tablename__ = "om_dossierstuk"
    __table_args__ = (Index(None, "medewerker_id"), Index(None, "soort", "over_id"))

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    soort: Mapped[Stuksoort] = mapped_column(keuzelijst(Stuksoort))
    #: The number of the grant, order, use or check that it is about.
    over_id: Mapped[int] = mapped_column(BigInteger)
    dag: Mapped[date]
    #: Values that its sentences name.
    gegevens: Mapped[dict[str, Any]]
    #: Free text of who decided: the reasons.
    tekst: Mapped[str] = mapped_column(Text)
    uitleg: Mapped[list[Any]]
    opgenomen_op: Mapped[datetime]


TABELLEN: tuple[type[Tabel], ...] = (
    Toekenningsdossier,
    Autobestelling,
    Aflevering,
    Kilometerstand,
    Ingebrekestelling,
    Gebruikseinde,
    Inlevering,
    Jaartoetsregel,
    Jaarstuk,
    Commissie,
    Klok,
    Woonwerkstop,
    Dossierstuk,
)
