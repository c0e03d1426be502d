# SPDX-License-Identifier: EUPL-1.2
"""The worklist of a leidinggevende, and what the team did in a month: quarters and article, and no wage."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.procedure import Declaratiestatus
from plugins.jio.consignatie.ringen.overzicht import te_behandelen as te_behandelen_ringen
from plugins.jio.consignatie.services.overzicht.declaraties import te_beoordelen
from plugins.jio.consignatie.services.overzicht.perioden import vorige_maand
from plugins.jio.consignatie.services.overzicht.ruilen import te_behandelen
from plugins.jio.consignatie.services.overzicht.werklijst import open_diensten, teammaand
from plugins.jio.menu import ROOSTER

bp = Blueprint("jio_werklijst", __name__, url_prefix="/werklijst", template_folder="../templates")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Werklijst", "jio_werklijst.lijst", "keur_goed", policy.DECLARATIE, 18, ROOSTER),
        Menupunt("Diensten van mijn team", "jio_werklijst.team", "keur_goed", policy.DECLARATIE, 19, ROOSTER),
    ),
)


@bp.get("/")
@vereist("keur_goed", policy.DECLARATIE)
def lijst() -> str:
    """Show what waits for the leidinggevende: odd claims on top, then swaps, then duties that are not covered."""
    context = ctx()
    claims = te_beoordelen(context)
    bezwaren = [regel for regel in claims if regel.status is Declaratiestatus.BEZWAAR]
    goed_te_keuren = [regel for regel in claims if regel.status is not Declaratiestatus.BEZWAAR]
    ruilen = te_behandelen(context, "meld_bekend")
    ringen = te_behandelen_ringen(context, "meld_bekend")
    diensten = open_diensten(context)
    return render_template(
        "jio/werklijst.html",
        bezwaren=bezwaren,
        opvallend=[regel for regel in goed_te_keuren if regel.opvallend],
        gewoon=[regel for regel in goed_te_keuren if not regel.opvallend],
        ruilen=ruilen,
        ringen=ringen,
        diensten=diensten,
        totaal=len(claims) + len(ruilen) + len(ringen) + len(diensten),
        woorden=woorden,
    )


@bp.get("/team")
@bp.get("/team/<periode>")
@vereist("keur_goed", policy.DECLARATIE)
def team(periode: str | None = None) -> ResponseReturnValue:
    """Show what the reader's teams perform in a month."""
    context = ctx()
    gekozen = periode or f"{context.vandaag:%Y-%m}"
    regels = teammaand(context, gekozen)
    return render_template(
        "jio/teammaand.html",
        periode=gekozen,
        regels=regels,
        mensen=len({regel.medewerker_id for regel in regels}),
        diensten=len({regel.dienst_id for regel in regels}),
        vorige=vorige_maand(gekozen),
        volgende=vorige_maand(gekozen, -1),
        woorden=woorden,
    )
