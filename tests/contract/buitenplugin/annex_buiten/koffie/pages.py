# SPDX-License-Identifier: EUPL-1.2
"""How many cups were had."""

from __future__ import annotations

from flask import Blueprint, render_template

from core.contributions import Menupunt, Paginas
from core.web.request import ctx
from core.web.rights import vereist

from .services import aantal

bp = Blueprint("buiten_koffie", __name__, url_prefix="/koffie", template_folder="templates")
PAGINAS = Paginas(bp, (Menupunt("Koffiekan", "buiten_koffie.toon", "bekijk", "buiten.kopje"),))


@bp.get("/")
@vereist("bekijk", "buiten.kopje")
def toon() -> str:
    """Show the count."""
    return render_template("buiten/koffie.html", aantal=aantal(ctx()))
