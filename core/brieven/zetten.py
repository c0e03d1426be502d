# SPDX-License-Identifier: EUPL-1.2
"""Setting a letter as PDF: tagged (PDF/UA-1), with title and language, and without a clock or a font of the system."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from babel.dates import format_date

from core.brieven.inhoud import Briefinhoud, als_json
from core.rules.uitleg import toon

if TYPE_CHECKING:
    from typst import Compiler

_ALLEEN = Lock()
_SJABLONEN = Path(__file__).parent / "sjablonen"


def als_pdf(inhoud: Briefinhoud) -> bytes:
    """Return the letter as PDF; the same content gives the same bytes."""
    gegevens = als_json(inhoud) | {
        "datum": format_date(inhoud.dag, "d MMMM y", locale=inhoud.taal),
        "bedragen": [
            {"omschrijving": regel.omschrijving, "bedrag": toon("x_centen", regel.centen, inhoud.taal)}
            for regel in inhoud.bedragen
        ],
    }
    # One at a time: a compiler is not made for two threads, and two are no faster than one.
    with _ALLEEN:
        pdf = _zetter(inhoud.taal).compile(
            format="pdf",
            sys_inputs={"brief": json.dumps(gegevens, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            # The day of the letter, so that the file does not tell when it was made.
            timestamp=datetime.combine(inhoud.dag, time(12), UTC),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gaf geen PDF")
    return pdf


@cache
def _zetter(taal: str) -> Compiler:
    import typst  # noqa: PLC0415 - 60 MB that a web worker need not carry until somebody asks

    return typst.Compiler(
        str(_SJABLONEN / f"{taal}.typ"),
        root=str(_SJABLONEN),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
    )
