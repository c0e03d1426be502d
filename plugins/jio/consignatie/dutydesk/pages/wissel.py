# SPDX-License-Identifier: EUPL-1.2
"""The change of guard of one duty: tick off the forwarding, read what was left, and leave a note."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.pages import woorden
from plugins.jio.consignatie.dutydesk.services import wisseling
from plugins.jio.consignatie.dutydesk.services.wisseling import Punt
from plugins.jio.consignatie.pages import woorden as jio_woorden
from plugins.jio.consignatie.pages.taal import _

bp = Blueprint("jio_wissel", __name__, url_prefix="/wissel", template_folder="../../templates")
PAGINAS = Paginas(bp)


@bp.get("/<int:dienst>")
@vereist("bekijk", policy.WISSEL)
def toon(dienst: int) -> ResponseReturnValue:
    """Show the change of guard of a duty."""
    return _toon(dienst, [])


@bp.post("/<int:dienst>/doorgeschakeld")
@vereist("vink_af", policy.WISSEL)
def doorgeschakeld(dienst: int) -> ResponseReturnValue:
    """Record the checklist."""
    try:
        wisseling.vink_af(ctx(), dienst, [punt for punt in Punt if veldtekst(punt) == "ja"])
    except Geweigerd as fout:
        return _toon(dienst, veldfouten(fout))
    flash(_("Afgevinkt. De duty desk ziet dat het nummer is doorgeschakeld."), "goed")
    return redirect(url_for("jio_wissel.toon", dienst=dienst), 303)


@bp.post("/<int:dienst>/overdracht")
@vereist("vink_af", policy.WISSEL)
def overdracht(dienst: int) -> ResponseReturnValue:
    """Leave a note for who comes next."""
    try:
        wisseling.schrijf_overdracht(ctx(), dienst, veldtekst("notitie"))
    except Geweigerd as fout:
        return _toon(dienst, veldfouten(fout))
    flash(_("De overdracht is bewaard; je opvolger krijgt een bericht."), "goed")
    return redirect(url_for("jio_wissel.toon", dienst=dienst), 303)


def _toon(dienst: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "jio/wissel.html",
        beeld=wisseling.beeld(context, dienst),
        punten=tuple(Punt),
        invoer=request.form,
        fouten=fouten,
        nu=context.nu,
        woorden=woorden,
        jio_woorden=jio_woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200
