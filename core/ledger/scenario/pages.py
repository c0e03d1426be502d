# SPDX-License-Identifier: EUPL-1.2
"""Scenarios for HR: what other figures would come to over many months, before anybody decides about them."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from core.contributions import Menupunt, Paginas
from core.ledger.scenario.models import Scenario, Scenariostatus
from core.ledger.scenario.rules import KLEINSTE_GROEP
from core.ledger.scenario.services import (
    Waarde,
    bruikbare_sleutels,
    haal_waarde_weg,
    maak,
    scenarios,
    start,
    verwijder,
    zet_waarde,
)
from core.ledger.scenario.uitkomst import Uitkomst, personen, uitkomst
from core.ledger.scenario.werkboek import GROOTSTE_IN_BROWSER, werkboek
from core.people.policy import Doel
from core.rules.invoer import Geweigerd
from core.web.drawing import Staaf, staven
from core.web.filters import euro, maand
from core.web.forms import NIET_VERWERKT, Fouten, als_zin, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, bladzijdenummer, ctx, ingeschakeld
from core.web.rights import vereist

bp = Blueprint("scenario", __name__, url_prefix="/scenario", template_folder="templates")
PAGINAS = Paginas(bp, (Menupunt("Scenario's", "scenario.lijst", "bekijk", "core.scenario", 34),))


@bp.get("/")
@vereist("bekijk", "core.scenario")
def lijst() -> ResponseReturnValue:
    """Show the scenarios of the reader's units, and the form for a new one."""
    return _lijst([])


@bp.post("/")
@vereist("maak", "core.scenario")
def begin() -> ResponseReturnValue:
    """Keep a new scenario as a draft."""
    try:
        nummer = maak(
            ctx(), veldtekst("naam"), request.form.getlist("eenheden"), veldtekst("van"), veldtekst("tot_en_met")
        )
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    flash(_("Het scenario is bewaard. Zeg nu welk cijfer anders is."), "goed")
    return redirect(url_for("scenario.toon", nummer=nummer), 303)


@bp.get("/<int:nummer>")
@vereist("bekijk", "core.scenario")
def toon(nummer: int) -> ResponseReturnValue:
    """Show a scenario with what it comes to."""
    return _pagina(nummer, [])


@bp.post("/<int:nummer>/waarde")
@vereist("maak", "core.scenario")
def waarde(nummer: int) -> ResponseReturnValue:
    """Give a figure another value, or take it out."""
    try:
        if weg := veldtekst("weg"):
            haal_waarde_weg(ctx(), nummer, int(weg) if weg.isdecimal() else 0)
            flash(_("Dit cijfer hoort niet meer bij het scenario."), "goed")
        else:
            zet_waarde(ctx(), nummer, Waarde(veldtekst("sleutel"), veldtekst("waarde"), lees_datum("vanaf")))
            flash(_("Dit cijfer hoort nu bij het scenario. Reken het opnieuw uit."), "goed")
    except Geweigerd as fout:
        return _pagina(nummer, veldfouten(fout))
    return redirect(url_for("scenario.toon", nummer=nummer), 303)


@bp.post("/<int:nummer>/reken")
@vereist("maak", "core.scenario")
def reken(nummer: int) -> ResponseReturnValue:
    """Calculate a scenario, or leave it to the job."""
    try:
        status = start(ctx(), nummer)
    except Geweigerd as fout:
        return _pagina(nummer, veldfouten(fout))
    if status is Scenariostatus.KLAAR:
        flash(_("Het scenario is uitgerekend. Er is niets geboekt."), "goed")
    elif status is Scenariostatus.WACHT:
        flash(_("Dit zijn te veel mensen om op te wachten. Annex begint binnen een minuut."), "info")
    return redirect(url_for("scenario.toon", nummer=nummer), 303)


@bp.post("/<int:nummer>/weg")
@vereist("maak", "core.scenario")
def weg(nummer: int) -> ResponseReturnValue:
    """Throw a scenario away."""
    return voer_uit(partial(verwijder, ctx(), nummer), _("Het scenario is weg."), url_for("scenario.lijst"))


@bp.get("/<int:nummer>/scenario.xlsx")
@vereist("bekijk", "core.scenario")
def bestand(nummer: int) -> ResponseReturnValue:
    """Hand out the workbook, as far as the reader may see the outcome."""
    try:
        boek = werkboek(ctx(), nummer, hoogstens=GROOTSTE_IN_BROWSER)
    except Geweigerd as fout:
        flash(als_zin(fout.reden), "fout")
        return redirect(url_for("scenario.toon", nummer=nummer), 303)
    koppen = {"Content-Disposition": f'attachment; filename="{boek.naam}"'}
    return Response(boek.inhoud, mimetype=boek.media_type, headers=koppen)


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    betalend = {bron.eenheid for bron in context.installatie.maandbronnen} & ingeschakeld()
    eenheden = [e for e in sorted(betalend) if context.mag("maak", Doel("core.scenario", eenheid=e))]
    pagina = render_template(
        "scenario/lijst.html",
        scenarios=scenarios(context),
        eenheden=[(eenheid, _naam(eenheid)) for eenheid in eenheden],
        gekozen=request.form.getlist("eenheden") or eenheden[:1],
        namen=_namen,
        deze_maand=f"{context.vandaag:%Y-%m}",
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _pagina(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    wat = uitkomst(context, nummer)
    zoek = request.args.get("zoek", "").strip()
    bladzijde = bladzijdenummer()
    regels = personen(context, nummer, (bladzijde - 1) * PER_BLADZIJDE, PER_BLADZIJDE + 1, zoek)
    sleutels = context.installatie.parameters.sleutels
    pagina = render_template(
        "scenario/scenario.html",
        wat=wat,
        scenario=wat.scenario,
        Scenariostatus=Scenariostatus,
        eenheden=_namen(wat.scenario),
        naam=_naam,
        omschrijving=lambda sleutel: sleutels[sleutel].omschrijving.rstrip(".") if sleutel in sleutels else sleutel,
        bruikbaar=bruikbare_sleutels(context, wat.scenario) if wat.mag_wijzigen else (),
        personen=regels[:PER_BLADZIJDE],
        meer=len(regels) > PER_BLADZIJDE,
        bladzijdenummer=bladzijde,
        zoek=zoek,
        tekening=_tekening(wat),
        grens_url=_grens_url(),
        te_groot=wat.personen > GROOTSTE_IN_BROWSER,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _tekening(wat: Uitkomst) -> Markup | None:
    """Draw every month as it would be, with what it is as an outline; not where an amount is below zero."""
    if len(wat.per_maand) < 2 or any(min(regel.oud_centen, regel.nieuw_centen) < 0 for regel in wat.per_maand):
        return None
    return staven(
        [
            Staaf(maand(regel.periode), regel.nieuw_centen, euro(regel.nieuw_centen), regel.oud_centen)
            for regel in wat.per_maand
        ],
        titel=_("Per maand, nu en in het scenario"),
        omschrijving=_("Een staaf per maand, met een omtrek voor wat het nu is. De bedragen staan in de tabel."),
    )


def _grens_url() -> str | None:
    context = ctx()
    if not context.installatie.beleid.mag_ergens(context.actor, "bekijk", "core.parameter"):
        return None
    return url_for("parameters.toon", sleutel=KLEINSTE_GROEP)


def _namen(scenario: Scenario) -> str:
    return ", ".join(_naam(eenheid) for eenheid in scenario.eenheden)


def _naam(eenheid: str) -> str:
    gevonden = ctx().installatie.eenheden.get(eenheid)
    return gevonden.afkorting if gevonden else eenheid
