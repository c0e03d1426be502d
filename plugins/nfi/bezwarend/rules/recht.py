# SPDX-License-Identifier: EUPL-1.2
"""Does an employee get the allowance for onerous working conditions, and how much (NFI 7.1; CAO Rijk 7.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from core.rules import Bereik, Centen, Decimalen, Geweigerd, Parameters, Uitleg, calculation
from core.rules.geld import hele_centen
from core.rules.lezingen import noem_lezingen
from plugins.nfi.bezwarend.rules.functielijst import (
    FUNCTIES,
    LIJSTEN,
    NIET_OP_DE_LIJST,
    ROLLEN,
    Frequentie,
    Functielijst,
    Lijstrij,
    Rij,
    Soort,
    lijst_op,
    zwaarste,
)

BEDRAG = "cao.7_7.bedrag_niveau_{niveau}"
DECIBEL = "nfi_bezw.decibel_grens"
ROL_EN_FUNCTIE = "nfi_bezw.rol_en_functie"
SAMENLOOP = "nfi_bezw.samenloop"

#: The level of CAO Rijk 7.7 for one, two and three kinds that occur at the same time; more count as three. The CAO
#: says soms, regelmatig and altijd.
NIVEAUS: Mapping[Frequentie, tuple[int, int, int]] = {
    Frequentie.NU_EN_DAN: (1, 1, 2),
    Frequentie.REGELMATIG: (1, 2, 3),
    Frequentie.ALTIJD: (2, 3, 3),
}


class Reden(StrEnum):
    """Why there is no allowance: the first that holds."""

    GEEN_GELDIGE_LIJST = "geen_geldige_lijst"
    LAWAAI_NIET_GETOETST = "lawaai_niet_getoetst"
    FUNCTIE_NIET_OP_DE_LIJST = "functie_niet_op_de_lijst"
    VOORWAARDE_NIET_VERVULD = "voorwaarde_niet_vervuld"
    GEEN_BEZWARENDE_OMSTANDIGHEID = "geen_bezwarende_omstandigheid"


@dataclass(frozen=True)
class Geluidmeting:
    """The test with a decibel meter that the list asks for a noisy environment."""

    datum: date
    decibel: Annotated[int, Bereik(0, 200)]


@dataclass(frozen=True)
class Werknemer:
    """A function and roles on a day, and the list that counts then when it is not the one of the regulation."""

    datum: date
    functie: str
    rollen: tuple[str, ...] = ()
    in_lab_met_beschermende_kleding: bool | None = None
    geluidmeting: Geluidmeting | None = None
    bedrag_gevraagd: bool = False
    arbeidsduurfactor: Annotated[Decimal, Decimalen(4)] = Decimal(1)
    lijst: Functielijst | None = None

    def __post_init__(self) -> None:
        if len(set(self.rollen)) < len(self.rollen):
            raise Geweigerd("rollen", "elke rol komt ten hoogste een keer voor")
        self._eis_codes()
        if self.lijst is not None and not self.lijst.geldt_op(self.datum):
            raise Geweigerd("lijst", "de lijst geldt niet op deze dag")
        if self._voorwaarde and self.in_lab_met_beschermende_kleding is None:
            raise Geweigerd("in_lab_met_beschermende_kleding", "vul in of de werknemer zo in het lab werkt")
        if not self.arbeidsduurfactor:
            raise Geweigerd("arbeidsduurfactor", "de factor is meer dan 0")

    def _eis_codes(self) -> None:
        rijen = None if self.lijst is None else self.lijst.rijen
        functies = FUNCTIES if rijen is None else [rij.code for rij in rijen if not rij.rol]
        rollen = ROLLEN if rijen is None else [rij.code for rij in rijen if rij.rol]
        if self.functie not in (*functies, NIET_OP_DE_LIJST):
            raise Geweigerd("functie", "deze code staat niet op de lijst")
        if set(self.rollen) - set(rollen):
            raise Geweigerd("rollen", "deze rol staat niet op de lijst")

    @property
    def geldende_lijst(self) -> Functielijst | None:
        """The list that counts on the day."""
        return self.lijst or lijst_op(self.datum)

    @property
    def _voorwaarde(self) -> bool:
        """Whether the row of the function has a condition. The regulation's own has one whatever the day."""
        lijsten = (self.lijst,) if self.lijst else LIJSTEN
        rijen = (lijst.rij(self.functie) for lijst in lijsten)
        return any(rij is not None and rij.voorwaarde is not None for rij in rijen)

    @property
    def buiten_voorwaarde(self) -> bool:
        """Whether the condition of the row is not met."""
        return self._voorwaarde and not self.in_lab_met_beschermende_kleding


@dataclass(frozen=True)
class Soorten:
    """How often each kind occurs."""

    stank: Frequentie | None
    lawaai: Frequentie | None
    kleding: Frequentie | None
    prikkeling: Frequentie | None


@dataclass(frozen=True)
class Recht:
    """The list, the kinds, whether noise still has to be tested, and the one allowance that an employee can get."""

    lijst: str | None
    soorten: Soorten | None
    lawaai_bevestigd: bool | None
    te_toetsen: tuple[Soort, ...]
    toekenningen: int
    reden: Reden | None
    niveau: int | None
    bedrag_per_maand_centen: Centen | None


@calculation("NFI-BEZW/recht", articles=("NFI 7.1", "CAO Rijk 7.7"))
def recht(gegeven: Werknemer, parameters: Parameters, uitleg: Uitleg) -> Recht:
    """Decide on the allowance by the list of the day; never more than one per employee (NFI 7.1)."""
    lijst = gegeven.geldende_lijst
    if lijst is None:
        uitleg.stap("NFI 7.1", "NFI-BEZW/recht.geen_geldige_lijst", datum=gegeven.datum)
        return Recht(None, None, None, (), 0, Reden.GEEN_GELDIGE_LIJST, None, None)
    rij = _rij(gegeven, lijst, parameters)
    soorten = Soorten(*(rij.get(soort) for soort in Soort))
    bevestigd = None
    if Soort.LAWAAI in rij and gegeven.geluidmeting is not None:
        # Where the limit is missing, what may be asked after it is named too.
        daarna = (SAMENLOOP, *(BEDRAG.format(niveau=niveau) for niveau in (1, 2, 3) if gegeven.bedrag_gevraagd))
        [grens] = parameters.alle((DECIBEL, gegeven.datum), ook=[(sleutel, gegeven.datum) for sleutel in daarna])
        bevestigd = gegeven.geluidmeting.decibel >= grens.getal
    te_toetsen = (Soort.LAWAAI,) if Soort.LAWAAI in rij and gegeven.geluidmeting is None else ()
    telt = {soort: vaak for soort, vaak in rij.items() if soort is not Soort.LAWAAI or bevestigd}
    _noem_lijst(lijst, uitleg)
    for soort, vaak in rij.items():
        uitleg.stap("NFI 7.1", f"NFI-BEZW/recht.{soort}_{vaak}")
    if Soort.LAWAAI in rij:
        _leg_meting_uit(gegeven, bevestigd, parameters, uitleg)
    if not telt:
        reden = _reden(gegeven, rij, bool(te_toetsen))
        noem_lezingen(parameters, uitleg)
        uitleg.stap("NFI 7.1", f"NFI-BEZW/recht.{reden}")
        return Recht(lijst.naam, soorten, bevestigd, te_toetsen, 0, reden, None, None)
    niveau = _niveau(telt, gegeven.datum, parameters)
    noem_lezingen(parameters, uitleg)
    uitleg.stap("CAO Rijk 7.7", "NFI-BEZW/recht.niveau", niveau=niveau)
    if gegeven.rollen:
        uitleg.stap("NFI 7.1", "NFI-BEZW/recht.een_keer")
    bedrag = _bedrag(gegeven, niveau, parameters, uitleg) if gegeven.bedrag_gevraagd else None
    return Recht(lijst.naam, soorten, bevestigd, te_toetsen, 1, None, niveau, bedrag)


def _noem_lijst(lijst: Functielijst, uitleg: Uitleg) -> None:
    artikel, stap = ("CAO Rijk 7.7", "besluit") if lijst.besluit else ("NFI 7.1", "lijst")
    uitleg.stap(artikel, f"NFI-BEZW/recht.{stap}", lijst=lijst.naam, van=lijst.van, tot_en_met=lijst.tot_en_met)


def _soorten(rij: Lijstrij | None) -> Rij:
    return rij.soorten if rij is not None else {}


def _rij(gegeven: Werknemer, lijst: Functielijst, parameters: Parameters) -> Rij:
    """Return the kinds of the function and the roles together, by the reading where both give some."""
    functie: Rij = {} if gegeven.buiten_voorwaarde else _soorten(lijst.rij(gegeven.functie))
    rollen = [_soorten(lijst.rij(rol)) for rol in gegeven.rollen]
    if functie and rollen and parameters[ROL_EN_FUNCTIE, gegeven.datum] == "FUNCTIE_GAAT_VOOR":
        return functie
    samen = zwaarste(functie, *rollen)
    return {soort: samen[soort] for soort in Soort if soort in samen}


def _leg_meting_uit(gegeven: Werknemer, bevestigd: bool | None, parameters: Parameters, uitleg: Uitleg) -> None:
    if gegeven.geluidmeting is None:
        uitleg.stap("NFI 7.1", "NFI-BEZW/recht.te_toetsen")
        return
    grens = parameters.feit(DECIBEL, gegeven.datum)
    stap = f"NFI-BEZW/recht.lawaai_{'wel' if bevestigd else 'niet'}_bevestigd"
    uitleg.stap("NFI 7.1", stap, grens, decibel=gegeven.geluidmeting.decibel, grens=grens.waarde)


def _reden(gegeven: Werknemer, rij: Rij, te_toetsen: bool) -> Reden:
    if te_toetsen:
        return Reden.LAWAAI_NIET_GETOETST
    if gegeven.functie == NIET_OP_DE_LIJST and not gegeven.rollen:
        return Reden.FUNCTIE_NIET_OP_DE_LIJST
    if gegeven.buiten_voorwaarde and not rij:
        return Reden.VOORWAARDE_NIET_VERVULD
    return Reden.GEEN_BEZWARENDE_OMSTANDIGHEID


def _niveau(telt: Rij, datum: date, parameters: Parameters) -> int:
    hoogste = max(telt.values(), key=list(Frequentie).index)
    aantal = 1
    if len(telt) > 1:
        # With one kind the three readings say the same.
        lezing = parameters[SAMENLOOP, datum]
        if lezing == "HOOGSTE_FREQUENTIE":
            aantal = list(telt.values()).count(hoogste)
        elif lezing == "ALLE_SOORTEN":
            aantal = len(telt)
    return NIVEAUS[hoogste][min(aantal, 3) - 1]


def _bedrag(gegeven: Werknemer, niveau: int, parameters: Parameters, uitleg: Uitleg) -> Centen:
    feit = parameters.feit(BEDRAG.format(niveau=niveau), gegeven.datum)
    bedrag = hele_centen(feit.getal * Fraction(gegeven.arbeidsduurfactor) * 100)
    uitleg.stap("CAO Rijk 7.7", "NFI-BEZW/recht.bedrag", feit, factor=gegeven.arbeidsduurfactor, bedrag_centen=bedrag)
    return bedrag
