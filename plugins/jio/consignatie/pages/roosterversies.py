# SPDX-License-Identifier: EUPL-1.2
"""Versions of a published roster: the list, one as it was, what changed, on paper and as files, and who has seen it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from core.contributions import Paginas
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.jaartekening import legenda, teken_jaar
from plugins.jio.consignatie.services import roosterversies
from plugins.jio.consignatie.services.roosterversies import Versie

bp = Blueprint("jio_roosterversies", __name__, url_prefix="/roosters", template_folder="../templates")
PAGINAS = Paginas(bp)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/<int:rooster>/versies")
@vereist("bekijk", policy.ROOSTER)
def lijst(rooster: int) -> str:
    """Show the versions, and to who may publish also who has seen which."""
    context = ctx()
    kop, versies = roosterversies.versies(context, rooster)
    mag_zien = context.mag("zet", policy.doel(policy.ROOSTER, team_id=kop.team_id))
    return render_template(
        "jio/roosterversies.html",
        kop=kop,
        versies=versies,
        gezien=roosterversies.gezien(context, rooster) if mag_zien and not kop.in_opbouw else None,
        woorden=woorden,
    )


@bp.get("/<int:rooster>/versies/<int:nummer>")
@vereist("bekijk", policy.ROOSTER)
def toon(rooster: int, nummer: int) -> str:
    """Show a version as it was; printed it is one landscape A3."""
    from plugins.jio.consignatie.pages import roosterafdruk  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    context = ctx()
    versie = roosterversies.versie(context, rooster, nummer)
    zelf = context.actor.medewerker_id
    return render_template(
        "jio/roosterversie.html",
        toen=versie,
        tekening=teken_jaar(versie.beeld, zelf, context.vandaag),
        legenda=legenda(versie.beeld, zelf),
        titel=roosterafdruk.titel(versie.beeld),
        ondertitel=roosterafdruk.ondertitel(versie),
        bijzonder=roosterafdruk.bijzonder,
        zelf=zelf,
        woorden=woorden,
    )


@bp.get("/<int:rooster>/versies/<int:nummer>/verschil")
@bp.get("/<int:rooster>/versies/<int:nummer>/verschil/<int:eerder>")
@vereist("bekijk", policy.ROOSTER)
def verschil(rooster: int, nummer: int, eerder: int | None = None) -> str:
    """Show what changed since the version before, or since another one."""
    met = max(1, nummer - 1) if eerder is None else eerder
    versie, verschillen = roosterversies.verschil(ctx(), rooster, met, nummer)
    return render_template(
        "jio/roosterverschil.html",
        toen=versie,
        eerder=min(met, nummer),
        verschillen=verschillen,
        woorden=woorden,
    )


@bp.get("/<int:rooster>/versies/<int:nummer>/rooster.pdf")
@vereist("bekijk", policy.ROOSTER)
def pdf(rooster: int, nummer: int) -> ResponseReturnValue:
    """Give a version as a PDF of A3 pages."""
    from plugins.jio.consignatie.pages import roosterafdruk  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    versie = roosterversies.versie(ctx(), rooster, nummer)
    return _bestand(roosterafdruk.als_pdf(versie), "application/pdf", versie, "pdf")


@bp.get("/<int:rooster>/versies/<int:nummer>/rooster.xlsx")
@vereist("bekijk", policy.ROOSTER)
def xlsx(rooster: int, nummer: int) -> ResponseReturnValue:
    """Give a version as a spreadsheet."""
    from plugins.jio.consignatie.pages import roosterafdruk  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    versie = roosterversies.versie(ctx(), rooster, nummer)
    return _bestand(roosterafdruk.als_xlsx(versie), _XLSX, versie, "xlsx")


def _bestand(inhoud: bytes, soort: str, versie: Versie, achtervoegsel: str) -> Response:
    kop = versie.beeld.kop
    naam = f"rooster-{kop.team_id}-{kop.jaar}-versie-{versie.nummer}.{achtervoegsel}"
    return Response(inhoud, content_type=soort, headers={"Content-Disposition": f'attachment; filename="{naam}"'})
