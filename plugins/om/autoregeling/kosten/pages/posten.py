# SPDX-License-Identifier: EUPL-1.2
"""Costs: the driver's own, the werkgever's to decide, and the form of the fleet manager."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.dossiers.procedure import StapNietMogelijk
from core.rules import Geweigerd
from core.rules.uitleg import gelezen
from core.rules.uitleg import regels as uitlegregels
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om.autoregeling.bijdrage.services import zoeken
from plugins.om.autoregeling.kosten.pages import woorden
from plugins.om.autoregeling.kosten.policy import doel
from plugins.om.autoregeling.kosten.procedure import Kostenstatus
from plugins.om.autoregeling.kosten.services import kostenvelden, posten
from plugins.om.autoregeling.kosten.services.posten import MET_LOON, Opgave
from plugins.om.autoregeling.policy import KOSTEN

bp = Blueprint("om_kosten", __name__, url_prefix="/kosten", template_folder="../templates")


@bp.get("/mijn")
@vereist("bekijk_eigen", KOSTEN)
def mijn() -> str:
    """Show the reader's own costs."""
    regels = posten.eigen(ctx())
    wachten = [r for r in regels if r.rij.status is Kostenstatus.HOREN and r.rij.gereageerd_op is None]
    return render_template("om_kosten/mijn.html", regels=regels, wachten=wachten, woorden=woorden)


@bp.get("/")
@vereist("bekijk", KOSTEN)
def lijst() -> str:
    """Show the costs of the reader's units."""
    context = ctx()
    return render_template(
        "om_kosten/lijst.html",
        regels=posten.lijst(context),
        wachten=len(posten.te_beslissen(context)),
        mag_opnemen=context.mag("neem_op", doel(KOSTEN)),
        woorden=woorden,
    )


@bp.get("/<int:nummer>")
@vereist("open", KOSTEN)
def toon(nummer: int) -> ResponseReturnValue:
    """Show one cost with why, and what the reader may do."""
    return _toon(nummer, [])


@bp.get("/nieuw")
@vereist("neem_op", KOSTEN)
def nieuw() -> ResponseReturnValue:
    """Show the form for a cost of a kind; without a kind the kinds."""
    return _nieuw([])


@bp.post("/nieuw")
@vereist("neem_op", KOSTEN)
def neem_op() -> ResponseReturnValue:
    """Record a cost."""
    context = ctx()
    try:
        wie = zoeken.medewerker_van_nummer(context, veldtekst("personeelsnummer"), "personeelsnummer")
        kenteken = veldtekst("kenteken")
        auto = zoeken.voertuig_van_kenteken(context, kenteken) if kenteken else None
        opgave = Opgave(
            wie, auto, veldtekst("soort"), veldtekst("omschrijving"), veldtekst("kenmerk"), request.form.to_dict()
        )
        nummer = posten.neem_op(context, opgave)
    except Geweigerd as fout:
        return _nieuw(veldfouten(fout))
    flash(_("De kosten zijn opgenomen."), "goed")
    return redirect(url_for("om_kosten.toon", nummer=nummer), 303)


@bp.post("/<int:nummer>/reactie")
@vereist("reageer", KOSTEN)
def reageer(nummer: int) -> ResponseReturnValue:
    """Say what the reader thinks of a cost."""
    return _doe(nummer, lambda: posten.reageer(ctx(), nummer, veldtekst("reactie")), _("Je reactie is verstuurd."))


@bp.post("/<int:nummer>/besluit")
@vereist("beslis", KOSTEN)
def beslis(nummer: int) -> ResponseReturnValue:
    """Decide about a cost."""

    def doe() -> None:
        posten.beslis(
            ctx(), nummer, lees_centen("bedrag"), veldtekst("motivering"), met_loon=veldtekst("met_loon") == "ja"
        )

    return _doe(nummer, doe, _("Het besluit is vastgelegd. De berijder krijgt een bericht en een brief."))


@bp.post("/<int:nummer>/bezwaar")
@vereist("maak_bezwaar", KOSTEN)
def maak_bezwaar(nummer: int) -> ResponseReturnValue:
    """Object to a decision."""
    gelukt = _("Je bezwaar is verstuurd. Zolang het loopt, betaal je niets.")
    return _doe(nummer, lambda: posten.maak_bezwaar(ctx(), nummer, veldtekst("bezwaar")), gelukt)


@bp.post("/<int:nummer>/antwoord")
@vereist("beslis", KOSTEN)
def beslis_bezwaar(nummer: int) -> ResponseReturnValue:
    """Answer an objection."""

    def doe() -> None:
        posten.beslis_bezwaar(ctx(), nummer, lees_centen("bedrag"), veldtekst("antwoord"))

    return _doe(nummer, doe, _("Het besluit op het bezwaar is vastgelegd."))


@bp.post("/<int:nummer>/intrekken")
@vereist("beslis", KOSTEN)
def trek_in(nummer: int) -> ResponseReturnValue:
    """Take a cost back."""
    return _doe(nummer, lambda: posten.trek_in(ctx(), nummer, veldtekst("reden")), _("De kosten zijn ingetrokken."))


def lees_centen(veld: str) -> int:
    """Return an amount that was filled in, in cents. Raises ``Geweigerd``."""
    try:
        bedrag = Decimal(veldtekst(veld).replace(".", "").replace(",", ".") or "x") * 100
    except InvalidOperation as fout:
        raise Geweigerd(veld, _("schrijf een bedrag in euro's, als 12,50")) from fout
    if not bedrag.is_finite() or bedrag != int(bedrag) or not 0 <= bedrag < 10**9:
        raise Geweigerd(veld, _("schrijf een bedrag in euro's, als 12,50"))
    return int(bedrag)


def _doe(nummer: int, actie: Callable[[], object], gelukt: str) -> ResponseReturnValue:
    try:
        actie()
    except Geweigerd as fout:
        return _toon(nummer, veldfouten(fout))
    except StapNietMogelijk as fout:
        return _toon(nummer, [{"veld": "", "tekst": str(fout)}])
    flash(gelukt, "goed")
    return redirect(url_for("om_kosten.toon", nummer=nummer), 303)


def _toon(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regel = posten.toon(context, nummer)
    zelf = regel.rij.medewerker_id == context.actor.medewerker_id
    werkgever = posten.is_werkgever_van(context, regel)
    pagina = render_template(
        "om_kosten/toon.html",
        regel=regel,
        rij=regel.rij,
        zelf=zelf,
        werkgever=werkgever,
        beslisbaar=regel.beslisbaar(context.vandaag),
        besloot_zelf=regel.rij.besloten_door == context.actor.account_id,
        bezwaar_kan=regel.rij.bezwaar_tot is None or context.vandaag <= regel.rij.bezwaar_tot,
        met_loon_kan=regel.rij.soort in MET_LOON,
        uitleg=uitlegregels(gelezen(regel.rij.uitleg), context.installatie.teksten, context.taal),
        woorden=woorden,
        Kostenstatus=Kostenstatus,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _nieuw(fouten: Fouten) -> ResponseReturnValue:
    soort = request.values.get("soort", "")
    pagina = render_template(
        "om_kosten/nieuw.html",
        soort=soort if soort in kostenvelden.SOORTEN else "",
        soorten=sorted(
            ({"waarde": een, "tekst": woorden.kostensoort(een)} for een in kostenvelden.SOORTEN),
            key=lambda keuze: keuze["tekst"],
        ),
        velden=kostenvelden.velden(soort) if soort in kostenvelden.SOORTEN else (),
        woorden=woorden,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200
