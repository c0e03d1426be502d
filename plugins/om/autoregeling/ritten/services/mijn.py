# SPDX-License-Identifier: EUPL-1.2
"""The driver's own trips: a month of them, deciding what the text leaves open, and correcting a class (5.5, 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from core.context import Context
from core.people.policy import GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Parameterset
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from plugins.om.autoregeling.models import Gebruik, Rit, Ritklasse, Voertuig, Voertuiggroep
from plugins.om.autoregeling.opzoeken import geldt_op
from plugins.om.autoregeling.policy import RIT
from plugins.om.autoregeling.ritten.models import Ritcorrectie, Ritplaats, Ritquarantaine
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.services.merken import markeer_ritten
from plugins.om.autoregeling.ritten.services.opening import Adressen, Ritsleutel

SLUITDAG = "om_auto.ritten_sluitdag"
MEESTE_TEKENS = 500


@dataclass(frozen=True)
class Ritregel:
    """A trip as its driver sees it; distances and odometers in tenths of a kilometre."""

    id: int
    kenteken: str
    begin: datetime
    einde: datetime
    dag: date
    stand_begin: int
    tienden: int
    klasse: Ritklasse
    klasse_bestand: Ritklasse | None
    #: What the driver wrote when deciding or correcting the class.
    reden: str | None = None
    #: Only after the driver opened them.
    adressen: Adressen | None = None

    @property
    def stand_eind(self) -> int:
        """The odometer at the end."""
        return self.stand_begin + self.tienden

    @property
    def open(self) -> bool:
        """True while nobody decided the class."""
        return self.klasse is Ritklasse.O


@dataclass(frozen=True)
class Maandbeeld:
    """A month of one's own trips, and the year by month and class, in tenths of a kilometre."""

    jaar: int
    maand: int
    ritten: tuple[Ritregel, ...]
    per_maand: Mapping[tuple[int, Ritklasse], int]
    open_aantal: int
    open_tienden: int

    def totaal(self, klasse: Ritklasse, maand: int | None = None) -> int:
        """Return the sum of a class over a month, or over the year."""
        return sum(
            tienden for (een, soort), tienden in self.per_maand.items() if soort is klasse and maand in (None, een)
        )


def maandbeeld(ctx: Context, jaar: int, maand: int, geopend: Mapping[Ritsleutel, Adressen] | None = None) -> Maandbeeld:
    """Return the actor's own trips of a month, with their addresses where the driver opened them."""
    zelf = _zelf(ctx)
    eerste, volgende = _maandgrenzen(jaar, maand)
    with ctx.database.lezen() as s:
        ritten = tuple(_regels(s, zelf, eerste, volgende, geopend or {}))
        per_maand = {
            (int(een), klasse): int(tienden)
            for een, klasse, tienden in s.execute(
                select(func.extract("month", Rit.dag), Rit.klasse, func.sum(Rit.tienden))
                .where(
                    Rit.medewerker_id == zelf,
                    Rit.vervangen_op.is_(None),
                    Rit.dag >= date(jaar, 1, 1),
                    Rit.dag < date(jaar + 1, 1, 1),
                )
                .group_by(func.extract("month", Rit.dag), Rit.klasse)
            )
        }
        open_aantal, open_tienden = s.execute(
            select(func.count(), func.coalesce(func.sum(Rit.tienden), 0)).where(
                Rit.medewerker_id == zelf, Rit.vervangen_op.is_(None), Rit.klasse == Ritklasse.O
            )
        ).one()
    return Maandbeeld(jaar, maand, ritten, per_maand, open_aantal, int(open_tienden))


def jaarritten(ctx: Context, jaar: int, geopend: Mapping[Ritsleutel, Adressen] | None = None) -> tuple[Ritregel, ...]:
    """Return the actor's own trips of a year, for the trip log."""
    zelf = _zelf(ctx)
    with ctx.database.lezen() as s:
        return tuple(_regels(s, zelf, date(jaar, 1, 1), date(jaar + 1, 1, 1), geopend or {}))


def open_ritten(ctx: Context) -> tuple[Ritregel, ...]:
    """Return the actor's own trips that wait for a decision, the oldest first."""
    zelf = _zelf(ctx)
    with ctx.database.lezen() as s:
        return tuple(_regels(s, zelf, date.min, date.max, {}, alleen_open=True))


def rit(ctx: Context, rit_id: int) -> Ritregel:
    """Return one of the actor's own trips. Raises ``GeenToegang``."""
    zelf = _zelf(ctx)
    with ctx.database.lezen() as s:
        gevonden = s.get(Rit, rit_id)
        if gevonden is None or gevonden.medewerker_id != zelf or gevonden.vervangen_op is not None:
            raise GeenToegang("bekijk_eigen", RIT)
        regels = _regels(s, zelf, gevonden.dag, gevonden.dag, {}, rit_id=rit_id)
        return next(regels)


def beoordeel(ctx: Context, rit_id: int, klasse: Ritklasse, reden: str) -> int:
    """Decide an open trip, or correct the class of another, with a reason. Returns the number of the new version.

    Only the driver does this: nobody at the employer may open a private end. Raises ``GeenToegang`` and ``Geweigerd``,
    the latter also after the closing day of the year.
    """
    zelf = _zelf(ctx)
    ctx.eis("beoordeel", doel(medewerker_id=zelf))
    reden = " ".join(reden.split())
    if not reden:
        raise Geweigerd("reden", "schrijf waarom; bij een vraag van de Belastingdienst laat je dit zien")
    if len(reden) > MEESTE_TEKENS:
        raise Geweigerd("reden", f"schrijf ten hoogste {MEESTE_TEKENS} tekens")
    if klasse is Ritklasse.O:
        raise Geweigerd("klasse", "kies zakelijk, woon-werk of privé")
    with ctx.database.transactie() as s:
        oud = s.get(Rit, rit_id, with_for_update=True)
        if oud is None or oud.medewerker_id != zelf:
            raise GeenToegang("beoordeel", RIT)
        if oud.vervangen_op is not None:
            raise Geweigerd("", "van deze rit is intussen een nieuwere versie; kijk opnieuw")
        if oud.klasse is klasse:
            raise Geweigerd("klasse", "deze rit heeft die klasse al")
        _eis_gebruiker(s, oud, klasse)
        sluiting = sluitdag(geldend(s, ctx.installatie), oud.dag.year)
        if sluiting is not None and ctx.vandaag > sluiting:
            raise Geweigerd("klasse", f"ritten van {oud.dag.year} kon je tot en met {sluiting:%d-%m-%Y} wijzigen")
        sleutel = {"voertuig_id": oud.voertuig_id, "begin": oud.begin, "stand_begin": oud.stand_begin}
        s.execute(update(Ritcorrectie).filter_by(**sleutel, vervallen_op=None).values(vervallen_op=ctx.nu))
        s.add(
            Ritcorrectie(
                **sleutel, medewerker_id=zelf, klasse=klasse, was=oud.klasse, reden=reden, vastgelegd_op=ctx.nu
            )
        )
        groep = s.scalars(select(Voertuig.groep).where(Voertuig.id == oud.voertuig_id)).one()
        if klasse is not Ritklasse.Z and groep is not Voertuiggroep.POOL:
            # Where a trip went that is not for work, is nobody's at the employer.
            s.execute(delete(Ritplaats).filter_by(**sleutel))
        nieuw = versie(s, ctx, oud, klasse=klasse)
        noteer(s, ctx, "beoordeel", RIT, nieuw)
        return nieuw


def versie(s: Session, ctx: Context, oud: Rit, **anders: object) -> int:
    """Put another version in the place of a trip, in the caller's transaction. Returns its number."""
    oud.vervangen_op = ctx.nu
    s.flush()
    kolommen = (
        "voertuig_id", "medewerker_id", "dag", "begin", "einde", "stand_begin", "tienden", "klasse", "klasse_bestand",
        "import_id",
    )  # fmt: skip
    waarden = {naam: getattr(oud, naam) for naam in kolommen} | {"vastgelegd_op": ctx.nu} | anders
    nieuw = s.execute(insert(Rit).values(**waarden).returning(Rit.id)).scalar_one()
    if oud.medewerker_id is not None:
        markeer_ritten(s, ctx, [(oud.medewerker_id, oud.dag.year)])
    return nieuw


def sluitdag(parameters: Parameterset, jaar: int) -> date | None:
    """Return the last day on which the classes of a year can be corrected; None while HR has not chosen one."""
    feit = parameters.zoek(SLUITDAG, date(jaar, 12, 31))
    return None if feit is None or feit.waarde is None else date(jaar + 1, 1, int(feit.getal))


@dataclass(frozen=True)
class Wachtend:
    """A car of the driver of which trips wait."""

    kenteken: str
    soort: str
    aantal: int
    op: datetime


def wachtend(ctx: Context) -> tuple[Wachtend, ...]:
    """Return the actor's own cars of which rows are held back now."""
    zelf = _zelf(ctx)
    vraag = (
        select(Ritquarantaine)
        .join(Gebruik, Gebruik.voertuig_id == Ritquarantaine.voertuig_id)
        .where(Gebruik.medewerker_id == zelf, geldt_op(Gebruik, ctx.vandaag), Ritquarantaine.opgelost_op.is_(None))
        .order_by(Ritquarantaine.id)
    )
    with ctx.database.lezen() as s:
        return tuple(Wachtend(rij.kenteken, rij.soort.value, rij.aantal, rij.op) for rij in s.scalars(vraag).unique())


def _eis_gebruiker(s: Session, rij: Rit, klasse: Ritklasse) -> None:
    """Refuse another class than business for who drove somebody else's car: that use is work only (6.2)."""
    if klasse is Ritklasse.Z:
        return
    pool = s.scalars(select(Voertuig.groep).where(Voertuig.id == rij.voertuig_id)).one() is Voertuiggroep.POOL
    vraag = select(Gebruik.id).where(
        Gebruik.voertuig_id == rij.voertuig_id, Gebruik.medewerker_id == rij.medewerker_id, geldt_op(Gebruik, rij.dag)
    )
    if not pool and s.scalar(vraag.limit(1)) is None:
        raise Geweigerd("klasse", "met de auto van een ander rijd je alleen zakelijk (Autoregeling OM 6.2)")


def _regels(
    s: Session,
    wie: int,
    van: date,
    voor: date,
    geopend: Mapping[Ritsleutel, Adressen],
    *,
    alleen_open: bool = False,
    rit_id: int | None = None,
) -> Iterator[Ritregel]:
    vraag = (
        select(Rit, Voertuig.kenteken, Ritcorrectie.reden)
        .join(Voertuig, Voertuig.id == Rit.voertuig_id)
        .outerjoin(
            Ritcorrectie,
            (Ritcorrectie.voertuig_id == Rit.voertuig_id)
            & (Ritcorrectie.begin == Rit.begin)
            & (Ritcorrectie.stand_begin == Rit.stand_begin)
            & Ritcorrectie.vervallen_op.is_(None),
        )
        .where(Rit.medewerker_id == wie, Rit.vervangen_op.is_(None))
        .order_by(Rit.begin, Rit.id)
    )
    if rit_id is not None:
        vraag = vraag.where(Rit.id == rit_id)
    elif alleen_open:
        vraag = vraag.where(Rit.klasse == Ritklasse.O)
    else:
        vraag = vraag.where(Rit.dag >= van, Rit.dag < voor)
    for rij, kenteken, reden in s.execute(vraag):
        sleutel = (rij.voertuig_id, f"{rij.begin:%Y-%m-%d %H:%M:%S.%f}", rij.stand_begin)
        yield Ritregel(
            rij.id,
            kenteken,
            rij.begin,
            rij.einde,
            rij.dag,
            rij.stand_begin,
            rij.tienden,
            rij.klasse,
            rij.klasse_bestand,
            reden,
            geopend.get(sleutel),
        )


def _zelf(ctx: Context) -> int:
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk_eigen", doel(medewerker_id=zelf))
    if zelf is None:
        raise GeenToegang("bekijk_eigen", RIT)
    return zelf


def _maandgrenzen(jaar: int, maand: int) -> tuple[date, date]:
    if not (1 <= maand <= 12 and 2000 <= jaar <= 2200):
        raise Geweigerd("maand", "deze maand bestaat niet")
    return date(jaar, maand, 1), date(jaar + maand // 12, maand % 12 + 1, 1)
