# SPDX-License-Identifier: EUPL-1.2
"""Who is on duty now: the page of the duty desk and the operationeel manager, also on a phone and on paper."""

from __future__ import annotations

from flask import Blueprint, render_template

from core.contributions import Menupunt, Paginas
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.dutydesk.policy import INCIDENT
from plugins.jio.consignatie.dutydesk.services.wisseling import afgevinkt
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.services.overzicht.wacht import wacht
from plugins.jio.menu import DUTYDESK

bp = Blueprint("jio_wacht", __name__, url_prefix="/wacht", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Wie heeft nu dienst", "jio_wacht.nu", "bekijk", policy.ROOSTER, 30, DUTYDESK),))


@bp.get("/")
@vereist("bekijk", policy.ROOSTER)
def nu() -> str:
    """Show who is on duty now, team by team, with the number to call."""
    context = ctx()
    beeld = wacht(context)
    return render_template(
        "jio/wacht.html",
        wacht=beeld,
        zelf=context.actor.medewerker_id,
        afgevinkt=afgevinkt(context, {deel.dienst_id for team in beeld.teams for deel in team.nu}),
        mag_melding=context.mag("registreer", policy.doel(INCIDENT)),
        nu=context.nu,
        woorden=woorden,
        # Whoever may record for the whole unit calls for others; an employee records at the own call-outs.
        mag_oproep=context.mag("registreer", policy.doel(policy.OPROEP)),
    )
