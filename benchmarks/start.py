# SPDX-License-Identifier: EUPL-1.2
"""How soon a web worker is ready, and how much memory it takes after its first pages."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.meting import Meting
from core.plugins import laad
from core.storage.engine import Database
from core.storage.migrations import migreer

_WERKER = """
import json, sys, time
begin = time.perf_counter()
from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from core.web.app import maak_app
instellingen = Instellingen(sys.argv[1], "x" * 40, https=False)
app = maak_app(laad(), Database(instellingen.database), instellingen)
gereed = time.perf_counter() - begin
bezoeker = app.test_client()
for _ in range(20):
    assert bezoeker.get("/inloggen").status_code == 200
# Not getrusage: that counts what the process was before it became this program too. Linux counts in KiB.
hoogste = next(regel for regel in open("/proc/self/status") if regel.startswith("VmHWM"))
print(json.dumps([gereed, int(hoogste.split()[1]) / 1024]))
"""


def meet() -> Iterator[Meting]:
    """Start a worker in a process of its own, three times, and take the middle one."""
    with tempfile.TemporaryDirectory() as map_:
        adres = f"sqlite:///{Path(map_) / 'annex.sqlite'}"
        _migreer(adres)
        metingen = sorted(_start(adres) for _ in range(3))
    gereed, geheugen = metingen[1]
    yield Meting("een werker is klaar om te antwoorden", gereed, "seconden", 2)
    yield Meting("geheugen van een werker", geheugen, "MiB", 150)


def _migreer(adres: str) -> None:
    database = Database(adres)
    migreer(database, laad())
    database.sluit()


def _start(adres: str) -> tuple[float, float]:
    uitvoer = subprocess.run([sys.executable, "-c", _WERKER, adres], check=True, capture_output=True, text=True)
    gereed, geheugen = json.loads(uitvoer.stdout)
    return gereed, geheugen
