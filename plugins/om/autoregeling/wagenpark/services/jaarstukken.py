# SPDX-License-Identifier: EUPL-1.2
"""What Centraal Wagenparkbeheer makes once a year: the report to the College, and its cost over the units (2.2)."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.context import Context
from core.rules import Geweigerd, Stap
from core.rules.uitleg import gelezen
from core.storage.audit import noteer
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.models import Gebruik, Gebruikssoort, Omonderdeel, Voertuig, Voertuiggroep
from plugins.om.autoregeling.opzoeken import eis_beheer, geldt_op
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.rules.kostenverdeling import Onderdeelswagenpark, Wagenpark, kostenverdeling
from plugins.om.autoregeling.rules.termijnen import Dagklok, termijnen
from plugins.om.autoregeling.wagenpark.models import Commissie, Jaarstuk, Jaarstuksoort, Toekenningsdossier
from plugins.om.autoregeling.wagenpark.policy import JAARSTUK, doel
from plugins.om.autoregeling.wagenpark.services.aanvragen import criteria_van
from plugins.om.autoregeling.wagenpark.services.rekenen import bereken, transactie

_MET_GEBRUIKER = (Voertuiggroep.PERSOONSGEBONDEN, Voertuiggroep.FUNCTIEGEBONDEN)


@dataclass(frozen=True)
class Stukpagina:
    """A yearly piece as it was established, and the years of which there is one."""

    jaar: int
    uitkomst: Mapping[str, Any] | None
    stappen: tuple[Stap, ...]
    vastgelegd_op: datetime | None
    jaren: tuple[int, ...]
    mag_vastleggen: bool


@dataclass(frozen=True)
class Commissieregel:
    """The commission as it was installed."""

    ingesteld_op: date
    uiterlijk: date
    zetels: str


def verdeel_kosten(ctx: Context, jaar: int) -> int:
    """Divide the cost of the fleet office of a year by the cars in use on 1 January, exact to the cent (2.2).

    It is established once. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("leg_vast", doel(JAARSTUK))
    with transactie(ctx) as s:
        eis_beheer(s, ctx, None)
        peildatum = date(jaar, 1, 1)
        _eis_nieuw(s, ctx, Jaarstuksoort.KOSTENVERDELING, jaar, peildatum)
        namen = {rij.id: rij.code for rij in s.scalars(select(Omonderdeel).order_by(Omonderdeel.code))}
        geteld: dict[int, int] = dict.fromkeys(namen, 0)
        for auto, _ in in_gebruik(s, peildatum):
            geteld[auto.onderdeel_id] += 1
        wagenpark = Wagenpark(
            jaar, tuple(Onderdeelswagenpark(namen[nr], aantal) for nr, aantal in geteld.items() if aantal)
        )
        antwoord = bereken(s, ctx, kostenverdeling, wagenpark)
        return _bewaar(s, ctx, Jaarstuksoort.KOSTENVERDELING, jaar, antwoord.velden)


def rapporteer(ctx: Context, jaar: int) -> int:
    """Make the yearly report to the College: how many cars, at which units, granted on which grounds (2.2).

    It counts on the last day of the year, or today while the year runs. Raises ``GeenToegang`` and ``Geweigerd``.
    """
    ctx.eis("leg_vast", doel(JAARSTUK))
    with ctx.database.transactie() as s:
        eis_beheer(s, ctx, None)
        peildatum = min(date(jaar, 12, 31), ctx.vandaag)
        _eis_nieuw(s, ctx, Jaarstuksoort.COLLEGE, jaar, date(jaar, 1, 1))
        namen = {rij.id: rij.naam for rij in s.scalars(select(Omonderdeel).order_by(Omonderdeel.code))}
        regels: dict[int, dict[str, int]] = {}
        for auto, dossier in in_gebruik(s, peildatum):
            regel = regels.setdefault(auto.onderdeel_id, {"voertuigen": 0, "zonder": 0} | dict.fromkeys(Criterium, 0))
            regel["voertuigen"] += 1
            gronden = criteria_van(dossier) if dossier is not None else ()
            for grond in gronden:
                regel[grond] += 1
            regel["zonder"] += not gronden
        uitkomst = {
            "peildatum": peildatum.isoformat(),
            "voertuigen": sum(regel["voertuigen"] for regel in regels.values()),
            "onderdelen": [
                {"onderdeel": naam, **{str(wat): aantal for wat, aantal in regels[nr].items()}}
                for nr, naam in namen.items()
                if nr in regels
            ],
        }
        velden = {"invoer": {"peildatum": peildatum.isoformat()}, "uitkomst": uitkomst, "uitleg": []}
        return _bewaar(s, ctx, Jaarstuksoort.COLLEGE, jaar, velden)


def stuk(ctx: Context, soort: Jaarstuksoort, jaar: int) -> Stukpagina:
    """Return a yearly piece, or that there is none yet. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(JAARSTUK))
    with ctx.database.lezen() as s:
        rij = s.scalar(select(Jaarstuk).where(Jaarstuk.soort == soort, Jaarstuk.jaar == jaar))
        jaren = s.scalars(select(Jaarstuk.jaar).where(Jaarstuk.soort == soort).order_by(Jaarstuk.jaar.desc())).all()
    return Stukpagina(
        jaar,
        rij.uitkomst if rij else None,
        tuple(gelezen(rij.uitleg)) if rij else (),
        rij.vastgelegd_op if rij else None,
        tuple(jaren),
        rij is None and ctx.mag("leg_vast", doel(JAARSTUK)),
    )


def als_csv(soort: Jaarstuksoort, uitkomst: Mapping[str, Any]) -> bytes:
    """Return a yearly piece as CSV with semicolons, as the other files of the house."""
    if soort is Jaarstuksoort.KOSTENVERDELING:
        kop: Sequence[str] = ("onderdeel", "euro")
        rijen = [(code, str(bedrag).replace(".", ",")) for code, bedrag in bedragen(uitkomst).items()]
    else:
        kop = ("onderdeel", "voertuigen", *(f"grond_{grond}" for grond in Criterium), "zonder_grond")
        rijen = [
            (deel["onderdeel"], deel["voertuigen"], *(deel[str(grond)] for grond in Criterium), deel["zonder"])
            for deel in uitkomst["onderdelen"]
        ]
    bestand = StringIO(newline="")
    schrijver = csv.writer(bestand, delimiter=";", lineterminator="\r\n")
    schrijver.writerows((kop, *(tuple(map(_veilig, rij)) for rij in rijen)))
    return bestand.getvalue().encode("utf-8-sig")


def bedragen(uitkomst: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return the share of each unit, in euros."""
    return {code: Decimal(str(bedrag)) for code, bedrag in uitkomst["bijdragen_euro"].items()}


def in_gebruik(s: Session, op: date) -> list[tuple[Voertuig, Toekenningsdossier | None]]:
    """Return the cars in use on a day, with the grant behind each.

    A car of an employee is in use while somebody has the right; a pool or chauffeur's car while its lease runs.
    A rental car is no car of the fleet.
    """
    met = (
        select(Voertuig, Toekenningsdossier)
        .join(Gebruik, Gebruik.voertuig_id == Voertuig.id)
        .outerjoin(Toekenningsdossier, Toekenningsdossier.id == Gebruik.toekenning_id)
        .where(geldt_op(Gebruik, op), Gebruik.soort == Gebruikssoort.EIGEN, Voertuig.groep.in_(_MET_GEBRUIKER))
        .order_by(Voertuig.id)
    )
    zonder = select(Voertuig).where(
        Voertuig.groep.in_((Voertuiggroep.POOL, Voertuiggroep.CHAUFFEUR)),
        Voertuig.lease_van <= op,
        (Voertuig.lease_tot_en_met.is_(None)) | (Voertuig.lease_tot_en_met >= op),
        (Voertuig.ingeleverd_op.is_(None)) | (Voertuig.ingeleverd_op > op),
    )
    uit: dict[int, tuple[Voertuig, Toekenningsdossier | None]] = {}
    for auto, dossier in s.execute(met):
        uit.setdefault(auto.id, (auto, dossier))
    for auto in s.scalars(zonder.order_by(Voertuig.id)):
        uit.setdefault(auto.id, (auto, None))
    return list(uit.values())


def stel_commissie_in(ctx: Context, ingesteld_op: date, zetels: str) -> int:
    """Record the Commissie Dienstauto's, installed for four years (1.1). Raises ``GeenToegang`` and ``Geweigerd``."""
    ctx.eis("leg_vast", doel(JAARSTUK))
    with transactie(ctx) as s:
        eis_beheer(s, ctx, None)
        regels = [regel.strip() for regel in zetels.splitlines() if regel.strip()]
        if len(regels) < 4:
            raise Geweigerd("zetels", "schrijf ten minste vier zetels, elk op een regel (1.1)")
        if ingesteld_op > ctx.vandaag:
            raise Geweigerd("ingesteld_op", "deze dag ligt in de toekomst")
        klok = bereken(s, ctx, termijnen, Dagklok("commissie", ingesteld_op))
        rij = Commissie(
            ingesteld_op=ingesteld_op,
            uiterlijk=klok.uitkomst.uiterlijk,
            zetels="\n".join(regels),
            vastgelegd_op=ctx.nu,
            vastgelegd_door=ctx.actor.account_id,
        )
        s.add(rij)
        s.flush()
        noteer(s, ctx, "stel_commissie_in", JAARSTUK, rij.id, ingesteld_op=ingesteld_op)
        return rij.id


def commissies(ctx: Context) -> tuple[Commissieregel, ...]:
    """Return the commissions, the last one first. Raises ``GeenToegang``."""
    ctx.eis("bekijk", doel(JAARSTUK))
    with ctx.database.lezen() as s:
        vraag = select(Commissie.ingesteld_op, Commissie.uiterlijk, Commissie.zetels).order_by(
            Commissie.ingesteld_op.desc(), Commissie.id.desc()
        )
        return tuple(Commissieregel(*rij) for rij in s.execute(vraag))


def _eis_nieuw(s: Session, ctx: Context, soort: Jaarstuksoort, jaar: int, vanaf: date) -> None:
    vergrendel(s, f"{Jaarstuk.__tablename__}:{soort}:{jaar}")
    if not 2020 <= jaar <= ctx.vandaag.year or vanaf > ctx.vandaag:
        raise Geweigerd("jaar", "kies een jaar vanaf 2020 dat is begonnen")
    if s.scalar(select(Jaarstuk.id).where(Jaarstuk.soort == soort, Jaarstuk.jaar == jaar)):
        raise Geweigerd("jaar", "van dit jaar is het al vastgelegd")


def _bewaar(s: Session, ctx: Context, soort: Jaarstuksoort, jaar: int, velden: Mapping[str, Any]) -> int:
    rij = Jaarstuk(soort=soort, jaar=jaar, **velden, vastgelegd_op=ctx.nu, vastgelegd_door=ctx.actor.account_id)
    s.add(rij)
    s.flush()
    noteer(s, ctx, "leg_vast", JAARSTUK, rij.id, stuk=soort, jaar=jaar)
    return rij.id


def _veilig(waarde: object) -> object:
    """Keep a spreadsheet from reading a name as a formula."""
    return f"'{waarde}" if isinstance(waarde, str) and waarde[:1] in "=+-@\t" else waarde
