# SPDX-License-Identifier: EUPL-1.2
"""Reading forms, and telling what was wrong at the field and at the top."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.dossiers.procedure import StapNietMogelijk
from core.rules.invoer import Geweigerd

NIET_VERWERKT = 422
"""Status of a form that comes back with what is wrong with it."""

_NEDERLANDSE_DATUM = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")

Fouten = list[dict[str, str]]


def als_zin(tekst: str) -> str:
    """Return a reason as a sentence: with a capital and a full stop."""
    return tekst[:1].upper() + tekst[1:] + ("" if tekst.endswith((".", "?", "!")) else ".")


def veldfouten(fout: Geweigerd) -> Fouten:
    """Return a refusal as the list that the macros ``foutenlijst`` and ``formulier_veld`` show."""
    return [{"veld": fout.veld, "tekst": als_zin(fout.reden)}]


def veldtekst(veld: str) -> str:
    """Return what was filled in, without spaces around it; empty when there was nothing."""
    return request.form.get(veld, "").strip()


def lees_datum(veld: str) -> date:
    """Return the date of a field. Raises ``Geweigerd``."""
    dag = lees_datum_of_leeg(veld)
    if dag is None:
        raise Geweigerd(veld, "vul een datum in")
    return dag


def lees_datum_of_leeg(veld: str) -> date | None:
    """Return the date of a field, as a browser sends it or as ``1-7-2026``; None when it is empty.

    Raises ``Geweigerd``.
    """
    tekst = veldtekst(veld)
    if not tekst:
        return None
    nederlands = _NEDERLANDSE_DATUM.fullmatch(tekst)
    try:
        if nederlands:
            dag, maand, jaar = map(int, nederlands.groups())
            return date(jaar, maand, dag)
        return date.fromisoformat(tekst)
    except ValueError as fout:
        raise Geweigerd(veld, "schrijf een bestaande datum, als 1-7-2026") from fout


def voer_uit(actie: Callable[[], object], gelukt: str, naar: str, ook: tuple[type[Exception], ...] = ()) -> Response:
    """Do what one button asks, and go to a page that tells how it went; ``ook`` are further refusals to tell."""
    verwacht: tuple[type[Exception], ...] = (Geweigerd, StapNietMogelijk, *ook)
    try:
        actie()
    except verwacht as fout:
        reden = als_zin(fout.reden if isinstance(fout, Geweigerd) else str(fout))
        flash(reden + " " + _("Er is niets opgeslagen."), "fout")
    else:
        flash(gelukt, "goed")
    return redirect(naar, 303)
