# SPDX-License-Identifier: EUPL-1.2
"""Claiming and doing scheduled work: a kill at any moment neither loses nor doubles anything."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from core.context import Context
from core.contributions import Job
from core.jobs.klok import vervaldagen, volgende
from core.jobs.models import BekendeJob, Jobclaim, Jobdeel, Jobstatus
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
class Jobregel:
    """What the administrator sees of a job."""

    id: str
    eenheid: str
    omschrijving: str
    actief: bool
    laatste: Jobclaim | None
    volgende: datetime


def werk_bij(ctx: Context, klok: Klok, houder: str, alleen: str | None = None) -> int:
    """Do all work of enabled units that is due and not done, or only one job's; return how many due days were done.

    Called by the scheduler at every due moment and at its start, so a stop is caught up. Work that another process
    holds is left to it.
    """
    with ctx.database.lezen() as s:
        aan = ingeschakeld(s, ctx.installatie) | {KERN}
    gedaan = 0
    for bijdrage in ctx.installatie.jobs:
        if bijdrage.eenheid in aan and alleen in (None, bijdrage.waarde.id):
            for dag in _te_doen(ctx, bijdrage.waarde, klok()):
                gedaan += doe_dag(replace(ctx, nu=klok()), bijdrage.waarde, dag, houder, klok)
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


def start(ctx: Context, job_id: str, klok: Klok) -> bool:
    """Do a job's last due day now, also when it failed before. Raises ``GeenToegang`` and ``KeyError``."""
    bijdrage = next(bijdrage for bijdrage in ctx.installatie.jobs if bijdrage.waarde.id == job_id)
    ctx.eis("start", Doel("core.job", eenheid=bijdrage.eenheid))
    nu = klok()
    dagen = list(vervaldagen(bijdrage.waarde.wanneer, nu - timedelta(days=366), nu))
    with ctx.database.transactie() as s:
        s.execute(
            update(Jobclaim)
            .where(Jobclaim.job == job_id, Jobclaim.vervaldag == dagen[-1], Jobclaim.status == Jobstatus.MISLUKT)
            .values(status=Jobstatus.BEZIG, gezien_op=nu - STILSTAND)
        )
        noteer(s, ctx, "start", "core.job", job_id, dag=dagen[-1])
    # The work itself is the program's, whoever pressed the button.
    return doe_dag(ctx.als(PROGRAMMA), bijdrage.waarde, dagen[-1], f"hand:{ctx.actor.account_id}", klok)


def overzicht(ctx: Context) -> list[Jobregel]:
    """Return every job with its last and next due moment. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel("core.job"))
    with ctx.database.lezen() as s:
        aan = ingeschakeld(s, ctx.installatie) | {KERN}
        laatste: dict[str, Jobclaim] = {}
        for claim in s.scalars(select(Jobclaim).order_by(Jobclaim.vervaldag)):
            laatste[claim.job] = claim
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


def _te_doen(ctx: Context, job: Job, nu: datetime) -> list[date]:
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
    return [dag for dag in vervaldagen(job.wanneer, na, nu) if dag not in afgehandeld]


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
