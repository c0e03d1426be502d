# SPDX-License-Identifier: EUPL-1.2
"""The tables that every part of the car scheme reads: units and who decides there, cars, use, and trips.

Facts are dated twice: since when they hold, and when they were recorded or taken back. Nothing is overwritten.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, Sleutelnummer, Tabel, keuzelijst
from plugins.om.autoregeling.rules.indeling import Leasecategorie, Onderdeel
from plugins.om.autoregeling.rules.toekenning import Beslisser

_GELDT = text("vervallen_op IS NULL")
_LAATSTE = text("vervangen_op IS NULL")
_PRIVE = text("vervangen_op IS NULL AND klasse IN ('p', 'o')")


class Voertuiggroep(StrEnum):
    """What a car is for; it decides who may see which trips (Autoregeling OM 5.5)."""

    PERSOONSGEBONDEN = "persoonsgebonden"
    FUNCTIEGEBONDEN = "functiegebonden"
    CHAUFFEUR = "chauffeur"
    POOL = "pool"
    HUUR = "huur"


class Aandrijving(StrEnum):
    """Since 2020 only petrol and zero emission are ordered (Autoregeling OM 5.2); older cars may be diesel."""

    BENZINE = "benzine"
    DIESEL = "diesel"
    EMISSIELOOS = "emissieloos"


class Ritregistratie(StrEnum):
    """How trips are registered: by the car, or by hand in an exempted one (Autoregeling OM 5.5)."""

    DIGITAAL = "digitaal"
    HANDMATIG = "handmatig"


class Gebruikssoort(StrEnum):
    """Whether it is the granted car or one that stands in for it (Autoregeling OM 2.6 and 9)."""

    EIGEN = "eigen"
    VERVANGEND = "vervangend"
    HUUR = "huur"


class Ritklasse(StrEnum):
    """The class of a stored trip; ``o`` is open: a person judges what the text does not settle."""

    Z = "z"
    W = "w"
    P = "p"
    O = "o"  # noqa: E741 - the letter of the class


class Omonderdeel(Tabel):
    """A unit of the OM, such as one parket; its kind says who is employer there."""

    __tablename__ = "om_onderdeel"

    id: Mapped[Sleutelnummer]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    naam: Mapped[str] = mapped_column(String(120))
    soort: Mapped[Onderdeel] = mapped_column(keuzelijst(Onderdeel))


class Plaatsing(Tabel):
    """Where an employee works within the OM."""

    __tablename__ = "om_plaatsing"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Werkgeverschap(Tabel):
    """Who counts as werkgever for a unit (1.1); without a unit it is the Procureur-Generaal, for all of them."""

    __tablename__ = "om_werkgeverschap"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    onderdeel_id: Mapped[int | None] = mapped_column(ForeignKey("om_onderdeel.id"))
    hoedanigheid: Mapped[Beslisser] = mapped_column(keuzelijst(Beslisser, 40))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Beheerderschap(Tabel):
    """Who manages the cars of a unit; without a unit it is Centraal Wagenparkbeheer."""

    __tablename__ = "om_beheerderschap"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    onderdeel_id: Mapped[int | None] = mapped_column(ForeignKey("om_onderdeel.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Voertuig(Tabel):
    """A leased car, or a rental one."""

    __tablename__ = "om_voertuig"
    __table_args__ = (
        Index(None, "onderdeel_id"),
        CheckConstraint("wltp_km IS NULL OR wltp_km > 0", name="wltp"),
    )

    id: Mapped[Sleutelnummer]
    #: Without dashes, in capitals.
    kenteken: Mapped[str] = mapped_column(String(12), unique=True)
    merk_en_model: Mapped[str] = mapped_column(String(120))
    groep: Mapped[Voertuiggroep] = mapped_column(keuzelijst(Voertuiggroep))
    #: Empty for a rental car.
    categorie: Mapped[Leasecategorie | None] = mapped_column(keuzelijst(Leasecategorie))
    perceel: Mapped[str | None] = mapped_column(String(4))
    aandrijving: Mapped[Aandrijving] = mapped_column(keuzelijst(Aandrijving))
    #: Range in kilometres, of a zero-emission car.
    wltp_km: Mapped[int | None]
    besteld_op: Mapped[date | None]
    #: The day of first admission; bijtelling and the ban of 2021 hang on it.
    eerste_toelating: Mapped[date | None]
    lease_van: Mapped[date | None]
    lease_tot_en_met: Mapped[date | None]
    #: For payroll (12.3); Annex exports the fact, never an amount of bijtelling.
    fiscale_waarde_centen: Mapped[CentenKolom | None]
    ritregistratie: Mapped[Ritregistratie] = mapped_column(keuzelijst(Ritregistratie), default=Ritregistratie.DIGITAAL)
    #: Movements that must not be traceable (5.5): trips of this car have no addresses at all.
    niet_herleidbaar: Mapped[bool] = mapped_column(default=False)
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    #: Stands idle and must be taken before a new one is ordered (2.5).
    overcompleet_per: Mapped[date | None]
    ingeleverd_op: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Gebruik(Tabel):
    """The right of an employee to use a car, from the agreement to its end (2.6, 4.2, 13.2).

    A row that turns out otherwise lapses and another one follows, so what was known at a moment can be read back.
    """

    __tablename__ = "om_gebruik"
    __table_args__ = (
        Index(None, "medewerker_id", "van"),
        Index(None, "voertuig_id", "van"),
        Index(
            "om_gebruik_geldt_uq",
            "voertuig_id",
            "medewerker_id",
            "van",
            unique=True,
            sqlite_where=_GELDT,
            postgresql_where=_GELDT,
        ),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    soort: Mapped[Gebruikssoort] = mapped_column(keuzelijst(Gebruikssoort), default=Gebruikssoort.EIGEN)
    #: The grant behind it; empty for a stand-in car.
    toekenning_id: Mapped[int | None] = mapped_column(BigInteger)
    #: From when the agreement holds: the order of a new car, the receipt of a surplus one (2.6).
    overeenkomst_van: Mapped[date]
    #: First day of use.
    van: Mapped[date]
    #: Last day of the right of use; empty while it has no end.
    tot_en_met: Mapped[date | None]
    #: A ground of OM-AUTO/gebruiksrecht; empty while it has no end.
    einde_grond: Mapped[str | None] = mapped_column(String(40))
    #: Whether the employee has bijtelling; the contribution is due either way (4.1).
    bijtelling: Mapped[bool] = mapped_column(default=True)
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Rit(Tabel):
    """A trip as the settlement reads it: how far, when, which class. Where it went stands elsewhere, sealed.

    A trip is known by car, begin and odometer at the begin. A corrected trip is a new row and supersedes the old one.
    """

    __tablename__ = "om_rit"
    __table_args__ = (
        Index(
            "om_rit_laatste_uq",
            "voertuig_id",
            "begin",
            "stand_begin",
            unique=True,
            sqlite_where=_LAATSTE,
            postgresql_where=_LAATSTE,
        ),
        Index(
            "om_rit_berijder_ix",
            "medewerker_id",
            "dag",
            sqlite_where=_LAATSTE,
            postgresql_where=_LAATSTE,
        ),
        # What the settlement sums, so that it reads nothing but this index: a third of the trips.
        Index(
            "om_rit_prive_ix",
            "medewerker_id",
            "dag",
            sqlite_where=_PRIVE,
            postgresql_where=_PRIVE,
            postgresql_include=["voertuig_id", "klasse", "tienden"],
        ),
        CheckConstraint("tienden > 0", name="afstand"),
    )

    id: Mapped[Sleutelnummer]
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    #: Who drove; empty when the file of a pool car named nobody.
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The Dutch calendar day on which it began.
    dag: Mapped[date]
    begin: Mapped[datetime]
    einde: Mapped[datetime]
    #: Odometer in tenths of a kilometre.
    stand_begin: Mapped[int] = mapped_column(BigInteger)
    #: Distance in tenths of a kilometre; rounded once per driver and year, by a named reading.
    tienden: Mapped[int]
    #: The class that counts now.
    klasse: Mapped[Ritklasse] = mapped_column(keuzelijst(Ritklasse))
    #: The class in the file, and the one that the rule derives; where they differ the trip is open.
    klasse_bestand: Mapped[Ritklasse | None] = mapped_column(keuzelijst(Ritklasse))
    #: The import, or empty for entry by hand.
    import_id: Mapped[int | None] = mapped_column(BigInteger)
    vastgelegd_op: Mapped[datetime]
    vervangen_op: Mapped[datetime | None]


class Na2023(StrEnum):
    """What HR decided about the scheme after its own term, 31 December 2023 (14)."""

    VOORTGEZET = "voortgezet"
    VERVALLEN = "vervallen"


class Besluitna2023(Tabel):
    """A dated decision of HR whether the scheme still governs; the last one that has not been taken back counts."""

    __tablename__ = "om_besluitna2023"
    __table_args__ = (UniqueConstraint("vanaf", "vastgelegd_op"),)

    id: Mapped[Sleutelnummer]
    keuze: Mapped[Na2023] = mapped_column(keuzelijst(Na2023))
    vanaf: Mapped[date]
    #: With ``vervallen``: whether contributions go on, on CAO Rijk 10.4 alone.
    bijdrage_volgens_cao: Mapped[bool] = mapped_column(default=False)
    grond: Mapped[str] = mapped_column(String(500))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (
    Omonderdeel,
    Plaatsing,
    Werkgeverschap,
    Beheerderschap,
    Voertuig,
    Gebruik,
    Rit,
    Besluitna2023,
)
