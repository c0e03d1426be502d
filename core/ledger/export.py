# SPDX-License-Identifier: EUPL-1.2
"""Exporting a run: which postings go, the file, and the proof that each went once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from core.berichten.services import PARAMETER_ONTBREEKT, los_taak_op
from core.context import Context
from core.contributions import Loonregel
from core.ledger.bestand import Bestand
from core.ledger.boeken import sluit_af
from core.ledger.bulk import een_van, voeg_toe
from core.ledger.loonbestand import VORM, Loonbestandregel, schrijf_csv, schrijf_xlsx
from core.ledger.loonmodels import Aangehouden
from core.ledger.loonsoort import BRUTO_NETTO, KOSTENPLAATS, met_loonsoort, sleutel
from core.ledger.models import Boeking, Export, Exportregel, Run
from core.ledger.procedure import RUN, Runstatus
from core.ledger.verrekening import Stand, in_dienst, standen
from core.people.models import Medewerker
from core.rules.parameters import Parameterset
from core.storage.audit import noteer
from core.storingen.services import namens

LOONCODE_ONTBREEKT = "looncode_ontbreekt"
"""A task: ``sleutel`` is the regulation whose postings have no wage code from the day ``op``."""


_REGEL = (
    Boeking.id,
    Boeking.medewerker_id,
    Medewerker.personeelsnummer,
    Boeking.looncode,
    Boeking.periode,
    Boeking.ingangsdatum,
    Boeking.hoeveelheden,
    Boeking.centen,
    Boeking.voorganger_id,
    Boeking.regeling,
)
"""The columns of a ``Loonbestandregel``, in their order."""


class LooncodeOntbreekt(LookupError):
    """Postings have no wage code; ``per_regeling`` holds the first day for each regulation."""

    def __init__(self, per_regeling: dict[str, date]) -> None:
        self.per_regeling = per_regeling
        lijst = ", ".join(f"{regeling} (vanaf {dag.isoformat()})" for regeling, dag in sorted(per_regeling.items()))
        super().__init__(f"er is geen looncode bekend voor {lijst}. Vul de parameter in en exporteer daarna opnieuw.")


@dataclass(frozen=True)
class Loonexport:
    """The payroll files of a run."""

    id: int
    run_id: int
    csv: Bestand
    #: People who have no next payslip, to be paid or charged by hand.
    uit_dienst: Bestand | None
    xlsx: Bestand
    #: How many lines in all, and what they come to.
    aantal: int
    totaal_centen: int


def exporteer(s: Session, ctx: Context, run: Run, parameters: Parameterset) -> Export:
    """Write the payroll file of an approved run; of an exported one return the file that was written.

    With it go postings of earlier exports that waited for a decision, a day or an answer. Raises ``StapNietMogelijk``,
    ``LooncodeOntbreekt`` and ``ParameterOntbreekt``.
    """
    eerder = s.scalar(select(Export).where(Export.run_id == run.id))
    if eerder is not None:
        return eerder
    naar = RUN.na(run.status, "exporteer")
    # What is decided about an amount now must not be decided otherwise while it is being written.
    sluit_af(s, run.eenheid)
    regels = te_exporteren(s, ctx, run, parameters)
    gebleven, vertrokken = verdeel(s, ctx, regels)
    inhoud = schrijf_csv(gebleven, run.periode)
    export = Export(
        run_id=run.id,
        bestandsnaam=f"loon-{run.eenheid}-{run.periode}-{run.volgnummer}",
        inhoud=inhoud,
        sha256=sha256(inhoud).hexdigest(),
        vorm=VORM,
        uit_dienst=schrijf_csv(vertrokken, run.periode) if vertrokken else None,
        aantal=len(regels),
        totaal_centen=sum(regel.centen for regel in regels),
        door=ctx.actor.account_id,
        op=ctx.nu,
    )
    s.add(export)
    s.flush()
    kolommen = ("boeking_id", "export_id", "looncode", "bruto_netto", "kostenplaats")
    rijen: list[tuple[object, ...]] = [
        (regel.boeking_id, export.id, regel.looncode, regel.bruto_netto, regel.kostenplaats) for regel in regels
    ]
    voeg_toe(s, Exportregel.__table__, kolommen, rijen)
    _houd_aan(s, run, [regel.boeking_id for regel in regels])
    for regeling in s.scalars(select(Boeking.regeling).where(Boeking.run_id == run.id).distinct()):
        los_taak_op(s, ctx, eenheid=run.eenheid, soort=LOONCODE_ONTBREEKT, sleutel=regeling)
        for naam in (BRUTO_NETTO, KOSTENPLAATS):
            los_taak_op(s, ctx, eenheid=run.eenheid, soort=PARAMETER_ONTBREEKT, sleutel=sleutel(regeling, naam))
    run.status = Runstatus(naar)
    run.geexporteerd_door, run.geexporteerd_op = ctx.actor.account_id, ctx.nu
    noteer(
        s,
        ctx,
        "exporteer",
        "core.run",
        run.id,
        export=export.id,
        regels=export.aantal,
        centen=export.totaal_centen,
        sha256=export.sha256,
    )
    return export


def te_exporteren(s: Session, ctx: Context, run: Run, parameters: Parameterset) -> list[Loonbestandregel]:
    """Return the lines that go with a run now, with everything that payroll must know of them.

    Raises ``LooncodeOntbreekt`` and ``ParameterOntbreekt``.
    """
    return met_loonsoort(_met_looncode(s, ctx, run, _regels(s, run, ctx.vandaag), parameters), parameters)


def verdeel(
    s: Session, ctx: Context, regels: Sequence[Loonbestandregel]
) -> tuple[list[Loonbestandregel], list[Loonbestandregel]]:
    """Return the lines of people with a next payslip, and those of people who are employed nowhere."""
    aanwezig = in_dienst(s, ctx.vandaag)
    gebleven = [regel for regel in regels if regel.medewerker_id in aanwezig]
    return gebleven, [regel for regel in regels if regel.medewerker_id not in aanwezig]


def _houd_aan(s: Session, run: Run, geschreven: Sequence[int]) -> None:
    """Remember what was left out of the file of its run; what went now waits no longer."""
    s.execute(
        delete(Aangehouden).where(een_van(s, Aangehouden.boeking_id, geschreven)),
        execution_options={"synchronize_session": False},
    )
    rest = (
        select(Boeking.id)
        .outerjoin(Exportregel, Exportregel.boeking_id == Boeking.id)
        .where(Boeking.run_id == run.id, Exportregel.boeking_id.is_(None))
    )
    rijen: list[tuple[object, ...]] = [(nummer, run.eenheid) for nummer in s.scalars(rest)]
    voeg_toe(s, Aangehouden.__table__, ("boeking_id", "eenheid"), rijen)


def als_bestanden(export: Export) -> Loonexport:
    """Return the stored files, with a workbook of both."""
    naam = export.bestandsnaam
    bladen = {"Loonbestand": export.inhoud} | ({"Uit dienst": export.uit_dienst} if export.uit_dienst else {})
    return Loonexport(
        export.id,
        export.run_id,
        Bestand(f"{naam}.csv", "text/csv", export.inhoud),
        Bestand(f"{naam}-uit-dienst.csv", "text/csv", export.uit_dienst) if export.uit_dienst else None,
        Bestand(
            f"{naam}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", schrijf_xlsx(bladen)
        ),
        export.aantal,
        export.totaal_centen,
    )


def geschreven_regels(s: Session, export: Export) -> list[Loonbestandregel]:
    """Return the lines of an export again, with the wage codes that were written."""
    vraag = (
        select(*_REGEL, Exportregel.looncode, Exportregel.bruto_netto, Exportregel.kostenplaats)
        .join(Medewerker, Medewerker.id == Boeking.medewerker_id)
        .join(Exportregel, Exportregel.boeking_id == Boeking.id)
        .where(Exportregel.export_id == export.id)
        .order_by(Boeking.id)
    )
    return [
        replace(Loonbestandregel(*kolommen), looncode=looncode, bruto_netto=bruto_netto, kostenplaats=kostenplaats)
        for *kolommen, looncode, bruto_netto, kostenplaats in s.execute(vraag)
    ]


def _regels(s: Session, run: Run, op: date) -> list[Loonbestandregel]:
    stand = standen(s, run.eenheid, op)
    vrijgekomen = [boeking_id for boeking_id, waar in stand.items() if waar is Stand.MEE]
    vraag = (
        select(*_REGEL, Boeking.run_id, Run.status)
        .join(Medewerker, Medewerker.id == Boeking.medewerker_id)
        .join(Run, Run.id == Boeking.run_id)
        .where(or_(Boeking.run_id == run.id, een_van(s, Boeking.id, vrijgekomen)))
        .order_by(Boeking.id)
    )
    return [
        Loonbestandregel(*kolommen)
        for *kolommen, run_id, status in s.execute(vraag)
        # What another run holds goes with that run, until that has been exported without it.
        if (run_id == run.id or status == Runstatus.GEEXPORTEERD) and stand.get(kolommen[0], Stand.MEE) is Stand.MEE
    ]


def _met_looncode(
    s: Session, ctx: Context, run: Run, regels: list[Loonbestandregel], parameters: Parameterset
) -> list[Loonbestandregel]:
    """Fill in wage codes that were not known when the posting was made. Raises ``LooncodeOntbreekt``."""
    zonder = [regel.boeking_id for regel in regels if not regel.looncode]
    if not zonder:
        return regels
    vraag = (
        select(Boeking, Exportregel.looncode)
        .outerjoin(Exportregel, Exportregel.boeking_id == Boeking.voorganger_id)
        .where(een_van(s, Boeking.id, zonder))
        .order_by(Boeking.id)
    )
    boekingen = [(boeking, van_voorganger) for boeking, van_voorganger in s.execute(vraag)]
    nu = _looncodes_nu(s, ctx, run.eenheid, [boeking for boeking, _ in boekingen], parameters)
    gevonden: dict[int, str] = {}
    ontbreekt: dict[str, date] = {}
    for boeking, van_voorganger in boekingen:
        # What a fact was paid under, it is taken back under.
        looncode = van_voorganger or nu.get((boeking.regeling, boeking.medewerker_id, boeking.periode, boeking.feit))
        if looncode:
            gevonden[boeking.id] = looncode
        else:
            dag = boeking.ingangsdatum
            ontbreekt[boeking.regeling] = min(dag, ontbreekt.get(boeking.regeling, dag))
    if ontbreekt:
        raise LooncodeOntbreekt(ontbreekt)
    return [replace(regel, looncode=regel.looncode or gevonden[regel.boeking_id]) for regel in regels]


def _looncodes_nu(
    s: Session, ctx: Context, eenheid: str, boekingen: Sequence[Boeking], parameters: Parameterset
) -> dict[tuple[str, int, str, str], str]:
    """Ask the sources again; return the wage codes by regulation, person, month and fact."""
    uit: dict[tuple[str, int, str, str], str] = {}
    for bron in ctx.installatie.maandbronnen:
        if bron.eenheid != eenheid:
            continue
        per_maand: dict[str, set[int]] = {}
        for boeking in boekingen:
            if boeking.regeling == bron.regeling:
                per_maand.setdefault(boeking.periode, set()).add(boeking.medewerker_id)
        for periode, medewerker_ids in sorted(per_maand.items()):
            with namens(eenheid, "annex_maandbronnen"):
                regels = list(bron.bereken(s, periode, sorted(medewerker_ids), parameters))
            for regel in regels:
                if isinstance(regel, Loonregel):
                    uit[bron.regeling, regel.medewerker_id, periode, regel.feit] = regel.looncode
    return uit
