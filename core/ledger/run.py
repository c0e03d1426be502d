# SPDX-License-Identifier: EUPL-1.2
"""The month run in pieces that each fit in one transaction; the service commits between them.

The first run of a month passes over everybody in the order of their ids and remembers how far it came; after that only
who has a mark is calculated. So what is killed goes on where it was, and a second run with nothing new does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select, union
from sqlalchemy.orm import Session

from core.berichten.services import PARAMETER_BEVESTIGEN, PARAMETER_ONTBREEKT, los_taak_op, meld_taak
from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.contributions import Maandbron
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.boeken import Rijen, bereken, schrijf, vervang
from core.ledger.merken import gemerkt, markeer_alle, pak_maand, pak_volgende
from core.ledger.models import Boeking, Openstaandfeit, Run
from core.ledger.momentopname import Gebruik, Gevolgd, vingerafdruk
from core.ledger.procedure import DEFINITIEF, OPEN, Runstatus
from core.people.eenheden import ingeschakeld
from core.people.policy import HR
from core.plugins import Installatie
from core.rules.berekening import Berekening
from core.rules.invoer import Geweigerd
from core.rules.parameters import Parameterset
from core.storage.audit import noteer
from core.storage.sloten import vergrendel

PERSONEN_PER_DEEL = 1000
"""How many persons are calculated between two commits."""

VOOR_IEDEREEN = ("", 0)
"""Before the first mark, in the order of month and person."""


class RunBezet(RuntimeError):
    """Somebody else calculates or approves this run; the message says so in Dutch."""


@dataclass(frozen=True)
class Werk:
    """What a run needs while it goes through its units."""

    run_id: int
    beurt: int
    eenheid: str
    periode: str
    #: The months whose facts this run books: its own, and closed ones before it.
    perioden: tuple[str, ...]
    bronnen: tuple[Maandbron, ...]
    regels: tuple[Berekening, ...]
    bron: Parameterset
    #: The same parameters, which remember what is asked of them.
    parameters: Gevolgd
    #: Nothing was ever booked for the month: there is nothing to replace and nothing to compare with.
    eerste_keer: bool


@dataclass(frozen=True)
class Deel:
    """A unit of work that has been calculated and not yet written."""

    #: The last person in it.
    laatste: int
    rijen: Rijen
    gebruik: Gebruik


def bronnen_van(s: Session, installatie: Installatie, eenheid: str) -> tuple[Maandbron, ...]:
    """Return where the month of a unit comes from. Raises ``Geweigerd`` when there is nothing to calculate."""
    if eenheid not in ingeschakeld(s, installatie):
        raise Geweigerd("eenheid", f"'{eenheid}' is niet geïnstalleerd of staat uit")
    bronnen = tuple(bron for bron in installatie.maandbronnen if bron.eenheid == eenheid)
    if not bronnen:
        raise Geweigerd("eenheid", f"'{eenheid}' heeft niets dat per maand wordt betaald")
    return bronnen


def regels_van(installatie: Installatie, eenheid: str) -> tuple[Berekening, ...]:
    """Return the calculations behind the month of a unit, every version."""
    regelingen = {bron.regeling for bron in installatie.maandbronnen if bron.eenheid == eenheid}
    return tuple(regel for regel in installatie.berekeningen.values() if regel.regeling in regelingen)


def eis_periode(periode: str, vandaag: date) -> None:
    """Raise ``Geweigerd`` unless it is a month ``YYYY-MM`` that has begun."""
    try:
        begin = date.fromisoformat(f"{periode}-01")
    except ValueError as fout:
        raise Geweigerd("periode", "schrijf een maand als 2026-03") from fout
    if len(periode) != 7 or begin > vandaag:
        raise Geweigerd("periode", "deze maand is nog niet begonnen" if len(periode) == 7 else "schrijf 2026-03")


def begin(
    s: Session, ctx: Context, eenheid: str, periode: str, bronnen: Sequence[Maandbron], bron: Parameterset
) -> tuple[Run, Werk | None]:
    """Take the turn on the open run of a month, or open one; no work when a final run is still up to date.

    Raises ``StapNietMogelijk`` when the run has been checked: it must be given back first.
    """
    # Two who begin at the same moment would both open a run.
    vergrendel(s, f"core_run {eenheid} {periode}")
    regels = regels_van(ctx.installatie, eenheid)
    runs = s.scalars(select(Run).where(Run.eenheid == eenheid, Run.periode == periode).order_by(Run.volgnummer)).all()
    perioden = perioden_van(s, eenheid, periode)
    volgnummer = len(runs) + 1
    runs = [run for run in runs if run.status != Runstatus.INGETROKKEN]
    if not runs or runs[-1].status in DEFINITIEF:
        if runs and not gemerkt(s, eenheid, perioden):
            return runs[-1], None
        run = Run(
            eenheid=eenheid,
            periode=periode,
            volgnummer=volgnummer,
            gemaakt_door=ctx.actor.account_id,
            gemaakt_op=ctx.nu,
            beurt=0,
            afgerond=False,
            ontbreekt={},
        )
        s.add(run)
        s.flush()
        noteer(s, ctx, "maak", "core.run", run.id, eenheid=eenheid, periode=periode, volgnummer=run.volgnummer)
        _opnieuw(s, run, eerste=not runs)
    else:
        run = runs[-1]
        s.refresh(run, with_for_update=True)
        if run.status != Runstatus.CONCEPT:
            raise StapNietMogelijk(
                f"de run van {periode} is al gecontroleerd: geef hem terug als hij opnieuw berekend moet worden"
            )
        # An inferred value that is no longer used anywhere can only be forgotten by asking everybody again.
        if run.te_bevestigen or run.vingerafdruk != vingerafdruk(bron, run.sleutels, regels):
            _opnieuw(s, run, eerste=runs[0] is run)
    run.beurt += 1
    werk = Werk(
        run.id,
        run.beurt,
        eenheid,
        periode,
        perioden,
        tuple(bronnen),
        regels,
        bron,
        Gevolgd(bron),
        eerste_keer=_eerste_keer(s, run),
    )
    return run, werk


def iedereen(s: Session, werk: Werk, tot_medewerker: int) -> list[int]:
    """Return who the pass over everybody still has to calculate: who has facts, and who has postings for the month."""
    personen = set[int]().union(*(bron.medewerkers(s, werk.periode) for bron in werk.bronnen))
    if not werk.eerste_keer:
        geboekt = select(Boeking.medewerker_id).where(Boeking.eenheid == werk.eenheid, Boeking.periode == werk.periode)
        personen.update(s.scalars(geboekt.distinct()))
    return sorted(persoon for persoon in personen if persoon > tot_medewerker)


def bereken_deel(s: Session, werk: Werk, medewerker_ids: Sequence[int]) -> Deel:
    """Calculate the next persons of a month in which nothing was ever booked, to be written afterwards.

    A fact that changes in between leaves its mark, so they are calculated again.
    """
    rijen = bereken(s, werk.run_id, werk.eenheid, werk.bronnen, werk.parameters, werk.periode, medewerker_ids)
    return Deel(medewerker_ids[-1], rijen, werk.parameters.gebruik)


def schrijf_deel(s: Session, werk: Werk, deel: Deel) -> None:
    """Write what was calculated. Raises ``RunBezet``."""
    run = neem_beurt(s, werk.run_id, werk.beurt)
    schrijf(s, deel.rijen)
    run.tot_medewerker = deel.laatste
    _geboekt(run, werk, deel.gebruik)


def doe_deel(s: Session, werk: Werk, medewerker_ids: Sequence[int]) -> None:
    """Calculate and write the next persons of the pass over everybody. Raises ``RunBezet``."""
    run = neem_beurt(s, werk.run_id, werk.beurt)
    vervang(s, run, werk.bronnen, werk.parameters, werk.periode, medewerker_ids)
    run.tot_medewerker = medewerker_ids[-1]
    _geboekt(run, werk, werk.parameters.gebruik)


def sluit_ronde(s: Session, werk: Werk) -> None:
    """The pass over everybody is done. Raises ``RunBezet``."""
    run = neem_beurt(s, werk.run_id, werk.beurt)
    run.tot_medewerker = None
    _geboekt(run, werk, werk.parameters.gebruik)


def doe_merken(s: Session, werk: Werk, na: tuple[str, int]) -> tuple[str, int] | None:
    """Calculate the next persons with a mark and return the last of them, or None when there is none left."""
    run = neem_beurt(s, werk.run_id, werk.beurt)
    gepakt = pak_volgende(s, werk.eenheid, werk.perioden, na, PERSONEN_PER_DEEL)
    if gepakt is None:
        return None
    periode, medewerker_ids = gepakt
    vervang(s, run, werk.bronnen, werk.parameters, periode, medewerker_ids)
    _geboekt(run, werk, werk.parameters.gebruik)
    return periode, medewerker_ids[-1]


def rond_af(s: Session, ctx: Context, werk: Werk) -> Run:
    """Bring totals and tasks in line with the postings. Raises ``RunBezet``."""
    run = neem_beurt(s, werk.run_id, werk.beurt)
    if run.afgerond:
        return run
    onthoud(run, werk.parameters.gebruik, werk.bron, werk.regels)
    aantal, totaal = s.execute(
        select(func.count(), func.coalesce(func.sum(Boeking.centen), 0)).where(Boeking.run_id == run.id)
    ).one()
    run.aantal, run.totaal_centen = aantal, int(totaal)
    ontbreekt: dict[str, str] = {}
    for paren in s.scalars(select(Openstaandfeit.ontbreekt).where(Openstaandfeit.run_id == run.id)):
        for sleutel, op in paren:
            ontbreekt[sleutel] = min(op, ontbreekt.get(sleutel, op))
    for sleutel in run.ontbreekt.keys() - ontbreekt.keys():
        los_taak_op(s, ctx, eenheid=run.eenheid, soort=PARAMETER_ONTBREEKT, sleutel=sleutel)
    for sleutel, dag in sorted(ontbreekt.items()):
        op = date.fromisoformat(dag)
        meld_taak(s, ctx, eenheid=run.eenheid, rol=HR.id, soort=PARAMETER_ONTBREEKT, sleutel=sleutel, op=op)
    for sleutel, vanaf in run.te_bevestigen:
        op = date.fromisoformat(vanaf)
        meld_taak(s, ctx, eenheid=run.eenheid, rol=HR.id, soort=PARAMETER_BEVESTIGEN, sleutel=sleutel, op=op)
    run.ontbreekt, run.onvolledig = ontbreekt, bool(ontbreekt)
    run.afgerond = True
    noteer(s, ctx, "bereken", "core.run", run.id, boekingen=run.aantal, centen=run.totaal_centen)
    return run


def neem_beurt(s: Session, run_id: int, beurt: int) -> Run:
    """Lock the run and check that nobody took it over. Raises ``RunBezet``."""
    run = s.get_one(Run, run_id, with_for_update=True)
    if run.beurt != beurt:
        raise RunBezet(f"de run van {run.periode} is intussen door een ander gestart; die gaat verder, deze is gestopt")
    return run


def onthoud(run: Run, gebruik: Gebruik, parameters: Parameterset, regels: Sequence[Berekening]) -> None:
    """Keep with the postings what they rest on, in the same transaction."""
    sleutels = sorted(gebruik.sleutels.union(run.sleutels))
    if sleutels != run.sleutels or run.vingerafdruk is None:
        run.sleutels = sleutels
        run.vingerafdruk = vingerafdruk(parameters, sleutels, regels)
    gebruikt = {(sleutel, vanaf.isoformat()) for sleutel, vanaf in gebruik.te_bevestigen}
    run.te_bevestigen = [list(paar) for paar in sorted(gebruikt.union(map(tuple, run.te_bevestigen)))]


def met_terugwerkende_kracht(
    s: Session, ctx: Context, eenheid: str, periode: str, bronnen: Sequence[Maandbron]
) -> list[tuple[str, int]]:
    """Return (month, person) of everybody with facts or postings in the closed months from one on."""
    # One month past today, so that this month's own closed run counts too.
    volgende = f"{plus_maanden(ctx.vandaag, 1):%Y-%m}"
    maanden = [maand for maand in _gesloten_maanden(s, eenheid, volgende) if maand >= periode]
    geboekt = s.execute(
        select(Boeking.periode, Boeking.medewerker_id)
        .where(Boeking.eenheid == eenheid, Boeking.periode.in_(maanden))
        .distinct()
    )
    paren = {(rij.periode, rij.medewerker_id) for rij in geboekt}
    paren |= {(maand, persoon) for maand in maanden for bron in bronnen for persoon in bron.medewerkers(s, maand)}
    return sorted(paren)


def perioden_van(s: Session, eenheid: str, periode: str) -> tuple[str, ...]:
    """Return the months whose facts a run of a month books: its own, and closed ones before it, the newest first."""
    return (periode, *reversed(_gesloten_maanden(s, eenheid, periode)))


def _gesloten_maanden(s: Session, eenheid: str, periode: str) -> list[str]:
    """Earlier months with a final run and no open one: their late facts are booked in this run.

    A month that was never run here is not picked up by itself: an earlier system may have paid it.
    """
    open_maanden = select(Run.periode).where(Run.eenheid == eenheid, Run.status.in_(OPEN))
    return list(
        s.scalars(
            select(Run.periode)
            .where(
                Run.eenheid == eenheid,
                Run.periode < periode,
                Run.status.in_(DEFINITIEF),
                Run.periode.not_in(open_maanden),
            )
            .distinct()
            .order_by(Run.periode)
        )
    )


def _eerste_keer(s: Session, run: Run) -> bool:
    """No run but this one can hold postings of its month, since they are booked in that month or later; nor does it."""
    ander = exists().where(Run.eenheid == run.eenheid, Run.periode >= run.periode, Run.id != run.id)
    eigen = (exists().where(tabel.run_id == run.id) for tabel in (Boeking, Openstaandfeit))
    return not any(s.scalar(select(bestaat)) for bestaat in (ander, *eigen))


def _opnieuw(s: Session, run: Run, *, eerste: bool) -> None:
    """Forget what the run rests on, and put everybody in it on the list again.

    The first run of a month passes over everybody; their marks go now, before any fact is read. Other months, and a
    month that was closed before, only ever change for persons with a mark: a changed figure does not work backwards
    by itself.
    """
    vragen = (
        select(tabel.periode, tabel.medewerker_id).where(
            tabel.run_id == run.id, *([tabel.periode != run.periode] if eerste else [])
        )
        for tabel in (Boeking, Openstaandfeit)
    )
    markeer_alle(s, run.eenheid, [(rij.periode, rij.medewerker_id) for rij in s.execute(union(*vragen))])
    if eerste:
        pak_maand(s, run.eenheid, run.periode)
    run.tot_medewerker = 0 if eerste else None
    run.sleutels, run.te_bevestigen, run.vingerafdruk = [], [], None
    run.afgerond = False


def _geboekt(run: Run, werk: Werk, gebruik: Gebruik) -> None:
    onthoud(run, gebruik, werk.bron, werk.regels)
    run.afgerond = False
