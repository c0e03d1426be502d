# SPDX-License-Identifier: EUPL-1.2
"""What stands behind a posting of the on-call allowance: duty, hand-overs, swap, claim and letter (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.contributions import Feitdeel, Feitverhaal
from core.people.models import Account, Medewerker, Team
from core.rules.uitleg import toon
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.maandbron import feit_van_dienst
from plugins.jio.consignatie.models import (
    Aanwijzing,
    Consignatieteam,
    Declaratie,
    Dienst,
    Dienstdeel,
    Ruil,
    Ruildeel,
    Stap,
)
from plugins.jio.consignatie.procedure import REGELING, Ruilstatus
from plugins.jio.consignatie.services.overzicht.ruilen import Ruilbeeld, ruilbeelden

_BEGIN = feit_van_dienst(0).removesuffix("0")


def vertel(s: Session, feit: str, medewerker_id: int) -> Sequence[Feitdeel]:
    """Return the records behind the fact of a posting, in five queries; nothing for a fact of another kind.

    Who may see the posting may see these: that was asked before.
    """
    nummer = feit.removeprefix(_BEGIN)
    if nummer == feit or not nummer.isdecimal():
        return ()
    dienst_id = int(nummer)
    rij = s.execute(
        select(Dienst, Team.naam, Consignatieteam.discipline)
        .join(Team, Team.id == Dienst.team_id)
        .join(Consignatieteam, Consignatieteam.team_id == Dienst.team_id)
        .where(Dienst.id == dienst_id)
    ).first()
    if rij is None:
        return ()
    return (
        _dienst(*rij),
        *_delen(s, dienst_id),
        *_ruilen(s, dienst_id, medewerker_id),
        *_declaraties(s, dienst_id, medewerker_id),
        *_brieven(s, medewerker_id),
    )


FEITVERHAAL = Feitverhaal(REGELING, vertel)


def _dienst(dienst: Dienst, teamnaam: str, discipline: str) -> Feitdeel:
    return Feitdeel(
        f"Dienst van {toon('dag', dienst.dinsdag)}",
        (
            ("Team", f"{teamnaam}, {discipline}"),
            ("Van", _moment(dienst.begin)),
            ("Tot", _moment(dienst.einde)),
            ("Consignatietijd", f"{dienst.uren} uur"),
        ),
        (policy.DIENST, dienst.id),
        "jio_diensten.toon",
        {"dienst": dienst.id},
    )


def _delen(s: Session, dienst_id: int) -> Iterator[Feitdeel]:
    """Tell who performs what, and what was recorded before and no longer holds."""
    for deel, naam, door in s.execute(
        select(Dienstdeel, Medewerker.naam, Account.weergavenaam)
        .join(Medewerker, Medewerker.id == Dienstdeel.medewerker_id)
        .outerjoin(Account, Account.id == Dienstdeel.vastgelegd_door)
        .where(Dienstdeel.dienst_id == dienst_id)
        .order_by(Dienstdeel.vastgelegd_op, Dienstdeel.van, Dienstdeel.id)
    ):
        yield Feitdeel(
            f"Uitgevoerd door {naam}" if deel.vervallen_op is None else f"Eerder op naam van {naam}",
            (
                ("Van", _moment(deel.van)),
                ("Tot", _moment(deel.tot)),
                ("Reden", str(deel.reden).replace("_", " ")),
                ("Vastgelegd", f"{_moment(deel.vastgelegd_op)}, {door or 'Annex'}"),
                *([("Vervallen", _moment(deel.vervallen_op))] if deel.vervallen_op else []),
            ),
        )


def _ruilen(s: Session, dienst_id: int, medewerker_id: int) -> Iterator[Feitdeel]:
    betrokken = or_(Ruil.aanbieder_id == medewerker_id, Ruil.overnemer_id == medewerker_id)
    in_dienst = Ruil.id.in_(select(Ruildeel.ruil_id).where(Ruildeel.dienst_id == dienst_id))
    for ruil in ruilbeelden(s, and_(in_dienst, betrokken, Ruil.status == Ruilstatus.VASTGELEGD)):
        yield Feitdeel(
            f"Ruil {ruil.id}",
            _ruilgegevens(ruil),
            (policy.RUIL, ruil.id),
            "jio_ruilen.toon",
            {"ruil": ruil.id},
        )


def _ruilgegevens(ruil: Ruilbeeld) -> tuple[tuple[str, str], ...]:
    return (
        ("Van", ruil.aanbieder),
        ("Aan", ruil.overnemer or ""),
        ("Deel", f"{_moment(ruil.heen.van)} tot {_moment(ruil.heen.tot)}"),
        ("Terug", f"{_moment(ruil.terug.van)} tot {_moment(ruil.terug.tot)}" if ruil.terug else "niets"),
        ("Vastgelegd", _moment(ruil.vastgelegd_op) if ruil.vastgelegd_op else ""),
    )


def _declaraties(s: Session, dienst_id: int, medewerker_id: int) -> Iterator[Feitdeel]:
    rijen: Iterable[Any] = s.execute(
        select(Declaratie, Stap, Account.weergavenaam)
        .outerjoin(
            Stap,
            and_(Stap.soort == policy.DECLARATIE, Stap.object_id == Declaratie.id, Stap.stap == "keur_goed"),
        )
        .outerjoin(Account, Account.id == Stap.account_id)
        .where(Declaratie.dienst_id == dienst_id, Declaratie.medewerker_id == medewerker_id)
        .order_by(Declaratie.id)
    ).all()
    for claim, stap, door in rijen:
        yield Feitdeel(
            f"Declaratie {claim.id}, {claim.soort}",
            (
                ("Stand", str(claim.status)),
                ("Tijd", f"{claim.minuten} minuten"),
                ("Klaargezet", _moment(claim.klaargezet_op)),
                *([("Goedgekeurd", f"{_moment(stap.op)}, {door or 'onbekend'}")] if stap is not None else []),
            ),
            (policy.DECLARATIE, claim.id),
            "jio_declaraties.toon",
            {"declaratie": claim.id},
        )


def _brieven(s: Session, medewerker_id: int) -> Iterator[Feitdeel]:
    for brief in s.scalars(
        select(Aanwijzing).where(Aanwijzing.medewerker_id == medewerker_id).order_by(Aanwijzing.per)
    ):
        yield Feitdeel(
            "Aanwijzingsbrief",
            (
                ("Geldt vanaf", toon("dag", brief.per)),
                ("Getekend op", toon("dag", brief.getekend_op) if brief.getekend_op else "niet getekend"),
                *([("Ingetrokken per", toon("dag", brief.ingetrokken_per))] if brief.ingetrokken_per else []),
            ),
            (policy.AANWIJZING, brief.id),
        )


def _moment(op: datetime) -> str:
    return toon("op", op)
