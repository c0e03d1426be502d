# SPDX-License-Identifier: EUPL-1.2
"""Telling the employee of a deduction before it goes to payroll: by message and letter, at the approval of its run.

Which deductions are large enough, and how long they wait, are parameters that nobody gave a value: until HR does, every
deduction is announced, and waits until the employee agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from core.berichten.models import Bericht
from core.berichten.services import PARAMETER_ONTBREEKT, meld_taak
from core.brieven.inhoud import Bedragregel, Briefconcept, Uitlegregel
from core.brieven.rondes import zet_klaar
from core.context import Context
from core.contributions import Berichtsoort, Briefsoort
from core.ledger.brieven import boekingen_van, maandnaam, uitlegregels, waarvoor
from core.ledger.bulk import een_van
from core.ledger.instemming import onthoud_instemming
from core.ledger.loonmodels import Aankondiging
from core.ledger.models import Boeking, Run
from core.people.policy import HR, Doel, GeenToegang
from core.rules.invoer import Geweigerd
from core.rules.parameters import Parameterset
from core.rules.uitleg import Stap, Teksten
from core.storage.audit import noteer

DREMPEL = "loon.aankondiging_drempel"
DAGEN = "loon.aankondiging_dagen"
INHOUDING = "core.inhouding"
"""A kind of letter: ``sleutel`` is the number of the posting that is going to be deducted."""
INHOUDING_KOMT = "core.inhouding_komt"
TE_VEEL_BETAALD = "core.te_veel_betaald"

BERICHTSOORTEN = (
    Berichtsoort(INHOUDING_KOMT, "Er komt een inhouding van {bedrag_centen} op je loon aan.", "boekingen.toon"),
    Berichtsoort(
        TE_VEEL_BETAALD, "Je kreeg {bedrag_centen} te veel. HR beslist wat daarmee gebeurt.", "boekingen.toon"
    ),
)

_ZINNEN = Teksten(
    {
        "onderwerp": {"nl": "Inhouding op je loon: {waarvoor}", "en": "Deduction from your pay: {waarvoor}"},
        "onderwerp_te_veel": {"nl": "Te veel betaald: {waarvoor}", "en": "Paid too much: {waarvoor}"},
        "te_veel": {"nl": "Te veel betaald", "en": "Paid too much"},
        "wat": {
            "nl": "Voor {waarvoor} in {maand} ben je {bedrag_centen} verschuldigd.",
            "en": "You owe {bedrag_centen} for {waarvoor} in {maand}.",
        },
        "tot": {
            "nl": "Dit bedrag gaat niet naar de salarisadministratie voor {dag}, tenzij je eerder instemt.",
            "en": "This amount does not go to payroll before {dag}, unless you agree earlier.",
        },
        "zonder_termijn": {
            "nl": "Dit bedrag gaat pas naar de salarisadministratie als je instemt, of als HR een termijn heeft"
            " vastgesteld.",
            "en": "This amount only goes to payroll once you agree, or once HR has set a term.",
        },
        "besluit": {
            "nl": "HR beslist wat er met dit bedrag gebeurt. Zonder je instemming wordt het niet op je loon"
            " ingehouden.",
            "en": "HR decides what happens with this amount. Without your consent it is not deducted from your pay.",
        },
        "nu": {"nl": "In te houden", "en": "To be deducted"},
        "akkoord": {
            "nl": "Stem je in? Dat kan in Annex, bij boeking {nummer}.",
            "en": "Do you agree? You can say so in Annex, at posting {nummer}.",
        },
        "bezwaar": {
            "nl": "Klopt het niet? Maak dan in Annex bezwaar bij dezelfde boeking. Zolang je bezwaar loopt, wordt er"
            " niets ingehouden.",
            "en": "Is it not right? Then object in Annex, at the same posting. Nothing is deducted while your objection"
            " is open.",
        },
    }
)


def kondig_aan(s: Session, ctx: Context, run: Run, parameters: Parameterset) -> int:
    """Announce the deductions of a run that is being approved, and return how many; in the caller's transaction."""
    vraag = select(Boeking.id, Boeking.medewerker_id, Boeking.centen, Boeking.inhouding).where(Boeking.run_id == run.id)
    verlaagd = s.execute(vraag.where(Boeking.centen < 0).order_by(Boeking.id)).all()
    if not verlaagd:
        return 0
    drempel, dagen = (_waarde(s, ctx, run.eenheid, parameters, sleutel) for sleutel in (DREMPEL, DAGEN))
    gekozen = [rij for rij in verlaagd if drempel is None or -rij.centen >= drempel * 100]
    if not gekozen:
        return 0
    wacht_tot = None if dagen is None else ctx.vandaag + timedelta(days=int(dagen))
    s.execute(
        insert(Aankondiging),
        [
            {"boeking_id": rij.id, "eenheid": run.eenheid, "aangekondigd_op": ctx.nu, "wacht_tot": wacht_tot}
            for rij in gekozen
        ],
    )
    s.execute(
        insert(Bericht),
        [
            {
                "soort": INHOUDING_KOMT if rij.inhouding else TE_VEEL_BETAALD,
                "aan_medewerker_id": rij.medewerker_id,
                "gegevens": {"nummer": rij.id, "bedrag_centen": -rij.centen},
                "gemaakt_op": ctx.nu,
            }
            for rij in gekozen
        ],
    )
    zet_klaar(s, ctx, INHOUDING, run.eenheid, run.periode, [str(rij.id) for rij in gekozen])
    return len(gekozen)


def trek_aankondigingen_in(s: Session, run_id: int) -> None:
    """Forget what was announced of a run that is given back: its postings are no longer final."""
    eigen = select(Boeking.id).where(Boeking.run_id == run_id)
    s.execute(
        delete(Aankondiging).where(Aankondiging.boeking_id.in_(eigen)),
        execution_options={"synchronize_session": False},
    )


def stem_in(ctx: Context, boeking_id: int) -> None:
    """Record that the employee agrees with a deduction that was announced. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        boeking = s.get(Boeking, boeking_id)
        if boeking is None:
            raise GeenToegang("stem_in", "core.boeking")
        ctx.eis("stem_in", Doel("core.boeking", eenheid=boeking.eenheid, medewerker_id=boeking.medewerker_id))
        if boeking.medewerker_id != ctx.actor.medewerker_id:
            raise GeenToegang("stem_in", "core.boeking")
        if not onthoud_instemming(s, ctx, boeking_id):
            raise Geweigerd("", "hier is geen inhouding aangekondigd, of je stemde al in")
        noteer(s, ctx, "stem_in", "core.boeking", boeking_id)


def aankondiging_bij(ctx: Context, boeking_id: int) -> Aankondiging | None:
    """Return what was announced about a posting, for who may see the posting."""
    with ctx.database.lezen() as s:
        gevonden = s.get(Aankondiging, boeking_id)
        if gevonden is None:
            return None
        boeking = s.get_one(Boeking, boeking_id)
    doel = Doel("core.boeking", eenheid=boeking.eenheid, medewerker_id=boeking.medewerker_id)
    return gevonden if ctx.mag("bekijk", doel) else None


def _waarde(s: Session, ctx: Context, eenheid: str, parameters: Parameterset, sleutel: str) -> Decimal | None:
    feit = parameters.zoek(sleutel, ctx.vandaag)
    if feit is None or feit.waarde is None:
        meld_taak(
            s,
            ctx,
            eenheid=eenheid,
            rol=HR.id,
            soort=PARAMETER_ONTBREEKT,
            sleutel=sleutel,
            op=ctx.vandaag.replace(day=1),
        )
        return None
    assert isinstance(feit.waarde, Decimal)  # noqa: S101 - both keys are declared as numbers
    return feit.waarde


def _brief(s: Session, ctx: Context, sleutels: Sequence[str]) -> Mapping[str, Briefconcept | str]:
    boekingen = boekingen_van(s, sleutels)
    uitleg = uitlegregels(ctx, s, list(boekingen.values()))
    gevraagd = [boeking.id for boeking in boekingen.values()]
    aangekondigd = {
        rij.boeking_id: rij
        for rij in s.scalars(select(Aankondiging).where(een_van(s, Aankondiging.boeking_id, gevraagd)))
    }
    return {
        sleutel: _concept(ctx, boeking, aangekondigd[boeking.id], uitleg.get(boeking.id, ()))
        if boeking.id in aangekondigd
        else "deze inhouding is niet (meer) aangekondigd"
        for sleutel, boeking in boekingen.items()
    }


def _concept(
    ctx: Context, boeking: Boeking, aankondiging: Aankondiging, uitleg: tuple[Uitlegregel, ...]
) -> Briefconcept:
    def zin(code: str, **waarden: object) -> str:
        return _ZINNEN.zin(Stap("", code, waarden), ctx.taal)

    waar, maand = waarvoor(ctx, boeking), maandnaam(boeking.periode, ctx.taal)
    if not boeking.inhouding:
        wanneer = zin("besluit")
    elif aankondiging.wacht_tot is None:
        wanneer = zin("zonder_termijn")
    else:
        wanneer = zin("tot", dag=aankondiging.wacht_tot + timedelta(days=1))
    eigen_brief = any(soort.waarde.regeling == boeking.regeling for soort in ctx.installatie.briefsoorten.values())
    return Briefconcept(
        medewerker_id=boeking.medewerker_id,
        eenheid=boeking.eenheid,
        onderwerp=zin("onderwerp" if boeking.inhouding else "onderwerp_te_veel", waarvoor=waar),
        alineas=(zin("wat", waarvoor=waar, maand=maand, bedrag_centen=-boeking.centen), wanneer),
        bedragen=(Bedragregel(zin("nu" if boeking.inhouding else "te_veel"), boeking.centen),),
        # What the employer may read of the explanation stands in the letter that the regulation brings itself.
        uitleg=() if eigen_brief else uitleg,
        slot=(zin("akkoord", nummer=str(boeking.id)), zin("bezwaar")),
    )


BRIEFSOORTEN = (Briefsoort(INHOUDING, "Aankondiging van een inhouding", _brief),)
