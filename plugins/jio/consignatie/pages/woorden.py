# SPDX-License-Identifier: EUPL-1.2
"""The words of the on-call duty in plain Dutch: states, steps and reasons, and how times of a duty are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_datetime
from flask_babel import get_locale
from flask_babel import gettext as _

from core.calendar.tijd import AMSTERDAM, lokale_datum
from core.rules import Stap
from core.rules.uitleg import regels
from core.web.filters import datum
from core.web.request import ctx
from plugins.jio.consignatie.models import Declaratiesoort, Deelreden
from plugins.jio.consignatie.procedure import Declaratiestatus, Roosterstatus, Ruilstatus

Staat = tuple[str, str]
"""A code of the macro ``staat`` and its word."""


def roosterstaat(status: Roosterstatus) -> Staat:
    """Return how far a roster is."""
    return {
        Roosterstatus.CONCEPT: ("concept", _("concept")),
        Roosterstatus.GERAADPLEEGD: ("bezig", _("afdelingshoofd geraadpleegd")),
        Roosterstatus.GEPUBLICEERD: ("goed", _("gepubliceerd")),
        Roosterstatus.GEWIJZIGD: ("goed", _("gepubliceerd en bijgewerkt")),
        Roosterstatus.GESLOTEN: ("afgerond", _("gesloten")),
    }[status]


def ruilstaat(status: Ruilstatus) -> Staat:
    """Return how far a swap is, and so who is to act."""
    return {
        Ruilstatus.AANGEBODEN: ("aangeboden", _("aangeboden")),
        Ruilstatus.OVERGENOMEN: ("wacht", _("wacht op de leidinggevende")),
        Ruilstatus.BEKEND: ("wacht", _("wacht op Interne Ondersteuning")),
        Ruilstatus.VASTGELEGD: ("vastgelegd", _("vastgelegd")),
        Ruilstatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
        Ruilstatus.GEWEIGERD: ("geweigerd", _("gaat niet door")),
    }[status]


def declaratiestaat(status: Declaratiestatus) -> Staat:
    """Return how far a claim is, and so who is to act."""
    return {
        Declaratiestatus.KLAARGEZET: ("open", _("staat voor je klaar")),
        Declaratiestatus.BEVESTIGD: ("wacht", _("wacht op de leidinggevende")),
        Declaratiestatus.BEZWAAR: ("bezwaar", _("bezwaar, wacht op antwoord")),
        Declaratiestatus.GOEDGEKEURD: ("goedgekeurd", _("goedgekeurd")),
        Declaratiestatus.TERUGGEGEVEN: ("teruggegeven", _("teruggegeven")),
        Declaratiestatus.VERVALLEN: ("neutraal", _("vervallen")),
    }[status]


def deelreden(reden: Deelreden) -> str:
    """Return why a piece of a duty is somebody's."""
    return {
        Deelreden.ROOSTER: _("volgens rooster"),
        Deelreden.RUIL: _("na een ruil"),
        Deelreden.ZIEKTE_DAGDIENST: _("vervangt een collega"),
        Deelreden.ZIEKTE_TIJDENS_DIENST: _("vervangt een collega"),
        Deelreden.VERLOF: _("vervangt een collega"),
        Deelreden.HERSTEL: _("rooster hersteld"),
    }[reden]


def declaratiesoort(soort: Declaratiesoort) -> str:
    """Return what a claim is about."""
    return {
        Declaratiesoort.CONSIGNATIE: _("toelage voor de dienst"),
        Declaratiesoort.OVERWERK: _("overwerk na oproepen"),
    }[soort]


def stapnaam(stap: str) -> str:
    """Return a step of a roster, swap or claim as something that somebody did."""
    return {
        "maak": _("Rooster aangemaakt"),
        "vul": _("Rooster gevuld"),
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
    }.get(stap, stap.replace("_", " ").capitalize())


def klok(op: datetime) -> str:
    """Write a moment by the Dutch clock without its year, as ``di 10 maart 17.00``."""
    return format_datetime(op, "EEE d MMMM HH.mm", tzinfo=AMSTERDAM, locale=get_locale())


def tijdvak(van: datetime, tot: datetime) -> str:
    """Write a stretch of time, as ``di 10 maart 17.00 tot di 17 maart 08.00 uur``; on one day the day stands once."""
    if lokale_datum(van) == lokale_datum(tot):
        einde = format_datetime(tot, "HH.mm", tzinfo=AMSTERDAM, locale=get_locale())
    else:
        einde = klok(tot)
    return _("%(van)s tot %(tot)s uur", van=klok(van), tot=einde)


def dienstnaam(dinsdag: Any) -> str:
    """Return how people call a duty: by its Tuesday."""
    return _("dienst van %(dag)s", dag=datum(dinsdag))


def uitlegregels(stappen: Sequence[Stap]) -> list[dict[str, str | None]]:
    """Return steps as lines for the macro ``waarom`` (after the filter ``met_bronnen``)."""
    context = ctx()
    return regels(list(stappen), context.installatie.teksten, context.taal)


def declaratiestappen(redenen: Iterable[str], minuten: int) -> list[Stap]:
    """Return what JIO-CONS/declaratie-toets answered of a claim, from what was stored of it."""
    codes = tuple(redenen) or ("akkoord",)
    return [Stap("JIO 7.6", f"JIO-CONS/declaratie-toets.{code}", {"minuten": minuten}) for code in codes]
