# SPDX-License-Identifier: EUPL-1.2
"""Making a roster by hand (*meeroosteren*): a year of weeks, each with who may have it, judged before it is stored."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, als_zin, veldfouten, veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.services import meeroosteren
from plugins.jio.consignatie.services.meeroosteren import Bezetting, Handrooster, Week

bp = Blueprint("jio_meeroosteren", __name__, url_prefix="/roosters", template_folder="../templates")
PAGINAS = Paginas(bp)


@bp.get("/<int:rooster>/met-de-hand")
@vereist("vul", policy.ROOSTER)
def toon(rooster: int) -> ResponseReturnValue:
    """Show the weeks of a roster that is being made, with who may have each."""
    try:
        return _pagina(meeroosteren.handrooster(ctx(), rooster), [])
    except Geweigerd as fout:
        return _weg(rooster, fout)


@bp.post("/<int:rooster>/met-de-hand")
@vereist("vul", policy.ROOSTER)
def kies(rooster: int) -> ResponseReturnValue:
    """Judge what is chosen, and store it when that is asked and everything is allowed."""
    context = ctx()
    was, gekozen = _lees("was_"), _lees("dienst_")
    try:
        beeld = meeroosteren.handrooster(context, rooster, gekozen)
        if veldtekst("stap") != "bewaar":
            return _pagina(beeld, [], was)
        if fouten := [{"veld": f"dienst_{week.dienst_id}", "tekst": bezwaar(week)} for week in beeld.fouten]:
            return _pagina(beeld, fouten, was)
    except Geweigerd as fout:
        return _weg(rooster, fout)
    try:
        aantal = meeroosteren.bewaar(context, rooster, was, gekozen)
    except Geweigerd as fout:
        # What somebody else stored meanwhile is shown, so that storing again is a choice.
        return _pagina(beeld, veldfouten(fout))
    flash(ngettext("%(num)s dienst is opgeslagen.", "%(num)s diensten zijn opgeslagen.", aantal), "goed")
    return redirect(url_for("jio_meeroosteren.toon", rooster=rooster), 303)


def bezwaar(week: Week) -> str:
    """Return why who is chosen cannot have a duty, as a sentence; never a ground."""
    keuze = week.keuze
    wanneer = woorden.dienstnaam(week.dinsdag)
    if keuze is None:
        return _("De %(dienst)s: deze collega hoort dan niet bij het team.", dienst=wanneer)
    redenen = [woorden.belemmering(soort) for soort in keuze.belemmeringen]
    if keuze.heeft_al_dienst:
        redenen.append(_("heeft dan al dienst"))
    return _("De %(dienst)s: %(naam)s kan niet, %(reden)s.", dienst=wanneer, naam=keuze.naam, reden=", ".join(redenen))


def _lees(voor: str) -> dict[int, int | None]:
    """Return the fields with this beginning: the number of the duty, and of the person that was chosen."""
    return {
        int(veld.removeprefix(voor)): int(waarde) if waarde.isdecimal() else None
        for veld, waarde in request.form.items()
        if veld.startswith(voor) and veld.removeprefix(voor).isdecimal()
    }


def _pagina(beeld: Handrooster, fouten: Fouten, was: Bezetting | None = None) -> ResponseReturnValue:
    pagina = render_template(
        "jio/meeroosteren.html",
        beeld=beeld,
        was=was or {},
        bezwaar=bezwaar,
        fouten=fouten,
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _weg(rooster: int, fout: Geweigerd) -> ResponseReturnValue:
    flash(als_zin(fout.reden), "info")
    return redirect(url_for("jio_roosters.toon", rooster=rooster), 303)
