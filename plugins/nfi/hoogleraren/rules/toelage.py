# SPDX-License-Identifier: EUPL-1.2
"""The monthly allowance for a bijzonder hoogleraar or lector (NFI 7.2, articles 1 to 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from core.rules import Centen, Decimalen, Feit, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen
from core.rules.lezingen import noem_lezingen
from plugins.nfi.hoogleraren.rules.looptijd import INWERKINGTREDING, Rol

#: "In principe toegekend voor 8 uur per week."
MINIMUM_UREN = 8
#: "Eén dag in de week, 0,2 fte."
FTE_PER_DAG = Fraction(2, 10)

#: "Schaal 16, trede 9" for a hoogleraar, "schaal 15, trede 9" for a lector.
REFERENTIE: Mapping[Rol, str] = {
    Rol.HOOGLERAAR: "cao.6.salaris_schaal_16_trede_9",
    Rol.LECTOR: "cao.6.salaris_schaal_15_trede_9",
}
VOLTIJD = "cao.3_1.uren_per_week_voltijd"
DEEL = "nfi_hoog.deel_lezing"


class Deellezing(StrEnum):
    """The readings of ``nfi_hoog.deel_lezing``."""

    UREN_GEDEELD_DOOR_VOLTIJD = "UREN_GEDEELD_DOOR_VOLTIJD"
    FTE_PER_DAG = "FTE_PER_DAG"


class GeenRecht(StrEnum):
    """Why there is no allowance on the reference date: the first that holds."""

    VOOR_INGANGSDATUM = "voor_ingangsdatum"
    VOOR_INWERKINGTREDING = "voor_inwerkingtreding"
    NA_EINDDATUM = "na_einddatum"


class Grondslag(StrEnum):
    """Whether the new allowance is paid, or a higher old one."""

    NIEUW = "nieuw"
    OUD = "oud"


@dataclass(frozen=True)
class Document:
    """The written appointment of article 6."""

    naam: str
    ingangsdatum: date
    instelling: str
    einddatum: date | None = None

    def __post_init__(self) -> None:
        if self.einddatum is not None and self.einddatum < self.ingangsdatum:
            raise Geweigerd("einddatum", "de einddatum ligt niet voor de ingangsdatum")


@dataclass(frozen=True)
class Toelagevraag:
    """The appointment, the employee's own full-time salary on the award date, and the reference date.

    ``referentie_bij_toekenning`` and ``deel_bij_toekenning`` are given where what holds for the award date was decided
    anew after the award: the allowance keeps to what held when it was granted.
    """

    rol: Rol
    document: Document
    salaris_voltijd_centen: Centen
    peildatum: date
    uren_per_week: Annotated[Decimal, Decimalen(2)] = Decimal(MINIMUM_UREN)
    oude_toelage_centen: Centen | None = None
    referentie_bij_toekenning_centen: Centen | None = None
    deel_bij_toekenning: Deellezing | None = None

    def __post_init__(self) -> None:
        if self.uren_per_week < MINIMUM_UREN:
            raise Geweigerd("uren_per_week", "de regeling geldt vanaf 8 uur per week")
        if self.oude_toelage_centen is None:
            return
        if self.rol is Rol.LECTOR:
            raise Geweigerd("oude_toelage_euro", "een lector had voor deze regeling geen toelage")
        if self.document.ingangsdatum >= INWERKINGTREDING:
            raise Geweigerd("oude_toelage_euro", "een benoeming vanaf 1 oktober 2021 kent geen oude toelage")

    @property
    def toekenningsdatum(self) -> date:
        """The day whose salary amounts count for the whole term."""
        return max(self.document.ingangsdatum, INWERKINGTREDING)

    @property
    def geen_recht(self) -> GeenRecht | None:
        """Why there is no right on the reference date; None when there is."""
        if self.peildatum < self.document.ingangsdatum:
            return GeenRecht.VOOR_INGANGSDATUM
        if self.peildatum < INWERKINGTREDING:
            return GeenRecht.VOOR_INWERKINGTREDING
        einde = self.document.einddatum
        return GeenRecht.NA_EINDDATUM if einde is not None and self.peildatum > einde else None


@dataclass(frozen=True)
class Toelage:
    """The allowance as calculated, and what is paid on the reference date."""

    recht: bool
    reden: GeenRecht | None
    toekenningsdatum: date
    berekende_toelage_centen: Centen | None
    toelage_per_maand_centen: Centen
    grondslag: Grondslag | None


@calculation("NFI-HOOG/toelage", articles=("NFI 7.2", "CAO Rijk 3.1", "CAO Rijk 6.3"))
def toelage(gegeven: Toelagevraag, parameters: Parameters, uitleg: Uitleg) -> Toelage:
    """Compute the allowance, frozen on the award date, rounded once, half up (NFI 7.2, articles 4 and 5)."""
    op, reden = gegeven.toekenningsdatum, gegeven.geen_recht
    voltijd = parameters.bron.zoek(VOLTIJD, op)
    if voltijd is not None and gegeven.uren_per_week > voltijd.getal:
        raise Geweigerd("uren_per_week", "dit is meer dan een volledige werkweek")
    if reden is not None:
        uitleg.stap("NFI 7.2", f"NFI-HOOG/toelage.{reden}", peildatum=gegeven.peildatum)
        return Toelage(False, reden, op, None, Centen(0), None)
    vast, lezing = gegeven.referentie_bij_toekenning_centen, gegeven.deel_bij_toekenning
    voltijd, *opgezocht = parameters.alle(
        (VOLTIJD, op),
        *([(REFERENTIE[gegeven.rol], op)] if vast is None else []),
        *([(DEEL, op)] if lezing is None else []),
    )
    referentie = opgezocht[0] if vast is None else None
    salaris = Fraction(vast) if vast is not None else opgezocht[0].getal * 100
    deel = _deel(gegeven.uren_per_week, voltijd, lezing or Deellezing(parameters[DEEL, op]))
    verschil = max(Fraction(0), salaris - gegeven.salaris_voltijd_centen)
    berekend = hele_centen(verschil * deel)

    noem_lezingen(parameters, uitleg)
    uitleg.stap("NFI 7.2", "NFI-HOOG/toelage.toekenningsdatum", op=op)
    uitleg.stap("CAO Rijk 3.1", "NFI-HOOG/toelage.uren", voltijd, uren=gegeven.uren_per_week, voltijd=voltijd.waarde)
    uitleg.stap(
        "CAO Rijk 6.3",
        f"NFI-HOOG/toelage.{gegeven.rol}",
        referentie,
        referentie_centen=hele_centen(salaris),
        salaris_centen=gegeven.salaris_voltijd_centen,
    )
    if vast is not None:
        uitleg.stap("NFI 7.2", "NFI-HOOG/toelage.vastgezet_salaris", referentie_centen=vast, op=op)
    if lezing is not None:
        uitleg.stap("NFI 7.2", f"NFI-HOOG/toelage.vastgezet_deel.{lezing}")
    if not verschil:
        uitleg.stap("NFI 7.2", "NFI-HOOG/toelage.geen_verschil")
    uitleg.stap("NFI 7.2", "NFI-HOOG/toelage.berekend", toelage_centen=berekend)
    oud = gegeven.oude_toelage_centen
    if oud is not None and oud > berekend:
        uitleg.stap("NFI 7.2", "NFI-HOOG/toelage.oude_hoger", oud_centen=oud)
        return Toelage(True, None, op, berekend, oud, Grondslag.OUD)
    if oud is not None:
        uitleg.stap("NFI 7.2", "NFI-HOOG/toelage.oude_niet_hoger", oud_centen=oud)
    return Toelage(True, None, op, berekend, berekend, Grondslag.NIEUW)


def _deel(uren: Decimal, voltijd: Feit, lezing: Deellezing) -> Fraction:
    """Return the share of a full week: the hours of it, or a fifth for every 8 hours."""
    if lezing is Deellezing.FTE_PER_DAG:
        return FTE_PER_DAG * Fraction(uren) / MINIMUM_UREN
    return Fraction(uren) / voltijd.getal
