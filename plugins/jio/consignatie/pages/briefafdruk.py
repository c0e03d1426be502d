# SPDX-License-Identifier: EUPL-1.2
"""The designation letter as a document: the same letter gives the same bytes, whenever it is asked for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from unicodedata import normalize

from babel.dates import format_date
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from plugins.jio.consignatie.services.brieftaken import Briefgegevens

_BREED, _HOOG = A4
_RAND = 72.0
_REGEL = 16.0
_LETTER, _VET = "Helvetica", "Helvetica-Bold"


def als_pdf(brief: Briefgegevens) -> bytes:
    """Return the letter as a PDF of one A4, in Dutch whatever the language of the reader: it is a legal paper."""
    uit = io.BytesIO()
    # Invariant: no date of now and no random identifier in the file.
    blad = Canvas(uit, pagesize=A4, invariant=1, pageCompression=1, lang="nl")
    blad.setTitle(f"Aanwijzing consignatiedienst, brief {brief.id}")
    blad.setAuthor("Justitiële ICT Organisatie")
    hoogte = _HOOG - _RAND
    hoogte = _alinea(blad, hoogte, ["Aanwijzing voor de consignatiedienst"], _VET, 16.0)
    hoogte = _alinea(blad, hoogte - _REGEL, _gegevens(brief))
    for alinea in _tekst(brief):
        hoogte = _alinea(blad, hoogte - _REGEL / 2, simpleSplit(alinea, _LETTER, 11, _BREED - 2 * _RAND))
    if brief.getekend_op is None:
        _vak(blad, hoogte - 3 * _REGEL)
    blad.showPage()
    blad.save()
    return uit.getvalue()


def _gegevens(brief: Briefgegevens) -> list[str]:
    return [
        f"Brief: {brief.id}",
        f"Medewerker: {_leesbaar(brief.naam)}",
        f"Personeelsnummer: {_leesbaar(brief.personeelsnummer)}",
        f"Ingangsdatum: {_dag(brief.per)}",
        "Artikel: JIO 7.6, Consignatiedienst",
    ]


def _tekst(brief: Briefgegevens) -> Sequence[str]:
    delen = [
        f"Met deze brief wijst de werkgever {_leesbaar(brief.naam)} aan voor de consignatiedienst van de Justitiële ICT"
        f" Organisatie (JIO 7.6), met ingang van {_dag(brief.per)}.",
        "De aanwijzing telt vanaf deze datum, en niet voordat de brief is getekend. Zonder getekende brief is er geen"
        " toelage voor de consignatiedienst.",
    ]
    if brief.getekend_op is not None:
        delen.append(f"Getekend op {_dag(brief.getekend_op)}.")
    if brief.ingetrokken_per is not None:
        delen.append(f"Deze aanwijzing is ingetrokken met ingang van {_dag(brief.ingetrokken_per)}.")
    return delen


def _alinea(blad: Canvas, hoogte: float, regels: Sequence[str], letter: str = _LETTER, grootte: float = 11.0) -> float:
    blad.setFont(letter, grootte)
    for regel in regels:
        hoogte -= max(_REGEL, grootte * 1.3)
        blad.drawString(_RAND, hoogte, regel)
    return hoogte


def _vak(blad: Canvas, hoogte: float) -> None:
    """Draw where the employer signs."""
    for plek, woord in enumerate(("Datum:", "Naam en functie:", "Handtekening:")):
        y = hoogte - plek * 2.5 * _REGEL
        blad.drawString(_RAND, y, woord)
        blad.line(_RAND + 110, y - 2, _BREED - _RAND, y - 2)


def _dag(dag: date) -> str:
    return format_date(dag, "d MMMM y", locale="nl")


def _leesbaar(tekst: str) -> str:
    """Return a text in letters that the font has; an accent that it does not have goes."""
    try:
        tekst.encode("latin-1")
    except UnicodeEncodeError:
        return normalize("NFKD", tekst).encode("latin-1", "ignore").decode("latin-1")
    return tekst
