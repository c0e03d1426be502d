# SPDX-License-Identifier: EUPL-1.2
"""Leave and illness of a driver: after four months at the latest the right lapses, and the contribution with it (4.2).

Only the werkgever sees the ground. Everybody else sees the last day of the right, as of any other end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt
from core.storage.audit import noteer
from plugins.om.autoregeling import opzoeken
from plugins.om.autoregeling.bijdrage import policy
from plugins.om.autoregeling.bijdrage.models import Privegebruikverklaring, Rechtonderbreking, Verklaringstaat
from plugins.om.autoregeling.models import Gebruik
from plugins.om.autoregeling.rules.gebruiksrecht import Gebruiksrecht, Verlof, Ziekte, gebruiksrecht
from plugins.om.autoregeling.wagenpark.models import Stuksoort
from plugins.om.autoregeling.wagenpark.services.dossier import neem_op
from plugins.om.autoregeling.wagenpark.services.einde import (
    VERVALLEN,
    Eindegrond,
    open_inlevering,
    sluit_inlevering,
    vastgesteld_einde,
)
from plugins.om.autoregeling.wagenpark.services.gebruik import eerste_rij, vervang

GRONDEN = ("betaald_verlof", "onbetaald_verlof", "ziekte")


@dataclass(frozen=True)
class Onderbrekingregel:
    """An absence with whose it is; for the werkgever only."""

    rij: Rechtonderbreking
    naam: str


def leg_vast(
    ctx: Context,
    medewerker_id: int,
    grond: str,
    begin: date,
    *,
    einde: date | None = None,
    vervaldag_werkgever: date | None = None,
    motivering: str | None = None,
) -> Gebruiksrecht:
    """Record an absence, ask OM-AUTO/gebruiksrecht, and end the right on the day that it answers.

    The driver is told the last day, and the fleet is asked to take the car in.

    What was known about this absence (the same first day) lapses, so a return in time gives the right back. Raises
    ``GeenToegang``, and ``Geweigerd`` for who is not werkgever of the driver, or without a car on the first day.
    """
    ctx.eis("leg_vast", policy.doel(policy.ONDERBREKING))
    if grond not in GRONDEN:
        raise Geweigerd("grond", f"kies uit: {', '.join(GRONDEN)}")
    with ctx.database.transactie() as s:
        s.scalar(select(Medewerker.id).where(Medewerker.id == medewerker_id).with_for_update())
        opzoeken.eis_werkgever(s, ctx, opzoeken.onderdeel_van(s, medewerker_id, begin), over=medewerker_id)
        eerder = s.scalar(
            select(Rechtonderbreking).where(
                Rechtonderbreking.medewerker_id == medewerker_id,
                Rechtonderbreking.begin == begin,
                Rechtonderbreking.vervallen_op.is_(None),
            )
        )
        if eerder is not None:
            _herstel(s, ctx, eerder)
        if not opzoeken.autos_van(s, medewerker_id, begin):
            raise Geweigerd("begin", "op deze dag had deze medewerker geen dienstauto")
        uitkomst = _vraag(
            s, ctx, medewerker_id, grond, begin, einde=einde, vervaldag=vervaldag_werkgever, motivering=motivering
        )
        rij = Rechtonderbreking(
            medewerker_id=medewerker_id,
            grond=grond,
            begin=begin,
            einde=einde,
            vervaldag_werkgever=vervaldag_werkgever,
            motivering=motivering,
            laatste_dag=uitkomst.laatste_dag,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        if uitkomst.laatste_dag is not None:
            _beeindig(s, ctx, rij, uitkomst.laatste_dag)
        # The ground stays out of the trail, as out of everything that others read.
        noteer(s, ctx, "leg_vast", policy.ONDERBREKING, rij.id, medewerker=medewerker_id)
        return uitkomst


def lijst(ctx: Context) -> Sequence[Onderbrekingregel]:
    """Return the absences at the units of which the actor is werkgever, the last one first."""
    ctx.eis("bekijk", policy.doel(policy.ONDERBREKING))
    zelf = ctx.actor.medewerker_id
    if zelf is None:
        raise GeenToegang("bekijk", policy.ONDERBREKING)
    with ctx.database.lezen() as s:
        rijen = s.execute(
            select(Rechtonderbreking, Medewerker.naam)
            .join(Medewerker, Medewerker.id == Rechtonderbreking.medewerker_id)
            .where(Rechtonderbreking.vervallen_op.is_(None))
            .order_by(Rechtonderbreking.begin.desc(), Rechtonderbreking.id.desc())
        ).all()
        return [
            Onderbrekingregel(rij, naam)
            for rij, naam in rijen
            if (plek := opzoeken.onderdeel_van(s, rij.medewerker_id, rij.begin)) is not None
            and opzoeken.is_werkgever(s, zelf, plek, ctx.vandaag)
        ]


def rechtsgevolg(s: Session, ctx: Context, rij: Rechtonderbreking) -> Gebruiksrecht:
    """Return what an absence does to the right of use, such as from when the car is handed over (4.2).

    Raises ``Geweigerd`` when a figure is missing.
    """
    return _vraag(
        s,
        ctx,
        rij.medewerker_id,
        rij.grond,
        rij.begin,
        einde=rij.einde,
        vervaldag=rij.vervaldag_werkgever,
        motivering=rij.motivering,
    )


def vervalt_per(s: Session, medewerker_id: int, op: date) -> date | None:
    """Return the last day of the right when an absence ends it, without the ground; None when nothing does."""
    return s.scalar(
        select(Rechtonderbreking.laatste_dag)
        .where(
            Rechtonderbreking.medewerker_id == medewerker_id,
            Rechtonderbreking.vervallen_op.is_(None),
            Rechtonderbreking.laatste_dag >= op,
        )
        .order_by(Rechtonderbreking.laatste_dag)
        .limit(1)
    )


def _vraag(
    s: Session,
    ctx: Context,
    medewerker_id: int,
    grond: str,
    begin: date,
    *,
    einde: date | None,
    vervaldag: date | None,
    motivering: str | None,
) -> Gebruiksrecht:
    verklaring = Privegebruikverklaring
    # Who has a working declaration pays no contribution on that day, whatever the year before or after says.
    onder = s.scalar(
        select(verklaring.id)
        .where(
            verklaring.medewerker_id == medewerker_id,
            verklaring.staat == Verklaringstaat.BEVESTIGD,
            verklaring.vervallen_op.is_(None),
            verklaring.ontvangen_op <= begin,
            or_(verklaring.ingetrokken_per.is_(None), verklaring.ingetrokken_per > begin),
        )
        .limit(1)
    )
    bijdrage = onder is None
    gegeven: Verlof | Ziekte
    if grond == "ziekte":
        gegeven = Ziekte("ziekte", begin, bijdrage, einde, vervaldag, motivering)
    elif grond == "betaald_verlof":
        gegeven = Verlof("betaald_verlof", begin, bijdrage, einde, vervaldag)
    else:
        gegeven = Verlof("onbetaald_verlof", begin, bijdrage, einde, vervaldag)
    try:
        return gebruiksrecht.bereken(gegeven, geldend(s, ctx.installatie)).uitkomst  # type: ignore[no-any-return]
    except ParameterOntbreekt as fout:
        raise Geweigerd("", f"HR moet eerst een waarde invullen: {fout.ontbrekend[0][0]}") from fout


def _beeindig(s: Session, ctx: Context, onderbreking: Rechtonderbreking, laatste: date) -> None:
    rijen = s.scalars(
        select(Gebruik).where(
            Gebruik.medewerker_id == onderbreking.medewerker_id,
            Gebruik.vervallen_op.is_(None),
            Gebruik.van <= laatste,
            or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met > laatste),
        )
    ).all()
    for rij in rijen:
        nieuw = vervang(s, ctx, rij, tot_en_met=laatste, einde_grond=VERVALLEN)
        open_inlevering(s, ctx, nieuw, eerste_rij(s, nieuw))
    if rijen:
        # The letter goes into the file, so it gives the last day and not the ground.
        neem_op(s, ctx, Stuksoort.EINDE, onderbreking.medewerker_id, onderbreking.id, laatste_dag=laatste.isoformat())
        stuur(s, ctx, "om.gebruik_eindigt", onderbreking.medewerker_id, laatste=laatste)


def _herstel(s: Session, ctx: Context, eerder: Rechtonderbreking) -> None:
    """Take back what an earlier word about the same absence did to the right. Raises ``Geweigerd`` once it is in."""
    eerder.vervallen_op = ctx.nu
    if eerder.laatste_dag is None:
        return
    terug = False
    for rij in s.scalars(
        select(Gebruik).where(
            Gebruik.medewerker_id == eerder.medewerker_id,
            Gebruik.vervallen_op.is_(None),
            Gebruik.tot_en_met == eerder.laatste_dag,
            Gebruik.einde_grond == VERVALLEN,
        )
    ).all():
        terug = True
        nummer = eerste_rij(s, rij)
        # A right that had an end of its own gets that one back.
        einde = vastgesteld_einde(s, nummer)
        if einde is not None:
            vervang(s, ctx, rij, tot_en_met=einde.laatste_dag, einde_grond=einde.grond)
            continue
        sluit_inlevering(s, ctx, nummer)
        ervoor = s.scalars(
            select(Gebruik)
            .where(
                Gebruik.medewerker_id == rij.medewerker_id,
                Gebruik.voertuig_id == rij.voertuig_id,
                Gebruik.van == rij.van,
                Gebruik.id < rij.id,
                or_(Gebruik.einde_grond.is_(None), Gebruik.einde_grond.not_in((VERVALLEN, *Eindegrond))),
            )
            .order_by(Gebruik.id.desc())
        ).first()
        vervang(
            s,
            ctx,
            rij,
            tot_en_met=ervoor.tot_en_met if ervoor else None,
            einde_grond=ervoor.einde_grond if ervoor else None,
        )
    if terug:
        stuur(s, ctx, "om.einde_ingetrokken", eerder.medewerker_id)
