# SPDX-License-Identifier: EUPL-1.2
"""Tables of scenarios. Nothing of the ledger refers to them, and nothing is paid from them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import CentenKolom, EenheidKolom, Sleutelnummer, Tabel, keuzelijst


class Scenariostatus(StrEnum):
    """How far a scenario is."""

    CONCEPT = "concept"
    """Its figures may change; there is no outcome, or it was taken away with a change."""
    WACHT = "wacht"
    """Too large to wait for: the job takes it up."""
    BEZIG = "bezig"
    KLAAR = "klaar"
    MISLUKT = "mislukt"


class Scenario(Tabel):
    """A question of HR: what would these months come to for these units with other figures."""

    __tablename__ = "core_scenario"

    id: Mapped[Sleutelnummer]
    naam: Mapped[str] = mapped_column(String(120))
    #: Ids of units, in alphabetical order.
    eenheden: Mapped[list[Any]]
    #: The first and the last month, ``YYYY-MM``.
    van: Mapped[str] = mapped_column(String(7))
    tot_en_met: Mapped[str] = mapped_column(String(7))
    status: Mapped[Scenariostatus] = mapped_column(keuzelijst(Scenariostatus), default=Scenariostatus.CONCEPT)
    eigenaar: Mapped[int] = mapped_column(ForeignKey("core_account.id"))
    gemaakt_op: Mapped[datetime]
    #: Who calculates: each start takes the next number, and whoever holds an older one stops.
    beurt: Mapped[int] = mapped_column(default=0)
    #: When the last calculation began, and how far it is, in parts of people.
    begonnen_op: Mapped[datetime | None]
    gedaan: Mapped[int] = mapped_column(default=0)
    totaal: Mapped[int] = mapped_column(default=0)
    #: The moment as of which facts and figures were read.
    gerekend_op: Mapped[datetime | None]
    #: Why the last calculation stopped.
    fout: Mapped[str | None] = mapped_column(Text)
    #: What a reader must know of the outcome (``uitkomst.Bevindingen``); empty while there is none.
    bevindingen: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Scenariowaarde(Tabel):
    """One figure of a scenario: from a day on, until the next value that is known already."""

    __tablename__ = "core_scenariowaarde"
    __table_args__ = (UniqueConstraint("scenario_id", "sleutel", "vanaf"),)

    id: Mapped[Sleutelnummer]
    scenario_id: Mapped[int] = mapped_column(ForeignKey("core_scenario.id", ondelete="CASCADE"))
    #: The canonical key.
    sleutel: Mapped[str] = mapped_column(String(120))
    #: As in a parameter file.
    waarde: Mapped[str] = mapped_column(Text)
    vanaf: Mapped[date]


class Scenariomaand(Tabel):
    """What one unit gets in one month, as it is and with the figures of the scenario."""

    __tablename__ = "core_scenariomaand"
    __table_args__ = (UniqueConstraint("scenario_id", "eenheid", "periode"),)

    id: Mapped[Sleutelnummer]
    scenario_id: Mapped[int] = mapped_column(ForeignKey("core_scenario.id", ondelete="CASCADE"))
    eenheid: Mapped[EenheidKolom]
    periode: Mapped[str] = mapped_column(String(7))
    oud_centen: Mapped[CentenKolom]
    nieuw_centen: Mapped[CentenKolom]
    #: The old amounts stand in the ledger; false where nothing was booked, or other figures hold since.
    geboekt: Mapped[bool]


class Scenariopersoon(Tabel):
    """What one person gets from one unit over all months of a scenario."""

    __tablename__ = "core_scenariopersoon"
    __table_args__ = (UniqueConstraint("scenario_id", "eenheid", "medewerker_id"), Index(None, "medewerker_id"))

    id: Mapped[Sleutelnummer]
    scenario_id: Mapped[int] = mapped_column(ForeignKey("core_scenario.id", ondelete="CASCADE"))
    eenheid: Mapped[EenheidKolom]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    #: The salary scale on the last day, which stands for the function; 0 where none is known.
    schaal: Mapped[int]
    oud_centen: Mapped[CentenKolom]
    nieuw_centen: Mapped[CentenKolom]
    #: New minus old of every month of the scenario, in cents, in their order.
    verschillen: Mapped[list[Any]]
    #: In how many months a fact could not be calculated; the old amount of such a fact counts as the new one.
    niet_berekend: Mapped[int]
    op: Mapped[datetime]
