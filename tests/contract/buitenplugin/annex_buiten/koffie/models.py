# SPDX-License-Identifier: EUPL-1.2
"""The table of cups, and what somebody may see of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.storage.tables import Sleutelnummer, Tabel


class Kopje(Tabel):
    """A cup that somebody had."""

    __tablename__ = "buiten_kopje"

    id: Mapped[Sleutelnummer]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("core_medewerker.id"))
    dag: Mapped[date]


def van_persoon(s: Session, medewerker_id: int) -> Sequence[dict[str, Any]]:
    """Return the cups of one person."""
    return [{"dag": kopje.dag} for kopje in s.scalars(select(Kopje).where(Kopje.medewerker_id == medewerker_id))]
