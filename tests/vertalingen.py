# SPDX-License-Identifier: EUPL-1.2
"""Which sentences a package shows, and what its English catalogue makes of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

Zin = str | tuple[str, ...]
"""A sentence, or the one for one and the one for more."""

#: Where a call has its sentences. What menu, roles, tasks and messages say is translated where it is shown.
PLAATSEN = {
    "_": (0,),
    "gettext": (0,),
    "ngettext": (0, 1),
    "Menupunt": (0,),
    "Menukop": (0,),
    "Groep": (0,),
    "Rol": (1,),
    "Taaksoort": (1,),
    "Berichtsoort": (1,),
    "Briefsoort": (1,),
}
_WAARDE = re.compile(r"%\(\w+\)s|\{\w+\}")


def zinnen(pakket: Path) -> set[Zin]:
    """Return every sentence of the modules and templates of a package."""
    sjablonen = extract_from_dir(
        pakket,
        [("**/templates/**.html", "jinja2")],
        {"**/templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do"}},
        {"_": None, "ngettext": (1, 2)},
    )
    in_sjablonen = {zin for _bestand, _regel, zin, _opmerkingen, _context in sjablonen}
    return in_sjablonen | {zin for module in pakket.rglob("*.py") for zin in _in_module(module)}


def _in_module(module: Path) -> Iterator[Zin]:
    # Babel's own reader passes over a sentence inside an f-string; the syntax tree has it.
    for knoop in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name) and knoop.func.id in PLAATSEN:
            delen = [knoop.args[plaats] for plaats in PLAATSEN[knoop.func.id] if plaats < len(knoop.args)]
            tekst = [str(deel.value) for deel in delen if isinstance(deel, ast.Constant)]
            if tekst:
                yield tekst[0] if len(tekst) == 1 else tuple(tekst)


def catalogus(vertalingen: Path) -> dict[Zin, Zin]:
    """Return the English of every sentence in a folder with catalogues; empty where it has none."""
    with (vertalingen / "en" / "LC_MESSAGES" / "messages.po").open("rb") as bestand:
        return {_zin(bericht.id): _zin(bericht.string or "") for bericht in read_po(bestand) if bericht.id}


def andere_waarden(vertaald: dict[Zin, Zin]) -> list[Zin]:
    """Return the sentences whose English has other values to fill in than the Dutch."""
    return [bron for bron, doel in vertaald.items() if _waarden(bron) != _waarden(doel)]


def _waarden(zin: Zin) -> list[list[str]]:
    return [sorted(_WAARDE.findall(tekst)) for tekst in (zin if isinstance(zin, tuple) else (zin,))]


def _zin(tekst: str | list[str] | tuple[str, ...]) -> Zin:
    return tekst if isinstance(tekst, str) else tuple(tekst)
