# SPDX-License-Identifier: EUPL-1.2
"""Claiming and doing scheduled work: a kill at any moment neither loses nor doubles anything."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from core.calendar.tijd import lokale_datum
from core.context import Context
from core.contributions import Dagkeer, Job, Telkens
from core.jobs.klok import beurt, vervaldagen, volgende
from core.jobs.models import BekendeJob, Jobbeurt, Jobclaim, Jobdeel, Jobstatus
from core.people.eenheden import ingeschakeld
from core.people.policy import PROGRAMMA, Doel
from core.plugins import KERN, Bijdrage
from core.storage.audit import noteer
from core.storage.engine import OpslagNietBereikbaar

INHALEN = timedelta(days=40)
"""How far back missed work is caught up: more than a month, so that a monthly job is never lost."""

STILSTAND = timedelta(minutes=15)
"""After this a claim without a sign of life may be taken over."""

logboek = logging.getLogger("annex.jobs")
Klok = Callable[[], datetime]


@dataclass(frozen=True)
class Laatstekeer:
    """How the work of the last due day or turn went."""

    vervaldag: date
    status: Jobstatus
    fout: str | None


@dataclass(frozen=True)
class Jobregel:
    """What the administrator sees of a job."""

    id: str
    eenheid: str
    omschrijving: str
    actief: bool
    laatste: Laatstekeer | None
    volgende: datetime


def werk_bij(ctx: Context, klok: Klok, houder: str, alleen: str | None = None) -> int:
    """Do all work of enabled units that is due and not done, or only one job's; return how many days and turns were.

    Called by the scheduler at every due moment and at its start, so a stop is caught up. Work that another process
    holds is left to it.
    """
    with ctx.database.lezen() as s:
        aan = ingeschakeld(s, ctx.installatie) | {KERN}
    gedaan = 0
    for bijdrage in ctx.installatie.jobs:
        job = bijdrage.waarde
        if bijdrage.eenheid not in aan or alleen not in (None, job.id):
            continue
        if isinstance(job.wanneer, Telkens):
            gedaan += doe_beurt(ctx, job, houder, klok)
            continue
        for dag in _te_doen(ctx, job, job.wanneer, klok()):
            gedaan += doe_dag(replace(ctx, nu=klok()), job, dag, houder, klok)
    return gedaan


def doe_dag(ctx: Context, job: Job, dag: date, houder: str, klok: Klok) -> bool:
    """Claim one due day and do its units; return False when another process holds or has done it."""
    if not _claim(ctx, job.id, dag, houder, klok()):
        return False
    try:
        with ctx.database.lezen() as s:
            klaar = set(s.scalars(select(Jobdeel.sleutel).where(Jobdeel.job == job.id, Jobdeel.vervaldag == dag)).all())
        for sleutel in job.werk(ctx, dag):
            if sleutel not in klaar:
                job.doe(ctx, dag, sleutel)
                _teken_deel_af(ctx, job.id, dag, sleutel, klok())
    except OpslagNietBereikbaar:
        # The database went away: the claim stays and is taken over when it is back.
        logboek.warning("job %s van %s wacht: de database is niet bereikbaar", job.id, dag)
        return False
    except Exception as fout:
        logboek.exception("job %s van %s mislukte", job.id, dag)
        _sluit(ctx, job.id, dag, Jobstatus.MISLUKT, klok(), f"{type(fout).__name__}: {fout}")
        return False
    _sluit(ctx, job.id, dag, Jobstatus.KLAAR, klok(), None)
    return True


def doe_beurt(ctx: Context, job: Job, houder: str, klok: Klok, *, nu_meteen: bool = False) -> bool:
    """Do the turn of work that is due every so many minutes; False when it was done, another does it, or it failed.

    A unit that fails does not keep the others waiting, and is asked for again in the next turn. ``nu_meteen`` does not
    wait for that.
    """
    if not _neem_beurt(ctx, job, houder, klok(), nu_meteen=nu_meteen):
        return False
    fouten: list[str] = []
    ctx = replace(ctx, nu=klok())
    try:
        for sleutel in job.werk(ctx, ctx.vandaag):
            try:
                job.doe(replace(ctx, nu=klok()), ctx.vandaag, sleutel)
            except OpslagNietBereikbaar:
                raise
            except Exception as fout:
                logboek.exception("deel %s van job %s mislukte", sleutel, job.id)
                fouten.append(f"{sleutel}: {type(fout).__name__}: {fout}")
            _zet_beurt(ctx, job.id, houder, houder, klok(), None)
    except OpslagNietBereikbaar:
        # The turn is taken over when it has stood still.
        logboek.warning("job %s wacht: de database is niet bereikbaar", job.id)
        return False
    except Exception as fout:
        logboek.exception("job %s mislukte", job.id)
        fouten.append(f"{type(fout).__name__}: {fout}")
    _zet_beurt(ctx, job.id, houder, None, klok(), "\n".join(fouten) or None)
    return not fouten


def start(ctx: Context, job_id: str, klok: Klok) -> bool:
    """Do a job's last due day now, also when it failed before. Raises ``GeenToegang`` and ``KeyError``."""
    bijdrage = next(bijdrage for bijdrage in ctx.installatie.jobs if bijdrage.waarde.id == job_id)
    ctx.eis("start", Doel("core.job", eenheid=bijdrage.eenheid))
    nu, wanneer, houder = klok(), bijdrage.waarde.wanneer, f"hand:{ctx.actor.account_id}"
    if isinstance(wanneer, Telkens):
        with ctx.database.transactie() as s:
            noteer(s, ctx, "start", "core.job", job_id)
        return doe_beurt(ctx.als(PROGRAMMA), bijdrage.waarde, houder, klok, nu_meteen=True)
    dagen = list(vervaldagen(wanneer, nu - timedelta(days=366), nu))
    with ctx.database.transactie() as s:
        s.execute(
            update(Jobclaim)
            .where(Jobclaim.job == job_id, Jobclaim.vervaldag == dagen[-1], Jobclaim.status == Jobstatus.MISLUKT)
            .values(status=Jobstatus.BEZIG, gezien_op=nu - STILSTAND)
        )
        noteer(s, ctx, "start", "core.job", job_id, dag=dagen[-1])
    # The work itself is the program's, whoever pressed the button.
    return doe_dag(ctx.als(PROGRAMMA), bijdrage.waarde, dagen[-1], houder, klok)


def overzicht(ctx: Context) -> list[Jobregel]:
    """Return every job with its last and next due moment. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel("core.job"))
    with ctx.database.lezen() as s:
        aan = ingeschakeld(s, ctx.installatie) | {KERN}
        nieuwste = select(Jobclaim.job, func.max(Jobclaim.vervaldag)).group_by(Jobclaim.job)
        laatste = {
            claim.job: Laatstekeer(claim.vervaldag, claim.status, claim.fout)
            for claim in s.scalars(select(Jobclaim).where(tuple_(Jobclaim.job, Jobclaim.vervaldag).in_(nieuwste)))
        }
        for rij in s.scalars(select(Jobbeurt)):
            status = Jobstatus.BEZIG if rij.houder else Jobstatus.MISLUKT if rij.fout else Jobstatus.KLAAR
            laatste[rij.job] = Laatstekeer(lokale_datum(rij.beurt), status, rij.fout)
    return [
        Jobregel(
            bijdrage.waarde.id,
            bijdrage.eenheid,
            bijdrage.waarde.omschrijving,
            bijdrage.eenheid in aan,
            laatste.get(bijdrage.waarde.id),
            volgende(bijdrage.waarde.wanneer, ctx.nu),
        )
        for bijdrage in ctx.installatie.jobs
    ]


def maak_bekend(ctx: Context, jobs: tuple[Bijdrage[Job], ...]) -> None:
    """Record since when each job is known, so that a new installation does not catch up the past."""
    for bijdrage in jobs:
        with ctx.database.lezen() as s:
            bekend = s.get(BekendeJob, bijdrage.waarde.id) is not None
        if not bekend:
            try:
                with ctx.database.transactie() as s:
                    s.add(BekendeJob(job=bijdrage.waarde.id, sinds=ctx.nu))
            except IntegrityError:
                logboek.info("job %s was al bekend", bijdrage.waarde.id)


def _te_doen(ctx: Context, job: Job, wanneer: Dagkeer, nu: datetime) -> list[date]:
    with ctx.database.lezen() as s:
        bekend = s.get(BekendeJob, job.id)
        if bekend is None:
            return []
        afgehandeld = set(
            s.scalars(
                select(Jobclaim.vervaldag).where(
                    Jobclaim.job == job.id,
                    (Jobclaim.status != Jobstatus.BEZIG) | (Jobclaim.gezien_op > nu - STILSTAND),
                )
            )
        )
    na = max(bekend.sinds, nu - INHALEN)
    return [dag for dag in vervaldagen(wanneer, na, nu) if dag not in afgehandeld]


def _neem_beurt(ctx: Context, job: Job, houder: str, nu: datetime, *, nu_meteen: bool) -> bool:
    assert isinstance(job.wanneer, Telkens)  # noqa: S101 - the caller asked
    deze = beurt(job.wanneer, nu)
    vrij = Jobbeurt.houder.is_(None) if nu_meteen else Jobbeurt.houder.is_(None) & (Jobbeurt.beurt < deze)
    with ctx.database.transactie() as s:
        # Of several that come to a turn, the first update wins: the row is locked by it.
        genomen = s.execute(
            update(Jobbeurt)
            .where(Jobbeurt.job == job.id, vrij | (Jobbeurt.gezien_op <= nu - STILSTAND) & (Jobbeurt.beurt < deze))
            .values(beurt=deze, houder=houder, gezien_op=nu, fout=None)
        )
        if genomen.rowcount:  # type: ignore[attr-defined]
            return True
        bestaat = s.get(Jobbeurt, job.id) is not None
    if bestaat:
        return False
    try:
        with ctx.database.transactie() as s:
            s.add(Jobbeurt(job=job.id, beurt=deze, houder=houder, gezien_op=nu))
    except IntegrityError:
        return False
    return True


def _zet_beurt(ctx: Context, job_id: str, houder: str, nieuwe: str | None, nu: datetime, fout: str | None) -> None:
    """Show a sign of life, or give the turn back; who stood still and lost it changes nothing."""
    with ctx.database.transactie() as s:
        s.execute(
            update(Jobbeurt)
            .where(Jobbeurt.job == job_id, Jobbeurt.houder == houder)
            .values(houder=nieuwe, gezien_op=nu, fout=fout)
        )


def _claim(ctx: Context, job_id: str, dag: date, houder: str, nu: datetime) -> bool:
    try:
        with ctx.database.transactie() as s:
            s.add(
                Jobclaim(job=job_id, vervaldag=dag, houder=houder, status=Jobstatus.BEZIG, begonnen_op=nu, gezien_op=nu)
            )
        return True
    except IntegrityError:
        with ctx.database.transactie() as s:
            # Of several that find a claim standing still, the first update wins: the row is locked by it.
            overgenomen = s.execute(
                update(Jobclaim)
                .where(
                    Jobclaim.job == job_id,
                    Jobclaim.vervaldag == dag,
                    Jobclaim.status == Jobstatus.BEZIG,
                    Jobclaim.gezien_op <= nu - STILSTAND,
                )
                .values(houder=houder, gezien_op=nu)
            )
            return bool(overgenomen.rowcount)  # type: ignore[attr-defined]


def _teken_deel_af(ctx: Context, job_id: str, dag: date, sleutel: str, nu: datetime) -> None:
    try:
        with ctx.database.transactie() as s:
            s.add(Jobdeel(job=job_id, vervaldag=dag, sleutel=sleutel, klaar_op=nu))
            s.execute(
                update(Jobclaim)
                .where(Jobclaim.job == job_id, Jobclaim.vervaldag == dag)
                .values(gezien_op=nu, aantal=Jobclaim.aantal + 1)
            )
    except IntegrityError:
        # A process that stood still came back after its claim was taken over: done twice, counted once.
        logboek.warning("deel %s van job %s was al gedaan", sleutel, job_id)


def _sluit(ctx: Context, job_id: str, dag: date, status: Jobstatus, nu: datetime, fout: str | None) -> None:
    with ctx.database.transactie() as s:
        s.execute(
            update(Jobclaim)
            .where(Jobclaim.job == job_id, Jobclaim.vervaldag == dag)
            .values(status=status, klaar_op=nu, gezien_op=nu, fout=fout)
        )
