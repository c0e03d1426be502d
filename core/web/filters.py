# SPDX-License-Identifier: EUPL-1.2
"""How values are written on a page, in the language of the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from flask import Flask, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from core.calendar.tijd import AMSTERDAM
from core.plugins import Installatie
from core.rules.parameters import Sleutel, Soort, Waarde

_GEEN_WOORD = re.compile(r"[^a-z0-9]+")


LANGE_EENHEID = 20
"""Letters above which a unit reads as a remark behind the number."""


def euro(centen: int) -> str:
    """Write an amount of whole cents."""
    return format_currency(Decimal(centen) / 100, "EUR", locale=get_locale())


def verschil(centen: int) -> str:
    """Write a difference of whole cents with its sign."""
    return f"+ {euro(centen)}" if centen > 0 else f"− {euro(-centen)}" if centen else euro(0)  # noqa: RUF001 - the real minus


def datum(dag: date) -> str:
    """Write a day with its weekday, as ``di 10 maart 2026``."""
    return format_date(dag, "EEE d MMMM y", locale=get_locale())


def dag_kort(dag: date) -> str:
    """Write a day where the weekday says nothing, as ``1 juli 2024``."""
    return format_date(dag, "d MMMM y", locale=get_locale())


def moment(op: datetime) -> str:
    """Write a moment by the Dutch clock, as ``di 10 maart 2026 17.00``."""
    return format_datetime(op, "EEE d MMMM y HH.mm", tzinfo=AMSTERDAM, locale=get_locale())


def maand(periode: str) -> str:
    """Write a period ``YYYY-MM`` as ``maart 2026``."""
    return format_date(date.fromisoformat(f"{periode}-01"), "MMMM y", locale=get_locale())


def getal(waarde: int | Decimal) -> str:
    """Write a number with separators."""
    return format_decimal(waarde, "#,##0.######", locale=get_locale())


def duur(minuten: int) -> str:
    """Write minutes as hours and minutes, as ``7 u 30``."""
    uren, rest = divmod(minuten, 60)
    return f"{getal(uren)} u {rest:02d}" if rest else f"{getal(uren)} u"


def lower_eerst(tekst: str) -> str:
    """Write a title inside a sentence: the first letter small, but for an abbreviation."""
    return tekst[:1].lower() + tekst[1:] if tekst[1:2].islower() else tekst


def upper_eerst(tekst: str) -> str:
    """Write words as the beginning of a sentence; the names in them keep their capitals."""
    return tekst[:1].upper() + tekst[1:]


def anker(artikel: str) -> str:
    """Return the anchor of an article on its regulation's page, as ``jio-7-6``."""
    return _GEEN_WOORD.sub("-", artikel.lower()).strip("-")


def parameterwaarde(waarde: Waarde | None, sleutel: Sleutel) -> str:
    """Write the value of a parameter with its unit."""
    if waarde is None:
        return str(_("niet bekend"))
    if isinstance(waarde, bool):
        return str(_("ja") if waarde else _("nee"))
    if isinstance(waarde, tuple):
        return ", ".join(dag_kort(dag) for dag in waarde) or str(_("geen"))
    if sleutel.soort is Soort.BEDRAG and isinstance(waarde, Decimal):
        rest = sleutel.eenheid.removeprefix("euro").strip()
        return f"€ {format_decimal(waarde, '#,##0.00##', locale=get_locale())} {rest}".strip()
    if isinstance(waarde, Decimal) and len(sleutel.eenheid) > LANGE_EENHEID and not sleutel.eenheid.startswith("%"):
        return f"{getal(waarde)} ({sleutel.eenheid})"
    if isinstance(waarde, Decimal):
        teken = "" if sleutel.eenheid.startswith("%") else " "
        return f"{getal(waarde)}{teken}{sleutel.eenheid}".strip()
    return waarde.replace("_", " ").lower() if sleutel.soort is Soort.KEUZE else waarde


def zet_klaar(app: Flask, installatie: Installatie) -> None:
    """Give the templates their filters, and the links from an explanation to the catalogue."""

    def artikel_url(naam: str) -> str | None:
        gevonden = installatie.artikel(naam)
        return url_for("regelingen.toon", regeling_id=gevonden[0], _anchor=anker(naam)) if gevonden else None

    def met_bronnen(regels: list[Mapping[str, str | None]]) -> list[dict[str, object]]:
        """Return the lines of an explanation with the link and title of each article, for the macro ``waarom``."""
        return [_met_bron(regel) for regel in regels]

    def _met_bron(regel: Mapping[str, str | None]) -> dict[str, object]:
        gevonden = installatie.artikel(regel["artikel"] or "")
        vanaf = regel.get("vanaf")
        return {
            **regel,
            "vanaf": date.fromisoformat(vanaf) if vanaf else None,
            "waarde": waardetekst(regel.get("waarde"), regel.get("parameter")),
            "artikel_titel": gevonden[1] if gevonden else None,
            "artikel_url": artikel_url(regel["artikel"] or ""),
        }

    def waardetekst(tekst: str | None, sleutel: str | None) -> str | None:
        """Write the stored text of a value with its unit; of a key that is gone as it is."""
        gevonden = installatie.parameters.sleutels.get(sleutel or "")
        if tekst is None or gevonden is None:
            return tekst
        if gevonden.soort is Soort.KEUZE:
            return parameterwaarde(tekst, gevonden)
        if gevonden.soort not in (Soort.BEDRAG, Soort.GETAL):
            return tekst
        try:
            return parameterwaarde(Decimal(tekst), gevonden)
        except InvalidOperation:
            return tekst

    app.jinja_env.filters.update(
        waardetekst=waardetekst,
        euro=euro,
        verschil=verschil,
        datum=datum,
        dag_kort=dag_kort,
        moment=moment,
        maand=maand,
        getal=getal,
        duur=duur,
        lower_eerst=lower_eerst,
        upper_eerst=upper_eerst,
        anker=anker,
        parameterwaarde=parameterwaarde,
        met_bronnen=met_bronnen,
    )
    app.jinja_env.globals["artikel_url"] = artikel_url
