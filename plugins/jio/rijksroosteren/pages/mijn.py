# SPDX-License-Identifier: EUPL-1.2
"""My patch duty: taking part or not, what I am to do and did, and one entry of the roster."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.calendar.tijd import lokaal
from core.context import Context
from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.filters import datum
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, veldfouten, veldtekst, voer_uit
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie.pages.taal import _, ngettext
from plugins.jio.consignatie.pages.velden import hernoemd, lees_keuze, lees_nummer_of_leeg
from plugins.jio.rijksroosteren import policy
from plugins.jio.rijksroosteren.pages import woorden
from plugins.jio.rijksroosteren.procedure import Regelstatus
from plugins.jio.rijksroosteren.rules import Categorie
from plugins.jio.rijksroosteren.services import beelden, groep, maatwerk, rooster
from plugins.jio.rijksroosteren.services.beelden import Regelbeeld
from plugins.jio.rijksroosteren.services.groep import Groepslid

bp = Blueprint("jio_roosteren", __name__, url_prefix="/roosteren", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Mijn patchdiensten", "jio_roosteren.mijn", "bekijk", policy.AANMELDING, 15),))

#: In which field of the form a refusal of the service is shown.
VELDEN = {"van": "van_tijd", "tot": "tot_tijd", "medewerker": "dag"}


@bp.get("/")
@vereist("bekijk", policy.AANMELDING)
def mijn() -> ResponseReturnValue:
    """Show whether the reader takes part, and the own roster."""
    return _mijn([])


@bp.post("/aanmelden")
@vereist("meld_aan", policy.AANMELDING)
def meld_aan() -> ResponseReturnValue:
    """Sign up."""
    try:
        groep.meld_aan(ctx(), lees_datum("vanaf"))
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    flash(_("Je bent aangemeld. Je kunt nu op een patchdienst worden ingeroosterd."), "goed")
    return redirect(url_for("jio_roosteren.mijn"), 303)


@bp.post("/afmelden")
@vereist("meld_af", policy.AANMELDING)
def meld_af() -> ResponseReturnValue:
    """Sign off."""
    try:
        vervallen = groep.meld_af(ctx(), lees_datum("per"))
    except Geweigerd as fout:
        return _mijn(veldfouten(fout))
    flash(_("Je bent afgemeld."), "goed")
    if vervallen:
        aantal = ngettext("%(num)s patchdienst is vervallen.", "%(num)s patchdiensten zijn vervallen.", vervallen)
        flash(aantal + " " + _("Je leidinggevende krijgt een bericht."), "info")
    return redirect(url_for("jio_roosteren.mijn"), 303)


@bp.post("/")
@vereist("maak", policy.REGEL)
def plan() -> ResponseReturnValue:
    """Put the reader on the roster, or somebody of the own team."""
    context = ctx()
    zelf = context.actor.medewerker_id or 0
    wie = lees_nummer_of_leeg("medewerker") or zelf
    try:
        soort = lees_keuze("categorie", Categorie)
        van, tot = woorden.lees_tijdvak()
        nummer = rooster.plan(context, wie, soort, van, tot, veldtekst("onderwerp"))
    except Geweigerd as fout:
        if wie == zelf:
            return _mijn(veldfouten(hernoemd(fout, **VELDEN)))
        flash(_("Niet op het rooster gezet: %(reden)s.", reden=fout.reden), "fout")
        return redirect(woorden.terug_of(url_for("jio_roosteren_team.maand")), 303)
    flash(_("Staat op het rooster. De leidinggevende keurt het goed."), "goed")
    return redirect(url_for("jio_roosteren.regel", regel=nummer), 303)


@bp.get("/<int:regel>")
@vereist("bekijk", policy.REGEL)
def regel(regel: int) -> ResponseReturnValue:
    """Show one entry with what can be done."""
    return _regel(regel, [])


@bp.post("/<int:regel>/goedkeuren")
@vereist("keur_goed", policy.REGEL)
def keur_goed(regel: int) -> ResponseReturnValue:
    """Approve an entry."""
    return voer_uit(
        partial(rooster.keur_goed, ctx(), regel),
        _("Goedgekeurd. Je collega krijgt een bericht."),
        url_for("jio_roosteren.regel", regel=regel),
    )


@bp.post("/<int:regel>/gewerkt")
@vereist("realiseer", policy.REGEL)
def realiseer(regel: int) -> ResponseReturnValue:
    """Record how it was."""
    try:
        van, tot = woorden.lees_tijdvak()
        rooster.realiseer(ctx(), regel, van, tot)
    except Geweigerd as fout:
        return _regel(regel, veldfouten(hernoemd(fout, **VELDEN)))
    flash(_("Vastgelegd. Een patchdienst gaat mee in het volgende bestand voor de RRA."), "goed")
    return redirect(url_for("jio_roosteren.regel", regel=regel), 303)


@bp.post("/<int:regel>/vervalt")
@vereist("laat_vervallen", policy.REGEL)
def vervalt(regel: int) -> ResponseReturnValue:
    """Take an entry off the roster."""
    return voer_uit(
        partial(rooster.laat_vervallen, ctx(), regel, veldtekst("reden") or None),
        _("Van het rooster gehaald."),
        url_for("jio_roosteren.regel", regel=regel),
    )


def _mijn(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    aanmeldingen, regels = groep.eigen_aanmeldingen(context), beelden.mijn_regels(context)
    loopt = next((lid for lid in aanmeldingen if lid.tot is None or lid.tot > context.vandaag), None)
    pagina = render_template(
        "jio/patchdiensten.html",
        zin=_zin(context, loopt, regels),
        loopt=loopt,
        komend=[regel for regel in regels if regel.einde > context.nu],
        vast_te_leggen=[
            regel for regel in regels if regel.einde <= context.nu and regel.status is Regelstatus.GOEDGEKEURD
        ],
        geweest=[regel for regel in reversed(regels) if regel.einde <= context.nu],
        afspraken=[afspraak for afspraak in maatwerk.eigen_afspraken(context) if afspraak.loopt(context.vandaag)],
        vandaag=context.vandaag,
        woorden=woorden,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _zin(context: Context, loopt: Groepslid | None, regels: tuple[Regelbeeld, ...]) -> str:
    volgende = next((regel for regel in regels if regel.einde > context.nu and regel.is_patchdienst), None)
    if volgende is not None:
        return _("Je volgende patchdienst is %(wanneer)s.", wanneer=woorden.tijdvak(volgende.begin, volgende.einde))
    if loopt is None:
        return _("Je doet geen patchdiensten. Meedoen is vrijwillig.")
    if loopt.vanaf > context.vandaag:
        return _("Je doet mee met patchdiensten vanaf %(dag)s.", dag=datum(loopt.vanaf))
    return _("Je doet mee met patchdiensten. Er staat er nu geen op je rooster.")


def _regel(nummer: int, fouten: Fouten) -> ResponseReturnValue:
    dossier = beelden.regeldossier(ctx(), nummer)
    begin, einde = dossier.regel.begin, dossier.regel.einde
    pagina = render_template(
        "jio/roosterregel.html",
        dossier=dossier,
        regel=dossier.regel,
        zelf=dossier.regel.medewerker_id == ctx().actor.medewerker_id,
        uitleg=woorden.uitlegregels(dossier.antwoord.stappen),
        klok={"dag": f"{lokaal(begin):%Y-%m-%d}", "van_tijd": _klok(begin), "tot_tijd": _klok(einde)},
        woorden=woorden,
        fouten=fouten,
        invoer=request.form,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _klok(op: datetime) -> str:
    return f"{lokaal(op):%H:%M}"
