# SPDX-License-Identifier: EUPL-1.2
"""The driver: my car, my agreement, why I was granted it, and how long I may use it; and applying for one."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om.autoregeling.policy import GEBRUIK, TOEKENNING
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.rules.indeling import Criterium
from plugins.om.autoregeling.rules.leasecategorie import Functie
from plugins.om.autoregeling.rules.toekenning import Rechtspositie
from plugins.om.autoregeling.wagenpark.pages import woorden
from plugins.om.autoregeling.wagenpark.pages.formulier import (
    aangevinkt,
    als_velden,
    lees_feiten,
    lees_getal,
    lees_keuze,
)
from plugins.om.autoregeling.wagenpark.services import aanvragen, afleveren, autos, gebruik, personeel

bp = Blueprint("om_auto", __name__, url_prefix="/auto", template_folder="../templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Mijn auto", "om_auto.mijn", "meld_stand", GEBRUIK, 40),
            Menupunt("Toekenningen", "om_auto.lijst", "bekijk", TOEKENNING, 46),
        ),
    ),
)


@bp.get("/")
@vereist("meld_stand", GEBRUIK)
def mijn() -> ResponseReturnValue:
    """Show the reader's car, or that there is none and how to apply."""
    return _mijn([])


@bp.post("/<int:bestelling>/aflevering")
@vereist("bevestig", GEBRUIK)
def lever_af(bestelling: int) -> ResponseReturnValue:
    """Sign for a delivery."""
    try:
        klopt = veldtekst("klopt")
        if klopt not in ("ja", "nee"):
            raise Geweigerd("klopt", _("kies of de auto klopt met de bestelling"))
        genomen = afleveren.lever_af(
            ctx(),
            bestelling,
            dag=lees_datum("dag"),
            kilometerstand=lees_getal("kilometerstand"),
            klopt=klopt == "ja",
        )
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    if genomen:
        flash(_("De aflevering is vastgelegd. Veilige reis."), "goed")
    else:
        flash(_("Centraal Wagenparkbeheer weet dat de auto niet klopt en neemt contact op."), "goed")
    return redirect(url_for("om_auto.mijn"), 303)


@bp.post("/kentekenkaart/<int:aflevering>")
@vereist("bevestig", GEBRUIK)
def kentekenkaart(aflevering: int) -> ResponseReturnValue:
    """Say that the registration card came, or that it did not within a week."""
    context = ctx()
    if veldtekst("ontvangen"):
        return voer_uit(
            partial(afleveren.kentekenkaart_ontvangen, context, aflevering, context.vandaag),
            _("Vastgelegd dat de kentekenkaart er is."),
            url_for("om_auto.mijn"),
        )
    return voer_uit(
        partial(afleveren.meld_kentekenkaart, context, aflevering),
        _("Gemeld. De wagenparkbeheerder neemt contact op met de leasemaatschappij."),
        url_for("om_auto.mijn"),
    )


@bp.post("/<int:voertuig>/kilometerstand")
@vereist("meld_stand", GEBRUIK)
def stand(voertuig: int) -> ResponseReturnValue:
    """Record what the odometer shows."""
    try:
        autos.meld_stand(ctx(), voertuig, lees_datum("stand_dag"), lees_getal("kilometers"))
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    flash(_("De kilometerstand is vastgelegd."), "goed")
    return redirect(url_for("om_auto.mijn"), 303)


@bp.get("/aanvragen")
@vereist("vraag_aan", TOEKENNING)
def aanvraag() -> ResponseReturnValue:
    """Show the form to apply for a car."""
    return _aanvraag([])


@bp.post("/aanvragen")
@vereist("vraag_aan", TOEKENNING)
def vraag_aan() -> ResponseReturnValue:
    """Apply for a car: for oneself, or for somebody of an own team."""
    context = ctx()
    try:
        nummer = veldtekst("personeelsnummer")
        wie = personeel.van_nummer(context, nummer) if nummer else None
        gevraagd = aanvragen.Aanvraag(
            lees_keuze("rechtspositie", Rechtspositie),
            lees_keuze("functie", Functie),
            lees_feiten(),
            veldtekst("toelichting"),
            aangevinkt("chauffeur"),
        )
        toekenning = aanvragen.vraag_aan(context, gevraagd, wie)
    except Geweigerd as fout:
        return _aanvraag(veldfouten(fout))
    flash(_("De aanvraag is ingediend. De werkgever van je onderdeel beslist; je krijgt een bericht."), "goed")
    return redirect(url_for("om_auto.toekenning", toekenning=toekenning), 303)


@bp.get("/toekenningen")
@vereist("bekijk", TOEKENNING)
def lijst() -> str:
    """Show the applications and grants that the reader may see."""
    return render_template("wagenpark/toekenningen.html", regels=aanvragen.lijst(ctx()), woorden=woorden)


@bp.get("/toekenningen/<int:toekenning>")
@vereist("bekijk", TOEKENNING)
def toekenning(toekenning: int) -> ResponseReturnValue:
    """Show an application with what was asked and why it was decided so."""
    return toon_toekenning(toekenning, [])


@bp.post("/toekenningen/<int:toekenning>/intrekken")
@vereist("trek_in", TOEKENNING)
def trek_in(toekenning: int) -> ResponseReturnValue:
    """Withdraw an application."""
    return voer_uit(
        partial(aanvragen.trek_in, ctx(), toekenning),
        _("De aanvraag is ingetrokken."),
        url_for("om_auto.toekenning", toekenning=toekenning),
    )


def toon_toekenning(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    """Return the page of an application, with what was wrong with a decision."""
    pagina = aanvragen.toon(ctx(), nummer)
    invoer = request.form if request.form else als_velden(pagina.aanvraag.feiten.items())
    blad = render_template(
        "wagenpark/toekenning.html",
        pagina=pagina,
        regel=pagina.regel,
        woorden=woorden,
        Criterium=Criterium,
        uitleg=woorden.uitlegregels(pagina.stappen),
        invoer=invoer,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200


def heeft(endpoint: str) -> bool:
    """Tell whether another part of the plugin has a page, to link to."""
    return endpoint in current_app.view_functions


def _mijn(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    blad = render_template(
        "wagenpark/mijn.html",
        mijn=gebruik.mijn(context),
        toekenningen=aanvragen.eigen(context),
        woorden=woorden,
        heeft=heeft,
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200


def _aanvraag(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    blad = render_template(
        "wagenpark/aanvraag.html",
        leidt=bool(context.actor.geleide_teams),
        woorden=woorden,
        Rechtspositie=Rechtspositie,
        Functie=Functie,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200
