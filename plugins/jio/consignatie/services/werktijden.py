# SPDX-License-Identifier: EUPL-1.2
"""Working time of call-outs: what counts (JIO-CONS/werktijd), and what was written in Fortes Change Cloud."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.tijd import lokale_datum
from core.rules import GEEN_UITLEG, Parameters, Parameterset
from plugins.jio.consignatie.models import Fccregel, Oproep
from plugins.jio.consignatie.rules.werktijd import Oproep as Oproeptijd
from plugins.jio.consignatie.rules.werktijd import Oproepen, Werktijd, werktijd

Uitvoering = tuple[int, int]
"""A duty and who performed it, by id."""


def oproepen_die_tellen(s: Session, dienst_ids: Collection[int]) -> dict[Uitvoering, list[Oproep]]:
    """Return the admitted call-outs that have ended, by duty and person, in order."""
    uit: dict[Uitvoering, list[Oproep]] = {}
    for oproep in s.scalars(
        select(Oproep)
        .where(
            Oproep.dienst_id.in_(dienst_ids),
            Oproep.toegelaten,
            Oproep.vervallen_op.is_(None),
            Oproep.einde.is_not(None),
        )
        .order_by(Oproep.begin, Oproep.id)
    ):
        uit.setdefault((oproep.dienst_id, oproep.medewerker_id), []).append(oproep)
    return uit


def gegeven(oproepen: Iterable[Oproep]) -> Oproepen:
    """Return call-outs as the rule asks for them; one that still runs is left out."""
    return Oproepen(
        tuple(Oproeptijd(oproep.begin, oproep.einde, oproep.thuis) for oproep in oproepen if oproep.einde is not None)
    )


def tel(oproepen: Iterable[Oproep], parameters: Parameterset) -> Werktijd:
    """Count the working time of call-outs of one person in one duty (JIO-CONS/werktijd)."""
    uitkomst: Werktijd = werktijd.functie(gegeven(oproepen), Parameters(parameters), GEEN_UITLEG)
    return uitkomst


def fcc_minuten(s: Session, werk: Mapping[Uitvoering, Sequence[Oproep]]) -> dict[Uitvoering, int]:
    """Return the minutes written in Fortes Change Cloud for these call-outs, by duty and person.

    A line belongs to a call-out of the same person and incident, on a day on which it was worked.
    """
    geschreven: dict[tuple[int, str], list[Fccregel]] = {}
    for fcc in s.scalars(
        select(Fccregel).where(
            Fccregel.medewerker_id.in_({medewerker_id for _, medewerker_id in werk}), Fccregel.vervallen_op.is_(None)
        )
    ):
        geschreven.setdefault((fcc.medewerker_id, fcc.incidentnummer), []).append(fcc)
    uit: dict[Uitvoering, int] = {}
    for uitvoering, oproepen in werk.items():
        passend = {
            fcc.id: fcc.minuten
            for oproep in oproepen
            for fcc in geschreven.get((oproep.medewerker_id, oproep.incidentnummer), ())
            if lokale_datum(oproep.begin) <= fcc.dag <= lokale_datum(oproep.thuis or oproep.einde or oproep.begin)
        }
        uit[uitvoering] = sum(passend.values())
    return uit
