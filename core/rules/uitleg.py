# SPDX-License-Identifier: EUPL-1.2
"""Explanations: steps of a code with values, each with its article; text is made when somebody reads it."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from core.calendar.tijd import AMSTERDAM
from core.rules.boom import LeesFout, Tekst, lees_documenten
from core.rules.parameters import Feit, Waarde, Zekerheid, toon_waarde


@dataclass(frozen=True, slots=True)
class Stap:
    """One step of an explanation: what was done (``code`` with ``waarden``), under which article, with which fact."""

    artikel: str
    code: str
    waarden: Mapping[str, Any]
    feit: Feit | None = None


class Uitleg:
    """Collects the steps of one calculation."""

    __slots__ = ("stappen",)

    def __init__(self) -> None:
        self.stappen: list[Stap] = []

    def stap(self, artikel: str, code: str, feit: Feit | None = None, **waarden: Any) -> None:
        """Add a step. Names of values carry their unit, as in ``toelage_centen`` or ``kwartieren``."""
        self.stappen.append(Stap(artikel, code, waarden, feit))


class _GeenUitleg(Uitleg):
    """Forgets every step: for bulk runs, whose explanation is made again when somebody asks."""

    __slots__ = ()

    def stap(self, artikel: str, code: str, feit: Feit | None = None, **waarden: Any) -> None:
        return None


GEEN_UITLEG = _GeenUitleg()


class Teksten:
    """The sentences of explanations, by language and step code."""

    def __init__(self, teksten: Mapping[str, Mapping[str, str]]) -> None:
        self._teksten = dict(teksten)

    def __contains__(self, code: str) -> bool:
        return code in self._teksten

    @classmethod
    def lees(cls, pad: Path) -> Teksten:
        """Read a regulation's ``uitleg.yaml``: code, language, sentence. Raises ``LeesFout``."""
        documenten = lees_documenten(pad)
        teksten: dict[str, dict[str, str]] = {}
        for code, talen in (documenten[0] if documenten and isinstance(documenten[0], dict) else {}).items():
            if not isinstance(talen, dict) or "nl" not in talen:
                raise LeesFout(f"{pad}: '{code}' heeft geen Nederlandse zin")
            teksten[code] = {taal: zin.tekst for taal, zin in talen.items() if isinstance(zin, Tekst)}
        return cls(teksten)

    def __or__(self, ander: Teksten) -> Teksten:
        return Teksten(self._teksten | ander._teksten)

    def zin(self, stap: Stap, taal: str = "nl") -> str:
        """Return the step as a sentence a colleague could read aloud."""
        talen = self._teksten.get(stap.code)
        if talen is None:
            return stap.code
        gekozen = taal if taal in talen else "nl"
        return _Zinsbouw(gekozen).vformat(talen[gekozen], (), stap.waarden)


class _Zinsbouw(string.Formatter):
    """Puts values in a sentence; the end of a name (its unit) says how the value is written."""

    def __init__(self, taal: str) -> None:
        self._taal = taal

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        return toon(field_name, kwargs[field_name], self._taal), field_name


def toon(naam: str, waarde: Any, taal: str = "nl") -> str:
    """Write a value of an explanation for a reader, by its type and the unit in its name."""
    if waarde is None:
        return "-"
    if isinstance(waarde, bool):
        return {"nl": ("nee", "ja"), "en": ("no", "yes")}.get(taal, ("nee", "ja"))[waarde]
    if isinstance(waarde, datetime):
        return format_datetime(waarde, "EEE d MMMM y HH.mm", tzinfo=AMSTERDAM, locale=taal)
    if isinstance(waarde, date):
        return format_date(waarde, "EEE d MMMM y", locale=taal)
    if isinstance(waarde, int) and naam.endswith("_centen"):
        return format_currency(Decimal(waarde) / 100, "EUR", locale=taal)
    if isinstance(waarde, Decimal | int):
        return format_decimal(waarde, "#,##0.######", locale=taal)
    if isinstance(waarde, tuple | list):
        return ", ".join(toon(naam, kind, taal) for kind in waarde) or "-"
    return str(waarde)


def vastgelegd(stappen: list[Stap]) -> list[dict[str, Any]]:
    """Return steps as plain values that can be stored: codes and values, no language."""
    return [
        {
            "artikel": stap.artikel,
            "code": stap.code,
            "waarden": {naam: _bewaar(waarde) for naam, waarde in stap.waarden.items()},
            **({"feit": _bewaar_feit(stap.feit)} if stap.feit else {}),
        }
        for stap in stappen
    ]


def gelezen(stappen: list[dict[str, Any]]) -> list[Stap]:
    """Return stored steps as they were."""
    return [
        Stap(
            stap["artikel"],
            stap["code"],
            {naam: _herstel(waarde) for naam, waarde in stap["waarden"].items()},
            _herstel_feit(stap["feit"]) if "feit" in stap else None,
        )
        for stap in stappen
    ]


def regels(stappen: list[Stap], teksten: Teksten, taal: str = "nl") -> list[dict[str, str | None]]:
    """Return steps as lines for a reader: article, sentence, and the figure with its start and certainty."""
    return [
        {
            "artikel": stap.artikel,
            "tekst": teksten.zin(stap, taal),
            "parameter": stap.feit.sleutel if stap.feit else None,
            "waarde": toon_waarde(stap.feit.waarde) if stap.feit else None,
            "vanaf": stap.feit.vanaf.isoformat() if stap.feit else None,
            "zekerheid": str(stap.feit.zekerheid) if stap.feit else None,
        }
        for stap in stappen
    ]


def _bewaar(waarde: Any) -> Any:
    if isinstance(waarde, datetime):
        return {"moment": waarde.isoformat()}
    if isinstance(waarde, date):
        return {"datum": waarde.isoformat()}
    if isinstance(waarde, Decimal):
        return {"getal": str(waarde)}
    if isinstance(waarde, tuple | list):
        return [_bewaar(kind) for kind in waarde]
    return waarde


def _herstel(waarde: Any) -> Any:
    if isinstance(waarde, dict):
        [(soort, tekst)] = waarde.items()
        if soort == "moment":
            return datetime.fromisoformat(tekst)
        return date.fromisoformat(tekst) if soort == "datum" else Decimal(tekst)
    if isinstance(waarde, list):
        return tuple(_herstel(kind) for kind in waarde)
    return waarde


def _bewaar_feit(feit: Feit) -> dict[str, Any]:
    return {
        "sleutel": feit.sleutel,
        "waarde": _bewaar(feit.waarde),
        "vanaf": feit.vanaf.isoformat(),
        "zekerheid": str(feit.zekerheid),
        "bron": feit.bron,
        "herzien_voor": feit.herzien_voor.isoformat() if feit.herzien_voor else None,
    }


def _herstel_feit(feit: Mapping[str, Any]) -> Feit:
    waarde: Waarde = _herstel(feit["waarde"])
    return Feit(
        feit["sleutel"],
        waarde,
        date.fromisoformat(feit["vanaf"]),
        Zekerheid(feit["zekerheid"]),
        feit["bron"],
        date.fromisoformat(feit["herzien_voor"]) if feit["herzien_voor"] else None,
    )
