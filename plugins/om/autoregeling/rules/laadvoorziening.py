# SPDX-License-Identifier: EUPL-1.2
"""The charger at home: placing, moving, and ending early (Autoregeling OM 7.1 and 7.3). Amounts exclude VAT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from core.rules import Centen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.indeling import onder_regeling
from plugins.om.autoregeling.rules.maanden import LEESWIJZE, MAANDEN_PER_JAAR, na_maanden, volle_maanden

#: "Maximaal € 2.500,- exclusief btw."
MAXIMUM = Centen(2_500_00)
#: "Eenmaal per vier jaar."
VERPLAATSING_MAANDEN = 4 * MAANDEN_PER_JAAR
#: "Een afschrijving van 48 maanden."
AFSCHRIJVING_MAANDEN = 48

MEERKOSTEN = "om_auto.lezing.meerkosten_zonder_wens"
VENSTER = "om_auto.lezing.verplaatsing_venster"
AFSCHRIJVING = "om_auto.lezing.afschrijving_maanden"


@dataclass(frozen=True)
class Plaatsing:
    """A charger to be placed; ``specifieke_wensen``: the employee's own demands make it more expensive."""

    soort: Literal["plaatsing"]
    datum: date
    kosten_excl_btw_centen: Centen
    specifieke_wensen: bool
    schriftelijke_toestemming: bool


@dataclass(frozen=True)
class EerdereVerplaatsing:
    """A move before, and whether the employer paid for it."""

    datum: date
    op_kosten_werkgever: bool


@dataclass(frozen=True)
class Verplaatsing:
    """A charger to be moved."""

    soort: Literal["verplaatsing"]
    datum: date
    wegens_verhuizing: bool
    eerdere_verplaatsingen: tuple[EerdereVerplaatsing, ...] = ()

    def __post_init__(self) -> None:
        for nr, eerder in enumerate(self.eerdere_verplaatsingen, 1):
            if eerder.datum > self.datum:
                raise Geweigerd(f"eerdere_verplaatsingen[{nr}].datum", "deze dag ligt niet na de datum")


@dataclass(frozen=True)
class Beeindiging:
    """A charger that is no longer used; whether the driver knew at the application that it would end early."""

    soort: Literal["beeindiging"]
    geplaatst_op: date
    einde_op: date
    kosten_werkgever_excl_btw_centen: Centen
    bekend_bij_aanvraag: bool
    voortijdig: bool

    def __post_init__(self) -> None:
        if self.einde_op < self.geplaatst_op:
            raise Geweigerd("einde_op", "het einde ligt niet voor de plaatsing")


@dataclass(frozen=True)
class Laadvoorziening:
    """The answer to one of the three questions; the fields of the other two stay empty."""

    werkgever_centen: Centen | None = None
    werknemer_centen: Centen | None = None
    te_beslissen_centen: Centen | None = None
    uitvoeren_mag: bool | None = None
    mogelijk_vanaf: date | None = None
    op_kosten_werkgever: bool | None = None
    gebruikte_maanden: int | None = None
    resterende_maanden: int | None = None
    vergoeding_centen: Centen | None = None


@calculation(
    "OM-AUTO/laadvoorziening",
    articles=(
        "Autoregeling OM 7.1",
        "Autoregeling OM 7.3",
        "Autoregeling OM 7.3.2",
        "Autoregeling OM 7.3.3",
        LEESWIJZE,
    ),
)
def laadvoorziening(
    gegeven: Plaatsing | Verplaatsing | Beeindiging, parameters: Parameters, uitleg: Uitleg
) -> Laadvoorziening:
    """Tell who pays for placing or moving a charger, or what is due on ending early (Autoregeling OM 7)."""
    if isinstance(gegeven, Plaatsing):
        return _plaatsing(gegeven, parameters, uitleg)
    if isinstance(gegeven, Verplaatsing):
        return _verplaatsing(gegeven, parameters, uitleg)
    return _beeindiging(gegeven, parameters, uitleg)


def _plaatsing(gegeven: Plaatsing, parameters: Parameters, uitleg: Uitleg) -> Laadvoorziening:
    werkgever = Centen(min(gegeven.kosten_excl_btw_centen, MAXIMUM))
    meer = Centen(gegeven.kosten_excl_btw_centen - werkgever)
    voor_werknemer = gegeven.specifieke_wensen
    if meer and not voor_werknemer:
        voor_werknemer = parameters[MEERKOSTEN, gegeven.datum] == "werknemer"
    noem_lezingen(parameters, uitleg)
    uitleg.stap(
        "Autoregeling OM 7.1", "OM-AUTO/laadvoorziening.werkgever", werkgever_centen=werkgever, maximum_centen=MAXIMUM
    )
    if meer:
        stap = f"OM-AUTO/laadvoorziening.meer_{'werknemer' if voor_werknemer else 'te_beslissen'}"
        uitleg.stap("Autoregeling OM 7.1", stap, meer_centen=meer)
    mag = gegeven.schriftelijke_toestemming
    uitleg.stap("Autoregeling OM 7.3", f"OM-AUTO/laadvoorziening.{'wel' if mag else 'niet'}_uitvoeren")
    niets = Centen(0)
    return Laadvoorziening(
        werkgever_centen=werkgever,
        werknemer_centen=meer if voor_werknemer else niets,
        te_beslissen_centen=niets if voor_werknemer else meer,
        uitvoeren_mag=mag,
    )


def _verplaatsing(gegeven: Verplaatsing, parameters: Parameters, uitleg: Uitleg) -> Laadvoorziening:
    betaald = [eerder.datum for eerder in gegeven.eerdere_verplaatsingen if eerder.op_kosten_werkgever]
    vanaf = None
    if betaald:
        parameters.feit(VENSTER, onder_regeling(gegeven.datum))
        vanaf = na_maanden(max(betaald), VERPLAATSING_MAANDEN, parameters)
    op_kosten = gegeven.wegens_verhuizing and (vanaf is None or gegeven.datum >= vanaf)
    noem_lezingen(parameters, uitleg)
    if vanaf is not None:
        uitleg.stap("Autoregeling OM 7.3.3", "OM-AUTO/laadvoorziening.mogelijk_vanaf", vanaf=vanaf)
    if not gegeven.wegens_verhuizing:
        uitleg.stap("Autoregeling OM 7.3.3", "OM-AUTO/laadvoorziening.geen_verhuizing")
    stap = f"OM-AUTO/laadvoorziening.{'wel' if op_kosten else 'niet'}_op_kosten_werkgever"
    uitleg.stap("Autoregeling OM 7.3.3", stap)
    return Laadvoorziening(mogelijk_vanaf=vanaf, op_kosten_werkgever=op_kosten)


def _beeindiging(gegeven: Beeindiging, parameters: Parameters, uitleg: Uitleg) -> Laadvoorziening:
    parameters.feit(AFSCHRIJVING, onder_regeling(gegeven.geplaatst_op))
    gebruikt = volle_maanden(gegeven.geplaatst_op, gegeven.einde_op, parameters)
    resterend = max(0, AFSCHRIJVING_MAANDEN - gebruikt)
    verschuldigd = gegeven.bekend_bij_aanvraag and gegeven.voortijdig
    kosten = gegeven.kosten_werkgever_excl_btw_centen if verschuldigd else 0
    vergoeding = hele_centen(Fraction(kosten * resterend, AFSCHRIJVING_MAANDEN))
    noem_lezingen(parameters, uitleg)
    uitleg.stap("Autoregeling OM 7.3.2", "OM-AUTO/laadvoorziening.maanden", gebruikt=gebruikt, resterend=resterend)
    if verschuldigd:
        uitleg.stap(
            "Autoregeling OM 7.3.2",
            "OM-AUTO/laadvoorziening.vergoeding",
            kosten_centen=gegeven.kosten_werkgever_excl_btw_centen,
            resterend=resterend,
            vergoeding_centen=vergoeding,
        )
    else:
        uitleg.stap("Autoregeling OM 7.3.2", "OM-AUTO/laadvoorziening.geen_vergoeding")
    return Laadvoorziening(gebruikte_maanden=gebruikt, resterende_maanden=resterend, vergoeding_centen=vergoeding)
