# SPDX-License-Identifier: EUPL-1.2
"""What goes to the Rijksbrede Roosterapplicatie: of a month what is new, and the files that were written."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.web.forms import voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.services.overzicht.perioden import vorige_maand
from plugins.jio.menu import ROOSTER
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.export import CSV
from plugins.jio.rijksroosteren.pages import woorden
from plugins.jio.rijksroosteren.services import rra

bp = Blueprint("jio_roosteren_rra", __name__, url_prefix="/roosteren/rra", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Naar de RRA", "jio_roosteren_rra.maand", "bekijk", policy.EXPORT, 44, ROOSTER),))


@bp.get("/")
@bp.get("/<periode>")
@vereist("bekijk", policy.EXPORT)
def maand(periode: str | None = None) -> str:
    """Show what a month has for the RRA: the last complete month, or the one of the address."""
    context = ctx()
    gekozen = periode or vorige_maand(f"{context.vandaag:%Y-%m}")
    return render_template(
        "jio/rra.html",
        beeld=rra.beeld(context, gekozen),
        mag_exporteren=context.mag("exporteer", doel(policy.EXPORT)),
        vorige=vorige_maand(gekozen),
        volgende=vorige_maand(gekozen, -1),
        woorden=woorden,
    )


@bp.post("/<periode>")
@vereist("exporteer", policy.EXPORT)
def exporteer(periode: str) -> ResponseReturnValue:
    """Write the file of a month."""
    return voer_uit(
        lambda: rra.exporteer(ctx(), periode),
        _("Het bestand staat klaar om op te halen. Wat erin staat, gaat niet nog een keer mee."),
        url_for("jio_roosteren_rra.maand", periode=periode),
    )


@bp.get("/bestand/<int:bestand>")
@vereist("bekijk", policy.EXPORT)
def haal_op(bestand: int) -> ResponseReturnValue:
    """Give a file as it was written."""
    naam, inhoud = rra.bestand(ctx(), bestand)
    return Response(inhoud, content_type=CSV, headers={"Content-Disposition": f'attachment; filename="{naam}"'})
