# SPDX-License-Identifier: EUPL-1.2
"""The web application: pages of the core and of the plugins, behind one log-in and one table of rights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from jinja2 import StrictUndefined

from core.berichten.services import ongelezen
from core.context import Context
from core.contributions import Paginas
from core.people.aanmelden import sessie_van
from core.people.eenheden import ingeschakeld
from core.people.opzoeken import actor_van
from core.people.policy import LEIDINGGEVENDE, MEDEWERKER, Actor
from core.plugins import KERN, Installatie, PluginFout
from core.settings import Instellingen
from core.storage.engine import Database
from core.web import errors, filters, i18n
from core.web.menu import Groep, menu
from core.web.pages import KERNPAGINAS
from core.web.rights import Recht, Toegang, controleer, openbaar, recht_van
from core.web.security import VEILIGE_METHODEN, eis_token, lokaal_adres, zet_koppen
from core.web.sessions import Websessies

GROOTSTE_AANVRAAG = 10 * 1024 * 1024
"""Bytes of a request: a CSV of a hundred thousand people fits."""

LANG_BEWAREN = "public, max-age=31536000, immutable"


def maak_app(
    installatie: Installatie,
    database: Database,
    instellingen: Instellingen,
    klok: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Flask:
    """Return the application. Raises ``RechtOntbreekt`` for a page without a right, ``PluginFout`` for a wrong name."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = GROOTSTE_AANVRAAG
    app.session_interface = Websessies(database, https=instellingen.https)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    i18n.zet_klaar(app, installatie)
    filters.zet_klaar(app, installatie)
    errors.zet_klaar(app)
    _bewaar_vaste_bestanden(app)
    groepen = _registreer(app, installatie)
    poort = _Poort(app, installatie, database, instellingen, klok, groepen)
    app.before_request(poort.laat_binnen)
    app.context_processor(poort.omlijsting)
    app.jinja_env.globals["csrf_token"] = poort.token
    app.after_request(lambda antwoord: zet_koppen(antwoord, https=instellingen.https))
    controleer(app, installatie.beleid)
    return app
