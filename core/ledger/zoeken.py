# SPDX-License-Identifier: EUPL-1.2
"""From a payroll line or a personnel number to the postings behind it, and on to the figures they rest on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from core.ledger.loonmodels import Loonleveringrun
from core.ledger.models import Boeking, Export, Exportregel, Parametersnapshot, Run, Verrekening
from core.ledger.momentopname import maak_snapshot
from core.ledger.procedure import OPEN
from core.ledger.verrekening import Stand, standen
from core.people.models import Medewerker
from core.rules.parameters import Parameterset

_MEESTE = 500


class Boekingstand(StrEnum):
    """How sure a posting is, for who reads it."""

    VOORLOPIG = "voorlopig"
    GOEDGEKEURD = "goedgekeurd"
    WACHT_OP_BESLUIT = "wacht_op_besluit"
    AANGEKONDIGD = "aangekondigd"
    BETWIST = "betwist"
    NIET_VIA_LOON = "niet_via_loon"
    IN_LOONBESTAND = "in_loonbestand"


_PER_STAND = {
    Stand.MEE: Boekingstand.GOEDGEKEURD,
    Stand.WACHT: Boekingstand.WACHT_OP_BESLUIT,
    Stand.AANGEKONDIGD: Boekingstand.AANGEKONDIGD,
    Stand.BETWIST: Boekingstand.BETWIST,
    Stand.NIET: Boekingstand.NIET_VIA_LOON,
    Stand.GEEXPORTEERD: Boekingstand.IN_LOONBESTAND,
}


@dataclass(frozen=True)
class Boekingregel:
    """A posting with everything around it."""

    boeking: Boeking
    run: Run
    personeelsnummer: str
    naam: str
    stand: Boekingstand
    #: The payroll file in which it stands, without extension.
    bestandsnaam: str | None
    #: Decisions about it, the oldest first.
    besluiten: tuple[Verrekening, ...]
    #: The delivery that carried it, where its run went together with others.
    levering: int | None


@dataclass(frozen=True)
class Figuur:
    """A parameter value on which a posting rests, readable without the plugin that brought it."""

    sleutel: str
    omschrijving: str
    eenheid: str
    artikel: str
    #: A number or choice as text; None is "not known".
    waarde: str | None
    vanaf: date
    zekerheid: str
    bron: str


def van_persoon(s: Session, op: date, personeelsnummer: str, periode: str | None) -> list[Boekingregel]:
    """Return the postings of a person, newest first, or those that were booked in or take effect in a month."""
    voorwaarden = [Medewerker.personeelsnummer == personeelsnummer]
    if periode is not None:
        voorwaarden.append((Run.periode == periode) | (Boeking.periode == periode))
    return _regels(s, op, voorwaarden, nieuwste_eerst=True)


def keten(s: Session, op: date, boeking_id: int) -> list[Boekingregel]:
    """Return the chain of a posting, from its root on; empty when the posting does not exist."""
    wortel = select(func.coalesce(Boeking.wortel_id, Boeking.id)).where(Boeking.id == boeking_id).scalar_subquery()
    return _regels(s, op, [(Boeking.id == wortel) | (Boeking.wortel_id == wortel)])


def wachtend(s: Session, op: date, eenheid: str) -> list[Boekingregel]:
    """Return the postings of a unit on which HR must decide, the oldest first."""
    ids = [boeking_id for boeking_id, stand in standen(s, eenheid, op).items() if stand is Stand.WACHT]
    return _regels(s, op, [Boeking.id.in_(ids[:_MEESTE])]) if ids else []


def figuren(s: Session, run: Run, parameters: Parameterset, gebruikt: Iterable[tuple[str, date]]) -> tuple[Figuur, ...]:
    """Return the parameter values behind an explanation: from the run's snapshot, before approval from what holds."""
    gezocht = {(sleutel, vanaf.isoformat()) for sleutel, vanaf in gebruikt}
    if run.parametersnapshot is not None:
        inhoud = s.get_one(Parametersnapshot, run.parametersnapshot).inhoud
    else:
        _, inhoud = maak_snapshot(parameters, {sleutel for sleutel, _ in gezocht})
    snapshot = json.loads(inhoud)
    return tuple(
        Figuur(
            rij["sleutel"],
            **snapshot["sleutels"][rij["sleutel"]],
            waarde=_tekst(rij["waarde"]),
            vanaf=date.fromisoformat(rij["vanaf"]),
            zekerheid=rij["zekerheid"],
            bron=rij["bron"],
        )
        for rij in snapshot["feiten"]
        if (rij["sleutel"], rij["vanaf"]) in gezocht
    )


def _regels(
    s: Session, op: date, voorwaarden: Sequence[ColumnElement[bool]], *, nieuwste_eerst: bool = False
) -> list[Boekingregel]:
    volgorde = Boeking.id.desc() if nieuwste_eerst else Boeking.id.asc()
    rijen = s.execute(
        select(Boeking, Run, Medewerker.personeelsnummer, Medewerker.naam, Export.bestandsnaam, _levering())
        .join(Run, Run.id == Boeking.run_id)
        .join(Medewerker, Medewerker.id == Boeking.medewerker_id)
        .outerjoin(Exportregel, Exportregel.boeking_id == Boeking.id)
        .outerjoin(Export, Export.id == Exportregel.export_id)
        .where(*voorwaarden)
        .order_by(volgorde)
        .limit(_MEESTE)
    ).all()
    stand = {
        boeking_id: waar
        for eenheid in sorted({rij[0].eenheid for rij in rijen})
        for boeking_id, waar in standen(s, eenheid, op).items()
    }
    besluiten: dict[int, list[Verrekening]] = {}
    vraag = select(Verrekening).where(Verrekening.boeking_id.in_([rij[0].id for rij in rijen])).order_by(Verrekening.id)
    for besluit in s.scalars(vraag):
        besluiten.setdefault(besluit.boeking_id, []).append(besluit)
    return [
        Boekingregel(
            boeking,
            run,
            personeelsnummer,
            naam,
            _stand(run, stand.get(boeking.id, Stand.MEE), bestandsnaam),
            bestandsnaam,
            tuple(besluiten.get(boeking.id, ())),
            levering,
        )
        for boeking, run, personeelsnummer, naam, bestandsnaam, levering in rijen
    ]


def _levering() -> ScalarSelect[int]:
    return select(Loonleveringrun.levering_id).where(Loonleveringrun.run_id == Export.run_id).scalar_subquery()


def _stand(run: Run, stand: Stand, bestandsnaam: str | None) -> Boekingstand:
    if run.status in OPEN:
        return Boekingstand.VOORLOPIG
    return Boekingstand.IN_LOONBESTAND if bestandsnaam else _PER_STAND[stand]


def _tekst(waarde: Any) -> str | None:
    if isinstance(waarde, dict):
        return str(waarde["getal"])
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, list):
        return ", ".join(waarde) or "geen"
    return None if waarde is None else str(waarde)
