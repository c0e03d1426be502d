# SPDX-License-Identifier: EUPL-1.2
"""The administrator's pages: is everything running, what is switched on, and who can log in."""

from __future__ import annotations

import secrets
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.contributions import Menupunt, Paginas
from core.jobs.services import overzicht, start
from core.people.accounts import (
    Accountregel,
    ken_rol_toe,
    maak_account,
    trek_rol_in,
    wis_totp,
    zet_actief,
    zet_wachtwoord,
    zoek_accounts,
)
from core.people.eenheden import eenheden, schakel
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER
from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, lees_datum, lees_datum_of_leeg, veldfouten, veldtekst, voer_uit
from core.web.request import PER_BLADZIJDE, bladzijdenummer, ctx, poort
from core.web.rights import vereist
from core.web.services import onderzoek

bp = Blueprint("beheer", __name__, url_prefix="/beheer")
PAGINAS = Paginas(
    bp,
    (
        Menupunt("Jobs", "beheer.jobs", "bekijk", "core.job", 90),
        Menupunt("Dienstonderdelen", "beheer.onderdelen", "bekijk", "core.eenheid", 91),
        Menupunt("Accounts", "beheer.accounts", "bekijk", "core.account", 92),
        Menupunt("Stelsel", "beheer.stelsel", "bekijk", "core.job", 93),
    ),
)


@bp.get("/jobs")
@vereist("bekijk", "core.job")
def jobs() -> str:
    """Show every job with its last and next run."""
    context = ctx()
    namen = {eenheid.id: eenheid.afkorting for eenheid in context.installatie.eenheden.values()}
    return render_template("kern/beheer_jobs.html", jobs=overzicht(context), namen=namen)


@bp.post("/jobs/<job_id>/start")
@vereist("start", "core.job")
def start_job(job_id: str) -> ResponseReturnValue:
    """Do the last due day of a job now."""
    if job_id not in {bijdrage.waarde.id for bijdrage in ctx().installatie.jobs}:
        abort(404)
    if start(ctx(), job_id, poort().klok):
        flash(_("De job is klaar."), "goed")
    else:
        flash(
            _("De job is niet gedaan: hij was al klaar, loopt elders, of mislukte. Hieronder staat hoe het nu staat."),
            "waarschuwing",
        )
    return redirect(url_for("beheer.jobs"), 303)


@bp.get("/dienstonderdelen")
@vereist("bekijk", "core.eenheid")
def onderdelen() -> str:
    """Show which units are switched on."""
    context = ctx()
    aantallen = [regeling.eenheid for regeling in context.installatie.regelingen.values()]
    return render_template("kern/beheer_onderdelen.html", eenheden=eenheden(context), aantal=aantallen.count)


@bp.post("/dienstonderdelen/<eenheid>")
@vereist("zet", "core.eenheid")
def zet_onderdeel(eenheid: str) -> ResponseReturnValue:
    """Switch a unit on or off."""
    aan = veldtekst("aan") == "ja"
    return voer_uit(
        partial(schakel, ctx(), eenheid, aan),
        _("Het dienstonderdeel staat nu aan.")
        if aan
        else _("Het dienstonderdeel staat nu uit. De gegevens blijven leesbaar voor de auditor."),
        url_for("beheer.onderdelen"),
    )


@bp.get("/accounts")
@vereist("bekijk", "core.account")
def accounts() -> ResponseReturnValue:
    """Show who can log in, with their roles."""
    return _accounts([])


@bp.post("/accounts")
@vereist("wijzig", "core.account")
def nieuw_account() -> ResponseReturnValue:
    """Make an account, and show its first password once."""
    tijdelijk = _eerste_wachtwoord()
    try:
        maak_account(ctx(), veldtekst("naam"), tijdelijk, veldtekst("weergavenaam"), _nummer("medewerker"))
    except Geweigerd as fout:
        return _accounts(veldfouten(fout))
    return _toon_wachtwoord(veldtekst("naam").lower(), tijdelijk)


@bp.get("/accounts/<naam>")
@vereist("bekijk", "core.account")
def account(naam: str) -> ResponseReturnValue:
    """Show one account with its roles, and what can be done with it."""
    return _account(naam, [])


@bp.post("/accounts/<naam>/rol")
@vereist("wijzig", "core.account")
def rol(naam: str) -> ResponseReturnValue:
    """Give an account a role."""
    try:
        ken_rol_toe(
            ctx(),
            _vind(naam).id,
            veldtekst("rol"),
            eenheid=veldtekst("eenheid") or None,
            van=lees_datum("van"),
            tot_en_met=lees_datum_of_leeg("tot_en_met"),
        )
    except Geweigerd as fout:
        return _account(naam, veldfouten(fout))
    flash(_("De rol is toegekend."), "goed")
    return redirect(url_for("beheer.account", naam=naam), 303)


@bp.post("/accounts/<naam>/rol/<int:nummer>/intrekken")
@vereist("wijzig", "core.account")
def rol_intrekken(naam: str, nummer: int) -> ResponseReturnValue:
    """Withdraw a role."""
    return voer_uit(partial(trek_rol_in, ctx(), nummer), _("De rol is ingetrokken."), _naar(naam))


@bp.post("/accounts/<naam>/actief")
@vereist("wijzig", "core.account")
def actief(naam: str) -> ResponseReturnValue:
    """Close or open an account."""
    aan = veldtekst("aan") == "ja"
    return voer_uit(
        partial(zet_actief, ctx(), _vind(naam).id, aan),
        _("Het account is weer open.") if aan else _("Het account is gesloten en overal uitgelogd."),
        _naar(naam),
    )


@bp.post("/accounts/<naam>/wachtwoord")
@vereist("wijzig", "core.account")
def wachtwoord(naam: str) -> ResponseReturnValue:
    """Give somebody a new first password, and show it once."""
    tijdelijk = _eerste_wachtwoord()
    try:
        zet_wachtwoord(ctx(), _vind(naam).id, tijdelijk)
    except Geweigerd as fout:
        return _account(naam, veldfouten(fout))
    return _toon_wachtwoord(naam, tijdelijk)


@bp.post("/accounts/<naam>/tweede-stap")
@vereist("wijzig", "core.account")
def tweede_stap(naam: str) -> ResponseReturnValue:
    """Let somebody who lost the phone log in without a code."""
    return voer_uit(partial(wis_totp, ctx(), _vind(naam).id), _("De tweede stap is gewist."), _naar(naam))


@bp.get("/stelsel")
@vereist("bekijk", "core.job")
def stelsel() -> str:
    """Show versions, and what a doctor would look at."""
    return render_template("kern/beheer_stelsel.html", bevindingen=onderzoek(ctx()))


def _accounts(fouten: Fouten) -> ResponseReturnValue:
    zoek, nummer = request.args.get("zoek", "").strip(), bladzijdenummer()
    gevonden = zoek_accounts(ctx(), zoek, nummer)
    pagina = render_template(
        "kern/beheer_accounts.html",
        accounts=gevonden,
        meer=len(gevonden) == PER_BLADZIJDE,
        zoek=zoek,
        nummer=nummer,
        rollen=ctx().installatie.rollen,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _account(naam: str, fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    installatie = context.installatie
    afgeleid = (MEDEWERKER.id, LEIDINGGEVENDE.id)
    pagina = render_template(
        "kern/beheer_account.html",
        account=_vind(naam),
        rollen=installatie.rollen,
        te_geven=[
            {"waarde": rol.id, "tekst": rol.naam, "hint": rol.omschrijving}
            for rol in installatie.rollen.values()
            if rol.id not in afgeleid
        ],
        eenheden=[
            {"waarde": "", "tekst": _("overal")},
            *({"waarde": eenheid.id, "tekst": eenheid.naam} for eenheid in installatie.eenheden.values()),
        ],
        vandaag=context.vandaag,
        ik=context.actor.account_id,
        invoer=request.form,
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _vind(naam: str) -> Accountregel:
    gevonden = next((account for account in zoek_accounts(ctx(), naam) if account.naam == naam), None)
    if gevonden is None:
        abort(404)
    return gevonden


def _toon_wachtwoord(naam: str, tijdelijk: str) -> ResponseReturnValue:
    # Never in a message for the next page: those are kept for a while.
    return render_template("kern/beheer_wachtwoord.html", naam=naam, wachtwoord=tijdelijk)


def _eerste_wachtwoord() -> str:
    return secrets.token_urlsafe(15)


def _naar(naam: str) -> str:
    return url_for("beheer.account", naam=naam)


def _nummer(veld: str) -> int | None:
    tekst = veldtekst(veld)
    if not tekst:
        return None
    if not tekst.isdecimal():
        raise Geweigerd(veld, "vul een nummer in")
    return int(tekst)
