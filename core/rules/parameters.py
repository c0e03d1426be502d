# SPDX-License-Identifier: EUPL-1.2
"""Figures are dated facts with a source: declared keys, series of values, and look-ups that are remembered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

from core.rules.boom import Boom, LeesFout, Tekst, lees_documenten
from core.rules.invoer import Geweigerd, lees

Waarde = Decimal | bool | str | tuple[date, ...]


class Zekerheid(StrEnum):
    """How sure a value is; only ``quoted``, ``bevestigd``, ``lezing`` and ``instelling`` may be paid on."""

    QUOTED = "quoted"
    """Stands in the source."""
    INFERRED = "inferred"
    """Computed or deduced: HR confirms it before a run that uses it can be approved."""
    BEVESTIGD = "bevestigd"
    """Was inferred, and has been confirmed by two people."""
    LEZING = "lezing"
    """A disputed reading of a text, chosen by default."""
    INSTELLING = "instelling"
    """A choice of the organisation itself."""


class Aard(StrEnum):
    """Why a value was recorded over, or beside, what stood there."""

    HERSTEL = "herstel"
    """An error was repaired: it should always have stood there."""
    WIJZIGING = "wijziging"
    """Something else was decided, possibly with effect on the past."""


class Soort(StrEnum):
    """What kind of value a key holds."""

    GETAL = "getal"
    BEDRAG = "bedrag"
    """Euros, as a decimal."""
    KEUZE = "keuze"
    WAAR = "waar"
    TEKST = "tekst"
    DATUMS = "datums"


@dataclass(frozen=True)
class Sleutel:
    """The declaration of one parameter: its kind, unit, source article and the names it also goes by."""

    sleutel: str
    soort: Soort
    eenheid: str
    omschrijving: str
    artikel: str
    keuzes: tuple[str, ...] = ()
    aliassen: tuple[str, ...] = ()
    lezing: bool = False

    def lees(self, boom: Boom) -> Waarde | None:
        """Read a value of this key; None when the tree says that it is not known. Raises ``Geweigerd``."""
        if isinstance(boom, list):
            if self.soort is not Soort.DATUMS:
                raise Geweigerd(self.sleutel, "hier hoort een enkele waarde")
            return tuple(lees(date, kind, self.sleutel) for kind in boom)
        if not isinstance(boom, Tekst):
            raise Geweigerd(self.sleutel, "hier hoort een enkele waarde")
        if boom.leeg:
            return None
        if self.soort is Soort.WAAR:
            return lees(bool, boom, self.sleutel)
        if self.soort is Soort.KEUZE:
            if boom.tekst not in self.keuzes:
                raise Geweigerd(self.sleutel, f"kies uit: {', '.join(self.keuzes)}")
            return boom.tekst
        if self.soort is Soort.TEKST:
            if not boom.tekst.strip():
                raise Geweigerd(self.sleutel, "de tekst mag niet leeg zijn")
            return boom.tekst
        if self.soort is Soort.DATUMS:
            raise Geweigerd(self.sleutel, "hier hoort een lijst van datums")
        try:
            getal = Decimal(boom.tekst)
        except InvalidOperation as fout:
            raise Geweigerd(self.sleutel, "hier hoort een getal, met een punt voor de decimalen") from fout
        if not getal.is_finite() or getal < 0:
            raise Geweigerd(self.sleutel, "het getal mag niet negatief zijn")
        return getal


@dataclass(frozen=True, slots=True)
class Feit:
    """One dated value of a parameter. It holds from ``vanaf`` until the next one; ``waarde`` None is "not known"."""

    sleutel: str
    waarde: Waarde | None
    vanaf: date
    zekerheid: Zekerheid = Zekerheid.INSTELLING
    bron: str = ""
    herzien_voor: date | None = None
    #: Of a value that people recorded: why, when it was decided, and which value of the same day it replaced. An
    #: installed value has none of them. They say nothing about what the value is, so two facts are equal without them.
    aard: Aard | None = field(default=None, compare=False)
    bekend_op: datetime | None = field(default=None, compare=False)
    vorige: Feit | None = field(default=None, compare=False, repr=False)
    #: Nobody decided this: it is tried out. A source keeps to itself what trying out would tell of somebody.
    proef: bool = field(default=False, compare=False, repr=False)

    @property
    def getal(self) -> Fraction:
        """The value as an exact number. Raises ``TypeError`` for a value of another kind."""
        if not isinstance(self.waarde, Decimal):
            raise TypeError(f"{self.sleutel} is geen getal")
        return Fraction(self.waarde)

    @property
    def te_bevestigen(self) -> bool:
        """True for an inferred value: a person must confirm it before money is paid on it."""
        return self.zekerheid is Zekerheid.INFERRED


class ParameterOntbreekt(LookupError):
    """One or more parameters have no value on the date asked for: a task for HR, never an error page.

    ``ontbrekend`` holds every missing (key, date) as it was asked for, in the order of asking.
    """

    def __init__(self, *ontbrekend: tuple[str, date]) -> None:
        self.ontbrekend = tuple(dict.fromkeys(ontbrekend))
        super().__init__("; ".join(f"{sleutel} is niet bekend op {op.isoformat()}" for sleutel, op in self.ontbrekend))


class OnbekendeSleutel(KeyError):
    """A key is used that no parameter file declares: a mistake in the program or in a case file."""

    def __str__(self) -> str:
        return f"de parameter '{self.args[0]}' is nergens aangegeven"


class Parameterset:
    """All declared keys with their series of dated values, immutable.

    An alias answers with the series of its canonical key, unless the set has a series under the alias itself.
    """

    def __init__(self, sleutels: Mapping[str, Sleutel], feiten: Iterable[Feit]) -> None:
        self.sleutels = dict(sleutels)
        self._canoniek = {alias: naam for naam, sleutel in sleutels.items() for alias in sleutel.aliassen}
        reeksen: dict[str, dict[date, Feit]] = {}
        for feit in feiten:
            self.sleutel(feit.sleutel)
            reeks = reeksen.setdefault(feit.sleutel, {})
            # A later fact about the same day takes the place of an earlier one.
            reeks[feit.vanaf] = _na(reeks.get(feit.vanaf), feit)
        self._reeksen = {naam: sorted(reeks.values(), key=lambda feit: feit.vanaf) for naam, reeks in reeksen.items()}
        self._begin = {naam: [feit.vanaf for feit in reeks] for naam, reeks in self._reeksen.items()}

    def canoniek(self, sleutel: str) -> str:
        """Return the canonical key of a key or alias. Raises ``OnbekendeSleutel``."""
        if sleutel in self.sleutels:
            return sleutel
        try:
            return self._canoniek[sleutel]
        except KeyError:
            raise OnbekendeSleutel(sleutel) from None

    def sleutel(self, sleutel: str) -> Sleutel:
        """Return the declaration of a key or alias. Raises ``OnbekendeSleutel``."""
        return self.sleutels[self.canoniek(sleutel)]

    def reeks(self, sleutel: str) -> tuple[Feit, ...]:
        """Return every dated value of a key, oldest first."""
        naam = sleutel if sleutel in self._reeksen else self.canoniek(sleutel)
        return tuple(self._reeksen.get(naam, ()))

    def zoek(self, sleutel: str, op: date) -> Feit | None:
        """Return the fact that holds on a day, or None when nothing is known then."""
        naam = sleutel if sleutel in self._reeksen else self.canoniek(sleutel)
        plek = bisect_right(self._begin.get(naam, ()), op)
        feit = self._reeksen[naam][plek - 1] if plek else None
        return feit if feit is not None and feit.waarde is not None else None

    def zoek_zoals_bekend(self, sleutel: str, op: date, bekend_op: datetime) -> Feit | None:
        """Return the fact that holds on a day as it was known at a moment, with the repairs made since.

        What was decided after that moment does not count, whatever day it works back to. While nothing was known for
        the day, filling it in is no change: then the first value that anybody recorded counts.
        """
        # Asked for as any other figure, so that whoever follows the look-ups hears of this one.
        self.zoek(sleutel, op)
        reeks = [feit for feit in self.reeks(sleutel) if feit.vanaf <= op]
        later = {
            feit.bekend_op
            for laatste in reeks
            for feit in _keten(laatste)
            if feit.bekend_op is not None and feit.bekend_op > bekend_op
        }
        for moment in (bekend_op, *sorted(later)):
            bekend = [feit for laatste in reeks if (feit := zoals_bekend(laatste, moment)) is not None]
            if bekend and bekend[-1].waarde is not None:
                return bekend[-1]
        return None

    def feiten(self) -> tuple[Feit, ...]:
        """Return every fact of every key."""
        return tuple(feit for reeks in self._reeksen.values() for feit in reeks)

    def aangevuld(self, feiten: Iterable[Feit]) -> Parameterset:
        """Return a set in which the facts are added; one about the same key and day replaces the older one."""
        return Parameterset(self.sleutels, (*self.feiten(), *feiten))

    def vervangen(self, feiten: Iterable[Feit]) -> Parameterset:
        """Return a set in which every key that the facts name keeps only these facts (as a case file asks)."""
        nieuw = tuple(feiten)
        genoemd = {feit.sleutel for feit in nieuw}
        return Parameterset(self.sleutels, (*(f for f in self.feiten() if f.sleutel not in genoemd), *nieuw))

    def __add__(self, ander: Parameterset) -> Parameterset:
        """Join two sets. Raises ``LeesFout`` when both declare a key."""
        dubbel = self.sleutels.keys() & ander.sleutels.keys()
        if dubbel:
            raise LeesFout(f"parameters twee keer aangegeven: {', '.join(sorted(dubbel))}")
        return Parameterset({**self.sleutels, **ander.sleutels}, (*self.feiten(), *ander.feiten()))


def zoals_bekend(feit: Feit, bekend_op: datetime) -> Feit | None:
    """Return what stood for the day of a fact at a moment, with the repairs made since; None when nothing did.

    A repair made later counts as far as it repairs something that counts: one of a later decision goes with it.
    """
    geldt: Feit | None = None
    for stand in _keten(feit):
        bekend = stand.bekend_op is None or stand.bekend_op <= bekend_op
        if bekend or (stand.aard is Aard.HERSTEL and stand.vorige is geldt):
            geldt = stand
    return geldt


def _keten(feit: Feit) -> list[Feit]:
    """Return the values that one day had, the first one first."""
    keten = [feit]
    while keten[-1].vorige is not None:
        keten.append(keten[-1].vorige)
    return keten[::-1]


def _na(oud: Feit | None, feit: Feit) -> Feit:
    """Return a fact that remembers what it replaces; what was installed, or remembers already, stays as it is."""
    if oud is None or oud is feit or feit.bekend_op is None or feit.vorige is not None:
        return feit
    return replace(feit, vorige=oud)


@dataclass
class Parameters:
    """The look-ups of one calculation; it remembers which facts were used."""

    bron: Parameterset
    gebruikt: dict[tuple[str, date], Feit] = field(default_factory=dict)
    #: Keys whose value was used for a day on or after its review date.
    te_herzien: set[str] = field(default_factory=set)

    def __getitem__(self, sleutel_en_dag: tuple[str, date]) -> Any:
        """Return the value of a key on a day. Raises ``ParameterOntbreekt``."""
        return self.feit(*sleutel_en_dag).waarde

    def feit(self, sleutel: str, op: date) -> Feit:
        """Return the fact of a key on a day, with its start, source and certainty. Raises ``ParameterOntbreekt``."""
        feit = self.bron.zoek(sleutel, op)
        if feit is None:
            raise ParameterOntbreekt((sleutel, op))
        self.gebruikt[feit.sleutel, feit.vanaf] = feit
        if feit.herzien_voor is not None and op >= feit.herzien_voor:
            self.te_herzien.add(feit.sleutel)
        return feit

    def alle(self, *sleutels_en_dagen: tuple[str, date], ook: Iterable[tuple[str, date]] = ()) -> list[Feit]:
        """Return several facts at once; raises one ``ParameterOntbreekt`` that names all that are missing.

        ``ook`` are look-ups that may have to follow, depending on these: their absence alone is no reason to refuse,
        but they are named with the others, so that HR hears at once what may be asked.
        """
        ontbrekend = [paar for paar in sleutels_en_dagen if self.bron.zoek(*paar) is None]
        if ontbrekend:
            raise ParameterOntbreekt(*ontbrekend, *(paar for paar in ook if self.bron.zoek(*paar) is None))
        return [self.feit(*paar) for paar in sleutels_en_dagen]

    @property
    def te_bevestigen(self) -> tuple[str, ...]:
        """The keys of the inferred values that were used."""
        return tuple(sorted({feit.sleutel for feit in self.gebruikt.values() if feit.te_bevestigen}))


@dataclass(frozen=True)
class _Waarderegel:
    sleutel: str
    vanaf: date
    bron: str
    zekerheid: Zekerheid
    waarde: str | None = None
    herzien_voor: date | None = None


def lees_parameters(pad: Path) -> Parameterset:
    """Read a regulation's ``parameters.yaml``. Raises ``LeesFout`` naming file, key and reason.

    An unknown word in the file, an undeclared key and a value of the wrong kind are errors; a value is never dropped
    in silence.
    """
    documenten = lees_documenten(pad)
    if len(documenten) != 1 or not isinstance(documenten[0], dict) or set(documenten[0]) - {"sleutels", "waarden"}:
        raise LeesFout(f"{pad}: verwacht een document met 'sleutels' en 'waarden'")
    try:
        sleutels = _lees_sleutels(documenten[0].get("sleutels", {}))
        regels = documenten[0].get("waarden", [])
        if not isinstance(regels, list):
            raise Geweigerd("waarden", "hier hoort een lijst")
        feiten = [lees_feit(sleutels, regel, f"waarden[{nr}]") for nr, regel in enumerate(regels, 1)]
    except Geweigerd as fout:
        raise LeesFout(f"{pad}: {fout}") from fout
    gezien: set[tuple[str, date]] = set()
    for feit in feiten:
        if (feit.sleutel, feit.vanaf) in gezien:
            raise LeesFout(f"{pad}: {feit.sleutel} heeft twee waarden vanaf {feit.vanaf}")
        gezien.add((feit.sleutel, feit.vanaf))
    return Parameterset(sleutels, feiten)


def _lees_sleutels(boom: Boom) -> dict[str, Sleutel]:
    if not isinstance(boom, dict):
        raise Geweigerd("sleutels", "hier hoort een blok")
    uit: dict[str, Sleutel] = {}
    for naam, kind in boom.items():
        if not isinstance(kind, dict):
            raise Geweigerd(f"sleutels.{naam}", "hier hoort een blok")
        uit[naam] = lees(Sleutel, {"sleutel": Tekst(naam, aangehaald=True), **kind}, f"sleutels.{naam}")
        if (uit[naam].soort is Soort.KEUZE) != bool(uit[naam].keuzes):
            raise Geweigerd(
                f"sleutels.{naam}.keuzes", "keuzes horen bij een sleutel van de soort 'keuze', en alleen daar"
            )
    return uit


def lees_feit(sleutels: Mapping[str, Sleutel], boom: Boom, pad: str) -> Feit:
    """Read one dated value of a declared key. Raises ``Geweigerd``."""
    if not isinstance(boom, dict):
        raise Geweigerd(pad, "hier hoort een blok")
    regel = lees(_Waarderegel, {naam: kind for naam, kind in boom.items() if naam != "waarde"}, pad)
    sleutel = sleutels.get(regel.sleutel)
    if sleutel is None:
        raise Geweigerd(f"{pad}.sleutel", f"de parameter '{regel.sleutel}' is hier niet aangegeven")
    waarde = sleutel.lees(boom.get("waarde", Tekst("null")))
    return Feit(regel.sleutel, waarde, regel.vanaf, regel.zekerheid, regel.bron, regel.herzien_voor)


def toon_waarde(waarde: Waarde | None) -> str:
    """Return a value as it is written in a parameter file or a case file."""
    if waarde is None:
        return "onbekend"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, tuple):
        return ", ".join(dag.isoformat() for dag in waarde) or "geen"
    return str(waarde)
