# SPDX-License-Identifier: EUPL-1.2
"""The month of a team as a picture with its table, and for the leidinggevende what waits and how to plan."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.web.forms import lees_datum, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import lees_keuze, lees_nummer
from plugins.jio.consignatie.policy import doel
from plugins.jio.consignatie.services.overzicht.perioden import vorige_maand
from plugins.jio.menu import ROOSTER
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.pages import woorden
from plugins.jio.rijksroosteren.pages.maandtekening import legenda, teken
from plugins.jio.rijksroosteren.rules import Kanaal
from plugins.jio.rijksroosteren.services import groep
from plugins.jio.rijksroosteren.services.beelden import teammaand

bp = Blueprint("jio_roosteren_team", __name__, url_prefix="/roosteren/team", template_folder="../templates")
PAGINAS = Paginas(
    bp, (Menupunt("Rooster patchdiensten", "jio_roosteren_team.maand", "bekijk_rooster", policy.REGEL, 22, ROOSTER),)
)


@bp.get("/")
@bp.get("/<int:team>/<periode>")
@vereist("bekijk_rooster", policy.REGEL)
def maand(team: int | None = None, periode: str | None = None) -> str:
    """Show a month of a team: this month of the reader's own team, or the one of the address."""
    context = ctx()
    gekozen = periode or f"{context.vandaag:%Y-%m}"
    beeld = teammaand(context, team, gekozen)
    zelf = context.actor.medewerker_id
    return render_template(
        "jio/patchrooster.html",
        beeld=beeld,
        zelf=zelf,
        tekening=teken(beeld, zelf, context.vandaag),
        legenda=legenda(beeld, zelf),
        vorige=vorige_maand(gekozen),
        volgende=vorige_maand(gekozen, -1),
        vandaag=context.vandaag,
        nu=context.nu,
        woorden=woorden,
        invoer=request.args,
        fouten=[],
        mag_zien=context.mag("bekijk", doel(policy.REGEL, team_id=beeld.team.id)),
    )


@bp.post("/verlof")
@vereist("geef_verlof_terug", policy.AANMELDING)
def verlof() -> ResponseReturnValue:
    """Return a request for leave that was filed in another system."""

    def doe() -> None:
        systeem = lees_keuze("ingediend_in", Kanaal)
        wie = lees_nummer("medewerker", _("kies van wie de aanvraag is"))
        groep.geef_verlof_terug(ctx(), wie, systeem, lees_datum("eerste_dag"))

    return voer_uit(
        doe,
        _("Teruggegeven. Je collega leest dat de aanvraag in de RRA hoort."),
        url_for("jio_roosteren_team.maand"),
    )
