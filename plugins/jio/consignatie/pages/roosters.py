# SPDX-License-Identifier: EUPL-1.2
"""Rosters: which there are, the year of a team as a picture, its steps, and filling it by rotation or by hand."""

from __future__ import annotations

from flask import Blueprint, render_template

from core.contributions import Paginas
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.jaartekening import legenda, teken_jaar
from plugins.jio.consignatie.services.overzicht.jaarbeeld import jaarbeeld

bp = Blueprint("jio_roosters", __name__, url_prefix="/roosters", template_folder="../templates")
PAGINAS = Paginas(bp)


@bp.get("/<int:rooster>")
@vereist("bekijk", policy.ROOSTER)
def toon(rooster: int) -> str:
    """Show the year of a team."""
    context = ctx()
    beeld = jaarbeeld(context, rooster)
    zelf = context.actor.medewerker_id
    return render_template(
        "jio/rooster.html",
        beeld=beeld,
        tekening=teken_jaar(beeld, zelf, context.vandaag),
        legenda=legenda(beeld, zelf),
        zelf=zelf,
        woorden=woorden,
        nu=context.nu,
    )
