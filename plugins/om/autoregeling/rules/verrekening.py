# SPDX-License-Identifier: EUPL-1.2
"""The settlement in January of the contribution over the year before (Autoregeling OM 4.1, 12.3 and 13.2)."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from core.rules import Bereik, Centen, Feit, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.eigen_bijdrage import AFRONDING, TARIEF
from plugins.om.autoregeling.rules.gebruiksrecht import NORM_KILOMETERS
from plugins.om.autoregeling.rules.verklaring import Verklaring, werkt_een

TARIEF_BIJ_WIJZIGING = "om_auto.rate_version_on_change"
NORM_TELT = "om_auto.lezing.norm_500_telt"
NORM_NAAR_RATO = "om_auto.lezing.norm_500_naar_rato"
NIETS = Centen(0)

_DAG = timedelta(days=1)


class Voertuig(StrEnum):
    """With which car."""

    EIGEN = "eigen"
    VERVANGEND = "vervangend"
    HUUR = "huur"
    POOL = "pool"


class Richting(StrEnum):
    """Who pays whom."""

    BIJBETALEN = "bijbetalen"
    TERUGBETALEN = "terugbetalen"
    NIETS = "niets"


@dataclass(frozen=True)
class Priveperiode:
    """The total of the private kilometres of a period; the employer sees no single trips."""

    van: date
    tot_en_met: date
    kilometers: int
    voertuig: Voertuig = Voertuig.EIGEN

    def __post_init__(self) -> None:
        if self.tot_en_met < self.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")
        if self.voertuig is Voertuig.POOL:
            raise Geweigerd("voertuig", "privé rijden met een poolauto is een overtreding, die reken je niet af")

    def over(self, dag: date) -> bool:
        """Tell whether the period begins before a day and goes on from it."""
        return self.van < dag <= self.tot_en_met


@dataclass(frozen=True)
class Jaargebruik:
    """The private kilometres of a year, what was withheld, and what the Belastingdienst did."""

    jaar: Annotated[int, Bereik(2000, 2100)]
    prive_kilometers: tuple[Priveperiode, ...]
    ingehouden_voorschotten_centen: Centen
    zakelijke_kilometers: int = 0
    woon_werk_kilometers: int = 0
    bijtelling: bool = True
    verklaring: Verklaring | None = None
    naheffing_en_boete_centen: Centen = NIETS
    #: Who had more than one declaration in the year names the second and later ones here.
    andere_verklaringen: tuple[Verklaring, ...] = ()

    def __post_init__(self) -> None:
        grenzen = [grens for verklaring in self.verklaringen for grens in verklaring.grenzen]
        for nr, periode in enumerate(self.prive_kilometers, 1):
            pad = f"prive_kilometers[{nr}]"
            if periode.van.year != self.jaar or periode.tot_en_met.year != self.jaar:
                raise Geweigerd(pad, "de periode ligt niet in het jaar")
            if any(periode.over(grens) for grens in grenzen):
                raise Geweigerd(pad, "knip de periode op de dag waarop de Verklaring begint of stopt")
        for een, ander in pairwise(sorted(self.prive_kilometers, key=lambda p: (p.voertuig, p.van))):
            if een.voertuig is ander.voertuig and ander.van <= een.tot_en_met:
                raise Geweigerd("prive_kilometers", "twee periodes van hetzelfde voertuig vallen over elkaar")

    @property
    def verklaringen(self) -> tuple[Verklaring, ...]:
        """Every declaration."""
        return (*((self.verklaring,) if self.verklaring else ()), *self.andere_verklaringen)

    def onder_verklaring(self, dag: date) -> bool:
        """Tell whether a declaration works on a day."""
        return werkt_een(self.verklaringen, dag)

    @property
    def dagen_onder_verklaring(self) -> int:
        """On how many days of the year a declaration works."""
        eerste = date(self.jaar, 1, 1)
        return sum(self.onder_verklaring(eerste + nr * _DAG) for nr in range(365 + isleap(self.jaar)))


@dataclass(frozen=True)
class Verrekening:
    """What is due and was withheld, the balance, and what follows from the norm of 500 kilometres."""

    prive_kilometers: int
    verschuldigd_centen: Centen
    niet_geprijsde_kilometers: int
    ingehouden_centen: Centen
    saldo_centen: Centen
    richting: Richting
    norm_overschreden: bool
    gebruiksrecht_eindigt: bool
    doorbelasting_naheffing_centen: Centen
    verrekenen_vanaf: date
    verrekenen_uiterlijk: date


@calculation(
    "OM-AUTO/verrekening",
    articles=("Autoregeling OM 4.1", "Autoregeling OM 12.3", "Autoregeling OM 13.2", "CAO Rijk 10.4"),
)
def verrekening(gegeven: Jaargebruik, parameters: Parameters, uitleg: Uitleg) -> Verrekening:
    """Settle the private kilometres of a year with the advances, rounded once, half up (Autoregeling OM 4.1)."""
    tarieven = _tarieven(gegeven, parameters)
    norm = _norm(gegeven, parameters)
    onder = sum(p.kilometers for p in gegeven.prive_kilometers if gegeven.onder_verklaring(p.van))
    totaal = sum(periode.kilometers for periode in gegeven.prive_kilometers)
    noem_lezingen(parameters, uitleg)
    som = Fraction(0)
    for periode, kilometers in _geprijsd(gegeven, norm):
        tarief = tarieven[periode]
        som += kilometers * tarief.getal * 100
        uitleg.stap(
            "CAO Rijk 10.4",
            "OM-AUTO/verrekening.periode",
            tarief,
            van=periode.van,
            tot_en_met=periode.tot_en_met,
            kilometers=kilometers,
            tarief=tarief.waarde,
        )
    verschuldigd, ingehouden = hele_centen(som), gegeven.ingehouden_voorschotten_centen
    saldo = Centen(verschuldigd - ingehouden)
    richting = Richting.BIJBETALEN if saldo > 0 else Richting.TERUGBETALEN if saldo < 0 else Richting.NIETS
    over_norm = onder > norm
    naheffing = gegeven.naheffing_en_boete_centen
    voor_werknemer = naheffing if not gegeven.bijtelling and totaal > NORM_KILOMETERS else NIETS

    uitleg.stap(
        "Autoregeling OM 4.1",
        f"OM-AUTO/verrekening.{richting}",
        verschuldigd_centen=verschuldigd,
        ingehouden_centen=ingehouden,
        saldo_centen=abs(saldo),
    )
    if over_norm:
        uitleg.stap("Autoregeling OM 4.1", "OM-AUTO/verrekening.niet_geprijsd", kilometers=onder - norm, norm=norm)
        uitleg.stap("Autoregeling OM 13.2", "OM-AUTO/verrekening.recht_eindigt", norm=norm)
    if naheffing:
        stap = f"OM-AUTO/verrekening.naheffing_{'werknemer' if voor_werknemer else 'niet'}"
        uitleg.stap("Autoregeling OM 12.3", stap, naheffing_centen=naheffing, norm=NORM_KILOMETERS)
    return Verrekening(
        prive_kilometers=totaal,
        verschuldigd_centen=verschuldigd,
        niet_geprijsde_kilometers=max(0, onder - norm),
        ingehouden_centen=ingehouden,
        saldo_centen=saldo,
        richting=richting,
        norm_overschreden=over_norm,
        gebruiksrecht_eindigt=over_norm,
        doorbelasting_naheffing_centen=voor_werknemer,
        verrekenen_vanaf=date(gegeven.jaar + 1, 1, 1),
        verrekenen_uiterlijk=date(gegeven.jaar + 1, 1, 31),
    )


def _tarieven(gegeven: Jaargebruik, parameters: Parameters) -> dict[Priveperiode, Feit]:
    """Return the rate of each period. Under ``ritdatum`` a period over a change of rate is refused."""
    begin = date(gegeven.jaar, 1, 1)
    bij_afrekenen = (TARIEF, date(gegeven.jaar + 1, 1, 1))
    per_rit = [(TARIEF, periode.van) for periode in gegeven.prive_kilometers]
    lezing = parameters.bron.zoek(TARIEF_BIJ_WIJZIGING, begin)
    gevraagd = per_rit
    if lezing is not None and lezing.waarde == "afrekendatum":
        gevraagd = [bij_afrekenen] * len(per_rit)
    elif lezing is not None:
        for nr, periode in enumerate(gegeven.prive_kilometers, 1):
            if any(periode.over(grens) for grens in wijzigingen(parameters)):
                raise Geweigerd(f"prive_kilometers[{nr}]", "knip de periode op de dag waarop het tarief wijzigt")
    _, _, *tarieven = parameters.alle((TARIEF_BIJ_WIJZIGING, begin), (AFRONDING, begin), *gevraagd)
    return dict(zip(gegeven.prive_kilometers, tarieven, strict=True))


def wijzigingen(parameters: Parameters) -> Iterator[date]:
    """Yield the days on which the rate becomes another one; a repeated rate is no change."""
    for vorige, feit in pairwise(parameters.bron.reeks(TARIEF)):
        if feit.waarde != vorige.waarde:
            yield feit.vanaf


def _norm(gegeven: Jaargebruik, parameters: Parameters) -> int:
    """Return the kilometres with a price under a declaration; cut down to whole kilometres where a part year counts."""
    dagen = gegeven.dagen_onder_verklaring
    if not dagen:
        return NORM_KILOMETERS
    begin = date(gegeven.jaar, 1, 1)
    _, naar_rato = parameters.alle((NORM_TELT, begin), (NORM_NAAR_RATO, begin))
    return NORM_KILOMETERS * dagen // (365 + isleap(gegeven.jaar)) if naar_rato.waarde else NORM_KILOMETERS


def _geprijsd(gegeven: Jaargebruik, norm: int) -> Iterator[tuple[Priveperiode, int]]:
    """Return each period with the kilometres that have a price, in order of time."""
    over = norm
    for periode in sorted(gegeven.prive_kilometers, key=lambda periode: (periode.van, periode.tot_en_met)):
        if gegeven.onder_verklaring(periode.van):
            kilometers = min(periode.kilometers, over)
            over -= kilometers
            yield periode, kilometers
        else:
            yield periode, periode.kilometers
