# SPDX-License-Identifier: EUPL-1.2
"""What werkgever and fleet managers may see of trips, by ``zicht.TABEL``, and the trace that every look leaves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.context import Context
from core.people.models import Medewerker
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import INZAGE, noteer
from plugins.om.autoregeling.models import Gebruik, Plaatsing, Rit, Ritklasse, Voertuig, Voertuiggroep
from plugins.om.autoregeling.opzoeken import beheerde_onderdelen, beheert, geldt_op, is_werkgever, onderdeel_van
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, LOKAAL_BEHEER, RIT, WERKGEVER
from plugins.om.autoregeling.ritten.models import Ritinzage, Ritplaats, Rittoestemming
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.services.kilometers import Jaarsom, jaarsommen
from plugins.om.autoregeling.ritten.zicht import (
    Inzagedoel,
    Kijker,
    Omvang,
    Zicht,
    Zichtgroep,
    groep_van,
    met_toestemming,
    zicht,
)

PER_BLADZIJDE = 25
"""Drivers on a page; who is on no page that was opened, was not looked at."""


@dataclass(frozen=True)
class Berijderregel:
    """A driver over a year: what the table opens of the sums, in tenths of a kilometre; None is closed."""

    medewerker_id: int
    naam: str
    zakelijk: int
    #: Only of a year that has ended.
    prive: int | None
    open_aantal: int
    open_tienden: int


@dataclass(frozen=True)
class Overzicht:
    """A page of drivers, and how many there are in all."""

    regels: tuple[Berijderregel, ...]
    totaal: int


@dataclass(frozen=True)
class Zichtrit:
    """A trip as somebody else than the driver may see it: no odometer, and no time of day but of a pool car."""

    dag: date
    kenteken: str
    klasse: Ritklasse
    tienden: int
    van: str = ""
    naar: str = ""
    #: Of a pool car only.
    naam: str = ""
    begin: datetime | None = None

    @property
    def overtreding(self) -> bool:
        """True for a private trip with a pool car, which is forbidden (6.2.2)."""
        return self.begin is not None and self.klasse is Ritklasse.P


@dataclass(frozen=True)
class Berijderbeeld:
    """What may be seen of one driver over a year."""

    regel: Berijderregel
    kijker: Kijker
    ritten: tuple[Zichtrit, ...]
    toestemmingen: frozenset[Omvang]


def overzicht(ctx: Context, jaar: int, waarvoor: Inzagedoel, pagina: int = 1) -> Overzicht:
    """Return a page of the drivers whom the actor may see, over a year, and record the look with each one."""
    ctx.eis("bekijk", doel())
    zelf = _zelf(ctx)
    with ctx.database.transactie() as s:
        kijkers: dict[int, Kijker | None] = {}
        zichtbaar: list[tuple[str, int, Kijker]] = []
        for wie, (naam, onderdeel) in _berijders(s, ctx, jaar).items():
            if onderdeel not in kijkers:
                kijkers[onderdeel] = _kijker(s, ctx, onderdeel)
            kijker = kijkers[onderdeel]
            if kijker is not None and wie != zelf:
                zichtbaar.append((naam, wie, kijker))
        zichtbaar.sort()
        deel = zichtbaar[(pagina - 1) * PER_BLADZIJDE : pagina * PER_BLADZIJDE]
        sommen = jaarsommen(s, [wie for _, wie, _ in deel], jaar)
        regels = []
        for naam, wie, kijker in deel:
            som = sommen.get(wie, Jaarsom({}))
            regels.append(_regel(ctx, wie, naam, som, jaar))
            _leg_vast(s, ctx, wie, None, kijker, waarvoor, Zicht.JAARTOTAAL, jaar, som.open_aantal)
    return Overzicht(tuple(regels), len(zichtbaar))


def berijder(ctx: Context, medewerker_id: int, jaar: int, waarvoor: Inzagedoel) -> Berijderbeeld:
    """Return what the actor may see of a driver's trips in a year, and record the look.

    Raises ``GeenToegang`` for a driver of another unit, and ``Geweigerd`` for the actor's own trips.
    """
    ctx.eis("bekijk", doel())
    if medewerker_id == _zelf(ctx):
        raise Geweigerd("", "je eigen ritten staan bij Mijn ritten")
    with ctx.database.transactie() as s:
        naam = s.scalar(select(Medewerker.naam).where(Medewerker.id == medewerker_id))
        onderdeel = onderdeel_van(s, medewerker_id, ctx.vandaag)
        kijker = None if naam is None or onderdeel is None else _kijker(s, ctx, onderdeel)
        if naam is None or kijker is None:
            raise GeenToegang("bekijk", RIT)
        toegestaan = _toestemmingen(s, medewerker_id, kijker, ctx.vandaag)
        ritten = tuple(_zichtbaar(s, medewerker_id, jaar, kijker, toegestaan))
        som = jaarsommen(s, [medewerker_id], jaar).get(medewerker_id, Jaarsom({}))
        meest = Zicht.MET_TOESTEMMING if toegestaan else Zicht.RIT
        _leg_vast(s, ctx, medewerker_id, None, kijker, waarvoor, meest, jaar, len(ritten))
    return Berijderbeeld(_regel(ctx, medewerker_id, naam, som, jaar), kijker, ritten, toegestaan)


def poolwagens(ctx: Context) -> tuple[tuple[int, str, str], ...]:
    """Return number, plate and model of the pool cars of the actor's units."""
    ctx.eis("bekijk", doel())
    vraag = select(Voertuig).where(Voertuig.groep == Voertuiggroep.POOL).order_by(Voertuig.kenteken)
    with ctx.database.lezen() as s:
        return tuple(
            (auto.id, auto.kenteken, auto.merk_en_model)
            for auto in s.scalars(vraag)
            if _kijker(s, ctx, auto.onderdeel_id) is not None
        )


def poolritten(ctx: Context, voertuig_id: int, jaar: int, waarvoor: Inzagedoel) -> tuple[str, tuple[Zichtrit, ...]]:
    """Return the plate and all trips of a pool car in a year (5.5), and record the look with each of its drivers."""
    ctx.eis("bekijk", doel())
    with ctx.database.transactie() as s:
        auto = s.get(Voertuig, voertuig_id)
        kijker = None if auto is None else _kijker(s, ctx, auto.onderdeel_id)
        if auto is None or kijker is None or auto.groep is not Voertuiggroep.POOL:
            raise GeenToegang("bekijk", RIT)
        vraag = (
            select(Rit, Ritplaats.van, Ritplaats.naar, Medewerker.naam)
            .outerjoin(Ritplaats, _zelfde_rit())
            .outerjoin(Medewerker, Medewerker.id == Rit.medewerker_id)
            .where(Rit.voertuig_id == voertuig_id, *_in_jaar(jaar))
            .order_by(Rit.begin)
        )
        ritten, per_berijder = [], Counter[int | None]()
        for rij, van, naar, naam in s.execute(vraag):
            if zicht(Zichtgroep.POOL, rij.klasse, kijker) is Zicht.RIT:
                ritten.append(
                    Zichtrit(
                        rij.dag, auto.kenteken, rij.klasse, rij.tienden, van or "", naar or "", naam or "", rij.begin
                    )
                )
                per_berijder[rij.medewerker_id] += 1
        for wie, aantal in per_berijder.items():
            _leg_vast(s, ctx, wie, voertuig_id, kijker, waarvoor, Zicht.RIT, jaar, aantal)
    return auto.kenteken, tuple(ritten)


def _zichtbaar(
    s: Session, medewerker_id: int, jaar: int, kijker: Kijker, toegestaan: frozenset[Omvang]
) -> list[Zichtrit]:
    """Return the trips of which each may be seen; the private ones of a pool car are at that car."""
    vraag = (
        select(Rit, Voertuig.kenteken, Voertuig.groep, Gebruik.bijtelling, Ritplaats.van, Ritplaats.naar)
        .join(Voertuig, Voertuig.id == Rit.voertuig_id)
        .outerjoin(Ritplaats, _zelfde_rit())
        .outerjoin(
            Gebruik,
            and_(
                Gebruik.voertuig_id == Rit.voertuig_id,
                Gebruik.medewerker_id == Rit.medewerker_id,
                Gebruik.vervallen_op.is_(None),
                Gebruik.van <= Rit.dag,
                or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= Rit.dag),
            ),
        )
        .where(Rit.medewerker_id == medewerker_id, Voertuig.groep != Voertuiggroep.POOL, *_in_jaar(jaar))
        .order_by(Rit.begin)
    )
    uit = []
    for rij, kenteken, groep, bijtelling, van, naar in s.execute(vraag):
        # Without a use of one's own it is somebody else's car: the strictest row holds.
        soort = groep_van(groep, bijdrage=bijtelling is not False)
        if zicht(soort, rij.klasse, kijker) is Zicht.RIT:
            uit.append(Zichtrit(rij.dag, kenteken, rij.klasse, rij.tienden, van or "", naar or ""))
        elif met_toestemming(soort, rij.klasse, kijker, toegestaan):
            uit.append(Zichtrit(rij.dag, kenteken, rij.klasse, rij.tienden))
    return uit


def _regel(ctx: Context, wie: int, naam: str, som: Jaarsom, jaar: int) -> Berijderregel:
    voorbij = jaar < ctx.vandaag.year
    return Berijderregel(
        wie,
        naam,
        som.van(Ritklasse.Z),
        som.van(Ritklasse.P) if voorbij else None,
        som.open_aantal,
        som.van(Ritklasse.O),
    )


def _berijders(s: Session, ctx: Context, jaar: int) -> dict[int, tuple[str, int]]:
    """Return name and unit of everybody who had the use of a car in a year."""
    vraag = (
        select(Medewerker.id, Medewerker.naam, Plaatsing.onderdeel_id)
        .join(Gebruik, Gebruik.medewerker_id == Medewerker.id)
        .join(Plaatsing, Plaatsing.medewerker_id == Medewerker.id)
        .where(
            Gebruik.vervallen_op.is_(None),
            Gebruik.van <= date(jaar, 12, 31),
            or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= date(jaar, 1, 1)),
            geldt_op(Plaatsing, ctx.vandaag),
        )
        .order_by(Plaatsing.van)
    )
    return {wie: (naam, onderdeel) for wie, naam, onderdeel in s.execute(vraag)}


def _kijker(s: Session, ctx: Context, onderdeel_id: int) -> Kijker | None:
    """Return in which role the actor may look at a unit; the role alone is not enough, it must be of that unit."""
    zelf = ctx.actor.medewerker_id
    if zelf is None:
        return None
    rollen = {rol.rol for rol in ctx.actor.rollen}
    if WERKGEVER.id in rollen and is_werkgever(s, zelf, onderdeel_id, ctx.vandaag):
        return Kijker.WERKGEVER
    if CENTRAAL_BEHEER.id in rollen and beheerde_onderdelen(s, zelf, ctx.vandaag) is None:
        return Kijker.CENTRAAL
    if LOKAAL_BEHEER.id in rollen and beheert(s, zelf, onderdeel_id, ctx.vandaag):
        return Kijker.LOKAAL
    return None


def _toestemmingen(s: Session, medewerker_id: int, kijker: Kijker, op: date) -> frozenset[Omvang]:
    vraag = select(Rittoestemming.omvang).where(
        Rittoestemming.medewerker_id == medewerker_id,
        Rittoestemming.kijker == kijker,
        Rittoestemming.ingetrokken_op.is_(None),
        Rittoestemming.van <= op,
        Rittoestemming.tot_en_met >= op,
    )
    return frozenset(s.scalars(vraag))


def _leg_vast(
    s: Session,
    ctx: Context,
    wie: int | None,
    voertuig_id: int | None,
    kijker: Kijker,
    waarvoor: Inzagedoel,
    wat: Zicht,
    jaar: int,
    aantal: int,
) -> None:
    rij = Ritinzage(
        medewerker_id=wie,
        voertuig_id=voertuig_id,
        door_medewerker_id=ctx.actor.medewerker_id,
        kijker=kijker,
        doel=waarvoor,
        zicht=wat,
        jaar=jaar,
        aantal=aantal,
        op=ctx.nu,
    )
    s.add(rij)
    s.flush()
    noteer(s, ctx, INZAGE, "om.ritinzage", rij.id, doel=waarvoor.value, medewerker=wie, voertuig=voertuig_id)


def _zelfde_rit() -> ColumnElement[bool]:
    return and_(
        Ritplaats.voertuig_id == Rit.voertuig_id,
        Ritplaats.begin == Rit.begin,
        Ritplaats.stand_begin == Rit.stand_begin,
    )


def _in_jaar(jaar: int) -> tuple[ColumnElement[bool], ...]:
    return Rit.vervangen_op.is_(None), Rit.dag >= date(jaar, 1, 1), Rit.dag < date(jaar + 1, 1, 1)


def _zelf(ctx: Context) -> int:
    if ctx.actor.medewerker_id is None:
        raise GeenToegang("bekijk", RIT)
    return ctx.actor.medewerker_id
