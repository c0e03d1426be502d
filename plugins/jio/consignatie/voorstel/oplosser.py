# SPDX-License-Identifier: EUPL-1.2
"""The solver of a roster: OR-Tools CP-SAT. It is the only module that imports it, and no web page imports this one.

With one worker, a fixed seed and a limit in the solver's own units of work the same question gets the same answer on
every machine, as long as the clock (``seconden``) does not stop it first. More workers are not quicker for a year of
weeks, and then only the unfairness is the same each time, not who gets which week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from ortools.sat.python import cp_model

from plugins.jio.consignatie.voorstel.rules.eerlijk import doelen, grenst, kosten_van
from plugins.jio.consignatie.voorstel.rules.gegevens import (
    Grenzen,
    Grond,
    Kandidaat,
    Maat,
    Opgave,
    Opgavesoort,
    Uitkomst,
    Vraag,
)
from plugins.jio.consignatie.wensen.rules import Wenssoort

ZAAD = 1
#: Units of work of the solver; about as many seconds on one core.
WERK = 60.0
SECONDEN = 120.0

#: What things cost beside unfairness, in which one duty above an equal share costs 400.
NAAST_ELKAAR = 20_000
WIJZIGING = 20_000
LIEVER_NIET = 300
#: A second wish of the same person that is not met costs more than the first one of another.
LIEVER_NIET_ERBIJ = 60
GRAAG_GEMIST = 60

#: What giving up costs, when nothing else helps: first a wish, last of all the law, and an empty duty only if it must.
OPGEVEN: Mapping[Opgavesoort, int] = {
    Opgavesoort.WENS: 10,
    Opgavesoort.VERLOF: 200,
    Opgavesoort.ARBEIDSTIJDEN: 2_000,
    Opgavesoort.NIEMAND: 1_000_000,
}
#: Units of work to find out what to give up: the best of that time will do.
ZOEKWERK = 8.0
_GEVONDEN = (cp_model.OPTIMAL, cp_model.FEASIBLE)
_LOS_TE_LATEN = {Grond.KAN_NIET: Opgavesoort.WENS, Grond.VERLOF: Opgavesoort.VERLOF}
_VENSTER = 28
#: Far above an equal share the cost goes on in a straight line: nobody gets there.
_VER = 15


def los_op(vraag: Vraag, *, seconden: float = SECONDEN, werk: float | None = WERK, werkers: int = 1) -> Uitkomst:
    """Return the fairest roster within the limits, or what to give up when there is none."""
    if not vraag.plekken:
        return Uitkomst((), 0, 0)
    for na_elkaar in (False, True):
        # Two duties in a row only when there is no roster without: asked in that order, each is soon answered.
        model = _Model(vraag, na_elkaar=na_elkaar)
        model.eerlijk()
        oplosser = _oplosser(seconden, werk, werkers)
        stand = oplosser.solve(model.model)
        if stand in _GEVONDEN:
            break
    else:
        return Uitkomst((), 0, 0, _op_te_geven(vraag, seconden))
    kosten = round(oplosser.objective_value)
    ondergrens = kosten if stand == cp_model.OPTIMAL else max(0, int(oplosser.best_objective_bound))
    return Uitkomst(model.gekozen(oplosser), kosten, ondergrens)


def _op_te_geven(vraag: Vraag, seconden: float) -> tuple[Opgave, ...]:
    """Return the least that must be given up: first the limits of who asked, else wishes, leave or the law."""
    if eigen := _eigen_grenzen(vraag, seconden):
        return eigen
    model = _Model(replace(vraag, grenzen=Grenzen(vraag.grenzen.maximum_per_28)), ruim=True)
    model.model.minimize(sum(OPGEVEN[opgave.soort] * keer for opgave, keer in model.opgaven))
    oplosser = _oplosser(seconden, ZOEKWERK, 1)
    if oplosser.solve(model.model) not in _GEVONDEN:
        raise RuntimeError("de oplosser vond ook zonder grenzen geen rooster")
    gevonden = {opgave for opgave, keer in model.opgaven if oplosser.value(keer)}
    return tuple(sorted(gevonden, key=lambda opgave: (opgave.plek or 0, opgave.soort, opgave.kandidaat or 0)))


def _eigen_grenzen(vraag: Vraag, seconden: float) -> tuple[Opgave, ...]:
    """Return which limits of who asked would have to be what, when a roster is possible without them."""
    grenzen, aantal = vraag.grenzen, len(vraag.plekken)
    wet = grenzen.maximum_per_28

    def kan(vrij: int, meeste: int | None) -> bool:
        model = _Model(replace(vraag, grenzen=Grenzen(wet, vrij, meeste)))
        return _oplosser(seconden, ZOEKWERK, 1).solve(model.model) in _GEVONDEN

    if grenzen == Grenzen(wet) or not kan(0, None):
        return ()
    vrij, meeste = grenzen.vrij_ertussen, grenzen.meeste_diensten
    uit = []
    if vrij and (kan(0, meeste) or not kan(vrij, None)):
        ander = meeste if kan(0, meeste) else None
        vrij = next(minder for minder in range(vrij - 1, -1, -1) if kan(minder, ander))
        uit.append(Opgave(Opgavesoort.VRIJ_ERTUSSEN, None, None, vrij))
    if meeste is not None and not kan(vrij, meeste):
        nodig = next(meer for meer in range(meeste + 1, aantal + 1) if kan(vrij, meer))
        uit.append(Opgave(Opgavesoort.MEESTE_DIENSTEN, None, None, nodig))
    return tuple(uit)


def _oplosser(seconden: float, werk: float | None, werkers: int) -> cp_model.CpSolver:
    oplosser = cp_model.CpSolver()
    oplosser.parameters.random_seed = ZAAD
    oplosser.parameters.num_workers = werkers
    oplosser.parameters.max_time_in_seconds = seconden
    # Looking for hidden structure takes a third of the time on a year of days, and there is none to find.
    oplosser.parameters.cp_model_probing_level = 0
    oplosser.parameters.symmetry_level = 0
    if werk is not None:
        oplosser.parameters.max_deterministic_time = werk
    return oplosser


@dataclass(frozen=True)
class _Paar:
    """A possible choice: this person (by place) on this duty."""

    wie: int
    plek: int


class _Model:
    """The question in the solver's terms.

    ``na_elkaar`` allows two duties in a row, at a price; ``ruim`` lets every limit be crossed and remembers which were.
    """

    def __init__(self, vraag: Vraag, *, na_elkaar: bool = True, ruim: bool = False) -> None:
        self.model = cp_model.CpModel()
        self.opgaven: list[tuple[Opgave, cp_model.IntVar]] = []
        self._vraag = vraag
        self._na_elkaar = na_elkaar
        self._ruim = ruim
        self._x: dict[_Paar, cp_model.IntVar] = {}
        dagen = [plek.dag for plek in vraag.plekken]
        #: Days from one duty to the next: 7, or 1 when duties are days.
        self._stap = (dagen[1] - dagen[0]).days if len(dagen) > 1 else 7
        self._keuzes()
        self._overlap()
        self._vrij_ertussen()
        self._meeste_diensten()
        self._arbeidstijden()

    def gekozen(self, oplosser: cp_model.CpSolver) -> tuple[int, ...]:
        """Return who got which duty."""
        wie = {
            paar.plek: self._vraag.kandidaten[paar.wie].id
            for paar, keuze in self._x.items()
            if oplosser.boolean_value(keuze)
        }
        return tuple((wie | dict(self._vraag.vast))[plek] for plek in range(len(self._vraag.plekken)))

    def eerlijk(self) -> None:
        """Ask for the least unfairness, with wishes, changes and duties side by side counted along."""
        kosten = [
            *(
                self._maatkosten(wie, maat, doel)
                for maat in self._vraag.maten()
                for wie, doel in self._per_persoon(maat)
            ),
            *self._wenskosten(),
            *self._naast_elkaar(),
            *self._wijzigingen(),
        ]
        self.model.minimize(sum(kosten))

    def _keuzes(self) -> None:
        """Give every duty to exactly one person who can do it."""
        mensen = {kandidaat.id for kandidaat in self._vraag.kandidaten}
        for plek in range(len(self._vraag.plekken)):
            if self._vraag.vast.get(plek, 0) not in {0, *mensen}:
                # Somebody who left performed it: it counts for nobody who is asked about.
                continue
            keuzes = []
            for wie, kandidaat in enumerate(self._vraag.kandidaten):
                grond = kandidaat.niet.get(plek)
                if plek in self._vraag.vast:
                    if kandidaat.id != self._vraag.vast[plek]:
                        continue
                elif grond is not None and not (self._ruim and grond in _LOS_TE_LATEN):
                    continue
                keuze = self.model.new_bool_var(f"x{wie}_{plek}")
                self._x[_Paar(wie, plek)] = keuze
                keuzes.append(keuze)
                if grond in _LOS_TE_LATEN and plek not in self._vraag.vast:
                    self.opgaven.append((Opgave(_LOS_TE_LATEN[grond], plek, kandidaat.id), keuze))
            if self._ruim:
                leeg = self.model.new_bool_var(f"leeg{plek}")
                self.opgaven.append((Opgave(Opgavesoort.NIEMAND, plek, None), leeg))
                keuzes.append(leeg)
            self.model.add_exactly_one(keuzes)

    def _overlap(self) -> None:
        """Give nobody two duties that overlap."""
        for plek, dienst in enumerate(self._vraag.plekken[:-1]):
            if dienst.overlapt_volgende:
                for wie in range(len(self._vraag.kandidaten)):
                    self.model.add(self._som(wie, range(plek, plek + 2)) <= 1)

    def _vrij_ertussen(self) -> None:
        """Leave some duties between two of one person."""
        vrij = self._vraag.grenzen.vrij_ertussen
        if vrij < 1:
            return
        for wie, kandidaat in enumerate(self._vraag.kandidaten):
            for eerste, plek in enumerate(self._vraag.plekken):
                self.model.add(self._som(wie, range(eerste, eerste + vrij + 1)) <= 1)
                keuze = self._x.get(_Paar(wie, eerste))
                if keuze is not None and grenst(kandidaat, plek.dag, self._stap, vrij):
                    self.model.add(keuze == 0)

    def _meeste_diensten(self) -> None:
        meeste = self._vraag.grenzen.meeste_diensten
        if meeste is None:
            return
        for wie in range(len(self._vraag.kandidaten)):
            self.model.add(self._som(wie, range(len(self._vraag.plekken))) <= meeste)

    def _arbeidstijden(self) -> None:
        """Keep the on-call days in 28 days in a row within the limit (Arbeidstijdenwet), where one is installed.

        A stretch of 28 days with the most of them can be moved until it begins with a duty.
        """
        maximum = self._vraag.grenzen.maximum_per_28
        if maximum is None:
            return
        plekken = self._vraag.plekken
        begin = [(min(plek.dagen), nummer) for nummer, plek in enumerate(plekken) if plek.dagen]
        for wie, kandidaat in enumerate(self._vraag.kandidaten):
            buiten = [(dag, 0) for dag in sorted(kandidaat.eerdere_dagen)]
            for eerste, nummer in sorted({*begin, *buiten}):
                vast = sum(0 <= (dag - eerste).days < _VENSTER for dag in kandidaat.eerdere_dagen)
                dagen = {
                    plek: sum(0 <= (dag - eerste).days < _VENSTER for dag in plekken[plek].dagen)
                    for plek in range(len(plekken))
                    if _Paar(wie, plek) in self._x and abs((plekken[plek].dag - eerste).days) <= 2 * _VENSTER
                }
                termen = [aantal * self._x[_Paar(wie, plek)] for plek, aantal in dagen.items() if aantal]
                if termen and sum(dagen.values()) + vast > maximum:
                    # What was over the limit before this roster is no reason to refuse it.
                    ruimte = max(0, maximum - vast)
                    if not self._ruim:
                        self.model.add(sum(termen) <= ruimte)
                        continue
                    over = self.model.new_bool_var("over")
                    self.model.add(sum(termen) <= ruimte + _VENSTER * over)
                    self.opgaven.append((Opgave(Opgavesoort.ARBEIDSTIJDEN, nummer, kandidaat.id), over))

    def _som(self, wie: int, plekken: range) -> cp_model.LinearExprT:
        return sum(self._x[paar] for plek in plekken if (paar := _Paar(wie, plek)) in self._x)

    def _per_persoon(self, maat: Maat) -> Iterator[tuple[int, int]]:
        deel = doelen(self._vraag, maat)
        for wie, kandidaat in enumerate(self._vraag.kandidaten):
            yield wie, deel[kandidaat.id]

    def _maatkosten(self, wie: int, maat: Maat, doel: int) -> cp_model.LinearExprT:
        """Return what somebody's number of a measure costs: the square of its deviation, piece by piece."""
        kandidaat = self._vraag.kandidaten[wie]
        saldo = kandidaat.saldo.get(maat, 0)
        gewichten = [
            (self._vraag.plekken[paar.plek].gewicht(maat), keuze) for paar, keuze in self._x.items() if paar.wie == wie
        ]
        meeste = sum(gewicht for gewicht, _ in gewichten)
        if not meeste:
            return kosten_van(0, maat, saldo, doel)
        aantal = self.model.new_int_var(0, meeste, f"{maat}{wie}")
        self.model.add(aantal == sum(gewicht * keuze for gewicht, keuze in gewichten if gewicht))
        top = min(meeste, max(0, (doel - saldo) // 10) + _VER)
        return self._bol(aantal, [kosten_van(n, maat, saldo, doel) for n in range(top + 1)])

    def _bol(self, aantal: cp_model.IntVar, kosten: list[int]) -> cp_model.IntVar:
        """Return a cost that lies on or above every straight piece between two following values."""
        prijs = self.model.new_int_var(0, 10**9, "prijs")
        if len(kosten) == 1:
            self.model.add(prijs >= kosten[0])
        for n, (hier, daar) in enumerate(pairwise(kosten)):
            self.model.add(prijs >= hier + (daar - hier) * (aantal - n))
        return prijs

    def _wenskosten(self) -> Iterator[cp_model.LinearExprT]:
        for wie, kandidaat in enumerate(self._vraag.kandidaten):
            niet = [
                self._x[paar]
                for plek, wens in kandidaat.wensen.items()
                if wens is Wenssoort.LIEVER_NIET and (paar := _Paar(wie, plek)) in self._x
            ]
            if niet:
                aantal = self.model.new_int_var(0, len(niet), f"niet{wie}")
                self.model.add(aantal == sum(niet))
                yield self._bol(
                    aantal, [n * LIEVER_NIET + n * (n - 1) * LIEVER_NIET_ERBIJ // 2 for n in range(len(niet) + 1)]
                )
            for plek, wens in kandidaat.wensen.items():
                if wens is Wenssoort.GRAAG and (keuze := self._x.get(_Paar(wie, plek))) is not None:
                    yield GRAAG_GEMIST * (1 - keuze)

    def _naast_elkaar(self) -> Iterator[cp_model.LinearExprT]:
        for paar, keuze in list(self._x.items()):
            volgende = self._x.get(_Paar(paar.wie, paar.plek + 1))
            blijft = {paar.plek, paar.plek + 1} <= self._vraag.vast.keys()
            buur = self._buren_buiten(self._vraag.kandidaten[paar.wie], paar.plek) and paar.plek not in self._vraag.vast
            if not self._na_elkaar:
                if volgende is not None and not blijft:
                    self.model.add_at_most_one(keuze, volgende)
                if buur:
                    self.model.add(keuze == 0)
                continue
            if volgende is not None and not blijft:
                samen = self.model.new_bool_var("samen")
                self.model.add(keuze + volgende <= 1 + samen)
                yield NAAST_ELKAAR * samen
            if buur:
                yield NAAST_ELKAAR * keuze

    def _buren_buiten(self, kandidaat: Kandidaat, plek: int) -> bool:
        return grenst(kandidaat, self._vraag.plekken[plek].dag, self._stap, 1)

    def _wijzigingen(self) -> Iterator[cp_model.LinearExprT]:
        per_id = {kandidaat.id: wie for wie, kandidaat in enumerate(self._vraag.kandidaten)}
        for plek, id_ in self._vraag.huidig.items():
            keuze = self._x.get(_Paar(per_id[id_], plek)) if id_ in per_id else None
            if keuze is not None:
                yield WIJZIGING * (1 - keuze)
