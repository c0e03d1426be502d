# SPDX-License-Identifier: EUPL-1.2
"""Sessions that the server keeps: the cookie holds nothing but a random token."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Request, Response, session
from flask.sessions import SessionInterface, SessionMixin

from core.people.aanmelden import Sessietoken
from core.storage.engine import Database, OpslagNietBereikbaar
from core.web.security import cookienaam
from core.web.services import bewaar_meldingen

logboek = logging.getLogger("annex.web")

_MELDINGEN = "_flashes"


class Websessie(dict[str, Any], SessionMixin):
    """What Flask calls the session: here only the messages for the next page, and the token of the cookie."""

    def __init__(self, token: str | None) -> None:
        super().__init__()
        self.token = token
        #: What was stored when the request began.
        self.bewaard: list[list[str]] = []
        self._gekregen = token

    def begin(self, nieuw: Sessietoken) -> None:
        """Go on under a new token, after logging in."""
        self.token, self.bewaard = nieuw.token, []

    def eindig(self) -> None:
        """Forget the token: the session has ended."""
        self.token = None

    def herinner(self, meldingen: list[list[str]]) -> None:
        """Take over the messages that the last request left."""
        self.bewaard = meldingen
        if meldingen:
            self[_MELDINGEN] = [tuple(melding) for melding in meldingen]

    @property
    def meldingen(self) -> list[list[str]]:
        """The messages that no page has shown yet."""
        return [list(melding) for melding in self.get(_MELDINGEN, [])]

    @property
    def token_gewijzigd(self) -> bool:
        """True when the browser must hear of another token, or of none."""
        return self.token != self._gekregen


def websessie() -> Websessie:
    """Return the session of this request."""
    huidig = session._get_current_object()  # type: ignore[attr-defined]
    assert isinstance(huidig, Websessie)  # noqa: S101 - the application has no other session interface
    return huidig


class Websessies(SessionInterface):
    """Reads and writes the cookie. The row of the session is looked up later, so that a lost database can be told."""

    def __init__(self, database: Database, *, https: bool) -> None:
        self._database = database
        self._https = https
        self._cookie = cookienaam("sessie", https=https)

    def open_session(self, app: Flask, request: Request) -> Websessie:
        """Return the session that the cookie names."""
        return Websessie(request.cookies.get(self._cookie) or None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep the messages and send the cookie, where they changed."""
        if not isinstance(session, Websessie):
            return
        if session.token and session.meldingen != session.bewaard:
            try:
                bewaar_meldingen(self._database, session.token, session.meldingen)
            except OpslagNietBereikbaar:
                logboek.warning("een melding voor de volgende pagina ging verloren: de database is niet bereikbaar")
        if session.token_gewijzigd:
            if session.token:
                response.set_cookie(
                    self._cookie, session.token, httponly=True, secure=self._https, samesite="Lax", path="/"
                )
            else:
                response.delete_cookie(self._cookie, httponly=True, secure=self._https, samesite="Lax", path="/")
