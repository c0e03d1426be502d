# SPDX-License-Identifier: EUPL-1.2
"""May somebody be rostered: loads what the rule asks, in bulk, and asks it (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.people.models import Afwezigheidssoort, Medewerker
from core.people.opzoeken import afwezigheden
from core.rules import GEEN_UITLEG, Parameters, Parameterset
from plugins.jio.consignatie.models import Dienst, Dienstdeel, Pas
from plugins.jio.consignatie.models import Ontheffing as Ontheffingsrij
from plugins.jio.consignatie.rules.inzetbaar import (
    MAXIMUM_PER_28,
    Belemmering,
    Inzetbaarheid,
    Inzetvraag,
    Ontheffing,
    Ontheffingsgrond,
    Periode,
    inzetbaar,
)

#: The limit of the Arbeidstijdenwet is not verified: it is always shown, and never refuses by itself.
ALLEEN_WAARSCHUWING = frozenset({Belemmering.ARBEIDSTIJDEN})
#: Duties this near can fall in the same 28 days; an absence this near can touch a duty.
NABIJ = timedelta(days=56)


@dataclass(frozen=True)
class Inzetfeiten:
    """What is known of one person, as far as a roster may know it."""

    medewerker_id: int
    naam: str
    geboortedatum: date
    pas: tuple[Periode, ...]
    ontheffingen: tuple[Periode, ...]
    verlof: tuple[Periode, ...]
    ziekte: tuple[Periode, ...]
    #: The Tuesdays of the duties of which the person performs a piece.
    diensten: frozenset[date]


def inzetfeiten(s: Session, medewerker_ids: Collection[int], van: date, tot_en_met: date) -> dict[int, Inzetfeiten]:
    """Load what rostering asks about people for the duties of a window, in five queries for any number of them."""
    pas, ontheffingen = (
        _perioden(
            s.execute(
                select(soort.medewerker_id, soort.van, soort.tot_en_met).where(
                    soort.medewerker_id.in_(medewerker_ids), soort.ingetrokken_op.is_(None)
                )
            )
        )
        for soort in (Pas, Ontheffingsrij)
    )
    weg: dict[str, list[tuple[int, date, date | None]]] = {soort: [] for soort in Afwezigheidssoort}
    for rij in afwezigheden(s, medewerker_ids, van, tot_en_met + NABIJ):
        weg[rij.soort].append((rij.medewerker_id, rij.van, rij.tot_en_met))
    verlof, ziekte = _perioden(weg[Afwezigheidssoort.VERLOF]), _perioden(weg[Afwezigheidssoort.ZIEKTE])
    diensten: dict[int, set[date]] = {}
    for medewerker_id, dinsdag in s.execute(
        select(Dienstdeel.medewerker_id, Dienst.dinsdag)
        .join(Dienst, Dienst.id == Dienstdeel.dienst_id)
        .where(
            Dienstdeel.medewerker_id.in_(medewerker_ids),
            Dienstdeel.vervallen_op.is_(None),
            Dienst.dinsdag.between(van - NABIJ, tot_en_met + NABIJ),
        )
    ):
        diensten.setdefault(medewerker_id, set()).add(dinsdag)
    return {
        rij.id: Inzetfeiten(
            rij.id,
            rij.naam,
            rij.geboortedatum,
            pas.get(rij.id, ()),
            ontheffingen.get(rij.id, ()),
            verlof.get(rij.id, ()),
            ziekte.get(rij.id, ()),
            frozenset(diensten.get(rij.id, ())),
        )
        for rij in s.execute(
            select(Medewerker.id, Medewerker.naam, Medewerker.geboortedatum).where(Medewerker.id.in_(medewerker_ids))
        )
    }


def toets(feiten: Inzetfeiten, dinsdag: date, parameters: Parameterset, diensten: Iterable[date]) -> Inzetbaarheid:
    """Ask JIO-CONS/inzetbaar, with the other duties that the person would have.

    Where no limit of the Arbeidstijdenwet is installed the answer says ``arbeidstijden_getoetst`` False: "niet
    getoetst" is shown, never taken for good.
    """
    andere: tuple[date, ...] | None = tuple(sorted(set(diensten) - {dinsdag}))
    if parameters.zoek(MAXIMUM_PER_28, dinsdag) is None:
        andere = None
    vraag = Inzetvraag(
        start=dinsdag,
        geboortedatum=feiten.geboortedatum,
        pas_regeling=feiten.pas,
        # The ground is not kept; the rule asks for one and never shows it.
        ontheffingen=tuple(
            Ontheffing(periode.van, periode.tot_en_met, grond=Ontheffingsgrond.DIRECTIE)
            for periode in feiten.ontheffingen
        ),
        verlof=feiten.verlof,
        ziekte=feiten.ziekte,
        andere_diensten=andere,
    )
    uitkomst: Inzetbaarheid = inzetbaar.functie(vraag, Parameters(parameters), GEEN_UITLEG)
    return uitkomst


def bezwaren(uitkomst: Inzetbaarheid) -> tuple[Belemmering, ...]:
    """Return the obstacles that refuse; the Arbeidstijdenwet only warns."""
    return tuple(soort for soort in uitkomst.belemmeringen if soort not in ALLEEN_WAARSCHUWING)


def _perioden(rijen: Iterable[tuple[int, date, date | None]]) -> dict[int, tuple[Periode, ...]]:
    uit: dict[int, tuple[Periode, ...]] = {}
    for medewerker_id, van, tot_en_met in rijen:
        uit[medewerker_id] = (*uit.get(medewerker_id, ()), Periode(van, tot_en_met))
    return uit
