# SPDX-License-Identifier: EUPL-1.2
"""Patch duty in the Rijksbrede Roosterapplicatie: who may be rostered, and which system a fact goes through (JIO 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.rules import Berekening, Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen

CONSIGNATIEKANAAL = "jio_roost.consignatie_kanaal"

_ARTIKEL = "JIO 4"


class Categorie(StrEnum):
    """What is put on the roster. A *wijziging* is planned, but not structural: it is no patch duty."""

    PATCHDIENST = "patchdienst"
    WIJZIGING = "wijziging"


class Kanaal(StrEnum):
    """The system through which something is asked or paid."""

    RRA = "rra"
    P_DIREKT = "p_direkt"
    ELDERS = "elders"


class NietInplannen(StrEnum):
    """Why somebody is not put on a patch duty."""

    GEEN_AANMELDING = "geen_aanmelding"
    MAATWERKAFSPRAAK = "maatwerkafspraak"


class OntbrekendAkkoord(StrEnum):
    """Whose consent to a custom agreement is missing."""

    LEIDINGGEVENDE = "leidinggevende"
    MEDEWERKER = "medewerker"


@dataclass(frozen=True)
class Aanmelding:
    """Somebody takes part in patch duty from a day, up to, not including, the day of the sign-off."""

    vanaf: date
    tot: date | None = None

    def __post_init__(self) -> None:
        if self.tot is not None and self.tot < self.vanaf:
            raise Geweigerd("tot", "de afmelding ligt niet voor de aanmelding")

    def geldt_op(self, dag: date) -> bool:
        """Tell whether the sign-up holds on a day."""
        return self.vanaf <= dag and (self.tot is None or dag < self.tot)


@dataclass(frozen=True)
class Maatwerkafspraak:
    """An agreement of the past not to do roster duty, with the consents as they are on the day that is asked about."""

    van: date
    tot_en_met: date | None = None
    akkoord_leidinggevende: bool = False
    akkoord_medewerker: bool = False

    def __post_init__(self) -> None:
        if self.tot_en_met is not None and self.tot_en_met < self.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")

    def geldt_op(self, dag: date) -> bool:
        """Tell whether the agreement is continued on a day: it takes both consents."""
        loopt = self.van <= dag and (self.tot_en_met is None or dag <= self.tot_en_met)
        return loopt and self.akkoord_leidinggevende and self.akkoord_medewerker


@dataclass(frozen=True)
class Inroostering:
    """Somebody is to be put on the roster on a day."""

    categorie: Categorie
    dag: date
    aanmeldingen: tuple[Aanmelding, ...] = ()
    maatwerkafspraken: tuple[Maatwerkafspraak, ...] = ()


@dataclass(frozen=True)
class Inroostertoets:
    """Whether it may be, and whether it counts as patch duty (which has an allowance; a wijziging has none)."""

    toegestaan: bool
    telt_als_patchdienst: bool
    reden: NietInplannen | None


@calculation("JIO-ROOST/inroosteren", articles=(_ARTIKEL,))
def inroosteren(gegeven: Inroostering, parameters: Parameters, uitleg: Uitleg) -> Inroostertoets:
    """Tell whether somebody may be rostered: patch duty only after a recorded sign-up (JIO 4)."""
    if gegeven.categorie is Categorie.WIJZIGING:
        uitleg.stap(_ARTIKEL, "JIO-ROOST/inroosteren.wijziging")
        return Inroostertoets(True, False, None)
    reden: NietInplannen | None = None
    if any(afspraak.geldt_op(gegeven.dag) for afspraak in gegeven.maatwerkafspraken):
        reden = NietInplannen.MAATWERKAFSPRAAK
    elif not any(aanmelding.geldt_op(gegeven.dag) for aanmelding in gegeven.aanmeldingen):
        reden = NietInplannen.GEEN_AANMELDING
    uitleg.stap(_ARTIKEL, f"JIO-ROOST/inroosteren.{reden or 'aangemeld'}", dag=gegeven.dag)
    return Inroostertoets(reden is None, reden is None, reden)


@dataclass(frozen=True)
class Akkoorden:
    """The two consents to a custom agreement."""

    leidinggevende: bool
    medewerker: bool


@dataclass(frozen=True)
class Voortzetting:
    """Whether the agreement is continued, and whose consent is missing."""

    voortgezet: bool
    ontbreekt: tuple[OntbrekendAkkoord, ...]


@calculation("JIO-ROOST/maatwerk", articles=(_ARTIKEL,))
def maatwerk(gegeven: Akkoorden, parameters: Parameters, uitleg: Uitleg) -> Voortzetting:
    """Tell whether a custom agreement is continued: leidinggevende and employee must both consent (JIO 4)."""
    gegeven_door = {
        OntbrekendAkkoord.LEIDINGGEVENDE: gegeven.leidinggevende,
        OntbrekendAkkoord.MEDEWERKER: gegeven.medewerker,
    }
    ontbreekt = tuple(wie for wie, akkoord in gegeven_door.items() if not akkoord)
    uitleg.stap(_ARTIKEL, f"JIO-ROOST/maatwerk.{'niet_voortgezet' if ontbreekt else 'voortgezet'}")
    return Voortzetting(not ontbreekt, ontbreekt)


@dataclass(frozen=True)
class Verlofaanvraag:
    """A request for leave, where it was filed, and the sign-ups of who asks."""

    ingediend_in: Kanaal
    eerste_dag: date
    aanmeldingen: tuple[Aanmelding, ...] = ()


@dataclass(frozen=True)
class Verloftoets:
    """Whether the request is where it should be; if not it is returned."""

    aanvaard: bool


@calculation("JIO-ROOST/verlof", articles=(_ARTIKEL,))
def verlof(gegeven: Verlofaanvraag, parameters: Parameters, uitleg: Uitleg) -> Verloftoets:
    """Tell whether a request for leave was filed in the right system: the patch group files it in the RRA (JIO 4)."""
    groep = any(aanmelding.geldt_op(gegeven.eerste_dag) for aanmelding in gegeven.aanmeldingen)
    terug = groep and gegeven.ingediend_in is not Kanaal.RRA
    uitleg.stap(_ARTIKEL, f"JIO-ROOST/verlof.{'terug' if terug else 'in_rra' if groep else 'niet_in_groep'}")
    return Verloftoets(not terug)


@dataclass(frozen=True)
class Consignatiedienst:
    """A duty on call of somebody of the patch group: its first day, and whether Annex has a claim for it approved."""

    begin: date
    declaratie_goedgekeurd: bool = False


@dataclass(frozen=True)
class Betaalkanaal:
    """The one system through which the duty is paid; in the other it is entered without an allowance."""

    kanaal: Kanaal


@calculation("JIO-ROOST/consignatie", articles=(_ARTIKEL, "JIO 7.6"))
def consignatie(gegeven: Consignatiedienst, parameters: Parameters, uitleg: Uitleg) -> Betaalkanaal:
    """Tell through which system a duty on call of the patch group is paid, so that nothing is claimed twice.

    The texts conflict: JIO 4 has these duties entered in the RRA, JIO 7.6 claims them in P-Direkt. A reading chooses.
    What was approved as a claim already goes through P-Direkt whatever the reading says.
    """
    lezing = parameters[CONSIGNATIEKANAAL, gegeven.begin]
    uitleg.stap(_ARTIKEL, "JIO-ROOST/consignatie.ook_in_rra")
    if gegeven.declaratie_goedgekeurd:
        uitleg.stap("JIO 7.6", "JIO-ROOST/consignatie.al_gedeclareerd")
        return Betaalkanaal(Kanaal.P_DIREKT)
    noem_lezingen(parameters, uitleg)
    return Betaalkanaal(Kanaal.RRA if lezing == "RRA" else Kanaal.P_DIREKT)


BEREKENINGEN: tuple[Berekening, ...] = (inroosteren, maatwerk, verlof, consignatie)
