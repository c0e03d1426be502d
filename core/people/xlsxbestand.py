# SPDX-License-Identifier: EUPL-1.2
"""Reads an XLSX file into rows of text, as ``csvbestand`` does: no formula is calculated and no macro is run.

A file from outside may be a small archive of something huge, or hold rows that are not there. It is measured before it
is opened, and only its cells are read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.people.csvbestand import MEESTE_BYTES, Importfout, Regel, als_regel, fouten_in_kop, fouten_in_rij

MEESTE_DELEN = 1000
MEESTE_RIJEN = 200_000
MEESTE_KOLOMMEN = 100

_RIJNUMMER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,12})"')
_VERBODEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ONLEESBAAR = "dit is geen leesbaar XLSX-bestand; open het in Excel en bewaar het opnieuw"


class _Onleesbaar(ValueError):
    """The file cannot be read as rows; the text says why."""


def lees_xlsx(
    inhoud: bytes, kolommen: Sequence[str], optioneel: Sequence[str] = ()
) -> tuple[list[Regel], list[Importfout]]:
    """Return the good rows of the one filled sheet and every error; the number of a row is that of the sheet.

    A date is a date cell or text, a number is written without a separator of thousands, a formula is refused.
    """
    try:
        _controleer_archief(inhoud)
        rijen = _rijen(inhoud)
    except _Onleesbaar as fout:
        return [], [Importfout(1, None, str(fout))]
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError, EOFError):
        # What a broken or made-up file raises differs by the part that is broken.
        return [], [Importfout(1, None, _ONLEESBAAR)]
    regels: list[Regel] = []
    fouten: list[Importfout] = []
    kop = rijen[0][1] if rijen and rijen[0][0] == 1 else []
    if not kop:
        return [], [Importfout(1, None, "de eerste rij is leeg; daar horen de namen van de kolommen")]
    namen = [str(_als_tekst(cel)).strip().lower() for cel in kop]
    if fouten := list(fouten_in_kop(namen, kolommen, optioneel)):
        return [], fouten
    for nummer, rij in rijen[1:]:
        # A row that ends in empty cells is as long as the heading; a longer one is refused as in a CSV file.
        cellen = [*rij, *[None] * (len(namen) - len(rij))]
        gevonden = list(_fouten_in_cellen(nummer, namen, cellen))
        waarden = [_als_tekst(cel) for cel in cellen]
        gevonden = gevonden or list(fouten_in_rij(nummer, namen, waarden))
        fouten += gevonden
        if not gevonden:
            regels.append(als_regel(nummer, namen, waarden, optioneel))
    if not regels and not fouten:
        fouten.append(Importfout(2, None, "er staan geen gegevens onder de kop"))
    return regels, fouten


def _controleer_archief(inhoud: bytes) -> None:
    """Measure the parts before any is opened. A part that says it is smaller than it is breaks off while it is read."""
    if len(inhoud) > MEESTE_BYTES:
        raise _Onleesbaar(f"het bestand is groter dan {MEESTE_BYTES // 1024**2} MB; splits het")
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        delen = archief.infolist()
        if len(delen) > MEESTE_DELEN or sum(deel.file_size for deel in delen) > MEESTE_BYTES:
            raise _Onleesbaar(f"uitgepakt is het bestand groter dan {MEESTE_BYTES // 1024**2} MB; splits het")
        for deel in delen:
            naam = deel.filename.lower()
            if "vbaproject" in naam or naam.startswith(("xl/macrosheets/", "xl/externallinks/")):
                raise _Onleesbaar("het bestand bevat macro's of koppelingen; bewaar het als gewone XLSX")
            if not naam.endswith((".xml", ".rels")):
                continue
            tekst = archief.read(deel)
            if tekst.startswith((b"\xff\xfe", b"\xfe\xff")) or _VERBODEN.search(tekst):
                raise _Onleesbaar(_ONLEESBAAR)
            if naam.startswith("xl/worksheets/"):
                hoogste = max((int(gevonden) for gevonden in _RIJNUMMER.findall(tekst)), default=0)
                if hoogste > MEESTE_RIJEN:
                    raise _Onleesbaar(f"het bestand heeft meer dan {MEESTE_RIJEN} rijen; splits het")


def _rijen(inhoud: bytes) -> list[tuple[int, list[Any]]]:
    """Return the rows with something in them, of the one sheet that has any."""
    boek = load_workbook(io.BytesIO(inhoud), read_only=True, data_only=False, keep_links=False)
    try:
        gevuld = [rijen for blad in boek.worksheets if (rijen := list(_gevulde_rijen(blad)))]
    finally:
        boek.close()
    if not gevuld:
        raise _Onleesbaar("het bestand is leeg")
    if len(gevuld) > 1:
        raise _Onleesbaar("er staan gegevens op meer dan een werkblad; bewaar elk werkblad apart")
    return gevuld[0]


def _gevulde_rijen(blad: Any) -> Iterator[tuple[int, list[Any]]]:
    blad.reset_dimensions()
    for nummer, rij in enumerate(blad.iter_rows(max_col=MEESTE_KOLOMMEN + 1), start=1):
        cellen = list(rij)
        while cellen and (cellen[-1].value is None or not str(cellen[-1].value).strip()):
            cellen.pop()
        if cellen:
            yield nummer, cellen


def _fouten_in_cellen(nummer: int, namen: Sequence[str], cellen: Sequence[Any]) -> Iterator[Importfout]:
    for naam, cel in zip(namen, cellen, strict=False):
        if cel is None or cel.value is None:
            continue
        if cel.data_type == "f":
            yield Importfout(nummer, naam, "hier staat een formule; plak de uitkomst als waarde")
        elif cel.data_type == "e":
            yield Importfout(nummer, naam, "hier staat een foutmelding van Excel")


def _als_tekst(cel: Any) -> str:
    """Return a cell as somebody would have typed it in a CSV file."""
    waarde = None if cel is None else cel.value
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        return waarde.date().isoformat() if waarde.time() == time(0) else waarde.isoformat(timespec="minutes")
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, time):
        return waarde.isoformat(timespec="minutes")
    if isinstance(waarde, float):
        # Excel keeps 7.2 as the nearest binary number, and shows fifteen figures of it.
        return str(int(waarde)) if waarde.is_integer() and abs(waarde) < 1e15 else f"{waarde:.15g}"
    return str(waarde)
