# SPDX-License-Identifier: EUPL-1.2
"""Where the month run gets the allowance for onerous conditions from: one line an employee (NFI 7.1; CAO Rijk 7.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import or_, select, union
from sqlalchemy.orm import Session

from core.calendar.termijnen import plus_maanden
from core.contributions import Loonregel, Openstaand
from core.ledger.bulk import JSON_TEKST
from core.people.policy import HR
from core.rules import GEEN_UITLEG, ParameterOntbreekt, Parameters, Parameterset
from core.rules.invoer import schrijf
from core.rules.uitleg import toon
from plugins.nfi.bezwarend.models import Functieplaatsing, Rolplaatsing, Toekenning
from plugins.nfi.bezwarend.procedure import ARTIKEL, REGELING
from plugins.nfi.bezwarend.rules.functielijst import NIET_OP_DE_LIJST, Functielijst, Lijstrij
from plugins.nfi.bezwarend.rules.recht import DECIBEL, Geluidmeting, Recht, Reden, Werknemer, recht
from plugins.nfi.bezwarend.services.feiten import Aanstelling, Feiten, vakjes
from plugins.nfi.policy import EENHEID

FEIT = "bezwarend"
"""The one allowance of an employee in a month, whatever it rests on."""
FEIT_LAWAAI = f"{FEIT}/lawaai"
PEILDAG = "nfi_bezw.peildag"
LOONCODE = "nfi_bezw.looncode"
VOLTIJD = "cao.3_1.uren_per_week_voltijd"
BESLUIT = "besluit"
"""The code of the one row of a decision outside the lists."""

GEEN_LIJST = "geen_geldige_lijst"
NIET_GEKOPPELD = "functie_niet_gekoppeld"
VOORWAARDE = "voorwaarde_niet_beantwoord"
LAWAAI_METEN = "lawaai_niet_gemeten"
PARAMETER_ONTBREEKT = "parameter_ontbreekt"

_DAG = timedelta(days=1)
#: Working time over full time has four decimals.
_TIENDUIZEND = 10_000


def peildag_van(periode: str, parameters: Parameterset) -> date:
    """Return the day of a month ``YYYY-MM`` on which it counts what somebody does."""
    eerste = date.fromisoformat(f"{periode}-01")
    if Parameters(parameters)[PEILDAG, eerste] == "LAATSTE_VAN_DE_MAAND":
        return plus_maanden(eerste, 1) - _DAG
    return eerste


class Bezwaringstoelage:
    """The allowance for onerous conditions."""

    id = recht.id
    eenheid = EENHEID
    regeling = REGELING
    redenen: Mapping[str, str] = {
        GEEN_LIJST: "Er is geen functielijst op {dag}. Houdt HR de oude aan tot een dag, of komt er een nieuwe?",
        NIET_GEKOPPELD: "Bij welke functie van de functielijst hoort '{functie}'?",
        VOORWAARDE: "Voldoet de werknemer in {jaar} aan de voorwaarde: {voorwaarde}?",
        LAWAAI_METEN: "Hoeveel decibel is het lawaai op de werkplek {werkplek}?",
        PARAMETER_ONTBREEKT: "er ontbreekt een waarde die HR moet vastleggen",
    }

    def medewerkers(self, sessie: Session, periode: str) -> Sequence[int]:
        """Return who has a function, a role or a decision in the month."""
        eerste = date.fromisoformat(f"{periode}-01")
        laatste = plus_maanden(eerste, 1) - _DAG
        vragen = (
            select(tabel.medewerker_id).where(
                tabel.van <= laatste, or_(tabel.tot_en_met.is_(None), tabel.tot_en_met >= eerste)
            )
            for tabel in (Functieplaatsing, Rolplaatsing, Toekenning)
        )
        return sorted(sessie.scalars(union(*vragen)))

    def bereken(
        self, sessie: Session, periode: str, medewerkers: Sequence[int], parameters: Parameterset
    ) -> Iterable[Loonregel | Openstaand]:
        """Yield the allowance of everybody who has one, and the question where it cannot be said yet."""
        try:
            dag = peildag_van(periode, parameters)
            voltijd = Parameters(parameters).feit(VOLTIJD, dag).getal * 60
        except ParameterOntbreekt as fout:
            for medewerker_id in medewerkers:
                yield _wacht(medewerker_id, FEIT, fout)
            return
        feiten = Feiten(sessie, medewerkers)
        looncode = parameters.zoek(LOONCODE, dag)
        for medewerker_id in medewerkers:
            aanstelling = feiten.aanstelling(medewerker_id, dag)
            if aanstelling is None:
                continue
            deel = aanstelling.minuten_per_week / voltijd
            factor = Decimal(int(deel * _TIENDUIZEND + Fraction(1, 2))) / _TIENDUIZEND
            if factor:
                vraag = _Vraag(medewerker_id, dag, aanstelling, factor, feiten, parameters)
                yield from vraag.regels(str(looncode.waarde) if looncode else "")


class _Vraag:
    """One employee on one day."""

    def __init__(
        self,
        medewerker_id: int,
        dag: date,
        aanstelling: Aanstelling,
        factor: Decimal,
        feiten: Feiten,
        parameters: Parameterset,
    ) -> None:
        self.medewerker_id, self.dag, self.aanstelling, self.factor = medewerker_id, dag, aanstelling, factor
        self.feiten, self.parameters = feiten, parameters

    def regels(self, looncode: str) -> Iterator[Loonregel | Openstaand]:
        """Yield the lines: by the list, and where that gives nothing by HR's own decision."""
        volgens_lijst = list(self._volgens_lijst(looncode))
        toekenning = self.aanstelling.toekenning
        if toekenning is None or any(isinstance(regel, Loonregel) for regel in volgens_lijst):
            yield from volgens_lijst
            return
        rij = Lijstrij(BESLUIT, False, *vakjes(toekenning), werkplek=toekenning.werkplek)
        lijst = Functielijst(
            f"besluit van {toekenning.besluit_op.isoformat()}",
            toekenning.van,
            toekenning.tot_en_met,
            (rij,),
            besluit=True,
        )
        yield from self._reken(lijst, BESLUIT, (), looncode)

    def _volgens_lijst(self, looncode: str) -> Iterator[Loonregel | Openstaand]:
        naam, rollen = self.aanstelling.functienaam, self.aanstelling.rollen
        code = NIET_OP_DE_LIJST if naam is None else self.feiten.code(naam, self.dag)
        if code is None:
            # There is one allowance for function and roles together, so a role alone is not paid meanwhile.
            yield self._open(NIET_GEKOPPELD, functie=naam or "")
            return
        lijst = self.feiten.lijsten.op(self.dag)
        if lijst is not None:
            yield from self._reken(lijst, code, rollen, looncode)
            return
        oud = self.feiten.lijsten.laatste_voor(self.dag)
        if oud is not None and any(rij is not None and rij.soorten for rij in map(oud.rij, (code, *rollen))):
            yield self._open(GEEN_LIJST, dag=toon("dag", self.dag), laatste_lijst=oud.naam)

    def _reken(
        self, lijst: Functielijst, code: str, rollen: Sequence[str], looncode: str
    ) -> Iterator[Loonregel | Openstaand]:
        rijen = tuple(rij for rij in map(lijst.rij, (code, *rollen)) if rij is not None)
        if not any(rij.soorten for rij in rijen):
            return
        eigen = lijst.rij(code)
        voorwaarde = eigen.voorwaarde if eigen else None
        if voorwaarde is not None and self.aanstelling.voldoet is None:
            yield self._open(VOORWAARDE, jaar=self.dag.year, voorwaarde=voorwaarde)
            return
        gegeven = Werknemer(
            self.dag,
            code if eigen else NIET_OP_DE_LIJST,
            tuple(rol for rol in rollen if lijst.rij(rol)),
            self.aanstelling.voldoet if voorwaarde is not None else None,
            self._meting(lijst, rijen),
            bedrag_gevraagd=True,
            arbeidsduurfactor=self.factor,
            lijst=replace(lijst, rijen=rijen, bron=None),
        )
        yield from self._antwoord(gegeven, rijen, looncode)

    def _meting(self, lijst: Functielijst, rijen: Sequence[Lijstrij]) -> Geluidmeting | None:
        """Return the loudest of the workplaces whose noise counts."""
        plekken = (self.feiten.metingen.op(rij.werkplek, self.dag, lijst) for rij in rijen if rij.lawaai)
        return max((plek for plek in plekken if plek is not None), key=lambda plek: plek.decibel, default=None)

    def _antwoord(
        self, gegeven: Werknemer, rijen: Sequence[Lijstrij], looncode: str
    ) -> Iterator[Loonregel | Openstaand]:
        onbekende_grens: ParameterOntbreekt | None = None
        try:
            try:
                uitkomst = self._uitkomst(gegeven)
            except ParameterOntbreekt as fout:
                if gegeven.geluidmeting is None or DECIBEL not in {sleutel for sleutel, _ in fout.ontbrekend}:
                    raise
                # What is known is paid; only the noise waits for its limit.
                onbekende_grens = ParameterOntbreekt(*(paar for paar in fout.ontbrekend if paar[0] == DECIBEL))
                gegeven = replace(gegeven, geluidmeting=None)
                uitkomst = self._uitkomst(gegeven)
        except ParameterOntbreekt as fout:
            yield _wacht(self.medewerker_id, FEIT, fout)
            return
        if uitkomst.bedrag_per_maand_centen is not None:
            yield Loonregel(
                self.medewerker_id,
                FEIT,
                recht.id,
                recht.versie,
                uitkomst.bedrag_per_maand_centen,
                JSON_TEKST(schrijf(gegeven)),
                {"niveau": uitkomst.niveau or 0},
                looncode,
                self.dag,
            )
        if uitkomst.te_toetsen:
            feit = FEIT if uitkomst.reden is Reden.LAWAAI_NIET_GETOETST else FEIT_LAWAAI
            plekken = sorted({rij.werkplek for rij in rijen if rij.lawaai and rij.werkplek})
            if onbekende_grens is not None:
                yield _wacht(self.medewerker_id, feit, onbekende_grens)
            else:
                yield self._open(LAWAAI_METEN, feit, werkplek=", ".join(plekken))

    def _uitkomst(self, gegeven: Werknemer) -> Recht:
        uitkomst: Recht = recht.functie(gegeven, Parameters(self.parameters), GEEN_UITLEG)
        return uitkomst

    def _open(self, reden: str, feit: str = FEIT, **gegevens: int | str) -> Openstaand:
        return Openstaand(self.medewerker_id, feit, reden, artikel=ARTIKEL, beslisser=HR.id, gegevens=gegevens)


def _wacht(medewerker_id: int, feit: str, fout: ParameterOntbreekt) -> Openstaand:
    return Openstaand(medewerker_id, feit, PARAMETER_ONTBREEKT, fout, artikel="CAO Rijk 7.7", beslisser=HR.id)
