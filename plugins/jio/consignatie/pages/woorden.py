# SPDX-License-Identifier: EUPL-1.2
"""The words of the on-call duty in plain Dutch: states, steps and reasons, and how times of a duty are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from babel.dates import format_datetime
from flask_babel import get_locale

from core.calendar.tijd import AMSTERDAM, lokale_datum
from core.rules import Stap
from core.rules.uitleg import regels
from core.web.filters import datum, moment
from core.web.request import ctx
from plugins.jio.consignatie.models import Declaratiesoort, Deelreden, Situatie, Teamfunctie
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.procedure import Declaratiestatus, Roosterstatus, Ruilstatus
from plugins.jio.consignatie.rules.declaratie import Declaratiebezwaar
from plugins.jio.consignatie.rules.inzetbaar import Belemmering
from plugins.jio.consignatie.rules.oproep import Oproepbezwaar, Storingscategorie
from plugins.jio.consignatie.services.gevolgen import Gevolg, Waarschuwing
from plugins.jio.consignatie.services.opvallend import Opvallend
from plugins.jio.consignatie.services.teams import Geldendesituatie

Staat = tuple[str, str]
"""A code of the macro ``staat`` and its word."""


def roosterstaat(status: Roosterstatus) -> Staat:
    """Return how far a roster is."""
    woorden: dict[Roosterstatus, Staat] = {
        Roosterstatus.CONCEPT: ("concept", _("concept")),
        Roosterstatus.GERAADPLEEGD: ("bezig", _("afdelingshoofd geraadpleegd")),
        Roosterstatus.GEPUBLICEERD: ("goed", _("gepubliceerd")),
        Roosterstatus.GEWIJZIGD: ("goed", _("gepubliceerd en bijgewerkt")),
        Roosterstatus.GESLOTEN: ("afgerond", _("gesloten")),
    }
    return woorden[status]


def ruilstaat(status: Ruilstatus) -> Staat:
    """Return how far a swap is, and so who is to act."""
    woorden: dict[Ruilstatus, Staat] = {
        Ruilstatus.AANGEBODEN: ("aangeboden", _("aangeboden")),
        Ruilstatus.OVERGENOMEN: ("wacht", _("wacht op de leidinggevende")),
        Ruilstatus.BEKEND: ("wacht", _("wacht op Interne Ondersteuning")),
        Ruilstatus.VASTGELEGD: ("vastgelegd", _("vastgelegd")),
        Ruilstatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
        Ruilstatus.GEWEIGERD: ("geweigerd", _("gaat niet door")),
    }
    return woorden[status]


def declaratiestaat(status: Declaratiestatus, *, zelf: bool = False) -> Staat:
    """Return how far a claim is, and so who is to act; ``zelf`` is whose claim it is."""
    woorden: dict[Declaratiestatus, Staat] = {
        Declaratiestatus.KLAARGEZET: ("open", _("staat voor je klaar") if zelf else _("wacht op de medewerker")),
        Declaratiestatus.BEVESTIGD: ("wacht", _("wacht op de leidinggevende")),
        Declaratiestatus.BEZWAAR: ("bezwaar", _("bezwaar, wacht op antwoord")),
        Declaratiestatus.GOEDGEKEURD: ("goedgekeurd", _("goedgekeurd")),
        Declaratiestatus.TERUGGEGEVEN: ("teruggegeven", _("teruggegeven")),
        Declaratiestatus.VERVALLEN: ("neutraal", _("vervallen")),
    }
    return woorden[status]


def deelreden(reden: Deelreden) -> str:
    """Return why a piece of a duty is somebody's."""
    woorden: dict[Deelreden, str] = {
        Deelreden.ROOSTER: _("volgens rooster"),
        Deelreden.RUIL: _("na een ruil"),
        Deelreden.ZIEKTE_DAGDIENST: _("vervangt een collega"),
        Deelreden.ZIEKTE_TIJDENS_DIENST: _("vervangt een collega"),
        Deelreden.VERLOF: _("vervangt een collega"),
        Deelreden.HERSTEL: _("rooster hersteld"),
        Deelreden.GEVRAAGD: _("viel in op verzoek"),
    }
    return woorden[reden]


def opvallend(reden: Opvallend) -> str:
    """Return why a claim deserves a look before it is approved."""
    woorden: dict[Opvallend, str] = {
        Opvallend.KLOPT_NIET: _("klopt niet met het rooster of de oproepen"),
        Opvallend.BEZWAAR: _("bezwaar"),
        Opvallend.ZONDER_AANWIJZING: _("deels zonder aanwijzing"),
        Opvallend.GERUILD: _("geruild"),
        Opvallend.VERVANGEN: _("vervanging"),
        Opvallend.GESPLITST: _("dienst gedeeld met een collega"),
        Opvallend.ANDERS_DAN_VORIGE: _("andere tijd dan de vorige keer"),
    }
    return woorden[reden]


def belemmering(soort: Belemmering) -> str:
    """Return an obstacle for who arranges the roster; never its ground."""
    woorden: dict[Belemmering, str] = {
        Belemmering.JONGER_DAN_18: _("nog geen 18 jaar"),
        Belemmering.PAS_REGELING: _("gebruikt de PAS-regeling"),
        Belemmering.ONTHEFFING: _("heeft een ontheffing"),
        Belemmering.VERLOF: _("heeft verlof"),
        Belemmering.ZIEKTE: _("is afwezig"),
        Belemmering.ARBEIDSTIJDEN: _("komt boven de grens van de Arbeidstijdenwet"),
    }
    return woorden[soort]


def belemmeringen(soorten: Iterable[Belemmering]) -> str:
    """Return several obstacles as one text."""
    return ", ".join(belemmering(soort) for soort in soorten)


def categorie(soort: Storingscategorie) -> str:
    """Return what is out of order."""
    woorden: dict[Storingscategorie, str] = {
        Storingscategorie.ICT_DIENST: _("Een ICT-dienst werkt niet"),
        Storingscategorie.SERVER: _("Server"),
        Storingscategorie.NETWERK: _("Netwerk"),
        Storingscategorie.BASISCOMPONENT: _("Basiscomponent, zoals Windows, Linux, Citrix of Oracle"),
        Storingscategorie.ALARM_BRAND: _("Brandalarm"),
        Storingscategorie.ALARM_INBRAAK: _("Inbraakalarm"),
        Storingscategorie.WACHTWOORD: _("Wachtwoord (telt niet mee)"),
        Storingscategorie.WERKSTATION: _("Werkstation (telt niet mee)"),
        Storingscategorie.PRINTER: _("Printer (telt niet mee)"),
        Storingscategorie.INDIVIDUELE_GEBRUIKER: _("Een gebruiker (telt niet mee)"),
    }
    return woorden[soort]


def oproepreden(reden: str) -> str:
    """Return why a call-out does not count, as a sentence."""
    woorden: dict[str, str] = {
        Oproepbezwaar.GEEN_PRIO_1: _("De storing is geen prio 1."),
        Oproepbezwaar.GEEN_CONSIGNATIEOVEREENKOMST: _("De opdrachtgever heeft geen consignatieovereenkomst."),
        Oproepbezwaar.UITGESLOTEN_CATEGORIE: _("Zo'n storing valt niet onder de consignatie."),
        Oproepbezwaar.KANTOORTIJD: _("Het was kantoortijd."),
        Oproepbezwaar.BEGONNEN_IN_KANTOORTIJD: _("De storing begon in kantoortijd en je stemde er niet mee in."),
    }
    return woorden.get(reden, reden.replace("_", " "))


def oproepredenen(redenen: Iterable[str]) -> str:
    """Return why a call-out does not count, as sentences."""
    return " ".join(oproepreden(reden) for reden in redenen)


def declaratieredenen(redenen: Iterable[str]) -> str:
    """Return why a claim does not agree with what is on record, as one text."""
    woorden: dict[str, str] = {
        Declaratiebezwaar.GEEN_SCHRIFTELIJKE_AANWIJZING: _("niet aangewezen"),
        Declaratiebezwaar.NIET_DE_UITVOERDER: _("een ander deed de dienst"),
        Declaratiebezwaar.MINUTEN_WIJKEN_AF_VAN_ROOSTER: _("wijkt af van het rooster"),
        Declaratiebezwaar.SCHAAL_BOVEN_10: _("schaal boven 10"),
        Declaratiebezwaar.FCC_WIJKT_AF: _("wijkt af van FCC"),
        Declaratiebezwaar.MEER_DAN_BEREKEND: _("meer dan berekend"),
    }
    return ", ".join(woorden.get(reden, reden.replace("_", " ")) for reden in redenen)


def functie(soort: Teamfunctie) -> str:
    """Return what a team on call is for."""
    woorden: dict[Teamfunctie, str] = {
        Teamfunctie.DISCIPLINE: _("Teams die storingen oplossen"),
        Teamfunctie.OPERATIONEEL_MANAGER: _("Operationeel manager"),
        Teamfunctie.CM_LID: _("CM-lid (crisismanagement)"),
        Teamfunctie.CSD: _("CSD EA&I (neemt meldingen aan)"),
        Teamfunctie.HUISMEESTER: _("Huismeester"),
    }
    return woorden[soort]


def situatie(soort: Situatie) -> str:
    """Return in which of the three situations of CAO Rijk 7.6 somebody is."""
    woorden: dict[Situatie, str] = {
        Situatie.THUIS: _("thuis werken (a)"),
        Situatie.NAAR_LOCATIE: _("naar een locatie komen (b)"),
        Situatie.OP_WERKPLEK: _("op de werkplek blijven (c)"),
    }
    return woorden[soort]


def situatieregels(gegeven: Geldendesituatie) -> list[dict[str, str | None]]:
    """Return why a team is in its situation, as lines for the macro ``waarom``."""
    lezing = gegeven.lezing
    if lezing is None:
        return [
            {"artikel": "CAO Rijk 7.6", "tekst": _("Besloten door HR. Bron: %(bron)s.", bron=gegeven.bron.rstrip("."))}
        ]
    return [
        {
            "artikel": "CAO Rijk 7.6",
            "tekst": _("Voor OSS-Buitendienst is dit een lezing van de CAO: %(bron)s.", bron=lezing.bron.rstrip(".")),
            "parameter": lezing.sleutel,
            "waarde": str(lezing.waarde),
            "vanaf": lezing.vanaf.isoformat(),
            "zekerheid": str(lezing.zekerheid),
        }
    ]


def declaratiesoort(soort: Declaratiesoort) -> str:
    """Return what a claim is about."""
    woorden: dict[Declaratiesoort, str] = {
        Declaratiesoort.CONSIGNATIE: _("toelage voor de dienst"),
        Declaratiesoort.OVERWERK: _("overwerk na oproepen"),
    }
    return woorden[soort]


def stapnaam(stap: str) -> str:
    """Return a step of a roster, swap or claim as something that somebody did."""
    woorden: dict[str, str] = {
        "maak": _("Rooster aangemaakt"),
        "vul": _("Rooster gevuld"),
        "lees_in": _("Ingelezen uit een bestand"),
        "draai_terug": _("Bestand teruggedraaid"),
        "raadpleeg": _("Voorgelegd aan het afdelingshoofd"),
        "neem_terug": _("Teruggenomen om te veranderen"),
        "publiceer": _("Gepubliceerd"),
        "wijzig": _("Bijgewerkt na een ruil of vervanging"),
        "sluit": _("Gesloten"),
        "heropen": _("Weer geopend"),
        "bied_aan": _("Aangeboden"),
        "neem_over": _("Overgenomen"),
        "sla_af": _("Afgeslagen"),
        "trek_in": _("Ingetrokken"),
        "meld_bekend": _("Bekend bij de leidinggevende"),
        "leg_vast": _("Vastgelegd in het rooster"),
        "weiger": _("Geweigerd"),
        "zet_klaar": _("Klaargezet vanuit het rooster"),
        "bevestig": _("Bevestigd door de medewerker"),
        "maak_bezwaar": _("Bezwaar gemaakt"),
        "beantwoord": _("Bezwaar beantwoord"),
        "keur_goed": _("Goedgekeurd"),
        "geef_terug": _("Teruggegeven"),
        "herinner": _("Herinnering gestuurd"),
        "laat_vervallen": _("Vervallen: het rooster of de oproepen veranderden"),
    }
    return woorden.get(stap) or stap.replace("_", " ").capitalize()


def tijdvak(van: datetime, tot: datetime) -> str:
    """Write a stretch of time, as ``di 10 maart 17.00 tot di 17 maart 2026 08.00 uur``; a day stands once."""
    if lokale_datum(van) == lokale_datum(tot):
        return _("%(van)s tot %(tot)s uur", van=moment(van), tot=_schrijf(tot, "HH.mm"))
    begin = _schrijf(van, "EEE d MMMM HH.mm") if lokale_datum(van).year == lokale_datum(tot).year else moment(van)
    return _("%(van)s tot %(tot)s uur", van=begin, tot=moment(tot))


def dagen(van: datetime, tot: datetime) -> str:
    """Write the days of a duty where every row has the same hours, as ``di 6 jan tot di 13 jan``."""
    return _("%(van)s tot %(tot)s", van=_schrijf(van, "EEE d MMM"), tot=_schrijf(tot, "EEE d MMM"))


def _schrijf(op: datetime, vorm: str) -> str:
    return format_datetime(op, vorm, tzinfo=AMSTERDAM, locale=get_locale())


def dienstnaam(dinsdag: date) -> str:
    """Return how people call a duty: by its Tuesday."""
    return _("dienst van %(dag)s", dag=datum(dinsdag))


def waarschuwing(soort: Waarschuwing) -> str:
    """Return what both should know before they agree to a swap; never why a colleague cannot serve."""
    woorden: dict[Waarschuwing, str] = {
        Waarschuwing.BUITEN_KWARTIEREN: _(
            "De wissel valt niet op een heel kwartier. Een kwartier dat niet af is, wordt niet betaald."
        ),
        Waarschuwing.DIENST_BEGONNEN: _("De dienst is al begonnen of voorbij. Wat is betaald, wordt gecorrigeerd."),
        Waarschuwing.ARBEIDSTIJDEN: _("Wie overneemt, komt boven de grens van de Arbeidstijdenwet."),
        Waarschuwing.ARBEIDSTIJDEN_NIET_GETOETST: _(
            "De Arbeidstijdenwet is niet getoetst: er is geen grens ingevuld. Let zelf op genoeg rust."
        ),
        Waarschuwing.GEEN_AANWIJZING: _(
            "Wie overneemt, is niet voor de hele dienst schriftelijk aangewezen en krijgt over die tijd geen toelage."
        ),
        Waarschuwing.NIET_INZETBAAR: _("Wie overneemt, kan deze dienst niet doen. Zo gaat het niet door."),
        Waarschuwing.VERANDERD: _("Het rooster is intussen veranderd. Zo gaat het niet door."),
    }
    return woorden[soort]


def gevolgregels(gevolg: Gevolg) -> list[dict[str, str | None]]:
    """Return why a swap does what it does, as lines for the macro ``waarom``."""
    regels_ = [
        ("JIO 7.6", _("Wie de dienst doet, krijgt de toelage. Een ruil telt pas als hij is vastgelegd.")),
        (
            "CAO Rijk 7.6",
            _("De toelage telt in hele kwartieren consignatietijd; weekend en feestdagen tellen zwaarder."),
        ),
    ]
    regels_ += [
        (
            "Arbeidstijdenwet",
            _(
                "Met de %(dienst)s heeft %(wie)s in 28 dagen ten hoogste %(aantal)s dagen consignatie.",
                dienst=dienstnaam(tijd.dinsdag),
                wie=persoon.naam,
                aantal=tijd.hoogste_aantal_dagen,
            ),
        )
        for persoon in gevolg.personen
        for tijd in persoon.arbeidstijden
        if tijd.getoetst
    ]
    return [{"artikel": artikel, "tekst": tekst} for artikel, tekst in regels_]


def uitlegregels(stappen: Sequence[Stap]) -> list[dict[str, str | None]]:
    """Return steps as lines for the macro ``waarom`` (after the filter ``met_bronnen``)."""
    context = ctx()
    return regels(list(stappen), context.installatie.teksten, context.taal)


def declaratiestappen(redenen: Iterable[str], minuten: int) -> list[Stap]:
    """Return what JIO-CONS/declaratie-toets answered of a claim, from what was stored of it."""
    codes = tuple(redenen) or ("akkoord",)
    return [Stap("JIO 7.6", f"JIO-CONS/declaratie-toets.{code}", {"minuten": minuten}) for code in codes]
