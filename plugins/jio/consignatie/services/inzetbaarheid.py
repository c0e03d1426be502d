# SPDX-License-Identifier: EUPL-1.2
"""May somebody be rostered: loads what the rule asks, in bulk, and asks it (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, literal, select, union_all
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Afwezigheid, Afwezigheidssoort, Medewerker
from core.people.opzoeken import loopt_in
from core.rules import GEEN_UITLEG, Parameters, Parameterset
from plugins.jio.consignatie import policy
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

_PAS, _ONTHEFFING = "pas", "ontheffing"


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
    """Load what rostering asks about people for the duties of a window, in two queries for any number of them."""
    perioden: dict[str, dict[int, tuple[Periode, ...]]] = {}
    rijen: Iterable[Any] = s.execute(
        union_all(
            *(
                select(literal(naam), tabel.medewerker_id, tabel.van, tabel.tot_en_met).where(
                    tabel.medewerker_id.in_(medewerker_ids), tabel.ingetrokken_op.is_(None)
                )
                for naam, tabel in ((_PAS, Pas), (_ONTHEFFING, Ontheffingsrij))
            ),
            select(Afwezigheid.soort, Afwezigheid.medewerker_id, Afwezigheid.van, Afwezigheid.tot_en_met).where(
                Afwezigheid.medewerker_id.in_(medewerker_ids),
                Afwezigheid.ingetrokken_op.is_(None),
                loopt_in(Afwezigheid.van, Afwezigheid.tot_en_met, van, tot_en_met + NABIJ),
            ),
        )
    )
    for soort, wie, eerste, laatste in rijen:
        per_persoon = perioden.setdefault(soort, {})
        per_persoon[wie] = (*per_persoon.get(wie, ()), Periode(eerste, laatste))
    mensen: dict[int, tuple[str, date]] = {}
    diensten: dict[int, set[date]] = {}
    for wie, naam, geboortedatum, dinsdag in s.execute(
        select(Medewerker.id, Medewerker.naam, Medewerker.geboortedatum, Dienst.dinsdag)
        .outerjoin(Dienstdeel, and_(Dienstdeel.medewerker_id == Medewerker.id, Dienstdeel.vervallen_op.is_(None)))
        .outerjoin(
            Dienst, and_(Dienst.id == Dienstdeel.dienst_id, Dienst.dinsdag.between(van - NABIJ, tot_en_met + NABIJ))
        )
        .where(Medewerker.id.in_(medewerker_ids))
    ):
        mensen[wie] = (naam, geboortedatum)
        diensten.setdefault(wie, set()).update([dinsdag] if dinsdag else [])
    return {
        wie: Inzetfeiten(
            wie,
            naam,
            geboortedatum,
            pas=perioden.get(_PAS, {}).get(wie, ()),
            ontheffingen=perioden.get(_ONTHEFFING, {}).get(wie, ()),
            verlof=perioden.get(Afwezigheidssoort.VERLOF, {}).get(wie, ()),
            ziekte=perioden.get(Afwezigheidssoort.ZIEKTE, {}).get(wie, ()),
            diensten=frozenset(diensten[wie]),
        )
        for wie, (naam, geboortedatum) in mensen.items()
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


def mag_belemmeringen_zien(ctx: Context, medewerker_id: int, team_id: int) -> bool:
    """Tell whether the actor may read why somebody cannot serve: one's own obstacles, or as who makes the roster.

    Leave, absence, PAS and an exemption are between the person and whoever makes the roster or arranges replacements.
    """
    return (
        medewerker_id == ctx.actor.medewerker_id
        or ctx.mag("regel", policy.doel(policy.VERVANGING, team_id=team_id))
        or ctx.mag("bekijk_concept", policy.doel(policy.ROOSTER, team_id=team_id))
    )


def zichtbaar(
    ctx: Context, belemmeringen: Iterable[Belemmering], medewerker_id: int, team_id: int
) -> tuple[Belemmering, ...]:
    """Return the obstacles of somebody that the actor may read; how often somebody serves everybody may count."""
    alles = mag_belemmeringen_zien(ctx, medewerker_id, team_id)
    return tuple(soort for soort in belemmeringen if alles or soort in ALLEEN_WAARSCHUWING)


def bezwaren(uitkomst: Inzetbaarheid) -> tuple[Belemmering, ...]:
    """Return the obstacles that refuse; the Arbeidstijdenwet only warns."""
    return tuple(soort for soort in uitkomst.belemmeringen if soort not in ALLEEN_WAARSCHUWING)
