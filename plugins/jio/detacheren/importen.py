# SPDX-License-Identifier: EUPL-1.2
"""Secondments from a CSV file. Reading it again changes nothing; a later file can add a last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.contributions import Importtype
from core.people.models import Medewerker
from core.rules import Geweigerd
from core.rules.boom import Tekst
from core.rules.invoer import lees
from plugins.jio.consignatie.policy import doel
from plugins.jio.detacheren import policy
from plugins.jio.detacheren.models import Gedetacheerd
from plugins.jio.detacheren.services.register import voeg_toe, zet_einde

T = TypeVar("T")
Rij = Mapping[str, str]


@dataclass(frozen=True)
class Detacheringinvoer:
    """A secondment."""

    medewerker_id: int
    functie: str
    van: date
    tot_en_met: date | None
    project_of_programma: bool


def _controleer(s: Session, rij: Rij) -> Detacheringinvoer:
    nummer = rij["personeelsnummer"].strip()
    medewerker_id = s.scalar(select(Medewerker.id).where(Medewerker.personeelsnummer == nummer))
    if medewerker_id is None:
        raise Geweigerd("personeelsnummer", "dit personeelsnummer is niet bekend")
    project = {"ja": True, "nee": False}.get(rij["project_of_programma"].strip())
    if project is None:
        raise Geweigerd("project_of_programma", "schrijf ja of nee")
    van = _waarde(date, rij, "van")
    tot_en_met = _waarde(date, rij, "tot_en_met") if rij["tot_en_met"].strip() else None
    if tot_en_met is not None and tot_en_met < van:
        raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
    if not rij["functie"].strip():
        raise Geweigerd("functie", "vul de functiecode in; zonder functie begint het tellen niet")
    return Detacheringinvoer(medewerker_id, rij["functie"].strip(), van, tot_en_met, project)


def _verwerk(ctx: Context, s: Session, waarden: Sequence[Detacheringinvoer]) -> int:
    ctx.eis("importeer", doel(policy.DETACHERING))
    anders = 0
    for invoer in sorted(waarden, key=lambda invoer: (invoer.medewerker_id, invoer.van)):
        rij = s.scalar(
            select(Gedetacheerd).where(
                Gedetacheerd.medewerker_id == invoer.medewerker_id,
                Gedetacheerd.van == invoer.van,
                Gedetacheerd.vervallen_op.is_(None),
            )
        )
        if rij is None:
            voeg_toe(
                s,
                ctx,
                invoer.medewerker_id,
                invoer.functie,
                invoer.van,
                invoer.tot_en_met,
                project_of_programma=invoer.project_of_programma,
            )
            anders += 1
            continue
        # What stands there stays: a file can add a last day, not put another function or end in its place.
        if (rij.functie, rij.project_of_programma) != (invoer.functie, invoer.project_of_programma) or (
            rij.tot_en_met is not None and rij.tot_en_met != invoer.tot_en_met
        ):
            raise Geweigerd("van", f"de detachering vanaf {invoer.van.isoformat()} staat er al met andere gegevens")
        if rij.tot_en_met != invoer.tot_en_met and invoer.tot_en_met is not None:
            zet_einde(s, ctx, rij, invoer.tot_en_met)
            anders += 1
    return anders


def _waarde(soort: type[T], rij: Rij, kolom: str) -> T:
    return lees(soort, Tekst(rij[kolom].strip()), kolom)


IMPORTEN = (
    Importtype(
        "jio.detacheringen",
        "Detacheringen bij JIO",
        ("personeelsnummer", "functie", "van", "tot_en_met", "project_of_programma"),
        _controleer,
        _verwerk,
        policy.DETACHERING,
    ),
)
