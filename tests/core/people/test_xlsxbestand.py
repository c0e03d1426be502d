# SPDX-License-Identifier: EUPL-1.2
"""XLSX as CSV: the same rows and errors, nothing calculated, and nothing huge or half read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from xlsxwriter import Workbook

from core.context import Context
from core.people import xlsxbestand
from core.people.csvbestand import MEESTE_BYTES
from core.people.invoerbestand import importeer
from core.people.tabelbestand import lees_rijen
from tests.core.people.conftest import VOORBEELDEN

KOLOMMEN = ("naam", "code")


def xlsx(*bladen: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook with a sheet for each list of rows."""
    uit = io.BytesIO()
    boek = Workbook(uit, {"in_memory": True})
    dag, uur = boek.add_format({"num_format": "dd-mm-yyyy"}), boek.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    for rijen in bladen:
        blad = boek.add_worksheet()
        for r, rij in enumerate(rijen):
            for k, waarde in enumerate(rij):
                if isinstance(waarde, datetime):
                    blad.write_datetime(r, k, waarde, uur)
                elif isinstance(waarde, date):
                    blad.write_datetime(r, k, datetime.combine(waarde, time()), dag)
                elif waarde is not None:
                    blad.write(r, k, waarde)
    boek.close()
    return uit.getvalue()


def herschreven(inhoud: bytes, delen: Mapping[str, bytes]) -> bytes:
    """Return an archive with parts put in another's place, or beside the others."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        for deel in bron.infolist():
            doel.writestr(deel.filename, delen.get(deel.filename, bron.read(deel)))
        for naam, tekst in delen.items():
            if naam not in bron.namelist():
                doel.writestr(naam, tekst)
    return uit.getvalue()


def test_cellen_lezen_als_tekst() -> None:
    rijen = [
        KOLOMMEN,
        [date(2026, 3, 10), 900001],
        [None, None],
        [datetime(2026, 3, 10, 17, 0), 7.2],  # noqa: DTZ001 - a cell knows no time zone
        [" Zoe\u0308 ", True],
        [10.0, None],
    ]
    regels, fouten = lees_rijen(xlsx(rijen), KOLOMMEN)
    assert fouten == []
    assert [(regel.nummer, *regel.waarden.values()) for regel in regels] == [
        (2, "2026-03-10", "900001"),
        (4, "2026-03-10T17:00", "7.2"),
        (5, "Zo\u00eb", "ja"),
        (6, "10", ""),
    ]


def test_een_kolom_die_mag_ontbreken_is_dan_leeg() -> None:
    for inhoud in (xlsx([KOLOMMEN, ["Jan", 1]]), b"naam;code\nJan;1\n"):
        regels, fouten = lees_rijen(inhoud, KOLOMMEN, ("functie",))
        assert fouten == []
        assert regels[0].waarden == {"naam": "Jan", "code": "1", "functie": ""}
    (fout,) = lees_rijen(b"naam;code;kleur\nJan;1;x\n", KOLOMMEN, ("functie",))[1]
    assert (fout.kolom, fout.reden) == (
        "kleur",
        "deze kolom hoort hier niet; verwacht: naam, code, functie (mag ontbreken)",
    )


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        ([KOLOMMEN, ["Jan", "=1+1"]], (2, "code", "formule")),
        ([KOLOMMEN, ["Jan", "#N/A"]], (2, "code", "foutmelding")),
        ([KOLOMMEN, ["Jan", 1, "meer"]], (2, None, "3 velden, de kop 2")),
        ([KOLOMMEN, ["Jan\nsen", 1]], (2, "naam", "regeleinde")),
        ([["naam"], ["Jan"]], (1, "code", "ontbreekt")),
        ([[*KOLOMMEN, "kleur"], ["Jan", 1, "x"]], (1, "kleur", "hoort hier niet")),
        ([[], KOLOMMEN, ["Jan", 1]], (1, None, "eerste rij is leeg")),
        ([KOLOMMEN], (2, None, "geen gegevens")),
        ([], (1, None, "leeg")),
    ],
)
def test_een_fout_noemt_rij_en_kolom(
    rijen: Sequence[Sequence[Any]], verwacht: tuple[int, str | None, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inhoud = xlsx(rijen)
    if rijen[1:] and "#N/A" in rijen[1]:
        # A writer has no cell of this kind: Excel makes it.
        blad = zipfile.ZipFile(io.BytesIO(inhoud)).read("xl/worksheets/sheet1.xml")
        met_fout = blad.replace(b'<c r="B2" t="s"><v>3</v></c>', b'<c r="B2" t="e"><v>#N/A</v></c>')
        assert met_fout != blad
        inhoud = herschreven(inhoud, {"xl/worksheets/sheet1.xml": met_fout})
    regels, fouten = lees_rijen(inhoud, KOLOMMEN)
    assert (fouten[0].regel, fouten[0].kolom) == verwacht[:2]
    assert verwacht[2] in fouten[0].reden
    assert regels == []


def test_tekst_die_met_een_isgelijkteken_begint_is_tekst() -> None:
    uit = io.BytesIO()
    boek = Workbook(uit, {"in_memory": True, "strings_to_formulas": False})
    blad = boek.add_worksheet()
    blad.write_row(0, 0, KOLOMMEN)
    blad.write_row(1, 0, ["=1+1", "x"])
    boek.close()
    regels, fouten = lees_rijen(uit.getvalue(), KOLOMMEN)
    assert (fouten, regels[0].waarden["naam"]) == ([], "=1+1")


def test_gegevens_op_twee_werkbladen_worden_niet_half_gelezen() -> None:
    goed = [KOLOMMEN, ["Jan", 1]]
    assert lees_rijen(xlsx(goed, []), KOLOMMEN)[1] == []
    (fout,) = lees_rijen(xlsx(goed, goed), KOLOMMEN)[1]
    assert "meer dan een werkblad" in fout.reden


@pytest.mark.parametrize(
    ("delen", "reden"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macro's"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "koppelingen"),
        ({"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "geen leesbaar XLSX"),
        ({"xl/sharedStrings.xml": "<a/>".encode("utf-16")}, "geen leesbaar XLSX"),
        ({"xl/worksheets/sheet1.xml": b'<worksheet><sheetData><row r="999999999"/></sheetData></worksheet>'}, "rijen"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, "geen leesbaar XLSX"),
        ({"xl/worksheets/sheet1.xml": b" " * (MEESTE_BYTES + 1)}, "uitgepakt"),
        ({f"xl/{nummer}.bin": b"" for nummer in range(xlsxbestand.MEESTE_DELEN)}, "uitgepakt"),
        ({"[Content_Types].xml": b"<a/>"}, "leesbaar"),
    ],
)
def test_een_bestand_met_kwaad_erin_wordt_niet_gelezen(delen: Mapping[str, bytes], reden: str) -> None:
    regels, (fout,) = lees_rijen(herschreven(xlsx([KOLOMMEN, ["Jan", 1]]), delen), KOLOMMEN)
    assert (regels, fout.regel) == ([], 1)
    assert reden in fout.reden


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (b"PK\x03\x04rommel", "geen leesbaar XLSX"),
        (xlsx([KOLOMMEN])[:200], "geen leesbaar XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud Excel-bestand, of het heeft een wachtwoord"),
        (b"PK\x03\x04" + b"x" * MEESTE_BYTES, "groter dan 25 MB"),
    ],
)
def test_wat_geen_xlsx_is_wordt_niet_gelezen(inhoud: bytes, reden: str) -> None:
    regels, (fout,) = lees_rijen(inhoud, KOLOMMEN)
    assert (regels, reden in fout.reden) == ([], True)


def test_de_voorbeelden_van_xlsx_doen_hetzelfde_als_csv(ctx: Context) -> None:
    goed = (VOORBEELDEN / "goed" / "medewerkers.xlsx").read_bytes()
    assert (importeer(ctx, "medewerkers", goed).nieuw, importeer(ctx, "medewerkers", goed).ongewijzigd) == (2, 2)
    verslag = importeer(ctx, "medewerkers", (VOORBEELDEN / "goed" / "medewerkers.csv").read_bytes())
    assert (verslag.nieuw, verslag.gewijzigd, verslag.ongewijzigd) == (6, 0, 2)
    fouten = importeer(ctx, "medewerkers", (VOORBEELDEN / "fout" / "formule.xlsx").read_bytes()).fouten
    assert [(fout.regel, fout.kolom) for fout in fouten] == [(2, "naam"), (3, "geboortedatum")]
