# SPDX-License-Identifier: EUPL-1.2
"""Writes the files of a new plugin from the ones in ``sjabloon``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from core.rules.invoer import Geweigerd

SJABLOON = Path(__file__).parent / "sjabloon"
ACHTERVOEGSEL = ".sjabloon"
"""The files are no modules of ours, so they carry another suffix."""

_EENHEID = re.compile(r"[a-z][a-z0-9]{1,19}")
_BEZET = {"core", "jenv", "annex", "api", "static"}


def maak_plugin(eenheid: str, naam: str, map_: Path, bezet: Iterable[str] = ()) -> list[Path]:
    """Write a plugin for a unit into a new folder and return its files. Raises ``Geweigerd``."""
    if not _EENHEID.fullmatch(eenheid):
        raise Geweigerd("eenheid", "schrijf 2 tot 20 kleine letters en cijfers, te beginnen met een letter")
    if eenheid in _BEZET or eenheid in set(bezet):
        raise Geweigerd("eenheid", f"de naam '{eenheid}' is al in gebruik")
    if not naam.strip() or '"' in naam or not naam.isprintable():
        raise Geweigerd("naam", "schrijf de naam van het dienstonderdeel op een regel, zonder aanhalingstekens")
    if map_.exists() and (not map_.is_dir() or any(map_.iterdir())):
        raise Geweigerd("map", f"{map_} bestaat al en is niet leeg")
    woorden = {"@@eenheid@@": eenheid, "@@EENHEID@@": eenheid.upper(), "@@naam@@": naam.strip()}
    geschreven = []
    for bron in sorted(SJABLOON.rglob(f"*{ACHTERVOEGSEL}")):
        doel = map_ / _vul(str(bron.relative_to(SJABLOON)).removesuffix(ACHTERVOEGSEL), woorden)
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_text(_vul(bron.read_text(encoding="utf-8"), woorden), encoding="utf-8")
        geschreven.append(doel)
    return geschreven


def _vul(tekst: str, woorden: dict[str, str]) -> str:
    for woord, waarde in woorden.items():
        tekst = tekst.replace(woord, waarde)
    return tekst
