# SPDX-License-Identifier: EUPL-1.2
"""Delivery: the car is what was ordered, the odometer and the day, and the registration card after a week (6.3)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.models import Gebruikssoort
from plugins.om.autoregeling.opzoeken import eis_beheer
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, GEBRUIK
from plugins.om.autoregeling.rules.termijnen import Kentekenkaart, termijnen
from plugins.om.autoregeling.wagenpark import procedure
from plugins.om.autoregeling.wagenpark.models import Aflevering, Bestelwijze, Standbron
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.services import autos, bestellen
from plugins.om.autoregeling.wagenpark.services.dossier import zet_stap
from plugins.om.autoregeling.wagenpark.services.gebruik import begin
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, transactie

AFLEVERING = "om.aflevering"
TAAK_AFLEVERING = "om.aflevering_klopt_niet"
TAAK_KENTEKENKAART = "om.kentekenkaart"


def lever_af(ctx: Context, bestelling_id: int, *, dag: date, kilometerstand: int, klopt: bool) -> int:
    """Sign the delivery form: use begins, and with a surplus or rental car the agreement (2.6 and 6.3).

    The employee signs, or who manages the car on his behalf. A car that is not what was ordered is not taken: that
    becomes a task for Centraal Wagenparkbeheer. Returns the number of the use, 0 when it was not taken.

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with transactie(ctx) as s:
        rij, dossier = bestellen.zoek(s, bestelling_id, "bevestig")
        _eis_bevestigen(s, ctx, dossier.medewerker_id, dossier.onderdeel_id)
        procedure.BESTELLING.na(rij.status, "lever_af")
        if rij.voertuig_id is None:
            raise Geweigerd("", "Centraal Wagenparkbeheer legt eerst vast welke auto is gekomen")
        if dag > ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt in de toekomst")
        if dag < rij.besteld_op:
            raise Geweigerd("dag", "de auto is niet afgeleverd voordat hij was besteld")
        if not klopt:
            meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_AFLEVERING, sleutel=str(rij.id))
            noteer(s, ctx, "weiger", AFLEVERING, rij.id)
            return 0
        auto = autos.zoek(s, rij.voertuig_id, "bevestig")
        if rij.wijze is not Bestelwijze.NIEUW:
            rij.overeenkomst_van = dag
            bestellen.neem_overeenkomst_op(s, ctx, rij, dossier.medewerker_id)
        auto.overcompleet_per = None
        auto.onderdeel_id = dossier.onderdeel_id
        gebruik = begin(
            s,
            ctx,
            medewerker_id=dossier.medewerker_id,
            voertuig_id=auto.id,
            soort=Gebruikssoort.HUUR if rij.wijze is Bestelwijze.HUUR else Gebruikssoort.EIGEN,
            toekenning_id=dossier.id,
            overeenkomst_van=rij.overeenkomst_van or dag,
            van=dag,
        )
        autos.leg_stand_vast(s, ctx, auto.id, dag, kilometerstand, Standbron.AFLEVERING, "kilometerstand")
        kaart = bereken(s, ctx, termijnen, Kentekenkaart("kentekenkaart", dag))
        aflevering = Aflevering(
            bestelling_id=rij.id,
            voertuig_id=auto.id,
            medewerker_id=dossier.medewerker_id,
            dag=dag,
            kilometerstand=kilometerstand,
            kentekenkaart_melden_vanaf=kaart.uitkomst.vanaf,
            # A surplus or rental car has its card.
            kentekenkaart_ontvangen_op=None if rij.wijze is Bestelwijze.NIEUW else dag,
            bevestigd_op=ctx.nu,
            bevestigd_door=ctx.actor.account_id,
        )
        s.add(aflevering)
        s.flush()
        zet_stap(s, ctx, procedure.BESTELLING, bestellen.BESTELLING, rij, "lever_af")
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_AFLEVERING, sleutel=str(rij.id))
        if dossier.medewerker_id != ctx.actor.medewerker_id:
            stuur(s, ctx, "om.auto_afgeleverd", dossier.medewerker_id, bestelling=rij.id)
        return gebruik.id


def kentekenkaart_ontvangen(ctx: Context, aflevering_id: int, dag: date) -> None:
    """Record that the registration card came."""
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, aflevering_id)
        if rij.kentekenkaart_ontvangen_op is not None:
            raise Geweigerd("", "de kentekenkaart is al ontvangen")
        if not rij.dag <= dag <= ctx.vandaag:
            raise Geweigerd("dag", "deze dag ligt tussen de aflevering en vandaag")
        rij.kentekenkaart_ontvangen_op = dag
        noteer(s, ctx, "kentekenkaart_ontvangen", AFLEVERING, rij.id, dag=dag)
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_KENTEKENKAART, sleutel=str(rij.id))


def meld_kentekenkaart(ctx: Context, aflevering_id: int) -> None:
    """Report that the card did not come within a week; the fleet manager tells the lease company (6.3).

    Raises ``Geweigerd`` before the week is over.
    """
    with ctx.database.transactie() as s:
        rij = _zoek(s, ctx, aflevering_id)
        if rij.kentekenkaart_ontvangen_op is not None:
            raise Geweigerd("", "de kentekenkaart is al ontvangen")
        if ctx.vandaag < rij.kentekenkaart_melden_vanaf:
            raise Geweigerd("", f"melden kan vanaf {rij.kentekenkaart_melden_vanaf:%d-%m-%Y}: dan is het een week")
        rij.kentekenkaart_gemist_op = rij.kentekenkaart_gemist_op or ctx.nu
        noteer(s, ctx, "kentekenkaart_gemist", AFLEVERING, rij.id)
        meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_KENTEKENKAART, sleutel=str(rij.id))


def _zoek(s: Session, ctx: Context, aflevering_id: int) -> Aflevering:
    rij = s.scalar(select(Aflevering).where(Aflevering.id == aflevering_id).with_for_update())
    if rij is None:
        raise GeenToegang("bevestig", GEBRUIK)
    _, dossier = bestellen.zoek(s, rij.bestelling_id, "bevestig")
    _eis_bevestigen(s, ctx, rij.medewerker_id, dossier.onderdeel_id)
    return rij


def _eis_bevestigen(s: Session, ctx: Context, medewerker_id: int, onderdeel_id: int) -> None:
    ctx.eis("bevestig", doel(GEBRUIK, medewerker_id))
    if ctx.actor.medewerker_id != medewerker_id:
        eis_beheer(s, ctx, onderdeel_id)
