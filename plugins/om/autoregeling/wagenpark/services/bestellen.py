# SPDX-License-Identifier: EUPL-1.2
"""Ordering: a surplus car first, and nothing without a decision on file (Autoregeling OM 2.1, 2.5, 2.6, 3.1, 5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import los_taak_op, meld_taak, stuur
from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules import Centen, Geweigerd, Stap
from core.rules.uitleg import gelezen
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Gebruik, Gebruikssoort, Omonderdeel, Voertuig, Voertuiggroep
from plugins.om.autoregeling.opzoeken import eis_beheer, eis_werkgever
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, GEBRUIK, TOEKENNING
from plugins.om.autoregeling.rules.bestelling import Aandrijving, Bestelling, Bezwaar, Perceel, bestelling
from plugins.om.autoregeling.rules.gebruiksperiode import GRENS_TOELATING, VERBOD_VANAF
from plugins.om.autoregeling.rules.indeling import Groep
from plugins.om.autoregeling.wagenpark import procedure
from plugins.om.autoregeling.wagenpark.models import (
    Autobestelling,
    Bestelwijze,
    Dossierstuk,
    Stuksoort,
    Toekenningsdossier,
)
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.procedure import Bestelstatus, Toekenningstatus
from plugins.om.autoregeling.wagenpark.services import aanvragen, autos
from plugins.om.autoregeling.wagenpark.services.dossier import neem_op, zet_stap
from plugins.om.autoregeling.wagenpark.services.na2023 import eis_nog_geldig
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, transactie
from plugins.om.autoregeling.wagenpark.services.toegang import in_onderdelen, zichtbaar

BESTELLING = "om.bestelling"
_SLOT = "om_overcompleet"

REDENEN: Mapping[Bezwaar, str] = {
    Bezwaar.BESLUIT_ONTBREEKT: "er is geen gemotiveerd besluit in het dossier (2.1)",
    Bezwaar.OVERCOMPLETE_AUTO_EERST: "er staat een overcomplete auto van deze categorie; die gaat voor (2.5)",
    Bezwaar.PERCEEL_NIET_TOEGESTAAN: "dit perceel mag op de besteldatum niet voor deze categorie (3.1)",
    Bezwaar.AANDRIJVING_NIET_TOEGESTAAN: "alleen benzine of emissieloos wordt nog besteld (5.2)",
    Bezwaar.ACTIERADIUS_TE_KLEIN: "de actieradius is te klein (3.1)",
    Bezwaar.LEASE_LOOPT_NA_2029: "de lease loopt door na 1 januari 2029, dan is het wagenpark emissieloos (5.2)",
    Bezwaar.BOVEN_RIJKSNORMBEDRAG: "de prijs is hoger dan het rijksnormbedrag (3.1)",
}


@dataclass(frozen=True)
class Nieuw:
    """The car to be ordered; the price is tested when it is filled in."""

    merk_en_model: str
    perceel: Perceel
    aandrijving: Aandrijving
    lease_tot_en_met: date
    wltp_km: int | None = None
    prijs_centen: int | None = None


@dataclass(frozen=True)
class Bestelregel:
    """An order as a page shows it."""

    bestelling: Autobestelling
    medewerker_id: int
    naam: str
    onderdeel: str
    kenteken: str | None

    @property
    def open(self) -> bool:
        """True until it was delivered or cancelled."""
        return self.bestelling.status is Bestelstatus.BESTELD


@dataclass(frozen=True)
class Bestelpagina:
    """A grant for which a car is to be found: the surplus cars that go first, and the car of today."""

    toekenning: aanvragen.Toekenningregel
    overcompleet: tuple[Voertuig, ...]
    lopend_tot: date | None
    heeft_auto: bool
    open_bestelling: bool


def bestel(ctx: Context, toekenning_id: int, nieuw: Nieuw) -> int:
    """Order a new car on a grant; the agreement holds from today (2.6). Returns the number of the order.

    Raises ``GeenToegang``, and ``Geweigerd`` with every reason that the calculation gives against it.
    """
    ctx.eis("bestel", doel(TOEKENNING))
    with transactie(ctx) as s:
        vergrendel(s, _SLOT)
        rij = aanvragen.zoek(s, toekenning_id, "bestel")
        eis_beheer(s, ctx, None)
        extra = _eis_mogelijk(s, ctx, rij)
        if rij.categorie is None:
            raise Geweigerd("", REDENEN[Bezwaar.BESLUIT_ONTBREEKT])
        if not nieuw.merk_en_model.strip():
            raise Geweigerd("merk_en_model", "vul merk en model in")
        gegeven = Bestelling(
            besteldatum=ctx.vandaag,
            groep=Groep.WERKNEMER,
            categorie=rij.categorie,
            perceel=nieuw.perceel,
            aandrijving=nieuw.aandrijving,
            lease_einde=nieuw.lease_tot_en_met,
            wltp_kilometers=nieuw.wltp_km,
            criteria=aanvragen.criteria_van(rij),
            besluit_aanwezig=_besluit_in_dossier(s, rij),
            overcomplete_autos=tuple(
                auto.categorie for auto in autos.overcompleet(s, rij.categorie, ctx.vandaag) if auto.categorie
            ),
            prijs_centen=None if nieuw.prijs_centen is None else Centen(nieuw.prijs_centen),
        )
        antwoord = bereken(s, ctx, bestelling, gegeven, extra)
        if not antwoord.uitkomst.toegestaan:
            raise Geweigerd("", "; ".join(REDENEN[reden] for reden in antwoord.uitkomst.redenen))
        besteld = Autobestelling(
            toekenning_id=rij.id,
            wijze=Bestelwijze.NIEUW,
            status=Bestelstatus.BESTELD,
            merk_en_model=nieuw.merk_en_model.strip(),
            perceel=str(nieuw.perceel),
            aandrijving=str(nieuw.aandrijving),
            wltp_km=nieuw.wltp_km,
            lease_tot_en_met=nieuw.lease_tot_en_met,
            prijs_centen=nieuw.prijs_centen,
            besteld_op=ctx.vandaag,
            overeenkomst_van=antwoord.uitkomst.gebruiksovereenkomst_vanaf,
            **antwoord.velden,
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        _bewaar(s, ctx, besteld, rij.medewerker_id)
        neem_overeenkomst_op(s, ctx, besteld, rij.medewerker_id)
        return besteld.id


def wijs_toe(ctx: Context, toekenning_id: int, voertuig_id: int) -> int:
    """Assign a surplus car of the same category; the agreement holds from its receipt (2.5 and 2.6).

    Raises ``GeenToegang``, and ``Geweigerd`` when the car is not idle, of another category, or too old (2.4).
    """
    ctx.eis("bestel", doel(TOEKENNING))
    with transactie(ctx) as s:
        vergrendel(s, _SLOT)
        rij = aanvragen.zoek(s, toekenning_id, "bestel")
        eis_beheer(s, ctx, None)
        _eis_mogelijk(s, ctx, rij)
        auto = autos.zoek(s, voertuig_id, "bestel")
        if rij.categorie is None or auto.categorie is not rij.categorie:
            raise Geweigerd("voertuig", f"deze auto hoort niet bij categorie {rij.categorie} (2.5)")
        if auto.id not in {vrij.id for vrij in autos.overcompleet(s, rij.categorie, ctx.vandaag)}:
            raise Geweigerd("voertuig", "deze auto staat niet (meer) vrij")
        oud = auto.eerste_toelating is not None and auto.eerste_toelating < GRENS_TOELATING
        if oud and ctx.vandaag >= VERBOD_VANAF:
            raise Geweigerd("voertuig", "deze auto is van voor 1 januari 2016 en mag niet meer in gebruik zijn (2.4)")
        besteld = _bestaande(ctx, rij, auto, Bestelwijze.OVERCOMPLEET, None)
        _bewaar(s, ctx, besteld, rij.medewerker_id)
        return besteld.id


def zet_huurauto_in(ctx: Context, toekenning_id: int, voertuig_id: int, reden: str) -> int:
    """Deploy a rental car while it is not clear whether the employee uses a car for the whole lease (2.5).

    Only the werkgever decides it, with a reason. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("zet_huurauto_in", doel(GEBRUIK))
    with transactie(ctx) as s:
        vergrendel(s, _SLOT)
        rij = aanvragen.zoek(s, toekenning_id, "zet_huurauto_in")
        eis_werkgever(s, ctx, rij.onderdeel_id, over=rij.medewerker_id)
        _eis_mogelijk(s, ctx, rij, eigen=False)
        if not reden.strip():
            raise Geweigerd("reden", "schrijf waarom het een huurauto wordt (2.5)")
        auto = autos.zoek(s, voertuig_id, "zet_huurauto_in")
        if auto.groep is not Voertuiggroep.HUUR:
            raise Geweigerd("voertuig", "dit is geen huurauto")
        besteld = _bestaande(ctx, rij, auto, Bestelwijze.HUUR, reden.strip())
        _bewaar(s, ctx, besteld, rij.medewerker_id)
        return besteld.id


def annuleer(ctx: Context, bestelling_id: int, reden: str, *, kosten_op_medewerker: bool = False) -> None:
    """Cancel what was ordered. That the employee bears the cost is for the werkgever to decide (13.2.1).

    Raises ``GeenToegang``, ``Geweigerd`` and ``StapNietMogelijk``.
    """
    with ctx.database.transactie() as s:
        rij, dossier = zoek(s, bestelling_id, "bestel")
        if kosten_op_medewerker or not ctx.mag("bestel", doel(TOEKENNING)):
            ctx.eis("beslis", doel(TOEKENNING))
            eis_werkgever(s, ctx, dossier.onderdeel_id, over=dossier.medewerker_id)
        else:
            eis_beheer(s, ctx, None)
        if not reden.strip():
            raise Geweigerd("reden", "schrijf waarom de bestelling niet doorgaat")
        zet_stap(s, ctx, procedure.BESTELLING, BESTELLING, rij, "annuleer")
        rij.geannuleerd_op, rij.reden, rij.kosten_op_medewerker = ctx.nu, reden.strip(), kosten_op_medewerker
        stuur(s, ctx, "om.bestelling_geannuleerd", dossier.medewerker_id, bestelling=rij.id)
        meld_taak(
            s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=aanvragen.TAAK_BESTEL, sleutel=str(rij.toekenning_id)
        )


def koppel(ctx: Context, bestelling_id: int, voertuig_id: int) -> None:
    """Say which car came for an order. Raises ``Geweigerd`` for a car that differs from what was ordered."""
    ctx.eis("bestel", doel(TOEKENNING))
    with ctx.database.transactie() as s:
        rij, dossier = zoek(s, bestelling_id, "bestel")
        eis_beheer(s, ctx, None)
        auto = autos.zoek(s, voertuig_id, "bestel")
        if rij.status is not Bestelstatus.BESTELD or rij.wijze is not Bestelwijze.NIEUW:
            raise Geweigerd("", "bij deze bestelling hoort geen nieuwe auto (meer)")
        if (auto.perceel, str(auto.aandrijving)) != (rij.perceel, rij.aandrijving):
            raise Geweigerd("voertuig", "perceel of aandrijving is anders dan besteld (6.3)")
        if s.scalar(
            select(Autobestelling.id).where(
                Autobestelling.voertuig_id == auto.id, Autobestelling.status == Bestelstatus.BESTELD
            )
        ):
            raise Geweigerd("voertuig", "deze auto hoort al bij een bestelling")
        rij.voertuig_id = auto.id
        auto.onderdeel_id = dossier.onderdeel_id
        noteer(s, ctx, "koppel", BESTELLING, rij.id, voertuig=auto.id)
        stuur(s, ctx, "om.auto_staat_klaar", dossier.medewerker_id, bestelling=rij.id)


def pagina(ctx: Context, toekenning_id: int) -> Bestelpagina:
    """Return what stands in the way of an order, before it is made. Raises ``GeenToegang``."""
    ctx.eis("bestel", doel(TOEKENNING))
    regel = aanvragen.toon(ctx, toekenning_id).regel
    with ctx.database.lezen() as s:
        vrij = autos.overcompleet(s, regel.categorie, ctx.vandaag) if regel.categorie else []
        lopend = _lopend(s, regel.medewerker_id, ctx.vandaag)
        bezig = s.scalar(
            select(Autobestelling.id).where(
                Autobestelling.toekenning_id == toekenning_id, Autobestelling.status == Bestelstatus.BESTELD
            )
        )
    return Bestelpagina(
        regel, tuple(vrij), lopend.tot_en_met if lopend else None, lopend is not None, bezig is not None
    )


def lijst(ctx: Context) -> tuple[Bestelregel, ...]:
    """Return the orders of the units that the actor manages or is werkgever of, the open ones first."""
    ctx.eis("bekijk", doel(TOEKENNING))
    with ctx.database.lezen() as s:
        vraag = (
            select(
                Autobestelling, Toekenningsdossier.medewerker_id, Medewerker.naam, Omonderdeel.naam, Voertuig.kenteken
            )
            .join(Toekenningsdossier, Toekenningsdossier.id == Autobestelling.toekenning_id)
            .join(Medewerker, Medewerker.id == Toekenningsdossier.medewerker_id)
            .join(Omonderdeel, Omonderdeel.id == Toekenningsdossier.onderdeel_id)
            .outerjoin(Voertuig, Voertuig.id == Autobestelling.voertuig_id)
            .where(in_onderdelen(Toekenningsdossier.onderdeel_id, zichtbaar(s, ctx, TOEKENNING)))
        )
        regels = [Bestelregel(*rij) for rij in s.execute(vraag)]
    return tuple(sorted(regels, key=lambda regel: (not regel.open, -regel.bestelling.id)))


def auto_van_kenteken(ctx: Context, kenteken: str) -> int:
    """Return the car with a number plate. Raises ``GeenToegang``, and ``Geweigerd`` when there is none."""
    ctx.eis("bestel", doel(TOEKENNING))
    return _van_kenteken(ctx, kenteken)


def huurauto_van_kenteken(ctx: Context, kenteken: str) -> int:
    """Return the rental car with a number plate, for the werkgever. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("zet_huurauto_in", doel(GEBRUIK))
    return _van_kenteken(ctx, kenteken)


def _van_kenteken(ctx: Context, kenteken: str) -> int:
    with ctx.database.lezen() as s:
        nummer = s.scalar(select(Voertuig.id).where(Voertuig.kenteken == autos.kentekenvorm(kenteken)))
    if nummer is None:
        raise Geweigerd("kenteken", "deze auto is niet bekend; leg hem eerst vast bij het wagenpark")
    return nummer


def stappen_van(rij: Autobestelling) -> tuple[Stap, ...]:
    """Return why an order could be made, as it was then."""
    return tuple(gelezen(rij.uitleg or []))


def te_bestellen(ctx: Context) -> tuple[aanvragen.Toekenningregel, ...]:
    """Return the grants without a car and without an order: what Centraal Wagenparkbeheer has to do."""
    with ctx.database.lezen() as s:
        met_auto = select(Gebruik.toekenning_id).where(
            Gebruik.toekenning_id.is_not(None), Gebruik.vervallen_op.is_(None)
        )
        bezig = select(Autobestelling.toekenning_id).where(Autobestelling.status == Bestelstatus.BESTELD)
        klaar = set(s.scalars(met_auto)) | set(s.scalars(bezig))
    return tuple(
        regel for regel in aanvragen.lijst(ctx) if regel.status is Toekenningstatus.TOEGEKEND and regel.id not in klaar
    )


def zoek(s: Session, bestelling_id: int, handeling: str) -> tuple[Autobestelling, Toekenningsdossier]:
    """Return an order, locked, and its grant. Raises ``GeenToegang`` when there is none."""
    rij = s.scalar(select(Autobestelling).where(Autobestelling.id == bestelling_id).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, TOEKENNING)
    return rij, s.get_one(Toekenningsdossier, rij.toekenning_id)


def neem_overeenkomst_op(s: Session, ctx: Context, rij: Autobestelling, medewerker_id: int) -> None:
    """Put the agreement in the employee's file, with the moment from which it holds (2.6)."""
    neem_op(
        s,
        ctx,
        Stuksoort.OVEREENKOMST,
        medewerker_id,
        rij.id,
        auto=rij.merk_en_model,
        wijze=str(rij.wijze),
        vanaf=rij.overeenkomst_van.isoformat() if rij.overeenkomst_van else None,
        uitleg=rij.uitleg or [],
    )


def _eis_mogelijk(s: Session, ctx: Context, rij: Toekenningsdossier, *, eigen: bool = True) -> Sequence[Stap]:
    """Refuse without a decision on file, with an open order, or while the car of today runs on (2.1 and 3.1.1)."""
    extra = eis_nog_geldig(s, ctx, ctx.vandaag)
    if rij.status is not Toekenningstatus.TOEGEKEND or not _besluit_in_dossier(s, rij):
        raise Geweigerd("", REDENEN[Bezwaar.BESLUIT_ONTBREEKT])
    if s.scalar(
        select(Autobestelling.id).where(
            Autobestelling.toekenning_id == rij.id, Autobestelling.status == Bestelstatus.BESTELD
        )
    ):
        raise Geweigerd("", "op deze toekenning is al een auto besteld")
    lopend = _lopend(s, rij.medewerker_id, ctx.vandaag) if eigen else None
    if lopend is not None and lopend.tot_en_met is None:
        raise Geweigerd("", "de auto van nu rijdt eerst uit; leg eerst het einde van dat gebruik vast (3.1.1)")
    return extra


def _lopend(s: Session, medewerker_id: int, op: date) -> Gebruik | None:
    vraag = select(Gebruik).where(
        Gebruik.medewerker_id == medewerker_id,
        Gebruik.soort == Gebruikssoort.EIGEN,
        Gebruik.vervallen_op.is_(None),
        (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met >= op),
    )
    return s.scalars(vraag.order_by(Gebruik.van.desc())).first()


def _besluit_in_dossier(s: Session, rij: Toekenningsdossier) -> bool:
    """Tell whether the decision that allows an order is on file: the copy, not only the outcome (2.1)."""
    stuk = select(Dossierstuk.id).where(
        Dossierstuk.soort == Stuksoort.TOEKENNING,
        Dossierstuk.over_id == rij.id,
        Dossierstuk.medewerker_id == rij.medewerker_id,
    )
    return bool(rij.uitkomst and rij.uitkomst["bestellen_mag"]) and s.scalar(stuk.limit(1)) is not None


def _bestaande(
    ctx: Context, rij: Toekenningsdossier, auto: Voertuig, wijze: Bestelwijze, reden: str | None
) -> Autobestelling:
    return Autobestelling(
        toekenning_id=rij.id,
        wijze=wijze,
        status=Bestelstatus.BESTELD,
        voertuig_id=auto.id,
        merk_en_model=auto.merk_en_model,
        perceel=auto.perceel,
        aandrijving=str(auto.aandrijving),
        wltp_km=auto.wltp_km,
        lease_tot_en_met=auto.lease_tot_en_met,
        besteld_op=ctx.vandaag,
        reden=reden,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )


def _bewaar(s: Session, ctx: Context, rij: Autobestelling, medewerker_id: int) -> None:
    s.add(rij)
    s.flush()
    noteer(s, ctx, "bestel", BESTELLING, rij.id, wijze=rij.wijze, toekenning=rij.toekenning_id)
    los_taak_op(s, ctx, eenheid=EENHEID, soort=aanvragen.TAAK_BESTEL, sleutel=str(rij.toekenning_id))
    stuur(s, ctx, "om.auto_besteld", medewerker_id, bestelling=rij.id)
