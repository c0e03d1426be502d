# SPDX-License-Identifier: EUPL-1.2
"""Warnings ahead, each once a year: near or above 500 kilometres with a declaration, a large balance (12.3, 13.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.berichten.services import stuur
from core.context import Context
from core.regulations.parameterbeheer.services import geldend
from core.rules import ParameterOntbreekt, Parameterset
from core.storage.sloten import vergrendel
from plugins.om.autoregeling.bijdrage.feiten import berijders, jaar, regime, staat
from plugins.om.autoregeling.bijdrage.models import Bijdragemelding, Privegebruikverklaring, Verklaringstaat
from plugins.om.autoregeling.bijdrage.services.afrekeningen import bereken_standen, berijders_van
from plugins.om.autoregeling.bijdrage.stand import Jaarstand
from plugins.om.autoregeling.bijdrage.voorschot import Maandtarief, voorschot
from plugins.om.autoregeling.opzoeken import onderdeel_van
from plugins.om.autoregeling.rules.verklaring import werkt_een
from plugins.om.autoregeling.wagenpark.services.dossier import meld_werkgevers

BIJNA_NORM = "om.bijna_norm"
BOVEN_NORM = "om.boven_norm"
GROOT_SALDO = "om.groot_saldo"
GEEN_SCHATTING = "om.geen_schatting"
NORM_WERKGEVER = "om.norm_werkgever"

DREMPEL_KILOMETERS = "om_auto.waarschuwing_kilometers"
DREMPEL_SALDO = "om_auto.waarschuwing_saldo"


class Signaal(StrEnum):
    """What a driver is warned about, and the one that the werkgever is told once the year is over."""

    BIJNA_NORM = "bijna_norm"
    BOVEN_NORM = "boven_norm"
    GROOT_SALDO = "groot_saldo"
    GEEN_SCHATTING = "geen_schatting"
    NORM_WERKGEVER = "norm_werkgever"


_BERICHT = {
    Signaal.BIJNA_NORM: BIJNA_NORM,
    Signaal.BOVEN_NORM: BOVEN_NORM,
    Signaal.GROOT_SALDO: GROOT_SALDO,
    Signaal.GEEN_SCHATTING: GEEN_SCHATTING,
}


@dataclass(frozen=True)
class Waarschuwing:
    """A driver to be warned about a year."""

    medewerker_id: int
    jaar: int
    signaal: Signaal

    @property
    def sleutel(self) -> str:
        """The key of its unit of work."""
        return f"{self.jaar}:{self.medewerker_id}:{self.signaal}"


def te_melden(ctx: Context, dag: date) -> Sequence[Waarschuwing]:
    """Return who is to be warned on a day about the running year and was not yet, and of whom the werkgever is told.

    The werkgever hears of a year from January on only: on which day somebody passed a number of kilometres tells of
    single trips (5.5).
    """
    nummer = dag.year
    with ctx.database.lezen() as s:
        parameters = geldend(s, ctx.installatie)
        wie = berijders_van(s, nummer)
        standen = bereken_standen(s, ctx, nummer, wie)
        gemeld = {
            (rij.medewerker_id, rij.jaar, rij.soort)
            for rij in s.execute(
                select(Bijdragemelding.medewerker_id, Bijdragemelding.jaar, Bijdragemelding.soort).where(
                    Bijdragemelding.jaar.in_((nummer, nummer - 1))
                )
            )
        }
        gezien = [
            Waarschuwing(een, nummer, signaal)
            for een, signaal in (
                *_uit_standen(standen, parameters, dag),
                *_uit_schattingen(s, nummer, wie, standen, parameters, dag),
            )
        ]
        gezien += [Waarschuwing(een, nummer - 1, Signaal.NORM_WERKGEVER) for een in _boven_norm(s, ctx, nummer - 1)]
    return [een for een in gezien if (een.medewerker_id, een.jaar, een.signaal) not in gemeld]


def meld(ctx: Context, sleutel: str) -> None:
    """Warn a driver once, or tell the werkgevers of the driver's unit."""
    nummer, wie, soort = sleutel.split(":")
    signaal, medewerker_id = Signaal(soort), int(wie)
    with ctx.database.transactie() as s:
        vergrendel(s, f"{Bijdragemelding.__tablename__} {sleutel}")
        gemeld = select(Bijdragemelding.id).where(
            Bijdragemelding.medewerker_id == medewerker_id,
            Bijdragemelding.jaar == int(nummer),
            Bijdragemelding.soort == signaal,
        )
        if s.scalar(gemeld) is not None:
            return
        s.add(Bijdragemelding(medewerker_id=medewerker_id, jaar=int(nummer), soort=signaal, gemeld_op=ctx.nu))
        if signaal is not Signaal.NORM_WERKGEVER:
            stuur(s, ctx, _BERICHT[signaal], medewerker_id, jaar=int(nummer))
        elif (onderdeel_id := onderdeel_van(s, medewerker_id, date(int(nummer), 12, 31))) is not None:
            meld_werkgevers(s, ctx, NORM_WERKGEVER, onderdeel_id, jaar=int(nummer))


def _boven_norm(s: Session, ctx: Context, nummer: int) -> list[int]:
    """Return who drove more than the norm under a declaration in a year that is over."""
    rij = Privegebruikverklaring
    vraag = select(rij.medewerker_id).where(
        rij.staat == Verklaringstaat.BEVESTIGD,
        rij.vervallen_op.is_(None),
        rij.ontvangen_op <= jaar(nummer).tot_en_met,
    )
    standen = bereken_standen(s, ctx, nummer, sorted(set(s.scalars(vraag))))
    return [wie for wie, stand in standen.items() if stand.afrekening is not None and stand.afrekening.niet_geprijsd]


def _uit_standen(standen: dict[int, Jaarstand], parameters: Parameterset, dag: date) -> list[tuple[int, Signaal]]:
    drempel = parameters.zoek(DREMPEL_KILOMETERS, dag)
    uit: list[tuple[int, Signaal]] = []
    for wie, stand in standen.items():
        verklaringen = stand.berijder.verklaringen
        if not verklaringen or stand.afrekening is None:
            continue
        onder = sum(tienden for (van, _, _), tienden in stand.som.prive.items() if werkt_een(verklaringen, van))
        if stand.afrekening.niet_geprijsd:
            uit.append((wie, Signaal.BOVEN_NORM))
        elif drempel is not None and onder >= drempel.getal * 10 and werkt_een(verklaringen, dag):
            uit.append((wie, Signaal.BIJNA_NORM))
    return uit


def _uit_schattingen(
    s: Session, nummer: int, wie: Sequence[int], standen: dict[int, Jaarstand], parameters: Parameterset, dag: date
) -> list[tuple[int, Signaal]]:
    """Compare what was driven so far with the advances of the whole year: above it, January is a surprise."""
    drempel = parameters.zoek(DREMPEL_SALDO, dag)
    geldt, afgerekend = regime(s, nummer), staat(s)
    tarieven = [Maandtarief(f"{nummer}-{maand:02d}", parameters) for maand in range(1, 13)]
    heel = jaar(nummer)
    uit: list[tuple[int, Signaal]] = []
    for een, berijder in berijders(s, nummer, wie, met_schattingen=True, met_opgaven=False).items():
        if afgerekend.afgerekend(een, nummer):
            continue
        onder = werkt_een(berijder.verklaringen, dag)
        loopt = any(recht.tijd.van <= dag <= recht.tijd.tot_en_met for recht in berijder.rechten)
        if loopt and not onder and berijder.schatting(dag.month) is None and heel.van <= dag:
            uit.append((een, Signaal.GEEN_SCHATTING))
            continue
        stand = standen.get(een)
        if drempel is None or stand is None or stand.afrekening is None:
            continue
        try:
            delen = [voorschot(berijder, geldt, tarief) for tarief in tarieven]
        except ParameterOntbreekt:
            continue
        voorschotten = sum(deel.centen for deel in delen if deel)
        if stand.afrekening.verschuldigd_centen - voorschotten >= drempel.getal * 100:
            uit.append((een, Signaal.GROOT_SALDO))
    return uit
