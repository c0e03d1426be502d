# SPDX-License-Identifier: EUPL-1.2
"""Tables of the duty desk (JIO 7.6). What happened to an incident is a log to which rows are added.

An incident is what the caller told and what was done about it; whether a call-out counts, and for how much working
time, stands with its ``Oproep``.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.ddl import leg_vast
from core.storage.tables import Sleutelnummer, Tabel, keuzelijst

_GELDIG = text("vervallen_op IS NULL")
_OPEN = text("gesloten_op IS NULL")


class Contract(Tabel):
    """A line of the list of Servicemanagement: a service of a client. Another version is a new row."""

    __tablename__ = "jio_contract"
    __table_args__ = (
        Index(
            "jio_contract_actief_uq",
            "opdrachtgever",
            "dienst",
            unique=True,
            sqlite_where=_GELDIG,
            postgresql_where=_GELDIG,
        ),
        CheckConstraint("dno_minuten IS NULL OR dno_minuten > 0", name="dno"),
    )

    id: Mapped[Sleutelnummer]
    opdrachtgever: Mapped[str] = mapped_column(String(120))
    dienst: Mapped[str] = mapped_column(String(120))
    #: False: the client has the service, but no agreement about calls outside office hours.
    consignatie: Mapped[bool]
    #: As ``ma-vr 17:00-23:00, za 09:00-17:00``; empty is the whole on-call time.
    uren: Mapped[str] = mapped_column(String(300))
    #: Minutes in which work must begin (DNO), where the client agreed on less than half an hour.
    dno_minuten: Mapped[int | None]
    #: The team that is called first, where the list names one.
    team_id: Mapped[int | None] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    versie: Mapped[int]
    eigenaar: Mapped[str] = mapped_column(String(120))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Melder(Tabel):
    """Somebody of a client who may call for a service (the *gemandateerde*)."""

    __tablename__ = "jio_melder"
    __table_args__ = (Index(None, "contract_id"),)

    id: Mapped[Sleutelnummer]
    contract_id: Mapped[int] = mapped_column(ForeignKey("jio_contract.id"))
    naam: Mapped[str] = mapped_column(String(120))


class Incidentstatus(StrEnum):
    """How far an incident is."""

    GEWEIGERD = "geweigerd"
    GEMELD = "gemeld"
    CONTACT = "contact"
    IN_BEHANDELING = "in_behandeling"
    WORKAROUND = "workaround"
    OPGELOST = "opgelost"
    GESLOTEN = "gesloten"


LOPEND = (Incidentstatus.GEMELD, Incidentstatus.CONTACT, Incidentstatus.IN_BEHANDELING)
"""Somebody is still to be reached or at work."""


class Incident(Tabel):
    """A fault as the desk was told of it: ``gemeld_op`` is when it happened, ``vastgelegd_op`` when it was typed."""

    __tablename__ = "jio_incident"
    __table_args__ = (
        UniqueConstraint("nummer"),
        Index("jio_incident_open_ix", "gemeld_op", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Sleutelnummer]
    nummer: Mapped[str] = mapped_column(String(40))
    opdrachtgever: Mapped[str] = mapped_column(String(120))
    dienst: Mapped[str] = mapped_column(String(120))
    #: The line of the list as it was then; empty when there was none.
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("jio_contract.id"))
    melder: Mapped[str] = mapped_column(String(120))
    melder_telefoon: Mapped[str] = mapped_column(String(30))
    locatie: Mapped[str] = mapped_column(String(120))
    omschrijving: Mapped[str] = mapped_column(Text)
    #: What the caller told; what counts of it stands with the call-out.
    prio: Mapped[int]
    categorie: Mapped[str] = mapped_column(String(30))
    functioneren_bedreigd: Mapped[bool]
    toelichting: Mapped[str | None] = mapped_column(Text)
    storing_begonnen: Mapped[datetime | None]
    instemming: Mapped[bool]
    #: Codes of why it is not covered; such an incident is on record and nobody is called for it.
    redenen: Mapped[list[Any]]
    status: Mapped[Incidentstatus] = mapped_column(keuzelijst(Incidentstatus))
    #: Who is responsible; empty is the service desk (CSD EA&I).
    eigenaar_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    locaties_geraakt: Mapped[int]
    informatiesystemen_geraakt: Mapped[int]
    diensten_geraakt: Mapped[int]
    justitienet_geraakt: Mapped[bool]
    gemeld_op: Mapped[datetime]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    gesloten_op: Mapped[datetime | None]


class Klokrol(StrEnum):
    """Which clocks run for who is called."""

    GECONSIGNEERDE = "geconsigneerde"
    OSS_BUITENDIENST = "oss_buitendienst"


class Inzet(Tabel):
    """One employee on duty who is called for an incident, with the call-out in which the working time is counted."""

    __tablename__ = "jio_inzet"
    __table_args__ = (Index(None, "incident_id"), Index(None, "oproep_id"), Index(None, "medewerker_id"))

    id: Mapped[Sleutelnummer]
    incident_id: Mapped[int] = mapped_column(ForeignKey("jio_incident.id"))
    #: The call-out as it was first recorded; a correction of it names it.
    oproep_id: Mapped[int] = mapped_column(ForeignKey("jio_oproep.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    rol: Mapped[Klokrol] = mapped_column(keuzelijst(Klokrol))
    #: Who called OSS-Buitendienst; only the geconsigneerde of Infrastructuur may.
    oproeper: Mapped[str | None] = mapped_column(String(24))
    vastgelegd_op: Mapped[datetime]


class Logsoort(StrEnum):
    """What happened."""

    POGING = "poging"
    CONTACT = "contact"
    WERK_BEGONNEN = "werk_begonnen"
    ONDERWEG = "onderweg"
    TER_PLAATSE = "ter_plaatse"
    BIJGEWERKT = "bijgewerkt"
    WORKAROUND = "workaround"
    OPGELOST = "opgelost"
    GESLOTEN = "gesloten"
    OVERDRACHT = "overdracht"
    ESCALATIE_1 = "escalatie_1"
    ESCALATIE_2 = "escalatie_2"
    DIRECTIELID_INGELICHT = "directielid_ingelicht"
    VERVOER = "vervoer"
    AFSTAND = "afstand"
    BEZOEK = "bezoek"
    AFGEMELD = "afgemeld"
    APPARATUUR = "apparatuur"
    OPDRACHTGEVER = "opdrachtgever"
    KENNIS = "kennis"
    TOEGANG = "toegang"
    PAND = "pand"
    CRISIS = "crisis"
    MANAGERS = "managers"


MET_ZICHT = (Logsoort.ESCALATIE_1, Logsoort.ESCALATIE_2, Logsoort.KENNIS, Logsoort.TOEGANG, Logsoort.MANAGERS)
"""Whom such a row went to can read the incident from then on."""


class Uitslag(StrEnum):
    """What came of a call, or of a question for transport."""

    GEEN_GEHOOR = "geen_gehoor"
    VOICEMAIL = "voicemail"
    IN_GESPREK = "in_gesprek"
    OPGENOMEN = "opgenomen"
    AKKOORD = "akkoord"
    AFGEWEZEN = "afgewezen"


class Incidentlog(Tabel):
    """One thing that happened to an incident. A row is never changed; ``vervallen_op`` strikes it out."""

    __tablename__ = "jio_incidentlog"
    __table_args__ = (Index(None, "incident_id", "op"), Index(None, "inzet_id"))

    id: Mapped[Sleutelnummer]
    incident_id: Mapped[int] = mapped_column(ForeignKey("jio_incident.id"))
    #: Whose clock it belongs to, where it is about one.
    inzet_id: Mapped[int | None] = mapped_column(ForeignKey("jio_inzet.id"))
    soort: Mapped[Logsoort] = mapped_column(keuzelijst(Logsoort))
    uitslag: Mapped[Uitslag | None] = mapped_column(keuzelijst(Uitslag))
    #: Codes and numbers, such as reasons to escalate, kilometres or the kind of transport; no personal text.
    gegevens: Mapped[dict[str, Any]]
    toelichting: Mapped[str | None] = mapped_column(Text)
    #: Whom it went to: the new owner, or who has the duty of the next step.
    aan_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    #: When it happened, and when it was written down.
    op: Mapped[datetime]
    vastgelegd_op: Mapped[datetime]
    #: Empty for the program itself.
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    vervallen_op: Mapped[datetime | None]


# The text can be destroyed apart from what happened.
leg_vast(Incidentlog.__table__, behalve=("vervallen_op", "toelichting"))


class Evaluatie(Tabel):
    """The evaluation report of an incident: the owner's text, adopted together with the operationeel manager."""

    __tablename__ = "jio_incidentevaluatie"

    incident_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("jio_incident.id"), primary_key=True, autoincrement=False
    )
    tekst: Mapped[str] = mapped_column(Text)
    opgesteld_door: Mapped[int | None] = mapped_column(BigInteger)
    opgesteld_op: Mapped[datetime]
    #: The late responses and the rest as they were when it was adopted: codes by kind.
    bevindingen: Mapped[list[Any]]
    vastgesteld_door: Mapped[int | None] = mapped_column(BigInteger)
    vastgesteld_op: Mapped[datetime | None]


class Wisselsoort(StrEnum):
    """What is written down at the change of guard."""

    DOORGESCHAKELD = "doorgeschakeld"
    OVERDRACHT = "overdracht"


class Wachtwissel(Tabel):
    """The forwarding check of who goes on duty, or the hand-over note of who goes off; a later row counts."""

    __tablename__ = "jio_wachtwissel"
    __table_args__ = (Index(None, "dienst_id"),)

    id: Mapped[Sleutelnummer]
    dienst_id: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    soort: Mapped[Wisselsoort] = mapped_column(keuzelijst(Wisselsoort))
    #: What was ticked of the checklist.
    punten: Mapped[list[Any]]
    notitie: Mapped[str | None] = mapped_column(Text)
    op: Mapped[datetime]


class Geplandwerk(Tabel):
    """Work planned outside office hours, with what was agreed beforehand about incidents that it causes (JIO 7.6)."""

    __tablename__ = "jio_geplandwerk"
    __table_args__ = (Index(None, "tot"), CheckConstraint("tot > van", name="duur"))

    id: Mapped[Sleutelnummer]
    omschrijving: Mapped[str] = mapped_column(Text)
    van: Mapped[datetime]
    tot: Mapped[datetime]
    #: How incidents that come from it are handled.
    incidenten: Mapped[str] = mapped_column(Text)
    #: Who can be called extra when it goes badly wrong.
    opschaling: Mapped[str] = mapped_column(Text)
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (
    Contract,
    Melder,
    Incident,
    Inzet,
    Incidentlog,
    Evaluatie,
    Wachtwissel,
    Geplandwerk,
)
