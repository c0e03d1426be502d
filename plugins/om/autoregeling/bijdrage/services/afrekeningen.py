# SPDX-License-Identifier: EUPL-1.2
"""The settlement run: begun by HR in January, or earlier for who has no right any more (4.1; BW 7:632)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak
from core.context import Context
from core.ledger import geboekt
from core.ledger.bulk import een_van
from core.ledger.merken import markeer_alle
from core.ledger.models import Boeking, Openstaandfeit, Run
from core.ledger.procedure import DEFINITIEF, OPEN
from core.ledger.services import maak_run
from core.people.models import Medewerker
from core.people.policy import HR
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.feiten import jaar as heel_jaar
from plugins.om.autoregeling.bijdrage.feiten import regime, staat
from plugins.om.autoregeling.bijdrage.maandbron import VOORSCHOT, WACHT_OP_VOORSCHOT, feit_van_jaar
from plugins.om.autoregeling.bijdrage.merken import afrekenmaand
from plugins.om.autoregeling.bijdrage.models import Afrekenronde, Jaarafrekening
from plugins.om.autoregeling.bijdrage.stand import Jaarstand, jaarstanden
from plugins.om.autoregeling.bijdrage.verrekening import Jaartarief
from plugins.om.autoregeling.models import Gebruik
from plugins.om.autoregeling.policy import EENHEID, REGELING

TAAK = "om.afrekening_beginnen"
EERSTE_JAAR = 2020
PER_KEER = 1000


class Afrekenstaat(StrEnum):
    """How far the settlement of a driver is."""

    OPEN = "open"
    BEGONNEN = "begonnen"
    """Begun, and not in a final run yet."""
    AFGEREKEND = "afgerekend"


@dataclass(frozen=True)
class Afrekenregel:
    """A driver in the settlement of a year, in cents; minus is what the driver pays. No kilometres: HR needs none."""

    medewerker_id: int
    naam: str
    personeelsnummer: str
    staat: Afrekenstaat
    #: Booked as advances in final runs, of that exported, and of that confirmed by payroll (None: nothing came back).
    voorschotten_centen: int
    geexporteerd_centen: int
    bevestigd_centen: int | None
    #: What the settlement should be as now known; None while it cannot be calculated, and in a running year: what it
    #: comes to on two days tells how far somebody drove in between (5.5).
    verschuldigd_centen: int | None
    afrekening_centen: int | None
    #: What final runs booked of it.
    geboekt_centen: int
    boeking_id: int | None

    @property
    def sluit(self) -> bool:
        """Tell whether everything that was booked for the year is what is due for it."""
        if self.staat is not Afrekenstaat.AFGEREKEND or self.verschuldigd_centen is None:
            return False
        return self.voorschotten_centen + self.geboekt_centen == -self.verschuldigd_centen

    @property
    def verschil_centen(self) -> int | None:
        """Exported minus confirmed, of the advances."""
        return None if self.bevestigd_centen is None else self.geexporteerd_centen - self.bevestigd_centen


@dataclass(frozen=True)
class Afrekenoverzicht:
    """The settlement of a year over all drivers."""

    jaar: int
    begonnen: bool
    regels: tuple[Afrekenregel, ...]
    #: The open lines without an amount, as (reason, how many).
    vragen: tuple[tuple[str, int], ...]

    def som(self, veld: str) -> int:
        """Return the total of a column, in cents; what is not known counts for nothing."""
        return sum(getattr(regel, veld) or 0 for regel in self.regels)


def begin_ronde(ctx: Context, jaar: int) -> int:
    """Begin the settlement of a year: from now on its advances are frozen. Returns how many drivers are marked.

    Raises ``GeenToegang``, and ``Geweigerd`` before the year is over or when it was begun already.
    """
    ctx.eis("begin", policy.doel(policy.AFREKENING))
    if not EERSTE_JAAR <= jaar < ctx.vandaag.year:
        raise Geweigerd("jaar", "verrekend wordt vanaf januari over het jaar ervoor (Autoregeling OM 4.1)")
    with ctx.database.transactie() as s:
        vergrendel(s, Afrekenronde.__tablename__)
        if s.scalar(select(Afrekenronde.id).where(Afrekenronde.jaar == jaar)) is not None:
            raise Geweigerd("jaar", "de verrekening van dit jaar is al begonnen")
        s.add(Afrekenronde(jaar=jaar, begonnen_op=ctx.nu, begonnen_door=ctx.actor.account_id))
        s.flush()
        wie = berijders_van(s, jaar)
        _bevries(s, jaar, wie, afrekenmaand(jaar))
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK, sleutel=str(jaar))
        noteer(s, ctx, "begin", policy.AFREKENING, jaar, berijders=len(wie))
        return len(wie)


def reken_vroeg(ctx: Context, medewerker_id: int, jaar: int, reden: str) -> None:
    """Settle one driver before January: the right has ended in this year. It is booked in the month of today.

    Raises ``GeenToegang``, and ``Geweigerd`` while the right goes on.
    """
    ctx.eis("begin", policy.doel(policy.AFREKENING))
    if not reden.strip():
        raise Geweigerd("reden", "schrijf waarom niet tot januari wordt gewacht")
    if jaar != ctx.vandaag.year:
        raise Geweigerd("jaar", "eerder verrekenen kan alleen in het jaar zelf; een ouder jaar hoort bij de ronde")
    with ctx.database.transactie() as s:
        s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())
        if staat(s, [medewerker_id]).afgerekend(medewerker_id, jaar):
            raise Geweigerd("jaar", "dit jaar wordt al verrekend")
        loopt = select(Gebruik.id).where(
            Gebruik.medewerker_id == medewerker_id,
            Gebruik.vervallen_op.is_(None),
            or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= ctx.vandaag),
        )
        if s.scalar(loopt.limit(1)) is not None:
            raise Geweigerd(
                "", "het recht op de auto loopt nog; verrekend wordt in januari of na het einde van het recht"
            )
        if medewerker_id not in berijders_van(s, jaar):
            raise Geweigerd("", "deze medewerker had in dit jaar geen dienstauto")
        periode = f"{ctx.vandaag:%Y-%m}"
        rij = Jaarafrekening(
            medewerker_id=medewerker_id,
            jaar=jaar,
            maand=periode,
            reden=reden.strip()[:500],
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        _bevries(s, jaar, [medewerker_id], periode)
        noteer(s, ctx, "reken_vroeg", policy.AFREKENING, rij.id, medewerker=medewerker_id, jaar=jaar)


def werk_bij(ctx: Context, jaar: int) -> int:
    """Mark settlements that rest on other advances than are booked now, and ones that waited; return how many.

    It happens when a run with advances is given back, or approved, after the settlement was calculated.
    """
    ctx.eis("reken", policy.doel(policy.AFREKENING))
    with ctx.database.transactie() as s:
        standen = staat(s)
        wie = [een for een in berijders_van(s, jaar) if standen.afgerekend(een, jaar)]
        te_doen = [een for deel in _delen(wie) for een in _achter(s, jaar, deel)]
        markeer_alle(s, EENHEID, ((standen.vroeg.get((een, jaar), afrekenmaand(jaar)), een) for een in te_doen))
    return len(te_doen)


def reken(ctx: Context, jaar: int) -> Run:
    """Calculate the month in which a year is settled, until every settlement rests on what was booked.

    Raises what ``maak_run`` raises, and ``Geweigerd`` before the settlement was begun.
    """
    ctx.eis("reken", policy.doel(policy.AFREKENING))
    with ctx.database.lezen() as s:
        if jaar not in staat(s, ()).rondes:
            raise Geweigerd("jaar", "begin eerst de verrekening van dit jaar")
    werk_bij(ctx, jaar)
    run = maak_run(ctx, EENHEID, afrekenmaand(jaar))
    if werk_bij(ctx, jaar):
        # Drafts of frozen months were taken away in the same run, after the settlement had seen them.
        run = maak_run(ctx, EENHEID, afrekenmaand(jaar))
    return run


def meld_aan_hr(ctx: Context, jaar: int) -> None:
    """Open HR's task to begin the settlement of a year, unless it was begun."""
    with ctx.database.transactie() as s:
        if jaar not in staat(s, ()).rondes:
            meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK, sleutel=str(jaar))


def begonnen_jaren(ctx: Context) -> Sequence[int]:
    """Return the years of which the settlement was begun, the newest first."""
    with ctx.database.lezen() as s:
        return s.scalars(select(Afrekenronde.jaar).order_by(Afrekenronde.jaar.desc())).all()


def overzicht(ctx: Context, jaar: int) -> Afrekenoverzicht:
    """Return every driver of a year with what was booked before and what is booked now. Raises ``GeenToegang``."""
    ctx.eis("bekijk", policy.doel(policy.AFREKENING))
    with ctx.database.lezen() as s:
        wie = berijders_van(s, jaar)
        namen = {
            rij.id: (rij.naam, rij.personeelsnummer)
            for rij in s.execute(
                select(Medewerker.id, Medewerker.naam, Medewerker.personeelsnummer).where(
                    een_van(s, Medewerker.id, wie)
                )
            )
        }
        standen = staat(s)
        berekend = bereken_standen(s, ctx, jaar, wie)
        voorschotten = geboekt.bevestigd(s, EENHEID, REGELING, VOORSCHOT, f"{jaar}-01", f"{jaar}-12", wie)
        verrekend = _verrekend(s, jaar, wie)
        vragen = s.execute(
            select(Openstaandfeit.reden, func.count())
            .join(Run, Run.id == Openstaandfeit.run_id)
            .where(Run.eenheid == EENHEID, Run.status.in_(OPEN), Openstaandfeit.feit.like(f"{feit_van_jaar(jaar)}%"))
            .group_by(Openstaandfeit.reden)
            .order_by(Openstaandfeit.reden)
        ).all()
    regels = []
    for een in wie:
        stand, som, (centen, boeking_id) = berekend.get(een), voorschotten.get(een), verrekend.get(een, (0, None))
        uitkomst = stand.afrekening if stand and not stand.onderweg and not stand.som.te_splitsen else None
        hoever = Afrekenstaat.OPEN
        if not standen.afgerekend(een, jaar) and jaar >= ctx.vandaag.year:
            uitkomst = None
        if standen.afgerekend(een, jaar):
            klaar = uitkomst is not None and -uitkomst.saldo_centen == centen
            hoever = Afrekenstaat.AFGEREKEND if klaar else Afrekenstaat.BEGONNEN
        regels.append(
            Afrekenregel(
                een,
                *namen[een],
                hoever,
                som.geboekt_centen if som else 0,
                som.geexporteerd_centen if som else 0,
                som.betaald_centen if som else None,
                uitkomst.verschuldigd_centen if uitkomst else None,
                -uitkomst.saldo_centen if uitkomst else None,
                centen,
                boeking_id,
            )
        )
    regels.sort(key=lambda regel: (regel.staat is Afrekenstaat.AFGEREKEND, regel.naam))
    return Afrekenoverzicht(
        jaar, jaar in standen.rondes, tuple(regels), tuple((reden, aantal) for reden, aantal in vragen)
    )


def bereken_standen(s: Session, ctx: Context, jaar: int, medewerker_ids: Sequence[int]) -> dict[int, Jaarstand]:
    """Return where drivers stand in a year by the figures that hold now; nobody while a reading is missing."""
    try:
        tarief = Jaartarief(jaar, geldend(s, ctx.installatie))
    except ParameterOntbreekt:
        return {}
    return jaarstanden(s, jaar, medewerker_ids, tarief, regime(s, jaar))


def berijders_van(s: Session, jaar: int) -> list[int]:
    """Return who had a right of use in a year, or was booked an advance or a settlement of it, in a fixed order."""
    tijd = heel_jaar(jaar)
    gebruikt = select(Gebruik.medewerker_id).where(
        Gebruik.vervallen_op.is_(None),
        Gebruik.van <= tijd.tot_en_met,
        or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= tijd.van),
    )
    verrekend = select(Boeking.medewerker_id).where(
        Boeking.eenheid == EENHEID, Boeking.regeling == REGELING, Boeking.feit == feit_van_jaar(jaar)
    )
    voorschot = select(Boeking.medewerker_id).where(
        Boeking.eenheid == EENHEID,
        Boeking.regeling == REGELING,
        Boeking.feit == VOORSCHOT,
        Boeking.periode.between(f"{jaar}-01", f"{jaar}-12"),
    )
    return sorted(s.scalars(gebruikt.union(verrekend, voorschot)))


def _bevries(s: Session, jaar: int, wie: Sequence[int], in_maand: str) -> None:
    """Mark the settlement, and the advances of the year that stand in an open run: they go out of it."""
    vraag = (
        select(Boeking.periode, Boeking.medewerker_id)
        .join(Run, Run.id == Boeking.run_id)
        .where(
            Boeking.eenheid == EENHEID,
            Run.status.in_(OPEN),
            Boeking.periode.between(f"{jaar}-01", f"{jaar}-12"),
            een_van(s, Boeking.medewerker_id, wie),
        )
    )
    markeer_alle(
        s, EENHEID, [*((periode, een) for periode, een in s.execute(vraag)), *((in_maand, een) for een in wie)]
    )


def _achter(s: Session, jaar: int, wie: Sequence[int]) -> Iterator[int]:
    """Yield whose last settlement, draft or final, was made of other advances than are booked, or still waits."""
    van, tot = f"{jaar}-01", f"{jaar}-12"
    nu = geboekt.sommen(s, EENHEID, REGELING, VOORSCHOT, van, tot, wie)
    vraag = (
        select(Boeking.medewerker_id, Boeking.gegeven)
        .where(
            een_van(s, Boeking.medewerker_id, wie),
            Boeking.eenheid == EENHEID,
            Boeking.regeling == REGELING,
            Boeking.feit == feit_van_jaar(jaar),
        )
        .order_by(Boeking.id)
    )
    laatste = {rij.medewerker_id: rij.gegeven for rij in s.execute(vraag)}
    wachtend = set(
        s.scalars(
            select(Openstaandfeit.medewerker_id)
            .join(Run, Run.id == Openstaandfeit.run_id)
            .where(
                een_van(s, Openstaandfeit.medewerker_id, wie),
                Openstaandfeit.feit == feit_van_jaar(jaar),
                Openstaandfeit.reden == WACHT_OP_VOORSCHOT,
                Run.status.in_(OPEN),
            )
        )
    )
    for een in wie:
        som = nu.get(een, geboekt.NIETS)
        gegeven = laatste.get(een)
        anders = gegeven is not None and _ingehouden(gegeven) != -som.centen
        if not som.onderweg and (een in wachtend or anders):
            yield een


def _ingehouden(gegeven: str) -> int:
    tekst = str(json.loads(gegeven)["ingehouden_voorschotten_euro"])
    return int(Decimal(tekst) * 100)


def _verrekend(s: Session, jaar: int, wie: Sequence[int]) -> dict[int, tuple[int, int]]:
    vraag = (
        select(Boeking.medewerker_id, func.sum(Boeking.centen), func.max(Boeking.id))
        .join(Run, Run.id == Boeking.run_id)
        .where(
            een_van(s, Boeking.medewerker_id, wie),
            Boeking.eenheid == EENHEID,
            Boeking.regeling == REGELING,
            Boeking.feit == feit_van_jaar(jaar),
            Run.status.in_(DEFINITIEF),
        )
        .group_by(Boeking.medewerker_id)
    )
    return {een: (int(centen), laatste) for een, centen, laatste in s.execute(vraag)}


def _delen(wie: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(wie), PER_KEER):
        yield wie[begin : begin + PER_KEER]
