# SPDX-License-Identifier: EUPL-1.2
"""The small JIO of the on-call duty, some of whom do patch duty as well."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from plugins.jio.rijksroosteren.rules import Categorie
from plugins.jio.rijksroosteren.services import groep, rooster
from tests.plugins.jio.consignatie.conftest import Wereld, _jio, jio, klok, wereld

__all__ = ["_jio", "jio", "op", "plan", "tijdvak", "wereld"]


def op(wereld: Wereld, dag: str, tijd: str = "09:00") -> Wereld:
    """The same world at a Dutch day and time."""
    return wereld.op(klok(dag, tijd))


def tijdvak(dag: str, van: str = "20:00", tot: str = "23:00") -> tuple[datetime, datetime]:
    """Return an evening, into the next day when the end is not later than the begin."""
    eind = dag if tot > van else (date.fromisoformat(dag) + timedelta(days=1)).isoformat()
    return klok(dag, van), klok(eind, tot)


def plan(wereld: Wereld, naam: str, dag: str, soort: Categorie = Categorie.PATCHDIENST, door: str | None = None) -> int:
    """Put somebody on the roster of an evening."""
    onderwerp = "release 4.2" if soort is Categorie.WIJZIGING else ""
    return rooster.plan(wereld.als(door or naam), wereld.mensen[naam], soort, *tijdvak(dag), onderwerp)


def gewerkt(wereld: Wereld, naam: str, dag: str, leider: str = "lot") -> int:
    """Sign somebody up, plan, approve and realise an evening; the world stands before it, and stays there."""
    if not any(lid.tot is None for lid in groep.eigen_aanmeldingen(wereld.als(naam))):
        groep.meld_aan(wereld.als(naam), wereld.nu.date())
    nummer = plan(wereld, naam, dag)
    rooster.keur_goed(wereld.als(leider), nummer)
    later = op(wereld, dag, "23:30")
    rooster.realiseer(later.als(naam), nummer, *tijdvak(dag))
    return nummer
