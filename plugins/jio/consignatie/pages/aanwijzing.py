# SPDX-License-Identifier: EUPL-1.2
"""Designation letters: one's own, and for HR everybody's, with what is missing before the duty begins."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.models import Ontheffing, Pas
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.services import aanwijzingen as diensten
from plugins.jio.consignatie.services.brieftaken import VOORUIT, briefgegevens
from plugins.jio.consignatie.services.overzicht.personeel import medewerker_van_nummer
from plugins.jio.menu import PERSONEEL

bp = Blueprint("jio_aanwijzing", __name__, url_prefix="/aanwijzingen", template_folder="../templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Aanwijzingsbrieven", "jio_aanwijzing.lijst", "wijzig", policy.AANWIJZING, 41, PERSONEEL),
        Menupunt("Ontheffing en PAS", "jio_aanwijzing.inzetbaarheid", "bekijk", policy.INZETBAARHEID, 42, PERSONEEL),
    ),
)

PERIODESOORTEN = {"ontheffing": diensten.leg_ontheffing_vast, "pas": diensten.leg_pas_vast}


@bp.get("/eigen")
@vereist("bekijk_bedrag", policy.DIENST)
def eigen() -> str:
    """Show the reader's own letters."""
    context = ctx()
    brieven = diensten.brievenlijst(context, context.actor.medewerker_id)
    return render_template(
        "jio/aanwijzing.html",
        brieven=brieven,
        nu_geldig=[
            brief
            for brief in brieven
            if brief.getekend_op
            and max(brief.per, brief.getekend_op) <= context.vandaag
            and (brief.ingetrokken_per is None or brief.ingetrokken_per > context.vandaag)
        ],
    )


@bp.get("/")
@vereist("wijzig", policy.AANWIJZING)
def lijst() -> ResponseReturnValue:
    """Show every letter, with those that are missing for a coming duty on top."""
    return _lijst([])


@bp.post("/")
@vereist("wijzig", policy.AANWIJZING)
def leg_vast() -> ResponseReturnValue:
    """Record a letter."""
    try:
        nummer = diensten.leg_brief_vast(
            ctx(),
            medewerker_van_nummer(ctx(), veldtekst("personeelsnummer")),
            per=lees_datum("per"),
            getekend_op=lees_datum_of_leeg("getekend_op"),
        )
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    flash(_("De brief is gemaakt. Hij telt zodra hij is getekend."), "goed")
    return redirect(url_for("jio_aanwijzing.brief", brief=nummer), 303)


@bp.get("/<int:brief>")
@vereist("wijzig", policy.AANWIJZING)
def brief(brief: int) -> ResponseReturnValue:
    """Show the forms to sign or revoke one letter."""
    return _brief(brief, [])


@bp.get("/<int:brief>/brief.pdf")
@vereist("bekijk", policy.AANWIJZING)
def document(brief: int) -> Response:
    """Hand out the letter as a document: the same letter always gives the same bytes."""
    from plugins.jio.consignatie.pages.briefafdruk import als_pdf  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    gegevens = briefgegevens(ctx(), brief)
    naam = f"aanwijzing-{gegevens.personeelsnummer}-{gegevens.per.isoformat()}.pdf"
    return Response(
        als_pdf(gegevens),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{naam}"'},
    )


@bp.post("/<int:brief>/teken")
@vereist("wijzig", policy.AANWIJZING)
def teken(brief: int) -> ResponseReturnValue:
    """Record when a letter was signed."""
    try:
        diensten.teken_brief(ctx(), brief, lees_datum("getekend_op"))
    except Geweigerd as fout:
        return _brief(brief, veldfouten(fout))
    flash(_("De handtekening is vastgelegd. Declaraties zijn erop aangepast."), "goed")
    return redirect(url_for("jio_aanwijzing.lijst"), 303)


@bp.post("/<int:brief>/trek_in")
@vereist("wijzig", policy.AANWIJZING)
def trek_in(brief: int) -> ResponseReturnValue:
    """Revoke a letter from a day on."""
    try:
        diensten.trek_brief_in(ctx(), brief, lees_datum("ingetrokken_per"))
    except Geweigerd as fout:
        return _brief(brief, veldfouten(fout))
    flash(_("De brief is ingetrokken. Vanaf die dag is er geen toelage meer."), "goed")
    return redirect(url_for("jio_aanwijzing.lijst"), 303)


@bp.get("/inzetbaarheid")
@vereist("bekijk", policy.INZETBAARHEID)
def inzetbaarheid() -> ResponseReturnValue:
    """Show who is exempt or uses the PAS-regeling, and until when; never why."""
    return _inzetbaarheid([])


@bp.post("/inzetbaarheid")
@vereist("wijzig", policy.INZETBAARHEID)
def leg_periode_vast() -> ResponseReturnValue:
    """Record a period in which somebody is not rostered."""
    try:
        soort = PERIODESOORTEN.get(request.form.get("soort", ""))
        if soort is None:
            raise Geweigerd("soort", _("kies wat het is"))
        soort(
            ctx(),
            medewerker_van_nummer(ctx(), veldtekst("personeelsnummer")),
            lees_datum("van"),
            lees_datum_of_leeg("tot_en_met"),
        )
    except Geweigerd as fout:
        return _inzetbaarheid(veldfouten(fout))
    flash(_("Vastgelegd. Wie dan al op een dienst staat, ziet de roosterbeheerder als taak."), "goed")
    return redirect(url_for("jio_aanwijzing.inzetbaarheid"), 303)


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "jio/aanwijzingen.html",
        brieven=diensten.brievenlijst(context),
        ontbreekt=diensten.ontbrekende_brieven(context, context.vandaag + VOORUIT),
        fouten=fouten,
        invoer=request.form,
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _brief(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    gevonden = next((regel for regel in diensten.brievenlijst(ctx()) if regel.id == nummer), None)
    if gevonden is None:
        return redirect(url_for("jio_aanwijzing.lijst"), 303)
    pagina = render_template("jio/brief.html", brief=gevonden, fouten=fouten, invoer=request.form)
    return pagina, NIET_VERWERKT if fouten else 200


def _inzetbaarheid(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "jio/inzetbaarheid.html",
        ontheffingen=diensten.inzetperioden(context, Ontheffing),
        pas=diensten.inzetperioden(context, Pas),
        mag_wijzigen=context.installatie.beleid.mag_ergens(context.actor, "wijzig", policy.INZETBAARHEID),
        fouten=fouten,
        invoer=request.form,
        vandaag=context.vandaag,
    )
    return pagina, NIET_VERWERKT if fouten else 200
