# SPDX-License-Identifier: EUPL-1.2
"""An environment of its own in which distributions from outside are built and installed, without the network."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Omgeving:
    """A virtual environment that sees what the tests run with, and its own folder with a database."""

    map_: Path

    @classmethod
    def maak(cls, map_: Path) -> Omgeving:
        """Make the environment in an empty folder."""
        venv.create(map_ / "venv", symlinks=True)
        # Through addsitedir, so that a .pth in there (an editable installation) counts as well.
        regel = f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n"
        (map_ / "venv" / _pakketten() / "buiten.pth").write_text(regel, encoding="utf-8")
        bin_ = map_ / "venv" / "bin"
        _zet_opdracht(bin_ / "annex", f"{bin_}/python", "-c", "from core.cli import main; main(prog_name='annex')")
        _zet_opdracht(bin_ / "pytest", f"{bin_}/python", "-m", "pytest", "-p", "no:cacheprovider")
        _zet_opdracht(bin_ / "pip", *_pip(map_))
        return cls(map_)

    @property
    def pakketten(self) -> Path:
        """The folder in which it installs."""
        return self.map_ / "venv" / _pakketten()

    def installeer(self, bron: Path) -> None:
        """Build a distribution and install it: without build isolation, without an index, without dependencies."""
        wielen = self.map_ / "wielen"
        self.doe(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wielen), str(bron))
        nieuwste = max(wielen.glob("*.whl"), key=lambda pad: pad.stat().st_mtime_ns)
        self.doe("pip", "install", "--no-index", "--no-deps", str(nieuwste))

    def verwijder(self, naam: str) -> None:
        """Uninstall a distribution."""
        self.doe("pip", "uninstall", "--yes", naam)

    def annex(self, *woorden: str, goed: bool = True, **instellingen: str) -> str:
        """Run ``annex`` and return what it said; ``goed`` says whether it should succeed."""
        return self.doe("annex", *woorden, goed=goed, **instellingen)

    def python(self, *woorden: str, goed: bool = True, **instellingen: str) -> str:
        """Run the interpreter of the environment."""
        return self.doe("python", *woorden, goed=goed, **instellingen)

    def doe(self, *opdracht: str, goed: bool = True, in_map: str = ".", **instellingen: str) -> str:
        """Run a command in a folder of the environment, and return what it said."""
        bin_ = self.map_ / "venv" / "bin"
        eigen = {
            "ANNEX_DATABASE": f"sqlite:///{self.map_ / 'annex.sqlite'}",
            "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        }
        programma = str(bin_ / opdracht[0]) if (bin_ / opdracht[0]).exists() else opdracht[0]
        gedaan = subprocess.run(
            [programma, *opdracht[1:]],
            cwd=self.map_ / in_map,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env=_kaal() | eigen | instellingen,
        )
        assert (gedaan.returncode == 0) is goed, gedaan.stdout
        return gedaan.stdout


def _kaal() -> dict[str, str]:
    # No settings of the machine, and an index that cannot be reached if somebody asks for it all the same.
    rest = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(("ANNEX_", "PIP_", "PYTHON"))}
    return rest | {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "ANNEX_HTTPS": "nee"}


def _pakketten() -> str:
    return f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"


def _zet_opdracht(pad: Path, *woorden: str) -> None:
    pad.write_text(f'#!/bin/sh\nexec {shlex.join(woorden)} "$@"\n', encoding="utf-8")
    pad.chmod(0o755)


def _pip(map_: Path) -> list[str]:
    return [sys.executable, "-m", "pip", "--python", str(map_ / "venv" / "bin" / "python")]
