# SPDX-License-Identifier: EUPL-1.2
"""What a browser may do with our pages, and the proof that a form was ours."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Request, Response
from werkzeug.exceptions import BadRequest

VEILIGE_METHODEN = frozenset({"GET", "HEAD", "OPTIONS"})

INHOUDSBELEID = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

EEN_JAAR = 31_536_000


class FormulierVerlopen(BadRequest):
    """The form carries no token of this session: it is too old, or not ours. Nothing was changed."""


def zet_koppen(antwoord: Response, *, https: bool) -> Response:
    """Add the headers that every answer carries; what is not marked as lasting is never kept by a browser or proxy."""
    koppen = antwoord.headers
    koppen["Content-Security-Policy"] = INHOUDSBELEID
    koppen["X-Content-Type-Options"] = "nosniff"
    koppen.setdefault("Referrer-Policy", "same-origin")
    koppen["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    koppen["Cross-Origin-Opener-Policy"] = "same-origin"
    koppen["Cross-Origin-Resource-Policy"] = "same-origin"
    if https:
        koppen["Strict-Transport-Security"] = f"max-age={EEN_JAAR}"
    koppen.setdefault("Cache-Control", "no-store")
    return antwoord


def cookienaam(naam: str, *, https: bool) -> str:
    """Return the name of a cookie; over HTTPS with the prefix that ties it to this host and path."""
    return f"__Host-annex_{naam}" if https else f"annex_{naam}"


def nieuw_toeval() -> str:
    """Return an unguessable text for a cookie."""
    return secrets.token_urlsafe(32)


def token_voor_inloggen(geheim: str, toeval: str) -> str:
    """Return the form token that belongs to the cookie of somebody who is not logged in yet."""
    return hmac.new(geheim.encode(), f"inloggen:{toeval}".encode(), sha256).hexdigest()


def eis_token(aanvraag: Request, verwacht: str | None) -> None:
    """Check that an unsafe request carries the token of its session. Raises ``FormulierVerlopen``."""
    gekregen = aanvraag.headers.get("X-CSRF-Token") or aanvraag.form.get("csrf_token", "")
    if not verwacht or not hmac.compare_digest(gekregen.encode(), verwacht.encode()):
        raise FormulierVerlopen


def lokaal_adres(adres: str | None) -> str | None:
    """Return an address to go on to when it lies on this site, else None."""
    if not adres or not adres.startswith("/") or adres.startswith(("//", "/\\")):
        return None
    delen = urlsplit(adres)
    if delen.scheme or delen.netloc or any(ord(teken) < 32 or teken == "\\" for teken in adres):
        return None
    return adres
