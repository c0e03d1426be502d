# SPDX-License-Identifier: EUPL-1.2
"""``annex jio voorstel``: calculate at once what was asked on the page, without waiting for the job process."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from core.context import Context
from core.people.policy import PROGRAMMA
from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from plugins.jio.consignatie.voorstel.procedure import Voorstelstatus
from plugins.jio.consignatie.voorstel.services import rekenen

_ZINNEN = {
    Voorstelstatus.KLAAR: "klaar",
    Voorstelstatus.ONMOGELIJK: "er is geen rooster binnen de grenzen; het voorstel zegt wat je kunt loslaten",
    Voorstelstatus.MISLUKT: "mislukt; de pagina zegt waarom",
    None: "een ander proces is ermee bezig",
}


@click.command("voorstel", help="Bereken de roostervoorstellen die zijn gevraagd.")
def voorstel() -> None:
    """Calculate every proposal that waits; ends with 1 when one could not be calculated."""
    # What is missing is said at once, and nothing is marked as failed for it.
    rekenen.oplosser()
    instellingen = Instellingen.uit_omgeving()
    database = Database(instellingen.database)
    mislukt = False
    try:
        ctx = Context(database, laad(instellingen.geblokkeerd), PROGRAMMA, datetime.now(UTC))
        wachten = rekenen.te_rekenen(ctx)
        for voorstel_id in wachten:
            status = rekenen.reken(ctx, voorstel_id)
            mislukt |= status is Voorstelstatus.MISLUKT
            click.echo(f"voorstel {voorstel_id}: {_ZINNEN[status]}")
        if not wachten:
            click.echo("Er wacht geen voorstel.")
    finally:
        database.sluit()
    if mislukt:
        raise SystemExit(1)


OPDRACHTEN = (voorstel,)
