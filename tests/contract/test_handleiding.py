# SPDX-License-Identifier: EUPL-1.2
"""The tutorial of docs/plugins.md works as it stands: every command is run, every line of output is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contract.omgeving import Omgeving
from tests.contract.repository import ROOT

_BLOK = re.compile(r"```(?P<soort>sh|text|python)\n(?P<tekst>.*?)```", flags=re.DOTALL)
_DOEL = re.compile(r"Add to `(?P<pad>[^`]+)`:\s*\Z")


def handleiding() -> str:
    """The part of the document that is run."""
    return (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8").partition("## Tutorial")[2]


@pytest.mark.traag
def test_de_handleiding_werkt_zoals_ze_er_staat(tmp_path: Path) -> None:
    omgeving, tekst, gezegd = Omgeving.maak(tmp_path), handleiding(), ""
    soorten = []
    for blok in _BLOK.finditer(tekst):
        soorten.append(blok["soort"])
        match blok["soort"]:
            case "sh":
                gezegd = omgeving.doe("bash", "-euo", "pipefail", "-c", blok["tekst"])
            case "text":
                assert [regel for regel in blok["tekst"].splitlines() if regel not in gezegd] == [], gezegd
            case "python":
                doel = _DOEL.search(tekst[: blok.start()])
                assert doel, blok["tekst"]
                with (omgeving.map_ / doel["pad"]).open("a", encoding="utf-8") as bestand:
                    bestand.write(f"\n\n{blok['tekst']}")
    assert {"sh", "text", "python"} <= set(soorten)
