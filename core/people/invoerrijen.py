# SPDX-License-Identifier: EUPL-1.2
"""The rows of the CSV files about people: which columns they have, what each may hold, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate

from core.people.models import Afwezigheidssoort

VOL = 24 * 60
"""The minutes of a day."""

WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NEDERLANDS = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_BEDRAG = re.compile(r"\d{1,9}([.,]\d{2})?", re.ASCII)
_UREN = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)
_GEHEEL = re.compile(r"\d{1,4}", re.ASCII)

_LEEG = "dit veld moet ingevuld zijn"
_MELDINGEN: dict[str, Any] = {"required": _LEEG, "null": _LEEG, "invalid": "hier hoort een tekst"}


@dataclass(frozen=True)
class Medewerkerrij:
    """A person."""

    personeelsnummer: str
    naam: str
    geboortedatum: date
    email: str | None


@dataclass(frozen=True)
class Dienstverbandrij:
    """An employment; ``uren_per_week`` is held in minutes."""

    personeelsnummer: str
    eenheid: str
    van: date
    tot_en_met: date | None
    uren_per_week: int


@dataclass(frozen=True)
class Inschalingrij:
    """A salary from a day; ``maandsalaris`` is held in cents."""

    personeelsnummer: str
    eenheid: str
    vanaf: date
    schaal: int
    trede: int | None
    maandsalaris: int
    bron: str


@dataclass(frozen=True)
class Arbeidspatroonrij:
    """The minutes worked on each weekday from a day, Monday first."""

    personeelsnummer: str
    eenheid: str
    vanaf: date
    minuten: tuple[int, ...]


@dataclass(frozen=True)
class Teamrij:
    """A team."""

    eenheid: str
    code: str
    naam: str


@dataclass(frozen=True)
class Teamperioderij:
    """A person is in a team, or leads it, for a period."""

    personeelsnummer: str
    eenheid: str
    team: str
    van: date
    tot_en_met: date | None


@dataclass(frozen=True)
class Afwezigheidrij:
    """A person is away, without a cause."""

    personeelsnummer: str
    soort: Afwezigheidssoort
    van: date
    tot_en_met: date | None


class Datum(fields.Field[date]):
    """A day, as 2026-03-10 or 10-03-2026."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if gevonden := _NEDERLANDS.fullmatch(value):
            value = f"{gevonden[3]}-{int(gevonden[2]):02}-{int(gevonden[1]):02}"
        if not _ISO.fullmatch(value):
            raise ValidationError("hier hoort een datum, als 2026-03-10 of 10-03-2026")
        try:
            dag = date.fromisoformat(value)
        except ValueError as fout:
            raise ValidationError("deze datum bestaat niet") from fout
        if not 1900 <= dag.year < 2200:
            raise ValidationError("het jaar ligt tussen 1900 en 2200")
        return dag


class Bedrag(fields.Field[int]):
    """An amount in euros without a separator of thousands, held in cents."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not _BEDRAG.fullmatch(value):
            raise ValidationError("hier hoort een bedrag in euro's, als 4312,50, zonder punt voor de duizendtallen")
        return int(Decimal(value.replace(",", ".")) * 100)


class Uren(fields.Field[int]):
    """Hours with at most two decimals that come to whole minutes, held in minutes."""

    def __init__(self, meeste_minuten: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._meeste = meeste_minuten

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not _UREN.fullmatch(value):
            raise ValidationError("hier hoort een aantal uren, als 36 of 7,2")
        minuten = Decimal(value.replace(",", ".")) * 60
        if minuten != int(minuten):
            raise ValidationError("dit aantal uren komt niet op hele minuten uit")
        if minuten > self._meeste:
            raise ValidationError("dit is meer dan er uren zijn")
        return int(minuten)


class Geheel(fields.Field[int]):
    """A whole number between two bounds."""

    def __init__(self, minste: int, meeste: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._minste, self._meeste = minste, meeste

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not _GEHEEL.fullmatch(value) or not self._minste <= int(value) <= self._meeste:
            raise ValidationError(f"hier hoort een heel getal van {self._minste} tot en met {self._meeste}")
        return int(value)


def _tekst(meeste: int) -> fields.String:
    lang = validate.Length(max=meeste, error=f"ten hoogste {meeste} tekens")
    return fields.String(required=True, error_messages=_MELDINGEN, validate=lang)


def _code(meeste: int, voorbeeld: str) -> fields.String:
    return fields.String(
        required=True,
        error_messages=_MELDINGEN,
        validate=validate.Regexp(
            rf"[0-9A-Za-z][0-9A-Za-z._/-]{{0,{meeste - 1}}}\Z",
            error=f"gebruik ten hoogste {meeste} letters, cijfers en streepjes, als {voorbeeld}",
        ),
    )


def _verplicht(soort: type[fields.Field[Any]], *grenzen: int) -> Any:
    return soort(*grenzen, required=True, error_messages=_MELDINGEN)


def _einde() -> Any:
    return Datum(required=True, allow_none=True)


class Rijschema(Schema):
    """The base of the rows: an empty cell is no value, and the values become one frozen record."""

    rij: ClassVar[type]

    @pre_load
    def leeg(self, gegevens: dict[str, str], **_: Any) -> dict[str, str | None]:
        """Turn an empty cell into no value."""
        return {naam: waarde or None for naam, waarde in gegevens.items()}

    @post_load
    def record(self, gegevens: dict[str, Any], **_: Any) -> Any:
        """Return the row as a record. Raises ``ValidationError`` for a period that ends before it begins."""
        einde = gegevens.get("tot_en_met")
        if einde is not None and einde < gegevens["van"]:
            raise ValidationError("het einde ligt voor het begin", "tot_en_met")
        return self.rij(**gegevens)


class MedewerkerSchema(Rijschema):
    """medewerkers.csv."""

    rij = Medewerkerrij
    personeelsnummer = _code(20, "100234")
    naam = _tekst(200)
    geboortedatum = _verplicht(Datum)
    email = fields.Email(
        required=True,
        allow_none=True,
        validate=validate.Length(max=254, error="ten hoogste 254 tekens"),
        error_messages={"invalid": "hier hoort een e-mailadres, of niets"},
    )


class DienstverbandSchema(Rijschema):
    """dienstverbanden.csv."""

    rij = Dienstverbandrij
    personeelsnummer = _code(20, "100234")
    eenheid = _code(40, "jio")
    van = _verplicht(Datum)
    tot_en_met = _einde()
    uren_per_week = _verplicht(Uren, 7 * VOL)


class InschalingSchema(Rijschema):
    """inschalingen.csv."""

    rij = Inschalingrij
    personeelsnummer = _code(20, "100234")
    eenheid = _code(40, "jio")
    vanaf = _verplicht(Datum)
    schaal = _verplicht(Geheel, 1, 19)
    trede = Geheel(0, 99, required=True, allow_none=True)
    maandsalaris = _verplicht(Bedrag)
    bron = _tekst(200)


class ArbeidspatroonSchema(Rijschema):
    """arbeidspatronen.csv."""

    personeelsnummer = _code(20, "100234")
    eenheid = _code(40, "jio")
    vanaf = _verplicht(Datum)
    maandag = _verplicht(Uren, VOL)
    dinsdag = _verplicht(Uren, VOL)
    woensdag = _verplicht(Uren, VOL)
    donderdag = _verplicht(Uren, VOL)
    vrijdag = _verplicht(Uren, VOL)
    zaterdag = _verplicht(Uren, VOL)
    zondag = _verplicht(Uren, VOL)

    @post_load
    def record(self, gegevens: dict[str, Any], **_: Any) -> Arbeidspatroonrij:
        """Return the row as a record."""
        minuten = tuple(gegevens.pop(dag) for dag in WEEKDAGEN)
        return Arbeidspatroonrij(**gegevens, minuten=minuten)


class TeamSchema(Rijschema):
    """teams.csv."""

    rij = Teamrij
    eenheid = _code(40, "jio")
    code = _code(40, "infra")
    naam = _tekst(200)


class TeamperiodeSchema(Rijschema):
    """teamleden.csv and leiding.csv."""

    rij = Teamperioderij
    personeelsnummer = _code(20, "100234")
    eenheid = _code(40, "jio")
    team = _code(40, "infra")
    van = _verplicht(Datum)
    tot_en_met = _einde()


class AfwezigheidSchema(Rijschema):
    """afwezigheid.csv."""

    rij = Afwezigheidrij
    personeelsnummer = _code(20, "100234")
    soort = fields.Enum(
        Afwezigheidssoort,
        by_value=True,
        required=True,
        error_messages={**_MELDINGEN, "unknown": f"kies uit: {', '.join(Afwezigheidssoort)}"},
    )
    van = _verplicht(Datum)
    tot_en_met = _einde()
