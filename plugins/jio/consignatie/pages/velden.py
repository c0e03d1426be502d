# SPDX-License-Identifier: EUPL-1.2
"""Reading the fields of the on-call forms: moments in two fields, people and duties by their number."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from core.calendar.tijd import OngeldigeTijd, moment
from core.rules import Geweigerd
from core.web.forms import lees_datum_of_leeg, veldtekst

Keuze = TypeVar("Keuze", bound=StrEnum)

_TIJD = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?")


def lees_moment(veld: str) -> datetime:
    """Return the moment of the fields ``<veld>_dag`` and ``<veld>_tijd``. Raises ``Geweigerd`` at the field."""
    op = lees_moment_of_leeg(veld)
    if op is None:
        raise Geweigerd(f"{veld}_dag", "vul een datum en een tijd in")
    return op


def lees_moment_of_leeg(veld: str) -> datetime | None:
    """Return the moment of two fields, or None when both are empty. Raises ``Geweigerd`` at the field."""
    dag, tekst = lees_datum_of_leeg(f"{veld}_dag"), veldtekst(f"{veld}_tijd")
    if dag is None and not tekst:
        return None
    if dag is None:
        raise Geweigerd(f"{veld}_dag", "vul ook de datum in")
    return lees_tijd_op(dag, f"{veld}_tijd")


def lees_tijd_op(dag: date, veld: str) -> datetime:
    """Return the moment of a field with a clock time on a day. Raises ``Geweigerd`` at the field."""
    gevonden = _TIJD.fullmatch(veldtekst(veld))
    if gevonden is None:
        raise Geweigerd(veld, "schrijf een tijd, als 17.00")
    try:
        return moment(dag, time(int(gevonden[1]), int(gevonden[2])))
    except OngeldigeTijd as fout:
        raise Geweigerd(veld, str(fout)) from fout
    except ValueError as fout:
        raise Geweigerd(veld, "schrijf een bestaande tijd, als 17.00") from fout


def lees_nummer(veld: str, reden: str) -> int:
    """Return the number of what was chosen. Raises ``Geweigerd`` with the reason when nothing was."""
    nummer = lees_nummer_of_leeg(veld)
    if nummer is None:
        raise Geweigerd(veld, reden)
    return nummer


def lees_nummer_of_leeg(veld: str) -> int | None:
    """Return the number of what was chosen, or None when nothing was."""
    tekst = veldtekst(veld)
    return int(tekst) if tekst.isdecimal() else None


def lees_keuze(veld: str, soort: type[Keuze]) -> Keuze:
    """Return the member of a closed list. Raises ``Geweigerd``."""
    try:
        return soort(veldtekst(veld))
    except ValueError as fout:
        raise Geweigerd(veld, "kies een van de mogelijkheden") from fout


def hernoemd(fout: Geweigerd, **velden: str) -> Geweigerd:
    """Return a refusal of a service at the field of the form: a service speaks of ``van``, the form has ``van_dag``."""
    return Geweigerd(velden.get(fout.veld, fout.veld), fout.reden)
