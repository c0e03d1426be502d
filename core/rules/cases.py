# SPDX-License-Identifier: EUPL-1.2
"""Case files: what a calculation must answer, as a lawyer, a user and CI can all read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.rules.berekening import Berekening
from core.rules.boom import Boom, LeesFout, Tekst, lees_documenten
from core.rules.invoer import Geweigerd, lees, lees_waarde, verschillen
from core.rules.parameters import Feit, OnbekendeSleutel, ParameterOntbreekt, Parameterset, Zekerheid, lees_feit
from core.rules.uitleg import Teksten, regels


class Uitkomst(StrEnum):
    """How one case ended."""

    OK = "ok"
    AFWIJKEND = "afwijkend"
    FOUT = "fout"


@dataclass(frozen=True)
class Casus:
    """One case of a file."""

    id: str
    gegeven: Boom
    verwacht: Boom | None
    geweigerd: bool
    ontbreekt: str | None
    artikelen: tuple[str, ...]
    titel: str | None = None


@dataclass(frozen=True)
class Casusbestand:
    """One document of a case file: a calculation, parameters of its own, and its cases."""

    pad: Path
    berekening: str
    versie: int
    parameters: tuple[Feit, ...]
    casussen: tuple[Casus, ...]


@dataclass(frozen=True)
class Resultaat:
    """The result of one case, with the differences and the explanation."""

    bestand: Path
    casus: Casus
    berekening: str
    uitkomst: Uitkomst
    verschillen: tuple[str, ...] = ()
    gekregen: Any = None
    uitleg: tuple[dict[str, str | None], ...] = ()

    def regel(self) -> str:
        """Return the line that the command prints."""
        slot = f": {'; '.join(self.verschillen)}" if self.verschillen else ""
        return f"{self.uitkomst:<9} {self.berekening} {self.casus.id}{slot}"

    def als_json(self) -> dict[str, Any]:
        """Return the object that ``--json`` prints."""
        return {
            "bestand": str(self.bestand),
            "berekening": self.berekening,
            "id": self.casus.id,
            "uitkomst": str(self.uitkomst),
            "verwacht": _verwacht(self.casus),
            "gekregen": self.gekregen,
            "verschillen": list(self.verschillen),
            "uitleg": list(self.uitleg),
        }


@dataclass
class Casusloper:
    """Runs case files against calculations, without a database, a network or a clock."""

    berekeningen: Mapping[tuple[str, int], Berekening]
    parameters: Parameterset
    teksten: Teksten
    gelijke_artikelen: Callable[[str, str], bool] = field(default=lambda een, ander: een == ander)

    def lees(self, pad: Path) -> list[Casusbestand]:
        """Read a case file. Raises ``LeesFout`` for a broken file or an unknown calculation or parameter."""
        try:
            return [self._bestand(pad, document) for document in lees_documenten(pad)]
        except (Geweigerd, OnbekendeSleutel) as fout:
            raise LeesFout(f"{pad}: {fout}") from fout

    def loop(self, bestand: Casusbestand) -> Iterator[Resultaat]:
        """Run every case of a file."""
        parameters = self.parameters.vervangen(bestand.parameters) if bestand.parameters else self.parameters
        berekening = self.berekeningen[bestand.berekening, bestand.versie]
        for casus in bestand.casussen:
            yield self._casus(bestand, berekening, parameters, casus)

    def _bestand(self, pad: Path, document: Boom) -> Casusbestand:
        if not isinstance(document, dict):
            raise Geweigerd("", "hier hoort een document met 'berekening' en 'casussen'")
        onbekend = document.keys() - {"berekening", "versie", "parameters", "casussen"}
        if onbekend:
            raise Geweigerd(sorted(onbekend)[0], "dit veld bestaat hier niet")
        naam = lees(str, document.get("berekening", Tekst("")), "berekening")
        versie = lees(int, document.get("versie", Tekst("1")), "versie")
        if (naam, versie) not in self.berekeningen:
            raise Geweigerd("berekening", f"'{naam}' versie {versie} is geen bekende berekening")
        casussen = document.get("casussen")
        if not isinstance(casussen, list):
            raise Geweigerd("casussen", "hier hoort een lijst")
        gelezen = tuple(_lees_casus(casus, f"casussen[{nr}]") for nr, casus in enumerate(casussen, 1))
        ids = [casus.id for casus in gelezen]
        dubbel = {id for id in ids if ids.count(id) > 1}
        if dubbel:
            raise Geweigerd("casussen", f"deze id's komen twee keer voor: {', '.join(sorted(dubbel))}")
        return Casusbestand(pad, naam, versie, self._parameters(document.get("parameters", [])), gelezen)

    def _parameters(self, boom: Boom) -> tuple[Feit, ...]:
        if not isinstance(boom, list):
            raise Geweigerd("parameters", "hier hoort een lijst")
        feiten = []
        for nr, regel in enumerate(boom, 1):
            pad = f"parameters[{nr}]"
            if not isinstance(regel, dict) or regel.keys() - {"sleutel", "waarde", "vanaf"}:
                raise Geweigerd(pad, "een parameter heeft sleutel, waarde en vanaf")
            naam = lees(str, regel.get("sleutel", Tekst("")), f"{pad}.sleutel")
            sleutels = {naam: self.parameters.sleutel(naam)}
            aangevuld: dict[str, Boom] = {"bron": Tekst("casusbestand", True), "zekerheid": Tekst("instelling", True)}
            feit = lees_feit(sleutels, {**regel, **aangevuld}, pad)
            feiten.append(Feit(naam, feit.waarde, feit.vanaf, self._zekerheid(feit), feit.bron))
        dagen = [(feit.sleutel, feit.vanaf) for feit in feiten]
        dubbel = {dag for dag in dagen if dagen.count(dag) > 1}
        if dubbel:
            sleutel, vanaf = min(dubbel)
            raise Geweigerd("parameters", f"{sleutel} heeft twee waarden vanaf {vanaf}")
        return tuple(feiten)

    def _zekerheid(self, feit: Feit) -> Zekerheid:
        """A value that a file repeats is as sure as the installed one."""
        gelijk = [eigen for eigen in self.parameters.reeks(feit.sleutel) if eigen.vanaf <= feit.vanaf]
        return gelijk[-1].zekerheid if gelijk and gelijk[-1].waarde == feit.waarde else feit.zekerheid

    def _casus(
        self, bestand: Casusbestand, berekening: Berekening, parameters: Parameterset, casus: Casus
    ) -> Resultaat:
        def resultaat(uitkomst: Uitkomst, *verschil: str, gekregen: Any = None, uitleg: Any = ()) -> Resultaat:
            naam = f"{bestand.berekening}"
            return Resultaat(bestand.pad, casus, naam, uitkomst, verschil, gekregen, tuple(uitleg))

        try:
            antwoord = berekening.bereken(berekening.lees(casus.gegeven), parameters)
        except Geweigerd as fout:
            gekregen: dict[str, Any] = {"geweigerd": str(fout)}
            if casus.geweigerd:
                return resultaat(Uitkomst.OK, gekregen=gekregen)
            return resultaat(Uitkomst.AFWIJKEND, f"geweigerd ({fout})", gekregen=gekregen)
        except ParameterOntbreekt as fout:
            gekregen = {"ontbreekt": [{"sleutel": naam, "op": op.isoformat()} for naam, op in fout.ontbrekend]}
            if casus.ontbreekt in {naam for naam, _ in fout.ontbrekend}:
                return resultaat(Uitkomst.OK, gekregen=gekregen)
            return resultaat(Uitkomst.AFWIJKEND, str(fout), gekregen=gekregen)
        except Exception as fout:  # noqa: BLE001 - a crash of a rule is a result of the case, not of the runner
            return resultaat(Uitkomst.FOUT, f"{type(fout).__name__}: {fout}")
        gevonden = list(self._vergelijk(berekening, casus, antwoord))
        return resultaat(
            Uitkomst.AFWIJKEND if gevonden else Uitkomst.OK,
            *gevonden,
            gekregen=antwoord.buiten(),
            uitleg=regels(list(antwoord.stappen), self.teksten),
        )

    def _vergelijk(self, berekening: Berekening, casus: Casus, antwoord: Any) -> Iterator[str]:
        if casus.geweigerd:
            yield f"verwacht geweigerd, gekregen {antwoord.buiten()}"
        elif casus.ontbreekt:
            yield f"verwacht dat {casus.ontbreekt} ontbreekt, gekregen {antwoord.buiten()}"
        elif casus.verwacht is not None:
            yield from verschillen(berekening.uitkomst, antwoord.uitkomst, casus.verwacht)
        genoemd = {stap.artikel for stap in antwoord.stappen}
        for artikel in casus.artikelen:
            if not any(self.gelijke_artikelen(artikel, eigen) for eigen in genoemd):
                yield f"de uitleg noemt {artikel} niet (wel: {', '.join(sorted(genoemd))})"


def _lees_casus(boom: Boom, pad: str) -> Casus:
    if not isinstance(boom, dict):
        raise Geweigerd(pad, "hier hoort een blok met id en gegeven")
    onbekend = boom.keys() - {"id", "titel", "gegeven", "verwacht", "geweigerd", "ontbreekt", "artikelen"}
    if onbekend:
        raise Geweigerd(f"{pad}.{sorted(onbekend)[0]}", "dit veld bestaat hier niet")
    if "id" not in boom or "gegeven" not in boom:
        raise Geweigerd(pad, "een casus heeft een id en gegevens")
    id_ = boom["id"]
    if not isinstance(id_, Tekst) or id_.leeg:
        raise Geweigerd(f"{pad}.id", "hier hoort een woord")
    geweigerd = lees_waarde(bool, boom["geweigerd"], f"{pad}.geweigerd") if "geweigerd" in boom else False  # type: ignore[arg-type]
    ontbreekt = lees(str, boom["ontbreekt"], f"{pad}.ontbreekt") if "ontbreekt" in boom else None
    artikelen: tuple[str, ...] = lees(tuple[str, ...], boom.get("artikelen", []), f"{pad}.artikelen")
    titel = boom.get("titel")
    if sum((geweigerd, ontbreekt is not None, "verwacht" in boom)) != 1:
        raise Geweigerd(pad, "een casus heeft precies een van verwacht, geweigerd en ontbreekt")
    return Casus(
        id_.tekst,
        boom["gegeven"],
        boom.get("verwacht"),
        geweigerd,
        ontbreekt,
        artikelen,
        titel.tekst if isinstance(titel, Tekst) else None,
    )


def _verwacht(casus: Casus) -> Any:
    if casus.geweigerd:
        return {"geweigerd": True}
    return {"ontbreekt": casus.ontbreekt} if casus.ontbreekt else _plat(casus.verwacht)


def _plat(boom: Boom | None) -> Any:
    if isinstance(boom, dict):
        return {naam: _plat(kind) for naam, kind in boom.items()}
    if isinstance(boom, list):
        return [_plat(kind) for kind in boom]
    return None if boom is None or boom.leeg else boom.tekst


def bestanden(paden: list[Path]) -> list[Path]:
    """Return the case files of the paths; a folder means every ``*.yaml`` below it."""
    return [bestand for pad in paden for bestand in (sorted(pad.rglob("*.yaml")) if pad.is_dir() else [pad])]
