# SPDX-License-Identifier: EUPL-1.2
"""``annex om trips FILE``: read a large trip file of a lease company, with progress."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from core.calendar.tijd import lokale_datum
from core.context import Context
from core.people.aanmelden import actor_van_naam
from core.plugins import laad
from core.settings import Instellingen
from core.storage.engine import Database
from plugins.om.autoregeling.ritten.redenen import redenen
from plugins.om.autoregeling.ritten.services.inlezen import Ritverslag, lees_in


@click.command("trips", help="Lees een rittenbestand van de leasemaatschappij in. Alles of niets.")
@click.argument("bestand", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--als", required=True, help="Inlognaam van wie het bestand inleest.")
def trips(bestand: Path, als: str) -> None:
    """Store the file, and name the vehicles that are held back; ends with 1 when there are any."""
    instellingen = Instellingen.uit_omgeving()
    database = Database(instellingen.database)
    nu = datetime.now(UTC)
    try:
        actor = actor_van_naam(database, als, lokale_datum(nu))
        ctx = Context(database, laad(instellingen.geblokkeerd), actor, nu)

        def voortgang(gedaan: int, totaal: int) -> None:
            click.echo(f"\rGelezen: {gedaan} van {totaal}", nl=gedaan >= totaal, err=True)

        with bestand.open("rb") as stroom:
            verslag = lees_in(ctx, stroom, instellingen.geheim, voortgang)
    finally:
        database.sluit()
    _toon(verslag)
    if verslag.aangehouden:
        raise SystemExit(1)


def _toon(verslag: Ritverslag) -> None:
    click.echo(
        f"{verslag.nieuw} nieuw, {verslag.vervangen} vervangen, {verslag.gelijk} ongewijzigd, {verslag.ouder} ouder dan"
        f" wat er staat, {verslag.vervallen} vervallen."
    )
    if verslag.zonder_sleutel:
        click.echo(
            f"Van {verslag.zonder_sleutel} ritten zijn de adressen niet bewaard: de berijder is nog nooit ingelogd."
        )
    for wacht in verslag.aangehouden:
        click.echo(f"{wacht.kenteken}: {wacht.aantal} ritten wachten ({wacht.soort}).")
        for regel, veld, code in wacht.regels:
            click.echo(f"  regel {regel}, {veld}: {redenen(str)[code]}")


OPDRACHTEN = (trips,)
