# SPDX-License-Identifier: EUPL-1.2
"""The English catalogue is complete: every sentence of the core has a translation with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import core
from core.web.i18n import VERTALINGEN

KERN = Path(core.__file__).parent
METHODEN = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
SLEUTELWOORDEN = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    # What the menu, the roles and the tasks say is translated where it is shown.
    "Menupunt": None,
    "Groep": None,
    "Rol": (2,),
    "Taaksoort": (2,),
}
_PLAATS = re.compile(r"%\(\w+\)s|\{\w+\}")


def _zinnen() -> set[str | tuple[str, ...]]:
    gevonden = extract_from_dir(
        KERN, METHODEN, {"**/templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do"}}, SLEUTELWOORDEN
    )
    return {zin for _bestand, _regel, zin, _opmerkingen, _context in gevonden if zin}


def test_elke_zin_van_de_kern_staat_in_het_engels() -> None:
    with (VERTALINGEN / "en" / "LC_MESSAGES" / "messages.po").open("rb") as bestand:
        catalogus = read_po(bestand)
    zinnen = _zinnen()
    vertaald = {bericht.id: bericht.string for bericht in catalogus if bericht.id}
    assert {zin for zin in zinnen if not vertaald.get(zin)} == set()
    assert set(vertaald) - zinnen == set()


def test_een_vertaling_heeft_dezelfde_plaatsen_als_de_zin() -> None:
    with (VERTALINGEN / "en" / "LC_MESSAGES" / "messages.po").open("rb") as bestand:
        catalogus = read_po(bestand)
    for bericht in catalogus:
        if bericht.id:
            paren = zip(_reeks(bericht.id), _reeks(bericht.string), strict=True)
            for bron, doel in paren:
                assert sorted(_PLAATS.findall(bron)) == sorted(_PLAATS.findall(doel)), bron


def _reeks(tekst: object) -> tuple[str, ...]:
    return tekst if isinstance(tekst, tuple) else (str(tekst),)
