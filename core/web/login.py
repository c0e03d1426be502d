# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out, and choosing a language before or after it."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.people.aanmelden import InloggenMislukt, TeVaakGeprobeerd, log_in, log_uit
from core.web.i18n import TAALCOOKIE, TALEN
from core.web.request import poort
from core.web.rights import ingelogd, openbaar
from core.web.security import EEN_JAAR, cookienaam, lokaal_adres, nieuw_toeval
from core.web.services import roep_aan
from core.web.sessions import websessie

bp = Blueprint("inloggen", __name__)

VOORCOOKIE = "inloggen"
"""Cookie of somebody who has not logged in yet: the form token is tied to it."""


@bp.get("/inloggen")
@openbaar
def formulier() -> ResponseReturnValue:
    """Show the log-in form."""
    return _formulier([], 200)


@bp.post("/inloggen")
@openbaar
def log_iemand_in() -> ResponseReturnValue:
    """Log in, and go on to the page that was asked for."""
    try:
        token = log_in(
            poort().database,
            request.form.get("accountnaam", ""),
            request.form.get("wachtwoord", ""),
            request.form.get("code") or None,
            request.remote_addr or "",
            g.nu,
            poort().instellingen.geheim,
        )
    except InloggenMislukt:
        tekst = _("Naam, wachtwoord of code klopt niet. We zeggen niet welke, zodat niemand kan raden.")
        return _formulier([{"tekst": tekst}], 422)
    except TeVaakGeprobeerd as fout:
        return _formulier([{"tekst": str(fout)}], 429)
    sessie = websessie()
    if sessie.token:
        log_uit(poort().database, sessie.token)
    sessie.begin(token)
    antwoord = redirect(lokaal_adres(request.form.get("volgende")) or url_for("start.begin"), 303)
    https = poort().instellingen.https
    antwoord.delete_cookie(cookienaam(VOORCOOKIE, https=https), path="/", secure=https, httponly=True)
    return antwoord


@bp.post("/uitloggen")
@ingelogd
def log_iemand_uit() -> ResponseReturnValue:
    """End the session."""
    sessie = websessie()
    if sessie.token:
        log_uit(poort().database, sessie.token)
    sessie.eindig()
    return redirect(url_for("inloggen.formulier"), 303)


@bp.get("/taal/<code>")
@openbaar
def taal(code: str) -> ResponseReturnValue:
    """Show this browser the site in another language, and go back to the page."""
    if code not in TALEN:
        abort(404)
    antwoord = redirect(lokaal_adres(request.args.get("terug")) or url_for("start.begin"), 303)
    https = poort().instellingen.https
    antwoord.set_cookie(TAALCOOKIE, code, max_age=EEN_JAAR, secure=https, httponly=True, samesite="Lax", path="/")
    return antwoord


@bp.get("/gezond")
@openbaar
def gezond() -> ResponseReturnValue:
    """Answer whoever watches over the server: 200 when the database answers, 503 when it does not."""
    roep_aan(poort().database)
    return "goed\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/toegankelijkheid")
@openbaar
def toegankelijkheid() -> str:
    """Say how accessible the site is, and how we know."""
    return render_template("kern/toegankelijkheid.html")


def _formulier(fouten: list[dict[str, str]], status: int) -> ResponseReturnValue:
    https = poort().instellingen.https
    naam = cookienaam(VOORCOOKIE, https=https)
    toeval = request.cookies.get(naam) or nieuw_toeval()
    g.toeval = toeval
    antwoord = current_app.make_response(
        (
            render_template(
                "inloggen.html",
                fouten=fouten,
                accountnaam=request.form.get("accountnaam", ""),
                volgende=lokaal_adres(request.values.get("volgende")),
                verlopen="verlopen" in request.args,
            ),
            status,
        )
    )
    antwoord.set_cookie(naam, toeval, httponly=True, secure=https, samesite="Lax", path="/")
    return antwoord
