# SPDX-License-Identifier: EUPL-1.2
"""Messages: what happened that the reader should know, unread ones first."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core.berichten.services import berichten_van, markeer_alles_gelezen, markeer_gelezen
from core.contributions import Menupunt, Paginas
from core.web.forms import veldtekst
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist
from core.web.security import lokaal_adres
from core.web.taken import bericht_url, berichtzin

bp = Blueprint("berichten", __name__, url_prefix="/berichten")
PAGINAS = Paginas(bp, (Menupunt("Berichten", "berichten.lijst", "bekijk", "core.bericht", 10),))


@bp.get("/")
@vereist("bekijk", "core.bericht")
def lijst() -> str:
    """Show the reader's messages."""
    berichten = berichten_van(ctx())
    bladzijde = Bladzijde(bladzijdenummer(), len(berichten))
    return render_template(
        "kern/berichten.html",
        berichten=[
            {"regel": bericht, "zin": berichtzin(bericht), "url": bericht_url(bericht)}
            for bericht in berichten[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE]
        ],
        ongelezen=sum(bericht.gelezen_op is None for bericht in berichten),
        bladzijde=bladzijde,
    )


@bp.post("/<int:nummer>/gelezen")
@vereist("lees", "core.bericht")
def gelezen(nummer: int) -> ResponseReturnValue:
    """Mark a message as read, and go on to what it is about."""
    markeer_gelezen(ctx(), nummer)
    return redirect(lokaal_adres(veldtekst("naar")) or url_for("berichten.lijst"), 303)


@bp.post("/gelezen")
@vereist("lees", "core.bericht")
def alles_gelezen() -> ResponseReturnValue:
    """Mark every message as read."""
    markeer_alles_gelezen(ctx())
    return redirect(url_for("berichten.lijst"), 303)
