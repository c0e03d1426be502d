# SPDX-License-Identifier: EUPL-1.2
"""Exported against paid: reading what payroll sent back, and the differences with what was sent."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.contributions import Menupunt, Paginas
from core.people.policy import Doel
from core.rules.invoer import Geweigerd
from core.uitbetaling.rules import Betaalstand
from core.uitbetaling.services import OBJECT, Leesverslag, lees_in, maandstanden, runstanden, vergelijking, verklaar
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx, ingeschakeld
from core.web.rights import vereist
from core.web.services import accountnamen

bp = Blueprint("uitbetaling", __name__, url_prefix="/uitbetaling")
PAGINAS = Paginas(bp, (Menupunt("Uitbetaald", "uitbetaling.lijst", "bekijk", OBJECT, 34),))

MEESTE_FOUTEN = 200


@bp.get("/")
@vereist("bekijk", OBJECT)
def lijst() -> ResponseReturnValue:
    """Show every exported month with what came back, and the form to read a file."""
    return _lijst([], None)


@bp.post("/")
@vereist("lees_in", OBJECT)
def lees() -> ResponseReturnValue:
    """Read what payroll paid."""
    eenheid, bestand = veldtekst("eenheid"), request.files.get("bestand")
    context = ctx()
    context.eis("lees_in", Doel(OBJECT, eenheid=eenheid))
    if bestand is None or not bestand.filename:
        return _lijst(veldfouten(Geweigerd("bestand", _("kies een bestand"))), None)
    verslag = lees_in(context, eenheid, bestand.read())
    if verslag.fouten:
        return _lijst([], verslag)
    flash(
        _(
            "Ingelezen: %(nieuw)s nieuw, %(gewijzigd)s gewijzigd, %(gelijk)s ongewijzigd.",
            nieuw=verslag.nieuw,
            gewijzigd=verslag.gewijzigd,
            gelijk=verslag.ongewijzigd,
        ),
        "goed",
    )
    return redirect(url_for("uitbetaling.lijst"), 303)


@bp.get("/<eenheid>/<periode>")
@vereist("bekijk", OBJECT)
def toon(eenheid: str, periode: str) -> str:
    """Show one month, what asks for attention on top."""
    context = ctx()
    regels = vergelijking(context, eenheid, periode)
    bladzijde = Bladzijde(bladzijdenummer(), len(regels))
    op_deze = regels[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE]
    return render_template(
        "kern/uitbetaling_maand.html",
        eenheid=eenheid,
        eenheidnaam=_naam(eenheid),
        periode=periode,
        regels=op_deze,
        bladzijde=bladzijde,
        aandacht=sum(regel.vraagt_aandacht for regel in regels),
        aantallen={stand: sum(regel.regel.stand is stand for regel in regels) for stand in Betaalstand},
        geexporteerd=sum(regel.regel.geexporteerd_centen or 0 for regel in regels),
        betaald=sum(regel.regel.betaald_centen or 0 for regel in regels),
        runs=runstanden(context, eenheid, periode) if regels else (),
        mag_run=context.mag("bekijk", Doel("core.run", eenheid=eenheid)),
        namen=accountnamen(context, (regel.verklaring.door for regel in op_deze if regel.verklaring)),
        mag_verklaren=context.mag("verklaar", Doel(OBJECT, eenheid=eenheid)),
        mag_boeking=context.mag("bekijk", Doel("core.boeking", eenheid=eenheid)),
    )


@bp.post("/<eenheid>/<periode>/verklaar")
@vereist("verklaar", OBJECT)
def verklaring(eenheid: str, periode: str) -> ResponseReturnValue:
    """Record why a difference may stay."""
    context = ctx()
    boeking = veldtekst("boeking")

    def doe() -> None:
        verklaar(
            context,
            eenheid,
            periode,
            veldtekst("personeelsnummer"),
            veldtekst("looncode"),
            int(boeking) if boeking.isdecimal() else None,
            veldtekst("reden"),
        )

    return voer_uit(
        doe,
        _("Je uitleg is vastgelegd."),
        url_for("uitbetaling.toon", eenheid=eenheid, periode=periode),
    )


def _lijst(fouten: Fouten, verslag: Leesverslag | None) -> ResponseReturnValue:
    context = ctx()
    eenheden = sorted(ingeschakeld())
    standen = maandstanden(context, list(context.installatie.eenheden))
    bladzijde = Bladzijde(bladzijdenummer(), len(standen))
    betalend = {bron.eenheid for bron in context.installatie.maandbronnen}
    pagina = render_template(
        "kern/uitbetaling.html",
        standen=standen[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        bladzijde=bladzijde,
        verschillen=sum(stand.verschillen for stand in standen),
        wacht=sum(stand.betaald_centen is None for stand in standen),
        naam=_naam,
        eenheden=[
            {"waarde": eenheid, "tekst": _naam(eenheid)}
            for eenheid in eenheden
            if eenheid in betalend and context.mag("lees_in", Doel(OBJECT, eenheid=eenheid))
        ],
        verslag=verslag,
        meeste=MEESTE_FOUTEN,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten or verslag is not None else 200


def _naam(eenheid: str) -> str:
    gevonden = ctx().installatie.eenheden.get(eenheid)
    return gevonden.afkorting if gevonden else eenheid
