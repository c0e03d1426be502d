# SPDX-License-Identifier: EUPL-1.2
"""Who pays no contribution hands the car over while absent (4.2). The fleet sees no ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.bijdrage.models import Rechtonderbreking
from plugins.om.autoregeling.bijdrage.services.onderbrekingen import rechtsgevolg, vervalt_per
from plugins.om.autoregeling.meldingen.models import Overdracht
from plugins.om.autoregeling.meldingen.policy import OVERDRACHT, doel
from plugins.om.autoregeling.models import Omonderdeel, Voertuig
from plugins.om.autoregeling.opzoeken import autos_van, eis_beheer, onderdeel_van
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID
from plugins.om.autoregeling.wagenpark.services.toegang import beheerder_van, omvat, werkgever_van

TAAK = "om.auto_overdragen"
GEVRAAGD = "om.overdracht_gevraagd"


@dataclass(frozen=True)
class Overdrachtregel:
    """A car that is handed over, and the last day of the right when an absence ends it."""

    rij: Overdracht
    naam: str
    onderdeel: str
    kenteken: str
    recht_tot_en_met: date | None


def loop(ctx: Context) -> None:
    """Ask for the cars of who is absent without a contribution, and drop what was asked for an absence that is none.

    For the program; again on the same day it changes nothing.
    """
    with ctx.database.transactie() as s:
        vergrendel(s, Overdracht.__tablename__)
        staan = {(rij.onderbreking_id, rij.voertuig_id): rij for rij in s.scalars(select(Overdracht))}
        onderbrekingen = {rij.id: rij for rij in s.scalars(select(Rechtonderbreking))}
        for rij in staan.values():
            onderbreking = onderbrekingen.get(rij.onderbreking_id)
            weg = onderbreking is None or onderbreking.vervallen_op is not None
            if weg and rij.overgedragen_op is None and rij.vervallen_op is None:
                rij.vervallen_op = ctx.nu
                los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK, sleutel=str(rij.id))
        for onderbreking in onderbrekingen.values():
            voorbij = onderbreking.einde is not None and onderbreking.einde < ctx.vandaag
            if onderbreking.vervallen_op is None and not voorbij:
                _vraag(s, ctx, onderbreking, staan)


def bevestig(ctx: Context, nummer: int, dag: date) -> None:
    """Record that a car was handed over. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, nummer)
        if rij.overgedragen_op is not None:
            raise Geweigerd("", "deze auto is al overgedragen")
        if dag > ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt in de toekomst")
        rij.overgedragen_op = dag
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK, sleutel=str(rij.id))
        noteer(s, ctx, "bevestig", OVERDRACHT, rij.id, dag=dag)


def geef_terug(ctx: Context, nummer: int, dag: date) -> None:
    """Record that the driver has the car again. Raises ``GeenToegang`` and ``Geweigerd``."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, nummer)
        if rij.overgedragen_op is None or rij.terug_op is not None:
            raise Geweigerd("", "deze auto staat niet bij het wagenpark")
        if not rij.overgedragen_op <= dag <= ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt tussen de overdracht en vandaag")
        rij.terug_op = dag
        noteer(s, ctx, "geef_terug", OVERDRACHT, rij.id, dag=dag)


def lijst(ctx: Context) -> tuple[Overdrachtregel, ...]:
    """Return the cars that are or must be handed over at the actor's units, the first day first.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", doel(OVERDRACHT))
    with ctx.database.lezen() as s:
        als_werkgever, als_beheerder = werkgever_van(s, ctx), beheerder_van(s, ctx)
        rijen = s.execute(
            select(Overdracht, Medewerker.naam, Omonderdeel.naam, Voertuig.kenteken)
            .join(Medewerker, Medewerker.id == Overdracht.medewerker_id)
            .join(Omonderdeel, Omonderdeel.id == Overdracht.onderdeel_id)
            .join(Voertuig, Voertuig.id == Overdracht.voertuig_id)
            .where(Overdracht.vervallen_op.is_(None), Overdracht.terug_op.is_(None))
            .order_by(Overdracht.vanaf, Overdracht.id)
        ).all()
        return tuple(
            Overdrachtregel(rij, naam, onderdeel, kenteken, vervalt_per(s, rij.medewerker_id, ctx.vandaag))
            for rij, naam, onderdeel, kenteken in rijen
            if omvat(als_werkgever, rij.onderdeel_id) or omvat(als_beheerder, rij.onderdeel_id)
        )


def _vraag(s: Session, ctx: Context, onderbreking: Rechtonderbreking, staan: dict[tuple[int, int], Overdracht]) -> None:
    try:
        vanaf = rechtsgevolg(s, ctx, onderbreking).ter_beschikking_vanaf
    except Geweigerd:
        # A figure is missing: HR has a task for it, and tomorrow there is another day.
        return
    onderdeel_id = onderdeel_van(s, onderbreking.medewerker_id, onderbreking.begin)
    if vanaf is None or onderdeel_id is None:
        return
    for gebruik, auto in autos_van(s, onderbreking.medewerker_id, vanaf):
        if (onderbreking.id, auto.id) in staan:
            continue
        rij = Overdracht(
            onderbreking_id=onderbreking.id,
            medewerker_id=gebruik.medewerker_id,
            voertuig_id=auto.id,
            onderdeel_id=onderdeel_id,
            vanaf=vanaf,
            vastgelegd_op=ctx.nu,
        )
        s.add(rij)
        s.flush()
        stuur(s, ctx, GEVRAAGD, rij.medewerker_id, dag=vanaf)
        meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK, sleutel=str(rij.id), op=vanaf)
        noteer(s, ctx, "vraag", OVERDRACHT, rij.id, dag=vanaf)


def _zoek(s: Session, ctx: Context, nummer: int) -> Overdracht:
    ctx.eis("bevestig", doel(OVERDRACHT))
    rij = s.scalar(select(Overdracht).where(Overdracht.id == nummer).with_for_update())
    if rij is None or rij.vervallen_op is not None:
        raise GeenToegang("bevestig", OVERDRACHT)
    eis_beheer(s, ctx, rij.onderdeel_id)
    return rij
