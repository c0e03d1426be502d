# SPDX-License-Identifier: EUPL-1.2
"""The words of the car scheme in plain Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from core.rules import Stap
from core.rules.uitleg import regels
from core.web.request import ctx
from plugins.om.autoregeling.models import Aandrijving, Na2023, Voertuiggroep
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.rules.indeling import Criterium, Onderdeel
from plugins.om.autoregeling.rules.jaartoets import Advies
from plugins.om.autoregeling.rules.leasecategorie import Functie
from plugins.om.autoregeling.rules.toekenning import Beslisser, Rechtspositie
from plugins.om.autoregeling.wagenpark.models import Bestelwijze, Jaartoetsregel, Kloksoort, Schadestand, Stuksoort
from plugins.om.autoregeling.wagenpark.procedure import Bestelstatus, Inleverstatus, Toekenningstatus, Toetsstatus
from plugins.om.autoregeling.wagenpark.services.einde import Eindegrond
from plugins.om.autoregeling.wagenpark.services.inleveren import Onderdeelauto

Staat = tuple[str, str]
"""A code of the macro ``staat`` and its word."""


def keuzes(soort: type[StrEnum], leeg: str = "") -> list[dict[str, str]]:
    """Return a closed list as the choices of a field, with an empty one first where ``leeg`` says so."""
    eerste = [{"waarde": "", "tekst": leeg}] if leeg else []
    return [*eerste, *({"waarde": str(keuze), "tekst": woord(keuze)} for keuze in soort)]


def woord(keuze: StrEnum) -> str:
    """Return a member of a closed list in plain words."""
    namen: dict[StrEnum, str] = {
        Criterium.A: _("a: meer dan 10.000 zakelijke kilometers per jaar"),
        Criterium.B: _("b: altijd een auto nodig, ook buiten kantooruren"),
        Criterium.C: _("c: een afspraak van voor 2016"),
        Criterium.D: _("d: een functieauto van voor 2020"),
        Criterium.E: _("e: een functie die lastig te vervullen is"),
        Rechtspositie.RECHTERLIJK_AMBTENAAR: _("rechterlijk ambtenaar"),
        Rechtspositie.RIJKSAMBTENAAR: _("rijksambtenaar"),
        Rechtspositie.POLITIEAMBTENAAR_RIJKSRECHERCHE: _("politieambtenaar bij de Rijksrecherche"),
        Functie.PROCUREUR_GENERAAL: _("Procureur-Generaal"),
        Functie.DIRECTEUR: _("directeur"),
        Functie.PLAATSVERVANGEND_DIRECTEUR: _("plaatsvervangend directeur"),
        Functie.CONCERNDIRECTEUR: _("concerndirecteur"),
        Functie.DIRECTEUR_OPSPORING: _("directeur Opsporing"),
        Functie.DIRECTEUR_BEDRIJFSVOERING: _("directeur Bedrijfsvoering"),
        Functie.HOOFDOFFICIER: _("hoofdofficier"),
        Functie.PLAATSVERVANGEND_HOOFDOFFICIER: _("plaatsvervangend hoofdofficier"),
        Functie.OVERIG: _("een andere functie"),
        Onderdeel.ARRONDISSEMENTSPARKET: _("arrondissementsparket"),
        Onderdeel.LANDELIJK_PARKET: _("Landelijk Parket"),
        Onderdeel.FUNCTIONEEL_PARKET: _("Functioneel Parket"),
        Onderdeel.PARKET_CVOM: _("parket CVOM"),
        Onderdeel.RESSORTSPARKET: _("Ressortsparket"),
        Onderdeel.RIJKSRECHERCHE: _("Rijksrecherche"),
        Onderdeel.PARKET_GENERAAL: _("Parket-Generaal"),
        Onderdeel.DVOM: _("DVOM"),
        Beslisser.PROCUREUR_GENERAAL: _("Procureur-Generaal"),
        Beslisser.DIRECTEUR_BEDRIJFSVOERING: _("directeur Bedrijfsvoering"),
        Beslisser.DIRECTEUR_PARKET_GENERAAL: _("directeur van het Parket-Generaal"),
        Beslisser.DIRECTEUR_DVOM: _("directeur van DVOM"),
        Beslisser.ANDERS: _("iemand anders"),
        Voertuiggroep.PERSOONSGEBONDEN: _("persoonsgebonden"),
        Voertuiggroep.FUNCTIEGEBONDEN: _("functiegebonden"),
        Voertuiggroep.CHAUFFEUR: _("met chauffeur"),
        Voertuiggroep.POOL: _("poolauto"),
        Voertuiggroep.HUUR: _("huurauto"),
        Aandrijving.BENZINE: _("benzine"),
        Aandrijving.DIESEL: _("diesel"),
        Aandrijving.EMISSIELOOS: _("emissieloos"),
        Bestelwijze.NIEUW: _("nieuwe auto"),
        Bestelwijze.OVERCOMPLEET: _("overcomplete auto"),
        Bestelwijze.HUUR: _("huurauto"),
        Na2023.VOORTGEZET: _("de regeling loopt door"),
        Na2023.VERVALLEN: _("de regeling is vervallen"),
        Schadestand.GEEN: _("geen schade"),
        Schadestand.GEMELD: _("schade, al gemeld bij de leasemaatschappij"),
        Schadestand.NIET_HERSTELLEN: _("schade die volgens de leasemaatschappij niet hersteld hoeft te worden"),
        Schadestand.NIET_GEMELD: _("schade die niet gemeld was"),
        Kloksoort.CRITERIUM: _("auto terug na het vervallen van de grond"),
        Kloksoort.VIJF_JAAR: _("vijf jaar in gebruik"),
        Kloksoort.KILOMETERS: _("160.000 kilometer (verwacht)"),
        Kloksoort.KENTEKENKAART: _("kentekenkaart ontvangen of gemeld"),
        Kloksoort.JAARTOETS: _("jaarlijkse toets"),
        Kloksoort.COLLEGE: _("rapportage aan het College"),
        Kloksoort.COMMISSIE: _("zittingsduur Commissie Dienstauto's"),
        Stuksoort.TOEKENNING: _("besluit: toegekend"),
        Stuksoort.AFWIJZING: _("besluit: afgewezen"),
        Stuksoort.OVEREENKOMST: _("gebruiksovereenkomst"),
        Stuksoort.INGEBREKESTELLING: _("ingebrekestelling"),
        Stuksoort.EINDE: _("einde van het gebruik"),
        Stuksoort.INLEVERDOCUMENT: _("inleverdocument"),
        Stuksoort.JAARTOETS: _("jaarlijkse toets"),
        Eindegrond.CRITERIUM_VERVALLEN: _("de grond van de toekenning geldt niet meer"),
        Eindegrond.OP_EIGEN_VERZOEK: _("op eigen verzoek"),
        Eindegrond.EINDE_ARBEIDSOVEREENKOMST: _("einde van het dienstverband"),
        Eindegrond.NON_ACTIEFSTELLING: _("op non-actief gesteld"),
        Eindegrond.RIJBEVOEGDHEID_VERLOREN: _("rijbewijs ontzegd, ingenomen of ongeldig"),
        Eindegrond.NIET_NAKOMEN: _("houdt zich niet aan de regeling, na een ingebrekestelling"),
        Eindegrond.NORM_500_OVERSCHREDEN: _("meer dan 500 privékilometers zonder eigen bijdrage"),
        Eindegrond.ROKEN: _("roken in de auto"),
        Eindegrond.GEBRUIKSPERIODE: _("de gebruiksperiode van de auto is om"),
        Onderdeelauto.KENTEKENBEWIJS_1A: _("kentekenbewijs deel 1A"),
        Onderdeelauto.KENTEKENBEWIJS_1B: _("kentekenbewijs deel 1B"),
        Onderdeelauto.RESERVESLEUTELS: _("reservesleutels"),
        Onderdeelauto.MOEDERSLEUTEL: _("moedersleutel"),
        Onderdeelauto.CODEKAART: _("codekaart"),
        Onderdeelauto.INSTRUCTIEBOEKJE: _("instructieboekje"),
        Onderdeelauto.ONDERHOUDSBOEKJE: _("onderhoudsboekje"),
    }
    return namen.get(keuze, str(keuze))


def toekenningstaat(status: Toekenningstatus) -> Staat:
    """Return how far an application is."""
    namen: dict[Toekenningstatus, Staat] = {
        Toekenningstatus.AANGEVRAAGD: ("ingediend", _("aangevraagd, nog niet besloten")),
        Toekenningstatus.TOEGEKEND: ("goedgekeurd", _("toegekend")),
        Toekenningstatus.AFGEWEZEN: ("afgewezen", _("afgewezen")),
        Toekenningstatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
        Toekenningstatus.BEEINDIGD: ("neutraal", _("geëindigd")),
    }
    return namen[status]


def bestelstaat(status: Bestelstatus) -> Staat:
    """Return how far an order is."""
    namen: dict[Bestelstatus, Staat] = {
        Bestelstatus.BESTELD: ("bezig", _("besteld of toegewezen")),
        Bestelstatus.AFGELEVERD: ("goed", _("afgeleverd")),
        Bestelstatus.GEANNULEERD: ("neutraal", _("geannuleerd")),
    }
    return namen[status]


def inleverstaat(status: Inleverstatus) -> Staat:
    """Return how far a return is."""
    namen: dict[Inleverstatus, Staat] = {
        Inleverstatus.OPEN: ("open", _("auto nog niet terug")),
        Inleverstatus.INGELEVERD: ("bezig", _("ingeleverd, de pas nog niet")),
        Inleverstatus.AFGEROND: ("goed", _("afgerond")),
    }
    return namen[status]


def toetsstaat(rij: Jaartoetsregel) -> Staat:
    """Return how far the check of one holder is, and what the advice says.

    One year below 10,000 km is no reason to end it: the text asks for "structurally".
    """
    if rij.status is Toetsstatus.TE_TOETSEN or rij.advies is None:
        return "open", _("nog te toetsen")
    if rij.status is Toetsstatus.BESLOTEN:
        return ("goed", _("besloten: voortzetten")) if rij.voortzetten else ("neutraal", _("besloten: beëindigen"))
    namen: dict[Advies, Staat] = {
        Advies.VOORTZETTEN: ("goed", _("advies: voortzetten")),
        Advies.BEOORDELEN: ("let_op", _("advies: beoordeel eerst de rittenregistratie")),
        Advies.BEEINDIGEN: ("let_op", _("advies: voldoet dit jaar niet; weeg eerdere jaren en afwezigheid mee")),
    }
    return namen[rij.advies]


def uitlegregels(stappen: Sequence[Stap]) -> list[dict[str, str | None]]:
    """Return steps as lines for the macro ``waarom`` (after the filter ``met_bronnen``)."""
    context = ctx()
    return regels(list(stappen), context.installatie.teksten, context.taal)
