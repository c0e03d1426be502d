# SPDX-License-Identifier: EUPL-1.2
"""Which claims deserve a look before they are approved, and why: the odd ones stand on top of the worklist."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from plugins.jio.consignatie.models import Bezwaar, Declaratie, Deelreden, Dienst, Dienstdeel
from plugins.jio.consignatie.procedure import Declaratiestatus


class Opvallend(StrEnum):
    """Why a claim is not what claims usually are, the weightiest first."""

    KLOPT_NIET = "klopt_niet"
    BEZWAAR = "bezwaar"
    ZONDER_AANWIJZING = "zonder_aanwijzing"
    GERUILD = "geruild"
    VERVANGEN = "vervangen"
    GESPLITST = "gesplitst"
    ANDERS_DAN_VORIGE = "anders_dan_vorige"


_DOOR_RUIL = frozenset({Deelreden.RUIL})
_DOOR_UITVAL = frozenset(
    {Deelreden.ZIEKTE_DAGDIENST, Deelreden.ZIEKTE_TIJDENS_DIENST, Deelreden.VERLOF, Deelreden.HERSTEL}
)


def opvallend(s: Session, claims: Sequence[Declaratie]) -> dict[int, tuple[Opvallend, ...]]:
    """Return for every claim what is odd about it, in three queries for any number of claims."""
    redenen: dict[int, set[str]] = {}
    mensen: dict[int, set[int]] = {}
    for dienst_id, wie, reden in s.execute(
        select(Dienstdeel.dienst_id, Dienstdeel.medewerker_id, Dienstdeel.reden).where(
            Dienstdeel.dienst_id.in_({claim.dienst_id for claim in claims}), Dienstdeel.vervallen_op.is_(None)
        )
    ):
        redenen.setdefault(dienst_id, set()).add(reden)
        mensen.setdefault(dienst_id, set()).add(wie)
    bezwaren = set(
        s.scalars(select(Bezwaar.declaratie_id).where(Bezwaar.declaratie_id.in_([claim.id for claim in claims])))
    )
    vorige = _vorige_minuten(s, claims)
    uit = {}
    for claim in claims:
        geldt = {
            Opvallend.KLOPT_NIET: not claim.akkoord,
            Opvallend.BEZWAAR: claim.status is Declaratiestatus.BEZWAAR or claim.id in bezwaren,
            Opvallend.ZONDER_AANWIJZING: claim.minuten_zonder_aanwijzing > 0,
            Opvallend.GERUILD: bool(redenen.get(claim.dienst_id, set()) & _DOOR_RUIL),
            Opvallend.VERVANGEN: bool(redenen.get(claim.dienst_id, set()) & _DOOR_UITVAL),
            Opvallend.GESPLITST: len(mensen.get(claim.dienst_id, ())) > 1,
            Opvallend.ANDERS_DAN_VORIGE: vorige.get(claim.id, claim.minuten) != claim.minuten,
        }
        uit[claim.id] = tuple(soort for soort, waar in geldt.items() if waar)
    return uit


def _vorige_minuten(s: Session, claims: Sequence[Declaratie]) -> dict[int, int]:
    """Return the minutes of each person's claim of the same kind before this one, by claim."""
    eerder, eerdere_dienst, dienst = aliased(Declaratie), aliased(Dienst), aliased(Dienst)
    rijen = s.execute(
        select(Declaratie.id, eerder.minuten)
        .join(dienst, dienst.id == Declaratie.dienst_id)
        .join(
            eerder,
            (eerder.medewerker_id == Declaratie.medewerker_id)
            & (eerder.soort == Declaratie.soort)
            & eerder.vervallen_op.is_(None),
        )
        .join(eerdere_dienst, eerdere_dienst.id == eerder.dienst_id)
        .where(Declaratie.id.in_([claim.id for claim in claims]), eerdere_dienst.begin < dienst.begin)
        .order_by(eerdere_dienst.begin)
    )
    return {claim_id: minuten for claim_id, minuten in rijen}  # noqa: C416 - the last one of each claim counts
