# SPDX-License-Identifier: EUPL-1.2
"""The driver's own trip log of a year, with what the Belastingdienst asks of one: for the driver alone (5.5).

Dates, both odometers, both addresses, the class, and the route where it was not the usual one. In Dutch whatever the
language of the reader; the same log gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from unicodedata import normalize

from core.calendar.tijd import lokaal
from plugins.om.autoregeling.models import Ritklasse
from plugins.om.autoregeling.ritten.services.mijn import Ritregel

KOP = (
    "Datum",
    "Kenteken",
    "Begin",
    "Einde",
    "Stand begin",
    "Stand einde",
    "Kilometers",
    "Van",
    "Naar",
    "Klasse",
    "Afwijkende route of opmerking",
    "Reden van de berijder",
)
WOORD = {Ritklasse.Z: "zakelijk", Ritklasse.W: "woon-werk", Ritklasse.P: "privé", Ritklasse.O: "nog te beoordelen"}
_BREEDTE = (48, 44, 28, 28, 48, 48, 44, 140, 140, 56, 90, 80)
_VAST = datetime(2020, 1, 1)  # noqa: DTZ001 - the file knows no time zone, and no moment of making it


def schrijf_xlsx(jaar: int, ritten: Sequence[Ritregel]) -> bytes:
    """Return the log as a workbook, with the sum of each class at its end."""
    import xlsxwriter  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    doel = io.BytesIO()
    map_ = xlsxwriter.Workbook(doel, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    map_.set_properties({"title": f"Rittenregistratie {jaar}", "created": _VAST})
    vet, getal = map_.add_format({"bold": True}), map_.add_format({"num_format": "#,##0.0"})
    blad = map_.add_worksheet(str(jaar))
    blad.freeze_panes(1, 0)
    for kolom, naam in enumerate(KOP):
        blad.write_string(0, kolom, naam, vet)
        blad.set_column(kolom, kolom, _BREEDTE[kolom] / 5)
    nr = 0
    for nr, rij in enumerate(_rijen(ritten), 1):
        for kolom, waarde in enumerate(rij):
            if isinstance(waarde, Decimal):
                blad.write_number(nr, kolom, waarde, getal)
            else:
                blad.write_string(nr, kolom, waarde)
    for plek, (klasse, som) in enumerate(_sommen(ritten), nr + 2):
        blad.write_string(plek, 5, klasse, vet)
        blad.write_number(plek, 6, som, getal)
    map_.close()
    return doel.getvalue()


def schrijf_pdf(jaar: int, naam: str, ritten: Sequence[Ritregel]) -> bytes:
    """Return the log as a PDF, a page of A4 on its side for every forty trips."""
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415 - as above
    from reportlab.lib.utils import simpleSplit  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    breed, hoog = landscape(A4)
    uit = io.BytesIO()
    blad = Canvas(uit, pagesize=(breed, hoog), invariant=1, pageCompression=1, lang="nl")
    blad.setTitle(f"Rittenregistratie {jaar}")
    y = 0.0

    def kop() -> float:
        blad.setFont("Helvetica-Bold", 11)
        blad.drawString(24, hoog - 30, _leesbaar(f"Rittenregistratie {jaar}, {naam}"))
        return regel(hoog - 48, KOP, "Helvetica-Bold")

    def regel(boven: float, cellen: Sequence[str], letter: str = "Helvetica") -> float:
        delen = [
            simpleSplit(_leesbaar(cel), letter, 6.5, wijd - 4) or [""]
            for cel, wijd in zip(cellen, _BREEDTE, strict=True)
        ]
        blad.setFont(letter, 6.5)
        links = 24
        for tekst, wijd in zip(delen, _BREEDTE, strict=True):
            for nr, deel in enumerate(tekst):
                blad.drawString(links, boven - nr * 8, deel)
            links += wijd
        return boven - 8 * max(map(len, delen)) - 2

    for rij in _rijen(ritten):
        if y < 40:
            if y:
                blad.showPage()
            y = kop()
        y = regel(y, [f"{cel:.1f}".replace(".", ",") if isinstance(cel, Decimal) else cel for cel in rij])
    y = y or kop()
    if y < 80:
        blad.showPage()
        y = kop()
    for klasse, som in _sommen(ritten):
        blad.drawString(24, y - 8, _leesbaar(f"{klasse}: {som:.1f} km".replace(".", ",")))
        y -= 10
    blad.showPage()
    blad.save()
    return uit.getvalue()


def _rijen(ritten: Sequence[Ritregel]) -> Iterator[tuple[str | Decimal, ...]]:
    for rit in ritten:
        begin, einde = lokaal(rit.begin), lokaal(rit.einde)
        van, naar, opmerking = rit.adressen or ("", "", "")
        yield (
            f"{begin:%d-%m-%Y}",
            rit.kenteken,
            f"{begin:%H.%M}",
            f"{einde:%H.%M}",
            Decimal(rit.stand_begin) / 10,
            Decimal(rit.stand_eind) / 10,
            Decimal(rit.tienden) / 10,
            van,
            naar,
            WOORD[rit.klasse],
            opmerking,
            rit.reden or "",
        )


def _sommen(ritten: Sequence[Ritregel]) -> Iterator[tuple[str, Decimal]]:
    for klasse, woord in WOORD.items():
        som = sum(rit.tienden for rit in ritten if rit.klasse is klasse)
        if som:
            yield woord, Decimal(som) / 10


def _leesbaar(tekst: str) -> str:
    """Return a text in letters that the font has; an accent that it does not have goes."""
    try:
        tekst.encode("latin-1")
    except UnicodeEncodeError:
        return normalize("NFKD", tekst).encode("latin-1", "ignore").decode("latin-1")
    return tekst
