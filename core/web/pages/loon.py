# SPDX-License-Identifier: EUPL-1.2
"""Payroll for HR: delivering approved runs together, and the calendar of closing days."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.contributions import Menupunt, Paginas
from core.dossiers.procedure import StapNietMogelijk
from core.ledger.bestand import Bestand
from core.ledger.levering import OBJECT, lever, levering, leveringbestand, leveringen, proefexport, te_leveren
from core.ledger.loonkalender import OBJECT as KALENDER
from core.ledger.loonkalender import kalender as sluitingen
from core.ledger.loonkalender import leg_sluiting_vast
from core.ledger.loonmodels import Leveringindeling
from core.people.policy import Doel
from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, als_zin, lees_datum, veldfouten, veldtekst
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx, ingeschakeld
from core.web.rights import vereist
from core.web.services import accountnamen

bp = Blueprint("loon", __name__, url_prefix="/loon")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Naar het loon", "loon.lijst", "exporteer", OBJECT, 33),
        Menupunt("Loonkalender", "loon.kalender", "bekijk", KALENDER, 37),
    ),
)


@bp.get("/leveringen")
@vereist("exporteer", OBJECT)
def lijst() -> ResponseReturnValue:
    """Show what can go to payroll and what went."""
    return _lijst([])


@bp.post("/leveringen")
@vereist("exporteer", OBJECT)
def nieuwe() -> ResponseReturnValue:
    """Deliver approved runs together."""
    context = ctx()
    try:
        nummers = [int(waarde) for waarde in request.form.getlist("runs") if waarde.isdecimal() and len(waarde) < 19]
        try:
            indeling = Leveringindeling(veldtekst("indeling"))
        except ValueError as fout:
            raise Geweigerd("indeling", _("kies een bestand samen, of een bestand per regeling")) from fout
        nummer = lever(context, nummers, indeling)
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    except StapNietMogelijk as fout:
        return _lijst([{"tekst": als_zin(str(fout))}])
    flash(_("De loonbestanden zijn geschreven."), "goed")
    return redirect(url_for("loon.toon", nummer=nummer), 303)


@bp.get("/leveringen/<int:nummer>")
@vereist("bekijk", OBJECT)
def toon(nummer: int) -> str:
    """Show a delivery with its files and totals."""
    context = ctx()
    gevonden = levering(context, nummer)
    return render_template(
        "kern/loon_levering.html",
        levering=gevonden.levering,
        runs=gevonden.runs,
        bestanden=gevonden.bestanden,
        naam=_eenheidnaam,
        namen=accountnamen(context, (gevonden.levering.door,)),
        mag_ophalen=all(context.mag("exporteer", Doel(OBJECT, eenheid=run.eenheid)) for run in gevonden.runs),
    )


@bp.get("/leveringen/<int:nummer>/<int:bestand>.<soort>")
@vereist("exporteer", OBJECT)
def als_bestand(nummer: int, bestand: int, soort: str) -> Response:
    """Hand out a file of a delivery: always the same bytes."""
    if soort not in ("csv", "xlsx"):
        abort(404)
    return _uitgifte(leveringbestand(ctx(), nummer, bestand, xlsx=soort == "xlsx"))


@bp.post("/proef/<int:nummer>")
@vereist("exporteer", OBJECT)
def proef(nummer: int) -> ResponseReturnValue:
    """Hand out what a run would write now, marked as a test."""
    try:
        uit = proefexport(ctx(), nummer)
    except (Geweigerd, StapNietMogelijk) as fout:
        flash(
            als_zin(fout.reden if isinstance(fout, Geweigerd) else str(fout)) + " " + _("Er is niets opgeslagen."),
            "fout",
        )
        return redirect(url_for("runs.toon", nummer=nummer), 303)
    if veldtekst("deel") == "uit-dienst":
        if uit.uit_dienst is None:
            abort(404)
        return _uitgifte(uit.uit_dienst)
    return _uitgifte(uit.csv)


@bp.get("/kalender")
@vereist("bekijk", KALENDER)
def kalender() -> ResponseReturnValue:
    """Show the closing days, and for HR the form to record one."""
    return _kalender([])


@bp.post("/kalender")
@vereist("wijzig", KALENDER)
def sluit() -> ResponseReturnValue:
    """Record a closing day."""
    context = ctx()
    eenheid = veldtekst("eenheid")
    context.eis("wijzig", Doel(KALENDER, eenheid=eenheid))
    try:
        leg_sluiting_vast(context, eenheid, veldtekst("kalenderperiode"), lees_datum("sluit_op"))
    except Geweigerd as fout:
        return _kalender(veldfouten(fout))
    flash(_("De sluitingsdag is vastgelegd."), "goed")
    return redirect(url_for("loon.kalender"), 303)


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    klaar, geweest = te_leveren(context), leveringen(context)
    bladzijde = Bladzijde(bladzijdenummer(), len(geweest))
    pagina = render_template(
        "kern/loon.html",
        klaar=klaar,
        totaal=sum(run.totaal_centen for run in klaar),
        gekozen=request.form.getlist("runs") if request.method == "POST" else [str(run.id) for run in klaar],
        geweest=geweest[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        bladzijde=bladzijde,
        naam=_eenheidnaam,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _kalender(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    eenheden = sorted(context.installatie.eenheden.keys() & ingeschakeld())
    dagen = sluitingen(context, list(context.installatie.eenheden))
    pagina = render_template(
        "kern/loonkalender.html",
        dagen=dagen,
        volgende=next((dag for dag in reversed(dagen) if dag.sluit_op >= context.vandaag), None),
        vandaag=context.vandaag,
        naam=_eenheidnaam,
        namen=accountnamen(context, (dag.door for dag in dagen)),
        eenheden=[
            {"waarde": eenheid, "tekst": _eenheidnaam(eenheid)}
            for eenheid in eenheden
            if context.mag("wijzig", Doel(KALENDER, eenheid=eenheid))
        ],
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _uitgifte(bestand: Bestand) -> Response:
    koppen = {"Content-Disposition": f'attachment; filename="{bestand.naam}"', "X-Annex-SHA256": bestand.sha256}
    return Response(bestand.inhoud, mimetype=bestand.media_type, headers=koppen)


def _eenheidnaam(eenheid: str) -> str:
    gevonden = ctx().installatie.eenheden.get(eenheid)
    return gevonden.afkorting if gevonden else eenheid
