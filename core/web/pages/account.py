# SPDX-License-Identifier: EUPL-1.2
"""The reader's own account: password, second step, language, and where they are logged in."""

from __future__ import annotations

import re
from functools import partial

import segno
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from core.contributions import Paginas
from core.people.aanmelden import TeVaakGeprobeerd, beeindig_sessies, wijzig_wachtwoord
from core.people.accounts import nieuwe_totp, zet_totp
from core.people.services import wie_ben_ik
from core.rules.invoer import Geweigerd
from core.web.forms import NIET_VERWERKT, Fouten, veldfouten, veldtekst, voer_uit
from core.web.i18n import TAALCOOKIE, TALEN
from core.web.request import ctx, poort
from core.web.rights import ingelogd
from core.web.services import kies_taal
from core.web.sessions import websessie

_GEHEIM = re.compile(r"[A-Z2-7]{16,64}")

bp = Blueprint("account", __name__, url_prefix="/account")
PAGINAS = Paginas(bp)


@bp.get("/")
@ingelogd
def toon() -> ResponseReturnValue:
    """Show the account."""
    return _pagina([])


@bp.post("/wachtwoord")
@ingelogd
def wachtwoord() -> ResponseReturnValue:
    """Change the password; other browsers are logged out."""
    try:
        if request.form.get("nieuw", "") != request.form.get("herhaald", ""):
            raise Geweigerd("herhaald", "dit is niet hetzelfde als het nieuwe wachtwoord")
        wijzig_wachtwoord(
            ctx(),
            request.form.get("oud", ""),
            request.form.get("nieuw", ""),
            token=websessie().token or "",
            adres=request.remote_addr or "",
            geheim=poort().instellingen.geheim,
        )
    except Geweigerd as fout:
        return _pagina(veldfouten(fout))
    except TeVaakGeprobeerd as fout:
        return _pagina([{"veld": "oud", "tekst": str(fout)}])
    flash(_("Je wachtwoord is gewijzigd. Op andere apparaten ben je uitgelogd."), "goed")
    return redirect(url_for("account.toon"), 303)


@bp.get("/tweede-stap")
@ingelogd
def tweede_stap() -> ResponseReturnValue:
    """Show a new secret to scan."""
    return _tweede_stap(None, [])


@bp.post("/tweede-stap")
@ingelogd
def zet_tweede_stap() -> ResponseReturnValue:
    """Ask for a code from now on, once a code shows that the app has the secret."""
    geheim = veldtekst("geheim")
    if not _GEHEIM.fullmatch(geheim):
        abort(400)
    try:
        zet_totp(ctx(), geheim, veldtekst("code"))
    except Geweigerd as fout:
        return _tweede_stap(geheim, veldfouten(fout))
    flash(_("De tweede stap staat aan. Bij het inloggen vragen we nu ook om een code uit je app."), "goed")
    return redirect(url_for("account.toon"), 303)


@bp.post("/taal")
@ingelogd
def taal() -> ResponseReturnValue:
    """Choose the language of the account, on every device."""
    antwoord = voer_uit(
        partial(kies_taal, ctx(), veldtekst("taal")), _("Je taal is opgeslagen."), url_for("account.toon")
    )
    # What was chosen in this browser only would win from the account.
    antwoord.delete_cookie(TAALCOOKIE, path="/")
    return antwoord


@bp.post("/uitloggen-elders")
@ingelogd
def uitloggen_elders() -> ResponseReturnValue:
    """End every other session."""
    context = ctx()
    return voer_uit(
        partial(beeindig_sessies, context, context.actor.account_id or 0, websessie().token),
        _("Op andere apparaten ben je nu uitgelogd."),
        url_for("account.toon"),
    )


def _pagina(fouten: Fouten) -> ResponseReturnValue:
    context = ctx()
    rollen = context.installatie.rollen
    pagina = render_template(
        "kern/account.html",
        ik=wie_ben_ik(context),
        moet_wijzigen=g.moet_wijzigen,
        rollen=[rollen[rol.rol] for rol in context.actor.rollen if rol.rol in rollen],
        taalkeuzes=[{"waarde": code, "tekst": naam} for code, naam in TALEN.items()],
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200


def _tweede_stap(geheim: str | None, fouten: Fouten) -> ResponseReturnValue:
    sleutel = nieuwe_totp(wie_ben_ik(ctx()).inlognaam, geheim)
    # A drawing inside the page: an address of its own would carry the secret into logs.
    qr = segno.make(sleutel.uri, error="m").svg_inline(scale=5, dark="#000", light="#fff", border=4, svgclass="qr")
    pagina = render_template(
        "kern/tweede_stap.html",
        geheim=sleutel.geheim,
        qr=Markup(qr),  # noqa: S704 - made by segno from our own text
        fouten=fouten,
    )
    return pagina, NIET_VERWERKT if fouten else 200
