# SPDX-License-Identifier: EUPL-1.2
"""Delivering to payroll: approved runs of one or several units together, in one file or a file for each regulation.

Each run is exported as it always is; a delivery divides the same lines over the files that HR chose, and keeps them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from core.context import Context
from core.dossiers.procedure import StapNietMogelijk
from core.ledger import export
from core.ledger.bestand import Bestand
from core.ledger.boeken import sluit_af
from core.ledger.goedkeuring import eis_persoon
from core.ledger.loonbestand import Controletotaal, Loonbestandregel, controletotalen, schrijf_csv, schrijf_xlsx
from core.ledger.loonmodels import Leveringindeling, Loonlevering, Loonleveringbestand, Loonleveringrun
from core.ledger.models import Export, Run
from core.ledger.procedure import Runstatus
from core.ledger.services import weigert_zonder_loongegevens
from core.people.policy import Doel, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer

OBJECT = "core.run"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Leveringoverzicht:
    """A delivery with its runs and files."""

    levering: Loonlevering
    runs: tuple[Run, ...]
    bestanden: tuple[Loonleveringbestand, ...]


@dataclass(frozen=True)
class Proefexport:
    """What a run would write, with its totals. Nothing was recorded as exported."""

    csv: Bestand
    uit_dienst: Bestand | None
    controle: tuple[Controletotaal, ...]


def te_leveren(ctx: Context) -> Sequence[Run]:
    """Return the approved runs that have not been exported and that the actor may export."""
    with ctx.database.lezen() as s:
        vraag = (
            select(Run).where(Run.status == Runstatus.GOEDGEKEURD).order_by(Run.periode, Run.eenheid, Run.volgnummer)
        )
        return [run for run in s.scalars(vraag) if ctx.mag("exporteer", Doel(OBJECT, eenheid=run.eenheid))]


def lever(ctx: Context, run_ids: Collection[int], indeling: Leveringindeling) -> int:
    """Export approved runs together, and return the number of the delivery; all of them or none.

    Runs that already stand in one delivery together give that one again. Raises ``GeenToegang``, ``StapNietMogelijk``
    and ``Geweigerd``.
    """
    nummers = sorted(set(run_ids))
    if not nummers:
        raise Geweigerd("runs", "kies ten minste een run")
    for nummer in nummers:
        _eis_compleet(ctx, nummer)
    with weigert_zonder_loongegevens(ctx, nummers[0]), ctx.database.transactie() as s:
        eis_persoon(ctx, "exporteer")
        # In one order, so that two who choose the same runs wait for each other and never in a ring.
        runs = [_run(s, ctx, nummer) for nummer in nummers]
        eerder = set(s.scalars(select(Loonleveringrun.levering_id).where(Loonleveringrun.run_id.in_(nummers))))
        if len(eerder) == 1:
            [levering_id] = eerder
            samen = s.scalars(select(Loonleveringrun.run_id).where(Loonleveringrun.levering_id == levering_id)).all()
            if sorted(samen) == nummers:
                return levering_id
        al = [run for run in runs if run.status != Runstatus.GOEDGEKEURD]
        if al:
            raise StapNietMogelijk(
                "alleen goedgekeurde runs die nog niet zijn geëxporteerd gaan mee:"
                f" {', '.join(f'{run.eenheid} {run.periode}' for run in al)} niet"
            )
        for eenheid in sorted({run.eenheid for run in runs}):
            sluit_af(s, eenheid)
        parameters = geldend(s, ctx.installatie)
        regels: list[Loonbestandregel] = []
        for run in runs:
            geschreven = export.exporteer(s, ctx, run, parameters)
            s.flush()
            regels += [replace(regel, maand=run.periode) for regel in export.geschreven_regels(s, geschreven)]
        return _bewaar(s, ctx, runs, regels, indeling)


def leveringen(ctx: Context) -> tuple[Leveringoverzicht, ...]:
    """Return the deliveries of which the actor may see every run, the newest first."""
    with ctx.database.lezen() as s:
        alle = s.scalars(select(Loonlevering).order_by(Loonlevering.id.desc())).all()
        return tuple(_overzicht(s, een) for een in alle if _mag(ctx, een, "bekijk"))


def levering(ctx: Context, nummer: int) -> Leveringoverzicht:
    """Return one delivery. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        return _overzicht(s, _levering(s, ctx, nummer, "bekijk"))


def leveringbestand(ctx: Context, nummer: int, bestand_id: int, *, xlsx: bool = False) -> Bestand:
    """Return a file of a delivery: always the same bytes. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        _levering(s, ctx, nummer, "exporteer")
        gevonden = s.get(Loonleveringbestand, bestand_id, options=[undefer(Loonleveringbestand.inhoud)])
        if gevonden is None or gevonden.levering_id != nummer:
            raise GeenToegang("exporteer", OBJECT)
    if xlsx:
        return Bestand(f"{gevonden.naam}.xlsx", XLSX, schrijf_xlsx({"Loonbestand": gevonden.inhoud}))
    return Bestand(f"{gevonden.naam}.csv", "text/csv", gevonden.inhoud)


def levering_van(ctx: Context, run_id: int) -> int | None:
    """Return the delivery in which a run went, or None."""
    with ctx.database.lezen() as s:
        return s.scalar(select(Loonleveringrun.levering_id).where(Loonleveringrun.run_id == run_id))


def proefexport(ctx: Context, run_id: int) -> Proefexport:
    """Return what an approved run would write now, marked as a test; nothing is recorded as exported.

    Raises ``GeenToegang``, ``StapNietMogelijk`` and ``Geweigerd``.
    """
    with weigert_zonder_loongegevens(ctx, run_id), ctx.database.lezen() as s:
        run = s.get(Run, run_id)
        if run is None:
            raise GeenToegang("exporteer", OBJECT)
        ctx.eis("exporteer", Doel(OBJECT, eenheid=run.eenheid))
        if run.status != Runstatus.GOEDGEKEURD:
            raise StapNietMogelijk("een proef kan van een goedgekeurde run die nog niet is geëxporteerd")
        regels = export.te_exporteren(s, ctx, run, geldend(s, ctx.installatie))
        gebleven, vertrokken = export.verdeel(s, ctx, regels)
    naam = f"TEST-loon-{run.eenheid}-{run.periode}-{run.volgnummer}"
    with ctx.database.transactie() as s:
        noteer(s, ctx, "proefexport", OBJECT, run_id, regels=len(regels))
    weg = schrijf_csv(vertrokken, run.periode, proef=True) if vertrokken else None
    return Proefexport(
        Bestand(f"{naam}.csv", "text/csv", schrijf_csv(gebleven, run.periode, proef=True)),
        Bestand(f"{naam}-uit-dienst.csv", "text/csv", weg) if weg else None,
        controletotalen(gebleven),
    )


def controle_van(ctx: Context, run_id: int) -> tuple[tuple[Controletotaal, ...], str]:
    """Return the control totals and the SHA-256 of the file of an exported run. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        run = s.get(Run, run_id)
        if run is None:
            raise GeenToegang("bekijk", OBJECT)
        ctx.eis("bekijk", Doel(OBJECT, eenheid=run.eenheid))
        geschreven = s.scalar(select(Export).where(Export.run_id == run_id))
        if geschreven is None:
            return (), ""
        return controletotalen(export.geschreven_regels(s, geschreven)), geschreven.sha256


def _eis_compleet(ctx: Context, run_id: int) -> None:
    """Raise ``Geweigerd``, with tasks for the unit of this run, when something that payroll asks is not known."""
    with weigert_zonder_loongegevens(ctx, run_id), ctx.database.lezen() as s:
        run = s.get(Run, run_id)
        if run is None:
            raise GeenToegang("exporteer", OBJECT)
        ctx.eis("exporteer", Doel(OBJECT, eenheid=run.eenheid))
        if run.status == Runstatus.GOEDGEKEURD:
            export.te_exporteren(s, ctx, run, geldend(s, ctx.installatie))


def _bewaar(
    s: Session, ctx: Context, runs: Sequence[Run], regels: Sequence[Loonbestandregel], indeling: Leveringindeling
) -> int:
    rij = Loonlevering(
        indeling=indeling,
        eenheden=sorted({run.eenheid for run in runs}),
        aantal=len(regels),
        totaal_centen=sum(regel.centen for regel in regels),
        door=ctx.actor.account_id,
        op=ctx.nu,
    )
    s.add(rij)
    s.flush()
    s.add_all(Loonleveringrun(run_id=run.id, levering_id=rij.id) for run in runs)
    maand = max(run.periode for run in runs)
    gebleven, vertrokken = export.verdeel(s, ctx, regels)
    groepen: Mapping[str, Sequence[Loonbestandregel]] = {"": gebleven}
    if indeling is Leveringindeling.PER_REGELING:
        groepen = _per_regeling(gebleven)
    delen = [(f"-{naam.lower()}" if naam else "", deel) for naam, deel in groepen.items()]
    if vertrokken:
        delen.append(("-uit-dienst", vertrokken))
    for achtervoegsel, deel in delen:
        inhoud = schrijf_csv(deel, maand)
        s.add(
            Loonleveringbestand(
                levering_id=rij.id,
                naam=f"loon-levering-{rij.id}-{maand}{achtervoegsel}",
                inhoud=inhoud,
                sha256=sha256(inhoud).hexdigest(),
                aantal=len(deel),
                totaal_centen=sum(regel.centen for regel in deel),
            )
        )
    noteer(
        s,
        ctx,
        "lever",
        OBJECT,
        rij.id,
        runs=[run.id for run in runs],
        indeling=str(indeling),
        regels=rij.aantal,
        centen=rij.totaal_centen,
    )
    return rij.id


def _per_regeling(regels: Sequence[Loonbestandregel]) -> Mapping[str, Sequence[Loonbestandregel]]:
    uit: dict[str, list[Loonbestandregel]] = {}
    for regel in sorted(regels, key=lambda regel: regel.regeling):
        uit.setdefault(regel.regeling, []).append(regel)
    return uit


def _run(s: Session, ctx: Context, nummer: int) -> Run:
    run = s.get(Run, nummer, with_for_update=True)
    if run is None:
        raise GeenToegang("exporteer", OBJECT)
    ctx.eis("exporteer", Doel(OBJECT, eenheid=run.eenheid))
    return run


def _mag(ctx: Context, rij: Loonlevering, handeling: str) -> bool:
    return all(ctx.mag(handeling, Doel(OBJECT, eenheid=eenheid)) for eenheid in rij.eenheden)


def _levering(s: Session, ctx: Context, nummer: int, handeling: str) -> Loonlevering:
    rij = s.get(Loonlevering, nummer)
    if rij is None or not _mag(ctx, rij, handeling):
        raise GeenToegang(handeling, OBJECT)
    return rij


def _overzicht(s: Session, rij: Loonlevering) -> Leveringoverzicht:
    runs = s.scalars(
        select(Run)
        .join(Loonleveringrun, Loonleveringrun.run_id == Run.id)
        .where(Loonleveringrun.levering_id == rij.id)
        .order_by(Run.periode, Run.eenheid, Run.volgnummer)
    ).all()
    bestanden = s.scalars(
        select(Loonleveringbestand).where(Loonleveringbestand.levering_id == rij.id).order_by(Loonleveringbestand.naam)
    ).all()
    return Leveringoverzicht(rij, tuple(runs), tuple(bestanden))
