# SPDX-License-Identifier: EUPL-1.2
"""The werkgever: what waits for a decision, who uses which car, and ending a right of use. The own parket only."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.dossiers.procedure import StapNietMogelijk
from core.people.policy import GeenToegang
from core.rules import Geweigerd
from core.web.forms import (
    NIET_VERWERKT,
    Fouten,
    als_zin,
    lees_datum,
    lees_datum_of_leeg,
    veldfouten,
    veldtekst,
    voer_uit,
)
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om import menu
from plugins.om.autoregeling.policy import GEBRUIK, TOEKENNING
from plugins.om.autoregeling.ritten.pages.taal import _
from plugins.om.autoregeling.wagenpark.pages import woorden
from plugins.om.autoregeling.wagenpark.pages.formulier import lees_feiten, lees_getal_of_leeg, lees_keuze
from plugins.om.autoregeling.wagenpark.pages.mijn import toon_toekenning
from plugins.om.autoregeling.wagenpark.services import aanvragen, bestellen, einde, jaartoets
from plugins.om.autoregeling.wagenpark.services.einde import Eindegrond, Eindevraag

bp = Blueprint("om_werkgever", __name__, url_prefix="/werkgever", template_folder="../templates")
PAGINAS = (
    Paginas(bp, (Menupunt("Besluiten over auto's", "om_werkgever.begin", "beslis", TOEKENNING, 40, menu.WERKGEVER),)),
)


@bp.get("/")
@vereist("beslis", TOEKENNING)
def begin() -> str:
    """Show what waits for the werkgever, and who uses which car of the own units."""
    context = ctx()
    return render_template(
        "wagenpark/werkgever.html",
        wachten=aanvragen.te_beslissen(context),
        toetsen=jaartoets.te_beslissen(context),
        toetsjaar=context.vandaag.year - 1,
        regels=einde.lijst(context),
        bestellingen=[regel for regel in bestellen.lijst(context) if regel.open],
        woorden=woorden,
    )


@bp.post("/toekenningen/<int:toekenning>")
@vereist("beslis", TOEKENNING)
def beslis(toekenning: int) -> ResponseReturnValue:
    """Decide an application."""
    try:
        besluit = veldtekst("besluit")
        if besluit not in ("toekennen", "afwijzen"):
            raise Geweigerd("besluit", _("kies wat het besluit is"))
        aanvragen.beslis(
            ctx(),
            toekenning,
            toekennen=besluit == "toekennen",
            motivering=veldtekst("motivering"),
            feiten=lees_feiten(),
        )
    except Geweigerd as fout:
        return toon_toekenning(toekenning, veldfouten(fout))
    except StapNietMogelijk as fout:
        return toon_toekenning(toekenning, [{"veld": "", "tekst": als_zin(str(fout))}])
    flash(_("Het besluit is vastgelegd. De medewerker krijgt bericht; een kopie staat in het dossier."), "goed")
    return redirect(url_for("om_auto.toekenning", toekenning=toekenning), 303)


@bp.get("/gebruik/<int:gebruik>")
@vereist("beeindig", GEBRUIK)
def toon(gebruik: int) -> ResponseReturnValue:
    """Show a use with the forms to end it."""
    return _toon(gebruik, [])


@bp.post("/gebruik/<int:gebruik>/einde")
@vereist("beeindig", GEBRUIK)
def beeindig(gebruik: int) -> ResponseReturnValue:
    """End the right of use."""
    try:
        vraag = Eindevraag(
            lees_keuze("grond", Eindegrond),
            lees_datum("datum"),
            veldtekst("motivering"),
            lees_datum_of_leeg("laatste_dag"),
            lees_getal_of_leeg("prive_kilometers"),
        )
        einde.beeindig(ctx(), gebruik, vraag)
    except Geweigerd as fout:
        return _toon(gebruik, veldfouten(fout))
    flash(_("Het einde is vastgesteld. De medewerker krijgt bericht en een brief."), "goed")
    return redirect(url_for("om_werkgever.begin"), 303)


@bp.post("/gebruik/<int:gebruik>/ingebrekestelling")
@vereist("beeindig", GEBRUIK)
def stel_in_gebreke(gebruik: int) -> ResponseReturnValue:
    """Give written notice of default."""
    return voer_uit(
        partial(einde.stel_in_gebreke, ctx(), gebruik, veldtekst("tekst")),
        _("De ingebrekestelling is vastgelegd. De medewerker krijgt bericht."),
        url_for("om_werkgever.toon", gebruik=gebruik),
    )


@bp.post("/einde/<int:einde_id>/intrekken")
@vereist("beeindig", GEBRUIK)
def trek_einde_in(einde_id: int) -> ResponseReturnValue:
    """Take back the end of a right of use."""
    return voer_uit(
        partial(einde.trek_in, ctx(), einde_id, veldtekst("reden")),
        _("Het einde gaat niet door. De medewerker krijgt bericht."),
        url_for("om_werkgever.begin"),
    )


@bp.post("/toekenningen/<int:toekenning>/huurauto")
@vereist("zet_huurauto_in", GEBRUIK)
def huurauto(toekenning: int) -> ResponseReturnValue:
    """Deploy a rental car."""

    def doe() -> None:
        auto = bestellen.huurauto_van_kenteken(ctx(), veldtekst("kenteken"))
        bestellen.zet_huurauto_in(ctx(), toekenning, auto, veldtekst("reden"))

    return voer_uit(
        doe,
        _("De huurauto is ingezet. De medewerker tekent bij ontvangst."),
        url_for("om_auto.toekenning", toekenning=toekenning),
    )


@bp.post("/bestelling/<int:bestelling>/annuleren")
@vereist("beslis", TOEKENNING)
def annuleer(bestelling: int) -> ResponseReturnValue:
    """Cancel an order, and decide who bears the cost."""
    return voer_uit(
        partial(
            bestellen.annuleer,
            ctx(),
            bestelling,
            veldtekst("reden"),
            kosten_op_medewerker=bool(veldtekst("kosten")),
        ),
        _("De bestelling is geannuleerd."),
        url_for("om_werkgever.begin"),
    )


def _toon(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regel = next((een for een in einde.lijst(context) if nummer in (een.gebruik.id, een.eerste_id)), None)
    if regel is None:
        raise GeenToegang("beeindig", GEBRUIK)
    blad = render_template(
        "wagenpark/gebruik.html",
        regel=regel,
        zelf=regel.gebruik.medewerker_id == context.actor.medewerker_id,
        uitleg=woorden.uitlegregels(einde.stappen_van(regel.einde)) if regel.einde else [],
        woorden=woorden,
        Eindegrond=Eindegrond,
        vandaag=context.vandaag,
        invoer=request.form,
        fouten=fouten,
    )
    return blad, NIET_VERWERKT if fouten else 200
