# SPDX-License-Identifier: EUPL-1.2
"""Why this month differs from the last: one's own, and for HR and the auditor anybody's that they may see."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auditspoor.services import leg_inzage_vast
from core.contributions import Menupunt, Paginas
from core.ledger.verschil.rules import Reden
from core.ledger.verschil.services import maanden_van, verschil_van
from core.people.policy import GeenToegang
from core.web.filters import maand
from core.web.request import ctx
from core.web.rights import vereist
from core.web.services import eigen_personeelsnummer

bp = Blueprint("verschil", __name__, url_prefix="/bedragen", template_folder="templates")
PAGINAS = Paginas(bp, (Menupunt("Verschil met vorige maand", "verschil.toon", "bekijk", "core.boeking", 37),))


@bp.get("/verschil/")
@vereist("bekijk", "core.boeking")
def toon() -> ResponseReturnValue:
    """Show why a month differs from the last; without a question the reader's own last month."""
    context = ctx()
    eigen = eigen_personeelsnummer(context)
    nummer = request.args.get("nummer", "").strip() or eigen
    if nummer is None:
        return redirect(url_for("boekingen.zoek"), 303)
    maanden = maanden_van(context, nummer)
    periode = request.args.get("maand", "").strip()
    if periode not in maanden:
        periode = maanden[0] if maanden else ""
    delen = verschil_van(context, nummer, periode) if periode else ()
    if not maanden and nummer != eigen:
        raise GeenToegang("bekijk", "core.boeking")
    wie = delen[0] if delen else None
    if wie is not None and wie.medewerker_id != context.actor.medewerker_id:
        leg_inzage_vast(context, wie.medewerker_id)
    sleutels = context.installatie.parameters.sleutels
    return render_template(
        "verschil/verschil.html",
        delen=delen,
        eigen=nummer == eigen,
        nummer=nummer,
        naam=wie.naam if wie else "",
        periode=periode,
        maanden=[{"waarde": een, "tekst": maand(een)} for een in maanden],
        deze_centen=sum(deel.deze_centen for deel in delen),
        verschil_centen=sum(deel.verschil_centen for deel in delen),
        voorlopig=any(deel.voorlopig for deel in delen),
        redenwoord=redenwoord,
        regeling=_regelingnaam,
        omschrijving=lambda sleutel: sleutels[sleutel].omschrijving.rstrip(".") if sleutel in sleutels else sleutel,
    )


def redenwoord(reden: Reden) -> str:
    """Return what a reason is called on a page."""
    return str(
        {
            Reden.NIEUW: _("nieuw"),
            Reden.GESTOPT: _("gestopt"),
            Reden.HOEVEELHEID: _("andere hoeveelheid"),
            Reden.CIJFER: _("gewijzigd cijfer"),
            Reden.CORRECTIE: _("correctie van een eerdere maand"),
            Reden.VORIGE_CORRECTIE: _("vorige maand was er een correctie"),
        }[reden]
    )


def _regelingnaam(regeling: str) -> str:
    gevonden = ctx().installatie.regelingen.get(regeling)
    return gevonden.titel if gevonden else regeling
