# SPDX-License-Identifier: EUPL-1.2
"""The payroll file as bytes: CSV that is written once and kept, and XLSX that is made from that CSV.

The form is described in docs/loonbestand.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

_VOOR = ("personeelsnummer", "looncode", "maand", "periode", "ingangsdatum")
_NA = ("bedrag", "boeking_id", "corrigeert_id")
_TOTAAL = "TOTAAL"
_SLUIT = "SHA-256"
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULE = ("=", "+", "-", "@", "\t", "\r")
# One moment for every file, so that the same rows give the same bytes.
_AANGEMAAKT = datetime(2020, 1, 1)  # noqa: DTZ001 - the format of the file knows no time zone
_HOOGSTE_RIJ = 1_048_576


@dataclass(frozen=True)
class Loonbestandregel:
    """One line of a payroll file."""

    boeking_id: int
    medewerker_id: int
    personeelsnummer: str
    looncode: str
    #: The effect period and the day on which the fact took effect.
    periode: str
    ingangsdatum: date
    hoeveelheden: Mapping[str, int]
    centen: int
    corrigeert_id: int | None


def schrijf_csv(regels: Sequence[Loonbestandregel], maand: str) -> bytes:
    """Return the lines in the order of personnel number and posting, with totals and the SHA-256 of all before it."""
    soorten = sorted({naam for regel in regels for naam in regel.hoeveelheden})
    doel = io.StringIO()
    schrijver = csv.writer(doel, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([*_VOOR, *soorten, *_NA])
    for regel in sorted(regels, key=lambda regel: (regel.personeelsnummer, regel.boeking_id)):
        schrijver.writerow(
            [
                zonder_formule(regel.personeelsnummer),
                zonder_formule(regel.looncode),
                maand,
                regel.periode,
                regel.ingangsdatum.isoformat(),
                *(regel.hoeveelheden.get(soort, 0) for soort in soorten),
                euro(regel.centen),
                regel.boeking_id,
                regel.corrigeert_id or "",
            ]
        )
    sommen = [sum(regel.hoeveelheden.get(soort, 0) for regel in regels) for soort in soorten]
    totaal = euro(sum(regel.centen for regel in regels))
    schrijver.writerow([_TOTAAL, "", maand, "", "", *sommen, totaal, len(regels), ""])
    inhoud = doel.getvalue().encode()
    return inhoud + f"{_SLUIT};{sha256(inhoud).hexdigest()}\r\n".encode()


def schrijf_xlsx(bladen: Mapping[str, bytes]) -> bytes:
    """Return a workbook with a sheet for each CSV; the same CSV always gives the same bytes.

    Raises ``ValueError`` for more lines than a sheet can hold.
    """
    import xlsxwriter  # noqa: PLC0415 - a web worker need not carry it until somebody asks

    doel = io.BytesIO()
    werkmap = xlsxwriter.Workbook(
        doel, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    werkmap.set_properties({"title": "Loonbestand", "created": _AANGEMAAKT})
    kop, bedrag = werkmap.add_format({"bold": True}), werkmap.add_format({"num_format": "#,##0.00"})
    for naam, inhoud in bladen.items():
        rijen = list(csv.reader(io.StringIO(inhoud.decode(), newline=""), delimiter=";"))
        if len(rijen) > _HOOGSTE_RIJ:
            raise ValueError(f"een werkblad heeft ten hoogste {_HOOGSTE_RIJ} regels; gebruik het CSV-bestand")
        blad = werkmap.add_worksheet(naam)
        blad.freeze_panes(1, 0)
        blad.set_column(0, len(rijen[0]) - 1, 16)
        kolommen = rijen[0]
        for nr, rij in enumerate(rijen):
            for kolom, waarde in enumerate(rij):
                if nr == 0 or rij[0] == _SLUIT or kolom < len(_VOOR) or waarde == "":
                    blad.write_string(nr, kolom, waarde, kop if nr == 0 else None)
                elif kolommen[kolom] == "bedrag":
                    # As an exact decimal: a float never holds money.
                    blad.write_number(nr, kolom, Decimal(waarde.replace(",", ".")), bedrag)
                else:
                    blad.write_number(nr, kolom, int(waarde))
    werkmap.close()
    return doel.getvalue()


def euro(centen: int) -> str:
    """Return an amount as files write it: a comma, two decimals, no separator of thousands."""
    return f"{'-' if centen < 0 else ''}{abs(centen) // 100},{abs(centen) % 100:02d}"


def zonder_formule(waarde: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{waarde}" if waarde.startswith(_FORMULE) else waarde
