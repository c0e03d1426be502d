# SPDX-License-Identifier: EUPL-1.2
"""How soon a web worker is ready, also with ten plugins, and how much memory it takes after its first pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.meting import Meting
from core.nieuw.plugin import maak_plugin
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
plugins = len(app.extensions["annex"].installatie.eenheden.keys() - {"jenv"})
bezoeker = app.test_client()
for _ in range(20):
    assert bezoeker.get("/inloggen").status_code == 200
# Not getrusage: that counts what the process was before it became this program too. Linux counts in KiB.
hoogste = next(regel for regel in open("/proc/self/status") if regel.startswith("VmHWM"))
print(json.dumps([gereed, int(hoogste.split()[1]) / 1024, plugins]))
"""


PLUGINS = 10


def meet() -> Iterator[Meting]:
    """Start a worker in a process of its own, three times, and take the middle one; then again with more plugins."""
    with tempfile.TemporaryDirectory() as map_:
        adres = f"sqlite:///{Path(map_) / 'annex.sqlite'}"
        _migreer(adres)
        gereed, geheugen, plugins = sorted(_start(adres, "") for _ in range(3))[1]
        yield Meting("een werker is klaar om te antwoorden", gereed, "seconden", 2, f"{plugins} plugins")
        yield Meting("geheugen van een werker", geheugen, "MiB", 150)
        erbij = _maak_plugins(Path(map_) / "plugins", PLUGINS - plugins)
        gereed, geheugen, plugins = sorted(_start(adres, str(erbij)) for _ in range(3))[1]
        if plugins != PLUGINS:
            raise RuntimeError(f"er zijn {plugins} plugins in plaats van {PLUGINS}")
        yield Meting("een werker met tien plugins is klaar", gereed, "seconden", 2)


def _maak_plugins(map_: Path, aantal: int) -> Path:
    """Make plugins as ``annex plugin new`` does, where a Python path finds them as if they were installed."""
    for nummer in range(aantal):
        eenheid = f"proef{nummer}x"
        maak_plugin(eenheid, f"Proef {nummer}", map_ / eenheid)
        for inhoud in (map_ / eenheid).glob("annex_*"):
            inhoud.rename(map_ / inhoud.name)
        info = map_ / f"annex_{eenheid}-0.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: annex-{eenheid}\nVersion: 0.1\n", encoding="utf-8"
        )
        punt = f"[annex.plugins]\n{eenheid} = annex_{eenheid}\n"
        (info / "entry_points.txt").write_text(punt, encoding="utf-8")
    return map_


def _migreer(adres: str) -> None:
    database = Database(adres)
    migreer(database, laad())
    database.sluit()


def _start(adres: str, pad: str) -> tuple[float, float, int]:
    uitvoer = subprocess.run(
        [sys.executable, "-c", _WERKER, adres],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path, pad])},
    )
    gereed, geheugen, plugins = json.loads(uitvoer.stdout)
    return gereed, geheugen, plugins
