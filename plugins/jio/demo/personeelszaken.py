# SPDX-License-Identifier: EUPL-1.2
"""What payroll sent back of the last exported month: all of it as exported, but for three lines."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from core.demo import laatste_volle_maand
from core.ledger.procedure import Runstatus
from core.ledger.services import exporteer, runs
from core.people.policy import HR
from core.uitbetaling.bestand import KOLOMMEN, OPTIONEEL
from core.uitbetaling.services import lees_in
from plugins.jio.consignatie.policy import EENHEID
from plugins.jio.demo.mensen import Bezetting, met_rol


def lees_terug(bezetting: Bezetting) -> None:
    """Read what payroll paid: one line is a cent short, one is missing, and one is of somebody whom nobody knows."""
    hr = bezetting.als(next(iter(met_rol(bezetting.mensen.values(), HR.id))))
    eerste = date.fromisoformat(f"{laatste_volle_maand(bezetting.ctx.vandaag)}-01")
    maand = f"{eerste - timedelta(days=1):%Y-%m}"
    run = next(
        (een for een in runs(hr, EENHEID) if een.periode == maand and een.status == Runstatus.GEEXPORTEERD), None
    )
    if run is None:
        return
    regels = [
        regel
        for regel in csv.DictReader(io.StringIO(exporteer(hr, run.id).csv.inhoud.decode()), delimiter=";")
        if (regel["boeking_id"] or "").isdecimal() and regel["personeelsnummer"] != "TOTAAL"
    ]
    if not regels:
        return
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow((*KOLOMMEN, *OPTIONEEL))
    for plek, regel in enumerate(regels[:-1] or regels):
        centen = int(regel["bedrag"].replace(",", "")) - (plek == 0)
        schrijver.writerow((regel["personeelsnummer"], regel["looncode"], maand, centen, regel["boeking_id"]))
    schrijver.writerow(("999999", regels[0]["looncode"], maand, 12500, ""))
    lees_in(hr, EENHEID, uit.getvalue().encode())
