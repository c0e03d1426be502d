# SPDX-License-Identifier: EUPL-1.2
"""The kinds of cost that the scheme names, with the facts that decide who bears them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from core.rules import Centen, Geweigerd
from plugins.om.autoregeling.rules.indeling import Leasecategorie
from plugins.om.autoregeling.rules.vervangende_auto import DAG_MINUTEN

NIETS = Centen(0)

#: "Tot een maximum van € 150,- per kalenderjaar."
REINIGING_MAXIMUM = Centen(150_00)


class Drager(StrEnum):
    """Who bears a cost; ``TE_BESLISSEN``: the employer may recover it, so a person decides."""

    WERKGEVER = "werkgever"
    WERKNEMER = "werknemer"
    LEASEMAATSCHAPPIJ = "leasemaatschappij"
    VERZEKERD = "verzekerd"
    TE_BESLISSEN = "te_beslissen"


#: Of the kinds without further facts: who bears them.
VASTE_DRAGER: Mapping[str, Drager] = {
    "verlies_documenten_passen_sleutels_codes": Drager.WERKNEMER,
    "onjuist_inleveren": Drager.WERKNEMER,
    "motorschade_oliepeil": Drager.WERKNEMER,
    "motorschade_verkeerde_brandstof": Drager.WERKNEMER,
    "overbelading": Drager.WERKNEMER,
    "interieurschade_roken": Drager.WERKNEMER,
    "reiniging_na_roken": Drager.WERKNEMER,
    "inbeslagname": Drager.WERKNEMER,
    "parkeervergunning_woonadres": Drager.WERKNEMER,
    "accessoire_extra": Drager.WERKNEMER,
    "herstel_tuin_tegels_boorgaten": Drager.WERKNEMER,
    "eigen_laadvoorziening_thuis": Drager.WERKNEMER,
    "rit_om_partner": Drager.WERKNEMER,
    "woon_werk_autokosten": Drager.WERKNEMER,
    "navigatie_of_telefoonhouder": Drager.WERKNEMER,
    "interieurschade_eten_drinken": Drager.TE_BESLISSEN,
    "schade_goederenvervoer": Drager.TE_BESLISSEN,
    "hoog_brandstofverbruik": Drager.TE_BESLISSEN,
    "schade_buiten_dekking": Drager.TE_BESLISSEN,
    "onbeheerde_waardevolle_zaken": Drager.TE_BESLISSEN,
    "bestelde_auto_bij_vertrek": Drager.TE_BESLISSEN,
    "regulier_onderhoud": Drager.LEASEMAATSCHAPPIJ,
}

#: Where each kind stands in the text.
ARTIKELEN: Mapping[str, str] = {
    "verlies_documenten_passen_sleutels_codes": "Autoregeling OM 12.1",
    "onjuist_inleveren": "Autoregeling OM 12.1",
    "motorschade_oliepeil": "Autoregeling OM 12.1",
    "motorschade_verkeerde_brandstof": "Autoregeling OM 12.1",
    "overbelading": "Autoregeling OM 12.1",
    "interieurschade_roken": "Autoregeling OM 12.1",
    "reiniging_na_roken": "Autoregeling OM 6.2.1",
    "inbeslagname": "Autoregeling OM 12.1",
    "parkeervergunning_woonadres": "Autoregeling OM 12.1",
    "accessoire_extra": "Autoregeling OM 5.2",
    "herstel_tuin_tegels_boorgaten": "Autoregeling OM 7.3",
    "eigen_laadvoorziening_thuis": "Autoregeling OM 7.1",
    "rit_om_partner": "Autoregeling OM 6.2",
    "woon_werk_autokosten": "Autoregeling OM 2.7",
    "navigatie_of_telefoonhouder": "Autoregeling OM 5.2.2",
    "interieurschade_eten_drinken": "Autoregeling OM 8.2",
    "schade_goederenvervoer": "Autoregeling OM 8.2",
    "hoog_brandstofverbruik": "Autoregeling OM 11.4",
    "schade_buiten_dekking": "Autoregeling OM 10.2",
    "onbeheerde_waardevolle_zaken": "Autoregeling OM 10.3.2",
    "bestelde_auto_bij_vertrek": "Autoregeling OM 13.2.1",
    "regulier_onderhoud": "Autoregeling OM 8.2",
    "schade_bij_inlevering": "Autoregeling OM 12.1",
    "boete": "Autoregeling OM 12.2",
    "schade_door_inbeslagname": "Autoregeling OM 12.1",
    "verbeurdverklaring": "Autoregeling OM 12.1",
    "parkeren_veer_tol": "Autoregeling OM 12.1",
    "reiniging": "Autoregeling OM 12.1",
    "accessoire_medisch": "Autoregeling OM 5.2",
    "schade_eigen_accessoire": "Autoregeling OM 5.4",
    "vervangende_auto": "Autoregeling OM 9",
    "brandstof_buitenland": "Autoregeling OM 11.5",
    "laden": "Autoregeling OM 7.1",
    "milieuvignet": "Autoregeling OM 6.4",
    "laadpaal_verwijderen": "Autoregeling OM 7.3.2",
    "kentekenkaart_opnieuw": "Autoregeling OM 6.3",
    "pas_verlies_of_misbruik": "Autoregeling OM 11.3",
    "ander_vervoer": "Autoregeling OM 6.2",
}
#: A second place that says the same, or more.
OOK_IN: Mapping[str, str] = {
    "motorschade_oliepeil": "Autoregeling OM 8.2",
    "motorschade_verkeerde_brandstof": "Autoregeling OM 8.2",
    "overbelading": "Autoregeling OM 8.2",
    "boete": "Autoregeling OM 12.1",
    "herstel_tuin_tegels_boorgaten": "Autoregeling OM 7.1",
    "brandstof_buitenland": "Autoregeling OM 11.4",
}


@dataclass(frozen=True)
class Vast:
    """A kind without further facts."""

    soort: Literal[
        "verlies_documenten_passen_sleutels_codes",
        "onjuist_inleveren",
        "motorschade_oliepeil",
        "motorschade_verkeerde_brandstof",
        "overbelading",
        "interieurschade_roken",
        "reiniging_na_roken",
        "inbeslagname",
        "parkeervergunning_woonadres",
        "accessoire_extra",
        "herstel_tuin_tegels_boorgaten",
        "eigen_laadvoorziening_thuis",
        "rit_om_partner",
        "woon_werk_autokosten",
        "navigatie_of_telefoonhouder",
        "interieurschade_eten_drinken",
        "schade_goederenvervoer",
        "hoog_brandstofverbruik",
        "schade_buiten_dekking",
        "onbeheerde_waardevolle_zaken",
        "bestelde_auto_bij_vertrek",
        "regulier_onderhoud",
    ]
    datum: date
    bedrag_centen: Centen

    @property
    def drager(self) -> Drager:
        """Who bears it."""
        return VASTE_DRAGER[self.soort]


@dataclass(frozen=True)
class SchadeBijInlevering:
    """Damage that is found when the car is returned."""

    soort: Literal["schade_bij_inlevering"]
    datum: date
    bedrag_centen: Centen
    eerder_gemeld: bool

    @property
    def drager(self) -> Drager:
        """The employee, for damage that was not reported before."""
        return _werkgever_als(self.eerder_gemeld)


@dataclass(frozen=True)
class Boete:
    """A fine with its surcharge and the cost of handling it; with a rental car it is the same."""

    soort: Literal["boete"]
    datum: date
    bedrag_centen: Centen
    verhoging_centen: Centen = NIETS
    administratiekosten_centen: Centen = NIETS
    huurauto: bool = False

    @property
    def drager(self) -> Drager:
        """Always the employee."""
        return Drager.WERKNEMER


@dataclass(frozen=True)
class Inbeslagname:
    """Damage by a seizure, or a car that the court took for good."""

    soort: Literal["schade_door_inbeslagname", "verbeurdverklaring"]
    datum: date
    bedrag_centen: Centen
    door_overtreding_werknemer: bool

    @property
    def drager(self) -> Drager:
        """The employee, after an offence of his own."""
        return Drager.WERKNEMER if self.door_overtreding_werknemer else Drager.TE_BESLISSEN


@dataclass(frozen=True)
class ParkerenVeerTol:
    """Parking, ferry or toll."""

    soort: Literal["parkeren_veer_tol"]
    datum: date
    bedrag_centen: Centen
    zakelijk: bool

    @property
    def drager(self) -> Drager:
        """The employer, for business."""
        return _werkgever_als(self.zakelijk)


@dataclass(frozen=True)
class EerdereReiniging:
    """A cleaning before."""

    datum: date
    bedrag_centen: Centen


@dataclass(frozen=True)
class Reiniging:
    """Cleaning inside or outside."""

    soort: Literal["reiniging"]
    datum: date
    bedrag_centen: Centen
    categorie: Leasecategorie
    eerdere_reinigingen: tuple[EerdereReiniging, ...] = ()

    def __post_init__(self) -> None:
        for nr, eerder in enumerate(self.eerdere_reinigingen, 1):
            if eerder.datum > self.datum:
                raise Geweigerd(f"eerdere_reinigingen[{nr}].datum", "deze dag ligt niet na de datum")

    @property
    def drager(self) -> Drager:
        """The employer; what is above the maximum is the employee's."""
        return Drager.WERKGEVER

    @property
    def werkgeversdeel(self) -> Centen:
        """What the employer still pays in this calendar year; in category III there is no maximum."""
        if self.categorie is Leasecategorie.III:
            return self.bedrag_centen
        dit_jaar = (eerder for eerder in self.eerdere_reinigingen if eerder.datum.year == self.datum.year)
        ruimte = max(0, REINIGING_MAXIMUM - sum(eerder.bedrag_centen for eerder in dit_jaar))
        return Centen(min(self.bedrag_centen, ruimte))


class VoorWie(StrEnum):
    """For whom a medical accessory is."""

    WERKNEMER = "werknemer"
    HUISGENOOT = "huisgenoot"


@dataclass(frozen=True)
class AccessoireMedisch:
    """An accessory for medical reasons."""

    soort: Literal["accessoire_medisch"]
    datum: date
    bedrag_centen: Centen
    verklaring_bedrijfsarts: bool
    voor: VoorWie

    @property
    def drager(self) -> Drager:
        """The employer, for the employee himself and with a statement of the bedrijfsarts."""
        return _werkgever_als(self.verklaring_bedrijfsarts and self.voor is VoorWie.WERKNEMER)


@dataclass(frozen=True)
class EigenAccessoire:
    """Damage to an accessory of the employee."""

    soort: Literal["schade_eigen_accessoire"]
    datum: date
    bedrag_centen: Centen
    bekend_bij_leaseplan: bool

    @property
    def drager(self) -> Drager:
        """The insurance up to its maximum when LeasePlan knows of it, else the employee."""
        return Drager.VERZEKERD if self.bekend_bij_leaseplan else Drager.WERKNEMER


@dataclass(frozen=True)
class VervangendeAuto:
    """A replacement car at home."""

    soort: Literal["vervangende_auto"]
    datum: date
    bedrag_centen: Centen
    niet_beschikbaar_minuten: int
    toestemming: bool

    @property
    def drager(self) -> Drager:
        """The employer after more than a day or with consent; a person decides at exactly a day."""
        if self.niet_beschikbaar_minuten == DAG_MINUTEN:
            return Drager.TE_BESLISSEN
        return _werkgever_als(self.niet_beschikbaar_minuten > DAG_MINUTEN or self.toestemming)


class Indiening(StrEnum):
    """Where a receipt was handed in."""

    LEASEPLAN = "leaseplan"
    DVOM = "dvom"
    P_PORTAL = "p_portal"


@dataclass(frozen=True)
class BrandstofBuitenland:
    """Fuel abroad, on private journeys too."""

    soort: Literal["brandstof_buitenland"]
    datum: date
    bedrag_centen: Centen
    premium: bool
    met_pas: bool
    originele_bon: bool = False
    ingediend_bij: Indiening | None = None

    def __post_init__(self) -> None:
        if not self.met_pas and self.ingediend_bij is None:
            raise Geweigerd("ingediend_bij", "vul in waar de bon is ingediend")

    @property
    def drager(self) -> Drager:
        """The employer, by pass or with the original receipt at LeasePlan; never for premium fuel."""
        met_bon = self.originele_bon and self.ingediend_bij is Indiening.LEASEPLAN
        return _werkgever_als(not self.premium and (self.met_pas or met_bon))


@dataclass(frozen=True)
class Laden:
    """Electricity."""

    soort: Literal["laden"]
    datum: date
    bedrag_centen: Centen
    eigen_pas: bool
    dienstauto: bool

    @property
    def drager(self) -> Drager:
        """The employer, for the service car with the employee's own pass."""
        return _werkgever_als(self.eigen_pas and self.dienstauto)


class Doel(StrEnum):
    """What for a badge was bought."""

    ZAKELIJK = "zakelijk"
    PRIVE = "prive"


@dataclass(frozen=True)
class Milieuvignet:
    """An environmental badge; what it was bought for decides, whatever it is used for later."""

    soort: Literal["milieuvignet"]
    datum: date
    bedrag_centen: Centen
    gekocht_voor: Doel
    later_zakelijk_gebruikt: bool = False

    @property
    def drager(self) -> Drager:
        """The employer, for business."""
        return _werkgever_als(self.gekocht_voor is Doel.ZAKELIJK)


class Verzoeker(StrEnum):
    """Who asked for the removal."""

    WERKNEMER = "werknemer"
    WAGENPARKBEHEERDER = "wagenparkbeheerder"


@dataclass(frozen=True)
class LaadpaalVerwijderen:
    """A charger that is removed."""

    soort: Literal["laadpaal_verwijderen"]
    datum: date
    bedrag_centen: Centen
    op_verzoek_van: Verzoeker

    @property
    def drager(self) -> Drager:
        """Who asked for it."""
        return _werkgever_als(self.op_verzoek_van is Verzoeker.WAGENPARKBEHEERDER)


@dataclass(frozen=True)
class KentekenkaartOpnieuw:
    """A new registration card."""

    soort: Literal["kentekenkaart_opnieuw"]
    datum: date
    bedrag_centen: Centen
    zoekgeraakt: bool
    tijdig_gemeld: bool

    @property
    def drager(self) -> Drager:
        """The employee, when it is lost or was not reported in time."""
        eigen_schuld = self.zoekgeraakt or not self.tijdig_gemeld
        return Drager.WERKNEMER if eigen_schuld else Drager.TE_BESLISSEN


@dataclass(frozen=True)
class PasVerlies:
    """Cost of a pass that was lost or misused."""

    soort: Literal["pas_verlies_of_misbruik"]
    datum: date
    bedrag_centen: Centen
    procedure_gevolgd: bool
    misbruik: bool

    @property
    def drager(self) -> Drager:
        """The employee, after misuse or without the procedure."""
        eigen_schuld = self.misbruik or not self.procedure_gevolgd
        return Drager.WERKNEMER if eigen_schuld else Drager.TE_BESLISSEN


@dataclass(frozen=True)
class AnderVervoer:
    """Another means of transport in the place of the service car."""

    soort: Literal["ander_vervoer"]
    datum: date
    bedrag_centen: Centen
    op_verzoek_werkgever: bool
    veel_efficienter: bool

    @property
    def drager(self) -> Drager:
        """The employer, when he asked for it or it is much more efficient."""
        return _werkgever_als(self.op_verzoek_werkgever or self.veel_efficienter)


def _werkgever_als(waar: bool) -> Drager:
    return Drager.WERKGEVER if waar else Drager.WERKNEMER


Kosten = (
    Vast
    | SchadeBijInlevering
    | Boete
    | Inbeslagname
    | ParkerenVeerTol
    | Reiniging
    | AccessoireMedisch
    | EigenAccessoire
    | VervangendeAuto
    | BrandstofBuitenland
    | Laden
    | Milieuvignet
    | LaadpaalVerwijderen
    | KentekenkaartOpnieuw
    | PasVerlies
    | AnderVervoer
)
