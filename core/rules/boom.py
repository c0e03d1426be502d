# SPDX-License-Identifier: EUPL-1.2
"""YAML as a tree of texts: what a scalar means is decided by the field that receives it, never by YAML.

PyYAML turns ``50.1`` into a float, ``01:30`` into an integer and ``2026-03-10T17:00`` into a text but the same with
seconds into a datetime, and it keeps the last of two equal keys in silence. None of that may touch an amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# The C reader is ten times as fast, and a start reads a megabyte of catalogue; it is not in every build of PyYAML.
_SNELSTE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})


class _Lezer(_SNELSTE):  # type: ignore[misc]  # which of the two it is, is known at run time
    """Does not guess what a scalar means: it costs as much as reading, and nobody asks."""

    def resolve(self, *_: Any) -> str:
        return ""


class LeesFout(ValueError):
    """A file is no valid YAML, or has a duplicate key; the message names file and line, in Dutch."""


@dataclass(frozen=True, slots=True)
class Tekst:
    """One scalar as it was written, and whether it stood in quotes."""

    tekst: str
    aangehaald: bool = False

    @property
    def leeg(self) -> bool:
        """True for ``null``: an unquoted empty text, ``~`` or ``null``."""
        return not self.aangehaald and self.tekst in _NULL


Boom = Tekst | list["Boom"] | dict[str, "Boom"]


def lees_documenten(pad: Path) -> list[Boom]:
    """Read every document of a YAML file. Raises ``LeesFout`` with file and line."""
    try:
        inhoud = pad.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fout:
        raise LeesFout(f"{pad}: het bestand is niet te lezen ({fout})") from fout
    return lees_tekst(inhoud, str(pad))


def lees_tekst(inhoud: str, naam: str = "invoer") -> list[Boom]:
    """Read every document of a YAML text; ``naam`` is used in messages."""
    try:
        knopen: list[Node | None] = list(yaml.compose_all(inhoud, Loader=_Lezer))
    except yaml.YAMLError as fout:
        plek = getattr(fout, "problem_mark", None)
        regel = f", regel {plek.line + 1}" if plek else ""
        raise LeesFout(f"{naam}{regel}: geen geldige YAML ({getattr(fout, 'problem', None) or 'onleesbaar'})") from fout
    return [_boom(knoop, naam) for knoop in knopen if knoop is not None]


def _boom(knoop: Node, naam: str) -> Boom:
    if isinstance(knoop, ScalarNode):
        # A plain scalar has style None from the Python reader and an empty text from the C one.
        return Tekst(knoop.value, aangehaald=bool(knoop.style))
    if isinstance(knoop, SequenceNode):
        return [_boom(kind, naam) for kind in knoop.value]
    if not isinstance(knoop, MappingNode):
        raise LeesFout(f"{naam}: onbekende vorm")
    uit: dict[str, Boom] = {}
    for sleutel, waarde in knoop.value:
        regel = sleutel.start_mark.line + 1
        if not isinstance(sleutel, ScalarNode):
            raise LeesFout(f"{naam}, regel {regel}: een sleutel moet een woord zijn")
        if sleutel.value in uit:
            raise LeesFout(f"{naam}, regel {regel}: de sleutel '{sleutel.value}' staat er twee keer")
        uit[sleutel.value] = _boom(waarde, naam)
    return uit


def als_boom(waarde: object) -> Boom:
    """Turn plain values (JSON, form fields) into the same tree; a text counts as written in quotes."""
    if isinstance(waarde, dict):
        return {str(sleutel): als_boom(kind) for sleutel, kind in waarde.items()}
    if isinstance(waarde, list | tuple):
        return [als_boom(kind) for kind in waarde]
    if waarde is None:
        return Tekst("null")
    if isinstance(waarde, bool):
        return Tekst("true" if waarde else "false")
    if isinstance(waarde, str):
        return Tekst(waarde, aangehaald=True)
    return Tekst(str(waarde))
