# SPDX-License-Identifier: EUPL-1.2
"""Looking back: the books as they stood on a day, and a run made again from what was known then."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.contributions import Menupunt, Paginas
from core.ledger.services import run_overzicht
from core.ledger.terugblik.nabouw import Nabouw
from core.ledger.terugblik.services import GROOTSTE_IN_BROWSER, boekstand, boekstand_als_csv, bouw_na
from core.people.policy import Doel
from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, als_zin, veldfouten
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist

bp = Blueprint("terugblik", __name__, url_prefix="/terugblik", template_folder="templates")
PAGINAS = Paginas(bp, (Menupunt("Grootboek op een dag", "terugblik.dag", "bekijk", "core.run", 36),))


@bp.get("/")
@vereist("bekijk", "core.run")
def dag() -> ResponseReturnValue:
    """Show the books of a unit as they stood at the end of a day."""
    context = ctx()
    eenheden = _eenheden()
    eenheid, zoek = request.args.get("eenheid") or (eenheden[0] if eenheden else ""), _argument("zoek")
    fouten: Fouten = []
    stand = None
    op = context.vandaag
    try:
        op = _dag()
        vanaf = (bladzijdenummer() - 1) * PER_BLADZIJDE
        stand = boekstand(context, eenheid, op, vanaf, PER_BLADZIJDE, zoek) if eenheden else None
    except Geweigerd as fout:
        fouten = veldfouten(fout)
    pagina = render_template(
        "terugblik/dag.html",
        stand=stand,
        eenheid=eenheid,
        eenheden=[{"waarde": een, "tekst": context.installatie.eenheden[een].afkorting} for een in eenheden],
        op=_argument("op") or op.isoformat(),
        zoek=zoek,
        bladzijde=Bladzijde(bladzijdenummer(), stand.aantal if stand else 0),
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


@bp.get("/grootboek.csv")
@vereist("bekijk", "core.run")
def bestand() -> ResponseReturnValue:
    """Hand out the books of a unit as they stood at the end of a day."""
    eenheden = _eenheden()
    if not eenheden:
        return redirect(url_for("terugblik.dag"), 303)
    try:
        uit = boekstand_als_csv(ctx(), request.args.get("eenheid") or eenheden[0], _dag())
    except Geweigerd as fout:
        flash(als_zin(fout.reden), "fout")
        return redirect(url_for("terugblik.dag"), 303)
    koppen = {"Content-Disposition": f'attachment; filename="{uit.naam}"'}
    return Response(uit.inhoud, mimetype=uit.media_type, headers=koppen)


@bp.get("/runs/<int:nummer>")
@vereist("bekijk", "core.run")
def run(nummer: int) -> ResponseReturnValue:
    """Explain what making a run again does, and offer it."""
    return _run(nummer, None, [])


@bp.post("/runs/<int:nummer>")
@vereist("bekijk", "core.run")
def nabouwen(nummer: int) -> ResponseReturnValue:
    """Make a run again and show every difference."""
    try:
        return _run(nummer, bouw_na(ctx(), nummer, hoogstens=GROOTSTE_IN_BROWSER), [])
    except Geweigerd as fout:
        return _run(nummer, None, veldfouten(fout))


def _run(nummer: int, uitkomst: Nabouw | None, fouten: Fouten) -> ResponseReturnValue:
    overzicht = run_overzicht(ctx(), nummer)
    eenheid = ctx().installatie.eenheden.get(overzicht.run.eenheid)
    pagina = render_template(
        "terugblik/run.html",
        run=overzicht.run,
        eenheid=eenheid.afkorting if eenheid else overzicht.run.eenheid,
        uitkomst=uitkomst,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _eenheden() -> list[str]:
    """Return the units whose books the reader may see."""
    context = ctx()
    return [
        eenheid
        for eenheid in sorted({bron.eenheid for bron in context.installatie.maandbronnen})
        if all(context.mag("bekijk", Doel(soort, eenheid=eenheid)) for soort in ("core.run", "core.boeking"))
    ]


def _argument(naam: str) -> str:
    return request.args.get(naam, "").strip()


def _dag() -> date:
    tekst = _argument("op")
    try:
        return date.fromisoformat(tekst) if tekst else ctx().vandaag
    except ValueError as fout:
        raise Geweigerd("op", _("schrijf een bestaande datum, als 2026-07-01")) from fout
