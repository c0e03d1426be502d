# SPDX-License-Identifier: EUPL-1.2
"""May an employee be given a service car, and may it be ordered (Autoregeling OM 1.1, 2.1 and 14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.rules import Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen
from plugins.om.autoregeling.rules.indeling import PARKETTEN, START, Criterium, Onderdeel

#: "Meer dan 10.000 zakelijke kilometers per jaar."
DREMPEL_KILOMETERS = 10_000
#: "Schriftelijk vastgelegd voor 1 januari 2016."
GRENS_AFSPRAAK = date(2016, 1, 1)
#: "Toegekend voor 1 januari 2020", under the scheme 2016-2019.
GRENS_OUDE_TOEKENNING = date(2020, 1, 1)
#: "Tot 31 december 2023."
LAATSTE_DAG = date(2023, 12, 31)

GELDIG_NA_2023 = "om_auto.lezing.geldig_na_2023"
CRITERIUM_E_MARGE = "om_auto.lezing.criterium_e_marge_dagen"


class Rechtspositie(StrEnum):
    """Who is covered by the scheme."""

    RECHTERLIJK_AMBTENAAR = "rechterlijk_ambtenaar"
    RIJKSAMBTENAAR = "rijksambtenaar"
    POLITIEAMBTENAAR_RIJKSRECHERCHE = "politieambtenaar_rijksrecherche"


class Besluit(StrEnum):
    """What was decided."""

    TOEKENNEN = "toekennen"
    AFWIJZEN = "afwijzen"
    GEEN = "geen"


class Beslisser(StrEnum):
    """Who decided."""

    PROCUREUR_GENERAAL = "procureur_generaal"
    DIRECTEUR_BEDRIJFSVOERING = "directeur_bedrijfsvoering"
    DIRECTEUR_PARKET_GENERAAL = "directeur_parket_generaal"
    DIRECTEUR_DVOM = "directeur_dvom"
    ANDERS = "anders"


#: For which units a decider is the employer (1.1).
WERKGEVER_VAN: Mapping[Beslisser, frozenset[Onderdeel]] = {
    Beslisser.PROCUREUR_GENERAAL: frozenset(Onderdeel),
    Beslisser.DIRECTEUR_BEDRIJFSVOERING: PARKETTEN | {Onderdeel.RIJKSRECHERCHE},
    Beslisser.DIRECTEUR_PARKET_GENERAAL: frozenset({Onderdeel.PARKET_GENERAAL}),
    Beslisser.DIRECTEUR_DVOM: frozenset({Onderdeel.DVOM}),
    Beslisser.ANDERS: frozenset(),
}


@dataclass(frozen=True)
class ZakelijkeKilometers:
    """Criterion a: the kilometres of class z, and two judgements. Commuting never counts."""

    zakelijke_kilometers_per_jaar: int
    structureel: bool
    ov_doelmatig: bool
    woon_werk_kilometers_per_jaar: int = 0

    @property
    def vervuld(self) -> bool:
        """More than 10,000 km, structurally, and public transport does not do the job."""
        return self.zakelijke_kilometers_per_jaar > DREMPEL_KILOMETERS and self.structureel and not self.ov_doelmatig


@dataclass(frozen=True)
class ContinuBeschikbaar:
    """Criterion b: a car is needed outside office hours too, and a pool car does not do."""

    continu_buiten_kantooruren: bool
    poolauto_doelmatig: bool

    @property
    def vervuld(self) -> bool:
        """Needed, and not with a pool car."""
        return self.continu_buiten_kantooruren and not self.poolauto_doelmatig


@dataclass(frozen=True)
class OudeAfspraak:
    """Criterion c: an agreement on the terms of employment."""

    afspraak_op: date
    schriftelijk: bool

    @property
    def vervuld(self) -> bool:
        """In writing, and before 2016."""
        return self.schriftelijk and self.afspraak_op < GRENS_AFSPRAAK


@dataclass(frozen=True)
class OudeToekenning:
    """Criterion d: a function-bound car under the scheme of 2016 to 2019."""

    toegekend_op: date
    functiegebonden: bool

    @property
    def vervuld(self) -> bool:
        """Function-bound, and before 2020."""
        return self.functiegebonden and self.toegekend_op < GRENS_OUDE_TOEKENNING


@dataclass(frozen=True)
class Arbeidsmarkt:
    """Criterion e: a function that is hard to fill, at its start only."""

    lastig_vervulbare_functie: bool
    woon_werk_ov_doelmatig: bool
    functie_aanvang: date


@dataclass(frozen=True)
class Toekenningsvraag:
    """The employee, the decision, and the facts behind the criteria that are called upon."""

    rechtspositie: Rechtspositie
    onderdeel: Onderdeel
    besluitdatum: date
    besluit: Besluit
    besluit_door: Beslisser
    besluit_schriftelijk: bool
    besluit_gemotiveerd: bool
    a: ZakelijkeKilometers | None = None
    b: ContinuBeschikbaar | None = None
    c: OudeAfspraak | None = None
    d: OudeToekenning | None = None
    e: Arbeidsmarkt | None = None

    def __post_init__(self) -> None:
        if self.besluitdatum < START:
            raise Geweigerd("besluitdatum", "de regeling geldt vanaf 1 januari 2020")
        politie = self.rechtspositie is Rechtspositie.POLITIEAMBTENAAR_RIJKSRECHERCHE
        if politie and self.onderdeel is not Onderdeel.RIJKSRECHERCHE:
            raise Geweigerd("rechtspositie", "een politieambtenaar valt alleen bij de Rijksrecherche onder de regeling")


@dataclass(frozen=True)
class Criteria:
    """Which criteria are met."""

    a: bool
    b: bool
    c: bool
    d: bool
    e: bool


@dataclass(frozen=True)
class Toekenning:
    """Whether a criterion is met, the decider is the employer, the car is granted, and it may be ordered."""

    criteria: Criteria
    voldoet: bool
    bevoegd: bool
    toegekend: bool
    bestellen_mag: bool


@calculation("OM-AUTO/toekenning", articles=("Autoregeling OM 1.1", "Autoregeling OM 2.1", "Autoregeling OM 14"))
def toekenning(gegeven: Toekenningsvraag, parameters: Parameters, uitleg: Uitleg) -> Toekenning:
    """Test the criteria and the decision; a criterion that is met obliges nobody to grant (Autoregeling OM 2.1)."""
    _eis_geldig(gegeven.besluitdatum, parameters)
    feiten = {
        Criterium.A: gegeven.a,
        Criterium.B: gegeven.b,
        Criterium.C: gegeven.c,
        Criterium.D: gegeven.d,
    }
    vervuld = {criterium: feit is not None and feit.vervuld for criterium, feit in feiten.items()}
    vervuld[Criterium.E] = gegeven.e is not None and _vervult_e(gegeven.e, gegeven.besluitdatum, parameters, uitleg)
    voldoet = any(vervuld.values())
    bevoegd = gegeven.onderdeel in WERKGEVER_VAN[gegeven.besluit_door]
    toegekend = voldoet and bevoegd and gegeven.besluit is Besluit.TOEKENNEN
    bestellen = toegekend and gegeven.besluit_schriftelijk and gegeven.besluit_gemotiveerd

    noem_lezingen(parameters, uitleg)
    genoemd = [criterium for criterium, feit in (*feiten.items(), (Criterium.E, gegeven.e)) if feit is not None]
    for criterium in genoemd:
        stap = f"{'wel' if vervuld[criterium] else 'niet'}_{criterium}"
        uitleg.stap("Autoregeling OM 2.1", f"OM-AUTO/toekenning.{stap}")
    uitleg.stap("Autoregeling OM 2.1", f"OM-AUTO/toekenning.{'voldoet' if voldoet else 'voldoet_niet'}")
    uitleg.stap("Autoregeling OM 1.1", f"OM-AUTO/toekenning.{'bevoegd' if bevoegd else 'onbevoegd'}")
    uitleg.stap("Autoregeling OM 2.1", f"OM-AUTO/toekenning.{'toegekend' if toegekend else 'niet_toegekend'}")
    if toegekend:
        uitleg.stap("Autoregeling OM 2.1", f"OM-AUTO/toekenning.{'wel' if bestellen else 'niet'}_bestellen")
    return Toekenning(
        Criteria(*(vervuld[criterium] for criterium in Criterium)), voldoet, bevoegd, toegekend, bestellen
    )


def _eis_geldig(besluitdatum: date, parameters: Parameters) -> None:
    if besluitdatum > LAATSTE_DAG and parameters[GELDIG_NA_2023, besluitdatum] == "vervallen":
        raise Geweigerd("besluitdatum", "de regeling is na 31 december 2023 vervallen")


def _vervult_e(e: Arbeidsmarkt, besluitdatum: date, parameters: Parameters, uitleg: Uitleg) -> bool:
    if not e.lastig_vervulbare_functie or e.woon_werk_ov_doelmatig:
        return False
    te_laat = (besluitdatum - e.functie_aanvang).days
    if te_laat <= 0:
        return True
    marge = parameters.feit(CRITERIUM_E_MARGE, besluitdatum)
    uitleg.stap("Autoregeling OM 2.1", "OM-AUTO/toekenning.marge", marge, dagen=te_laat, marge=marge.waarde)
    return te_laat <= marge.getal
