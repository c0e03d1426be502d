# SPDX-License-Identifier: EUPL-1.2
"""The private kilometres of a personal car by year, cut where the rate changes (JIO 8.2; CAO Rijk 10.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.bulk import een_van
from core.ledger.merken import markeer
from core.people.policy import GeenToegang
from core.rules import Geweigerd, Parameterset
from core.storage.audit import noteer
from plugins.jio.autoregeling import policy
from plugins.jio.autoregeling.models import Auto, Autogebruik, Autorit, Priveopgave
from plugins.jio.autoregeling.rules.privegebruik import BEDRAG_PER_KILOMETER
from plugins.jio.consignatie.policy import EENHEID, doel


@dataclass(frozen=True)
class Privejaar:
    """What somebody drove privately in a part of a year with one rate; ``deel`` is the first day of that part."""

    medewerker_id: int
    gebruik_id: int
    deel: date
    kilometers: int
    afspraak: bool
    fiscale_waarde_centen: int | None
    #: Only the total of the year is known and the rate changed in it: the split has to be asked.
    te_splitsen: bool = False


def maand_van_afrekening(jaar: int) -> str:
    """Return the month in which a year is settled: the January after it."""
    return f"{jaar + 1}-01"


def geef_jaartotaal_op(ctx: Context, gebruik_id: int, jaar: int, kilometers: int) -> None:
    """Record what a self-registering car reported for a year; a new total replaces the old one.

    Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("lever_af", doel(policy.GEBRUIK))
    if kilometers < 0:
        raise Geweigerd("kilometers", "dit is niet minder dan nul")
    if not 2000 <= jaar < ctx.vandaag.year:
        raise Geweigerd("jaar", "kies een jaar dat voorbij is")
    with ctx.database.transactie() as s:
        rij = s.scalar(select(Autogebruik).where(Autogebruik.id == gebruik_id).with_for_update())
        if rij is None:
            raise GeenToegang("bekijk", policy.GEBRUIK)
        if rij.van is None or rij.van.year > jaar or (rij.tot_en_met is not None and rij.tot_en_met.year < jaar):
            raise Geweigerd("jaar", "in dit jaar had deze medewerker de auto niet")
        if rij.auto_id is None or not s.get_one(Auto, rij.auto_id).elektronisch:
            raise Geweigerd("", "bij deze auto komt het totaal uit de opgeschreven ritten")
        oud = s.scalar(
            select(Priveopgave).where(
                Priveopgave.gebruik_id == gebruik_id, Priveopgave.jaar == jaar, Priveopgave.vervallen_op.is_(None)
            )
        )
        if oud is not None:
            oud.vervallen_op = ctx.nu
            s.flush()
        s.add(
            Priveopgave(
                gebruik_id=gebruik_id,
                jaar=jaar,
                kilometers=kilometers,
                vastgelegd_op=ctx.nu,
                vastgelegd_door=ctx.actor.account_id,
            )
        )
        noteer(s, ctx, "geef_jaartotaal_op", policy.GEBRUIK, gebruik_id, jaar=jaar)
        merk(s, rij, jaar)


def merk(s: Session, rij: Autogebruik, jaar: int) -> None:
    """Mark the month in which a year is settled."""
    markeer(s, EENHEID, maand_van_afrekening(jaar), [rij.medewerker_id])


def delen(parameters: Parameterset, jaar: int) -> tuple[date, ...]:
    """Return the first days of the parts of a year that each have one rate."""
    grenzen = {
        feit.vanaf
        for vorige, feit in pairwise(parameters.reeks(BEDRAG_PER_KILOMETER))
        if feit.vanaf.year == jaar and feit.waarde != vorige.waarde
    }
    return tuple(sorted({date(jaar, 1, 1), *grenzen}))


def berijders(s: Session, jaar: int) -> Sequence[int]:
    """Return who had a personal car in a year."""
    vraag = select(Autogebruik.medewerker_id).where(_in_jaar(jaar)).distinct().order_by(Autogebruik.medewerker_id)
    return s.scalars(vraag).all()


def priveritten(s: Session, jaar: int, medewerkers: Sequence[int], parameters: Parameterset) -> Iterator[Privejaar]:
    """Yield the private kilometres of people in a year, by part with one rate. Three queries."""
    eerste_dagen = delen(parameters, jaar)
    rijen = s.execute(
        select(Autogebruik, Auto)
        .join(Auto, Auto.id == Autogebruik.auto_id)
        .where(een_van(s, Autogebruik.medewerker_id, medewerkers), _in_jaar(jaar))
        .order_by(Autogebruik.id)
    ).all()
    nummers = [rij.id for rij, _ in rijen]
    vraag_opgaven = select(Priveopgave.gebruik_id, Priveopgave.kilometers).where(
        Priveopgave.gebruik_id.in_(nummers), Priveopgave.jaar == jaar, Priveopgave.vervallen_op.is_(None)
    )
    opgaven = {rij.gebruik_id: rij.kilometers for rij in s.execute(vraag_opgaven)}
    ritten: dict[tuple[int | None, date], int] = {}
    vraag = select(Autorit.gebruik_id, Autorit.dag, Autorit.stand_einde - Autorit.stand_begin).where(
        Autorit.gebruik_id.in_(nummers),
        Autorit.prive,
        Autorit.dag >= date(jaar, 1, 1),
        Autorit.dag <= date(jaar, 12, 31),
    )
    for gebruik_id, dag, kilometers in s.execute(vraag):
        deel = max(eerste for eerste in eerste_dagen if eerste <= dag)
        ritten[gebruik_id, deel] = ritten.get((gebruik_id, deel), 0) + kilometers
    for rij, auto in rijen:
        afspraak = rij.prive_afspraak_op is not None
        if auto.elektronisch:
            if totaal := opgaven.get(rij.id, 0):
                te_splitsen = len(eerste_dagen) > 1
                yield Privejaar(
                    rij.medewerker_id,
                    rij.id,
                    eerste_dagen[0],
                    totaal,
                    afspraak,
                    auto.fiscale_waarde_centen,
                    te_splitsen,
                )
            continue
        for deel in eerste_dagen:
            if kilometers := ritten.get((rij.id, deel), 0):
                yield Privejaar(rij.medewerker_id, rij.id, deel, kilometers, afspraak, auto.fiscale_waarde_centen)


def _in_jaar(jaar: int) -> ColumnElement[bool]:
    return and_(
        Autogebruik.van.is_not(None),
        Autogebruik.van <= date(jaar, 12, 31),
        or_(Autogebruik.tot_en_met.is_(None), Autogebruik.tot_en_met >= date(jaar, 1, 1)),
    )
