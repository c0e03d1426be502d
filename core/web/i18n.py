# SPDX-License-Identifier: EUPL-1.2
"""Dutch, unless the reader asks for English."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, g, has_request_context, request
from flask_babel import Babel

from core.plugins import Installatie

TALEN = {"nl": "Nederlands", "en": "English"}
BRONTAAL = "nl"
TAALCOOKIE = "annex_taal"

#: The core's own sentences; plugins bring theirs through ``annex_vertalingen``.
VERTALINGEN = Path(__file__).parent / "vertalingen"


def zet_klaar(app: Flask, installatie: Installatie) -> None:
    """Give the application its languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(pad) for pad in (VERTALINGEN, *installatie.vertalingen))
    app.config["BABEL_DEFAULT_LOCALE"] = BRONTAAL
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Amsterdam"
    Babel(app, locale_selector=taal)


def taal() -> str:
    """Return the language of this request: what the reader chose in this browser, else on the account, else Dutch."""
    if not has_request_context():
        return BRONTAAL
    gekozen = request.cookies.get(TAALCOOKIE)
    if gekozen in TALEN:
        return gekozen
    van_account: str = g.get("taal_van_account", BRONTAAL)
    return van_account
