# SPDX-License-Identifier: EUPL-1.2
"""Use cases of the fitness contribution: asking, checking, stopping, and what it comes to (JIO 11.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.termijnen import plus_maanden
from core.context import Context
from core.ledger.bulk import een_van
from core.ledger.merken import markeer
from core.people.models import Dienstverband as Aanstelling
from core.people.models import Medewerker
from core.people.policy import HR, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Centen, Geweigerd, ParameterOntbreekt
from plugins.jio.consignatie.policy import EENHEID, doel
from plugins.jio.consignatie.services.sporen import begin_stap, zet_stap
from plugins.jio.fitness import policy
from plugins.jio.fitness.models import Deelnamestatus, Fitnessdeelname
from plugins.jio.fitness.procedure import DEELNAME
from plugins.jio.fitness.rules import Abonnement, Dienstverband, bijdrage

TAAK_BESLIS = "jio.fitness_beslissen"


@dataclass(frozen=True)
class Deelneming:
    """A subscription with its person and what the rule says of it today; None without the figure."""

    rij: Fitnessdeelname
    naam: str
    antwoord: Antwoord | None


def vraag_aan(ctx: Context, *, sportschool: str, abonnement: Centen, ikb: Centen, van: date) -> int:
    """Ask for the contribution; HR gets a task. Returns its number. Raises ``GeenToegang`` and ``Geweigerd``."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("vraag_aan", doel(policy.FITNESS, medewerker_id=zelf))
    if zelf is None:
        raise Geweigerd("", "alleen een medewerker kan deelnemen")
    if not sportschool.strip():
        raise Geweigerd("sportschool", "vul in bij welke sportschool je sport")
    if abonnement <= 0:
        raise Geweigerd("abonnement", "vul in wat het abonnement per maand kost, meer dan nul")
    if not 0 <= ikb <= abonnement:
        raise Geweigerd("ikb", "dit ligt tussen nul en wat het abonnement kost")
    with ctx.database.transactie() as s:
        # Lock the person, so that two clicks ask once.
        s.scalar(select(Medewerker.id).where(Medewerker.id == zelf).with_for_update())
        for eerder in _van(s, zelf):
            if eerder.status is Deelnamestatus.AANGEVRAAGD:
                raise Geweigerd("", "je hebt al een aanvraag; daar is nog niet over beslist")
            if eerder.status is Deelnamestatus.ACTIEF and (eerder.tot_en_met is None or eerder.tot_en_met >= van):
                raise Geweigerd("van", "je neemt op deze dag al deel; stop eerst met het oude abonnement")
        rij = Fitnessdeelname(
            medewerker_id=zelf,
            sportschool=sportschool.strip(),
            abonnement_centen=abonnement,
            ikb_centen=ikb,
            van=van,
            status=Deelnamestatus.AANGEVRAAGD,
            aangevraagd_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        begin_stap(s, ctx, policy.FITNESS, rij.id, "vraag_aan", rij.status)
        meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_BESLIS, sleutel=str(rij.id))
        return rij.id


def beslis(ctx: Context, deelname_id: int, *, aangesloten: bool, vast: bool, reden: str = "") -> Deelnamestatus:
    """Check a request: with a gym in the plan and a permanent employment it is granted, otherwise refused.

    Raises ``GeenToegang``, ``Geweigerd`` for one's own request, and ``StapNietMogelijk``.
    """
    ctx.eis("beslis", doel(policy.FITNESS))
    with ctx.database.transactie() as s:
        rij = _zoek(s, deelname_id)
        if rij.medewerker_id == ctx.actor.medewerker_id:
            raise Geweigerd("", "over je eigen aanvraag beslist een ander")
        recht = aangesloten and vast
        if not recht and not reden.strip():
            raise Geweigerd("reden", "schrijf waarom; de medewerker leest dit")
        if recht and rij.ikb_centen and rij.ikb_centen > _eigen_deel(s, ctx, rij):
            raise Geweigerd(
                "", "de gevraagde IKB is hoger dan het eigen deel; vraag de medewerker om een nieuwe aanvraag"
            )
        rij.aangesloten, rij.vast, rij.reden = aangesloten, vast, reden.strip() or None
        rij.besloten_door, rij.besloten_op = ctx.actor.account_id, ctx.nu
        zet_stap(s, ctx, DEELNAME, policy.FITNESS, rij, "ken_toe" if recht else "wijs_af", rij.reden)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_BESLIS, sleutel=str(rij.id))
        stuur(s, ctx, "jio.fitness_besloten", rij.medewerker_id)
        if recht:
            _merk(s, ctx, rij)
        return rij.status


def trek_in(ctx: Context, deelname_id: int) -> None:
    """Withdraw one's own request while nobody decided."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, deelname_id)
        ctx.eis("vraag_aan", doel(policy.FITNESS, medewerker_id=rij.medewerker_id))
        zet_stap(s, ctx, DEELNAME, policy.FITNESS, rij, "trek_in")
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_BESLIS, sleutel=str(rij.id))


def stop(ctx: Context, deelname_id: int, tot_en_met: date) -> None:
    """Record the last day of a subscription; months after it that were paid are taken back by the next run."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, deelname_id)
        ctx.eis("stop", doel(policy.FITNESS, medewerker_id=rij.medewerker_id))
        if rij.status is not Deelnamestatus.ACTIEF:
            raise Geweigerd("", "deze deelname loopt niet")
        if tot_en_met < rij.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
        # The months of the old end and of the new one.
        _merk(s, ctx, rij)
        rij.tot_en_met = tot_en_met
        s.flush()
        begin_stap(s, ctx, policy.FITNESS, rij.id, "stop", rij.status, tot_en_met.isoformat())


def eigen(ctx: Context) -> tuple[Deelneming, ...]:
    """Return the actor's own subscriptions, the last one first."""
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk_eigen", doel(policy.FITNESS, medewerker_id=zelf))
    with ctx.database.lezen() as s:
        return tuple(_beelden(s, ctx, Fitnessdeelname.medewerker_id == (zelf or 0)))


def lijst(ctx: Context) -> tuple[Deelneming, ...]:
    """Return every subscription of JIO, what waits first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(policy.FITNESS))
    with ctx.database.lezen() as s:
        alle = list(_beelden(s, ctx))
    return tuple(sorted(alle, key=lambda beeld: beeld.rij.status is not Deelnamestatus.AANGEVRAAGD))


def als_abonnement(rij: Fitnessdeelname, op: date) -> Abonnement:
    """Return the input of the rule; what HR has not checked yet counts as fulfilled, so that it shows what may come."""
    vast = Dienstverband.TIJDELIJK if rij.vast is False else Dienstverband.VAST
    recht = rij.aangesloten is not False and vast is Dienstverband.VAST
    return Abonnement(
        op,
        Centen(rij.abonnement_centen),
        rij.aangesloten is not False,
        vast,
        Centen(rij.ikb_centen if recht else 0),
    )


def _eigen_deel(s: Session, ctx: Context, rij: Fitnessdeelname) -> int:
    zonder = Abonnement(rij.van, Centen(rij.abonnement_centen), True, Dienstverband.VAST)
    try:
        uitkomst = bijdrage.bereken(zonder, geldend(s, ctx.installatie)).uitkomst
    except ParameterOntbreekt as fout:
        raise Geweigerd("", "het bedrag van de bijdrage is niet bekend; vul eerst de parameter in") from fout
    return int(uitkomst.ikb_maximum_centen)


def _beelden(s: Session, ctx: Context, *voorwaarden: ColumnElement[bool]) -> Iterator[Deelneming]:
    parameters = geldend(s, ctx.installatie)
    vraag = (
        select(Fitnessdeelname, Medewerker.naam)
        .join(Medewerker, Medewerker.id == Fitnessdeelname.medewerker_id)
        .where(*voorwaarden)
        .order_by(Fitnessdeelname.id.desc())
    )
    for rij, naam in s.execute(vraag):
        try:
            antwoord = bijdrage.bereken(als_abonnement(rij, max(rij.van, ctx.vandaag)), parameters)
        except (ParameterOntbreekt, Geweigerd):
            antwoord = None
        yield Deelneming(rij, naam, antwoord)


def _van(s: Session, medewerker_id: int) -> list[Fitnessdeelname]:
    return list(s.scalars(select(Fitnessdeelname).where(Fitnessdeelname.medewerker_id == medewerker_id)))


def _zoek(s: Session, deelname_id: int) -> Fitnessdeelname:
    rij = s.scalar(select(Fitnessdeelname).where(Fitnessdeelname.id == deelname_id).with_for_update())
    if rij is None:
        raise GeenToegang("bekijk", policy.FITNESS)
    return rij


def _merk(s: Session, ctx: Context, rij: Fitnessdeelname) -> None:
    """Mark every month of the subscription that has begun."""
    eerste = rij.van.replace(day=1)
    laatste = min(rij.tot_en_met or ctx.vandaag, ctx.vandaag)
    while eerste <= laatste:
        markeer(s, EENHEID, f"{eerste:%Y-%m}", [rij.medewerker_id])
        eerste = plus_maanden(eerste, 1)


def lopende(s: Session, periode: str, medewerkers: Sequence[int] | None = None) -> list[Fitnessdeelname]:
    """Return the subscriptions that hold on the first day of a month, of people who then work at JIO."""
    eerste = date.fromisoformat(f"{periode}-01")
    vraag = (
        select(Fitnessdeelname)
        .join(Aanstelling, Aanstelling.medewerker_id == Fitnessdeelname.medewerker_id)
        .where(
            Fitnessdeelname.status == Deelnamestatus.ACTIEF,
            Fitnessdeelname.van <= eerste,
            or_(Fitnessdeelname.tot_en_met.is_(None), Fitnessdeelname.tot_en_met >= eerste),
            Aanstelling.eenheid == EENHEID,
            Aanstelling.van <= eerste,
            or_(Aanstelling.tot_en_met.is_(None), Aanstelling.tot_en_met >= eerste),
        )
        .order_by(Fitnessdeelname.medewerker_id, Fitnessdeelname.id)
        .distinct()
    )
    if medewerkers is not None:
        vraag = vraag.where(een_van(s, Fitnessdeelname.medewerker_id, medewerkers))
    return list(s.scalars(vraag))
