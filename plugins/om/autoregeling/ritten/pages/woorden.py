# SPDX-License-Identifier: EUPL-1.2
"""Words of trips in the language of the reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from flask_babel import get_locale

from core.calendar.tijd import lokaal
from core.rules.invoer import Geweigerd
from plugins.om.autoregeling.models import Ritklasse
from plugins.om.autoregeling.ritten.models import Aanhouding, Adressoort
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.ritten.redenen import redenen
from plugins.om.autoregeling.ritten.services.mijn import Ritregel
from plugins.om.autoregeling.ritten.zicht import Inzagedoel, Kijker, Omvang, Zicht

Staat = tuple[str, str]


def km(tienden: int) -> str:
    """Write tenths of a kilometre as ``12,3 km``."""
    return f"{format_decimal(Decimal(tienden) / 10, '#,##0.0', locale=get_locale())} km"


def stand(tienden: int) -> str:
    """Write an odometer."""
    return format_decimal(Decimal(tienden) / 10, "0.0", locale=get_locale())


def klasse(soort: Ritklasse) -> str:
    """Return the name of a class."""
    namen = {
        Ritklasse.Z: _("zakelijk"),
        Ritklasse.W: _("woon-werk"),
        Ritklasse.P: _("privé"),
        Ritklasse.O: _("nog te beoordelen"),
    }
    return namen[soort]


def klassestaat(soort: Ritklasse) -> Staat:
    """Return a class as a state: what is open asks something."""
    return ("let_op" if soort is Ritklasse.O else "neutraal"), klasse(soort)


def tijden(rit: Ritregel) -> str:
    """Write when a trip was made."""
    return f"{lokaal(rit.begin):%H.%M}-{lokaal(rit.einde):%H.%M}"


def adressoort(soort: Adressoort) -> str:
    """Return the name of a kind of address."""
    namen = {
        Adressoort.WOONADRES: _("woonadres"),
        Adressoort.VASTE_WERKLOCATIE: _("vaste werklocatie"),
        Adressoort.ZAKELIJK: _("zakelijk adres"),
    }
    return namen[soort]


def kijker(wie: Kijker) -> str:
    """Return in which role somebody looks."""
    namen = {
        Kijker.WERKGEVER: _("werkgever"),
        Kijker.LOKAAL: _("lokaal wagenparkbeheer"),
        Kijker.CENTRAAL: _("Centraal Wagenparkbeheer"),
    }
    return namen[wie]


def inzagedoel(waarvoor: Inzagedoel) -> str:
    """Return why somebody looked: one of the three reasons of the text."""
    namen = {
        Inzagedoel.FISCAAL: _("een rittenregistratie die voldoet aan de eisen van de Belastingdienst"),
        Inzagedoel.ZAKELIJKE_ADRESSEN: _("zien welke zakelijke adressen zijn bezocht"),
        Inzagedoel.DIEFSTAL: _("een gestolen auto terugvinden"),
    }
    return namen[waarvoor]


def omvang(wat: Omvang) -> str:
    """Return what a consent opens."""
    namen = {
        Omvang.WOONWERK: _("woon-werkritten: dag en afstand"),
        Omvang.PRIVE: _("privéritten: dag en afstand"),
    }
    return namen[wat]


def zicht(wat: Zicht) -> str:
    """Return what was shown."""
    namen = {
        Zicht.NIETS: _("niets"),
        Zicht.AANTAL: _("aantallen"),
        Zicht.JAARTOTAAL: _("totalen van het jaar"),
        Zicht.MET_TOESTEMMING: _("zakelijke ritten, en wat je zelf liet zien"),
        Zicht.RIT: _("zakelijke ritten"),
    }
    return namen[wat]


def aanhouding(soort: Aanhouding | str) -> Staat:
    """Return why a car waits, as a state."""
    namen: dict[Aanhouding, Staat] = {
        Aanhouding.FOUT: ("fout", _("er klopt iets niet")),
        Aanhouding.GAT: ("let_op", _("er ontbreken kilometers")),
    }
    return namen[Aanhouding(soort)]


def reden(code: str) -> str:
    """Return why a line holds back its car."""
    return redenen(_)[code]


def lees_tienden(veld: str, tekst: str) -> int:
    """Return an odometer from a form, in tenths of a kilometre. Raises ``Geweigerd``."""
    kaal = tekst.replace(" ", "").replace(",", ".")
    heel, punt, deel = kaal.partition(".")
    if not heel.isdecimal() or len(heel) > 7 or (punt and not (len(deel) == 1 and deel.isdecimal())):
        raise Geweigerd(veld, "schrijf een kilometerstand met hoogstens één cijfer achter de komma, als 12345,6")
    return int(heel) * 10 + int(deel or 0)


def lees_maand(tekst: str, vandaag: date) -> tuple[int, int]:
    """Return year and month of ``YYYY-MM``; this month when it is something else."""
    try:
        dag = date.fromisoformat(f"{tekst}-01")
    except ValueError:
        return vandaag.year, vandaag.month
    return dag.year, dag.month
