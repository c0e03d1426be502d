# SPDX-License-Identifier: EUPL-1.2
"""From text to typed, frozen input, and from outcome back to text.

A field called ``..._centen`` holds integer cents and is written outside as ``..._euro``. A ``datetime`` field is a
moment in UTC and is written outside as a Dutch clock time.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NewType, TypeVar, Union, get_args, get_origin

from core.calendar.tijd import OngeldigeTijd, lees_lokale_tijd, schrijf_lokale_tijd
from core.rules.boom import Boom, Tekst

Centen = NewType("Centen", int)
"""An amount of money in whole cents."""

T = TypeVar("T")

# More digits than any amount has, and few enough to compute and to write exactly.
_GEHEEL = re.compile(r"-?(0|[1-9]\d{0,14})")
_GETAL = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}")
_ANDERS_DAN_TEKST = re.compile(r"[-+]?[\d.][\d_.,eE+]*|true|false|yes|no|on|off|\d{4}-\d{2}-\d{2}.*", re.IGNORECASE)


class Geweigerd(ValueError):
    """Input is refused; ``veld`` names the field and ``reden`` says why, both in Dutch."""

    def __init__(self, veld: str, reden: str) -> None:
        super().__init__(f"{veld}: {reden}" if veld else reden)
        self.veld = veld
        self.reden = reden


@dataclass(frozen=True)
class Bereik:
    """Bounds of a whole number, both inclusive: ``Annotated[int, Bereik(1, 19)]``."""

    minimaal: int
    maximaal: int | None = None


@dataclass(frozen=True)
class Decimalen:
    """Most digits behind the point of a decimal quantity: ``Annotated[Decimal, Decimalen(1)]``."""

    aantal: int


_STANDAARD_BEREIK = Bereik(0)


@dataclass(frozen=True)
class Veld:
    """One field of a record: its name outside, its name and type in the code, and whether it must be filled in."""

    buitennaam: str
    naam: str
    soort: Any
    verplicht: bool


@cache
def velden(klasse: type) -> Mapping[str, Veld]:
    """Return the fields of a frozen dataclass by their name outside."""
    soorten = typing.get_type_hints(klasse, include_extras=True)
    uit = {}
    for veld in dataclasses.fields(klasse):
        verplicht = veld.default is dataclasses.MISSING and veld.default_factory is dataclasses.MISSING
        buiten = buitennaam(veld.name)
        uit[buiten] = Veld(buiten, veld.name, soorten[veld.name], verplicht)
    return uit


def buitennaam(naam: str) -> str:
    """Return the name that case files, forms and the API use for a field of the code."""
    return f"{naam.removesuffix('_centen')}_euro" if naam.endswith("_centen") else naam


def lees(soort: type[T], boom: Boom, pad: str = "") -> T:
    """Read a tree as the given type. Raises ``Geweigerd`` naming field and reason."""
    return typing.cast(T, _lees(soort, boom, pad))


def _lees(soort: Any, boom: Boom, pad: str) -> Any:
    soort, aanvulling = _zonder_aanvulling(soort)
    if isinstance(boom, Tekst) and boom.leeg:
        if _mag_leeg(soort):
            return None
        raise Geweigerd(pad, "dit veld moet ingevuld zijn")
    soort, aanvulling = _zonder_none(soort, aanvulling)
    if is_dataclass(soort) and isinstance(soort, type):
        return _lees_record(soort, boom, pad)
    if get_origin(soort) is tuple:
        if not isinstance(boom, list):
            raise Geweigerd(pad, "hier hoort een lijst")
        return tuple(_lees(get_args(soort)[0], kind, f"{pad}[{nr}]") for nr, kind in enumerate(boom, 1))
    if get_origin(soort) is Union or isinstance(soort, types.UnionType):
        return _lees_keuze_uit_records(get_args(soort), boom, pad)
    if not isinstance(boom, Tekst):
        raise Geweigerd(pad, "hier hoort een enkele waarde, geen lijst of blok")
    return lees_waarde(soort, boom, pad, aanvulling)


def _lees_record(soort: type, boom: Boom, pad: str) -> Any:
    if not isinstance(boom, dict):
        raise Geweigerd(pad, "hier hoort een blok met velden")
    bekend = velden(soort)
    prefix = f"{pad}." if pad else ""
    for naam in boom:
        if naam not in bekend:
            raise Geweigerd(f"{prefix}{naam}", "dit veld bestaat hier niet")
    gelezen: dict[str, Any] = {}
    for veld in bekend.values():
        kind = boom.get(veld.buitennaam)
        afwezig = kind is None or (isinstance(kind, Tekst) and kind.leeg)
        if afwezig and veld.verplicht:
            raise Geweigerd(f"{prefix}{veld.buitennaam}", "dit veld moet ingevuld zijn")
        if kind is not None and not afwezig:
            gelezen[veld.naam] = _lees(veld.soort, kind, f"{prefix}{veld.buitennaam}")
    try:
        return soort(**gelezen)
    except Geweigerd as fout:
        raise Geweigerd(f"{prefix}{fout.veld}" if fout.veld else pad, fout.reden) from fout


def _lees_keuze_uit_records(soorten: tuple[Any, ...], boom: Boom, pad: str) -> Any:
    """Read one of several records: the first whose literal tag (a field with one allowed value) fits."""
    if not isinstance(boom, dict):
        raise Geweigerd(pad, "hier hoort een blok met velden")
    for soort in soorten:
        kenmerk = next(iter(velden(soort).values()))
        waarde = boom.get(kenmerk.buitennaam)
        if isinstance(waarde, Tekst) and waarde.tekst in get_args(kenmerk.soort):
            return _lees_record(soort, boom, pad)
    toegestaan = [str(naam) for soort in soorten for naam in get_args(next(iter(velden(soort).values())).soort)]
    eerste = next(iter(velden(soorten[0])))
    raise Geweigerd(f"{pad}.{eerste}" if pad else eerste, f"kies uit: {', '.join(toegestaan)}")


def lees_waarde(soort: Any, tekst: Tekst, pad: str, aanvulling: Any = None) -> Any:
    """Read one scalar as the given type."""
    if get_origin(soort) is typing.Literal:
        if tekst.tekst not in get_args(soort):
            raise Geweigerd(pad, f"kies uit: {', '.join(map(str, get_args(soort)))}")
        return tekst.tekst
    if isinstance(soort, type) and issubclass(soort, StrEnum):
        try:
            return soort(tekst.tekst)
        except ValueError as fout:
            raise Geweigerd(pad, f"kies uit: {', '.join(soort)}") from fout
    lezer = _LEZERS.get(soort)
    if lezer is None:
        raise TypeError(f"{pad}: geen lezer voor {soort!r}")
    return lezer(tekst, pad, aanvulling)


def _lees_bool(tekst: Tekst, pad: str, _: Any) -> bool:
    if tekst.aangehaald or tekst.tekst not in ("true", "false"):
        raise Geweigerd(pad, "kies true (ja) of false (nee)")
    return tekst.tekst == "true"


def _lees_geheel(tekst: Tekst, pad: str, bereik: Any) -> int:
    grens = bereik if isinstance(bereik, Bereik) else _STANDAARD_BEREIK
    if tekst.aangehaald or not _GEHEEL.fullmatch(tekst.tekst):
        raise Geweigerd(pad, "hier hoort een heel getal, van ten hoogste 15 cijfers")
    getal = int(tekst.tekst)
    if getal < grens.minimaal:
        raise Geweigerd(pad, f"het getal is ten minste {grens.minimaal}")
    if grens.maximaal is not None and getal > grens.maximaal:
        raise Geweigerd(pad, f"het getal is ten hoogste {grens.maximaal}")
    return getal


def _lees_decimaal(tekst: Tekst, pad: str, decimalen: Any) -> Decimal:
    if not _GETAL.fullmatch(tekst.tekst):
        raise Geweigerd(pad, "hier hoort een getal, met een punt voor de decimalen")
    getal = Decimal(tekst.tekst)
    if getal < 0:
        raise Geweigerd(pad, "het getal mag niet negatief zijn")
    if isinstance(decimalen, Decimalen) and getal != round(getal, decimalen.aantal):
        raise Geweigerd(pad, f"ten hoogste {decimalen.aantal} cijfer(s) achter de punt")
    return getal


def _lees_centen(tekst: Tekst, pad: str, bereik: Any) -> Centen:
    if not _GETAL.fullmatch(tekst.tekst):
        raise Geweigerd(pad, "hier hoort een bedrag in euro's, als 171.00")
    centen = Decimal(tekst.tekst) * 100
    if centen != int(centen):
        raise Geweigerd(pad, "een bedrag heeft ten hoogste twee cijfers achter de punt")
    if centen < 0 and not isinstance(bereik, Bereik):
        raise Geweigerd(pad, "een bedrag mag niet negatief zijn")
    return Centen(int(centen))


def _lees_datum(tekst: Tekst, pad: str, _: Any) -> date:
    if tekst.aangehaald or not _DATUM.fullmatch(tekst.tekst):
        raise Geweigerd(pad, "hier hoort een datum, als 2026-03-10, zonder tijd")
    try:
        return date.fromisoformat(tekst.tekst)
    except ValueError as fout:
        raise Geweigerd(pad, "deze datum bestaat niet") from fout


def _lees_moment(tekst: Tekst, pad: str, _: Any) -> datetime:
    try:
        return lees_lokale_tijd(tekst.tekst)
    except OngeldigeTijd as fout:
        raise Geweigerd(pad, str(fout)) from fout


def _lees_tekst(tekst: Tekst, pad: str, _: Any) -> str:
    if not tekst.aangehaald and _ANDERS_DAN_TEKST.fullmatch(tekst.tekst):
        raise Geweigerd(pad, "hier hoort een tekst")
    if not tekst.tekst.strip():
        raise Geweigerd(pad, "de tekst mag niet leeg zijn")
    return tekst.tekst


_LEZERS: dict[Any, Any] = {
    bool: _lees_bool,
    int: _lees_geheel,
    Decimal: _lees_decimaal,
    Centen: _lees_centen,
    date: _lees_datum,
    datetime: _lees_moment,
    str: _lees_tekst,
}


def _zonder_aanvulling(soort: Any) -> tuple[Any, Any]:
    if get_origin(soort) is Annotated:
        return get_args(soort)[0], get_args(soort)[1]
    return soort, None


def _mag_leeg(soort: Any) -> bool:
    return (get_origin(soort) is Union or isinstance(soort, types.UnionType)) and type(None) in get_args(soort)


def _zonder_none(soort: Any, aanvulling: Any) -> tuple[Any, Any]:
    if not _mag_leeg(soort):
        return soort, aanvulling
    over = [deel for deel in get_args(soort) if deel is not type(None)]
    if len(over) > 1:
        return Union[tuple(over)], aanvulling  # noqa: UP007 - the members are known at run time only
    kaal, binnen = _zonder_aanvulling(over[0])
    return kaal, aanvulling or binnen


def schrijf(waarde: Any, naam: str = "") -> Any:
    """Return an outcome or input as plain values under the outside names: money in euros, local clock times."""
    if is_dataclass(waarde) and not isinstance(waarde, type):
        soort: Any = type(waarde)
        return {veld.buitennaam: schrijf(getattr(waarde, veld.naam), veld.naam) for veld in velden(soort).values()}
    if isinstance(waarde, tuple | list):
        return [schrijf(kind, naam) for kind in waarde]
    if isinstance(waarde, Mapping):
        return {str(sleutel): schrijf(kind, naam) for sleutel, kind in waarde.items()}
    if isinstance(waarde, StrEnum):
        return str(waarde)
    if isinstance(waarde, bool) or waarde is None:
        return waarde
    if isinstance(waarde, int) and naam.endswith("_centen"):
        return f"{'-' if waarde < 0 else ''}{abs(waarde) // 100}.{abs(waarde) % 100:02d}"
    if isinstance(waarde, datetime):
        return schrijf_lokale_tijd(waarde)
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return str(waarde)
    return waarde


def verschillen(soort: Any, waarde: Any, verwacht: Boom, pad: str = "") -> list[str]:
    """Compare an outcome with the expected tree: only the keys that the tree names, at any depth.

    Returns one Dutch line for each difference; an empty list when all is as expected.
    """
    soort, _ = _zonder_aanvulling(soort)
    if isinstance(verwacht, Tekst) and verwacht.leeg:
        return [] if waarde is None else [f"{pad}: verwacht leeg, gekregen {schrijf(waarde, pad)}"]
    soort, _ = _zonder_none(soort, None)
    if waarde is None:
        return [f"{pad}: verwacht {_toon(verwacht)}, gekregen leeg"]
    if isinstance(verwacht, dict):
        if isinstance(waarde, Mapping):
            return _verschillen_in_mapping(get_args(soort)[1], waarde, verwacht, pad)
        if not is_dataclass(waarde):
            return [f"{pad}: verwacht een blok, gekregen {schrijf(waarde)}"]
        bekend = velden(typing.cast(Any, type(waarde)))
        uit = []
        for naam, kind in verwacht.items():
            onder = f"{pad}.{naam}" if pad else naam
            if naam in bekend:
                veld = bekend[naam]
                uit += verschillen(veld.soort, getattr(waarde, veld.naam), kind, onder)
            elif not (isinstance(kind, Tekst) and kind.leeg):
                uit.append(f"{onder}: verwacht {_toon(kind)}, dit veld geeft de berekening niet")
        return uit
    if isinstance(verwacht, list):
        if not isinstance(waarde, tuple):
            return [f"{pad}: verwacht een lijst, gekregen {schrijf(waarde)}"]
        if len(waarde) != len(verwacht):
            return [f"{pad}: verwacht {_toon(verwacht)}, gekregen {schrijf(waarde)}"]
        binnen = get_args(soort)[0]
        return [
            regel
            for nr, (deel, kind) in enumerate(zip(waarde, verwacht, strict=True), 1)
            for regel in verschillen(binnen, deel, kind, f"{pad}[{nr}]")
        ]
    return _verschil_in_waarde(soort, waarde, verwacht, pad)


def _verschillen_in_mapping(soort: Any, waarde: Mapping[str, Any], verwacht: dict[str, Boom], pad: str) -> list[str]:
    return [
        regel
        for naam, kind in verwacht.items()
        for regel in verschillen(soort, waarde.get(naam), kind, f"{pad}.{naam}")
    ]


def _verschil_in_waarde(soort: Any, waarde: Any, verwacht: Tekst, pad: str) -> list[str]:
    anders = [f"{pad}: verwacht {verwacht.tekst}, gekregen {schrijf(waarde, 'x_centen' if soort is Centen else '')}"]
    if is_dataclass(waarde) or isinstance(waarde, tuple | Mapping):
        return anders
    if isinstance(waarde, datetime) and _DATUM.fullmatch(verwacht.tekst):
        return anders
    if get_origin(soort) is Union or isinstance(soort, types.UnionType):
        soort = datetime if isinstance(waarde, datetime) else type(waarde)
    bereik = Bereik(-(10**15)) if soort in (int, Centen) else None
    try:
        if soort is Decimal:
            return [] if Decimal(verwacht.tekst) == waarde else anders
        if soort is str:
            return [] if verwacht.tekst == waarde else anders
        return [] if lees_waarde(soort, verwacht, pad, bereik) == waarde else anders
    except (Geweigerd, ArithmeticError):
        return anders


def _toon(boom: Boom) -> str:
    if isinstance(boom, Tekst):
        return boom.tekst
    if isinstance(boom, list):
        return "[" + ", ".join(map(_toon, boom)) + "]"
    return "{" + ", ".join(f"{naam}: {_toon(kind)}" for naam, kind in boom.items()) + "}"
