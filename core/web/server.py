# SPDX-License-Identifier: EUPL-1.2
"""The web server: gunicorn with a few workers, each with the application of its own."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from core.web.wsgi import maak


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, maak_app: Callable[[], Flask], keuzes: dict[str, Any]) -> None:
        self._maak_app, self._keuzes = maak_app, keuzes
        super().__init__()

    def load_config(self) -> None:
        for naam, waarde in self._keuzes.items():
            self.cfg.set(naam, waarde)

    def load(self) -> Flask:
        app = self._maak_app()
        # What is loaded now stays: a collection that walks through all of it lets every visitor wait.
        gc.collect()
        gc.freeze()
        return app


def serveer(host: str, poort: int, werkers: int, maak_app: Callable[[], Flask] = maak) -> None:
    """Serve until stopped. Each worker makes its own connections, so nothing is shared over a fork."""
    _Server(
        maak_app,
        {
            "bind": f"{host}:{poort}",
            "workers": werkers,
            "worker_class": "gthread",
            # Threads wait for the database together, but only one of them runs: more of them make all of them slower.
            "threads": 2,
            "loglevel": "warning",
            "accesslog": None,
            "timeout": 60,
        },
    ).run()
