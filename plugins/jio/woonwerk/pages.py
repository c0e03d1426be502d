# SPDX-License-Identifier: EUPL-1.2
"""Commuting: may I claim the high rate, and does the shuttle run (JIO 8.1). Nothing is stored."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from core.calendar.tijd import lokaal
from core.contributions import Menupunt, Paginas
from core.people.policy import MEDEWERKER, Beleidsregel, Relatie, regels
from core.regulations.parameterbeheer.services import geldende_parameters
from core.rules import Antwoord, Geweigerd, ParameterOntbreekt
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import hernoemd, lees_keuze, lees_moment
from plugins.jio.menu import REIZEN
from plugins.jio.woonwerk.rules import (
    Locatie,
    Shuttlevervoer,
    Shuttlevraag,
    Vervoermiddel,
    Woonwerkreis,
    kilometervergoeding,
    shuttle,
)

WOONWERK = "jio.woonwerk"
BELEID: tuple[Beleidsregel, ...] = (*regels(MEDEWERKER, Relatie.EIGEN_EENHEID, WOONWERK, "bekijk"),)

bp = Blueprint("jio_woonwerk", __name__, url_prefix="/woonwerk", template_folder="templates")
PAGINAS = (Paginas(bp, (Menupunt("Woon-werkverkeer", "jio_woonwerk.toon", "bekijk", WOONWERK, 59, REIZEN),)),)


@bp.get("/")
@vereist("bekijk", WOONWERK)
def toon() -> ResponseReturnValue:
    """Show both questions, with whether the shuttle runs now."""
    return _pagina([])


@bp.post("/vergoeding")
@vereist("bekijk", WOONWERK)
def vergoeding() -> ResponseReturnValue:
    """Say whether the high rate applies to a journey, and what it comes to."""
    try:
        reis = Woonwerkreis(
            lees_datum("datum"),
            lees_keuze("locatie", Locatie),
            lees_keuze("vervoermiddel", Vervoermiddel),
            bool(veldtekst("praktisch_met_ov")),
            _kilometers(),
        )
        antwoord = kilometervergoeding.bereken(reis, geldende_parameters(ctx()))
    except Geweigerd as fout:
        return _pagina(veldfouten(fout))
    except ParameterOntbreekt as fout:
        return _pagina([{"veld": "datum", "tekst": _onbekend(fout)}])
    return _pagina([], antwoord_km=antwoord)


@bp.post("/shuttle")
@vereist("bekijk", WOONWERK)
def rijdt() -> ResponseReturnValue:
    """Say whether the shuttle runs at a moment."""
    try:
        vraag = Shuttlevraag(lees_moment("moment"))
        antwoord = shuttle.bereken(vraag, geldende_parameters(ctx()))
    except Geweigerd as fout:
        return _pagina(veldfouten(hernoemd(fout, moment="moment_dag")))
    except ParameterOntbreekt as fout:
        return _pagina([{"veld": "moment_dag", "tekst": _onbekend(fout)}])
    return _pagina([], antwoord_shuttle=antwoord)


def _onbekend(fout: ParameterOntbreekt) -> str:
    parameters = geldende_parameters(ctx())
    wat = "; ".join(parameters.sleutel(sleutel).omschrijving.rstrip(".") for sleutel, _dag in fout.ontbrekend)
    return _("Voor deze dag is nog niet bekend: %(wat)s. Vraag het aan HR.", wat=wat)


def _kilometers() -> Decimal | None:
    tekst = veldtekst("kilometers").replace(",", ".")
    if not tekst:
        return None
    try:
        kilometers = Decimal(tekst)
    except InvalidOperation as fout:
        raise Geweigerd("kilometers", "schrijf een getal, als 34,5") from fout
    if not kilometers.is_finite() or not 0 <= kilometers <= 2000 or kilometers != round(kilometers, 1):
        raise Geweigerd("kilometers", "vul kilometers in met ten hoogste een decimaal")
    return kilometers


def _nu() -> Antwoord | None:
    try:
        return shuttle.bereken(Shuttlevraag(ctx().nu), geldende_parameters(ctx()))
    except ParameterOntbreekt:
        return None


def _pagina(
    fouten: Fouten, antwoord_km: Antwoord | None = None, antwoord_shuttle: Antwoord | None = None
) -> ResponseReturnValue:
    shuttle_ = antwoord_shuttle or _nu()
    pagina = render_template(
        "jio/woonwerk.html",
        antwoord_km=antwoord_km,
        uitleg_km=woorden.uitlegregels(antwoord_km.stappen) if antwoord_km else [],
        gevraagd=antwoord_shuttle is not None,
        shuttle=shuttle_,
        uitleg_shuttle=woorden.uitlegregels(shuttle_.stappen) if shuttle_ else [],
        Shuttlevervoer=Shuttlevervoer,
        locaties=[
            (Locatie.GOUDA_STAVORENWEG, _("Gouda, Stavorenweg")),
            (Locatie.VEENHUIZEN, _("Veenhuizen")),
            (Locatie.SOESTERBERG, _("Soesterberg")),
            (Locatie.ANDERS, _("een andere locatie")),
        ],
        middelen=[
            (Vervoermiddel.EIGEN_AUTO, _("eigen auto")),
            (Vervoermiddel.OPENBAAR_VERVOER, _("openbaar vervoer")),
            (Vervoermiddel.OV_FIETS, _("ov-fiets")),
            (Vervoermiddel.SHUTTLE, _("shuttle")),
            (Vervoermiddel.ANDERS, _("anders")),
        ],
        nu=lokaal(ctx().nu),
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200
