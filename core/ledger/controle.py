# SPDX-License-Identifier: EUPL-1.2
"""Verifying the ledger: every final posting is calculated again, and everything that was sealed is compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from core.bewaren.models import Vernietigbesluit, Vernietiging
from core.calendar.tijd import lokale_datum
from core.ledger import nareken
from core.ledger.goedkeuring import digest
from core.ledger.models import Boeking, Export, Parametersnapshot, Run
from core.ledger.momentopname import lees_snapshot
from core.ledger.procedure import DEFINITIEF
from core.plugins import Installatie
from core.rules.uitleg import toon

_PER_KEER = 2000


@dataclass(frozen=True)
class Verschil:
    """Something that is not as it should be; ``boeking_id`` None is about the run as a whole."""

    run_id: int
    boeking_id: int | None
    wat: str

    def __str__(self) -> str:
        plek = f"run {self.run_id}" + (f", boeking {self.boeking_id}" if self.boeking_id is not None else "")
        return f"{plek}: {self.wat}"


@dataclass(frozen=True)
class Controleverslag:
    """What a verification found."""

    runs: int
    #: How many postings were calculated again.
    gecontroleerd: int
    #: How many could not be, because their rule is not installed any more; they stay readable.
    niet_na_te_rekenen: int
    verschillen: tuple[Verschil, ...]
    #: How many have no input any more: it was destroyed, so only the hash over what is left says something.
    zonder_invoer: int = 0
    #: When and under which proposal inputs were destroyed, in Dutch.
    vernietigingen: tuple[str, ...] = ()

    @property
    def klopt(self) -> bool:
        """True when nothing differs."""
        return not self.verschillen


def definitieve_runs(s: Session, eenheid: str | None) -> Sequence[int]:
    """Return the approved and exported runs of a unit, or of all."""
    vraag = select(Run.id).where(Run.status.in_(DEFINITIEF)).order_by(Run.id)
    return s.scalars(vraag if eenheid is None else vraag.where(Run.eenheid == eenheid)).all()


def controleer_run(s: Session, installatie: Installatie, run: Run) -> Controleverslag:
    """Compare digest, snapshot, file, chains and amounts of one run."""
    verschillen = list(_verzegeld(s, run))
    snapshot = s.get_one(Parametersnapshot, run.parametersnapshot)
    parameters = lees_snapshot(snapshot.inhoud, installatie.parameters.sleutels)
    gecontroleerd = niet = zonder = 0
    vernietigingen = vernietigde_invoer(s)
    for boeking, eerder_centen in boekingen_met_eerder(s, run.id):
        if boeking.totaal_centen != eerder_centen + boeking.centen:
            verschillen.append(Verschil(run.id, boeking.id, "het totaal is niet de som van de keten"))
        if is_vernietigd(boeking):
            zonder += 1
            if not vernietigingen:
                verschillen.append(
                    Verschil(run.id, boeking.id, "de invoer is weg zonder besluit om haar te vernietigen")
                )
            continue
        try:
            centen = nareken.centen(installatie, boeking, parameters)
        except nareken.NietNaTeRekenen:
            niet += 1
            continue
        gecontroleerd += 1
        if centen != boeking.totaal_centen:
            verschillen.append(
                Verschil(
                    run.id,
                    boeking.id,
                    f"nagerekend {toon('x_centen', centen)}, geboekt {toon('x_centen', boeking.totaal_centen)}",
                )
            )
    return Controleverslag(1, gecontroleerd, niet, tuple(verschillen), zonder, vernietigingen if zonder else ())


def is_vernietigd(boeking: Boeking) -> bool:
    """Tell whether the input of a posting is gone; a fact that no longer exists has none either, and comes to 0."""
    return boeking.gegeven is None and boeking.totaal_centen != 0


def vernietigde_invoer(s: Session) -> tuple[str, ...]:
    """Return in Dutch when inputs of postings were destroyed, and under which proposal; the oldest first."""
    vraag = select(Vernietiging).where(
        Vernietiging.tabel == Boeking.__tablename__, Vernietiging.besluit == Vernietigbesluit.VERNIETIGD
    )
    return tuple(
        f"invoer vernietigd op {lokale_datum(besluit.besloten_op).isoformat()} onder lijst {besluit.id}"
        for besluit in s.scalars(vraag.order_by(Vernietiging.id))
        if besluit.besloten_op is not None
    )


def samen(verslagen: Sequence[Controleverslag]) -> Controleverslag:
    """Join the reports of several runs."""
    return Controleverslag(
        sum(verslag.runs for verslag in verslagen),
        sum(verslag.gecontroleerd for verslag in verslagen),
        sum(verslag.niet_na_te_rekenen for verslag in verslagen),
        tuple(verschil for verslag in verslagen for verschil in verslag.verschillen),
        sum(verslag.zonder_invoer for verslag in verslagen),
        tuple(dict.fromkeys(zin for verslag in verslagen for zin in verslag.vernietigingen)),
    )


def _verzegeld(s: Session, run: Run) -> Iterator[Verschil]:
    if digest(s, run.id) != run.boekingsdigest:
        yield Verschil(run.id, None, "de boekingen zijn niet meer die van de goedkeuring")
    snapshot = s.get_one(Parametersnapshot, run.parametersnapshot)
    if sha256(snapshot.inhoud.encode()).hexdigest() != snapshot.digest:
        yield Verschil(run.id, None, "de vastgelegde parameters zijn gewijzigd")
    export = s.scalar(select(Export).where(Export.run_id == run.id))
    if export is not None and sha256(export.inhoud).hexdigest() != export.sha256:
        yield Verschil(run.id, None, "het loonbestand is gewijzigd")


def boekingen_met_eerder(s: Session, run_id: int) -> Iterator[tuple[Boeking, int]]:
    """Yield the postings of a run, each with the total of its predecessor."""
    na = 0
    voorganger = aliased(Boeking)
    while True:
        rijen = s.execute(
            select(Boeking, voorganger.totaal_centen)
            .outerjoin(voorganger, voorganger.id == Boeking.voorganger_id)
            .where(Boeking.run_id == run_id, Boeking.id > na)
            .order_by(Boeking.id)
            .limit(_PER_KEER)
        ).all()
        if not rijen:
            return
        for boeking, eerder in rijen:
            yield boeking, eerder or 0
        na = rijen[-1][0].id
        s.expunge_all()
