# SPDX-License-Identifier: EUPL-1.2
"""What a web server starts: the application of the settings in the environment."""

from __future__ import annotations

from flask import Flask

from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from core.web.app import maak_app


def maak() -> Flask:
    """Return the application; ``gunicorn 'core.web.wsgi:maak()'``."""
    instellingen = Instellingen.uit_omgeving()
    return maak_app(laad(instellingen.geblokkeerd), Database(instellingen.database), instellingen)
