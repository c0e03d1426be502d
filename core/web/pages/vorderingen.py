# SPDX-License-Identifier: EUPL-1.2
"""Claims outside payroll: for HR what is open and overdue, for the employee what must be paid and when."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.contributions import Menupunt, Paginas
from core.people.policy import Doel
from core.rules.invoer import Geweigerd
from core.vorderingen.openen import OBJECT
from core.vorderingen.services import (
    MEESTE_TERMIJNEN,
    boek_betaling,
    eigen_vorderingen,
    spreid,
    trek_betaling_in,
    verstuur,
    vordering,
    vorderingen_van,
)
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, Bladzijde, bladzijdenummer, ctx
from core.web.rights import vereist
from core.web.services import accountnamen

bp = Blueprint("vorderingen", __name__, url_prefix="/vorderingen")
PAGINAS = Paginas(bp, (Menupunt("Vorderingen", "vorderingen.lijst", "bekijk", OBJECT, 36),))


@bp.get("/")
@vereist("bekijk", OBJECT)
def lijst() -> str:
    """Show the claims of the reader's units, and the reader's own."""
    context = ctx()
    eigen = eigen_vorderingen(context) if context.actor.medewerker_id is not None else ()
    alle = vorderingen_van(context, list(context.installatie.eenheden))
    bladzijde = Bladzijde(bladzijdenummer(), len(alle))
    open_ = [regel for regel in alle if regel.stand not in ("betaald", "ingetrokken")]
    return render_template(
        "kern/vorderingen.html",
        eigen=eigen,
        eigen_open=sum(regel.saldo.open_centen for regel in eigen if regel.stand != "ingetrokken"),
        regels=alle[bladzijde.vanaf : bladzijde.vanaf + PER_BLADZIJDE],
        aantal=len(open_),
        open_centen=sum(regel.saldo.open_centen for regel in open_),
        te_laat=sum(regel.stand == "te_laat" for regel in alle),
        leest_anderen=_leest_anderen(),
        bladzijde=bladzijde,
    )


@bp.get("/<int:nummer>")
@vereist("bekijk", OBJECT)
def toon(nummer: int) -> ResponseReturnValue:
    """Show one claim."""
    return _pagina(nummer, [])


@bp.post("/<int:nummer>/verstuur")
@vereist("beheer", OBJECT)
def stuur(nummer: int) -> ResponseReturnValue:
    """Send a claim."""
    context = ctx()
    return voer_uit(
        lambda: verstuur(context, nummer),
        _("De vordering is verstuurd. De medewerker krijgt een brief en een bericht."),
        url_for("vorderingen.toon", nummer=nummer),
    )


@bp.post("/<int:nummer>/spreid")
@vereist("beheer", OBJECT)
def termijnen(nummer: int) -> ResponseReturnValue:
    """Agree on instalments."""
    context = ctx()

    def doe() -> None:
        aantal = veldtekst("aantal")
        if not aantal.isdecimal() or len(aantal) > 3:
            raise Geweigerd("aantal", _("vul een heel getal in"))
        spreid(context, nummer, int(aantal), lees_datum("eerste"))

    return _doe(nummer, doe, _("De termijnen zijn vastgelegd."))


@bp.post("/<int:nummer>/betaling")
@vereist("beheer", OBJECT)
def betaling(nummer: int) -> ResponseReturnValue:
    """Record a payment."""
    context = ctx()

    def doe() -> None:
        centen = _centen(veldtekst("bedrag"))
        boek_betaling(context, nummer, centen, lees_datum("ontvangen_op"), veldtekst("kenmerk"))

    return _doe(nummer, doe, _("De betaling is vastgelegd."))


@bp.post("/<int:nummer>/betaling/<int:betaling>/terug")
@vereist("beheer", OBJECT)
def betaling_terug(nummer: int, betaling: int) -> ResponseReturnValue:
    """Take back a payment that was recorded by mistake."""
    context = ctx()
    return voer_uit(
        lambda: trek_betaling_in(context, nummer, betaling),
        _("De betaling is teruggedraaid."),
        url_for("vorderingen.toon", nummer=nummer),
    )


def _doe(nummer: int, doe: Callable[[], None], gelukt: str) -> ResponseReturnValue:
    try:
        doe()
    except Geweigerd as fout:
        return _pagina(nummer, veldfouten(fout))
    flash(gelukt, "goed")
    return redirect(url_for("vorderingen.toon", nummer=nummer), 303)


def _pagina(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    regel = vordering(context, nummer)
    rij = regel.vordering
    doel = Doel(OBJECT, eenheid=rij.eenheid, medewerker_id=rij.medewerker_id)
    eigen = rij.medewerker_id == context.actor.medewerker_id
    gevonden = context.installatie.regelingen.get(regel.regeling)
    pagina = render_template(
        "kern/vordering.html",
        regel=regel,
        rij=rij,
        eigen=eigen,
        regeling=gevonden.titel if gevonden else regel.regeling,
        mag_beheren=context.mag("beheer", doel) and not eigen and rij.ingetrokken_op is None,
        meeste=MEESTE_TERMIJNEN,
        namen=accountnamen(context, (een.door for een in regel.betalingen)),
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _centen(tekst: str) -> int:
    try:
        centen = Decimal(tekst.replace(".", "").replace(",", ".")) * 100
    except InvalidOperation as fout:
        raise Geweigerd("bedrag", _("schrijf een bedrag, als 12,50")) from fout
    if not centen.is_finite() or centen != centen.to_integral_value() or abs(centen) > 10**12:
        raise Geweigerd("bedrag", _("schrijf een bedrag, als 12,50"))
    return int(centen)


def _leest_anderen() -> bool:
    context = ctx()
    bereik = context.installatie.beleid.reikwijdte(context.actor, "bekijk", OBJECT)
    return bereik.alle or bereik.alle_eenheden or bool(bereik.eenheden)
