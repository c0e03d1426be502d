# SPDX-License-Identifier: EUPL-1.2
"""Why a month differs from the last: read from the postings, for one person or for a page of a run."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.ledger.bulk import een_van
from core.ledger.lezer import gegeven_voor_ander
from core.ledger.models import Boeking, Boekingsuitleg, Run
from core.ledger.overzicht import Maandvergelijking
from core.ledger.procedure import OPEN, Runstatus
from core.ledger.verschil.rules import Post, Verklaring, anders, verklaar
from core.people.models import Medewerker
from core.people.policy import Doel, GeenToegang

_BOEKING = "core.boeking"


@dataclass(frozen=True)
class Toegelicht:
    """A part of the difference with what changed behind it."""

    verklaring: Verklaring
    #: Figures that were used from another day on than in the month before, as (key, from).
    cijfers: tuple[tuple[str, str], ...]
    #: Inputs that are another than in the month before: name, before, now.
    invoer: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Maandverschil:
    """What one person gets in a month of a unit, and why that differs from the month before."""

    medewerker_id: int
    personeelsnummer: str
    naam: str
    eenheid: str
    periode: str
    #: The last month before it with a run of the unit; None when there is none.
    vorige_periode: str | None
    deze_centen: int
    vorige_centen: int
    #: A run of this month is not approved yet.
    voorlopig: bool
    delen: tuple[Toegelicht, ...]

    @property
    def verschil_centen(self) -> int:
        """This month minus the month before."""
        return self.deze_centen - self.vorige_centen


def maanden_van(ctx: Context, personeelsnummer: str) -> tuple[str, ...]:
    """Return the months in which something was booked for a person that the actor may see, the newest first."""
    with ctx.database.lezen() as s:
        wie = _wie(s, personeelsnummer)
        rijen = s.execute(
            select(Run.periode, Run.eenheid)
            .join(Boeking, Boeking.run_id == Run.id)
            .where(Boeking.medewerker_id == wie.id)
            .distinct()
            if wie
            else select(Run.periode, Run.eenheid).where(Run.id < 0)
        ).all()
        eenheden = {rij.eenheid for rij in rijen if wie and _mag(ctx, rij.eenheid, wie.id)}
        # In a month without a posting there may be a difference too: what was there before has stopped.
        later = s.execute(select(Run.periode).where(Run.eenheid.in_(eenheden), Run.status != Runstatus.INGETROKKEN))
        eerste = min((rij.periode for rij in rijen if rij.eenheid in eenheden), default="9999")
        return tuple(sorted({rij.periode for rij in later if rij.periode >= eerste}, reverse=True))


def verschil_van(ctx: Context, personeelsnummer: str, periode: str) -> tuple[Maandverschil, ...]:
    """Return why a month of a person differs from the last, a part for each unit that paid in either.

    Only what the actor may see. Raises ``GeenToegang`` when that is nothing of this person.
    """
    with ctx.database.lezen() as s:
        wie = _wie(s, personeelsnummer)
        if wie is None:
            raise GeenToegang("bekijk", _BOEKING)
        betaald = s.scalars(select(Boeking.eenheid).where(Boeking.medewerker_id == wie.id).distinct())
        eenheden = [eenheid for eenheid in sorted(betaald) if _mag(ctx, eenheid, wie.id)]
        if not eenheden and wie.id != ctx.actor.medewerker_id:
            raise GeenToegang("bekijk", _BOEKING)
        uit = []
        zelf = wie.id == ctx.actor.medewerker_id
        for eenheid in eenheden:
            vorige_periode, voorlopig = _maanden(s, eenheid, periode)
            posten = _posten(s, eenheid, periode, vorige_periode, [wie.id])[wie.id]
            uit.append(
                Maandverschil(
                    wie.id,
                    wie.personeelsnummer,
                    wie.naam,
                    eenheid,
                    periode,
                    vorige_periode,
                    sum(post.centen for post in posten.deze),
                    sum(post.centen for post in posten.vorige),
                    voorlopig,
                    tuple(_licht_toe(s, ctx, verklaar(posten.deze, posten.vorige), zelf=zelf)),
                )
            )
        return tuple(een for een in uit if een.deze_centen or een.vorige_centen or een.delen)


def redenen(ctx: Context, run: Run, vergelijking: Maandvergelijking) -> Mapping[int, tuple[Verklaring, ...]]:
    """Return why the month of a run differs from the last, for the persons of a comparison, in one query.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", Doel("core.run", eenheid=run.eenheid))
    wie = [regel.medewerker_id for regel in vergelijking.regels]
    with ctx.database.lezen() as s:
        posten = _posten(s, run.eenheid, run.periode, vergelijking.vorige_periode, wie, run.volgnummer)
    return {een: verklaar(posten[een].deze, posten[een].vorige) for een in wie}


@dataclass(frozen=True)
class _Posten:
    """What was booked for a person in a month, and in the month before."""

    deze: list[Post]
    vorige: list[Post]


def _maanden(s: Session, eenheid: str, periode: str) -> tuple[str | None, bool]:
    """Return the last month before it in which anything was booked, and whether a run of the month is still open."""
    rijen = s.execute(
        select(Run.periode, Run.status, Run.aantal).where(
            Run.eenheid == eenheid, Run.periode <= periode, Run.status != Runstatus.INGETROKKEN
        )
    ).all()
    vorige = max((rij.periode for rij in rijen if rij.periode < periode and rij.aantal), default=None)
    return vorige, any(rij.periode == periode and rij.status in OPEN for rij in rijen)


def _posten(
    s: Session,
    eenheid: str,
    periode: str,
    vorige_periode: str | None,
    medewerker_ids: Sequence[int],
    tot_volgnummer: int | None = None,
) -> Mapping[int, _Posten]:
    uit: dict[int, _Posten] = defaultdict(lambda: _Posten([], []))
    vraag = (
        select(
            Boeking.id,
            Boeking.medewerker_id,
            Boeking.regeling,
            Boeking.feit,
            Boeking.periode,
            Boeking.centen,
            Boeking.hoeveelheden,
            Boeking.voorganger_id,
            Run.periode.label("geboekt_in"),
            Run.volgnummer,
        )
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Run.eenheid == eenheid,
            Run.periode.in_([periode, *([vorige_periode] if vorige_periode else [])]),
            Run.status != Runstatus.INGETROKKEN,
            een_van(s, Boeking.medewerker_id, medewerker_ids),
        )
        .order_by(Boeking.id)
    )
    for rij in s.execute(vraag):
        if rij.geboekt_in == periode and tot_volgnummer is not None and rij.volgnummer > tot_volgnummer:
            continue
        post = Post(
            rij.id,
            rij.regeling,
            rij.feit,
            rij.periode,
            rij.centen,
            rij.hoeveelheden,
            rij.voorganger_id is not None or rij.periode != rij.geboekt_in,
        )
        (uit[rij.medewerker_id].deze if rij.geboekt_in == periode else uit[rij.medewerker_id].vorige).append(post)
    return uit


def _licht_toe(s: Session, ctx: Context, delen: Sequence[Verklaring], *, zelf: bool) -> list[Toegelicht]:
    """Add what changed behind a part that has a posting in both months; to others what its source lets them read."""
    nummers = [post.id for deel in delen if deel.deze and deel.vorige for post in (deel.deze, deel.vorige)]
    feiten: dict[int, set[tuple[str, str]]] = {}
    invoer: dict[int, str | None] = {}
    if nummers:
        vraag = (
            select(Boeking, Boekingsuitleg.feiten)
            .outerjoin(Boekingsuitleg, Boekingsuitleg.boeking_id == Boeking.id)
            .where(Boeking.id.in_(nummers))
        )
        for boeking, gebruikt in s.execute(vraag):
            invoer[boeking.id] = boeking.gegeven if zelf else gegeven_voor_ander(ctx.installatie, boeking)
            if gebruikt is not None:
                feiten[boeking.id] = {(sleutel, vanaf) for sleutel, vanaf in gebruikt}
    uit = []
    for deel in delen:
        cijfers: set[tuple[str, str]] = set()
        verschillen: tuple[tuple[str, str, str], ...] = ()
        if deel.deze and deel.vorige:
            nu, toen = deel.deze.id, deel.vorige.id
            if nu in feiten and toen in feiten:
                cijfers = feiten[nu] - feiten[toen]
            een, ander = invoer.get(nu), invoer.get(toen)
            if een and ander:
                verschillen = tuple(dict.fromkeys(anders(json.loads(een), json.loads(ander))))
        uit.append(Toegelicht(deel, tuple(sorted(cijfers)), verschillen))
    return uit


def _mag(ctx: Context, eenheid: str, medewerker_id: int) -> bool:
    return ctx.mag("bekijk", Doel(_BOEKING, eenheid=eenheid, medewerker_id=medewerker_id))


def _wie(s: Session, personeelsnummer: str) -> Medewerker | None:
    return s.scalar(select(Medewerker).where(Medewerker.personeelsnummer == personeelsnummer))
