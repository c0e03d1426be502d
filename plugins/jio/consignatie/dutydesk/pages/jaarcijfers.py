# SPDX-License-Identifier: EUPL-1.2
"""The figures of a year for the evaluation and the ondernemingsraad, on a page and as files."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import als_zin
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.dutydesk import export, policy
from plugins.jio.consignatie.dutydesk.pages import woorden
from plugins.jio.consignatie.dutydesk.services.jaarcijfers import (
    ZONDER_INCIDENT,
    Jaarcijfers,
    als_csv,
    als_xlsx,
    jaarcijfers,
)
from plugins.jio.consignatie.policy import doel
from plugins.jio.menu import DUTYDESK

bp = Blueprint("jio_jaarcijfers", __name__, url_prefix="/jaarcijfers", template_folder="../../templates")
PAGINAS = Paginas(
    bp, (Menupunt("Jaarcijfers", "jio_jaarcijfers.overzicht", "bekijk", policy.JAARCIJFERS, 46, DUTYDESK),)
)


@bp.get("/")
@vereist("bekijk", policy.JAARCIJFERS)
def overzicht() -> str:
    """Show the figures of this year."""
    return _toon(ctx().vandaag.year)


@bp.get("/<int:jaar>")
@vereist("bekijk", policy.JAARCIJFERS)
def toon(jaar: int) -> str:
    """Show the figures of a year."""
    return _toon(jaar)


@bp.get("/<int:jaar>.csv")
@vereist("exporteer", policy.JAARCIJFERS)
def csv(jaar: int) -> ResponseReturnValue:
    """Give the figures of a year as CSV."""
    return _bestand(jaar, "csv")


@bp.get("/<int:jaar>.xlsx")
@vereist("exporteer", policy.JAARCIJFERS)
def xlsx(jaar: int) -> ResponseReturnValue:
    """Give the figures of a year as a workbook."""
    return _bestand(jaar, "xlsx")


def _toon(jaar: int) -> str:
    context = ctx()
    return render_template(
        "jio/jaarcijfers.html",
        cijfers=_cijfers(jaar),
        dit_jaar=context.vandaag.year,
        zonder_incident=ZONDER_INCIDENT,
        mag_exporteren=context.mag("exporteer", doel(policy.JAARCIJFERS)),
        woorden=woorden,
    )


def _cijfers(jaar: int) -> Jaarcijfers:
    try:
        return jaarcijfers(ctx(), jaar)
    except Geweigerd:
        abort(404)


def _bestand(jaar: int, soort: str) -> ResponseReturnValue:
    _cijfers(jaar)
    try:
        inhoud = als_csv(ctx(), jaar) if soort == "csv" else als_xlsx(ctx(), jaar)
    except Geweigerd as fout:
        flash(als_zin(fout.reden), "fout")
        return redirect(url_for("jio_jaarcijfers.toon", jaar=jaar), 303)
    return Response(
        inhoud,
        content_type=export.CSV if soort == "csv" else export.XLSX,
        headers={"Content-Disposition": f'attachment; filename="jio-jaarcijfers-{jaar}.{soort}"'},
    )
