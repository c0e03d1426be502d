# SPDX-License-Identifier: EUPL-1.2
"""Two years' secondment in the same function gives a claim to it (JIO 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from core.calendar.termijnen import Maandeinde, plus_maanden
from core.rules import Berekening, Geweigerd, Parameters, Uitleg, calculation
from core.rules.lezingen import noem_lezingen

#: "Na twee jaar detachering op dezelfde functie."
TELLER_MAANDEN = 24
ONDERBREKING = "jio_det.onderbreking"

_DAG = timedelta(days=1)


class GeenAanspraak(StrEnum):
    """Why there is no claim on the reference date."""

    NIET_GEDETACHEERD = "niet_gedetacheerd"
    PROJECT_OF_PROGRAMMA = "project_of_programma"
    NOG_GEEN_TWEE_JAAR = "nog_geen_twee_jaar"


@dataclass(frozen=True)
class Detachering:
    """A secondment in whole days; without a last day it still runs."""

    van: date
    functie: str
    tot_en_met: date | None = None
    project_of_programma: bool = False

    def __post_init__(self) -> None:
        if self.tot_en_met is not None and self.tot_en_met < self.van:
            raise Geweigerd("tot_en_met", "de laatste dag ligt niet voor de eerste")

    def loopt_op(self, dag: date) -> bool:
        """Tell whether the secondment runs on a day."""
        return self.van <= dag and (self.tot_en_met is None or dag <= self.tot_en_met)

    def telt_mee_met(self, ander: Detachering) -> bool:
        """Tell whether two secondments are of exactly one function, and neither a project or programme."""
        return self.functie == ander.functie and not (self.project_of_programma or ander.project_of_programma)


@dataclass(frozen=True)
class Detacheringen:
    """Every secondment of an employee at JIO, in any order, and the day asked about."""

    detacheringen: tuple[Detachering, ...]
    peildatum: date

    def __post_init__(self) -> None:
        if not self.detacheringen:
            raise Geweigerd("detacheringen", "noem ten minste een detachering")
        for eerste, tweede in pairwise(self.op_volgorde()):
            if eerste.tot_en_met is None or tweede.van <= eerste.tot_en_met:
                raise Geweigerd("detacheringen", "twee detacheringen overlappen elkaar")

    def op_volgorde(self) -> list[Detachering]:
        """Return the secondments, oldest first."""
        return sorted(self.detacheringen, key=lambda detachering: detachering.van)


@dataclass(frozen=True)
class Aanspraak:
    """Whether a claim can be laid, from when, and since when is counted; granting it is a decision."""

    aanspraak: bool
    teller_vanaf: date | None
    aanspraak_vanaf: date | None
    reden: GeenAanspraak | None


@calculation("JIO-DET/aanspraak", articles=("JIO 3.4",))
def aanspraak(gegeven: Detacheringen, parameters: Parameters, uitleg: Uitleg) -> Aanspraak:
    """Tell whether two years in the same function are complete and the secondment still runs (JIO 3.4)."""
    tot_nu = [detachering for detachering in gegeven.op_volgorde() if detachering.van <= gegeven.peildatum]
    huidige = tot_nu[-1] if tot_nu and tot_nu[-1].loopt_op(gegeven.peildatum) else None
    if huidige is None or huidige.project_of_programma:
        reden = GeenAanspraak.NIET_GEDETACHEERD if huidige is None else GeenAanspraak.PROJECT_OF_PROGRAMMA
        uitleg.stap("JIO 3.4", f"JIO-DET/aanspraak.{reden}")
        return Aanspraak(False, None, None, reden)
    teller, onderbroken = _teller(tot_nu, gegeven.peildatum, parameters)
    # 29 February becomes 1 March in a year without that day.
    vanaf = plus_maanden(teller, TELLER_MAANDEN, Maandeinde.EERSTE_DAG_VOLGENDE_MAAND) + onderbroken
    noem_lezingen(parameters, uitleg)
    uitleg.stap("JIO 3.4", "JIO-DET/aanspraak.teller", teller=teller, vanaf=vanaf)
    if onderbroken:
        uitleg.stap("JIO 3.4", "JIO-DET/aanspraak.onderbroken", dagen=onderbroken.days)
    wel = gegeven.peildatum >= vanaf
    uitleg.stap("JIO 3.4", f"JIO-DET/aanspraak.{'wel' if wel else GeenAanspraak.NOG_GEEN_TWEE_JAAR}")
    return Aanspraak(wel, teller, vanaf, None if wel else GeenAanspraak.NOG_GEEN_TWEE_JAAR)


def _teller(tot_nu: list[Detachering], peildatum: date, parameters: Parameters) -> tuple[date, timedelta]:
    """Return where the counted stretch began, and how long it was interrupted; the reading is asked only at a gap."""
    teller, onderbroken = tot_nu[-1].van, timedelta(0)
    for later, eerder in pairwise(reversed(tot_nu)):
        if eerder.tot_en_met is None or not eerder.telt_mee_met(later):
            break
        gat = later.van - eerder.tot_en_met - _DAG
        if gat and parameters[ONDERBREKING, peildatum] == "HERSTART":
            break
        teller, onderbroken = eerder.van, onderbroken + gat
    return teller, onderbroken


BEREKENINGEN: tuple[Berekening, ...] = (aanspraak,)
