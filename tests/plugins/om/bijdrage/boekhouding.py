# SPDX-License-Identifier: EUPL-1.2
"""A driver of the small OM, with months that are run, and a shortcut to final for tests that are not about approval."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import func, select, update

from core.ledger.models import Boeking, Openstaandfeit, Run
from core.ledger.procedure import DEFINITIEF, Runstatus
from core.ledger.services import maak_run
from core.regulations.parameterbeheer.services import bevestig, keur_goed, stel_voor
from plugins.om.autoregeling.bijdrage.services import schattingen
from plugins.om.autoregeling.policy import EENHEID
from tests.plugins.om.wereld import Wereld

ANNA = "Anna Officier"
HANS, HILDA = "Hans Personeel", "Hilda Personeel"
TARIEF = "cao.10_4.bedrag_per_prive_kilometer"


def op(wereld: Wereld, dag: date) -> Wereld:
    """Put the clock on a morning."""
    wereld.nu = datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC)
    return wereld


def begin(wereld: Wereld, kilometers: int | None = 6000, tot: date | None = None) -> int:
    """Give Anna a car since 2021, in January 2022, with an estimate for that year; return her id."""
    op(wereld, date(2022, 1, 3))
    wereld.auto()
    wereld.gebruik(ANNA, tot=tot)
    if kilometers is not None:
        schattingen.zet(wereld.als(ANNA), wereld.mensen[ANNA], 2022, kilometers)
    return wereld.mensen[ANNA]


def run(wereld: Wereld, periode: str, *, definitief: bool = True) -> int:
    """Calculate a month as the program, and count it as paid unless told otherwise; return the run's number."""
    gemaakt = maak_run(wereld.programma, EENHEID, periode)
    if definitief:
        maak_definitief(wereld, gemaakt.id)
    return gemaakt.id


def maak_definitief(wereld: Wereld, run_id: int, status: Runstatus = Runstatus.GOEDGEKEURD) -> None:
    """Set a run to final without the eyes that approve it: what they see is tested elsewhere."""
    with wereld.database.transactie() as s:
        s.execute(update(Run).where(Run.id == run_id).values(status=status))


def geboekt(wereld: Wereld, feit: str = "voorschot", naam: str = ANNA) -> dict[str, int]:
    """Return what final runs booked for a fact by effect month, in cents."""
    with wereld.database.lezen() as s:
        vraag = (
            select(Boeking.periode, func.sum(Boeking.centen))
            .join(Run, Run.id == Boeking.run_id)
            .where(Boeking.medewerker_id == wereld.mensen[naam], Boeking.feit == feit, Run.status.in_(DEFINITIEF))
            .group_by(Boeking.periode)
            .order_by(Boeking.periode)
        )
        return {periode: int(centen) for periode, centen in s.execute(vraag)}


def open_regels(wereld: Wereld, run_id: int) -> dict[str, dict[str, object]]:
    """Return the lines without an amount of a run: reason -> what belongs to it."""
    with wereld.database.lezen() as s:
        return {
            rij.reden: {**rij.gegevens, "beslisser": rij.beslisser, "blokkeert": rij.blokkeert}
            for rij in s.scalars(select(Openstaandfeit).where(Openstaandfeit.run_id == run_id))
        }


def zet(
    wereld: Wereld, sleutel: str, waarde: str, vanaf: date, soort: str = "wijziging", aard: str | None = None
) -> None:
    """Record a figure with four eyes."""
    nummer = stel_voor(
        wereld.als(HANS),
        sleutel=sleutel,
        waarde=waarde,
        vanaf=vanaf,
        bron="besluit",
        reden="test",
        soort=soort,
        aard=aard,
    )
    keur_goed(wereld.als(HILDA), nummer)


def bevestig_alles(wereld: Wereld) -> None:
    """Let HR confirm the values that are only deduced."""
    for sleutel, vanaf in ((TARIEF, date(2020, 1, 1)), ("om_auto.lezing.kilometers_afronden", date(2020, 1, 1))):
        keur_goed(wereld.als(HILDA), bevestig(wereld.als(HANS), sleutel, vanaf, "gezien"))
