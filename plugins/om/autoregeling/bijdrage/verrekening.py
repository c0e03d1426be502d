# SPDX-License-Identifier: EUPL-1.2
"""The settlement of a year in bulk: the same cents as OM-AUTO/verrekening, without its sentences (4.1, 12.3, 13.2).

The input is built anew from the dated facts as now known, cut at every change of rate, at every start and stop of a
declaration, of a right of use, and of the scheme itself; so a correction is the same calculation a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm

from core.ledger.bulk import JSON_TEKST
from core.rules import Parameters, Parameterset
from core.rules.geld import hele_centen
from plugins.om.autoregeling.bijdrage.feiten import DAG, Berijder, Regime, Tijd, jaar, samen
from plugins.om.autoregeling.bijdrage.kilometers import Ritsom
from plugins.om.autoregeling.bijdrage.voorschot import verklaringen_invoer
from plugins.om.autoregeling.models import Gebruikssoort, Voertuiggroep
from plugins.om.autoregeling.rules.eigen_bijdrage import AFRONDING, TARIEF
from plugins.om.autoregeling.rules.gebruiksrecht import NORM_KILOMETERS
from plugins.om.autoregeling.rules.kilometers import AFRONDEN, hele_kilometers
from plugins.om.autoregeling.rules.verklaring import werkt_een
from plugins.om.autoregeling.rules.verrekening import (
    NORM_NAAR_RATO,
    NORM_TELT,
    TARIEF_BIJ_WIJZIGING,
    wijzigingen,
)

AUTO = {Gebruikssoort.EIGEN: "eigen", Gebruikssoort.VERVANGEND: "vervangend", Gebruikssoort.HUUR: "huur"}


@dataclass(frozen=True)
class Jaarsom:
    """The kilometres of a driver in a year, sorted out: what has a price, what does not, and what is not decided."""

    #: (first day, last day, kind of car) -> tenths of private kilometres.
    prive: Mapping[tuple[date, date, str], int]
    #: Private kilometres on days without a right, in tenths: a finding, not a price.
    na_recht_tienden: int
    open_ritten: int
    open_tienden: int
    #: A total over days within which the price changes: the driver splits it, nobody guesses.
    te_splitsen: tuple[Tijd, ...]


@dataclass(frozen=True)
class Afrekening:
    """What a year comes to, in cents, with the input of the calculation as JSON."""

    verschuldigd_centen: int
    ingehouden_centen: int
    gegeven: str
    kilometers: int
    niet_geprijsd: int
    norm: int

    @property
    def saldo_centen(self) -> int:
        """What the employee still pays; below zero the employee gets it back."""
        return self.verschuldigd_centen - self.ingehouden_centen


class Jaartarief:
    """The figures of one year, asked once for everybody."""

    def __init__(self, nummer: int, parameters: Parameterset) -> None:
        self.jaar = nummer
        self.parameters = parameters
        self._prijzen: dict[date, int] = {}
        self._naar_rato: bool | None = None
        begin = date(nummer, 1, 1)
        gevraagd = Parameters(parameters)
        # Raises what is missing for everybody alike.
        lezing, _ = gevraagd.alle((TARIEF_BIJ_WIJZIGING, begin), (AFRONDING, begin))
        self._bij_afrekenen = date(nummer + 1, 1, 1) if lezing.waarde == "afrekendatum" else None
        self.afronden = str(gevraagd[AFRONDEN, begin])
        heel = jaar(nummer)
        self.grenzen = tuple(dag for dag in wijzigingen(gevraagd) if heel.van < dag <= heel.tot_en_met)
        #: A rate that is tried out begins or stops within the year: what it comes to tells how far somebody drove
        #: before and after that day (5.5).
        self.proef_in_jaar = self._bij_afrekenen is None and any(
            heel.van < dag <= heel.tot_en_met for dag in _proefgrenzen(parameters)
        )
        bedragen = [feit.getal * 100 for feit in parameters.reeks(TARIEF) if feit.waarde is not None]
        #: Prices are whole numbers of this part of a cent, so that a sum of many needs no fractions.
        self.noemer = lcm(*(bedrag.denominator for bedrag in bedragen))

    def prijs(self, dag: date) -> int:
        """Return what a kilometre costs in a stretch that begins on a day, in cents times ``noemer``.

        Raises ``ParameterOntbreekt``.
        """
        op = self._bij_afrekenen or dag
        gevonden = self._prijzen.get(op)
        if gevonden is None:
            bedrag = Parameters(self.parameters).feit(TARIEF, op).getal * 100 * self.noemer
            gevonden = self._prijzen[op] = bedrag.numerator
        return gevonden

    def norm(self, berijder: Berijder) -> int:
        """Return the kilometres with a price under a declaration. Raises ``ParameterOntbreekt``."""
        heel = jaar(self.jaar)
        onder = samen(
            [
                tijd
                for een in berijder.verklaringen
                if (tijd := Tijd(een.ontvangen_op, (een.ingetrokken_op or date.max) - DAG).en(heel))
            ]
        )
        dagen = sum((tijd.tot_en_met - tijd.van).days + 1 for tijd in onder)
        if not dagen:
            return NORM_KILOMETERS
        if self._naar_rato is None:
            _, naar_rato = Parameters(self.parameters).alle((NORM_TELT, heel.van), (NORM_NAAR_RATO, heel.van))
            self._naar_rato = bool(naar_rato.waarde)
        return (
            NORM_KILOMETERS * dagen // ((heel.tot_en_met - heel.van).days + 1) if self._naar_rato else NORM_KILOMETERS
        )


def _proefgrenzen(parameters: Parameterset) -> Iterator[date]:
    """Yield the days on which a rate that is tried out begins, and those on which it makes place for another."""
    reeks = parameters.reeks(TARIEF)
    for nr, feit in enumerate(reeks):
        if feit.proef:
            yield feit.vanaf
        if nr and reeks[nr - 1].proef:
            yield feit.vanaf


def stukken(berijder: Berijder, regime: Regime, tariefgrenzen: Iterable[date]) -> tuple[Tijd, ...]:
    """Return the year of a driver, cut on every day on which the price of a kilometre may change."""
    heel = jaar(berijder.jaar)
    if not berijder.verklaringen and not regime.zonder and all(recht.tijd == heel for recht in berijder.rechten):
        return _knip(heel, frozenset(tariefgrenzen))
    grenzen = set(tariefgrenzen)
    for tijd in (*(recht.tijd for recht in berijder.rechten), *regime.zonder):
        grenzen |= {tijd.van, tijd.tot_en_met + DAG}
    for verklaring in berijder.verklaringen:
        grenzen.update(verklaring.grenzen)
    return _knip(heel, frozenset(grenzen))


@lru_cache(maxsize=4096)
def _knip(heel: Tijd, grenzen: frozenset[date]) -> tuple[Tijd, ...]:
    """Cut a year; nearly everybody's is cut on the same days."""
    begin = sorted({heel.van, *(dag for dag in grenzen if heel.van <= dag <= heel.tot_en_met)})
    return tuple(
        Tijd(van, tot) for van, tot in zip(begin, (*(dag - DAG for dag in begin[1:]), heel.tot_en_met), strict=True)
    )


def jaarsom(
    berijder: Berijder,
    regime: Regime,
    tijden: Sequence[Tijd],
    sommen: Iterable[Ritsom],
    groepen: Mapping[int, Voertuiggroep],
) -> Jaarsom:
    """Sort out the sums of a driver. ``groepen`` are the groups of cars to which the driver has no right."""
    prive: dict[tuple[date, date, str], int] = defaultdict(int)
    na_recht = ritten = open_tienden = 0
    for som in sommen:
        tijd = tijden[som.stuk]
        if regime.zonder and any(tijd.en(weg) for weg in regime.zonder):
            continue
        soort = _auto(berijder, tijd, som.voertuig_id, groepen)
        if soort is _NIET_ONS:
            continue
        if not som.besloten:
            ritten += som.aantal
            open_tienden += som.tienden
        elif soort is None:
            na_recht += som.tienden
        else:
            prive[tijd.van, tijd.tot_en_met, soort] += som.tienden
    te_splitsen = []
    for opgave in berijder.opgaven:
        geraakt = [tijd for tijd in tijden if tijd.en(opgave.tijd)]
        if len(geraakt) > 1:
            te_splitsen.append(opgave.tijd)
            continue
        [tijd] = geraakt
        soort = _auto(berijder, tijd, opgave.voertuig_id, groepen)
        if soort is None:
            na_recht += opgave.tienden
        elif soort is not _NIET_ONS and not any(tijd.en(weg) for weg in regime.zonder):
            prive[tijd.van, tijd.tot_en_met, soort] += opgave.tienden
    return Jaarsom(dict(sorted(prive.items())), na_recht, ritten, open_tienden, tuple(te_splitsen))


def afrekening(berijder: Berijder, som: Jaarsom, tarief: Jaartarief, ingehouden_centen: int) -> Afrekening:
    """Settle a driver's year with what was withheld. Raises ``ParameterOntbreekt``."""
    kilometers = hele_kilometers(list(som.prive.values()), tarief.afronden)
    verklaringen = berijder.verklaringen
    norm = tarief.norm(berijder) if verklaringen else NORM_KILOMETERS
    over, onder, exact = norm, 0, 0
    perioden: list[str] = []
    # The order of the calculation: by first and last day, as ``jaarsom`` has sorted them.
    for (van, tot, auto), aantal in zip(som.prive, kilometers, strict=True):
        if not aantal:
            continue
        geprijsd = aantal
        if verklaringen and werkt_een(verklaringen, van):
            geprijsd = min(aantal, over)
            over -= geprijsd
            onder += aantal
        exact += tarief.prijs(van) * geprijsd
        perioden.append(f'{{"kilometers":{aantal},{_dagen(van, tot)},"voertuig":"{auto}"}}')
    # By hand and in canonical order: a run makes one for every driver.
    gegeven = (
        f'"ingehouden_voorschotten_euro":"{_euro(ingehouden_centen)}","jaar":{berijder.jaar},'
        f'"prive_kilometers":[{",".join(perioden)}]'
    )
    if verklaringen:
        delen = verklaringen_invoer(verklaringen)
        if "andere_verklaringen" in delen:
            gegeven = f'"andere_verklaringen":{JSON_TEKST(delen["andere_verklaringen"])},{gegeven}'
        gegeven = f'{gegeven},"verklaring":{JSON_TEKST(delen["verklaring"])}'
    return Afrekening(
        int(hele_centen(Fraction(exact, tarief.noemer))),
        ingehouden_centen,
        f"{{{gegeven}}}",
        sum(kilometers),
        max(0, onder - norm),
        norm,
    )


@lru_cache(maxsize=4096)
def _dagen(van: date, tot_en_met: date) -> str:
    return f'"tot_en_met":"{tot_en_met.isoformat()}","van":"{van.isoformat()}"'


def _euro(centen: int) -> str:
    return f"{'-' if centen < 0 else ''}{abs(centen) // 100}.{abs(centen) % 100:02d}"


_NIET_ONS = ""
"""A car of which private trips are no business of the settlement: a pool car, or one with a chauffeur."""


def _auto(berijder: Berijder, tijd: Tijd, voertuig_id: int, groepen: Mapping[int, Voertuiggroep]) -> str | None:
    """Return the kind of car for the calculation, ``_NIET_ONS``, or None on a day without a right."""
    # A stretch is cut at every begin and end of a right, so its first day says it all.
    dag = tijd.van
    for recht in berijder.rechten:
        if recht.voertuig_id == voertuig_id and recht.tijd.van <= dag <= recht.tijd.tot_en_met:
            return AUTO[recht.soort]
    groep = groepen.get(voertuig_id)
    if groep in (Voertuiggroep.POOL, Voertuiggroep.CHAUFFEUR):
        return _NIET_ONS
    if groep is Voertuiggroep.HUUR and any(een.tijd.van <= dag <= een.tijd.tot_en_met for een in berijder.rechten):
        # A rental car that was handed out without a right of its own stands in for the own car.
        return AUTO[Gebruikssoort.HUUR]
    return None


def zonder_recht(berijder: Berijder, sommen: Iterable[Ritsom]) -> set[int]:
    """Return the cars that a driver drove without ever having a right to them in the year."""
    eigen = {recht.voertuig_id for recht in berijder.rechten}
    return {som.voertuig_id for som in sommen} - eigen
