# SPDX-License-Identifier: EUPL-1.2
"""What the allowance comes to in one month: the term and the amount, the earliest end first (NFI 7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from core.calendar.termijnen import plus_maanden
from core.rules import Centen, Decimalen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen
from plugins.nfi.hoogleraren.rules.looptijd import Benoeming, Rol, looptijd
from plugins.nfi.hoogleraren.rules.toelage import MINIMUM_UREN, Deellezing, Document, Toelagevraag, toelage

GEDEELTE = "nfi_hoog.gedeelte_maand"

_DAG = timedelta(days=1)


@dataclass(frozen=True)
class Maandvraag:
    """An appointment in one month: ``maand`` is its first day."""

    maand: date
    rol: Rol
    document: Document
    salaris_voltijd_centen: Centen
    uren_per_week: Annotated[Decimal, Decimalen(2)] = Decimal(MINIMUM_UREN)
    vroegtijdig_einde: date | None = None
    oude_toelage_centen: Centen | None = None
    referentie_bij_toekenning_centen: Centen | None = None
    deel_bij_toekenning: Deellezing | None = None

    def __post_init__(self) -> None:
        if self.maand.day != 1:
            raise Geweigerd("maand", "vul de eerste dag van de maand in")
        self.toelagevraag(self.maand)
        self.benoeming(self.maand)

    def benoeming(self, peildatum: date) -> Benoeming:
        """Return the question about the term."""
        return Benoeming(
            self.rol,
            self.document.ingangsdatum,
            peildatum,
            einddatum=self.document.einddatum,
            vroegtijdig_einde=self.vroegtijdig_einde,
        )

    def toelagevraag(self, peildatum: date) -> Toelagevraag:
        """Return the question about the amount."""
        return Toelagevraag(
            self.rol,
            self.document,
            self.salaris_voltijd_centen,
            peildatum,
            self.uren_per_week,
            self.oude_toelage_centen,
            self.referentie_bij_toekenning_centen,
            self.deel_bij_toekenning,
        )


@dataclass(frozen=True)
class Maandbedrag:
    """The days of the month with the allowance, what a whole month is, and what this one pays."""

    eerste_dag: date | None
    laatste_dag: date | None
    dagen: int
    toelage_per_maand_centen: Centen | None
    bedrag_centen: Centen


@calculation("NFI-HOOG/maand", articles=("NFI 7.2", "CAO Rijk 3.1", "CAO Rijk 6.3"))
def maand(gegeven: Maandvraag, parameters: Parameters, uitleg: Uitleg) -> Maandbedrag:
    """Return what one month pays; a part of a month by the reading, rounded once more, half up (NFI 7.2)."""
    einde = plus_maanden(gegeven.maand, 1) - _DAG
    termijn = looptijd.functie(gegeven.benoeming(einde), parameters, uitleg)
    eerste = None if termijn.eerste_dag is None else max(termijn.eerste_dag, gegeven.maand)
    laatste = min(termijn.laatste_dag or einde, einde)
    if eerste is None or eerste > laatste:
        uitleg.stap("NFI 7.2", "NFI-HOOG/maand.geen_dag", maand=gegeven.maand)
        return Maandbedrag(None, None, 0, None, Centen(0))
    heel = toelage.functie(gegeven.toelagevraag(eerste), parameters, uitleg).toelage_per_maand_centen
    dagen, alle = (laatste - eerste).days + 1, einde.day
    if dagen == alle:
        uitleg.stap("NFI 7.2", "NFI-HOOG/maand.hele_maand", bedrag_centen=heel)
        return Maandbedrag(eerste, laatste, dagen, heel, heel)
    lezing = parameters.feit(GEDEELTE, gegeven.maand)
    bedrag = hele_centen(Fraction(heel * dagen, alle)) if lezing.waarde == "KALENDERDAGEN" else heel
    uitleg.stap("NFI 7.2", f"lezing.{GEDEELTE}.{lezing.waarde}", lezing)
    uitleg.stap("NFI 7.2", "NFI-HOOG/maand.gedeelte", dagen=dagen, alle=alle, bedrag_centen=bedrag)
    return Maandbedrag(eerste, laatste, dagen, heel, Centen(bedrag))
