# SPDX-License-Identifier: EUPL-1.2
"""One unit of work of a run: calculate a number of persons for one month, and book the differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.contributions import BronMetVerhaal, Inhoudingbron, Loonregel, Maandbron, Openstaand
from core.ledger.bulk import JSON_TEKST, een_van, voeg_toe
from core.ledger.merken import markeer
from core.ledger.models import Boeking, Openstaandfeit, Run
from core.ledger.procedure import DEFINITIEF
from core.rules.parameters import Parameterset
from core.storage.sloten import vergrendel
from core.storingen.services import namens

WACHT_OP_RUN = "wacht_op_run"
"""Why a person is not calculated: another run that is still open has postings for the same month."""

KOLOMMEN = (
    "run_id",
    "eenheid",
    "medewerker_id",
    "regeling",
    "berekening",
    "versie",
    "periode",
    "feit",
    "centen",
    "totaal_centen",
    "hoeveelheden",
    "gegeven",
    "looncode",
    "ingangsdatum",
    "inhouding",
    "wortel_id",
    "voorganger_id",
)
OPENSTAAND = (
    "run_id",
    "medewerker_id",
    "periode",
    "regeling",
    "feit",
    "reden",
    "ontbreekt",
    "artikel",
    "beslisser",
    "gegevens",
    "blokkeert",
)

Feitsleutel = tuple[int, str, str]
"""Person, regulation, fact."""


@dataclass(frozen=True, slots=True)
class Eerder:
    """The last posting of a fact in earlier runs."""

    id: int
    wortel_id: int
    totaal_centen: int
    berekening: str
    versie: int
    looncode: str
    ingangsdatum: date
    inhouding: bool


@dataclass(frozen=True)
class Rijen:
    """Rows that are ready to be written."""

    boekingen: list[tuple[object, ...]]
    openstaand: list[tuple[object, ...]]


def bereken(
    s: Session,
    run_id: int,
    eenheid: str,
    bronnen: Sequence[Maandbron],
    parameters: Parameterset,
    periode: str,
    medewerker_ids: Sequence[int],
    eerder: Mapping[Feitsleutel, Eerder] = MappingProxyType({}),
) -> Rijen:
    """Calculate persons for a month; the postings are the differences with what was booked ``eerder``.

    Raises ``ValueError`` when a source answers twice for one fact: a mistake in the program that would pay twice.
    """
    rijen = Rijen([], [])
    gezien: set[Feitsleutel] = set()
    for bron in bronnen:
        regeling, inhouding = bron.regeling, isinstance(bron, Inhoudingbron) and bron.inhouding
        verhalend = bron if isinstance(bron, BronMetVerhaal) else None
        with namens(bron.eenheid, "annex_maandbronnen"):
            antwoorden = list(bron.bereken(s, periode, medewerker_ids, parameters))
        for regel in antwoorden:
            sleutel = (regel.medewerker_id, regeling, regel.feit)
            if sleutel in gezien:
                raise ValueError(f"{bron.id} gaf twee antwoorden voor {regel.feit}")
            gezien.add(sleutel)
            if isinstance(regel, Openstaand):
                # Not known is not nothing: what was paid before stays until it is known.
                rijen.openstaand.append(_openstaand(run_id, periode, regeling, regel))
                continue
            vorige = eerder.get(sleutel)
            centen = regel.centen - vorige.totaal_centen if vorige else regel.centen
            if centen:
                vooraf = inhouding and not (verhalend and verhalend.is_verhaal(regel.feit))
                rijen.boekingen.append(_boeking(run_id, eenheid, periode, regeling, regel, centen, vooraf, vorige))
    regelingen = {bron.regeling for bron in bronnen}
    for sleutel, vorige in eerder.items():
        # What a regulation that is not asked now once booked is none of this run's business.
        if sleutel not in gezien and sleutel[1] in regelingen and vorige.totaal_centen:
            rijen.boekingen.append(_vervallen(run_id, eenheid, periode, sleutel, vorige))
    return rijen


def schrijf(s: Session, rijen: Rijen) -> None:
    """Add the rows, in the caller's transaction."""
    voeg_toe(s, Boeking.__table__, KOLOMMEN, rijen.boekingen)
    voeg_toe(s, Openstaandfeit.__table__, OPENSTAAND, rijen.openstaand)


def vervang(
    s: Session,
    run: Run,
    bronnen: Sequence[Maandbron],
    parameters: Parameterset,
    periode: str,
    medewerker_ids: Sequence[int],
) -> None:
    """Calculate persons for a month anew, and put the outcome in the place of their draft in this run."""
    sluit_af(s, run.eenheid)
    eerder, bezet = eerder_geboekt(s, run.eenheid, run.id, periode, medewerker_ids)
    _wis_concept(s, run, periode, medewerker_ids)
    vrij = [medewerker_id for medewerker_id in medewerker_ids if medewerker_id not in bezet]
    rijen = bereken(s, run.id, run.eenheid, bronnen, parameters, periode, vrij, eerder)
    if bezet:
        markeer(s, run.eenheid, periode, bezet)
        wachtend = (
            (run.id, medewerker_id, periode, "", "", WACHT_OP_RUN, "[]", "", "", "{}", False)
            for medewerker_id in sorted(bezet)
        )
        rijen.openstaand.extend(wachtend)
    schrijf(s, rijen)


def sluit_af(s: Session, eenheid: str) -> None:
    """Keep other runs of the unit from booking until the transaction ends.

    What a unit of work compares with may not be given back between its look-up and its commit.
    """
    vergrendel(s, f"core_boeking {eenheid}")


def eerder_geboekt(
    s: Session, eenheid: str, run_id: int | None, periode: str, medewerker_ids: Sequence[int]
) -> tuple[dict[Feitsleutel, Eerder], frozenset[int]]:
    """Return the last posting of every fact in final runs, and who has postings in another run that is still open.

    ``run_id`` is the draft whose own postings do not count; None when there is none yet.
    """
    vraag = (
        select(
            Boeking.medewerker_id,
            Boeking.regeling,
            Boeking.feit,
            Run.status,
            Boeking.id,
            func.coalesce(Boeking.wortel_id, Boeking.id),
            Boeking.totaal_centen,
            Boeking.berekening,
            Boeking.versie,
            Boeking.looncode,
            Boeking.ingangsdatum,
            Boeking.inhouding,
        )
        .join(Run, Run.id == Boeking.run_id)
        .where(
            een_van(s, Boeking.medewerker_id, medewerker_ids),
            Boeking.periode == periode,
            Boeking.eenheid == eenheid,
            Boeking.run_id != (run_id or 0),
        )
        .order_by(Boeking.id)
    )
    eerder: dict[Feitsleutel, Eerder] = {}
    bezet: set[int] = set()
    for medewerker_id, regeling, feit, status, *vorige in s.execute(vraag):
        if status in DEFINITIEF:
            # A chain grows at its end, so the highest id of a fact is the last word about it.
            eerder[medewerker_id, regeling, feit] = Eerder(*vorige)
        else:
            bezet.add(medewerker_id)
    return {sleutel: vorige for sleutel, vorige in eerder.items() if sleutel[0] not in bezet}, frozenset(bezet)


def _wis_concept(s: Session, run: Run, periode: str, medewerker_ids: Sequence[int]) -> None:
    for tabel in (Boeking, Openstaandfeit):
        s.execute(
            delete(tabel).where(
                tabel.run_id == run.id, een_van(s, tabel.medewerker_id, medewerker_ids), tabel.periode == periode
            ),
            execution_options={"synchronize_session": False},
        )


def _boeking(
    run_id: int,
    eenheid: str,
    periode: str,
    regeling: str,
    regel: Loonregel,
    centen: int,
    inhouding: bool,
    vorige: Eerder | None,
) -> tuple[object, ...]:
    return (
        run_id,
        eenheid,
        regel.medewerker_id,
        regeling,
        regel.berekening,
        regel.versie,
        periode,
        regel.feit,
        centen,
        regel.centen,
        _hoeveelheden(tuple(regel.hoeveelheden.items())),
        regel.gegeven,
        regel.looncode,
        regel.ingangsdatum.isoformat(),
        inhouding,
        vorige.wortel_id if vorige else None,
        vorige.id if vorige else None,
    )


@lru_cache(maxsize=4096)
def _hoeveelheden(paren: tuple[tuple[str, int], ...]) -> str:
    # Many people did the same.
    return JSON_TEKST(dict(paren))


def _vervallen(run_id: int, eenheid: str, periode: str, sleutel: Feitsleutel, vorige: Eerder) -> tuple[object, ...]:
    """A fact that is no longer there: what was booked for it is taken back, without an input to calculate from."""
    medewerker_id, regeling, feit = sleutel
    return (
        run_id,
        eenheid,
        medewerker_id,
        regeling,
        vorige.berekening,
        vorige.versie,
        periode,
        feit,
        -vorige.totaal_centen,
        0,
        "{}",
        None,
        vorige.looncode,
        vorige.ingangsdatum.isoformat(),
        vorige.inhouding,
        vorige.wortel_id,
        vorige.id,
    )


def _openstaand(run_id: int, periode: str, regeling: str, feit: Openstaand) -> tuple[object, ...]:
    ontbreekt = [[sleutel, op.isoformat()] for sleutel, op in feit.ontbreekt.ontbrekend] if feit.ontbreekt else []
    return (
        run_id,
        feit.medewerker_id,
        periode,
        regeling,
        feit.feit,
        feit.reden,
        JSON_TEKST(ontbreekt),
        feit.artikel,
        feit.beslisser,
        JSON_TEKST(dict(feit.gegevens)),
        feit.blokkeert,
    )
