# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong, told plainly: what happened, whether anything was changed, and what to do now."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, g, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules.invoer import Geweigerd
from core.rules.parameters import ParameterOntbreekt
from core.storage.engine import OpslagNietBereikbaar
from core.storingen.services import PluginMislukt, meld
from core.web.filters import dag_kort
from core.web.forms import als_zin
from core.web.request import poort
from core.web.security import FormulierVerlopen

logboek = logging.getLogger("annex.web")

Antwoord = tuple[str, int]


def zet_klaar(app: Flask) -> None:
    """Give the application its error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(FormulierVerlopen, _formulier_verlopen)
    app.register_error_handler(GeenToegang, _geen_toegang)
    app.register_error_handler(Geweigerd, _geweigerd)
    app.register_error_handler(StapNietMogelijk, _stap_niet_mogelijk)
    app.register_error_handler(ParameterOntbreekt, _parameter_ontbreekt)
    app.register_error_handler(OpslagNietBereikbaar, _opslag)
    app.register_error_handler(PluginMislukt, _plugin_mislukt)
    app.register_error_handler(Exception, _onverwacht)


def _pagina(code: int, zin: str | None = None, uitleg: str | None = None, kenmerk: str | None = None) -> Antwoord:
    return render_template("fout.html", code=code, zin=zin, uitleg=uitleg, kenmerk=kenmerk), code


def _http(fout: HTTPException) -> Antwoord | HTTPException:
    # A redirect is an HTTPException too.
    if fout.code is None or fout.code < 400:
        return fout
    return _pagina(fout.code)


def _formulier_verlopen(_fout: FormulierVerlopen) -> Antwoord:
    return _pagina(
        400,
        _("Dit formulier was verlopen."),
        _("Wat je invulde, is niet opgeslagen. Ga terug, ververs de pagina en verstuur het formulier nog een keer."),
    )


def _geen_toegang(_fout: GeenToegang) -> Antwoord:
    return _pagina(403)


def _geweigerd(fout: Geweigerd) -> Antwoord:
    return _pagina(400, _("Dit kan zo niet: %(reden)s.", reden=str(fout).rstrip(".")), _("Er is niets opgeslagen."))


def _stap_niet_mogelijk(fout: StapNietMogelijk) -> Antwoord:
    return _pagina(
        409,
        _("Deze stap kan nu niet."),
        _(
            "%(reden)s Misschien was iemand anders je voor. Er is niets opgeslagen; kijk hoe het nu staat.",
            reden=als_zin(str(fout)),
        ),
    )


def _parameter_ontbreekt(fout: ParameterOntbreekt) -> Antwoord:
    wat = ", ".join(_("%(sleutel)s op %(dag)s", sleutel=sleutel, dag=dag_kort(op)) for sleutel, op in fout.ontbrekend)
    return _pagina(
        409,
        _("Dit is nog niet uit te rekenen: een bedrag of keuze ontbreekt."),
        _("Niet bekend is %(wat)s. HR ziet dit als taak en vult het aan; daarna kan het wel.", wat=wat),
    )


def _opslag(fout: OpslagNietBereikbaar) -> Antwoord:
    logboek.warning("de database is niet bereikbaar: %s", fout.__cause__)
    return _pagina(503)


def _plugin_mislukt(fout: PluginMislukt) -> Antwoord:
    if "ctx" in g:
        meld(g.ctx, fout.eenheid, fout.haak, fout.oorzaak)
    eenheid = poort().installatie.eenheden.get(fout.eenheid)
    return _pagina(
        500,
        _(
            "Dit lukt nu niet door een fout in het onderdeel van %(eenheid)s.",
            eenheid=eenheid.naam if eenheid else fout.eenheid,
        ),
        _("Er is niets opgeslagen. De beheerder ziet dat er iets mis is en wat."),
    )


def _onverwacht(fout: Exception) -> Antwoord:
    eenheid = poort().eenheid_van(request.blueprint)
    if eenheid is not None and "ctx" in g:
        meld(g.ctx, eenheid, "annex_paginas", fout)
    kenmerk = secrets.token_hex(4)
    logboek.exception("onverwachte fout, kenmerk %s", kenmerk)
    return _pagina(500, kenmerk=kenmerk)
