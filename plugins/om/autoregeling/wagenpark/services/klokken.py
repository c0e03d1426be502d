# SPDX-License-Identifier: EUPL-1.2
"""The clocks of the fleet: begun by what happens, visible ahead, and escalated when missed.

Each clock is about one thing. The daily work begins, moves and stops them; who it is for is told once when it comes
near, and the role that the setting names gets a task when the day is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Gebruik, Gebruikssoort, Omonderdeel, Voertuig
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, VOERTUIG
from plugins.om.autoregeling.rules.gebruiksperiode import MAXIMUM_KILOMETERS
from plugins.om.autoregeling.wagenpark.models import (
    Aflevering,
    Commissie,
    Gebruikseinde,
    Inlevering,
    Jaarstuk,
    Jaarstuksoort,
    Jaartoetsregel,
    Kilometerstand,
    Klok,
    Kloksoort,
)
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.procedure import Eindestatus, Inleverstatus, Toetsstatus
from plugins.om.autoregeling.wagenpark.services import gebruik as gebruiken
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers
from plugins.om.autoregeling.wagenpark.services.rekenen import instelling
from plugins.om.autoregeling.wagenpark.services.toegang import Onderdelen, omvat, zichtbaar

VOORAF = "om_auto.klok_vooraf_dagen"
ESCALATIE = "om_auto.klok_escalatie"
TAAK_GEMIST = "om.klok_gemist"
TAAK_NADERT = "om.klok_nadert"

#: Clocks of Centraal Wagenparkbeheer itself, about no unit and nobody.
_CENTRAAL = frozenset({Kloksoort.JAARTOETS, Kloksoort.COLLEGE, Kloksoort.COMMISSIE})


@dataclass(frozen=True)
class Stand:
    """A clock that should run: until when, and for which unit and person."""

    uiterlijk: date
    onderdeel_id: int | None = None
    medewerker_id: int | None = None


@dataclass(frozen=True)
class Klokregel:
    """A clock as a page shows it."""

    soort: Kloksoort
    sleutel: str
    uiterlijk: date
    onderdeel: str | None
    gemist: bool
    nadert: bool


def loop(ctx: Context) -> None:
    """Begin the clocks that should run, move the ones that changed, stop the rest, warn and escalate.

    Again on the same day it changes nothing.
    """
    with ctx.database.transactie() as s:
        vergrendel(s, Klok.__tablename__)
        moeten = dict(_moeten(s, ctx))
        lopend = {(rij.soort, rij.sleutel): rij for rij in s.scalars(select(Klok).where(Klok.gestopt_op.is_(None)))}
        for wat, rij in lopend.items():
            stand = moeten.get(wat)
            if stand is None:
                _stop(s, ctx, rij)
            elif stand.uiterlijk != rij.uiterlijk:
                rij.uiterlijk, rij.gewaarschuwd_op, rij.geescaleerd_op = stand.uiterlijk, None, None
        for (soort, sleutel), stand in sorted(moeten.items()):
            if (soort, sleutel) not in lopend:
                rij = Klok(
                    soort=soort,
                    sleutel=sleutel,
                    uiterlijk=stand.uiterlijk,
                    onderdeel_id=stand.onderdeel_id,
                    medewerker_id=stand.medewerker_id,
                    begonnen_op=ctx.nu,
                )
                s.add(rij)
                lopend[soort, sleutel] = rij
        s.flush()
        vooraf = timedelta(days=int(instelling(s, ctx, VOORAF) or 0))
        for rij in sorted(lopend.values(), key=lambda rij: rij.id):
            if rij.gestopt_op is None:
                _volg(s, ctx, rij, vooraf)


def lijst(ctx: Context) -> tuple[Klokregel, ...]:
    """Return the clocks that run and that are the actor's to see, what is due first on top. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(VOERTUIG))
    with ctx.database.lezen() as s:
        onderdelen = zichtbaar(s, ctx, VOERTUIG)
        vooraf = timedelta(days=int(instelling(s, ctx, VOORAF) or 0))
        vraag = (
            select(Klok, Omonderdeel.naam)
            .outerjoin(Omonderdeel, Omonderdeel.id == Klok.onderdeel_id)
            .where(Klok.gestopt_op.is_(None))
            .order_by(Klok.uiterlijk, Klok.id)
        )
        return tuple(
            Klokregel(
                rij.soort,
                rij.sleutel,
                rij.uiterlijk,
                onderdeel,
                rij.uiterlijk < ctx.vandaag,
                rij.uiterlijk <= ctx.vandaag + vooraf,
            )
            for rij, onderdeel in s.execute(vraag)
            if _is_voor(rij, onderdelen)
        )


def _is_voor(rij: Klok, onderdelen: Onderdelen) -> bool:
    return onderdelen is None if rij.soort in _CENTRAAL else omvat(onderdelen, rij.onderdeel_id)


def _volg(s: Session, ctx: Context, rij: Klok, vooraf: timedelta) -> None:
    """Warn once when the day comes near, and escalate once when it is over."""
    if rij.gewaarschuwd_op is None and rij.uiterlijk - vooraf <= ctx.vandaag:
        rij.gewaarschuwd_op = ctx.nu
        if rij.medewerker_id is not None:
            stuur(s, ctx, f"om.klok_{rij.soort}", rij.medewerker_id, dag=rij.uiterlijk)
        if rij.onderdeel_id is not None and rij.soort is not Kloksoort.KENTEKENKAART:
            meld_werkgevers(s, ctx, "om.klok_werkgever", rij.onderdeel_id, dag=rij.uiterlijk)
        if rij.uiterlijk >= ctx.vandaag:
            wie = CENTRAAL_BEHEER.id
            meld_taak(s, ctx, eenheid=EENHEID, rol=wie, soort=TAAK_NADERT, sleutel=str(rij.id), op=rij.uiterlijk)
        noteer(s, ctx, "waarschuw", "om.klok", rij.id, dag=rij.uiterlijk)
    if rij.geescaleerd_op is None and rij.uiterlijk < ctx.vandaag:
        rij.geescaleerd_op = ctx.nu
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_NADERT, sleutel=str(rij.id))
        rol = str(instelling(s, ctx, f"{ESCALATIE}.{rij.soort}") or CENTRAAL_BEHEER.id)
        meld_taak(s, ctx, eenheid=EENHEID, rol=rol, soort=TAAK_GEMIST, sleutel=str(rij.id), op=rij.uiterlijk)
        noteer(s, ctx, "escaleer", "om.klok", rij.id, rol=rol, dag=rij.uiterlijk)


def _stop(s: Session, ctx: Context, rij: Klok) -> None:
    rij.gestopt_op = ctx.nu
    for soort in (TAAK_NADERT, TAAK_GEMIST):
        los_taak_op(s, ctx, eenheid=EENHEID, soort=soort, sleutel=str(rij.id))
    noteer(s, ctx, "stop", "om.klok", rij.id)


def _moeten(s: Session, ctx: Context) -> Iterator[tuple[tuple[Kloksoort, str], Stand]]:
    yield from _einden(s)
    yield from _perioden(s, ctx)
    yield from _kentekenkaarten(s)
    yield from _jaarlijks(s, ctx)
    laatste = s.scalars(select(Commissie).order_by(Commissie.ingesteld_op.desc(), Commissie.id.desc())).first()
    if laatste is not None:
        yield (Kloksoort.COMMISSIE, str(laatste.id)), Stand(laatste.uiterlijk)


def _einden(s: Session) -> Iterator[tuple[tuple[Kloksoort, str], Stand]]:
    """The four months after a lost criterion run until the car is back (2.2)."""
    vraag = (
        select(Gebruikseinde, Voertuig.onderdeel_id)
        .join(Inlevering, Inlevering.gebruik_id == Gebruikseinde.gebruik_id)
        .join(Voertuig, Voertuig.id == Inlevering.voertuig_id)
        .where(
            Gebruikseinde.status == Eindestatus.VASTGESTELD,
            Gebruikseinde.grond == "criterium_vervallen",
            Inlevering.status == Inleverstatus.OPEN,
        )
    )
    for einde, onderdeel_id in s.execute(vraag):
        uiterlijk = einde.uiterlijk or einde.laatste_dag
        yield (Kloksoort.CRITERIUM, str(einde.gebruik_id)), Stand(uiterlijk, onderdeel_id, einde.medewerker_id)


def _perioden(s: Session, ctx: Context) -> Iterator[tuple[tuple[Kloksoort, str], Stand]]:
    """Five years, and 160,000 km as the odometer tends, of every use that has no end yet (2.4)."""
    rijen = [paar for paar in gebruiken.gebruiken_op(s, ctx.vandaag, Gebruikssoort.EIGEN) if paar[0].tot_en_met is None]
    standen = gebruiken.standen(s, [auto.id for _, auto in rijen])
    parameters = geldend(s, ctx.installatie)
    for gebruik, auto in rijen:
        sleutel = str(gebruiken.eerste_rij(s, gebruik))
        try:
            antwoord = gebruiken.periode(parameters, ctx.vandaag, gebruik, auto, standen.get(auto.id, []))
        except ParameterOntbreekt:
            antwoord = None
        if antwoord is not None:
            stand = Stand(antwoord.uitkomst.uiterste_datum, auto.onderdeel_id, gebruik.medewerker_id)
            yield (Kloksoort.VIJF_JAAR, sleutel), stand
        vol = verwacht_vol(standen.get(auto.id, []))
        if vol is not None:
            yield (Kloksoort.KILOMETERS, sleutel), Stand(vol, auto.onderdeel_id, gebruik.medewerker_id)


def verwacht_vol(standen: list[Kilometerstand]) -> date | None:
    """Return the day on which 160,000 km was reached, or is expected as the odometer went so far.

    None with fewer than two readings, or when the car stands still.
    """
    for stand in standen:
        if stand.kilometers >= MAXIMUM_KILOMETERS:
            return stand.dag
    if len(standen) < 2:
        return None
    eerste, laatste = standen[0], standen[-1]
    dagen, gereden = (laatste.dag - eerste.dag).days, laatste.kilometers - eerste.kilometers
    if not dagen or not gereden:
        return None
    nog = -(-(MAXIMUM_KILOMETERS - laatste.kilometers) * dagen // gereden)
    try:
        return laatste.dag + timedelta(days=nog)
    except OverflowError:
        return None


def _kentekenkaarten(s: Session) -> Iterator[tuple[tuple[Kloksoort, str], Stand]]:
    """A card that has not come is reported after a week (6.3); the clock stops with the card or the report."""
    vraag = (
        select(Aflevering, Voertuig.onderdeel_id)
        .join(Voertuig, Voertuig.id == Aflevering.voertuig_id)
        .where(Aflevering.kentekenkaart_ontvangen_op.is_(None), Aflevering.kentekenkaart_gemist_op.is_(None))
    )
    for rij, onderdeel_id in s.execute(vraag):
        stand = Stand(rij.kentekenkaart_melden_vanaf, onderdeel_id, rij.medewerker_id)
        yield (Kloksoort.KENTEKENKAART, str(rij.id)), stand


def _jaarlijks(s: Session, ctx: Context) -> Iterator[tuple[tuple[Kloksoort, str], Stand]]:
    """A year after the last check and the last report; before the first one the end of this year (2.2)."""
    laatste: Mapping[Kloksoort, datetime | None] = {
        Kloksoort.JAARTOETS: s.scalar(
            select(Jaartoetsregel.geadviseerd_op)
            .where(Jaartoetsregel.status != Toetsstatus.TE_TOETSEN)
            .order_by(Jaartoetsregel.geadviseerd_op.desc())
            .limit(1)
        ),
        Kloksoort.COLLEGE: s.scalar(
            select(Jaarstuk.vastgelegd_op)
            .where(Jaarstuk.soort == Jaarstuksoort.COLLEGE)
            .order_by(Jaarstuk.vastgelegd_op.desc())
            .limit(1)
        ),
    }
    if s.scalar(select(Gebruik.id).where(Gebruik.vervallen_op.is_(None)).limit(1)) is None:
        return
    for soort, op in laatste.items():
        uiterlijk = date(ctx.vandaag.year, 12, 31) if op is None else plus_maanden(op.date(), 12)
        yield (soort, "jaar"), Stand(uiterlijk)
