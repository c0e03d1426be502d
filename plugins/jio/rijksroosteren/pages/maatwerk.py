# SPDX-License-Identifier: EUPL-1.2
"""Custom agreements not to do roster duty: which there are, who consents, and when they end."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.policy import doel
from plugins.jio.menu import PERSONEEL
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.pages import woorden
from plugins.jio.rijksroosteren.services import maatwerk, personen

bp = Blueprint("jio_roosteren_maatwerk", __name__, url_prefix="/roosteren/maatwerk", template_folder="../templates")
PAGINAS = Paginas(
    bp, (Menupunt("Maatwerkafspraken", "jio_roosteren_maatwerk.lijst", "leg_vast", policy.MAATWERK, 45, PERSONEEL),)
)


@bp.get("/")
@vereist("bekijk", policy.MAATWERK)
def lijst() -> ResponseReturnValue:
    """Show the agreements, those without both consents on top."""
    return _lijst([])


@bp.post("/")
@vereist("leg_vast", policy.MAATWERK)
def leg_vast() -> ResponseReturnValue:
    """Record an agreement of the past."""
    context = ctx()
    try:
        wie = personen.van_nummer(context, "leg_vast", policy.MAATWERK, veldtekst("personeelsnummer"))
        maatwerk.leg_vast(context, wie, van=lees_datum("van"), vindplaats=veldtekst("vindplaats"))
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    flash(_("De afspraak is vastgelegd. Ze loopt door zodra beiden akkoord zijn."), "goed")
    return redirect(url_for("jio_roosteren_maatwerk.lijst"), 303)


@bp.post("/<int:afspraak>/<antwoord>")
@vereist("stem_in", policy.MAATWERK)
def stem_in(afspraak: int, antwoord: str) -> ResponseReturnValue:
    """Say yes or no to continuing an agreement."""
    if antwoord not in ("akkoord", "niet-akkoord"):
        abort(404)
    akkoord = antwoord == "akkoord"
    return voer_uit(
        partial(maatwerk.stem_in, ctx(), afspraak, akkoord=akkoord),
        _("Je akkoord is vastgelegd.") if akkoord else _("Vastgelegd dat je niet akkoord bent."),
        woorden.terug_of(url_for("jio_roosteren_maatwerk.lijst")),
    )


@bp.post("/<int:afspraak>/einde")
@vereist("beeindig", policy.MAATWERK)
def beeindig(afspraak: int) -> ResponseReturnValue:
    """Record the last day of an agreement."""
    return voer_uit(
        lambda: maatwerk.beeindig(ctx(), afspraak, lees_datum("tot_en_met")),
        _("De laatste dag is vastgelegd."),
        url_for("jio_roosteren_maatwerk.lijst"),
    )


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regels = maatwerk.lijst(context)
    pagina = render_template(
        "jio/maatwerk.html",
        regels=regels,
        lopend=[regel for regel in regels if regel.loopt(context.vandaag)],
        mag_vastleggen=context.installatie.beleid.mag_ergens(context.actor, "leg_vast", policy.MAATWERK),
        is_leider=bool(context.actor.geleide_teams),
        mag_alles=context.mag("leg_vast", doel(policy.MAATWERK)),
        zelf=context.actor.medewerker_id,
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200
