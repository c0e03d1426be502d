# SPDX-License-Identifier: EUPL-1.2
"""What a file of rows comes to, before anything is written: rows to add, rows to change, and what does not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.context import Context
from core.people.csvbestand import Importfout
from core.people.policy import Doel
from core.storage.tables import Tabel

IMPORTEER = "importeer"


@dataclass(frozen=True)
class Genummerd:
    """A row that can be read, and the line on which it stands."""

    nummer: int
    rij: Any


@dataclass(frozen=True)
class Aanpassing:
    """A row that exists gets other values."""

    rij: Any
    waarden: Mapping[str, Any]


@dataclass
class Plan:
    """What a file comes to. Nothing is written before the whole plan is without errors."""

    ctx: Context
    s: Session
    fouten: list[Importfout] = field(default_factory=list)
    toevoegen: list[Any] = field(default_factory=list)
    aanpassen: list[Aanpassing] = field(default_factory=list)
    #: The units to which the rows belong.
    eenheden: set[str] = field(default_factory=set)
    nieuw: int = 0
    gewijzigd: int = 0
    ongewijzigd: int = 0
    _rechten: dict[str, bool] = field(default_factory=dict)

    def fout(self, nummer: int, kolom: str, reden: str) -> None:
        """Note that a row does not fit."""
        self.fouten.append(Importfout(nummer, kolom, reden))

    def voeg_toe(self, rij: Tabel, *, verandert: bool = False) -> None:
        """Add a row; ``verandert`` says that it takes the place of one that said something else."""
        self.toevoegen.append(rij)
        self.nieuw, self.gewijzigd = self.nieuw + (not verandert), self.gewijzigd + verandert

    def laat(self) -> None:
        """Count a row that says what is known."""
        self.ongewijzigd += 1

    def pas_aan(self, rij: Any, **waarden: Any) -> None:
        """Change a row of a register where it says something else."""
        anders = {naam: waarde for naam, waarde in waarden.items() if getattr(rij, naam) != waarde}
        if anders:
            self.aanpassen.append(Aanpassing(rij, anders))
            self.gewijzigd += 1
        else:
            self.ongewijzigd += 1

    def mag(self, eenheid: str) -> bool:
        """Tell whether the actor may import for a unit."""
        if eenheid not in self._rechten:
            self._rechten[eenheid] = self.ctx.mag(IMPORTEER, Doel("core.persoon", eenheid))
        return self._rechten[eenheid]

    def past_eenheid(self, genummerd: Genummerd) -> bool:
        """Tell whether the row is about a unit that exists and for which the actor may import; note it when not."""
        eenheid = genummerd.rij.eenheid
        if eenheid not in self.ctx.installatie.eenheden:
            keuze = ", ".join(sorted(self.ctx.installatie.eenheden))
            self.fout(genummerd.nummer, "eenheid", f"dit dienstonderdeel bestaat niet; kies uit: {keuze}")
            return False
        if not self.mag(eenheid):
            self.fout(genummerd.nummer, "eenheid", "voor dit dienstonderdeel mag je niet importeren")
            return False
        self.eenheden.add(eenheid)
        return True


@dataclass(frozen=True)
class _Periode:
    van: date
    tot_en_met: date | None
    #: The line of the file; None for what is in the database already.
    nummer: int | None


class Perioden:
    """Periods of one thing that may not have a day in common, from the file and from the database together."""

    def __init__(self, plan: Plan, wat: str) -> None:
        self._plan, self._wat = plan, wat
        self._reeksen: dict[tuple[Any, ...], list[_Periode]] = defaultdict(list)

    def neem_op(self, sleutel: tuple[Any, ...], van: date, tot_en_met: date | None, nummer: int | None = None) -> None:
        """Take up a period."""
        self._reeksen[sleutel].append(_Periode(van, tot_en_met, nummer))

    def controleer(self) -> None:
        """Note every line whose period runs into another one."""
        for reeks in self._reeksen.values():
            reeks.sort(key=lambda periode: periode.van)
            langste = reeks[0]
            for periode in reeks[1:]:
                if langste.tot_en_met is None or periode.van <= langste.tot_en_met:
                    self._meld(langste, periode)
                if langste.tot_en_met is not None and (
                    periode.tot_en_met is None or periode.tot_en_met > langste.tot_en_met
                ):
                    langste = periode

    def _meld(self, eerste: _Periode, tweede: _Periode) -> None:
        fout, ander = (tweede, eerste) if tweede.nummer is not None else (eerste, tweede)
        if fout.nummer is not None:
            waar = f" (regel {ander.nummer})" if ander.nummer is not None else ""
            self._plan.fout(fout.nummer, "van", f"valt samen met {self._wat} vanaf {ander.van:%d-%m-%Y}{waar}")
