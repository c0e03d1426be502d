# SPDX-License-Identifier: EUPL-1.2
"""The words of reports: kinds, steps and states."""

from __future__ import annotations

from plugins.om.autoregeling.meldingen.models import Meldingsoort, Stap
from plugins.om.autoregeling.meldingen.procedure import Meldingstatus, Vervangstatus
from plugins.om.autoregeling.meldingen.services.melden import Stapstand
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.rules.termijnen import Oordeel
from plugins.om.autoregeling.rules.vervangende_auto import Waar


def meldingsoort(soort: Meldingsoort) -> str:
    """Return what a report is about."""
    return {
        Meldingsoort.SCHADE: _("Schade"),
        Meldingsoort.DIEFSTAL: _("Diefstal"),
        Meldingsoort.PAS: _("Tank- of laadpas kwijt"),
        Meldingsoort.KENTEKENKAART: _("Kentekenkaart kwijt"),
        Meldingsoort.RIJBEWIJS: _("Rijbewijs kwijt, ingevorderd of ongeldig"),
        Meldingsoort.VERHUIZING: _("Verhuizing"),
    }[soort]


def stap(een: Stap, soort: Meldingsoort) -> str:
    """Return what is done in a step of a kind of report."""
    if een is Stap.SCHRIFTELIJK:
        if soort is Meldingsoort.PAS:
            return _("Schriftelijk bevestigd aan de leasemaatschappij")
        return _("Schadeformulier ingevuld, getekend en verstuurd")
    if een is Stap.LEASEMAATSCHAPPIJ:
        return {
            Meldingsoort.PAS: _("Meteen de leasemaatschappij gebeld"),
            Meldingsoort.VERHUIZING: _("Adres gewijzigd in het account bij de leasemaatschappij"),
        }.get(soort, _("Gemeld bij de leasemaatschappij"))
    return {
        Stap.POLITIE: _("Aangifte bij de politie gedaan"),
        Stap.POLITIE_THUIS: _("Na terugkeer ook in Nederland aangifte gedaan"),
        Stap.VBV: _("Gemeld bij VbV"),
    }[een]


def stapstaat(stand: Stapstand, gemist: bool) -> tuple[str, str]:
    """Return how a step stands, as code and word."""
    if stand.oordeel is Oordeel.TE_LAAT:
        return "te_laat", _("te laat gedaan")
    if stand.gedaan_op is not None:
        return "goed", _("gedaan")
    return ("te_laat", _("te laat")) if gemist else ("open", _("te doen"))


def meldingstaat(status: Meldingstatus) -> tuple[str, str]:
    """Return how far a report is, as code and word."""
    return {Meldingstatus.OPEN: ("open", _("open")), Meldingstatus.AFGEROND: ("afgerond", _("afgerond"))}[status]


def vervangstaat(status: Vervangstatus) -> tuple[str, str]:
    """Return how far a request for a car is, as code and word."""
    return {
        Vervangstatus.TOEGESTAAN: ("goed", _("je mag een vervangende auto nemen")),
        Vervangstatus.WACHT: ("wacht", _("wacht op de werkgever")),
        Vervangstatus.GEWEIGERD: ("afgewezen", _("geweigerd")),
        Vervangstatus.GEEN_RECHT: ("afgewezen", _("geen recht: binnen 8 uur te repareren")),
    }[status]


def plek(waar: Waar) -> str:
    """Return where a car stands still."""
    return {Waar.NEDERLAND: _("in Nederland"), Waar.BUITENLAND: _("in het buitenland")}[waar]
