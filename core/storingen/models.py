# SPDX-License-Identifier: EUPL-1.2
"""The table of faults of plugins: which part fails since when. What somebody was doing then is not in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.storage.tables import EenheidKolom, Tabel


class Pluginstoring(Tabel):
    """A hook of a unit that failed at run time; one row however often."""

    __tablename__ = "core_pluginstoring"

    eenheid: Mapped[EenheidKolom] = mapped_column(primary_key=True)
    haak: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: The kind of exception and the place in the code, never its message: that could be about a person.
    fout: Mapped[str] = mapped_column(String(200))
    eerste_op: Mapped[datetime]
    laatste_op: Mapped[datetime]
