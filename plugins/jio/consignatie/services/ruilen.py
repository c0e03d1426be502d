# SPDX-License-Identifier: EUPL-1.2
"""Swaps: offered, taken, known to the leidinggevende, recorded by Interne Ondersteuning (JIO 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.calendar.kwartieren import Tijdvak, samengevoegd
from core.context import Context
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Deelreden, Dienst, Rooster, Ruil, Ruildeel, Ruilrichting
from plugins.jio.consignatie.procedure import GELDENDE_ROOSTERS, LOPENDE_RUILEN, RUIL, Roosterstatus, Ruilstatus
from plugins.jio.consignatie.services import roosters
from plugins.jio.consignatie.services.bezetting import Overdracht, draag_over, rijen, vergrendel
from plugins.jio.consignatie.services.declaraties import herzie
from plugins.jio.consignatie.services.dienstkalender import kalender_van
from plugins.jio.consignatie.services.sporen import begin_stap, merk, zet_stap


@dataclass(frozen=True)
class Deelkeuze:
    """A duty, or from when until when of it; without moments all that the person performs of it."""

    dienst_id: int
    van: datetime | None = None
    tot: datetime | None = None


def bied_aan(ctx: Context, deel: Deelkeuze, *, gevraagde_id: int | None = None, terug: Deelkeuze | None = None) -> int:
    """Offer an own duty or part of it, to one colleague or to the team, with or without a duty in return.

    A duty in return is a colleague's, so then one colleague is asked. Returns the number of the swap. Raises
    ``Geweigerd``, and ``GeenToegang`` for who has no duties.
    """
    ctx.eis("bied_aan", policy.doel(policy.RUIL, medewerker_id=ctx.actor.medewerker_id))
    aanbieder_id = ctx.actor.medewerker_id
    if aanbieder_id is None:
        raise GeenToegang("bied_aan", policy.RUIL)
    if terug is not None and gevraagde_id is None:
        raise Geweigerd("gevraagde", "kies de collega van wie je een dienst terugneemt")
    if gevraagde_id == aanbieder_id:
        raise Geweigerd("gevraagde", "je ruilt met een ander")
    with ctx.database.transactie() as s:
        heen, dienst = _deel(s, deel, aanbieder_id, Ruilrichting.HEEN)
        delen = [heen]
        if gevraagde_id is not None:
            roosters.eis_inzetbaar(s, ctx, dienst, gevraagde_id)
        if terug is not None and gevraagde_id is not None:
            terugdeel, terugdienst = _deel(s, terug, gevraagde_id, Ruilrichting.TERUG)
            if terugdienst.team_id != dienst.team_id:
                raise Geweigerd("terug", "ruilen gaat binnen een team")
            delen.append(terugdeel)
        _eis_niet_al_aangeboden(s, aanbieder_id, heen)
        ruil = Ruil(
            team_id=dienst.team_id,
            aanbieder_id=aanbieder_id,
            gevraagde_id=gevraagde_id,
            status=Ruilstatus.AANGEBODEN,
            aangeboden_op=ctx.nu,
        )
        s.add(ruil)
        s.flush()
        for stuk in delen:
            stuk.ruil_id = ruil.id
        s.add_all(delen)
        begin_stap(s, ctx, policy.RUIL, ruil.id, "bied_aan", ruil.status)
        if gevraagde_id is not None:
            stuur(s, ctx, "jio.ruil_aangeboden", gevraagde_id, dinsdag=dienst.dinsdag, ruil=ruil.id)
        return ruil.id


def neem_over(ctx: Context, ruil_id: int) -> None:
    """Take an offered swap. Raises ``Geweigerd`` for an obstacle, and ``GeenToegang`` for who is not asked."""
    with ctx.database.transactie() as s:
        ruil, delen = _zoek(s, ruil_id, "neem_over")
        wie = ctx.actor.medewerker_id
        ctx.eis("neem_over", policy.doel(policy.RUIL, medewerker_id=wie, team_id=ruil.team_id))
        if wie is None or ruil.gevraagde_id not in (None, wie):
            raise GeenToegang("neem_over", policy.RUIL)
        if wie == ruil.aanbieder_id:
            raise Geweigerd("", "je kunt je eigen dienst niet overnemen")
        RUIL.na(ruil.status, "neem_over")
        ruil.overnemer_id = wie
        _eis_mogelijk(s, ctx, ruil, delen)
        zet_stap(s, ctx, RUIL, policy.RUIL, ruil, "neem_over")
        stuur(s, ctx, "jio.ruil_overgenomen", ruil.aanbieder_id, ruil=ruil.id)


def sla_af(ctx: Context, ruil_id: int) -> None:
    """The colleague who was asked says no. Raises ``GeenToegang`` for anybody else."""
    with ctx.database.transactie() as s:
        ruil, _ = _zoek(s, ruil_id, "sla_af")
        if ruil.gevraagde_id is None or ruil.gevraagde_id != ctx.actor.medewerker_id:
            raise GeenToegang("sla_af", policy.RUIL)
        ctx.eis("sla_af", policy.doel(policy.RUIL, medewerker_id=ruil.gevraagde_id, team_id=ruil.team_id))
        zet_stap(s, ctx, RUIL, policy.RUIL, ruil, "sla_af")
        stuur(s, ctx, "jio.ruil_geweigerd", ruil.aanbieder_id, ruil=ruil.id)


def trek_in(ctx: Context, ruil_id: int) -> None:
    """Withdraw: the one who offers, or who has taken, as long as the leidinggevende does not know of it yet."""
    with ctx.database.transactie() as s:
        ruil, _ = _zoek(s, ruil_id, "trek_in")
        betrokken = {ruil.aanbieder_id, ruil.overnemer_id} - {None}
        if ctx.actor.medewerker_id not in betrokken:
            raise GeenToegang("trek_in", policy.RUIL)
        ctx.eis("trek_in", policy.doel(policy.RUIL, medewerker_id=ctx.actor.medewerker_id, team_id=ruil.team_id))
        zet_stap(s, ctx, RUIL, policy.RUIL, ruil, "trek_in")
        _bericht(s, ctx, ruil, "jio.ruil_ingetrokken", behalve=ctx.actor.medewerker_id)


def meld_bekend(ctx: Context, ruil_id: int) -> None:
    """The leidinggevende knows of the swap and passes it on to Interne Ondersteuning."""
    with ctx.database.transactie() as s:
        ruil, _ = _zoek(s, ruil_id, "meld_bekend")
        ctx.eis("meld_bekend", policy.doel(policy.RUIL, team_id=ruil.team_id))
        zet_stap(s, ctx, RUIL, policy.RUIL, ruil, "meld_bekend")


def weiger(ctx: Context, ruil_id: int, reden: str) -> None:
    """The leidinggevende or Interne Ondersteuning refuses a swap, with the reason."""
    if not reden.strip():
        raise Geweigerd("reden", "schrijf waarom de ruil niet doorgaat")
    with ctx.database.transactie() as s:
        ruil, _ = _zoek(s, ruil_id, "weiger")
        ctx.eis("weiger", policy.doel(policy.RUIL, team_id=ruil.team_id))
        zet_stap(s, ctx, RUIL, policy.RUIL, ruil, "weiger", reden.strip())
        _bericht(s, ctx, ruil, "jio.ruil_geweigerd")


def leg_vast(ctx: Context, ruil_id: int) -> None:
    """Record a swap: from now on the roster says so, and who performs is who is paid (JIO 7.6).

    Everything that is read is locked, so swaps that meet are recorded one after the other: the second sees what the
    first did. Raises ``Geweigerd`` when somebody no longer performs what is swapped, or would be in two duties.
    """
    with ctx.database.transactie() as s:
        ruil, delen = _zoek(s, ruil_id, "leg_vast")
        ctx.eis("leg_vast", policy.doel(policy.RUIL, team_id=ruil.team_id))
        overdrachten = overdrachten_van(ruil, delen)
        mensen = {wie for stap in overdrachten for wie in (stap.eruit, stap.erin) if wie is not None}
        diensten = vergrendel(s, {deel.dienst_id for deel in delen}, mensen)
        _eis_mogelijk(s, ctx, ruil, delen)
        zet_stap(s, ctx, RUIL, policy.RUIL, ruil, "leg_vast")
        ruil.vastgelegd_op = ctx.nu
        geraakt = draag_over(s, ctx, overdrachten)
        roosters.wijzig(s, ctx, {dienst.rooster_id for dienst in diensten.values()})
        kalender = kalender_van(geldend(s, ctx.installatie))
        herzie(s, ctx, diensten.keys(), kalender)
        merk(s, kalender, ((dienst, wie) for dienst in diensten.values() for wie in geraakt))
        _bericht(s, ctx, ruil, "jio.ruil_vastgelegd")


def overdrachten_van(ruil: Ruil, delen: Iterable[Ruildeel], overnemer_id: int | None = None) -> list[Overdracht]:
    """Return what a swap hands over to whom; ``overnemer_id`` says what it would be for somebody."""
    overnemer = overnemer_id or ruil.overnemer_id
    uit = []
    for deel in delen:
        wie = (ruil.aanbieder_id, overnemer)
        eruit, erin = wie if deel.richting is Ruilrichting.HEEN else wie[::-1]
        uit.append(Overdracht(deel.dienst_id, deel.van, deel.tot, eruit, erin, Deelreden.RUIL, ruil.id))
    return uit


def _zoek(s: Session, ruil_id: int, handeling: str) -> tuple[Ruil, Sequence[Ruildeel]]:
    """Lock a swap and return it with its parts. Raises ``GeenToegang`` when there is none."""
    ruil = s.scalar(select(Ruil).where(Ruil.id == ruil_id).with_for_update())
    if ruil is None:
        raise GeenToegang(handeling, policy.RUIL)
    return ruil, s.scalars(select(Ruildeel).where(Ruildeel.ruil_id == ruil_id).order_by(Ruildeel.id)).all()


def _deel(s: Session, keuze: Deelkeuze, medewerker_id: int, richting: Ruilrichting) -> tuple[Ruildeel, Dienst]:
    """Return a part of a duty that is somebody's, not stored yet. Raises ``Geweigerd``."""
    vak, dienst = eigen_deel(s, keuze, medewerker_id)
    return Ruildeel(dienst_id=dienst.id, richting=richting, van=vak.van, tot=vak.tot), dienst


def eigen_deel(s: Session, keuze: Deelkeuze, medewerker_id: int) -> tuple[Tijdvak, Dienst]:
    """Return the stretch of a duty that somebody gives away and performs all of. Raises ``Geweigerd``."""
    rij = s.execute(
        select(Dienst, Rooster.status)
        .join(Rooster, Rooster.id == Dienst.rooster_id)
        .where(Dienst.id == keuze.dienst_id)
    ).first()
    if rij is None or rij.status not in GELDENDE_ROOSTERS:
        raise Geweigerd("dienst", "deze dienst staat niet in een gepubliceerd rooster")
    if rij.status is Roosterstatus.GESLOTEN:
        raise Geweigerd("dienst", "dit rooster is gesloten; vraag de roosterbeheerder om het te heropenen")
    dienst: Dienst = rij.Dienst
    delen = rijen(s, [dienst.id])[dienst.id]
    eigen = samengevoegd(deel.tijdvak for deel in delen if deel.medewerker_id == medewerker_id)
    if not eigen:
        raise Geweigerd("dienst", "wie de dienst weggeeft, heeft hem niet")
    van, tot = keuze.van or eigen[0].van, keuze.tot or eigen[-1].tot
    if tot <= van:
        raise Geweigerd("tot", "het einde ligt na het begin")
    if not any(vak.van <= van and tot <= vak.tot for vak in eigen):
        raise Geweigerd("van", "dit deel van de dienst is niet helemaal van degene die het weggeeft")
    return Tijdvak(van, tot), dienst


def _eis_niet_al_aangeboden(s: Session, aanbieder_id: int, heen: Ruildeel) -> None:
    bezig = s.execute(
        select(Ruildeel.van, Ruildeel.tot)
        .join(Ruil, Ruil.id == Ruildeel.ruil_id)
        .where(
            Ruil.aanbieder_id == aanbieder_id,
            Ruil.status.in_(LOPENDE_RUILEN),
            Ruildeel.dienst_id == heen.dienst_id,
            Ruildeel.richting == Ruilrichting.HEEN,
        )
    )
    if any(Tijdvak(van, tot).doorsnede(Tijdvak(heen.van, heen.tot)) for van, tot in bezig):
        raise Geweigerd("van", "dit deel bied je al aan; trek dat aanbod eerst in")


def _eis_mogelijk(s: Session, ctx: Context, ruil: Ruil, delen: Sequence[Ruildeel]) -> None:
    """Refuse a swap in which somebody may not serve (JIO 7.6: age, PAS, exemption, leave, illness)."""
    diensten = {
        dienst.id: dienst
        for dienst in s.scalars(select(Dienst).where(Dienst.id.in_([deel.dienst_id for deel in delen])))
    }
    for stap in overdrachten_van(ruil, delen):
        if stap.erin is not None:
            roosters.eis_inzetbaar(s, ctx, diensten[stap.dienst_id], stap.erin)


def _bericht(s: Session, ctx: Context, ruil: Ruil, soort: str, behalve: int | None = None) -> None:
    for wie in (ruil.aanbieder_id, ruil.overnemer_id):
        if wie is not None and wie != behalve:
            stuur(s, ctx, soort, wie, ruil=ruil.id)
