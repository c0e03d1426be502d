# SPDX-License-Identifier: EUPL-1.2
"""The contract list: which service of which client, when, and who may call."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.web.forms import voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.dutydesk import policy
from plugins.jio.consignatie.dutydesk.services import lijst
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.policy import doel
from plugins.jio.menu import DUTYDESK

bp = Blueprint("jio_contracten", __name__, url_prefix="/contracten", template_folder="../../templates")
PAGINAS = Paginas(bp, (Menupunt("Contractlijst", "jio_contracten.overzicht", "bekijk", policy.CONTRACT, 34, DUTYDESK),))


@bp.get("/")
@vereist("bekijk", policy.CONTRACT)
def overzicht() -> str:
    """Show the list as it holds now."""
    context = ctx()
    return render_template(
        "jio/contracten.html",
        contracten=lijst.contracten(context),
        mag_inlezen=context.mag("importeer", doel(policy.CONTRACT)),
    )


@bp.get("/<int:contract>")
@vereist("bekijk", policy.CONTRACT)
def toon(contract: int) -> str:
    """Show one line with its earlier versions."""
    context = ctx()
    return render_template(
        "jio/contract.html",
        versies=lijst.geschiedenis(context, contract),
        nu_geldend={regel.id for regel in lijst.contracten(context)},
        mag_wijzigen=context.mag("wijzig", doel(policy.CONTRACT)),
    )


@bp.post("/<int:contract>/beeindigen")
@vereist("wijzig", policy.CONTRACT)
def beeindigen(contract: int) -> ResponseReturnValue:
    """Take a line from the list."""
    return voer_uit(
        partial(lijst.beeindig, ctx(), contract),
        _("De regel staat niet meer op de lijst."),
        url_for("jio_contracten.overzicht"),
    )
