# SPDX-License-Identifier: EUPL-1.2
"""Reads a CSV file into rows of text, and says of everything that is wrong with it where it stands."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MEESTE_BYTES = 25 * 1024 * 1024
"""A larger file would not fit in a worker's memory together with its rows."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Importfout:
    """Something wrong in a file: the line (1 is the header), the column where it can be named, and the reason."""

    regel: int
    kolom: str | None
    reden: str

    def __str__(self) -> str:
        return f"regel {self.regel}{f', kolom {self.kolom}' if self.kolom else ''}: {self.reden}"


@dataclass(frozen=True)
class Regel:
    """One row: the line on which it begins, and its text by column."""

    nummer: int
    waarden: Mapping[str, str]


class _Onleesbaar(ValueError):
    """The file stops making sense at a line."""

    def __init__(self, regel: int, kolom: str | None, reden: str) -> None:
        super().__init__(reden)
        self.fout = Importfout(regel, kolom, reden)


def lees_csv(
    inhoud: bytes, kolommen: Sequence[str], optioneel: Sequence[str] = ()
) -> tuple[list[Regel], list[Importfout]]:
    """Return the good rows and every error. Separators are semicolons or commas, the text is UTF-8.

    A column of ``optioneel`` may be left out; it is empty then. Values are data, whatever sign they begin with: who
    writes a spreadsheet file must keep formulas out of it.
    """
    regels: list[Regel] = []
    fouten: list[Importfout] = []
    try:
        tekst = _tekst(inhoud)
        rijen = _rijen(tekst)
        _, kop = next(rijen)
        namen = [naam.strip().lower() for naam in kop]
        fouten += fouten_in_kop(namen, kolommen, optioneel)
        if fouten:
            return [], fouten
        for nummer, rij in rijen:
            if not any(waarde.strip() for waarde in rij):
                continue
            gevonden = list(fouten_in_rij(nummer, namen, rij))
            fouten += gevonden
            if not gevonden:
                regels.append(als_regel(nummer, namen, rij, optioneel))
    except _Onleesbaar as fout:
        fouten.append(fout.fout)
    else:
        if not tekst.endswith(("\n", "\r")):
            # A file that was cut off can end in the middle of an amount, and still look whole.
            laatste = tekst.count("\n") + 1
            fouten.append(Importfout(laatste, None, "het bestand houdt midden in deze regel op; is het afgekapt?"))
            regels = [regel for regel in regels if regel.nummer != laatste]
    if not regels and not fouten:
        fouten.append(Importfout(2, None, "er staan geen gegevens onder de kop"))
    return regels, fouten


def als_regel(nummer: int, namen: Sequence[str], rij: Sequence[str], optioneel: Sequence[str]) -> Regel:
    """Return a row without errors: spaces around values go, and a column that was left out is empty."""
    waarden = (unicodedata.normalize("NFC", waarde.strip()) for waarde in rij)
    return Regel(nummer, dict.fromkeys(optioneel, "") | dict(zip(namen, waarden, strict=True)))


def _tekst(inhoud: bytes) -> str:
    if not inhoud.strip():
        raise _Onleesbaar(1, None, "het bestand is leeg")
    if len(inhoud) > MEESTE_BYTES:
        raise _Onleesbaar(1, None, f"het bestand is groter dan {MEESTE_BYTES // 1024**2} MB; splits het")
    if inhoud.startswith(_UTF16):
        raise _Onleesbaar(1, None, "het bestand is in UTF-16 opgeslagen; kies bij het opslaan CSV UTF-8")
    # Bytes that are no UTF-8 become signs that no text has, so that the row and column can be named.
    return inhoud.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff")


def _rijen(tekst: str) -> Iterator[tuple[int, list[str]]]:
    kopregel = tekst.splitlines()[0]
    lezer = csv.reader(
        io.StringIO(tekst, newline=""),
        delimiter=";" if kopregel.count(";") >= kopregel.count(",") else ",",
        strict=True,
    )
    while True:
        nummer = lezer.line_num + 1
        try:
            yield nummer, next(lezer)
        except StopIteration:
            return
        except csv.Error as fout:
            raise _Onleesbaar(
                nummer, None, "een aanhalingsteken staat verkeerd of wordt niet gesloten; is het bestand afgekapt?"
            ) from fout


def fouten_in_kop(namen: Sequence[str], kolommen: Sequence[str], optioneel: Sequence[str]) -> Iterator[Importfout]:
    """Yield what is wrong with the names of the columns."""
    verwacht = ", ".join((*kolommen, *(f"{naam} (mag ontbreken)" for naam in optioneel)))
    for naam in dict.fromkeys(namen):
        if naam not in (*kolommen, *optioneel):
            getoond = naam if naam.isprintable() else "?"
            yield Importfout(1, getoond or None, f"deze kolom hoort hier niet; verwacht: {verwacht}")
        elif namen.count(naam) > 1:
            yield Importfout(1, naam, "deze kolom staat er twee keer")
    for naam in kolommen:
        if naam not in namen:
            yield Importfout(1, naam, f"deze kolom ontbreekt; verwacht: {verwacht}")


def fouten_in_rij(nummer: int, namen: Sequence[str], rij: Sequence[str]) -> Iterator[Importfout]:
    """Yield what is wrong with the signs and the number of the values of a row."""
    if len(rij) != len(namen):
        kolom = namen[len(rij)] if len(rij) < len(namen) else None
        yield Importfout(nummer, kolom, f"deze regel heeft {len(rij)} velden, de kop {len(namen)}")
        return
    for naam, waarde in zip(namen, rij, strict=True):
        if waarde.isprintable():
            continue
        soorten = {unicodedata.category(teken) for teken in waarde.strip()}
        if "Cs" in soorten:
            yield Importfout(nummer, naam, "hier staat een teken dat geen UTF-8 is; kies bij het opslaan CSV UTF-8")
        elif soorten & {"Cc", "Cf"}:
            yield Importfout(nummer, naam, "hier staat een regeleinde of een onzichtbaar teken")
