# SPDX-License-Identifier: EUPL-1.2
"""In which lease category a car or an employee falls (Autoregeling OM 3.1 and 3.1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.rules import Geweigerd, Parameters, Uitleg, calculation
from plugins.om.autoregeling.rules.indeling import PARKETTEN, Groep, Leasecategorie, Onderdeel


class Functie(StrEnum):
    """The functions that the list for category II names, and every other."""

    PROCUREUR_GENERAAL = "procureur_generaal"
    DIRECTEUR = "directeur"
    PLAATSVERVANGEND_DIRECTEUR = "plaatsvervangend_directeur"
    CONCERNDIRECTEUR = "concerndirecteur"
    DIRECTEUR_OPSPORING = "directeur_opsporing"
    DIRECTEUR_BEDRIJFSVOERING = "directeur_bedrijfsvoering"
    HOOFDOFFICIER = "hoofdofficier"
    PLAATSVERVANGEND_HOOFDOFFICIER = "plaatsvervangend_hoofdofficier"
    OVERIG = "overig"


#: At which units a function stands on the list for category II.
LIJST_CATEGORIE_II: Mapping[Functie, frozenset[Onderdeel]] = {
    Functie.PROCUREUR_GENERAAL: frozenset(Onderdeel),
    Functie.DIRECTEUR: frozenset({Onderdeel.PARKET_GENERAAL, Onderdeel.RIJKSRECHERCHE, Onderdeel.DVOM}),
    Functie.PLAATSVERVANGEND_DIRECTEUR: frozenset({Onderdeel.DVOM}),
    Functie.CONCERNDIRECTEUR: frozenset({Onderdeel.PARKET_GENERAAL}),
    Functie.DIRECTEUR_OPSPORING: frozenset({Onderdeel.RIJKSRECHERCHE}),
    Functie.DIRECTEUR_BEDRIJFSVOERING: PARKETTEN | {Onderdeel.RIJKSRECHERCHE},
    Functie.HOOFDOFFICIER: PARKETTEN,
    Functie.PLAATSVERVANGEND_HOOFDOFFICIER: PARKETTEN,
    Functie.OVERIG: frozenset(),
}


class GeldtVoor(StrEnum):
    """To which car the category applies."""

    DEZE_AUTO = "deze_auto"
    VOLGENDE_AUTO = "volgende_auto"


@dataclass(frozen=True)
class Categorievraag:
    """A car or an employee; ``lopende_auto_categorie`` is given when a function changes while a car is in use."""

    groep: Groep
    functie: Functie | None = None
    onderdeel: Onderdeel | None = None
    voldoet_aan_criterium: bool = False
    gebruikt_auto_met_chauffeur: bool = False
    lopende_auto_categorie: Leasecategorie | None = None

    def __post_init__(self) -> None:
        if self.groep is Groep.WERKNEMER and self.functie is None:
            raise Geweigerd("functie", "vul in welke functie de werknemer heeft")
        if self.groep is Groep.WERKNEMER and self.onderdeel is None:
            raise Geweigerd("onderdeel", "vul in bij welk onderdeel de werknemer werkt")

    @property
    def functie_genoemd(self) -> bool:
        """Whether the function stands on the list for category II at this unit."""
        if self.groep is not Groep.WERKNEMER or self.functie is None:
            return False
        if self.functie is Functie.PROCUREUR_GENERAAL and self.gebruikt_auto_met_chauffeur:
            return False
        return self.onderdeel in LIJST_CATEGORIE_II[self.functie]


@dataclass(frozen=True)
class Indeling:
    """The category, and to which car it applies. A change of function never touches the car or the contribution."""

    recht: bool
    functie_genoemd: bool
    categorie: Leasecategorie | None
    geldt_voor: GeldtVoor | None
    lopende_auto_vervangen: bool = False
    eigen_bijdrage_wijzigt: bool = False


@calculation("OM-AUTO/leasecategorie", articles=("Autoregeling OM 3.1", "Autoregeling OM 3.1.1"))
def leasecategorie(gegeven: Categorievraag, parameters: Parameters, uitleg: Uitleg) -> Indeling:
    """Place a car or an employee in a category; a function alone gives no right (Autoregeling OM 3.1)."""
    genoemd = gegeven.functie_genoemd
    if gegeven.groep is Groep.POOLAUTO:
        categorie = Leasecategorie.I
    elif gegeven.groep is Groep.CHAUFFEUR:
        categorie = Leasecategorie.III
    elif not gegeven.voldoet_aan_criterium:
        uitleg.stap("Autoregeling OM 3.1", "OM-AUTO/leasecategorie.geen_recht")
        return Indeling(False, genoemd, None, None)
    else:
        categorie = Leasecategorie.II if genoemd else Leasecategorie.I
        uitleg.stap("Autoregeling OM 3.1", f"OM-AUTO/leasecategorie.functie_{'wel' if genoemd else 'niet'}_genoemd")
    uitleg.stap("Autoregeling OM 3.1", f"OM-AUTO/leasecategorie.{gegeven.groep}", categorie=str(categorie))
    if gegeven.lopende_auto_categorie is None:
        return Indeling(True, genoemd, categorie, GeldtVoor.DEZE_AUTO)
    uitleg.stap(
        "Autoregeling OM 3.1.1",
        "OM-AUTO/leasecategorie.volgende_auto",
        lopende=str(gegeven.lopende_auto_categorie),
        categorie=str(categorie),
    )
    return Indeling(True, genoemd, categorie, GeldtVoor.VOLGENDE_AUTO)
