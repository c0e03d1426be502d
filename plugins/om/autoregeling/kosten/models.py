# SPDX-License-Identifier: EUPL-1.2
"""Tables of costs and of charging at home (Autoregeling OM 7 and 12)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, Sleutelnummer, Tabel, keuzelijst
from plugins.om.autoregeling.kosten.procedure import Kostenstatus, Laadpuntstatus

_TELT = text("status <> 'ingetrokken' AND kenmerk IS NOT NULL")
_LOOPT = text("status IN ('aangevraagd', 'offerte', 'akkoord', 'geplaatst')")


class Laadpuntsoort(StrEnum):
    """What is placed: the employee chooses (7.1)."""

    WAND = "wand"
    PAAL = "paal"


class Bestemming(StrEnum):
    """What happens with a charger that is no longer used (7.3.2)."""

    BLIJFT = "blijft"
    VERWIJDERD = "verwijderd"
    OVERGEDRAGEN = "overgedragen"


class Kostenpost(Tabel):
    """A cost that somebody must bear: what the rule says, what the driver says of it, and what was decided."""

    __tablename__ = "om_kostenpost"
    __table_args__ = (
        Index(None, "medewerker_id"),
        Index(None, "onderdeel_id", "status"),
        Index("om_kostenpost_kenmerk_uq", "soort", "kenmerk", unique=True, sqlite_where=_TELT, postgresql_where=_TELT),
        CheckConstraint("verhaald_centen IS NULL OR verhaald_centen >= 0", name="verhaald"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: Empty for what is about no car, such as a charger.
    voertuig_id: Mapped[int | None] = mapped_column(ForeignKey("om_voertuig.id"))
    #: Whose werkgever decides: where the employee worked on the day of the cost.
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    #: A kind of OM-AUTO/doorbelasting, or ``plaatsing`` or ``beeindiging`` of a charger.
    soort: Mapped[str] = mapped_column(String(60))
    dag: Mapped[date]
    #: The number of the invoice or notice: one cost is recovered once.
    kenmerk: Mapped[str | None] = mapped_column(String(60))
    omschrijving: Mapped[str] = mapped_column(Text)
    status: Mapped[Kostenstatus] = mapped_column(keuzelijst(Kostenstatus))
    invoer: Mapped[dict[str, Any]]
    uitkomst: Mapped[dict[str, Any]]
    uitleg: Mapped[list[Any]]
    #: The employee's by the text, and what the text leaves to the werkgever.
    werknemer_centen: Mapped[CentenKolom]
    te_beslissen_centen: Mapped[CentenKolom]
    #: The last day for what the driver says of it, and what that was.
    reactie_tot: Mapped[date | None]
    reactie: Mapped[str | None] = mapped_column(Text)
    gereageerd_op: Mapped[datetime | None]
    #: When the werkgever was told that the driver answered, or that the term for it is over.
    voorgelegd_op: Mapped[datetime | None]
    #: The decision, and what OM-AUTO/verhaal was asked for it.
    besluitinvoer: Mapped[dict[str, Any] | None]
    verhaald_centen: Mapped[CentenKolom | None]
    #: With net pay, where 10.2 allows it; otherwise as a claim about which HR decides how it is paid.
    met_loon: Mapped[bool] = mapped_column(default=False)
    motivering: Mapped[str | None] = mapped_column(Text)
    besloten_op: Mapped[datetime | None]
    besloten_door: Mapped[int | None] = mapped_column(BigInteger)
    bezwaar_tot: Mapped[date | None]
    bezwaar: Mapped[str | None] = mapped_column(Text)
    bezwaar_op: Mapped[datetime | None]
    antwoord: Mapped[str | None] = mapped_column(Text)
    beantwoord_op: Mapped[datetime | None]
    beantwoord_door: Mapped[int | None] = mapped_column(BigInteger)
    #: The month ``YYYY-MM`` in which it goes to the ledger: that in which it became final.
    verhaalmaand: Mapped[str | None] = mapped_column(String(7))
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Laadpunt(Tabel):
    """A charger at somebody's home, from the application to its end (7). No address is held."""

    __tablename__ = "om_laadpunt"
    __table_args__ = (
        Index("om_laadpunt_loopt_uq", "medewerker_id", unique=True, sqlite_where=_LOOPT, postgresql_where=_LOOPT),
        Index(None, "onderdeel_id", "status"),
        Index(None, "pasnummer"),
    )

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    voertuig_id: Mapped[int] = mapped_column(ForeignKey("om_voertuig.id"))
    onderdeel_id: Mapped[int] = mapped_column(ForeignKey("om_onderdeel.id"))
    status: Mapped[Laadpuntstatus] = mapped_column(keuzelijst(Laadpuntstatus))
    soort: Mapped[Laadpuntsoort] = mapped_column(keuzelijst(Laadpuntsoort))
    #: Whether the driver knew at the application that the use would end early (7.3.2).
    einde_bekend: Mapped[bool]
    toelichting: Mapped[str] = mapped_column(Text)
    aangevraagd_op: Mapped[datetime]
    offerte_centen: Mapped[CentenKolom | None]
    #: The driver's own demands make it dearer (7.1).
    specifieke_wensen: Mapped[bool] = mapped_column(default=False)
    #: What must be dug, drilled or broken: told before (7.1).
    werkzaamheden: Mapped[str | None] = mapped_column(Text)
    offerte_op: Mapped[datetime | None]
    werkgever_centen: Mapped[CentenKolom | None]
    werknemer_centen: Mapped[CentenKolom | None]
    te_beslissen_centen: Mapped[CentenKolom | None]
    #: The driver's written consent, without which nothing is placed (7.3).
    toestemming_op: Mapped[datetime | None]
    geplaatst_op: Mapped[date | None]
    #: The own charge card, which the reader on the charger knows.
    pasnummer: Mapped[str | None] = mapped_column(String(30))
    beeindigd_op: Mapped[date | None]
    bestemming: Mapped[Bestemming | None] = mapped_column(keuzelijst(Bestemming))
    motivering: Mapped[str | None] = mapped_column(Text)
    #: What the calculation was asked and answered last: at the quote, and at the end.
    invoer: Mapped[dict[str, Any] | None]
    uitkomst: Mapped[dict[str, Any] | None]
    uitleg: Mapped[list[Any] | None]


class Laadverplaatsing(Tabel):
    """A charger that was moved, and who paid for it (7.3.3)."""

    __tablename__ = "om_laadverplaatsing"
    __table_args__ = (UniqueConstraint("laadpunt_id", "dag"), Index(None, "medewerker_id"))

    id: Mapped[Sleutelnummer]
    laadpunt_id: Mapped[int] = mapped_column(ForeignKey("om_laadpunt.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    dag: Mapped[date]
    wegens_verhuizing: Mapped[bool]
    op_kosten_werkgever: Mapped[bool]
    invoer: Mapped[dict[str, Any]]
    uitkomst: Mapped[dict[str, Any]]
    uitleg: Mapped[list[Any]]
    vastgelegd_op: Mapped[datetime]
    vastgelegd_door: Mapped[int | None] = mapped_column(BigInteger)


class Laadtransactie(Tabel):
    """Once charging at home, with the own card and the own car: no other is stored (7.1)."""

    __tablename__ = "om_laadtransactie"
    __table_args__ = (
        UniqueConstraint("referentie"),
        Index(None, "medewerker_id", "dag"),
        CheckConstraint("duizendsten > 0", name="kwh"),
    )

    id: Mapped[Sleutelnummer]
    laadpunt_id: Mapped[int] = mapped_column(ForeignKey("om_laadpunt.id"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The number that the supplier gave it.
    referentie: Mapped[str] = mapped_column(String(60))
    dag: Mapped[date]
    #: Thousandths of a kWh.
    duizendsten: Mapped[int]
    vastgelegd_op: Mapped[datetime]


TABELLEN: tuple[type[Tabel], ...] = (Kostenpost, Laadpunt, Laadverplaatsing, Laadtransactie)
