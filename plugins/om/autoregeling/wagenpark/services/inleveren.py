# SPDX-License-Identifier: EUPL-1.2
"""The return of a car: its checklist, the pass that is destroyed, and the inleverdocument (Autoregeling OM 13.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from plugins.om.autoregeling.models import Gebruik, Omonderdeel, Voertuig, Voertuiggroep
from plugins.om.autoregeling.opzoeken import eis_beheer
from plugins.om.autoregeling.policy import EENHEID, GEBRUIK
from plugins.om.autoregeling.wagenpark import procedure
from plugins.om.autoregeling.wagenpark.models import Inlevering, Schadestand, Standbron, Stuksoort
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.procedure import Inleverstatus
from plugins.om.autoregeling.wagenpark.services import autos
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers, neem_op, zet_stap
from plugins.om.autoregeling.wagenpark.services.einde import TAAK_INNEMEN
from plugins.om.autoregeling.wagenpark.services.toegang import beheerder_van, in_onderdelen

INLEVERING = "om.inlevering"


class Onderdeelauto(StrEnum):
    """What belongs to a car that is given back (13.3)."""

    KENTEKENBEWIJS_1A = "kentekenbewijs_1a"
    KENTEKENBEWIJS_1B = "kentekenbewijs_1b"
    RESERVESLEUTELS = "reservesleutels"
    MOEDERSLEUTEL = "moedersleutel"
    CODEKAART = "codekaart"
    INSTRUCTIEBOEKJE = "instructieboekje"
    ONDERHOUDSBOEKJE = "onderhoudsboekje"


@dataclass(frozen=True)
class Inname:
    """What was found when the car came back."""

    ingeleverd_op: date
    kilometerstand: int
    aanwezig: Collection[Onderdeelauto]
    schade: Schadestand
    inleverdocument: str
    plaats: str
    pas_ingeleverd_op: date | None = None
    #: The reference of the lease company's written word that no repair is needed.
    bevestiging: str = ""
    #: The lease runs on: the car stands idle for the next colleague (2.5).
    wordt_overcompleet: bool = False


@dataclass(frozen=True)
class Inleverregel:
    """A return as a page shows it."""

    inlevering: Inlevering
    naam: str
    kenteken: str
    merk_en_model: str
    onderdeel: str
    laatste_dag: date | None

    @property
    def ontbreekt(self) -> tuple[Onderdeelauto, ...]:
        """What was not handed in; its cost is the employee's (12.1)."""
        if self.inlevering.status is Inleverstatus.OPEN:
            return ()
        return tuple(deel for deel in Onderdeelauto if str(deel) not in self.inlevering.aanwezig)


def neem_in(ctx: Context, inlevering_id: int, inname: Inname) -> None:
    """Record the return of a car with its checklist; an inleverdocument goes into the file.

    What is missing and damage that was not reported are told to the werkgever, who decides about the cost (12.1).
    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rij, auto = _zoek(s, ctx, inlevering_id)
        if inname.ingeleverd_op > ctx.vandaag:
            raise Geweigerd("ingeleverd_op", "deze dag ligt in de toekomst")
        begin = s.get_one(Gebruik, rij.gebruik_id).van
        if inname.ingeleverd_op < begin:
            raise Geweigerd("ingeleverd_op", "op deze dag was de auto nog niet in gebruik")
        if not inname.inleverdocument.strip():
            raise Geweigerd("inleverdocument", "vul het nummer van het inleverdocument in (13.3)")
        if inname.schade is Schadestand.NIET_HERSTELLEN and not inname.bevestiging.strip():
            raise Geweigerd("bevestiging", "vul de schriftelijke bevestiging van de leasemaatschappij in (13.3)")
        if inname.pas_ingeleverd_op is not None and inname.pas_ingeleverd_op > ctx.vandaag:
            raise Geweigerd("pas_ingeleverd_op", "deze dag ligt in de toekomst")
        idle = auto.groep in (Voertuiggroep.PERSOONSGEBONDEN, Voertuiggroep.FUNCTIEGEBONDEN)
        if inname.wordt_overcompleet and not idle:
            raise Geweigerd("wordt_overcompleet", "alleen een auto van een medewerker kan overcompleet worden")
        autos.leg_stand_vast(
            s,
            ctx,
            auto.id,
            inname.ingeleverd_op,
            inname.kilometerstand,
            Standbron.INLEVERING,
            "kilometerstand",
        )
        zet_stap(s, ctx, procedure.INLEVERING, INLEVERING, rij, "lever_in")
        rij.ingeleverd_op, rij.kilometerstand = inname.ingeleverd_op, inname.kilometerstand
        rij.aanwezig = [str(deel) for deel in Onderdeelauto if deel in inname.aanwezig]
        rij.schade, rij.bevestiging = inname.schade, inname.bevestiging.strip() or None
        rij.plaats, rij.inleverdocument = inname.plaats.strip() or None, inname.inleverdocument.strip()
        rij.pas_ingeleverd_op = inname.pas_ingeleverd_op
        if inname.wordt_overcompleet:
            auto.overcompleet_per = inname.ingeleverd_op
        else:
            auto.ingeleverd_op = inname.ingeleverd_op
        ontbreekt = [deel for deel in Onderdeelauto if deel not in inname.aanwezig]
        if ontbreekt or inname.schade is Schadestand.NIET_GEMELD:
            meld_werkgevers(s, ctx, "om.inlevering_let_op", auto.onderdeel_id, inlevering=rij.id)
        neem_op(
            s,
            ctx,
            Stuksoort.INLEVERDOCUMENT,
            rij.medewerker_id,
            rij.id,
            kenteken=auto.kenteken,
            dag=inname.ingeleverd_op.isoformat(),
            kilometers=inname.kilometerstand,
            ontbreekt=", ".join(ontbreekt),
            schade=str(inname.schade),
        )
        stuur(s, ctx, "om.auto_ingeleverd", rij.medewerker_id)


def rond_af(ctx: Context, inlevering_id: int, pas_ingeleverd_op: date, pas_vernietigd_op: date) -> None:
    """Record that the fuel or charging pass was handed in and destroyed (13.3): that closes the return."""
    with ctx.database.transactie() as s:
        rij, _ = _zoek(s, ctx, inlevering_id)
        if not pas_ingeleverd_op <= pas_vernietigd_op <= ctx.vandaag:
            raise Geweigerd("pas_vernietigd_op", "de pas is vernietigd nadat hij is ingeleverd, en niet in de toekomst")
        zet_stap(s, ctx, procedure.INLEVERING, INLEVERING, rij, "rond_af")
        rij.pas_ingeleverd_op, rij.pas_vernietigd_op = pas_ingeleverd_op, pas_vernietigd_op
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_INNEMEN, sleutel=str(rij.id))


def lijst(ctx: Context) -> tuple[Inleverregel, ...]:
    """Return the returns of the units whose cars the actor manages, what is open first. Raises ``GeenToegang``."""
    ctx.eis("neem_in", doel(GEBRUIK))
    with ctx.database.lezen() as s:
        laatste = (
            select(Gebruik.tot_en_met)
            .where(
                Gebruik.medewerker_id == Inlevering.medewerker_id,
                Gebruik.voertuig_id == Inlevering.voertuig_id,
                Gebruik.vervallen_op.is_(None),
            )
            .order_by(Gebruik.van.desc())
            .limit(1)
            .scalar_subquery()
        )
        vraag = (
            select(Inlevering, Medewerker.naam, Voertuig.kenteken, Voertuig.merk_en_model, Omonderdeel.naam, laatste)
            .join(Medewerker, Medewerker.id == Inlevering.medewerker_id)
            .join(Voertuig, Voertuig.id == Inlevering.voertuig_id)
            .join(Omonderdeel, Omonderdeel.id == Voertuig.onderdeel_id)
            .where(in_onderdelen(Voertuig.onderdeel_id, beheerder_van(s, ctx)))
        )
        regels = [Inleverregel(*rij) for rij in s.execute(vraag)]
    orde = list(Inleverstatus)
    return tuple(sorted(regels, key=lambda regel: (orde.index(regel.inlevering.status), -regel.inlevering.id)))


def een(ctx: Context, inlevering_id: int) -> Inleverregel:
    """Return one return. Raises ``GeenToegang``."""
    for regel in lijst(ctx):
        if regel.inlevering.id == inlevering_id:
            return regel
    raise GeenToegang("neem_in", GEBRUIK)


def _zoek(s: Session, ctx: Context, inlevering_id: int) -> tuple[Inlevering, Voertuig]:
    ctx.eis("neem_in", doel(GEBRUIK))
    rij = s.scalar(select(Inlevering).where(Inlevering.id == inlevering_id).with_for_update())
    if rij is None:
        raise GeenToegang("neem_in", GEBRUIK)
    auto = autos.zoek(s, rij.voertuig_id, "neem_in")
    eis_beheer(s, ctx, auto.onderdeel_id)
    return rij, auto
