# SPDX-License-Identifier: EUPL-1.2
"""Planned work outside office hours, with what was agreed beforehand; and who does what in a fault, by role."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.dutydesk.policy import GEPLAND_WERK, INCIDENT
from plugins.jio.consignatie.dutydesk.services import geplandwerk
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import hernoemd, lees_moment
from plugins.jio.menu import DUTYDESK

bp = Blueprint("jio_geplandwerk", __name__, url_prefix="/gepland-werk", template_folder="../../templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Gepland werk", "jio_geplandwerk.lijst", "bekijk", GEPLAND_WERK, 32, DUTYDESK),
        Menupunt("Wie doet wat", "jio_geplandwerk.richtlijnen", "bekijk", INCIDENT, 33, DUTYDESK),
    ),
)


@bp.get("/")
@vereist("bekijk", GEPLAND_WERK)
def lijst() -> ResponseReturnValue:
    """Show what is planned, and the form to add to it."""
    return _toon([])


@bp.post("/")
@vereist("leg_vast", GEPLAND_WERK)
def leg_vast() -> ResponseReturnValue:
    """Record planned work with its agreements."""
    try:
        geplandwerk.leg_vast(
            ctx(),
            omschrijving=veldtekst("omschrijving"),
            van=lees_moment("van"),
            tot=lees_moment("tot"),
            incidenten=veldtekst("incidenten"),
            opschaling=veldtekst("opschaling"),
        )
    except Geweigerd as fout:
        return _toon(veldfouten(hernoemd(fout, van="van_dag", tot="tot_dag")))
    flash(_("Vastgelegd. De afspraken staan bij elk incident in die tijd."), "goed")
    return redirect(url_for("jio_geplandwerk.lijst"), 303)


@bp.post("/<int:werk>/vervallen")
@vereist("leg_vast", GEPLAND_WERK)
def vervallen(werk: int) -> ResponseReturnValue:
    """Take planned work that does not go on from the list."""
    return voer_uit(
        lambda: geplandwerk.laat_vervallen(ctx(), werk),
        _("Dit werk gaat niet door en staat niet meer in de lijst."),
        url_for("jio_geplandwerk.lijst"),
    )


@bp.get("/wie-doet-wat")
@vereist("bekijk", INCIDENT)
def richtlijnen() -> str:
    """Show what the guidelines ask of each role, also what people do without Annex."""
    return render_template("jio/wie_doet_wat.html")


def _toon(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "jio/geplandwerk.html",
        lijst=geplandwerk.lijst(context),
        invoer=request.form,
        fouten=fouten,
        woorden=woorden,
        nu=context.nu,
    )
    return pagina, NIET_VERWERKT if fouten else 200
