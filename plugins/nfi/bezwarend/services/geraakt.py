# SPDX-License-Identifier: EUPL-1.2
"""Who is touched by a row of a list or a workplace, so that their months are calculated again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.ledger.merken import markeer_alle
from core.ledger.run import eis_periode
from core.people.opzoeken import loopt_in
from core.rules import Geweigerd
from plugins.nfi.bezwarend.models import Functiekoppeling, Functieplaatsing, Rolplaatsing, Toekenning
from plugins.nfi.bezwarend.services.feiten import lees_lijsten
from plugins.nfi.policy import EENHEID


def met_codes(s: Session, codes: Collection[str], van: date, tot_en_met: date | None) -> set[int]:
    """Return who has one of these functions or roles on some day of a period."""
    functies = select(Functiekoppeling.functienaam).where(
        Functiekoppeling.code.in_(codes),
        Functiekoppeling.vervallen_op.is_(None),
        loopt_in(Functiekoppeling.van, Functiekoppeling.tot_en_met, van, tot_en_met),
    )
    namen = {naam.casefold() for naam in s.scalars(functies)}
    return met_functienaam(s, namen, van, tot_en_met) | met_rol(s, codes, van, tot_en_met)


def met_functienaam(s: Session, namen: Collection[str], van: date, tot_en_met: date | None) -> set[int]:
    """Return who has a function that HR calls so, in small letters, on some day of a period."""
    vraag = select(Functieplaatsing.medewerker_id, Functieplaatsing.functienaam).where(
        Functieplaatsing.vervallen_op.is_(None),
        loopt_in(Functieplaatsing.van, Functieplaatsing.tot_en_met, van, tot_en_met),
    )
    return {rij.medewerker_id for rij in s.execute(vraag) if rij.functienaam.casefold() in namen}


def met_rol(s: Session, codes: Collection[str], van: date, tot_en_met: date | None) -> set[int]:
    """Return who has one of these roles on some day of a period."""
    vraag = select(Rolplaatsing.medewerker_id).where(
        Rolplaatsing.rol.in_(codes),
        Rolplaatsing.vervallen_op.is_(None),
        loopt_in(Rolplaatsing.van, Rolplaatsing.tot_en_met, van, tot_en_met),
    )
    return set(s.scalars(vraag))


def op_werkplek(s: Session, werkplek: str) -> dict[int, tuple[date, date]]:
    """Return who has a row whose noise is measured at a workplace, with the first and last day of that."""
    uit: dict[int, tuple[date, date]] = {}
    lijsten = lees_lijsten(s)
    for lijst in lijsten.lijsten:
        codes = [rij.code for rij in lijst.rijen if rij.lawaai and rij.werkplek == werkplek]
        einde = max(lijst.tot_en_met, lijsten.verlengd.get(lijst.naam, lijst.tot_en_met))
        for wie in met_codes(s, codes, lijst.van, einde) if codes else ():
            _rek_op(uit, wie, lijst.van, einde)
    vraag = select(Toekenning.medewerker_id, Toekenning.van, Toekenning.tot_en_met).where(
        Toekenning.werkplek == werkplek, Toekenning.vervallen_op.is_(None)
    )
    for wie, van, tot in s.execute(vraag):
        _rek_op(uit, wie, van, tot)
    return uit


def _rek_op(uit: dict[int, tuple[date, date]], wie: int, van: date, tot: date) -> None:
    eerder = uit.get(wie, (van, tot))
    uit[wie] = (min(van, eerder[0]), max(tot, eerder[1]))


def herreken(s: Session, ctx: Context, vanaf: str | None, medewerker_ids: Collection[int], tot_en_met: date) -> int:
    """Mark these people from a month ``YYYY-MM`` on, as HR chose; return how many months of people. None marks nobody.

    Raises ``Geweigerd`` for a month that has not begun.
    """
    if vanaf is None:
        return 0
    try:
        eis_periode(vanaf, ctx.vandaag)
    except Geweigerd as fout:
        raise Geweigerd("herreken_vanaf", fout.reden) from fout
    laatste = min(tot_en_met, plus_maanden(ctx.vandaag, 1))
    maand, paren = date.fromisoformat(f"{vanaf}-01"), []
    while maand <= laatste:
        paren += [(f"{maand:%Y-%m}", wie) for wie in medewerker_ids]
        maand = plus_maanden(maand, 1)
    markeer_alle(s, EENHEID, paren)
    return len(paren)
