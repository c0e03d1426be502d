# SPDX-License-Identifier: EUPL-1.2
"""The only place that opens a transaction."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from core.context import Context
from core.people.models import Dienstverband
from core.people.policy import Doel

from .models import Kopje


def aantal(ctx: Context) -> int:
    """Return how many cups were had. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel("buiten.kopje", eenheid="buiten"))
    with ctx.database.lezen() as s:
        return s.scalar(select(func.count()).select_from(Kopje)) or 0


def wie(ctx: Context) -> list[str]:
    """Return who works here."""
    with ctx.database.lezen() as s:
        vraag = select(Dienstverband.medewerker_id).where(Dienstverband.eenheid == "buiten")
        return [str(nummer) for nummer in s.scalars(vraag)]


def schenk(ctx: Context, dag: date, medewerker: str) -> None:
    """Give somebody the cup of a day, once."""
    with ctx.database.transactie() as s:
        nummer = int(medewerker)
        if s.scalar(select(Kopje.id).where(Kopje.medewerker_id == nummer, Kopje.dag == dag)) is None:
            s.add(Kopje(medewerker_id=nummer, dag=dag))
