# SPDX-License-Identifier: EUPL-1.2
"""A run made again from what was known then: its postings by their rules, and the bytes of its payroll file.

The rules are those of each posting's version, the figures those of the run's snapshot, the inputs those stored with the
postings; who had a next payslip, and under which number, is read as the register said at the moment of the export.
Bit for bit are the postings, by the digest that was taken when the run was checked, and the CSV files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.tijd import lokale_datum
from core.ledger import nareken
from core.ledger.controle import Verschil, boekingen_met_eerder, is_vernietigd
from core.ledger.export import geschreven_regels
from core.ledger.goedkeuring import DIGESTKOLOMMEN, als_bytes
from core.ledger.loonbestand import schrijf_csv
from core.ledger.models import Boeking, Export, Parametersnapshot, Run
from core.ledger.momentopname import lees_snapshot
from core.people.models import Dienstverband, Wijziging
from core.plugins import Installatie
from core.rules.uitleg import toon

MEESTE_REGELS = 20
"""Lines of a file of which the difference is told; the rest is counted."""


@dataclass(frozen=True)
class Nabouw:
    """What came of making a run again."""

    run_id: int
    #: Postings that were calculated again, and those that could not be since their rule is not installed any more.
    nagerekend: int
    niet_na_te_rekenen: int
    #: Postings whose input was destroyed.
    zonder_invoer: int
    #: Lines of the payroll files; None for a run that was not exported.
    regels: int | None
    verschillen: tuple[Verschil, ...]

    @property
    def gelijk(self) -> bool:
        """True when everything was made again and nothing differs."""
        return not self.verschillen and not self.niet_na_te_rekenen and not self.zonder_invoer


def bouw_na(s: Session, installatie: Installatie, run: Run) -> Nabouw:
    """Make a final run again and compare. Reads only."""
    snapshot = s.get_one(Parametersnapshot, run.parametersnapshot)
    parameters = lees_snapshot(snapshot.inhoud, installatie.parameters.sleutels)
    verschillen: list[Verschil] = []
    som = sha256()
    nagerekend = niet = zonder = 0
    for boeking, eerder in boekingen_met_eerder(s, run.id):
        totaal = boeking.totaal_centen
        if is_vernietigd(boeking):
            zonder += 1
        else:
            try:
                totaal = nareken.centen(installatie, boeking, parameters)
                nagerekend += 1
            except nareken.NietNaTeRekenen:
                niet += 1
        centen = totaal - eerder
        if (centen, totaal) != (boeking.centen, boeking.totaal_centen):
            verschillen.append(
                Verschil(
                    run.id,
                    boeking.id,
                    f"nagebouwd {_euro(centen)} (in totaal {_euro(totaal)}),"
                    f" geboekt {_euro(boeking.centen)} (in totaal {_euro(boeking.totaal_centen)})",
                )
            )
        som.update(als_bytes(_waarden(boeking, centen, totaal)))
    if som.hexdigest() != run.boekingsdigest:
        verschillen.append(Verschil(run.id, None, "de nagebouwde boekingen hebben een andere hash dan de goedgekeurde"))
    export = s.scalar(select(Export).where(Export.run_id == run.id))
    if export is None:
        return Nabouw(run.id, nagerekend, niet, zonder, None, tuple(verschillen))
    regels = geschreven_regels(s, export)
    verschillen += _bestanden(s, run, export)
    return Nabouw(run.id, nagerekend, niet, zonder, len(regels), tuple(verschillen))


def _euro(centen: int) -> str:
    return toon("x_centen", centen)


def _waarden(boeking: Boeking, centen: int, totaal: int) -> list[Any]:
    nieuw = {"centen": centen, "totaal_centen": totaal}
    return [nieuw.get(kolom.name, getattr(boeking, kolom.name)) for kolom in DIGESTKOLOMMEN]


def _bestanden(s: Session, run: Run, export: Export) -> Iterator[Verschil]:
    """Yield what differs between the stored files and the same files written again."""
    nummers = _waren(s, "core_medewerker", export.op)
    regels = [
        replace(
            regel, personeelsnummer=nummers.get(regel.medewerker_id, {}).get("personeelsnummer", regel.personeelsnummer)
        )
        for regel in geschreven_regels(s, export)
    ]
    aanwezig = _in_dienst_bekend(s, lokale_datum(export.op), export.op)
    vertrokken = [regel for regel in regels if regel.medewerker_id not in aanwezig]
    gebleven = [regel for regel in regels if regel.medewerker_id in aanwezig]
    for naam, toen, nu in (
        ("het loonbestand", export.inhoud, schrijf_csv(gebleven, run.periode, vorm=export.vorm)),
        (
            "het bestand van wie uit dienst is",
            export.uit_dienst,
            schrijf_csv(vertrokken, run.periode, vorm=export.vorm) if vertrokken else None,
        ),
    ):
        if toen != nu:
            yield from _regelverschillen(run.id, naam, toen or b"", nu or b"")
    if sha256(export.inhoud).hexdigest() != export.sha256:
        yield Verschil(run.id, None, "het loonbestand is na de export gewijzigd")


def _regelverschillen(run_id: int, naam: str, toen: bytes, nu: bytes) -> Iterator[Verschil]:
    paren = list(enumerate(zip_longest(toen.splitlines(), nu.splitlines(), fillvalue=b""), 1))
    anders = [(nr, een, ander) for nr, (een, ander) in paren if een != ander]
    for nr, een, ander in anders[:MEESTE_REGELS]:
        yield Verschil(run_id, None, f"{naam}, regel {nr}: bewaard ‘{een.decode()}’, nagebouwd ‘{ander.decode()}’")
    if len(anders) > MEESTE_REGELS or not anders:
        rest = len(anders) - MEESTE_REGELS
        yield Verschil(run_id, None, f"{naam}: nog {rest} regels anders" if anders else f"{naam}: andere regeleinden")


def _in_dienst_bekend(s: Session, dag: date, bekend_op: datetime) -> set[int]:
    """Return who was employed on a day as the register said at a moment."""
    waren = _waren(s, Dienstverband.__tablename__, bekend_op)
    uit = set()
    for rij in s.execute(
        select(Dienstverband.id, Dienstverband.medewerker_id, Dienstverband.van, Dienstverband.tot_en_met)
    ):
        was = waren.get(rij.id, {})
        van, tot = _als_dag(was.get("van", rij.van)), _als_dag(was.get("tot_en_met", rij.tot_en_met))
        if van is not None and van <= dag and (tot is None or dag <= tot):
            uit.add(rij.medewerker_id)
    return uit


def _waren(s: Session, tabel: str, bekend_op: datetime) -> Mapping[int, Mapping[str, Any]]:
    """Return what rows of a register said at a moment, as far as they were changed since."""
    vraag = select(Wijziging.rij_id, Wijziging.was).where(Wijziging.tabel == tabel, Wijziging.op > bekend_op)
    uit: dict[int, dict[str, Any]] = {}
    # The oldest change since comes last, so that what it replaced stands.
    for rij_id, was in s.execute(vraag.order_by(Wijziging.id.desc())):
        uit.setdefault(rij_id, {}).update(was)
    return uit


def _als_dag(waarde: Any) -> date | None:
    return date.fromisoformat(waarde) if isinstance(waarde, str) else waarde
