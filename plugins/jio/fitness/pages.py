# SPDX-License-Identifier: EUPL-1.2
"""The fitness contribution: what I get, how I ask for it, and for HR who takes part (JIO 11.5)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.contributions import Menupunt, Paginas
from core.rules import Centen, Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.fitness import policy, services
from plugins.jio.fitness.models import Deelnamestatus
from plugins.jio.menu import PERSONEEL, REIZEN

bp = Blueprint("jio_fitness", __name__, url_prefix="/fitness", template_folder="templates")
PAGINAS = (
    Paginas(
        bp,
        (
            Menupunt("Bedrijfsfitness", "jio_fitness.eigen", "bekijk_eigen", policy.FITNESS, 60, REIZEN),
            Menupunt("Deelnemers bedrijfsfitness", "jio_fitness.lijst", "bekijk", policy.FITNESS, 61, PERSONEEL),
        ),
    ),
)


def lees_euro(veld: str) -> Centen:
    """Return the amount of a field in cents; nothing is nought. Raises ``Geweigerd``."""
    tekst = veldtekst(veld).replace("€", "").strip().replace(",", ".")
    if not tekst:
        return Centen(0)
    try:
        bedrag = Decimal(tekst)
        centen = int(bedrag * 100)
    except (InvalidOperation, ValueError, OverflowError) as fout:
        raise Geweigerd(veld, "schrijf een bedrag als 29,95") from fout
    if bedrag * 100 != centen or not 0 <= centen < 10_000_000:
        raise Geweigerd(veld, "schrijf een bedrag als 29,95, in hele centen")
    return Centen(centen)


@bp.get("/")
@vereist("bekijk_eigen", policy.FITNESS)
def eigen() -> ResponseReturnValue:
    """Show the reader's subscription and what the employer pays of it."""
    return _eigen([])


@bp.post("/")
@vereist("vraag_aan", policy.FITNESS)
def vraag_aan() -> ResponseReturnValue:
    """Ask for the contribution."""
    try:
        services.vraag_aan(
            ctx(),
            sportschool=veldtekst("sportschool"),
            abonnement=lees_euro("abonnement"),
            ikb=lees_euro("ikb"),
            van=lees_datum("van"),
        )
    except Geweigerd as fout:
        return _eigen(veldfouten(fout))
    flash(_("Je aanvraag is ingediend. HR controleert hem; je krijgt een bericht."), "goed")
    return redirect(url_for("jio_fitness.eigen"), 303)


@bp.post("/<int:deelname>/intrekken")
@vereist("vraag_aan", policy.FITNESS)
def trek_in(deelname: int) -> ResponseReturnValue:
    """Withdraw a request."""
    return voer_uit(
        partial(services.trek_in, ctx(), deelname), _("Je aanvraag is ingetrokken."), url_for("jio_fitness.eigen")
    )


@bp.post("/<int:deelname>/stop")
@vereist("stop", policy.FITNESS)
def stop(deelname: int) -> ResponseReturnValue:
    """Record the last day of a subscription."""
    context = ctx()
    terug = url_for("jio_fitness.lijst" if veldtekst("terug") == "lijst" else "jio_fitness.eigen")
    try:
        dag = lees_datum("tot_en_met")
    except Geweigerd as fout:
        flash(veldfouten(fout)[0]["tekst"], "fout")
        return redirect(terug, 303)
    return voer_uit(partial(services.stop, context, deelname, dag), _("De laatste dag is vastgelegd."), terug)


@bp.get("/deelnemers")
@vereist("bekijk", policy.FITNESS)
def lijst() -> ResponseReturnValue:
    """Show who takes part, and what waits for a check."""
    return _lijst([])


@bp.post("/<int:deelname>/besluit")
@vereist("beslis", policy.FITNESS)
def beslis(deelname: int) -> ResponseReturnValue:
    """Record what HR found."""
    try:
        status = services.beslis(
            ctx(),
            deelname,
            aangesloten=bool(veldtekst("aangesloten")),
            vast=bool(veldtekst("vast")),
            reden=veldtekst("reden"),
        )
    except Geweigerd as fout:
        return _lijst(veldfouten(fout))
    flash(
        _("Toegekend. De bijdrage gaat mee met de maandrun.")
        if status is Deelnamestatus.ACTIEF
        else _("Afgewezen. De medewerker krijgt een bericht met de reden."),
        "goed",
    )
    return redirect(url_for("jio_fitness.lijst"), 303)


def staat(status: Deelnamestatus) -> woorden.Staat:
    """Return how far a subscription is."""
    namen: dict[Deelnamestatus, woorden.Staat] = {
        Deelnamestatus.AANGEVRAAGD: ("ingediend", _("wacht op HR")),
        Deelnamestatus.ACTIEF: ("goed", _("toegekend")),
        Deelnamestatus.AFGEWEZEN: ("afgewezen", _("afgewezen")),
        Deelnamestatus.INGETROKKEN: ("neutraal", _("ingetrokken")),
    }
    return namen[status]


def _eigen(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    alle = services.eigen(context)
    loopt = next((beeld for beeld in alle if beeld.rij.status is Deelnamestatus.ACTIEF), None)
    open_ = next((beeld for beeld in alle if beeld.rij.status is Deelnamestatus.AANGEVRAAGD), None)
    beeld = open_ or loopt
    pagina = render_template(
        "jio/fitness.html",
        alle=alle,
        loopt=loopt,
        open_=open_,
        uitkomst=beeld.antwoord.uitkomst if beeld and beeld.antwoord else None,
        uitleg=woorden.uitlegregels(beeld.antwoord.stappen) if beeld and beeld.antwoord else [],
        staat_van=staat,
        vandaag=context.vandaag,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _lijst(fouten: Fouten) -> ResponseReturnValue:
    alle = services.lijst(ctx())
    pagina = render_template(
        "jio/fitness_deelnemers.html",
        alle=alle,
        wachtend=[beeld for beeld in alle if beeld.rij.status is Deelnamestatus.AANGEVRAAGD],
        staat_van=staat,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200
