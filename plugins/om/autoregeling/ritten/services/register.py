# SPDX-License-Identifier: EUPL-1.2
"""The manual register of a car that was exempted from digital registration (5.5): its trips, and handing it in.

The driver gives the class; of a car whose movements must not be traceable no address is kept at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session

from core.berichten.models import Bericht
from core.berichten.services import los_taak_op, meld_taak, stuur
from core.calendar.tijd import begin_van_dag, lokale_datum
from core.context import Context
from core.people.models import Account, Medewerker
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Gebruik, Rit, Ritklasse, Ritregistratie, Voertuig
from plugins.om.autoregeling.opzoeken import geldt_op
from plugins.om.autoregeling.policy import CENTRAAL_BEHEER, EENHEID, RIT
from plugins.om.autoregeling.ritten.models import Ritadressen, Ritregister
from plugins.om.autoregeling.ritten.policy import doel
from plugins.om.autoregeling.ritten.services.inlezen import SLOT
from plugins.om.autoregeling.ritten.services.merken import markeer_ritten
from plugins.om.autoregeling.ritten.verzegeling import pak_in, verzegel

TAAK_REGISTER = "om.ritregister_ontbreekt"
BERICHT_REGISTER = "om.ritregister_inleveren"
#: Between 1 and 5 January of the new year (5.5).
EERSTE, LAATSTE = (1, 1), (1, 5)


@dataclass(frozen=True)
class Handwagen:
    """An exempted car of the driver, and whether its register of a year was handed in."""

    voertuig_id: int
    kenteken: str
    niet_herleidbaar: bool
    jaar: int
    ritten: int
    ingeleverd_op: datetime | None
    te_laat: bool


@dataclass(frozen=True)
class Handrit:
    """A trip as the driver writes it down; odometers in tenths of a kilometre."""

    voertuig_id: int
    begin: datetime
    einde: datetime
    stand_begin: int
    stand_eind: int
    klasse: Ritklasse
    van: str = ""
    naar: str = ""
    opmerking: str = ""

    def __post_init__(self) -> None:
        if self.einde < self.begin:
            raise Geweigerd("einde", "het einde ligt niet voor het begin")
        if self.stand_begin < 0 or self.stand_eind <= self.stand_begin:
            raise Geweigerd("stand_eind", "de eindstand is hoger dan de beginstand")
        if self.klasse is Ritklasse.O:
            raise Geweigerd("klasse", "kies zakelijk, woon-werk of privé")


def handwagens(ctx: Context, jaar: int) -> tuple[Handwagen, ...]:
    """Return the actor's own exempted cars of a year."""
    zelf = _zelf(ctx)
    with ctx.database.lezen() as s:
        return tuple(_handwagens(s, jaar, zelf).values())


def schrijf_bij(ctx: Context, invoer: Handrit) -> int:
    """Write a trip in the manual register. Returns its number. Raises ``Geweigerd`` for an overlap."""
    zelf = _zelf(ctx)
    dag = lokale_datum(invoer.begin)
    if invoer.einde > ctx.nu:
        raise Geweigerd("einde", "deze rit ligt in de toekomst")
    with ctx.database.transactie() as s:
        vergrendel(s, SLOT)
        auto = s.get(Voertuig, invoer.voertuig_id)
        eigen = s.scalar(
            select(Gebruik.id).where(
                Gebruik.voertuig_id == invoer.voertuig_id, Gebruik.medewerker_id == zelf, geldt_op(Gebruik, dag)
            )
        )
        if auto is None or eigen is None:
            raise GeenToegang("registreer", RIT)
        if auto.ritregistratie is not Ritregistratie.HANDMATIG:
            raise Geweigerd("voertuig", "de ritten van deze auto komen uit het registratiesysteem")
        if _ingeleverd(s, zelf, auto.id, dag.year) is not None:
            raise Geweigerd("begin", f"het register over {dag.year} is al ingeleverd")
        _eis_vrij(s, invoer)
        nummer = s.execute(
            insert(Rit)
            .values(
                voertuig_id=auto.id,
                medewerker_id=zelf,
                dag=dag,
                begin=invoer.begin,
                einde=invoer.einde,
                stand_begin=invoer.stand_begin,
                tienden=invoer.stand_eind - invoer.stand_begin,
                klasse=invoer.klasse,
                klasse_bestand=invoer.klasse,
                vastgelegd_op=ctx.nu,
            )
            .returning(Rit.id)
        ).scalar_one()
        if not auto.niet_herleidbaar and (invoer.van or invoer.naar or invoer.opmerking):
            _verzegel(s, ctx, zelf, invoer, dag)
        markeer_ritten(s, ctx, [(zelf, dag.year)])
        noteer(s, ctx, "registreer", RIT, nummer)
        return nummer


def lever_in(ctx: Context, voertuig_id: int, jaar: int) -> bool:
    """Hand in the register of a year. Returns whether that was after 5 January. Raises ``Geweigerd``."""
    zelf = _zelf(ctx)
    if ctx.vandaag < date(jaar + 1, *EERSTE):
        raise Geweigerd("jaar", f"het register over {jaar} lever je in vanaf 1 januari {jaar + 1}")
    with ctx.database.transactie() as s:
        vergrendel(s, SLOT)
        wagen = _handwagens(s, jaar, zelf).get((zelf, voertuig_id))
        if wagen is None:
            raise GeenToegang("registreer", RIT)
        if wagen.ingeleverd_op is not None:
            raise Geweigerd("", "dit register is al ingeleverd")
        te_laat = ctx.vandaag > date(jaar + 1, *LAATSTE)
        rij = Ritregister(
            medewerker_id=zelf,
            voertuig_id=voertuig_id,
            jaar=jaar,
            ingeleverd_op=ctx.nu,
            te_laat=te_laat,
            ritten=wagen.ritten,
        )
        s.add(rij)
        s.flush()
        los_taak_op(s, ctx, eenheid=EENHEID, soort=TAAK_REGISTER, sleutel=_sleutel(zelf, voertuig_id, jaar))
        noteer(s, ctx, "lever_in", "om.ritregister", rij.id, te_laat=te_laat)
        return te_laat


@dataclass(frozen=True)
class Registerstand:
    """The register of a driver and an exempted car over a year: whether it came, never what is in it."""

    naam: str
    kenteken: str
    ingeleverd_op: datetime | None
    te_laat: bool


def stand(ctx: Context, jaar: int) -> tuple[Registerstand, ...]:
    """Return which registers of a year were handed in. Raises ``GeenToegang``."""
    ctx.eis("importeer", doel())
    with ctx.database.lezen() as s:
        wagens = _handwagens(s, jaar)
        vraag_ = select(Medewerker.id, Medewerker.naam).where(Medewerker.id.in_({wie for wie, _ in wagens}))
        namen = dict(s.execute(vraag_).all())
    return tuple(
        Registerstand(namen[wie], wagen.kenteken, wagen.ingeleverd_op, wagen.te_laat)
        for (wie, _), wagen in wagens.items()
    )


def te_vragen(ctx: Context, dag: date) -> list[str]:
    """Return a key for each register of last year that was not handed in; for the job."""
    with ctx.database.lezen() as s:
        return sorted(
            _sleutel(wie, auto, dag.year - 1)
            for (wie, auto), wagen in _handwagens(s, dag.year - 1).items()
            if wagen.ingeleverd_op is None
        )


def vraag(ctx: Context, sleutel: str, *, te_laat: bool) -> None:
    """Ask a driver for a register; once it is late, Centraal Wagenparkbeheer gets a task. Again changes nothing."""
    wie, auto, jaar = (int(deel) for deel in sleutel.split("-"))
    with ctx.database.transactie() as s:
        if _ingeleverd(s, wie, auto, jaar) is not None:
            return
        if te_laat:
            meld_taak(s, ctx, eenheid=EENHEID, rol=CENTRAAL_BEHEER.id, soort=TAAK_REGISTER, sleutel=sleutel, jaar=jaar)
        elif not _gevraagd(s, wie, jaar):
            stuur(s, ctx, BERICHT_REGISTER, wie, jaar=jaar)


def _handwagens(s: Session, jaar: int, wie: int | None = None) -> dict[tuple[int, int], Handwagen]:
    aantal = (
        select(func.count())
        .where(
            Rit.voertuig_id == Voertuig.id,
            Rit.medewerker_id == Gebruik.medewerker_id,
            Rit.vervangen_op.is_(None),
            Rit.dag >= date(jaar, 1, 1),
            Rit.dag < date(jaar + 1, 1, 1),
        )
        .scalar_subquery()
    )
    vraag_ = (
        select(Gebruik.medewerker_id, Voertuig, aantal, Ritregister.ingeleverd_op, Ritregister.te_laat)
        .join(Voertuig, Voertuig.id == Gebruik.voertuig_id)
        .outerjoin(
            Ritregister,
            (Ritregister.medewerker_id == Gebruik.medewerker_id)
            & (Ritregister.voertuig_id == Voertuig.id)
            & (Ritregister.jaar == jaar),
        )
        .where(
            Voertuig.ritregistratie == Ritregistratie.HANDMATIG,
            Gebruik.vervallen_op.is_(None),
            Gebruik.van <= date(jaar, 12, 31),
            or_(Gebruik.tot_en_met.is_(None), Gebruik.tot_en_met >= date(jaar, 1, 1)),
        )
        .order_by(Voertuig.kenteken)
    )
    if wie is not None:
        vraag_ = vraag_.where(Gebruik.medewerker_id == wie)
    return {
        (een, auto.id): Handwagen(auto.id, auto.kenteken, auto.niet_herleidbaar, jaar, ritten, op, bool(laat))
        for een, auto, ritten, op, laat in s.execute(vraag_)
    }


def _eis_vrij(s: Session, invoer: Handrit) -> None:
    """Refuse a trip at the same time as another of this car, or over the same kilometres."""
    botst = select(Rit.id).where(
        Rit.voertuig_id == invoer.voertuig_id,
        Rit.vervangen_op.is_(None),
        or_(
            (Rit.begin < invoer.einde) & (Rit.einde > invoer.begin),
            Rit.begin == invoer.begin,
            (Rit.stand_begin < invoer.stand_eind) & (Rit.stand_begin + Rit.tienden > invoer.stand_begin),
            # Later in time with a lower odometer, or the other way round.
            (Rit.begin < invoer.begin) & (Rit.stand_begin > invoer.stand_begin),
            (Rit.begin > invoer.begin) & (Rit.stand_begin < invoer.stand_begin),
        ),
    )
    if s.scalar(botst.limit(1)) is not None:
        raise Geweigerd("begin", "deze rit valt samen met een andere rit van deze auto, in tijd of in kilometers")


def _verzegel(s: Session, ctx: Context, wie: int, invoer: Handrit, dag: date) -> None:
    sleutel = s.scalar(select(Account.openbare_sleutel).where(Account.medewerker_id == wie))
    if sleutel is None:
        raise Geweigerd("van", "je hebt nog geen sleutel; log uit en weer in, dan wordt hij gemaakt")
    velden = (" ".join(tekst.split()) for tekst in (invoer.van, invoer.naar, invoer.opmerking))
    regel = "\t".join((f"{invoer.begin:%Y-%m-%d %H:%M:%S.%f}", str(invoer.stand_begin), *velden))
    s.add(
        Ritadressen(
            medewerker_id=wie,
            voertuig_id=invoer.voertuig_id,
            van=dag,
            tot_en_met=dag,
            aangemaakt_op=ctx.nu,
            verzegeld=verzegel(sleutel, pak_in([regel])),
        )
    )


def _ingeleverd(s: Session, wie: int, voertuig_id: int, jaar: int) -> int | None:
    return s.scalar(
        select(Ritregister.id).where(
            Ritregister.medewerker_id == wie, Ritregister.voertuig_id == voertuig_id, Ritregister.jaar == jaar
        )
    )


def _gevraagd(s: Session, wie: int, jaar: int) -> bool:
    """Tell whether a driver was asked this year, for who has two exempted cars and for a job that runs again."""
    vraag_ = select(Bericht.id).where(
        Bericht.soort == BERICHT_REGISTER,
        Bericht.aan_medewerker_id == wie,
        Bericht.gemaakt_op >= begin_van_dag(date(jaar + 1, 1, 1)),
    )
    return s.scalar(vraag_.limit(1)) is not None


def _sleutel(wie: int, voertuig_id: int, jaar: int) -> str:
    return f"{wie}-{voertuig_id}-{jaar}"


def _zelf(ctx: Context) -> int:
    zelf = ctx.actor.medewerker_id
    ctx.eis("registreer", doel(medewerker_id=zelf))
    if zelf is None:
        raise GeenToegang("registreer", RIT)
    return zelf
