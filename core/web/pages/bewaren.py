# SPDX-License-Identifier: EUPL-1.2
"""How long records about people are kept: what is over its term on a day, and destroying it by two people."""

from __future__ import annotations

from datetime import date
from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.bewaren.services import OBJECT, overzicht, stel_voor, vernietig, voorstellen, wijs_af
from core.contributions import Menupunt, Paginas
from core.web.forms import voer_uit
from core.web.request import ctx
from core.web.rights import vereist

bp = Blueprint("bewaren", __name__, url_prefix="/bewaren")
PAGINAS = Paginas(bp, (Menupunt("Bewaartermijnen", "bewaren.lijst", "bekijk", OBJECT, 95),))


@bp.get("/")
@vereist("bekijk", OBJECT)
def lijst() -> ResponseReturnValue:
    """Show every kind of record, and what would be destroyed on a day."""
    context = ctx()
    try:
        op = date.fromisoformat(request.args.get("op", ""))
    except ValueError:
        op = context.vandaag
    # A term that is not there yet, and a day before there was anything, would count from nowhere.
    op = min(max(op, date(2000, 1, 1)), date(2200, 1, 1))
    regels = overzicht(context, op)
    alle = voorstellen(context)
    beleid = context.installatie.beleid
    return render_template(
        "kern/bewaren.html",
        regels=regels,
        op=op,
        vandaag=op == context.vandaag,
        verlopen=sum(regel.verlopen for regel in regels if regel.vernietigbaar),
        zonder=sum(regel.maanden is None for regel in regels),
        open=[een for een in alle if een.voorstel.besluit is None],
        besloten=[een for een in alle if een.voorstel.besluit is not None],
        open_tabellen={een.voorstel.tabel for een in alle if een.voorstel.besluit is None},
        namen={eenheid.id: eenheid.afkorting for eenheid in context.installatie.eenheden.values()},
        ik=context.actor.account_id,
        mag_voorstellen=beleid.mag_ergens(context.actor, "stelvoor", OBJECT),
        mag_beslissen=beleid.mag_ergens(context.actor, "keurgoed", OBJECT),
        mag_parameter=beleid.mag_ergens(context.actor, "bekijk", "core.parameter"),
    )


@bp.post("/<tabel>/stelvoor")
@vereist("stelvoor", OBJECT)
def voorstel(tabel: str) -> ResponseReturnValue:
    """Propose to destroy what is over its term today."""
    return voer_uit(
        partial(stel_voor, ctx(), tabel),
        _("Je voorstel staat klaar. Er wordt pas vernietigd als een tweede persoon het goedkeurt."),
        url_for("bewaren.lijst"),
    )


@bp.post("/voorstel/<int:nummer>/vernietig")
@vereist("keurgoed", OBJECT)
def vernietiging(nummer: int) -> ResponseReturnValue:
    """Destroy what somebody else proposed."""
    return voer_uit(
        partial(vernietig, ctx(), nummer), _("Vernietigd. Dit is niet terug te draaien."), url_for("bewaren.lijst")
    )


@bp.post("/voorstel/<int:nummer>/wijsaf")
@vereist("keurgoed", OBJECT)
def afwijzing(nummer: int) -> ResponseReturnValue:
    """Reject a proposal."""
    return voer_uit(partial(wijs_af, ctx(), nummer), _("Afgewezen. Er is niets vernietigd."), url_for("bewaren.lijst"))
