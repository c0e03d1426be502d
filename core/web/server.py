# SPDX-License-Identifier: EUPL-1.2
"""The web server: gunicorn with a few workers, each with the application of its own."""

from __future__ import annotations

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from core.web.wsgi import maak


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, keuzes: dict[str, Any]) -> None:
        self._keuzes = keuzes
        super().__init__()

    def load_config(self) -> None:
        for naam, waarde in self._keuzes.items():
            self.cfg.set(naam, waarde)

    def load(self) -> Flask:
        return maak()


def serveer(host: str, poort: int, werkers: int) -> None:
    """Serve until stopped. Each worker makes its own connections, so nothing is shared over a fork."""
    _Server(
        {
            "bind": f"{host}:{poort}",
            "workers": werkers,
            "worker_class": "gthread",
            "threads": 4,
            "loglevel": "warning",
            "accesslog": None,
            "timeout": 60,
        }
    ).run()
