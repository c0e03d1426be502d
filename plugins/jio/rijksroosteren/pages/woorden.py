# SPDX-License-Identifier: EUPL-1.2
"""How states, kinds and steps of patch duty are said."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.web.forms import lees_datum, veldtekst
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import lees_tijd_op
from plugins.jio.consignatie.pages.woorden import Staat, tijdvak, uitlegregels
from plugins.jio.rijksroosteren.models import Regelsoort
from plugins.jio.rijksroosteren.procedure import Regelstatus
from plugins.jio.rijksroosteren.rules import Categorie, Kanaal

_DAG = timedelta(days=1)

__all__ = [
    "categorie",
    "kanaal",
    "lees_tijdvak",
    "regelsoort",
    "regelstaat",
    "stapnaam",
    "terug_of",
    "tijdvak",
    "uitlegregels",
]


def categorie(soort: Categorie) -> str:
    """Return what is on the roster."""
    return {Categorie.PATCHDIENST: _("patchdienst"), Categorie.WIJZIGING: _("wijziging")}[soort]


def regelstaat(status: Regelstatus) -> Staat:
    """Return how far an entry is."""
    namen: dict[Regelstatus, Staat] = {
        Regelstatus.CONCEPT: ("concept", _("wacht op de leidinggevende")),
        Regelstatus.GOEDGEKEURD: ("goedgekeurd", _("goedgekeurd")),
        Regelstatus.GEREALISEERD: ("bevestigd", _("gewerkt")),
        Regelstatus.GEEXPORTEERD: ("afgerond", _("naar de RRA")),
        Regelstatus.VERVALLEN: ("neutraal", _("vervallen")),
    }
    return namen[status]


def regelsoort(soort: Regelsoort) -> str:
    """Return what a line of the file is about."""
    return {Regelsoort.PATCHDIENST: _("patchdienst"), Regelsoort.CONSIGNATIE: _("consignatiedienst")}[soort]


def kanaal(systeem: Kanaal) -> str:
    """Return the name of a system."""
    return {Kanaal.RRA: _("RRA"), Kanaal.P_DIREKT: _("P-Direkt"), Kanaal.ELDERS: _("ergens anders")}[systeem]


def stapnaam(stap: str) -> str:
    """Return what was done with an entry."""
    namen = {
        "maak": _("Op het rooster gezet"),
        "keur_goed": _("Goedgekeurd"),
        "realiseer": _("Vastgelegd hoe het was"),
        "exporteer": _("Naar de RRA"),
        "laat_vervallen": _("Van het rooster gehaald"),
    }
    return namen[stap]


def lees_tijdvak() -> tuple[datetime, datetime]:
    """Return the stretch of the fields ``dag``, ``van_tijd`` and ``tot_tijd``; one past midnight ends the next day.

    Raises ``Geweigerd`` at the field.
    """
    dag = lees_datum("dag")
    van, tot = lees_tijd_op(dag, "van_tijd"), lees_tijd_op(dag, "tot_tijd")
    return van, (tot if tot > van else lees_tijd_op(dag + _DAG, "tot_tijd"))


def terug_of(anders: str) -> str:
    """Return the page of these that the form came from, or another; never an address outside them."""
    adres = veldtekst("terug")
    return adres if adres.startswith("/jio/roosteren/") else anders
