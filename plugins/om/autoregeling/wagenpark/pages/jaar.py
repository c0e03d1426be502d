# SPDX-License-Identifier: EUPL-1.2
"""Once a year: the check of every holder, the report to the College, the cost over the units, and the commission."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om import menu
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.wagenpark.models import Jaarstuksoort
from plugins.om.autoregeling.wagenpark.pages import woorden
from plugins.om.autoregeling.wagenpark.pages.formulier import aangevinkt, lees_getal
from plugins.om.autoregeling.wagenpark.policy import JAARSTUK, JAARTOETS, doel
from plugins.om.autoregeling.wagenpark.services import jaarstukken, jaartoets
from plugins.om.autoregeling.wagenpark.services.jaartoets import Beoordeling

bp = Blueprint("om_jaar", __name__, url_prefix="/jaar", template_folder="../templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Jaarlijkse toets", "om_jaar.toets", "bekijk", JAARTOETS, 47, menu.WAGENPARK),
            Menupunt("Jaarstukken auto's", "om_jaar.stukken", "bekijk", JAARSTUK, 48, menu.WAGENPARK),
        ),
    ),
)


@bp.get("/toets")
@vereist("bekijk", JAARTOETS)
def toets() -> ResponseReturnValue:
    """Show the check of a year, the last one that is over unless another is asked for."""
    return _toets(_gevraagd_jaar(ctx().vandaag.year - 1), [])


@bp.post("/toets/<int:jaar>/klaarzetten")
@vereist("toets", JAARTOETS)
def zet_klaar(jaar: int) -> ResponseReturnValue:
    """Put everybody in the list who held a car."""
    return voer_uit(
        partial(jaartoets.zet_klaar, ctx(), jaar),
        _("De lijst staat klaar."),
        url_for("om_jaar.toets", jaar=jaar),
    )


@bp.post("/toets/<int:jaar>")
@vereist("toets", JAARTOETS)
def adviseer(jaar: int) -> ResponseReturnValue:
    """Give advice about everybody who was ticked."""
    beoordelingen = []
    for sleutel in request.form:
        if sleutel.startswith("kies-") and (nummer := sleutel.removeprefix("kies-")).isdecimal():
            geldig = tuple(grond for grond in Criterium if aangevinkt(f"grond-{nummer}-{grond}"))
            beoordelingen.append(Beoordeling(int(nummer), aangevinkt(f"correct-{nummer}"), geldig))
    try:
        aantal = jaartoets.adviseer(ctx(), beoordelingen)
    except Geweigerd as fout:
        return _toets(jaar, veldfouten(fout))
    flash(_("Advies gegeven over %(aantal)s houders. De werkgevers krijgen bericht.", aantal=aantal), "goed")
    return redirect(url_for("om_jaar.toets", jaar=jaar), 303)


@bp.post("/toets/<int:jaar>/besluit/<int:regel>")
@vereist("beslis", JAARTOETS)
def beslis(jaar: int, regel: int) -> ResponseReturnValue:
    """Decide on the advice about one holder."""

    def doe() -> None:
        besluit = veldtekst("besluit")
        if besluit not in ("voortzetten", "beeindigen"):
            raise Geweigerd("besluit", _("kies wat het besluit is"))
        jaartoets.beslis(ctx(), regel, voortzetten=besluit == "voortzetten", motivering=veldtekst("motivering"))

    return voer_uit(
        doe, _("Het besluit is vastgelegd. De medewerker krijgt een brief."), url_for("om_jaar.toets", jaar=jaar)
    )


@bp.get("/stukken")
@vereist("bekijk", JAARSTUK)
def stukken() -> ResponseReturnValue:
    """Show the report to the College, the cost over the units, and the commission, of a year."""
    return _stukken(_gevraagd_jaar(ctx().vandaag.year), [])


@bp.post("/stukken/<any(college, kostenverdeling):soort>")
@vereist("leg_vast", JAARSTUK)
def leg_vast(soort: str) -> ResponseReturnValue:
    """Establish a yearly piece."""
    jaar = ctx().vandaag.year
    try:
        jaar = lees_getal("jaar")
        if Jaarstuksoort(soort) is Jaarstuksoort.COLLEGE:
            jaarstukken.rapporteer(ctx(), jaar)
        else:
            jaarstukken.verdeel_kosten(ctx(), jaar)
    except Geweigerd as fout:
        return _stukken(jaar, veldfouten(fout))
    flash(_("Vastgelegd."), "goed")
    return redirect(url_for("om_jaar.stukken", jaar=jaar), 303)


@bp.get("/stukken/<any(college, kostenverdeling):soort>/<int:jaar>.csv")
@vereist("bekijk", JAARSTUK)
def bestand(soort: str, jaar: int) -> ResponseReturnValue:
    """Download a yearly piece as CSV."""
    welk = Jaarstuksoort(soort)
    stuk = jaarstukken.stuk(ctx(), welk, jaar)
    if stuk.uitkomst is None:
        raise GeenToegang("bekijk", JAARSTUK)
    naam = f"om-{soort}-{jaar}.csv"
    koppen = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return Response(jaarstukken.als_csv(welk, stuk.uitkomst), content_type="text/csv; charset=utf-8", headers=koppen)


@bp.post("/stukken/commissie")
@vereist("leg_vast", JAARSTUK)
def commissie() -> ResponseReturnValue:
    """Record the commission."""
    try:
        jaarstukken.stel_commissie_in(ctx(), lees_datum("ingesteld_op"), veldtekst("zetels"))
    except Geweigerd as fout:
        return _stukken(ctx().vandaag.year, veldfouten(fout))
    flash(_("De commissie is vastgelegd."), "goed")
    return redirect(url_for("om_jaar.stukken"), 303)


def _gevraagd_jaar(anders: int) -> int:
    tekst = request.args.get("jaar", "")
    return int(tekst) if tekst.isdecimal() and 2000 <= int(tekst) <= 2100 else anders


def _toets(jaar: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regels = jaartoets.lijst(context, jaar)
    blad = render_template(
        "wagenpark/toets.html",
        jaar=jaar,
        regels=regels,
        mag_toetsen=context.mag("toets", doel(JAARTOETS)),
        woorden=woorden,
        Criterium=Criterium,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200


def _stukken(jaar: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    kosten = jaarstukken.stuk(context, Jaarstuksoort.KOSTENVERDELING, jaar)
    blad = render_template(
        "wagenpark/stukken.html",
        jaar=jaar,
        college=jaarstukken.stuk(context, Jaarstuksoort.COLLEGE, jaar),
        kosten=kosten,
        bedragen=jaarstukken.bedragen(kosten.uitkomst) if kosten.uitkomst else {},
        uitleg=woorden.uitlegregels(kosten.stappen),
        commissies=jaarstukken.commissies(context),
        mag=context.mag("leg_vast", doel(JAARSTUK)),
        woorden=woorden,
        Criterium=Criterium,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200
