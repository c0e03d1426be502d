# SPDX-License-Identifier: EUPL-1.2
"""Call-outs: one's own with what counts of them, and recording one in under a minute."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.calendar.tijd import lokaal
from core.contributions import Menupunt, Paginas
from core.rules import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst
from core.web.request import ctx
from core.web.rights import vereist
from plugins.jio.consignatie import policy
from plugins.jio.consignatie.pages import woorden
from plugins.jio.consignatie.pages.taal import _
from plugins.jio.consignatie.pages.velden import hernoemd, lees_keuze, lees_moment, lees_moment_of_leeg, lees_nummer
from plugins.jio.consignatie.rules.oproep import UITGESLOTEN, Storingscategorie
from plugins.jio.consignatie.services.oproepen import (
    Geregistreerd,
    Melding,
    Oproepregel,
    corrigeer,
    registreer,
    rond_af,
)
from plugins.jio.consignatie.services.overzicht.oproepen import mijn_werk, oproep_van, teams_om_te_bellen

bp = Blueprint("jio_oproepen", __name__, url_prefix="/oproepen", template_folder="../templates")
PAGINAS = Paginas(bp, (Menupunt("Oproepen", "jio_oproepen.overzicht", "bekijk_bedrag", policy.DIENST, 13),))


@bp.get("/")
@vereist("bekijk_bedrag", policy.DIENST)
def overzicht() -> str:
    """Show the reader's call-outs by duty, with what counts as working time and why."""
    werk = mijn_werk(ctx())
    return render_template(
        "jio/oproepen.html",
        werk=[(regel, woorden.uitlegregels(regel.stappen)) for regel in werk],
        minuten=sum(regel.werktijd.minuten for regel in werk),
        woorden=woorden,
    )


@bp.get("/nieuw")
@vereist("registreer", policy.OPROEP)
def nieuw() -> ResponseReturnValue:
    """Show the form, with what is usual filled in."""
    nu = lokaal(ctx().nu)
    begin = {
        "begin_dag": nu.date().isoformat(),
        "begin_tijd": f"{nu:%H:%M}",
        "prio": "1",
        "categorie": str(Storingscategorie.ICT_DIENST),
        "overeenkomst": "ja",
        "team": request.args.get("team", ""),
    }
    return _formulier(begin, [], None)


@bp.post("/nieuw")
@vereist("registreer", policy.OPROEP)
def leg_vast() -> ResponseReturnValue:
    """Record a call-out for whoever is on duty at that moment."""
    try:
        gedaan = registreer(ctx(), lees_nummer("team", _("kies het team dat is gebeld")), _melding())
    except Geweigerd as fout:
        return _formulier(request.form, veldfouten(_op_formulier(fout)), None)
    return _klaar(gedaan)


@bp.get("/<int:oproep>")
@vereist("bekijk", policy.OPROEP)
def toon(oproep: int) -> ResponseReturnValue:
    """Show one call-out, with the form to finish or correct it."""
    regel = oproep_van(ctx(), oproep)
    return _formulier(_ingevuld(regel), [], regel)


@bp.post("/<int:oproep>/rond_af")
@vereist("rond_af", policy.OPROEP)
def afronden(oproep: int) -> ResponseReturnValue:
    """Add when the work ended and the employee was home."""
    regel = oproep_van(ctx(), oproep)
    try:
        rond_af(ctx(), oproep, lees_moment("einde"), lees_moment_of_leeg("thuis"))
    except Geweigerd as fout:
        return _formulier({**_ingevuld(regel), **request.form}, veldfouten(_op_formulier(fout)), regel)
    flash(_("Afgerond. De werktijd telt mee in je declaratie."), "goed")
    return redirect(url_for("jio_oproepen.overzicht"), 303)


@bp.post("/<int:oproep>/corrigeer")
@vereist("corrigeer", policy.OPROEP)
def verbeter(oproep: int) -> ResponseReturnValue:
    """Put a better report in the place of one; the old one stays on record."""
    regel = oproep_van(ctx(), oproep)
    try:
        gedaan = corrigeer(ctx(), oproep, _melding())
    except Geweigerd as fout:
        return _formulier(request.form, veldfouten(_op_formulier(fout)), regel)
    return _klaar(gedaan)


def _klaar(gedaan: Geregistreerd) -> ResponseReturnValue:
    if gedaan.toegelaten:
        flash(_("De oproep is vastgelegd."), "goed")
    else:
        redenen = " ".join(woorden.oproepreden(reden) for reden in gedaan.redenen)
        flash(_("De oproep is vastgelegd, maar telt niet mee. %(redenen)s", redenen=redenen), "waarschuwing")
    context = ctx()
    if context.mag("bekijk_bedrag", policy.doel(policy.DIENST, medewerker_id=context.actor.medewerker_id)) and not any(
        rol.rol == policy.DUTYDESK.id for rol in context.actor.rollen
    ):
        return redirect(url_for("jio_oproepen.overzicht"), 303)
    return redirect(url_for("jio_wacht.nu"), 303)


def _melding() -> Melding:
    """Return what the form says. Raises ``Geweigerd`` at the field."""
    prio = veldtekst("prio")
    toelichting = veldtekst("toelichting") or None
    if not prio.isdecimal():
        raise Geweigerd("prio", _("kies de prioriteit"))
    categorie = lees_keuze("categorie", Storingscategorie)
    bedreigd = veldtekst("functioneren_bedreigd") == "ja"
    if categorie in UITGESLOTEN and bedreigd and toelichting is None:
        raise Geweigerd("toelichting", _("leg uit waarom de organisatie niet verder kan werken"))
    return Melding(
        begin=lees_moment("begin"),
        prio=int(prio),
        categorie=categorie,
        overeenkomst=veldtekst("overeenkomst") == "ja",
        incidentnummer=veldtekst("incidentnummer"),
        einde=lees_moment_of_leeg("einde"),
        thuis=lees_moment_of_leeg("thuis"),
        functioneren_bedreigd=bedreigd,
        toelichting=toelichting,
        storing_begonnen=lees_moment_of_leeg("storing"),
        instemming=veldtekst("instemming") == "ja",
    )


def _op_formulier(fout: Geweigerd) -> Geweigerd:
    return hernoemd(fout, begin="begin_dag", einde="einde_dag", thuis="thuis_dag", storing_begonnen="storing_dag")


def _ingevuld(regel: Oproepregel) -> dict[str, str]:
    """Return a recorded call-out as the fields of the form."""
    melding = regel.melding
    uit = {
        "prio": str(melding.prio),
        "categorie": str(melding.categorie),
        "incidentnummer": melding.incidentnummer,
        "toelichting": melding.toelichting or "",
        "overeenkomst": "ja" if melding.overeenkomst else "",
        "functioneren_bedreigd": "ja" if melding.functioneren_bedreigd else "",
        "instemming": "ja" if melding.instemming else "",
    }
    momenten = {
        "begin": melding.begin,
        "einde": melding.einde,
        "thuis": melding.thuis,
        "storing": melding.storing_begonnen,
    }
    for veld, op in momenten.items():
        if op is not None:
            uit[f"{veld}_dag"], uit[f"{veld}_tijd"] = lokaal(op).date().isoformat(), f"{lokaal(op):%H:%M}"
    return uit


def _formulier(invoer: Mapping[str, str], fouten: Fouten, regel: Oproepregel | None) -> ResponseReturnValue:
    context = ctx()
    pagina = render_template(
        "jio/oproep.html",
        teams=teams_om_te_bellen(context) if regel is None else (),
        regel=regel,
        invoer=invoer,
        fouten=fouten,
        categorieen=[(soort, woorden.categorie(soort)) for soort in Storingscategorie],
        zelf=context.actor.medewerker_id,
        nu=context.nu,
        woorden=woorden,
    )
    return pagina, NIET_VERWERKT if fouten else 200
