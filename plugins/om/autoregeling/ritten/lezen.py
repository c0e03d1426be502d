# SPDX-License-Identifier: EUPL-1.2
"""From the lines of a trip file to rows to load, without an object a row: look-ups are made once and kept.

A line that cannot be true holds back its vehicle; the content of a line never appears in what is said about it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from core.calendar.tijd import OngeldigeTijd, begin_van_dag, lees_lokale_tijd, lokale_datum
from plugins.om.autoregeling.models import Ritklasse, Ritregistratie, Voertuiggroep
from plugins.om.autoregeling.ritten.bestand import OMWEG, VERVALT
from plugins.om.autoregeling.ritten.indeling import INDELING, ONBEKEND
from plugins.om.autoregeling.ritten.models import Adressoort
from plugins.om.autoregeling.ritten.services.adresboek import HUIS, Boek
from plugins.om.autoregeling.ritten.verzegeling import adreshash, pak_in
from plugins.om.autoregeling.rules.ritsoort import Adres

LEEG = r"\N"
"""An empty value, as COPY writes it."""
MEESTE_FOUTEN = 50
"""Lines named of one vehicle; more help nobody."""
_PAK = 20_000
_WAKEN = 50_000
_LANGSTE = 200
_KLOK = re.compile(r"[T ]\d{2}:\d{2}(:\d{2})?")

Rij = tuple[str, ...]
"""The columns of the staging table (``services.stap``), in their order."""
Fout = tuple[int, str, str]
"""Line, field, code of the reason."""


@dataclass(frozen=True)
class Wagen:
    """A car as the reader of a file needs it, with who may use it when, as ISO days."""

    id: int
    groep: Voertuiggroep
    registratie: Ritregistratie
    niet_herleidbaar: bool
    gebruik: tuple[tuple[int, str, str], ...]

    def gebruiker(self, dag: str) -> int | None:
        """Return who uses it on a day."""
        return next((wie for wie, van, tot in self.gebruik if van <= dag <= tot), None)

    def gebruikt(self, wie: int, dag: str) -> bool:
        """Tell whether this driver has the use of it on a day."""
        return any(een == wie and van <= dag <= tot for een, van, tot in self.gebruik)


@dataclass(frozen=True)
class Adrespak:
    """What is sealed for a driver: a line a trip, with begin (UTC), odometer, both addresses and the remark."""

    medewerker_id: int
    voertuig_id: int
    van: str
    tot_en_met: str
    aantal: int
    #: Packed, so that a large file fits in memory.
    inhoud: bytes


@dataclass
class Lezer:
    """Turns lines into rows. ``fouten`` are by number plate, ``adressen`` what is to be sealed."""

    wagens: Mapping[str, Wagen]
    medewerkers: Mapping[str, int]
    boek: Boek
    geheim: str
    #: What stands behind a moment in UTC for the database that is loaded.
    achter: str = ""
    fouten: defaultdict[str, list[Fout]] = field(default_factory=lambda: defaultdict(list))
    aantal_fouten: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    adressen: list[Adrespak] = field(default_factory=list)
    _dagen: dict[str, _Dag] = field(default_factory=dict)
    _klokken: dict[int, dict[str, tuple[int, str]]] = field(default_factory=lambda: {1: {}, 2: {}})
    _einden: dict[tuple[int, str], _Einde] = field(default_factory=dict)
    _open: dict[tuple[int, int], list[tuple[str, str]]] = field(default_factory=dict)
    _wachtend: int = 0

    def pakken(self, rijen: Iterable[Sequence[str]]) -> Iterator[list[Rij]]:
        """Yield the good rows in packs; afterwards every address stands in ``adressen``."""
        pak: list[Rij] = []
        for regel, velden in enumerate(rijen, 2):
            rij = self._rij(regel, velden)
            if rij is not None:
                pak.append(rij)
                if len(pak) == _PAK:
                    yield pak
                    pak = []
        if pak:
            yield pak
        self._leg_weg()

    def _rij(self, regel: int, velden: Sequence[str]) -> Rij | None:
        plaat, bestuurder, begin_tekst, eind_tekst, stand_a, stand_b, van, naar, klasse, opmerking = velden
        kenteken = plaat.replace("-", "").replace(" ", "").upper()[:12]
        wagen = self.wagens.get(kenteken)
        if wagen is None:
            return self._fout(kenteken, regel, "kenteken", "onbekend_kenteken")
        begin, einde = self._moment(begin_tekst), self._moment(eind_tekst)
        if begin is None:
            return self._fout(kenteken, regel, "begin", "tijd")
        if einde is None:
            return self._fout(kenteken, regel, "eind", "tijd")
        if einde[1] < begin[1]:
            return self._fout(kenteken, regel, "eind", "volgorde")
        van_stand, tot_stand = _tienden(stand_a), _tienden(stand_b)
        if van_stand is None:
            return self._fout(kenteken, regel, "stand_begin", "stand")
        if tot_stand is None:
            return self._fout(kenteken, regel, "stand_eind", "stand")
        if tot_stand <= van_stand:
            return self._fout(kenteken, regel, "stand_eind", "afstand")
        klasse = klasse.strip().lower()
        if klasse not in ("", "z", "w", "p"):
            return self._fout(kenteken, regel, "klasse", "klasse")
        dag = begin[0]
        wie = self._bestuurder(bestuurder, wagen, dag)
        if wie is _ONBEKEND:
            return self._fout(kenteken, regel, "bestuurder", "onbekende_bestuurder")
        opmerking = opmerking.strip().lower()
        uitkomst = self._klasse(wagen, wie, dag, van, naar, klasse, omweg=opmerking.startswith(OMWEG))
        if uitkomst is None:
            return self._fout(kenteken, regel, "begin", "geen_gebruik")
        uit, toon_van, toon_naar = uitkomst
        if wie is not None and not wagen.niet_herleidbaar and (van or naar or opmerking):
            self._bewaar(wie, wagen.id, dag, begin[1], van_stand, van, naar, velden[9])
        return (
            str(wagen.id),
            LEEG if wie is None else str(wie),
            dag,
            begin[1] + self.achter,
            einde[1] + self.achter,
            str(van_stand),
            str(tot_stand - van_stand),
            uit,
            klasse or LEEG,
            toon_van,
            toon_naar,
            str(regel),
            "1" if opmerking == VERVALT else "0",
        )

    def _klasse(
        self, wagen: Wagen, wie: int | None, dag: str, van: str, naar: str, klasse: str, *, omweg: bool
    ) -> tuple[str, str, str] | None:
        """Return class and the ends that the employer may read; None when the driver has no use of the car."""
        pool = wagen.groep is Voertuiggroep.POOL
        met_hand = wagen.registratie is Ritregistratie.HANDMATIG
        geen = wagen.niet_herleidbaar
        een = _GEEN if geen or wie is None else self._einde(wie, van, dag)
        ander = _GEEN if geen or wie is None else self._einde(wie, naar, dag)
        # Of an exempted car the driver gives the class: nothing else can tell it (5.5).
        uit = klasse if met_hand and klasse else INDELING[een.soort, ander.soort, klasse, omweg]
        eigen = pool or (wie is not None and wagen.gebruikt(wie, dag))
        # Somebody else may drive it for work (6.2), on a day on which it is somebody's.
        if not eigen and (uit != Ritklasse.Z or wagen.gebruiker(dag) is None):
            return None
        if geen or not (pool or uit == Ritklasse.Z):
            return uit, LEEG, LEEG
        return uit, een.getoond(pool=pool), ander.getoond(pool=pool)

    def _bestuurder(self, tekst: str, wagen: Wagen, dag: str) -> int | None:
        nummer = tekst.strip()
        if nummer:
            return self.medewerkers.get(nummer, _ONBEKEND)
        # A file may leave the name out; then it was the user. Of a pool car it stays unknown.
        return None if wagen.groep is Voertuiggroep.POOL else wagen.gebruiker(dag)

    def _einde(self, wie: int, adres: str, dag: str) -> _Einde:
        if not adres:
            return _GEEN
        gevonden = self._einden.get((wie, adres))
        if gevonden is None:
            netjes = " ".join(adres.split())[:_LANGSTE].replace("\\", "/")
            regels = self.boek.get((wie, adreshash(self.geheim, wie, adres)), ())
            huis_bekend = (wie, HUIS) in self.boek
            gevonden = _Einde(Adres.PRIVE, netjes, huis_bekend)
            if regels:
                gevonden = _Gedateerd(Adres.PRIVE, netjes, huis_bekend, tuple(regels))
            self._einden[wie, adres] = gevonden
        return gevonden.op(dag)

    def _moment(self, tekst: str) -> tuple[str, str] | None:
        """Return the Dutch day, and the moment in UTC as text that sorts."""
        dag = self._dagen.get(tekst[:10])
        if dag is None:
            dag = self._dagen[tekst[:10]] = _dag(tekst[:10])
        if dag.verschuiving is not None:
            klok = self._klokken[dag.verschuiving].get(tekst[10:])
            if klok is not None:
                return tekst[:10], dag.utc[klok[0]] + klok[1]
        try:
            op = lees_lokale_tijd(tekst.strip().replace(" ", "T", 1))
        except OngeldigeTijd:
            return None
        utc = f"{op:%Y-%m-%d %H:%M:%S}.000000"
        if dag.verschuiving is not None and _KLOK.fullmatch(tekst[10:]):
            self._klokken[dag.verschuiving][tekst[10:]] = (dag.utc.index(utc[:10]), utc[10:])
        return lokale_datum(op).isoformat(), utc

    def _bewaar(
        self, wie: int, voertuig: int, dag: str, begin: str, stand: int, van: str, naar: str, opmerking: str
    ) -> None:
        velden = (" ".join(veld.split()) for veld in (van, naar, opmerking))
        self._open.setdefault((wie, voertuig), []).append((dag, "\t".join((begin, str(stand), *velden))))
        self._wachtend += 1
        if self._wachtend >= _WAKEN:
            self._leg_weg()

    def _leg_weg(self) -> None:
        for (wie, voertuig), regels in self._open.items():
            dagen = [dag for dag, _ in regels]
            inhoud = pak_in(regel for _, regel in regels)
            self.adressen.append(Adrespak(wie, voertuig, min(dagen), max(dagen), len(regels), inhoud))
        self._open.clear()
        self._wachtend = 0

    def _fout(self, kenteken: str, regel: int, veld: str, code: str) -> Rij | None:
        """Note what is wrong with a line. Returns None: there is no row."""
        self.aantal_fouten[kenteken] += 1
        if len(self.fouten[kenteken]) < MEESTE_FOUTEN:
            self.fouten[kenteken].append((regel, veld, code))
        return None


_ONBEKEND = -1


@dataclass(frozen=True)
class _Einde:
    """The kind of an end, and how it is shown."""

    soort: str
    tekst: str
    #: Whether the driver's home is known: only then is an unknown address surely not it.
    huis_bekend: bool = False

    def op(self, dag: str) -> _Einde:
        return self

    def getoond(self, *, pool: bool) -> str:
        """Return the end as the employer may read it."""
        if self.soort == Adres.WOONADRES:
            return Adressoort.WOONADRES.value
        if self.soort != Adres.PRIVE:
            return self.tekst or LEEG
        return self.tekst if pool and self.huis_bekend and self.tekst else "onbekend adres"


@dataclass(frozen=True)
class _Gedateerd(_Einde):
    """An end that stands in the address book, for periods."""

    regels: tuple[tuple[str, str, str], ...] = ()

    def op(self, dag: str) -> _Einde:
        for soort, van, tot_en_met in self.regels:
            if van <= dag <= tot_en_met:
                return _Einde(soort, self.tekst, self.huis_bekend)
        # A home of another time stays a home to everybody else.
        oud_huis = any(soort == Adres.WOONADRES for soort, _, _ in self.regels)
        return _Einde(self.soort, "" if oud_huis else self.tekst, self.huis_bekend)


_GEEN = _Einde(ONBEKEND, "")


class _Dag(NamedTuple):
    """A Dutch day: hours ahead of UTC, None where they change or the text is no day; and the days of UTC it lies in."""

    verschuiving: int | None
    utc: tuple[str, str] = ("", "")


def _dag(tekst: str) -> _Dag:
    try:
        dag = date.fromisoformat(tekst)
        begin, einde = begin_van_dag(dag), begin_van_dag(dag + timedelta(days=1))
    except (ValueError, OverflowError):
        return _Dag(None)
    if einde - begin != timedelta(days=1):
        return _Dag(None)
    return _Dag(24 - begin.hour, (begin.date().isoformat(), tekst))


def _tienden(tekst: str) -> int | None:
    """Return an odometer with one decimal in tenths of a kilometre."""
    if len(tekst) > 2 and tekst[-2] in ",." and (cijfers := tekst[:-2] + tekst[-1]).isdecimal() and len(cijfers) < 10:
        return int(cijfers)
    return None
