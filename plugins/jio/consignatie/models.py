# SPDX-License-Identifier: EUPL-1.2
"""Tables of the on-call duty (JIO 7.6). Who performs a duty is never overwritten: a piece lapses and another follows.

Columns that end in ``_door`` hold an account, without a foreign key: what was done stays when an account goes.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.calendar.kwartieren import Tijdvak
from core.storage.ddl import leg_vast, vul_aan
from core.storage.tables import Sleutelnummer, Tabel, keuzelijst
from plugins.jio.consignatie import roostermodellen
from plugins.jio.consignatie.procedure import Declaratiestatus, Roosterstatus, Ruilstatus

_ACTIEF = text("vervallen_op IS NULL")
_NIET_INGETROKKEN = text("ingetrokken_op IS NULL")


class Teamfunctie(StrEnum):
    """What a team on call is for: a discipline that mends, or a step of the escalation ladder (guidelines, JIO 7.6)."""

    DISCIPLINE = "discipline"
    OPERATIONEEL_MANAGER = "operationeel_manager"
    CM_LID = "cm_lid"
    CSD = "csd"
    HUISMEESTER = "huismeester"


class Consignatieteam(Tabel):
    """A team that has on-call duty: its discipline and the number under which it is called."""

    __tablename__ = "jio_consignatieteam"

    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), primary_key=True, autoincrement=False)
    discipline: Mapped[str] = mapped_column(String(100))
    #: The fixed number of the team, forwarded to the phone of whoever is on duty (JIO 7.6: 08807...).
    nummer: Mapped[str] = mapped_column(String(20), unique=True)
    #: OSS-Buitendienst stays within 50 kilometres of home: such a duty is plaatsgebonden.
    oss: Mapped[bool] = mapped_column(default=False)
    functie: Mapped[Teamfunctie] = mapped_column(
        keuzelijst(Teamfunctie), default=Teamfunctie.DISCIPLINE, server_default=Teamfunctie.DISCIPLINE.value
    )


class Situatie(StrEnum):
    """The three situations of CAO Rijk 7.6 since 2024."""

    THUIS = "a"
    NAAR_LOCATIE = "b"
    OP_WERKPLEK = "c"


class Besluit(StrEnum):
    """What a second person said about a proposal."""

    VOORGESTELD = "voorgesteld"
    GOEDGEKEURD = "goedgekeurd"
    AFGEWEZEN = "afgewezen"


class Teamsituatie(Tabel):
    """In which situation a team is on call from a day: HR proposes it, another person decides (money hangs on it)."""

    __tablename__ = "jio_teamsituatie"
    __table_args__ = (Index(None, "team_id", "vanaf"),)

    id: Mapped[Sleutelnummer]
    team_id: Mapped[int] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    vanaf: Mapped[date]
    situatie: Mapped[Situatie] = mapped_column(keuzelijst(Situatie))
    plaatsgebonden: Mapped[bool]
    bron: Mapped[str] = mapped_column(String(200))
    besluit: Mapped[Besluit] = mapped_column(keuzelijst(Besluit))
    voorgesteld_door: Mapped[int | None] = mapped_column(BigInteger)
    voorgesteld_op: Mapped[datetime]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    besloten_op: Mapped[datetime | None]


class Rooster(Tabel):
    """The roster of one team and one calendar year."""

    __tablename__ = "jio_rooster"
    __table_args__ = (UniqueConstraint("team_id", "jaar"),)

    id: Mapped[Sleutelnummer]
    team_id: Mapped[int] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    jaar: Mapped[int]
    status: Mapped[Roosterstatus] = mapped_column(keuzelijst(Roosterstatus))
    #: 0 until it is published, then one more with every change.
    versie: Mapped[int]
    gemaakt_op: Mapped[datetime]
    #: Duties of Tuesdays before this were settled before Annex: they count for fairness, and are never claimed.
    declareren_vanaf: Mapped[date | None]


class Dienst(Tabel):
    """One duty of a team, from a Tuesday on; begin, end and hours are what JIO-CONS/dienst answered."""

    __tablename__ = "jio_dienst"
    __table_args__ = (
        UniqueConstraint("team_id", "dinsdag"),
        CheckConstraint("einde > begin", name="duur"),
        Index(None, "begin"),
        Index(None, "einde"),
    )

    id: Mapped[Sleutelnummer]
    rooster_id: Mapped[int] = mapped_column(ForeignKey("jio_rooster.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    dinsdag: Mapped[date]
    begin: Mapped[datetime]
    einde: Mapped[datetime]
    #: Whole hours of on-call time, in all and by day class.
    uren: Mapped[int]
    uren_maandag_vrijdag: Mapped[int]
    uren_zaterdag: Mapped[int]
    uren_zondag: Mapped[int]
    uren_feestdag: Mapped[int]
    #: Hours that this duty shares with the next one (a Tuesday that is a feestdag).
    overlap_uren: Mapped[int]


class Deelreden(StrEnum):
    """Why a piece of a duty is somebody's."""

    ROOSTER = "rooster"
    RUIL = "ruil"
    ZIEKTE_DAGDIENST = "ziekte_dagdienst"
    ZIEKTE_TIJDENS_DIENST = "ziekte_tijdens_dienst"
    VERLOF = "verlof"
    HERSTEL = "herstel"
    GEVRAAGD = "gevraagd"
    """Time that was open, taken by a colleague who was asked and said yes."""


class Dienstdeel(Tabel):
    """Who performs a duty from one moment to another. A row is never changed; ``vervallen_op`` ends it.

    Of a duty no moment has two performers, and no person is in two duties at once: PostgreSQL refuses it by exclusion
    constraints, on SQLite the services check it while they hold the only write lock.
    """

    __tablename__ = "jio_dienstdeel"
    __table_args__ = (
        CheckConstraint("tot > van", name="duur"),
        Index("jio_dienstdeel_dienst_ix", "dienst_id"),
        Index("jio_dienstdeel_medewerker_ix", "medewerker_id", "tot"),
    )

    id: Mapped[Sleutelnummer]
    dienst_id: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[datetime]
    tot: Mapped[datetime]
    reden: Mapped[Deelreden] = mapped_column(keuzelijst(Deelreden))
    ruil_id: Mapped[int | None] = mapped_column(ForeignKey("jio_ruil.id"))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]

    @property
    def tijdvak(self) -> Tijdvak:
        """The piece as a stretch of time."""
        return Tijdvak(self.van, self.tot)


_EEN_TEGELIJK = {"jio_dienstdeel_een_uitvoerder_ex": "dienst_id", "jio_dienstdeel_een_dienst_ex": "medewerker_id"}
# A range of one number compares as equality does, without the btree_gist extension that not every server offers.
vul_aan(
    Dienstdeel.__table__,
    postgresql=tuple(
        opdracht
        for naam, kolom in _EEN_TEGELIJK.items()
        for opdracht in (
            f"ALTER TABLE jio_dienstdeel DROP CONSTRAINT IF EXISTS {naam}",
            f"ALTER TABLE jio_dienstdeel ADD CONSTRAINT {naam} EXCLUDE USING gist"
            f" (int8range({kolom}, {kolom}, '[]') WITH &&, tstzrange(van, tot) WITH &&) WHERE (vervallen_op IS NULL)",
        )
    ),
)
leg_vast(Dienstdeel.__table__, behalve=("vervallen_op",))


class Ruil(Tabel):
    """A swap: somebody offers a duty or a part of it, to one colleague or to the team."""

    __tablename__ = "jio_ruil"
    __table_args__ = (Index(None, "status"), Index(None, "aanbieder_id"), Index(None, "overnemer_id"))

    id: Mapped[Sleutelnummer]
    team_id: Mapped[int] = mapped_column(ForeignKey("jio_consignatieteam.team_id"))
    aanbieder_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The colleague to whom it is offered; empty is everyone in the team.
    gevraagde_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    overnemer_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    status: Mapped[Ruilstatus] = mapped_column(keuzelijst(Ruilstatus))
    aangeboden_op: Mapped[datetime]
    vastgelegd_op: Mapped[datetime | None]


class Ruilrichting(StrEnum):
    """Which way a part of a swap goes."""

    HEEN = "heen"
    """From the one who offers to the one who takes."""
    TERUG = "terug"
    """In return, from the one who takes to the one who offers."""


class Ruildeel(Tabel):
    """A part of a duty that changes hands in a swap."""

    __tablename__ = "jio_ruildeel"
    __table_args__ = (Index(None, "ruil_id"), Index(None, "dienst_id"), CheckConstraint("tot > van", name="duur"))

    id: Mapped[Sleutelnummer]
    ruil_id: Mapped[int] = mapped_column(ForeignKey("jio_ruil.id"))
    dienst_id: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))
    richting: Mapped[Ruilrichting] = mapped_column(keuzelijst(Ruilrichting))
    van: Mapped[datetime]
    tot: Mapped[datetime]


class Oproep(Tabel):
    """A call-out as it happened, with the answer of JIO-CONS/oproep-toets. A correction is a new row."""

    __tablename__ = "jio_oproep"
    __table_args__ = (Index(None, "dienst_id"), Index(None, "medewerker_id", "begin"))

    id: Mapped[Sleutelnummer]
    dienst_id: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    begin: Mapped[datetime]
    #: End of the work; empty while it runs.
    einde: Mapped[datetime | None]
    #: Back home, when the employee travelled.
    thuis: Mapped[datetime | None]
    prio: Mapped[int]
    categorie: Mapped[str] = mapped_column(String(30))
    overeenkomst: Mapped[bool]
    functioneren_bedreigd: Mapped[bool]
    toelichting: Mapped[str | None] = mapped_column(Text)
    storing_begonnen: Mapped[datetime | None]
    instemming: Mapped[bool]
    incidentnummer: Mapped[str] = mapped_column(String(40))
    toegelaten: Mapped[bool]
    redenen: Mapped[list[Any]]
    corrigeert_id: Mapped[int | None] = mapped_column(ForeignKey("jio_oproep.id"))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)
    vervallen_op: Mapped[datetime | None]


class Declaratiesoort(StrEnum):
    """What a claim is about."""

    CONSIGNATIE = "consignatie"
    OVERWERK = "overwerk"


class Declaratie(Tabel):
    """What one person claims for one duty, pre-filled from the corrected roster.

    When the roster or the call-outs change afterwards the claim lapses and a new one is put ready.
    """

    __tablename__ = "jio_declaratie"
    __table_args__ = (
        Index(
            "jio_declaratie_actief_uq",
            "dienst_id",
            "medewerker_id",
            "soort",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
        Index(None, "medewerker_id"),
        Index(None, "status"),
    )

    id: Mapped[Sleutelnummer]
    dienst_id: Mapped[int] = mapped_column(ForeignKey("jio_dienst.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    soort: Mapped[Declaratiesoort] = mapped_column(keuzelijst(Declaratiesoort))
    status: Mapped[Declaratiestatus] = mapped_column(keuzelijst(Declaratiestatus))
    #: On-call minutes from the designation on, or counted minutes of call-outs.
    minuten: Mapped[int]
    #: On-call minutes before the designation: shown, never paid (JIO 7.6).
    minuten_zonder_aanwijzing: Mapped[int]
    #: What JIO-CONS/declaratie-toets answered when the claim was put ready, confirmed or approved last.
    akkoord: Mapped[bool]
    redenen: Mapped[list[Any]]
    klaargezet_op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


class Bezwaar(Tabel):
    """The objection of an employee to a claim. The text stands apart, so that it can be destroyed alone."""

    __tablename__ = "jio_bezwaar"
    __table_args__ = (Index(None, "declaratie_id"),)

    id: Mapped[Sleutelnummer]
    declaratie_id: Mapped[int] = mapped_column(ForeignKey("jio_declaratie.id"))
    tekst: Mapped[str] = mapped_column(Text)
    ingediend_op: Mapped[datetime]
    antwoord: Mapped[str | None] = mapped_column(Text)
    beantwoord_door: Mapped[int | None] = mapped_column(BigInteger)
    beantwoord_op: Mapped[datetime | None]


class Stap(Tabel):
    """One step that somebody made in a roster, a swap or a claim."""

    __tablename__ = "jio_stap"
    __table_args__ = (Index(None, "soort", "object_id"),)

    id: Mapped[Sleutelnummer]
    #: The kind of object, as in the policy table: jio.rooster, jio.ruil, jio.declaratie.
    soort: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[int]
    stap: Mapped[str] = mapped_column(String(20))
    naar: Mapped[str] = mapped_column(String(20))
    #: Empty for the program itself.
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("core_medewerker.id"))
    op: Mapped[datetime]
    toelichting: Mapped[str | None] = mapped_column(Text)


class Aanwijzing(Tabel):
    """The letter that designates an employee for on-call duty; without it there is no allowance (JIO 7.6)."""

    __tablename__ = "jio_aanwijzing"
    __table_args__ = (Index(None, "medewerker_id"),)

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    per: Mapped[date]
    #: Empty while the letter is not signed: then it designates nobody.
    getekend_op: Mapped[date | None]
    #: From this day on the letter no longer holds.
    ingetrokken_per: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Ontheffing(Tabel):
    """A period in which an employee is exempt. The ground is medical or personal: it is not kept here at all."""

    __tablename__ = "jio_ontheffing"
    __table_args__ = (
        Index(
            "jio_ontheffing_actief_uq",
            "medewerker_id",
            "van",
            unique=True,
            sqlite_where=_NIET_INGETROKKEN,
            postgresql_where=_NIET_INGETROKKEN,
        ),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]


class Pas(Tabel):
    """A period in which an employee uses the PAS-regeling: no overtime, so no on-call duty (JIO 7.6)."""

    __tablename__ = "jio_pas"
    __table_args__ = (
        Index(
            "jio_pas_actief_uq",
            "medewerker_id",
            "van",
            unique=True,
            sqlite_where=_NIET_INGETROKKEN,
            postgresql_where=_NIET_INGETROKKEN,
        ),
        CheckConstraint("tot_en_met IS NULL OR tot_en_met >= van", name="periode"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    van: Mapped[date]
    tot_en_met: Mapped[date | None]
    vastgelegd_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]


class Fccregel(Tabel):
    """Overtime as it was written in Fortes Change Cloud; another number of minutes in a later file is a new row."""

    __tablename__ = "jio_fccregel"
    __table_args__ = (
        Index(
            "jio_fccregel_actief_uq",
            "medewerker_id",
            "dag",
            "incidentnummer",
            unique=True,
            sqlite_where=_ACTIEF,
            postgresql_where=_ACTIEF,
        ),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    dag: Mapped[date]
    minuten: Mapped[int]
    incidentnummer: Mapped[str] = mapped_column(String(40))
    ingelezen_op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]


TABELLEN: tuple[type[Tabel], ...] = (
    Consignatieteam,
    Teamsituatie,
    Rooster,
    Dienst,
    Ruil,
    Ruildeel,
    Dienstdeel,
    Oproep,
    Declaratie,
    Bezwaar,
    Stap,
    Aanwijzing,
    Ontheffing,
    Pas,
    Fccregel,
    *roostermodellen.TABELLEN,
)
