# SPDX-License-Identifier: EUPL-1.2
"""Looking back, for HR of the unit and for the auditor. Nothing here writes to the books."""

from __future__ import annotations

import csv
import io
from datetime import date

from core.context import Context
from core.ledger.bestand import Bestand
from core.ledger.loonbestand import euro, zonder_formule
from core.ledger.models import Run
from core.ledger.procedure import DEFINITIEF
from core.ledger.terugblik import bekend, nabouw
from core.ledger.terugblik.bekend import Boekstand
from core.ledger.terugblik.nabouw import Nabouw
from core.people.policy import Doel, GeenToegang
from core.rules.invoer import Geweigerd

GROOTSTE_IN_BROWSER = 20_000
"""Postings up to which a run is made again while the browser waits: some seconds."""

_RUN = "core.run"
_BOEKING = "core.boeking"


def bouw_na(ctx: Context, run_id: int, hoogstens: int | None = None) -> Nabouw:
    """Make a past run again from what was known then, and report every difference.

    Raises ``GeenToegang``, and ``Geweigerd`` for a run that is not final and above ``hoogstens`` postings.
    """
    with ctx.database.lezen() as s:
        run = s.get(Run, run_id)
        if run is None:
            raise GeenToegang("bekijk", _RUN)
        _eis(ctx, run.eenheid)
        if run.status not in DEFINITIEF:
            raise Geweigerd("", "deze run is niet goedgekeurd; er is nog niets dat vastligt")
        if hoogstens is not None and run.aantal > hoogstens:
            raise Geweigerd(
                "",
                f"deze run heeft {run.aantal} boekingen: te veel om op te wachten."
                f" Gebruik de opdracht annex ledger reproduce {run_id}",
            )
        return nabouw.bouw_na(s, ctx.installatie, run)


def boekstand(ctx: Context, eenheid: str, op: date, vanaf: int = 0, aantal: int = 100, zoek: str = "") -> Boekstand:
    """Return the books of a unit as they stood at the end of a day.

    Raises ``GeenToegang``, and ``Geweigerd`` for a day that has not come.
    """
    _eis(ctx, eenheid)
    _eis_dag(ctx, op)
    with ctx.database.lezen() as s:
        return bekend.boekstand(s, eenheid, op, vanaf, aantal, zoek)


def boekstand_als_csv(ctx: Context, eenheid: str, op: date) -> Bestand:
    """Return the same for everybody as a CSV file, with a total. Raises ``GeenToegang`` and ``Geweigerd``."""
    _eis(ctx, eenheid)
    _eis_dag(ctx, op)
    with ctx.database.lezen() as s:
        regels = bekend.alle_regels(s, eenheid, op)
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(("personeelsnummer", "naam", "maand", "boekingen", "bedrag"))
    for regel in regels:
        schrijver.writerow(
            (
                zonder_formule(regel.personeelsnummer),
                zonder_formule(regel.naam),
                regel.periode,
                regel.boekingen,
                euro(regel.centen),
            )
        )
    totaal = sum(regel.centen for regel in regels)
    schrijver.writerow(("TOTAAL", "", "", sum(regel.boekingen for regel in regels), euro(totaal)))
    return Bestand(f"grootboek-{eenheid}-{op.isoformat()}.csv", "text/csv", uit.getvalue().encode())


def _eis(ctx: Context, eenheid: str) -> None:
    """Raise ``GeenToegang`` for who may see the runs of a unit and not the amounts of its people, or neither."""
    ctx.eis("bekijk", Doel(_RUN, eenheid=eenheid))
    ctx.eis("bekijk", Doel(_BOEKING, eenheid=eenheid))


def _eis_dag(ctx: Context, op: date) -> None:
    if op > ctx.vandaag:
        raise Geweigerd("op", "deze dag moet nog komen")
