# SPDX-License-Identifier: EUPL-1.2
"""A file of rows as people send it: CSV or XLSX, told apart by how it begins and not by its name."""

from __future__ import annotations

from collections.abc import Sequence

from core.people.csvbestand import Importfout, Regel, lees_csv

KOPTEKEN = b"PK\x03\x04"
"""An XLSX file is a ZIP archive."""

OUD_EXCEL = b"\xd0\xcf\x11\xe0"
"""How an .xls file begins, and an XLSX file with a password."""


def lees_rijen(
    inhoud: bytes, kolommen: Sequence[str], optioneel: Sequence[str] = ()
) -> tuple[list[Regel], list[Importfout]]:
    """Return the good rows and every error of a CSV or XLSX file; a column of ``optioneel`` may be left out."""
    if inhoud.startswith(OUD_EXCEL):
        reden = "dit is een oud Excel-bestand, of het heeft een wachtwoord; bewaar het als XLSX zonder wachtwoord"
        return [], [Importfout(1, None, reden)]
    if not inhoud.startswith(KOPTEKEN):
        return lees_csv(inhoud, kolommen, optioneel)
    from core.people.xlsxbestand import lees_xlsx  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    return lees_xlsx(inhoud, kolommen, optioneel)
