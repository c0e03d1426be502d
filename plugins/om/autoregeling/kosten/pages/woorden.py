# SPDX-License-Identifier: EUPL-1.2
"""The words of costs and chargers: kinds, states and the questions of each kind."""

from __future__ import annotations

from plugins.om.autoregeling.kosten.models import Bestemming, Kostenpost, Laadpuntsoort
from plugins.om.autoregeling.kosten.procedure import Kostenstatus, Laadpuntstatus
from plugins.om.autoregeling.ritten.pages.taal import _


def kostensoort(soort: str) -> str:
    """Return what a kind of cost is called."""
    return {
        "verlies_documenten_passen_sleutels_codes": _("Verloren documenten, pas, sleutel of code"),
        "onjuist_inleveren": _("Onjuist inleveren"),
        "motorschade_oliepeil": _("Motorschade door te weinig olie"),
        "motorschade_verkeerde_brandstof": _("Motorschade door verkeerde brandstof"),
        "overbelading": _("Overbelading of te zware aanhanger"),
        "interieurschade_roken": _("Schade aan het interieur door roken"),
        "reiniging_na_roken": _("Reiniging na roken"),
        "inbeslagname": _("Inbeslagname"),
        "parkeervergunning_woonadres": _("Parkeervergunning bij het woonadres"),
        "accessoire_extra": _("Extra accessoire"),
        "herstel_tuin_tegels_boorgaten": _("Herstel van tuin, tegels of boorgaten"),
        "eigen_laadvoorziening_thuis": _("Eigen laadvoorziening thuis"),
        "rit_om_partner": _("Zakelijke rit van de partner"),
        "woon_werk_autokosten": _("Autokosten voor woon-werk"),
        "navigatie_of_telefoonhouder": _("Navigatie of telefoonhouder"),
        "interieurschade_eten_drinken": _("Schade aan het interieur door eten of drinken"),
        "schade_goederenvervoer": _("Schade door vervoer van goederen"),
        "hoog_brandstofverbruik": _("Onnodig hoog verbruik"),
        "schade_buiten_dekking": _("Schade buiten de dekking van de verzekering"),
        "onbeheerde_waardevolle_zaken": _("Onbeheerd achtergelaten waardevolle zaken"),
        "bestelde_auto_bij_vertrek": _("Bestelde auto bij vertrek"),
        "regulier_onderhoud": _("Regulier onderhoud"),
        "schade_bij_inlevering": _("Schade die bij het inleveren blijkt"),
        "boete": _("Boete"),
        "schade_door_inbeslagname": _("Schade door inbeslagname"),
        "verbeurdverklaring": _("Verbeurdverklaring"),
        "parkeren_veer_tol": _("Parkeren, veer of tol"),
        "reiniging": _("Reiniging"),
        "accessoire_medisch": _("Medisch noodzakelijk accessoire"),
        "schade_eigen_accessoire": _("Schade aan een eigen accessoire"),
        "vervangende_auto": _("Vervangende auto"),
        "brandstof_buitenland": _("Brandstof in het buitenland"),
        "laden": _("Laden"),
        "milieuvignet": _("Milieuvignet"),
        "laadpaal_verwijderen": _("Verwijderen van een laadpunt"),
        "kentekenkaart_opnieuw": _("Nieuwe kentekenkaart"),
        "pas_verlies_of_misbruik": _("Verlies of misbruik van een pas"),
        "ander_vervoer": _("Ander vervoer"),
        "plaatsing": _("Meerkosten van een laadpunt"),
        "beeindiging": _("Vergoeding voor een laadpunt"),
    }.get(soort, soort)


def vraag(naam: str) -> str:
    """Return what is asked under the name of a fact."""
    return {
        "eerder_gemeld": _("De schade was eerder gemeld"),
        "verhoging_euro": _("Verhoging, in euro's"),
        "administratiekosten_euro": _("Administratiekosten, in euro's"),
        "huurauto": _("Het was een huurauto"),
        "door_overtreding_werknemer": _("Door een overtreding van de werknemer"),
        "zakelijk": _("Voor het werk"),
        "verklaring_bedrijfsarts": _("Er is een verklaring van de bedrijfsarts"),
        "voor": _("Voor wie"),
        "bekend_bij_leaseplan": _("De leasemaatschappij kende het accessoire"),
        "niet_beschikbaar_minuten": _("Hoeveel minuten de eigen auto er niet was"),
        "toestemming": _("De werkgever gaf vooraf toestemming"),
        "premium": _("Het was premium brandstof"),
        "met_pas": _("Met de pas betaald"),
        "originele_bon": _("Er is een originele bon"),
        "ingediend_bij": _("Waar de bon is ingediend"),
        "eigen_pas": _("Met de eigen pas geladen"),
        "dienstauto": _("De dienstauto geladen"),
        "gekocht_voor": _("Waarvoor het is gekocht"),
        "later_zakelijk_gebruikt": _("Later ook voor het werk gebruikt"),
        "op_verzoek_van": _("Wie erom vroeg"),
        "zoekgeraakt": _("De kaart is zoekgeraakt"),
        "tijdig_gemeld": _("Op tijd gemeld dat de kaart er niet was"),
        "procedure_gevolgd": _("Meteen gebeld en binnen 48 uur schriftelijk gemeld"),
        "misbruik": _("De pas is misbruikt"),
        "op_verzoek_werkgever": _("De werkgever vroeg erom"),
        "veel_efficienter": _("Veel goedkoper of sneller"),
    }.get(naam, naam)


def keuze(waarde: str) -> str:
    """Return the word of a choice within a kind."""
    return {
        "werknemer": _("de werknemer"),
        "huisgenoot": _("een huisgenoot"),
        "leaseplan": _("de leasemaatschappij"),
        "dvom": _("DVOM"),
        "p_portal": _("het P-portal"),
        "zakelijk": _("voor het werk"),
        "prive": _("privé"),
        "wagenparkbeheerder": _("de wagenparkbeheerder"),
    }.get(waarde, waarde)


def kostenstaat(rij: Kostenpost) -> tuple[str, str]:
    """Return how far a cost is, as code and word; who has answered need not do so again."""
    if rij.status is Kostenstatus.HOREN and rij.voorgelegd_op is not None:
        return "bezig", _("de werkgever beslist")
    return {
        Kostenstatus.WERKGEVER: ("afgerond", _("niet voor de berijder")),
        Kostenstatus.HOREN: ("open", _("de berijder kan reageren")),
        Kostenstatus.BESLOTEN: ("bezig", _("besloten; bezwaar kan nog")),
        Kostenstatus.BEZWAAR: ("bezwaar", _("bezwaar; er wordt niets ingehouden")),
        Kostenstatus.DEFINITIEF: ("goed", _("definitief")),
        Kostenstatus.AFGEZIEN: ("afgerond", _("niets verhaald")),
        Kostenstatus.INGETROKKEN: ("afgewezen", _("ingetrokken")),
    }[rij.status]


def laadstaat(status: Laadpuntstatus) -> tuple[str, str]:
    """Return how far a charger is, as code and word."""
    return {
        Laadpuntstatus.AANGEVRAAGD: ("open", _("aangevraagd")),
        Laadpuntstatus.OFFERTE: ("bezig", _("offerte; de berijder stemt nog in")),
        Laadpuntstatus.AKKOORD: ("bezig", _("akkoord; nog te plaatsen")),
        Laadpuntstatus.GEPLAATST: ("goed", _("geplaatst")),
        Laadpuntstatus.BEEINDIGD: ("afgerond", _("beëindigd")),
        Laadpuntstatus.AFGEWEZEN: ("afgewezen", _("afgewezen")),
        Laadpuntstatus.INGETROKKEN: ("afgerond", _("ingetrokken")),
    }[status]


def laadsoort(soort: Laadpuntsoort) -> str:
    """Return the word of a kind of charger."""
    return {Laadpuntsoort.WAND: _("aan de wand"), Laadpuntsoort.PAAL: _("op een paal")}[soort]


def bestemming(waar: Bestemming) -> str:
    """Return what happens with a charger that is no longer used."""
    return {
        Bestemming.BLIJFT: _("het blijft staan en blijft van de werkgever"),
        Bestemming.VERWIJDERD: _("de werkgever laat het weghalen"),
        Bestemming.OVERGEDRAGEN: _("het wordt van de werknemer; garanties vervallen"),
    }[waar]
