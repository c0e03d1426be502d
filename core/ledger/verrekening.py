# SPDX-License-Identifier: EUPL-1.2
"""Which postings may go to payroll: an amount is never taken back by itself (BW 7:632), a person decides about it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.bezwaren.models import Boekingsbezwaar
from core.context import Context
from core.ledger.boeken import sluit_af
from core.ledger.instemming import heeft_ingestemd, onthoud_instemming, wacht_nog
from core.ledger.loonmodels import Aangehouden, Aankondiging
from core.ledger.models import Boeking, Exportregel, Run, Verrekening, Verrekenkeuze
from core.ledger.procedure import DEFINITIEF, Runstatus
from core.people.models import Dienstverband
from core.people.policy import Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.vorderingen.openen import open_vordering, trek_vordering_in


class Stand(StrEnum):
    """Where a final posting stands on its way to payroll."""

    MEE = "mee"
    """Goes with the next payroll file."""
    WACHT = "wacht"
    """Waits for a decision of HR."""
    AANGEKONDIGD = "aangekondigd"
    """A deduction that was announced: it waits for its day, or for the employee to agree."""
    BETWIST = "betwist"
    """A deduction to which the employee objects: it waits for the answer."""
    NIET = "niet"
    """Never goes through payroll: claimed otherwise, or waived."""
    GEEXPORTEERD = "geexporteerd"


def standen(s: Session, eenheid: str, op: date) -> dict[int, Stand]:
    """Return the state on a day of every final posting that does not simply go with its own run.

    Those are the postings of a chain in which something was ever taken back, and deductions that wait. A payment after
    an amount that was not taken back (no decision yet, or waived) waits too: the employee still has that money.
    Deductions that were agreed beforehand go by themselves, as long as there is a payslip, unless HR decided otherwise.
    Nothing is deducted before its announcement has run out, nor while the employee objects.
    """
    wortel = func.coalesce(Boeking.wortel_id, Boeking.id)
    verlaagd = (
        select(wortel)
        .join(Run, Run.id == Boeking.run_id)
        .where(Boeking.eenheid == eenheid, Boeking.centen < 0, ~Boeking.inhouding, Run.status.in_(DEFINITIEF))
    )
    besloten = (
        select(Boeking.id)
        .join(Verrekening, Verrekening.boeking_id == Boeking.id)
        .where(Boeking.eenheid == eenheid, Boeking.inhouding)
    )
    aangekondigd = select(Aankondiging.boeking_id).where(Aankondiging.eenheid == eenheid, wacht_nog(op))
    betwist = (
        select(wortel)
        .join(Boekingsbezwaar, Boekingsbezwaar.boeking_id == Boeking.id)
        .where(Boeking.eenheid == eenheid, Boekingsbezwaar.beantwoord_op.is_(None))
    )
    aangehouden = select(Aangehouden.boeking_id).where(Aangehouden.eenheid == eenheid)
    # Before the export of their run these stand in no other list.
    vertrokken = (
        select(Boeking.id)
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Run.eenheid == eenheid,
            Run.status == Runstatus.GOEDGEKEURD,
            Boeking.inhouding,
            Boeking.centen < 0,
            Boeking.medewerker_id.not_in(_in_dienst(op)),
        )
    )
    vraag = (
        select(
            Boeking.id,
            wortel.label("wortel"),
            Boeking.centen,
            Boeking.inhouding,
            Exportregel.boeking_id.label("geexporteerd"),
            Boeking.id.in_(aangekondigd).label("aangekondigd"),
            wortel.in_(betwist).label("betwist"),
            Boeking.medewerker_id.in_(_in_dienst(op)).label("in_dienst"),
        )
        .join(Run, Run.id == Boeking.run_id)
        .outerjoin(Exportregel, Exportregel.boeking_id == Boeking.id)
        .where(
            or_(
                *(Boeking.wortel_id.in_(ketens) | Boeking.id.in_(ketens) for ketens in (verlaagd, betwist)),
                *(Boeking.id.in_(boekingen) for boekingen in (besloten, aangekondigd, aangehouden, vertrokken)),
            ),
            Run.status.in_(DEFINITIEF),
        )
        .order_by(Boeking.id)
    )
    rijen = s.execute(vraag).all()
    keuzes = besluiten(s, [rij.id for rij in rijen])
    uit: dict[int, Stand] = {}
    niet_teruggehaald: set[int] = set()
    for rij in rijen:
        if rij.geexporteerd is not None:
            uit[rij.id] = Stand.GEEXPORTEERD
            continue
        keuze = keuzes.get(rij.id)
        vrij = rij.inhouding or (rij.centen > 0 and rij.wortel not in niet_teruggehaald)
        if keuze is None:
            vertrokken_met_schuld = rij.inhouding and rij.centen < 0 and not rij.in_dienst
            uit[rij.id] = Stand.MEE if vrij and not vertrokken_met_schuld else Stand.WACHT
        else:
            uit[rij.id] = Stand.MEE if keuze is Verrekenkeuze.VERREKENEN else Stand.NIET
        if rij.centen < 0 and uit[rij.id] is Stand.MEE and (rij.betwist or rij.aangekondigd):
            uit[rij.id] = Stand.BETWIST if rij.betwist else Stand.AANGEKONDIGD
        if rij.centen < 0 and keuze in (None, Verrekenkeuze.AFZIEN):
            niet_teruggehaald.add(rij.wortel)
    return uit


def besluiten(s: Session, boeking_ids: list[int]) -> dict[int, Verrekenkeuze]:
    """Return the last decision about each posting that has one."""
    if not boeking_ids:
        return {}
    vraag = select(Verrekening.boeking_id, Verrekening.keuze).where(
        Verrekening.boeking_id.between(min(boeking_ids), max(boeking_ids))
    )
    return {boeking_id: Verrekenkeuze(keuze) for boeking_id, keuze in s.execute(vraag.order_by(Verrekening.id))}


def in_dienst(s: Session, op: date) -> set[int]:
    """Return who is employed somewhere on a day, and so has a next payslip."""
    return set(s.scalars(_in_dienst(op)))


def _in_dienst(op: date) -> Select[int]:
    return select(Dienstverband.medewerker_id).where(
        Dienstverband.van <= op, or_(Dienstverband.tot_en_met.is_(None), Dienstverband.tot_en_met >= op)
    )


def beslis(s: Session, ctx: Context, boeking: Boeking, keuze: Verrekenkeuze, reden: str, *, instemming: bool) -> None:
    """Record what happens with a posting that waits. Raises ``Geweigerd`` and ``GeenToegang``."""
    doel = Doel("core.boeking", eenheid=boeking.eenheid, medewerker_id=boeking.medewerker_id)
    if ctx.actor.account_id is None:
        raise GeenToegang("beslis", doel.soort)
    if boeking.medewerker_id == ctx.actor.medewerker_id:
        raise Geweigerd("", "over je eigen bedrag beslist een ander")
    if s.get_one(Run, boeking.run_id).status not in DEFINITIEF:
        raise Geweigerd("", "de run van deze boeking is nog niet goedgekeurd")
    # Nobody writes a payroll file of the unit meanwhile: the amount would go and be claimed too.
    sluit_af(s, boeking.eenheid)
    stand = standen(s, boeking.eenheid, ctx.vandaag).get(boeking.id, Stand.MEE)
    besloten = boeking.id in besluiten(s, [boeking.id])
    instemming = instemming or heeft_ingestemd(s, boeking.id)
    if stand is Stand.GEEXPORTEERD:
        raise Geweigerd("", "dit bedrag staat al in een loonbestand")
    if stand is not Stand.WACHT and not besloten and not (boeking.inhouding and boeking.centen < 0):
        raise Geweigerd("", "over deze boeking hoeft niet besloten te worden")
    if not reden.strip():
        raise Geweigerd("reden", "schrijf op waarom je dit besluit")
    if keuze is Verrekenkeuze.VORDEREN and boeking.centen > 0:
        raise Geweigerd("keuze", "dit is een betaling; kies verrekenen (uitbetalen) of afzien (niet betalen)")
    if keuze is Verrekenkeuze.VERREKENEN and boeking.centen < 0:
        if not instemming and not boeking.inhouding:
            raise Geweigerd(
                "instemming", "zonder instemming wordt niets op het loon ingehouden; kies dan vorderen of afzien"
            )
        if boeking.medewerker_id not in in_dienst(s, ctx.vandaag):
            raise Geweigerd("keuze", "deze medewerker is uit dienst, er volgt geen loon meer; kies vorderen of afzien")
    if keuze is Verrekenkeuze.VERREKENEN and instemming:
        onthoud_instemming(s, ctx, boeking.id)
    trek_vordering_in(s, ctx, boeking.id)
    if keuze is Verrekenkeuze.VORDEREN:
        open_vordering(s, ctx, boeking)
    s.add(
        Verrekening(
            boeking_id=boeking.id,
            keuze=keuze,
            reden=reden.strip(),
            instemming=instemming,
            door=ctx.actor.account_id,
            op=ctx.nu,
        )
    )
    noteer(s, ctx, "beslis", "core.boeking", boeking.id, keuze=keuze, instemming=instemming)
