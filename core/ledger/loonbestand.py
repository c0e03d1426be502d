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

VORM = 2
"""The form in which files are written now. A file of an earlier form is only ever written again as it was."""

_VOOR = ("personeelsnummer", "looncode", "maand", "periode", "ingangsdatum")
_LOON = ("belastingjaar", "bruto_netto", "kostenplaats", "regeling")
"""Since form 2."""
_NA = ("bedrag", "boeking_id", "corrigeert_id")
_PER_LOONCODE, _TOTAAL, _ABSOLUUT = "LOONCODE", "TOTAAL", "ABSOLUUT"
PROEF = "TEST: dit is een proef, verwerk dit bestand niet"
"""The first line of a file that is not meant for payroll: whoever reads it as one stumbles over it."""
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
    regeling: str = ""
    #: ``bruto`` or ``netto``; empty when the regulation does not say.
    bruto_netto: str = ""
    #: Empty when the regulation does not say.
    kostenplaats: str = ""
    #: The month in which is paid, when that is another than the file's.
    maand: str = ""

    @property
    def belastingjaar(self) -> str:
        """The year to which the amount belongs: that of its effect period, whenever it is paid."""
        return self.periode[:4]


@dataclass(frozen=True)
class Controletotaal:
    """What can be checked on the other side: lines and amounts, in cents."""

    #: Empty text for everything together.
    looncode: str
    aantal: int
    centen: int
    #: The sum of the amounts without their signs.
    absoluut_centen: int


def controletotalen(regels: Sequence[Loonbestandregel]) -> tuple[Controletotaal, ...]:
    """Return the totals of each wage code in their order, and of everything as the last."""

    def totaal(looncode: str, deel: Sequence[Loonbestandregel]) -> Controletotaal:
        centen = [regel.centen for regel in deel]
        return Controletotaal(looncode, len(deel), sum(centen), sum(map(abs, centen)))

    per_code: dict[str, list[Loonbestandregel]] = {}
    for regel in regels:
        per_code.setdefault(regel.looncode, []).append(regel)
    return (*(totaal(code, deel) for code, deel in sorted(per_code.items())), totaal("", regels))


def schrijf_csv(regels: Sequence[Loonbestandregel], maand: str, *, vorm: int = VORM, proef: bool = False) -> bytes:
    """Return the lines in the order of personnel number and posting, with totals and the SHA-256 of all before it."""
    loon = _LOON if vorm >= 2 else ()
    soorten = sorted({naam for regel in regels for naam in regel.hoeveelheden})
    doel = io.StringIO()
    schrijver = csv.writer(doel, delimiter=";", lineterminator="\r\n")
    if proef:
        schrijver.writerow([PROEF])
    schrijver.writerow([*_VOOR, *loon, *soorten, *_NA])
    for regel in sorted(regels, key=lambda regel: (regel.personeelsnummer, regel.boeking_id)):
        schrijver.writerow(
            [
                zonder_formule(regel.personeelsnummer),
                zonder_formule(regel.looncode),
                regel.maand or maand,
                regel.periode,
                regel.ingangsdatum.isoformat(),
                *(zonder_formule(getattr(regel, naam)) for naam in loon),
                *(regel.hoeveelheden.get(soort, 0) for soort in soorten),
                euro(regel.centen),
                regel.boeking_id,
                regel.corrigeert_id or "",
            ]
        )
    sommen = [sum(regel.hoeveelheden.get(soort, 0) for regel in regels) for soort in soorten]
    *per_code, alles = controletotalen(regels)
    leeg = [""] * (2 + len(loon))
    if vorm >= 2:
        niets = [""] * len(soorten)
        for code in per_code:
            naam = zonder_formule(code.looncode)
            schrijver.writerow([_PER_LOONCODE, naam, maand, *leeg, *niets, euro(code.centen), code.aantal, ""])
        schrijver.writerow([_ABSOLUUT, "", maand, *leeg, *niets, euro(alles.absoluut_centen), alles.aantal, ""])
    schrijver.writerow([_TOTAAL, "", maand, *leeg, *sommen, euro(alles.centen), alles.aantal, ""])
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
        kopregel = next(nr for nr, rij in enumerate(rijen) if len(rij) > 1)
        kolommen = rijen[kopregel]
        tekst = len(_VOOR) + (len(_LOON) if _LOON[0] in kolommen else 0)
        blad.freeze_panes(kopregel + 1, 0)
        blad.set_column(0, len(kolommen) - 1, 16)
        for nr, rij in enumerate(rijen):
            for kolom, waarde in enumerate(rij):
                if nr <= kopregel or rij[0] == _SLUIT or kolom < tekst or waarde == "":
                    blad.write_string(nr, kolom, waarde, kop if nr <= kopregel else None)
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
