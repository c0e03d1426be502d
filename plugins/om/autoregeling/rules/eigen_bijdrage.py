# SPDX-License-Identifier: EUPL-1.2
"""The monthly advance on the contribution for private use (Autoregeling OM 4.1; CAO Rijk 10.4)."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Annotated

from core.rules import Bereik, Centen, Feit, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.maanden import MAANDEN_PER_JAAR
from plugins.om.autoregeling.rules.verklaring import Verklaring, werkt_een

TARIEF = "om_auto.private_km_rate"
VOORSCHOT = "om_auto.monthly_advance_method"
DEEL_VAN_MAAND = "om_auto.part_month_method"
AFRONDING = "om_auto.rounding"

_DAG = timedelta(days=1)


@dataclass(frozen=True)
class Gebruiksperiode:
    """Days on which there is a right of use; the first and the last both count."""

    van: date | None = None
    tot_en_met: date | None = None

    def __post_init__(self) -> None:
        if self.van and self.tot_en_met and self.tot_en_met < self.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")

    def omvat(self, dag: date) -> bool:
        """Tell whether a day lies in it."""
        return (self.van is None or self.van <= dag) and (self.tot_en_met is None or dag <= self.tot_en_met)


@dataclass(frozen=True)
class Schatting:
    """The private use that is expected in a year, the days of the right of use, and perhaps declarations.

    Who had the right twice in a year, or two declarations, names the second and later ones as the others. With
    ``maand`` only that month is asked: the estimate of another month may be another one.
    """

    jaar: Annotated[int, Bereik(2000, 2100)]
    geschatte_prive_kilometers_per_jaar: int
    gebruik_van: date | None = None
    gebruik_tot_en_met: date | None = None
    bijtelling: bool = True
    verklaring: Verklaring | None = None
    andere_gebruiksperioden: tuple[Gebruiksperiode, ...] = ()
    andere_verklaringen: tuple[Verklaring, ...] = ()
    maand: Annotated[int, Bereik(1, 12)] | None = None

    def __post_init__(self) -> None:
        if self.gebruik_van and self.gebruik_tot_en_met and self.gebruik_tot_en_met < self.gebruik_van:
            raise Geweigerd("gebruik_tot_en_met", "de laatste dag ligt niet voor de eerste")

    @property
    def verklaringen(self) -> tuple[Verklaring, ...]:
        """Every declaration."""
        return (*((self.verklaring,) if self.verklaring else ()), *self.andere_verklaringen)

    def telt(self, dag: date) -> bool:
        """Tell whether a day counts: within a use period, and without a working declaration."""
        eerste = Gebruiksperiode(self.gebruik_van, self.gebruik_tot_en_met)
        gebruikt = any(periode.omvat(dag) for periode in (eerste, *self.andere_gebruiksperioden))
        return gebruikt and not werkt_een(self.verklaringen, dag)


@dataclass(frozen=True)
class Maand:
    """A month, with the days that count."""

    eerste: date
    dagen: int
    dagen_die_tellen: int

    @property
    def deel(self) -> bool:
        """Whether only a part of the days counts."""
        return 0 < self.dagen_die_tellen < self.dagen

    @property
    def laatste(self) -> date:
        """The last day."""
        return self.eerste + (self.dagen - 1) * _DAG


@dataclass(frozen=True)
class Voorschotten:
    """The twelve advances, January to December, and their sum; a month that was not asked is zero."""

    voorschotten_centen: tuple[Centen, ...]
    totaal_centen: Centen


@calculation("OM-AUTO/eigen-bijdrage", articles=("Autoregeling OM 4.1", "CAO Rijk 10.4"))
def eigen_bijdrage(gegeven: Schatting, parameters: Parameters, uitleg: Uitleg) -> Voorschotten:
    """Compute the twelve advances, each rounded once, half up; bijtelling changes nothing (Autoregeling OM 4.1)."""
    maanden = list(_maanden(gegeven))
    telt = [maand for maand in maanden if maand.dagen_die_tellen]
    # Everything that is missing in the year is named at once.
    parameters.alle(
        *((sleutel, maand.eerste) for maand in telt for sleutel in (TARIEF, VOORSCHOT, AFRONDING)),
        *((DEEL_VAN_MAAND, maand.eerste) for maand in telt if maand.deel),
    )
    voorschotten = [_voorschot(maand, gegeven, parameters) for maand in maanden]
    totaal = Centen(sum(voorschotten))

    noem_lezingen(parameters, uitleg)
    if not gegeven.bijtelling:
        uitleg.stap("Autoregeling OM 4.1", "OM-AUTO/eigen-bijdrage.zonder_bijtelling")
    for verklaring in gegeven.verklaringen:
        werkt = "werkt" if verklaring.grenzen else "werkt_niet"
        stap = f"OM-AUTO/eigen-bijdrage.verklaring_{werkt}"
        uitleg.stap("Autoregeling OM 4.1", stap, ontvangen=verklaring.ontvangen_op)
    tarieven = (parameters.feit(TARIEF, maand.eerste) if maand.dagen_die_tellen else None for maand in maanden)
    regels = [
        regel
        for regel in zip(maanden, voorschotten, tarieven, strict=True)
        if gegeven.maand in (None, regel[0].eerste.month)
    ]
    # One line for months in a row with the same amount and rate; a part of a month has a line of its own.
    for _, groep in groupby(regels, key=lambda regel: (regel[0].deel and regel[0].eerste, regel[1], regel[2])):
        reeks = list(groep)
        maand, centen, tarief = reeks[0]
        _leg_uit(maand, reeks[-1][0].laatste, centen, tarief, gegeven, uitleg)
    uitleg.stap("Autoregeling OM 4.1", "OM-AUTO/eigen-bijdrage.totaal", totaal_centen=totaal)
    return Voorschotten(tuple(voorschotten), totaal)


def _maanden(gegeven: Schatting) -> Iterator[Maand]:
    for nummer in range(1, MAANDEN_PER_JAAR + 1):
        eerste = date(gegeven.jaar, nummer, 1)
        dagen = calendar.monthrange(gegeven.jaar, nummer)[1]
        gevraagd = gegeven.maand in (None, nummer)
        yield Maand(eerste, dagen, sum(gegeven.telt(eerste + nr * _DAG) for nr in range(dagen)) if gevraagd else 0)


def _voorschot(maand: Maand, gegeven: Schatting, parameters: Parameters) -> Centen:
    if not maand.dagen_die_tellen:
        return Centen(0)
    tarief = parameters.feit(TARIEF, maand.eerste).getal
    centen = tarief * 100 * gegeven.geschatte_prive_kilometers_per_jaar / MAANDEN_PER_JAAR
    if maand.deel and parameters[DEEL_VAN_MAAND, maand.eerste] == "naar_rato":
        centen *= Fraction(maand.dagen_die_tellen, maand.dagen)
    return hele_centen(centen)


def _leg_uit(
    maand: Maand, tot_en_met: date, centen: Centen, tarief: Feit | None, gegeven: Schatting, uitleg: Uitleg
) -> None:
    if tarief is None:
        uitleg.stap("Autoregeling OM 4.1", "OM-AUTO/eigen-bijdrage.geen_dagen", van=maand.eerste, tot_en_met=tot_en_met)
        return
    uitleg.stap(
        "CAO Rijk 10.4",
        "OM-AUTO/eigen-bijdrage.maanden",
        tarief,
        van=maand.eerste,
        tot_en_met=tot_en_met,
        kilometers=gegeven.geschatte_prive_kilometers_per_jaar,
        tarief=tarief.waarde,
        voorschot_centen=centen,
    )
    if maand.deel:
        uitleg.stap(
            "Autoregeling OM 4.1",
            "OM-AUTO/eigen-bijdrage.deel",
            van=maand.eerste,
            dagen=maand.dagen_die_tellen,
            dagen_in_de_maand=maand.dagen,
        )
