# SPDX-License-Identifier: EUPL-1.2
"""Tables of the ledger. A posting is never changed: what turns out otherwise is booked as a difference."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.ledger.procedure import Runstatus
from core.storage.ddl import leg_vast, vul_aan
from core.storage.tables import CentenKolom, EenheidKolom, Sleutelnummer, Tabel

_OPEN = text("status IN ('concept', 'gecontroleerd')")
_WORTEL = text("voorganger_id IS NULL")
_CORRECTIE = text("voorganger_id IS NOT NULL")
_IN_KETEN = text("wortel_id IS NOT NULL")
_VERLAGING = text("centen < 0")


class Runsoort(StrEnum):
    """What a run calculates."""

    MAAND = "maand"


class Parametersnapshot(Tabel):
    """The parameters on which approved runs rest, once each; the key is the SHA-256 of the content."""

    __tablename__ = "core_parametersnapshot"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: Canonical JSON: every dated value of every key that was asked for, and what the keys mean.
    inhoud: Mapped[str] = mapped_column(Text)


class Run(Tabel):
    """The calculation of one month of one unit. There is one open run a month; late facts get a run of their own."""

    __tablename__ = "core_run"
    __table_args__ = (
        UniqueConstraint("eenheid", "periode", "volgnummer"),
        Index("core_run_open_uq", "eenheid", "periode", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Sleutelnummer]
    eenheid: Mapped[EenheidKolom]
    soort: Mapped[Runsoort] = mapped_column(String(10), default=Runsoort.MAAND)
    #: The month in which is booked and paid, ``YYYY-MM``.
    periode: Mapped[str] = mapped_column(String(7))
    #: 1, 2, 3 ... within the unit and month.
    volgnummer: Mapped[int]
    status: Mapped[Runstatus] = mapped_column(String(14), default=Runstatus.CONCEPT)

    #: Who writes: each start takes the next number, and whoever holds an older one stops.
    beurt: Mapped[int] = mapped_column(default=0)
    #: Persons up to this id have been calculated in the pass over everybody; empty when that pass is done.
    tot_medewerker: Mapped[int | None] = mapped_column(BigInteger)
    #: False while totals and tasks are behind the postings.
    afgerond: Mapped[bool] = mapped_column(default=False)
    #: The keys of the parameters that were asked for.
    sleutels: Mapped[list[Any]] = mapped_column(default=list)
    #: The inferred values that were used, as [key, from]: HR confirms them before approval.
    te_bevestigen: Mapped[list[Any]] = mapped_column(default=list)
    #: SHA-256 over the values of those keys and the versions of the rules: another one means calculate again.
    vingerafdruk: Mapped[str | None] = mapped_column(String(64))
    #: The missing parameters, key -> first day.
    ontbreekt: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: A parameter is missing somewhere: the facts that wait for it follow in a later run.
    onvolledig: Mapped[bool] = mapped_column(default=False)
    #: How many postings, and what they come to.
    aantal: Mapped[int] = mapped_column(default=0)
    totaal_centen: Mapped[CentenKolom] = mapped_column(default=0)
    #: SHA-256 over all postings, made when the run is checked.
    boekingsdigest: Mapped[str | None] = mapped_column(String(64))
    parametersnapshot: Mapped[str | None] = mapped_column(ForeignKey("core_parametersnapshot.digest"))

    #: Accounts; empty is the program itself.
    gemaakt_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    gemaakt_op: Mapped[datetime]
    gecontroleerd_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    gecontroleerd_op: Mapped[datetime | None]
    goedgekeurd_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    goedgekeurd_op: Mapped[datetime | None]
    geexporteerd_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    geexporteerd_op: Mapped[datetime | None]
    #: The last time that it was given back, and why.
    teruggegeven_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    teruggegeven_op: Mapped[datetime | None]
    teruggave_reden: Mapped[str | None] = mapped_column(Text)
    #: Who withdrew the draft, and why.
    ingetrokken_door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    ingetrokken_op: Mapped[datetime | None]
    intrekreden: Mapped[str | None] = mapped_column(Text)


class Boeking(Tabel):
    """One line of the ledger: the difference for one fact of one person, with the input it was calculated from.

    The first posting of a fact is the root; each later one names the root and its predecessor. So a chain is a line
    without branches, and the sum of its ``centen`` is the ``totaal_centen`` of its last posting.
    """

    __tablename__ = "core_boeking"
    __table_args__ = (
        # The two that make a second payment of one fact impossible, whatever the program does.
        Index(
            "core_boeking_wortel_uq",
            "medewerker_id",
            "periode",
            "eenheid",
            "regeling",
            "feit",
            unique=True,
            sqlite_where=_WORTEL,
            postgresql_where=_WORTEL,
        ),
        Index(
            "core_boeking_voorganger_uq",
            "voorganger_id",
            unique=True,
            sqlite_where=_CORRECTIE,
            postgresql_where=_CORRECTIE,
        ),
        # Exactly this condition: the database itself looks up a wortel_id for every draft posting that is replaced.
        Index("core_boeking_keten_ix", "wortel_id", sqlite_where=_IN_KETEN, postgresql_where=_IN_KETEN),
        Index("core_boeking_verlaging_ix", "eenheid", sqlite_where=_VERLAGING, postgresql_where=_VERLAGING),
        Index("core_boeking_run_ix", "run_id", "medewerker_id"),
        Index("core_boeking_medewerker_ix", "medewerker_id", "periode"),
        CheckConstraint("centen <> 0", name="verschil"),
        CheckConstraint("(wortel_id IS NULL) = (voorganger_id IS NULL)", name="keten"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Sleutelnummer]
    #: The booking period is the run's.
    run_id: Mapped[int] = mapped_column(ForeignKey("core_run.id"))
    eenheid: Mapped[EenheidKolom]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    regeling: Mapped[str] = mapped_column(String(40))
    berekening: Mapped[str] = mapped_column(String(80))
    versie: Mapped[int]
    #: The effect period: the month to which the fact belongs, ``YYYY-MM``.
    periode: Mapped[str] = mapped_column(String(7))
    #: What was paid for, as its source names it; one fact has one chain.
    feit: Mapped[str] = mapped_column(String(120))
    #: What is booked here: the difference with what was booked before. Plus is for the employee.
    centen: Mapped[CentenKolom]
    #: What should have been paid for the fact in all.
    totaal_centen: Mapped[CentenKolom]
    hoeveelheden: Mapped[dict[str, Any]]
    #: The input of the calculation as JSON under its outside names; empty when the fact no longer exists.
    gegeven: Mapped[str | None] = mapped_column(Text)
    #: Empty text when no wage code was known.
    looncode: Mapped[str] = mapped_column(String(40))
    ingangsdatum: Mapped[date]
    #: What is below zero is a deduction that was agreed beforehand: it needs no decision of its own (BW 7:631, 7:632).
    inhouding: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    wortel_id: Mapped[int | None] = mapped_column(ForeignKey("core_boeking.id"))
    voorganger_id: Mapped[int | None] = mapped_column(ForeignKey("core_boeking.id"))

    run: Mapped[Run] = relationship()


class Openstaandfeit(Tabel):
    """A fact that a run could not calculate, with the reason; it stays on the list of every later run until it can."""

    __tablename__ = "core_openstaand"
    __table_args__ = (Index(None, "run_id", "medewerker_id"),)

    id: Mapped[Sleutelnummer]
    run_id: Mapped[int] = mapped_column(ForeignKey("core_run.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    periode: Mapped[str] = mapped_column(String(7))
    regeling: Mapped[str] = mapped_column(String(40))
    feit: Mapped[str] = mapped_column(String(120))
    reden: Mapped[str] = mapped_column(String(60))
    #: The missing parameters as [key, day]; an empty list when the reason is another.
    ontbreekt: Mapped[list[Any]]
    #: Which article leaves it open, and the id of the role that decides; empty when nobody has to.
    artikel: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))
    beslisser: Mapped[str] = mapped_column(String(60), default="", server_default=text("''"))
    #: What belongs to the question, by name.
    gegevens: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    #: No run is approved while this is open.
    blokkeert: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class Boekingsmerk(Tabel):
    """Something changed for this person in this month: calculate again."""

    __tablename__ = "core_boekingsmerk"

    eenheid: Mapped[str] = mapped_column(String(40), primary_key=True)
    periode: Mapped[str] = mapped_column(String(7), primary_key=True)
    medewerker_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("core_medewerker.id"), primary_key=True, autoincrement=False
    )
    #: How often it was set; counting up is what locks the row against a run that is taking it away.
    keer: Mapped[int] = mapped_column(default=1)


class Boekingsuitleg(Tabel):
    """The explanation of a posting as codes and values, made when its run was approved; it has no language."""

    __tablename__ = "core_uitleg"

    boeking_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("core_boeking.id"), primary_key=True, autoincrement=False
    )
    stappen: Mapped[list[Any]]
    #: The parameter values that were used, as [key, from].
    feiten: Mapped[list[Any]]


class Verrekenkeuze(StrEnum):
    """What happens with an amount that may not simply be taken off the next salary (BW 7:632)."""

    VERREKENEN = "verrekenen"
    """Through payroll."""
    VORDEREN = "vorderen"
    """Claimed outside payroll, with a letter and a term."""
    AFZIEN = "afzien"
    """The employee keeps it."""


class Verrekening(Tabel):
    """HR's decision about a posting that waits for one. A new row replaces an earlier decision until the export."""

    __tablename__ = "core_verrekening"
    __table_args__ = (Index(None, "boeking_id"),)

    id: Mapped[Sleutelnummer]
    boeking_id: Mapped[int] = mapped_column(ForeignKey("core_boeking.id"))
    keuze: Mapped[Verrekenkeuze] = mapped_column(String(12))
    reden: Mapped[str] = mapped_column(Text)
    #: Whether the employee agreed.
    instemming: Mapped[bool]
    door: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]


class Export(Tabel):
    """The payroll file of a run, kept as it was written, so that a second export is the same bytes."""

    __tablename__ = "core_export"

    id: Mapped[Sleutelnummer]
    run_id: Mapped[int] = mapped_column(ForeignKey("core_run.id"), unique=True)
    bestandsnaam: Mapped[str] = mapped_column(String(100))
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    #: The form in which it was written.
    vorm: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    #: The same for people who have no next payslip; empty when there are none.
    uit_dienst: Mapped[bytes | None] = mapped_column(LargeBinary)
    aantal: Mapped[int]
    totaal_centen: Mapped[CentenKolom]
    door: Mapped[int | None] = mapped_column(ForeignKey("core_account.id"))
    op: Mapped[datetime]


class Exportregel(Tabel):
    """A posting that stands in a payroll file; the key makes a second time impossible."""

    __tablename__ = "core_exportregel"
    __table_args__ = (Index(None, "export_id"),)

    boeking_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("core_boeking.id"), primary_key=True, autoincrement=False
    )
    export_id: Mapped[int] = mapped_column(ForeignKey("core_export.id"))
    #: The wage code that was written: the posting's, or one that became known after its approval.
    looncode: Mapped[str] = mapped_column(String(40))
    #: What the regulation's parameters said then; empty when they do not.
    bruto_netto: Mapped[str] = mapped_column(String(10), default="", server_default=text("''"))
    kostenplaats: Mapped[str] = mapped_column(String(40), default="", server_default=text("''"))


for _tabel in (Parametersnapshot, Verrekening, Export, Exportregel):
    leg_vast(_tabel.__table__)

_STATUS = "(SELECT status FROM core_run WHERE id = {run})"
_RUN_VAN_UITLEG = "(SELECT run_id FROM core_boeking WHERE id = OLD.boeking_id)"

# A posting and its explanation are only taken away while their run is a draft, and postings only added then.
vul_aan(
    Boeking.__table__,
    sqlite=(
        "DROP TRIGGER IF EXISTS core_boeking_wijzig_tr",
        "CREATE TRIGGER core_boeking_wijzig_tr BEFORE UPDATE ON core_boeking"
        " BEGIN SELECT RAISE(ABORT, 'core_boeking ligt vast: UPDATE'); END",
        *(
            opdracht
            for naam, wanneer, rij in (("toevoegen", "INSERT", "NEW"), ("verwijder", "DELETE", "OLD"))
            for opdracht in (
                f"DROP TRIGGER IF EXISTS core_boeking_{naam}_tr",
                f"CREATE TRIGGER core_boeking_{naam}_tr BEFORE {wanneer} ON core_boeking"
                f" WHEN {_STATUS.format(run=f'{rij}.run_id')} <> 'concept'"
                f" BEGIN SELECT RAISE(ABORT, 'core_boeking ligt vast: {wanneer}'); END",
            )
        ),
    ),
    postgresql=(
        f"""
        CREATE OR REPLACE FUNCTION core_boeking_alleen_concept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' AND {_STATUS.format(run="OLD.run_id")} = 'concept' THEN RETURN OLD; END IF;
          RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'core_boeking ligt vast: ' || TG_OP;
        END $$
        """,
        # Once a statement over all new rows: a month is a hundred thousand of them.
        """
        CREATE OR REPLACE FUNCTION core_boeking_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (
            SELECT FROM core_run r WHERE r.status <> 'concept' AND r.id IN (SELECT DISTINCT n.run_id FROM nieuw n)
          ) THEN
            RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
              MESSAGE = 'core_boeking ligt vast: INSERT';
          END IF;
          RETURN NULL;
        END $$
        """,
        "DROP TRIGGER IF EXISTS core_boeking_wijzig_tr ON core_boeking",
        "CREATE TRIGGER core_boeking_wijzig_tr BEFORE UPDATE OR DELETE ON core_boeking"
        " FOR EACH ROW EXECUTE FUNCTION core_boeking_alleen_concept()",
        "DROP TRIGGER IF EXISTS core_boeking_leeg_tr ON core_boeking",
        "CREATE TRIGGER core_boeking_leeg_tr BEFORE TRUNCATE ON core_boeking"
        " FOR EACH STATEMENT EXECUTE FUNCTION core_boeking_alleen_concept()",
        "DROP TRIGGER IF EXISTS core_boeking_toevoegen_tr ON core_boeking",
        "CREATE TRIGGER core_boeking_toevoegen_tr AFTER INSERT ON core_boeking REFERENCING NEW TABLE AS nieuw"
        " FOR EACH STATEMENT EXECUTE FUNCTION core_boeking_toevoegen()",
    ),
)
vul_aan(
    Boekingsuitleg.__table__,
    sqlite=(
        "DROP TRIGGER IF EXISTS core_uitleg_wijzig_tr",
        "CREATE TRIGGER core_uitleg_wijzig_tr BEFORE UPDATE ON core_uitleg"
        " BEGIN SELECT RAISE(ABORT, 'core_uitleg ligt vast: UPDATE'); END",
        "DROP TRIGGER IF EXISTS core_uitleg_verwijder_tr",
        "CREATE TRIGGER core_uitleg_verwijder_tr BEFORE DELETE ON core_uitleg"
        f" WHEN {_STATUS.format(run=_RUN_VAN_UITLEG)} <> 'concept'"
        " BEGIN SELECT RAISE(ABORT, 'core_uitleg ligt vast: DELETE'); END",
    ),
    postgresql=(
        f"""
        CREATE OR REPLACE FUNCTION core_uitleg_alleen_concept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' AND {_STATUS.format(run=_RUN_VAN_UITLEG)} = 'concept' THEN RETURN OLD; END IF;
          RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'core_uitleg ligt vast: ' || TG_OP;
        END $$
        """,
        "DROP TRIGGER IF EXISTS core_uitleg_wijzig_tr ON core_uitleg",
        "CREATE TRIGGER core_uitleg_wijzig_tr BEFORE UPDATE OR DELETE ON core_uitleg"
        " FOR EACH ROW EXECUTE FUNCTION core_uitleg_alleen_concept()",
        "DROP TRIGGER IF EXISTS core_uitleg_leeg_tr ON core_uitleg",
        "CREATE TRIGGER core_uitleg_leeg_tr BEFORE TRUNCATE ON core_uitleg"
        " FOR EACH STATEMENT EXECUTE FUNCTION core_uitleg_alleen_concept()",
    ),
)
