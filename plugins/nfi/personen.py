# SPDX-License-Identifier: EUPL-1.2
"""People of the NFI: by personnel number, by name, and which months change when something about them does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.bulk import een_van
from core.people.merken import Geraakt, merk
from core.people.models import Dienstverband, Medewerker
from core.people.policy import Doel
from core.rules import Geweigerd
from plugins.nfi.policy import EENHEID

MEESTE_TEKENS = 2_000

_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}")


def medewerker_van_nummer(s: Session, personeelsnummer: str) -> int:
    """Return who works or worked at the NFI under a number. Raises ``Geweigerd``."""
    nummer = personeelsnummer.strip()
    if not nummer:
        raise Geweigerd("personeelsnummer", "vul het personeelsnummer in")
    gevonden = s.scalar(
        select(Medewerker.id)
        .join(Dienstverband, Dienstverband.medewerker_id == Medewerker.id)
        .where(Medewerker.personeelsnummer == nummer, Dienstverband.eenheid == EENHEID)
        .limit(1)
    )
    if gevonden is None:
        raise Geweigerd("personeelsnummer", "dit nummer is van niemand bij het NFI")
    return gevonden


def namen(s: Session, medewerker_ids: Collection[int]) -> dict[int, str]:
    """Return the names of these people."""
    vraag = select(Medewerker.id, Medewerker.naam).where(een_van(s, Medewerker.id, list(medewerker_ids)))
    return {rij.id: rij.naam for rij in s.execute(vraag)}


def vergrendel_persoon(s: Session, medewerker_id: int) -> None:
    """Lock a person, so that two who change the same at once do it one after the other."""
    s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())


def merk_maanden(
    s: Session, ctx: Context, medewerker_ids: Iterable[int], van: date, tot_en_met: date | None = None
) -> None:
    """Mark these people in every month that the days touch, in the caller's transaction."""
    merk(s, ctx, [Geraakt(EENHEID, wie, van, tot_en_met) for wie in sorted(set(medewerker_ids))])


def eis_niet_zelf(ctx: Context, medewerker_id: int) -> None:
    """Raise ``Geweigerd`` for somebody who decides about the own pay."""
    if ctx.actor.medewerker_id is not None and ctx.actor.medewerker_id == medewerker_id:
        raise Geweigerd("", "dit gaat over jezelf; een collega van HR doet het")


def lees_tekst(veld: str, tekst: str, langst: int = MEESTE_TEKENS) -> str:
    """Return a text without spaces around it. Raises ``Geweigerd`` for an empty one or one that is too long."""
    ontdaan = " ".join(tekst.split()) if langst <= 300 else tekst.strip()
    if not ontdaan:
        raise Geweigerd(veld, "vul dit in")
    if len(ontdaan) > langst:
        raise Geweigerd(veld, f"schrijf ten hoogste {langst} tekens")
    if _DATUM.fullmatch(ontdaan):
        # A stored input knows a date by its form, so a name cannot look like one.
        raise Geweigerd(veld, "dit is een datum; schrijf een naam of een zin")
    if "\x00" in ontdaan:
        raise Geweigerd(veld, "hier staat een teken dat niet te bewaren is")
    return ontdaan


def eis_periode(van: date, tot_en_met: date | None) -> None:
    """Raise ``Geweigerd`` when a period ends before it begins."""
    if tot_en_met is not None and tot_en_met < van:
        raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")


def nummer_naar_medewerker(ctx: Context, personeelsnummer: str, bij: Doel) -> int:
    """Return who has a personnel number at the NFI, for who may change such things. Raises as ``Context.eis``."""
    ctx.eis("wijzig", bij)
    with ctx.database.lezen() as s:
        return medewerker_van_nummer(s, personeelsnummer)
