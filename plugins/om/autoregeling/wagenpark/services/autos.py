# SPDX-License-Identifier: EUPL-1.2
"""The fleet: cars, their odometers, which ones stand idle, and which must be gone by 2029 (2.4, 2.5, 3.1 and 5.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Geweigerd, ParameterOntbreekt, Stap
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.bijdrage.merken import markeer_recht
from plugins.om.autoregeling.models import (
    Aandrijving,
    Gebruik,
    Gebruikssoort,
    Omonderdeel,
    Rit,
    Ritklasse,
    Ritregistratie,
    Voertuig,
    Voertuiggroep,
)
from plugins.om.autoregeling.opzoeken import eis_beheer, geldt_op
from plugins.om.autoregeling.policy import VOERTUIG
from plugins.om.autoregeling.rules.bestelling import EMISSIELOOS_VANAF, Perceel
from plugins.om.autoregeling.rules.gebruiksperiode import MAXIMUM_KILOMETERS, Gebruiksperiode
from plugins.om.autoregeling.rules.indeling import Leasecategorie
from plugins.om.autoregeling.wagenpark.models import Autobestelling, Kilometerstand, Standbron
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.procedure import Bestelstatus
from plugins.om.autoregeling.wagenpark.services import gebruik as gebruiken
from plugins.om.autoregeling.wagenpark.services.toegang import beheerder_van, in_onderdelen, omvat, zichtbaar

_KENTEKEN = re.compile(r"[A-Z0-9]{4,12}")
MEESTE_KILOMETERS = 2_000_000


@dataclass(frozen=True)
class Autogegevens:
    """A car as the central manager records it."""

    kenteken: str
    merk_en_model: str
    groep: Voertuiggroep
    aandrijving: Aandrijving
    onderdeel_id: int
    categorie: Leasecategorie | None = None
    perceel: str | None = None
    wltp_km: int | None = None
    besteld_op: date | None = None
    eerste_toelating: date | None = None
    lease_van: date | None = None
    lease_tot_en_met: date | None = None
    fiscale_waarde_centen: int | None = None
    ritregistratie: Ritregistratie = Ritregistratie.DIGITAAL


@dataclass(frozen=True)
class Autoregel:
    """A car in the list of the fleet: who drives it, its kilometres of class z this year, and when it goes."""

    auto: Voertuig
    onderdeel: str
    bestuurder: str | None
    gebruik_id: int | None
    recht_tot_en_met: date | None
    zakelijk: int
    stand: int | None
    stand_op: date | None
    periode: Gebruiksperiode | None
    #: True when the odometer or the five years are past the maximum.
    over: bool


@dataclass(frozen=True)
class Autopagina:
    """One car, with its readings and why its period ends when it does."""

    regel: Autoregel
    standen: tuple[Kilometerstand, ...]
    stappen: tuple[Stap, ...]
    eerder: tuple[tuple[str, date, date | None], ...]
    mag_stand: bool
    mag_wijzigen: bool


def kentekenvorm(tekst: str) -> str:
    """Return a number plate without dashes, in capitals. Raises ``Geweigerd``."""
    kaal = tekst.upper().replace("-", "").replace(" ", "")
    if not _KENTEKEN.fullmatch(kaal):
        raise Geweigerd("kenteken", "schrijf een kenteken van 4 tot 12 letters en cijfers")
    return kaal


def eis_samenhang(gegevens: Autogegevens) -> None:
    """Raise ``Geweigerd`` for a car that cannot be so."""
    if not gegevens.merk_en_model.strip():
        raise Geweigerd("merk_en_model", "vul merk en model in")
    if gegevens.aandrijving is Aandrijving.EMISSIELOOS and gegevens.wltp_km is None:
        raise Geweigerd("wltp_km", "vul de actieradius in; die hoort bij een emissieloze auto (3.1)")
    if gegevens.wltp_km is not None and gegevens.wltp_km <= 0:
        raise Geweigerd("wltp_km", "de actieradius is meer dan 0 kilometer")
    if gegevens.groep is not Voertuiggroep.HUUR and gegevens.categorie is None:
        raise Geweigerd("categorie", "kies een categorie; alleen een huurauto heeft er geen (3.1)")
    if gegevens.groep is Voertuiggroep.POOL and gegevens.categorie is not Leasecategorie.I:
        raise Geweigerd("categorie", "een poolauto valt in categorie I (3.1)")
    if gegevens.perceel is not None and gegevens.perceel not in {str(perceel) for perceel in Perceel}:
        raise Geweigerd("perceel", "dit perceel staat niet in de regeling (3.1)")
    van, tot = gegevens.lease_van, gegevens.lease_tot_en_met
    if van is not None and tot is not None and tot < van:
        raise Geweigerd("lease_tot_en_met", "de lease eindigt niet voor het begin")
    if gegevens.fiscale_waarde_centen is not None and gegevens.fiscale_waarde_centen < 0:
        raise Geweigerd("fiscale_waarde", "de fiscale waarde is niet negatief")


def voeg_toe(ctx: Context, gegevens: Autogegevens) -> int:
    """Record a car. Returns its number. Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("wijzig", doel(VOERTUIG))
    with ctx.database.transactie() as s:
        eis_beheer(s, ctx, None)
        vergrendel(s, Voertuig.__tablename__)
        kenteken = kentekenvorm(gegevens.kenteken)
        if s.scalar(select(Voertuig.id).where(Voertuig.kenteken == kenteken)):
            raise Geweigerd("kenteken", "deze auto staat er al")
        return bewaar(s, ctx, gegevens)


def bewaar(s: Session, ctx: Context, gegevens: Autogegevens) -> int:
    """Store a new car in the caller's transaction."""
    eis_samenhang(gegevens)
    if s.get(Omonderdeel, gegevens.onderdeel_id) is None:
        raise Geweigerd("onderdeel", "dit onderdeel bestaat niet")
    rij = Voertuig(**_kolommen(gegevens), vastgelegd_op=ctx.nu, vastgelegd_door=ctx.actor.account_id)
    s.add(rij)
    s.flush()
    noteer(s, ctx, "voeg_toe", VOERTUIG, rij.id)
    return rij.id


def werk_bij(s: Session, ctx: Context, rij: Voertuig, gegevens: Autogegevens) -> bool:
    """Correct a car from a file, in the caller's transaction; tell whether anything changed."""
    eis_samenhang(gegevens)
    anders = {naam: waarde for naam, waarde in _kolommen(gegevens).items() if getattr(rij, naam) != waarde}
    for naam, waarde in anders.items():
        setattr(rij, naam, waarde)
    if anders:
        noteer(s, ctx, "wijzig", VOERTUIG, rij.id)
        for wie, van in s.execute(
            select(Gebruik.medewerker_id, Gebruik.van).where(
                Gebruik.voertuig_id == rij.id, Gebruik.vervallen_op.is_(None)
            )
        ):
            markeer_recht(s, ctx, [wie], max(van, date(ctx.vandaag.year, 1, 1)))
    return bool(anders)


def maak_overcompleet(ctx: Context, voertuig_id: int, per: date) -> None:
    """Say that a car stands idle from a day on: it goes before a new one (2.5). Raises ``Geweigerd`` while in use."""
    ctx.eis("wijzig", doel(VOERTUIG))
    with ctx.database.transactie() as s:
        rij = zoek(s, voertuig_id, "wijzig")
        eis_beheer(s, ctx, None)
        if rij.ingeleverd_op is not None:
            raise Geweigerd("", "deze auto is al ingeleverd bij de leasemaatschappij")
        if rij.groep not in (Voertuiggroep.PERSOONSGEBONDEN, Voertuiggroep.FUNCTIEGEBONDEN):
            raise Geweigerd("", "alleen een auto van een medewerker kan overcompleet zijn")
        if s.scalar(
            select(Gebruik.id).where(
                Gebruik.voertuig_id == rij.id,
                Gebruik.vervallen_op.is_(None),
                (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met >= per),
            )
        ):
            raise Geweigerd("per", "op die dag is de auto nog in gebruik")
        rij.overcompleet_per = per
        noteer(s, ctx, "maak_overcompleet", VOERTUIG, rij.id, per=per)


def meld_stand(ctx: Context, voertuig_id: int, dag: date, kilometers: int) -> None:
    """Record what the odometer shows: by the driver, or by who manages the car.

    Raises ``GeenToegang``, and ``Geweigerd`` for a day to come and for a reading that turns the odometer back.
    """
    with ctx.database.transactie() as s:
        rij = zoek(s, voertuig_id, "meld_stand")
        zelf = ctx.actor.medewerker_id
        eigen = s.scalar(
            select(Gebruik.id)
            .where(Gebruik.voertuig_id == rij.id, Gebruik.medewerker_id == zelf, geldt_op(Gebruik, ctx.vandaag))
            .limit(1)
        )
        if eigen is None:
            ctx.eis("meld_stand", doel(VOERTUIG))
            eis_beheer(s, ctx, rij.onderdeel_id)
        leg_stand_vast(s, ctx, rij.id, dag, kilometers, Standbron.OPGAVE)


def leg_stand_vast(
    s: Session, ctx: Context, voertuig_id: int, dag: date, kilometers: int, bron: Standbron, veld: str = "kilometers"
) -> bool:
    """Store a reading in the caller's transaction; one of the same day lapses. Tell whether anything changed.

    Raises ``Geweigerd``.
    """
    if dag > ctx.vandaag:
        raise Geweigerd("dag", "deze dag ligt in de toekomst")
    if not 0 <= kilometers <= MEESTE_KILOMETERS:
        raise Geweigerd(veld, f"schrijf een stand van 0 tot {MEESTE_KILOMETERS}")
    vergrendel(s, f"{Kilometerstand.__tablename__}:{voertuig_id}")
    rijen = gebruiken.standen(s, [voertuig_id]).get(voertuig_id, [])
    for rij in rijen:
        if rij.dag < dag and rij.kilometers > kilometers:
            raise Geweigerd(veld, f"op {rij.dag:%d-%m-%Y} stond de teller al op {rij.kilometers}")
        if rij.dag > dag and rij.kilometers < kilometers:
            raise Geweigerd(veld, f"op {rij.dag:%d-%m-%Y} stond de teller pas op {rij.kilometers}")
    zelfde = next((rij for rij in rijen if rij.dag == dag), None)
    if zelfde is not None:
        if zelfde.kilometers == kilometers:
            return False
        zelfde.vervallen_op = ctx.nu
        s.flush()
    nieuw = Kilometerstand(
        voertuig_id=voertuig_id,
        dag=dag,
        kilometers=kilometers,
        bron=bron,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(nieuw)
    s.flush()
    noteer(s, ctx, "meld_stand", VOERTUIG, voertuig_id, dag=dag, kilometers=kilometers)
    return True


def lijst(ctx: Context) -> tuple[Autoregel, ...]:
    """Return the fleet that the actor manages or is werkgever of: what has run its time on top.

    Raises ``GeenToegang``.
    """
    ctx.eis("bekijk", doel(VOERTUIG))
    with ctx.database.lezen() as s:
        vraag = select(Voertuig).where(
            in_onderdelen(Voertuig.onderdeel_id, zichtbaar(s, ctx, VOERTUIG)), Voertuig.ingeleverd_op.is_(None)
        )
        rijen = _regels(s, ctx, s.scalars(vraag).all())
    laatst = date.max
    return tuple(sorted(rijen, key=lambda r: (not r.over, r.periode.einde if r.periode else laatst, r.auto.kenteken)))


def toon(ctx: Context, voertuig_id: int) -> Autopagina:
    """Return one car. Raises ``GeenToegang`` for a car of a unit of somebody else."""
    ctx.eis("bekijk", doel(VOERTUIG))
    with ctx.database.lezen() as s:
        auto = s.get(Voertuig, voertuig_id)
        onderdelen = zichtbaar(s, ctx, VOERTUIG)
        if auto is None or not omvat(onderdelen, auto.onderdeel_id):
            raise GeenToegang("bekijk", VOERTUIG)
        [regel] = _regels(s, ctx, [auto])
        standen = gebruiken.standen(s, [auto.id]).get(auto.id, [])
        gebruik = s.scalars(_lopend(ctx).where(Gebruik.voertuig_id == auto.id)).first()
        stappen: tuple[Stap, ...] = ()
        if gebruik is not None and regel.periode is not None:
            antwoord = gebruiken.periode(geldend(s, ctx.installatie), ctx.vandaag, gebruik, auto, standen)
            stappen = antwoord.stappen if antwoord else ()
        eerder = s.execute(
            select(Medewerker.naam, Gebruik.van, Gebruik.tot_en_met)
            .join(Medewerker, Medewerker.id == Gebruik.medewerker_id)
            .where(Gebruik.voertuig_id == auto.id, Gebruik.vervallen_op.is_(None))
            .order_by(Gebruik.van.desc())
        ).all()
        beheer = omvat(beheerder_van(s, ctx), auto.onderdeel_id)
    return Autopagina(
        regel,
        tuple(reversed(standen)),
        stappen,
        tuple((naam, van, tot) for naam, van, tot in eerder),
        beheer and ctx.mag("meld_stand", doel(VOERTUIG)),
        beheer and ctx.mag("wijzig", doel(VOERTUIG)),
    )


def na_2029(ctx: Context) -> tuple[Autoregel, ...]:
    """Return the cars that are not zero-emission, the last lease end first: by 2029 none is left (3.1 and 5.2)."""
    regels = [regel for regel in lijst(ctx) if regel.auto.aandrijving is not Aandrijving.EMISSIELOOS]
    return tuple(sorted(regels, key=lambda r: r.auto.lease_tot_en_met or date.max, reverse=True))


def loopt_door_2029(auto: Voertuig) -> bool:
    """Tell whether a car that is not zero-emission is still leased in 2029, or has no end at all."""
    return auto.lease_tot_en_met is None or auto.lease_tot_en_met >= EMISSIELOOS_VANAF


def overcompleet(s: Session, categorie: Leasecategorie, op: date) -> list[Voertuig]:
    """Return the surplus cars of a category that nobody has or is getting, the one that stands longest first."""
    bezet = select(Gebruik.voertuig_id).where(
        Gebruik.vervallen_op.is_(None), (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met >= op)
    )
    besteld = select(Autobestelling.voertuig_id).where(
        Autobestelling.status == Bestelstatus.BESTELD, Autobestelling.voertuig_id.is_not(None)
    )
    vraag = select(Voertuig).where(
        Voertuig.overcompleet_per <= op,
        Voertuig.categorie == categorie,
        Voertuig.ingeleverd_op.is_(None),
        (Voertuig.lease_tot_en_met.is_(None)) | (Voertuig.lease_tot_en_met >= op),
        Voertuig.id.not_in(bezet),
        Voertuig.id.not_in(besteld),
    )
    return list(s.scalars(vraag.order_by(Voertuig.overcompleet_per, Voertuig.id)))


def zakelijke_kilometers(s: Session, jaar: int, kolom: str = "medewerker_id") -> Mapping[int, int]:
    """Return the whole kilometres of class z in a year by employee, or by car: a count, and nothing of any trip."""
    groep = Rit.medewerker_id if kolom == "medewerker_id" else Rit.voertuig_id
    vraag = (
        select(groep, func.sum(Rit.tienden))
        .where(
            Rit.vervangen_op.is_(None),
            Rit.klasse == Ritklasse.Z,
            Rit.dag >= date(jaar, 1, 1),
            Rit.dag <= date(jaar, 12, 31),
            groep.is_not(None),
        )
        .group_by(groep)
    )
    return {nr: int(tienden) // 10 for nr, tienden in s.execute(vraag) if nr is not None}


def zoek(s: Session, voertuig_id: int, handeling: str) -> Voertuig:
    """Return a car, locked until the transaction ends. Raises ``GeenToegang`` when there is none."""
    rij = s.scalar(select(Voertuig).where(Voertuig.id == voertuig_id).with_for_update())
    if rij is None:
        raise GeenToegang(handeling, VOERTUIG)
    return rij


def _kolommen(gegevens: Autogegevens) -> dict[str, object]:
    kolommen = {naam: getattr(gegevens, naam) for naam in Autogegevens.__dataclass_fields__}
    return kolommen | {
        "kenteken": kentekenvorm(gegevens.kenteken),
        "merk_en_model": gegevens.merk_en_model.strip(),
    }


def _lopend(ctx: Context) -> Select[Gebruik]:
    return (
        select(Gebruik)
        .where(geldt_op(Gebruik, ctx.vandaag))
        .order_by(Gebruik.soort != Gebruikssoort.EIGEN, Gebruik.van.desc())
    )


def _regels(s: Session, ctx: Context, autos: Sequence[Voertuig]) -> list[Autoregel]:
    ids = [auto.id for auto in autos]
    namen = dict(s.execute(select(Omonderdeel.id, Omonderdeel.naam)).all())
    zakelijk = zakelijke_kilometers(s, ctx.vandaag.year, "voertuig_id")
    standen = gebruiken.standen(s, ids)
    lopend: dict[int, tuple[Gebruik, str]] = {}
    for gebruik, naam in s.execute(
        _lopend(ctx)
        .add_columns(Medewerker.naam)
        .join(Medewerker, Medewerker.id == Gebruik.medewerker_id)
        .where(Gebruik.voertuig_id.in_(ids))
    ):
        lopend.setdefault(gebruik.voertuig_id, (gebruik, naam))
    parameters = geldend(s, ctx.installatie)
    uit = []
    for auto in autos:
        gebruik, naam = lopend.get(auto.id, (None, None))
        rijen = standen.get(auto.id, [])
        periode = None
        if gebruik is not None:
            try:
                antwoord = gebruiken.periode(parameters, ctx.vandaag, gebruik, auto, rijen)
            except ParameterOntbreekt:
                antwoord = None
            periode = antwoord.uitkomst if antwoord else None
        vol = bool(rijen) and rijen[-1].kilometers >= MAXIMUM_KILOMETERS
        uit.append(
            Autoregel(
                auto,
                namen[auto.onderdeel_id],
                naam,
                gebruik.id if gebruik else None,
                gebruik.tot_en_met if gebruik else None,
                zakelijk.get(auto.id, 0),
                rijen[-1].kilometers if rijen else None,
                rijen[-1].dag if rijen else None,
                periode,
                gebruik is not None and (vol or (periode is not None and periode.einde < ctx.vandaag)),
            )
        )
    return uit
