# SPDX-License-Identifier: EUPL-1.2
"""The trip file of a lease company: its form, and whether it is whole (docs/ritbestand.md).

A semicolon between fields, UTF-8, one trip a line. The last line says how many trips there are, when the file was made,
and the SHA-256 of every byte before that line. A file that does not agree with itself is refused as a whole.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from core.calendar.tijd import OngeldigeTijd, lees_lokale_tijd, schrijf_lokale_tijd
from core.rules.invoer import Geweigerd

KOP = (
    "kenteken",
    "bestuurder",
    "begin",
    "eind",
    "stand_begin",
    "stand_eind",
    "adres_van",
    "adres_naar",
    "klasse",
    "opmerking",
)
SLUIT = "TOTAAL"
VERVALT = "vervalt"
"""As the remark of a line: the trip with this car, begin and odometer was no trip."""
OMWEG = "omweg"
"""A remark that begins with it: not the most logical route."""

_KOPREGEL = ";".join(KOP)
_BLOK = 1 << 20
_LANGSTE_SLUITREGEL = 200
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Ritbestand:
    """A file that is whole: how many trips it says, when it was made, and its content hash."""

    regels: int
    aangemaakt_op: datetime
    sha256: str


def keur(stroom: BinaryIO) -> Ritbestand:
    """Check header, last line, number of lines and checksum, in one pass. Raises ``Geweigerd``."""
    _eis_kop(stroom)
    plaats, slot = _slotregel(stroom)
    velden = slot.split(";")
    if velden[0] != SLUIT or len(velden) != 4:
        raise Geweigerd("bestand", f"de laatste regel begint niet met {SLUIT}; is het bestand afgekapt?")
    _, aantal, gemaakt, controle = velden
    som, regels = sha256(), 0
    stroom.seek(0)
    over = plaats
    while over and (blok := stroom.read(min(_BLOK, over))):
        som.update(blok)
        regels += blok.count(b"\n")
        over -= len(blok)
    if not aantal.isdigit() or int(aantal) != regels - 1:
        raise Geweigerd("bestand", f"de laatste regel noemt {aantal} ritten, er staan er {regels - 1}")
    if controle.lower() != som.hexdigest():
        raise Geweigerd("bestand", "de controlesom klopt niet; het bestand is onderweg veranderd")
    try:
        moment = lees_lokale_tijd(gemaakt)
    except OngeldigeTijd as fout:
        raise Geweigerd("bestand", f"wanneer het bestand is gemaakt, is niet te lezen: {fout}") from fout
    return Ritbestand(int(aantal), moment, som.hexdigest())


def rijen(stroom: BinaryIO, aantal: int) -> Iterator[list[str]]:
    """Yield the fields of each trip of a file that was checked. Raises ``Geweigerd`` for text that is no UTF-8."""
    stroom.seek(0)
    tekst = io.TextIOWrapper(stroom, encoding="utf-8-sig", newline="")
    lezer = csv.reader(tekst, delimiter=";", strict=True)
    try:
        next(lezer)
        for nummer, rij in enumerate(lezer, 2):
            if nummer > aantal + 1:
                break
            if len(rij) != len(KOP):
                raise Geweigerd("bestand", f"regel {nummer} heeft {len(rij)} velden in plaats van {len(KOP)}")
            yield rij
    except UnicodeDecodeError as fout:
        raise Geweigerd("bestand", "er staat een teken in dat geen UTF-8 is; lever het aan als CSV UTF-8") from fout
    except csv.Error as fout:
        raise Geweigerd("bestand", f"bij regel {lezer.line_num} is het bestand niet te lezen als CSV") from fout
    finally:
        # The stream belongs to who opened it.
        tekst.detach()


def schrijf(ritten: Iterable[Sequence[str]], aangemaakt_op: datetime) -> bytes:
    """Return a file with its last line: for samples, the demo and tests."""
    doel = io.StringIO(newline="")
    schrijver = csv.writer(doel, delimiter=";", lineterminator="\n")
    schrijver.writerow(KOP)
    aantal = 0
    for rit in ritten:
        schrijver.writerow(rit)
        aantal += 1
    inhoud = doel.getvalue().encode()
    return inhoud + slotregel(aantal, aangemaakt_op, inhoud)


def slotregel(aantal: int, aangemaakt_op: datetime, inhoud: bytes) -> bytes:
    """Return the last line of a file with this content."""
    return f"{SLUIT};{aantal};{schrijf_lokale_tijd(aangemaakt_op)};{sha256(inhoud).hexdigest()}\n".encode()


def _eis_kop(stroom: BinaryIO) -> None:
    stroom.seek(0)
    kop = stroom.readline(1000).removeprefix(_BOM).decode("utf-8", "replace").strip()
    if not kop:
        raise Geweigerd("bestand", "het bestand is leeg")
    if kop.replace('"', "") != _KOPREGEL:
        raise Geweigerd("bestand", f"de kop klopt niet; verwacht: {_KOPREGEL}")


def _slotregel(stroom: BinaryIO) -> tuple[int, str]:
    """Return where the last line begins, and its text."""
    einde = stroom.seek(0, os.SEEK_END)
    begin = max(0, einde - _LANGSTE_SLUITREGEL)
    stroom.seek(begin)
    staart = stroom.read()
    kaal = staart.rstrip(b"\r\n")
    plaats = kaal.rfind(b"\n") + 1
    return begin + plaats, kaal[plaats:].decode("utf-8", "replace")
