# SPDX-License-Identifier: EUPL-1.2
"""The advance of one month in bulk: the same cents as OM-AUTO/eigen-bijdrage, without its sentences (4.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.ledger.bulk import JSON_TEKST
from core.rules import ParameterOntbreekt, Parameters, Parameterset
from core.rules.geld import hele_centen
from plugins.om.autoregeling.bijdrage.feiten import DAG, Berijder, Regime, Tijd, maand, samen, zonder
from plugins.om.autoregeling.rules.eigen_bijdrage import AFRONDING, DEEL_VAN_MAAND, TARIEF, VOORSCHOT
from plugins.om.autoregeling.rules.maanden import MAANDEN_PER_JAAR
from plugins.om.autoregeling.rules.verklaring import Verklaring


@dataclass(frozen=True)
class Maandvoorschot:
    """What is withheld for a month, in cents, and the input of the calculation as JSON."""

    centen: int
    gegeven: str
    kilometers: int
    dagen: int


class Maandtarief:
    """The figures of one month, asked once for everybody."""

    def __init__(self, periode: str, parameters: Parameterset) -> None:
        self.maand = maand(periode)
        self.dagen = (self.maand.tot_en_met - self.maand.van).days + 1
        self._parameters = parameters
        self._tarief: Fraction | ParameterOntbreekt | None = None
        self._naar_rato: bool | ParameterOntbreekt | None = None

    def centen(self, kilometers: int, dagen: int) -> int:
        """Return the advance for an estimate and a number of days. Raises ``ParameterOntbreekt``."""
        exact = self._per_kilometer() * kilometers / MAANDEN_PER_JAAR
        if dagen < self.dagen and self._deel_naar_rato():
            exact *= Fraction(dagen, self.dagen)
        return int(hele_centen(exact))

    def _per_kilometer(self) -> Fraction:
        if self._tarief is None:
            op = self.maand.van
            try:
                tarief, *_ = Parameters(self._parameters).alle((TARIEF, op), (VOORSCHOT, op), (AFRONDING, op))
                self._tarief = tarief.getal * 100
            except ParameterOntbreekt as fout:
                self._tarief = fout
        if isinstance(self._tarief, ParameterOntbreekt):
            raise self._tarief
        return self._tarief

    def _deel_naar_rato(self) -> bool:
        if self._naar_rato is None:
            try:
                self._naar_rato = Parameters(self._parameters)[DEEL_VAN_MAAND, self.maand.van] == "naar_rato"
            except ParameterOntbreekt as fout:
                self._naar_rato = fout
        if isinstance(self._naar_rato, ParameterOntbreekt):
            raise self._naar_rato
        return self._naar_rato


def gebruik(berijder: Berijder, regime: Regime) -> tuple[Tijd, ...]:
    """Return the days of the year on which there is a right of use with a contribution, whatever the car."""
    return zonder(samen([recht.tijd for recht in berijder.rechten]), regime.zonder)


def dagen_die_tellen(tijden: Sequence[Tijd], verklaringen: Sequence[Verklaring], in_maand: Tijd) -> int:
    """Return how many days of a month count: with a right, and without a working declaration."""
    gebruikt = [tijd for een in tijden if (tijd := een.en(in_maand))]
    onder = [
        Tijd(een.ontvangen_op, een.ingetrokken_op - DAG if een.ingetrokken_op else in_maand.tot_en_met)
        for een in verklaringen
        if een.ontvangen_op <= in_maand.tot_en_met
    ]
    return sum((tijd.tot_en_met - tijd.van).days + 1 for tijd in zonder(gebruikt, onder))


def voorschot(berijder: Berijder, regime: Regime, tarief: Maandtarief) -> Maandvoorschot | None:
    """Return the advance of a month; None without days that count, or without an estimate.

    Raises ``ParameterOntbreekt``.
    """
    tijden = gebruik(berijder, regime)
    dagen = dagen_die_tellen(tijden, berijder.verklaringen, tarief.maand)
    kilometers = berijder.schatting(tarief.maand.van.month)
    if not dagen or kilometers is None:
        return None
    centen = tarief.centen(kilometers, dagen)
    return Maandvoorschot(centen, JSON_TEKST(invoer(berijder, tijden, kilometers, tarief.maand)), kilometers, dagen)


def invoer(berijder: Berijder, tijden: Sequence[Tijd], kilometers: int, in_maand: Tijd) -> Mapping[str, object]:
    """Return the input of OM-AUTO/eigen-bijdrage for one month, under its outside names.

    Of rights and declarations only what touches the month: what happens later in the year changes nothing here.
    """
    eerste, *andere = [tijd for tijd in tijden if tijd.en(in_maand)]
    uit: dict[str, object] = {
        "jaar": berijder.jaar,
        "maand": in_maand.van.month,
        "geschatte_prive_kilometers_per_jaar": kilometers,
        "gebruik_van": eerste.van.isoformat(),
        "gebruik_tot_en_met": eerste.tot_en_met.isoformat(),
        "bijtelling": all(recht.bijtelling for recht in berijder.rechten if recht.tijd.en(in_maand)),
    }
    if andere:
        uit["andere_gebruiksperioden"] = [
            {"van": tijd.van.isoformat(), "tot_en_met": tijd.tot_en_met.isoformat()} for tijd in andere
        ]
    return uit | verklaringen_invoer(
        [
            een
            for een in berijder.verklaringen
            if een.ontvangen_op <= in_maand.tot_en_met
            and (een.ingetrokken_op is None or een.ingetrokken_op > in_maand.van)
        ]
    )


def verklaringen_invoer(verklaringen: Sequence[Verklaring]) -> dict[str, object]:
    """Return declarations as both calculations of a year take them, under their outside names."""
    delen = [
        {"ontvangen_op": een.ontvangen_op.isoformat()}
        | ({"ingetrokken_op": een.ingetrokken_op.isoformat()} if een.ingetrokken_op else {})
        for een in verklaringen
    ]
    uit: dict[str, object] = {}
    if delen:
        uit["verklaring"] = delen[0]
    if delen[1:]:
        uit["andere_verklaringen"] = delen[1:]
    return uit
