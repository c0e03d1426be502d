# SPDX-License-Identifier: EUPL-1.2
"""Checking, approving and giving back a run: who may, what must be in order first, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from core.berichten.services import los_taak_op, meld_taak
from core.bezwaren.models import Boekingsbezwaar
from core.context import Context
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.aankondiging import kondig_aan, trek_aankondigingen_in
from core.ledger.boeken import sluit_af
from core.ledger.bulk import JSON_TEKST
from core.ledger.merken import markeer_alle
from core.ledger.models import Boeking, Boekingsuitleg, Openstaandfeit, Parametersnapshot, Run, Verrekening
from core.ledger.momentopname import maak_snapshot, onbevestigd, vingerafdruk
from core.ledger.openstaand import redenzin
from core.ledger.procedure import OPEN, RUN, Runstatus
from core.ledger.run import regels_van
from core.people.policy import HR, GeenToegang
from core.rules.invoer import Geweigerd
from core.rules.parameters import Parameterset, toon_waarde
from core.storage.audit import noteer

RUN_TERUGGEGEVEN = "run_teruggegeven"
"""A task: ``sleutel`` is the number of a run that somebody gave back, with a reason that stands at the run."""

DIGESTKOLOMMEN = (
    *(kolom for kolom in Boeking.__table__.columns if kolom.name not in ("run_id", "inhouding")),
    Boeking.__table__.c.inhouding,
)
"""What the digest of a run covers, in this order."""

_GELEZEN_PER_KEER = 5000


def digest(s: Session, run_id: int) -> str:
    """Return the SHA-256 over every column of every posting of a run, in the order of their ids."""
    kolommen = [kolom for kolom in Boeking.__table__.columns if kolom.name not in ("run_id", "inhouding")]
    kolommen.append(Boeking.__table__.c.inhouding)
    som = sha256()
    na = 0
    while True:
        vraag = select(*DIGESTKOLOMMEN).where(Boeking.run_id == run_id, Boeking.id > na).order_by(Boeking.id)
        rijen = s.execute(vraag.limit(_GELEZEN_PER_KEER)).all()
        if not rijen:
            return som.hexdigest()
        for rij in rijen:
            som.update(als_bytes(rij))
        na = rijen[-1].id


def als_bytes(rij: Sequence[Any]) -> bytes:
    """Return what the digest takes of a posting, given as the values of ``DIGESTKOLOMMEN``."""
    # Only where it is one: digests from before there were deductions stay what they were.
    waarden = (*rij[:-1], "inhouding") if rij[-1] else rij[:-1]
    kaal = [waarde if isinstance(waarde, int | dict | None) else str(waarde) for waarde in waarden]
    return JSON_TEKST(kaal).encode()


def controleer(s: Session, ctx: Context, run: Run, parameters: Parameterset) -> None:
    """Record that HR has checked a draft. Raises ``StapNietMogelijk`` and ``GeenToegang``."""
    naar = RUN.na(run.status, "controleer")
    eis_persoon(ctx, "controleer")
    eis_bij(ctx, run, parameters)
    run.boekingsdigest = digest(s, run.id)
    run.gecontroleerd_door, run.gecontroleerd_op = ctx.actor.account_id, ctx.nu
    run.status = Runstatus(naar)
    run.beurt += 1
    los_taak_op(s, ctx, eenheid=run.eenheid, soort=RUN_TERUGGEGEVEN, sleutel=str(run.id))
    noteer(s, ctx, "controleer", "core.run", run.id, boekingen=run.aantal, digest=run.boekingsdigest)


def eis_goed_te_keuren(s: Session, ctx: Context, run: Run, parameters: Parameterset, *, ook_onvolledig: bool) -> None:
    """Raise unless the actor may approve this run now: ``StapNietMogelijk``, ``GeenToegang`` or ``Geweigerd``."""
    RUN.na(run.status, "keurgoed")
    eis_persoon(ctx, "keurgoed")
    eerder = {"maak": run.gemaakt_door, "controleer": run.gecontroleerd_door}
    if ctx.actor.account_id in [eerder[stap] for stap in RUN.stap("keurgoed").anders_dan]:
        raise Geweigerd("", "een ander dan wie de run maakte of controleerde moet hem goedkeuren")
    if ctx.actor.medewerker_id is not None and any(
        s.scalar(select(exists().where(tabel.run_id == run.id, tabel.medewerker_id == ctx.actor.medewerker_id)))
        for tabel in (Boeking, Openstaandfeit)
    ):
        raise Geweigerd("", "in deze run staat iets van jezelf; een ander moet hem goedkeuren")
    eis_bij(ctx, run, parameters)
    eis_bevestigd(run, parameters)
    eis_niets_dat_blokkeert(s, ctx, run)
    if run.onvolledig and not ook_onvolledig:
        raise Geweigerd(
            "onvolledig",
            "er ontbreken waarden, dus niet alles is berekend. Keur je toch goed, dan volgt de rest in een latere run",
        )


def eis_niets_dat_blokkeert(s: Session, ctx: Context, run: Run) -> None:
    """Raise ``Geweigerd`` with the questions that must be answered before this run can be approved."""
    vraag = (
        select(Openstaandfeit.regeling, Openstaandfeit.reden, Openstaandfeit.artikel)
        .where(Openstaandfeit.run_id == run.id, Openstaandfeit.blokkeert)
        .distinct()
        .order_by(Openstaandfeit.regeling, Openstaandfeit.reden)
    )
    if open_ := s.execute(vraag).all():
        lijst = "; ".join(
            f"{redenzin(ctx.installatie, regeling, reden)}{f' ({artikel})' if artikel else ''}"
            for regeling, reden, artikel in open_
        )
        raise Geweigerd("", f"eerst moet besloten zijn: {lijst}")


def eis_persoon(ctx: Context, handeling: str) -> None:
    """Raise ``GeenToegang`` for the program itself: it may do everything, but it has no eyes to be two of the four."""
    if ctx.actor.is_programma:
        raise GeenToegang(handeling, "core.run")


def eis_bij(ctx: Context, run: Run, parameters: Parameterset) -> None:
    """Raise ``StapNietMogelijk`` when the run was stopped half way or rests on other parameters than now hold."""
    if run.tot_medewerker is not None or not run.afgerond:
        raise StapNietMogelijk("de run is nog niet klaar met rekenen: start hem opnieuw, dan gaat hij verder")
    if run.vingerafdruk != vingerafdruk(parameters, run.sleutels, regels_van(ctx.installatie, run.eenheid)):
        raise StapNietMogelijk(
            "na de berekening is een parameter of een rekenregel gewijzigd: geef de run terug en bereken hem opnieuw"
            if run.status != Runstatus.CONCEPT
            else "na de berekening is een parameter of een rekenregel gewijzigd: bereken de run opnieuw"
        )


def eis_bevestigd(run: Run, parameters: Parameterset) -> None:
    """Raise ``Geweigerd`` that lists the inferred values that this run uses and HR has not confirmed."""
    open_feiten = onbevestigd(parameters, run.te_bevestigen)
    if open_feiten:
        lijst = "; ".join(f"{f.sleutel} = {toon_waarde(f.waarde)} vanaf {f.vanaf.isoformat()}" for f in open_feiten)
        raise Geweigerd("parameters", f"deze waarden zijn afgeleid en nog niet bevestigd: {lijst}")


def keur_goed(s: Session, ctx: Context, run: Run, parameters: Parameterset) -> None:
    """Make a run final once all its explanations are stored. Raises ``Geweigerd`` and ``StapNietMogelijk``."""
    eis_bevestigd(run, parameters)
    nu = digest(s, run.id)
    if nu != run.boekingsdigest:
        raise StapNietMogelijk("de boekingen zijn niet meer die van de controle: geef de run terug")
    sleutel, inhoud = maak_snapshot(parameters, run.sleutels)
    invoegen = postgresql.insert if s.get_bind().dialect.name == "postgresql" else sqlite.insert
    s.execute(invoegen(Parametersnapshot).values(digest=sleutel, inhoud=inhoud).on_conflict_do_nothing())
    run.parametersnapshot = sleutel
    run.goedgekeurd_door, run.goedgekeurd_op = ctx.actor.account_id, ctx.nu
    run.status = Runstatus(RUN.na(run.status, "keurgoed"))
    # What is still open goes on the list of the next run, and of the one after, until it is known.
    openstaand = select(Openstaandfeit.periode, Openstaandfeit.medewerker_id).where(Openstaandfeit.run_id == run.id)
    markeer_alle(s, run.eenheid, [(rij.periode, rij.medewerker_id) for rij in s.execute(openstaand)])
    kondig_aan(s, ctx, run, parameters)
    noteer(
        s,
        ctx,
        "keurgoed",
        "core.run",
        run.id,
        boekingen=run.aantal,
        centen=run.totaal_centen,
        digest=nu,
        snapshot=sleutel,
        onvolledig=run.onvolledig,
    )


def geef_terug(s: Session, ctx: Context, run: Run, reden: str) -> None:
    """Make a run a draft again. Raises ``StapNietMogelijk``, ``GeenToegang`` and ``Geweigerd``."""
    naar = RUN.na(run.status, "geefterug")
    eis_persoon(ctx, "geefterug")
    if not reden.strip():
        raise Geweigerd("reden", "schrijf op waarom je de run teruggeeft")
    eigen = select(Boeking.id).where(Boeking.run_id == run.id)
    if run.status == Runstatus.GOEDGEKEURD:
        sluit_af(s, run.eenheid)
        later, ander = aliased(Boeking), aliased(Run)
        if s.scalar(select(exists().where(later.voorganger_id.in_(eigen)))):
            raise Geweigerd("", "een latere run bouwt hierop voort; wat anders moet, volgt daar als verschil")
        if s.scalar(select(exists().where(Verrekening.boeking_id.in_(eigen)))):
            raise Geweigerd("", "over een verrekening in deze run is al besloten; wat anders moet, volgt als verschil")
        if s.scalar(select(exists().where(Boekingsbezwaar.boeking_id.in_(eigen)))):
            raise Geweigerd(
                "", "iemand maakte bezwaar tegen een bedrag in deze run; wat anders moet, volgt als verschil"
            )
        if s.scalar(
            select(exists().where(ander.eenheid == run.eenheid, ander.periode == run.periode, ander.status.in_(OPEN)))
        ):
            raise Geweigerd("", f"er is al een nieuwe run van {run.periode} begonnen; maak die eerst af")
    trek_aankondigingen_in(s, run.id)
    run.status = Runstatus(naar)
    run.beurt += 1
    run.boekingsdigest = run.parametersnapshot = None
    run.gecontroleerd_door = run.goedgekeurd_door = None
    run.gecontroleerd_op = run.goedgekeurd_op = None
    run.teruggegeven_door, run.teruggegeven_op, run.teruggave_reden = ctx.actor.account_id, ctx.nu, reden.strip()
    s.flush()
    s.execute(
        delete(Boekingsuitleg).where(Boekingsuitleg.boeking_id.in_(eigen)),
        execution_options={"synchronize_session": False},
    )
    meld_taak(s, ctx, eenheid=run.eenheid, rol=HR.id, soort=RUN_TERUGGEGEVEN, sleutel=str(run.id), maand=run.periode)
    noteer(s, ctx, "geefterug", "core.run", run.id)


def trek_in(s: Session, ctx: Context, run: Run, reden: str) -> None:
    """Withdraw a draft that was a mistake: its postings go, and everybody in it is on the list of the next run.

    Facts, earlier runs and what this one came to stay. Raises ``StapNietMogelijk``, ``GeenToegang`` and ``Geweigerd``.
    """
    naar = RUN.na(run.status, "trekin")
    eis_persoon(ctx, "trekin")
    if not reden.strip():
        raise Geweigerd("intrekreden", "schrijf op waarom je de run intrekt")
    sluit_af(s, run.eenheid)
    for tabel in (Boeking, Openstaandfeit):
        paren = s.execute(select(tabel.periode, tabel.medewerker_id).where(tabel.run_id == run.id).distinct())
        markeer_alle(s, run.eenheid, [(rij.periode, rij.medewerker_id) for rij in paren])
        s.execute(delete(tabel).where(tabel.run_id == run.id), execution_options={"synchronize_session": False})
    run.status = Runstatus(naar)
    # Whoever is calculating it stops at the next part.
    run.beurt += 1
    run.ingetrokken_door, run.ingetrokken_op, run.intrekreden = ctx.actor.account_id, ctx.nu, reden.strip()
    los_taak_op(s, ctx, eenheid=run.eenheid, soort=RUN_TERUGGEGEVEN, sleutel=str(run.id))
    noteer(s, ctx, "trekin", "core.run", run.id, boekingen=run.aantal, centen=run.totaal_centen)
