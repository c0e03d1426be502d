# SPDX-License-Identifier: EUPL-1.2
"""The right to use a car as it changes: a row that turns out otherwise lapses and another one follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from core.berichten.services import meld_taak, stuur
from core.context import Context
from core.people.policy import HR, GeenToegang
from core.regulations.parameterbeheer.services import geldend
from core.rules import Antwoord, Geweigerd, ParameterOntbreekt, Parameterset, Stap
from core.storage.audit import noteer
from plugins.om.autoregeling.bijdrage.merken import markeer_recht
from plugins.om.autoregeling.models import Gebruik, Gebruikssoort, Omonderdeel, Voertuig
from plugins.om.autoregeling.opzoeken import autos_van, geldt_op
from plugins.om.autoregeling.policy import EENHEID, GEBRUIK
from plugins.om.autoregeling.rules.gebruiksperiode import Autogebruik, Gebruiksperiode, gebruiksperiode
from plugins.om.autoregeling.rules.gebruiksperiode import Kilometerstand as Stand
from plugins.om.autoregeling.wagenpark.models import (
    Aflevering,
    Autobestelling,
    Gebruikseinde,
    Inlevering,
    Kilometerstand,
    Toekenningsdossier,
    Woonwerkstop,
)
from plugins.om.autoregeling.wagenpark.policy import doel
from plugins.om.autoregeling.wagenpark.procedure import Bestelstatus, Eindestatus
from plugins.om.autoregeling.wagenpark.services.dossier import Stukregel, stukken_van

TAAK_WOONWERK = "om.woonwerk_stoppen"


@dataclass(frozen=True)
class Mijnauto:
    """A car of the reader, with what is known about its end."""

    gebruik: Gebruik
    voertuig: Voertuig
    onderdeel: str
    toekenning: Toekenningsdossier | None
    aflevering: Aflevering | None
    einde: Gebruikseinde | None
    inlevering: Inlevering | None
    stand: Kilometerstand | None
    periode: Gebruiksperiode | None
    stappen: tuple[Stap, ...]


@dataclass(frozen=True)
class Mijn:
    """Everything of the driver's page."""

    autos: tuple[Mijnauto, ...]
    besteld: tuple[Autobestelling, ...]
    stukken: tuple[Stukregel, ...]


def begin(
    s: Session,
    ctx: Context,
    *,
    medewerker_id: int,
    voertuig_id: int,
    soort: Gebruikssoort,
    toekenning_id: int | None,
    overeenkomst_van: date,
    van: date,
) -> Gebruik:
    """Begin a use on a day; the commuting allowance stops from that day (2.7). In the caller's transaction.

    Raises ``Geweigerd`` when the car or the employee already has a use that has not ended by then.
    """
    bezet = s.scalar(
        select(Gebruik).where(
            Gebruik.voertuig_id == voertuig_id,
            Gebruik.vervallen_op.is_(None),
            (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met >= van),
        )
    )
    if bezet is not None:
        raise Geweigerd("voertuig", "deze auto is op die dag nog van een ander")
    if soort is Gebruikssoort.EIGEN:
        ook = s.scalar(
            select(Gebruik).where(
                Gebruik.medewerker_id == medewerker_id,
                Gebruik.soort == Gebruikssoort.EIGEN,
                Gebruik.vervallen_op.is_(None),
                (Gebruik.tot_en_met.is_(None)) | (Gebruik.tot_en_met >= van),
            )
        )
        if ook is not None:
            raise Geweigerd("van", "het gebruik van de vorige auto is op die dag nog niet voorbij")
    rij = Gebruik(
        medewerker_id=medewerker_id,
        voertuig_id=voertuig_id,
        soort=soort,
        toekenning_id=toekenning_id,
        overeenkomst_van=overeenkomst_van,
        van=van,
        vastgelegd_op=ctx.nu,
        vastgelegd_door=ctx.actor.account_id,
    )
    s.add(rij)
    s.flush()
    noteer(s, ctx, "begin", GEBRUIK, rij.id, medewerker=medewerker_id, voertuig=voertuig_id, van=van)
    markeer_recht(s, ctx, [medewerker_id], van)
    _stop_woonwerk(s, ctx, medewerker_id, van)
    return rij


def vervang(s: Session, ctx: Context, rij: Gebruik, **anders: Any) -> Gebruik:
    """Let a use lapse and put another in its place that differs in these columns. In the caller's transaction."""
    velden = (
        "medewerker_id",
        "voertuig_id",
        "soort",
        "toekenning_id",
        "overeenkomst_van",
        "van",
        "tot_en_met",
        "einde_grond",
        "bijtelling",
    )
    waarden = {naam: getattr(rij, naam) for naam in velden} | anders
    rij.vervallen_op = ctx.nu
    s.flush()
    nieuw = Gebruik(**waarden, vastgelegd_op=ctx.nu, vastgelegd_door=ctx.actor.account_id)
    s.add(nieuw)
    s.flush()
    noteer(s, ctx, "vervang", GEBRUIK, nieuw.id, vorige=rij.id, tot_en_met=nieuw.tot_en_met)
    vanaf = min(filter(None, (rij.tot_en_met, nieuw.tot_en_met)), default=nieuw.van)
    markeer_recht(s, ctx, [nieuw.medewerker_id], vanaf)
    return nieuw


def geldend_gebruik(s: Session, gebruik_id: int, handeling: str) -> Gebruik:
    """Return the row that now stands for a use, locked; any row of it may be named. Raises ``GeenToegang``."""
    ooit = aliased(Gebruik)
    vraag = (
        select(Gebruik)
        .join(
            ooit,
            (ooit.medewerker_id == Gebruik.medewerker_id)
            & (ooit.voertuig_id == Gebruik.voertuig_id)
            & (ooit.van == Gebruik.van),
        )
        .where(ooit.id == gebruik_id, Gebruik.vervallen_op.is_(None))
        .with_for_update()
    )
    rij = s.scalars(vraag).first()
    if rij is None:
        raise GeenToegang(handeling, GEBRUIK)
    return rij


def eerste_rij(s: Session, rij: Gebruik) -> int:
    """Return the number under which other tables know a use: that of its first row."""
    return (
        s.scalars(
            select(Gebruik.id)
            .where(
                Gebruik.medewerker_id == rij.medewerker_id,
                Gebruik.voertuig_id == rij.voertuig_id,
                Gebruik.van == rij.van,
            )
            .order_by(Gebruik.id)
        ).first()
        or rij.id
    )


def standen(s: Session, voertuig_ids: list[int]) -> dict[int, list[Kilometerstand]]:
    """Return the odometer readings of cars that hold, the oldest first."""
    vraag = select(Kilometerstand).where(
        Kilometerstand.voertuig_id.in_(voertuig_ids), Kilometerstand.vervallen_op.is_(None)
    )
    uit: dict[int, list[Kilometerstand]] = {}
    for rij in s.scalars(vraag.order_by(Kilometerstand.voertuig_id, Kilometerstand.dag)):
        uit.setdefault(rij.voertuig_id, []).append(rij)
    return uit


def als_periode(
    gebruik: Gebruik, voertuig: Voertuig, rijen: list[Kilometerstand], peildatum: date, einde: date | None = None
) -> Autogebruik | None:
    """Return a use as OM-AUTO/gebruiksperiode reads it; None while the first admission is not known."""
    if voertuig.eerste_toelating is None:
        return None
    standen_ = tuple(Stand(rij.dag, rij.kilometers) for rij in rijen if rij.dag >= gebruik.van)
    return Autogebruik(
        ingebruikname=gebruik.van,
        eerste_toelating=min(voertuig.eerste_toelating, gebruik.van),
        werkgever_einde=einde,
        kilometerstanden=standen_,
        peildatum=peildatum,
    )


def periode(
    parameters: Parameterset, op: date, gebruik: Gebruik, voertuig: Voertuig, rijen: list[Kilometerstand]
) -> Antwoord | None:
    """Return what OM-AUTO/gebruiksperiode says of a use; None while the first admission is not known.

    Raises ``ParameterOntbreekt``.
    """
    gegeven = als_periode(gebruik, voertuig, rijen, op)
    return None if gegeven is None else gebruiksperiode.bereken(gegeven, parameters)


def mijn(ctx: Context, *, kort: bool = False) -> Mijn:
    """Return the reader's cars, orders and file; ``kort`` leaves out what the first page does not tell.

    Raises ``GeenToegang`` for who is no employee.
    """
    zelf = ctx.actor.medewerker_id
    ctx.eis("bekijk", doel(GEBRUIK, zelf))
    if zelf is None:
        raise GeenToegang("bekijk", GEBRUIK)
    with ctx.database.lezen() as s:
        lees = _kort if kort else _mijnauto
        autos = tuple(lees(s, ctx, gebruik, voertuig) for gebruik, voertuig in _autos(s, ctx, zelf))
        besteld = s.scalars(
            select(Autobestelling)
            .join(Toekenningsdossier, Toekenningsdossier.id == Autobestelling.toekenning_id)
            .where(Toekenningsdossier.medewerker_id == zelf, Autobestelling.status == Bestelstatus.BESTELD)
        ).all()
        return Mijn(autos, tuple(besteld), () if kort else stukken_van(s, zelf))


def _autos(s: Session, ctx: Context, medewerker_id: int) -> list[tuple[Gebruik, Voertuig]]:
    """Return the cars of today, and those that were used last and are not given back yet."""
    nu = autos_van(s, medewerker_id, ctx.vandaag)
    terug = (
        select(Gebruik, Voertuig)
        .join(Voertuig, Voertuig.id == Gebruik.voertuig_id)
        .join(Inlevering, Inlevering.voertuig_id == Voertuig.id)
        .where(
            Gebruik.medewerker_id == medewerker_id,
            Inlevering.medewerker_id == medewerker_id,
            Gebruik.vervallen_op.is_(None),
            Gebruik.tot_en_met < ctx.vandaag,
            Inlevering.ingeleverd_op.is_(None),
        )
    )
    return [*nu, *((gebruik, voertuig) for gebruik, voertuig in s.execute(terug))]


def _kort(s: Session, ctx: Context, gebruik: Gebruik, voertuig: Voertuig) -> Mijnauto:
    return Mijnauto(gebruik, voertuig, "", None, None, None, None, None, None, ())


def _mijnauto(s: Session, ctx: Context, gebruik: Gebruik, voertuig: Voertuig) -> Mijnauto:
    nummer = eerste_rij(s, gebruik)
    rijen = standen(s, [voertuig.id]).get(voertuig.id, [])
    try:
        antwoord = periode(geldend(s, ctx.installatie), ctx.vandaag, gebruik, voertuig, rijen)
    except ParameterOntbreekt:
        antwoord = None
    einde = s.scalar(
        select(Gebruikseinde).where(Gebruikseinde.gebruik_id == nummer, Gebruikseinde.status == Eindestatus.VASTGESTELD)
    )
    return Mijnauto(
        gebruik,
        voertuig,
        s.get_one(Omonderdeel, voertuig.onderdeel_id).naam,
        s.get(Toekenningsdossier, gebruik.toekenning_id) if gebruik.toekenning_id else None,
        s.scalar(
            select(Aflevering).where(
                Aflevering.voertuig_id == voertuig.id, Aflevering.medewerker_id == gebruik.medewerker_id
            )
        ),
        einde,
        s.scalar(select(Inlevering).where(Inlevering.gebruik_id == nummer)),
        rijen[-1] if rijen else None,
        antwoord.uitkomst if antwoord else None,
        antwoord.stappen if antwoord else (),
    )


def _stop_woonwerk(s: Session, ctx: Context, medewerker_id: int, van: date) -> None:
    """Ask HR to have payroll stop the commuting allowance (2.7), once for each start of a use."""
    al = s.scalar(select(Woonwerkstop.id).where(Woonwerkstop.medewerker_id == medewerker_id, Woonwerkstop.van == van))
    if al is not None:
        return
    rij = Woonwerkstop(medewerker_id=medewerker_id, van=van, gemeld_op=ctx.nu)
    s.add(rij)
    s.flush()
    meld_taak(s, ctx, eenheid=EENHEID, rol=HR.id, soort=TAAK_WOONWERK, sleutel=str(rij.id), op=van)
    stuur(s, ctx, "om.woonwerk_stopt", medewerker_id, vanaf=van)


def gebruiken_op(s: Session, op: date, soort: Gebruikssoort = Gebruikssoort.EIGEN) -> list[tuple[Gebruik, Voertuig]]:
    """Return every use of a kind that runs on a day, with its car."""
    vraag = (
        select(Gebruik, Voertuig)
        .join(Voertuig, Voertuig.id == Gebruik.voertuig_id)
        .where(geldt_op(Gebruik, op), Gebruik.soort == soort)
        .order_by(Gebruik.id)
    )
    return [(gebruik, voertuig) for gebruik, voertuig in s.execute(vraag)]
