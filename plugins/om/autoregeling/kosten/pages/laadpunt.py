# SPDX-License-Identifier: EUPL-1.2
"""Charging at home: the driver's own charger, and those of the units of a fleet manager or werkgever."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.dossiers.procedure import StapNietMogelijk
from core.rules import Geweigerd
from core.rules.uitleg import gelezen
from core.rules.uitleg import regels as uitlegregels
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.om.autoregeling.kosten.models import Bestemming, Laadpuntsoort
from plugins.om.autoregeling.kosten.pages import woorden
from plugins.om.autoregeling.kosten.pages.posten import lees_centen
from plugins.om.autoregeling.kosten.policy import LAADPUNT
from plugins.om.autoregeling.kosten.procedure import Laadpuntstatus
from plugins.om.autoregeling.kosten.services import laadpunten

K = TypeVar("K", bound=StrEnum)

bp = Blueprint("om_laadpunt", __name__, url_prefix="/laadpunt", template_folder="../templates")


@bp.get("/mijn")
@vereist("bekijk_eigen", LAADPUNT)
def mijn() -> ResponseReturnValue:
    """Show the reader's own charger, or the application for one."""
    return _mijn([])


@bp.post("/mijn")
@vereist("vraag_aan", LAADPUNT)
def vraag_aan() -> ResponseReturnValue:
    """Apply for a charger."""
    try:
        nummer = laadpunten.vraag_aan(
            ctx(),
            _keuze(Laadpuntsoort, "soort"),
            einde_bekend=veldtekst("einde_bekend") == "ja",
            toelichting=veldtekst("toelichting"),
        )
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    flash(_("Je aanvraag is verstuurd."), "goed")
    return redirect(url_for("om_laadpunt.toon", nummer=nummer), 303)


@bp.get("/")
@vereist("bekijk", LAADPUNT)
def lijst() -> str:
    """Show the chargers of the reader's units."""
    return render_template("om_kosten/laadpunten.html", regels=laadpunten.lijst(ctx()), woorden=woorden)


@bp.get("/<int:nummer>")
@vereist("open", LAADPUNT)
def toon(nummer: int) -> ResponseReturnValue:
    """Show one charger, and what the reader may do."""
    return _toon(nummer, [])


@bp.post("/<int:nummer>/offerte")
@vereist("beheer", LAADPUNT)
def offreer(nummer: int) -> ResponseReturnValue:
    """Record a quote."""

    def doe() -> None:
        laadpunten.offreer(
            ctx(),
            nummer,
            lees_centen("offerte"),
            specifieke_wensen=veldtekst("specifieke_wensen") == "ja",
            werkzaamheden=veldtekst("werkzaamheden"),
        )

    return _doe(nummer, doe, _("De offerte is vastgelegd. De berijder stemt eerst in."))


@bp.post("/<int:nummer>/toestemming")
@vereist("stem_in", LAADPUNT)
def stem_in(nummer: int) -> ResponseReturnValue:
    """Agree to the work."""

    def doe() -> None:
        laadpunten.stem_in(ctx(), nummer, gelezen=veldtekst("gelezen") == "ja")

    return _doe(nummer, doe, _("Je toestemming is vastgelegd."))


@bp.post("/<int:nummer>/plaatsing")
@vereist("beheer", LAADPUNT)
def plaats(nummer: int) -> ResponseReturnValue:
    """Record that it was placed."""

    def doe() -> None:
        laadpunten.plaats(ctx(), nummer, lees_datum("dag"), veldtekst("pasnummer"))

    return _doe(nummer, doe, _("De plaatsing is vastgelegd."))


@bp.post("/<int:nummer>/afwijzing")
@vereist("beslis", LAADPUNT)
def wijs_af(nummer: int) -> ResponseReturnValue:
    """Refuse an application."""
    actie = laadpunten.wijs_af
    return _doe(nummer, lambda: actie(ctx(), nummer, veldtekst("motivering")), _("De aanvraag is afgewezen."))


@bp.post("/<int:nummer>/intrekken")
@vereist("trek_in", LAADPUNT)
def trek_in(nummer: int) -> ResponseReturnValue:
    """Withdraw the own application."""
    return _doe(nummer, lambda: laadpunten.trek_in(ctx(), nummer), _("Je aanvraag is ingetrokken."))


@bp.post("/<int:nummer>/verplaatsing")
@vereist("beheer", LAADPUNT)
def verplaats(nummer: int) -> ResponseReturnValue:
    """Record a move."""

    def doe() -> None:
        dag, verhuizing = lees_datum("verplaatst_op"), veldtekst("wegens_verhuizing") == "ja"
        laadpunten.verplaats(ctx(), nummer, dag, wegens_verhuizing=verhuizing)

    return _doe(nummer, doe, _("De verplaatsing is vastgelegd."))


@bp.post("/<int:nummer>/einde")
@vereist("beslis", LAADPUNT)
def beeindig(nummer: int) -> ResponseReturnValue:
    """End a charger."""

    def doe() -> None:
        laadpunten.beeindig(
            ctx(),
            nummer,
            lees_datum("dag"),
            _keuze(Bestemming, "bestemming"),
            voortijdig=veldtekst("voortijdig") == "ja",
            motivering=veldtekst("motivering"),
        )

    return _doe(nummer, doe, _("Het einde is vastgelegd."))


def _keuze(soort: type[K], veld: str) -> K:
    try:
        return soort(veldtekst(veld))
    except ValueError as fout:
        raise Geweigerd(veld, _("maak een keuze")) from fout


def _doe(nummer: int, actie: Callable[[], object], gelukt: str) -> ResponseReturnValue:
    try:
        actie()
    except Geweigerd as fout:
        return _toon(nummer, veldfouten(fout))
    except StapNietMogelijk as fout:
        return _toon(nummer, [{"veld": "", "tekst": str(fout)}])
    flash(gelukt, "goed")
    return redirect(url_for("om_laadpunt.toon", nummer=nummer), 303)


def _mijn(fouten: Fouten) -> ResponseReturnValue:
    regels = laadpunten.eigen(ctx())
    klaar = (Laadpuntstatus.BEEINDIGD, Laadpuntstatus.AFGEWEZEN, Laadpuntstatus.INGETROKKEN)
    pagina = render_template(
        "om_kosten/mijn_laadpunt.html",
        regels=regels,
        mag_vragen=all(regel.rij.status in klaar for regel in regels),
        soorten=[{"waarde": een, "tekst": woorden.laadsoort(een)} for een in Laadpuntsoort],
        woorden=woorden,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _toon(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regel = laadpunten.toon(context, nummer)
    uitleg = gelezen(regel.rij.uitleg) if regel.rij.uitleg else []
    pagina = render_template(
        "om_kosten/laadpunt.html",
        regel=regel,
        rij=regel.rij,
        zelf=regel.rij.medewerker_id == context.actor.medewerker_id,
        beheer=laadpunten.mag_beheren(context, regel),
        werkgever=laadpunten.mag_beslissen(context, regel),
        uitleg=uitlegregels(uitleg, context.installatie.teksten, context.taal),
        bestemmingen=[{"waarde": een, "tekst": woorden.bestemming(een)} for een in Bestemming],
        woorden=woorden,
        Laadpuntstatus=Laadpuntstatus,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200
