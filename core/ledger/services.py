# SPDX-License-Identifier: EUPL-1.2
"""The ledger's use cases: calculate a month, check, approve, export, correct, explain and verify.

A fact that pays is recorded elsewhere; whoever records it calls ``markeer`` in the same transaction.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.berichten.services import PARAMETER_ONTBREEKT, meld_taak
from core.context import Context
from core.ledger import controle, export, goedkeuring, overzicht, uitleg, verrekening, zoeken
from core.ledger import run as maandrun
from core.ledger.controle import Controleverslag
from core.ledger.export import LOONCODE_ONTBREEKT, LooncodeOntbreekt, Loonexport
from core.ledger.merken import markeer, markeer_alle
from core.ledger.models import Boeking, Run, Verrekenkeuze
from core.ledger.momentopname import Gevolgd
from core.ledger.nareken import NietNaTeRekenen
from core.ledger.overzicht import Maandvergelijking, Openstaandregel, Runoverzicht
from core.ledger.run import Deel, RunBezet, Werk
from core.ledger.uitleg import Toelichting, UitlegKloptNiet
from core.ledger.zoeken import Boekingregel
from core.people.policy import HR, Doel, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules.invoer import Geweigerd
from core.rules.parameters import ParameterOntbreekt

__all__ = [
    "RunBezet",
    "UitlegKloptNiet",
    "beslis_verrekening",
    "boeking_met_uitleg",
    "boekingen_van",
    "controleer",
    "controleer_grootboek",
    "exporteer",
    "geef_terug",
    "herreken_vanaf",
    "keten_van",
    "keur_goed",
    "leg_uit",
    "maak_run",
    "markeer",
    "openstaande_feiten",
    "run_overzicht",
    "runs",
    "trek_in",
    "verschil_met_vorige",
    "wacht_op_besluit",
]

Voortgang = Callable[[int, int], None]
"""Called with (done, of how many) after every unit of work."""

_REKENAARS = 2
"""Threads that calculate: while one waits for the database, the other has the interpreter."""

_RUN = "core.run"
_BOEKING = "core.boeking"


def maak_run(ctx: Context, eenheid: str, periode: str, voortgang: Voortgang | None = None) -> Run:
    """Calculate the month ``YYYY-MM`` of a unit as a draft, or go on with one that was stopped.

    Everybody is calculated when the month is new, or when a parameter or a rule changed since; otherwise only persons
    with a mark. Late facts of this month and earlier ones that were closed are booked as differences. A month that is
    final, with nothing new, is returned as it is. Raises ``GeenToegang``, ``Geweigerd``, ``StapNietMogelijk`` and
    ``RunBezet``.
    """
    ctx.eis("maak", Doel(_RUN, eenheid=eenheid))
    maandrun.eis_periode(periode, ctx.vandaag)
    with ctx.database.transactie() as s:
        bronnen = maandrun.bronnen_van(s, ctx.installatie, eenheid)
        run, werk = maandrun.begin(s, ctx, eenheid, periode, bronnen, geldend(s, ctx.installatie))
    if werk is None:
        return run
    if run.tot_medewerker is not None:
        with ctx.database.lezen() as s:
            personen = maandrun.iedereen(s, werk, run.tot_medewerker)
        with _vlot():
            for gedaan in _eerste_keer(ctx, werk, personen) if werk.eerste_keer else _opnieuw(ctx, werk, personen):
                if voortgang:
                    voortgang(gedaan, len(personen))
        with ctx.database.transactie() as s:
            maandrun.sluit_ronde(s, werk)
    na: tuple[str, int] | None = maandrun.VOOR_IEDEREEN
    while na is not None:
        with ctx.database.transactie() as s:
            na = maandrun.doe_merken(s, werk, na)
    with ctx.database.transactie() as s:
        return maandrun.rond_af(s, ctx, werk)


def controleer(ctx: Context, run_id: int) -> Run:
    """Record that the actor has checked a draft. Raises ``GeenToegang`` and ``StapNietMogelijk``."""
    with ctx.database.transactie() as s:
        run = _run(s, ctx, run_id, "controleer")
        goedkeuring.controleer(s, ctx, run, geldend(s, ctx.installatie))
        return run


def keur_goed(ctx: Context, run_id: int, *, ook_onvolledig: bool = False, voortgang: Voortgang | None = None) -> Run:
    """Approve a checked run: store every explanation and the parameters, and make the postings final.

    ``ook_onvolledig`` approves what could be calculated; facts that wait for a parameter follow in a later run. What
    was stopped half way goes on where it was. Raises ``GeenToegang``, ``Geweigerd``, ``StapNietMogelijk``, ``RunBezet``
    and ``UitlegKloptNiet``, and then nothing is final.
    """
    with ctx.database.transactie() as s:
        run = _run(s, ctx, run_id, "keurgoed")
        bron = geldend(s, ctx.installatie)
        goedkeuring.eis_goed_te_keuren(s, ctx, run, bron, ook_onvolledig=ook_onvolledig)
        run.beurt += 1
        beurt = run.beurt
        te_doen = uitleg.zonder_uitleg(s, run_id)
    parameters = Gevolgd(bron)
    regels = maandrun.regels_van(ctx.installatie, run.eenheid)
    for gedaan, deel in _delen(te_doen):
        with ctx.database.transactie() as s:
            run = maandrun.neem_beurt(s, run_id, beurt)
            uitleg.leg_vast(s, ctx.installatie, parameters, deel)
            maandrun.onthoud(run, parameters.gebruik, bron, regels)
        if voortgang:
            voortgang(gedaan, len(te_doen))
    with ctx.database.transactie() as s:
        run = maandrun.neem_beurt(s, run_id, beurt)
        goedkeuring.keur_goed(s, ctx, run, bron)
        return run


def geef_terug(ctx: Context, run_id: int, reden: str) -> Run:
    """Make a checked or approved run a draft again, with a reason, as long as nothing was exported or built on it.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        run = _run(s, ctx, run_id, "geefterug")
        goedkeuring.geef_terug(s, ctx, run, reden)
        return run


def trek_in(ctx: Context, run_id: int, reden: str) -> Run:
    """Withdraw a draft that was a mistake, with a reason; a new run of the month can be begun afterwards.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        run = _run(s, ctx, run_id, "trekin")
        goedkeuring.trek_in(s, ctx, run, reden)
        return run


def exporteer(ctx: Context, run_id: int) -> Loonexport:
    """Write the payroll file of an approved run; of an exported run return the same bytes again.

    Amounts below zero are left out until HR has decided on them; then they go with the next export of the unit.
    Raises ``GeenToegang``, ``StapNietMogelijk``, and ``Geweigerd`` when a wage code or another figure that payroll asks
    is not known (a task for HR).
    """
    with weigert_zonder_loongegevens(ctx, run_id), ctx.database.transactie() as s:
        run = _run(s, ctx, run_id, "exporteer")
        goedkeuring.eis_persoon(ctx, "exporteer")
        geschreven = export.exporteer(s, ctx, run, geldend(s, ctx.installatie))
    return export.als_bestanden(geschreven)


@contextmanager
def weigert_zonder_loongegevens(ctx: Context, run_id: int) -> Iterator[None]:
    """Make a task for HR of what payroll asks and nobody knows, and refuse. Raises ``Geweigerd``."""
    try:
        yield
    except (LooncodeOntbreekt, ParameterOntbreekt) as fout:
        looncode = isinstance(fout, LooncodeOntbreekt)
        soort = LOONCODE_ONTBREEKT if looncode else PARAMETER_ONTBREEKT
        weg = fout.per_regeling.items() if isinstance(fout, LooncodeOntbreekt) else fout.ontbrekend
        with ctx.database.transactie() as s:
            eenheid = s.get_one(Run, run_id).eenheid
            for naam, op in sorted(weg):
                meld_taak(s, ctx, eenheid=eenheid, rol=HR.id, soort=soort, sleutel=naam, op=op)
        veld, zin = ("looncode", str(fout)) if looncode else ("parameters", f"{fout}. Vul de parameter in.")
        raise Geweigerd(veld, zin) from fout


def beslis_verrekening(
    ctx: Context, boeking_id: int, keuze: Verrekenkeuze, reden: str, *, instemming: bool = False
) -> None:
    """Decide what happens with an amount that waits: through payroll, claimed otherwise, or waived.

    Raises ``GeenToegang`` and ``Geweigerd``: a deduction needs the employee's consent and a next payslip.
    """
    with ctx.database.transactie() as s:
        boeking = _boeking(s, ctx, boeking_id, "beslis")
        verrekening.beslis(s, ctx, boeking, keuze, reden, instemming=instemming)


def herreken_vanaf(ctx: Context, eenheid: str, periode: str) -> int:
    """Mark everybody with facts or postings in the closed months from one on, and return how many person-months.

    HR's decision that a changed figure works backwards. The next draft shows the differences; nothing is booked before
    it is approved. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("maak", Doel(_RUN, eenheid=eenheid))
    maandrun.eis_periode(periode, ctx.vandaag)
    with ctx.database.transactie() as s:
        bronnen = maandrun.bronnen_van(s, ctx.installatie, eenheid)
        maanden = maandrun.met_terugwerkende_kracht(s, ctx, eenheid, periode, bronnen)
        markeer_alle(s, eenheid, maanden)
        return len(maanden)


def runs(ctx: Context, eenheid: str | None = None) -> Sequence[Run]:
    """Return the runs of a unit, or of all units that the actor may see, the newest first."""
    vraag = select(Run).order_by(Run.periode.desc(), Run.volgnummer.desc(), Run.eenheid)
    with ctx.database.lezen() as s:
        gevonden = s.scalars(vraag if eenheid is None else vraag.where(Run.eenheid == eenheid)).all()
    return [run for run in gevonden if ctx.mag("bekijk", Doel(_RUN, eenheid=run.eenheid))]


def run_overzicht(ctx: Context, run_id: int) -> Runoverzicht:
    """Return a run with what must be known before its next step. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        return overzicht.overzicht(s, _run(s, ctx, run_id, "bekijk"), geldend(s, ctx.installatie))


def openstaande_feiten(ctx: Context, run_id: int, vanaf: int = 0, aantal: int = 100) -> tuple[Openstaandregel, ...]:
    """Return a page of the facts that a run could not calculate. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        return overzicht.openstaande_feiten(s, _run(s, ctx, run_id, "bekijk").id, vanaf, aantal)


def verschil_met_vorige(
    ctx: Context, run_id: int, vanaf: int = 0, aantal: int = 100, zoek: str = ""
) -> Maandvergelijking:
    """Compare the month of a run with the month before it, person by person. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        return overzicht.vergelijk(s, _run(s, ctx, run_id, "bekijk"), vanaf, aantal, zoek)


def wacht_op_besluit(ctx: Context, eenheid: str) -> tuple[Boekingregel, ...]:
    """Return the postings of a unit on which HR must decide. Raises ``GeenToegang``."""
    ctx.eis("bekijk", Doel(_BOEKING, eenheid=eenheid))
    with ctx.database.lezen() as s:
        return tuple(zoeken.wachtend(s, ctx.vandaag, eenheid))


def boekingen_van(ctx: Context, personeelsnummer: str, periode: str | None = None) -> tuple[Boekingregel, ...]:
    """Return the postings of a person that the actor may see, the newest first; ``periode`` as ``YYYY-MM``."""
    with ctx.database.lezen() as s:
        return _zichtbaar(ctx, zoeken.van_persoon(s, ctx.vandaag, personeelsnummer, periode))


def keten_van(ctx: Context, boeking_id: int) -> tuple[Boekingregel, ...]:
    """Return the chain of a posting, from its root on, with runs, files and decisions. Raises ``GeenToegang``."""
    with ctx.database.lezen() as s:
        return _keten(s, ctx, boeking_id)


def boeking_met_uitleg(ctx: Context, boeking_id: int) -> tuple[tuple[Boekingregel, ...], Toelichting | None]:
    """Return the chain of a posting with its explanation; None when its rule is not installed any more.

    Raises ``GeenToegang``.
    """
    with ctx.database.lezen() as s:
        keten = _keten(s, ctx, boeking_id)
        try:
            return keten, _leg_uit(s, ctx, boeking_id)
        except NietNaTeRekenen:
            return keten, None


def leg_uit(ctx: Context, boeking_id: int) -> Toelichting:
    """Return why a posting is what it is: stored at approval, made anew before that.

    Raises ``GeenToegang``, and ``NietNaTeRekenen`` for a draft whose rule is not installed any more.
    """
    with ctx.database.lezen() as s:
        return _leg_uit(s, ctx, boeking_id)


def controleer_grootboek(
    ctx: Context, eenheid: str | None = None, voortgang: Voortgang | None = None
) -> Controleverslag:
    """Calculate every final posting again, from its own input, rule version and parameters, and report differences.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", Doel(_RUN, eenheid=eenheid))
    verslagen = []
    with ctx.database.lezen() as s:
        run_ids = controle.definitieve_runs(s, eenheid)
    for nummer, run_id in enumerate(run_ids, 1):
        with ctx.database.lezen() as s:
            verslagen.append(controle.controleer_run(s, ctx.installatie, s.get_one(Run, run_id)))
        if voortgang:
            voortgang(nummer, len(run_ids))
    return controle.samen(verslagen)


@contextmanager
def _vlot() -> Iterator[None]:
    """Set Python to a long calculation, and back."""
    wissel, drempels = sys.getswitchinterval(), gc.get_threshold()
    # Or all modules are searched for garbage after every few thousand lines: a fifth of the time. Lines are no garbage
    # either, until they are written: looking through them every few hundred takes a tenth.
    gc.freeze()
    gc.set_threshold(100_000, *drempels[1:])
    # The thread that writes only has to feed the database; it must not wait long for its turn.
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(wissel)
        gc.set_threshold(*drempels)
        gc.unfreeze()


def _eerste_keer(ctx: Context, werk: Werk, personen: Sequence[int]) -> Iterator[int]:
    """Calculate everybody and yield how many are done; the next units are calculated while one is written."""

    def bereken(medewerker_ids: Sequence[int]) -> Deel:
        with ctx.database.lezen() as s:
            return maandrun.bereken_deel(s, werk, medewerker_ids)

    with ThreadPoolExecutor(_REKENAARS) as rekenaars:
        onderweg: deque[tuple[int, Future[Deel]]] = deque()
        delen = _delen(personen)
        try:
            while True:
                # In the order of the persons: up to where it came is all that a run remembers.
                for gedaan, medewerker_ids in islice(delen, 1 + _REKENAARS - len(onderweg)):
                    onderweg.append((gedaan, rekenaars.submit(bereken, medewerker_ids)))
                if not onderweg:
                    return
                gedaan, klaar = onderweg.popleft()
                deel = klaar.result()
                with ctx.database.transactie() as s:
                    maandrun.schrijf_deel(s, werk, deel)
                yield gedaan
        finally:
            for _, wachtend in onderweg:
                wachtend.cancel()


def _opnieuw(ctx: Context, werk: Werk, personen: Sequence[int]) -> Iterator[int]:
    """Calculate everybody in the place of what was booked before, and yield how many are done."""
    for gedaan, medewerker_ids in _delen(personen):
        with ctx.database.transactie() as s:
            maandrun.doe_deel(s, werk, medewerker_ids)
        yield gedaan


def _run(s: Session, ctx: Context, run_id: int, handeling: str) -> Run:
    run = s.get(Run, run_id, with_for_update=handeling != "bekijk" or None)
    if run is None:
        raise GeenToegang(handeling, _RUN)
    ctx.eis(handeling, Doel(_RUN, eenheid=run.eenheid))
    return run


def _boeking(s: Session, ctx: Context, boeking_id: int, handeling: str) -> Boeking:
    boeking = s.get(Boeking, boeking_id, options=[joinedload(Boeking.run)])
    if boeking is None:
        raise GeenToegang(handeling, _BOEKING)
    ctx.eis(handeling, Doel(_BOEKING, eenheid=boeking.eenheid, medewerker_id=boeking.medewerker_id))
    return boeking


def _keten(s: Session, ctx: Context, boeking_id: int) -> tuple[Boekingregel, ...]:
    regels = _zichtbaar(ctx, zoeken.keten(s, ctx.vandaag, boeking_id))
    if not regels:
        raise GeenToegang("bekijk", _BOEKING)
    return regels


def _leg_uit(s: Session, ctx: Context, boeking_id: int) -> Toelichting:
    boeking = _boeking(s, ctx, boeking_id, "bekijk")
    # What was approved rests on the snapshot of its run, whatever holds now.
    bron = geldend(s, ctx.installatie) if boeking.run.parametersnapshot is None else ctx.installatie.parameters
    zelf = ctx.actor.medewerker_id == boeking.medewerker_id
    return uitleg.toelichting(s, ctx.installatie, bron, boeking, ctx.taal, zelf=zelf)


def _zichtbaar(ctx: Context, regels: Sequence[Boekingregel]) -> tuple[Boekingregel, ...]:
    return tuple(
        regel
        for regel in regels
        if ctx.mag("bekijk", Doel(_BOEKING, eenheid=regel.boeking.eenheid, medewerker_id=regel.boeking.medewerker_id))
    )


def _delen(nummers: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Cut numbers in units of work; yield how many are done after each, and the unit."""
    stap = maandrun.PERSONEN_PER_DEEL
    for begin in range(0, len(nummers), stap):
        deel = nummers[begin : begin + stap]
        yield begin + len(deel), deel
